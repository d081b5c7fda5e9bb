package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

const checkEntry = "请核对年初结转、收入和支出的填写"

// balancesBelowZero finds a balance that the year's income and spending drive
// below zero, and opening balances, sources and classes that are below it
// themselves.
func balancesBelowZero(r *reporter) {
	below := func(say func(path, remedy, format string, args ...any) *finding.Finding, path, name string, f figures.Figure) {
		if f.Yuan.IsNegative() {
			say(path, checkEntry, "%s为负数：%s", name, r.exact(f.Yuan))
		}
	}
	below(r.report, r.existing("carry_over", "subjects"), "年末一般公共预算财政拨款结转和结余", r.Book.Appropriation.Closing.Parts[0])
	below(r.warn, "carry_over.opening_general", "年初一般公共预算财政拨款结转和结余", r.Book.Appropriation.Opening.Parts[0])
	for i, s := range r.u.Subjects {
		account := r.account(s.Fund)
		if account == nil {
			continue
		}
		name := "科目 " + r.subjectName(s.Code) + " 的"
		below(r.report, subjectPath(i, "appropriation"), name+"年末结转和结余", account.Cell(s.Code, figures.AccountClosing))
		below(r.warn, subjectPath(i, "opening"), name+"年初结转和结余", figures.Publish(s.Opening.Decimal))
	}
	for i, f := range r.Book.Overall.Sources {
		below(r.warn, "subjects", "收入支出决算总表的第 "+fmt.Sprint(i+1)+" 项收入", f)
	}
	for _, c := range r.Book.Overall.Classes {
		below(r.warn, "subjects", "收入支出决算总表的"+c.Subject.Name, c.Amount)
	}
}

// account is the statement of 政府性基金 or 国有资本经营预算, nil for the general
// budget.
func (r *reporter) account(fund unit.Fund) *figures.FundAccount {
	switch fund {
	case unit.GovernmentFund:
		return &r.Book.Fund
	case unit.StateCapital:
		return &r.Book.Capital
	}
	return nil
}

// basicAgrees compares statement 05 with statement 06. In a file in 万元 the
// parts were rounded by hand, so that the last digit may differ.
func basicAgrees(r *reporter) {
	for code := range r.u.Basic {
		if !isBasicItem(code) {
			return // T06-4 or T06-5 says so; without it the sums mean nothing
		}
	}
	total, parts := r.Book.General.Total[figures.OutlayBasic], r.Book.Basic.Total()
	r.sumAgrees(disagreement{
		path: "basic_expenditure", statedName: "基本支出按经济分类合计", expectedName: "按功能分类合计",
		stated: parts.Yuan, expected: total.Yuan, parts: r.basicParts(),
		remedy: "请核对 [basic_expenditure] 各款和各科目的 appropriation.basic",
	})
}

// basicParts are the amounts that both sums of 基本支出 are made of.
func (r *reporter) basicParts() []unit.Amount {
	parts := slices.Collect(maps.Values(r.u.Basic))
	for _, s := range r.u.Subjects {
		if s.Fund == unit.GeneralFund {
			parts = append(parts, s.Appropriation.Basic)
		}
	}
	return parts
}

// disagreement is two amounts in 元 that should be one, and the amounts of the
// file that both are made of.
type disagreement struct {
	path                     string
	statedName, expectedName string
	stated, expected         decimal.Decimal
	parts                    []unit.Amount
	remedy                   string
}

// sumAgrees reports amounts that differ: beyond what the rounding of their
// parts explains as the rule takes it, within it as a note.
func (r *reporter) sumAgrees(d disagreement) {
	r.agrees(d, r.tolerance(d.parts))
}

func (r *reporter) agrees(d disagreement, tolerance decimal.Decimal) {
	gap := d.stated.Sub(d.expected)
	if gap.IsZero() {
		return
	}
	message := fmt.Sprintf("%s%s，%s%s，前者%s", d.statedName, r.exact(d.stated), d.expectedName, r.exact(d.expected), r.gap(d.stated, d.expected))
	if gap.Abs().LessThanOrEqual(tolerance) {
		r.compared(r.note(d.path, "在尾差以内，可以不改；两处各按自己的合计印出", "%s，在四舍五入的尾差以内", message), d.stated, d.expected)
		return
	}
	r.compared(r.report(d.path, d.remedy, "%s", message), d.stated, d.expected)
}

// tolerance is the difference, in 元, that two sums may have because the
// amounts of both were rounded one by one: 0.005 万元 each. Only amounts in 万元
// were, and only where none of them is finer than two decimals, for then all
// were written exactly.
func (r *reporter) tolerance(parts []unit.Amount) decimal.Decimal {
	if r.u.AmountUnit == unit.Yuan {
		return decimal.Zero
	}
	return roundedBy(parts)
}

// roundedBy is the tolerance of amounts that come from a form in 万元, whatever
// the file's own unit.
func roundedBy(parts []unit.Amount) decimal.Decimal {
	if !figures.RoundedAll(parts) {
		return decimal.Zero
	}
	rounded := 0
	for _, p := range parts {
		if !p.IsZero() {
			rounded++
		}
	}
	return figures.Rounding(rounded)
}

// otherMoney is the money that is not appropriated, in 元.
type otherMoney struct{ opening, income, surplus, spent, distributed decimal.Decimal }

func (r *reporter) otherMoney() otherMoney {
	o, a, c := r.Book.Overall, r.Book.Appropriation, r.u.CarryOver
	return otherMoney{
		opening: c.OpeningOther.Decimal, surplus: c.SurplusUsed.Decimal, distributed: c.Distributed.Decimal,
		income: o.CurrentIncome.Less(a.Income.Total).Yuan,
		spent:  o.CurrentSpending.Less(a.Spending.Total).Yuan,
	}
}

// had is all that could be spent.
func (m otherMoney) had() decimal.Decimal { return m.opening.Add(m.income).Add(m.surplus) }

// otherSpendingHasSource finds spending beyond the appropriations that nothing
// pays for.
func otherSpendingHasSource(r *reporter) {
	m := r.otherMoney()
	if m.opening.IsNegative() {
		return // X-13 says so
	}
	r.notAbove(limit{
		path: r.existing("carry_over", "subjects"), remedy: checkEntry + "；财政拨款安排的支出要写在科目的 appropriation 里",
		name: "非财政拨款支出", limitName: "非财政拨款收入、使用非财政拨款结余和年初结转共", amount: m.spent, limit: m.had(),
	})
}

// otherBalance looks at the balances of the money that is not appropriated:
// the opening one is no less than zero, and what is distributed is there.
func otherBalance(r *reporter) {
	m := r.otherMoney()
	left := m.had().Sub(m.spent)
	switch {
	case m.opening.IsNegative():
		r.report("carry_over.opening_other", checkEntry, "年初结转和结余小于其中的财政拨款：非财政拨款部分为%s", r.exact(m.opening))
	case !left.IsNegative():
		r.notAbove(limit{
			path: "carry_over.distributed", remedy: "请核对结余分配和非财政拨款的收支",
			name: "结余分配", limitName: "可分配的非财政拨款结余", amount: m.distributed, limit: left,
		})
	}
}

// limit is an amount and what it may not be above, both in 元 and computed from
// the money that is not appropriated.
type limit struct {
	path, remedy    string
	name, limitName string
	amount, limit   decimal.Decimal
}

// notAbove reports an amount above its limit, and notes one that rounding
// alone puts there.
func (r *reporter) notAbove(l limit) {
	gap := l.amount.Sub(l.limit)
	if !gap.IsPositive() {
		return
	}
	message := fmt.Sprintf("%s%s，%s%s，前者%s", l.name, r.exact(l.amount), l.limitName, r.exact(l.limit), r.gap(l.amount, l.limit))
	if gap.LessThanOrEqual(r.otherMoneyTolerance()) {
		r.compared(r.note(l.path, "在尾差以内，可以不改", "%s，在四舍五入的尾差以内", message), l.amount, l.limit)
		return
	}
	r.compared(r.report(l.path, l.remedy, "%s", message), l.amount, l.limit)
}

// totalsOfZero finds totals that are printed as 0.00 though they hold amounts:
// most often the file is in 万元 and says 元.
func totalsOfZero(r *reporter) {
	if len(r.u.Subjects) == 0 {
		r.report("amount_unit", "按项级科目填写收入和支出，每个科目写一组 [[subjects]]，可以对照示例", "文件里没有一个科目 [[subjects]]，收入和支出都是零")
		return
	}
	for _, t := range []struct {
		name  string
		total figures.Figure
		parts []unit.Amount
	}{
		{"收入总计", r.Book.Overall.Total, append(r.u.Incomes(), r.u.Spendings()...)},
		{"财政拨款收入总计", r.Book.Appropriation.Total.Total, r.u.Outlays()},
	} {
		held := slices.ContainsFunc(t.parts, func(a unit.Amount) bool { return !a.IsZero() })
		if held && t.total.Wan.IsZero() {
			r.report("amount_unit", "请核对金额，并核对 amount_unit（文件的金额单位）",
				"%s为%s，印出来是 0.00万元，而收入和支出有金额", t.name, r.exact(t.total.Yuan))
			return
		}
	}
}

// subjectWith is the key of an amount in the first subject that has it.
func (r *reporter) subjectWith(key string, of func(unit.Subject) unit.Amount) string {
	for i, s := range r.u.Subjects {
		if a := of(s); !a.IsZero() {
			return subjectPath(i, key)
		}
	}
	return "subjects"
}

// natureOfMoney finds money in an administrative unit that only institutions
// have. A department may hold institutions.
func natureOfMoney(r *reporter) {
	if r.u.Identity.Kind == unit.Institution || r.u.Identity.Scope == unit.Department {
		return
	}
	o, c := r.Book.Income.Total, r.u.CarryOver
	for _, m := range []struct {
		path, name string
		amount     decimal.Decimal
	}{
		{r.subjectWith("income.operating", func(s unit.Subject) unit.Amount { return s.Income.Operating }), "事业收入", o[figures.IncomeOperating].Yuan},
		{r.subjectWith("income.business", func(s unit.Subject) unit.Amount { return s.Income.Business }), "经营收入", o[figures.IncomeBusiness].Yuan},
		{r.subjectWith("spending.business", func(s unit.Subject) unit.Amount { return s.Spending.Business }), "经营支出", r.Book.Spending.Total[figures.SpendingBusiness].Yuan},
		{"carry_over.surplus_used", "使用非财政拨款结余", c.SurplusUsed.Decimal},
		{"carry_over.distributed", "结余分配", c.Distributed.Decimal},
	} {
		if !m.amount.IsZero() {
			r.report(m.path, "请核对 [unit] 的 kind（单位性质）和这项金额", "%s有%s%s", r.u.Identity.Kind, m.name, r.exact(m.amount))
		}
	}
}
