package pdf

import (
	"errors"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/typeset"
)

// tableGap is the room between a table and the running text around it.
const tableGap = linePitch / 2

// table lays out a table: in the flow of the text, on a page of its own where
// it takes half a page or more, on landscape pages where it is wide. Headings
// right before it come along.
func (l *layout) table(t *doc.Table) error {
	if t == nil {
		return errors.New("pdf: a table is missing")
	}
	lead := l.flow.takeHeadings()
	l.flow.flush()
	f := portrait
	if t.Landscape {
		f = landscape
		lead = l.widened(lead, f.width)
	}
	g, err := newGrid(t, f.width)
	if err != nil {
		return err
	}
	g = g.squeezed(f.width, f.height-stripsHeight(lead)-stripsHeight(g.topStrips(f.width)))
	top := l.eachTagged(g.topStrips(f.width))
	g.tag(l.element("Table"))
	l.startTable(f, lead, top, g)
	for _, s := range append(lead, top...) {
		l.putStrip(s)
	}
	p := &tablePager{layout: l, grid: g, frame: f, fresh: true}
	p.run()
	l.putNotes(g, f)
	l.endTable(f)
	return nil
}

// widened sets headings anew for pages of another width.
func (l *layout) widened(strips []strip, width float64) []strip {
	var all []strip
	for _, s := range strips {
		if s.heading == 0 {
			continue
		}
		lines := tagged(headingStrips(l.headings[s.heading-1], width), s.tag)
		if len(lines) > 0 {
			lines[0].heading = s.heading
		}
		all = append(all, lines...)
	}
	return all
}

// startTable finds the page that the table begins on.
func (l *layout) startTable(f frame, lead, top []strip, g *grid) {
	if f == landscape {
		l.newPage(landscape)
		return
	}
	l.needPortrait()
	height := tableGap + stripsHeight(lead) + stripsHeight(top) + g.height() + g.notesHeight(f.width)
	if l.y > 0 && (height >= f.height/2 || l.y+height > f.height) {
		l.newPage(portrait)
	}
	if l.y > 0 && len(lead) == 0 {
		l.y += tableGap
	}
}

// endTable leaves room below the table and goes back to the lines' grid.
func (l *layout) endTable(f frame) {
	if f == landscape {
		l.open = false
		return
	}
	l.y += tableGap
	for y := 0.0; ; y += linePitch {
		if y >= l.y-slack {
			l.y = y
			return
		}
	}
}

func stripsHeight(strips []strip) float64 {
	sum := 0.0
	for _, s := range strips {
		sum += s.before + s.height
	}
	return sum
}

// topStrips is what stands above a table: title, subtitle, form number,
// preparer and unit.
func (g *grid) topStrips(width float64) []strip {
	t, small := g.table, typeset.Style{Role: fonts.Table, Size: max(g.style.Size, 9)}
	var strips []strip
	add := func(text string, s typeset.Style, set func(string, typeset.Style, float64) []strip) {
		for _, part := range split(text) {
			strips = append(strips, set(part, s, width)...)
		}
	}
	add(t.Title, typeset.Style{Role: fonts.Title, Size: size3}, centredTight)
	add(t.Subtitle, small, centredTight)
	add(t.FormNumber, small, atRight)
	strips = append(strips, lastStrips(t, small, width)...)
	if n := len(strips); n > 0 {
		strips[n-1].height += 0.3 * small.Size
	}
	return strips
}

// lastStrips has the preparer at the left and the unit at the right, on one
// line if both go on it.
func lastStrips(t *doc.Table, s typeset.Style, width float64) []strip {
	preparer, unit := ragged(t.Preparer, s, width), atRight(t.UnitLine, s, width)
	if len(preparer) == 1 && len(unit) == 1 && preparer[0].Width+unit[0].Width+2*s.Size <= width {
		preparer[0].height = 0
	}
	return append(preparer, unit...)
}

func ragged(text string, s typeset.Style, width float64) []strip {
	var strips []strip
	for _, part := range split(text) {
		for i, ln := range s.Set(part).Ragged(width) {
			strips = append(strips, strip{Line: ln, height: 1.4 * s.Size, goesOn: i > 0})
		}
	}
	return strips
}

func atRight(text string, s typeset.Style, width float64) []strip {
	strips := ragged(text, s, width)
	for i := range strips {
		strips[i].left = width - strips[i].Width
	}
	return strips
}

func centredTight(text string, s typeset.Style, width float64) []strip {
	strips := centred(text, s, width)
	for i := range strips {
		strips[i].height = 1.4 * s.Size
	}
	return strips
}

func (g *grid) noteStrips(width float64) []strip {
	s := typeset.Style{Role: fonts.Table, Size: max(g.style.Size, 9)}
	var strips []strip
	for _, note := range g.table.Notes {
		strips = append(strips, ragged(note, s, width)...)
	}
	if len(strips) > 0 {
		strips[0].before = 0.3 * s.Size
	}
	return strips
}

func (g *grid) notesHeight(width float64) float64 { return stripsHeight(g.noteStrips(width)) }

// putNotes sets the notes under the table's last row. The pager has left room
// for them unless they are longer than a page.
func (l *layout) putNotes(g *grid, f frame) {
	for _, s := range l.eachTagged(g.noteStrips(f.width)) {
		if l.y+s.before+s.height > f.height+1 {
			l.newPage(f)
		}
		l.putStrip(s)
	}
}

// height is what the rows take if they stand on one page.
func (g *grid) height() float64 {
	p := &tablePager{grid: g}
	for row := range g.rows {
		p.open(row)
		p.y += p.need(row)
		p.closeEnding(row)
	}
	return p.y
}
