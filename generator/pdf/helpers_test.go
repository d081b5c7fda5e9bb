package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdf"
)

var meta = doc.Meta{
	Title: "某州工商业联合会2024年度部门决算公开说明", Author: "某州工商业联合会",
	Subject: "部门决算公开说明", Language: "zh-CN",
	Date: time.Date(2025, 8, 25, 0, 0, 0, 0, time.UTC),
}

// render gives the bytes of the document.
func render(t testing.TB, blocks ...doc.Block) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.Render(&out, nil, meta, blocks); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// saved writes the document to a file that is gone after the test. Where
// PDF_OUT names a folder, the file stays there to be looked at.
func saved(t testing.TB, blocks ...doc.Block) string {
	t.Helper()
	dir := os.Getenv("PDF_OUT")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-").Replace(t.Name())+".pdf")
	if err := os.WriteFile(path, render(t, blocks...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a tool on a file. Without the tool the test is skipped, but never
// on the machine that every change has to pass.
func run(t testing.TB, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing", tool)
		}
		t.Skipf("%s is missing", tool)
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", tool, args, err, out)
	}
	return string(out)
}

// extract gives the text of the file, or of some of its pages.
func extract(t testing.TB, path string, flags ...string) string {
	t.Helper()
	return run(t, "pdftotext", append(flags, "-nopgbrk", path, "-")...)
}

// readable gives the objects of the file, nothing of them compressed.
func readable(t testing.TB, path string) string {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "plain.pdf")
	run(t, "qpdf", "--qdf", "--object-streams=disable", path, plain)
	data, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// pages gives the text of every page.
func pages(t testing.TB, path string) []string {
	t.Helper()
	all := strings.Split(run(t, "pdftotext", "-raw", path, "-"), "\f")
	return all[:len(all)-1]
}

// solid is the text without blanks: what must be the same before and after.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// pageNumber is a page's number at the end of its text. On a landscape page it
// reads downwards, and comes out piece by piece.
var pageNumber = regexp.MustCompile(`—\s+[0-9]+\s+—\s*$`)

// body is the text of the pages without the page numbers.
func body(t testing.TB, path string) string {
	t.Helper()
	var b strings.Builder
	for i, text := range pages(t, path) {
		at := pageNumber.FindStringIndex(text)
		if at == nil {
			t.Fatalf("page %d ends in %q, not in its number", i+1, text[max(0, len(text)-20):])
		}
		b.WriteString(text[:at[0]])
	}
	return b.String()
}

func wantSame(t testing.TB, got, want string) {
	t.Helper()
	got, want = solid(got), solid(want)
	if got == want {
		return
	}
	g, w := []rune(got), []rune(want)
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	t.Fatalf("text differs at character %d: got %q, want %q (lengths %d and %d)", i,
		string(g[max(0, i-20):min(len(g), i+20)]), string(w[max(0, i-20):min(len(w), i+20)]), len(g), len(w))
}

func text(s string) doc.Cell  { return doc.Cell{Text: s} }
func label(s string) doc.Cell { return doc.Cell{Text: s, Heading: true} }

func amount(s string) doc.Cell {
	return doc.Cell{Number: doc.Amount(decimal.RequireFromString(s))}
}

func row(cells ...doc.Cell) doc.Row { return doc.Row{Cells: cells} }

func columns(widths ...int) []doc.Column {
	var all []doc.Column
	for _, w := range widths {
		all = append(all, doc.Column{Width: w})
	}
	return all
}

// plain is a table of n rows and three columns.
func plain(n int) *doc.Table {
	t := &doc.Table{
		Title: "收入决算表", Subtitle: "（2024年度）", FormNumber: "公开02表",
		Preparer: "编制单位：某州工商业联合会", UnitLine: "金额单位：万元",
		Columns: columns(12, 40, 20),
		Header:  []doc.Row{row(text("科目编码"), text("科目名称"), text("本年收入合计"))},
		Notes:   []string{"注：本表反映部门本年度取得的各项收入情况。"},
	}
	for i := range n {
		t.Body = append(t.Body, row(text(fmt.Sprintf("%07d", 2010000+i)),
			text(fmt.Sprintf("第%d项支出", i+1)), amount(fmt.Sprintf("%d.25", 1000+i))))
	}
	return t
}
