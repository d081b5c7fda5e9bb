package xlsx

import (
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

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
	heading   int // the row of the body that heads those below it, 0 where there is none
	grid      int // rows above the grid
	gridEnd   int // rows to the end of the grid
	widths    []float64
	heights   []float64
	first     []int  // the worksheet row, from 1, in which each row begins, and the one after the last
	bodyName  string // the name of the range of the body
	formulas  bool   // some of its cells are formulas
}

// piece is one text or figure of a worksheet with the place that it covers.
type piece struct {
	look
	row, col   int
	rows, cols int
	text       string
	number     *doc.Number
	name       string
	formula    doc.Formula
	placed     string // the formula with addresses; empty: the cell has none
}

func newPlan(s doc.Sheet) (*plan, error) {
	t := s.Table
	if t == nil || len(t.Columns) == 0 {
		return nil, errors.New("has no table, or a table without columns")
	}
	placed, err := t.Layout()
	if err != nil {
		return nil, err
	}
	p := &plan{name: s.Name, bodyName: s.BodyName, landscape: t.Landscape, pagesHigh: pagesHigh[t.SinglePage]}
	grid := gridPieces(placed)
	p.widths = columnWidths(t, grid)
	p.addTop(t)
	p.grid, p.head = p.rows, p.rows+len(t.Header)
	if i := slices.IndexFunc(t.Body, func(r doc.Row) bool { return r.Repeat }); i >= 0 {
		p.heading = p.head + i
	}
	p.addGrid(grid, len(t.Header)+len(t.Body))
	p.gridEnd = p.rows
	for _, note := range t.Notes {
		p.addLine(note, leftLook)
	}
	p.heights = rowHeights(p)
	tighten(p)
	p.first = firstRows(p.heights)
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
	p.pieces = slices.Grow(p.pieces, len(grid))
	for _, x := range grid {
		x.row += p.rows
		p.formulas = p.formulas || x.formula != ""
		p.pieces = append(p.pieces, x)
	}
	p.rows += rows
}

// firstRows are the worksheet rows in which rows of some heights begin.
func firstRows(heights []float64) []int {
	first := []int{1}
	for _, h := range heights {
		n, _ := sheetRows(h)
		first = append(first, first[len(first)-1]+n)
	}
	return first
}

// corner is the address of the first cell of a piece.
func (p *plan) corner(x piece) (string, error) {
	return excelize.CoordinatesToCellName(x.col+1, p.first[x.row])
}

// sheetPrefix is what stands before an address on another sheet.
func (p *plan) sheetPrefix() string {
	return "'" + strings.ReplaceAll(p.name, "'", "''") + "'!"
}

func gridPieces(placed []doc.Placed) []piece {
	pieces := make([]piece, len(placed))
	for i, c := range placed {
		pieces[i] = piece{
			look: cellLook(c),
			row:  c.Row, col: c.Col,
			rows: c.Rows(), cols: c.Cols(),
			number: c.Number,
			name:   c.Name, formula: c.Formula,
		}
		if c.Number == nil {
			pieces[i].text = c.Text
		}
	}
	return pieces
}
