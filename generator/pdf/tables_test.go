package pdf_test

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// phrases are what the texts of a real table are made of.
var phrases = []string{
	"按照完成比例赋分", "工作资料", "计划标准", "基层补助企业数量", "《2024年工作要点》", ">=95%", "=3个", "2024年12月10日", "无偏差",
	"，", "。", "（万元）", "提升商会服务会员企业、服务高质量发展大局的能力和水平", "“五个好”党支部", "1,234.56万元", "/", "不断提高",
}

func phrase(rng *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + rng.IntN(most) {
		b.WriteString(phrases[rng.IntN(len(phrases))])
	}
	return b.String()
}

// likely is a table as it may come: a header of two rows, groups of rows under
// labels, texts short and long, figures of all kinds.
func likely(rng *rand.Rand, rows int) *doc.Table {
	t := &doc.Table{Title: "随机表", UnitLine: "金额单位：万元", Landscape: rng.IntN(2) == 0, Notes: []string{"注：" + phrase(rng, 20)}}
	figures, texts := 1+rng.IntN(5), 1+rng.IntN(5)
	n := 2 + figures + texts
	for range n {
		t.Columns = append(t.Columns, doc.Column{Width: 4 + rng.IntN(20)})
	}
	top := row(doc.Cell{Text: "指标", ColSpan: 2}, doc.Cell{Text: "资金", ColSpan: figures})
	second := row(text("一级"), text("二级"))
	for i := range figures {
		second.Cells = append(second.Cells, text(fmt.Sprintf("第%d项金额", i)))
	}
	for range texts {
		top.Cells = append(top.Cells, doc.Cell{Text: phrase(rng, 2), RowSpan: 2})
	}
	t.Header = []doc.Row{top, second}
	for len(t.Body) < rows {
		group := 1 + rng.IntN(30)
		for i := range group {
			r := doc.Row{}
			if i == 0 {
				r.Cells = append(r.Cells, doc.Cell{Text: fmt.Sprintf("第%d类指标", len(t.Body)), RowSpan: group, Heading: true})
			}
			r.Cells = append(r.Cells, doc.Cell{Text: fmt.Sprintf("指标%d", i), Indent: rng.IntN(3)})
			for range figures {
				r.Cells = append(r.Cells, figure(rng))
			}
			for range texts {
				c := doc.Cell{Text: phrase(rng, 1+rng.IntN(6))}
				if rng.IntN(2) == 0 {
					c.Align = doc.AlignCenter
				}
				r.Cells = append(r.Cells, c)
			}
			t.Body = append(t.Body, r)
		}
	}
	return t
}

func figure(rng *rand.Rand) doc.Cell {
	v := decimal.New(rng.Int64N(20_000_000)-1_000_000, -int32(rng.IntN(3)))
	n := &doc.Number{Value: v, Decimals: max(0, int(-v.Exponent())), Grouping: rng.IntN(2) == 0, Percent: rng.IntN(4) == 0}
	if rng.IntN(5) == 0 {
		return doc.Cell{Text: "—"}
	}
	return doc.Cell{Number: n}
}

func TestLikelyTables(t *testing.T) {
	for seed, rows := range []int{4, 7, 12, 20, 40, 60, 90, 300} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			table := likely(rand.New(rand.NewPCG(uint64(seed), 9)), rows)
			path := saved(t, doc.Paragraph{Text: duties}, table, doc.Paragraph{Text: "完。"})
			got := body(t, content(t, path))
			wantSameCharacters(t, got, doc.Text([]doc.Block{doc.Paragraph{Text: duties}, table, doc.Paragraph{Text: "完。"}}))
			drawn := drawnPages(t, path)
			for i, p := range drawn {
				p.wantInCells(t, i)
			}
			wantHeads(t, pages(t, path))
			wantWholeRows(t, pages(t, path), table)
		})
	}
}

// leading is a table in which rows of labels and rows of a level above stand
// anywhere, below labels over several rows.
func leading(rng *rand.Rand, groups int) *doc.Table {
	t := &doc.Table{Title: "随机表", Columns: columns(4+rng.IntN(4), 20, 20+rng.IntN(20))}
	for i := range groups {
		names := row(doc.Cell{Text: "年度总体目标", RowSpan: 2, Heading: true}, label("预期目标"), label(fmt.Sprintf("领%d起", i)))
		texts := row(text(phrase(rng, 1+rng.IntN(60))), text(fmt.Sprintf("随%d止", i)+phrase(rng, 1+rng.IntN(30))))
		t.Body = append(t.Body, names, texts)
		for range rng.IntN(4) {
			t.Body = append(t.Body, row(label("单"), text(phrase(rng, 8)), text(phrase(rng, 4))))
		}
		t.Body = append(t.Body, row(doc.Cell{Text: "产出数量指标完成情况", RowSpan: 3, Heading: true}, text("一"), text("甲")),
			row(text("二"), text("乙")), row(text("三"), text("丙")))
		for level, name := range []string{"领%d类", "领%d款", "随%d项"} {
			t.Body = append(t.Body, row(text("科目"), doc.Cell{Text: fmt.Sprintf(name, i), Indent: level}, text("")))
		}
	}
	return t
}

// No rule runs through a word, and what names the rows below it does not stand
// last on a page.
func TestRowsThatLeadOthers(t *testing.T) {
	turned := 0
	for seed := range uint64(12) {
		const groups = 25
		path := saved(t, doc.Paragraph{Text: duties}, leading(rand.New(rand.NewPCG(seed, 3)), groups))
		for i, p := range drawnPages(t, path) {
			p.wantInCells(t, i)
		}
		all := pages(t, path)
		for page, text := range all {
			text = solid(text)
			for i := range groups {
				for _, pair := range [][2]string{{"领%d起", "随%d止"}, {"领%d类", "领%d款"}, {"领%d款", "随%d项"}} {
					leads, led := fmt.Sprintf(pair[0], i), fmt.Sprintf(pair[1], i)
					if strings.Contains(text, leads) && !strings.Contains(text, led) {
						t.Errorf("seed %d: page %d has %q without %q", seed, page+1, leads, led)
					}
				}
			}
		}
		turned += len(all) - 1
	}
	if turned < 50 {
		t.Errorf("only %d pages were turned", turned)
	}
}

// content is the file without what it says again: what a screen reader reads
// out, and the page numbers.
func content(t *testing.T, path string) string {
	t.Helper()
	loose, clean := path+".qdf", filepath.Join(t.TempDir(), "content.pdf")
	run(t, "qpdf", "--qdf", "--object-streams=disable", path, loose)
	defer func() { _ = os.Remove(loose) }()
	data, err := os.ReadFile(loose)
	if err != nil {
		t.Fatal(err)
	}
	data = regexp.MustCompile(`(?s)/Artifact <<.*?\nEMC\n`).ReplaceAllFunc(data, func(artifact []byte) []byte {
		if bytes.Contains(artifact, []byte(" 14 Tf")) { // the page number's size
			return artifact
		}
		return nil
	})
	if err := os.WriteFile(loose, data, 0o644); err != nil {
		t.Fatal(err)
	}
	fixed, err := exec.Command("fix-qdf", loose).Output() // comes with qpdf
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(clean, fixed, 0o644); err != nil {
		t.Fatal(err)
	}
	return clean
}

// wantHeads looks for the header on every page that has rows of the table.
func wantHeads(t *testing.T, all []string) {
	t.Helper()
	for i, page := range all {
		page = solid(page)
		if strings.Contains(page, "第0项金额") != regexp.MustCompile(`指标\d`).MatchString(page) {
			t.Errorf("page %d has rows without a header, or a header without rows", i+1)
		}
		if strings.Contains(page, "第0项金额") && !regexp.MustCompile(`第\d+类指标`).MatchString(page) {
			t.Errorf("page %d does not say which group its rows belong to", i+1)
		}
	}
}

// wantWholeRows looks for the text of every cell on one page: no row of the
// table is as high as a page.
func wantWholeRows(t *testing.T, all []string, table *doc.Table) {
	t.Helper()
	for i := range all {
		all[i] = solid(all[i])
	}
	for _, r := range table.Body {
		for _, c := range r.Cells {
			want := solid(c.String())
			if !slices.ContainsFunc(all, func(page string) bool { return strings.Contains(page, want) }) {
				t.Fatalf("no page holds all of %q", want)
			}
		}
	}
}

// drawn is what stands on a page: its characters and its rules.
type drawn struct {
	chars  []char
	across []stroke // at a height
	down   []stroke // at a distance from the left
}

type char struct {
	text       string
	x, y, size float64 // left end and baseline
	right      float64
}

type stroke struct{ at, from, to float64 }

// drawnPages reads the pages of a file with the place of each character and
// each rule, y growing downwards.
func drawnPages(t *testing.T, path string) []drawn {
	t.Helper()
	var all []drawn
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	size := 0.0
	element := regexp.MustCompile(`<page |<font [^>]*size="([\d.]+)"|<char quad="([-\d. ]+)" x="([-\d.]+)" y="([-\d.]+)"[^>]* c="([^"]*)"`)
	for _, m := range element.FindAllStringSubmatch(run(t, "mutool", "draw", "-q", "-F", "stext", path), -1) {
		switch {
		case m[0] == "<page ":
			all = append(all, drawn{})
		case m[1] != "":
			size = number(m[1])
		default:
			quad := strings.Fields(m[2])
			p := &all[len(all)-1]
			p.chars = append(p.chars, char{text: html.UnescapeString(m[5]), x: number(m[3]), y: number(m[4]), size: size, right: number(quad[2])})
		}
	}
	readRules(t, path, all, number)
	return all
}

// readRules reads the rules from the drawing commands.
func readRules(t *testing.T, path string, all []drawn, number func(string) float64) {
	t.Helper()
	at := -1
	var from []float64
	element := regexp.MustCompile(`<page |<moveto x="([-\d.]+)" y="([-\d.]+)"|<lineto x="([-\d.]+)" y="([-\d.]+)"|transform="([-\d. ]+)"`)
	height := 0.0
	for _, m := range element.FindAllStringSubmatch(run(t, "mutool", "trace", path), -1) {
		switch {
		case m[0] == "<page ":
			at++
		case m[5] != "":
			height = number(strings.Fields(m[5])[5])
		case m[1] != "":
			from = []float64{number(m[1]), height - number(m[2])}
		default:
			to := []float64{number(m[3]), height - number(m[4])}
			p := &all[at]
			if math.Abs(from[1]-to[1]) < 0.1 {
				p.across = append(p.across, stroke{to[1], min(from[0], to[0]), max(from[0], to[0])})
			} else {
				p.down = append(p.down, stroke{to[0], min(from[1], to[1]), max(from[1], to[1])})
			}
		}
	}
}

// wantInCells looks at every character between the table's outer rules: no rule
// runs through it, no other character covers it, and it can be read.
func (p drawn) wantInCells(t *testing.T, page int) {
	t.Helper()
	if len(p.across) == 0 {
		return
	}
	top, bottom := p.across[0].at, p.across[0].at
	for _, s := range p.across {
		top, bottom = min(top, s.at), max(bottom, s.at)
	}
	lines := map[int][]char{}
	for _, c := range p.chars {
		if c.y < top || c.y > bottom {
			continue
		}
		if c.size < 7 {
			t.Fatalf("page %d: %q is set in %.1f points", page+1, c.text, c.size)
		}
		lines[int(math.Round(c.y*10))] = append(lines[int(math.Round(c.y*10))], c)
		p.wantClear(t, page, c)
	}
	for _, line := range lines {
		slices.SortFunc(line, func(a, b char) int { return cmp.Compare(a.x, b.x) })
		for i := 1; i < len(line); i++ {
			// two marks share half an em
			if over := line[i-1].right - line[i].x; over > 0.55*line[i].size {
				t.Fatalf("page %d: %q and %q overlap by %.2f points", page+1, line[i-1].text, line[i].text, over)
			}
		}
	}
}

// wantClear tells of the rules that run through the middle of a character.
func (p drawn) wantClear(t *testing.T, page int, c char) {
	t.Helper()
	if strings.TrimSpace(c.text) == "" {
		return
	}
	const ascent, descent = 0.8, 0.08 // of what is drawn of a Han character
	left, right := c.x+0.05*c.size, c.right-0.05*c.size
	switch half := c.size / 2; { // marks have a blank half
	case strings.Contains("（《“", c.text):
		left += half
	case strings.Contains("，。、；：）》”", c.text):
		right -= half
	}
	for _, s := range p.down {
		if s.at > left && s.at < right && s.from < c.y && s.to > c.y {
			t.Fatalf("page %d: a rule runs down through %q", page+1, c.text)
		}
	}
	for _, s := range p.across {
		if s.at > c.y-ascent*c.size && s.at < c.y+descent*c.size && s.from < left && s.to > right {
			t.Fatalf("page %d: a rule runs across %q", page+1, c.text)
		}
	}
}
