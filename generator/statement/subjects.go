package statement

import (
	"slices"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// bySubject lays out a statement broken down by functional subject. The
// header's rows hold the amount columns only; the two columns of the subject
// come before them.
func bySubject(k Kind, b figures.Breakdown, header []doc.Row, style Style) *doc.Table {
	columns := len(b.Total)
	t := &doc.Table{
		Columns:   append(doc.Widths(10, nameWidth(b)), slices.Repeat([]doc.Column{{Width: 13}}, columns)...),
		Header:    subjectHeader(header),
		Landscape: columns > 4,
	}
	if style.ColumnNumbers {
		t.Header = append(t.Header, row(append([]doc.Cell{across(heading("栏次"), 2)}, numbers(1, columns)...)...))
	}
	t.Body = append(t.Body, row(append([]doc.Cell{across(heading("合计"), 2)}, cells(k, rowTotal, b.Total)...)...))
	for _, l := range b.Lines {
		name := label(l.Name)
		name.Indent = l.Level() - 1
		t.Body = append(t.Body, row(append([]doc.Cell{label(l.Code), name}, cells(k, l.Code, l.Cells)...)...))
	}
	return t
}

// nameWidth is the width of the column of names: that of the longest one, in
// bounds, so that a usual name stands on one line.
func nameWidth(b figures.Breakdown) int {
	const least, most = 32, 44
	width := least
	for _, l := range b.Lines {
		width = max(width, 2*(utf8.RuneCountInString(l.Name)+l.Level()-1))
	}
	return min(width, most)
}

// subjectHeader puts 项目, 功能分类科目编码 and 科目名称 before the rows of a
// header, of which there are at least two.
func subjectHeader(amounts []doc.Row) []doc.Row {
	rows := slices.Clone(amounts)
	rows[0] = row(append([]doc.Cell{across(heading("项目"), 2)}, rows[0].Cells...)...)
	rest := len(rows) - 1
	rows[1] = row(append([]doc.Cell{
		down(heading("功能分类\n科目编码"), rest), down(heading("科目名称"), rest),
	}, rows[1].Cells...)...)
	return rows
}

// flat is a header of two rows in which each column has one cell.
func flat(names ...string) []doc.Row {
	var cells []doc.Cell
	for _, n := range names {
		cells = append(cells, down(heading(n), 2))
	}
	return []doc.Row{row(cells...), row()}
}

func income(b *figures.Book, style Style) (*doc.Table, bool) {
	return bySubject(Income, b.Income, flat("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入",
		"经营收入", "附属单位上缴收入", "其他收入"), style), false
}

func spending(b *figures.Book, style Style) (*doc.Table, bool) {
	return bySubject(Spending, b.Spending, flat("本年支出合计", "基本支出", "项目支出", "上缴上级支出",
		"经营支出", "对附属单位补助支出"), style), false
}

func general(b *figures.Book, style Style) (*doc.Table, bool) {
	return bySubject(General, b.General.Breakdown, []doc.Row{
		row(across(heading("本年支出"), figures.OutlayColumns)),
		row(heading("小计"), heading("基本支出"), heading("项目支出")),
	}, style), false
}

func account(k Kind, a figures.FundAccount, style Style) (*doc.Table, bool) {
	return bySubject(k, a.Breakdown, []doc.Row{
		row(down(heading("年初结转和结余"), 2), down(heading("本年收入"), 2),
			across(heading("本年支出"), figures.OutlayColumns), down(heading("年末结转和结余"), 2)),
		row(heading("小计"), heading("基本支出"), heading("项目支出")),
	}, style), a.IsEmpty()
}
