package pdf

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
)

// producer is what the file says it was made with.
const producer = "discgen"

// draw turns the pages into a file.
func draw(meta doc.Meta, l *layout) ([]byte, error) {
	d, err := newDrawing(meta, l)
	if err != nil {
		return nil, err
	}
	for i, p := range l.pages {
		d.page(i, p)
	}
	var out bytes.Buffer
	if err := d.file.Output(&out); err != nil {
		return nil, err
	}
	return pdffile.Finish(out.Bytes(), d.document)
}

// drawing is the pages being drawn.
type drawing struct {
	file     *fpdf.Fpdf
	layout   *layout
	document pdffile.Document
	fonts    map[*fonts.Font]int // index among the document's fonts
	open     *pdffile.Element    // what the text being drawn belongs to
	begun    bool
}

func newDrawing(meta doc.Meta, l *layout) (*drawing, error) {
	d := &drawing{layout: l, file: fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt",
		Size: fpdf.SizeType{Wd: portrait.pageWidth, Ht: portrait.pageHeight},
	})}
	d.file.SetMargins(0, 0, 0)
	d.file.SetAutoPageBreak(false, 0)
	d.file.SetCompression(false) // pdffile does it
	d.document = pdffile.Document{
		Title: meta.Title, Author: meta.Author, Subject: meta.Subject, Language: meta.Language,
		Producer: producer, Date: meta.Date, Root: l.root, Bookmarks: l.bookmarks(),
	}
	if meta.Date.IsZero() {
		d.document.Date = time.Unix(0, 0)
	}
	// the library asks the clock for what has no date
	d.file.SetCreationDate(d.document.Date)
	d.file.SetModificationDate(d.document.Date)
	return d, d.takeFonts()
}

// takeFonts gives the document the part that it uses of every font.
func (d *drawing) takeFonts() error {
	used := map[*fonts.Font][]rune{}
	for _, p := range d.layout.pages {
		for _, r := range p.runs {
			used[r.Font] = append(used[r.Font], []rune(r.Text)...)
		}
	}
	d.fonts = map[*fonts.Font]int{}
	for _, font := range d.layout.fonts.All() {
		if used[font] == nil {
			continue
		}
		part, err := pdffile.NewFont(font, used[font])
		if err != nil {
			return err
		}
		d.fonts[font] = len(d.document.Fonts)
		d.document.Fonts = append(d.document.Fonts, part)
	}
	return nil
}

// page draws one page.
func (d *drawing) page(index int, p *page) {
	orientation := "P"
	if p.sideways {
		orientation = "L"
	}
	d.file.AddPageFormat(orientation, fpdf.SizeType{Wd: portrait.pageWidth, Ht: portrait.pageHeight})
	for _, r := range p.runs {
		d.text(index, p, r)
	}
	d.end()
	d.rules(p)
	for _, k := range p.links {
		target := d.layout.headings[k.heading]
		d.document.Links = append(d.document.Links, pdffile.Link{
			Page: index, Rect: [4]float64{k.x, p.pageHeight - k.y - k.height, k.x + k.width, p.pageHeight - k.y},
			Element: k.tag, Text: target.plain(), TargetPage: target.page, TargetTop: d.layout.top(target),
		})
	}
}

// text draws a run as a part of what it belongs to, together with the runs
// around it that belong to the same. A line that says what its text is
// (ActualText) is a piece of its own, for many readers take no piece inside
// another.
func (d *drawing) text(index int, p *page, r run) {
	if !d.begun || d.open != r.tag || r.actual != "" {
		d.end()
		d.begin(index, r.tag, r.actual)
	}
	if r.before != "" {
		d.file.RawWriteStr(r.before)
	}
	font := d.fonts[r.Font]
	matrix := fmt.Sprintf("1 0 0 1 %.3f %.3f", r.X, p.pageHeight-r.y)
	if r.turned {
		matrix = fmt.Sprintf("0 -1 1 0 %.3f %.3f", p.pageWidth-r.y, p.pageHeight-r.X)
	}
	d.write("BT /F%d %g Tf %.4f Tc %s Tm %s Tj ET", font, r.Size, r.Space, matrix, d.document.Fonts[font].Encode(r.Text))
	if r.ends {
		d.end()
	}
}

// begin opens a piece of the page that belongs to tag, or to the page alone.
func (d *drawing) begin(index int, tag *pdffile.Element, actual string) {
	d.open, d.begun = tag, true
	if tag == nil {
		d.write("/Artifact <</Type /Pagination>> BDC")
		return
	}
	mark := d.document.Marks.Mark(index, tag)
	if actual == "" {
		d.write("/%s <</MCID %d>> BDC", tag.Type, mark)
		return
	}
	d.write("/Span <</MCID %d /ActualText %s>> BDC", mark, pdffile.Text(actual))
}

func (d *drawing) end() {
	if d.begun {
		d.write("EMC")
	}
	d.begun = false
}

func (d *drawing) write(format string, args ...any) {
	d.file.RawWriteStr(fmt.Sprintf(format, args...))
}

func (d *drawing) rules(p *page) {
	if len(p.rules) == 0 {
		return
	}
	d.write("/Artifact <</Type /Layout>> BDC")
	d.file.SetLineCapStyle("square")
	d.file.SetLineWidth(ruleWidth)
	for _, r := range p.rules {
		d.file.Line(r.x1, r.y1, r.x2, r.y2)
	}
	d.write("EMC")
}

// ruleWidth is the thickness of a table's rules.
const ruleWidth = 0.5

// bookmarks are the headings as the outline has them.
func (l *layout) bookmarks() []pdffile.Bookmark {
	var all []pdffile.Bookmark
	for _, h := range l.headings {
		all = append(all, pdffile.Bookmark{
			Title: h.plain(), Depth: h.depth, Page: h.page, Top: l.top(h),
		})
	}
	return all
}

// top is where a heading begins, from its page's lower edge.
func (l *layout) top(h heading) float64 { return l.pages[h.page].pageHeight - h.y }
