package intake

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

// editor changes values in the text of a unit file, at the places of their
// nodes, and leaves every other byte as it is.
type editor struct {
	data    []byte // without a byte-order mark
	root    *source.Node
	lines   []int // offsets of the lines
	newline string
	edits   []edit
}

// edit puts a text for some bytes.
type edit struct {
	from, to int
	text     string
}

func newEditor(data []byte, root *source.Node) *editor {
	e := &editor{data: data, root: root, lines: []int{0}, newline: "\n"}
	for i, b := range data {
		if b == '\n' {
			e.lines = append(e.lines, i+1)
		}
	}
	if bytes.Contains(data, []byte("\r\n")) {
		e.newline = "\r\n"
	}
	return e
}

// result is the text with the edits made. Of several insertions at one place
// the first stands first.
func (e *editor) result() []byte {
	slices.SortStableFunc(e.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	last := 0
	for _, x := range e.edits {
		out = append(out, e.data[last:x.from]...)
		out = append(out, x.text...)
		last = x.to
	}
	return append(out, e.data[last:]...)
}

// offset is the byte at a place.
func (e *editor) offset(p finding.Place) int {
	at := e.lines[p.Line-1]
	for range p.Column - 1 {
		at++
		for at < len(e.data) && e.data[at]&0xc0 == 0x80 {
			at++
		}
	}
	return at
}

// replace puts another number for a value.
func (e *editor) replace(n *source.Node, text string) {
	from := e.offset(n.Value)
	e.edits = append(e.edits, edit{from, literalEnd(e.data, from), text})
}

// entry is a key with its value as the file writes it.
type entry struct{ key, value string }

func (x entry) line() string { return x.key + " = " + x.value }

// add inserts keys into a table below another, as an inline table where it is
// not there yet.
func (e *editor) add(parent *source.Node, table string, entries []entry) {
	if len(entries) == 0 {
		return
	}
	t := parent.Table[table]
	switch {
	case t == nil:
		e.addLines(parent, []string{table + " = { " + joinEntries(entries) + " }"})
	case e.isInline(t):
		e.addInline(t, entries)
	default:
		e.addLines(t, e.linesOf(t, entries))
	}
}

func joinEntries(entries []entry) string {
	var parts []string
	for _, x := range entries {
		parts = append(parts, x.line())
	}
	return strings.Join(parts, ", ")
}

// linesOf are entries as lines of a table, with what stands before the keys
// that are there: the names of tables, where the file writes them so
// (income.other = 1.00).
func (e *editor) linesOf(t *source.Node, entries []entry) []string {
	prefix := ""
	for _, key := range t.Keys {
		if c := t.Table[key]; !e.inHeader(c) {
			line := e.data[e.lines[c.Place.Line-1]:e.offset(c.Place)]
			prefix = strings.TrimLeft(string(line), " \t")
		}
	}
	var lines []string
	for _, x := range entries {
		lines = append(lines, prefix+x.line())
	}
	return lines
}

func (e *editor) isInline(t *source.Node) bool {
	at := e.offset(t.Value)
	return at < len(e.data) && e.data[at] == '{'
}

// inHeader reports whether a table is opened by a line [table].
func (e *editor) inHeader(t *source.Node) bool {
	line := e.data[e.lines[t.Place.Line-1]:]
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("["))
}

func (e *editor) addInline(t *source.Node, entries []entry) {
	end := 0
	for _, key := range t.Keys {
		end = max(end, e.end(t.Table[key]))
	}
	if end > 0 {
		e.edits = append(e.edits, edit{end, end, ", " + joinEntries(entries)})
		return
	}
	from := e.offset(t.Value)
	e.edits = append(e.edits, edit{from, literalEnd(e.data, from), "{ " + joinEntries(entries) + " }"})
}

// addLines inserts lines behind the last value that stands directly in a
// table, or behind its header.
func (e *editor) addLines(t *source.Node, lines []string) {
	at := e.offset(t.Place)
	for _, key := range t.Keys {
		if c := t.Table[key]; !e.inHeader(c) {
			at = max(at, e.end(c))
		}
	}
	e.insertBehind(at, lines)
}

// insertBehind inserts lines behind the line of an offset.
func (e *editor) insertBehind(at int, lines []string) {
	text, end := strings.Join(lines, e.newline)+e.newline, len(e.data)
	if i := bytes.IndexByte(e.data[at:], '\n'); i >= 0 {
		end = at + i + 1
	} else if end > 0 && e.data[end-1] != '\n' && !e.hasEdit(end) {
		text = e.newline + text
	}
	e.edits = append(e.edits, edit{end, end, text})
}

// hasEdit reports whether something was inserted at an offset.
func (e *editor) hasEdit(at int) bool {
	return slices.ContainsFunc(e.edits, func(x edit) bool { return x.from == at && x.to == at })
}

// append adds lines at the end of the file.
func (e *editor) append(lines []string) { e.insertBehind(len(e.data), lines) }

// end is where a value ends, with all that stands below it.
func (e *editor) end(n *source.Node) int {
	end := 0
	switch {
	case n.Kind == source.Table && !e.isInline(n):
		end = e.offset(n.Place)
	case n.Kind == source.Array && e.inHeader(n):
	default:
		end = literalEnd(e.data, e.valueStart(n))
	}
	for _, key := range n.Keys {
		end = max(end, e.end(n.Table[key]))
	}
	for _, item := range n.Items {
		if item.Kind == source.Table && n.Kind == source.Array && e.inHeader(n) {
			end = max(end, e.end(item))
		}
	}
	return end
}

// valueStart is where a value begins; of an array the node has only the place
// of the key.
func (e *editor) valueStart(n *source.Node) int {
	at := e.offset(n.Value)
	if n.Kind != source.Array {
		return at
	}
	if i := bytes.IndexByte(e.data[at:], '='); i >= 0 {
		at += i + 1
	}
	for at < len(e.data) && (e.data[at] == ' ' || e.data[at] == '\t') {
		at++
	}
	return at
}

// literalEnd is the offset behind the value that begins at another.
func literalEnd(data []byte, from int) int {
	rest := data[from:]
	for _, quotes := range []string{`"""`, "'''", `"`, "'"} {
		if bytes.HasPrefix(rest, []byte(quotes)) {
			return from + textEnd(rest, quotes)
		}
	}
	if len(rest) > 0 && (rest[0] == '{' || rest[0] == '[') {
		return from + bracketEnd(rest)
	}
	if i := bytes.IndexAny(rest, ",}]#\r\n\t "); i >= 0 {
		return from + i
	}
	return len(data)
}

// textEnd is the length of a text in quotes.
func textEnd(s []byte, quotes string) int {
	for i := len(quotes); i < len(s); i++ {
		switch {
		case s[i] == '\\' && quotes[0] == '"':
			i++
		case bytes.HasPrefix(s[i:], []byte(quotes)):
			end := i + len(quotes)
			for len(quotes) == 3 && end < len(s) && s[end] == quotes[0] {
				end++ // up to two quotes may stand before the closing ones
			}
			return end
		}
	}
	return len(s)
}

// bracketEnd is the length of an array or an inline table.
func bracketEnd(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'':
			i = literalEnd(s, i) - 1
		case '#':
			if end := bytes.IndexByte(s[i:], '\n'); end >= 0 {
				i += end
			}
		}
	}
	return len(s)
}
