package lastyear

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

func load(t testing.TB, text string) *unit.File {
	t.Helper()
	file, findings := unit.Load([]byte(text))
	if file == nil || findings.HasErrors() {
		t.Fatal(findings)
	}
	return file
}

// year is a year before, from the text of its file.
func year(t testing.TB, text string) *Year {
	t.Helper()
	file := load(t, text)
	return &Year{File: file, Book: figures.Compute(file.Unit, figures.ScoringRules{})}
}

func yearFile(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("../testdata/years/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// inWan is a file with all its amounts in 万元 and two decimals.
func inWan(text string) string {
	lines := strings.Split(strings.Replace(text, `amount_unit = "元"`, `amount_unit = "万元"`, 1), "\n")
	for i, l := range lines {
		words := strings.Fields(l)
		for _, w := range words {
			number := strings.TrimRight(w, ",")
			if d, err := decimal.NewFromString(number); err == nil && strings.Contains(number, ".") {
				l = strings.Replace(l, number, d.Shift(-4).StringFixed(2), 1)
			}
		}
		lines[i] = l
	}
	return strings.Join(lines, "\n")
}

func figureAt(t testing.TB, all []Figure, path string) Figure {
	t.Helper()
	i := slices.IndexFunc(all, func(f Figure) bool { return f.Path == path })
	if i < 0 {
		t.Fatalf("no %s", path)
	}
	return all[i]
}

// What the file gives stays; what it does not give is last year's, to the 分.
func TestFill(t *testing.T) {
	y, u := year(t, yearFile(t, "closed.toml")), load(t, yearFile(t, "next.toml")).Unit
	u.Subjects[0].LastYear = unit.Amount{Decimal: decimal.RequireFromString("300000.01"), Given: true}
	y.Fill(u)
	for _, c := range []struct {
		name string
		got  unit.Amount
		want string
	}{
		{"财政拨款总计", u.Appropriation.LastYearTotal, "470000"},
		{"政府性基金总计", u.Fund.LastYearTotal, "30000"},
		{"国有资本总计", u.Capital.LastYearTotal, "0"},
		{"科目", u.Subjects[1].LastYear, "120000"},
		{"写了的科目", u.Subjects[0].LastYear, "300000.01"},
		{"基金科目的年初结转", u.Subjects[3].Opening, "5000"},
		{"三公", u.ThreePublic.Vehicles.Operation.LastYear, "18000"},
		{"机关运行经费", u.Operating.LastYear, "50000"},
		{"年初一般公共预算结转", u.CarryOver.OpeningGeneral, "0"},
	} {
		if !c.got.Given || c.got.String() != c.want {
			t.Errorf("%s: %s, %t", c.name, c.got.Decimal, c.got.Given)
		}
	}
	if got := u.Before.Spending[0].String(); got != "440000.01" {
		t.Errorf("the total with the correction is %s", got)
	}
	if n := u.Overview.Staff.Retired.LastYear; n == nil || *n != 2 {
		t.Errorf("staff: %v", n)
	}
}

// In 万元 a figure agrees that is printed as last year's is; in 元 it is the same
// to the 分.
func TestAgrees(t *testing.T) {
	closed := strings.Replace(yearFile(t, "closed.toml"), "300000.00", "300012.34", 3)
	closed = strings.Replace(closed, "30101 = 180000.00", "30101 = 180012.34", 1)
	wan := func(text string) string { return inWan(text) }
	for _, c := range []struct {
		name, closed, next string
		typed              string // 元
		agrees             bool
	}{
		{"元，相同", closed, yearFile(t, "next.toml"), "300012.34", true},
		{"元，差一分", closed, yearFile(t, "next.toml"), "300012.35", false},
		{"元，四舍五入以后", closed, yearFile(t, "next.toml"), "300000.00", false},
		{"本年万元，公开的数", closed, wan(yearFile(t, "next.toml")), "300000", true},
		{"本年万元，精确到分而不同", closed, wan(yearFile(t, "next.toml")), "300012.35", false},
		{"本年万元，差百元", closed, wan(yearFile(t, "next.toml")), "300100", false},
		{"上年万元，本年元", wan(closed), yearFile(t, "next.toml"), "300012.34", true},
		{"上年万元，本年元，差五十元", wan(closed), yearFile(t, "next.toml"), "300050.00", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			y, u := year(t, c.closed), load(t, c.next).Unit
			u.Subjects[0].LastYear = unit.Amount{Decimal: decimal.RequireFromString(c.typed), Given: true}
			if got := y.Agrees(u, figureAt(t, y.Figures(u), "subjects[1].last_year")); got != c.agrees {
				t.Errorf("%s agrees: %t", c.typed, got)
			}
		})
	}
}

// Where last year published a figure that its file only states, that one counts.
func TestStatedFigures(t *testing.T) {
	text := inWan(yearFile(t, "closed.toml")) + "\n[control]\ntotal = 47.61\n"
	y, u := year(t, text), load(t, yearFile(t, "next.toml")).Unit
	f := figureAt(t, y.Figures(u), "overall.last_year_total")
	if f.Published.String() != "47.61" || !f.Published.Rounded {
		t.Fatalf("published %s", f.Published)
	}
	u.Overall.LastYearTotal = unit.Amount{}
	y.Fill(u)
	if got := u.Overall.LastYearTotal.String(); got != "476100" {
		t.Errorf("filled in with %s", got)
	}
}

func TestGone(t *testing.T) {
	y, u := year(t, yearFile(t, "closed.toml")), load(t, yearFile(t, "next.toml")).Unit
	if gone := y.GoneFrom(u); len(gone) > 0 {
		t.Errorf("%v", gone)
	}
	u.Subjects = u.Subjects[:2]
	gone := y.GoneFrom(u)
	if len(gone) != 2 || gone[0].Code != "2070299" || gone[1].Code != "2296003" || gone[1].Closing.Yuan.String() != "5000" {
		t.Errorf("%v", gone)
	}
	u.Subjects[1].Formerly = []string{"2070299"}
	if gone := y.GoneFrom(u); len(gone) != 1 {
		t.Errorf("%v", gone)
	}
	if f := figureAt(t, y.Figures(u), "subjects[2].last_year"); f.Published.Yuan.String() != "140000" {
		t.Errorf("both codes have %s", f.Published.Yuan)
	}
}

// A text is that of the same subject, project or indicator, wherever it stands.
func TestWording(t *testing.T) {
	closed := yearFile(t, "closed.toml") + `
[self_evaluation]
achievements = "成效。"
[[self_evaluation.projects]]
name = "甲"
goal = "甲的目标"
achieved = "甲"
[[self_evaluation.projects.indicators]]
level1 = "产出"
level2 = "数量"
level3 = "巡查次数"
target = ">=10次"
actual = "=12次"
weight = 90
deviation = "超额"
`
	y, u := year(t, closed), load(t, yearFile(t, "next.toml")).Unit
	u.Subjects[0], u.Subjects[1] = u.Subjects[1], u.Subjects[0]
	same := unit.Indicator{Level1: "产出", Level2: "数量", Level3: "巡查次数"}
	u.SelfEvaluation.Projects = []unit.Project{{Name: "乙"}, {Name: "甲", Indicators: []unit.Indicator{{Level3: "别的"}, same}}}
	for path, want := range map[string]string{
		"overall.change_reason":                               "本年新增古城墙抢险加固项目。",
		"subjects[2].change_reason":                           "在职人员7月起正常晋升薪级。",
		"subjects[9].change_reason":                           "",
		"subjects[0].change_reason":                           "",
		"self_evaluation.achievements":                        "成效。",
		"self_evaluation.projects[1].goal":                    "",
		"self_evaluation.projects[2].goal":                    "甲的目标",
		"self_evaluation.projects[2].indicators[1].deviation": "",
		"self_evaluation.projects[2].indicators[2].deviation": "超额",
		"self_evaluation.projects[2].indicators[3].deviation": "",
		"overview.offices[1]":                                 "",
		"no.such":                                             "",
	} {
		if got := y.Wording(u, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	y.Fill(u)
	if got := u.SelfEvaluation.Projects[1].Indicators[1].LastYear; got != "12次" {
		t.Errorf("last year's result is %q", got)
	}
}
