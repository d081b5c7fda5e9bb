package doc

import (
	"fmt"
	"slices"
)

// Table is one table, made once and drawn by every renderer.
//
// From the top: Title, centred; Subtitle, centred; one line with Preparer at
// the left and, at the right, FormNumber above UnitLine; the Header rows,
// which every page repeats; the Body; the Notes, one line each. Empty parts
// take no room.
type Table struct {
	Title      string
	Subtitle   string // for example （2024年度）
	FormNumber string // for example 公开01表
	Preparer   string // for example 编制单位：…
	UnitLine   string // for example 金额单位：万元
	Columns    []Column
	Header     []Row
	Body       []Row
	Notes      []string
	Landscape  bool // wide: on landscape pages. Where it is not set, a renderer that cannot set the table otherwise may still turn the page
	SinglePage bool // a form of fixed rows: a printed sheet holds the whole of it, made smaller or turned if need be
}

// Column is one column of a Table.
type Column struct {
	// Width in half-width characters of the table's font (a Han character
	// takes two). It is a wish: a renderer that breaks lines lets the content
	// decide and shares by the wishes what that leaves.
	Width int
}

// Widths makes columns of some widths.
func Widths(widths ...int) []Column {
	columns := make([]Column, len(widths))
	for i, w := range widths {
		columns[i].Width = w
	}
	return columns
}

// Row holds the cells that begin in it, from left to right. A place that a
// cell of an earlier row covers (RowSpan) or a cell to the left covers
// (ColSpan) has no cell of its own.
//
// With Repeat, a row of the body heads the rows below it, and a page that the
// table runs on to shows it again below the Header, until another such row
// takes its place. Its cells cover no other row.
type Row struct {
	Cells  []Cell
	Repeat bool
}

// Align says where a cell's text stands in its width.
type Align int

// The alignments. The zero value leaves the choice to the content: a figure
// stands at the right, a header in the middle, other text at the left. A
// renderer that can lets the figures of a column stand on one decimal point,
// at the right or in the middle; AlignLeft and AlignRight keep a figure out of
// that.
const (
	AlignAuto Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Cell is text, or a figure where Number is set.
type Cell struct {
	Text    string
	Number  *Number // if set, Text is empty
	Align   Align
	Indent  int  // levels of indentation at the left, one Han character each
	ColSpan int  // columns it covers; 0 is 1
	RowSpan int  // rows it covers; 0 is 1
	Heading bool // a label of rows or columns, set in the header's weight

	Name    string  // by which formulas refer to the cell; no two cells of a Package share one
	Formula Formula // how the cell's text or figure is worked out of other cells
}

// String is what a reader sees in the cell.
func (c Cell) String() string {
	if c.Number != nil {
		return c.Number.String()
	}
	return c.Text
}

// Cols is the number of columns the cell covers, at least 1.
func (c Cell) Cols() int { return max(c.ColSpan, 1) }

// Rows is the number of rows the cell covers, at least 1.
func (c Cell) Rows() int { return max(c.RowSpan, 1) }

// Alignment is the cell's alignment with AlignAuto resolved.
func (c Cell) Alignment(header bool) Align {
	switch {
	case c.Align != AlignAuto:
		return c.Align
	case header || c.Heading:
		return AlignCenter
	case c.Number != nil:
		return AlignRight
	}
	return AlignLeft
}

// Placed is a cell at its place in the grid.
type Placed struct {
	Cell
	Row, Col int  // from 0, counted over Header and then Body
	Header   bool // the cell stands in a header row
}

// Layout places every cell of the table, in row order. It fails where the
// spans overlap, leave a hole, leave the table, or cross from the header into
// the body; such a table is a mistake in the program.
func (t *Table) Layout() ([]Placed, error) {
	rows := slices.Concat(t.Header, t.Body)
	cells := 0
	taken := make([][]bool, len(rows))
	for i, r := range rows {
		taken[i] = make([]bool, len(t.Columns))
		cells += len(r.Cells)
	}
	placed := make([]Placed, 0, cells)
	for r := range rows {
		var err error
		if placed, err = t.placeRow(placed, r, taken); err != nil {
			return nil, err
		}
	}
	return placed, nil
}

// placeRow appends the cells of a row.
func (t *Table) placeRow(placed []Placed, r int, taken [][]bool) ([]Placed, error) {
	header := r < len(t.Header)
	limit, row := len(taken), Row{}
	if header {
		limit, row = len(t.Header), t.Header[r]
	} else {
		row = t.Body[r-len(t.Header)]
	}
	col := 0
	for _, c := range row.Cells {
		for col < len(t.Columns) && taken[r][col] {
			col++
		}
		if col+c.Cols() > len(t.Columns) || r+c.Rows() > limit {
			return nil, fmt.Errorf("table %q: cell %q in row %d leaves the table", t.Title, c, r)
		}
		for y := r; y < r+c.Rows(); y++ {
			for x := col; x < col+c.Cols(); x++ {
				if taken[y][x] {
					return nil, fmt.Errorf("table %q: cell %q in row %d overlaps another", t.Title, c, r)
				}
				taken[y][x] = true
			}
		}
		placed = append(placed, Placed{Cell: c, Row: r, Col: col, Header: header})
		col += c.Cols()
	}
	for x, ok := range taken[r] {
		if !ok {
			return nil, fmt.Errorf("table %q: row %d has no cell in column %d", t.Title, r, x)
		}
	}
	return placed, nil
}
