package check

import (
	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

var balanceRules = []Rule{
	{"T01-7", "结转结余非负", finding.Error, closingBalances},
	{"X-10", "基本支出等于人员经费与公用经费之和", finding.Error, basicAgrees},
	{"X-13", "非财政资金收支相抵", finding.Error, nonAppropriation},
	{"N-04", "上年数必填", finding.Error, lastYearGiven},
	{"U-11", "预算数必填", finding.Error, budgetsGiven},
	{"C-01", "控制数与报表一致", finding.Error, controls},
}

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
		closing := s.Opening.Add(s.Income.Appropriation.Decimal).
			Sub(s.Appropriation.Basic.Decimal).Sub(s.Appropriation.Project.Decimal)
		below(subjectPath(i, "appropriation"), "科目 "+r.subjectName(s.Code)+" 的年末结转和结余", figures.Publish(closing))
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
	if gap.Abs().LessThanOrEqual(r.tolerance(len(r.u.Basic) + len(r.u.Subjects))) {
		return
	}
	r.report("basic_expenditure", "请核对 [basic_expenditure] 各款和各科目的 appropriation.basic",
		"基本支出按经济分类合计%s，按功能分类合计%s，经济分类%s", r.exact(parts.Yuan), r.exact(total.Yuan), r.gap(parts.Yuan, total.Yuan))
}

// tolerance is the difference, in 元, that a sum of n parts may have: none
// where the file is in 元, the rounding of the parts where it is in 万元.
func (r *reporter) tolerance(n int) decimal.Decimal {
	if r.u.AmountUnit == unit.Yuan {
		return decimal.Zero
	}
	return decimal.NewFromInt(50).Mul(decimal.NewFromInt(int64(n + 1)))
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

// lastYearGiven asks for the figures that the text compares with.
func lastYearGiven(r *reporter) {
	if r.u.NewUnit {
		return
	}
	need := func(needed bool, path string, a unit.Amount, name string) {
		if needed && !a.Given {
			r.report(path, "补上这一项；没有的写 0；本年新成立的单位在文件开头写 new_unit = true", "缺少%s", name)
		}
	}
	need(true, "overall.last_year_total", r.u.Overall.LastYearTotal, "上年收入支出总计")
	need(true, "appropriation.last_year_total", r.u.Appropriation.LastYearTotal, "上年财政拨款收入支出总计")
	need(true, "operating_expenses.last_year", r.u.Operating.LastYear, "上年机关运行经费（公用经费）")
	need(!r.Book.Fund.IsEmpty(), "government_fund.last_year_total", r.u.Fund.LastYearTotal, "上年政府性基金预算财政拨款收入支出总计")
	need(!r.Book.Capital.IsEmpty(), "state_capital.last_year_total", r.u.Capital.LastYearTotal, "上年国有资本经营预算财政拨款收入支出总计")
	for i, s := range r.u.Subjects {
		outlay := s.Appropriation.Basic.Add(s.Appropriation.Project.Decimal)
		need(!outlay.IsZero(), subjectPath(i, "last_year"), s.LastYear, "科目 "+r.subjectName(s.Code)+" 的上年财政拨款支出决算数")
	}
	for _, item := range publicCosts(r.u.ThreePublic) {
		need(!item.Outturn.IsZero(), item.path+".last_year", item.LastYear, item.name+"上年决算数")
	}
}

// budgetsGiven asks for the budgets that the text compares with: one that was
// forgotten would be published as 0.00.
func budgetsGiven(r *reporter) {
	need := func(needed bool, path string, a unit.Amount, name string) {
		if needed && !a.Given {
			r.report(path, "补上这一项；没有预算的写 0", "缺少%s", name)
		}
	}
	const initial = "财政拨款年初预算数"
	need(true, "general_budget.initial_budget", r.u.General.InitialBudget, "一般公共预算"+initial)
	need(!r.Book.Fund.IsEmpty(), "government_fund.initial_budget", r.u.Fund.InitialBudget, "政府性基金预算"+initial)
	need(!r.Book.Capital.IsEmpty(), "state_capital.initial_budget", r.u.Capital.InitialBudget, "国有资本经营预算"+initial)
	for _, item := range publicCosts(r.u.ThreePublic) {
		need(!item.Outturn.IsZero(), item.path+".budget", item.Budget, item.name+"全年预算数")
	}
}

// publicCost is one of the four items of 三公经费 that a file states.
type publicCost struct {
	path, name string
	unit.PublicItem
}

func publicCosts(t unit.ThreePublic) []publicCost {
	return []publicCost{
		{"three_public.abroad.cost", "因公出国（境）费", t.Abroad.Cost},
		{"three_public.vehicles.purchase", "公务用车购置费", t.Vehicles.Purchase},
		{"three_public.vehicles.operation", "公务用车运行维护费", t.Vehicles.Operation},
		{"three_public.reception.cost", "公务接待费", t.Reception.Cost},
	}
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
	for key, given := range r.u.Control {
		path := source.Join("control", key)
		c, ok := controlFigures[key]
		if !ok {
			r.report(path, "请核对键名，或删去这一行", "没有 %q 这个控制数", key)
			continue
		}
		computed := c.of(r.Book)
		gap := computed.Yuan.Sub(given.Decimal)
		if gap.Abs().GreaterThan(r.tolerance(len(r.u.Subjects))) {
			r.report(path, "请核对各项金额", "控制数“%s”为%s，按各项计算为%s，计算数%s",
				c.name, r.exact(given.Decimal), r.exact(computed.Yuan), r.gap(computed.Yuan, given.Decimal))
		}
	}
}
