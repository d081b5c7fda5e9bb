package typeset

// filling is how the gaps of one line change so that the line gets the width it
// should have.
type filling struct {
	shrunk [stages]float64 // share of every stage's room that is given up
	blank  float64         // width of each blank, in em; 0: as it is
	script float64         // of each gap between Han and Latin, in em; 0: as it is
	even   float64         // least width of any gap, in em
	price  float64         // how far the line is from what it should be; 0: nowhere
	fits   bool            // the line has the width that it should have
}

// Prices of a line that is not as it should be. The unit is a gap of an em's
// thousandth, squared.
const (
	evenPrice   = 1000 // all gaps grow by an em
	scriptPrice = 0.3  // the gaps between Han and Latin, or the blanks, are at their widest
	shortMost   = 6    // em; a line that misses more is no worse
	shortPrice  = 1e6  // a line that is left too short, and as much for each em, squared
	longPrice   = 1e10 // a line that sticks out, where nothing else is left
)

// shrinkPrice is what it costs to use all of a stage's room.
var shrinkPrice = [stages]float64{spaces: 0.3, dots: 1, brackets: 3, commas: 6, scripts: 2, stops: 12}

// fit finds the filling that brings a line of the given sum to the width.
func (s Style) fit(line sum, width float64) filling {
	missing := width - line.width
	if missing < -slack {
		return s.shrink(line, -missing)
	}
	return s.grow(line, missing)
}

func (s Style) shrink(line sum, excess float64) filling {
	f := filling{fits: true}
	for i, room := range line.room {
		if room <= 0 || excess <= 0 {
			continue
		}
		f.shrunk[i] = min(1, excess/room)
		f.price += shrinkPrice[i] * f.shrunk[i] * f.shrunk[i]
		excess -= room * f.shrunk[i]
	}
	if excess > slack {
		return filling{price: longPrice}
	}
	return f
}

func (s Style) grow(line sum, missing float64) filling {
	f := filling{fits: true}
	blanks, scripts, others := float64(line.counts[atBlank]), float64(line.counts[atScript]), float64(line.counts[evenly])
	if blanks > 0 {
		f.blank = line.blanks / blanks / s.Size
		missing -= s.widen(&f, &f.blank, blankMost, blanks, missing)
	}
	if scripts > 0 {
		f.script = scriptGap
		missing -= s.widen(&f, &f.script, widestGap, scripts, missing)
	}
	if missing <= slack {
		return f
	}
	f.even = level(missing/s.Size, []step{{0, others}, {widestGap, scripts}, {blankMost, blanks}})
	if f.even > gapMost {
		short := min(missing/s.Size, shortMost)
		return filling{price: shortPrice * (1 + short*short)}
	}
	f.price += evenPrice * f.even * f.even
	return f
}

// widen lets gaps of one kind grow up to a width. It returns what that gains.
func (s Style) widen(f *filling, width *float64, most, count, missing float64) float64 {
	room := max(0, (most-*width)*count*s.Size)
	if room == 0 || missing <= 0 {
		return 0
	}
	share := min(1, missing/room)
	*width += (most - *width) * share
	f.price += scriptPrice * share * share
	return room * share
}

// step is a number of gaps that begin to grow at a width.
type step struct{ from, count float64 }

// level is the width, in em, that all gaps get at least when they take up what
// is missing together. It is beyond gapMost where there is no gap.
func level(missing float64, steps []step) float64 {
	width, count := 0.0, 0.0
	for i, st := range steps {
		count += st.count
		if count == 0 {
			continue
		}
		width = st.from
		next := missing / count
		if i+1 == len(steps) || width+next <= steps[i+1].from {
			return width + next
		}
		missing -= (steps[i+1].from - width) * count
	}
	return gapMost + 1
}

// width is the gap behind glyph i under the filling.
func (t *Text) width(i int, f filling) float64 {
	g := t.gaps[i]
	if g.tight {
		return g.natural
	}
	size := t.style.Size
	w := g.natural - g.room*f.shrunk[g.shrinks]
	switch {
	case g.grows == atBlank && f.blank > 0:
		w = max(f.blank, f.even)*size - t.glyphs[i].Width
	case g.grows == atScript && f.script > 0:
		w = max(f.script, f.even) * size
	default:
		w += f.even * size
	}
	return w
}
