package source

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// block is how many bytes stand between two marks of a text's map. A place is
// found by counting at most that many, however long the line is.
const block = 1024

// textMap finds places in a text.
type textMap struct {
	data  []byte
	lines []int // offset of each line's first byte
	runes []int // characters that begin before each block
}

func mapText(data []byte) *textMap {
	m := &textMap{data: data, lines: []int{0}}
	count := 0
	for i, b := range data {
		if i%block == 0 {
			m.runes = append(m.runes, count)
		}
		if utf8.RuneStart(b) {
			count++
		}
		if b == '\n' {
			m.lines = append(m.lines, i+1)
		}
	}
	m.runes = append(m.runes, count)
	return m
}

// place turns an offset into a place.
func (m *textMap) place(offset int) finding.Place {
	line := sort.SearchInts(m.lines, offset+1)
	start := m.lines[line-1]
	if offset-start < block {
		return finding.Place{Line: line, Column: utf8.RuneCount(m.data[start:offset]) + 1}
	}
	return finding.Place{Line: line, Column: m.before(offset) - m.before(start) + 1}
}

// before is how many characters begin before an offset.
func (m *textMap) before(offset int) int {
	i := offset / block
	n := m.runes[i]
	for _, b := range m.data[i*block : offset] {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

// placeAt turns an offset into a place where only one is asked for.
func placeAt(data []byte, offset int) finding.Place {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return finding.Place{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[start:]) + 1,
	}
}

// At is the place of a path in the tree: of the path's own key or, where the
// file does not have it, of the nearest table above it that it has.
func (n *Node) At(path string) finding.Place {
	nearest, _ := n.find(path)
	return nearest.Place
}

// Has reports whether the tree has the path.
func (n *Node) Has(path string) bool {
	_, found := n.find(path)
	return found
}

// AtText is the place of the first character of a piece of the text at a path:
// of its first occurrence. It is the place of the text's value where the text
// does not hold the piece or the file writes it otherwise, with an escape or
// over a line-ending backslash, and At where there is no text at the path.
func (n *Node) AtText(path, piece string) finding.Place {
	text, found := n.find(path)
	if !found || text.Kind != String {
		return text.Place
	}
	at := strings.Index(text.Text, piece)
	if n.places == nil || piece == "" || at < 0 {
		return text.Value
	}
	raw := n.places.data[text.begin:text.end]
	if at = rawOffset(raw, at); !bytes.HasPrefix(raw[at:], []byte(piece)) {
		return text.Value
	}
	return n.places.place(text.begin + at)
}

// AtOffset is the place of the byte at an offset of the text at a path, as
// decoded. Where there is no such text, it is At.
func (n *Node) AtOffset(path string, offset int) finding.Place {
	text, found := n.find(path)
	if !found || text.Kind != String {
		return text.Place
	}
	if n.places == nil || offset < 0 || offset > len(text.Text) {
		return text.Value
	}
	return n.places.place(text.begin + rawOffset(n.places.data[text.begin:text.end], offset))
}

// find is the node at a path, or the nearest above it, and whether it is the
// path's own.
func (n *Node) find(path string) (*Node, bool) {
	for path != "" {
		key, rest, found := n.step(path)
		if !found {
			return n, false
		}
		n, path = n.Table[key], rest
		for strings.HasPrefix(path, "[") {
			index, rest, _ := strings.Cut(path[1:], "]")
			i, err := strconv.Atoi(index)
			if err != nil || i < 1 || i > len(n.Items) {
				return n, false
			}
			n, path = n.Items[i-1], rest
		}
		path = strings.TrimPrefix(path, ".")
	}
	return n, true
}

// step splits a path behind its first key. A key may hold a dot or a bracket
// itself, in quotes: the longest that the table has is taken.
func (n *Node) step(path string) (key, rest string, found bool) {
	for end, tries := 0, 0; end < len(path) && tries < maxDepth; tries++ {
		next := strings.IndexAny(path[end:], ".[")
		if end += next; next < 0 {
			end = len(path)
		}
		if _, ok := n.Table[path[:end]]; ok {
			key, rest, found = path[:end], path[end:], true
		}
		end++
	}
	return key, rest, found
}

// EachText visits every string below the node with its path.
func (n *Node) EachText(path string, visit func(path, text string)) {
	switch n.Kind {
	case String:
		if !n.blank {
			visit(path, n.Text)
		}
	case Array:
		for i, item := range n.Items {
			item.EachText(Index(path, i), visit)
		}
	case Table:
		for _, k := range n.Keys {
			n.Table[k].EachText(Join(path, k), visit)
		}
	}
}

// rawOffset is where the byte at an offset of a decoded text stands in the raw
// literal, quotes included.
func rawOffset(raw []byte, offset int) int {
	i := opening(raw)
	if raw[0] == '\'' {
		return i + offset
	}
	for i < len(raw) {
		from, to := 1, 1
		if raw[i] == '\\' {
			from, to = escape(raw[i:])
		}
		if offset < to {
			return i
		}
		offset -= to
		i += from
	}
	return len(raw)
}

// opening is the length of a literal's opening quotes, with the line end
// behind them that does not count.
func opening(raw []byte) int {
	quotes := raw[:1]
	if n := len(raw); n < 6 || raw[1] != quotes[0] || raw[2] != quotes[0] {
		return 1
	}
	rest := raw[3:]
	for _, end := range []string{"\n", "\r\n"} {
		if bytes.HasPrefix(rest, []byte(end)) {
			return 3 + len(end)
		}
	}
	return 3
}

// escape is how many bytes an escape has in the file, and how many it stands
// for. One that ends a line takes the blank space behind it along.
func escape(raw []byte) (from, to int) {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[1]]
	if digits > 0 {
		r, _ := strconv.ParseUint(string(raw[2:2+digits]), 16, 32)
		return 2 + digits, utf8.RuneLen(rune(r))
	}
	if strings.IndexByte(" \t\r\n", raw[1]) < 0 {
		return 2, 1
	}
	return 1 + len(raw[1:]) - len(bytes.TrimLeft(raw[1:], " \t\r\n")), 0
}
