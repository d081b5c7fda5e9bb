package figures

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Book is every figure that the package of one unit prints.
type Book struct {
	Overall       Overall       // 公开01表 and 说明一
	Income        Breakdown     // 公开02表: columns IncomeTotal …
	Spending      Breakdown     // 公开03表: columns SpendingTotal …
	Appropriation Appropriation // 公开04表 and 说明四
	General       General       // 公开05表 and 说明五
	Basic         Basic         // 公开06表 and 说明六
	Fund          FundAccount   // 公开07表 and 说明七
	Capital       FundAccount   // 公开08表 and 说明八
	ThreePublic   ThreePublic   // 公开09表 and 说明九
	Operating     Change        // 机关运行经费, or 公用经费 of a 事业单位
	Procurement   Procurement   // 政府采购
	Evaluation    SelfEvaluation

	Controls []Control // every total that the file may state, in the order in which they are computed
}

// The amount columns of 收入决算表.
const (
	IncomeTotal         = iota // 本年收入合计
	IncomeAppropriation        // 财政拨款收入
	IncomeSuperior             // 上级补助收入
	IncomeOperating            // 事业收入
	IncomeBusiness             // 经营收入
	IncomeSubordinate          // 附属单位上缴收入
	IncomeOther                // 其他收入
	IncomeColumns
)

// The amount columns of 支出决算表.
const (
	SpendingTotal         = iota // 本年支出合计
	SpendingBasic                // 基本支出
	SpendingProject              // 项目支出
	SpendingToSuperior           // 上缴上级支出
	SpendingBusiness             // 经营支出
	SpendingToSubordinate        // 对附属单位补助支出
	SpendingColumns
)

// The amount columns of 一般公共预算财政拨款支出决算表.
const (
	OutlayTotal   = iota // 小计
	OutlayBasic          // 基本支出
	OutlayProject        // 项目支出
	OutlayColumns
)

// The amount columns of 政府性基金 and 国有资本经营预算财政拨款收入支出决算表.
const (
	AccountOpening = iota // 年初结转和结余
	AccountIncome         // 本年收入
	AccountTotal          // 本年支出 小计
	AccountBasic          // 本年支出 基本支出
	AccountProject        // 本年支出 项目支出
	AccountClosing        // 年末结转和结余
	AccountColumns
)

// Overall is 收入支出决算总表.
type Overall struct {
	Sources         [8]Figure // 一、一般公共预算财政拨款收入 … 八、其他收入
	CurrentIncome   Figure    // 本年收入合计
	SurplusUsed     Figure    // 使用非财政拨款结余（含专用结余）
	Opening         Figure    // 年初结转和结余
	Total           Figure    // 总计, of income and of spending alike
	Classes         []Class   // the form's classes, in its order
	CurrentSpending Figure    // 本年支出合计
	Distributed     Figure    // 结余分配
	Closing         Figure    // 年末结转和结余
	Change          Change    // of Total
}

// Class is the spending of one 类 of functional subjects.
type Class struct {
	Subject subject.Function
	Amount  Figure
}

// ByFund is an amount with its parts from the three budgets, in the order of
// unit.Funds.
type ByFund struct {
	Total Figure
	Parts [len(unit.Funds)]Figure
}

// Appropriation is 财政拨款收入支出决算总表.
type Appropriation struct {
	Income    ByFund // 本年收入合计
	Opening   ByFund // 年初财政拨款结转和结余
	Classes   []AppropriationClass
	Spending  ByFund    // 本年支出合计
	Closing   ByFund    // 年末财政拨款结转和结余
	Total     ByFund    // 总计, of income and of spending alike
	Change    Change    // of Total.Total
	Deviation Deviation // of Total.Total from the sum of the initial budgets
}

// AppropriationClass is the spending of one 类 by budget.
type AppropriationClass struct {
	Subject subject.Function
	Amount  ByFund
}

// General is 一般公共预算财政拨款支出.
type General struct {
	Breakdown           // columns OutlayTotal …
	Change    Change    // of the total; last year's is the sum of the subjects'
	Deviation Deviation // of the total from the initial budget
	Items     []Item    // 项 with an amount this year or last
}

// Item is one 项 of the section on spending by subject.
type Item struct {
	Index  int // of the subject in unit.Unit.Subjects
	Code   string
	Change Change
}

// FundAccount is 政府性基金, or 国有资本经营, 预算财政拨款收入支出.
type FundAccount struct {
	Breakdown           // columns AccountOpening …
	InTotal   Figure    // 收入总计: opening balance and income
	Change    Change    // of InTotal
	Deviation Deviation // of InTotal from the initial budget
	Items     []Item

	LastYearSpending Figure // the sum of the subjects' of last year
}

// Procurement is 政府采购支出.
type Procurement struct {
	Goods, Works, Services, Total Figure
	SmallMedium, SmallMicro       Figure
}

// IsAbsent reports whether there is nothing to compare with either, so that
// the fixed sentence is all there is to say.
func (a FundAccount) IsAbsent() bool {
	return a.IsEmpty() && len(a.Items) == 0 && a.Change.LastYear.IsZero() && a.Deviation.Budget.IsZero()
}

// entry is a subject with its index in the file.
type entry struct {
	index   int
	subject unit.Subject
}

// Compute makes the book of a unit. It takes any unit and finds no fault:
// what does not agree is for the checks to say.
func Compute(u *unit.Unit, rules ScoringRules) *Book {
	var entries []entry
	for i, s := range u.Subjects {
		entries = append(entries, entry{i, s})
	}
	b, c := &Book{}, &controls{unit: u}
	b.Income = c.breakdown(IncomeKeys, entries, incomeCells)
	b.Spending = c.breakdown(SpendingKeys, entries, spendingCells)
	b.General = computeGeneral(c, ofFund(entries, unit.GeneralFund))
	b.Basic = computeBasic(c)
	b.Fund = computeAccount(c, FundKeys, 1, ofFund(entries, unit.GovernmentFund), u.Fund)
	b.Capital = computeAccount(c, CapitalKeys, 2, ofFund(entries, unit.StateCapital), u.Capital)
	b.Appropriation = computeAppropriation(c, b)
	b.Overall = computeOverall(c, b)
	b.ThreePublic = computeThreePublic(c)
	b.Operating = computeOperating(u, b)
	b.Procurement = computeProcurement(u.Procurement)
	b.Evaluation = evaluate(u.SelfEvaluation, rules)
	b.Controls = c.all
	nameLines(u, b)
	return b
}

func ofFund(entries []entry, fund unit.Fund) []entry {
	var of []entry
	for _, e := range entries {
		if e.subject.Fund == fund {
			of = append(of, e)
		}
	}
	return of
}

// withTotal puts the sum of the cells before them.
func withTotal(cells ...decimal.Decimal) []decimal.Decimal {
	return append([]decimal.Decimal{decimal.Sum(decimal.Zero, cells...)}, cells...)
}

func incomeCells(e entry) []decimal.Decimal {
	i := e.subject.Income
	return withTotal(i.Appropriation.Decimal, i.Superior.Decimal, i.Operating.Decimal,
		i.Business.Decimal, i.Subordinate.Decimal, i.Other.Decimal)
}

func spendingCells(e entry) []decimal.Decimal {
	s := e.subject.Spending
	return withTotal(s.Basic.Decimal, s.Project.Decimal, s.ToSuperior.Decimal,
		s.Business.Decimal, s.ToSubordinate.Decimal)
}

func outlayCells(e entry) []decimal.Decimal {
	return withTotal(e.subject.Appropriation.Basic.Decimal, e.subject.Appropriation.Project.Decimal)
}

func accountCells(e entry) []decimal.Decimal {
	s, outlay := e.subject, outlayCells(e)
	return []decimal.Decimal{
		s.Opening.Decimal, s.Income.Appropriation.Decimal,
		outlay[OutlayTotal], outlay[OutlayBasic], outlay[OutlayProject], s.Closing(),
	}
}

// itemsOf are the entries with an outlay this year or last, by code, and the
// exact sum of last year's. What the file states for an outlay is in a column
// of the breakdown.
func itemsOf(entries []entry, b Breakdown, column int) ([]Item, Figure) {
	var items []Item
	last := decimal.Zero
	for _, e := range entries {
		current, before := Publish(e.subject.Outlay()), Publish(e.subject.LastYear.Decimal)
		if stated := b.Cell(e.subject.Code, column); stated.Rounded {
			current = stated
		}
		last = last.Add(before.Yuan)
		if !current.IsZero() || !before.IsZero() {
			items = append(items, Item{e.index, e.subject.Code, Compare(current, before)})
		}
	}
	slices.SortStableFunc(items, func(x, y Item) int { return cmp.Compare(x.Code, y.Code) })
	return items, Publish(last)
}

func computeGeneral(c *controls, entries []entry) General {
	g := General{Breakdown: c.breakdown(GeneralKeys, entries, outlayCells)}
	items, last := itemsOf(entries, g.Breakdown, OutlayTotal)
	g.Items = items
	g.Change = Compare(g.Total[OutlayTotal], c.lastSpending(0, last))
	g.Deviation = Deviate(Publish(c.unit.General.InitialBudget.Decimal), g.Total[OutlayTotal])
	return g
}

// lastSpending is last year's spending of a budget, counted from 0: as it was
// published or, where that is not known, the sum of the subjects'.
func (c *controls) lastSpending(fund int, sum Figure) Figure {
	if c.unit.Before != nil {
		return Publish(c.unit.Before.Spending[fund])
	}
	return sum
}

func computeAccount(c *controls, k Keys, fund int, entries []entry, f unit.FundBudget) FundAccount {
	a := FundAccount{Breakdown: c.breakdown(k, entries, accountCells)}
	a.InTotal = c.sum(k.statement+"_total", k.name+"总计", a.Total[AccountOpening], a.Total[AccountIncome])
	a.Change = Compare(a.InTotal, Publish(f.LastYearTotal.Decimal))
	a.Deviation = Deviate(Publish(f.InitialBudget.Decimal), a.InTotal)
	items, last := itemsOf(entries, a.Breakdown, AccountTotal)
	a.Items, a.LastYearSpending = items, c.lastSpending(fund, last)
	return a
}

func byFund(general, fund, capital Figure) ByFund {
	return ByFund{Sum(general, fund, capital), [...]Figure{general, fund, capital}}
}

// generalAccount is the opening balance, the income and the closing balance of
// the general budget, whose subjects have no balances of their own. Where
// statements were read back, its income is what those of the other budgets
// leave, so that the rounding of these is in it too.
func generalAccount(c *controls, spending Figure) (opening, income, total, closing Figure) {
	var all []Figure
	for _, s := range c.unit.Subjects {
		received := Publish(s.Income.Appropriation.Decimal)
		all = append(all, received)
		if s.Fund == unit.GeneralFund {
			income = Sum(income, received)
		}
	}
	opening = Publish(c.unit.CarryOver.OpeningGeneral.Decimal)
	income = c.take("general_income", "一般公共预算财政拨款收入", income, each(all...))
	total = c.sum("general_total", "一般公共预算财政拨款总计", opening, income)
	closing = c.sum("general_closing", "年末一般公共预算财政拨款结转和结余", total, spending.Negative())
	return opening, income, total, closing
}

func computeAppropriation(c *controls, b *Book) Appropriation {
	u, fund, capital := c.unit, b.Fund.Total, b.Capital.Total
	outlay := b.General.Total[OutlayTotal]
	opening, income, total, closing := generalAccount(c, outlay)
	a := Appropriation{
		Income:   byFund(income, fund[AccountIncome], capital[AccountIncome]),
		Opening:  byFund(opening, fund[AccountOpening], capital[AccountOpening]),
		Spending: byFund(outlay, fund[AccountTotal], capital[AccountTotal]),
		Closing:  byFund(closing, fund[AccountClosing], capital[AccountClosing]),
		Total:    byFund(total, b.Fund.InTotal, b.Capital.InTotal),
	}
	a.Income.Total = b.Income.Total[IncomeAppropriation]
	for _, t := range []struct {
		key, name string
		of        *ByFund
	}{
		{"opening", "年初财政拨款结转和结余", &a.Opening}, {"spending", "本年财政拨款支出", &a.Spending},
		{"closing", "年末财政拨款结转和结余", &a.Closing}, {"total", "财政拨款收入支出总计", &a.Total},
	} {
		t.of.Total = c.sum("appropriation_"+t.key, t.name, t.of.Parts[:]...)
	}
	for _, class := range subject.Classes() {
		amount := byFund(b.General.Cell(class.Code, OutlayTotal), b.Fund.Cell(class.Code, AccountTotal), b.Capital.Cell(class.Code, AccountTotal))
		amount.Total = c.sum("appropriation_"+class.Code, "财政拨款的"+class.Name, amount.Parts[:]...)
		a.Classes = append(a.Classes, AppropriationClass{class, amount})
	}
	budget := u.General.InitialBudget.Add(u.Fund.InitialBudget.Decimal).Add(u.Capital.InitialBudget.Decimal)
	a.Change = Compare(a.Total.Total, Publish(u.Appropriation.LastYearTotal.Decimal))
	a.Deviation = Deviate(Publish(budget), a.Total.Total)
	return a
}

func computeOverall(c *controls, b *Book) Overall {
	u, in, a := c.unit, b.Income.Total, b.Appropriation
	o := Overall{
		Sources: [...]Figure{
			a.Income.Parts[0], a.Income.Parts[1], a.Income.Parts[2],
			in[IncomeSuperior], in[IncomeOperating], in[IncomeBusiness],
			in[IncomeSubordinate], in[IncomeOther],
		},
		CurrentIncome:   in[IncomeTotal],
		SurplusUsed:     Publish(u.CarryOver.SurplusUsed.Decimal),
		CurrentSpending: b.Spending.Total[SpendingTotal],
		Distributed:     Publish(u.CarryOver.Distributed.Decimal),
	}
	for _, class := range subject.Classes() {
		o.Classes = append(o.Classes, Class{class, b.Spending.Cell(class.Code, SpendingTotal)})
	}
	o.Opening = c.sum("opening", "年初结转和结余", a.Opening.Total, Publish(u.CarryOver.OpeningOther.Decimal))
	o.Total = c.sum("total", "收入支出总计", o.CurrentIncome, o.SurplusUsed, o.Opening)
	o.Closing = c.sum("closing", "年末结转和结余", o.Total, o.CurrentSpending.Negative(), o.Distributed.Negative())
	o.Change = Compare(o.Total, Publish(u.Overall.LastYearTotal.Decimal))
	return o
}

// computeOperating takes 机关运行经费 for 公用经费合计 unless the file gives it:
// only a department that holds 事业单位 has another figure.
func computeOperating(u *unit.Unit, b *Book) Change {
	current := b.Basic.Public
	if u.Operating.Outturn.Given {
		current = Publish(u.Operating.Outturn.Decimal)
	}
	return Compare(current, Publish(u.Operating.LastYear.Decimal))
}

func computeProcurement(p unit.Procurement) Procurement {
	goods, works, services := Publish(p.Goods.Decimal), Publish(p.Works.Decimal), Publish(p.Services.Decimal)
	return Procurement{
		Goods: goods, Works: works, Services: services, Total: Sum(goods, works, services),
		SmallMedium: Publish(p.SmallMedium.Decimal), SmallMicro: Publish(p.SmallMicro.Decimal),
	}
}
