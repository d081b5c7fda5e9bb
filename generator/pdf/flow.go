package pdf

import (
	"github.com/discgen/discgen/generator/chart"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// strip is one line of the running text with the room around it.
type strip struct {
	typeset.Line
	height  float64
	before  float64          // room above, none at the head of a page
	left    float64          // of the measure, from the type area's left edge
	glued   bool             // never the first of a page: what stands above comes along
	heading int              // 1 + index of the heading that begins here, or 0
	ref     int              // 1 + index of the heading that a line of the contents leads to, or 0
	part    string           // text of the heading; empty for other lines
	goesOn  bool             // with the text of the strip before it
	tag     *pdffile.Element // what the line belongs to
	leads   bool             // what follows comes along: 如下：
	leader  *typeset.Line    // of the contents: what leads from an entry's end to its page's number
	figure  *chart.Drawing   // a drawing instead of a line
}

// flow lays strips on pages one below the other.
type flow struct {
	doc   *layout
	queue []strip
}

// add appends the lines of one paragraph or heading. Two lines at least stay
// together at the foot and at the head of a page.
func (f *flow) add(strips []strip, together bool) {
	n := len(strips)
	for i := range strips {
		switch {
		case i == 0:
			strips[i].glued = f.leadsOn()
		case together, i == 1, i == n-1:
			strips[i].glued = true
		}
	}
	f.queue = append(f.queue, strips...)
}

// leadsOn tells whether what comes next belongs below the last line: it is a
// heading, or announces it.
func (f *flow) leadsOn() bool {
	n := len(f.queue)
	return n > 0 && (f.queue[n-1].part != "" || f.queue[n-1].leads)
}

// takeHeadings removes the headings at the end of the queue: a table that
// follows them takes them along.
func (f *flow) takeHeadings() []strip {
	i := len(f.queue)
	for i > 0 && f.queue[i-1].part != "" {
		i--
	}
	taken := f.queue[i:]
	f.queue = f.queue[:i:i]
	return taken
}

// flush lays out everything that waits.
func (f *flow) flush() {
	rest := f.queue
	f.queue = nil
	for len(rest) > 0 {
		f.doc.needPortrait()
		n := f.fitting(rest)
		if n == 0 {
			f.doc.newPage(portrait)
			continue
		}
		for _, s := range rest[:n] {
			f.doc.putStrip(s)
		}
		if rest = rest[n:]; len(rest) > 0 {
			f.doc.newPage(portrait)
		}
	}
}

// fitting is how many strips go on the current page. It is 0 where a fresh
// page would serve better.
func (f *flow) fitting(strips []strip) int {
	y, n := f.doc.y, 0
	for ; n < len(strips); n++ {
		y += strips[n].room(y)
		if y > portrait.height+slack {
			break
		}
	}
	if n == len(strips) {
		return n
	}
	for k := n; k > 0; k-- {
		if !strips[k].glued {
			return k
		}
	}
	if f.doc.y > 0 {
		return 0
	}
	return max(n, 1) // one block longer than a page: it has to be torn
}

// room is what the strip takes when the page is filled down to y.
func (s strip) room(y float64) float64 {
	if y == 0 {
		return s.height
	}
	return s.before + s.height
}
