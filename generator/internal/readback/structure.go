package readback

import (
	"encoding/json"
	"fmt"
	"strings"
)

// structure is what qpdf says of a file, as far as it is of use here.
type structure struct {
	Pages    []struct{ Object string }
	Outlines []outline
	Qpdf     []map[string]json.RawMessage
}

type outline struct {
	Title string
	Dest  []any
	Kids  []outline
}

type object struct {
	Value struct {
		Annots []json.RawMessage `json:"/Annots"`
	}
}

type annotation struct {
	Subtype string    `json:"/Subtype"`
	Rect    []float64 `json:"/Rect"`
	Dest    []any     `json:"/Dest"`
}

// readStructure reads bookmarks, links and the tag tree.
func (d *Document) readStructure(data []byte) error {
	var s structure
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if len(s.Pages) != len(d.Pages) || len(s.Qpdf) != 2 {
		return fmt.Errorf("qpdf finds %d pages, MuPDF %d", len(s.Pages), len(d.Pages))
	}
	index := map[string]int{}
	for i, p := range s.Pages {
		index[p.Object] = i
	}
	if err := d.addBookmarks(s.Outlines, 0, index); err != nil {
		return err
	}
	tree := tagTree{document: d, objects: s.Qpdf[1], pages: index}
	if err := tree.read(); err != nil {
		return fmt.Errorf("tags: %w", err)
	}
	for i, p := range s.Pages {
		if err := d.addLinks(i, s.Qpdf[1], p.Object, index); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) addBookmarks(all []outline, depth int, index map[string]int) error {
	for _, o := range all {
		to, err := d.place(o.Dest, index)
		if err != nil {
			return fmt.Errorf("bookmark %q: %w", o.Title, err)
		}
		d.Bookmarks = append(d.Bookmarks, Bookmark{Title: o.Title, Depth: depth, To: to})
		if err := d.addBookmarks(o.Kids, depth+1, index); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) addLinks(page int, objects map[string]json.RawMessage, name string, index map[string]int) error {
	var o object
	if err := json.Unmarshal(objects["obj:"+name], &o); err != nil {
		return err
	}
	for _, raw := range o.Value.Annots {
		var reference string
		if json.Unmarshal(raw, &reference) == nil {
			var held struct{ Value json.RawMessage }
			if err := json.Unmarshal(objects["obj:"+reference], &held); err != nil {
				return err
			}
			raw = held.Value
		}
		var a annotation
		if err := json.Unmarshal(raw, &a); err != nil {
			return err
		}
		if a.Subtype != "/Link" || len(a.Rect) != 4 {
			return fmt.Errorf("page %d has an annotation that is no link: %s", page+1, raw)
		}
		to, err := d.place(a.Dest, index)
		if err != nil {
			return fmt.Errorf("link on page %d: %w", page+1, err)
		}
		p, r := &d.Pages[page], a.Rect
		p.Links = append(p.Links, Link{Box{min(r[0], r[2]), p.Height - max(r[1], r[3]), max(r[0], r[2]), p.Height - min(r[1], r[3])}, to})
	}
	return nil
}

// place reads an explicit destination: [page /XYZ left top zoom].
func (d *Document) place(dest []any, index map[string]int) (Place, error) {
	if len(dest) == 5 && dest[1] == "/XYZ" {
		page, known := index[fmt.Sprint(dest[0])]
		if top, ok := dest[3].(float64); ok && known {
			return Place{page, d.Pages[page].Height - top}, nil
		}
	}
	return Place{}, fmt.Errorf("no way to read the destination %s", strings.TrimSpace(fmt.Sprintln(dest...)))
}
