package xlsx_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

func TestFiguresAreExact(t *testing.T) {
	tests := []struct {
		value  string
		number doc.Number
		stored string // what stands in the file
		shown  string
	}{
		{"1234.5", doc.Number{Decimals: 2, Grouping: true}, "1234.5", "1,234.50"},
		{"0.07", doc.Number{Decimals: 2, Grouping: true}, "0.07", "0.07"},
		{"8.9", doc.Number{Decimals: 2, Grouping: true}, "8.9", "8.90"},
		{"0", doc.Number{Decimals: 2, Grouping: true}, "0", "0.00"},
		{"-12.30", doc.Number{Decimals: 2, Grouping: true}, "-12.3", "-12.30"},
		{"-1234567.8", doc.Number{Decimals: 2, Grouping: true}, "-1234567.8", "-1,234,567.80"},
		{"1234567890.12", doc.Number{Decimals: 2, Grouping: true}, "1234567890.12", "1,234,567,890.12"},
		{"9999999999999.99", doc.Number{Decimals: 2, Grouping: true}, "9999999999999.99", "9,999,999,999,999.99"},
		{"86.64", doc.Number{Decimals: 2, Percent: true}, "0.8664", "86.64%"},
		{"-0.29", doc.Number{Decimals: 2, Percent: true}, "-0.0029", "-0.29%"},
		{"100", doc.Number{Decimals: 0, Percent: true}, "1", "100%"},
		{"98.9", doc.Number{Decimals: 2, Suffix: "分"}, "98.9", "98.90分"},
		{"1.234567", doc.Number{Decimals: 6}, "1.234567", "1.234567"},
		{"17", doc.Number{}, "17", "17"},
	}
	for _, tt := range tests {
		t.Run(tt.shown, func(t *testing.T) {
			n := tt.number
			n.Value = decimal.RequireFromString(tt.value)
			sheet := body(row(doc.Cell{Number: &n}))
			xml := part(t, render(t, sheet), "xl/worksheets/sheet1.xml")
			if !strings.Contains(xml, "<v>"+tt.stored+"</v>") {
				t.Errorf("%s is not in the file: %s", tt.stored, xml)
			}
			f := open(t, sheet)
			if got := cell(t, f, "表", "A1"); got != tt.shown {
				t.Errorf("shown %s, want %s", got, tt.shown)
			}
			if got := style(t, f, "表", "A1").CustomNumFmt; got == nil || *got != n.Format() {
				t.Errorf("number format %v, want %s", got, n.Format())
			}
			if kind, err := f.GetCellType("表", "A1"); err != nil || kind == excelize.CellTypeSharedString {
				t.Errorf("cell type %v, %v", kind, err)
			}
		})
	}
}

func TestTextStaysText(t *testing.T) {
	tests := []struct{ name, text string }{
		{"formula", "=1+1"},
		{"condition", ">=17人"},
		{"plus", "+86"},
		{"minus", "-"},
		{"at", "@SUM(A1)"},
		{"subject code", "2012801"},
		{"leading zero", "007"},
		{"long number", "12345678901234567890"},
		{"exponent", "1E5"},
		{"percentage", "100%"},
		{"date", "2024-12-31"},
		{"truth value", "TRUE"},
		{"spaces around", "  其他资金  "},
		{"ideographic space", "　其他资金"},
		{"lines", "第一行\n第二行\n"},
		{"tab and carriage return", "a\tb\r\nc"},
		{"markup", `<b>&amp;"'</b>`},
		{"escape of the format", "_x0041_"},
		{"overlapping escapes", "_x0041_x0042_"},
		{"escaped underscore", "_x005F_x0041_"},
		{"escape of half a character", "_xD800_"},
		{"beyond U+FFFF", "𠮷"},
		{"longest", strings.Repeat("长", 32767)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, body(row(texts(tt.text)...)))
			if got := cell(t, f, "表", "A1"); got != tt.text {
				t.Errorf("%.60q, want %.60q", got, tt.text)
			}
			if kind, err := f.GetCellType("表", "A1"); err != nil || kind != excelize.CellTypeSharedString {
				t.Errorf("cell type %v, %v", kind, err)
			}
			if formula, err := f.GetCellFormula("表", "A1"); err != nil || formula != "" {
				t.Errorf("formula %q, %v", formula, err)
			}
		})
	}
}

// A text is not taken for a figure when its user opens the cell and closes it
// again.
func TestTextKeepsTheTextFormat(t *testing.T) {
	f := open(t, body(row(texts("=1+1", strings.Repeat("长", 300))...)))
	if got := style(t, f, "表", "A1"); got.NumFmt != 49 {
		t.Errorf("number format %d", got.NumFmt)
	}
	if got := style(t, f, "表", "B1"); got.NumFmt != 0 || got.CustomNumFmt != nil {
		t.Error("a long text in the text format shows as #### in older programs")
	}
}

// Whatever the table: everything in it can be read in the workbook.
func TestRandomTablesComeBackWhole(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		table := randomTable(r)
		sheet := doc.Sheet{Name: fmt.Sprintf("表%d", seed), Table: table}
		placed, err := table.Layout()
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, sheet)
		first := firstGridRow(table)
		for _, c := range placed {
			place := at(t, c.Col, first+c.Row)
			if got := cell(t, f, sheet.Name, place); got != c.String() {
				t.Errorf("seed %d, %s: %q, want %q", seed, place, got, c.Cell)
			}
			if c.Number == nil {
				continue
			}
			if got := raw(t, f, sheet.Name, place); got != c.Number.CellValue().String() {
				t.Errorf("seed %d, %s: holds %s, want %s", seed, place, got, c.Number.CellValue())
			}
		}
	}
}

func randomTable(r *rand.Rand) *doc.Table {
	columns := make([]doc.Column, 1+r.IntN(8))
	for i := range columns {
		columns[i].Width = r.IntN(30)
	}
	return &doc.Table{
		Title:     randomText(r, 20),
		Preparer:  randomText(r, 20),
		Columns:   columns,
		Header:    randomRows(r, len(columns), r.IntN(3)),
		Body:      randomRows(r, len(columns), 1+r.IntN(12)),
		Notes:     []string{randomText(r, 80)},
		Landscape: r.IntN(2) == 0,
	}
}

// randomRows fills a grid with cells of random spans.
func randomRows(r *rand.Rand, columns, n int) []doc.Row {
	rows, taken := make([]doc.Row, n), make([][]bool, n)
	for y := range taken {
		taken[y] = make([]bool, columns)
	}
	for y := range rows {
		for x := range columns {
			if taken[y][x] {
				continue
			}
			c := randomCell(r)
			c.RowSpan, c.ColSpan = 1+r.IntN(min(n-y, 3)), 1
			for x+c.ColSpan < columns && !taken[y][x+c.ColSpan] && r.IntN(3) == 0 {
				c.ColSpan++
			}
			for i := range c.RowSpan * c.ColSpan {
				taken[y+i/c.ColSpan][x+i%c.ColSpan] = true
			}
			rows[y].Cells = append(rows[y].Cells, c)
		}
	}
	return rows
}

func randomCell(r *rand.Rand) doc.Cell {
	if r.IntN(2) == 0 {
		return doc.Cell{Text: randomText(r, 30), Indent: r.IntN(3), Heading: r.IntN(4) == 0}
	}
	decimals := r.IntN(7)
	n := &doc.Number{
		Value:    decimal.New(r.Int64N(2e15)>>r.IntN(50)-1e6, -int32(decimals)),
		Decimals: decimals,
		Percent:  r.IntN(3) == 0,
		Suffix:   []string{"", "分"}[r.IntN(2)],
	}
	n.Value = n.Value.Truncate(int32(decimals))
	if n.Value.NumDigits() > 15 {
		n.Value = decimal.New(1, -int32(decimals))
	}
	// The library reads a grouped percentage without decimals wrongly; Excel
	// does not.
	n.Grouping = r.IntN(2) == 0 && (!n.Percent || decimals > 0)
	return doc.Cell{Number: n}
}

func randomText(r *rand.Rand, length int) string {
	alphabet := []rune("一般公共预算财政拨款支出决算表，。（）“” =+-@0123456789.%abcXYZ_x<>&\"'\n\t　𠮷")
	text := make([]rune, 1+r.IntN(length))
	for i := range text {
		text[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(slices.Clip(text))
}
