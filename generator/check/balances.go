package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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
	{"U-15", "上年数前后一致", finding.Error, lastYearOrder},
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

// tolerance is the difference, in 元, that a sum of rounded parts may have:
// 0.005 万元 for each and as much for the total. Only parts in 万元 with no
// more than two decimals were rounded; where none was, the sum is exact.
func (r *reporter) tolerance(parts []unit.Amount) decimal.Decimal {
	if r.u.AmountUnit == unit.Yuan {
		return decimal.Zero
	}
	rounded := 0
	for _, p := range parts {
		if !p.IsZero() && p.Equal(p.Truncate(-2)) {
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

// lastYearGiven asks for the figures that the text compares with.
func lastYearGiven(r *reporter) {
	if r.u.NewUnit {
		r.noLastYear()
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
	need(!r.Book.Fund.IsAbsent(), "government_fund.last_year_total", r.u.Fund.LastYearTotal, "上年政府性基金预算财政拨款收入支出总计")
	need(!r.Book.Capital.IsAbsent(), "state_capital.last_year_total", r.u.Capital.LastYearTotal, "上年国有资本经营预算财政拨款收入支出总计")
	for i, s := range r.u.Subjects {
		outlay := s.Appropriation.Basic.Add(s.Appropriation.Project.Decimal)
		need(!outlay.IsZero(), subjectPath(i, "last_year"), s.LastYear, "科目 "+r.subjectName(s.Code)+" 的上年财政拨款支出决算数")
	}
	for _, item := range publicCosts(r.u.ThreePublic) {
		need(!item.Outturn.IsZero(), item.path+".last_year", item.LastYear, item.name+"上年决算数")
	}
	s := r.u.Overview.Staff
	for _, h := range []struct {
		key, name string
		unit.Headcount
	}{{"in_service", "在职人员", s.InService}, {"special_retired", "离休人员", s.SpecialRetired}, {"retired", "退休人员", s.Retired}} {
		missing := unit.Amount{Given: h.LastYear != nil}
		need(h.Current != 0, "overview.staff."+h.key+".last_year", missing, "上年末"+h.name+"数")
	}
}

// noLastYear finds figures of a year in which a new unit was not there.
func (r *reporter) noLastYear() {
	r.u.EachAmount(func(path string, a unit.Amount) {
		key := path[strings.LastIndexByte(path, '.')+1:]
		if (key == "last_year" || key == "last_year_total") && !a.IsZero() {
			r.report(path, "删去上年数，或删去 new_unit = true", "本年新成立的单位没有上年数，这里写了%s", r.exact(a.Decimal))
		}
	})
}

// lastYearOrder finds totals of last year that are smaller than what they
// hold: a total of income and spending is never below the spending in it.
func lastYearOrder(r *reporter) {
	b := r.Book
	hold := func(path, name string, total, within figures.Figure, what string) {
		if gap := within.Yuan.Sub(total.Yuan); gap.GreaterThan(r.tolerance(r.all())) {
			r.report(path, "请核对上年数", "%s%s小于%s%s", name, r.exact(total.Yuan), what, r.exact(within.Yuan))
		}
	}
	spent := b.General.Change.LastYear
	for _, f := range []struct {
		path, name string
		account    figures.FundAccount
	}{{"government_fund", "政府性基金预算财政拨款", b.Fund}, {"state_capital", "国有资本经营预算财政拨款", b.Capital}} {
		hold(f.path+".last_year_total", "上年"+f.name+"收入支出总计", f.account.Change.LastYear, f.account.LastYearSpending, "各科目上年支出合计")
		spent = figures.Sum(spent, f.account.Change.LastYear)
	}
	hold("appropriation.last_year_total", "上年财政拨款收入支出总计", b.Appropriation.Change.LastYear, spent, "其中一般公共预算各科目上年支出与其他两种资金上年总计之和")
	hold("overall.last_year_total", "上年收入支出总计", b.Overall.Change.LastYear, b.Appropriation.Change.LastYear, "上年财政拨款收入支出总计")
}

// budgetsGiven asks for the budgets that the text compares with: one that was
// forgotten would be published as 0.00.
func budgetsGiven(r *reporter) {
	need := func(needed bool, path string, a unit.Amount, name string) {
		if needed && !a.Given {
			r.report(path, "补上这一项；没有的写 0", "缺少%s", name)
		}
	}
	const initial = "财政拨款年初预算数"
	need(true, "general_budget.initial_budget", r.u.General.InitialBudget, "一般公共预算"+initial)
	need(!r.Book.Fund.IsAbsent(), "government_fund.initial_budget", r.u.Fund.InitialBudget, "政府性基金预算"+initial)
	need(!r.Book.Capital.IsAbsent(), "state_capital.initial_budget", r.u.Capital.InitialBudget, "国有资本经营预算"+initial)
	for _, item := range publicCosts(r.u.ThreePublic) {
		need(!item.Outturn.IsZero(), item.path+".budget", item.Budget, item.name+"全年预算数")
	}
	for _, f := range fundings(r.u.SelfEvaluation) {
		given := f.Initial.Given || f.FullYear.Given || f.Outturn.Given
		need(given, f.path+".initial", f.Initial, f.name+"年初预算数")
		need(given, f.path+".full_year", f.FullYear, f.name+"全年预算数")
		need(given, f.path+".outturn", f.Outturn, f.name+"全年执行数")
	}
	p := r.u.Procurement
	need(!r.Book.Procurement.Total.IsZero(), "procurement.small_medium", p.SmallMedium, "授予中小企业合同金额")
	need(!r.Book.Procurement.Total.IsZero(), "procurement.small_micro", p.SmallMicro, "授予小微企业合同金额")
}

// funding is one source of money of a self-evaluation table.
type funding struct {
	path, name string
	unit.Funding
}

func fundings(s unit.SelfEvaluation) []funding {
	var all []funding
	if o := s.Overall; o != nil {
		const path = "self_evaluation.overall"
		all = append(all, funding{path + ".superior", "上级资金", o.Superior},
			funding{path + ".own", "本级资金", o.Own}, funding{path + ".other", "其他资金", o.Other})
	}
	for i, p := range s.Projects {
		path := source.Index("self_evaluation.projects", i)
		all = append(all, funding{path + ".appropriation", "当年财政拨款", p.Appropriation},
			funding{path + ".other", "其他资金", p.Other})
	}
	return all
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
	for key, given := range r.u.Control {
		path := source.Join("control", key)
		c, ok := controlFigures[key]
		if !ok {
			r.report(path, "请核对键名，或删去这一行", "没有 %q 这个控制数", key)
			continue
		}
		computed := c.of(r.Book)
		gap := computed.Yuan.Sub(given.Decimal)
		if gap.Abs().GreaterThan(r.tolerance(r.all())) {
			r.report(path, "请核对各项金额", "控制数“%s”为%s，按各项计算为%s，计算数%s",
				c.name, r.exact(given.Decimal), r.exact(computed.Yuan), r.gap(computed.Yuan, given.Decimal))
		}
	}
}
