package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// Each case is a mistake that people make who fill in the file by hand, on its
// third line unless it says otherwise.
func TestSyntaxMistakes(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		line        int
		message     string // what the message must hold
	}{
		{"缺后引号", `name = "昌吉州`, 3, "没有写完就换了行"},
		{"缺前引号", `name = 昌吉州"`, 3, "值的写法不对"},
		{"没有引号", `name = 昌吉州`, 3, "值的写法不对"},
		{"全角逗号的千分位", `x = 1，000`, 3, "全角逗号"},
		{"半角逗号的千分位", `x = 1,000.00`, 3, "千分位逗号"},
		{"带单位", `x = 100元`, 3, "写了单位"},
		{"带空格和单位", `x = 100 万元`, 3, "写了单位"},
		{"货币符号", `x = ¥100.00`, 3, "货币符号"},
		{"每三位一个空格", `x = 1 234 567.00`, 3, "数字里有空格"},
		{"全角小数点", `x = 1．5`, 3, "全角的点"},
		{"负的太大的指数", `x = -1e9999`, 3, "数字太大"},
		{"带下划线的开头", `x = _5`, 3, "写法不对"},
		{"行末逗号", `x = 100,`, 3, "多余的内容"},
		{"行末全角分号", `x = 100；`, 3, "多余的内容"},
		{"两项写在一行", `x = 100 y = 200`, 3, "多余的内容"},
		{"文字里有半角引号", `x = "所谓"三公"经费"`, 3, "多余的内容"},
		{"斜线日期", `d = 2025/9/10`, 3, "多余的内容"},
		{"年月日日期", `d = 2025年9月10日`, 3, "多余的内容"},
		{"没有的日期", `d = 2025-13-01`, 3, "日期不对"},
		{"月日不足两位", `d = 2025-9-1`, 3, "日期不对"},
		{"缺等号", `name "昌吉州"`, 3, "等号"},
		{"全角等号", `name ＝ "昌吉州"`, 3, "等号"},
		{"冒号代等号", `name： "昌吉州"`, 3, "等号"},
		{"汉字键", `名称 = "昌吉州"`, 3, "键里有不能使用的字符"},
		{"只有等号", `= 3`, 3, "缺少键"},
		{"等号后没有值", `name =`, 3, "等号后面缺少值"},
		{"中文引号", `name = “昌吉州”`, 3, "中文引号"},
		{"全角数字", `x = １２`, 3, "全角数字"},
		{"大写的是否", `x = True`, 3, "值的写法不对"},
		{"前导零", `code = 007`, 3, "不能以 0 开头"},
		{"小数点开头", `x = .5`, 3, "数字的写法不对"},
		{"小数点结尾", `x = 5.`, 3, "数字的写法不对"},
		{"两个小数点", `x = 1.234.56`, 3, "数字的写法不对"},
		{"数字太大", `x = 99999999999999999999`, 3, "数字太大"},
		{"指数太大", `x = 1e9999`, 3, "数字太大"},
		{"多行文字没有写完", "d = \"\"\"第一行\n第二行\n\n", 3, "多行文字没有写完"},
		{"单引号多行文字没有写完", "d = '''第一行\n第二行\n", 3, "多行文字没有写完"},
		{"反斜杠", `p = "D:\文件"`, 3, "反斜杠"},
		{"短的反斜杠代码", `p = "\u12"`, 3, "反斜杠"},
		{"缺表名右括号", `[unit`, 3, "方括号"},
		{"成组的表少一个括号", `[[unit]`, 3, "方括号"},
		{"全角方括号", `【unit】`, 3, "方括号"},
		{"空表名", `[]`, 3, "方括号"},
		{"数组用全角逗号", `x = ["甲"，"乙"]`, 3, "逗号"},
		{"数组用顿号", `x = ["甲"、"乙"]`, 3, "逗号"},
		{"行内表里有千分位逗号", `x = { a = 1 , b = 430,836.00 }`, 3, "千分位逗号"},
		{"数组缺右括号", "x = [1, 2\ny = 3", 4, "逗号或括号"},
		{"行内表用全角逗号", `x = { a = 1， b = 2 }`, 3, "逗号"},
		{"行内表缺逗号", `x = { a = 1 b = 2 }`, 3, "逗号"},
		{"控制字符", "x = \"甲\x01乙\"", 3, "控制字符"},
		{"行首控制字符", "\x0b", 3, "控制字符"},
		{"老式换行", "x = 1\ry = 2", 3, "控制字符"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			t.Run(fmt.Sprintf("%s %q", c.name, end), func(t *testing.T) {
				text := strings.ReplaceAll("# 单位文件\nyear = 2024\n"+c.lines+"\n", "\n", end)
				f := refused(t, []byte(text))
				if f.Rule != RuleSyntax || f.Place.Line != c.line || f.Place.Column < 1 {
					t.Errorf("%s 在 %v，应在第 %d 行：%s", f.Rule, f.Place, c.line, f.Message)
				}
				if !strings.Contains(f.Message, c.message) {
					t.Errorf("提示 %q 应含 %q", f.Message, c.message)
				}
				wantChinese(t, f)
			})
		}
	}
}

func TestSyntaxMistakeColumns(t *testing.T) {
	for text, want := range map[string]finding.Place{
		"单位 = 1":    pos(1, 1),
		"x = 1，000": pos(1, 5),
		"a. \"甲":    pos(1, 5), "x = { \"甲乙\" = 1；": pos(1, 15),
		"x = [\"甲\"、\"乙\"]":       pos(1, 9),
		"a = 1\nd = \"\"\"甲\n乙\n": pos(2, 5),
	} {
		t.Run(text, func(t *testing.T) {
			if got := refused(t, []byte(text)).Place; got != want {
				t.Errorf("在 %v，应为 %v", got, want)
			}
		})
	}
}

func TestDuplicates(t *testing.T) {
	for _, c := range []struct {
		name, text string
		place      finding.Place
		first      int // line of the first one
	}{
		{"键", "a = 1\nb = 2\n\na = 3\n", pos(4, 1), 1},
		{"缩进的键", "a = 1\n   a = 3\n", pos(2, 4), 1},
		{"引号里的汉字键", "\"甲\" = 1\n\"甲\" = 2\n", pos(2, 1), 1},
		{"表", "[u]\nx = 1\n[v]\n[u]\ny = 1\n", pos(4, 2), 1},
		{"表里的键", "[u]\nx = 1\n[v]\nx = 1\ny = 2\nx = 3\n", pos(6, 1), 4},
		{"成组的表里的键", "[[s]]\nx = 1\n[[s]]\nx = 2\nx = 3\n[[s]]\nx = 4\n", pos(5, 1), 4},
		{"子表", "[[s]]\n[s.t]\n[[s]]\n[s.t]\n[s.t]\n", pos(5, 4), 4},
		{"行内表里的键", "u = { a = 1, \"乙\" = 2, a = 3 }\n", pos(1, 23), 1},
		{"数组里行内表的键", "l = [ { a = 1 },\n { a = 2, a = 3 } ]\n", pos(2, 11), 2},
		{"两个行内表", "u = { a = 1 }\nu = { b = 2 }\n", pos(2, 1), 1},
		{"行内表与表", "u = { a = 1 }\n[u]\nb = 2\n", pos(2, 2), 1},
		{"表与值", "a = 1\n[a]\n", pos(2, 2), 1},
		{"表与成组的表", "[a]\n[[a]]\n", pos(2, 3), 1},
		{"成组的表与表", "[[a]]\n[a]\n", pos(2, 2), 1},
		{"数组与成组的表", "a = [1]\n[[a]]\n", pos(2, 3), 1},
		{"带点的键与值", "a = 1\na.b = 2\n", pos(2, 1), 1},
		{"行内表与带点的键", "u = { a = 1 }\nu.b = 2\n", pos(2, 1), 1},
		{"行内表与子表", "u = { a = 1 }\n[u.b]\nc = 2\n", pos(2, 2), 1},
		{"两个表里同样的键", "[u]\nx = 1\n[u]\nx = 2\ny = 3\n", pos(3, 2), 1},
		{"表里的表与键", "[u.v]\nx = 1\n[u]\nv = 3\n", pos(4, 1), 1},
		{"跨行的值", "u = [1]\nv = 2\nu = [\n{ x = 1 }]\n", pos(3, 1), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, findings := Parse([]byte(c.text))
			if root == nil || len(findings) != 1 {
				t.Fatalf("想要一个问题和节点，得到 %v", findings)
			}
			f := findings[0]
			if f.Rule != RuleSyntax || f.Place != c.place {
				t.Errorf("%s 在 %v，应在 %v", f.Rule, f.Place, c.place)
			}
			if want := fmt.Sprintf("第 %d 行", c.first); !strings.Contains(f.Message, want) || !strings.Contains(f.Message, "重复") {
				t.Errorf("提示 %q 应含 %q", f.Message, want)
			}
			wantChinese(t, f)
		})
	}
}

func TestAllDuplicatesAreFoundAndTheFirstValueCounts(t *testing.T) {
	root, findings := Parse([]byte("a = 1\na = 2\n[t]\nb = 3\nb = 4\nb = 5\nc = { d = 6, d = 7 }\n[s]\ne = 8\n"))
	var got []string
	for _, f := range findings {
		got = append(got, f.Place.String()+" "+f.Message)
	}
	want := []string{
		"2:1 键 a 重复：第 1 行已经写过", "5:1 键 b 重复：第 4 行已经写过",
		"6:1 键 b 重复：第 4 行已经写过", "7:14 键 d 重复：第 7 行已经写过",
	}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %q", got)
	}
	for path, text := range map[string]string{"a": "1", "t.b": "3", "t.c.d": "6", "s.e": "8"} {
		if n := at(t, root, path); n.Text != text {
			t.Errorf("%s 是 %s，应为 %s", path, n.Text, text)
		}
	}
}

func TestLostByDuplicates(t *testing.T) {
	for _, c := range []struct {
		name, text string
		lost       bool
	}{
		{"数字", "a = 1\na = 2\n", false},
		{"各有各的键的两个表", "[u]\na = 1\n[u]\nb = 2\n", false},
		{"有同样的键的两个表", "[u]\na = 1\n[u]\na = 2\n", true},
		{"两个行内表", "u = { a = 1 }\nu = { b = 2 }\n", true},
		{"两个列表", "u = [1]\nu = [2]\n", true},
		{"值与表", "a = 1\n[a]\nb = 2\n", true},
		{"列表与成组的表", "a = [1]\n[[a]]\nb = 2\n", true},
		{"成组的表与表", "[[a]]\n[a]\nb = 2\n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if root, _ := Parse([]byte(c.text)); root.Lost() != c.lost {
				t.Errorf("得到 %v", root.Lost())
			}
		})
	}
}

// Behind a duplicate the other library reads on; what is no TOML there is found
// with the duplicate.
func TestFaultOfFormBehindADuplicate(t *testing.T) {
	for _, c := range []struct{ name, line, message string }{
		{"千分位逗号", "x = 1,000", "千分位逗号"},
		{"缺引号", "x = \"甲", "不符合 TOML 格式"},
		{"文件末尾", "x =", "不符合 TOML 格式"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, findings := Parse([]byte("a = 1\na = 2\n" + c.line))
			if root != nil || len(findings) != 2 || findings[0].Place != pos(2, 1) || findings[1].Place.Line != 3 {
				t.Fatalf("得到 %v", findings)
			}
			if !strings.Contains(findings[1].Message, c.message) {
				t.Errorf("提示 %q 应含 %q", findings[1].Message, c.message)
			}
			wantChinese(t, findings[1])
		})
	}
}

func TestNoDuplicates(t *testing.T) {
	for name, text := range map[string]string{
		"先子表后表":   "[a.b]\nx = 1\n[a]\ny = 2\n",
		"每组一个子表":  "[[s]]\n[s.t]\nx = 1\n[[s]]\n[s.t]\nx = 2\n",
		"带点的键":    "[u]\na.b = 1\na.c = 2\n",
		"只差大小写的键": "a = 1\nA = 2\n",
	} {
		t.Run(name, func(t *testing.T) { mustParse(t, text) })
	}
}

// Whoever typed one slip typed more: those on lines that no library came to
// are listed too, but none within a text of several lines.
func TestSlipsOfAllLines(t *testing.T) {
	text := "a = 1,000.00\nb = 2\nc = \"\"\"\n金额1,000.00元，\n\"\"\"\nd = “甲”\n# 1,000\ne = '1,000'\nf = \"x\" ＃ 说明\n［g］\nh：1\n名称 = 2\n"
	_, findings := Parse([]byte(text))
	findings.Sort()
	var got []string
	for _, f := range findings {
		got = append(got, fmt.Sprint(f.Place.Line, f.Message))
		wantChinese(t, f)
	}
	want := []string{
		"1数字里有千分位逗号", "6这里用了中文引号", "9这里用了全角井号“＃”", "10这里用了全角或中文的方括号", "11键后面是冒号，不是等号", "12键是中文，键里有不能使用的字符",
	}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %q", got)
	}
}

// Behind a text that does not end, every line may be a part of it.
func TestNoSlipsBehindAnUnclosedText(t *testing.T) {
	if _, findings := Parse([]byte("a = 1,000\nb = \"\"\"\nc = 2,000\n")); len(findings) != 1 {
		t.Errorf("得到 %v", findings)
	}
}
