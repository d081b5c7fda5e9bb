package figures

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/unit"
)

// three is a unit of three subjects of one 款 with 1.00 万元 of other income
// each.
func three(amountUnit unit.AmountUnit, amount string, control map[string]string) unit.Unit {
	u := unit.Unit{AmountUnit: amountUnit, Control: map[string]unit.Amount{}}
	for _, code := range []string{"2010101", "2010102", "2010103"} {
		u.Subjects = append(u.Subjects, unit.Subject{Code: code, Fund: unit.GeneralFund, Income: unit.Income{Other: yuan(amount)}})
	}
	for key, amount := range control {
		u.Control[key] = yuan(amount)
	}
	return u
}

// In a file in 万元, a stated total within the rounding of its parts is what is
// printed, and totals of it are computed from it.
func TestStatedTotals(t *testing.T) {
	for _, c := range []struct {
		name       string
		amountUnit unit.AmountUnit
		amount     string
		control    map[string]string
		income     string
		total      string
	}{
		{"none", unit.TenThousand, "10000", nil, "3.00", "3.00"},
		{"as computed", unit.TenThousand, "10000", map[string]string{"income": "30000"}, "3.00", "3.00"},
		{"within rounding", unit.TenThousand, "10000", map[string]string{"income": "30100"}, "3.01", "3.01"},
		{"total of its own", unit.TenThousand, "10000", map[string]string{"income": "30100", "total": "30000"}, "3.01", "3.00"},
		{"too far", unit.TenThousand, "10000", map[string]string{"income": "31000"}, "3.00", "3.00"},
		{"finer amounts", unit.TenThousand, "10001", map[string]string{"income": "30100"}, "3.00", "3.00"},
		{"in 元", unit.Yuan, "10000", map[string]string{"income": "30100"}, "3.00", "3.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := three(c.amountUnit, c.amount, c.control)
			b := compute(u)
			if b.Income.Total[IncomeTotal].String() != c.income || b.Overall.CurrentIncome.String() != c.income || b.Overall.Total.String() != c.total {
				t.Errorf("income %s and %s, total %s", b.Income.Total[IncomeTotal], b.Overall.CurrentIncome, b.Overall.Total)
			}
			for _, x := range b.Controls {
				_, stated := c.control[x.Key]
				if want := stated && x.Stated.Sub(x.Computed).Abs().LessThanOrEqual(x.Tolerance) && !x.Stated.Equal(x.Computed); x.Given != stated || x.Printed != want {
					t.Errorf("%+v", x)
				}
			}
		})
	}
}

// The row of a subject whose amounts are all rounded to nothing is there where
// the file states it, in that statement only.
func TestStatedRow(t *testing.T) {
	u := three(unit.TenThousand, "10000", map[string]string{"spending_2010102": "0"})
	b := compute(u)
	if got := lines(b.Spending, SpendingTotal); got != "201=0.00 20101=0.00 2010102=0.00" {
		t.Errorf("spending %q", got)
	}
	if !b.General.IsEmpty() {
		t.Errorf("general %v", b.General.Lines)
	}
	if l, _ := b.Spending.Find("2010102"); l.Cells[SpendingTotal].IsZero() || !l.Cells[SpendingBasic].IsZero() {
		t.Errorf("%+v", l)
	}
	u.AmountUnit = unit.Yuan
	if got := lines(compute(u).Spending, SpendingTotal); got != "" {
		t.Errorf("in 元 nothing is rounded: %q", got)
	}
}

// No two totals have one key, and each key can be written in TOML without
// quotes.
func TestControlKeys(t *testing.T) {
	u := three(unit.TenThousand, "10000", nil)
	u.Subjects = append(u.Subjects, unit.Subject{Code: "2120803", Fund: unit.GovernmentFund, Opening: yuan("1")},
		unit.Subject{Code: "2230105", Fund: unit.StateCapital, Opening: yuan("1")})
	seen := map[string]bool{}
	for _, c := range compute(u).Controls {
		if seen[c.Key] || c.Name == "" || strings.Trim(c.Key, "abcdefghijklmnopqrstuvwxyz_0123456789") != "" {
			t.Errorf("%+v", c)
		}
		seen[c.Key] = true
	}
	for _, key := range append(MainControls(), "income_appropriation", "spending_basic", "government_fund_212_closing", "state_capital_total", "three_public_budget", "basic_301") {
		if !seen[key] {
			t.Errorf("no %s", key)
		}
	}
}
