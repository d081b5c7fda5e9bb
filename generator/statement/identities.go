package statement

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
)

// Identity says that some figures of the statements add up to another
// (勾稽关系). Rule is the id in the catalogue of checks.
type Identity struct {
	Rule      string
	Statement Kind // where the total stands
	Title     string
	Total     figures.Figure
	Parts     []figures.Figure
}

// Within reports whether a reader sees all of the identity in one statement,
// so that its footnote has to explain a difference in the last digit.
func (i Identity) Within() bool { return strings.HasPrefix(i.Rule, "T") }

// Holds reports whether the exact amounts agree.
func (i Identity) Holds() bool { return figures.Sum(i.Parts...).Yuan.Equal(i.Total.Yuan) }

// HoldsAsPrinted reports whether the printed figures add up to the last digit.
// They need not: a printed total is the rounded exact total (尾数误差).
func (i Identity) HoldsAsPrinted() bool { return i.printedGap().IsZero() }

// HoldsWithinRounding reports whether the printed figures differ by no more
// than the rounding of n parts and a total can explain: 0.005·(n+1).
func (i Identity) HoldsWithinRounding() bool {
	limit := decimal.New(5, -3).Mul(decimal.NewFromInt(int64(len(i.Parts) + 1)))
	return i.printedGap().Abs().LessThanOrEqual(limit)
}

func (i Identity) printedGap() decimal.Decimal {
	gap := i.Total.Wan
	for _, p := range i.Parts {
		gap = gap.Sub(p.Wan)
	}
	return gap
}

// Identities are the identities within and between the nine statements.
func Identities(b *figures.Book) []Identity {
	var all []Identity
	add := func(rule string, k Kind, title string, total figures.Figure, parts ...figures.Figure) {
		all = append(all, Identity{rule, k, title, total, parts})
	}
	overallIdentities(b, add)
	appropriationIdentities(b, add)
	breakdownIdentities(b.Income, incomeSum, "T02", Income, add)
	breakdownIdentities(b.Spending, spendingSum, "T03", Spending, add)
	breakdownIdentities(b.General.Breakdown, outlaySum, "T05", General, add)
	breakdownIdentities(b.Fund.Breakdown, accountSum, "T07", Fund, add)
	breakdownIdentities(b.Capital.Breakdown, accountSum, "T08", Capital, add)
	accountIdentities(b.Fund, "T07", Fund, add)
	accountIdentities(b.Capital, "T08", Capital, add)
	basicIdentities(b, add)
	threePublicIdentities(b, add)
	crossIdentities(b, add)
	return all
}

type adder func(rule string, k Kind, title string, total figures.Figure, parts ...figures.Figure)

func overallIdentities(b *figures.Book, add adder) {
	o := b.Overall
	var classes []figures.Figure
	for _, c := range o.Classes {
		classes = append(classes, c.Amount)
	}
	add("T01-1", Overall, "本年收入合计等于八项之和", o.CurrentIncome, o.Sources[:]...)
	add("T01-2", Overall, "本年支出合计等于各类之和", o.CurrentSpending, classes...)
	add("T01-3", Overall, "收入总计构成", o.Total, o.CurrentIncome, o.SurplusUsed, o.Opening)
	add("T01-4", Overall, "支出总计构成", o.Total, o.CurrentSpending, o.Distributed, o.Closing)
}

func appropriationIdentities(b *figures.Book, add adder) {
	a := b.Appropriation
	var columns [1 + len(fundLabels)][]figures.Figure
	for _, c := range a.Classes {
		add("T04-1", Appropriation, c.Subject.Name+"按资金合计", c.Amount.Total, c.Amount.Parts[:]...)
		for i, f := range columnsOf(c.Amount) {
			columns[i] = append(columns[i], f)
		}
	}
	for i, f := range columnsOf(a.Spending) {
		add("T04-2", Appropriation, "本年支出合计等于各类之和", f, columns[i]...)
	}
	add("T04-3", Appropriation, "本年收入合计", a.Income.Total, a.Income.Parts[:]...)
	add("T04-4", Appropriation, "年初财政拨款结转和结余", a.Opening.Total, a.Opening.Parts[:]...)
	add("T04-4", Appropriation, "年末财政拨款结转和结余", a.Closing.Total, a.Closing.Parts[:]...)
	add("T04-5", Appropriation, "收入总计", a.Total.Total, a.Income.Total, a.Opening.Total)
	add("T04-5", Appropriation, "支出总计", a.Total.Total, a.Spending.Total, a.Closing.Total)
	for i, name := range fundLabels {
		add("T04-6", Appropriation, name+"结转滚动", a.Total.Parts[i], a.Spending.Parts[i], a.Closing.Parts[i])
		add("T04-6", Appropriation, name+"结转滚动", a.Total.Parts[i], a.Income.Parts[i], a.Opening.Parts[i])
	}
}

// columnSum says which column of a statement holds the sum of which others.
type columnSum struct {
	total int
	parts []int
}

var (
	incomeSum   = columnSum{figures.IncomeTotal, []int{1, 2, 3, 4, 5, 6}}
	spendingSum = columnSum{figures.SpendingTotal, []int{1, 2, 3, 4, 5}}
	outlaySum   = columnSum{figures.OutlayTotal, []int{figures.OutlayBasic, figures.OutlayProject}}
	accountSum  = columnSum{figures.AccountTotal, []int{figures.AccountBasic, figures.AccountProject}}
)

func breakdownIdentities(b figures.Breakdown, sum columnSum, table string, k Kind, add adder) {
	across := func(rule, name string, cells []figures.Figure) {
		var of []figures.Figure
		for _, p := range sum.parts {
			of = append(of, cells[p])
		}
		add(rule, k, name+"横向合计", cells[sum.total], of...)
	}
	across(table+"-1", "合计", b.Total)
	column := func(rule, name, code string, cells []figures.Figure) {
		for c := range cells {
			var of []figures.Figure
			for _, l := range b.Below(code) {
				of = append(of, l.Cells[c])
			}
			add(rule, k, fmt.Sprintf("%s第 %d 栏", name, c+1), cells[c], of...)
		}
	}
	column(table+"-3", "合计", "", b.Total)
	for _, l := range b.Lines {
		across(table+"-1", l.Code, l.Cells)
		if l.Level() < 3 {
			column(table+"-2", l.Code, l.Code, l.Cells)
		}
	}
}

func accountIdentities(a figures.FundAccount, table string, k Kind, add adder) {
	roll := func(name string, c []figures.Figure) {
		add(table+"-1", k, name+"结转滚动", c[figures.AccountClosing],
			c[figures.AccountOpening], c[figures.AccountIncome], c[figures.AccountTotal].Negative())
	}
	roll("合计", a.Total)
	for _, l := range a.Lines {
		roll(l.Code, l.Cells)
	}
}

func basicIdentities(b *figures.Book, add adder) {
	var personnel, public []figures.Figure
	for _, c := range b.Basic.Classes {
		var items []figures.Figure
		for _, i := range c.Items {
			items = append(items, i.Amount)
		}
		add("T06-1", Basic, c.Subject.Name, c.Amount, items...)
		if c.Subject.Kind == subject.KindPersonnel {
			personnel = append(personnel, c.Amount)
		} else {
			public = append(public, c.Amount)
		}
	}
	add("T06-2", Basic, "人员经费合计", b.Basic.Personnel, personnel...)
	add("T06-3", Basic, "公用经费合计", b.Basic.Public, public...)
}

func threePublicIdentities(b *figures.Book, add adder) {
	t := b.ThreePublic
	for _, half := range []struct {
		name string
		of   func(figures.PublicItem) figures.Figure
	}{{"预算数", figures.PublicItem.Budget}, {"决算数", figures.PublicItem.Outturn}} {
		add("T09-1", ThreePublic, half.name+"合计", half.of(t.Total),
			half.of(t.Abroad), half.of(t.Vehicles), half.of(t.Reception))
		add("T09-2", ThreePublic, half.name+"公务用车小计", half.of(t.Vehicles),
			half.of(t.Purchase), half.of(t.Operation))
	}
}

func crossIdentities(b *figures.Book, add adder) {
	o, a, in := b.Overall, b.Appropriation, b.Income.Total
	add("X-01", Overall, "收入总额", o.CurrentIncome, in[figures.IncomeTotal])
	add("X-02", Overall, "财政拨款收入", in[figures.IncomeAppropriation], o.Sources[:len(fundLabels)]...)
	for i, s := range o.Sources[len(fundLabels):] {
		add("X-02", Overall, sourceLabels[len(fundLabels)+i], s, in[figures.IncomeSuperior+i])
	}
	add("X-03", Overall, "支出总额", o.CurrentSpending, b.Spending.Total[figures.SpendingTotal])
	for _, c := range o.Classes {
		add("X-04", Overall, c.Subject.Name, c.Amount, b.Spending.Cell(c.Subject.Code, figures.SpendingTotal))
	}
	for i, f := range a.Income.Parts {
		add("X-05", Overall, sourceLabels[i], o.Sources[i], f)
	}
	add("X-06", Appropriation, "财政拨款收入合计", a.Income.Total, in[figures.IncomeAppropriation])
	add("X-07", Appropriation, "一般公共预算支出", a.Spending.Parts[0], b.General.Total[figures.OutlayTotal])
	for _, c := range a.Classes {
		add("X-07", Appropriation, c.Subject.Name, c.Amount.Parts[0], b.General.Cell(c.Subject.Code, figures.OutlayTotal))
	}
	accountCrossIdentities("X-08", 1, a, b.Fund, add)
	accountCrossIdentities("X-09", 2, a, b.Capital, add)
	add("X-10", General, "基本支出等于人员经费与公用经费之和",
		b.General.Total[figures.OutlayBasic], b.Basic.Personnel, b.Basic.Public)
}

// accountCrossIdentities compare one part of 财政拨款收入支出决算总表 with the
// statement of its own budget.
func accountCrossIdentities(rule string, part int, a figures.Appropriation, account figures.FundAccount, add adder) {
	name := fundLabels[part]
	add(rule, Appropriation, name+"年初", a.Opening.Parts[part], account.Total[figures.AccountOpening])
	add(rule, Appropriation, name+"收入", a.Income.Parts[part], account.Total[figures.AccountIncome])
	add(rule, Appropriation, name+"支出", a.Spending.Parts[part], account.Total[figures.AccountTotal])
	add(rule, Appropriation, name+"年末", a.Closing.Parts[part], account.Total[figures.AccountClosing])
	for _, c := range a.Classes {
		add(rule, Appropriation, name+c.Subject.Name, c.Amount.Parts[part], account.Cell(c.Subject.Code, figures.AccountTotal))
	}
}
