package generator_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// sums says of a statement broken down by subject how the cells of a row hang
// together: each list adds up to zero with the signs of its columns.
var sums = map[string][][]int{
	"公开02表": {{-1, 2, 3, 4, 5, 6, 7}},
	"公开03表": {{-1, 2, 3, 4, 5, 6}},
	"公开05表": {{-1, 2, 3}},
	"公开07表": {{-3, 4, 5}, {1, 2, -3, -6}},
	"公开08表": {{-3, 4, 5}, {1, 2, -3, -6}},
}

// What a reader with a calculator finds in the printed cells is what decides
// about the footnote on rounding. Nothing of the program's own identities is
// used here.
func TestFootnoteFollowsThePrintedCells(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		sheets := assemble(t, data).Sheets
		for sheet, rows := range sums {
			x := table(t, sheets, sheet)
			off := rowsAreOff(x, rows) || columnsAreOff(x)
			noted := slices.ContainsFunc(x.Notes, func(n string) bool { return strings.Contains(n, "尾数误差") })
			if off != noted {
				t.Errorf("%s: printed cells are off: %v, footnote: %v", sheet, off, noted)
			}
		}
	})
}

// printed are the amounts of a row, by column from 1.
func printed(r doc.Row) []decimal.Decimal {
	amounts := []decimal.Decimal{decimal.Zero}
	for _, c := range r.Cells {
		if c.Number != nil {
			amounts = append(amounts, decimal.RequireFromString(plain(c.String())))
		}
	}
	return amounts
}

func rowsAreOff(x *doc.Table, rows [][]int) bool {
	for _, r := range x.Body {
		cells := printed(r)
		for _, columns := range rows {
			sum := decimal.Zero
			for _, c := range columns {
				sum = sum.Add(cells[max(c, -c)].Mul(decimal.NewFromInt(int64(c / max(c, -c)))))
			}
			if !sum.IsZero() {
				return true
			}
		}
	}
	return false
}

// columnsAreOff adds up, under 合计 and under each code, the rows one level
// below.
func columnsAreOff(x *doc.Table) bool {
	for _, parent := range x.Body {
		code, digits := parent.Cells[0].Text, len(parent.Cells[0].Text)+2
		if code == "合计" {
			code, digits = "", 3
		}
		if digits > 7 {
			continue
		}
		left := printed(parent)
		for _, r := range x.Body {
			if child := r.Cells[0].Text; len(child) == digits && strings.HasPrefix(child, code) && child != "合计" {
				for c, amount := range printed(r) {
					left[c] = left[c].Sub(amount)
				}
			}
		}
		if slices.ContainsFunc(left, func(d decimal.Decimal) bool { return !d.IsZero() }) {
			return true
		}
	}
	return false
}
