package statement

import (
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// groups are the three column groups of 一般公共预算财政拨款基本支出决算表.
var groups = [3][]string{{"301", "303"}, {"302"}, {"307", "310", "312", "399"}}

func basic(b *figures.Book, _ Style) (*doc.Table, bool) {
	t := &doc.Table{
		Columns: doc.Widths(8, 32, 12, 8, 24, 12, 8, 32, 12),
		Header: []doc.Row{
			row(across(heading("人员经费"), 3), across(heading("公用经费"), 6)),
			{},
		},
		Landscape: true, SinglePage: true,
	}
	var columns [len(groups)][][]doc.Cell
	rows := 0
	for g, codes := range groups {
		t.Header[1].Cells = append(t.Header[1].Cells, heading("科目编码"), heading("科目名称"), heading("决算数"))
		columns[g] = economicRows(b.Basic, codes)
		rows = max(rows, len(columns[g]))
	}
	for r := range rows {
		var cells []doc.Cell
		for _, c := range columns {
			if r < len(c) {
				cells = append(cells, c[r]...)
			} else {
				cells = append(cells, make([]doc.Cell, 3)...)
			}
		}
		t.Body = append(t.Body, row(cells...))
	}
	t.Body = append(t.Body, row(
		across(heading("人员经费合计"), 2), Place{Basic, rowPersonnel, 0}.cell(b.Basic.Personnel),
		across(heading("公用经费合计"), 5), Place{Basic, rowPublic, 0}.cell(b.Basic.Public)))
	return t, false
}

// economicRows are the rows of some classes: the class, then its items.
func economicRows(b figures.Basic, codes []string) [][]doc.Cell {
	var rows [][]doc.Cell
	for _, code := range codes {
		for _, c := range b.Classes {
			if c.Subject.Code != code {
				continue
			}
			rows = append(rows, []doc.Cell{label(code), label(c.Subject.Name), Place{Basic, code, 0}.cell(c.Amount)})
			for _, i := range c.Items {
				name := label(i.Subject.Name)
				name.Indent = 1
				rows = append(rows, []doc.Cell{label(i.Subject.Code), name, Place{Basic, i.Subject.Code, 0}.cell(i.Amount)})
			}
		}
	}
	return rows
}
