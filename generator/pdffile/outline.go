package pdffile

import (
	"fmt"
	"strings"
)

// entry is a bookmark with its place among the others: indexes, or -1.
type entry struct {
	Bookmark
	parent, previous, next, first, last int
}

// addOutline adds the bookmarks as a tree, all of it shown (ISO 32000-1,
// 12.3.3), and returns the number of its root; 0 where there are none.
func (f *file) addOutline(bookmarks []Bookmark) int {
	if len(bookmarks) == 0 {
		return 0
	}
	entries := arranged(bookmarks)
	root := f.reserve()
	object := func(i int) int { return root + 1 + i }
	first, last := -1, -1
	for i, e := range entries {
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title %s /Dest [%d 0 R /XYZ 0 %.2f null] /Parent %d 0 R", Text(e.Title), f.pages[e.Page], e.Top, object(e.parent))
		for _, r := range []struct {
			key string
			to  int
		}{{"Prev", e.previous}, {"Next", e.next}, {"First", e.first}, {"Last", e.last}} {
			if r.to >= 0 {
				fmt.Fprintf(&b, " /%s %d 0 R", r.key, object(r.to))
			}
		}
		if n := below(entries, i); n > 0 {
			fmt.Fprintf(&b, " /Count %d", n)
		}
		f.add("%s>>\n", b.String())
		if e.parent < 0 {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	f.objects[root] = fmt.Appendf(nil, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>\n", object(first), object(last), len(entries))
	return root
}

// arranged finds the place of every bookmark among the others.
func arranged(bookmarks []Bookmark) []entry {
	entries := make([]entry, len(bookmarks))
	var path []int // the last entry of every depth
	for i, b := range bookmarks {
		depth := min(b.Depth, len(path))
		e := entry{b, -1, -1, -1, -1, -1}
		if depth < len(path) {
			e.previous = path[depth]
			entries[e.previous].next = i
		}
		if depth > 0 {
			e.parent = path[depth-1]
			entries[e.parent].last = i
			if entries[e.parent].first < 0 {
				entries[e.parent].first = i
			}
		}
		entries[i] = e
		path = append(path[:depth], i)
	}
	return entries
}

// below is how many entries stand below entry i, at whatever depth.
func below(entries []entry, i int) int {
	n := 0
	for k := i + 1; k < len(entries) && entries[k].Depth > entries[i].Depth; k++ {
		n++
	}
	return n
}
