package intake

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/subject"
)

// between checks one statement against another, as far as both are there.
func (v *verifier) between() {
	t := v.tables
	if t.overall != nil && t.income != nil {
		v.sources()
	}
	if t.overall != nil && t.spending != nil {
		v.equal("X-03", "本年支出合计", t.overall.cell(rowSpending, 0), "支出决算表合计", t.spending.sum(figures.SpendingTotal))
		v.classes("X-04", t.overall, 0, t.spending, figures.SpendingTotal)
	}
	if t.overall != nil && t.appropriation != nil {
		for i, fund := range funds {
			v.equal("X-05", fundNames[i]+"收入", t.overall.of(fund), statementName(statement.Appropriation), t.appropriation.of(fund))
		}
		v.balances()
	}
	if t.income != nil && t.appropriation != nil {
		v.equal("X-06", "财政拨款收入合计", t.income.sum(figures.IncomeAppropriation), statementName(statement.Appropriation), t.appropriation.of(rowIncome))
	}
	if t.appropriation != nil {
		v.budgets()
	}
	if t.general != nil && t.basic != nil {
		v.sum("X-10", "一般公共预算基本支出合计", "人员经费与公用经费之和", t.general.sum(figures.OutlayBasic), t.basic.personnel, t.basic.public)
	}
	if t.spending != nil {
		v.withinSpending()
	}
}

// sum is a cell of the row 合计, not known where there is no such row.
func (b *breakdown) sum(column int) value {
	if b == nil || b.total == nil {
		return value{}
	}
	return b.total[column]
}

func (v *verifier) sources() {
	t := v.tables
	of := func(i int) value { return t.overall.of(strconv.Itoa(i)) }
	v.equal("X-01", "本年收入合计", t.overall.of(rowIncome), "收入决算表合计", t.income.sum(figures.IncomeTotal))
	v.sum("X-02", "收入决算表财政拨款收入合计", "收入支出决算总表三种财政拨款之和",
		t.income.sum(figures.IncomeAppropriation), of(1), of(2), of(3))
	for i := 4; i <= len(sourceLabels); i++ {
		column := figures.IncomeSuperior + i - 4
		v.equal("X-02", breakdownColumns[statement.Income][column].name, of(i), "收入决算表合计", t.income.sum(column))
	}
}

// classes compares the classes of a two-sided statement with those of a
// breakdown. A class that is not in a breakdown has no amount there.
func (v *verifier) classes(rule string, t *twoSided, column int, b *breakdown, of int) {
	for _, c := range subject.Classes() {
		l, _ := b.find(c.Code)
		other := l.cells[of]
		other.known = true
		v.equal(rule, c.Name, t.cell(c.Code, column), statementName(b.kind), other)
		if _, ok := t.right[c.Code]; !ok && !other.isZero() {
			v.report(other.at, rule, "请核对两张表", "%s有%s，%s里没有这一类", c.Name, v.amount(other.amount), statementName(t.kind))
		}
	}
}

// balances finds appropriated balances above those of all money.
func (v *verifier) balances() {
	all, of := v.tables.overall, v.tables.appropriation
	for _, b := range []struct {
		name        string
		whole, part value
	}{
		{"年初结转和结余", all.of(rowOpening), of.of(rowOpening)},
		{"年末结转和结余", all.cell(rowClosing, 0), of.cell(rowClosing, 0)},
	} {
		if b.whole.amount.LessThan(b.part.amount) {
			v.report(b.whole.at, "X-13", "请核对两张总表的结转和结余", "%s %s，小于其中的财政拨款 %s（%s）",
				b.name, v.amount(b.whole.amount), v.amount(b.part.amount), b.part.at)
		}
	}
}

// budgets compares each budget's part of 财政拨款收入支出决算总表 with the
// statement of its own.
func (v *verifier) budgets() {
	t := v.tables
	a := t.appropriation
	if t.general != nil {
		v.equal("X-07", "一般公共预算财政拨款支出", a.cell(rowSpending, 1), statementName(statement.General), t.general.sum(figures.OutlayTotal))
		v.classes("X-07", a, 1, t.general, figures.OutlayTotal)
	}
	for i, b := range []*breakdown{t.fund, t.capital} {
		if b == nil {
			continue
		}
		rule, fund, column := [...]string{"X-08", "X-09"}[i], funds[i+1], i+2
		name, other := fundNames[i+1], statementName(b.kind)
		v.equal(rule, name+"年初结转和结余", a.of(rowOpenings+fund), other, b.sum(figures.AccountOpening))
		v.equal(rule, name+"收入", a.of(fund), other, b.sum(figures.AccountIncome))
		v.equal(rule, name+"支出", a.cell(rowSpending, column), other, b.sum(figures.AccountTotal))
		v.equal(rule, name+"年末结转和结余", a.cell(rowClosing, column), other, b.sum(figures.AccountClosing))
		v.classes(rule, a, column, b, figures.AccountTotal)
	}
}

// withinSpending finds subjects that spend more appropriations than money.
func (v *verifier) withinSpending() {
	outlays, order := map[string]*outlay{}, []string{}
	for _, of := range []struct {
		b              *breakdown
		basic, project int
	}{
		{v.tables.general, figures.OutlayBasic, figures.OutlayProject},
		{v.tables.fund, figures.AccountBasic, figures.AccountProject},
		{v.tables.capital, figures.AccountBasic, figures.AccountProject},
	} {
		for _, l := range of.b.items() {
			if outlays[l.code] == nil {
				outlays[l.code] = &outlay{at: l.at}
				order = append(order, l.code)
			}
			outlays[l.code].add(l.cells[of.basic], l.cells[of.project])
		}
	}
	for _, code := range order {
		l, _ := v.tables.spending.find(code)
		o := outlays[code]
		v.notAbove(code+" 的财政拨款基本支出", o.basic, l.cells[figures.SpendingBasic], o)
		v.notAbove(code+" 的财政拨款项目支出", o.project, l.cells[figures.SpendingProject], o)
	}
}

// outlay is what a subject spends from the three budgets.
type outlay struct {
	at             place
	basic, project decimal.Decimal
	parts          int
}

func (o *outlay) add(basic, project value) {
	o.basic, o.project, o.parts = o.basic.Add(basic.amount), o.project.Add(project.amount), o.parts+1
}

func (v *verifier) notAbove(name string, part decimal.Decimal, whole value, o *outlay) {
	tolerance := decimal.Zero
	if o.parts > 1 {
		tolerance = v.tolerance(o.parts)
	}
	if part.Sub(whole.amount).GreaterThan(tolerance) {
		v.report(o.at, "X-11", "请核对支出决算表和各财政拨款支出表", "科目 %s %s，大于支出决算表里的 %s",
			name, v.amount(part), v.amount(whole.amount))
	}
}
