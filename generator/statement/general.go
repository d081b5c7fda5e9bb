package statement

import (
	"slices"
	"strconv"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// side is one half of a two-sided statement: a label and amounts in each row.
// A row without a label is one that the form leaves blank.
type side struct {
	kind    Kind
	rows    []string
	labels  []string
	amounts [][]figures.Figure
	columns int // amount columns
}

// add adds a row by its name, see Place.
func (s *side) add(row, label string, amounts ...figures.Figure) {
	s.rows = append(s.rows, row)
	s.labels = append(s.labels, label)
	s.amounts = append(s.amounts, amounts)
}

// padTo adds blank rows until the side has n rows.
func (s *side) padTo(n int) {
	for len(s.labels) < n {
		s.add("", "")
	}
}

// cells are the cells of row i; the line number (行次) counts from first.
func (s *side) cells(i, first int, style Style) []doc.Cell {
	name := label(s.labels[i])
	if centred[s.labels[i]] {
		name.Align = doc.AlignCenter
	}
	all := []doc.Cell{name}
	if style.LineNumbers {
		all = append(all, heading(strconv.Itoa(first+i)))
	}
	if len(s.amounts[i]) == 0 {
		return append(all, make([]doc.Cell, s.columns)...)
	}
	return append(all, cells(s.kind, s.rows[i], s.amounts[i])...)
}

// centred are the labels that the form centres.
var centred = map[string]bool{"本年收入合计": true, "本年支出合计": true, "总计": true}

// heads are the header cells of one side.
func (s *side) heads(names []string, style Style) []doc.Cell {
	cells := []doc.Cell{heading("项目")}
	if style.LineNumbers {
		cells = append(cells, heading("行次"))
	}
	for _, n := range names {
		cells = append(cells, heading(n))
	}
	return cells
}

// ordinals are the cells of one side in the row 栏次, counted from first.
func (s *side) ordinals(first int, style Style) []doc.Cell {
	cells := []doc.Cell{heading("栏次")}
	if style.LineNumbers {
		cells = append(cells, heading(""))
	}
	return append(cells, numbers(first, s.columns)...)
}

// width is the number of table columns of the side.
func (s *side) width(style Style) int {
	if style.LineNumbers {
		return s.columns + 2
	}
	return s.columns + 1
}

// twoSided joins income and spending, which have the same number of rows.
func twoSided(in, out side, outNames []string, style Style) *doc.Table {
	t := &doc.Table{SinglePage: true, Header: []doc.Row{
		row(across(heading("收入"), in.width(style)), across(heading("支出"), out.width(style))),
		row(append(in.heads([]string{"决算数"}, style), out.heads(outNames, style)...)...),
	}}
	if style.ColumnNumbers {
		t.Header = append(t.Header, row(append(
			in.ordinals(1, style), out.ordinals(1+in.columns, style)...)...))
	}
	for i := range in.labels {
		t.Body = append(t.Body, row(append(
			in.cells(i, 1, style), out.cells(i, 1+len(in.labels), style)...)...))
	}
	for _, s := range []side{in, out} {
		t.Columns = append(t.Columns, doc.Column{Width: 34})
		if style.LineNumbers {
			t.Columns = append(t.Columns, doc.Column{Width: 5})
		}
		t.Columns = append(t.Columns, slices.Repeat([]doc.Column{{Width: 12}}, s.columns)...)
	}
	return t
}

var sourceLabels = [...]string{
	"一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入",
	"四、上级补助收入", "五、事业收入", "六、经营收入", "七、附属单位上缴收入", "八、其他收入",
}

// shown reports whether the form has a row for a class: always, but for the
// classes that the template set leaves out while they have no amount.
func shown(code string, f figures.Figure, style Style) bool {
	return !f.IsZero() || !slices.Contains(style.OmittedClasses, code)
}

func overall(b *figures.Book, style Style) (*doc.Table, bool) {
	o := b.Overall
	in, out := side{kind: Overall, columns: 1}, side{kind: Overall, columns: 1}
	for i, s := range o.Sources {
		in.add(part(rowSource, i), sourceLabels[i], s)
	}
	for _, c := range o.Classes {
		if shown(c.Subject.Code, c.Amount, style) {
			out.add(c.Subject.Code, doc.Numeral(len(out.labels)+1)+"、"+c.Subject.Name, c.Amount)
		}
	}
	in.padTo(len(out.labels))
	in.add(rowIncome, "本年收入合计", o.CurrentIncome)
	in.add(rowSurplus, "使用非财政拨款结余（含专用结余）", o.SurplusUsed)
	in.add(rowOpening, "年初结转和结余", o.Opening)
	in.add("", "")
	in.add(rowIncomeSide, "总计", o.Total)
	out.add(rowSpending, "本年支出合计", o.CurrentSpending)
	out.add(rowDistributed, "结余分配", o.Distributed)
	out.add(rowClosing, "年末结转和结余", o.Closing)
	out.add("", "")
	out.add(rowOutlaySide, "总计", o.Total)
	return twoSided(in, out, []string{"决算数"}, style), false
}

var (
	fundLabels = [...]string{"一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款"}
	fundNames  = [...]string{"一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"}
)

func appropriation(b *figures.Book, style Style) (*doc.Table, bool) {
	a := b.Appropriation
	in, out := side{kind: Appropriation, columns: 1}, side{kind: Appropriation, columns: 4}
	for i, f := range a.Income.Parts {
		in.add(part(rowIncome, i), fundLabels[i], f)
	}
	for _, c := range a.Classes {
		if shown(c.Subject.Code, c.Amount.Total, style) {
			out.add(c.Subject.Code, doc.Numeral(len(out.labels)+1)+"、"+c.Subject.Name, columnsOf(c.Amount)...)
		}
	}
	in.padTo(len(out.labels))
	in.add(rowIncome, "本年收入合计", a.Income.Total)
	in.add(rowOpening, "年初财政拨款结转和结余", a.Opening.Total)
	for i, f := range a.Opening.Parts {
		in.add(part(rowOpening, i), fundLabels[i], f)
	}
	in.add(rowIncomeSide, "总计", a.Total.Total)
	out.add(rowSpending, "本年支出合计", columnsOf(a.Spending)...)
	out.add(rowClosing, "年末财政拨款结转和结余", columnsOf(a.Closing)...)
	out.padTo(len(in.labels) - 1)
	out.add(rowOutlaySide, "总计", columnsOf(a.Total)...)
	t := twoSided(in, out, []string{"合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"}, style)
	t.Landscape = true
	return t, false
}

func columnsOf(f figures.ByFund) []figures.Figure {
	return append([]figures.Figure{f.Total}, f.Parts[:]...)
}
