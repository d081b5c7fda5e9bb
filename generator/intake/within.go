package intake

import (
	"cmp"
	"iter"
	"maps"
	"strconv"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
)

func keys[K comparable, V any](m map[K]V) iter.Seq[K] { return maps.Keys(m) }

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.book, b.book), cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
}

// funds are the numbers of the three budgets among the rows of the left side.
var funds = [...]string{"1", "2", "3"}

var fundNames = [...]string{"一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"}

const partsSum = "各项之和"

// column are the amounts of one column of the classes.
func (t *twoSided) classes(column int) []value {
	var parts []value
	for _, c := range subject.Classes() {
		if _, ok := t.right[c.Code]; ok {
			parts = append(parts, t.cell(c.Code, column))
		}
	}
	return parts
}

func (v *verifier) overallWithin() {
	t := v.tables.overall
	if t == nil {
		return
	}
	var sources []value
	for i := range sourceLabels {
		sources = append(sources, t.of(strconv.Itoa(i+1)))
	}
	income, surplus, opening := t.of(rowIncome), t.of(rowSurplus), t.of(rowOpening)
	spending, distributed, closing := t.cell(rowSpending, 0), t.cell(rowDistributed, 0), t.cell(rowClosing, 0)
	v.sum("T01-1", "本年收入合计", partsSum, income, sources...)
	v.sum("T01-2", "本年支出合计", "各类之和", spending, t.classes(0)...)
	v.sum("T01-3", "收入总计", "本年收入、使用结余、年初结转之和", t.of(rowTotal), income, surplus, opening)
	v.sum("T01-4", "支出总计", "本年支出、结余分配、年末结转之和", t.cell(rowTotal, 0), spending, distributed, closing)
	v.equal("T01-5", "收入总计", t.of(rowTotal), "支出总计", t.cell(rowTotal, 0))
	v.sum("T01-6", "年末结转和结余", "按年初、收入、支出滚动计算", closing,
		opening, income, surplus, spending.negative(), distributed.negative())
	v.below("T01-7", "年末结转和结余", closing)
}

func (v *verifier) appropriationWithin() {
	t := v.tables.appropriation
	if t == nil {
		return
	}
	rows := []string{rowSpending, rowClosing}
	for _, c := range subject.Classes() {
		rows = append(rows, c.Code)
	}
	for _, key := range rows {
		v.sum(across04(key), labelOfRow(key)+"合计", "三种预算之和", t.cell(key, 0), t.cell(key, 1), t.cell(key, 2), t.cell(key, 3))
	}
	for column := range 4 {
		v.sum("T04-2", "本年支出合计", "各类之和", t.cell(rowSpending, column), t.classes(column)...)
	}
	var income, opening []value
	for i, fund := range funds {
		in, before := t.of(fund), t.of(rowOpenings+fund)
		income, opening = append(income, in), append(opening, before)
		v.sum("T04-6", fundNames[i]+"年末结转和结余", "按年初、收入、支出滚动计算",
			t.cell(rowClosing, i+1), before, in, t.cell(rowSpending, i+1).negative())
	}
	v.sum("T04-3", "本年收入合计", "三种预算之和", t.of(rowIncome), income...)
	v.sum("T04-4", "年初财政拨款结转和结余", "三种预算之和", t.of(rowOpening), opening...)
	v.sum("T04-5", "收入总计", "本年收入与年初结转之和", t.of(rowTotal), t.of(rowIncome), t.of(rowOpening))
	v.sum("T04-5", "支出总计", "本年支出与年末结转之和", t.cell(rowTotal, 0), t.cell(rowSpending, 0), t.cell(rowClosing, 0))
	v.equal("T04-5", "收入总计", t.of(rowTotal), "支出总计", t.cell(rowTotal, 0))
}

// across04 is the rule of a row of 公开04表.
func across04(key string) string {
	if key == rowClosing {
		return "T04-4"
	}
	return "T04-1"
}

// labelOfRow is what a message calls a row of the right side.
func labelOfRow(key string) string {
	if f, ok := subject.LookupFunction(key); ok {
		return f.Name
	}
	return key
}

// rules are the ids under which a breakdown is checked.
type rules struct{ across, levels, total, codes string }

func (v *verifier) incomeWithin() {
	v.breakdownWithin(v.tables.income, rules{"T02-1", "T02-2", "T02-3", "T02-4"}, figures.IncomeTotal, 1, 2, 3, 4, 5, 6)
}

func (v *verifier) spendingWithin() {
	v.breakdownWithin(v.tables.spending, rules{"T03-1", "T03-2", "T03-3", "T02-4"}, figures.SpendingTotal, 1, 2, 3, 4, 5)
}

func (v *verifier) generalWithin() {
	v.breakdownWithin(v.tables.general, rules{"T05-1", "T05-2", "T05-2", "T05-3"}, figures.OutlayTotal, figures.OutlayBasic, figures.OutlayProject)
}

func (v *verifier) fundWithin() { v.accountWithin(v.tables.fund, "T07") }

func (v *verifier) capitalWithin() { v.accountWithin(v.tables.capital, "T08") }

func (v *verifier) accountWithin(b *breakdown, table string) {
	if b == nil {
		return
	}
	v.breakdownWithin(b, rules{table + "-2", table + "-3", table + "-3", "T02-4"}, figures.AccountTotal, figures.AccountBasic, figures.AccountProject)
	roll := func(name string, c []value) {
		if c[figures.AccountOpening].known && c[figures.AccountIncome].known {
			v.sum(table+"-1", name+"年末结转和结余", "按年初、收入、支出滚动计算", c[figures.AccountClosing],
				c[figures.AccountOpening], c[figures.AccountIncome], c[figures.AccountTotal].negative())
		}
	}
	if b.total != nil {
		roll("合计的", b.total)
	}
	for _, l := range b.lines {
		roll("科目 "+l.code+" 的", l.cells)
	}
}

// breakdownWithin checks the rows and the levels of a statement that is broken
// down by subject.
func (v *verifier) breakdownWithin(b *breakdown, rule rules, total int, parts ...int) {
	if b == nil {
		return
	}
	across := func(name string, cells []value) {
		var of []value
		for _, p := range parts {
			of = append(of, cells[p])
		}
		v.sum(rule.across, name+"合计", partsSum, cells[total], of...)
	}
	down := func(rule, name, against string, cells []value, below []line) {
		for c := range cells {
			var of []value
			for _, l := range below {
				of = append(of, l.cells[c])
			}
			v.sum(rule, name, against, cells[c], of...)
		}
	}
	if b.total != nil {
		across("合计行的", b.total)
		down(rule.total, "合计", "各类之和", b.total, b.tops())
	}
	for _, l := range b.lines {
		across("科目 "+l.code+" 的", l.cells)
		v.parent(b, l)
		switch below := b.below(l.code); {
		case subject.LevelOf(l.code) == subject.LevelItem:
		case len(below) > 0:
			down(rule.levels, "科目 "+l.code, "下级科目之和", l.cells, below)
		default:
			v.noItems(rule.codes, l)
		}
	}
}

// tops are the lines above which there is none: the 类, or whatever a form
// without them begins with.
func (b *breakdown) tops() []line {
	var tops []line
	for _, l := range b.lines {
		if _, ok := b.find(subject.ParentCode(l.code)); !ok {
			tops = append(tops, l)
		}
	}
	return tops
}

// parent warns of a line whose 款 or 类 has none: nothing is lost by it.
func (v *verifier) parent(b *breakdown, l line) {
	parent := subject.ParentCode(l.code)
	if _, ok := b.find(parent); parent != "" && !ok {
		v.warn(l.at, "T02-4", "公开表要列出类、款、项三级", "科目 %s 的上级科目 %s 没有列出", l.code, parent)
	}
}

// noItems reports a 类 or 款 with an amount that is not broken down: the unit
// file is entered by 项, so the amount would be lost.
func (v *verifier) noItems(rule string, l line) {
	for _, c := range l.cells {
		if !c.isZero() {
			v.report(l.at, rule, "公开到项级：补上 7 位编码的项级科目", "科目 %s 有金额 %s，下面没有列出项级科目", l.code, v.amount(c.amount))
			return
		}
	}
}

func (v *verifier) basicWithin() {
	e := v.tables.basic
	if e == nil {
		return
	}
	var personnel, public []value
	for _, class := range subject.EconomicClasses() {
		total, ok := e.find(class.Code)
		var items []value
		for _, l := range e.lines {
			if len(l.code) == 5 && l.code[:3] == class.Code {
				items = append(items, l.cells[0])
			}
		}
		if !ok {
			v.noClass(class.Code, items)
			continue
		}
		v.sum("T06-1", class.Code+" "+class.Name, "各款之和", total, items...)
		if class.Kind == subject.KindPersonnel {
			personnel = append(personnel, total)
		} else {
			public = append(public, total)
		}
	}
	v.sum("T06-2", "人员经费合计", "301、303 之和", e.personnel, personnel...)
	v.sum("T06-3", "公用经费合计", "各类之和", e.public, public...)
	v.economicCodes(e)
}

// noClass reports items whose class is not there.
func (v *verifier) noClass(class string, items []value) {
	for _, i := range items {
		if !i.isZero() {
			v.report(i.at, "T06-1", "补上这一类的行", "%s 这一类有款级金额，没有类级的行", class)
			return
		}
	}
}

// economicCodes reports codes with an amount that the statement cannot have.
func (v *verifier) economicCodes(e *economic) {
	for _, l := range e.lines {
		_, known := subject.LookupEconomic(l.code)
		switch {
		case l.cells[0].isZero():
		case subject.KindOf(l.code) == subject.KindProject:
			v.report(l.at, "T06-5", "这类支出属于项目支出，不列入基本支出", "科目 %s 在基本支出表里有金额 %s", l.code, v.amount(l.cells[0].amount))
		case !known:
			v.report(l.at, "T06-4", "请核对部门预算支出经济分类科目编码", "经济分类里没有科目 %s", l.code)
		}
	}
}

func (v *verifier) threePublicWithin() {
	t := v.tables.threePublic
	if t == nil {
		return
	}
	for _, half := range publicHalves {
		c := half.of(t)
		v.sum("T09-1", half.name+"合计", "出国、公车、接待之和", c[publicTotal], c[publicAbroad], c[publicVehicles], c[publicReception])
		v.sum("T09-2", half.name+"公务用车小计", "购置费与运行维护费之和", c[publicVehicles], c[publicPurchase], c[publicOperation])
		for i, item := range publicItems {
			v.below("T09-3", half.name+item.name, c[i])
		}
	}
}
