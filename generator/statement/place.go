package statement

import (
	"fmt"
	"strconv"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// Place is where a figure is printed: in a statement, in a row, in an amount
// column, which counts from 0.
type Place struct {
	Statement Kind
	Row       string // a subject's code, or one of the rows below
	Column    int
}

// The rows that are no subject's. Those with parts have one for each, named by
// part.
const (
	rowTotal       = "total"
	rowSource      = "source"
	rowIncome      = "income"
	rowSurplus     = "surplus"
	rowOpening     = "opening"
	rowIncomeSide  = "income_side" // 总计 at the left
	rowSpending    = "spending"
	rowDistributed = "distributed"
	rowClosing     = "closing"
	rowOutlaySide  = "spending_side" // 总计 at the right
	rowPersonnel   = "personnel"
	rowPublic      = "public"
	rowThreePublic = "three_public"
)

// part is the row of one part of another row, counted from 0.
func part(row string, i int) string { return fmt.Sprintf("%s/%d", row, i) }

// name is the name of the cell at the place.
func (p Place) name() string {
	return string(p.Statement) + " " + p.Row + " " + strconv.Itoa(p.Column)
}

// cell is the cell that prints a figure at the place.
func (p Place) cell(f figures.Figure) doc.Cell {
	return doc.Cell{Number: f.Number(), Name: p.name()}
}

// cells are the amount cells of a row.
func cells(k Kind, row string, amounts []figures.Figure) []doc.Cell {
	var cells []doc.Cell
	for i, f := range amounts {
		cells = append(cells, Place{k, row, i}.cell(f))
	}
	return cells
}

// Term is a figure of an identity and the place that it is read off.
type Term struct {
	figures.Figure // with the other sign where the term is taken off
	At             Place
	TakenOff       bool
}

// term is the figure that a row prints in a column.
func term(k Kind, row string, column int, f figures.Figure) Term {
	return Term{Figure: f, At: Place{k, row, column}}
}

// less is the term, taken off the others.
func (t Term) less() Term {
	t.Figure, t.TakenOff = t.Negative(), !t.TakenOff
	return t
}

// terms are the parts of a row, each in a row of its own.
func terms(k Kind, row string, column int, parts []figures.Figure) []Term {
	var all []Term
	for i, f := range parts {
		all = append(all, term(k, part(row, i), column, f))
	}
	return all
}

// inRow are the terms of one row, a column each.
func inRow(k Kind, row string, amounts []figures.Figure) []Term {
	var all []Term
	for i, f := range amounts {
		all = append(all, term(k, row, i, f))
	}
	return all
}
