package typeset

// gap is what lies between two characters beyond their own widths.
type gap struct {
	natural float64 // negative where two marks share a blank half
	tight   bool    // never grows: inside a word, a number or a dash
	grows   growth  // among the first to grow
	shrinks stage   // when it shrinks
	room    float64 // by how much at most
}

// stage is the order in which a line that is too long is shortened (CLREQ). The
// mark at the line's end comes before all: it is half an em wide always.
type stage byte

const (
	spaces   stage = iota // blanks
	dots                  // ·
	brackets              // quotes, brackets and book-title marks
	commas                // 、，；
	scripts               // between Han and Latin
	stops                 // 。？！：
	stages
)

// growth is the order in which a line that is too short is lengthened: blanks,
// then the gaps between Han and Latin, then all gaps to one width.
type growth byte

const (
	evenly growth = iota
	atBlank
	atScript
)

// Widths of gaps, in em.
const (
	scriptGap  = 1.0 / 8 // between Han and Latin, before anything shrinks or grows
	widestGap  = 1.0 / 4 // between Han and Latin, as long as other gaps stay as they are
	blankLeast = 1.0 / 6 // of a blank
	blankMost  = 1.0 / 2 // of a blank, as long as other gaps stay as they are
	gapMost    = 1.0 / 2 // of any gap: beyond it a short line looks better than a full one
)

// between finds the gap behind every glyph. There is none behind the last.
func (t *Text) between() []gap {
	gaps := make([]gap, len(t.glyphs))
	for i := range len(t.glyphs) - 1 {
		gaps[i] = t.style.gap(t.glyphs[i], t.glyphs[i+1], t.bonds[i+1] == solid, isDash(t.glyphs, i+1))
	}
	return gaps
}

// gap is what lies between a and b.
func (s Style) gap(a, b Glyph, oneCharacter, oneDash bool) gap {
	switch {
	case a.class == blank:
		return gap{grows: atBlank, shrinks: spaces, room: max(0, a.Width-blankLeast*s.Size)}
	case oneDash, b.class == blank, oneCharacter, !a.wide && !b.wide:
		return gap{tight: true}
	case a.class == han && b.class == latin, a.class == latin && b.class == han:
		return gap{natural: scriptGap * s.Size, grows: atScript, shrinks: scripts, room: scriptGap * s.Size}
	case a.endsBlank() && (b.endsBlank() || b.class == opening), a.class == opening && b.class == opening:
		return gap{natural: -s.Size / 2} // two marks side by side take one and a half em
	}
	return s.markGap(a, b)
}

// markGap is the gap beside one mark, which shrinks by the mark's blank half.
func (s Style) markGap(a, b Glyph) gap {
	switch {
	case a.endsBlank():
		return gap{shrinks: a.stage(), room: s.half(a)}
	case b.class == opening:
		return gap{shrinks: brackets, room: s.half(b)}
	case a.class == dot:
		return gap{shrinks: dots, room: s.half(a)}
	case b.class == dot:
		return gap{shrinks: dots, room: s.half(b)}
	}
	return gap{}
}

func (g Glyph) stage() stage {
	switch g.class {
	case pause:
		return commas
	case stop:
		return stops
	}
	return brackets
}

// sum is what glyphs and the gaps behind them come to.
type sum struct {
	width  float64
	room   [stages]float64 // to shrink by
	blanks float64         // width of the blanks
	counts [3]int          // gaps that may grow, by growth
}

// less takes another sum off.
func (s *sum) less(o *sum) {
	s.width -= o.width
	s.blanks -= o.blanks
	for i := range s.room {
		s.room[i] -= o.room[i]
	}
	for i := range s.counts {
		s.counts[i] -= o.counts[i]
	}
}

// count adds the gap behind glyph i or, by the sign, takes it off.
func (t *Text) count(s *sum, i, sign int) {
	g := &t.gaps[i]
	s.width += float64(sign) * g.natural
	s.room[g.shrinks] += float64(sign) * g.room
	if !g.tight {
		s.counts[g.grows] += sign
	}
	if g.grows == atBlank {
		s.blanks += float64(sign) * t.glyphs[i].Width
	}
}

// add gives the sums before every glyph, so that those of any line are a
// difference.
func (t *Text) add() []sum {
	sums := make([]sum, len(t.glyphs)+1)
	for i, g := range t.glyphs {
		sums[i+1] = sums[i]
		t.count(&sums[i+1], i, 1)
		sums[i+1].width += g.Width
	}
	return sums
}

// extent is the sum of the line from start to end: without blanks at its end,
// its last mark half an em wide, and its first bracket too, unless it begins
// the paragraph.
func (t *Text) extent(start, end int) sum {
	for end > start && t.glyphs[end-1].class == blank {
		end--
	}
	if end == start {
		return sum{}
	}
	s := t.sums[end]
	s.less(&t.sums[start])
	t.count(&s, end-1, -1)
	if t.cutsHead(start) {
		s.width -= t.style.half(t.glyphs[start])
	}
	if t.glyphs[end-1].endsBlank() {
		s.width -= t.style.half(t.glyphs[end-1])
	}
	return s
}

// cutsHead tells whether a line that begins at start begins with the drawn
// half of a bracket.
func (t *Text) cutsHead(start int) bool { return start > 0 && t.glyphs[start].class == opening }
