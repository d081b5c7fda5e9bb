package typeset

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// bond is what holds a character to the one before it, from the strongest to
// none. A line ends at a free place; where a piece between two such places is
// wider than the line, its weakest bond that helps is broken.
type bond byte

const (
	solid  bond = iota // inside a character, or before a blank: never broken
	number             // inside a number, which would be read wrongly
	marked             // a mark may not begin or end a line (避头尾)
	word               // inside a word
	part               // between parts of a word or an address, or a number and its unit
	free
)

// bondPrice is what breaking a bond costs, in the measure of priceOf.
var bondPrice = [...]float64{number: 1e9, marked: 1e8, word: 100, part: 50, free: 0}

// Marks that may not begin or end a line (CLREQ, GB/T 15834), beyond what
// Unicode's line breaking says.
const (
	notFirst = "、，；：。！？…）》〉」』】〕〗”’·％℃‰～—!%),.:;?]}／．｝］"
	notLast  = "（《〈「『【〔〖“‘￥＄№·([{¥$｛［"
)

// numbers are figures: sign, digits, decimal point and thousands commas, and
// the signs that belong to them.
var numbers = regexp.MustCompile(`[-−+±]?[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％‰℃°]?`)

// units are the words that count or measure what a number before them says. A
// longer one stands before its beginning.
var units = []string{
	"个百分点", "万平方米", "平方米", "立方米", "万人次", "人次", "批次", "万元", "亿元", "万人", "公里", "公顷", "千米",
	"年度", "月份", "元", "万", "亿", "年", "月", "日", "时", "分", "秒", "个", "项", "人", "名", "家", "辆", "次", "批",
	"台", "套", "件", "份", "期", "场", "户", "亩", "吨", "倍", "岁", "天", "周", "条", "位", "级", "号", "所", "座", "处", "间", "张", "篇", "本",
}

// bondsOf finds what holds the glyphs together: entry i is about the place
// before glyph i. The last entry, behind the text, is always free.
func bondsOf(glyphs []Glyph) []bond {
	text := textOf(glyphs)
	bonds := unicodeBonds(text, len(glyphs))
	for i := 1; i < len(glyphs); i++ {
		bonds[i] = judge(bonds[i], glyphs, i)
	}
	bindNumbers(text, bonds)
	bindClusters(text, bonds)
	bonds[0], bonds[len(glyphs)] = solid, free
	return bonds
}

// unicodeBonds has the line break opportunities of Unicode (UAX 14).
func unicodeBonds(text string, n int) []bond {
	bonds := slices.Repeat([]bond{word}, n+1)
	at, state := 0, -1
	for text != "" {
		var segment string
		segment, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		at += utf8.RuneCountInString(segment)
		bonds[at] = free
	}
	return bonds
}

// judge puts the rules of Chinese text above those of Unicode.
func judge(unicode bond, glyphs []Glyph, i int) bond {
	a, b := glyphs[i-1], glyphs[i]
	switch {
	case isBlank(b.Char):
		return solid // blanks stay with what they follow
	case isDash(glyphs, i), strings.ContainsRune(notLast, lastDrawn(glyphs[:i])):
		return marked
	case b.Char == '—' && i+1 < len(glyphs) && glyphs[i+1].Char == '—':
		return unicode // a whole dash (——), not a hyphen, may begin a line
	case b.Char == '…' && i+1 < len(glyphs) && glyphs[i+1].Char == '…':
		return free // nor is …… a mark that closes
	case strings.ContainsRune(notFirst, b.Char):
		return marked
	case isQuoteEdge(a, b):
		return free
	case !a.wide && !b.wide && a.Char != b.Char && strings.ContainsRune(partEnds, a.Char):
		return part
	case !a.wide && !b.wide && a.Char == '/':
		return word
	}
	return unicode
}

// lastDrawn is the last character that is no blank: the blanks behind it vanish
// where a line ends. It is a blank where there is no other.
func lastDrawn(glyphs []Glyph) rune {
	for i := len(glyphs) - 1; i > 0; i-- {
		if !isBlank(glyphs[i].Char) {
			return glyphs[i].Char
		}
	}
	return glyphs[0].Char
}

// partEnds end the parts of an address, behind which it may be broken if need
// be.
const partEnds = "/.-?&=_@"

// isDash tells whether the place is inside —— or ……, which are one mark.
func isDash(glyphs []Glyph, i int) bool {
	a, b := glyphs[i-1].Char, glyphs[i].Char
	return a == b && (a == '—' || a == '…')
}

// isQuoteEdge tells whether a Chinese quotation begins or ends at the place.
// Unicode cannot tell “ from ” by its class and forbids every such break.
func isQuoteEdge(a, b Glyph) bool {
	opens := a.wide && (b.Char == '“' || b.Char == '‘')
	closes := b.wide && (a.Char == '”' || a.Char == '’')
	return opens || closes
}

// bindNumbers holds every number together, and its unit to it.
func bindNumbers(text string, bonds []bond) {
	at, from := 0, 0 // a rune and its byte
	for _, m := range numbers.FindAllStringIndex(text, -1) {
		start := at + utf8.RuneCountInString(text[from:m[0]])
		end := start + utf8.RuneCountInString(text[m[0]:m[1]])
		for i := start + 1; i < end; i++ {
			bonds[i] = min(bonds[i], number)
		}
		for i := end; i < end+unitAfter(text[m[1]:]); i++ {
			bonds[i] = min(bonds[i], part)
		}
		at, from = end, m[1]
	}
}

// unitAfter is how many characters of a unit the text begins with.
func unitAfter(text string) int {
	for _, u := range units {
		if strings.HasPrefix(text, u) {
			return utf8.RuneCountInString(u)
		}
	}
	return 0
}

// bindClusters lets nothing come between what is one character to a reader.
func bindClusters(text string, bonds []bond) {
	at, state := 0, -1
	for text != "" {
		var cluster string
		cluster, text, _, state = uniseg.FirstGraphemeClusterInString(text, state)
		n := utf8.RuneCountInString(cluster)
		for i := at + 1; i < at+n; i++ {
			bonds[i] = solid
		}
		at += n
	}
}

// unwieldy is the width, in em, of a word that breaks if need be: a network
// address, say. The line before it would be torn apart otherwise.
const unwieldy = 10

// places are the bonds that may be broken in a measure of the given width: the
// others are solid in it.
func (t *Text) places(width float64) []bond {
	places := make([]bond, len(t.bonds))
	t.open(places, 0, len(t.glyphs), free, width)
	places[len(t.glyphs)] = free
	return places
}

// open gives the piece from start to end its places of the given bond, and
// those of stronger bonds where a piece is still too wide.
func (t *Text) open(places []bond, start, end int, b bond, width float64) {
	from := start
	for i := start + 1; i <= end; i++ {
		if i < end && t.bonds[i] != b {
			continue
		}
		if i < end {
			places[i] = b
		}
		if b > number && t.tooWide(from, i, b, width) {
			t.open(places, from, i, b-1, width)
		}
		from = i
	}
}

// tooWide tells whether a piece that is held by bonds stronger than b has to be
// broken.
func (t *Text) tooWide(start, end int, b bond, width float64) bool {
	w := t.extent(start, end).width
	return w > width+slack || b > word && w > unwieldy*t.style.Size && t.hasWord(start, end)
}

// hasWord tells whether there is a word to break in the piece.
func (t *Text) hasWord(start, end int) bool {
	return start+1 < end && slices.Contains(t.bonds[start+1:end], word)
}
