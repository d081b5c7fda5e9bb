package pdf

import "github.com/discgen/discgen/fonts"

// run is a piece of text in one font with even gaps, placed on a page. Runs
// stand on the page in reading order, which is what a reader that extracts
// the text goes by.
type run struct {
	x, y  float64 // left end of the baseline
	font  *fonts.Font
	size  float64
	space float64 // added behind every character
	text  string

	// A line with such wide gaps that readers would find blanks in them says
	// what its text is (ActualText): its first run has the text, its last run
	// ends it.
	actual string
	ends   bool

	before, after string // what the page's content has around the run
}

// rule is a straight black line.
type rule struct{ x1, y1, x2, y2 float64 }

// link is a place that leads to a heading.
type link struct {
	x, y, width, height float64
	heading             int
}

// page is one page of the document with all that stands on it.
type page struct {
	frame
	sideways bool // landscape
	number   int  // 0 on a page that shows none
	runs     []run
	rules    []rule
	links    []link
}

// put places a line of text; x is the left end of the measure and y the
// baseline.
func (p *page) put(l line, size, x, y float64) {
	runs := l.runs(size, x+l.indent, y)
	if n := len(runs); n > 0 && l.stretch > loose*size {
		runs[0].actual, runs[n-1].ends = textOf(l.glyphs), true
	}
	p.runs = append(p.runs, runs...)
}

// runs cuts the line where the font or the gap changes. The gap behind the
// last character of a run does not count, for the next run has its own place.
func (l line) runs(size, x, y float64) []run {
	var all []run
	start, startX := 0, x
	for i, g := range l.glyphs {
		if i > start && !l.joins(start, i) {
			all = append(all, l.run(start, i, size, startX, y))
			start, startX = i, x
		}
		x += g.width + l.extra(i)
	}
	if start < len(l.glyphs) {
		all = append(all, l.run(start, len(l.glyphs), size, startX, y))
	}
	return all
}

// joins tells whether glyph i can stand in the run that begins at start.
func (l line) joins(start, i int) bool {
	return l.glyphs[i].font == l.glyphs[start].font && l.space(i-1) == l.space(start)
}

func (l line) run(start, end int, size, x, y float64) run {
	r := run{x: x, y: y, font: l.glyphs[start].font, size: size, text: textOf(l.glyphs[start:end])}
	if end-start > 1 {
		r.space = l.space(start)
	}
	return r
}

// extra is what the gap behind glyph i has grown by.
func (l line) extra(i int) float64 {
	if i+1 < len(l.glyphs) && grows(l.glyphs, i) {
		return l.stretch
	}
	return 0
}

// space is what stands behind glyph i beyond the width that its font gives it.
func (l line) space(i int) float64 { return l.glyphs[i].track + l.extra(i) }

// heading is where a heading of the document has come to stand.
type heading struct {
	level int
	text  string
	page  int // index of its page
	y     float64
}
