package source

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What was typed in the wrong form but can only mean one thing is found and
// taken.
func TestValuesTakenAllTheSame(t *testing.T) {
	for _, c := range []struct {
		name, text, path, remedy string
		got                      func(s sample) any
		want                     string
	}{
		{"引号里的整数", `year = "2024"`, "year", "写成整数 2024", func(s sample) any { return s.Year }, "2024"},
		{"带单位的整数", `year = "2024年"`, "year", "写成整数 2024", func(s sample) any { return s.Year }, "2024"},
		{"全角的整数", `year = "２０２４"`, "year", "写成整数 2024", func(s sample) any { return s.Year }, "2024"},
		{"小数点后是 0 的整数", `year = 2024.0`, "year", "写成整数 2024", func(s sample) any { return s.Year }, "2024"},
		{"有千分位逗号的整数", `year = "2,024"`, "year", "写成整数 2024", func(s sample) any { return s.Year }, "2024"},
		{"没有引号的文字", `change_reason = 30101`, "change_reason", `这里写成 "30101"`, func(s sample) any { return s.ChangeReason }, "30101"},
		{"没有引号的日期作文字", `change_reason = 2024-01-01`, "change_reason", "双引号", func(s sample) any { return s.ChangeReason }, "2024-01-01"},
		{"引号里的是", `closed = "是"`, "closed", "true（是）", func(s sample) any { return s.Closed }, "true"},
		{"引号里的 False", `closed = " False"`, "closed", "true（是）", func(s sample) any { return s.Closed }, "false"},
		{"一作是", `closed = 1`, "closed", "true（是）", func(s sample) any { return s.Closed }, "true"},
		{"引号里的日期", `day = "2025-09-10"`, "day", "2025-09-10", func(s sample) any { return s.Day.Format(time.DateOnly) }, "2025-09-10"},
		{"年月日", `day = "2025年9月10日"`, "day", "2025-09-10", func(s sample) any { return s.Day.Format(time.DateOnly) }, "2025-09-10"},
		{"斜线", `day = "2025/9/10"`, "day", "2025-09-10", func(s sample) any { return s.Day.Format(time.DateOnly) }, "2025-09-10"},
		{"带时间", `day = 2025-09-10T08:00:00`, "day", "2025-09-10", func(s sample) any { return s.Day.Format(time.DateOnly) }, "2025-09-10"},
		{"连写的数字", `day = 20250910`, "day", "2025-09-10", func(s sample) any { return s.Day.Format(time.DateOnly) }, "2025-09-10"},
		{"一项作列表", `words = "甲"`, "words", "方括号", func(s sample) any { return s.Words[0] }, "甲"},
		{"一个表作成组的表", "[list]\ncode = \"一\"", "list", "[[list]]", func(s sample) any { return s.List[0].Code }, "一"},
		{"一组作表", "[[inner]]\ncode = \"一\"", "inner", "[inner]", func(s sample) any { return s.Inner.Code }, "一"},
		{"选项多了空格", `mode = " 行政 单位"`, "mode", `是否想写 "行政单位"？只能填`, func(s sample) any { return s.Mode }, "行政单位"},
		{"选项只写了一半", `mode = "行政"`, "mode", `是否想写 "行政单位"？`, func(s sample) any { return s.Mode }, "行政单位"},
		{"选项写多了", `mode = "某县行政单位"`, "mode", `是否想写 "行政单位"？`, func(s sample) any { return s.Mode }, "行政单位"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s sample
			root := mustParse(t, "name = \"甲\"\n"+c.text)
			findings := Decode(root, &s)
			if len(findings) != 1 || findings[0].Rule != RuleType || findings[0].Path != c.path || !strings.Contains(findings[0].Remedy, c.remedy) {
				t.Errorf("得到 %v", findings)
			}
			if got := fmt.Sprint(c.got(s)); got != c.want || root.Lost() {
				t.Errorf("读成 %s，应为 %s；有没有读出的：%v", got, c.want, root.Lost())
			}
		})
	}
}

func TestValuesThatAreLost(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"小数作整数", "year = 2024.5"},
		{"太大的整数", "year = 3000000000"},
		{"汉字作整数", `year = "二〇二四"`},
		{"带不明单位的整数", `year = "3万"`},
		{"列表作文字", `change_reason = ["甲"]`},
		{"表作整数", "year = { a = 1 }"},
		{"没有的选项", `mode = "企业"`},
		{"两可的选项", `mode = "单位"`},
		{"一个字的选项", `colour = "红色"`},
		{"空的选项", `mode = ""`},
		{"数字作选项", "mode = 3"},
		{"汉字作是否", `closed = "大概"`},
		{"没有的日期", `day = "2025-02-30"`},
		{"数字作列表", "words = 3"},
		{"文字作表", `inner = "甲"`},
		{"两组作表", "[[inner]]\ncode = \"一\"\n[[inner]]\ncode = \"二\""},
		{"文字作对照表", `amounts = "甲"`},
		{"自己不收的值", `upper = ""`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s sample
			root := mustParse(t, "name = \"甲\"\n"+c.text)
			if findings := Decode(root, &s); len(findings) != 1 || findings[0].Rule != RuleType || findings[0].Remedy == "" {
				t.Errorf("得到 %v", findings)
			}
			if !root.Lost() {
				t.Error("没有说有读不出的")
			}
		})
	}
}

func TestLostByWhatIsMissing(t *testing.T) {
	type needs struct {
		Text string         `toml:"text" need:"yes"`
		Int  int            `toml:"int" need:"yes"`
		List []inner        `toml:"list" need:"yes"`
		Map  map[string]int `toml:"map" need:"yes"`
	}
	const whole = "text = \"甲\"\nint = 1\nlist = []\nmap = {}\n"
	for cut, lost := range map[string]bool{"text = \"甲\"\n": false, "int = 1\n": false, "list = []\n": true, "map = {}\n": true} {
		t.Run(cut, func(t *testing.T) {
			var n needs
			root := mustParse(t, strings.Replace(whole, cut, "", 1))
			if findings := Decode(root, &n); len(findings) != 1 || findings[0].Rule != RuleMissing || root.Lost() != lost {
				t.Errorf("得到 %v，%v", findings, root.Lost())
			}
		})
	}
}
