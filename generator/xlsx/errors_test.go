package xlsx_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/xlsx"
)

func TestRenderRefusesWhatItWouldSpoil(t *testing.T) {
	figure := func(value string, n doc.Number) doc.Sheet {
		n.Value = decimal.RequireFromString(value)
		return body(row(doc.Cell{Number: &n}))
	}
	text := func(s string) doc.Sheet { return body(row(texts(s)...)) }
	called := func(name string) doc.Sheet {
		s := text("一")
		s.Name = name
		return s
	}
	note := text("一")
	note.Table.Notes = []string{"注：\x00"}
	tests := []struct {
		name   string
		sheets []doc.Sheet
		want   string
	}{
		{"no sheet", nil, "no sheets"},
		{"no table", []doc.Sheet{{Name: "表"}}, "without columns"},
		{"no column", []doc.Sheet{{Name: "表", Table: &doc.Table{Title: "表"}}}, "without columns"},
		{"hole in the grid", []doc.Sheet{{Name: "表", Table: &doc.Table{Columns: columns(1, 1), Body: []doc.Row{row(texts("一")...)}}}}, "no cell in column"},
		{"empty name", []doc.Sheet{called("")}, "is empty"},
		{"long name", []doc.Sheet{called(strings.Repeat("表", 32))}, "longer than 31"},
		{"long name beyond U+FFFF", []doc.Sheet{called(strings.Repeat("𠮷", 16))}, "longer than 31"},
		{"colon in a name", []doc.Sheet{called("表:1")}, `表:1`},
		{"apostrophe in a name", []doc.Sheet{called("'表")}, "apostrophe"},
		{"line end in a name", []doc.Sheet{called("表\n")}, "cannot have"},
		{"reserved name", []doc.Sheet{called("history")}, "reserved"},
		{"name twice", []doc.Sheet{called("Table"), called("TABLE")}, "used twice"},
		{"long text", []doc.Sheet{text("开头" + strings.Repeat("长", 32766))}, `sheet "表": text "开头长`},
		{"long text beyond U+FFFF", []doc.Sheet{text(strings.Repeat("𠮷", 16384))}, "32768 characters"},
		{"control character", []doc.Sheet{text("坏\x0b字")}, "U+000B"},
		{"noncharacter", []doc.Sheet{text("坏\uFFFF字")}, "U+FFFF"},
		{"own mark", []doc.Sheet{text("坏\uFDD0字")}, "U+FDD0"},
		{"mark of a figure", []doc.Sheet{text("坏\uFDD1字")}, "U+FDD1"},
		{"mark of a result", []doc.Sheet{text("坏\uFDD2字")}, "U+FDD2"},
		{"mark of a result's end", []doc.Sheet{text("坏\uFDD3字")}, "U+FDD3"},
		{"not UTF-8", []doc.Sheet{text("坏\xff字")}, "UTF-8"},
		{"control character in a note", []doc.Sheet{note}, "U+0000"},
		{"sixteen digits", []doc.Sheet{figure("12345678901234.56", doc.Number{Decimals: 2})}, "more than 15 digits"},
		{"huge", []doc.Sheet{figure("1e400", doc.Number{})}, "out of range"},
		{"finer than printed", []doc.Sheet{figure("0.005", doc.Number{Decimals: 2})}, "finer"},
		{"too many decimals", []doc.Sheet{figure("1", doc.Number{Decimals: 7})}, "7 decimals"},
		{"quotation mark in a suffix", []doc.Sheet{figure("1", doc.Number{Suffix: `"`})}, "quotation mark"},
		{"long suffix", []doc.Sheet{figure("1", doc.Number{Suffix: strings.Repeat("分", 127)})}, "suffix too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			err := xlsx.Render(&b, meta, tt.sheets)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes written in spite of it", b.Len())
			}
		})
	}
}

func TestRenderRefusesABadProperty(t *testing.T) {
	bad := meta
	bad.Author = "某局\x01"
	var b bytes.Buffer
	err := xlsx.Render(&b, bad, []doc.Sheet{body(row(texts("一")...))})
	if err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, b.Len())
	}
}

// named is a figure with a name.
func named(name string) doc.Cell {
	c := amount("1")
	c.Name = name
	return c
}

// formula is a figure that is worked out.
func formula(f string) doc.Cell {
	c := amount("1")
	c.Formula = doc.Formula(f)
	return c
}

func TestRenderRefusesAFormulaThatReadersCannotFollow(t *testing.T) {
	other := body(row(named("别处")))
	other.Name = "另表"
	tests := []struct {
		name, formula, want string
	}{
		{"no such cell", doc.Ref("丙"), `"丙"`},
		{"range that runs to the left", doc.Range("乙", "甲"), "no range"},
		{"range over two sheets", doc.Range("甲", "别处"), "no range"},
		{"brace without its partner", "1+{甲", "brace"},
		{"too long", strings.Repeat("1+", 4096) + "1", "8192"},
		{"character", "1+\x01", "U+0001"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			err := xlsx.Render(&b, meta, []doc.Sheet{body(row(named("甲"), named("乙"), formula(tt.formula))), other})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), `sheet "表"`) || b.Len() > 0 {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestTwoCellsOfOneName(t *testing.T) {
	other := body(row(named("甲")))
	other.Name = "另表"
	err := xlsx.Render(&bytes.Buffer{}, meta, []doc.Sheet{body(row(named("甲"))), other})
	if err == nil || !strings.Contains(err.Error(), "甲") || !strings.Contains(err.Error(), "另表") {
		t.Errorf("error %v", err)
	}
}

func TestNamesThatARangeCannotHave(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"digit first", "1表", "character"},
		{"space", "公开 01", "character"},
		{"minus", "公开-01", "character"},
		{"address", "ab12", "address"},
		{"column", "R2C3", "address"},
		{"row", "r", "address"},
		{"too long", strings.Repeat("长", 256), "255"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := body(row(texts("一")...))
			s.BodyName = tt.body
			err := xlsx.Render(&bytes.Buffer{}, meta, []doc.Sheet{s})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	one, two := body(row(texts("一")...)), body(row(texts("一")...))
	two.Name, one.BodyName, two.BodyName = "另表", "Data", "DATA"
	if err := xlsx.Render(&bytes.Buffer{}, meta, []doc.Sheet{one, two}); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("error %v", err)
	}
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	one, two := body(row(texts("\x01", "\x02")...)), body(row(texts("\x03")...))
	two.Name = "另表"
	err := xlsx.Render(&bytes.Buffer{}, meta, []doc.Sheet{one, two})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"U+0001", "U+0002", "U+0003", "另表"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("nothing of %s in %v", want, err)
		}
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestRenderReturnsTheWritersError(t *testing.T) {
	err := xlsx.Render(fullDisk{}, meta, []doc.Sheet{body(row(texts("一")...))})
	if !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}
