package xlsx

import (
	"errors"
	"fmt"
)

// named is a cell that formulas may refer to.
type named struct {
	*plan
	piece
}

// placeFormulas puts addresses into the formulas of all sheets.
func placeFormulas(plans []*plan) error {
	cells, err := namedCells(plans)
	errs := []error{err}
	for _, p := range plans {
		for i, x := range p.pieces {
			if x.formula == "" {
				continue
			}
			p.pieces[i].placed, err = placeFormula(p, x, cells)
			if err != nil {
				errs = append(errs, fmt.Errorf("sheet %q: %w", p.name, err))
			}
		}
	}
	return errors.Join(errs...)
}

func placeFormula(p *plan, x piece, cells map[string]named) (string, error) {
	placed, err := x.formula.Place(func(first, last string) (string, error) {
		return address(p, cells, first, last)
	})
	switch {
	case err != nil:
		return "", err
	case units(placed) > maxFormula:
		return "", fmt.Errorf("formula %q: longer than %d characters", beginning(placed), maxFormula)
	}
	return placed, checkCharacters(placed)
}

// namedCells are the cells that have a name.
func namedCells(plans []*plan) (map[string]named, error) {
	cells := map[string]named{}
	var errs []error
	for _, p := range plans {
		for _, x := range p.pieces {
			if x.name == "" {
				continue
			}
			if other, taken := cells[x.name]; taken {
				errs = append(errs, fmt.Errorf("the name %q is that of a cell of %q and of %q", x.name, other.plan.name, p.name))
			}
			cells[x.name] = named{p, x}
		}
	}
	return cells, errors.Join(errs...)
}

// address is the address of a cell or of a range as a formula of p writes it.
func address(p *plan, cells map[string]named, first, last string) (string, error) {
	a, okA := cells[first]
	b, okB := cells[last]
	switch {
	case !okA || !okB:
		return "", fmt.Errorf("no cells from %q to %q", first, last)
	case a.plan != b.plan || a.row > b.row || a.col > b.col:
		return "", fmt.Errorf("no range from %q to %q", first, last)
	}
	prefix := ""
	if a.plan != p {
		prefix = a.sheetPrefix()
	}
	from, err := a.corner(a.piece)
	if err != nil || first == last {
		return prefix + from, err
	}
	to, err := b.corner(b.piece)
	return prefix + from + ":" + to, err
}

// The library writes a formula without its result. Until pack, the result
// stands behind the formula, between two marks; a third stands before a formula
// whose result is a figure. They are noncharacters, which no text holds.
const (
	figureMark = '\uFDD1'
	resultMark = '\uFDD2'
	endMark    = '\uFDD3'
)

// withResult is the formula of a piece with its result behind it.
func withResult(x piece) string {
	mark, result := "", escaped(x.text)
	if x.number != nil {
		mark, result = string(figureMark), x.number.CellValue().String()
	}
	return mark + x.placed + string(resultMark) + result + string(endMark)
}
