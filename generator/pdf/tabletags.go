package pdf

import (
	"github.com/discgen/discgen/generator/pdffile"
)

// eachTagged makes a paragraph of every text above or below a table.
func (l *layout) eachTagged(strips []strip) []strip {
	var tag *pdffile.Element
	for i := range strips {
		if !strips[i].goesOn {
			tag = l.element("P")
		}
		strips[i].tag = tag
	}
	return strips
}

// tag makes the rows and cells of the table parts of an element, one for all
// the pages that the table runs over.
func (g *grid) tag(table *pdffile.Element) {
	for row, cells := range g.byRow {
		line := table.Add(&pdffile.Element{Type: "TR"})
		heads := row < len(g.table.Header) || g.repeats(row)
		for _, c := range cells {
			c.tag = line.Add(&pdffile.Element{Type: "TD", ColSpan: c.Cols(), RowSpan: c.Rows()})
			switch {
			case heads:
				c.tag.Type, c.tag.Scope = "TH", "Column"
			case c.Heading:
				c.tag.Type, c.tag.Scope = "TH", g.scope(row)
			}
		}
	}
}

// scope is what the labels of a row of the body are the headers of: the columns
// below where the row has nothing else, otherwise the row.
func (g *grid) scope(row int) string {
	for _, c := range g.byRow[row] {
		if !c.Heading && c.String() != "" {
			return "Row"
		}
	}
	return "Column"
}
