package generator_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

// openWorkbook reads a workbook as a user's program does.
func openWorkbook(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// cellName is the address of a cell, its column and row counted from 0.
func cellName(t *testing.T, col, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// xmlPart is one part of a workbook as it stands in the file.
func xmlPart(t *testing.T, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rowsAbove is how many rows stand above the grid of a form.
func rowsAbove(table *doc.Table) int {
	n := 0
	for _, s := range []string{table.Title, table.Subtitle, table.FormNumber, table.Preparer} {
		if s != "" {
			n++
		}
	}
	return n
}

// eachForm runs a test on the statements and the sheet of checks of a unit,
// whose rows are those of their tables. The sheets count from 1.
func eachForm(t *testing.T, n int, test func(t *testing.T, f *excelize.File, data []byte, number int, s doc.Sheet)) {
	eachUnit(t, min(*units, n), func(t *testing.T, unit []byte) {
		data := build(t, unit)[1].Data
		f := openWorkbook(t, data)
		for i, s := range assemble(t, unit).Sheets {
			if s.BodyName != "" || s.Name == checkSheet {
				test(t, f, data, i+1, s)
			}
		}
	})
}

var (
	valueCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?( t="[a-zA-Z]+")?>(<f>[^<]*</f>)?<v>([^<]*)</v></c>`)
	cents     = regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,2})?$`)
)

// Every figure is a number in the file, in its exact decimal form, and shows
// as the statement prints it.
func TestFiguresAreExactNumbers(t *testing.T) {
	eachForm(t, 12, func(t *testing.T, f *excelize.File, data []byte, number int, s doc.Sheet) {
		held := map[string][]string{}
		for _, c := range valueCell.FindAllStringSubmatch(xmlPart(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", number)), -1) {
			held[c[1]] = c
		}
		placed, err := s.Table.Layout()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range placed {
			if c.Number == nil {
				continue
			}
			at := cellName(t, c.Col, rowsAbove(s.Table)+c.Row)
			x := held[at]
			if x == nil || x[3] != "" || !cents.MatchString(x[5]) || x[5] != c.Number.Value.String() {
				t.Fatalf("%s %s is written %q, want the number %s", s.Name, at, x, c.Number.Value)
			}
			if shown, err := f.GetCellValue(s.Name, at); err != nil || shown != c.String() {
				t.Fatalf("%s %s shows %s, %v; want %s", s.Name, at, shown, err, c)
			}
			if got := cellStyle(t, f, s.Name, at); got.CustomNumFmt == nil || *got.CustomNumFmt != c.Number.Format() {
				t.Fatalf("%s %s: number format %v", s.Name, at, got.CustomNumFmt)
			}
		}
	})
}

func cellStyle(t *testing.T, f *excelize.File, sheet, at string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

// Every cell of the grid is ruled on four sides, inside merged ranges too, and
// set in the type of the form.
func TestGridsAreRuledWhole(t *testing.T) {
	eachForm(t, 4, func(t *testing.T, f *excelize.File, _ []byte, _ int, s doc.Sheet) {
		first := rowsAbove(s.Table)
		for r := range len(s.Table.Header) + len(s.Table.Body) {
			for c := range s.Table.Columns {
				at := cellName(t, c, first+r)
				style := cellStyle(t, f, s.Name, at)
				sides := map[string]bool{}
				for _, b := range style.Border {
					sides[b.Type] = b.Style == 1
				}
				if !sides["left"] || !sides["right"] || !sides["top"] || !sides["bottom"] || style.Font.Family != "宋体" {
					t.Fatalf("%s %s: %+v in %s", s.Name, at, style.Border, style.Font.Family)
				}
			}
		}
	})
}

// printed sheets, by name: across the page or upright, how many pages high (0:
// any number).
var printedSheets = map[string]struct {
	orientation string
	pagesHigh   int
}{
	"公开01表": {"portrait", 1}, "公开02表": {"landscape", 0}, "公开03表": {"landscape", 0}, "公开04表": {"landscape", 1},
	"公开05表": {"portrait", 0}, "公开06表": {"landscape", 1}, "公开07表": {"landscape", 0}, "公开08表": {"landscape", 0},
	"公开09表": {"landscape", 0}, checkSheet: {"landscape", 0},
}

func TestFormsAreReadyToPrint(t *testing.T) {
	eachForm(t, 4, func(t *testing.T, f *excelize.File, _ []byte, _ int, s doc.Sheet) {
		layout, err := f.GetPageLayout(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		want := printedSheets[s.Name]
		if *layout.Size != 9 || *layout.Orientation != want.orientation || *layout.FitToWidth != 1 || *layout.FitToHeight != want.pagesHigh {
			t.Errorf("%s: paper %d, %s, %d by %d pages", s.Name, *layout.Size, *layout.Orientation, *layout.FitToWidth, *layout.FitToHeight)
		}
		footer, err := f.GetHeaderFooter(s.Name)
		if err != nil || footer.OddFooter != "&C第 &P 页，共 &N 页" {
			t.Errorf("%s: footer %+v, %v", s.Name, footer, err)
		}
		head := rowsAbove(s.Table) + len(s.Table.Header)
		last := cellName(t, len(s.Table.Columns)-1, head+len(s.Table.Body)+len(s.Table.Notes)-1)
		names := definedNames(f)
		wantName(t, names, s.Name+" _xlnm.Print_Area", s.Name, "A1", last)
		first, end := 1, head
		if i := slices.IndexFunc(s.Table.Body, func(r doc.Row) bool { return r.Repeat }); i >= 0 {
			first, end = head+i+1, head+i+1
		}
		if got, want := names[s.Name+" _xlnm.Print_Titles"], fmt.Sprintf("'%s'!$%d:$%d", s.Name, first, end); got != want {
			t.Errorf("%s repeats %s, want %s", s.Name, got, want)
		}
		panes, err := f.GetPanes(s.Name)
		if err != nil || !panes.Freeze || panes.YSplit != head || len(panes.Selection) != 1 || panes.Selection[0].ActiveCell != "A1" {
			t.Errorf("%s: panes %+v, %v; want %d rows", s.Name, panes, err, head)
		}
	})
}

func definedNames(f *excelize.File) map[string]string {
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Scope+" "+d.Name] = d.RefersTo
	}
	return names
}

func wantName(t *testing.T, names map[string]string, name, sheet, from, to string) {
	t.Helper()
	absolute := regexp.MustCompile(`([A-Z]+)([0-9]+)`)
	want := fmt.Sprintf("'%s'!%s:%s", sheet, absolute.ReplaceAllString(from, "$$$1$$$2"), absolute.ReplaceAllString(to, "$$$1$$$2"))
	if names[name] != want {
		t.Errorf("%s is %s, want %s", name, names[name], want)
	}
}

// A user's formulas may refer to the rows of each statement by name.
func TestNamesOfTheStatementsData(t *testing.T) {
	eachForm(t, 4, func(t *testing.T, f *excelize.File, _ []byte, _ int, s doc.Sheet) {
		if s.BodyName == "" {
			return
		}
		head := rowsAbove(s.Table) + len(s.Table.Header)
		wantName(t, definedNames(f), "Workbook "+s.Name+"_数据", s.Name,
			cellName(t, 0, head), cellName(t, len(s.Table.Columns)-1, head+len(s.Table.Body)-1))
		first, err := f.GetCellValue(s.Name, cellName(t, 0, head))
		if err != nil || first != s.Table.Body[0].Cells[0].String() {
			t.Errorf("%s begins with %q, %v", s.BodyName, first, err)
		}
	})
}

// A portal takes a workbook that is nothing but a workbook.
func TestWorkbookIsPlain(t *testing.T) {
	eachUnit(t, 2, func(t *testing.T, data []byte) {
		files := build(t, data)
		r, err := zip.NewReader(bytes.NewReader(files[1].Data), int64(len(files[1].Data)))
		if err != nil {
			t.Fatal(err)
		}
		if r.File[0].Name != "[Content_Types].xml" {
			t.Errorf("the first part is %s", r.File[0].Name)
		}
		for _, part := range r.File {
			if regexp.MustCompile(`(?i)vba|macro|external|embed|connection`).MatchString(part.Name) {
				t.Errorf("there is a part %s", part.Name)
			}
		}
		f := openWorkbook(t, files[1].Data)
		props, err := f.GetDocProps()
		if err != nil || props.Creator != unitName(t, data) || !strings.HasSuffix(props.Title, "部门决算公开表") || strings.Contains(props.Created, "2006") {
			t.Errorf("properties %+v, %v", props, err)
		}
		if f.GetActiveSheetIndex() != 0 || f.GetSheetList()[0] != "公开01表" {
			t.Errorf("opens with sheet %d of %v", f.GetActiveSheetIndex(), f.GetSheetList())
		}
	})
}

// Subject names stand in from the left by their level, and a usual one takes
// one line.
func TestSubjectsAreIndented(t *testing.T) {
	p := assemble(t, read(t, publishedExample))
	f := openWorkbook(t, build(t, read(t, publishedExample))[1].Data)
	for _, sheet := range []string{"公开02表", "公开03表", "公开05表"} {
		x := table(t, p.Sheets, sheet)
		first := rowsAbove(x) + len(x.Header)
		for i, r := range x.Body[1:] {
			at := cellName(t, 1, first+1+i)
			if got, want := cellStyle(t, f, sheet, at).Alignment.Indent, (len(r.Cells[0].Text)-3)/2; got != want {
				t.Errorf("%s %s: indent %d, want %d", sheet, at, got, want)
			}
			height, err := f.GetRowHeight(sheet, first+2+i)
			if err != nil || height > 22 {
				t.Errorf("%s: %q takes %v points, %v", sheet, r.Cells[1].Text, height, err)
			}
		}
	}
	if !slices.ContainsFunc(table(t, p.Sheets, "公开06表").Body, func(r doc.Row) bool { return r.Cells[1].Indent == 1 }) {
		t.Error("no 款 is indented")
	}
}
