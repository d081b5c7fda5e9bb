package todo

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

func TestComments(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a figure", "[overall]\n# last_year_total = 待填 # 上年收入支出总计\n", "2 overall.last_year_total 上年收入支出总计 figures"},
		{"a text", "[unit]\n# name = \"待填：单位全称\" # 与公章一致\n", "2 unit.name 单位全称"},
		{"a text of several lines", "[overview]\n# duties = \"\"\"\n# 待填：主要职能，一行是一段\n# \"\"\"\n", "2 overview.duties 主要职能，一行是一段"},
		{"a list", "[overview]\n# offices = [\"待填：内设机构名称\"]\n", "2 overview.offices 内设机构名称"},
		{"figures in one line", "[overview.staff]\n# retired = { current = 待填, last_year = 待填 } # 退休人员\n", "2 overview.staff.retired 退休人员 figures"},
		{"above all tables", "# year = 待填 # 决算年度\n", "1 year 决算年度 figures"},
		{"in an element", "[[subjects]]\n[[subjects]]\n# last_year = 待填\n", "3 subjects[2].last_year  figures"},
		{"in an element of an element", "[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]\n# d = 待填\n", "7 a[2].b[2].c.d  figures"},
		{"in a table that is a comment", "[[subjects]]\n# [[subjects]]\n# code = \"待填\"\n# last_year = 待填\n[x]\n# y = 待填\n", "3 subjects[2]  group\n6 x.y  figures"},
		{"a hint", "[overall]\n# change_reason = \"本年新增项目。\"\n", ""},
		{"only the remark behind it", "# year = 2024 # 待填以后再核对\n", ""},
		{"prose", "# 待填：没有的删去\n# 没有的内容以“待填”标出\n", ""},
		{"in a text", "a = \"\"\"\n# b = 待填\n\"\"\"\n# c = 待填\n", "4 c  figures"},
		{"lines end as in Windows", "[overall]\r\n# last_year_total = 待填\r\n", "2 overall.last_year_total  figures"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range Comments([]byte(c.text)) {
				line := fmt.Sprintf("%d %s %s", x.Line, x.Path, x.What)
				if x.figures {
					line += " figures"
				}
				if x.Group {
					line += " group"
				}
				got = append(got, line)
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

const blanks = `amount_unit = "元"
year = 2025
[unit]
name = "待填：单位全称"
kind = "待填：单位性质"
disclosure_date = "待填"
[overview]
duties = "管理。"
[overview.staff]
in_service = { current = "待填", last_year = "待填" }
# retired = { current = 待填, last_year = 待填 }
[overall]
# last_year_total = 待填
[appropriation]
last_year_total = 5
[general_budget]
initial_budget = '待填'
[operating_expenses]
[review]
secrecy_reviewed = "待填"
# approval_date = 待填
`

// Every blank that is no text takes a value of its kind, another in each of the
// two texts where it is a figure; all else stays as it is, line by line.
func TestFillings(t *testing.T) {
	both := Fillings([]byte(blanks))
	var units [2]*unit.Unit
	for k, text := range both {
		if bytes.Count(text, []byte("\n")) != strings.Count(blanks, "\n") {
			t.Errorf("the lines are others:\n%s", text)
		}
		file, findings := unit.Load(text)
		if file == nil || len(findings) > 0 || !file.Whole {
			t.Fatalf("%v in\n%s", findings, text)
		}
		units[k] = file.Unit
		if got := file.Unit; got.Identity.Name != "待填：单位全称" || !got.Review.ApprovalDate.IsZero() || !got.Review.SecrecyReviewed || got.Identity.DisclosureDate.IsZero() {
			t.Errorf("%s", text)
		}
	}
	a, b := units[0], units[1]
	if a.Overall.LastYearTotal.Equal(b.Overall.LastYearTotal.Decimal) || a.General.InitialBudget.Equal(b.General.InitialBudget.Decimal) ||
		a.Overview.Staff.Retired.Current == b.Overview.Staff.Retired.Current || a.Overview.Staff.Retired.Current == 0 {
		t.Errorf("the figures are the same: %s\n%s", both[0], both[1])
	}
	if !a.Appropriation.LastYearTotal.Equal(b.Appropriation.LastYearTotal.Decimal) {
		t.Error("a figure that was typed is another")
	}
}

func TestNothingToFill(t *testing.T) {
	for _, text := range []string{"", "a = ", "year = 2024\n# 待填\n", "# duties = \"\"\"\n# 待填：主要职能\n# \"\"\"\n"} {
		for _, filled := range Fillings([]byte(text)) {
			if string(filled) != text {
				t.Errorf("%q is filled in as %q", text, filled)
			}
		}
	}
}

// Whatever the text is, nothing panics, lines stay where they are, and what is
// found stands in the text.
func FuzzTodo(f *testing.F) {
	f.Add([]byte(blanks))
	f.Add([]byte("[[a]]\n# [[a.b]]\n# c = \"待填\"\n\"\"\"\n# d = \"\"\"\n# 待填"))
	f.Add([]byte("x = \"待填\", '待填' # = 待填\r\n# x = 待填,待填 待填}{待填"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, c := range Comments(data) {
			if c.Line < 1 || c.Line > lines || c.Path == "" {
				t.Errorf("%+v", c)
			}
		}
		if len(data) > source.MaxBytes {
			return
		}
		for _, filled := range Fillings(data) {
			if bytes.Count(filled, []byte("\n"))+1 != lines {
				t.Errorf("the lines of %q are others: %q", data, filled)
			}
		}
	})
}
