package pdf

import (
	"strings"

	"github.com/rivo/uniseg"
)

// opportunity says how good a place before a glyph is for a line to end.
type opportunity byte

const (
	never     opportunity = iota
	emergency             // inside something that no line can hold
	allowed
)

// Marks that may not begin or end a line (避头尾; CLREQ, GB/T 15834), beyond
// what Unicode's line breaking says.
const (
	notFirst = "、，；：。！？…）》〉」』】〕〗”’·％℃‰～—!%),.:;?]}／"
	notLast  = "（《〈「『【〔〖“‘￥＄№·([{¥$"
	closing  = "，。、；：”’）》〉」』】〕〗" // blank in its right half
	units    = "年月日时分秒％%‰℃°"
)

// opportunities finds where lines may end: entry i is about the place before
// glyph i. The last entry, behind the text, is always allowed.
func opportunities(glyphs []glyph) []opportunity {
	places := make([]opportunity, len(glyphs)+1)
	at := 0
	rest, state := textOf(glyphs), -1
	for rest != "" {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len([]rune(segment))
		places[at] = allowed
	}
	for i := 1; i < len(glyphs); i++ {
		places[i] = judge(places[i], glyphs, i)
	}
	places[0] = never
	return places
}

// judge puts the rules of Chinese text above those of Unicode.
func judge(unicode opportunity, glyphs []glyph, i int) opportunity {
	a, b := glyphs[i-1], glyphs[i]
	switch {
	case isBlank(b.char):
		return never // blanks stay with what they follow
	case isDash(glyphs, i), strings.ContainsRune(notLast, a.char):
		return never
	case b.char == '—' && i+1 < len(glyphs) && glyphs[i+1].char == '—':
		return unicode // a whole dash (——), not a hyphen, may begin a line
	case strings.ContainsRune(notFirst, b.char):
		return never
	case isDigit(a.char) && (isDigit(b.char) || strings.ContainsRune(units, b.char)):
		return never
	case isQuoteEdge(a, b):
		return allowed
	}
	return unicode
}

// isDash tells whether the place is inside —— or ……, which are one mark.
func isDash(glyphs []glyph, i int) bool {
	a, b := glyphs[i-1].char, glyphs[i].char
	return a == b && (a == '—' || a == '…')
}

// isQuoteEdge tells whether a Chinese quotation begins or ends at the place.
// Unicode cannot tell “ from ” by its class and forbids every such break.
func isQuoteEdge(a, b glyph) bool {
	opens := a.wide && (b.char == '“' || b.char == '‘')
	closes := b.wide && (a.char == '”' || a.char == '’')
	return opens || closes
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９'
}

// isBlank covers the blanks that vanish at the end of a line. The ideographic
// space is not one: it is set on purpose.
func isBlank(r rune) bool { return r == ' ' }

func textOf(glyphs []glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.char)
	}
	return b.String()
}

// unwieldy is the width of a word that may break if need be.
const unwieldy = 10 * size3

// relieve lets everything that is wider than a line break between its
// characters, so that nothing ever runs off the page. What is very long and no
// number, such as a network address, may break too if need be: the line before
// it would be torn apart otherwise.
func relieve(glyphs []glyph, places []opportunity, width float64) {
	start := 0
	for i := 1; i < len(places); i++ {
		if places[i] == never {
			continue
		}
		if w := widthOf(glyphs[start:i]); w > width || w > unwieldy && !isNumber(glyphs[start:i]) {
			relieveRange(glyphs, places, start, i)
		}
		start = i
	}
}

// isNumber tells whether most of the glyphs are digits.
func isNumber(glyphs []glyph) bool {
	digits := 0
	for _, g := range glyphs {
		if isDigit(g.char) {
			digits++
		}
	}
	return 2*digits > len(glyphs)
}

// relieveRange allows breaks between the user-perceived characters of a range.
func relieveRange(glyphs []glyph, places []opportunity, start, end int) {
	rest, state := textOf(glyphs[start:end]), -1
	at := start
	for rest != "" {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len([]rune(cluster))
		if at < end && !isBlank(glyphs[at].char) {
			places[at] = emergency
		}
	}
}
