package unit

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

func TestExamplesLoad(t *testing.T) {
	names, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("没有示例：%v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f := mustLoad(t, string(data))
			if f.Unit.Identity.Name == "" || len(f.Unit.Subjects) == 0 {
				t.Errorf("读得不全：%+v", f.Unit.Identity)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	u := mustLoad(t, minimal+`[[subjects]]
code = "2012801"
[[self_evaluation.projects]]
name = "项目"
goal = "目标"
achieved = "完成"
indicators = []
`).Unit
	p := u.SelfEvaluation.Projects[0]
	for name, pair := range map[string][2]string{
		"模板":   {u.TemplateSet, "xinjiang"},
		"称谓":   {string(u.Identity.Scope), "单位"},
		"机构名称": {u.Overview.OfficeTerm, "科室"},
		"资金性质": {string(u.Subjects[0].Fund), "一般公共预算"},
		"主管部门": {p.Department, "某县财政局"},
		"实施单位": {p.Implementer, "某县财政局"},
	} {
		t.Run(name, func(t *testing.T) {
			if pair[0] != pair[1] {
				t.Errorf("得到 %q，应为 %q", pair[0], pair[1])
			}
		})
	}
}

func TestDefaultsGiveWay(t *testing.T) {
	u := mustLoad(t, strings.NewReplacer(
		"year = 2024", "year = 2024\ntemplate_set = \"beijing\"",
		"kind = ", "scope = \"部门\"\nkind = ",
		"duties = ", "office_term = \"处室\"\nduties = ",
	).Replace(minimal)+`[[subjects]]
code = "2012801"
fund = "政府性基金预算"
[[self_evaluation.projects]]
name = "项目"
department = "甲局"
implementer = "乙所"
goal = "目标"
achieved = "完成"
indicators = []
`).Unit
	p := u.SelfEvaluation.Projects[0]
	got := []string{u.TemplateSet, string(u.Identity.Scope), u.Overview.OfficeTerm, string(u.Subjects[0].Fund), p.Department, p.Implementer}
	want := []string{"beijing", "部门", "处室", "政府性基金预算", "甲局", "乙所"}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %v，应为 %v", got, want)
	}
}

func TestEnumerations(t *testing.T) {
	for _, c := range []struct{ name, old, new, path, choices string }{
		{"金额单位", `amount_unit = "元"`, `amount_unit = "千元"`, "amount_unit", "元、万元"},
		{"单位性质", `kind = "行政单位"`, `kind = "企业"`, "unit.kind", "行政单位、参公事业单位、事业单位"},
		{"称谓", `kind = "行政单位"`, "kind = \"行政单位\"\nscope = \"机关\"", "unit.scope", "单位、部门"},
		{"资金性质", "[overall]", "[[subjects]]\ncode = \"2012801\"\nfund = \"一般预算\"\n[overall]", "subjects[1].fund", "一般公共预算、政府性基金预算、国有资本经营预算"},
		{"空的单位性质", `kind = "行政单位"`, `kind = ""`, "unit.kind", "行政单位"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := oneFinding(t, strings.Replace(minimal, c.old, c.new, 1))
			if f.Rule != "U-04" || f.Path != c.path || !strings.Contains(f.Remedy, c.choices) {
				t.Errorf("得到 %+v", f)
			}
		})
	}
	for _, kind := range Kind("").Choices() {
		t.Run(kind, func(t *testing.T) {
			u := mustLoad(t, strings.Replace(minimal, "行政单位", kind, 1)).Unit
			if string(u.Identity.Kind) != kind {
				t.Errorf("读成 %s", u.Identity.Kind)
			}
		})
	}
}

func TestMissingKeys(t *testing.T) {
	for _, c := range []struct{ cut, path string }{
		{"amount_unit = \"元\"\n", "amount_unit"},
		{"year = 2024\n", "year"},
		{"name = \"某县财政局\"\n", "unit.name"},
		{"kind = \"行政单位\"\n", "unit.kind"},
		{"duties = \"管理财政。\"\n", "overview.duties"},
		{"in_service = { current = 1 }\n", "overview.staff.in_service"},
		{"current = 1", "overview.staff.in_service.current"},
		{"[overall]\n", "overall"},
		{"[appropriation]\n", "appropriation"},
		{"[general_budget]\n", "general_budget"},
		{"[operating_expenses]\n", "operating_expenses"},
	} {
		t.Run(c.path, func(t *testing.T) {
			f := oneFinding(t, strings.Replace(minimal, c.cut, "", 1))
			if f.Rule != "U-05" || f.Path != c.path {
				t.Errorf("得到 %+v", f)
			}
		})
	}
}

func TestUnknownKeyAmongSubjects(t *testing.T) {
	text := minimal + "[[subjects]]\ncode = \"2012801\"\nchange_reson = \"一\"\n[[subjects]]\ncode = \"2012802\"\n"
	f := oneFinding(t, text)
	if f.Place.Line != lineOf(t, text, "change_reson") || f.Path != "subjects[1].change_reson" || !strings.Contains(f.Remedy, "change_reason") {
		t.Errorf("得到 %+v", f)
	}
}

func TestPlacesOfPaths(t *testing.T) {
	text := minimal + `[[subjects]]
code = "2012801"
income = { appropriation = 1, other = 7 }
[[subjects]]
code = "2012802"
[basic_expenditure]
30101 = 1
[[self_evaluation.projects]]
name = "甲"
goal = "g"
achieved = "a"
[[self_evaluation.projects.indicators]]
level1 = "1"
level2 = "1"
level3 = "第一"
target = "1"
actual = "1"
weight = 10
[[self_evaluation.projects.indicators]]
level1 = "1"
level2 = "1"
level3 = "第二"
target = "1"
actual = "1"
weight = 20
[[self_evaluation.projects]]
name = "乙"
goal = "g"
achieved = "a"
indicators = []
`
	f := mustLoad(t, text)
	for path, piece := range map[string]string{
		"subjects[1].income.other":                         "other = 7",
		"subjects[2].code":                                 `code = "2012802"`,
		"subjects[2].change_reason":                        "subjects]]\ncode = \"2012802\"",
		"basic_expenditure.30101":                          "30101",
		"self_evaluation.projects[1].indicators[1].weight": "weight = 10",
		"self_evaluation.projects[1].indicators[2].level3": `level3 = "第二"`,
		"self_evaluation.projects[2].name":                 `name = "乙"`,
		"self_evaluation.projects[2].indicators":           "indicators = []",
	} {
		t.Run(path, func(t *testing.T) {
			before := text[:strings.Index(text, piece)]
			column := len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1
			if want := (finding.Place{Line: lineOf(t, text, piece), Column: column}); f.At(path) != want {
				t.Errorf("在 %v，应为 %v", f.At(path), want)
			}
		})
	}
}

func TestEachAmountReachesEveryTable(t *testing.T) {
	f := mustLoad(t, minimal+`[[subjects]]
code = "2012801"
income = { other = 7 }
[basic_expenditure]
30101 = 8
[three_public]
reception.cost = { outturn = 9 }
[self_evaluation.overall]
own = { outturn = 10 }
goal = "g"
achieved = "a"
indicators = []
[control]
total = 11
`)
	var got []string
	f.Unit.EachAmount(func(path string, a Amount) {
		if a.Given {
			got = append(got, path+"="+a.String())
		}
	})
	slices.Sort(got)
	want := []string{
		"basic_expenditure.30101=8", "control.total=11", "self_evaluation.overall.own.outturn=10",
		"subjects[1].income.other=7", "three_public.reception.cost.outturn=9",
	}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %v", got)
	}
}

// All faults of a file are told in one run, in the order of the file.
func TestAllFindingsInOrder(t *testing.T) {
	_, findings := Load([]byte(strings.NewReplacer("year = 2024", "year = \"2024\"", "[overall]", "[overall]\nlast_year_total = 0.001").Replace(minimal) +
		"[basic_expenditure]\n30101 = \"x\"\nunknown_key = 3.333\n"))
	var got []string
	for _, f := range findings {
		got = append(got, f.Rule+" "+f.Path)
	}
	want := []string{"U-04 year", "V-05 overall.last_year_total", "U-04 basic_expenditure.30101", "V-05 basic_expenditure.unknown_key"}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %q", got)
	}
}
