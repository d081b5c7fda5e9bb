package intake

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Facts are what the nine statements say, as the unit file enters it. Amounts
// are in the statements' own unit.
type Facts struct {
	Name       string // 单位全称; empty where no statement has it
	Year       int    // 决算年度; 0 where neither a title nor a file name has it
	AmountUnit unit.AmountUnit
	CarryOver  unit.CarryOver
	Subjects   []unit.Subject // by fund and code
	Basic      []Item         // 经济分类款级, those with an amount
	Public     *unit.ThreePublic
	Control    []Item // 控制数: the main ones, and those that the parts do not give

	Doubts []string // statements whose amounts are in another unit than the rest, as a sentence each

	UnknownNames map[string]bool // codes of 项 and 款 for which neither the catalogue nor a statement has a name

	printed map[string]Item // every total of the statements, by the key of its 控制数
	rows    []string        // 控制数 of the rows that have nothing but 0.00
	opening decimal.Decimal // 年初结转和结余 of all money, from which the part that is not appropriated was derived
}

// Item is an amount under a key: an economic code or a control figure's.
type Item struct {
	Key, Name string
	Amount    decimal.Decimal
	at        place // of a total of the statements
}

// deriver turns statements into facts.
type deriver struct {
	*collector
	tables *tables
	facts  *Facts
}

func amountOf(v value) unit.Amount { return given(v.amount) }

func given(d decimal.Decimal) unit.Amount { return unit.Amount{Decimal: d, Given: true} }

func (d *deriver) derive() {
	d.carryOver()
	d.subjects()
	d.basic()
	d.public()
	d.controls()
}

func (d *deriver) carryOver() {
	all, of := d.tables.overall, d.tables.appropriation
	c := &d.facts.CarryOver
	if of != nil {
		c.OpeningGeneral = amountOf(of.of(rowOpenings + funds[0]))
		if _, ok := of.left[rowOpenings+funds[0]]; !ok && !of.of(rowOpening).isZero() {
			d.report(of.of(rowOpening).at, RuleHeader, "补上年初结转的三行：一般公共预算、政府性基金预算、国有资本经营预算",
				"年初财政拨款结转和结余没有按三种预算列出")
		}
	}
	if all != nil {
		c.SurplusUsed = amountOf(all.of(rowSurplus))
		c.Distributed = amountOf(all.cell(rowDistributed, 0))
	}
	if all != nil && of != nil {
		d.facts.opening = all.of(rowOpening).amount
		c.OpeningOther = given(d.facts.opening.Sub(of.of(rowOpening).amount))
	}
}

// subjects makes a row for each 项 and fund.
func (d *deriver) subjects() {
	t := d.tables
	codes := map[string]bool{}
	for _, b := range []*breakdown{t.income, t.spending, t.general, t.fund, t.capital} {
		for _, l := range b.items() {
			codes[l.code] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		for _, s := range d.rowsOf(code) {
			d.facts.Subjects = append(d.facts.Subjects, s)
			if isEmpty(s) && s.Opening.IsZero() {
				_, at := d.whole(code)
				d.note(at, "T02-5", "科目 %s 的金额都是 0.00；没有金额的，删去这个科目和它的控制数", code)
			}
		}
	}
	slices.SortStableFunc(d.facts.Subjects, func(a, b unit.Subject) int {
		return cmp.Compare(slices.Index(unit.Funds[:], a.Fund), slices.Index(unit.Funds[:], b.Fund))
	})
	d.names()
}

// rowsOf are the rows of one code. What a fund's own statement says is the
// fund's; where all the rest is nothing there is no other row. A code of one
// fund takes the money that is not appropriated along.
func (d *deriver) rowsOf(code string) []unit.Subject {
	rest, at := d.whole(code)
	var special []unit.Subject
	for i, b := range []*breakdown{d.tables.fund, d.tables.capital} {
		if l, ok := b.find(code); ok {
			special = append(special, d.account(unit.Funds[i+1], l))
		}
	}
	general, isGeneral := d.tables.general.find(code)
	if isGeneral {
		rest.Appropriation.Basic = amountOf(general.cells[figures.OutlayBasic])
		rest.Appropriation.Project = amountOf(general.cells[figures.OutlayProject])
	}
	for i := range special {
		takeOff(&rest, special[i])
	}
	d.rounded(&rest, len(special))
	d.apart(rest, len(special), at)
	if !isGeneral && len(special) == 1 && rest.Income.Appropriation.IsZero() {
		return []unit.Subject{together(special[0], rest)}
	}
	if isGeneral || len(special) == 0 || !isEmpty(rest) {
		return append([]unit.Subject{rest}, special...)
	}
	return special
}

// whole is what statements 02 and 03 say of a code, for all funds together, as
// a row of the general budget.
func (d *deriver) whole(code string) (unit.Subject, place) {
	in, hasIn := d.tables.income.find(code)
	out, _ := d.tables.spending.find(code)
	s := unit.Subject{Code: code, Fund: unit.GeneralFund}
	for i, a := range incomeOf(&s) {
		*a = amountOf(in.cells[figures.IncomeAppropriation+i])
	}
	for i, a := range spendingOf(&s) {
		*a = amountOf(out.cells[figures.SpendingBasic+i])
	}
	if hasIn {
		return s, in.at
	}
	return s, out.at
}

// incomeOf are the amounts of income in the order of statement 02.
func incomeOf(s *unit.Subject) []*unit.Amount {
	i := &s.Income
	return []*unit.Amount{&i.Appropriation, &i.Superior, &i.Operating, &i.Business, &i.Subordinate, &i.Other}
}

// spendingOf are the amounts of spending in the order of statement 03.
func spendingOf(s *unit.Subject) []*unit.Amount {
	o := &s.Spending
	return []*unit.Amount{&o.Basic, &o.Project, &o.ToSuperior, &o.Business, &o.ToSubordinate}
}

// account is the row of 政府性基金 or 国有资本经营预算 that its own statement
// gives whole.
func (d *deriver) account(fund unit.Fund, l line) unit.Subject {
	s := unit.Subject{Code: l.code, Fund: fund}
	if !l.cells[figures.AccountOpening].known || !l.cells[figures.AccountIncome].known {
		l = d.withBalances(fund, l)
	}
	s.Opening = amountOf(l.cells[figures.AccountOpening])
	s.Income.Appropriation = amountOf(l.cells[figures.AccountIncome])
	s.Spending.Basic = amountOf(l.cells[figures.AccountBasic])
	s.Spending.Project = amountOf(l.cells[figures.AccountProject])
	s.Appropriation.Basic, s.Appropriation.Project = s.Spending.Basic, s.Spending.Project
	return s
}

// withBalances puts in what a form that shows spending only leaves out: from
// statement 04 where the fund has one subject, and without a doubt where it has
// no balance.
func (d *deriver) withBalances(fund unit.Fund, l line) line {
	a, b := d.tables.appropriation, d.tables.capital
	if fund == unit.GovernmentFund {
		b = d.tables.fund
	}
	i := slices.Index(unit.Funds[:], fund)
	if a == nil {
		return l
	}
	opening, closing := a.of(rowOpenings+funds[i]), a.cell(rowClosing, i+1)
	l.cells = slices.Clone(l.cells)
	switch {
	case len(b.items()) == 1:
		l.cells[figures.AccountOpening], l.cells[figures.AccountIncome] = opening, a.of(funds[i])
	case opening.isZero() && closing.isZero():
		l.cells[figures.AccountIncome] = l.cells[figures.AccountTotal]
	default:
		d.report(l.at, RuleSplit, "在表里补上年初结转和结余、本年收入、年末结转和结余三栏",
			"%s没有结转和收入的栏，科目 %s 的这些金额分不清", statementName(b.kind), l.code)
	}
	return l
}

// takeOff takes a fund's row off what a code has in all.
func takeOff(rest *unit.Subject, of unit.Subject) {
	rest.Income.Appropriation = given(rest.Income.Appropriation.Sub(of.Income.Appropriation.Decimal))
	rest.Spending.Basic = given(rest.Spending.Basic.Sub(of.Spending.Basic.Decimal))
	rest.Spending.Project = given(rest.Spending.Project.Sub(of.Spending.Project.Decimal))
}

// together is a fund's row with the money of the code that is not appropriated.
func together(s, rest unit.Subject) unit.Subject {
	appropriated := s.Income.Appropriation
	s.Income, s.Spending.ToSuperior = rest.Income, rest.Spending.ToSuperior
	s.Spending.Business, s.Spending.ToSubordinate = rest.Spending.Business, rest.Spending.ToSubordinate
	s.Income.Appropriation = appropriated
	s.Spending.Basic = given(s.Spending.Basic.Add(rest.Spending.Basic.Decimal))
	s.Spending.Project = given(s.Spending.Project.Add(rest.Spending.Project.Decimal))
	return s
}

func isEmpty(s unit.Subject) bool {
	for _, a := range append(incomeOf(&s), spendingOf(&s)...) {
		if !a.IsZero() {
			return false
		}
	}
	return s.Appropriation.Basic.IsZero() && s.Appropriation.Project.IsZero()
}

// rounded puts what is left for the general budget where it can be, as far as
// only the rounding of what was taken off keeps it from there: no less than
// nothing, and no less than what the budget's own statement says it spent.
func (d *deriver) rounded(rest *unit.Subject, special int) {
	if special == 0 || d.facts.AmountUnit != unit.TenThousand {
		return
	}
	limit := roundingOf(special + 1)
	for _, a := range []struct {
		amount *unit.Amount
		least  decimal.Decimal
	}{
		{&rest.Income.Appropriation, decimal.Zero},
		{&rest.Spending.Basic, rest.Appropriation.Basic.Decimal}, {&rest.Spending.Project, rest.Appropriation.Project.Decimal},
	} {
		if short := a.least.Sub(a.amount.Decimal); short.IsPositive() && short.LessThanOrEqual(limit) {
			*a.amount = given(a.least)
		}
	}
}

// apart reports what is left for the general budget where it cannot be right:
// less than nothing.
func (d *deriver) apart(rest unit.Subject, special int, at place) {
	if special == 0 {
		return
	}
	for _, a := range []struct {
		name   string
		amount unit.Amount
		of     *breakdown
	}{
		{"财政拨款收入", rest.Income.Appropriation, d.tables.income},
		{"基本支出", rest.Spending.Basic, d.tables.spending}, {"项目支出", rest.Spending.Project, d.tables.spending},
	} {
		if a.of != nil && a.amount.IsNegative() {
			d.report(at, RuleSplit, "请核对收入决算表、支出决算表和各预算的财政拨款表", "科目 %s 的%s扣除政府性基金和国有资本经营预算的部分以后为负数：%s%s",
				rest.Code, a.name, a.amount.StringFixed(2), d.facts.AmountUnit)
		}
	}
}

// names puts in the names that the catalogue lacks, and reports those that
// contradict it.
func (d *deriver) names() {
	own := map[string]string{}
	for _, b := range []*breakdown{d.tables.income, d.tables.spending, d.tables.general, d.tables.fund, d.tables.capital} {
		if b == nil {
			continue
		}
		for _, l := range b.lines {
			d.name(own, l)
		}
	}
	unknown := map[string]bool{}
	for i := range d.facts.Subjects {
		s := &d.facts.Subjects[i]
		s.Name, s.GroupName = own[s.Code], own[s.Code[:5]]
		for _, code := range []string{s.Code, s.Code[:5]} {
			if f, ok := subject.LookupFunction(code); own[code] == "" && (!ok || !f.Verified) {
				unknown[code] = true
			}
		}
	}
	d.facts.UnknownNames = unknown
}

func (d *deriver) name(own map[string]string, l line) {
	f, ok := subject.LookupFunction(l.code)
	if ok && f.Verified {
		if l.name != "" && fold(l.name) != fold(f.Name) {
			d.warn(l.at, "V-07", "请核对科目编码和名称；公开表会印出目录里的名称", "科目 %s 的名称是“%s”，目录里是“%s”", l.code, cited(l.name), f.Name)
		}
		return
	}
	if before := own[l.code]; before != "" && l.name != "" && fold(before) != fold(l.name) {
		d.warn(l.at, "T02-4", "请核对，同一个科目用同一个名称", "科目 %s 在这里的名称是“%s”，在别处是“%s”", l.code, cited(l.name), cited(before))
		return
	}
	own[l.code] = cmp.Or(own[l.code], l.name)
}

func (d *deriver) basic() {
	if d.tables.basic == nil {
		return
	}
	for _, class := range subject.EconomicClasses() {
		for _, item := range subject.EconomicItems(class.Code) {
			if v, ok := d.tables.basic.find(item.Code); ok && !v.isZero() {
				d.facts.Basic = append(d.facts.Basic, Item{Key: item.Code, Name: item.Name, Amount: v.amount})
			}
		}
	}
}

func (d *deriver) public() {
	t := d.tables.threePublic
	if t == nil {
		return
	}
	item := func(i int) unit.PublicItem {
		return unit.PublicItem{Outturn: amountOf(t.outturn[i]), Budget: amountOf(t.budget[i])}
	}
	d.facts.Public = &unit.ThreePublic{
		Abroad:    unit.Abroad{Cost: item(publicAbroad)},
		Vehicles:  unit.Vehicles{Purchase: item(publicPurchase), Operation: item(publicOperation)},
		Reception: unit.Reception{Cost: item(publicReception)},
	}
}

// needed says what a missing statement means.
func (d *deriver) needed(book place, has map[statement.Kind]bool) {
	t := d.tables
	for _, s := range statements {
		if has[s.kind] {
			continue
		}
		lost, isLost := d.lost[s.kind]
		switch {
		case isLost:
			d.report(lost, "F-02", "把表头改成官方表样的，例如“项目”“科目编码”“科目名称”“决算数”", "有%s的表名，下面的表头不认识", s.name)
		case s.kind == statement.ThreePublic:
			d.warn(book, "F-02", "“三公”经费的金额请在单位文件里填写，或者把这张表一起导入", "没有找到%s", s.name)
		case s.kind == statement.Basic && t.general != nil && t.general.sum(figures.OutlayBasic).isZero(),
			s.kind == statement.Fund && d.hasNone(1), s.kind == statement.Capital && d.hasNone(2):
			d.note(book, "F-02", "没有找到%s，其他表里也没有这项金额，按没有金额导入", s.name)
		default:
			d.report(book, "F-02", "把九张公开表放在一个工作簿里，或者在命令后面写上全部工作簿；每张表要有官方的表名", "没有找到%s", s.name)
		}
	}
}

// hasNone reports whether statement 04 has no amount of a budget.
func (d *deriver) hasNone(fund int) bool {
	a := d.tables.appropriation
	return a != nil && a.of(funds[fund]).isZero() && a.of(rowOpenings+funds[fund]).isZero() &&
		a.cell(rowSpending, fund+1).isZero() && a.cell(rowClosing, fund+1).isZero()
}
