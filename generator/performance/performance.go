// Package performance lays out the self-evaluation tables (绩效自评表): one for
// the unit as a whole, one for each project. It computes no figure.
package performance

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// Words are what a template set says of the tables.
type Words struct {
	OverallTitle    string `toml:"overall_title" need:"yes"`
	ProjectTitle    string `toml:"project_title" need:"yes"`
	Subtitle        string `toml:"subtitle"`         // for example （2024年度）
	OverallAchieved string `toml:"overall_achieved"` // the sentence on the figures, before the unit's own text
}

// Tables lays out the table of the unit as a whole, where it has one, and then
// those of the projects.
func Tables(u *unit.Unit, e figures.SelfEvaluation, words Words) []*doc.Table {
	var tables []*doc.Table
	if e.Overall != nil {
		tables = append(tables, overall(u, *e.Overall, words))
	}
	for i, p := range e.Projects {
		tables = append(tables, project(u.SelfEvaluation.Projects[i], p, words))
	}
	return tables
}

// Named gives the tables that Tables made the names of their sheets.
func Named(u *unit.Unit, tables []*doc.Table) []doc.Sheet {
	var sheets []doc.Sheet
	projects := len(tables) - len(u.SelfEvaluation.Projects)
	for i, t := range tables {
		name := "整体支出绩效自评表"
		if i >= projects {
			name = fmt.Sprintf("项目支出绩效自评表%d", i-projects+1)
		}
		sheets = append(sheets, doc.Sheet{Name: name, Table: t})
	}
	return sheets
}

// The cells that the tables are made of.

func heading(text string) doc.Cell { return doc.Cell{Text: text, Heading: true} }

func centred(text string) doc.Cell { return doc.Cell{Text: text, Align: doc.AlignCenter} }

// paragraph is a cell of running text, without the line ends around it that a
// text of several lines has in the file.
func paragraph(text string) doc.Cell { return doc.Cell{Text: strings.TrimSpace(text)} }

func span(c doc.Cell, columns, rows int) doc.Cell {
	c.ColSpan, c.RowSpan = columns, rows
	return c
}

func figure(n *doc.Number) doc.Cell { return doc.Cell{Number: n, Align: doc.AlignCenter} }

// funded is the row of a table's whole money, behind its label: the amounts,
// then weight, rate and score of their execution. Where there is no budget,
// there is no rate.
func funded(e figures.Evaluation) []doc.Cell {
	rate := centred("—")
	if e.HasBudget() {
		rate = figure(e.Execution.Number())
	}
	return append(funding(e.Total), points(e.ExecutionWeight), rate, figure(twoDecimals(e.ExecutionScore)))
}

// source is the row of one source of money, behind its label; none is what
// the form prints where a source has no weight, rate or score.
func source(f figures.Funding, none string) []doc.Cell {
	return append(funding(f), centred(none), centred(none), centred(none))
}

// points is a weight or a score as the form prints it: 20, 8.9.
func points(v decimal.Decimal) doc.Cell {
	return figure(&doc.Number{Value: v, Decimals: decimalsOf(v)})
}

// decimalsOf is the number of decimals a value needs.
func decimalsOf(v decimal.Decimal) int {
	_, fraction, _ := strings.Cut(v.String(), ".")
	return len(fraction)
}

func twoDecimals(v decimal.Decimal) *doc.Number { return &doc.Number{Value: v, Decimals: 2} }

func funding(f figures.Funding) []doc.Cell {
	return []doc.Cell{figure(f.Initial.Number()), figure(f.FullYear.Number()), figure(f.Outturn.Number())}
}

// spread gives each cell the columns that stand at its place.
func spread(columns []int, cells ...doc.Cell) doc.Row {
	for i := range cells {
		cells[i].ColSpan = columns[i]
	}
	return doc.Row{Cells: cells}
}

// runs gives, for each indicator, how many from it on have the same key; 0
// where it belongs to the run of an indicator before it.
func runs(indicators []unit.Indicator, key func(unit.Indicator) string) []int {
	lengths := make([]int, len(indicators))
	start := 0
	for i := range indicators {
		if key(indicators[i]) != key(indicators[start]) {
			start = i
		}
		lengths[start]++
	}
	return lengths
}

func level1(i unit.Indicator) string { return strings.TrimSpace(i.Level1) }

// level12 tells the 二级指标 of different 一级指标 apart; a NUL is in no text.
func level12(i unit.Indicator) string { return level1(i) + "\x00" + strings.TrimSpace(i.Level2) }

// levels are the cells of the first two levels that begin at indicator i.
func levels(indicators []unit.Indicator, i int, first, second []int) []doc.Cell {
	var cells []doc.Cell
	if first[i] > 0 {
		cells = append(cells, span(centred(indicators[i].Level1), 1, first[i]))
	}
	if second[i] > 0 {
		cells = append(cells, span(centred(indicators[i].Level2), 1, second[i]))
	}
	return cells
}

// completion is 完成率 as the form prints it: 111%.
func completion(i figures.Indicator) doc.Cell {
	return figure(&doc.Number{Value: i.Completion, Decimals: decimalsOf(i.Completion), Percent: true})
}
