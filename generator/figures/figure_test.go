package figures

import (
	"testing"

	"github.com/shopspring/decimal"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// wan is the figure of an amount given in 万元.
func wan(s string) Figure { return Publish(number(s).Shift(4)) }

func TestPublish(t *testing.T) {
	for yuan, want := range map[string]string{
		"0": "0.00", "49.99": "0.00", "50": "0.01", "50.00": "0.01", "-49.99": "0.00", "-50": "-0.01",
		"149.99": "0.01", "150": "0.02", "250": "0.03", "-150": "-0.02", "-250": "-0.03",
		"3409300": "340.93", "9999999999999.99": "1,000,000,000.00", "9999999999949.99": "999,999,999.99",
		"12345678.5": "1,234.57", "-12345678.5": "-1,234.57",
	} {
		t.Run(yuan, func(t *testing.T) {
			f := Publish(number(yuan))
			if f.String() != want || !f.Yuan.Equal(number(yuan)) {
				t.Errorf("公开数 %s，应为 %s", f, want)
			}
		})
	}
}

// An amount that is published as zero is not nothing.
func TestIsZeroIsExact(t *testing.T) {
	if Publish(number("0.01")).IsZero() || !Publish(number("0.00")).IsZero() {
		t.Error("以元为准")
	}
}

// Totals are rounded exact totals: the parts may differ in the last digit.
func TestSumIsTheRoundedExactSum(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"三个四舍", []string{"40", "40", "40"}, "0.01"},
		{"两个五入", []string{"50", "50"}, "0.01"},
		{"正负相抵", []string{"50", "-50"}, "0.00"},
		{"没有", nil, "0.00"},
		{"十万亿以内", []string{"9999999999999.98", "0.01"}, "1,000,000,000.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var parts []Figure
			for _, p := range c.parts {
				parts = append(parts, Publish(number(p)))
			}
			if got := Sum(parts...).String(); got != c.want {
				t.Errorf("合计 %s，应为 %s", got, c.want)
			}
		})
	}
	if got := Publish(number("100")).Less(Publish(number("149.99"))); got.String() != "0.00" || got.Yuan.String() != "-49.99" {
		t.Errorf("差 %s，%s", got, got.Yuan)
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, current, last string
		sign                int
		amount, rate        string
	}{
		{"增长", "110", "100", 1, "10.00", "10.00%"},
		{"下降", "90", "100", -1, "10.00", "10.00%"},
		{"持平", "100", "100", 0, "0.00", "0.00%"},
		{"均为零", "0", "0", 0, "0.00", "0.00%"},
		{"上年为零", "5", "0", 1, "5.00", "100.00%"},
		{"本年为零", "0", "5", -1, "5.00", "100.00%"},
		{"五入", "3.00005", "3", 0, "0.00", "0.00%"},
		{"率的五入", "800.01", "800", 1, "0.01", "0.00%"},
		{"率刚好一半", "200.01", "200", 1, "0.01", "0.01%"},
		{"翻倍以上", "0.13", "0.06", 1, "0.07", "116.67%"},
		{"千位", "12345.67", "1.00", 1, "12,344.67", "1234467.00%"},
		{"元上不同而公开数相同", "0.1234", "0.1235", 0, "0.00", "0.00%"},
		{"上年公开为零", "0.01", "0.0049", 1, "0.01", "100.00%"},
		{"差从公开数算", "0.0149", "0.0051", 0, "0.00", "0.00%"},
		{"三分之一", "4", "3", 1, "1.00", "33.33%"},
		{"三分之二", "5", "3", 1, "2.00", "66.67%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := Compare(wan(c.current), wan(c.last))
			if x.Sign() != c.sign || x.Amount() != c.amount || x.Rate.String() != c.rate {
				t.Errorf("%d %s %s，应为 %d %s %s", x.Sign(), x.Amount(), x.Rate, c.sign, c.amount, c.rate)
			}
		})
	}
}

func TestDeviate(t *testing.T) {
	for _, c := range []struct {
		name, budget, outturn, rate string
		equal                       bool
	}{
		{"超过", "100", "110", "10.00%", false},
		{"低于", "100", "90", "-10.00%", false},
		{"相同", "100", "100", "0.00%", true},
		{"均为零", "0", "0", "0.00%", true},
		{"预算为零", "0", "5", "100.00%", false},
		{"决算为零", "5", "0", "-100.00%", false},
		{"正的一半", "200", "200.01", "0.01%", false},
		{"负的一半", "200", "199.99", "-0.01%", false},
		{"小于一半", "400", "399.99", "0.00%", false},
		{"公开数相同", "100.001", "100.002", "0.00%", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Deviate(wan(c.budget), wan(c.outturn))
			if d.Rate.String() != c.rate || d.Equal() != c.equal {
				t.Errorf("差异率 %s，%v，应为 %s，%v", d.Rate, d.Equal(), c.rate, c.equal)
			}
		})
	}
}

func TestShareAndExecution(t *testing.T) {
	for _, c := range []struct{ name, part, whole, rate string }{
		{"三分之一", "1", "3", "33.33%"},
		{"三分之二", "2", "3", "66.67%"},
		{"一半的一半", "0.01", "200", "0.01%"},
		{"全部", "3", "3", "100.00%"},
		{"均为零", "0", "0", "0.00%"},
		{"分母为零", "1", "0", "100.00%"},
		{"分母公开为零", "0.004", "0.004", "0.00%"},
		{"超过全部", "3", "2", "150.00%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Share(wan(c.part), wan(c.whole)).String(); got != c.rate {
				t.Errorf("占比 %s，应为 %s", got, c.rate)
			}
			if got := Execution(wan(c.part), wan(c.whole)).String(); got != c.rate {
				t.Errorf("执行率 %s，应为 %s", got, c.rate)
			}
		})
	}
}
