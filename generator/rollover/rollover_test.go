package rollover

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/unit"
)

func closedYear(t testing.TB, text string) *lastyear.Year {
	t.Helper()
	file, findings := unit.Load([]byte(text))
	if file == nil || findings.HasErrors() {
		t.Fatal(findings)
	}
	return &lastyear.Year{File: file, Book: figures.Compute(file.Unit, figures.ScoringRules{})}
}

func example(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../examples/" + name + "/unit.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// rolled is next year's file, in which all that is wrong are blanks.
func rolled(t testing.TB, text string) (string, *unit.Unit) {
	t.Helper()
	next := Next(closedYear(t, text), "../closed.toml")
	file, findings := unit.Load(next)
	for _, f := range findings {
		if f.Severity == finding.Error && f.Message != "这里还没有填写" {
			t.Errorf("%v in\n%s", f, next)
		}
	}
	if file == nil {
		t.Fatalf("%s", next)
	}
	return string(next), file.Unit
}

const more = `
[[accept]]
rule = "N-31"
reason = "评价报告随后另行上传"
[[corrections]]
key = "overall.last_year_total"
reason = "上年把一笔代管资金计入了收入。"
[[glossary]]
term = "馆藏"
meaning = "收藏。"
[other_matters]
text = """
第一段。
第二段。
"""
[control]
total = 3409280.00
`

func TestWhatStaysAndWhatGoes(t *testing.T) {
	text, u := rolled(t, example(t, "changji-gsl-2024")+more)
	if u.Year != 2025 || u.LastYear != "../closed.toml" || u.Identity.Name != "昌吉回族自治州工商业联合会" || len(u.Overview.Offices) != 3 ||
		u.Glossary[0].Term != "馆藏" || len(u.SelfEvaluation.Projects) != 3 || u.SelfEvaluation.Projects[0].Indicators[0].Level3 != "基层补助企业数量" {
		t.Errorf("what stays does not: %+v", u)
	}
	if len(u.Accept) > 0 || len(u.Corrections) > 0 || len(u.Control) > 0 || !u.Identity.DisclosureDate.IsZero() {
		t.Errorf("what goes stays: %v %v %v", u.Accept, u.Corrections, u.Control)
	}
	for _, code := range []string{"2013299", "2299999"} { // nothing was spent on them in the closed year
		if strings.Contains(text, `"`+code+`"`) {
			t.Errorf("%s is still there", code)
		}
	}
	for _, want := range []string{
		"# 上年写的是：第一段。\n# 第二段。\n",
		"# 上年写的是：本年度减少在职人员津贴补贴，聘用人员减少1人，相关人员经费减少。\n# change_reason = ",
		"income = { appropriation = \"待填\", other = \"待填\" }\nspending = { basic = \"待填\" }\nappropriation = { basic = \"待填\" }\nlast_year = 1400545.36\n",
		"# 上年写的是：>=3个\ntarget = \"待填",
		"\nowned = \"待填\" ", "\n# purchased = ", "other_use = \"一般公务用车\"",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// A department's units are asked for again, with last year's files to go by.
func TestUnitsOfADepartment(t *testing.T) {
	closed := "units = [\"局/unit.toml\", \"馆/unit.toml\"]\n" + strings.Replace(example(t, "tiny-2024"), "\nkind = ", "\nscope = \"部门\"\nkind = ", 1)
	text, u := rolled(t, closed)
	if !strings.Contains(text, "：\n# 局/unit.toml\n# 馆/unit.toml\n") || !strings.Contains(text, "\nunits = [\"待填") {
		t.Errorf("%q in\n%s", u.Units, text)
	}
	if text, _ := rolled(t, example(t, "tiny-2024")); strings.Contains(text, "units = ") {
		t.Error("a single unit is asked for its units")
	}
}

// No figure of the closed year is taken for one of the next: besides last
// year's figures and the opening balances no amount is written.
func TestNoFigureIsNextYears(t *testing.T) {
	for _, name := range []string{"changji-gsl-2024", "institution-2024", "bureau-2024", "tiny-2024"} {
		t.Run(name, func(t *testing.T) {
			_, u := rolled(t, example(t, name))
			lastYears := regexp.MustCompile(`(^|\.)(last_year|last_year_total|opening|opening_general|opening_other)$`)
			seen := 0
			u.EachAmount(func(path string, a unit.Amount) {
				switch {
				case lastYears.MatchString(path):
					seen++
				case a.Given:
					t.Errorf("%s = %s", path, a.Decimal)
				}
			})
			if seen < 10 {
				t.Errorf("only %d figures of last year", seen)
			}
		})
	}
}

// A file in 万元 stays one, and its amounts are the same to the 分.
func TestTenThousand(t *testing.T) {
	text, u := rolled(t, example(t, "tiny-2024"))
	if u.AmountUnit != unit.TenThousand || u.Overall.LastYearTotal.String() != "268422" || !strings.Contains(text, "\nlast_year_total = 26.8422 ") {
		t.Errorf("%s: %s", u.AmountUnit, u.Overall.LastYearTotal)
	}
}

// A balance that no subject moved is carried on.
func TestBalancesAreKept(t *testing.T) {
	data, err := os.ReadFile("../testdata/years/closed.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "income = { appropriation = 20000.00 }\nspending = { project = 25000.00 }\nappropriation = { project = 25000.00 }\nlast_year = 20000.00", "last_year = 20000.00", 1)
	_, u := rolled(t, text)
	if n := len(u.Subjects); n != 4 || u.Subjects[3].Opening.String() != "10000" || u.CarryOver.OpeningOther.String() != "6000" {
		t.Errorf("%d subjects: %+v", n, u.Subjects[n-1])
	}
}
