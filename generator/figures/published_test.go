package figures

import (
	"os"
	"testing"

	"github.com/discgen/discgen/generator/unit"
)

// The comparisons that 昌吉州工商联 published for 2024: this year, last year,
// the printed difference and the printed rate.
var publishedChanges = []struct {
	name                               string
	current, last, difference, percent string
	rises                              bool
}{
	{"收入支出总计", "340.93", "442.83", "101.90", "23.01%", false},
	{"财政拨款收入支出总计", "291.78", "316.48", "24.70", "7.80%", false},
	{"一般公共预算财政拨款支出", "291.78", "316.48", "24.70", "7.80%", false},
	{"2012801", "140.05", "148.73", "8.68", "5.84%", false},
	{"2012802", "38.90", "35.49", "3.41", "9.61%", true},
	{"2012850", "49.01", "44.28", "4.73", "10.68%", true},
	{"2012899", "1.65", "0.00", "1.65", "100.00%", true},
	{"2013299", "0.00", "6.00", "6.00", "100.00%", false},
	{"2080501", "2.93", "1.69", "1.24", "73.37%", true},
	{"2080505", "18.81", "22.34", "3.53", "15.80%", false},
	{"2080506", "11.03", "19.17", "8.14", "42.46%", false},
	{"2101101", "7.66", "8.13", "0.47", "5.78%", false},
	{"2101102", "3.36", "3.04", "0.32", "10.53%", true},
	{"2101103", "0.69", "0.70", "0.01", "1.43%", false},
	{"2101199", "0.02", "0.10", "0.08", "80.00%", false},
	{"2210201", "17.65", "17.54", "0.11", "0.63%", true},
	{"2299999", "0.00", "9.26", "9.26", "100.00%", false},
	{"“三公”经费", "3.93", "2.21", "1.72", "77.83%", true},
	{"因公出国（境）费", "1.65", "0.00", "1.65", "100.00%", true},
	{"公务用车购置及运行维护费", "2.15", "2.15", "0.00", "0.00%", false},
	{"公务接待费", "0.13", "0.06", "0.07", "116.67%", true},
	{"机关运行经费", "14.98", "22.52", "7.54", "33.48%", false},
}

func TestPublishedChanges(t *testing.T) {
	for _, c := range publishedChanges {
		t.Run(c.name, func(t *testing.T) {
			x := Compare(wan(c.current), wan(c.last))
			if x.Amount() != c.difference || x.Rate.String() != c.percent || (x.Sign() > 0) != c.rises {
				t.Errorf("%s %s，公开的是 %s %s", x.Amount(), x.Rate, c.difference, c.percent)
			}
		})
	}
}

func TestPublishedDeviations(t *testing.T) {
	for _, c := range []struct{ name, budget, outturn, rate string }{
		{"财政拨款", "286.61", "291.78", "1.80%"},
		{"“三公”经费", "3.93", "3.93", "0.00%"},
		{"公务用车购置费", "0.00", "0.00", "0.00%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Deviate(wan(c.budget), wan(c.outturn)).Rate.String(); got != c.rate {
				t.Errorf("差异率 %s，公开的是 %s", got, c.rate)
			}
		})
	}
}

func TestPublishedShares(t *testing.T) {
	for _, c := range []struct{ name, part, whole, rate string }{
		{"财政拨款收入", "291.78", "291.90", "99.96%"},
		{"其他收入", "0.12", "291.90", "0.04%"},
		{"基本支出", "251.32", "295.38", "85.08%"},
		{"项目支出", "44.05", "295.38", "14.91%"},
		{"一般公共预算支出", "291.78", "295.38", "98.78%"},
		{"一般公共服务支出", "229.62", "291.78", "78.70%"},
		{"社会保障和就业支出", "32.77", "291.78", "11.23%"},
		{"卫生健康支出", "11.74", "291.78", "4.02%"},
		{"住房保障支出", "17.65", "291.78", "6.05%"},
		{"因公出国（境）费", "1.65", "3.93", "41.98%"},
		{"公务用车购置及运行维护费", "2.15", "3.93", "54.71%"},
		{"公务接待费", "0.13", "3.93", "3.31%"},
		{"整体执行率", "295.38", "340.93", "86.64%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Share(wan(c.part), wan(c.whole)).String(); got != c.rate {
				t.Errorf("%s，公开的是 %s", got, c.rate)
			}
		})
	}
}

// The example file gives the same comparisons through Compute.
func TestExampleGivesThePublishedChanges(t *testing.T) {
	data, err := os.ReadFile("../../examples/changji-gsl-2024/unit.toml")
	if err != nil {
		t.Fatal(err)
	}
	f, findings := unit.Load(data)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	b := Compute(f.Unit, ScoringRules{})
	got := map[string]Change{
		"收入支出总计": b.Overall.Change, "财政拨款收入支出总计": b.Appropriation.Change, "一般公共预算财政拨款支出": b.General.Change,
		"“三公”经费": b.ThreePublic.Total.Change, "因公出国（境）费": b.ThreePublic.Abroad.Change,
		"公务用车购置及运行维护费": b.ThreePublic.Vehicles.Change, "公务接待费": b.ThreePublic.Reception.Change, "机关运行经费": b.Operating,
	}
	for _, i := range b.General.Items {
		got[i.Code] = i.Change
	}
	if len(got) != len(publishedChanges) {
		t.Errorf("有 %d 处比较，公开的有 %d 处", len(got), len(publishedChanges))
	}
	for _, c := range publishedChanges {
		x := got[c.name]
		if x.Current.String() != c.current || x.LastYear.String() != c.last || x.Amount() != c.difference || x.Rate.String() != c.percent {
			t.Errorf("%s：%s %s %s %s，公开的是 %s %s %s %s", c.name,
				x.Current, x.LastYear, x.Amount(), x.Rate, c.current, c.last, c.difference, c.percent)
		}
	}
}
