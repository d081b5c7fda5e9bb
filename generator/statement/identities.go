package statement

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
)

// Identity says that some figures of the statements add up to another
// (勾稽关系). Rule is the id in the catalogue of checks.
type Identity struct {
	Rule  string
	Title string // what it says, the same for all rows or columns that it is said of
	Total Term
	Parts []Term

	// rounded is how many amounts the two sides are made of, where the file
	// may have rounded each of them.
	rounded int
}

// Statement is where the total stands.
func (i Identity) Statement() Kind { return i.Total.At.Statement }

// Within reports whether a reader sees all of the identity in one statement,
// so that its footnote has to explain a difference in the last digit.
func (i Identity) Within() bool { return strings.HasPrefix(i.Rule, "T") }

// Holds reports whether the exact amounts agree.
func (i Identity) Holds() bool {
	gap := i.Total.Yuan
	for _, p := range i.Parts {
		gap = gap.Sub(p.Yuan)
	}
	return gap.IsZero()
}

// HoldsAsPrinted reports whether the printed figures add up to the last digit.
// They need not: a printed total is the rounded exact total (尾数误差).
func (i Identity) HoldsAsPrinted() bool { return i.printedGap().IsZero() }

// HoldsWithinRounding reports whether the printed figures differ by no more
// than the rounding of n parts and a total can explain: 0.005·(n+1).
func (i Identity) HoldsWithinRounding() bool {
	return i.printedGap().Abs().LessThanOrEqual(roundingOf(len(i.Parts)))
}

// Tolerance is the most, in whole cents, by which the printed figures can
// differ while the exact ones agree. Parts of zero are not rounded, unless the
// file gives the figures as they were published, and a single part is rounded
// as its total is.
func (i Identity) Tolerance() decimal.Decimal {
	given := i.Total.Rounded || slices.ContainsFunc(i.Parts, func(t Term) bool { return t.Rounded })
	n := 0
	for _, p := range i.Parts {
		if !p.IsZero() || given {
			n++
		}
	}
	if !i.Holds() {
		n = max(n, i.rounded)
	}
	if n <= 1 {
		return decimal.Zero
	}
	return roundingOf(n).Truncate(2)
}

// roundingOf is what the rounding of n parts and a total can make: 0.005·(n+1).
func roundingOf(n int) decimal.Decimal {
	return decimal.New(5, -3).Mul(decimal.NewFromInt(int64(n + 1)))
}

func (i Identity) printedGap() decimal.Decimal { return i.Total.Wan.Sub(i.Sum()) }

// Sum is what the printed parts add up to, 万元.
func (i Identity) Sum() decimal.Decimal {
	sum := decimal.Zero
	for _, p := range i.Parts {
		sum = sum.Add(p.Wan)
	}
	return sum
}

// Contradicted are the identities that the printed figures break by more than
// rounding explains. There are none unless the file states figures that cannot
// all be right.
func Contradicted(b *figures.Book) []Identity {
	return slices.DeleteFunc(Identities(b), func(i Identity) bool {
		return i.printedGap().Abs().LessThanOrEqual(i.Tolerance())
	})
}

// Identities are the identities within and between the nine statements.
func Identities(b *figures.Book) []Identity {
	var all []Identity
	add := func(rule, title string, total Term, parts ...Term) {
		all = append(all, Identity{Rule: rule, Title: title, Total: total, Parts: parts})
	}
	overallIdentities(b, add)
	for _, s := range subjectSums(b)[:2] {
		breakdownIdentities(s, add)
	}
	appropriationIdentities(b, add)
	for _, s := range subjectSums(b)[2:] {
		breakdownIdentities(s, add)
	}
	accountIdentities("T07-1", Fund, b.Fund, add)
	accountIdentities("T08-1", Capital, b.Capital, add)
	basicIdentities(b, add)
	threePublicIdentities(b, add)
	crossIdentities(b, add)
	all[len(all)-1].rounded = basicAmounts(b) // X-10, the last one
	return all
}

type adder func(rule, title string, total Term, parts ...Term)

func overallIdentities(b *figures.Book, add adder) {
	o := b.Overall
	at := func(row string, f figures.Figure) Term { return term(Overall, row, 0, f) }
	var classes []Term
	for _, c := range o.Classes {
		classes = append(classes, at(c.Subject.Code, c.Amount))
	}
	income, spending := at(rowIncome, o.CurrentIncome), at(rowSpending, o.CurrentSpending)
	surplus, distributed := at(rowSurplus, o.SurplusUsed), at(rowDistributed, o.Distributed)
	opening, closing := at(rowOpening, o.Opening), at(rowClosing, o.Closing)
	left, right := at(rowIncomeSide, o.Total), at(rowOutlaySide, o.Total)
	add("T01-1", "本年收入合计等于八项收入之和", income, terms(Overall, rowSource, 0, o.Sources[:])...)
	add("T01-2", "本年支出合计等于各类支出之和", spending, classes...)
	add("T01-3", "收入总计等于本年收入合计、使用非财政拨款结余、年初结转和结余之和", left, income, surplus, opening)
	add("T01-4", "支出总计等于本年支出合计、结余分配、年末结转和结余之和", right, spending, distributed, closing)
	add("T01-5", "收入总计等于支出总计", left, right)
	add("T01-6", "年末结转和结余等于年初结转和结余加本年收入、使用结余，减本年支出、结余分配", closing,
		opening, income, surplus, spending.less(), distributed.less())
}

func appropriationIdentities(b *figures.Book, add adder) {
	a := b.Appropriation
	sums := func(rule, title, row string, f figures.ByFund) {
		parts := inRow(Appropriation, row, columnsOf(f))
		add(rule, title, parts[0], parts[1:]...)
	}
	var columns [1 + len(fundLabels)][]Term
	for _, c := range a.Classes {
		sums("T04-1", "各类支出的合计等于三项财政拨款之和", c.Subject.Code, c.Amount)
		for i, t := range inRow(Appropriation, c.Subject.Code, columnsOf(c.Amount)) {
			columns[i] = append(columns[i], t)
		}
	}
	for i, f := range columnsOf(a.Spending) {
		add("T04-2", "本年支出合计等于各类支出之和（各栏）", term(Appropriation, rowSpending, i, f), columns[i]...)
	}
	income, opening := appropriationTerms(rowIncome, a.Income), appropriationTerms(rowOpening, a.Opening)
	add("T04-3", "本年收入合计等于三项财政拨款之和", income[0], income[1:]...)
	add("T04-4", "年初财政拨款结转和结余等于三项财政拨款之和", opening[0], opening[1:]...)
	sums("T04-4", "年末财政拨款结转和结余的合计等于三项财政拨款之和", rowClosing, a.Closing)
	left := term(Appropriation, rowIncomeSide, 0, a.Total.Total)
	right := inRow(Appropriation, rowOutlaySide, columnsOf(a.Total))
	spending, closing := inRow(Appropriation, rowSpending, columnsOf(a.Spending)), inRow(Appropriation, rowClosing, columnsOf(a.Closing))
	add("T04-5", "收入总计等于本年收入合计、年初结转和结余之和", left, income[0], opening[0])
	add("T04-5", "支出总计等于本年支出合计、年末结转和结余之和", right[0], spending[0], closing[0])
	add("T04-5", "收入总计等于支出总计", left, right[0])
	for i := 1; i < len(right); i++ {
		add("T04-6", "三项财政拨款的支出总计各等于本年支出、年末结转和结余之和", right[i], spending[i], closing[i])
	}
	for i := 1; i < len(right); i++ {
		add("T04-6", "三项财政拨款的支出总计各等于本年收入、年初结转和结余之和", right[i], income[i], opening[i])
	}
}

// appropriationTerms are the total and the parts of a row at the left of
// 财政拨款收入支出决算总表, where the parts have rows of their own.
func appropriationTerms(row string, f figures.ByFund) []Term {
	return append([]Term{term(Appropriation, row, 0, f.Total)}, terms(Appropriation, row, 0, f.Parts[:])...)
}

// subjectSum says how a statement broken down by subject adds up: which column
// holds the sum of which others, and under which rules.
type subjectSum struct {
	kind                  Kind
	of                    figures.Breakdown
	total                 int
	parts                 []int
	across, levels, whole string // rules
	acrossTitle           string
}

func subjectSums(b *figures.Book) []subjectSum {
	const outlay = "各行小计等于基本支出与项目支出之和"
	account := []int{figures.AccountBasic, figures.AccountProject}
	return []subjectSum{
		{Income, b.Income, figures.IncomeTotal, []int{1, 2, 3, 4, 5, 6}, "T02-1", "T02-2", "T02-3", "各行本年收入合计等于各项收入之和"},
		{Spending, b.Spending, figures.SpendingTotal, []int{1, 2, 3, 4, 5}, "T03-1", "T03-2", "T03-3", "各行本年支出合计等于各项支出之和"},
		{General, b.General.Breakdown, figures.OutlayTotal, []int{figures.OutlayBasic, figures.OutlayProject}, "T05-1", "T05-2", "T05-2", outlay},
		{Fund, b.Fund.Breakdown, figures.AccountTotal, account, "T07-2", "T07-3", "T07-3", outlay},
		{Capital, b.Capital.Breakdown, figures.AccountTotal, account, "T08-2", "T08-3", "T08-3", outlay},
	}
}

func breakdownIdentities(s subjectSum, add adder) {
	across := func(row string, cells []figures.Figure) {
		var of []Term
		for _, p := range s.parts {
			of = append(of, term(s.kind, row, p, cells[p]))
		}
		add(s.across, s.acrossTitle, term(s.kind, row, s.total, cells[s.total]), of...)
	}
	column := func(rule, title, row, code string, cells []figures.Figure) {
		for c := range cells {
			var of []Term
			for _, l := range s.of.Below(code) {
				of = append(of, term(s.kind, l.Code, c, l.Cells[c]))
			}
			add(rule, title, term(s.kind, row, c, cells[c]), of...)
		}
	}
	across(rowTotal, s.of.Total)
	for _, l := range s.of.Lines {
		across(l.Code, l.Cells)
	}
	column(s.whole, "合计等于各类之和（各栏）", rowTotal, "", s.of.Total)
	for _, l := range s.of.Lines {
		if l.Level() < 3 {
			column(s.levels, "类、款等于其下级科目之和（各栏）", l.Code, l.Code, l.Cells)
		}
	}
}

func accountIdentities(rule string, k Kind, a figures.FundAccount, add adder) {
	roll := func(row string, c []figures.Figure) {
		t := inRow(k, row, c)
		add(rule, "各行年末结转和结余等于年初结转和结余加本年收入，减本年支出", t[figures.AccountClosing],
			t[figures.AccountOpening], t[figures.AccountIncome], t[figures.AccountTotal].less())
	}
	roll(rowTotal, a.Total)
	for _, l := range a.Lines {
		roll(l.Code, l.Cells)
	}
}

func basicIdentities(b *figures.Book, add adder) {
	at := func(row string, f figures.Figure) Term { return term(Basic, row, 0, f) }
	var personnel, public []Term
	for _, c := range b.Basic.Classes {
		class := at(c.Subject.Code, c.Amount)
		var items []Term
		for _, i := range c.Items {
			items = append(items, at(i.Subject.Code, i.Amount))
		}
		add("T06-1", c.Subject.Name+"等于各款之和", class, items...)
		if c.Subject.Kind == subject.KindPersonnel {
			personnel = append(personnel, class)
		} else {
			public = append(public, class)
		}
	}
	add("T06-2", "人员经费合计等于人员经费各类之和", at(rowPersonnel, b.Basic.Personnel), personnel...)
	add("T06-3", "公用经费合计等于公用经费各类之和", at(rowPublic, b.Basic.Public), public...)
}

func threePublicIdentities(b *figures.Book, add adder) {
	items := b.ThreePublic.Items()
	for half, x := range []struct {
		name string
		of   func(figures.PublicItem) figures.Figure
	}{{"预算数", figures.PublicItem.Budget}, {"决算数", figures.PublicItem.Outturn}} {
		at := func(i int) Term {
			return term(ThreePublic, rowThreePublic, half*len(items)+i, x.of(items[i]))
		}
		add("T09-1", x.name+"的合计等于因公出国（境）费、公务用车费小计、公务接待费之和", at(0), at(1), at(2), at(5))
		add("T09-2", x.name+"的公务用车费小计等于购置费、运行维护费之和", at(2), at(3), at(4))
	}
}

func crossIdentities(b *figures.Book, add adder) {
	o, a := b.Overall, b.Appropriation
	in := inRow(Income, rowTotal, b.Income.Total)
	sources := terms(Overall, rowSource, 0, o.Sources[:])
	add("X-01", "本年收入合计，总表与收入决算表相等", term(Overall, rowIncome, 0, o.CurrentIncome), in[figures.IncomeTotal])
	add("X-02", "财政拨款收入，收入决算表等于总表三项之和", in[figures.IncomeAppropriation], sources[:len(fundLabels)]...)
	for i, s := range sources[len(fundLabels):] {
		add("X-02", "其他各项收入，总表与收入决算表各相等", s, in[figures.IncomeSuperior+i])
	}
	add("X-03", "本年支出合计，总表与支出决算表相等", term(Overall, rowSpending, 0, o.CurrentSpending),
		term(Spending, rowTotal, figures.SpendingTotal, b.Spending.Total[figures.SpendingTotal]))
	for _, c := range o.Classes {
		add("X-04", "各类支出，总表与支出决算表各相等", term(Overall, c.Subject.Code, 0, c.Amount),
			term(Spending, c.Subject.Code, figures.SpendingTotal, b.Spending.Cell(c.Subject.Code, figures.SpendingTotal)))
	}
	income := appropriationTerms(rowIncome, a.Income)
	for i, f := range income[1:] {
		add("X-05", "三项财政拨款收入，总表与财政拨款总表各相等", sources[i], f)
	}
	add("X-06", "财政拨款收入，财政拨款总表与收入决算表相等", income[0], in[figures.IncomeAppropriation])
	spentBy("X-07", "一般公共预算财政拨款支出，财政拨款总表与其支出决算表相等（合计与各类）", 0, a, General, b.General.Breakdown, figures.OutlayTotal, add)
	accountCrossIdentities("X-08", 1, a, Fund, b.Fund, add)
	accountCrossIdentities("X-09", 2, a, Capital, b.Capital, add)
	add("X-10", "基本支出等于人员经费与公用经费之和",
		term(General, rowTotal, figures.OutlayBasic, b.General.Total[figures.OutlayBasic]),
		term(Basic, rowPersonnel, 0, b.Basic.Personnel), term(Basic, rowPublic, 0, b.Basic.Public))
}

// basicAmounts is how many amounts of the file the two sides of X-10 are made
// of.
func basicAmounts(b *figures.Book) int {
	n := 0
	for _, c := range b.Basic.Classes {
		for _, i := range c.Items {
			if !i.Amount.IsZero() {
				n++
			}
		}
	}
	for _, l := range b.General.Lines {
		if l.Level() == 3 && !l.Cells[figures.OutlayBasic].IsZero() {
			n++
		}
	}
	return n
}

// spentBy compares the spending of one budget in 财政拨款收入支出决算总表 with
// a column of the statement of that budget.
func spentBy(rule, title string, fund int, a figures.Appropriation, k Kind, of figures.Breakdown, column int, add adder) {
	add(rule, title, term(Appropriation, rowSpending, 1+fund, a.Spending.Parts[fund]), term(k, rowTotal, column, of.Total[column]))
	for _, c := range a.Classes {
		add(rule, title, term(Appropriation, c.Subject.Code, 1+fund, c.Amount.Parts[fund]),
			term(k, c.Subject.Code, column, of.Cell(c.Subject.Code, column)))
	}
}

// accountCrossIdentities compare one part of 财政拨款收入支出决算总表 with the
// statement of its own budget.
func accountCrossIdentities(rule string, fund int, a figures.Appropriation, k Kind, account figures.FundAccount, add adder) {
	name := fundNames[fund]
	total := inRow(k, rowTotal, account.Total)
	title := name + "的年初结转和结余、本年收入、年末结转和结余，财政拨款总表与其决算表各相等"
	add(rule, title, term(Appropriation, part(rowOpening, fund), 0, a.Opening.Parts[fund]), total[figures.AccountOpening])
	add(rule, title, term(Appropriation, part(rowIncome, fund), 0, a.Income.Parts[fund]), total[figures.AccountIncome])
	add(rule, title, term(Appropriation, rowClosing, 1+fund, a.Closing.Parts[fund]), total[figures.AccountClosing])
	spentBy(rule, name+"支出，财政拨款总表与其决算表相等（合计与各类）", fund, a, k, account.Breakdown, figures.AccountTotal, add)
}
