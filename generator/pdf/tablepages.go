package pdf

import (
	"cmp"
	"slices"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// tablePager lays the rows of a table on pages. A row is torn only where no
// page can hold it; a cell over several rows is closed at the foot of a page
// and opened again, empty, on the next.
type tablePager struct {
	layout *layout
	grid   *grid
	frame  frame
	y      float64 // below the type area's upper edge
	fresh  bool    // no row of the body stands on the page yet
	active []*openCell
	parts  []part // what stands on the current page
	heads  []int  // rows that every further page begins with
	later  bool   // the page is not the table's first
}

// openCell is a cell whose last row is still to come.
type openCell struct {
	*cell
	rest  []typeset.Line // not yet on a page
	top   float64        // of the part on the current page
	torn  bool           // a part of it stands on an earlier page
	again bool           // the whole of it does
}

// part is what one page shows of a cell.
type part struct {
	*cell
	lines       []typeset.Line
	top, bottom float64
	upper       bool // the text begins at the top: it goes on from or to another page
	again       bool // it stands on an earlier page already
}

// tag is what the part's text belongs to: nothing, where it only repeats what
// an earlier page shows.
func (p part) tag() *pdffile.Element {
	if p.again {
		return nil
	}
	return p.cell.tag
}

// run lays out all rows.
func (p *tablePager) run() {
	p.y = p.layout.y
	if p.headerHeight() > p.frame.height/2 {
		p.grid.header = 0 // no room would be left to repeat it
	}
	p.heads = p.grid.headerRows()
	p.putHeader()
	for row := p.grid.header; row < p.grid.rows; row++ {
		p.putRow(row)
		if p.grid.repeats(row) {
			p.heads = append(p.grid.headerRows(), row)
		}
	}
	p.finishPage()
	p.layout.y = p.y
}

func (p *tablePager) headerHeight() float64 {
	probe := &tablePager{grid: p.grid, heads: p.grid.headerRows()}
	probe.putHeader()
	return probe.y
}

func (p *tablePager) putHeader() {
	waiting := p.active
	p.active = nil
	for _, row := range p.heads {
		p.open(row)
		for _, c := range p.active {
			c.again = c.again || p.later
		}
		p.y += p.need(row)
		p.closeEnding(row)
	}
	p.active = waiting
	for _, c := range p.active {
		c.top = p.y
	}
}

// open begins the cells of a row.
func (p *tablePager) open(row int) {
	for _, c := range p.grid.byRow[row] {
		p.active = append(p.active, &openCell{cell: c, rest: c.lines, top: p.y})
	}
}

// need is the height of the row if it begins where the page is filled to. A
// cell over several rows asks only its last row for what is missing.
func (p *tablePager) need(row int) float64 {
	height := p.grid.textHeight(1)
	for _, c := range p.active {
		if c.Row+c.Rows()-1 == row {
			height = max(height, p.grid.textHeight(len(c.rest))-(p.y-c.top))
		}
	}
	return height
}

// putRow places one row of the body, on a new page if it has to.
func (p *tablePager) putRow(row int) {
	p.open(row)
	reserve := p.reserve(row)
	if !p.fresh && p.y+p.need(row)+reserve > p.frame.height+slack && p.betterOnNewPage(row, reserve) {
		p.turnPage()
	}
	for p.y+p.need(row) > p.frame.height+slack {
		if !p.tear() {
			break
		}
	}
	p.y += p.need(row)
	p.fresh = false
	p.closeEnding(row)
}

func (g *grid) headerRows() []int {
	rows := make([]int, g.header)
	for i := range rows {
		rows[i] = i
	}
	return rows
}

// repeats reports whether a row of the body heads those below it.
func (g *grid) repeats(row int) bool {
	return row >= len(g.table.Header) && g.table.Body[row-len(g.table.Header)].Repeat
}

// reserve is what has to go on the same page below the row: the notes below
// the last row, the last row below the one before it, so that it does not
// stand alone on a page, and a row below one that heads it.
func (p *tablePager) reserve(row int) float64 {
	notes := p.grid.notesHeight(p.frame.width)
	switch left := p.grid.rows - row; {
	case left == 1:
		return notes
	case left == 2:
		return p.needAfter(row) + notes
	case p.grid.repeats(row):
		return p.needAfter(row)
	}
	return 0
}

// needAfter is the height of the row below a row that goes on this page.
func (p *tablePager) needAfter(row int) float64 {
	probe := p.probe()
	probe.y += probe.need(row)
	probe.closeEnding(row)
	probe.open(row + 1)
	return probe.need(row + 1)
}

// probe is a copy to try something out with.
func (p *tablePager) probe() *tablePager {
	copied := *p
	copied.parts, copied.active = nil, nil
	for _, c := range p.active {
		cell := *c
		copied.active = append(copied.active, &cell)
	}
	return &copied
}

// betterOnNewPage tells whether a row that does not go on this page should
// move to the next as a whole: if the next can hold it, or if so little room
// is left here that tearing it is not worth it.
func (p *tablePager) betterOnNewPage(row int, reserve float64) bool {
	const worth = 4 // lines
	probe := p.probe()
	for _, c := range probe.active {
		c.rest = c.rest[p.fittingLines(c):]
	}
	probe.y = 0
	probe.putHeader()
	if probe.y+probe.need(row)+reserve <= p.frame.height+slack {
		return true
	}
	return p.grid.linesIn(p.frame.height-p.y) < worth
}

// fittingLines is how many lines of the cell stand above where the page is
// filled to.
func (p *tablePager) fittingLines(c *openCell) int {
	return min(len(c.rest), p.grid.linesIn(p.y-c.top))
}

// turnPage closes what is open and goes on on a new page.
func (p *tablePager) turnPage() {
	for _, c := range p.active {
		if p.y-c.top > slack {
			p.close(c, p.fittingLines(c))
		}
	}
	p.finishPage()
	p.layout.newPage(p.frame)
	p.y, p.fresh, p.later = 0, true, true
	p.putHeader()
}

// tear fills the page with a part of the current row. It tells whether that
// brought anything forward.
func (p *tablePager) tear() bool {
	before := p.y
	p.y = p.frame.height
	moved := false
	for _, c := range p.active {
		moved = moved || p.fittingLines(c) > 0
	}
	if !moved && p.fresh {
		p.y = before
		return false
	}
	if !moved {
		p.y = before
	}
	p.turnPage()
	return true
}

// closeEnding closes the cells whose last row this is.
func (p *tablePager) closeEnding(row int) {
	var open []*openCell
	for _, c := range p.active {
		if c.Row+c.Rows()-1 == row {
			p.close(c, len(c.rest))
		} else {
			open = append(open, c)
		}
	}
	p.active = open
}

// close puts the first n lines that are left of the cell on this page.
func (p *tablePager) close(c *openCell, n int) {
	p.parts = append(p.parts, part{
		cell: c.cell, lines: c.rest[:n], top: c.top, bottom: p.y,
		upper: c.torn && n > 0 || n < len(c.rest), again: c.again,
	})
	c.rest, c.torn = c.rest[n:], true
}

// finishPage draws what stands on the page, cell after cell in reading order.
func (p *tablePager) finishPage() {
	slices.SortStableFunc(p.parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	target := p.layout.current()
	var frames edges
	for _, part := range p.parts {
		p.grid.draw(target, part)
		frames.add(target.left+p.grid.left[part.Col], target.top+part.top,
			target.left+p.grid.left[part.Col+part.Cols()], target.top+part.bottom)
	}
	target.rules = append(target.rules, frames.rules()...)
	p.parts = nil
}

// draw places the text of a cell's part.
func (g *grid) draw(target *page, pt part) {
	size := g.style.Size
	left := target.left + g.left[pt.Col] + g.pad + g.indent(pt.cell)
	y := target.top + pt.top + padDown*size
	if !pt.upper {
		y = target.top + (pt.top+pt.bottom-float64(len(pt.lines))*g.pitch())/2
	}
	for _, ln := range pt.lines {
		x := left
		switch spare := g.inner(pt.cell) - ln.Width; pt.Alignment(pt.Header) {
		case doc.AlignCenter:
			x += spare / 2
		case doc.AlignRight:
			x += spare
		}
		target.put(ln, x, y+baseline(g.pitch(), size), pt.tag())
		y += g.pitch()
	}
}
