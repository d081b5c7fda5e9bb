package pdf

import (
	"math"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// grid is a table whose texts are measured. It is measured once, in 五号; as
// all lengths grow with the type, a smaller size is the same as more room.
type grid struct {
	setter
	table  *doc.Table
	cells  []*cell
	byRow  [][]*cell // the cells that begin in each row
	ending [][]*cell // the cells that end in each row
	pad    float64   // room at either side of a cell's text, in em
	torn   bool      // words are torn, so that figures have room
	filled []bool    // the rows that say more than labels
	header int       // rows that every page repeats
	rows   int
	plans  map[float64]*plan // by width

	setting
}

// cell is a cell of the grid. Its lengths are those of 五号 until it is broken
// into lines.
type cell struct {
	doc.Placed
	tag    *pdffile.Element
	index  int       // in the grid's cells
	align  doc.Align // without AlignAuto
	texts  []*typeset.Text
	pieces []typeset.Pieces // of the texts
	width  float64          // of the longest text on one line
	area   float64          // width of all texts on one line
	least  float64          // of the widest piece that stays whole
	fewest int              // lines, however wide
	narrow []float64        // least width for at most so many lines, where known
	point  *point           // on which its figure stands
	whole  float64          // what of the figure stands before the point
	lines  []typeset.Line
}

// measured is the size that cells are measured in.
const measured = size5

// Room at the sides of a cell's text, in em. Where figures come nearer to a rule
// than padClose, two of them look like one; padLeast is for columns that no page
// could hold otherwise.
const (
	padAcross = 0.3
	padClose  = 0.25
	padLeast  = 0.1
)

// newGrid measures a table.
func newGrid(s setter, t *doc.Table) (*grid, error) {
	placed, err := t.Layout()
	if err != nil {
		return nil, err
	}
	g := &grid{setter: s, table: t, header: len(t.Header), rows: len(t.Header) + len(t.Body), pad: padAcross, plans: map[float64]*plan{}}
	if t.SinglePage {
		g.pad = padClose // for larger type
	}
	g.byRow, g.ending, g.filled = make([][]*cell, g.rows), make([][]*cell, g.rows), make([]bool, g.rows)
	for _, p := range placed {
		c := g.measure(p)
		c.index = len(g.cells)
		g.cells = append(g.cells, c)
		g.filled[p.Row] = g.filled[p.Row] || !c.isLabel()
		g.byRow[p.Row] = append(g.byRow[p.Row], c)
		g.ending[c.last()] = append(g.ending[c.last()], c)
	}
	g.alignFigures()
	return g, nil
}

// tear lets words be torn, and sets the room beside texts.
func (g *grid) tear(pad float64) {
	g.pad, g.torn = pad, true
	clear(g.plans)
}

func (g *grid) measure(p doc.Placed) *cell {
	c := &cell{Placed: p, align: p.Alignment(p.Header)}
	for _, part := range split(p.String()) {
		text := g.prepare(tableStyle(measured), part)
		c.texts = append(c.texts, text)
		w := text.Width()
		c.width, c.area = max(c.width, w), c.area+w
		if p.Number != nil {
			c.least = w
			continue
		}
		pieces := text.Pieces()
		c.pieces = append(c.pieces, pieces)
		c.least = max(c.least, pieces.Least())
	}
	c.fewest = c.count(math.Inf(1))
	return c
}

func tableStyle(size float64) typeset.Style { return typeset.Style{Role: fonts.Table, Size: size} }

// last is the last row of the cell.
func (c *cell) last() int { return c.Row + c.Rows() - 1 }

// leads tells whether a row of the body never stands last on a page: it has
// labels only, which name what is below, or what is below is part of it.
func (g *grid) leads(row int) bool {
	if row < len(g.table.Header) || row+1 >= g.rows {
		return false
	}
	names := len(g.byRow[row]) > 0 && !g.filled[row]
	return names || g.repeats(row) || g.deepens(row)
}

// deepens tells whether the row below a row is a level deeper.
func (g *grid) deepens(row int) bool {
	for _, below := range g.byRow[row+1] {
		for _, c := range g.byRow[row] {
			if !c.isLabel() && c.Col == below.Col && c.Indent < below.Indent {
				return true
			}
		}
	}
	return false
}

// isLabel tells whether the cell names rows or columns.
func (c *cell) isLabel() bool { return c.Header || c.Heading }

// count is how many lines the cell takes in the width.
func (c *cell) count(width float64) int {
	if c.Number != nil {
		return 1
	}
	n := 0
	for _, p := range c.pieces {
		n += p.Lines(width)
	}
	return max(n, 1)
}

// widthFor is the least width in which the cell takes at most n lines; there is
// none where the cell has more texts.
func (c *cell) widthFor(n int) float64 {
	switch {
	case c.Number != nil:
		return c.least
	case n < c.fewest:
		return math.Inf(1)
	}
	for len(c.narrow) <= n {
		c.narrow = append(c.narrow, 0)
	}
	if c.narrow[n] == 0 {
		c.narrow[n] = c.search(n)
	}
	return c.narrow[n]
}

// search halves the widths between too narrow and wide enough.
func (c *cell) search(n int) float64 {
	const exact = 0.2 // points
	low, high := max(c.least, c.area/float64(n)-measured), c.width
	if c.count(low) <= n {
		return low
	}
	for high-low > exact {
		if middle := (low + high) / 2; c.count(middle) <= n {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// around is what stands beside the text of a cell, in the measured size.
func (g *grid) around(c *cell) float64 {
	return (2*g.pad+float64(max(c.Indent, 0)))*measured + slack
}

// The width, in em, that a cell has at least, if its text is not shorter: a
// label of so many characters is never broken, one beside other text even less,
// and running text can be read. A longer label of a form, which has to leave
// width for larger type, has lines of two characters.
const (
	labelLeast  = 3
	formLeast   = 2
	besideLeast = 6
	textLeast   = 3
)

// need is the least width of a cell: a figure whole, otherwise its longest
// piece, and what makes it readable.
func (g *grid) need(c *cell) float64 {
	least := textLeast * measured
	switch {
	case c.point != nil:
		return c.point.width() + g.around(c)
	case g.torn && c.Number == nil:
		return min(c.width, measured) + g.around(c)
	case c.isLabel() && g.filled[c.Row] && c.Rows() == 1 && c.width <= besideLeast*measured:
		least = besideLeast * measured
	case c.isLabel() && g.table.SinglePage && c.width > labelLeast*measured+slack:
		least = formLeast * measured
	case c.isLabel():
		least = labelLeast * measured
	}
	return max(c.least, min(c.width, least)) + g.around(c)
}
