// Package pdf renders blocks as a PDF file: the page of GB/T 9704, lines
// broken by the rules of Chinese text, tables that run over pages.
//
// It knows nothing of final accounts. A document goes through it in one way:
//
//	check (every character has a font) → lay (lines, tables, pages) → draw
//
// Every line is broken here and placed as finished runs; the PDF library, whose
// own line breaking loses characters, only writes them down.
package pdf

import (
	"io"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
)

// Render writes the document to w, set in some fonts (nil: those of the
// program). It fails before anything is written: with a
// *MissingGlyphError where no font shows a character, with another error where
// a table is not well-formed. The same document gives the same bytes.
func Render(w io.Writer, set *fonts.Set, meta doc.Meta, blocks []doc.Block) error {
	if err := check(blocks, set); err != nil {
		return err
	}
	l, err := lay(blocks, set)
	if err != nil {
		return err
	}
	file, err := draw(meta, l)
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}
