package pdf_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// lines is running text of n lines.
func lines(n int) []doc.Block {
	var blocks []doc.Block
	for range n {
		blocks = append(blocks, doc.Paragraph{Text: "一行。"})
	}
	return blocks
}

func TestFiguresStandOnThePoint(t *testing.T) {
	for name, align := range map[string]doc.Align{"right": doc.AlignAuto, "middle": doc.AlignCenter} {
		t.Run(name, func(t *testing.T) {
			var table doc.Table
			table.Columns = columns(20)
			for _, n := range []doc.Number{
				{Value: decimal.RequireFromString("98.9"), Decimals: 1}, {Value: decimal.NewFromInt(100)},
				{Value: decimal.RequireFromString("86.64"), Decimals: 2, Percent: true},
				{Value: decimal.RequireFromString("8.9"), Decimals: 2, Suffix: "分"},
			} {
				table.Body = append(table.Body, row(doc.Cell{Number: &n, Align: align}))
			}
			if align == doc.AlignAuto {
				table.Body = append(table.Body, row(doc.Cell{Text: "—"}))
			}
			p := drawnPages(t, saved(t, &table))[0]
			ends := map[string]float64{} // of the whole part of each figure
			for i, c := range p.chars {
				if c.size < 7 || c.size > 12 {
					continue
				}
				line := strconv.Itoa(int(c.y))
				if _, known := ends[line]; known {
					continue
				}
				if next := p.chars[i+1]; next.text == "." || next.y != c.y {
					ends[line] = c.right
				}
			}
			if len(ends) != len(table.Body) {
				t.Fatalf("%d figures", len(ends))
			}
			first := math.NaN()
			for _, x := range ends {
				if math.IsNaN(first) {
					first = x
				}
				if math.Abs(x-first) > 0.1 {
					t.Errorf("the whole parts end at %v", ends)
					break
				}
			}
		})
	}
}

// A dash is no digit: in a column of figures in the middle it stands in the
// middle too, not on their point.
func TestADashStandsInTheMiddle(t *testing.T) {
	var table doc.Table
	table.Columns = columns(20)
	table.Body = append(table.Body, row(doc.Cell{Number: &doc.Number{Value: decimal.RequireFromString("86.64"), Decimals: 2, Percent: true}, Align: doc.AlignCenter}))
	for _, dash := range []string{"—", "-"} {
		table.Body = append(table.Body, row(doc.Cell{Text: dash, Align: doc.AlignCenter}))
	}
	p := drawnPages(t, saved(t, &table))[0]
	if len(p.down) < 2 {
		t.Fatal("the table has no frame")
	}
	left, right := p.down[0].at, p.down[0].at
	for _, s := range p.down {
		left, right = min(left, s.at), max(right, s.at)
	}
	dashes := 0
	for _, c := range p.chars {
		if c.size > 7 && c.size < 12 && (c.text == "—" || c.text == "-") {
			dashes++
			if off := (c.x + c.right - left - right) / 2; math.Abs(off) > 0.1 {
				t.Errorf("%q stands %.2f points beside the middle", c.text, off)
			}
		}
	}
	if dashes != 2 {
		t.Errorf("%d dashes", dashes)
	}
}

func TestALabelIsSaidAgainAsAnArtifact(t *testing.T) {
	table := plain(80)
	table.Columns = append(columns(10), table.Columns...)
	table.Header[0].Cells = append([]doc.Cell{text("类别")}, table.Header[0].Cells...)
	table.Body[0].Cells = append([]doc.Cell{{Text: "整体绩效", RowSpan: 80, Heading: true}}, table.Body[0].Cells...)
	path := saved(t, table)
	all := pages(t, path)
	if len(all) < 2 {
		t.Fatal("the table stands on one page")
	}
	for i, page := range all {
		if strings.Count(page, "整体绩效") != 1 || strings.Count(page, "科目编码") != 1 {
			t.Errorf("page %d says %q", i+1, page)
		}
	}
	if got := body(t, content(t, path)); strings.Count(got, "整体绩效") != 1 || strings.Count(got, "科目编码") != 1 {
		t.Error("what is said again is not an artifact")
	}
}

// pageOfTitle is the page, from 0, that the table plain begins on.
func pageOfTitle(t *testing.T, all []string) int {
	t.Helper()
	for i, page := range all {
		if strings.Contains(page, "收入决算表") {
			return i
		}
	}
	t.Fatal("no table")
	return 0
}

func TestWhereATableBegins(t *testing.T) {
	tests := []struct {
		name        string
		lines, rows int
		single      bool
		page, pages int
	}{
		{"it fits below the text", 8, 15, false, 0, 1},
		{"smaller type makes it fit", 8, 19, false, 0, 1},
		{"a small gap, so it stays whole", 16, 12, false, 1, 2},
		{"a large gap, so it begins", 8, 30, false, 0, 2},
		{"a form stays whole", 8, 30, true, 1, 2},
		{"longer than a page, so it begins", 10, 60, false, 0, 3},
		{"no room for some rows", 19, 60, false, 1, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := plain(test.rows)
			table.SinglePage = test.single
			all := pages(t, saved(t, append(lines(test.lines), table)...))
			if at := pageOfTitle(t, all); at != test.page || len(all) > test.pages {
				t.Errorf("it begins on page %d of %d", at+1, len(all))
			}
		})
	}
}

func TestAWideTableTurnsThePage(t *testing.T) {
	for _, test := range []struct {
		columns int
		width   string
	}{{6, "595"}, {11, "841"}} {
		t.Run(fmt.Sprint(test.columns, " columns"), func(t *testing.T) {
			table := &doc.Table{Body: []doc.Row{{}}}
			for range test.columns {
				table.Columns = append(table.Columns, doc.Column{})
				table.Body[0].Cells = append(table.Body[0].Cells, amount("1234567.89"))
			}
			info := run(t, "pdfinfo", saved(t, table))
			if m := regexp.MustCompile(`Page size: +(\d+)`).FindStringSubmatch(info); m[1] != test.width {
				t.Errorf("the page is %s points wide, want %s", m[1], test.width)
			}
		})
	}
}

// The lines of a row that no page holds: two at least on either side of a
// page's end.
func TestNoLineOfACellAloneOnAPage(t *testing.T) {
	line := strings.Repeat("字", 42) // two lines and a bit
	for n := 40; n < 60; n++ {
		table := &doc.Table{Columns: columns(10), Body: []doc.Row{row(text(strings.Repeat(line, n)))}}
		for i, page := range pages(t, saved(t, append(lines(2), table)...)) {
			if got := len(regexp.MustCompile(`(?m)^字+$`).FindAllString(page, -1)); got == 1 {
				t.Errorf("%d texts: one line alone on page %d", n, i+1)
			}
		}
	}
}

// form is a sheet of fixed rows in which every figure has the given text.
func form(rows int, figure string) *doc.Table {
	t := &doc.Table{Title: "基本支出决算表", FormNumber: "公开06表", Landscape: true, SinglePage: true}
	t.Header = []doc.Row{{}}
	for range 3 {
		t.Columns = append(t.Columns, columns(8, 30, 12)...)
		t.Header[0].Cells = append(t.Header[0].Cells, text("科目编码"), text("科目名称"), text("决算数"))
	}
	names := []string{"职工基本医疗保险缴费", "办公费", "咨询费", "邮电费", "差旅费", "其他对个人和家庭的补助", "会议费"}
	for i := range rows {
		r := doc.Row{}
		for k := range 3 {
			r.Cells = append(r.Cells, text(fmt.Sprint(30101+i)), doc.Cell{Text: names[(i+k)%len(names)], Indent: 1}, amount(figure))
		}
		t.Body = append(t.Body, r)
	}
	return t
}

// A form stands on one page in the type of other tables where that is possible
// at all, and rather on two pages than in type that nobody reads.
func TestTypeOfForms(t *testing.T) {
	for _, test := range []struct {
		name, figure string
		rows         int
		least        float64
		pages        int
	}{
		{"small amounts", "1234.56", 34, 9, 1},
		{"amounts of nine digits", "1234567.89", 35, 8, 1},
		{"amounts that no line holds", "1234567890123.89", 35, 9, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := saved(t, form(test.rows, test.figure))
			drawn := drawnPages(t, path)
			if len(drawn) > test.pages || test.pages > 1 && len(drawn) == 1 {
				t.Errorf("it takes %d pages", len(drawn))
			}
			for i, p := range drawn {
				p.wantInCells(t, i)
				for _, c := range p.chars {
					if c.size < test.least {
						t.Fatalf("page %d: %q is set in %.1f points", i+1, c.text, c.size)
					}
				}
			}
			for i, page := range pages(t, path) {
				if !strings.Contains(solid(page), "科目编码") {
					t.Errorf("page %d has no header", i+1)
				}
			}
		})
	}
}

// Figures keep away from the rules, even where words have to be torn for it.
func TestFiguresKeepAwayFromRules(t *testing.T) {
	wide := &doc.Table{Columns: columns(20)}
	r := row(text(strings.Repeat("Abcdefghi", 8)))
	for range 10 {
		wide.Columns = append(wide.Columns, doc.Column{Width: 1})
		r.Cells = append(r.Cells, amount("123456789.01"))
	}
	wide.Body = []doc.Row{r}
	for name, table := range map[string]*doc.Table{"a form": form(35, "17265.93"), "torn words": wide, "a table": plain(20)} {
		t.Run(name, func(t *testing.T) {
			figures := 0
			for _, p := range drawnPages(t, saved(t, table)) {
				for _, c := range p.chars {
					if !strings.Contains("0123456789", c.text) || c.size > 10.6 { // 五号
						continue
					}
					figures++
					for _, s := range p.down {
						if s.from > c.y || s.to < c.y {
							continue
						}
						if gap := max(c.x-s.at, s.at-c.right); gap < 0.24*c.size {
							t.Fatalf("%q stands %.2f em beside a rule", c.text, gap/c.size)
						}
					}
				}
			}
			if figures < 100 {
				t.Errorf("only %d digits", figures)
			}
		})
	}
}
