package generator_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/internal/sample"
)

// recalculate makes LibreOffice work out every formula anew when it opens a
// workbook, whatever result stands beside it.
const recalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// office converts all workbooks of a folder in one call and gives the folder of
// the results.
func office(t *testing.T, folder, format string) string {
	t.Helper()
	tool, err := exec.LookPath("soffice")
	if err != nil {
		const missing = "soffice is missing; install libreoffice-calc"
		if os.Getenv("CI") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	profile, out := t.TempDir(), t.TempDir()
	write(t, filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(recalculate))
	files, err := filepath.Glob(filepath.Join(folder, "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-env:UserInstallation=file://" + profile, "--headless", "--convert-to", format, "--outdir", out}, files...)
	if said, err := exec.CommandContext(t.Context(), tool, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v %s", err, said)
	}
	return out
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// officeUnits are the units whose workbooks LibreOffice opens: the examples and
// some random ones.
func officeUnits(t *testing.T) map[string][]byte {
	t.Helper()
	all := examples(t)
	for seed := range uint64(min(*units/50, 6)) {
		all[fmt.Sprintf("seed %d", seed)] = sample.Unit(seed)
	}
	return all
}

// tampered are changes by hand of one figure of the published example, with the
// rules that must notice.
var tampered = []struct {
	name, sheet, cell string
	value             float64
	rules             string
}{
	{"source", "公开01表", "C7", 291.88, "T01-1 X-02 X-05"},
	{"class", "公开01表", "F7", 233.31, "T01-2 X-04"},
	{"total", "公开01表", "F37", 340.94, "T01-5"},
	{"one cent of a total printed twice", "公开02表", "D7", 291.79, "X-02 X-06"},
	{"item", "公开03表", "D10", 141.15, "T03-1 T03-2"},
	{"appropriation", "公开04表", "G7", 229.72, "T04-1 T04-2 X-07"},
	{"general budget", "公开05表", "D7", 251.33, "T05-1 T05-2 X-10"},
	{"economic item", "公开06表", "C7", 70.54, "T06-1"},
	{"fund", "公开07表", "C7", 1, "T07-1 T07-3 X-08"},
	{"public expense", "公开09表", "E8", 3, "T09-2"},
}

// What LibreOffice works out is what stands in the workbook, and a figure that
// was changed by hand is noticed.
func TestLibreOfficeWorksOutTheChecks(t *testing.T) {
	folder := t.TempDir()
	for name, data := range officeUnits(t) {
		write(t, filepath.Join(folder, name+".xlsx"), build(t, data)[1].Data)
	}
	published := build(t, read(t, publishedExample))[1].Data
	for i, x := range tampered {
		f := openWorkbook(t, published)
		before, err := f.GetCellValue(x.sheet, x.cell)
		if err != nil || before == "" || before == fmt.Sprint(x.value) {
			t.Fatalf("%s %s was %q, %v", x.sheet, x.cell, before, err)
		}
		if err := f.SetCellValue(x.sheet, x.cell, x.value); err != nil {
			t.Fatal(err)
		}
		if err := f.SaveAs(filepath.Join(folder, fmt.Sprintf("tampered %d.xlsx", i))); err != nil {
			t.Fatal(err)
		}
	}
	out := office(t, folder, "xlsx")
	reopened := func(t *testing.T, name string) *excelize.File {
		return openWorkbook(t, read(t, filepath.Join(out, name+".xlsx")))
	}
	for name, data := range officeUnits(t) {
		t.Run(name, func(t *testing.T) {
			got, verdict := checkLines(t, reopened(t, name))
			want, _ := checkLines(t, openWorkbook(t, build(t, data)[1].Data))
			wantSameResults(t, got, want)
			if verdict != "全部相符" {
				t.Errorf("verdict %q", verdict)
			}
		})
	}
	for i, x := range tampered {
		t.Run("tampered "+x.name, func(t *testing.T) {
			wantNoticed(t, reopened(t, fmt.Sprintf("tampered %d", i)), strings.Fields(x.rules))
		})
	}
}

func wantSameResults(t *testing.T, got, want []checkLine) {
	t.Helper()
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i, g := range got {
		w := want[i]
		for name, pair := range map[string][2]decimal.Decimal{
			"合计数": {g.total, w.total}, "各项之和": {g.sum, w.sum}, "差额": {g.gap, w.gap}, "允许尾差": {g.tolerance, w.tolerance},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Errorf("%s %s: %s is %s, the workbook says %s", g.rule, g.title, name, pair[0], pair[1])
			}
		}
		if g.rule != w.rule || g.result != w.result {
			t.Errorf("%s %s: %s, the workbook says %s %s", g.rule, g.title, g.result, w.rule, w.result)
		}
	}
}

func wantNoticed(t *testing.T, f *excelize.File, rules []string) {
	t.Helper()
	lines, verdict := checkLines(t, f)
	var bad []string
	for _, l := range lines {
		if l.result == "不符" {
			bad = append(bad, l.rule)
		}
	}
	if want := strconv.Itoa(len(bad)) + "行不符"; len(bad) == 0 || verdict != want {
		t.Errorf("verdict %q, want %q", verdict, want)
	}
	for _, rule := range rules {
		if !slices.Contains(bad, rule) {
			t.Errorf("%s does not notice, only %v", rule, bad)
		}
	}
}

// word is a word on a printed page.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

type printedPage struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []word  `xml:"word"`
}

// text is the characters of the page in their order, without spaces.
func (p printedPage) text() string {
	var b strings.Builder
	for _, w := range p.Words {
		b.WriteString(w.Text)
	}
	return strings.Join(strings.Fields(b.String()), "")
}

func printedPages(t *testing.T, path string) []printedPage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-bbox", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var html struct {
		Pages []printedPage `xml:"body>doc>page"`
	}
	decoder := xml.NewDecoder(strings.NewReader(string(out)))
	decoder.Strict, decoder.Entity = false, xml.HTMLEntity
	if err := decoder.Decode(&html); err != nil {
		t.Fatal(err)
	}
	return html.Pages
}

// Printed, each form has the pages that it wants, every character of its cells
// and no text upon another.
func TestPrintedFormsAreWhole(t *testing.T) {
	folder := t.TempDir()
	for name, data := range officeUnits(t) {
		write(t, filepath.Join(folder, name+".xlsx"), build(t, data)[1].Data)
	}
	out := office(t, folder, "pdf")
	for name, data := range officeUnits(t) {
		t.Run(name, func(t *testing.T) {
			pages := printedPages(t, filepath.Join(out, name+".pdf"))
			for i, p := range pages {
				if footer := fmt.Sprintf("第%d页，共%d页", i+1, len(pages)); !strings.Contains(p.text(), footer) {
					t.Errorf("page %d has no %s", i+1, footer)
				}
				wantNoOverlap(t, i+1, p)
			}
			wantSheetsPrinted(t, pages, assemble(t, data).Sheets)
		})
	}
}

// wantSheetsPrinted follows the pages sheet by sheet: every page of one shows
// its title or, where a row of the body heads those below it, that row. Sheets of one title are looked at together.
func wantSheetsPrinted(t *testing.T, pages []printedPage, sheets []doc.Sheet) {
	t.Helper()
	for len(sheets) > 0 {
		alike := 1
		for alike < len(sheets) && sheets[alike].Table.Title == sheets[0].Table.Title {
			alike++
		}
		n := slices.IndexFunc(pages, func(p printedPage) bool { return !isOf(p, sheets[0].Table) })
		if n < 0 {
			n = len(pages)
		}
		if s := sheets[0]; n < alike || (s.Table.SinglePage || s.Name == "公开09表") && n != 1 {
			t.Errorf("%s takes %d pages", s.Name, n)
		}
		wantCharacters(t, sheets[:alike], pages[:n])
		sheets, pages = sheets[alike:], pages[n:]
	}
	if len(pages) > 0 {
		t.Errorf("%d pages belong to no sheet", len(pages))
	}
}

// isOf reports whether a page is one of a table.
func isOf(p printedPage, table *doc.Table) bool {
	title := strings.Join(strings.Fields(table.Title), "")
	if strings.Contains(p.text(), title) && strings.Contains(p.text(), table.FormNumber) {
		return true
	}
	i := slices.IndexFunc(table.Body, func(r doc.Row) bool { return r.Repeat })
	return i >= 0 && !slices.ContainsFunc(table.Body[i].Cells[:5], func(c doc.Cell) bool { return !strings.Contains(p.text(), c.Text) })
}

// wantCharacters asserts that the pages hold each character of the sheets at
// least as often as their tables do; pages repeat headers.
func wantCharacters(t *testing.T, sheets []doc.Sheet, pages []printedPage) {
	t.Helper()
	var text string
	for _, s := range sheets {
		text += s.Table.Text()
	}
	counts := map[rune]int{}
	for _, p := range pages {
		for _, r := range p.text() {
			counts[r]++
		}
	}
	if counts['#'] > strings.Count(text, "#") {
		t.Errorf("%s: a figure does not fit its column", sheets[0].Name)
	}
	missing := ""
	for _, r := range strings.Join(strings.Fields(text), "") {
		if counts[r]--; counts[r] < 0 {
			missing += string(r)
		}
	}
	if missing != "" {
		t.Errorf("%s: %q is missing", sheets[0].Name, missing)
	}
}

var printedFigure = regexp.MustCompile(`^-?[0-9,]+\.[0-9]{2}%?$`)

// wantNoOverlap finds words that stand on one another and figures that touch
// the word at their right.
func wantNoOverlap(t *testing.T, number int, p printedPage) {
	t.Helper()
	for i, a := range p.Words {
		if a.XMin < 0 || a.YMin < 0 || a.XMax > p.Width || a.YMax > p.Height {
			t.Errorf("page %d: %q leaves the page", number, a.Text)
		}
		for _, b := range p.Words[i+1:] {
			height := min(a.YMax-a.YMin, b.YMax-b.YMin)
			across := min(a.XMax, b.XMax) - max(a.XMin, b.XMin)
			down := min(a.YMax, b.YMax) - max(a.YMin, b.YMin)
			if across > 1 && down > 0.4*height {
				t.Errorf("page %d: %q and %q stand on one another", number, a.Text, b.Text)
			}
			if gap := b.XMin - a.XMax; printedFigure.MatchString(a.Text) && down > 0.4*height && gap > -1 && gap < 0.25*height {
				t.Errorf("page %d: %q touches %q", number, a.Text, b.Text)
			}
		}
	}
}
