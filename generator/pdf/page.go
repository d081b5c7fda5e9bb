package pdf

import "github.com/discgen/discgen/generator/typeset"

// run is a piece of text placed on a page. Runs stand on the page in reading
// order, which is what a reader that extracts the text goes by.
type run struct {
	typeset.Run         // X is the distance from the page's left edge
	y           float64 // of the baseline

	// A line in whose gaps readers would find blanks says what its text is
	// (ActualText): its first run has the text, its last run ends it.
	actual string
	ends   bool

	artifact      bool   // no content: it says again what stands on an earlier page
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

// wide is the gap, in em, that a reader takes for a blank.
const wide = 0.1

// put places a line of text; x is the left end of the measure and y the
// baseline.
func (p *page) put(l typeset.Line, x, y float64) {
	runs := l.Runs()
	for i, r := range runs {
		r.X += x
		placed := run{Run: r, y: y}
		if l.Wide > wide*l.Style.Size {
			if i == 0 {
				placed.actual = l.String()
			}
			placed.ends = i == len(runs)-1
		}
		p.runs = append(p.runs, placed)
	}
}

// repeated makes an artifact of all runs from the given one on.
func (p *page) repeated(from int) {
	for i := range p.runs[from:] {
		r := &p.runs[from+i]
		r.artifact, r.actual, r.ends = true, "", false
	}
}

// heading is where a heading of the document has come to stand.
type heading struct {
	level int
	text  string
	page  int // index of its page
	y     float64
}
