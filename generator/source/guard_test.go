package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/finding"
)

func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		data  []byte
		place finding.Place
	}{
		// name = "昌吉" in GBK
		"GBK":        {[]byte("# ok\nname = \"\xb2\xfd\xbc\xaa\"\n"), pos(2, 9)},
		"GBK 注释":     {[]byte("# \xb5\xa5\xce\xbb\n"), pos(1, 3)},
		"半个汉字":       {[]byte("x = \"昌\xe5\x90"), pos(1, 7)},
		"零字节":        {[]byte("a = 1\nb = \"汉\x00\"\n"), pos(2, 7)},
		"UTF-16 小端":  {[]byte("\xff\xfea\x00 \x00=\x00 \x001\x00"), pos(1, 1)},
		"UTF-16 无标记": {[]byte("a\x00=\x001\x00"), pos(1, 2)},
	} {
		t.Run(name, func(t *testing.T) {
			f := refused(t, c.data)
			if f.Rule != RuleEncoding || f.Place != c.place {
				t.Errorf("%s 在 %v，应为 %s 在 %v", f.Rule, f.Place, RuleEncoding, c.place)
			}
			if !strings.Contains(f.Remedy, "UTF-8") {
				t.Errorf("没有说怎样另存：%s", f.Remedy)
			}
			wantChinese(t, f)
		})
	}
}

func TestWhatTheEncodingSeemsToBe(t *testing.T) {
	for _, c := range []struct{ name, data, message string }{
		{"GBK", "a = 1\n# \xb5\xa5\xce\xbb\n", "文件从第 2 行起不是 UTF-8 编码的文本（是 GBK/ANSI 编码）"},
		{"GB18030 四字节", "# \x81\x30\x81\x30\xb5\xa5\n", "（是 GBK/ANSI 编码）"},
		{"零字节", "a\x00=\x001\x00", "双字节编码"},
		{"截断的汉字", "x = \"昌\xe5\x90", "损坏的字符"},
		{"两种编码", "x = \"昌吉\"\ny = \"\xff\"\n", "损坏的字符"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if f := refused(t, []byte(c.data)); f.Rule != RuleEncoding || !strings.Contains(f.Message, c.message) {
				t.Errorf("得到 %s", f.Message)
			}
		})
	}
}

func TestOtherFiles(t *testing.T) {
	for _, c := range []struct{ name, begins, message string }{
		{"xlsx", "PK\x03\x04\x14\x00\x06\x00", "Excel、Word 或压缩文件"},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Excel"},
		{"空的 zip", "PK\x05\x06" + strings.Repeat("\x00", 18), "空的压缩文件"},
		{"pdf", "%PDF-1.7\n", "PDF"},
		{"rtf", "{\\rtf1\\ansi}", "Word"},
		{"rar", "Rar!\x1a\x07", "压缩文件"},
		{"7z", "7z\xbc\xaf\x27\x1c", "压缩文件"},
		{"gzip", "\x1f\x8b\x08", "压缩文件"},
		{"png", "\x89PNG\r\n\x1a\n", "图片"},
		{"jpeg", "\xff\xd8\xff\xe0", "图片"},
		{"UTF-16 大端", "\xfe\xff\x00a", "双字节编码"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := refused(t, []byte(c.begins))
			if f.Rule != RuleEncoding || f.Place != pos(1, 1) || !strings.Contains(f.Message, c.message) {
				t.Errorf("得到 %v %s", f.Place, f.Message)
			}
		})
	}
}

func TestByteOrderMark(t *testing.T) {
	root := mustParse(t, "\ufeffyear = 2024\n")
	if got := root.At("year"); got != pos(1, 1) {
		t.Errorf("在 %v", got)
	}
	wantChinese(t, refused(t, []byte("\ufeff\ufeffyear = 2024\n")))
}

func TestSizeLimit(t *testing.T) {
	comment := func(size int) []byte { return append([]byte("a = 1\n#"), bytes.Repeat([]byte("x"), size-7)...) }
	mustParse(t, string(comment(MaxBytes)))
	if f := refused(t, comment(MaxBytes+1)); f.Rule != RuleEncoding || f.Place != (finding.Place{}) {
		t.Errorf("得到 %+v", f)
	}
}

// A stack that overflows cannot be recovered from: these would end the run of
// a whole batch.
func TestDeepNestingIsRefusedAtOnce(t *testing.T) {
	const n = 1_000_000
	for name, text := range map[string]string{
		"数组":      "a = " + strings.Repeat("[", n),
		"成对的数组":   "a = " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"行内表":     "a = " + strings.Repeat("{a=", n),
		"数组和行内表":  "a = " + strings.Repeat("[{a=", n),
		"带点的键":    strings.Repeat("a.", n) + "a = 1",
		"带点的引号键":  strings.Repeat("'a' . ", n) + "a = 1",
		"表名":      "[" + strings.Repeat("a.", n) + "a]",
		"跨行":      "a = " + strings.Repeat("[\n", n),
		"括号藏在文字里": "a = " + strings.Repeat("[']',\"]\",", n/2),
		"多行文字之后":  "a = [\"\"\"]\"\"\"\", " + strings.Repeat("[", n) + "\"",
		"注释之后":    "a = [ # ]\"'\n" + strings.Repeat("[", n),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			f := refused(t, []byte(text))
			if f.Rule != RuleSyntax || f.Place.Line == 0 || !strings.Contains(f.Message, "超过") {
				t.Errorf("得到 %+v", f)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("用了 %v", took)
			}
			wantChinese(t, f)
		})
	}
}

func TestDepthCountsOnlyNesting(t *testing.T) {
	many := strings.Repeat
	for name, text := range map[string]string{
		"许多表":     many("[[a]]\nb = [1.5, 2.5]\n", 1000),
		"许多小数":    "a = [" + many("1.25, ", 1000) + "]\n",
		"文字里的括号":  "a = \"" + many("[{", 1000) + "\"\n",
		"多行文字的括号": "a = \"\"\"\n" + many("[1.2.\n", 1000) + "\"\"\"\n",
		"单引号里的括号": "a = '" + many("[", 1000) + "'\n",
		"注释里的括号":  many("# [[[ 1.2.3.4\n", 1000),
		"注释里的引号":  many("# it's \"\"\" [\n", 1000) + "a = 1\n",
		"转义的引号":   "a = \"" + many("\\\"[", 1000) + "\"\n",
		"三层":      "a = " + many("[", 20) + many("]", 20) + "\n",
		"许多句点":    "a = '" + many(".", 1000) + "'\n",
		"省略号":     "a = \"" + many("...", 1000) + "\" # " + many(".", 1000) + "\n",
	} {
		t.Run(name, func(t *testing.T) { mustParse(t, text) })
	}
}

// Each of these would take minutes or gigabytes if it were read to the end, or
// if any step took time in the square of its size.
func TestTooMuchIsRefused(t *testing.T) {
	many := strings.Repeat
	for _, c := range []struct {
		name, text, message string
		place               finding.Place
	}{
		{"成组的表", many("[[subjects]]\n", 100_000), "超过 50000 项", pos(50_001, 1)},
		{"成组的表和键", many("[[subjects]]\ncode = 1\n", 100_000), "超过 50000 项", pos(50_001, 1)},
		{"列表里的行内表", "a = [" + many("{b=1},", 100_000) + "]", "超过 50000 项", finding.Place{}},
		{"列表里的数字", "a = [\n" + many("1,\n", 100_000) + "]", "超过 50000 项", pos(50_001, 2)},
		{"键", many("k = 1\n", 100_000), "超过 50000 项", pos(50_001, 3)},
		{"等号", many("=", 8<<20), "超过 300 个字节", pos(1, 302)},
		{"长键", many("k", 7<<20) + " = 1", "超过 300 个字节", pos(1, 7<<20+2)},
		{"长的表名", "[" + many("k", 4<<20) + "]\n" + many("k = 1\n", 10_000), "超过 300 个字节", pos(1, 4<<20+2)},
		{"行内表的长键", "a = { b = 1, " + many("k", 1<<20) + " = 1 }", "超过 300 个字节", pos(1, 1<<20+15)},
		{"许多点", many(".", 8<<20), "超过 8 层", pos(1, 9)},
		{"许多带点的键", many("a.", 4<<20), "超过 8 层", pos(1, 18)},
		{"许多换行", many("\n", 8<<20), "超过上限 200000 行", finding.Place{}},
		{"许多左括号", many("[", 8<<20), "超过 32 层", pos(1, 33)},
		{"许多行左括号", many("[\n", 4<<20), "超过 32 层", pos(33, 1)},
		{"许多引号", many("\"", 8<<20), "键", pos(1, 3)},
		{"许多单引号", many("'", 8<<20), "键", pos(1, 3)},
		{"没有完的多行文字", "a = \"\"\"" + many("\"\"a", 2<<20), "没有写完", pos(1, 5)},
		{"没有完的转义", "a = \"" + many("\\", 8<<20-5), "反斜杠", finding.Place{}},
		{"转义的引号", many("\"\"\"\\\"", 1<<20), "", finding.Place{}},
		{"很长的数字", "a = " + many("1", 7<<20), "数字太大", pos(1, 5)},
		{"很长的一行", "a = " + many("%", 7<<20), "值的写法不对", pos(1, 5)},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := refused(t, []byte(c.text))
			if !strings.Contains(f.Message, c.message) || c.place.Line > 0 && f.Place != c.place {
				t.Errorf("得到 %v %s", f.Place, f.Message)
			}
			wantChinese(t, f)
		})
	}
}

// These are within the limits, or hardly so, and end.
func TestMuchIsRead(t *testing.T) {
	many := strings.Repeat
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"很长的文字":    "name = \"" + many("汉", 2<<20) + "\"\n",
		"很长的转义":    "name = \"" + many("\\n", 3<<20) + "\"\n",
		"很长的多行文字":  "name = \"\"\"" + many("\"\"汉\\t", 1<<20) + "\"\"\"\n",
		"很长的注释":    "#" + many("#", 8<<20-12) + "\nyear = 1\n",
		"很长的空白":    many(" ", 8<<20-10) + "year = 1\n",
		"一行里许多项":   "list = [" + many("{ code = \""+many("汉", 40)+"\" }, ", 24_000) + "]\n",
		"许多未知的键":   numbered(49_000, "k%d = 1\n"),
		"许多错的表名":   numbered(49_000, "[innr%d]\n"),
		"许多相近的键":   numbered(49_000, "change_reas%d = 1\n"),
		"许多重复的键":   many("year = 1\n", 49_000),
		"许多重复的表":   many("[inner]\n", 49_000),
		"许多错的成组的表": many("[[lsit]]\n", 49_000),
		"许多带点的键":   numbered(49_000, "a.b.c.d.e.f.g.h%d = 1\n"),
		"许多层的行内表":  "a = " + many("{ a = ", 20) + "[" + many("1, ", 40_000) + "]" + many("}", 20),
		"很长的错数字":   "year = \"" + many("1,", 3<<20) + "\"\n",
		"很长的选项":    "colour = \"" + many("绿", 1<<20) + "\"\n",
		"很长的日期":    "day = \"" + many("2", 7<<20) + "\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			var s sample
			root, findings := Read([]byte(text), &s)
			if root == nil {
				t.Fatalf("没有读出：%v", findings)
			}
			for _, f := range findings {
				if len(f.Message)+len(f.Remedy)+len(f.Path) > 2000 {
					t.Fatalf("问题有 %d 字节", len(f.Message)+len(f.Remedy)+len(f.Path))
				}
			}
		})
	}
}

// A department of 300 subjects and 100 projects stays far below the limits.
func TestALargeDepartmentIsRead(t *testing.T) {
	subject := "[[subjects]]\ncode = \"2012801\"\nincome = { a = 1.00, b = 2.00, c = 3.00, d = 4.00 }\n" +
		"spending = { a = 1.00, b = 2.00, c = 3.00, d = 4.00 }\nlast_year = 1\nchange_reason = \"增加。\"\n"
	project := "[[projects]]\nname = \"项目\"\n" + strings.Repeat("[[projects.indicators]]\n"+strings.Repeat("k", 1)+" = 1\n", 10)
	text := strings.Repeat(subject, 3*300) + strings.Repeat(project, 3*100)
	if root, findings := Parse([]byte(text)); root == nil {
		t.Errorf("没有读出：%v", findings)
	}
}
