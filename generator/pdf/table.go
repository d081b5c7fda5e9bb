package pdf

import (
	"errors"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/typeset"
)

// tableGap is the room between a table and the running text around it.
const tableGap = linePitch / 2

// table lays out a table: where it stands in the text, on the next page, or on
// landscape pages of its own. Headings right before it come along.
func (l *layout) table(t *doc.Table) error {
	if t == nil {
		return errors.New("pdf: a table is missing")
	}
	lead := l.flow.takeHeadings()
	l.flow.flush()
	g, err := newGrid(l.setter, t)
	if err != nil {
		return err
	}
	f := g.frameFor()
	if f == landscape {
		lead = l.widened(lead, f.width)
	}
	l.startTable(g, f, lead)
	top := l.eachTagged(g.topStrips(g.size, f.width))
	g.tag(l.element("Table"))
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
		lines := tagged(l.headingStrips(l.headings[s.heading-1], width), s.tag)
		if len(lines) > 0 {
			lines[0].heading = s.heading
		}
		all = append(all, lines...)
	}
	return all
}

// smallGap is how much of a page may stay empty for a table's sake.
const smallGap = 1.0 / 3

// startTable finds the page that the table begins on and the way in which it is
// set.
func (l *layout) startTable(g *grid, f frame, lead []strip) {
	room := f.height - stripsHeight(lead)
	if f == landscape {
		l.newPage(f)
		g.set(g.best(f, room))
		return
	}
	l.needPortrait()
	if l.y == 0 {
		g.set(g.best(f, room))
		return
	}
	gap := 0.0
	if len(lead) == 0 {
		gap = tableGap
	}
	s, here := g.below(f, room, l.y+gap)
	if here {
		l.y += gap
	} else {
		l.newPage(f)
	}
	g.set(s)
}

// best is the setting of a table that begins a page.
func (g *grid) best(f frame, room float64) setting {
	if s, ok := g.onOnePage(f, room); ok {
		return s
	}
	return g.overPages(f, room)
}

// below tells whether the table begins on a page that is filled to some height,
// and how it is set. It stands there whole if it can be read so. Otherwise a
// table that one page holds moves on to the next if that leaves a small gap;
// any other one begins here if a part worth reading goes here.
func (g *grid) below(f frame, room, filled float64) (s setting, here bool) {
	if s, ok := g.whole(f, room-filled, wantedSizes, densities[:comfortable]); ok {
		return s, true
	}
	s, one := g.onOnePage(f, room)
	if one && (g.table.SinglePage || f.height-filled <= smallGap*f.height) {
		return s, false
	}
	if !one {
		s = g.overPages(f, room-filled)
	}
	if g.beginning(f, s) <= room-filled {
		return s, true
	}
	return g.best(f, room), false
}

// beginning is the height of the part of a table that is worth reading: what
// stands above it, the header and some rows.
func (g *grid) beginning(f frame, s setting) float64 {
	const rows = 3
	heights := g.heights(s, g.planFor(f.width*measured/s.size))
	return stripsHeight(g.topStrips(s.size, f.width)) + total(heights[:min(g.rows, g.header+rows)])
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

// topStrips is what stands above a table in type of the given size: title,
// subtitle, form number, preparer and unit.
func (g *grid) topStrips(size, width float64) []strip {
	t, small := g.table, tableStyle(max(size, sizeSmall5))
	var strips []strip
	add := func(text string, s typeset.Style, set func(string, typeset.Style, float64) []strip) {
		for _, part := range split(text) {
			strips = append(strips, set(part, s, width)...)
		}
	}
	add(t.Title, typeset.Style{Role: fonts.Title, Size: size3}, g.centredTight)
	add(t.Subtitle, small, g.centredTight)
	add(t.FormNumber, small, g.atRight)
	strips = append(strips, g.lastStrips(t, small, width)...)
	if n := len(strips); n > 0 {
		strips[n-1].height += 0.3 * small.Size
	}
	return strips
}

// lastStrips has the preparer at the left and the unit at the right, on one
// line if both go on it.
func (st setter) lastStrips(t *doc.Table, s typeset.Style, width float64) []strip {
	preparer, unit := st.ragged(t.Preparer, s, width), st.atRight(t.UnitLine, s, width)
	if len(preparer) == 1 && len(unit) == 1 && preparer[0].Width+unit[0].Width+2*s.Size <= width {
		preparer[0].height = 0
	}
	return append(preparer, unit...)
}

func (st setter) ragged(text string, s typeset.Style, width float64) []strip {
	var strips []strip
	for _, part := range split(text) {
		for i, ln := range st.prepare(s, part).Ragged(width) {
			strips = append(strips, strip{Line: ln, height: 1.4 * s.Size, goesOn: i > 0})
		}
	}
	return strips
}

func (st setter) atRight(text string, s typeset.Style, width float64) []strip {
	strips := st.ragged(text, s, width)
	for i := range strips {
		strips[i].left = width - strips[i].Width
	}
	return strips
}

func (st setter) centredTight(text string, s typeset.Style, width float64) []strip {
	strips := st.centred(text, s, width)
	for i := range strips {
		strips[i].height = 1.4 * s.Size
	}
	return strips
}

func (g *grid) noteStrips(size, width float64) []strip {
	s := tableStyle(max(size, sizeSmall5))
	var strips []strip
	for _, note := range g.table.Notes {
		strips = append(strips, g.ragged(note, s, width)...)
	}
	if len(strips) > 0 {
		strips[0].before = 0.3 * s.Size
	}
	return strips
}

func (g *grid) notesHeight(width float64) float64 { return stripsHeight(g.noteStrips(g.size, width)) }

// textsHeight is what stands above and below the table.
func (g *grid) textsHeight(size, width float64) float64 {
	return stripsHeight(g.topStrips(size, width)) + stripsHeight(g.noteStrips(size, width))
}

// putNotes sets the notes under the table's last row. The pager has left room
// for them unless they are longer than a page.
func (l *layout) putNotes(g *grid, f frame) {
	for _, s := range l.eachTagged(g.noteStrips(g.size, f.width)) {
		if l.y+s.before+s.height > f.height+1 {
			l.newPage(f)
		}
		l.putStrip(s)
	}
}
