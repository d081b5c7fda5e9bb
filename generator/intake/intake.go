// Package intake reads the nine statements (公开01表 … 公开09表) back out of
// workbooks, and writes what they say as a unit file (单位文件). It finds each
// statement by its title and its headers, wherever it stands, reports what
// contradicts itself by sheet and cell, and assumes nothing: a cell that is no
// number, a code that is unclear, is a finding. It must never know how the
// unit file is checked or what is made of it.
package intake

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/statement"
)

// Workbook is one file of statements, as it was read from the disk.
type Workbook struct {
	Name string // the file's own name, which may tell the year
	Data []byte
}

// MaxBytes is the size above which a file is no workbook of statements.
const MaxBytes = 32 << 20

// Rules of this package, as they appear in findings beside those of the
// catalogue of checks.
const (
	RuleFile      = "I-01" // the file is no workbook that can be read
	RuleStatement = "I-02" // a statement is missing, is there twice, or its sheet is too long
	RuleHeader    = "I-03" // a statement lacks a column or row of its form
	RuleNumber    = "I-04" // a cell is no number
	RuleCode      = "I-05" // a code of a subject is unclear
	RuleRow       = "I-06" // a row of no known meaning has an amount
	RuleHead      = "I-07" // the unit's name, the year or the unit of the amounts
	RuleSplit     = "I-08" // amounts that cannot be told apart by fund
	RuleMerge     = "I-09" // what an existing unit file says otherwise
	RuleUnused    = "I-10" // a sheet without a statement
	RuleRounding  = "I-11" // sums that differ within the rounding of their parts
)

// place is a cell of a workbook, or a sheet where it has no row, or the whole
// workbook where it has no sheet.
type place struct {
	book     int
	sheet    string
	row, col int // from 1
}

// String is the place as a spreadsheet program writes it: 公开03表!D12.
func (p place) String() string {
	if p.row == 0 {
		return p.sheet
	}
	return fmt.Sprintf("%s!%s%d", p.sheet, columnName(p.col), p.row)
}

// columnName is the letters of a column: A, …, Z, AA, ….
func columnName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// collector gathers the findings of several workbooks.
type collector struct {
	found  [][]located              // of each workbook
	sheets []string                 // of all workbooks, in their order
	names  []string                 // of the workbooks' files
	lost   map[statement.Kind]place // of titles below which no header is known
	titles []string                 // in the properties of the workbooks, which may tell the year
}

// newCollector collects from so many workbooks.
func newCollector(books int) *collector {
	return &collector{found: make([][]located, books), lost: map[statement.Kind]place{}}
}

// located is a finding with its cell.
type located struct {
	at place
	finding.Finding
}

func (c *collector) add(p place, f finding.Finding) {
	f.Path = p.String()
	c.found[p.book] = append(c.found[p.book], located{p, f})
}

// lists are the findings of each workbook, by sheet and cell.
func (c *collector) lists() []finding.List {
	lists := make([]finding.List, len(c.found))
	for i, found := range c.found {
		slices.SortStableFunc(found, func(a, b located) int {
			return cmp.Or(
				cmp.Compare(slices.Index(c.sheets, a.at.sheet), slices.Index(c.sheets, b.at.sheet)),
				cmp.Compare(a.at.row, b.at.row), cmp.Compare(a.at.col, b.at.col))
		})
		for _, f := range found {
			lists[i] = append(lists[i], f.Finding)
		}
	}
	return lists
}

func (c *collector) report(p place, rule, remedy, format string, args ...any) {
	c.add(p, finding.Finding{Rule: rule, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

func (c *collector) warn(p place, rule, remedy, format string, args ...any) {
	c.add(p, finding.Finding{Rule: rule, Severity: finding.Warning, Message: fmt.Sprintf(format, args...), Remedy: remedy})
}

func (c *collector) note(p place, rule, format string, args ...any) {
	c.add(p, finding.Finding{Rule: rule, Severity: finding.Note, Message: fmt.Sprintf(format, args...)})
}

// hasErrors reports whether anything keeps the unit file from being written.
func (c *collector) hasErrors() bool {
	return HasErrors(c.lists())
}
