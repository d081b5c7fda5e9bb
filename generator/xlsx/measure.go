package xlsx

import (
	"cmp"
	"math"
	"slices"

	"github.com/discgen/discgen/generator/doc"
)

// Sizes of columns, in the file's unit: the width of a digit of the workbook's
// default type. That is the table's own type, so a unit is one half-width
// character.
const (
	padding       = 1.5  // what a column needs beside its text
	indentWidth   = 3    // one level of indent
	maxWidth      = 255  // of a column
	maxChunk      = 24   // a longer Latin word may be broken
	lineReserve   = 0.95 // the part of a line that another program surely fills
	portraitPage  = 97   // what A4 holds between the margins
	landscapePage = 144
)

// pageHeight is what A4 holds between the margins, in points, by whether it
// lies across.
var pageHeight = map[bool]float64{false: 748, true: 501}

// Sizes of rows, in points.
const (
	lineFactor   = 1.4 // line height by type size
	rowPadding   = 5
	tightPadding = 1
	minRow       = 18
	maxRow       = 408  // the limit is 409; this is whole pixels
	sliceRow     = 102  // of a row that is higher; pages break between slices
	heightStep   = 0.75 // one pixel
	fixedHeight  = 300  // rows above the body that still leave room for a body
)

// columnWidths are the widths that the table asks for, grown until every
// figure and word fits, then grown together to fill the page.
func columnWidths(t *doc.Table, grid []piece) []float64 {
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = float64(max(c.Width, 1)) + padding
	}
	addIndents(widths, grid)
	for _, x := range bySpan(grid, (*piece).colSpan) {
		widen(widths[x.col:x.col+x.cols], x.minWidth())
	}
	fill(widths, pageWidth(t.Landscape))
	for i, w := range widths {
		widths[i] = min(math.Ceil(w*100)/100, maxWidth)
	}
	return widths
}

// addIndents makes up for the indents of texts, which are wider in a worksheet
// than the table's one Han character.
func addIndents(widths []float64, grid []piece) {
	extra := make([]float64, len(widths))
	for _, x := range grid {
		if x.number != nil {
			continue
		}
		extra[x.col] = max(extra[x.col], x.indentation()-2*float64(x.indent))
	}
	for i, e := range extra {
		widths[i] += e
	}
}

func pageWidth(landscape bool) float64 {
	if landscape {
		return landscapePage
	}
	return portraitPage
}

// bySpan orders pieces so that the small ones settle the sizes first and the
// large ones ask only for what is still missing.
func bySpan(pieces []piece, span func(*piece) int) []*piece {
	ordered := make([]*piece, len(pieces))
	for i := range pieces {
		ordered[i] = &pieces[i]
	}
	slices.SortStableFunc(ordered, func(a, b *piece) int { return cmp.Compare(span(a), span(b)) })
	return ordered
}

func (x *piece) colSpan() int { return x.cols }
func (x *piece) rowSpan() int { return x.rows }

// minWidth is the width under which a figure shows as #### or a word breaks.
func (x piece) minWidth() float64 {
	if x.number != nil {
		return float64(halfWidths(x.number.String())) + padding + x.indentation()
	}
	return float64(min(longestChunk(x.text), maxChunk)) + padding + x.indentation()
}

func (x piece) indentation() float64 { return float64(x.indent * indentWidth) }

// widen gives equal parts of what is missing to each of the sizes.
func widen(sizes []float64, need float64) {
	if missing := need - sum(sizes); missing > 0 {
		for i := range sizes {
			sizes[i] += missing / float64(len(sizes))
		}
	}
}

// fill grows sizes in proportion to a total. Larger ones stay: the print
// setting fits them to the page.
func fill(sizes []float64, total float64) {
	factor := max(total/sum(sizes), 1)
	for i := range sizes {
		sizes[i] *= factor
	}
}

func sum(sizes []float64) float64 {
	total := 0.0
	for _, s := range sizes {
		total += s
	}
	return total
}

// rowHeights are the heights at which every wrapped text is seen whole. They
// may be greater than one row of a worksheet can be; see sheetRows.
func rowHeights(p *plan) []float64 {
	return rowHeightsWith(p, rowPadding)
}

// tighten lowers the rows of a form that must stand on one page where they
// would make it smaller than its width does.
func tighten(p *plan) {
	scale := min(pageWidth(p.landscape)/sum(p.widths), 1)
	if p.pagesHigh != 1 || sum(p.heights)*scale <= pageHeight[p.landscape] {
		return
	}
	p.heights = rowHeightsWith(p, tightPadding)
}

func rowHeightsWith(p *plan, padding float64) []float64 {
	heights := make([]float64, p.rows)
	for i := range heights {
		heights[i] = min(minRow, textSize*lineFactor+padding)
	}
	for _, x := range bySpan(p.pieces, (*piece).rowSpan) {
		widen(heights[x.row:x.row+x.rows], x.height(p.widths)+padding)
	}
	for i, h := range heights {
		heights[i] = math.Ceil(h/heightStep) * heightStep
	}
	return heights
}

// height is what the lines of the piece take, without the padding of its row.
func (x piece) height(widths []float64) float64 {
	lines := 1
	if x.number == nil {
		room := sum(widths[x.col:x.col+x.cols]) - padding - x.indentation()
		lines = wrappedLines(x.text, room*textSize/x.size)
	}
	return float64(lines) * x.size * lineFactor
}

// wrappedLines keeps a reserve only where a text is wrapped: one that just fits
// its column stays on one line in every program.
func wrappedLines(text string, room float64) int {
	lines := countLines(text, int(room))
	if lines == 1 {
		return 1
	}
	return countLines(text, int(room*lineReserve))
}

// sheetRows is how many rows of the worksheet a row takes, and how high each
// is. It is more than one only where a row is higher than a worksheet's row can
// be: then its cells are merged over several, so that nothing is hidden.
func sheetRows(height float64) (n int, each float64) {
	if height <= maxRow {
		return 1, height
	}
	n = int(math.Ceil(height / sliceRow))
	return n, math.Ceil(height/float64(n)/heightStep) * heightStep
}

// raise sets pieces that are higher than a screen or a page at their top, where
// a reader begins.
func raise(p *plan) {
	for i, x := range p.pieces {
		p.pieces[i].top = sum(p.heights[x.row:x.row+x.rows]) > maxRow
	}
}
