package xlsx

import (
	"errors"
	"slices"

	"github.com/discgen/discgen/generator/doc"
)

// plan is one worksheet worked out: where everything stands and how large it
// is. Rows and columns count from 0.
type plan struct {
	name      string
	landscape bool
	pagesHigh int // pages that the print may run over; 0 is any number
	pieces    []piece
	rows      int // all rows, from the title to the last note
	head      int // rows above the body, repeated on each page
	grid      int // rows above the grid
	gridEnd   int // rows to the end of the grid
	widths    []float64
	heights   []float64
}

// piece is one text or figure of a worksheet with the place that it covers.
type piece struct {
	look
	row, col   int
	rows, cols int
	text       string
	number     *doc.Number
}

func newPlan(name string, t *doc.Table) (*plan, error) {
	if t == nil || len(t.Columns) == 0 {
		return nil, errors.New("has no table, or a table without columns")
	}
	placed, err := t.Layout()
	if err != nil {
		return nil, err
	}
	p := &plan{name: name, landscape: t.Landscape, pagesHigh: pagesHigh[t.SinglePage]}
	grid := gridPieces(placed)
	p.widths = columnWidths(t, grid)
	p.addTop(t)
	p.grid, p.head = p.rows, p.rows+len(t.Header)
	p.addGrid(grid, len(t.Header)+len(t.Body))
	p.gridEnd = p.rows
	for _, note := range t.Notes {
		p.addLine(note, leftLook)
	}
	p.heights = rowHeights(p)
	raise(p)
	return p, p.check()
}

func (p *plan) check() error {
	var errs []error
	for _, x := range p.pieces {
		if x.number != nil {
			errs = append(errs, checkNumber(*x.number))
		} else {
			errs = append(errs, checkText(x.text))
		}
	}
	return errors.Join(errs...)
}

// addLine adds a row with one text over all columns. An empty text takes no
// room.
func (p *plan) addLine(text string, l look) {
	if text == "" {
		return
	}
	p.pieces = append(p.pieces, piece{look: l, row: p.rows, rows: 1, cols: len(p.widths), text: text})
	p.rows++
}

func (p *plan) addTop(t *doc.Table) {
	p.addLine(t.Title, titleLook)
	p.addLine(t.Subtitle, subtitleLook)
	p.addLine(t.FormNumber, rightLook)
	left := leftColumns(p.widths, t.UnitLine)
	if t.Preparer == "" || t.UnitLine == "" || left == 0 {
		p.addLine(t.Preparer, leftLook)
		p.addLine(t.UnitLine, rightLook)
		return
	}
	p.pieces = append(p.pieces,
		piece{look: leftLook, row: p.rows, rows: 1, cols: left, text: t.Preparer},
		piece{look: rightLook, row: p.rows, rows: 1, col: left, cols: len(p.widths) - left, text: t.UnitLine})
	p.rows++
}

// leftColumns is how many columns remain at the left of a text that stands at
// the right end of a row.
func leftColumns(widths []float64, right string) int {
	need := float64(halfWidths(right)) + padding
	for i, w := range slices.Backward(widths) {
		if need -= w; need <= 0 {
			return i
		}
	}
	return 0
}

func (p *plan) addGrid(grid []piece, rows int) {
	for _, x := range grid {
		x.row += p.rows
		p.pieces = append(p.pieces, x)
	}
	p.rows += rows
}

func gridPieces(placed []doc.Placed) []piece {
	pieces := make([]piece, len(placed))
	for i, c := range placed {
		pieces[i] = piece{
			look: cellLook(c),
			row:  c.Row, col: c.Col,
			rows: c.Rows(), cols: c.Cols(),
			number: c.Number,
		}
		if c.Number == nil {
			pieces[i].text = c.Text
		}
	}
	return pieces
}
