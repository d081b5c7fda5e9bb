package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

const checkEntry = "请核对年初结转、收入和支出的填写"

// closingBalances finds a balance that the year's income and spending drive
// below zero.
func closingBalances(r *reporter) {
	below := func(path, name string, f figures.Figure) {
		if f.Yuan.IsNegative() {
			r.report(path, checkEntry, "%s为负数：%s", name, r.exact(f.Yuan))
		}
	}
	below("carry_over", "年末一般公共预算财政拨款结转和结余", r.Book.Appropriation.Closing.Parts[0])
	for i, s := range r.u.Subjects {
		if s.Fund == unit.GeneralFund {
			continue
		}
		below(subjectPath(i, "appropriation"), "科目 "+r.subjectName(s.Code)+" 的年末结转和结余", figures.Publish(s.Closing()))
	}
}

// basicAgrees compares statement 05 with statement 06. In a file in 万元 the
// parts were rounded by hand, so that the last digit may differ.
func basicAgrees(r *reporter) {
	for code := range r.u.Basic {
		if !isBasicItem(code) {
			return // T06-4 says so; without it the sums mean nothing
		}
	}
	total, parts := r.Book.General.Total[figures.OutlayBasic], r.Book.Basic.Total()
	gap := parts.Yuan.Sub(total.Yuan)
	if gap.IsZero() {
		return
	}
	message := fmt.Sprintf("基本支出按经济分类合计%s，按功能分类合计%s，经济分类%s",
		r.exact(parts.Yuan), r.exact(total.Yuan), r.gap(parts.Yuan, total.Yuan))
	if gap.Abs().LessThanOrEqual(r.tolerance(r.basicParts())) {
		r.note("basic_expenditure", "公开06表、公开05表照各自的合计印出", "%s，在四舍五入的尾差以内", message)
		return
	}
	r.report("basic_expenditure", "请核对 [basic_expenditure] 各款和各科目的 appropriation.basic", "%s", message)
}

// basicParts are the amounts that both sums of 基本支出 are made of.
func (r *reporter) basicParts() []unit.Amount {
	parts := slices.Collect(maps.Values(r.u.Basic))
	for _, s := range r.u.Subjects {
		parts = append(parts, s.Appropriation.Basic)
	}
	return parts
}

// hundredYuan is what an amount in 万元 with two decimals is a multiple of.
var hundredYuan = decimal.NewFromInt(100)

// tolerance is the difference, in 元, that a sum of rounded parts may have:
// 0.005 万元 for each and as much for the total. Only parts in 万元 with no
// more than two decimals were rounded; where none was, the sum is exact.
func (r *reporter) tolerance(parts []unit.Amount) decimal.Decimal {
	if r.u.AmountUnit == unit.Yuan {
		return decimal.Zero
	}
	rounded := 0
	for _, p := range parts {
		if !p.IsZero() && p.Mod(hundredYuan).IsZero() {
			rounded++
		}
	}
	if rounded == 0 {
		return decimal.Zero
	}
	return decimal.NewFromInt(50).Mul(decimal.NewFromInt(int64(rounded + 1)))
}

// nonAppropriation looks at the money that is not appropriated: what comes in
// and was left over covers what goes out.
func nonAppropriation(r *reporter) {
	o, a := r.Book.Overall, r.Book.Appropriation
	left := o.Closing.Less(a.Closing.Total)
	if left.Yuan.IsNegative() {
		r.report("carry_over", checkEntry+"；财政拨款安排的支出要写在科目的 appropriation 里",
			"年末非财政拨款结转和结余为负数：%s", r.exact(left.Yuan))
	}
}

// all are all amounts of the file.
func (r *reporter) all() []unit.Amount {
	var all []unit.Amount
	r.u.EachAmount(func(_ string, a unit.Amount) { all = append(all, a) })
	return all
}

// controlFigures are the official totals that a file may state.
var controlFigures = map[string]struct {
	name string
	of   func(*figures.Book) figures.Figure
}{
	"total":                  {"收入支出总计", func(b *figures.Book) figures.Figure { return b.Overall.Total }},
	"income":                 {"本年收入合计", func(b *figures.Book) figures.Figure { return b.Overall.CurrentIncome }},
	"spending":               {"本年支出合计", func(b *figures.Book) figures.Figure { return b.Overall.CurrentSpending }},
	"closing":                {"年末结转和结余", func(b *figures.Book) figures.Figure { return b.Overall.Closing }},
	"appropriation_total":    {"财政拨款收入支出总计", func(b *figures.Book) figures.Figure { return b.Appropriation.Total.Total }},
	"appropriation_spending": {"本年财政拨款支出", func(b *figures.Book) figures.Figure { return b.Appropriation.Spending.Total }},
	"general_spending":       {"一般公共预算财政拨款支出", func(b *figures.Book) figures.Figure { return b.General.Total[figures.OutlayTotal] }},
	"basic_personnel":        {"人员经费合计", func(b *figures.Book) figures.Figure { return b.Basic.Personnel }},
	"basic_public":           {"公用经费合计", func(b *figures.Book) figures.Figure { return b.Basic.Public }},
	"three_public":           {"“三公”经费决算数合计", func(b *figures.Book) figures.Figure { return b.ThreePublic.Total.Outturn() }},
}

func controls(r *reporter) {
	tolerance := r.tolerance(r.all())
	for key, given := range r.u.Control {
		path := source.Join("control", key)
		c, ok := controlFigures[key]
		if !ok {
			r.report(path, "请核对键名，或删去这一行", "没有 %q 这个控制数", key)
			continue
		}
		computed := c.of(r.Book)
		gap := computed.Yuan.Sub(given.Decimal)
		if gap.Abs().GreaterThan(tolerance) {
			r.report(path, "请核对各项金额", "控制数“%s”为%s，按各项计算为%s，计算数%s",
				c.name, r.exact(given.Decimal), r.exact(computed.Yuan), r.gap(computed.Yuan, given.Decimal))
		}
	}
}
