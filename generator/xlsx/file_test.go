package xlsx_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/xlsx"
)

func TestSameInputGivesSameBytes(t *testing.T) {
	first := render(t, sheets()...)
	for range 5 {
		if !bytes.Equal(first, render(t, sheets()...)) {
			t.Fatal("the bytes differ")
		}
	}
}

func TestPropertiesAreTheUnits(t *testing.T) {
	file := render(t, sheets()...)
	f := open(t, sheets()...)
	got, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, got, want string }{
		{"title", got.Title, meta.Title},
		{"subject", got.Subject, meta.Subject},
		{"creator", got.Creator, meta.Author},
		{"lastModifiedBy", got.LastModifiedBy, meta.Author},
		{"language", got.Language, "zh-CN"},
		{"created", got.Created, "2025-08-20T01:30:00Z"},
		{"modified", got.Modified, "2025-08-20T01:30:00Z"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	for _, name := range []string{"docProps/core.xml", "docProps/app.xml"} {
		xml := part(t, file, name)
		for _, trace := range []string{"xuri", "2006-", "Excelize"} {
			if strings.Contains(xml, trace) {
				t.Errorf("%s names the library: %s", name, xml)
			}
		}
	}
}

func TestEmptyPropertiesStayEmpty(t *testing.T) {
	var b bytes.Buffer
	if err := xlsx.Render(&b, doc.Meta{}, sheets()); err != nil {
		t.Fatal(err)
	}
	xml := part(t, b.Bytes(), "docProps/core.xml")
	if strings.Contains(xml, "xuri") || strings.Contains(xml, "2006-") || !strings.Contains(xml, "1980-01-01T00:00:00Z") {
		t.Error(xml)
	}
}

// Upload filters of portals look at the first part of the archive.
func TestArchiveIsInOrder(t *testing.T) {
	tests := []struct {
		name string
		date time.Time
		want time.Time
	}{
		{"date of the unit", meta.Date, meta.Date},
		{"date before ZIP", time.Time{}, time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dated := meta
			dated.Date = tt.date
			var b bytes.Buffer
			if err := xlsx.Render(&b, dated, sheets()); err != nil {
				t.Fatal(err)
			}
			r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
			if err != nil {
				t.Fatal(err)
			}
			if got := r.File[0].Name; got != "[Content_Types].xml" {
				t.Errorf("the first part is %s", got)
			}
			for _, part := range r.File {
				if !part.Modified.Equal(tt.want) {
					t.Errorf("%s is of %v", part.Name, part.Modified)
				}
			}
		})
	}
}

func TestSheetsAreReadyToPrint(t *testing.T) {
	f := open(t, sheets()...)
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Scope+" "+d.Name] = d.RefersTo
	}
	tests := []struct {
		sheet, orientation, area, titles string
		pagesHigh                        int
	}{
		{"公开01表", "portrait", "$A$1:$F$36", "$1:$7", 1},
		{"公开02表", "landscape", "$A$1:$I$15", "$1:$6", 0},
		{"公开06表", "landscape", "$A$1:$I$33", "$1:$5", 0},
		{"绩效自评表1", "landscape", "$A$1:$N$15", "$1:$2", 0},
	}
	for _, tt := range tests {
		t.Run(tt.sheet, func(t *testing.T) {
			layout, err := f.GetPageLayout(tt.sheet)
			if err != nil {
				t.Fatal(err)
			}
			if *layout.Size != 9 || *layout.Orientation != tt.orientation {
				t.Errorf("paper %d, %s", *layout.Size, *layout.Orientation)
			}
			if *layout.FitToWidth != 1 || *layout.FitToHeight != tt.pagesHigh {
				t.Errorf("fits %d by %d pages", *layout.FitToWidth, *layout.FitToHeight)
			}
			props, err := f.GetSheetProps(tt.sheet)
			if err != nil || props.FitToPage == nil || !*props.FitToPage {
				t.Errorf("does not fit the page: %v", err)
			}
			margins, err := f.GetPageMargins(tt.sheet)
			if err != nil || margins.Horizontally == nil || !*margins.Horizontally {
				t.Errorf("is not centred: %v", err)
			}
			footer, err := f.GetHeaderFooter(tt.sheet)
			if err != nil || footer.OddFooter != "&C第 &P 页，共 &N 页" {
				t.Errorf("footer %+v, %v", footer, err)
			}
			if got, want := names[tt.sheet+" _xlnm.Print_Area"], "'"+tt.sheet+"'!"+tt.area; got != want {
				t.Errorf("print area %s, want %s", got, want)
			}
			if got, want := names[tt.sheet+" _xlnm.Print_Titles"], "'"+tt.sheet+"'!"+tt.titles; got != want {
				t.Errorf("print titles %s, want %s", got, want)
			}
		})
	}
}

func TestHeaderStaysInView(t *testing.T) {
	f := open(t, sheets()...)
	for sheet, want := range map[string]int{"公开01表": 7, "公开02表": 6, "绩效自评表1": 0} {
		panes, err := f.GetPanes(sheet)
		if err != nil || panes.YSplit != want || panes.Freeze != (want > 0) {
			t.Errorf("%s: %+v, %v", sheet, panes, err)
		}
	}
}

// Rows held in place that fill the window would hide the body for good.
func TestHighHeaderIsNotHeld(t *testing.T) {
	table := income()
	table.Header[1].Cells[0].Text = strings.Repeat("很长的表头", 60)
	f := open(t, doc.Sheet{Name: "表", Table: table})
	panes, err := f.GetPanes("表")
	if err != nil || panes.Freeze {
		t.Errorf("%+v, %v", panes, err)
	}
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm.Print_Titles" {
			t.Errorf("repeats %s", d.RefersTo)
		}
	}
}

func TestQuotedSheetNameInPrintArea(t *testing.T) {
	s := body(row(texts("一")...))
	s.Name = "O'Neill"
	f := open(t, s)
	if got := f.GetDefinedName()[0].RefersTo; got != "'O''Neill'!$A$1:$A$1" {
		t.Errorf("print area %s", got)
	}
}

func TestTableWithoutRows(t *testing.T) {
	for _, title := range []string{"", "空表"} {
		f := open(t, doc.Sheet{Name: "表", Table: &doc.Table{Title: title, Columns: columns(10, 10)}})
		if got := cell(t, f, "表", "A1"); got != title {
			t.Errorf("%q, want %q", got, title)
		}
	}
}

// A row of the body that heads those below it is what further pages repeat,
// unless it would fill them.
func TestHeadingRowIsRepeated(t *testing.T) {
	for heading, want := range map[string]string{"指标": "'表'!$3:$3", strings.Repeat("很长的表头", 300): "'表'!$1:$1"} {
		s := body(row(texts("甲")...), doc.Row{Cells: texts(heading), Repeat: true}, row(texts("乙")...))
		s.Name, s.Table.Title = "表", "自评表"
		got := ""
		for _, d := range open(t, s).GetDefinedName() {
			if d.Name == "_xlnm.Print_Titles" {
				got = d.RefersTo
			}
		}
		if got != want {
			t.Errorf("repeats %s, want %s", got, want)
		}
	}
}
