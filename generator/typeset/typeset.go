// Package typeset sets Chinese text in lines: where a line may end, which ends
// are best over the whole paragraph, and where each character stands so that
// the line is full. The rules are those of CLREQ (Requirements for Chinese Text
// Layout) and of GB/T 15834 (标点符号用法), level GB.
//
// It knows nothing of pages, tables or files. A text goes through it in one way:
//
//	Style.Set (fonts, gaps, bonds) → Justified, Even, Ragged or Balanced → Line
//
// Lengths are in points.
package typeset

import (
	"strings"

	"github.com/discgen/discgen/fonts"
)

// slack is what lengths may be wrong by through rounding.
const slack = 0.01

// Style is how a piece of text is set.
type Style struct {
	Fonts *fonts.Set // nil: those of the program
	Role  fonts.Role
	Size  float64
	Track float64 // added to the width of every full-width character
}

// Glyph is one character in the font that shows it.
type Glyph struct {
	Char  rune
	Font  *fonts.Font
	Width float64 // with tracking
	em    float64 // the width that the font gives it, in em
	wide  bool    // one em wide: Han and the marks of Chinese text
	class class
}

// Text is a text without line ends in one style, ready to be broken into lines.
type Text struct {
	style  Style
	glyphs []Glyph
	gaps   []gap  // behind each glyph
	bonds  []bond // before each glyph, and behind the last
	sums   []sum  // of the glyphs before each one and the gaps behind those
}

// Set prepares a text. A character that no font shows is left out; whoever
// publishes a text has seen to it that there is none.
func (s Style) Set(text string) *Text {
	t := &Text{style: s, glyphs: make([]Glyph, 0, len(text)/2)}
	for _, r := range text {
		f := s.Fonts.Pick(s.Role, r)
		if f == nil {
			continue
		}
		em := f.Advance(r)
		g := Glyph{Char: r, Font: f, Width: em * s.Size, em: em, wide: em == 1}
		g.class = classOf(g)
		if g.wide {
			g.Width += s.Track
		}
		t.glyphs = append(t.glyphs, g)
	}
	t.bonds = bondsOf(t.glyphs)
	t.gaps = t.between()
	t.sums = t.add()
	return t
}

// Width is the width of the text on one line.
func (t *Text) Width() float64 { return t.extent(0, len(t.glyphs)).width }

// String is the text that the glyphs show.
func (t *Text) String() string { return textOf(t.glyphs) }

func textOf(glyphs []Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.Char)
	}
	return b.String()
}
