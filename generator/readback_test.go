package generator_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/internal/readback"
	"github.com/discgen/discgen/generator/internal/sample"
)

// shown is a unit's explanation as its finished PDF shows it: every text of
// the document with the lines that it has come to stand on.
type shown struct {
	*readback.Document
	path   string // of the PDF
	blocks []doc.Block
	pieces []piece
	tables []shownTable
	err    error // what stands on the pages is not what the document says
}

// kind is what a piece of text is in the document.
type kind int

const (
	coverText kind = iota
	contentsTitle
	entry // of the contents
	headingText
	paragraphText
	tableText // above or below a table
	caption   // of a chart
)

// piece is a text outside tables, from one line end of the author to the next.
type piece struct {
	kind  kind
	level int // of a heading or an entry
	text  string
	lines []shownLine
}

// shownLine is what stands on one baseline of a page for one piece.
type shownLine struct {
	page   int
	glyphs []readback.Glyph // without blanks
	text   string           // with the blanks of the piece's text between them
	more   []readback.Glyph // of an entry: leader and page number
}

func (l shownLine) first() readback.Glyph { return l.glyphs[0] }
func (l shownLine) last() readback.Glyph  { return l.glyphs[len(l.glyphs)-1] }

// shownTable is a table with its cells on all its pages.
type shownTable struct {
	*doc.Table
	cells []shownCell
}

// shownCell is what one frame on one page shows of a cell.
type shownCell struct {
	doc.Placed
	page    int
	frame   readback.Frame
	repeats bool // the cell stands whole on an earlier page
}

// Millimetre and the page of GB/T 9704 in points; these figures are the
// standard's and not the program's.
const (
	mm          = 72 / 25.4
	gridPitch   = 225 * mm / 22
	gridAcross  = 156 * mm / 28
	tenth       = 0.1 * mm
	bodySize    = 16.0
	numberSize  = 14.0
	titleSize   = 22.0
	emTop       = 0.88 // of the em box above the baseline, in em
	coverPages  = 1
	aboutHalfEm = bodySize / 2
)

// typeArea is the 版心 of a page: on a landscape page the portrait one's,
// turned to the right.
func typeArea(p readback.Page) readback.Box {
	if p.Width > p.Height {
		return readback.Box{Left: 35 * mm, Top: 28 * mm, Right: p.Width - 37*mm, Bottom: p.Height - 26*mm}
	}
	return readback.Box{Left: 28 * mm, Top: 37 * mm, Right: p.Width - 26*mm, Bottom: p.Height - 35*mm}
}

// pageNumberOf parts the glyphs of the page number from all others. On a
// landscape page it stands where the sheet has it when it is not turned.
func pageNumberOf(p readback.Page) (number, others []readback.Glyph) {
	if p.Width > p.Height {
		return p.Turned, p.Glyphs
	}
	for _, g := range p.Glyphs {
		if g.Y > typeArea(p).Bottom+g.Size/2 {
			number = append(number, g)
		} else {
			others = append(others, g)
		}
	}
	return number, others
}

var readOnce sync.Map // name of a unit to func() (*shown, error)

// turning are units in which a page ends inside a label over several rows of a
// self-evaluation table.
var turning = []uint64{77, 302, 322}

// eachShown runs a test on the PDF of every example and of some random units:
// one for each 75 that other invariants are tried on, and those that are known
// to be hard. A PDF is made and read
// once for all tests.
func eachShown(t *testing.T, test func(t *testing.T, s *shown)) {
	t.Helper()
	all := examples(t)
	for seed := range uint64(*units / 75) {
		all[fmt.Sprint("seed ", seed)] = sample.Unit(seed)
	}
	for _, seed := range turning {
		all[fmt.Sprint("seed ", seed)] = sample.Unit(seed)
	}
	for _, name := range slices.Sorted(keys(all)) {
		t.Run(name, func(t *testing.T) {
			s := show(t, name, all[name])
			if s.err != nil {
				t.Fatal(s.err)
			}
			test(t, s)
		})
	}
}

func keys[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func show(t *testing.T, name string, data []byte) *shown {
	t.Helper()
	once, _ := readOnce.LoadOrStore(name, sync.OnceValues(func() (*shown, error) { return readBack(name, data, generator.Options{}) }))
	s, err := once.(func() (*shown, error))()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skipf("%v; install mupdf-tools and qpdf", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pdfFolder holds the PDFs that are read back, until all tests are over.
var pdfFolder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "discgen-measured-") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := pdfFolder(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

func readBack(name string, data []byte, o generator.Options, own ...*fonts.Font) (*shown, error) {
	pkg, _, err := generator.Assemble(data, o)
	if err != nil {
		return nil, err
	}
	result, err := generator.Build(data, o)
	if err != nil {
		return nil, err
	}
	if len(result.Files) == 0 {
		return nil, fmt.Errorf("no files: %v", result.Findings)
	}
	dir, err := pdfFolder()
	if err != nil {
		return nil, err
	}
	s := &shown{path: filepath.Join(dir, name+".pdf"), blocks: pkg.Explanation}
	if err := os.WriteFile(s.path, result.Files[0].Data, 0o600); err != nil {
		return nil, err
	}
	if s.Document, err = readback.Read(s.path, own...); err != nil {
		return nil, err
	}
	loose := &stream{}
	var found []placedTable
	for i, p := range s.Pages {
		_, p.Glyphs = pageNumberOf(p)
		tables, outside := p.Tables()
		for _, t := range tables {
			found = append(found, placedTable{i, t})
		}
		loose.add(i, outside)
	}
	if s.pieces, s.err = matchPieces(s.blocks, loose); s.err == nil {
		s.tables, s.err = matchTables(s.blocks, found)
	}
	return s, nil
}

// trimmed is a text cut at its line ends, without the blanks around each part.
func trimmed(text string) []string {
	parts := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// piecesOf is every text of the document outside tables, in reading order.
func piecesOf(blocks []doc.Block) ([]piece, error) {
	var all []piece
	add := func(k kind, level int, texts ...string) {
		for _, text := range texts {
			for _, part := range trimmed(text) {
				if part != "" {
					all = append(all, piece{kind: k, level: level, text: part})
				}
			}
		}
	}
	for i, block := range blocks {
		switch b := block.(type) {
		case doc.Cover:
			add(coverText, 0, append([]string{b.Title}, b.Lines...)...)
		case doc.Contents:
			add(contentsTitle, 0, b.Title)
			for _, later := range blocks[i:] {
				if h, ok := later.(doc.Heading); ok && h.Level <= b.Depth {
					add(entry, h.Level, strings.Join(trimmed(h.Text), " "))
				}
			}
		case doc.Heading:
			add(headingText, b.Level, b.Text)
		case doc.Paragraph:
			add(paragraphText, 0, b.Text)
		case doc.PageBreak:
		case *doc.Table:
			add(tableText, 0, append([]string{b.Title, b.Subtitle, b.FormNumber, b.Preparer, b.UnitLine}, b.Notes...)...)
		case *doc.Chart:
			add(caption, 0, b.Title)
		default:
			return nil, fmt.Errorf("no way to read a %T back", block)
		}
	}
	return all, nil
}

// stream is what stands outside tables on all pages, in the order of the file.
type stream struct {
	glyphs []readback.Glyph
	pages  []int
}

func (s *stream) add(page int, glyphs []readback.Glyph) {
	for _, g := range glyphs {
		if !unicode.IsSpace(g.Char) {
			s.glyphs, s.pages = append(s.glyphs, g), append(s.pages, page)
		}
	}
}

func (s *stream) sameLine(i, k int) bool {
	return s.pages[i] == s.pages[k] && math.Abs(s.glyphs[i].Y-s.glyphs[k].Y) < 0.01
}

// matchPieces finds every text of the document among the glyphs: all of it,
// nothing else, and in this order.
func matchPieces(blocks []doc.Block, s *stream) ([]piece, error) {
	pieces, err := piecesOf(blocks)
	if err != nil {
		return nil, err
	}
	at := 0
	for i := range pieces {
		if at, err = pieces[i].match(s, at); err != nil {
			return nil, err
		}
	}
	if at < len(s.glyphs) {
		return nil, fmt.Errorf("page %d shows %q, which the document does not have", s.pages[at]+1, textFrom(s, at))
	}
	return pieces, nil
}

func textFrom(s *stream, at int) string {
	var b strings.Builder
	for _, g := range s.glyphs[at:min(at+30, len(s.glyphs))] {
		b.WriteRune(g.Char)
	}
	return b.String()
}

// match takes the piece's glyphs from at on and returns where they end.
func (p *piece) match(s *stream, at int) (int, error) {
	var line *shownLine
	blanks, start := "", at
	for _, r := range p.text {
		if unicode.IsSpace(r) {
			blanks += string(r)
			continue
		}
		if at == len(s.glyphs) || s.glyphs[at].Char != r {
			return at, fmt.Errorf("%q is not on the pages, or not in its place; after %d characters there stands %q", p.text, at-start, textFrom(s, at))
		}
		if at == start || !s.sameLine(at-1, at) {
			p.lines = append(p.lines, shownLine{page: s.pages[at]})
			line, blanks = &p.lines[len(p.lines)-1], ""
		}
		line.glyphs = append(line.glyphs, s.glyphs[at])
		line.text += blanks + string(r)
		blanks = ""
		at++
	}
	for p.kind == entry && at < len(s.glyphs) && s.sameLine(at-1, at) {
		line.more = append(line.more, s.glyphs[at])
		at++
	}
	return at, nil
}

// placedTable is what rules enclose on a page.
type placedTable struct {
	page int
	readback.Table
}

// matchTables finds the cells of the document's tables in the frames.
func matchTables(blocks []doc.Block, found []placedTable) ([]shownTable, error) {
	var all []shownTable
	for _, block := range blocks {
		table, ok := block.(*doc.Table)
		if !ok {
			continue
		}
		m, err := newMatcher(table)
		if err != nil {
			return nil, err
		}
		for !m.done() {
			if len(found) == 0 {
				return nil, fmt.Errorf("table %q ends before its cell %q", table.Title, m.missing())
			}
			if err := m.page(found[0]); err != nil {
				return nil, fmt.Errorf("page %d, table %q: %w", found[0].page+1, table.Title, err)
			}
			found = found[1:]
		}
		all = append(all, shownTable{table, m.shown})
	}
	if len(found) > 0 {
		return nil, fmt.Errorf("page %d has a table that the document does not have", found[0].page+1)
	}
	return all, nil
}

// matcher goes through the pages of one table.
type matcher struct {
	table  *doc.Table
	cells  []doc.Placed
	rest   []string // of each cell's text, without blanks, that is still to come
	begun  []bool
	frames []readback.Box  // of each cell's last part
	edges  map[int]float64 // where each column begins, as far as seen
	repeat int             // row of the body that pages repeat, or -1
	shown  []shownCell
}

func newMatcher(t *doc.Table) (*matcher, error) {
	cells, err := t.Layout()
	m := &matcher{table: t, cells: cells, begun: make([]bool, len(cells)), frames: make([]readback.Box, len(cells)), edges: map[int]float64{}, repeat: -1}
	for _, c := range cells {
		m.rest = append(m.rest, unspaced(c.String()))
	}
	return m, err
}

func (m *matcher) done() bool {
	return !slices.Contains(m.begun, false) && strings.Join(m.rest, "") == ""
}

func (m *matcher) missing() string {
	for i, begun := range m.begun {
		if !begun || m.rest[i] != "" {
			return m.cells[i].String()
		}
	}
	return ""
}

// page matches the frames of one page: repeated rows, then cells that go on
// from the page before beside new ones.
func (m *matcher) page(p placedTable) error {
	if p.Faults > 0 {
		return fmt.Errorf("%d places are not enclosed by rules", p.Faults)
	}
	open := m.open()
	frames, err := m.repeated(p)
	if err != nil {
		return err
	}
	for _, f := range frames {
		i := m.candidate(f, open, math.Abs(f.Top-frames[0].Top) < 0.05)
		if i < 0 {
			return fmt.Errorf("the frame with %q belongs to no cell", textIn(f))
		}
		again := open[i] && m.rest[i] == "" && textIn(f) != "" // a label of rows on both pages
		if again {
			m.rest[i] = unspaced(m.cells[i].String())
		}
		delete(open, i)
		m.begun[i], m.frames[i] = true, f.Box
		if err := m.aligned(i); err != nil {
			return err
		}
		rest, ok := strings.CutPrefix(m.rest[i], textIn(f))
		if !ok {
			return fmt.Errorf("a frame holds %q, the cell %q", textIn(f), m.cells[i].String())
		}
		m.rest[i] = rest
		if row := m.cells[i].Row; m.isRepeat(row) {
			m.repeat = row
		}
		m.shown = append(m.shown, shownCell{Placed: m.cells[i], page: p.page, frame: f, repeats: again})
	}
	if len(open) > 0 {
		return fmt.Errorf("%d cells do not go on from the page before", len(open))
	}
	return nil
}

func (m *matcher) isRepeat(row int) bool {
	return row >= len(m.table.Header) && m.table.Body[row-len(m.table.Header)].Repeat
}

// open are the cells that have to go on on the next page: those with rows to
// come, and where the last row was torn, all that it has.
func (m *matcher) open() map[int]bool {
	last := -1
	for i, begun := range m.begun {
		if begun {
			last = max(last, m.cells[i].Row)
		}
	}
	torn := false
	for i, c := range m.cells {
		torn = torn || m.begun[i] && c.Row+c.Rows()-1 == last && m.rest[i] != ""
	}
	open := map[int]bool{}
	for i, c := range m.cells {
		if end := c.Row + c.Rows() - 1; m.begun[i] && last >= 0 && (end > last || torn && end == last) {
			open[i] = true
		}
	}
	return open
}

// repeated takes the rows away that a page after the first shows again.
func (m *matcher) repeated(p placedTable) ([]readback.Frame, error) {
	frames := p.Frames
	if len(m.shown) == 0 {
		return frames, nil
	}
	for _, c := range m.cells {
		if !c.Header && c.Row != m.repeat {
			continue
		}
		if len(frames) == 0 || textIn(frames[0]) != unspaced(c.String()) {
			return nil, fmt.Errorf("the repeated cell %q is missing", c.String())
		}
		m.shown = append(m.shown, shownCell{Placed: c, page: p.page, frame: frames[0], repeats: true})
		frames = frames[1:]
	}
	return frames, nil
}

// candidate is the cell that a frame belongs to: at the head of a page one that
// goes on, if it has the frame's columns, otherwise the next new one.
func (m *matcher) candidate(f readback.Frame, open map[int]bool, atHead bool) int {
	if atHead {
		for i := range open {
			if math.Abs(m.frames[i].Left-f.Left) < 0.05 && math.Abs(m.frames[i].Right-f.Right) < 0.05 {
				return i
			}
		}
	}
	return slices.Index(m.begun, false)
}

// aligned tells whether the frame of a cell begins and ends where the frames
// of other cells in its columns do.
func (m *matcher) aligned(i int) error {
	c, f := m.cells[i], m.frames[i]
	for col, x := range map[int]float64{c.Col: f.Left, c.Col + c.Cols(): f.Right} {
		if known, ok := m.edges[col]; ok && math.Abs(known-x) > 0.05 {
			return fmt.Errorf("cell %q: column %d begins at %.2f, elsewhere at %.2f", c.String(), col+1, x, known)
		}
		m.edges[col] = x
	}
	return nil
}

func textIn(f readback.Frame) string { return unspaced(stringOf(f.Glyphs)) }

// unspaced is a text without blanks.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

// linesIn are the glyphs of a frame line by line, without blanks.
func linesIn(f readback.Frame) [][]readback.Glyph {
	var lines [][]readback.Glyph
	for _, g := range f.Glyphs {
		if unicode.IsSpace(g.Char) {
			continue
		}
		if n := len(lines); n > 0 && math.Abs(lines[n-1][0].Y-g.Y) < 0.01 {
			lines[n-1] = append(lines[n-1], g)
			continue
		}
		lines = append(lines, []readback.Glyph{g})
	}
	return lines
}

func stringOf(glyphs []readback.Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.Char)
	}
	return b.String()
}
