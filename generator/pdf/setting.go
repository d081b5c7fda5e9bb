package pdf

import (
	"math"
	"slices"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/typeset"
)

// setting is how a table is set: its size of type, the room in its cells, its
// columns. Lengths are in points.
type setting struct {
	size float64
	density
	left []float64 // left edge of every column; the last entry is the right edge
}

// density is the room in a cell and between its lines, in em.
type density struct{ down, leading float64 }

// densities go from what is wanted to what is just bearable.
var densities = []density{{0.3, 1.25}, {0.25, 1.22}, {0.2, 1.2}, {0.15, 1.18}, {0.1, 1.15}}

// comfortable is how many of the densities are nearly what is wanted.
const comfortable = 3

// The sizes of a table's type. Those from 小五 to 五号 are wanted; smaller ones
// serve where a table would need another page for a few rows, or where its
// words would be torn.
var (
	wantedSizes = []float64{size5, 10, 9.5, sizeSmall5}
	smallSizes  = []float64{8.5}
	formSizes   = []float64{8.5, 8} // of what has to stand on one page, unless it would be smaller
	wordSizes   = []float64{8.5, 8, 7.5, lowest}
)

// tightest is the room in a form that else would be set smaller than what is
// wanted: its cells hold names and figures, no running text.
var tightest = density{0.08, 1.1}

// squeeze is how much a table may be higher than its page to be set smaller
// for it.
const squeeze = 1.3

// pitch is the distance of the lines.
func (s setting) pitch() float64 { return s.leading * s.size }

// textHeight is what a cell with n lines takes.
func (s setting) textHeight(n int) float64 {
	return float64(max(n, 1))*s.pitch() + 2*s.down*s.size
}

// linesIn is how many lines go into the given height.
func (s setting) linesIn(height float64) int {
	return max(0, int((height-2*s.down*s.size+slack)/s.pitch()))
}

// at is the table set in a size.
func (g *grid) at(f frame, size float64, d density) (setting, *plan) {
	p := g.planFor(f.width * measured / size)
	s := setting{size: size, density: d, left: []float64{0}}
	for i, w := range p.widths {
		s.left = append(s.left, s.left[i]+w*size/measured)
	}
	return s, p
}

// heights is what every row takes.
func (g *grid) heights(s setting, p *plan) []float64 {
	heights := make([]float64, g.rows)
	for row, cells := range g.ending {
		heights[row] = s.textHeight(1)
		for _, c := range cells {
			missing := s.textHeight(p.counts[c.index])
			for r := c.Row; r < row; r++ {
				missing -= heights[r]
			}
			heights[row] = max(heights[row], missing)
		}
	}
	return heights
}

// whole looks for the largest type of some sizes in which all of the table,
// with what stands above and below it, goes into the given height.
func (g *grid) whole(f frame, room float64, sizes []float64, rooms []density) (setting, bool) {
	for _, size := range sizes {
		left := room - g.textsHeight(size, f.width)
		for _, d := range rooms {
			s, p := g.at(f, size, d)
			if !p.whole {
				break
			}
			if total(g.heights(s, p)) <= left+slack {
				return s, true
			}
		}
	}
	return setting{}, false
}

// onOnePage sets the table for a page of its own, of which the given height is
// free, if it can be read there.
func (g *grid) onOnePage(f frame, room float64) (setting, bool) {
	if s, ok := g.whole(f, room, wantedSizes, densities[:comfortable]); ok {
		return s, true
	}
	least := wantedSizes[len(wantedSizes)-1:]
	if !g.table.SinglePage {
		if s, p := g.at(f, least[0], densities[0]); total(g.heights(s, p)) > squeeze*room {
			return setting{}, false
		}
	}
	sizes, rooms := smallSizes, densities
	if g.table.SinglePage {
		sizes, rooms = formSizes, append(slices.Clone(densities), tightest)
	}
	if s, ok := g.whole(f, room, least, rooms[comfortable:]); ok {
		return s, true
	}
	return g.whole(f, room, sizes, rooms[comfortable-1:])
}

// overPages sets the table for several pages: in the largest type that takes
// no more of them than the smallest that is wanted. A table whose words do not
// go into its columns is set smaller.
func (g *grid) overPages(f frame, room float64) setting {
	most := math.MaxInt
	if s, p := g.at(f, sizeSmall5, densities[comfortable-1]); p.whole {
		most = g.pages(f, s, p, room)
	}
	for _, size := range wantedSizes {
		for _, d := range densities[:comfortable] {
			if s, p := g.at(f, size, d); p.whole && g.pages(f, s, p, room) <= most {
				return s
			}
		}
	}
	for _, size := range wordSizes {
		if s, p := g.at(f, size, densities[0]); p.whole {
			return s
		}
	}
	return g.forced(f)
}

// forced tears words where even the smallest type is too large for them. The
// figures keep their room as long as they can have it.
func (g *grid) forced(f frame) setting {
	var s setting
	for _, pad := range []float64{padClose, padLeast} {
		g.tear(pad)
		var p *plan
		if s, p = g.at(f, lowest, densities[0]); p.whole {
			break
		}
	}
	return s
}

// pages is about how many pages the rows take, the first of which has the
// given room.
func (g *grid) pages(f frame, s setting, p *plan, room float64) int {
	heights := g.heights(s, p)
	header := total(heights[:g.header])
	n, left, head := 1, room-g.textsHeight(s.size, f.width)-header, header
	for row := g.header; row < g.rows; row++ {
		h := heights[row]
		if h > left {
			n, left = n+1, f.height-head
		}
		left -= h
		if g.repeats(row) {
			head = header + h
		}
	}
	return n
}

// fitsPortrait tells whether the table can be set on a portrait page in one of
// the wanted sizes without tearing a word.
func (g *grid) fitsPortrait() bool {
	_, ok := g.needs(portrait.width * measured / sizeSmall5)
	return ok
}

// frameFor is the page of the table: a landscape one where it is asked for, or
// where the table is too wide. A form that has to stand on one page takes the
// page on which its type is larger.
func (g *grid) frameFor() frame {
	asked, other := portrait, landscape
	if g.table.Landscape {
		asked, other = landscape, portrait
	}
	switch {
	case g.table.SinglePage:
		s, one := g.onOnePage(asked, asked.height)
		if o, ok := g.onOnePage(other, other.height); ok && o.size > s.size {
			return other
		}
		if !one && !g.fitsPortrait() {
			return landscape
		}
	case !g.fitsPortrait():
		return landscape
	}
	return asked
}

// set breaks the text of every cell to its width.
func (g *grid) set(s setting) {
	g.setting = s
	for _, c := range g.cells {
		by := s.size / measured
		if room := g.inner(c) / by; c.align == doc.AlignCenter && !c.isLabel() && c.count(room) > longest {
			c.align = doc.AlignLeft
		}
		c.lines = nil
		for _, text := range c.texts {
			for _, l := range c.broken(text, g.inner(c)/by) {
				c.lines = append(c.lines, l.Scaled(by))
			}
		}
	}
}

// broken is a text of the cell in lines: a label in the middle in balanced
// ones, running text in full ones.
func (c *cell) broken(text *typeset.Text, width float64) []typeset.Line {
	switch c.align {
	case doc.AlignCenter:
		return text.Balanced(width)
	case doc.AlignRight:
		return text.Ragged(width)
	}
	lines := text.Even(width)
	if n := len(lines); n > 1 && len(lines[n-1].Glyphs) == 1 {
		if fuller := text.Even(width - measured); len(fuller) == n {
			return fuller // no character stands alone on the last line
		}
	}
	return lines
}

// longest is how many lines of a text can stand in the middle of a cell; more
// are running text, which begins at the left.
const longest = 3

// inner is the width of a cell's text.
func (g *grid) inner(c *cell) float64 {
	return g.left[c.Col+c.Cols()] - g.left[c.Col] - (2*g.pad+math.Max(0, float64(c.Indent)))*g.size
}
