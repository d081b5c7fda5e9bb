package pdf_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// barChart is a chart of n labels, each with two bars.
func barChart(n int) *doc.Chart {
	c := &doc.Chart{
		Title: "图1　收、支决算总计变动情况图", UnitLine: "单位：万元", Series: []string{"2024年度", "上年度"},
		Alternative: "图1　收、支决算总计变动情况图。𠮷字和（括号）\\也在其中。",
	}
	for i := range n {
		value := *doc.Amount(decimal.New(int64(100000*i-12345), -2))
		share := &doc.Number{Value: decimal.New(int64(1234*i), -2), Decimals: 2, Percent: true}
		c.Groups = append(c.Groups, doc.BarGroup{
			Label: fmt.Sprintf("第%d项附属单位上缴收入以及对附属单位的补助支出", i+1), Bars: []doc.Bar{{Value: value, Share: share}, {Value: value}},
		})
	}
	return c
}

// The texts of charts come out of the file whole and in their place, without
// any picture made of dots.
func TestChartsInTheText(t *testing.T) {
	blocks := []doc.Block{
		doc.Heading{Level: 2, Text: "一、总体情况"}, doc.Paragraph{Text: incomeText}, barChart(2), doc.Paragraph{Text: duties}, barChart(8), doc.Paragraph{Text: duties},
	}
	path := saved(t, blocks...)
	wantSame(t, body(t, path), doc.Text(blocks))
	if data := render(t, blocks...); bytes.Contains(data, []byte("/Subtype /Image")) {
		t.Error("the file has a picture made of dots")
	}
}

// A chart stays on one page with its title and with the headings before it,
// wherever on the page it comes.
func TestChartsStayTogether(t *testing.T) {
	for lines := range 24 {
		blocks := []doc.Block{doc.Heading{Level: 2, Text: "开头"}}
		for range lines {
			blocks = append(blocks, doc.Paragraph{Text: "正文一行。"})
		}
		blocks = append(blocks, doc.Heading{Level: 2, Text: "图在这一节"}, barChart(3), doc.Paragraph{Text: "后面的正文。"})
		for i, text := range pages(t, saved(t, blocks...)) {
			if strings.Contains(text, "图在这一节") != strings.Contains(text, "第1项附属") || strings.Contains(text, "第3项附属") != strings.Contains(text, "变动情况图") ||
				strings.Contains(text, "第1项附属") != strings.Contains(text, "第3项附属") {
				t.Errorf("%d lines before: page %d has a part of the chart:\n%s", lines, i+1, text)
			}
		}
	}
}

var marked = regexp.MustCompile(`(?i)/Alt <([0-9A-F]+)>`)

// Each drawing is marked as a figure with its alternative, and every mark that
// is opened is closed.
func TestChartsHaveAlternatives(t *testing.T) {
	first, second := barChart(2), barChart(3)
	second.Alternative = "第二张图"
	path := saved(t, doc.Paragraph{Text: duties}, first, second)
	content := run(t, "qpdf", "--stream-data=uncompress", "--object-streams=disable", path, "-")
	var got []string
	for _, m := range marked.FindAllStringSubmatch(content, -1) {
		got = append(got, decodeUTF16(t, m[1]))
	}
	if want := []string{first.Alternative, second.Alternative}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("alternatives %q, want %q", got, want)
	}
	if open, closed := strings.Count(content, "BDC\n"), strings.Count(content, "EMC\n"); open != closed {
		t.Errorf("%d marks are opened, %d closed", open, closed)
	}
	if saved, restored := strings.Count(content, "\nq "), strings.Count(content, "\nQ\n"); saved < 2 || saved > restored {
		t.Errorf("%d states are saved, %d restored", saved, restored)
	}
}

func decodeUTF16(t *testing.T, digits string) string {
	t.Helper()
	data, err := hex.DecodeString(digits)
	if err != nil || len(data) < 2 || data[0] != 0xFE || data[1] != 0xFF {
		t.Fatalf("%s is no UTF-16: %v", digits, err)
	}
	var units []uint16
	for i := 2; i < len(data); i += 2 {
		units = append(units, uint16(data[i])<<8|uint16(data[i+1]))
	}
	return string(utf16.Decode(units))
}

var wordAt = regexp.MustCompile(`yMin="([0-9.]+)"[^>]*>正文一行`)

// The lines below a chart stand on the grid of 22 lines again.
func TestChartsKeepTheGrid(t *testing.T) {
	blocks := []doc.Block{doc.Paragraph{Text: "正文一行。"}, barChart(3), doc.Paragraph{Text: "正文一行。"}, barChart(1), doc.Paragraph{Text: "正文一行。"}}
	found := wordAt.FindAllStringSubmatch(run(t, "pdftotext", "-bbox", saved(t, blocks...), "-"), -1)
	if len(found) != 3 {
		t.Fatalf("%d lines of text", len(found))
	}
	pitch := decimal.RequireFromString("28.9907") // 225 mm / 22
	first := decimal.RequireFromString(found[0][1])
	for _, m := range found[1:] {
		lines := decimal.RequireFromString(m[1]).Sub(first).Div(pitch)
		if off := lines.Sub(lines.Round(0)).Abs(); off.GreaterThan(decimal.RequireFromString("0.005")) {
			t.Errorf("a line stands %s lines below the first", lines)
		}
	}
}

func TestChartsGiveTheSameBytes(t *testing.T) {
	blocks := []doc.Block{doc.Paragraph{Text: duties}, barChart(5)}
	if !bytes.Equal(render(t, blocks...), render(t, blocks...)) {
		t.Error("two renderings differ")
	}
}
