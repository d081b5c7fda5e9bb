package pdf_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/discgen/discgen/generator/doc"
)

func TestContentsTellTheRightPages(t *testing.T) {
	var blocks []doc.Block
	blocks = append(blocks, doc.Cover{Title: "封面"}, doc.Contents{Title: "目录", Depth: 2}, doc.PageBreak{})
	for i := range 40 {
		blocks = append(blocks, doc.Heading{Level: 1 + i%3, Text: fmt.Sprintf("标题%02d号", i)})
		for range i % 7 {
			blocks = append(blocks, doc.Paragraph{Text: duties})
		}
	}
	all := pages(t, saved(t, blocks...))
	found := 0
	entry := regexp.MustCompile(`(?m)^(标题\d\d号) *…+ *(\d+)$`)
	for _, m := range entry.FindAllStringSubmatch(strings.Join(all, "\n"), -1) {
		number, _ := strconv.Atoi(m[2])
		if !regexp.MustCompile("(?m)^" + m[1] + "$").MatchString(all[number]) { // all[0] is the cover
			t.Errorf("the contents say that %s is on page %d; it is not", m[1], number)
		}
		if !strings.HasSuffix(strings.TrimSpace(all[number]), fmt.Sprintf("— %d —", number)) {
			t.Errorf("page %d does not show its number", number)
		}
		found++
	}
	if found != 27 { // levels 1 and 2 of 40 headings
		t.Errorf("%d entries in the contents, want 27", found)
	}
}

func TestCoverHasNoNumber(t *testing.T) {
	all := pages(t, saved(t, doc.Cover{Title: meta.Title, Lines: []string{"某单位", "2025年8月"}}, doc.Paragraph{Text: duties}))
	if len(all) != 2 || strings.Contains(all[0], "—") {
		t.Errorf("the pages are %q", all)
	}
	if want := "某州工商业联合会\n2024年度部门决算公开说明\n某单位\n2025年8月\n"; all[0] != want {
		t.Errorf("the cover says %q, want %q", all[0], want)
	}
}

// destinations gives where the bookmarks and the links of the file lead to.
func destinations(t *testing.T, path string) (bookmarks, links []string) {
	t.Helper()
	dest := regexp.MustCompile(`(?s)/Dest \[\s*(\d+) 0 R\s*/XYZ\s*0\s*([\d.]+)\s*null\s*\]`)
	for _, object := range strings.Split(readable(t, path), "endobj") {
		for _, m := range dest.FindAllStringSubmatch(object, -1) {
			if !strings.Contains(object, "/Subtype /Link") {
				bookmarks = append(bookmarks, m[1]+" "+m[2])
			} else {
				links = append(links, m[1]+" "+m[2])
			}
		}
	}
	return bookmarks, links
}

func TestLinksLeadWhereBookmarksLead(t *testing.T) {
	wide := plain(3)
	wide.Landscape = true
	blocks := []doc.Block{doc.Contents{Title: "目录", Depth: 4}}
	want := 0
	for _, b := range append(sample()[3:], doc.Heading{Level: 2, Text: "六、附表"}, wide) {
		if _, ok := b.(doc.Heading); ok {
			want++
		}
		blocks = append(blocks, b)
	}
	bookmarks, links := destinations(t, saved(t, blocks...))
	if len(bookmarks) != want {
		t.Errorf("%d bookmarks for %d headings", len(bookmarks), want)
	}
	slices.Sort(bookmarks) // the file has them as a tree
	slices.Sort(links)
	if !slices.Equal(bookmarks, links) {
		t.Errorf("the bookmarks lead to\n%v\nthe links to\n%v", bookmarks, links)
	}
}

func TestLanguageIsSaid(t *testing.T) {
	if !strings.Contains(readable(t, saved(t, doc.Paragraph{Text: "文"})), "/Lang (zh-CN)") {
		t.Error("the language is missing")
	}
}

func TestTheLastRowIsNotAlone(t *testing.T) {
	for n := 40; n < 70; n++ {
		all := pages(t, saved(t, plain(n)))
		if last := all[len(all)-1]; strings.Count(last, "项支出") == 1 {
			t.Errorf("%d rows: one row alone on the last page", n)
		}
	}
}

func TestATableThatNearlyFitsIsSetSmaller(t *testing.T) {
	for n := 20; n < 36; n++ {
		if all := pages(t, saved(t, plain(n))); len(all) != 1 {
			t.Errorf("%d rows stand on %d pages", n, len(all))
		}
	}
}

func TestIndentationByHandIsDropped(t *testing.T) {
	got := strings.Split(extract(t, saved(t, doc.Paragraph{Text: "　　甲。\r\n　　乙。"}, doc.Heading{Level: 2, Text: " 一、丙 "}), "-layout"), "\n")
	for i, want := range []string{"甲。", "乙。", "一、丙"} {
		if strings.TrimSpace(got[i]) != want || strings.Contains(got[i], "　") {
			t.Errorf("line %d is %q, want %q", i, got[i], want)
		}
	}
}

func TestManyAtOnceGiveTheSame(t *testing.T) {
	want := render(t, sample()...)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if !bytes.Equal(render(t, sample()...), want) {
				t.Error("a document made beside others differs")
			}
		})
	}
	group.Wait()
}

func TestNoHeadingAloneAtThePageFoot(t *testing.T) {
	for n := range 24 {
		blocks := []doc.Block{}
		for range n {
			blocks = append(blocks, doc.Paragraph{Text: "一行。"})
		}
		blocks = append(blocks, doc.Heading{Level: 2, Text: "一、标题"}, doc.Heading{Level: 3, Text: "（一）标题"}, doc.Paragraph{Text: duties})
		for _, text := range pages(t, saved(t, blocks...)) {
			lines := strings.Split(strings.TrimSpace(text), "\n")
			if len(lines) > 1 && strings.HasSuffix(lines[len(lines)-2], "标题") {
				t.Errorf("%d lines before: a heading is alone at the foot", n)
			}
		}
	}
}

func TestNoLineAloneOnAPage(t *testing.T) {
	for n := range 24 {
		blocks := []doc.Block{}
		for range n {
			blocks = append(blocks, doc.Paragraph{Text: "一行。"})
		}
		blocks = append(blocks, doc.Paragraph{Text: duties}) // five lines
		for i, text := range pages(t, saved(t, blocks...)) {
			lines := strings.Split(strings.TrimSpace(text), "\n")
			long := 0
			for _, l := range lines[:len(lines)-1] {
				if l != "一行。" {
					long++
				}
			}
			if long == 1 {
				t.Errorf("%d lines before: one line alone on page %d", n, i+1)
			}
		}
	}
}

func TestHeaderRowsAreRepeated(t *testing.T) {
	all := pages(t, saved(t, plain(100)))
	if len(all) < 3 {
		t.Fatalf("%d pages, want 3 at least", len(all))
	}
	for i, text := range all {
		lines := strings.Split(text, "\n")
		if i == 0 {
			lines = lines[5:] // title, subtitle, form number, preparer, unit
		}
		if strings.Join(lines[:3], " ") != "科目编码 科目名称 本年收入合计" && lines[0] != "科目编码 科目名称 本年收入合计" {
			t.Errorf("page %d begins with %q", i+1, lines[:3])
		}
	}
	if text := all[len(all)-1]; !strings.Contains(text, "注：本表") || !strings.Contains(text, "第100项支出") {
		t.Errorf("the note does not stand with the last row: %q", text)
	}
}

// A row of the body that heads those below it is repeated on the pages after
// its own, until another takes its place, and is never the last of a page.
func TestHeadingRowsOfTheBodyAreRepeated(t *testing.T) {
	table := &doc.Table{Columns: columns(10, 20), Header: []doc.Row{row(text("甲"), text("乙"))}}
	const sections, rows = 2, 70
	for s := range sections {
		head := row(text(fmt.Sprintf("指标%d", s)), text(fmt.Sprintf("得分%d", s)))
		head.Repeat = true
		table.Body = append(table.Body, head)
		for i := range rows {
			table.Body = append(table.Body, row(text(fmt.Sprintf("%d之%d", s, i)), text("行")))
		}
	}
	all := pages(t, saved(t, table))
	if len(all) < 4 {
		t.Fatalf("%d pages, want 4 at least", len(all))
	}
	for i, page := range all {
		page = solid(strings.TrimSuffix(strings.TrimSpace(page), fmt.Sprintf("— %d —", i+1)))
		first := regexp.MustCompile(`(\d)之`).FindStringSubmatch(page)
		if first == nil {
			t.Fatalf("page %d has no row: %s", i+1, page)
		}
		if want := "甲乙指标" + first[1] + "得分" + first[1]; !strings.HasPrefix(page, want) {
			t.Errorf("page %d begins with %.40s, want %s", i+1, page, want)
		}
		if strings.HasSuffix(page, "得分1") {
			t.Errorf("page %d ends with a heading", i+1)
		}
	}
}

func TestATallRowIsTornCleanly(t *testing.T) {
	long := strings.Repeat(incomeText, 40)
	table := &doc.Table{Columns: columns(10, 20, 20), Header: []doc.Row{row(text("甲"), text("乙"), text("丙"))}}
	table.Body = []doc.Row{
		row(text("短"), text("短"), text("短")),
		row(text("头"), text(long), text(duties)),
		row(text("尾"), text("尾"), text("尾")),
	}
	all := pages(t, saved(t, table))
	if len(all) < 3 {
		t.Fatalf("%d pages, want 3 at least", len(all))
	}
	var got strings.Builder
	for i, page := range all {
		page = strings.TrimSuffix(strings.TrimSpace(page), fmt.Sprintf("— %d —", i+1))
		got.WriteString(strings.TrimPrefix(solid(page), "甲乙丙"))
	}
	// on the first page the third cell stands whole behind the second's first part
	wantSameCharacters(t, got.String(), "短短短头"+long+duties+"尾尾尾")
}

func TestARowThatFitsIsNotTorn(t *testing.T) {
	table := plain(0)
	for range 12 {
		table.Body = append(table.Body, row(text("始"), text(duties), text("终")))
	}
	for i, page := range pages(t, saved(t, table)) {
		if strings.Count(page, "始") != strings.Count(page, "终") || strings.Count(solid(page), solid(duties)) != strings.Count(page, "终") {
			t.Errorf("a row of page %d stands on another page too", i+1)
		}
	}
}

func TestAMergedCellOverPagesShowsItsTextOnce(t *testing.T) {
	table := plain(80)
	table.Columns = append(columns(10), table.Columns...)
	table.Header[0].Cells = append([]doc.Cell{text("类别")}, table.Header[0].Cells...)
	table.Body[0].Cells = append([]doc.Cell{{Text: "整体绩效", RowSpan: 80}}, table.Body[0].Cells...)
	all := pages(t, saved(t, table))
	if len(all) < 2 {
		t.Fatal("the table stands on one page")
	}
	for i, page := range all {
		if got, want := strings.Count(page, "整体绩效"), map[bool]int{true: 1}[i == 0]; got != want {
			t.Errorf("page %d: the merged cell's text stands there %d times, want %d", i+1, got, want)
		}
	}
}

func TestAMergedCellTallerThanItsRowsIsWhole(t *testing.T) {
	table := &doc.Table{Columns: columns(10, 10), Body: []doc.Row{
		row(doc.Cell{Text: strings.Repeat(duties, 20), RowSpan: 2}, text("上")), row(text("下")),
	}}
	wantSameCharacters(t, body(t, saved(t, table)), doc.Text([]doc.Block{table}))
}

func TestCellsAreWholeInReadingOrder(t *testing.T) {
	table := &doc.Table{Columns: columns(10, 10), Body: []doc.Row{
		row(text("第一格的文字分成好几行排在一个窄栏里边并且还要再长一些才行"), text("第二格的文字也分成好几行排在另一个窄栏里边并且也要长一些")),
		row(text("第三格"), amount("1234567.89")),
	}}
	table.Columns = append(table.Columns, columns(60)...)
	for i := range table.Body {
		table.Body[i].Cells = append(table.Body[i].Cells, text("末"))
	}
	wantSame(t, body(t, saved(t, table)), doc.Text([]doc.Block{table}))
}

func TestNarrowLabelsKeepTheRules(t *testing.T) {
	table := &doc.Table{Body: []doc.Row{{}}}
	for width := range 12 {
		table.Columns = append(table.Columns, doc.Column{Width: 4 + width})
		table.Body[0].Cells = append(table.Body[0].Cells, label("项目资金（万元）"))
	}
	for line := range strings.Lines(body(t, saved(t, table))) {
		for _, piece := range strings.Fields(line) {
			if strings.HasSuffix(piece, "（") || strings.HasPrefix(piece, "）") {
				t.Errorf("a bracket stands where it may not: %q", piece)
			}
		}
	}
}

func TestLandscapeTableStandsOnPagesOfItsOwn(t *testing.T) {
	table := plain(3)
	table.Landscape = true
	path := saved(t, doc.Paragraph{Text: "之前。"}, doc.Heading{Level: 2, Text: "一、表"}, table, doc.Paragraph{Text: "之后。"})
	info := run(t, "pdfinfo", "-f", "1", "-l", "9", path)
	sizes := regexp.MustCompile(`Page +\d size: +(\d+)`).FindAllStringSubmatch(info, -1)
	var widths []string
	for _, s := range sizes {
		widths = append(widths, s[1])
	}
	if got := strings.Join(widths, " "); got != "595 841 595" {
		t.Errorf("the pages are %s points wide", got)
	}
	all := pages(t, path)
	if !strings.HasPrefix(all[1], "一、表\n收入决算表") {
		t.Errorf("the heading does not stand above the table: %q", all[1])
	}
}

func TestAFigureIsNeverTorn(t *testing.T) {
	table := &doc.Table{Body: []doc.Row{{}}}
	for range 11 { // at 10.5 points eight go on a page
		table.Columns = append(table.Columns, doc.Column{Width: 2})
		table.Body[0].Cells = append(table.Body[0].Cells, amount("123456.78"))
	}
	if got := body(t, saved(t, table)); strings.Count(got, "123,456.78") != 11 {
		t.Errorf("the row says %q", got)
	}
}
