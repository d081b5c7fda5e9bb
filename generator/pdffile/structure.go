package pdffile

import (
	"fmt"
	"strings"
)

// Element is a node of the tree that says what each piece of the pages is
// (ISO 32000-1, 14.7 and 14.8.4).
type Element struct {
	Type    string // Document, H1 … H4, P, TOC, TOCI, Table, TR, TH, TD, Figure, Link …
	Alt     string // what stands for a picture
	Scope   string // of a TH: Column or Row
	ColSpan int    // of a cell; 0 is 1
	RowSpan int

	kids   []kid
	object int
}

// kid is a part of an element: another one, a piece of a page, or a link.
type kid struct {
	element *Element
	page    int
	mark    int // -1: no piece
	link    int // -1: no link
}

// Add makes a new element the last part of e, and returns it.
func (e *Element) Add(part *Element) *Element {
	e.kids = append(e.kids, kid{element: part, mark: -1, link: -1})
	return part
}

// Marks are the pieces of the pages that belong to elements, page by page.
type Marks [][]*Element

// Mark makes the next piece of a page, counted from 0, a part of e. It returns
// the number (MCID) that the piece has on its page.
func (m *Marks) Mark(page int, e *Element) int {
	for len(*m) <= page {
		*m = append(*m, nil)
	}
	n := len((*m)[page])
	(*m)[page] = append((*m)[page], e)
	e.kids = append(e.kids, kid{page: page, mark: n, link: -1})
	return n
}

// addLinks adds the annotations of the links and returns their numbers.
func (f *file) addLinks(links []Link) []int {
	numbers := make([]int, len(links))
	for i, l := range links {
		numbers[i] = f.add("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] /Contents %s /StructParent %d /Dest [%d 0 R /XYZ 0 %.2f null]>>\n",
			l.Rect[0], l.Rect[1], l.Rect[2], l.Rect[3], Text(l.Text), len(f.pages)+i, f.pages[l.TargetPage], l.TargetTop)
		l.Element.kids = append(l.Element.kids, kid{page: l.Page, mark: -1, link: numbers[i]})
	}
	return numbers
}

// addStructure adds the tree and returns the number of its root.
func (f *file) addStructure(d Document) int {
	root := f.reserve()
	f.number(d.Root)
	f.fill(d.Root, root)
	var parents strings.Builder
	for page := range f.pages {
		fmt.Fprintf(&parents, "%d [", page)
		if page < len(d.Marks) {
			for _, e := range d.Marks[page] {
				fmt.Fprintf(&parents, "%d 0 R ", e.object)
			}
		}
		parents.WriteString("] ")
	}
	for i, l := range d.Links {
		fmt.Fprintf(&parents, "%d %d 0 R ", len(f.pages)+i, l.Element.object)
	}
	tree := f.add("<</Nums [%s]>>\n", parents.String())
	f.objects[root] = fmt.Appendf(nil, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>\n",
		d.Root.object, tree, len(f.pages)+len(d.Links))
	return root
}

// number gives the elements their objects, parents first.
func (f *file) number(e *Element) {
	e.object = f.reserve()
	for _, k := range e.kids {
		if k.element != nil {
			f.number(k.element)
		}
	}
}

// fill writes the objects of an element and all below it.
func (f *file) fill(e *Element, parent int) {
	var b strings.Builder
	fmt.Fprintf(&b, "<</S /%s /P %d 0 R", e.Type, parent)
	page := e.page()
	if page >= 0 {
		fmt.Fprintf(&b, " /Pg %d 0 R", f.pages[page])
	}
	b.WriteString(e.attributes())
	if e.Alt != "" {
		b.WriteString(" /Alt " + Text(e.Alt))
	}
	if len(e.kids) > 0 {
		b.WriteString(" /K [")
		for _, k := range e.kids {
			b.WriteString(f.part(k, page) + " ")
		}
		b.WriteString("]")
	}
	b.WriteString(">>\n")
	f.objects[e.object] = []byte(b.String())
	for _, k := range e.kids {
		if k.element != nil {
			f.fill(k.element, e.object)
		}
	}
}

// page is the page of the first piece of e, or -1.
func (e *Element) page() int {
	for _, k := range e.kids {
		if k.element == nil {
			return k.page
		}
	}
	return -1
}

// part is how an element names one of its parts; page is the element's own.
func (f *file) part(k kid, page int) string {
	switch {
	case k.element != nil:
		return fmt.Sprintf("%d 0 R", k.element.object)
	case k.link >= 0:
		return fmt.Sprintf("<</Type /OBJR /Obj %d 0 R /Pg %d 0 R>>", k.link, f.pages[k.page])
	case k.page == page:
		return fmt.Sprint(k.mark)
	}
	return fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", f.pages[k.page], k.mark)
}

// attributes are those of a table's cell.
func (e *Element) attributes() string {
	var b strings.Builder
	if e.Scope != "" {
		b.WriteString(" /Scope /" + e.Scope)
	}
	if e.ColSpan > 1 {
		fmt.Fprintf(&b, " /ColSpan %d", e.ColSpan)
	}
	if e.RowSpan > 1 {
		fmt.Fprintf(&b, " /RowSpan %d", e.RowSpan)
	}
	if b.Len() == 0 {
		return ""
	}
	return " /A <</O /Table" + b.String() + ">>"
}

// markPages tells every page of its pieces and its links.
func (f *file) markPages(links []Link, annotations []int) {
	for i, page := range f.pages {
		var own strings.Builder
		for k, l := range links {
			if l.Page == i {
				fmt.Fprintf(&own, "%d 0 R ", annotations[k])
			}
		}
		more := fmt.Sprintf(" /StructParents %d /Tabs /S", i)
		if own.Len() > 0 {
			more += " /Annots [" + own.String() + "]"
		}
		_ = f.insert(page, more) // every page is a dictionary
	}
}
