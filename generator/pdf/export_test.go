package pdf

import "github.com/discgen/discgen/generator/doc"

// Lay lays out a document without drawing it, and counts its pages.
func Lay(blocks []doc.Block) (int, error) {
	l, err := lay(blocks, nil)
	if err != nil {
		return 0, err
	}
	return len(l.pages), nil
}
