package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// setter sets texts in the fonts of a document.
type setter struct{ fonts *fonts.Set }

// prepare sets a text in a style, ready to be broken.
func (st setter) prepare(s typeset.Style, text string) *typeset.Text {
	s.Fonts = st.fonts
	return s.Set(text)
}

// layout is the document as it comes to stand on its pages.
type layout struct {
	setter
	pages    []*page
	y        float64 // how far the current page is filled
	open     bool    // the current page takes running text
	numbered int     // pages with a number so far
	flow     flow
	headings []heading
	root     *pdffile.Element // what the document is made of
	awaited  []awaited
}

// awaited is the number of a heading's page, which the contents show at a place
// and which is not known before the last page is.
type awaited struct {
	heading int
	page    *page
	after   int     // runs of the page that come before it
	y       float64 // of the baseline
	tag     *pdffile.Element
}

// lay lays out the document.
func lay(blocks []doc.Block, set *fonts.Set) (*layout, error) {
	l := &layout{setter: setter{set}, headings: collectHeadings(blocks), root: &pdffile.Element{Type: "Document"}}
	l.flow.doc = l
	if err := l.run(blocks); err != nil {
		return nil, err
	}
	l.putAwaited()
	return l, nil
}

func (l *layout) run(blocks []doc.Block) error {
	next := 0 // the heading that comes next
	for _, block := range blocks {
		switch b := block.(type) {
		case doc.Cover:
			l.cover(b)
		case doc.Contents:
			l.contents(b, next)
		case doc.Heading:
			l.heading(next)
			next++
		case doc.Paragraph:
			l.paragraph(b.Text)
		case doc.PageBreak:
			l.flow.flush()
			l.open = l.open && l.y == 0
		case *doc.Table:
			if err := l.table(b); err != nil {
				return err
			}
		case *doc.Chart:
			l.chart(b)
		default:
			return fmt.Errorf("pdf: no way to draw a %T", block)
		}
	}
	l.flow.flush()
	for _, p := range l.pages {
		p.putNumber(l.setter)
	}
	return nil
}

func collectHeadings(blocks []doc.Block) []heading {
	var all []heading
	for _, b := range blocks {
		if h, ok := b.(doc.Heading); ok {
			all = append(all, heading{level: min(max(h.Level, 1), doc.MaxLevel), text: h.Text})
		}
	}
	setDepths(all)
	return all
}

// newPage begins a page with a number.
func (l *layout) newPage(f frame) {
	l.numbered++
	p := &page{frame: f, sideways: f == landscape, number: l.numbered}
	l.pages = append(l.pages, p)
	l.y, l.open = 0, f == portrait
}

// needPortrait sees to it that the current page takes running text.
func (l *layout) needPortrait() {
	if !l.open {
		l.newPage(portrait)
	}
}

func (l *layout) current() *page { return l.pages[len(l.pages)-1] }

// putStrip places a strip at the height that the page is filled to.
func (l *layout) putStrip(s strip) {
	p := l.current()
	if l.y > 0 {
		l.y += s.before
	}
	top := p.top + l.y
	if s.heading > 0 {
		h := &l.headings[s.heading-1]
		h.page, h.y = len(l.pages)-1, top
	}
	p.putFigure(l.setter, s.figure, p.left+s.left, top, s.tag)
	p.put(s.Line, p.left+s.left, top+baseline(min(s.height, linePitch), s.Style.Size), s.tag)
	if s.leader != nil {
		y := top + baseline(linePitch, s.leader.Style.Size)
		p.put(*s.leader, p.left, y, nil)
		l.awaited = append(l.awaited, awaited{s.ref - 1, p, len(p.runs), y, s.tag})
	}
	if s.ref > 0 {
		p.links = append(p.links, link{p.left, top, p.width, linePitch, s.ref - 1, s.tag})
	}
	l.y += s.height
}

// The styles of running text and headings.
var (
	bodyStyle     = running(fonts.Body)
	titleStyle    = typeset.Style{Role: fonts.Title, Size: size2}
	coverStyle    = typeset.Style{Role: fonts.Title, Size: size1}
	leaderStyle   = typeset.Style{Role: fonts.Table, Size: size3} // its dots have even gaps also between two marks
	numberStyle   = typeset.Style{Role: fonts.Table, Size: size4}
	headingStyles = [doc.MaxLevel]typeset.Style{
		titleStyle,
		running(fonts.Heading),
		running(fonts.Subheading),
		bodyStyle,
	}
)

// running is the style of what stands on the grid of characters.
func running(role fonts.Role) typeset.Style {
	return typeset.Style{Role: role, Size: size3, Track: charPitch - size3}
}

// paragraph queues running text, its first line indented by two characters.
func (l *layout) paragraph(text string) {
	for _, part := range paragraphs(text) {
		strips := tagged(l.indented(part, bodyStyle, portrait.width), l.element("P"))
		if n := len(strips); n > 0 {
			strips[n-1].leads = strings.HasSuffix(part, "：")
		}
		l.flow.add(strips, false)
	}
}

// element is a new part of the document.
func (l *layout) element(kind string) *pdffile.Element {
	return l.root.Add(&pdffile.Element{Type: kind})
}

// tagged says what the strips belong to.
func tagged(strips []strip, tag *pdffile.Element) []strip {
	for i := range strips {
		strips[i].tag = tag
	}
	return strips
}

func (st setter) indented(text string, s typeset.Style, width float64) []strip {
	var strips []strip
	for _, ln := range st.prepare(s, text).Justified(typeset.Measure{Width: width, Indent: 2 * charPitch}) {
		strips = append(strips, strip{Line: ln, height: linePitch})
	}
	return strips
}

// heading queues heading i.
func (l *layout) heading(i int) {
	h := l.headings[i]
	strips := tagged(l.headingStrips(h, portrait.width), l.element(fmt.Sprintf("H%d", h.depth+1)))
	if len(strips) > 0 {
		strips[0].heading = i + 1
	}
	l.flow.add(strips, true)
}

// headingStrips sets a heading: a part (第一部分) in the middle with an empty
// line above and below, the others like a paragraph.
func (st setter) headingStrips(h heading, width float64) []strip {
	var strips []strip
	s := headingStyles[h.level-1]
	for _, part := range paragraphs(h.text) {
		if h.level == 1 {
			strips = append(strips, st.centred(part, s, width)...)
		} else {
			strips = append(strips, st.indented(part, s, width)...)
		}
	}
	for i := range strips {
		strips[i].part = h.text
	}
	if n := len(strips); n > 0 && h.level == 1 {
		strips[0].before = linePitch
		strips[n-1].height += linePitch
	}
	return strips
}

// centred sets a title in balanced lines.
func (st setter) centred(text string, s typeset.Style, width float64) []strip {
	var strips []strip
	for i, ln := range st.prepare(s, text).Title(width) {
		strips = append(strips, strip{
			Line: ln, left: (width - ln.Width) / 2, goesOn: i > 0,
			height: max(linePitch, s.Size*1.3),
		})
	}
	return strips
}

// cover makes the page with the title: the title above the middle, the lines
// at the foot. It has no number.
func (l *layout) cover(c doc.Cover) {
	l.flow.flush()
	p := &page{frame: portrait}
	l.pages = append(l.pages, p)
	l.open = false
	y := p.top + 4*linePitch
	for _, s := range l.coverStrips([]string{c.Title}, coverStyle) {
		p.put(s.Line, p.left+s.left, y+baseline(coverPitch, s.Style.Size), s.tag)
		y += coverPitch
	}
	foot := l.coverStrips(c.Lines, typeset.Style{Role: fonts.Body, Size: size3})
	y = max(y+linePitch, p.bottom()-float64(len(foot)+2)*linePitch)
	for _, s := range foot {
		p.put(s.Line, p.left+s.left, y+baseline(linePitch, s.Style.Size), s.tag)
		y += linePitch
	}
}

// coverPitch is the distance of the lines of the cover's title.
const coverPitch = 1.7 * size1

func (l *layout) coverStrips(texts []string, s typeset.Style) []strip {
	var strips []strip
	for _, text := range texts {
		for _, part := range paragraphs(text) {
			strips = append(strips, tagged(l.centred(part, s, portrait.width), l.element("P"))...)
		}
	}
	return strips
}

// putNumber sets the page number between dashes (— 1 —): 7 mm below the type
// area, one character in from the right edge on odd pages, from the left on
// even ones. On a landscape page it stands where the portrait sheet has it.
func (p *page) putNumber(s setter) {
	if p.number == 0 {
		return
	}
	const dashHeight = 0.33 * size4 // of the dash's upper edge above the baseline
	l := s.prepare(numberStyle, fmt.Sprintf("— %d —", p.number)).Single()
	x := portrait.left + size4
	if p.number%2 == 1 {
		x = portrait.right() - size4 - l.Width
	}
	first := len(p.runs)
	p.put(l, x, portrait.bottom()+7*mm+dashHeight, nil)
	if p.sideways {
		p.turn(first)
	}
}

// contents sets the table of contents (目录) on pages of its own: the headings
// from heading next on.
func (l *layout) contents(c doc.Contents, next int) {
	l.flow.flush()
	l.open = l.open && l.y == 0
	l.flow.add(tagged(l.headingStrips(heading{level: 1, text: c.Title}, portrait.width), l.element("H1")), true)
	list := l.element("TOC")
	for i := next; i < len(l.headings); i++ {
		if l.headings[i].level <= c.Depth {
			l.flow.add(l.entry(i, list), true)
		}
	}
	l.flow.flush()
	l.open = false
}

// numberRoom is what a page number takes in the contents.
const numberRoom = 2 * charPitch

// entry is the line, or the lines, of the contents for heading i.
func (l *layout) entry(i int, list *pdffile.Element) []strip {
	tag := list.Add(&pdffile.Element{Type: "TOCI"}).Add(&pdffile.Element{Type: "Link"})
	h := l.headings[i]
	s := bodyStyle
	if h.level == 1 {
		s.Role = fonts.Heading
	}
	indent := float64(h.level-1) * charPitch
	width := portrait.width - indent - numberRoom
	var strips []strip
	for _, ln := range l.prepare(s, h.plain()).Ragged(width) {
		strips = append(strips, strip{Line: ln, left: indent, height: linePitch, ref: i + 1, tag: tag})
	}
	if n := len(strips); n > 0 {
		strips[n-1].leader = l.leader(indent + strips[n-1].Width)
	}
	return strips
}

// leader is the dots from where a line of the contents ends to where the number
// of a page has its room. The dots of all lines stand below each other.
func (st setter) leader(from float64) *typeset.Line {
	end := portrait.width - numberRoom
	count := max(1, int((end-from-size3/4)/size3))
	dots := st.prepare(leaderStyle, strings.Repeat("…", count)).Single().Shifted(end - float64(count)*size3)
	return &dots
}

// putAwaited puts the numbers of pages into the contents, each ending at the
// right edge.
func (l *layout) putAwaited() {
	for _, a := range slices.Backward(l.awaited) {
		number := l.pages[l.headings[a.heading].page].number
		digits := l.prepare(bodyStyle, strconv.Itoa(number)).Single()
		behind := slices.Clone(a.page.runs[a.after:])
		a.page.runs = a.page.runs[:a.after]
		a.page.put(digits.Shifted(portrait.width-digits.Width), portrait.left, a.y, a.tag)
		a.page.runs = append(a.page.runs, behind...)
	}
}
