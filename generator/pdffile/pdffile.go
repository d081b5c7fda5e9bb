// Package pdffile makes the file of pages that were drawn: it adds what the
// drawing library cannot, so that archives keep the file (PDF/A-2a, ISO
// 19005-2) and screen readers read it (PDF/UA-1, ISO 14289-1). That is the
// fonts with their true characters, the tree of what each piece of a page is,
// the links as parts of it, the metadata, the colour profile and the
// identifier.
//
// It knows nothing of lines, tables or accounts.
package pdffile

import (
	"time"
)

// Document is all that a file says beside what is drawn on its pages.
type Document struct {
	Title, Author, Subject string
	Language               string    // BCP 47
	Producer               string    // the program
	Date                   time.Time // of creation and of the last change
	Fonts                  []*Font   // used as /F0, /F1 … in the pages
	Root                   *Element  // what the document is made of
	Marks                  Marks
	Links                  []Link
	Bookmarks              []Bookmark
}

// Link is a place on a page that leads to another.
type Link struct {
	Page       int        // from 0
	Rect       [4]float64 // left, bottom, right and top edge in points, from the page's lower left corner
	Element    *Element   // of type Link, which the place belongs to
	Text       string     // says where it leads
	TargetPage int        // from 0
	TargetTop  float64    // height of the target from the page's lower edge
}

// Bookmark is an entry of the outline. Depth, from 0, is at most one more than
// that of the entry before it.
type Bookmark struct {
	Title string
	Depth int
	Page  int     // from 0
	Top   float64 // height of the place from the page's lower edge
}

// Finish adds all of it to the pages that fpdf has drawn, and compresses them.
// It fails where they are not as that library writes them, which is a fault of
// the program.
func Finish(drawn []byte, d Document) ([]byte, error) {
	f, err := read(drawn)
	if err != nil {
		return nil, err
	}
	if err := f.addFonts(d.Fonts); err != nil {
		return nil, err
	}
	annotations := f.addLinks(d.Links)
	root := f.addStructure(d)
	f.markPages(d.Links, annotations)
	f.addCatalog(d, root, f.addOutline(d.Bookmarks))
	return f.write(), nil
}
