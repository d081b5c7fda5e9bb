package readback

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"github.com/discgen/discgen/fonts"
)

type drawn struct {
	font *fonts.Font
	char rune
}

var (
	parsed sync.Map // *fonts.Font to *sfnt.Font
	inks   sync.Map // drawn to Box, in em around the origin
)

// Ink is the box around what is drawn of the glyph. It is empty for a blank.
func (g Glyph) Ink() Box {
	b := inkOf(g.Font, g.Char)
	return Box{g.X + b.Left*g.Size, g.Y + b.Top*g.Size, g.X + b.Right*g.Size, g.Y + b.Bottom*g.Size}
}

func inkOf(f *fonts.Font, char rune) Box {
	key := drawn{f, char}
	if known, ok := inks.Load(key); ok {
		return known.(Box)
	}
	const em = 1000
	var (
		buf sfnt.Buffer
		box Box
	)
	outlines := outlinesOf(f)
	if glyph, err := outlines.GlyphIndex(&buf, char); err == nil {
		if b, _, err := outlines.GlyphBounds(&buf, glyph, fixed.I(em), font.HintingNone); err == nil {
			scale := func(v fixed.Int26_6) float64 { return float64(v) / 64 / em }
			box = Box{scale(b.Min.X), scale(b.Min.Y), scale(b.Max.X), scale(b.Max.Y)}
		}
	}
	inks.Store(key, box)
	return box
}

func outlinesOf(f *fonts.Font) *sfnt.Font {
	if known, ok := parsed.Load(f); ok {
		return known.(*sfnt.Font)
	}
	outlines, err := sfnt.Parse(f.Data())
	if err != nil {
		panic(err) // the fonts are part of the program
	}
	parsed.Store(f, outlines)
	return outlines
}
