// Package narrative gives the words of a template set the figures and texts of
// one unit. The fields it offers have the field's own Chinese names, so that a
// template reads as the sentence it makes. It computes no figure and holds no
// sentence.
package narrative

import (
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/templateset"
	"github.com/discgen/discgen/generator/unit"
)

// Source is all that a narrative is written from.
type Source struct {
	Unit  *unit.Unit
	Book  *figures.Book
	Terms []templateset.Term // the template set's own glossary
}

// Explanation writes the explanation: cover, contents and the four parts, with
// the inserts where the templates put them.
func Explanation(data map[string]any, set *templateset.Set, words templateset.Document, in Inserts) ([]doc.Block, error) {
	blocks := []doc.Block{
		doc.Cover{Title: words.Title, Lines: words.CoverLines},
		doc.Contents{Title: words.ContentsTitle, Depth: words.ContentsDepth},
	}
	text, err := set.Blocks(data, in.blocks())
	if err != nil {
		return nil, err
	}
	return append(blocks, text...), number(text, in.Charts, set, data)
}
