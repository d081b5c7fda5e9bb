package typeset

import "github.com/discgen/discgen/fonts"

// Run is a piece of a line in one font with even gaps: what a page writes down
// at once. Runs stand in reading order.
type Run struct {
	X     float64 // left end, from where the line's measure begins
	Font  *fonts.Font
	Size  float64
	Space float64 // behind every character, beyond the font's own width
	Text  string
}

// nearly is the difference of gaps that nobody sees.
const nearly = 0.0005

// Runs cuts the line where the font or the gap changes. The gap behind the last
// character of a run does not count, for the next run has its own place.
func (l Line) Runs() []Run {
	var all []Run
	start := 0
	for i := range l.Glyphs {
		if i > start && !l.joins(start, i) {
			all = append(all, l.run(start, i))
			start = i
		}
	}
	if start < len(l.Glyphs) {
		all = append(all, l.run(start, len(l.Glyphs)))
	}
	return all
}

// joins tells whether glyph i can stand in the run that begins at start.
func (l Line) joins(start, i int) bool {
	d := l.space(i-1) - l.space(start)
	return l.Glyphs[i].Font == l.Glyphs[start].Font && d < nearly && d > -nearly
}

func (l Line) run(start, end int) Run {
	r := Run{X: l.X[start], Font: l.Glyphs[start].Font, Size: l.Style.Size, Text: textOf(l.Glyphs[start:end])}
	if end-start > 1 {
		r.Space = l.space(start)
	}
	return r
}

// space is what stands behind glyph i beyond the width that its font gives it.
func (l Line) space(i int) float64 {
	return l.X[i+1] - l.X[i] - l.Glyphs[i].em*l.Style.Size
}
