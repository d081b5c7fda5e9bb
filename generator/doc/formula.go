package doc

import (
	"fmt"
	"strings"
)

// Formula is how a cell is worked out of other cells, in the language that
// spreadsheet programs share (English names, commas), without a = before it.
// Other cells stand in it by their names, as Ref and Range write them. The
// cell's own Text or Number is the result: who reads a formula in a workbook
// sees the result too, and paper shows nothing else.
type Formula string

// Ref is the cell of a name in a formula.
func Ref(name string) string { return "{" + name + "}" }

// Range is the cells from the first to the last, both by name, in a formula: a
// row, a column or a rectangle of one table, of which the first is the upper
// left and the last the lower right cell.
func Range(first, last string) string {
	if first == last {
		return Ref(first)
	}
	return "{" + first + ":" + last + "}"
}

// Place writes the formula with addresses in place of names. It fails where
// address does, and where a brace has no partner.
func (f Formula) Place(address func(first, last string) (string, error)) (string, error) {
	var b strings.Builder
	rest := string(f)
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		names, after, closed := strings.Cut(after, "}")
		if !closed {
			return "", fmt.Errorf("formula %q: a brace without its partner", string(f))
		}
		first, last, several := strings.Cut(names, ":")
		if !several {
			last = first
		}
		at, err := address(first, last)
		if err != nil {
			return "", fmt.Errorf("formula %q: %w", string(f), err)
		}
		b.WriteString(at)
		rest = after
	}
}
