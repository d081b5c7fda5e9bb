// Package readback reads a finished PDF for tests: what stands on every page
// and exactly where, as a reader of the file finds it. It knows nothing of how
// the file was made; what it says comes from MuPDF's and qpdf's reading of the
// file and from the outlines in the fonts.
//
// Lengths are in points; x grows from the page's left edge, y downwards from
// its upper edge.
package readback

import (
	"errors"
	"fmt"
	"os/exec"

	"github.com/discgen/discgen/fonts"
)

// Document is a PDF file.
type Document struct {
	Pages     []Page
	Bookmarks []Bookmark
	Structure []Element // every element of the tag tree, parents before their parts, in reading order
}

// Element is a node of the tag tree.
type Element struct {
	Type             string // P, H1, TD …
	Depth            int    // from 0
	Text             string // of its own pieces of the pages, as their glyphs are read
	Alt              string
	Scope            string // of a TH
	ColSpan, RowSpan int    // of a cell; 0 is 1
	Links            int    // annotations that belong to it

	pieces [][2]int // page and number
}

// Page is one page with all that is drawn on it, in the order of the file.
type Page struct {
	Width, Height float64
	Glyphs        []Glyph
	Rules         []Rule // straight strokes
	Fills         []Box  // around every filled shape
	Strokes       []Box  // around every other stroke: the frames and signs of charts
	Links         []Link
	Turned        []Glyph  // the characters that read downwards, placed as on the page turned back to the left
	Pictures      []Glyph  // the characters of figures, which are not among Glyphs
	Marked        []string // text of every piece that belongs to an element (marked content with an MCID), by its number

	glyphPieces, rulePieces []int // the piece that each glyph and rule belongs to, or -1
}

// Glyph is one drawn character.
type Glyph struct {
	Char    rune
	Font    *fonts.Font
	Size    float64
	X, Y    float64 // of its origin
	Advance float64 // without what the file adds between characters
}

// Right is where the glyph's advance ends.
func (g Glyph) Right() float64 { return g.X + g.Advance }

// Box is a rectangle.
type Box struct{ Left, Top, Right, Bottom float64 }

// IsEmpty tells whether nothing is in the box.
func (b Box) IsEmpty() bool { return b.Left >= b.Right || b.Top >= b.Bottom }

// Within tells whether the box lies in another one, to within the slack.
func (b Box) Within(o Box, slack float64) bool {
	return b.Left >= o.Left-slack && b.Right <= o.Right+slack && b.Top >= o.Top-slack && b.Bottom <= o.Bottom+slack
}

// Overlap is the width and the height of what two boxes share; one of them is
// negative where they share nothing.
func (b Box) Overlap(o Box) (width, height float64) {
	return min(b.Right, o.Right) - max(b.Left, o.Left), min(b.Bottom, o.Bottom) - max(b.Top, o.Top)
}

// Rule is a straight stroke.
type Rule struct{ X1, Y1, X2, Y2, Thickness float64 }

// Box is what the stroke covers, with its square ends.
func (r Rule) Box() Box {
	half := r.Thickness / 2
	return Box{min(r.X1, r.X2) - half, min(r.Y1, r.Y2) - half, max(r.X1, r.X2) + half, max(r.Y1, r.Y2) + half}
}

// Place is where a link or a bookmark leads to.
type Place struct {
	Page int // from 0
	Y    float64
}

// Link is a place that a click on leads elsewhere.
type Link struct {
	Box
	To Place
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Depth int // from 0
	To    Place
}

// Read reads the file, which is set in fonts of the program and in some of one's
// own. It needs mutool (mupdf-tools) and qpdf; where one is
// missing the error is exec.ErrNotFound.
func Read(path string, own ...*fonts.Font) (*Document, error) {
	trace, err := output("mutool", "draw", "-F", "trace", path)
	if err != nil {
		return nil, err
	}
	d := &Document{}
	if d.Pages, err = pagesOf(trace, own...); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	structure, err := output("qpdf", "--json=2", "--json-stream-data=none", path)
	if err != nil {
		return nil, err
	}
	if err := d.readStructure(structure); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	d.setApart()
	return d, nil
}

func output(tool string, args ...string) ([]byte, error) {
	out, err := exec.Command(tool, args...).Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return nil, fmt.Errorf("%s: %w: %s", tool, err, failed.Stderr)
	}
	return out, err
}
