package intake

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/unit"
)

// Read reads the statements of some workbooks together. The lists are the
// findings of each workbook, in its order; the facts are nil where nothing
// could be read at all, and not to be relied upon where a list has an error.
func Read(books []Workbook) (*Facts, []finding.List) {
	c := newCollector(len(books))
	for _, b := range books {
		c.names = append(c.names, b.Name)
	}
	return c.facts(c.findAll(books), books), c.lists()
}

// facts are what the statements say that were found in some workbooks.
func (c *collector) facts(all []*found, books []Workbook) *Facts {
	if len(all) == 0 {
		c.nothing()
		return nil
	}
	r := &reader{c, map[*found]int{}}
	t := r.read(all)
	facts := &Facts{}
	c.heads(facts, all, books)
	blocked := c.blocked(facts)
	d := &deriver{c, t, facts}
	d.needed(place{}, kindsOf(all))
	if blocked {
		d.collector = newCollector(len(books)) // what follows from a fault is no help
	}
	d.derive()
	switch {
	case blocked:
		c.note(place{}, RuleHead, "改正科目编码和金额单位的错误以前，没有核对勾稽关系；改正以后请再导入一次")
	case facts.AmountUnit != "":
		v := &verifier{collector: c, tables: t, unit: facts.AmountUnit, near: map[place][]string{}}
		v.verify()
		c.likelyUnit(facts, t, all, v.almost)
	}
	return facts
}

// blocked reports whether something was found from which contradictions
// between the figures follow that are none: amounts in several units, or a row
// whose subject is unknown.
func (c *collector) blocked(facts *Facts) bool {
	return len(facts.Doubts) > 0 || slices.ContainsFunc(slices.Concat(c.found...), func(l located) bool {
		return l.Rule == RuleCode && l.Severity == finding.Error
	})
}

// Amounts in 万元 above these are more than a unit has: as much as the largest
// departments in all, and what no unit spends on 三公经费.
var (
	mostTotal  = decimal.NewFromInt(10_000_000)
	mostPublic = decimal.NewFromInt(10_000)
)

// likelyUnit warns where the amounts look as if their unit was not the one that
// the forms name: far too large for 万元, or rounded as only 万元 are.
func (c *collector) likelyUnit(facts *Facts, t *tables, all []*found, almost int) {
	i := slices.IndexFunc(all, func(f *found) bool { return f.amountUnit != "" })
	if i < 0 {
		return
	}
	const remedy = "请核对这一格的金额单位；写错的，改正以后再导入"
	total, public := value{}, value{}
	if t.overall != nil {
		total = t.overall.of(rowTotal)
	}
	if t.threePublic != nil {
		public = t.threePublic.outturn[publicTotal]
	}
	switch at := all[i].unitAt; {
	case facts.AmountUnit == unit.Yuan:
		if almost > 1 {
			c.warn(at, RuleHead, remedy, "写的是金额单位：元，而有 %d 处合计与各项之和只差最后一位：像是以万元为单位的表", almost)
		}
	case total.amount.GreaterThan(mostTotal):
		c.warn(at, RuleHead, remedy, "写的是金额单位：万元，而收入总计是 %s：像是以元为单位的表", total.amount.StringFixed(2))
	case public.amount.GreaterThan(mostPublic):
		c.warn(at, RuleHead, remedy, "写的是金额单位：万元，而“三公”经费合计是 %s：像是以元为单位的表", public.amount.StringFixed(2))
	}
}

// findAll finds the statements of every workbook.
func (c *collector) findAll(books []Workbook) []*found {
	var all []*found
	for i, b := range books {
		grids, title, err := open(i, b.Data)
		if err != nil {
			var why refusal
			if !errors.As(err, &why) {
				why = broken
			}
			c.report(place{book: i}, RuleFile, why.remedy, "%s", why.message)
			continue
		}
		c.titles = append(c.titles, title)
		var unused []string
		for _, g := range grids {
			of := c.find(g)
			if len(of) == 0 && (len(g.rows) > 0 || g.tooLong) {
				unused = append(unused, g.sheet)
			}
			all = append(all, of...)
		}
		if len(unused) > 0 {
			c.note(place{book: i}, RuleUnused, "没有用到这些工作表：%s", listed(unused))
		}
	}
	return all
}

// find finds the statements of a sheet, whose place among the sheets it keeps.
func (c *collector) find(g *grid) []*found {
	c.sheets = append(c.sheets, g.sheet)
	all, lost := find(g)
	maps.Copy(c.lost, lost)
	return all
}

// listed is a list of names, cut where it is long.
func listed(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], "、") + " 等"
	}
	return strings.Join(names, "、")
}

// nothing says that no workbook has a statement, unless it says already why.
func (c *collector) nothing() {
	if !c.hasErrors() {
		c.report(place{}, RuleStatement, "请导入决算公开表的工作簿；每张表的上方要有官方的表名，例如“收入支出决算总表”", "没有找到任何一张决算公开表")
	}
}

func kindsOf(all []*found) map[statement.Kind]bool {
	kinds := map[statement.Kind]bool{}
	for _, f := range all {
		kinds[f.kind] = true
	}
	return kinds
}

// heads takes the unit's name, the year and the unit of the amounts, each of
// which all statements must agree on.
func (c *collector) heads(facts *Facts, all []*found, books []Workbook) {
	for _, f := range all {
		c.unitName(facts, f)
		c.year(facts, f)
		c.amountUnit(facts, f)
	}
	for _, b := range books {
		facts.Year = cmp.Or(facts.Year, yearOf(fold(b.Name)))
	}
	for _, title := range c.titles {
		facts.Year = cmp.Or(facts.Year, yearOf(fold(title)))
	}
	if facts.Year == 0 {
		c.note(place{book: all[0].book}, RuleHead, "各张表和文件名都没有写年度，请在单位文件的 year 里填写")
	}
	if facts.AmountUnit == "" {
		c.report(place{book: all[0].book}, RuleHead, "在表的右上方写明“金额单位：万元”或者“金额单位：元”", "各张表都没有写金额单位")
	}
}

func (c *collector) unitName(facts *Facts, f *found) {
	switch {
	case f.unitName == "" || f.unitName == facts.Name:
	case facts.Name == "":
		facts.Name = f.unitName
	default:
		c.warn(f.nameAt, "N-27", "各张表的编制单位要写同一个全称", "编制单位是“%s”，前面的表是“%s”", cited(f.unitName), cited(facts.Name))
	}
}

func (c *collector) year(facts *Facts, f *found) {
	switch {
	case f.year == 0 || f.year == facts.Year:
	case facts.Year == 0:
		facts.Year = f.year
	default:
		c.report(f.where(), RuleHead, "请确认导入的是同一年度的公开表", "%s是 %d 年度的，前面的表是 %d 年度的", statementName(f.kind), f.year, facts.Year)
	}
}

func (c *collector) amountUnit(facts *Facts, f *found) {
	switch {
	case f.amountUnit == "" || f.amountUnit == facts.AmountUnit:
	case facts.AmountUnit == "":
		facts.AmountUnit = f.amountUnit
	default:
		message := fmt.Sprintf("%s的金额单位是%s，前面的表是%s", statementName(f.kind), f.amountUnit, facts.AmountUnit)
		c.report(f.where(), RuleHead, "把各张表改成同一个金额单位", "%s", message)
		facts.Doubts = append(facts.Doubts, message)
	}
}

// HasErrors reports whether one of the lists has an error.
func HasErrors(lists []finding.List) bool { return slices.ContainsFunc(lists, finding.List.HasErrors) }
