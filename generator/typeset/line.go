package typeset

// Line is one line of text with the place of every character.
type Line struct {
	Style  Style
	Glyphs []Glyph
	X      []float64 // of each glyph's left end, from the left edge of the measure
	Indent float64   // of the first glyph
	Width  float64   // from there to the end of the last one
	Full   bool      // ends at the right edge of the measure
	Torn   bool      // ends inside what should not be broken, for want of room
	Wide   float64   // the widest gap that the fonts do not know of, or the deepest overlap
}

// String is the text of the line.
func (l Line) String() string { return textOf(l.Glyphs) }

// Measure is the room that lines have.
type Measure struct {
	Width  float64
	Indent float64 // of the first line
}

func (m Measure) at(start int) (indent, width float64) {
	if start == 0 {
		return m.Indent, m.Width - m.Indent
	}
	return 0, m.Width
}

// Single is the text on one line, however long it is.
func (t *Text) Single() Line { return t.line(0, len(t.glyphs), filling{}) }

// Justified breaks a paragraph where its lines together are nearest to what
// they should be, and fills all but the last to the full measure. A line that
// could only be filled with gaps wider than half an em is left short.
func (t *Text) Justified(m Measure) []Line {
	places := t.places(m.Width - m.Indent)
	var lines []Line
	start := 0
	for _, end := range t.bestEnds(places, m) {
		indent, width := m.at(start)
		l := t.filled(start, end, width).Shifted(indent)
		l.Torn = places[end] != free
		lines = append(lines, l)
		start = end
	}
	return lines
}

// filled is a line of a paragraph: full, unless it is the last and shorter.
func (t *Text) filled(start, end int, width float64) Line {
	s := t.extent(start, end)
	if end == len(t.glyphs) && s.width <= width+slack {
		return t.line(start, end, filling{})
	}
	f := t.style.fit(s, width)
	l := t.line(start, end, f)
	l.Full = f.fits
	return l
}

// Ragged fills line after line; a line is as wide as its text.
func (t *Text) Ragged(width float64) []Line {
	return t.inTurn(width, func(start, end int) Line { return t.line(start, end, filling{}) })
}

// tooLoose is the gap, in em, that no line of Even has.
const tooLoose = 0.1

// Even fills line after line like Ragged and lets those that are nearly full
// end at the right edge, as the running text of a narrow column should.
func (t *Text) Even(width float64) []Line {
	return t.inTurn(width, func(start, end int) Line {
		if end < len(t.glyphs) {
			if f := t.style.fit(t.extent(start, end), width); f.fits && f.even <= tooLoose {
				l := t.line(start, end, f)
				l.Full = true
				return l
			}
		}
		return t.line(start, end, filling{})
	})
}

// inTurn breaks the text greedily.
func (t *Text) inTurn(width float64, set func(start, end int) Line) []Line {
	places := t.places(width)
	var lines []Line
	for start := 0; start < len(t.glyphs); {
		end := t.lastFitting(places, start, width)
		l := set(start, end)
		l.Torn = places[end] != free
		lines = append(lines, l)
		start = end
	}
	return lines
}

// lastFitting is the furthest place where a line that begins at start may end.
// It is the first one at all if none fits.
func (t *Text) lastFitting(places []bond, start int, width float64) int {
	best := 0
	for i := start + 1; i <= len(t.glyphs); i++ {
		if best > 0 && t.extent(start, i).width > width+slack {
			break
		}
		if places[i] != solid {
			best = i
		}
	}
	return best
}

// line places the glyphs from start to end, without blanks at the end.
func (t *Text) line(start, end int, f filling) Line {
	for end > start && t.glyphs[end-1].class == blank {
		end--
	}
	l := Line{Style: t.style, Glyphs: t.glyphs[start:end], X: make([]float64, end-start)}
	x := 0.0
	if start < end && t.cutsHead(start) {
		x = -t.style.half(t.glyphs[start])
	}
	for i := start; i < end; i++ {
		g := t.glyphs[i]
		l.X[i-start] = x
		x += g.Width
		room := g.Width
		switch {
		case i+1 < end:
			w := t.width(i, f)
			x += w
			l.Wide = max(l.Wide, w, -w)
			room += min(w, 0)
		case g.endsBlank():
			x -= t.style.half(g)
			room -= t.style.half(g)
		}
		l.X[i-start] -= t.inset(g, room)
	}
	l.Width = x
	return l
}

// inset is how far a mark whose drawing does not stand in its left half moves
// to the left, so that it keeps within the room that it has got.
func (t *Text) inset(g Glyph, room float64) float64 {
	if !g.endsBlank() || room >= g.Width-slack {
		return 0
	}
	left, right := g.Font.Ink(g.Char)
	return max(0, min(right*t.style.Size-room, left*t.style.Size))
}

// Shifted is the line moved to the right.
func (l Line) Shifted(by float64) Line {
	x := make([]float64, len(l.X))
	for i := range x {
		x[i] = l.X[i] + by
	}
	l.X = x
	l.Indent += by
	return l
}
