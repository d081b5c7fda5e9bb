package intake

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/statement"
)

// Read reads the statements of some workbooks together. The lists are the
// findings of each workbook, in its order; the facts are nil where nothing
// could be read at all, and not to be relied upon where a list has an error.
func Read(books []Workbook) (*Facts, []finding.List) {
	c := &collector{found: make([][]located, len(books))}
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
	d := &deriver{c, t, facts}
	d.needed(place{}, kindsOf(all))
	d.derive()
	if facts.AmountUnit != "" {
		v := &verifier{c, t, facts.AmountUnit, map[place]int{}}
		v.verify()
	}
	return facts
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
	return find(g)
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
		c.warn(f.nameAt, "N-27", "各张表的编制单位要写同一个全称", "编制单位是%q，前面的表是%q", clip(f.unitName), clip(facts.Name))
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
		c.report(f.where(), RuleHead, "把各张表改成同一个金额单位", "%s的金额单位是%s，前面的表是%s", statementName(f.kind), f.amountUnit, facts.AmountUnit)
	}
}

// HasErrors reports whether one of the lists has an error.
func HasErrors(lists []finding.List) bool { return slices.ContainsFunc(lists, finding.List.HasErrors) }
