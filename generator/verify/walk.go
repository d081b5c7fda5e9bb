package verify

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// page is one page with the resources that it has from above.
type page struct {
	number    int // of its object
	dict      types.Dict
	resources types.Object
}

// place is where something was found. Page counts from 1; 0 is the document.
type place struct {
	page int
	what string
}

func (p place) String() string {
	if p.page == 0 {
		return "文档的" + p.what
	}
	return fmt.Sprintf("第 %d 页的%s", p.page, p.what)
}

// mostPageLevels is more than any page tree has; one that goes on is a circle.
const mostPageLevels = 64

// findPages lists the pages in their order.
func (d *document) findPages(g *guard) {
	seen := map[int]bool{}
	var descend func(o, resources types.Object, level int)
	descend = func(o, resources types.Object, level int) {
		number := numberOf(o)
		node := d.dict(o)
		if node == nil || level > mostPageLevels || number > 0 && seen[number] || g.check() != nil {
			return
		}
		seen[number] = true
		if own := node["Resources"]; own != nil {
			resources = own
		}
		kids := d.array(node["Kids"])
		if kids == nil && d.name(node["Type"]) != "Pages" {
			d.pages = append(d.pages, page{number, node, resources})
		}
		for _, kid := range kids {
			descend(kid, resources, level+1)
		}
	}
	descend(d.catalog["Pages"], nil, 0)
}

// numberOf is the number of the object that a reference goes to, 0 for none.
func numberOf(o types.Object) int {
	if ref, is := o.(types.IndirectRef); is {
		return ref.ObjectNumber.Value()
	}
	return 0
}

// walker goes through the objects, each once: first what every page has, then
// what is left of the document.
type walker struct {
	d     *document
	seen  map[int]bool
	fonts map[string]bool // those that were found, by object or as they are written
	page  int
	stack []types.Object
}

// upwards are the keys that lead from a page's objects to other pages.
var upwards = map[string]bool{"Parent": true, "P": true, "Pg": true, "StructTreeRoot": true}

func (d *document) walk(g *guard) {
	w := walker{d: d, seen: map[int]bool{}, fonts: map[string]bool{}}
	for _, p := range d.pages {
		w.seen[p.number] = true
	}
	for i, p := range d.pages {
		w.page = i + 1
		w.stack = append(w.stack, p.resources, p.dict)
		w.run(g)
	}
	w.page = 0
	w.stack = append(w.stack, d.catalog)
	w.run(g)
}

func (w *walker) run(g *guard) {
	for len(w.stack) > 0 {
		o := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		if n := numberOf(o); n > 0 {
			if w.seen[n] || g.check() != nil {
				continue
			}
			w.seen[n] = true
			o = w.d.get(o)
		}
		switch o := o.(type) {
		case types.Dict:
			w.visit(o)
		case types.StreamDict:
			w.visit(o.Dict)
		case types.Array:
			for _, inner := range slices.Backward(o) {
				w.stack = append(w.stack, inner)
			}
		}
	}
}

// visit notes what a dictionary is, and puts what it holds on the stack, in
// the order of its keys, so that the same file gives the same report.
func (w *walker) visit(dict types.Dict) {
	d := w.d
	if d.name(dict["S"]) == "JavaScript" || dict["JS"] != nil {
		d.scripts = append(d.scripts, place{w.page, "动作"})
	}
	if embedded := d.dict(dict["EF"]); embedded != nil {
		name := d.text(dict["UF"])
		if name == "" {
			name = d.text(dict["F"])
		}
		d.attachments = append(d.attachments, place{w.page, "附件“" + name + "”"})
	}
	if w.page > 0 {
		w.noteFonts(d.dict(dict["Font"]))
	}
	keys := slices.Sorted(maps.Keys(dict))
	for _, key := range slices.Backward(keys) {
		if !upwards[key] {
			w.stack = append(w.stack, dict[key])
		}
	}
}

// noteFonts notes the fonts of a resource dictionary.
func (w *walker) noteFonts(resource types.Dict) {
	for _, key := range slices.Sorted(maps.Keys(resource)) {
		dict := w.d.dict(resource[key])
		kind := w.d.name(dict["Subtype"])
		id := fmt.Sprint(numberOf(resource[key]))
		if id == "0" {
			id = dict.String()
		}
		if !fontKinds[kind] || w.fonts[id] {
			continue
		}
		w.fonts[id] = true
		w.d.fonts = append(w.d.fonts, w.d.newFont(dict, kind, w.page))
	}
}
