package source

import (
	"strings"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/finding"
)

type colour string

func (colour) Choices() []string { return []string{"红", "绿"} }

type mode string

func (mode) Choices() []string { return []string{"行政单位", "参公事业单位", "事业单位"} }

type upper string

func (u *upper) DecodeNode(n *Node) error {
	if n.Kind != String || n.Text == "" {
		return Problem{Message: "要有字", Remedy: "写字"}
	}
	*u = upper(strings.ToUpper(n.Text))
	return nil
}

type inner struct {
	Code  string `toml:"code" need:"yes"`
	Count int    `toml:"count"`
}

type sample struct {
	Name         string         `toml:"name" need:"yes"`
	Year         int            `toml:"year"`
	ChangeReason string         `toml:"change_reason"`
	Closed       bool           `toml:"closed"`
	Day          time.Time      `toml:"day"`
	Colour       colour         `toml:"colour"`
	Mode         mode           `toml:"mode"`
	Upper        upper          `toml:"upper"`
	Words        []string       `toml:"words"`
	Amounts      map[string]int `toml:"amounts"`
	Inner        inner          `toml:"inner"`
	Pointer      *inner         `toml:"pointer"`
	List         []inner        `toml:"list"`
	unseen       string
}

func TestDecodeFills(t *testing.T) {
	var s sample
	findings := Decode(mustParse(t, `
name = "甲"
year = 2_024
change_reason = ""
closed = true
day = 2025-09-10
colour = "绿"
upper = "abc"
words = ["一", "二"]
amounts = { a = 1, "b.c" = +2 }
inner = { code = "x", count = -3 }
pointer.code = "p"
[[list]]
code = "1"
[[list]]
code = "2"
`), &s)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	switch {
	case s.Name != "甲", s.Year != 2024, !s.Closed, s.Colour != "绿", s.Upper != "ABC", len(s.Words) != 2, s.Words[1] != "二",
		s.Day.Format(time.DateOnly) != "2025-09-10", s.Amounts["a"] != 1, s.Amounts["b.c"] != 2,
		s.Inner != inner{"x", -3}, s.Pointer == nil || s.Pointer.Code != "p", len(s.List) != 2 || s.List[1].Code != "2":
		t.Errorf("读成 %+v", s)
	}
}

func TestDecodeLeavesOutWhatIsNotThere(t *testing.T) {
	var s sample
	if findings := Decode(mustParse(t, `name = "甲"`), &s); len(findings) > 0 {
		t.Fatal(findings)
	}
	if s.Pointer != nil || s.List != nil || !s.Day.IsZero() || s.unseen != "" {
		t.Errorf("读成 %+v", s)
	}
}

func TestDecodeRefuses(t *testing.T) {
	const head = "name = \"甲\"\n"
	for _, c := range []struct {
		name, text      string
		rule, path      string
		place           finding.Place
		message, remedy string
	}{
		{name: "少一个字母的键", text: "chage_reason = \"乙\"", rule: RuleKey, path: "chage_reason", place: pos(2, 1), message: "chage_reason", remedy: "是否想写 change_reason？"},
		{name: "大小写不同的键", text: "Year = 2024", rule: RuleKey, path: "Year", place: pos(2, 1), message: "Year", remedy: "是否想写 year？"},
		{name: "全大写的键", text: "CHANGE_REASON = \"乙\"", rule: RuleKey, path: "CHANGE_REASON", place: pos(2, 1), message: "没有", remedy: "是否想写 change_reason？"},
		{name: "连字符的键", text: "change-reason = \"乙\"", rule: RuleKey, path: "change-reason", place: pos(2, 1), message: "没有", remedy: "是否想写 change_reason？"},
		{name: "不相干的键", text: "telephone = \"乙\"", rule: RuleKey, path: "telephone", place: pos(2, 1), message: "文件最外层", remedy: "请核对键名"},
		{name: "字段名不是键", text: "unseen = \"乙\"", rule: RuleKey, path: "unseen", place: pos(2, 1), message: "没有", remedy: "请核对键名"},
		{name: "表里的未知键", text: "[inner]\ncode = \"1\"\n cont = 2", rule: RuleKey, path: "inner.cont", place: pos(4, 2), message: "[inner]", remedy: "是否想写 count？"},
		{name: "前面一组里的未知键", text: "[[list]]\ncode = \"1\"\ncont = 2\n[[list]]\ncode = \"2\"", rule: RuleKey, path: "list[1].cont", place: pos(4, 1), message: "[[list]]", remedy: "count"},
		{name: "行内表里的未知键", text: "inner = { code = \"甲乙\", cont = 2 }", rule: RuleKey, path: "inner.cont", place: pos(2, 24), message: "cont", remedy: "count"},
		{name: "数字代文字", text: "change_reason = 5", rule: RuleType, path: "change_reason", place: pos(2, 17), message: "应当是文字，写的是数字", remedy: "双引号"},
		{name: "是否代文字", text: "change_reason = true", rule: RuleType, path: "change_reason", place: pos(2, 17), message: "应当是文字", remedy: "双引号"},
		{name: "数组代文字", text: "change_reason = [\"甲\"]", rule: RuleType, path: "change_reason", place: pos(2, 1), message: "写的是列表", remedy: "双引号"},
		{name: "文字代整数", text: "year = \"2024\"", rule: RuleType, path: "year", place: pos(2, 8), message: "应当是数字，写的是文字", remedy: "数字"},
		{name: "日期代整数", text: "year = 2024-01-01", rule: RuleType, path: "year", place: pos(2, 8), message: "写的是日期", remedy: "数字"},
		{name: "小数代整数", text: "year = 2024.0", rule: RuleType, path: "year", place: pos(2, 8), message: "应当是整数，写的是 2024.0", remedy: "整数"},
		{name: "太大的整数", text: "year = 3000000000", rule: RuleType, path: "year", place: pos(2, 8), message: "整数", remedy: "整数"},
		{name: "十六进制整数", text: "year = 0x7E8", rule: RuleType, path: "year", place: pos(2, 8), message: "整数", remedy: "整数"},
		{name: "数字代是否", text: "closed = 1", rule: RuleType, path: "closed", place: pos(2, 10), message: "是/否", remedy: "true（是）"},
		{name: "文字代日期", text: "day = \"2025-09-10\"", rule: RuleType, path: "day", place: pos(2, 7), message: "应当是日期，写的是文字", remedy: "不加引号"},
		{name: "表代日期", text: "day = { a = 1 }", rule: RuleType, path: "day", place: pos(2, 7), message: "写的是表", remedy: "年-月-日"},
		{name: "日期带时间", text: "day = 2025-09-10T08:00:00", rule: RuleType, path: "day", place: pos(2, 7), message: "应当是日期", remedy: "年-月-日"},
		{name: "不能选的字", text: "colour = \"蓝\"", rule: RuleType, path: "colour", place: pos(2, 10), message: "蓝", remedy: "只能填：红、绿"},
		{name: "自己不收的值", text: "upper = \"\"", rule: RuleType, path: "upper", place: pos(2, 9), message: "要有字", remedy: "写字"},
		{name: "文字代数组", text: "words = \"甲\"", rule: RuleType, path: "words", place: pos(2, 9), message: "应当是列表", remedy: "方括号"},
		{name: "数组里的数字", text: "words = [\"甲\",\n 2]", rule: RuleType, path: "words[2]", place: pos(3, 2), message: "应当是文字", remedy: "双引号"},
		{name: "表代成组的表", text: "[list]\ncode = \"1\"", rule: RuleType, path: "list", place: pos(2, 2), message: "应当是列表，写的是表", remedy: "[[list]]"},
		{name: "成组的表代表", text: "[[inner]]\ncode = \"1\"", rule: RuleType, path: "inner", place: pos(2, 3), message: "应当是表，写的是列表", remedy: "[inner]"},
		{name: "值代表", text: "inner = 3", rule: RuleType, path: "inner", place: pos(2, 9), message: "应当是表", remedy: "[inner]"},
		{name: "值代可缺的表", text: "pointer = \"甲\"", rule: RuleType, path: "pointer", place: pos(2, 11), message: "应当是表", remedy: "[pointer]"},
		{name: "值代对照表", text: "amounts = 3", rule: RuleType, path: "amounts", place: pos(2, 11), message: "应当是表", remedy: "[amounts]"},
		{name: "对照表里的文字", text: "[amounts]\na = 1\nb = \"2\"", rule: RuleType, path: "amounts.b", place: pos(4, 5), message: "应当是数字", remedy: "数字"},
		{name: "表里缺键", text: "[inner]\ncount = 1", rule: RuleMissing, path: "inner.code", place: pos(2, 2), message: "code", remedy: "补上"},
		{name: "前面一组里缺键", text: "[[list]]\ncount = 1\n[[list]]\ncode = \"2\"", rule: RuleMissing, path: "list[1].code", place: pos(2, 3), message: "code", remedy: "补上"},
		{name: "后面一项里缺键", text: "list = [ { code = \"1\" },\n  { count = 2 } ]", rule: RuleMissing, path: "list[2].code", place: pos(3, 3), message: "code", remedy: "补上"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s sample
			findings := Decode(mustParse(t, head+c.text), &s)
			if len(findings) != 1 {
				t.Fatalf("想要一个问题，得到 %v", findings)
			}
			f := findings[0]
			if f.Rule != c.rule || f.Path != c.path || f.Place != c.place || f.Severity != finding.Error {
				t.Errorf("得到 %s %s 在 %v，应为 %s %s 在 %v", f.Rule, f.Path, f.Place, c.rule, c.path, c.place)
			}
			if !strings.Contains(f.Message, c.message) || !strings.Contains(f.Remedy, c.remedy) {
				t.Errorf("提示 %q、%q 应含 %q、%q", f.Message, f.Remedy, c.message, c.remedy)
			}
			if s.Name != "甲" {
				t.Error("别的键没有读出")
			}
		})
	}
}

func TestDecodeFindsAllAtOnce(t *testing.T) {
	var s sample
	findings := Decode(mustParse(t, "yeer = 1\nclosed = 3\n[[list]]\ncount = \"1\"\n[[list]]\n"), &s)
	var got []string
	for _, f := range findings {
		got = append(got, f.Rule+" "+f.Path)
	}
	want := "U-05 name, U-03 yeer, U-04 closed, U-05 list[1].code, U-04 list[1].count, U-05 list[2].code"
	if strings.Join(got, ", ") != want {
		t.Errorf("得到 %s\n应为 %s", strings.Join(got, ", "), want)
	}
}
