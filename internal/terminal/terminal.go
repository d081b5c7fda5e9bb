// Package terminal draws what a program shows on a terminal, for the pictures
// of the guide. It knows the escape sequences of colours and no others.
package terminal

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"github.com/discgen/discgen/fonts"
)

// The measures of a picture in pixels.
const (
	cell   = 9 // width; a Han character has two
	line   = 24
	size   = 16 // of the type
	margin = 12
)

// palette is all a picture has: the ground, the text, and between them and each
// colour as many steps as smooth edges need.
var (
	ground  = color.RGBA{0x1e, 0x1e, 0x1e, 0xff}
	plain   = color.RGBA{0xd8, 0xd8, 0xd8, 0xff}
	colours = map[string]color.RGBA{
		"0": plain, "1;31": {0xf1, 0x6c, 0x6c, 0xff}, "1;32": {0x6c, 0xcf, 0x7c, 0xff},
		"1;33": {0xe8, 0xc5, 0x5a, 0xff}, "1;36": {0x5c, 0xc8, 0xd8, 0xff},
	}
)

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// glyph is a character where it stands.
type glyph struct {
	text        string
	column, row int
	colour      color.RGBA
}

// Draw is a picture of a text with lines of so many columns; longer lines go
// on in the next one.
func Draw(text string, columns int) (*image.Paletted, error) {
	glyphs, rows, err := lay(text, columns)
	if err != nil {
		return nil, err
	}
	face, err := newFace()
	if err != nil {
		return nil, err
	}
	full := image.NewRGBA(image.Rect(0, 0, columns*cell+2*margin, rows*line+2*margin))
	draw.Draw(full, full.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	for _, g := range glyphs {
		width := cell * uniseg.StringWidth(g.text)
		d := font.Drawer{Dst: full, Src: image.NewUniform(g.colour), Face: face}
		d.Dot = fixed.P(margin+g.column*cell, margin+g.row*line+line-7)
		d.Dot.X += (fixed.I(width) - d.MeasureString(g.text)) / 2
		d.DrawString(g.text)
	}
	reduced := image.NewPaletted(full.Rect, palette(glyphs))
	draw.Draw(reduced, full.Rect, full, image.Point{}, draw.Src)
	return reduced, nil
}

// lay gives every character its place, and how many rows there are.
func lay(text string, columns int) ([]glyph, int, error) {
	var glyphs []glyph
	row, column, now := 0, 0, plain
	for l := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		for l != "" {
			if m := escape.FindStringSubmatch(l); m != nil && strings.HasPrefix(l, m[0]) {
				c, known := colours[m[1]]
				if !known {
					return nil, 0, fmt.Errorf("no colour for %q", m[0])
				}
				now, l = c, l[len(m[0]):]
				continue
			}
			cluster, rest, width, _ := uniseg.FirstGraphemeClusterInString(l, -1)
			if column+width > columns {
				row, column = row+1, 0
			}
			if cluster != " " {
				glyphs = append(glyphs, glyph{cluster, column, row, now})
			}
			column, l = column+width, rest
		}
		row, column = row+1, 0
	}
	return glyphs, row, nil
}

func newFace() (font.Face, error) {
	all := fonts.All()
	i := slices.IndexFunc(all, func(f *fonts.Font) bool { return f.Name == "NotoSansSC-Regular" })
	if i < 0 {
		return nil, fmt.Errorf("there is no such font")
	}
	parsed, err := opentype.Parse(all[i].Data())
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
}

// palette are the colours of the glyphs, each in steps from the ground.
func palette(glyphs []glyph) color.Palette {
	const steps = 12
	p := color.Palette{ground}
	var done []color.RGBA
	for _, g := range glyphs {
		if slices.Contains(done, g.colour) {
			continue
		}
		done = append(done, g.colour)
		for i := 1; i <= steps; i++ {
			mix := func(from, to uint8) uint8 { return uint8((int(from)*(steps-i) + int(to)*i) / steps) }
			p = append(p, color.RGBA{mix(ground.R, g.colour.R), mix(ground.G, g.colour.G), mix(ground.B, g.colour.B), 0xff})
		}
	}
	return p
}
