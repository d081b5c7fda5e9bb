package pdf

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
)

// style is how a piece of text is set.
type style struct {
	role  fonts.Role
	size  float64
	track float64 // added to the width of every full-width character
}

// glyph is one character in the font that shows it.
type glyph struct {
	char  rune
	font  *fonts.Font
	width float64 // with tracking
	track float64
	wide  bool // one em wide: Han and the marks of Chinese text
}

// shape finds the font and the width of every character. There is a font for
// each: check has refused the document otherwise.
func (s style) shape(text string) []glyph {
	glyphs := make([]glyph, 0, len(text)/2)
	for _, r := range text {
		f := fonts.Pick(s.role, r)
		if f == nil {
			continue
		}
		em := f.Advance(r)
		g := glyph{char: r, font: f, width: em * s.size, wide: em == 1}
		if g.wide {
			g.track = s.track
			g.width += s.track
		}
		glyphs = append(glyphs, g)
	}
	return glyphs
}

func widthOf(glyphs []glyph) float64 {
	sum := 0.0
	for _, g := range glyphs {
		sum += g.width
	}
	return sum
}

// newlines are the line ends that a text may hold, each turned into "\n".
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")

// split cuts a text at its line ends. A tab counts as a space.
func split(text string) []string {
	return strings.Split(newlines.Replace(text), "\n")
}

// paragraphs cuts a running text at its line ends and drops the blanks around
// each piece, with which writers indent by hand.
func paragraphs(text string) []string {
	parts := split(text)
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return parts
}

// MissingGlyphError tells of a character that none of the fonts can show.
type MissingGlyphError struct {
	Char rune
	Text string // the text that it stands in
}

// Error names the character and its code point.
func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("没有字体能显示字符“%c”（%U），见：%s", e.Char, e.Char, excerpt(e.Text, e.Char))
}

// excerpt is the text around the first r, at most a line long.
func excerpt(text string, r rune) string {
	const around = 12
	runes := []rune(text)
	at := 0
	for at < len(runes) && runes[at] != r {
		at++
	}
	return string(runes[max(0, at-around):min(len(runes), at+around+1)])
}

// check finds the first character of the document that cannot be shown.
func check(blocks []doc.Block) error {
	seen := map[rune]bool{}
	for _, text := range texts(blocks) {
		for _, r := range newlines.Replace(text) {
			if r == '\n' || seen[r] {
				continue
			}
			if !fonts.Shows(r) {
				return &MissingGlyphError{Char: r, Text: text}
			}
			seen[r] = true
		}
	}
	return nil
}

// texts is every text that the document shows.
func texts(blocks []doc.Block) []string {
	var all []string
	for _, block := range blocks {
		switch b := block.(type) {
		case doc.Cover:
			all = append(append(all, b.Title), b.Lines...)
		case doc.Contents:
			all = append(all, b.Title)
		case doc.Heading:
			all = append(all, b.Text)
		case doc.Paragraph:
			all = append(all, b.Text)
		case *doc.Table:
			if b != nil {
				all = append(all, b.Text())
			}
		case *doc.Chart:
			all = append(all, b.Text())
		}
	}
	return all
}
