package check

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// needer gives a function that finds a figure which is needed and not given.
func (r *reporter) needer(remedy string) func(needed bool, path string, a unit.Amount, name string) {
	return func(needed bool, path string, a unit.Amount, name string) {
		if needed && !a.Given {
			r.report(path, remedy, "缺少%s", name)
		}
	}
}

// fundAccount is one of the two budgets beside the general one: its figures
// and what the file says of it.
type fundAccount struct {
	key, name string
	account   figures.FundAccount
	said      unit.FundBudget
}

func (r *reporter) fundAccounts() []fundAccount {
	return []fundAccount{
		{"government_fund", "政府性基金预算财政拨款", r.Book.Fund, r.u.Fund},
		{"state_capital", "国有资本经营预算财政拨款", r.Book.Capital, r.u.Capital},
	}
}

// lastYearGiven asks for the figures that the text compares with.
func lastYearGiven(r *reporter) {
	if r.u.NewUnit {
		r.noLastYear()
		return
	}
	need := r.needer("补上这一项；没有的写 0；本年新成立的单位在文件开头写 new_unit = true")
	need(true, "overall.last_year_total", r.u.Overall.LastYearTotal, "上年收入支出总计")
	need(true, "appropriation.last_year_total", r.u.Appropriation.LastYearTotal, "上年财政拨款收入支出总计")
	need(true, "operating_expenses.last_year", r.u.Operating.LastYear, "上年机关运行经费（公用经费）")
	for _, f := range r.fundAccounts() {
		need(!f.account.IsAbsent(), f.key+".last_year_total", f.said.LastYearTotal, "上年"+f.name+"收入支出总计")
	}
	for i, s := range r.u.Subjects {
		need(!s.Outlay().IsZero(), subjectPath(i, "last_year"), s.LastYear, "科目 "+r.subjectName(s.Code)+" 的上年财政拨款支出决算数")
	}
	for _, item := range publicCosts(r.u.ThreePublic) {
		need(!item.Outturn.IsZero(), item.path+".last_year", item.LastYear, item.name+"上年决算数")
	}
	for _, g := range staffGroups(r.u.Overview.Staff) {
		need(g.Current != 0, g.path, unit.Amount{Given: g.LastYear != nil}, "上年末"+g.name+"数")
	}
}

const noLastYearRemedy = "删去上年数，或删去 new_unit = true"

// noLastYear finds figures of a year in which a new unit was not there.
func (r *reporter) noLastYear() {
	r.u.EachAmount(func(path string, a unit.Amount) {
		key := path[strings.LastIndexByte(path, '.')+1:]
		if (key == "last_year" || key == "last_year_total") && !a.IsZero() {
			r.report(path, noLastYearRemedy, "本年新成立的单位没有上年数，这里写了%s", r.exact(a.Decimal))
		}
	})
	for _, g := range staffGroups(r.u.Overview.Staff) {
		if g.Before() != 0 {
			r.report(g.path, noLastYearRemedy, "本年新成立的单位没有上年数，这里写了 %d 人", g.Before())
		}
	}
}

// staffGroup is one group of staff with its key.
type staffGroup struct {
	path, name string
	unit.Headcount
}

func staffGroups(s unit.Staff) []staffGroup {
	return []staffGroup{
		{"overview.staff.in_service.last_year", "在职人员", s.InService},
		{"overview.staff.special_retired.last_year", "离休人员", s.SpecialRetired},
		{"overview.staff.retired.last_year", "退休人员", s.Retired},
	}
}

// lastYearOrder finds totals of last year that are smaller than what they
// hold: a total of income and spending is never below the spending in it. Then
// it looks at what is left. Where last year's file is there, every figure is
// compared with it instead.
func lastYearOrder(r *reporter) {
	if r.Before != nil {
		return
	}
	b, disordered := r.Book, false
	hold := func(path, name string, total, within figures.Figure, what string, parts ...unit.Amount) {
		if gap := within.Yuan.Sub(total.Yuan); gap.GreaterThan(r.tolerance(parts)) {
			r.compared(r.report(path, "请核对上年数", "%s%s小于%s%s", name, r.exact(total.Yuan), what, r.exact(within.Yuan)), total.Yuan, within.Yuan)
			disordered = true
		}
	}
	spent, parts := b.General.Change.LastYear, []unit.Amount{r.u.Appropriation.LastYearTotal}
	for _, s := range r.u.Subjects {
		parts = append(parts, s.LastYear)
	}
	for _, f := range r.fundAccounts() {
		hold(f.key+".last_year_total", "上年"+f.name+"收入支出总计", f.account.Change.LastYear, f.account.LastYearSpending, "各科目上年支出合计", parts...)
		spent = figures.Sum(spent, f.account.Change.LastYear)
	}
	hold("appropriation.last_year_total", "上年财政拨款收入支出总计", b.Appropriation.Change.LastYear, spent, "其中一般公共预算各科目上年支出与其他两种资金上年总计之和", parts...)
	hold("overall.last_year_total", "上年收入支出总计", b.Overall.Change.LastYear, b.Appropriation.Change.LastYear, "上年财政拨款收入支出总计", r.u.Overall.LastYearTotal, r.u.Appropriation.LastYearTotal)
	if !disordered && r.hasLastYear() {
		r.lastYearLeft()
	}
}

// hasLastYear reports whether all figures of last year are there that its
// balances follow from; N-04 speaks of those that are not.
func (r *reporter) hasLastYear() bool {
	missing := slices.ContainsFunc(r.u.Subjects, func(s unit.Subject) bool { return !s.LastYear.Given && !s.Outlay().IsZero() })
	for _, f := range r.fundAccounts() {
		missing = missing || !f.account.IsAbsent() && !f.said.LastYearTotal.Given
	}
	return !r.u.NewUnit && r.u.Appropriation.LastYearTotal.Given && !missing
}

// lastYearLeft compares what last year left of each budget, its total without
// its spending, with this year's opening balance. The two may differ, where a
// balance was adjusted or taken back; most often they do because a subject that
// has nothing this year was forgotten, with all that it spent.
func (r *reporter) lastYearLeft() {
	b, total := r.Book, r.Book.Appropriation.Change.LastYear.Yuan
	for i, f := range r.fundAccounts() {
		r.leftOver(budgetLeft{
			fund: unit.Funds[i+1], path: f.key + ".last_year_total", name: "上年" + f.name + "收入支出总计", total: f.account.Change.LastYear.Yuan,
			spent: f.account.LastYearSpending.Yuan, opening: b.Appropriation.Opening.Parts[i+1].Yuan,
		})
		total = total.Sub(f.account.Change.LastYear.Yuan)
	}
	name := "上年财政拨款收入支出总计"
	if !total.Equal(b.Appropriation.Change.LastYear.Yuan) {
		name += "里的一般公共预算财政拨款"
	}
	r.leftOver(budgetLeft{
		fund: unit.GeneralFund, path: "appropriation.last_year_total", name: name, total: total,
		spent: b.General.Change.LastYear.Yuan, opening: b.Appropriation.Opening.Parts[0].Yuan,
	})
}

// budgetLeft is what last year had and spent of a budget, and what this year
// began with, in 元.
type budgetLeft struct {
	fund                  unit.Fund
	path, name            string
	total, spent, opening decimal.Decimal
}

func (r *reporter) leftOver(l budgetLeft) {
	left := l.total.Sub(l.spent)
	parts := []unit.Amount{
		r.u.Appropriation.LastYearTotal, r.u.Fund.LastYearTotal, r.u.Capital.LastYearTotal, r.u.CarryOver.OpeningGeneral,
	}
	for _, s := range r.u.Subjects {
		if s.Fund == l.fund {
			parts = append(parts, s.LastYear, s.Opening)
		}
	}
	gap := left.Sub(l.opening)
	if gap.Abs().LessThanOrEqual(r.tolerance(parts)) {
		return
	}
	remedy := "请核对上年总计、各科目上年数和年初结转"
	if gap.IsPositive() {
		remedy = "上年有支出、本年没有的科目，每个补写一组 [[subjects]]，写 code、last_year 和 change_reason；没有漏写的，" + remedy
	}
	r.compared(r.warn(l.path, remedy+"；年初结转经过调整、收回的，在 [[accept]] 里写明",
		"%s%s，减去各科目上年支出合计%s，剩余%s，本年年初结转和结余%s，前者%s", l.name,
		r.exact(l.total), r.exact(l.spent), r.exact(left), r.exact(l.opening), r.gap(left, l.opening)), left, l.opening)
}

// budgetsGiven asks for the budgets that the text compares with: one that was
// forgotten would be published as 0.00.
func budgetsGiven(r *reporter) {
	need := r.needer("补上这一项；没有的写 0")
	need(true, "general_budget.initial_budget", r.u.General.InitialBudget, "一般公共预算财政拨款年初预算数")
	for _, f := range r.fundAccounts() {
		need(!f.account.IsAbsent(), f.key+".initial_budget", f.said.InitialBudget, f.name+"年初预算数")
	}
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

// publicCost is one of the four items of 三公经费 that a file states, with the
// 款 of basic expenditure that holds a part of it.
type publicCost struct {
	path, name, code string
	unit.PublicItem
}

func publicCosts(t unit.ThreePublic) []publicCost {
	return []publicCost{
		{"three_public.abroad.cost", "因公出国（境）费", "30212", t.Abroad.Cost},
		{"three_public.vehicles.purchase", "公务用车购置费", "31013", t.Vehicles.Purchase},
		{"three_public.vehicles.operation", "公务用车运行维护费", "30231", t.Vehicles.Operation},
		{"three_public.reception.cost", "公务接待费", "30217", t.Reception.Cost},
	}
}
