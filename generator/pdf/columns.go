package pdf

import (
	"math"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// grid is a table with its cells broken into lines, its columns measured.
type grid struct {
	table  *doc.Table
	cells  []*cell
	byRow  [][]*cell // the cells that begin in each row
	style  typeset.Style
	pad    float64   // room at either side of a cell's text
	left   []float64 // left edge of every column; the last entry is the right edge
	header int       // rows that every page repeats
	rows   int
}

// cell is a cell of the grid.
type cell struct {
	doc.Placed
	tag   *pdffile.Element
	texts []*typeset.Text // by lines of the cell's own text
	lines []typeset.Line
}

// Room in a cell and between its lines, in em.
const (
	padAcross = 0.3
	padLeast  = 0.1
	padDown   = 0.3
	leading   = 1.25
)

// newGrid chooses the type size and the widths of the columns for the given
// width: as large as the columns' wishes allow, smaller where a figure or a
// word would have to be torn.
func newGrid(t *doc.Table, width float64) (*grid, error) {
	placed, err := t.Layout()
	if err != nil {
		return nil, err
	}
	return gridAt(t, placed, width, wishedSize(t, width)), nil
}

// gridAt is the table set in the given size, or smaller if need be.
func gridAt(t *doc.Table, placed []doc.Placed, width, size float64) *grid {
	g := &grid{table: t, header: len(t.Header), rows: len(t.Header) + len(t.Body)}
	g.chooseSize(placed, width, size)
	g.breakCells()
	return g
}

// squeeze is how much a table may be higher than its page to be set smaller
// for it.
const squeeze = 1.3

// squeezed sets a table that just fails to go on one page in smaller type, if
// that makes it go there. Otherwise the table stays as it is.
func (g *grid) squeezed(width, room float64) *grid {
	if h := g.height() + g.notesHeight(width); h <= room+slack || h > room*squeeze {
		return g
	}
	placed := make([]doc.Placed, len(g.cells))
	for i, c := range g.cells {
		placed[i] = c.Placed
	}
	for size := g.style.Size - 0.5; size >= lowest; size -= 0.5 {
		smaller := gridAt(g.table, placed, width, size)
		if smaller.height()+smaller.notesHeight(width) <= room {
			return smaller
		}
	}
	return g
}

// chooseSize tries smaller and smaller type, in the end with less room around
// it. If even that does not do, the widest words have to be torn.
func (g *grid) chooseSize(placed []doc.Placed, width, size float64) {
	for ; size >= lowest; size -= 0.5 {
		g.shape(placed, size, padAcross)
		if g.measure(width, false) {
			return
		}
	}
	g.shape(placed, lowest, padLeast)
	g.measure(width, true)
}

// wishedSize is the size at which the columns' widths fill the measure.
func wishedSize(t *doc.Table, width float64) float64 {
	em := 0.0
	for _, c := range t.Columns {
		em += float64(max(c.Width, 1))/2 + 2*padAcross
	}
	if em == 0 {
		return size5
	}
	size := math.Floor(width/em*2) / 2
	return min(max(size, size6), size5)
}

func (g *grid) shape(placed []doc.Placed, size, pad float64) {
	g.style = typeset.Style{Role: fonts.Table, Size: size}
	g.pad = pad * size
	g.cells = make([]*cell, len(placed))
	g.byRow = make([][]*cell, g.rows)
	for i, p := range placed {
		c := &cell{Placed: p}
		for _, part := range split(p.String()) {
			c.texts = append(c.texts, g.style.Set(part))
		}
		g.cells[i] = c
		g.byRow[p.Row] = append(g.byRow[p.Row], c)
	}
}

// measure gives every column its width and tells whether no figure and no word
// has to be torn. With force it settles for what there is.
func (g *grid) measure(width float64, force bool) bool {
	wishes := make([]float64, len(g.table.Columns))
	for i, c := range g.table.Columns {
		wishes[i] = float64(max(c.Width, 1))
	}
	needs := g.needs()
	widths, ok := distribute(wishes, needs, width)
	for range len(g.cells) {
		if !ok || !g.widen(needs, widths) {
			break
		}
		widths, ok = distribute(wishes, needs, width)
	}
	if !ok && !force {
		return false
	}
	g.left = []float64{0}
	for i, w := range widths {
		g.left = append(g.left, g.left[i]+w)
	}
	return true
}

// needs is the least width of every column, by the cells in it alone.
func (g *grid) needs() []float64 {
	needs := make([]float64, len(g.table.Columns))
	for i := range needs {
		needs[i] = g.style.Size + 2*g.pad
	}
	for _, c := range g.cells {
		if c.Cols() == 1 {
			needs[c.Col] = max(needs[c.Col], g.need(c))
		}
	}
	return needs
}

// need is the least width of a cell: a figure whole, otherwise its longest
// word.
func (g *grid) need(c *cell) float64 {
	longest := 0.0
	for _, text := range c.texts {
		if c.Number != nil {
			longest = max(longest, text.Width())
		} else {
			longest = max(longest, text.Longest())
		}
	}
	return longest + g.indent(c) + 2*g.pad + slack
}

func (g *grid) indent(c *cell) float64 { return float64(max(c.Indent, 0)) * g.style.Size }

// widen raises the needs of columns under a spanning cell that is too narrow.
func (g *grid) widen(needs, widths []float64) bool {
	changed := false
	for _, c := range g.cells {
		sum := 0.0
		for i := c.Col; i < c.Col+c.Cols(); i++ {
			sum += widths[i]
		}
		if need := g.need(c); c.Cols() > 1 && need > sum+slack {
			for i := c.Col; i < c.Col+c.Cols(); i++ {
				needs[i] = max(needs[i], widths[i]*need/sum)
			}
			changed = true
		}
	}
	return changed
}

// distribute shares the width in the proportions of the wishes, but no column
// gets less than it needs. It fails where the needs are more than there is;
// the columns then share by their needs.
func distribute(wishes, needs []float64, width float64) ([]float64, bool) {
	total := 0.0
	for _, n := range needs {
		total += n
	}
	widths := make([]float64, len(wishes))
	if total > width+slack {
		for i, n := range needs {
			widths[i] = n * width / total
		}
		return widths, false
	}
	fixed := make([]bool, len(wishes))
	for share(wishes, needs, width, widths, fixed) {
	}
	return widths, true
}

// share divides what the fixed columns leave and fixes the columns that would
// get too little. It tells whether it has to be done again.
func share(wishes, needs []float64, width float64, widths []float64, fixed []bool) bool {
	wished := 0.0
	for i := range wishes {
		if fixed[i] {
			width -= needs[i]
		} else {
			wished += wishes[i]
		}
	}
	again := false
	for i := range wishes {
		switch {
		case fixed[i]:
			widths[i] = needs[i]
		case wishes[i]*width/wished < needs[i]-slack:
			fixed[i], again = true, true
		default:
			widths[i] = wishes[i] * width / wished
		}
	}
	return again
}

// breakCells breaks the text of every cell to its width: a label in the middle
// in balanced lines, running text in full ones.
func (g *grid) breakCells() {
	for _, c := range g.cells {
		room := g.inner(c)
		for _, text := range c.texts {
			switch c.Alignment(c.Header) {
			case doc.AlignCenter:
				c.lines = append(c.lines, text.Balanced(room)...)
			case doc.AlignRight:
				c.lines = append(c.lines, text.Ragged(room)...)
			default:
				c.lines = append(c.lines, text.Even(room)...)
			}
		}
	}
}

// inner is the width of a cell's text.
func (g *grid) inner(c *cell) float64 {
	return g.left[c.Col+c.Cols()] - g.left[c.Col] - 2*g.pad - g.indent(c)
}

func (g *grid) pitch() float64 { return leading * g.style.Size }

// textHeight is what a cell with n lines takes.
func (g *grid) textHeight(n int) float64 {
	return float64(max(n, 1))*g.pitch() + 2*padDown*g.style.Size
}

// linesIn is how many lines go into the given height.
func (g *grid) linesIn(height float64) int {
	return max(0, int((height-2*padDown*g.style.Size+slack)/g.pitch()))
}
