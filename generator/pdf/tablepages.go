package pdf

import (
	"cmp"
	"slices"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// tablePager lays the rows of a table on pages. A row is torn only where no
// page can hold it. A cell over several rows is closed at the foot of a page and
// opened again on the next: running text goes on there, a label is said again.
type tablePager struct {
	layout *layout
	grid   *grid
	frame  frame
	y      float64 // below the type area's upper edge
	fresh  bool    // no row of the body stands on the page yet
	led    bool    // only rows that lead others stand on the page
	active []*openCell
	parts  []part // what stands on the current page
	heads  []int  // rows that every further page begins with
}

// openCell is a cell whose last row is still to come.
type openCell struct {
	*cell
	rest  []typeset.Line // not yet on a page
	top   float64        // of the part on the current page
	torn  bool           // a part of it stands on an earlier page
	again bool           // rest was said on an earlier page
}

// part is what one page shows of a cell.
type part struct {
	*cell
	lines       []typeset.Line
	top, bottom float64
	upper       bool // the text begins at the top: it goes on from or to another page
	again       bool // it was said on an earlier page
}

// tag is what the part's text belongs to: nothing, where it was said before.
func (p part) tag() *pdffile.Element {
	if p.again {
		return nil
	}
	return p.cell.tag
}

// run lays out all rows.
func (p *tablePager) run() {
	p.y = p.layout.y
	if p.heightOf(p.grid.headerRows()) > p.frame.height/2 {
		p.grid.header = 0 // no room would be left to repeat it
	}
	p.heads = p.grid.headerRows()
	p.putHeads(false)
	for row := p.grid.header; row < p.grid.rows; row++ {
		p.putRow(row)
		if p.grid.repeats(row) {
			p.repeat(row)
		}
	}
	p.finishPage()
	p.layout.y = p.y
}

// repeat puts a row of the body at the head of further pages, unless it would
// fill them.
func (p *tablePager) repeat(row int) {
	heads := append(p.grid.headerRows(), row)
	if p.heightOf(heads) <= p.frame.height/2 {
		p.heads = heads
	}
}

// heightOf is what some rows take if they stand on one page.
func (p *tablePager) heightOf(rows []int) float64 {
	probe := &tablePager{grid: p.grid, heads: rows}
	probe.putHeads(false)
	return probe.y
}

// putHeads places the rows that head the page.
func (p *tablePager) putHeads(again bool) {
	waiting := p.active
	p.active = nil
	for _, row := range p.heads {
		p.open(row)
		for _, c := range p.active {
			c.again = again
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
		if c.last() == row {
			height = max(height, p.missing(c))
		}
	}
	return height
}

// missing is the height that a cell lacks for all of its text.
func (p *tablePager) missing(c *openCell) float64 {
	return p.grid.textHeight(len(c.rest)) - (p.y - c.top)
}

// needOnPage is the height of the row if the page may end below it: the labels
// that begin in it stand there whole.
func (p *tablePager) needOnPage(row int) float64 {
	height := p.need(row)
	for _, c := range p.active {
		if c.Row == row && c.saysAgain() {
			height = max(height, p.missing(c))
		}
	}
	return height
}

// putRow places one row of the body, on a new page if it has to.
func (p *tablePager) putRow(row int) {
	p.open(row)
	if p.grid.repeats(row) {
		p.heads = p.grid.headerRows()
	}
	reserve := p.reserve(row)
	if !p.fresh && !p.led && p.y+max(p.needOnPage(row), p.need(row)+reserve) > p.frame.height+slack && p.betterOnNewPage(row) {
		p.turnPage()
	}
	for p.y+p.need(row) > p.frame.height+slack {
		if !p.tear() {
			break
		}
	}
	p.y += p.need(row)
	p.led = (p.fresh || p.led) && p.grid.leads(row)
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
// stand alone on a page, and the rows that a row leads.
func (p *tablePager) reserve(row int) float64 {
	notes := p.grid.notesHeight(p.frame.width)
	switch left := p.grid.rows - row; {
	case left == 1:
		return notes
	case left == 2:
		return p.needAfter(row, 1) + notes
	case p.grid.leads(row):
		return p.needLed(row)
	}
	return 0
}

// needLed is the height of the rows that have to stand on the page of a row
// that leads them, down to the first that leads no other. Where no page holds
// them together, the last is torn, and its beginning will do.
func (p *tablePager) needLed(row int) float64 {
	const most, beginning = 6, 4 // rows, lines
	n := 1
	for n < most && p.grid.leads(row+n) {
		n++
	}
	all := p.needAfter(row, n)
	if p.heightOf(p.heads)+p.need(row)+all <= p.frame.height+slack {
		return all
	}
	return min(p.needAfter(row, 1), p.grid.textHeight(beginning))
}

// needAfter is the height of n rows below a row that goes on this page.
func (p *tablePager) needAfter(row, n int) float64 {
	probe := p.probe()
	probe.y += probe.need(row)
	from := probe.y
	for next := row + 1; next <= row+n; next++ {
		probe.closeEnding(next - 1)
		probe.open(next)
		probe.y += probe.need(next)
	}
	return probe.y - from
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
func (p *tablePager) betterOnNewPage(row int) bool {
	const worth = 4 // lines
	probe := p.probe()
	probe.closeAll()
	probe.y = 0
	probe.putHeads(true)
	if probe.y+probe.need(row) <= p.frame.height+slack {
		return true
	}
	return p.grid.linesIn(p.frame.height-p.y) < worth
}

// turnPage closes what is open and goes on on a new page.
func (p *tablePager) turnPage() {
	p.stretch()
	p.closeAll()
	p.finishPage()
	p.layout.newPage(p.frame)
	p.y, p.fresh = 0, true
	p.putHeads(true)
}

// stretch makes the last row of the page higher where a label over several rows
// would not have room above the page's foot.
func (p *tablePager) stretch() {
	foot := p.y
	for _, c := range p.active {
		if bottom := p.y + p.missing(c); c.saysAgain() && p.begun(c) && bottom <= p.frame.height+slack {
			foot = max(foot, bottom)
		}
	}
	for i := range p.parts {
		if p.parts[i].bottom == p.y {
			p.parts[i].bottom = foot
		}
	}
	for _, c := range p.active {
		if !p.begun(c) {
			c.top = foot // or a strip of it would stand in the row that grew
		}
	}
	p.y = foot
}

// begun tells whether a part of the cell stands on the page.
func (p *tablePager) begun(c *openCell) bool { return p.y-c.top > slack }

// closeAll closes the cells that go on on the next page.
func (p *tablePager) closeAll() {
	for _, c := range p.active {
		if p.begun(c) {
			p.close(c, p.fitting(c))
		}
	}
}

// fitting is how many lines of the cell go on this page, down to where it is
// filled to: two at least on either side of the break, and a label whole.
func (p *tablePager) fitting(c *openCell) int {
	const least = 2
	n := min(len(c.rest), p.grid.linesIn(p.y-c.top))
	if n == len(c.rest) {
		return n
	}
	if n = min(n, len(c.rest)-least); n < least || c.saysAgain() {
		return 0
	}
	return n
}

// tear fills the page with a part of the current row. It tells whether that
// brought anything forward.
func (p *tablePager) tear() bool {
	before := p.y
	p.y = p.frame.height
	moved := false
	for _, c := range p.active {
		moved = moved || p.fitting(c) > 0
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
		if c.last() == row {
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
		upper: !c.saysAgain() && (c.torn && n > 0 || n < len(c.rest)), again: c.again,
	})
	c.rest, c.torn = c.rest[n:], true
	if len(c.rest) == 0 && c.saysAgain() {
		c.rest, c.again = c.lines, true
	}
}

// saysAgain tells whether the cell names the rows beside it, so that every page
// that shows some of them has to say it.
func (c *cell) saysAgain() bool {
	const most = 8 // lines
	return (c.Rows() > 1 || c.Heading) && c.align == doc.AlignCenter && len(c.lines) <= most
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

// draw places the text of a cell's part. What was said before is no content of
// the document but an artifact of the page.
func (g *grid) draw(target *page, pt part) {
	left := target.left + g.left[pt.Col] + (g.pad+float64(max(pt.Indent, 0)))*g.size
	y := target.top + pt.top + g.down*g.size
	if !pt.upper {
		y = target.top + (pt.top+pt.bottom-float64(len(pt.lines))*g.pitch())/2
	}
	for _, ln := range pt.lines {
		target.put(ln, left+g.offset(pt.cell, ln), y+baseline(g.pitch(), g.size), pt.tag())
		y += g.pitch()
	}
}

// offset is how far a line of the cell stands from the left.
func (g *grid) offset(c *cell, l typeset.Line) float64 {
	width, before := l.Width, 0.0
	if by := g.size / measured; c.point != nil && c.point.width()*by <= g.inner(c)+slack {
		width, before = c.point.width()*by, (c.point.whole-c.whole)*by
	}
	switch spare := g.inner(c) - width; c.align {
	case doc.AlignCenter:
		return spare/2 + before
	case doc.AlignRight:
		return spare + before
	}
	return before
}
