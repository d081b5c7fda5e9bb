package xlsx_test

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

func TestSheetsStandInOrder(t *testing.T) {
	f := open(t, sheets()...)
	got := strings.Join(f.GetSheetList(), " ")
	if want := "公开01表 公开02表 公开06表 绩效自评表1"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Error("the first sheet is not the active one")
	}
	for _, name := range f.GetSheetList() {
		panes, err := f.GetPanes(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(panes.Selection) != 1 || panes.Selection[0].ActiveCell != "A1" {
			t.Errorf("%s: the cursor is not on A1: %+v", name, panes.Selection)
		}
	}
}

func TestFirstSheetMayBeNamedLikeTheLibrarysOwn(t *testing.T) {
	for _, name := range []string{"Sheet1", "sheet1", "O'Neill's"} {
		s := body(row(texts("一")...))
		s.Name = name
		f := open(t, s, doc.Sheet{Name: "Sheet2", Table: s.Table})
		if got := f.GetSheetList(); len(got) != 2 || got[0] != name || got[1] != "Sheet2" {
			t.Errorf("sheets %q, want %q and Sheet2", got, name)
		}
	}
}

func TestFormStandsAroundTheGrid(t *testing.T) {
	f := open(t, doc.Sheet{Name: "公开01表", Table: summary()})
	lines := []struct{ at, covers, text, align string }{
		{"A1", "A1:F1", "收入支出决算总表", "center"},
		{"A2", "A2:F2", "（2024年度）", "center"},
		{"A3", "A3:F3", "公开01表", "right"},
		{"A4", "A4:E4", "编制单位：某州工商业联合会", "left"},
		{"F4", "", "金额单位：万元", "right"},
		{"A5", "A5:C5", "收入", "center"},
		{"A35", "A35:F35", "注：本表反映部门本年度的总收支和年末结转结余情况。", "left"},
		{"A36", "A36:F36", "本套报表金额单位转换时可能存在尾数误差。", "left"},
	}
	covers := merges(t, f, "公开01表")
	for _, l := range lines {
		if got := cell(t, f, "公开01表", l.at); got != l.text {
			t.Errorf("%s: %q, want %q", l.at, got, l.text)
		}
		if got := style(t, f, "公开01表", l.at).Alignment.Horizontal; got != l.align {
			t.Errorf("%s stands %s, want %s", l.at, got, l.align)
		}
		if l.covers != "" && !covers[l.covers] {
			t.Errorf("%s is not merged", l.covers)
		}
	}
	title := style(t, f, "公开01表", "A1").Font
	if title.Family != "宋体" || title.Size != 16 || !title.Bold {
		t.Errorf("title in %+v", title)
	}
}

func TestEmptyPartsTakeNoRoom(t *testing.T) {
	table := doc.Table{Columns: columns(10, 10), Header: []doc.Row{row(texts("甲", "乙")...)}, Body: []doc.Row{row(texts("一", "二")...)}}
	alone := table
	preparer := table
	preparer.Preparer = "编制单位：某局"
	tests := []struct {
		name   string
		table  doc.Table
		header string
	}{
		{"nothing above the grid", alone, "A1"},
		{"only a preparer", preparer, "A2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, doc.Sheet{Name: "表", Table: &tt.table})
			if got := cell(t, f, "表", tt.header); got != "甲" {
				t.Errorf("%s: %q, want the header", tt.header, got)
			}
		})
	}
}

func TestPreparerAndUnitShareNoColumn(t *testing.T) {
	table := form(doc.Table{Columns: columns(10), Body: []doc.Row{row(texts("一")...)}})
	f := open(t, doc.Sheet{Name: "表", Table: table})
	if a, b := cell(t, f, "表", "A1"), cell(t, f, "表", "A2"); a != table.Preparer || b != table.UnitLine {
		t.Errorf("rows %q and %q", a, b)
	}
}

// Every cell that the grid covers is ruled on all sides, also inside a merge.
func TestEveryCellOfTheGridIsRuled(t *testing.T) {
	f := open(t, sheets()...)
	for _, s := range sheets() {
		first := firstGridRow(s.Table)
		rows := len(s.Table.Header) + len(s.Table.Body)
		for r := first; r < first+rows; r++ {
			for c := range s.Table.Columns {
				if got := len(style(t, f, s.Name, at(t, c, r)).Border); got != 4 {
					t.Errorf("%s %s has %d rules", s.Name, at(t, c, r), got)
				}
			}
		}
		if got := style(t, f, s.Name, "A1").Border; len(got) != 0 {
			t.Errorf("%s: the title has rules", s.Name)
		}
	}
}

// firstGridRow is the row, from 0, in which the header begins.
func firstGridRow(t *doc.Table) int {
	n := 0
	for _, s := range []string{t.Title, t.Subtitle, t.FormNumber, t.Preparer} {
		if s != "" {
			n++
		}
	}
	return n
}

func TestSpansAreMerged(t *testing.T) {
	f := open(t, sheets()...)
	for _, s := range sheets() {
		placed, err := s.Table.Layout()
		if err != nil {
			t.Fatal(err)
		}
		covers, first := merges(t, f, s.Name), firstGridRow(s.Table)
		for _, c := range placed {
			if c.Cols()*c.Rows() == 1 {
				continue
			}
			span := at(t, c.Col, first+c.Row) + ":" + at(t, c.Col+c.Cols()-1, first+c.Row+c.Rows()-1)
			if !covers[span] {
				t.Errorf("%s: %q is not merged over %s", s.Name, c.Cell, span)
			}
		}
	}
}

func TestCellsStandWhereTheModelSays(t *testing.T) {
	f := open(t, body(row(
		amount("1"), doc.Cell{Text: "文"}, heading("标"),
		doc.Cell{Text: "级", Indent: 2}, doc.Cell{Text: "右", Align: doc.AlignRight, Indent: 2},
	)))
	for i, want := range []string{"right", "left", "center", "left", "right"} {
		s := style(t, f, "表", at(t, i, 0))
		if s.Alignment.Horizontal != want || s.Alignment.Vertical != "center" || s.Alignment.WrapText != (i > 0) {
			t.Errorf("column %d: %+v, want %s", i, s.Alignment, want)
		}
		if s.Font.Family != "宋体" || s.Font.Size != 10 || s.Font.Bold {
			t.Errorf("column %d is set in %+v", i, s.Font)
		}
	}
	if got := style(t, f, "表", "D1").Alignment.Indent; got != 2 {
		t.Errorf("indent %d, want 2", got)
	}
	if got := style(t, f, "表", "E1").Alignment.Indent; got != 0 {
		t.Errorf("indent %d at the right side", got)
	}
}

// A figure at the right of its column keeps off the label beside it. LibreOffice
// forgets the indent of all but the first of several wrapped figures in a row.
func TestFiguresKeepOffTheirNeighbour(t *testing.T) {
	centred := amount("1")
	centred.Align = doc.AlignCenter
	f := open(t, body(row(amount("1"), doc.Cell{Text: "文"}, centred)))
	for i, want := range []int{1, 0, 0} {
		if got := style(t, f, "表", at(t, i, 0)).Alignment.Indent; got != want {
			t.Errorf("column %d: indent %d, want %d", i, got, want)
		}
	}
	for sheet, figure := range map[string]string{"公开01表": "C8", "公开02表": "I7", "公开06表": "F6"} {
		alignment := style(t, open(t, sheets()...), sheet, figure).Alignment
		if alignment.Indent != 1 || alignment.WrapText {
			t.Errorf("%s %s: %+v", sheet, figure, alignment)
		}
	}
}

// A form that must stand on one page gets lower rows before smaller type, and
// still shows each text whole.
func TestRowsOfASinglePage(t *testing.T) {
	heights := func(landscape, single bool, rows int) (total, least float64) {
		table := &doc.Table{Columns: columns(30, 30), Landscape: landscape, SinglePage: single}
		for range rows {
			table.Body = append(table.Body, row(texts("一、一般公共服务支出", "二")...))
		}
		f := open(t, doc.Sheet{Name: "表", Table: table})
		return height(t, f, 0, rows-1), height(t, f, 0, 0)
	}
	tests := []struct {
		name              string
		landscape, single bool
		rows              int
		tight             bool
	}{
		{"few rows", true, true, 20, false},
		{"many rows", true, true, 33, true},
		{"upright there is room", false, true, 33, false},
		{"any number of pages", true, false, 33, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			total, least := heights(tt.landscape, tt.single, tt.rows)
			if tight := least < 17; tight != tt.tight || least < 14 {
				t.Errorf("rows of %v points", least)
			}
			if tt.tight && total > 501 {
				t.Errorf("%v points, the page has 501", total)
			}
		})
	}
}

func TestColumnsHoldTheirFigures(t *testing.T) {
	figures := doc.Row{Cells: []doc.Cell{amount("0"), amount("-9999999999999.99"), amount("1234567890.12")}}
	figures.Cells[2].ColSpan = 2
	table := &doc.Table{Columns: columns(4, 4, 4, 4), Body: []doc.Row{figures}}
	f := open(t, doc.Sheet{Name: "表", Table: table})
	for i, span := range [][2]int{{0, 0}, {1, 1}, {2, 3}} {
		figure := figures.Cells[i].String()
		if w := width(t, f, "表", span[0], span[1]); w < float64(len(figure)+1) {
			t.Errorf("%s stands in a width of %v", figure, w)
		}
	}
}

func TestColumnsAreAtLeastAsWideAsAsked(t *testing.T) {
	f := open(t, sheets()...)
	for _, s := range sheets() {
		for i, c := range s.Table.Columns {
			if w := width(t, f, s.Name, i, i); w < float64(c.Width) {
				t.Errorf("%s column %d: %v, want %d", s.Name, i, w, c.Width)
			}
		}
	}
}

// A wrapped text takes at least the area of its characters, wherever it stands.
func TestRowsHoldTheirText(t *testing.T) {
	long := strings.Repeat(longText, 3)
	table := &doc.Table{
		Title:   strings.Repeat("很长的标题", 20),
		Columns: columns(10, 30, 10),
		Body: []doc.Row{
			row(span(long, 1, 3), span(longText, 2, 1)),
			row(texts("一\n二\n三\n四\n五", "")...),
			row(span("短", 2, 1)),
		},
		Notes: []string{long},
	}
	f := open(t, doc.Sheet{Name: "表", Table: table})
	tests := []struct {
		name, text             string
		col, lastCol, row, end int
		size                   float64
	}{
		{"title", table.Title, 0, 2, 0, 0, 16},
		{"merged over columns", longText, 1, 2, 1, 1, 10},
		{"merged over rows", long, 0, 0, 1, 3, 10},
		{"note", long, 0, 2, 4, 4, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			perLine := width(t, f, "表", tt.col, tt.lastCol) * 10 / tt.size
			lines := math.Ceil(float64(utf8.RuneCountInString(tt.text)*2-30) / perLine)
			if h := height(t, f, tt.row, tt.end); h < lines*tt.size*1.2 {
				t.Errorf("%v lines in %v points", lines, h)
			}
		})
	}
	if h := height(t, f, 2, 2); h < 5*12 {
		t.Errorf("five lines in %v points", h)
	}
}

// A subject name that fits the width it was given takes one line, indented or
// not.
func TestTextThatFitsTakesOneLine(t *testing.T) {
	name := "机关事业单位基本养老保险缴费"
	table := &doc.Table{
		Columns: columns(30, 100),
		Body: []doc.Row{
			row(doc.Cell{Text: name, Indent: 1}, doc.Cell{Text: "一"}),
			row(texts("二", "三")...),
		},
	}
	f := open(t, doc.Sheet{Name: "表", Table: table})
	if a, b := height(t, f, 0, 0), height(t, f, 1, 1); a != b {
		t.Errorf("%v points, a short text takes %v", a, b)
	}
}

// A text higher than a worksheet's row can be is shared out over several rows,
// together with its neighbours, and stays whole.
func TestVeryLongTextGetsMoreRows(t *testing.T) {
	long := strings.Repeat("很长的说明，", 4000)
	f := open(t, body(row(texts("甲", long)...), row(texts("乙", "丙")...)))
	if got := cell(t, f, "表", "B1"); got != long {
		t.Errorf("%d bytes of text, want %d", len(got), len(long))
	}
	rows, err := f.GetRows("表")
	if err != nil {
		t.Fatal(err)
	}
	last := len(rows) - 1
	if got := cell(t, f, "表", at(t, 0, last)); got != "乙" {
		t.Errorf("the row after the long one begins with %q", got)
	}
	if got := style(t, f, "表", "A1").Alignment.Vertical; got != "top" {
		t.Errorf("its neighbour stands at %s, off the first page", got)
	}
	if covers := merges(t, f, "表"); !covers["B1:"+at(t, 1, last-1)] || !covers["A1:"+at(t, 0, last-1)] {
		t.Errorf("the long row is merged as %v", covers)
	}
	need := float64(utf8.RuneCountInString(long)) * 2 / width(t, f, "表", 1, 1) * 12
	if h := height(t, f, 0, last-1); h < need {
		t.Errorf("%v points, want %v", h, need)
	}
	for r := range last {
		if h := height(t, f, r, r); h > excelize.MaxRowHeight {
			t.Errorf("row %d is %v points high", r, h)
		}
		if got := len(style(t, f, "表", at(t, 1, r)).Border); got != 4 {
			t.Errorf("row %d has %d rules", r, got)
		}
	}
}
