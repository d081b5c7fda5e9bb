package source

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

func TestPlacesOfKeysAndValues(t *testing.T) {
	const text = `year = 2024
[unit]   # 单位
  name = "昌吉州工商联"
staff = { "在职" = 11, retired = 4 }
code.old = "A"
code.new = "B"
[[subjects]]
code = "2012801"
[[subjects.parts]]
x = 1
[[subjects.parts]]
x = 2
[[subjects]]
income = { appropriation = 1.50, other = 2.00 }
list = [ { a = 1 },
  { a = 2 } ]
`
	for _, c := range []struct {
		path       string
		key, value finding.Place
	}{
		{"year", pos(1, 1), pos(1, 8)},
		{"unit", pos(2, 2), pos(2, 2)},
		{"unit.name", pos(3, 3), pos(3, 10)},
		{"unit.staff.在职", pos(4, 11), pos(4, 18)},
		// 引号和汉字都按一个字符计
		{"unit.staff.retired", pos(4, 22), pos(4, 32)},
		{"unit.code.old", pos(5, 6), pos(5, 12)},
		{"unit.code.new", pos(6, 6), pos(6, 12)},
		{"subjects[1]", pos(7, 3), pos(7, 3)},
		{"subjects[1].code", pos(8, 1), pos(8, 8)},
		{"subjects[1].parts[1].x", pos(10, 1), pos(10, 5)},
		{"subjects[1].parts[2]", pos(11, 12), pos(11, 12)},
		{"subjects[1].parts[2].x", pos(12, 1), pos(12, 5)},
		{"subjects[2]", pos(13, 3), pos(13, 3)},
		{"subjects[2].income.other", pos(14, 34), pos(14, 42)},
		{"subjects[2].list[1]", pos(15, 10), pos(15, 10)},
		{"subjects[2].list[2]", pos(16, 3), pos(16, 3)},
		{"subjects[2].list[2].a", pos(16, 5), pos(16, 9)},
	} {
		for kind, made := range map[string]string{
			"LF": text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "BOM": "\ufeff" + text,
		} {
			t.Run(c.path+" "+kind, func(t *testing.T) {
				root := mustParse(t, made)
				if got := root.At(c.path); got != c.key {
					t.Errorf("键在 %v，应为 %v", got, c.key)
				}
				if got := at(t, root, c.path).Value; got != c.value {
					t.Errorf("值在 %v，应为 %v", got, c.value)
				}
			})
		}
	}
}

// at is the node that a path names, found without At.
func at(t *testing.T, n *Node, path string) *Node {
	t.Helper()
	for _, step := range strings.Split(path, ".") {
		name, index, indexed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		if n = n.Table[name]; n == nil {
			t.Fatalf("没有 %s", path)
		}
		if indexed {
			n = n.Items[index[0]-'1']
		}
	}
	return n
}

func TestPlaceAfterHanOnTheLine(t *testing.T) {
	const text = `row = { "单位名称" = "昌吉回族自治州", other = 1 } # 说明`
	root := mustParse(t, text)
	if got, want := root.At("row.other"), placeOf(t, text, "other"); got != want || want.Column != 29 {
		t.Errorf("在 %v，应为 %v", got, want)
	}
}

func TestAtOfMissingKeyIsTheNearestTable(t *testing.T) {
	root := mustParse(t, "a = 1\n[unit]\nname = \"x\"\n[[s]]\n[[s]]\nc = 1\n")
	for path, want := range map[string]finding.Place{
		"unit.kind": pos(2, 2), "s[2].reason": pos(5, 3), "s[3].reason": pos(4, 3), "s[x].reason": pos(4, 3),
		"a.b": pos(1, 1), "none.at.all": {}, "": {}, "s[0]": pos(4, 3),
	} {
		t.Run(path, func(t *testing.T) {
			if got := root.At(path); got != want {
				t.Errorf("在 %v，应为 %v", got, want)
			}
		})
	}
}

func TestScalarsAsTyped(t *testing.T) {
	for _, c := range []struct {
		typed string
		kind  Kind
		text  string
	}{
		{"9999999999999.99", Number, "9999999999999.99"},
		{"0.1234567890123456789", Number, "0.1234567890123456789"},
		{"1_000", Number, "1_000"},
		{"+5", Number, "+5"},
		{"-0.00", Number, "-0.00"},
		{"1e5", Number, "1e5"},
		{"0x10", Number, "0x10"},
		{"inf", Number, "inf"},
		{"nan", Number, "nan"},
		{"123456789012.340", Number, "123456789012.340"},
		{"true", Bool, "true"},
		{"2025-09-10", Date, "2025-09-10"},
		{"2025-09-10T08:00:00", Date, "2025-09-10T08:00:00"},
		{`"1,000"`, String, "1,000"},
		{`"引号\"里\t"`, String, "引号\"里\t"},
		{`'C:\新'`, String, `C:\新`},
		{"\"\"\"\n第一行\n第二行\"\"\"", String, "第一行\n第二行"},
	} {
		t.Run(c.typed, func(t *testing.T) {
			n := mustParse(t, "x = "+c.typed+"\n").Table["x"]
			if n.Kind != c.kind || n.Text != c.text {
				t.Errorf("读成 %s %q，应为 %s %q", n.Kind.name(), n.Text, c.kind.name(), c.text)
			}
		})
	}
}

func TestKeysKeepTheOrderOfTheFile(t *testing.T) {
	root := mustParse(t, "b = 1\na = 2\n[z]\n[y]\n")
	if got := strings.Join(root.Keys, " "); got != "b a z y" {
		t.Errorf("次序是 %s", got)
	}
}

func TestCommentsInArraysAreNoItems(t *testing.T) {
	root := mustParse(t, "a = [ # 一\n  1,\n  # 二\n  2,\n]\n")
	if got := len(root.Table["a"].Items); got != 2 {
		t.Errorf("有 %d 项，应为 2 项", got)
	}
}

func TestEachText(t *testing.T) {
	root := mustParse(t, "a = \"一\"\nn = 3\nl = [\"二\", \"三\"]\n[[s]]\nr = \"四\"\n[[s]]\nr = \"五\"\n")
	var got []string
	root.EachText("", func(path, text string) { got = append(got, path+"="+text) })
	if want := "a=一 l[1]=二 l[2]=三 s[1].r=四 s[2].r=五"; strings.Join(got, " ") != want {
		t.Errorf("得到 %v", got)
	}
}
