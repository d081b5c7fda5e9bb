package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdf"
)

func TestSampleIsAValidFile(t *testing.T) {
	path := saved(t, sample()...)
	run(t, "qpdf", "--check", path)
	info := run(t, "pdfinfo", path)
	for _, want := range []string{
		"Title:           " + meta.Title, "Author:          " + meta.Author,
		"CreationDate:    Mon Aug 25 00:00:00 2025", "ModDate:         Mon Aug 25 00:00:00 2025",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("the properties lack %q:\n%s", want, info)
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n") {
		if i > 1 && !strings.Contains(line, "yes yes yes") {
			t.Errorf("a font is not an embedded subset or cannot be searched: %s", line)
		}
	}
}

func TestSampleTextIsWhole(t *testing.T) {
	path := saved(t, sample()...)
	got := solid(extract(t, path, "-raw"))
	for _, line := range strings.Split(doc.Text(sample()), "\n") {
		// a paragraph may stand on two pages with a page number in between
		for _, piece := range regexp.MustCompile("[，。；]").Split(line, -1) {
			half := []rune(solid(piece))
			half = half[:len(half)/2]
			if !strings.Contains(got, string(half)) {
				t.Errorf("%q is missing", string(half))
			}
		}
	}
}

func TestSameInputGivesSameBytes(t *testing.T) {
	first := render(t, sample()...)
	time.Sleep(1100 * time.Millisecond) // the dates of a PDF have seconds
	if !bytes.Equal(first, render(t, sample()...)) {
		t.Error("the second file differs from the first")
	}
}

func TestWithoutDateTheClockIsNotAsked(t *testing.T) {
	var out bytes.Buffer
	if err := pdf.Render(&out, nil, doc.Meta{}, []doc.Block{doc.Paragraph{Text: "文"}}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(readable(t, path), "D:19700101000000Z"); got != 2 {
		t.Error("the file has another date than the beginning of time")
	}
}

// pieces are what random texts are made of.
var pieces = []string{
	"的", "一", "财政拨款", "预算", "，", "。", "、", "；", "：", "“", "”", "（", "）", "《", "》",
	"——", "……", "！？", "％", "%", " ", "  ", "2024年", "1,234,567.89", "-12.50%", "万元", "GB/T 9704-2012",
	"international", "https://www.example.gov.cn/a/b?c=d", "①", "·", "买买提·艾力", "3月15日", "℃", "￥", "㛃", "é",
	"Donaudampfschifffahrtsgesellschaftskapitaenswitweundnochvielmehr" + "undnochvielmehrundnochvielmehr",
	"１２３", "，，，，，，，，，，", "。。。。。。。。", "————————————————————————————————————————", "))))))))",
	strings.Repeat("9", 70), strings.Repeat("、", 50), strings.Repeat("“", 40), "\n", "\t",
}

func randomText(rng *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + rng.IntN(most) {
		b.WriteString(pieces[rng.IntN(len(pieces))])
	}
	return b.String()
}

func TestNothingIsLostInRandomText(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			var blocks []doc.Block
			for range 25 {
				if rng.IntN(5) == 0 {
					blocks = append(blocks, doc.Heading{Level: 1 + rng.IntN(4), Text: randomText(rng, 6)})
				}
				blocks = append(blocks, doc.Paragraph{Text: randomText(rng, 60)})
			}
			wantSame(t, body(t, saved(t, blocks...)), doc.Text(blocks))
		})
	}
}

func TestNothingIsLostInRandomTables(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 2))
			table := &doc.Table{Title: randomText(rng, 3), Preparer: randomText(rng, 3), UnitLine: randomText(rng, 3), Landscape: rng.IntN(2) == 0}
			n := 1 + rng.IntN(8)
			for range n {
				table.Columns = append(table.Columns, doc.Column{Width: rng.IntN(30)})
			}
			for range 1 + rng.IntN(30) {
				r := doc.Row{}
				for range n {
					r.Cells = append(r.Cells, doc.Cell{Text: randomText(rng, 5), Align: doc.Align(rng.IntN(4)), Indent: rng.IntN(2)})
				}
				table.Body = append(table.Body, r)
			}
			table.Notes = []string{randomText(rng, 20)}
			wantSameCharacters(t, body(t, saved(t, table)), doc.Text([]doc.Block{table}))
		})
	}
}

func TestNothingIsLostInRandomTablesWithSpans(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			table := spanned(rand.New(rand.NewPCG(seed, 3)))
			wantSameCharacters(t, body(t, saved(t, table)), doc.Text([]doc.Block{table}))
		})
	}
}

// spanned is a table of groups of rows, each with one cell beside it, whose
// other cells span columns at random. Some are longer than a page.
func spanned(rng *rand.Rand) *doc.Table {
	table := &doc.Table{Landscape: rng.IntN(2) == 0, Notes: []string{randomText(rng, 20)}}
	n := 2 + rng.IntN(7)
	for range n {
		table.Columns = append(table.Columns, doc.Column{Width: rng.IntN(30)})
	}
	for len(table.Body) < 40 {
		group := 1 + rng.IntN(6)
		for i := range group {
			r := doc.Row{}
			if i == 0 {
				r.Cells = append(r.Cells, doc.Cell{Text: randomText(rng, 30), RowSpan: group})
			}
			for left := n - 1; left > 0; {
				span := 1 + rng.IntN(left)
				r.Cells = append(r.Cells, randomCell(rng, span))
				left -= span
			}
			table.Body = append(table.Body, r)
		}
	}
	return table
}

func randomCell(rng *rand.Rand, span int) doc.Cell {
	c := doc.Cell{Text: randomText(rng, 6), Align: doc.Align(rng.IntN(4))}
	switch {
	case rng.IntN(40) == 0:
		c.Text = strings.Repeat(duties, 1+rng.IntN(30))
	case rng.IntN(3) == 0:
		c = amount(fmt.Sprint(rng.IntN(100000000)))
	}
	c.ColSpan = span
	return c
}

// wantSameCharacters looks at how often each character stands in the texts:
// a row that goes over a page break stands there cell by cell on each page.
func wantSameCharacters(t *testing.T, got, want string) {
	t.Helper()
	count := map[rune]int{}
	for _, r := range solid(want) {
		count[r]++
	}
	for _, r := range solid(got) {
		count[r]--
	}
	for r, n := range count {
		if n != 0 {
			t.Errorf("%q stands there %d times too few", r, n)
		}
	}
}

func TestNothingStandsOutsideTheTypeArea(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	var blocks []doc.Block
	for range 20 {
		blocks = append(blocks, doc.Paragraph{Text: randomText(rng, 60)})
	}
	blocks = append(blocks, plain(50))
	out := run(t, "pdftotext", "-bbox", saved(t, blocks...), "-")
	const left, right = 79.3, 521.7 // 28 mm and 26 mm from the edges
	for _, m := range regexp.MustCompile(`xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*)<`).FindAllStringSubmatch(out, -1) {
		xMin, _ := strconv.ParseFloat(m[1], 64)
		xMax, _ := strconv.ParseFloat(m[2], 64)
		// a mark at a line's beginning or end may stand out with its blank half
		if xMin < left-8.1 || xMax > right+8.1 {
			t.Errorf("%q reaches from %.2f to %.2f", m[3], xMin, xMax)
		}
	}
}

func TestNarrativeLinesAreWhole(t *testing.T) {
	path := saved(t, doc.Paragraph{Text: incomeText})
	for _, flags := range [][]string{{"-raw"}, {}, {"-layout"}} {
		t.Run(fmt.Sprint("flags ", flags), func(t *testing.T) {
			lines := strings.FieldsFunc(extract(t, path, flags...), func(r rune) bool { return r == '\n' })
			if first := strings.TrimSpace(lines[0]); first != "2024年度收入总计340.93万元，其中：本年收入合计" {
				t.Errorf("the first line is %q", first)
			}
			if len(lines) != 9 { // the last is the page number
				t.Errorf("%d lines, want 9: %q", len(lines), lines)
			}
		})
	}
}

// TestLinesKeepTheRules moves a text along by one character after another, so
// that every place in it comes to stand at a line's end.
func TestLinesKeepTheRules(t *testing.T) {
	const first, last = "、，；：。！？）》”’·％…%", "（《“‘￥"
	whole := []string{"1,234,567.89", "14.51%", "2024年", "15.6", "GB/T", "9704-2012", "70%", "——", "……", "0.00"}
	var blocks []doc.Block
	for n := range 28 {
		blocks = append(blocks, doc.Paragraph{Text: strings.Repeat("前", n) + incomeText})
	}
	got := body(t, saved(t, blocks...))
	for line := range strings.Lines(got) {
		runes := []rune(strings.TrimSpace(line))
		if strings.ContainsRune(first, runes[0]) || strings.ContainsRune(last, runes[len(runes)-1]) {
			t.Errorf("a mark stands where it may not: %q", string(runes))
		}
	}
	for _, piece := range whole {
		want := strings.Count(incomeText, piece) * len(blocks)
		if n := strings.Count(got, piece); n != want {
			t.Errorf("%q is split %d times", piece, want-n)
		}
	}
}

func TestPropertiesHoldAnyCharacter(t *testing.T) {
	strange := doc.Meta{Title: "甲\U00020BB7(乙)\\", Author: "单位\r\n", Language: "zh) /X ("}
	path := filepath.Join(t.TempDir(), "a.pdf")
	var out bytes.Buffer
	if err := pdf.Render(&out, nil, strange, []doc.Block{doc.Paragraph{Text: "文"}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, "qpdf", "--check", path)
	if info := run(t, "pdfinfo", path); !strings.Contains(info, strange.Title) {
		t.Errorf("the properties are\n%s", info)
	}
}

func TestPageNumbersStandOutside(t *testing.T) {
	out := run(t, "pdftotext", "-bbox", saved(t, plain(100)), "-")
	numbers := regexp.MustCompile(`xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(\d+)</word>\s*<word[^>]*>—</word>\s*</page>`).FindAllStringSubmatch(out, -1)
	if len(numbers) < 3 {
		t.Fatalf("%d page numbers", len(numbers))
	}
	for i, m := range numbers {
		x, _ := strconv.ParseFloat(m[1], 64)
		if right := x > 400; m[3] != fmt.Sprint(i+1) || right != (i%2 == 0) {
			t.Errorf("page %d: number %s at %.0f points from the left", i+1, m[3], x)
		}
	}
}

// A long number leaves much of the line before it empty; the gaps are then
// wider than what readers take for a blank.
func TestLinesWithWideGapsAreWhole(t *testing.T) {
	const number = "1234567890123456789012345678901234567890"
	for n := 6; n < 28; n += 3 {
		t.Run(fmt.Sprint(n, " characters"), func(t *testing.T) {
			han := strings.Repeat("财", n)
			path := saved(t, doc.Paragraph{Text: han + number + "政"})
			for _, flag := range []string{"-raw", "-layout", "-nopgbrk"} {
				got := extract(t, path, flag)
				if strings.Contains(got, "财 ") || strings.Contains(got, "财\n\n财") || !strings.Contains(got, number) {
					t.Errorf("%s: the text is %q", flag, got)
				}
			}
		})
	}
}

func TestMissingGlyph(t *testing.T) {
	tests := []struct {
		name  string
		block doc.Block
		char  rune
	}{
		{"paragraph", doc.Paragraph{Text: "甲乙\U00031350丙"}, '\U00031350'},
		{"heading", doc.Heading{Level: 2, Text: "\U0001F600"}, '\U0001F600'},
		{"cell", &doc.Table{Columns: columns(5), Body: []doc.Row{row(text("\u0001"))}}, '\u0001'},
		{"cover line", doc.Cover{Title: "文", Lines: []string{"\U000E0001"}}, '\U000E0001'},
		{"broken text", doc.Paragraph{Text: "甲\xff"}, '\uFFFD'},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			err := pdf.Render(&out, nil, meta, []doc.Block{doc.Paragraph{Text: "前"}, test.block})
			var missing *pdf.MissingGlyphError
			if !errors.As(err, &missing) || missing.Char != test.char {
				t.Fatalf("the error is %v, want one about %U", err, test.char)
			}
			if !strings.Contains(err.Error(), fmt.Sprintf("%U", test.char)) {
				t.Errorf("%q does not name the code point", err)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were written", out.Len())
			}
		})
	}
}

func TestOddDocuments(t *testing.T) {
	tests := []struct {
		name   string
		blocks []doc.Block
	}{
		{"nothing", nil},
		{"empty texts", []doc.Block{doc.Cover{}, doc.Contents{Depth: 2}, doc.Heading{Level: 1}, doc.Paragraph{}, &doc.Table{}}},
		{"only page breaks", []doc.Block{doc.PageBreak{}, doc.PageBreak{}}},
		{"level out of range", []doc.Block{doc.Heading{Level: 9, Text: "九"}, doc.Heading{Level: -1, Text: "负"}}},
		{"contents at the end", []doc.Block{doc.Heading{Level: 1, Text: "一"}, doc.Contents{Title: "目录", Depth: 4}}},
		{"heading at the end", []doc.Block{doc.Paragraph{Text: "文"}, doc.Heading{Level: 2, Text: "尾"}}},
		{"very long heading", []doc.Block{doc.Contents{Title: "目录", Depth: 4}, doc.Heading{Level: 1, Text: strings.Repeat("长标题", 300)}, doc.Paragraph{Text: "文"}}},
		{"table without header", []doc.Block{&doc.Table{Columns: columns(0, 0), Body: []doc.Row{row(text("甲"), text(""))}}}},
		{"header taller than a page", []doc.Block{&doc.Table{Columns: columns(4), Header: []doc.Row{row(text(strings.Repeat("表头", 900)))}, Body: []doc.Row{row(text("甲"))}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := saved(t, test.blocks...)
			run(t, "qpdf", "--check", path)
		})
	}
}

func TestMalformedBlocksAreErrors(t *testing.T) {
	tests := []struct {
		name  string
		block doc.Block
	}{
		{"missing table", (*doc.Table)(nil)},
		{"no block", nil},
		{"hole in a table", &doc.Table{Columns: columns(4, 4), Body: []doc.Row{row(text("甲"))}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := pdf.Render(&out, nil, meta, []doc.Block{test.block}); err == nil || out.Len() > 0 {
				t.Errorf("err = %v, %d bytes written", err, out.Len())
			}
		})
	}
}

func BenchmarkSample(b *testing.B) {
	for b.Loop() {
		render(b, sample()...)
	}
}
