package typeset

import (
	"math"
	"sort"
)

// Pieces tell how many lines a text takes in a width without setting it, so
// that many widths can be tried. They are the places where its lines may end.
type Pieces struct {
	// By place, from the text's beginning: where a line that begins there does
	// so, and where a line that ends there does.
	starts, ends []float64
	least        float64
}

// Pieces cuts the text where its lines may end: what Ragged, Even and Balanced
// make of it in a width that holds the widest piece.
func (t *Text) Pieces() Pieces {
	places := t.places(math.Inf(1))
	p := Pieces{}
	start := 0
	for i := range places {
		if i > 0 && places[i] == solid {
			continue
		}
		p.starts, p.ends = append(p.starts, t.startAt(i)), append(p.ends, t.endAt(i))
		p.least = max(p.least, t.extent(start, i).width)
		start = i
	}
	return p
}

// startAt and endAt are such that their difference is the width of a line.
func (t *Text) startAt(i int) float64 {
	at := t.sums[i].width
	if i < len(t.glyphs) && t.cutsHead(i) {
		at += t.style.half(t.glyphs[i])
	}
	return at
}

func (t *Text) endAt(i int) float64 {
	for i > 0 && t.glyphs[i-1].class == blank {
		i--
	}
	if i == 0 {
		return 0
	}
	at := t.sums[i].width - t.gaps[i-1].natural
	if t.glyphs[i-1].endsBlank() {
		at -= t.style.half(t.glyphs[i-1])
	}
	return at
}

// Least is the width of the widest piece.
func (p Pieces) Least() float64 { return p.least }

// Lines is how many lines the text takes in the width. Where a piece is wider,
// it is about that many.
func (p Pieces) Lines(width float64) int {
	lines, last := 0, len(p.ends)-1
	for at := 0; at < last; {
		rest := p.ends[at+1:]
		fitting := sort.Search(len(rest), func(i int) bool { return rest[i]-p.starts[at] > width+slack })
		lines++
		if fitting == 0 {
			lines += int((rest[0] - p.starts[at]) / max(width, slack))
			fitting = 1
		}
		at += fitting
	}
	return lines
}

// Scaled is the line in another size of type.
func (l Line) Scaled(by float64) Line {
	x := make([]float64, len(l.X))
	for i := range x {
		x[i] = l.X[i] * by
	}
	glyphs := make([]Glyph, len(l.Glyphs))
	for i, g := range l.Glyphs {
		g.Width *= by
		glyphs[i] = g
	}
	l.X, l.Glyphs = x, glyphs
	l.Style.Size *= by
	l.Style.Track *= by
	l.Indent, l.Width, l.Wide = l.Indent*by, l.Width*by, l.Wide*by
	return l
}
