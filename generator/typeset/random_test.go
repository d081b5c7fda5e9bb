package typeset

import (
	"flag"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/discgen/discgen/fonts"
)

var paragraphs = flag.Int("paragraphs", 3000, "how many random paragraphs are set")

// What the rules forbid, said once more and apart from the program (CLREQ,
// GB/T 15834).
const (
	neverFirst = "、，；：。！？）》〉」』】〕〗”’·％℃"
	neverLast  = "（《〈「『【〔〖“‘￥"
	endsHalf   = "、，；：。！？）》〉」』】〕〗”’"
)

var (
	latinWords = []string{"GB/T", "Word", "PDF", "https://www.example.gov.cn/a/b?c=d", "xlsx", "e\u0301te\u0301", "A", "don’t", "VII"}
	signs      = []rune("、，；：。！？（）《》〈〉「」『』【】〔〕〖〗“”‘’·％℃￥—…～／－＋＝.,:;!?()[]{}%$#&*+-/<>@_~ ")
	hans       = []rune("一般公共预算财政拨款支出决算情况说明本年度收入总计其中年初结转和结余与上年相比增加减少主要原因是单位人员经费项目建设社会保障就业卫生健康住房农林水利教育文化旅游体育传媒管理监督检查")
	counters   = []string{"万元", "元", "%", "年", "月", "日", "个", "人", "个百分点", "％", "℃", "", ""}
)

// randomText is a paragraph of about n characters, of a mixture of its own.
func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	weights := [5]int{r.IntN(20), r.IntN(6), r.IntN(4), r.IntN(4), r.IntN(3)}
	weights[0]++
	for utf8.RuneCountInString(b.String()) < n {
		switch pick(r, weights) {
		case 0:
			b.WriteRune(hans[r.IntN(len(hans))])
		case 1:
			b.WriteRune(signs[r.IntN(len(signs))])
		case 2:
			b.WriteString(randomNumber(r))
		case 3:
			b.WriteString(latinWords[r.IntN(len(latinWords))])
		case 4:
			b.WriteString([]string{"——", "……", "”，", "。”", "（", "）。", "》《"}[r.IntN(7)])
		}
	}
	return b.String()
}

func pick(r *rand.Rand, weights [5]int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := r.IntN(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return 0
}

func randomNumber(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(5) == 0 {
		b.WriteByte('-')
	}
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			b.WriteByte(',')
		}
		for range []int{3, 1 + r.IntN(3)}[min(i, 0)+btoi(i == 0)] {
			b.WriteByte(byte('0' + r.IntN(10)))
		}
	}
	if r.IntN(2) == 0 {
		b.WriteString("." + string(rune('0'+r.IntN(10))) + string(rune('0'+r.IntN(10))))
	}
	return b.String() + counters[r.IntN(len(counters))]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// paragraph is one random paragraph and what it was set to.
type paragraph struct {
	text    string
	style   Style
	measure Measure
	lines   []Line
	starts  []int // of the lines, in the text
}

func randomParagraph(r *rand.Rand) paragraph {
	p := paragraph{style: Style{Role: fonts.Role(r.IntN(5)), Size: 16}}
	if r.IntN(2) == 0 {
		p.style.Track = -0.207
	}
	length := int(math.Exp(r.Float64() * math.Log(2000)))
	p.text = randomText(r, length)
	p.measure.Width = (4 + r.Float64()*24) * p.style.Size
	if p.measure.Width > 8*p.style.Size && r.IntN(2) == 0 {
		p.measure.Indent = 2 * p.style.Size
	}
	p.lines = p.style.Set(p.text).Justified(p.measure)
	return p
}

// count is what is counted over all paragraphs.
type count struct{ lines, full, short, forced, torn int }

func TestRandomParagraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(28, 22))
	var c count
	for i := range *paragraphs {
		p := randomParagraph(r)
		p.wantWhole(t)
		p.wantRules(t, &c)
		p.wantFull(t, &c)
		p.wantNothingBetter(t)
		if t.Failed() {
			t.Fatalf("paragraph %d, %.1f em wide, indent %.0f: %.300s", i, p.measure.Width/16, p.measure.Indent, p.text)
		}
	}
	t.Logf("%d paragraphs, %d lines: %d full, %d left short for want of gaps up to half an em, %d ends inside what should be whole, %d of them against a mark's rule",
		*paragraphs, c.lines, c.full, c.short, c.torn, c.forced)
	if c.full == 0 || c.short == 0 || c.torn == 0 {
		t.Error("the paragraphs leave a case out")
	}
}

// wantWhole: no character is lost, doubled or moved. Blanks vanish at the ends
// of lines.
func (p *paragraph) wantWhole(t *testing.T) {
	t.Helper()
	rest := p.text
	for _, l := range p.lines {
		var ok bool
		p.starts = append(p.starts, len(p.text)-len(rest))
		if rest, ok = strings.CutPrefix(rest, l.String()); !ok {
			t.Fatalf("a line is %q where the text goes on with %.40q", l, rest)
		}
		rest = strings.TrimLeft(rest, " ")
	}
	if rest != "" {
		t.Fatalf("%q is lost", rest)
	}
	if len(p.lines) > 1 && len(p.lines[len(p.lines)-1].Glyphs) == 0 {
		t.Error("the last line is empty")
	}
}

// wantRules: nothing stands at a line's edge that may not, and no number is
// split, unless the piece that it belongs to is wider than any line.
func (p *paragraph) wantRules(t *testing.T, c *count) {
	t.Helper()
	c.lines += len(p.lines)
	at := 0
	for i, l := range p.lines[:len(p.lines)-1] {
		next := []rune(p.lines[i+1].String())
		line := []rune(l.String())
		at += len(line)
		if l.Torn {
			c.torn++
		}
		if len(line) == 0 {
			continue
		}
		last, first := line[len(line)-1], next[0]
		dash := len(next) > 1 && (first == '—' || first == '…') && next[1] == first
		wrong := strings.ContainsRune(neverFirst, first) && !dash || strings.ContainsRune(neverLast, last) ||
			last == first && (last == '—' || last == '…') && p.starts[i+1] == p.starts[i]+len(l.String())
		if wrong && !l.Torn {
			t.Errorf("a line ends in %q, the next begins with %q", last, first)
		}
		if wrong {
			c.forced++
			p.wantForced(t, i)
		}
	}
	p.wantNumbers(t)
}

// wantForced: a place that no line should end at was taken only inside a piece
// that is wider than the narrowest line.
func (p *paragraph) wantForced(t *testing.T, i int) {
	t.Helper()
	from := i
	for from > 0 && p.lines[from-1].Torn {
		from--
	}
	to := i + 1
	for to+1 < len(p.lines) && p.lines[to].Torn {
		to++
	}
	piece := p.text[p.starts[from] : p.starts[to]+len(p.lines[to].String())]
	if w := longest(p.style.Set(piece)); w <= p.measure.Width-p.measure.Indent {
		t.Errorf("%q is torn though it has %.1f and is no wider than %.1f", piece, p.measure.Width, w)
	}
}

// longest is the width of the widest piece that is only broken where no other
// way is left.
func longest(t *Text) float64 {
	widest, start := 0.0, 0
	for i, b := range t.bonds {
		if b == free {
			widest = max(widest, t.extent(start, i).width)
			start = i
		}
	}
	return widest
}

var figure = regexp.MustCompile(`[-+]?[0-9]+(?:[.,][0-9]+)*[%％℃]?`)

func (p *paragraph) wantNumbers(t *testing.T) {
	t.Helper()
	ends := map[int]bool{} // bytes without blanks
	at := 0
	for _, l := range p.lines {
		at += len(strings.ReplaceAll(l.String(), " ", ""))
		ends[at] = true
	}
	solid := strings.ReplaceAll(p.text, " ", "\x00")
	for _, m := range figure.FindAllStringIndex(solid, -1) {
		blanks := strings.Count(solid[:m[0]], "\x00")
		for end := m[0] + 1; end < m[1]; end++ {
			if ends[end-blanks] && p.style.Set(solid[m[0]:m[1]]).Width() <= p.measure.Width-p.measure.Indent {
				t.Errorf("%q is split", solid[m[0]:m[1]])
			}
		}
	}
}

// wantFull: every line but the last ends at the right edge, with no gap wider
// than half an em and no ink on other ink; where gaps would have been wider,
// the line is short, and nothing else was possible.
func (p *paragraph) wantFull(t *testing.T, c *count) {
	t.Helper()
	const near = 0.1
	for i, l := range p.lines {
		if len(l.Glyphs) == 0 {
			continue
		}
		n := len(l.Glyphs) - 1
		end := l.X[n] + l.Glyphs[n].Width
		last := l.Glyphs[n].Char
		if strings.ContainsRune(endsHalf, last) && l.Glyphs[n].Width > 15 {
			end = l.Indent + l.Width
			if _, ink := l.Glyphs[n].Font.Ink(last); l.X[n]+ink*l.Style.Size > end+near {
				t.Errorf("the mark at the end of %q sticks out", l)
			}
		}
		switch {
		case l.Full:
			c.full++
			if math.Abs(end-p.measure.Width) > near {
				t.Errorf("%q ends at %.2f, want %.2f", l, end, p.measure.Width)
			}
		case i < len(p.lines)-1:
			c.short++
		}
		if n > 0 && end > p.measure.Width+near {
			t.Errorf("%q sticks out: %.2f of %.2f", l, end, p.measure.Width)
		}
		p.wantGaps(t, l)
	}
}

// wantNothingBetter: a line was left short only where no division of the
// paragraph fills all lines without tearing a number or breaking a mark's rule.
func (p *paragraph) wantNothingBetter(t *testing.T) {
	t.Helper()
	short := slices.ContainsFunc(p.lines[:len(p.lines)-1], func(l Line) bool { return !l.Full })
	if !short {
		return
	}
	text := p.style.Set(p.text)
	places := text.places(p.measure.Width - p.measure.Indent)
	n := len(text.glyphs)
	reached := make([]bool, n+1)
	reached[0] = true
	for start := range n {
		_, width := p.measure.at(start)
		for end := start + 1; end <= n && reached[start]; end++ {
			if places[end] > marked && text.filled(start, end, width).Full || end == n && text.extent(start, end).width <= width {
				reached[end] = true
			}
			if text.extent(start, end).width > 3*width {
				break
			}
		}
	}
	if reached[n] {
		t.Error("a line was left short, though all could be filled")
	}
}

func (p *paragraph) wantGaps(t *testing.T, l Line) {
	t.Helper()
	for i := range len(l.Glyphs) - 1 {
		a, b := l.Glyphs[i], l.Glyphs[i+1]
		white := l.X[i+1] - l.X[i] - a.Width
		if a.Char == ' ' {
			white += a.Width
		}
		if white > p.style.Size/2+0.01 {
			t.Errorf("a gap of %.2f behind %q in %q", white, a.Char, l)
		}
		_, right := a.Font.Ink(a.Char)
		left, _ := b.Font.Ink(b.Char)
		if white < -0.3 && !unicode.Is(unicode.Mn, a.Char) && l.X[i]+right*p.style.Size > l.X[i+1]+left*p.style.Size+0.2 {
			t.Errorf("%q and %q stand on each other in %q", a.Char, b.Char, l)
		}
	}
}
