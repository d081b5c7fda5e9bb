package figures

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Line is one row of a statement broken down by functional subject.
type Line struct {
	Code, Name string
	Cells      []Figure
}

// Level is 1, 2 or 3 for a 类, 款 or 项.
func (l Line) Level() int { return levelOf(l.Code) }

// Breakdown is a statement broken down by functional subject: the total and,
// in the order of the codes, a line each 类, 款 and 项 that has an amount.
type Breakdown struct {
	Total []Figure
	Lines []Line
}

// IsEmpty reports whether no line has an amount. One that prints as 0.00 is an
// amount.
func (b Breakdown) IsEmpty() bool { return len(b.Lines) == 0 }

// Find is the line of a code.
func (b Breakdown) Find(code string) (Line, bool) {
	i := slices.IndexFunc(b.Lines, func(l Line) bool { return l.Code == code })
	if i < 0 {
		return Line{}, false
	}
	return b.Lines[i], true
}

// Cell is one cell of a code's line, zero where the code has none.
func (b Breakdown) Cell(code string, column int) Figure {
	if l, ok := b.Find(code); ok {
		return l.Cells[column]
	}
	return Figure{}
}

// Below are the lines directly below a code; below "" the 类.
func (b Breakdown) Below(code string) []Line {
	var lines []Line
	for _, l := range b.Lines {
		if strings.HasPrefix(l.Code, code) && l.Level() == levelOf(code)+1 {
			lines = append(lines, l)
		}
	}
	return lines
}

// levelOf is 0 for "", then 1, 2, 3 for codes of 3, 5 and 7 digits.
func levelOf(code string) int { return len(code) / 2 }

// breakdown adds 项 up to 款, 类 and the total, column by column, exactly. Only
// an entry that has a row makes lines.
func breakdown(entries []entry, columns int, cells func(entry) []decimal.Decimal, hasRow func(entry) bool) Breakdown {
	total := make([]decimal.Decimal, columns)
	sums := map[string][]decimal.Decimal{}
	for _, e := range entries {
		if !hasRow(e) {
			continue
		}
		values := cells(e)
		addTo(total, values)
		for _, digits := range []int{3, 5, 7} {
			if len(e.subject.Code) < digits {
				break
			}
			code := e.subject.Code[:digits]
			if sums[code] == nil {
				sums[code] = make([]decimal.Decimal, columns)
			}
			addTo(sums[code], values)
		}
	}
	b := Breakdown{Total: publishAll(total)}
	for code, values := range sums {
		b.Lines = append(b.Lines, Line{Code: code, Cells: publishAll(values)})
	}
	slices.SortFunc(b.Lines, func(x, y Line) int { return strings.Compare(x.Code, y.Code) })
	return b
}

func allZero(values []decimal.Decimal) bool {
	return !slices.ContainsFunc(values, func(v decimal.Decimal) bool { return !v.IsZero() })
}

func addTo(sums, values []decimal.Decimal) {
	for i, v := range values {
		sums[i] = sums[i].Add(v)
	}
}

func publishAll(values []decimal.Decimal) []Figure {
	figures := make([]Figure, len(values))
	for i, v := range values {
		figures[i] = Publish(v)
	}
	return figures
}
