package readback

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/discgen/discgen/fonts"
)

// tracer makes pages of MuPDF's trace: the drawing operations after all that
// the file does with coordinates is done.
type tracer struct {
	pages  []Page
	matrix [6]float64 // from the operation's coordinates to the page's
	font   *fonts.Font
	trm    [4]float64 // from the em to the operation's coordinates
	path   []point
	broken bool // the path is not a single polygon of straight lines
	stroke float64
	fonts  map[string]*fonts.Font
	layers int  // marked pieces that are open
	piece  bool // the open piece belongs to an element
}

type point struct{ x, y float64 }

func pagesOf(trace []byte, own ...*fonts.Font) ([]Page, error) {
	t := &tracer{fonts: map[string]*fonts.Font{}}
	for _, f := range append(fonts.All(), own...) {
		t.fonts[strings.ToLower(f.Name)] = f
	}
	decoder := xml.NewDecoder(bytes.NewReader(trace))
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return t.pages, nil
		case err != nil:
			return nil, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			err = t.start(e)
		case xml.EndElement:
			t.end(e.Name.Local)
		}
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", len(t.pages), err)
		}
	}
}

func (t *tracer) page() *Page { return &t.pages[len(t.pages)-1] }

func (t *tracer) start(e xml.StartElement) error {
	attr := map[string]string{}
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	var err error
	switch e.Name.Local {
	case "page":
		var box [4]float64
		err = numbers(attr["mediabox"], box[:])
		t.pages = append(t.pages, Page{Width: box[2] - box[0], Height: box[3] - box[1]})
	case "fill_text":
		err = numbers(attr["transform"], t.matrix[:])
	case "span":
		err = t.span(attr)
	case "g":
		err = t.glyph(attr)
	case "stroke_path", "fill_path":
		t.path, t.broken = nil, false
		err = errors.Join(numbers(attr["transform"], t.matrix[:]), t.thickness(attr))
	case "moveto", "lineto":
		err = t.point(attr)
	case "curveto":
		t.broken = true
	case "layer":
		t.open(attr["name"])
	case "end_layer":
		t.layers--
		t.piece = false
	case "document", "set_default_colorspaces", "closepath":
	default:
		err = fmt.Errorf("no way to read <%s>", e.Name.Local)
	}
	return err
}

// open begins a marked piece of the page. All but artifacts belong to elements,
// and the file numbers those of a page one after the other.
func (t *tracer) open(name string) {
	if t.layers++; name == "Artifact" || t.layers > 1 {
		return
	}
	t.piece = true
	t.page().Marked = append(t.page().Marked, "")
}

// current is the number of the open piece, or -1.
func (t *tracer) current() int {
	if !t.piece {
		return -1
	}
	return len(t.page().Marked) - 1
}

// end takes a finished path.
func (t *tracer) end(name string) {
	switch name {
	case "stroke_path":
		if len(t.path) != 2 || t.broken {
			t.page().Strokes = append(t.page().Strokes, around(t.path))
			return
		}
		a, b := t.path[0], t.path[1]
		t.page().rulePieces = append(t.page().rulePieces, t.current())
		t.page().Rules = append(t.page().Rules, Rule{a.x, a.y, b.x, b.y, t.stroke})
	case "fill_path":
		t.page().Fills = append(t.page().Fills, around(t.path))
	}
}

func around(path []point) Box {
	if len(path) == 0 {
		return Box{}
	}
	b := Box{path[0].x, path[0].y, path[0].x, path[0].y}
	for _, p := range path {
		b = Box{min(b.Left, p.x), min(b.Top, p.y), max(b.Right, p.x), max(b.Bottom, p.y)}
	}
	return b
}

// span notes font and size of the glyphs that follow.
func (t *tracer) span(attr map[string]string) error {
	name := attr["font"]
	if _, after, tagged := strings.Cut(name, "+"); tagged {
		name = after
	}
	if t.font = t.fonts[strings.ToLower(name)]; t.font == nil {
		return fmt.Errorf("the font %q is unknown", name)
	}
	if err := numbers(attr["trm"], t.trm[:]); err != nil {
		return err
	}
	upright := t.trm[0] == t.trm[3] && t.trm[1] == 0 && t.trm[2] == 0
	if !upright && !t.turned() {
		return fmt.Errorf("text is stretched or turned: %v", t.trm)
	}
	return nil
}

// turned tells whether the text reads downwards.
func (t *tracer) turned() bool {
	return t.trm[0] == 0 && t.trm[3] == 0 && t.trm[1] < 0 && t.trm[1] == -t.trm[2]
}

func (t *tracer) glyph(attr map[string]string) error {
	char, size := utf8.DecodeRuneInString(attr["unicode"])
	if size == 0 || size != len(attr["unicode"]) {
		return fmt.Errorf("a glyph stands for %q", attr["unicode"])
	}
	var v [3]float64
	if err := numbers(attr["x"]+" "+attr["y"]+" "+attr["adv"], v[:]); err != nil {
		return err
	}
	if n := len(t.page().Marked); t.piece {
		t.page().Marked[n-1] += string(char)
	}
	at := t.at(v[0], v[1])
	if t.turned() {
		em := -t.trm[1] * t.matrix[0]
		t.page().Turned = append(t.page().Turned, Glyph{Char: char, Font: t.font, Size: em, X: at.y, Y: t.page().Width - at.x, Advance: v[2] * em})
		return nil
	}
	em := t.trm[0] * t.matrix[0]
	t.page().glyphPieces = append(t.page().glyphPieces, t.current())
	t.page().Glyphs = append(t.page().Glyphs, Glyph{Char: char, Font: t.font, Size: em, X: at.x, Y: at.y, Advance: v[2] * em})
	return nil
}

func (t *tracer) point(attr map[string]string) error {
	var v [2]float64
	err := numbers(attr["x"]+" "+attr["y"], v[:])
	t.path = append(t.path, t.at(v[0], v[1]))
	return err
}

func (t *tracer) thickness(attr map[string]string) error {
	if attr["linewidth"] == "" {
		return nil
	}
	var v [1]float64
	err := numbers(attr["linewidth"], v[:])
	t.stroke = v[0] * t.matrix[0]
	return err
}

func (t *tracer) at(x, y float64) point {
	m := t.matrix
	return point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]}
}

// numbers reads as many numbers as there is room for.
func numbers(text string, into []float64) error {
	fields := strings.Fields(text)
	if len(fields) != len(into) {
		return fmt.Errorf("%d numbers in %q, want %d", len(fields), text, len(into))
	}
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return err
		}
		into[i] = v
	}
	return nil
}
