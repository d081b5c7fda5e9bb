package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/xlsx"
)

func render(t *testing.T, sheets ...doc.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Render(&b, meta, sheets); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// open renders the sheets and reads the bytes back as a user's program would.
func open(t *testing.T, sheets ...doc.Sheet) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(render(t, sheets...)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// body is a sheet 表 whose table is nothing but these body rows: the row and
// column in the table are those of the worksheet.
func body(rows ...doc.Row) doc.Sheet {
	width := 0
	for _, c := range rows[0].Cells {
		width += c.Cols()
	}
	cols := make([]doc.Column, width)
	for i := range cols {
		cols[i].Width = 10
	}
	return doc.Sheet{Name: "表", Table: &doc.Table{Columns: cols, Body: rows}}
}

func cell(t *testing.T, f *excelize.File, sheet, at string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func raw(t *testing.T, f *excelize.File, sheet, at string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func style(t *testing.T, f *excelize.File, sheet, at string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// width is the width of all columns that a merged range or a cell covers.
func width(t *testing.T, f *excelize.File, sheet string, from, to int) float64 {
	t.Helper()
	total := 0.0
	for c := from; c <= to; c++ {
		w, err := f.GetColWidth(sheet, at(t, c, 0)[:len(at(t, c, 0))-1])
		if err != nil {
			t.Fatal(err)
		}
		total += w
	}
	return total
}

// height is the height of the rows from and to, counted from 0, of the sheet 表.
func height(t *testing.T, f *excelize.File, from, to int) float64 {
	t.Helper()
	total := 0.0
	for r := from; r <= to; r++ {
		h, err := f.GetRowHeight("表", r+1)
		if err != nil {
			t.Fatal(err)
		}
		total += h
	}
	return total
}

// at names the cell of a column and a row, both from 0.
func at(t *testing.T, col, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func merges(t *testing.T, f *excelize.File, sheet string) map[string]bool {
	t.Helper()
	cells, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	ranges := map[string]bool{}
	for _, m := range cells {
		ranges[m.GetStartAxis()+":"+m.GetEndAxis()] = true
	}
	return ranges
}

func part(t *testing.T, file []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	var b strings.Builder
	if _, err := io.Copy(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
