package pdffile

import (
	"encoding/binary"
	"fmt"

	"github.com/discgen/discgen/fonts"
)

// Usable reports whether NewFont takes any characters out of a font and a
// reader can draw each: that the tables fit each other, and every glyph is
// whole. An error names the table.
func Usable(font *fonts.Font) error {
	f, err := truetypeOf(font)
	if err != nil {
		return err
	}
	return f.fault()
}

func (f *truetype) fault() error {
	if em := binary.BigEndian.Uint16(f.tables["head"][18:]); em < leastEm || em > mostEm {
		return fmt.Errorf("%w: table head", errFont)
	}
	n := f.glyphs()
	if n == 0 || f.metrics == 0 || f.metrics > n || len(f.tables["hmtx"]) < 4*f.metrics {
		return fmt.Errorf("%w: table hmtx", errFont)
	}
	g := glyphs{font: f, depth: make([]int8, n)}
	for i := range n {
		if !g.isWhole(i) {
			return fmt.Errorf("%w: table glyf, glyph %d", errFont, i)
		}
	}
	return nil
}

// The sizes that a font may be drawn in (OpenType, table head).
const (
	leastEm = 16
	mostEm  = 16384
)

// mostDepth is how deep glyphs may be made of each other.
const mostDepth = 8

// glyphs looks at the drawings of a font, at each once.
type glyphs struct {
	font  *truetype
	depth []int8 // 0: not known yet, open: being looked at, else one more than the glyphs below
}

const open = -1

// isWhole reports whether a glyph's drawing, and those that it is made of, are
// all there.
func (g *glyphs) isWhole(glyph int) bool { return g.below(glyph) > 0 }

// below is one more than how deep a glyph is made of others; 0 where it is not
// whole, or made of itself.
func (g *glyphs) below(glyph int) int {
	if glyph >= len(g.depth) || g.depth[glyph] == open {
		return 0
	}
	if g.depth[glyph] == 0 {
		g.depth[glyph] = open
		g.depth[glyph] = int8(g.look(g.font.outline(glyph)))
	}
	return int(g.depth[glyph])
}

func (g *glyphs) look(outline []byte) int {
	const header = 10
	switch {
	case len(outline) == 0:
		return 1
	case len(outline) < header:
		return 0
	}
	if contours := int(int16(binary.BigEndian.Uint16(outline))); contours >= 0 {
		if isSimple(outline[header:], contours) {
			return 1
		}
		return 0
	}
	return g.parts(outline[header:])
}

// parts looks at the components of a composite glyph.
func (g *glyphs) parts(rest []byte) int {
	deepest := 0
	for len(rest) >= 4 {
		flags := binary.BigEndian.Uint16(rest)
		depth := g.below(int(binary.BigEndian.Uint16(rest[2:])))
		size := componentSize(flags)
		if depth == 0 || depth >= mostDepth || size > len(rest) {
			return 0
		}
		deepest = max(deepest, depth)
		if rest = rest[size:]; flags&moreFollow == 0 {
			return deepest + 1
		}
	}
	return 0
}

// Flags of the points of a simple glyph (OpenType, table glyf).
const (
	shortX = 1 << 1
	shortY = 1 << 2
	repeat = 1 << 3
	sameX  = 1 << 4
	sameY  = 1 << 5
)

// isSimple reports whether all points of a glyph that is made of no others are
// there.
func isSimple(rest []byte, contours int) bool {
	if contours == 0 {
		return true
	}
	if len(rest) < 2*contours+2 {
		return false
	}
	last := 0
	for i := range contours {
		end := int(binary.BigEndian.Uint16(rest[2*i:]))
		if end < last {
			return false
		}
		last = end
	}
	instructions := int(binary.BigEndian.Uint16(rest[2*contours:]))
	if rest = rest[2*contours+2:]; instructions > len(rest) {
		return false
	}
	return hasPoints(rest[instructions:], last+1)
}

// hasPoints reports whether there are flags and coordinates of so many points.
func hasPoints(rest []byte, points int) bool {
	size := 0 // of the coordinates
	for points > 0 {
		if len(rest) == 0 || rest[0]&repeat != 0 && len(rest) == 1 {
			return false
		}
		flag, times := rest[0], 1
		rest = rest[1:]
		if flag&repeat != 0 {
			times += int(rest[0])
			rest = rest[1:]
		}
		size += min(times, points) * (coordinate(flag, shortX, sameX) + coordinate(flag, shortY, sameY))
		points -= times
	}
	return points == 0 && size <= len(rest)
}

// coordinate is the size of a coordinate of a point.
func coordinate(flag, short, same byte) int {
	switch {
	case flag&short != 0:
		return 1
	case flag&same != 0:
		return 0
	}
	return 2
}
