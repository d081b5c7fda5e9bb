package pdf

import (
	"strings"

	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// run is a piece of text placed on a page. Runs stand on the page in reading
// order, which is what a reader that extracts the text goes by.
type run struct {
	typeset.Run                  // X is the distance from the page's left edge
	y           float64          // of the baseline
	tag         *pdffile.Element // what the text belongs to; nil where it is no content, such as a page number

	// A line in whose gaps readers would find blanks says what its text is
	// (ActualText): its first run has the text, its last run ends it.
	actual string
	ends   bool

	turned bool   // to the right by a quarter; X and y are those of a page that is not landscape
	before string // what is drawn before the run, as a part of the same
}

// rule is a straight black line.
type rule struct{ x1, y1, x2, y2 float64 }

// link is a place that leads to a heading.
type link struct {
	x, y, width, height float64
	heading             int
	tag                 *pdffile.Element
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

// put places a line of text that belongs to an element; x is the left end of
// the measure and y the baseline.
func (p *page) put(l typeset.Line, x, y float64, tag *pdffile.Element) {
	runs := l.Runs()
	for i, r := range runs {
		r.X += x
		placed := run{Run: r, y: y, tag: tag}
		if l.Wide > wide*l.Style.Size && tag != nil {
			if i == 0 {
				placed.actual = l.String()
			}
			placed.ends = i == len(runs)-1
		}
		p.runs = append(p.runs, placed)
	}
}

// turn makes runs, from the given one on, stand on a landscape page as they
// stand on the sheet that it is when it is not turned.
func (p *page) turn(from int) {
	for i := range p.runs[from:] {
		p.runs[from+i].turned = true
	}
}

// heading is where a heading of the document has come to stand.
type heading struct {
	level int
	depth int // in the bookmarks and among the headings, from 0: never more than one below the one before it
	text  string
	page  int // index of its page
	y     float64
}

// plain is the heading's text on one line, as contents, links and bookmarks
// have it.
func (h heading) plain() string { return strings.Join(paragraphs(h.text), " ") }

// setDepths finds the depths of headings from their levels.
func setDepths(headings []heading) {
	var path []int // levels of the headings that are open
	for i, h := range headings {
		for len(path) > 0 && path[len(path)-1] >= h.level {
			path = path[:len(path)-1]
		}
		headings[i].depth = len(path)
		path = append(path, h.level)
	}
}
