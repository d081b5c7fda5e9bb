package xlsx_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

// A program that does not calculate reads the result, one that does reads the
// formula.
func TestFormulaStandsWithItsResult(t *testing.T) {
	share := &doc.Number{Value: decimal.RequireFromString("86.64"), Decimals: 2, Percent: true}
	tests := []struct {
		name                           string
		cell                           doc.Cell
		formula, shown, held, typeAttr string
	}{
		{"figure", doc.Cell{Number: doc.Amount(decimal.RequireFromString("340.93"))}, "C1+1", "340.93", "340.93", ""},
		{"zero", doc.Cell{Number: doc.Amount(decimal.Zero)}, "0", "0.00", "0", ""},
		{"below zero", doc.Cell{Number: doc.Amount(decimal.RequireFromString("-1234.5"))}, "-C1", "-1,234.50", "-1234.5", ""},
		{"share", doc.Cell{Number: share}, "C1/2", "86.64%", "0.8664", ""},
		{"text", doc.Cell{Text: "相符"}, `IF(C1<=1,"相符","不符")`, "相符", "相符", ` t="str"`},
		{"text like a figure", doc.Cell{Text: "12"}, `"1"&"2"`, "12", "12", ` t="str"`},
		{"markup", doc.Cell{Text: `<b>&"`}, `"<b>&"""`, `<b>&"`, `<b>&"`, ` t="str"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.cell.Formula = doc.Formula(strings.ReplaceAll(tt.formula, "C1", doc.Ref("丙")))
			sheet := body(row(tt.cell, doc.Cell{Text: "二"}, named("丙")))
			f := open(t, sheet)
			if got, err := f.GetCellFormula("表", "A1"); err != nil || got != tt.formula {
				t.Errorf("formula %s, %v; want %s", got, err, tt.formula)
			}
			if got := cell(t, f, "表", "A1"); got != tt.shown {
				t.Errorf("shown %s, want %s", got, tt.shown)
			}
			if got := raw(t, f, "表", "A1"); got != tt.held {
				t.Errorf("held %s, want %s", got, tt.held)
			}
			_, xml, _ := strings.Cut(part(t, render(t, sheet), "xl/worksheets/sheet1.xml"), `<c r="A1" s="1"`)
			if !strings.HasPrefix(xml, tt.typeAttr+"><f>") {
				t.Errorf("the cell is written %.40s", xml)
			}
			if got := style(t, f, "表", "A1").NumFmt; got == 49 {
				t.Error("a formula in the text format does not work any more once it is edited")
			}
		})
	}
}

func TestFormulaNamesOtherCells(t *testing.T) {
	far := &doc.Table{Title: "标题", Columns: columns(10, 10), Header: []doc.Row{row(texts("甲", "乙")...)}, Body: []doc.Row{
		row(named("远 1"), named("远 2")), row(named("远 3"), named("远 4")),
	}}
	wide := named("宽")
	wide.ColSpan = 2
	tests := []struct{ name, formula, want string }{
		{"cell of the same sheet", doc.Ref("近"), "B1"},
		{"cell of another sheet", doc.Ref("远 3"), "'O''Neill'!A4"},
		{"row", "SUM(" + doc.Range("远 1", "远 2") + ")", "SUM('O''Neill'!A3:B3)"},
		{"column", "SUM(" + doc.Range("远 2", "远 4") + ")", "SUM('O''Neill'!B3:B4)"},
		{"rectangle", "SUM(" + doc.Range("远 1", "远 4") + ")", "SUM('O''Neill'!A3:B4)"},
		{"merged cell", doc.Ref("宽"), "C1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, body(row(formula(tt.formula), named("近"), wide)), doc.Sheet{Name: "O'Neill", Table: far})
			if got, err := f.GetCellFormula("表", "A1"); err != nil || got != tt.want {
				t.Errorf("formula %s, %v; want %s", got, err, tt.want)
			}
		})
	}
}

// A row that takes several rows of the worksheet moves all that stand below.
func TestFormulaBelowAVeryLongText(t *testing.T) {
	long := strings.Repeat("很长的说明，", 4000)
	f := open(t, body(row(doc.Cell{Text: long}, doc.Cell{}), row(named("下"), formula(doc.Ref("下")))))
	rows, err := f.GetRows("表")
	if err != nil {
		t.Fatal(err)
	}
	last := len(rows) - 1
	if got, err := f.GetCellFormula("表", at(t, 1, last)); err != nil || got != at(t, 0, last) {
		t.Errorf("formula %s, %v; want %s", got, err, at(t, 0, last))
	}
}

// Programs work the formulas out again when they open the file.
func TestFormulasAreWorkedOutOnLoad(t *testing.T) {
	if xml := part(t, render(t, sheets()...), "xl/workbook.xml"); !strings.Contains(xml, `fullCalcOnLoad="true"`) {
		t.Error(xml)
	}
}

func TestBodyHasAName(t *testing.T) {
	all := sheets()
	for i := range all {
		all[i].BodyName = all[i].Name + "_数据"
	}
	empty := doc.Sheet{Name: "空表", BodyName: "空表_数据", Table: &doc.Table{Title: "空表", Columns: columns(10)}}
	got := map[string]excelize.DefinedName{}
	for _, d := range open(t, append(all, empty)...).GetDefinedName() {
		if strings.HasSuffix(d.Name, "_数据") {
			got[d.Name] = d
		}
	}
	want := map[string]string{
		"公开01表_数据": "'公开01表'!$A$8:$F$34", "公开02表_数据": "'公开02表'!$A$7:$I$14",
		"公开06表_数据": "'公开06表'!$A$6:$I$33", "绩效自评表1_数据": "'绩效自评表1'!$A$3:$N$15",
	}
	if len(got) != len(want) {
		t.Errorf("%d names, want %d: %v", len(got), len(want), got)
	}
	for name, refersTo := range want {
		if got[name].RefersTo != refersTo || got[name].Scope != "Workbook" {
			t.Errorf("%s: %+v, want %s", name, got[name], refersTo)
		}
	}
}
