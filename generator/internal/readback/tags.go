package readback

import (
	"encoding/json"
	"fmt"
	"strings"
)

// tagTree reads the structure of a file out of its objects.
type tagTree struct {
	document *Document
	objects  map[string]json.RawMessage
	pages    map[string]int
}

// node is a structure element, or the root of the tree.
type node struct {
	S    string          `json:"/S"`
	Type string          `json:"/Type"`
	Pg   string          `json:"/Pg"`
	Alt  string          `json:"/Alt"`
	K    json.RawMessage `json:"/K"`
	MCID int             `json:"/MCID"`
	A    struct {
		Scope   string `json:"/Scope"`
		ColSpan int    `json:"/ColSpan"`
		RowSpan int    `json:"/RowSpan"`
	} `json:"/A"`
}

// read walks the tree. A file without tags has none.
func (t *tagTree) read() error {
	var trailer struct {
		Value struct {
			Root string `json:"/Root"`
		}
	}
	if err := json.Unmarshal(t.objects["trailer"], &trailer); err != nil {
		return err
	}
	var catalog struct {
		Tree string `json:"/StructTreeRoot"`
	}
	if err := t.object(trailer.Value.Root, &catalog); err != nil || catalog.Tree == "" {
		return err
	}
	var root node
	if err := t.object(catalog.Tree, &root); err != nil {
		return err
	}
	return t.parts(root.K, root, 0, nil)
}

func (t *tagTree) object(reference string, into any) error {
	var held struct{ Value json.RawMessage }
	if err := json.Unmarshal(t.objects["obj:"+reference], &held); err != nil {
		return fmt.Errorf("object %s: %w", reference, err)
	}
	return json.Unmarshal(held.Value, into)
}

// parts reads what an element at a depth is made of.
func (t *tagTree) parts(raw json.RawMessage, parent node, depth int, e *Element) error {
	if len(raw) == 0 {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	for _, part := range list {
		if err := t.part(part, parent, depth, e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tagTree) part(raw json.RawMessage, parent node, depth int, e *Element) error {
	var mark int
	if json.Unmarshal(raw, &mark) == nil {
		return t.mark(e, parent.Pg, mark)
	}
	var n node
	var reference string
	if json.Unmarshal(raw, &reference) == nil {
		if err := t.object(reference, &n); err != nil {
			return err
		}
	} else if err := json.Unmarshal(raw, &n); err != nil {
		return err
	}
	switch n.Type {
	case "/MCR":
		return t.mark(e, n.Pg, n.MCID)
	case "/OBJR":
		e.Links++
		return nil
	}
	own := Element{
		Type: strings.TrimPrefix(n.S, "/"), Depth: depth, Alt: strings.TrimPrefix(n.Alt, "u:"),
		Scope: strings.TrimPrefix(n.A.Scope, "/"), ColSpan: n.A.ColSpan, RowSpan: n.A.RowSpan,
	}
	at := len(t.document.Structure)
	t.document.Structure = append(t.document.Structure, own)
	err := t.parts(n.K, n, depth+1, &own)
	t.document.Structure[at] = own
	return err
}

// mark adds the text of a piece of a page.
func (t *tagTree) mark(e *Element, page string, n int) error {
	i, known := t.pages[page]
	if e == nil || !known || n >= len(t.document.Pages[i].Marked) {
		return fmt.Errorf("no piece %d on page %q", n, page)
	}
	e.pieces = append(e.pieces, [2]int{i, n})
	e.Text += t.document.Pages[i].Marked[n]
	return nil
}

// setApart parts what is drawn in figures from the text and the tables.
func (d *Document) setApart() {
	inFigure := map[[2]int]bool{}
	for _, e := range d.Structure {
		for _, piece := range e.pieces {
			inFigure[piece] = e.Type == "Figure"
		}
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		var text []Glyph
		for k, g := range p.Glyphs {
			if inFigure[[2]int{i, p.glyphPieces[k]}] {
				p.Pictures = append(p.Pictures, g)
			} else {
				text = append(text, g)
			}
		}
		var rules []Rule
		for k, r := range p.Rules {
			if inFigure[[2]int{i, p.rulePieces[k]}] {
				p.Strokes = append(p.Strokes, r.Box())
			} else {
				rules = append(rules, r)
			}
		}
		p.Glyphs, p.Rules = text, rules
	}
}
