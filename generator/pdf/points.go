package pdf

import (
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/doc"
)

// point is the decimal point that the figures of a column share.
type point struct{ whole, fraction float64 } // the widest before it and from it on

func (p *point) width() float64 { return p.whole + p.fraction }

// absent is what stands for a figure where there is none.
var absent = []string{"—", "——", "-", "–", "/"}

// alignFigures finds the figures that stand under each other: those of the
// body that cover the same columns, up to the next label of these columns. A
// figure whose cell asks for the left or the right does not take part.
func (g *grid) alignFigures() {
	type column struct{ first, count, section int }
	sections := make([]int, len(g.table.Columns))
	groups := map[column][]*cell{}
	var order []column
	for _, c := range g.cells {
		if c.isLabel() {
			for i := c.Col; i < c.Col+c.Cols(); i++ {
				sections[i]++
			}
			continue
		}
		if c.isFigure() {
			at := column{c.Col, c.Cols(), sections[c.Col]}
			if groups[at] == nil {
				order = append(order, at)
			}
			groups[at] = append(groups[at], c)
		}
	}
	for _, at := range order {
		g.alignOn(groups[at])
	}
}

// isFigure tells whether the cell is one of a column of figures, or may be.
func (c *cell) isFigure() bool {
	if c.Align != doc.AlignAuto && c.Align != doc.AlignCenter {
		return false
	}
	return c.Number != nil || slices.Contains(absent, c.Text)
}

// alignOn gives cells one point, if there is a figure among them. They stand
// where most of the figures do. What stands for a missing figure is no digit:
// where the figures stand in the middle, so does it.
func (g *grid) alignOn(cells []*cell) {
	i := slices.IndexFunc(cells, func(c *cell) bool { return c.Number != nil })
	if i < 0 {
		return
	}
	shared := &point{}
	for _, c := range cells {
		c.align = cells[i].align
		if c.Number == nil && c.align == doc.AlignCenter {
			continue
		}
		c.point = shared
		c.whole = g.prepare(tableStyle(measured), wholePart(c.String())).Width()
		shared.whole = max(shared.whole, c.whole)
		shared.fraction = max(shared.fraction, c.width-c.whole)
	}
}

// wholePart is what stands before the point of a figure, or of one that has
// none, before what follows its digits.
func wholePart(s string) string {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return s[:i]
	}
	if i := strings.LastIndexAny(s, "0123456789"); i >= 0 {
		return s[:i+1]
	}
	return s
}
