package doc_test

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/doc"
)

func row(cells ...doc.Cell) doc.Row { return doc.Row{Cells: cells} }

func text(s string) doc.Cell { return doc.Cell{Text: s} }

func span(s string, cols, rows int) doc.Cell {
	return doc.Cell{Text: s, ColSpan: cols, RowSpan: rows}
}

func TestLayoutPlacesCellsAroundSpans(t *testing.T) {
	table := doc.Table{
		Columns: make([]doc.Column, 3),
		Header: []doc.Row{
			row(span("项目", 1, 2), span("决算数", 2, 1)),
			row(text("基本支出"), text("项目支出")),
		},
		Body: []doc.Row{
			row(text("合计"), span("跨", 2, 2)),
			row(text("其中")),
		},
	}
	placed, err := table.Layout()
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		text     string
		row, col int
		header   bool
	}{
		{"项目", 0, 0, true},
		{"决算数", 0, 1, true},
		{"基本支出", 1, 1, true},
		{"项目支出", 1, 2, true},
		{"合计", 2, 0, false},
		{"跨", 2, 1, false},
		{"其中", 3, 0, false},
	}
	if len(placed) != len(want) {
		t.Fatalf("%d cells, want %d", len(placed), len(want))
	}
	for i, w := range want {
		p := placed[i]
		if p.Text != w.text || p.Row != w.row || p.Col != w.col || p.Header != w.header {
			t.Errorf("cell %d is %q at %d, %d (header %v), want %+v", i, p.Text, p.Row, p.Col, p.Header, w)
		}
	}
}

func TestLayoutRefusesABrokenGrid(t *testing.T) {
	tests := []struct {
		name         string
		columns      int
		header, body []doc.Row
		want         string
	}{
		{"cell beyond the last column", 1, nil, []doc.Row{row(text("一"), text("二"))}, "leaves the table"},
		{"span beyond the last column", 2, nil, []doc.Row{row(span("一", 3, 1))}, "leaves the table"},
		{"span beyond the last row", 1, nil, []doc.Row{row(span("一", 1, 2))}, "leaves the table"},
		{"span from the header into the body", 1, []doc.Row{row(span("一", 1, 2))}, []doc.Row{row()}, "leaves the table"},
		{"spans overlap", 3, nil, []doc.Row{row(text("一"), span("二", 1, 2), text("三")), row(span("四", 3, 1))}, "overlaps"},
		{"too few cells", 2, nil, []doc.Row{row(text("一"))}, "no cell in column 1"},
		{"empty row", 1, nil, []doc.Row{row(text("一")), row()}, "row 1 has no cell"},
		{"hole in the header", 2, []doc.Row{row(text("一"))}, nil, "no cell in column 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := doc.Table{Title: "收入决算表", Columns: make([]doc.Column, tt.columns), Header: tt.header, Body: tt.body}
			placed, err := table.Layout()
			if err == nil {
				t.Fatalf("placed as %v", placed)
			}
			for _, want := range []string{tt.want, "收入决算表"} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("nothing of %q in: %v", want, err)
				}
			}
		})
	}
}

func TestLayoutOfAnEmptyTable(t *testing.T) {
	placed, err := new(doc.Table).Layout()
	if err != nil || len(placed) != 0 {
		t.Errorf("%v, %v", placed, err)
	}
}

func TestAlignment(t *testing.T) {
	figure := doc.Cell{Number: &doc.Number{}}
	tests := []struct {
		name   string
		cell   doc.Cell
		header bool
		want   doc.Align
	}{
		{"text", text("一"), false, doc.AlignLeft},
		{"figure", figure, false, doc.AlignRight},
		{"header", text("一"), true, doc.AlignCenter},
		{"figure in the header", figure, true, doc.AlignCenter},
		{"heading in the body", doc.Cell{Text: "合计", Heading: true}, false, doc.AlignCenter},
		{"as the cell says", doc.Cell{Text: "合计", Heading: true, Align: doc.AlignRight}, true, doc.AlignRight},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.cell.Alignment(tt.header); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
}
