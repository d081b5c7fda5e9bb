// Package statement lays out the nine statements (公开01表 … 公开09表) as
// tables. Rows and columns are those of the ministry's form; titles, order and
// notes come from the template set. It computes no figure.
package statement

import (
	"fmt"
	"strconv"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// Kind names one of the nine statements, as a template set's settings do.
type Kind string

// The nine statements.
const (
	Overall       Kind = "overall"        // 收入支出决算总表
	Income        Kind = "income"         // 收入决算表
	Spending      Kind = "spending"       // 支出决算表
	Appropriation Kind = "appropriation"  // 财政拨款收入支出决算总表
	General       Kind = "general_budget" // 一般公共预算财政拨款支出决算表
	Basic         Kind = "basic_expenditure"
	Fund          Kind = "government_fund" // 政府性基金预算财政拨款收入支出决算表
	Capital       Kind = "state_capital"   // 国有资本经营预算财政拨款收入支出决算表
	ThreePublic   Kind = "three_public"    // 财政拨款“三公”经费支出决算表
)

// Form is what a template set says of one statement.
type Form struct {
	Kind      Kind   `toml:"kind" need:"yes"`
	Title     string `toml:"title" need:"yes"`
	Note      string `toml:"note"`       // 注, under the table
	EmptyNote string `toml:"empty_note"` // under a table without any amount
}

// Style is what a template set says of all statements.
type Style struct {
	Preparer       string   `toml:"preparer"`        // for example 编制单位：…
	UnitLine       string   `toml:"unit_line"`       // for example 金额单位：万元
	LineNumbers    bool     `toml:"line_numbers"`    // 行次 in the two general statements
	ColumnNumbers  bool     `toml:"column_numbers"`  // the row 栏次
	OmittedClasses []string `toml:"omitted_classes"` // 类 that the form leaves out unless they have an amount
	RoundingNote   string   `toml:"rounding_note"`   // 尾数 note, where printed parts and total differ
}

// Statement is one of the nine, laid out.
type Statement struct {
	Form  Form
	Table *doc.Table
}

// layouts makes the columns and rows of each statement and says whether it is
// an empty one.
var layouts = map[Kind]func(*figures.Book, Style) (table *doc.Table, empty bool){
	Overall:       overall,
	Income:        income,
	Spending:      spending,
	Appropriation: appropriation,
	General:       general,
	Basic:         basic,
	Fund:          func(b *figures.Book, s Style) (*doc.Table, bool) { return account(Fund, b.Fund, s) },
	Capital:       func(b *figures.Book, s Style) (*doc.Table, bool) { return account(Capital, b.Capital, s) },
	ThreePublic:   threePublic,
}

// IsKnown reports whether there is a statement of the kind.
func IsKnown(k Kind) bool { return layouts[k] != nil }

// Build lays out the statements in the order of the forms, which gives them
// their numbers 公开01表, 公开02表, …
func Build(b *figures.Book, forms []Form, style Style) ([]Statement, error) {
	unrounded := map[Kind]bool{}
	for _, i := range Identities(b) {
		if i.Within() && !i.HoldsAsPrinted() {
			unrounded[i.Statement()] = true
		}
	}
	var statements []Statement
	for n, form := range forms {
		layout, ok := layouts[form.Kind]
		if !ok {
			return nil, fmt.Errorf("no statement is called %q", form.Kind)
		}
		t, empty := layout(b, style)
		t.Title, t.FormNumber = form.Title, fmt.Sprintf("公开%02d表", n+1)
		t.Preparer, t.UnitLine = style.Preparer, style.UnitLine
		addNotes(t, form, style, empty, unrounded[form.Kind])
		statements = append(statements, Statement{form, t})
	}
	return statements, nil
}

func addNotes(t *doc.Table, form Form, style Style, empty, unrounded bool) {
	add := func(condition bool, note string) {
		if condition && note != "" {
			t.Notes = append(t.Notes, note)
		}
	}
	add(true, form.Note)
	add(unrounded, style.RoundingNote)
	add(empty, form.EmptyNote)
}

// The cells that statements are made of.

func label(text string) doc.Cell   { return doc.Cell{Text: text} }
func heading(text string) doc.Cell { return doc.Cell{Text: text, Heading: true} }

func across(c doc.Cell, columns int) doc.Cell {
	c.ColSpan = columns
	return c
}

func down(c doc.Cell, rows int) doc.Cell {
	c.RowSpan = rows
	return c
}

func row(cells ...doc.Cell) doc.Row { return doc.Row{Cells: cells} }

// numbers are the cells 1 … n of the row 栏次, counted from first.
func numbers(first, n int) []doc.Cell {
	var cells []doc.Cell
	for i := range n {
		cells = append(cells, heading(strconv.Itoa(first+i)))
	}
	return cells
}
