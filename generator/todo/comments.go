// Package todo finds in the text of a unit file what is left to be filled in:
// values that are blanks (待填), and comments that stand where a key is to be
// written. It knows how such lines are written and not what the keys mean.
package todo

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/discgen/discgen/generator/source"
)

// Comment is a key that stands in the file as a comment, to be filled in
// (待填). Those of a table of which the header is a comment too are one.
type Comment struct {
	Line  int    // of the file, from 1
	Path  string // as in findings
	What  string // what the comment says of it
	Group bool   // it is a whole table

	figures bool // all that is to be filled in are figures
}

var (
	header    = regexp.MustCompile(`^(#\s*)?(\[{1,2})([A-Za-z0-9_.]+)\]{1,2}\s*(?:#.*)?$`)
	commented = regexp.MustCompile(`^#\s*([A-Za-z0-9_]+)\s*=\s*(.*)$`)
	bare      = regexp.MustCompile(`(^|[\s={,])` + source.BlankMark + `($|[\s},])`)
)

// Comments are the keys that stand in a text as comments, in its order. A text
// that is no TOML has none to be relied upon.
func Comments(data []byte) []Comment {
	s := scanner{counts: map[string]int{}}
	for i, line := range strings.Split(string(data), "\n") {
		s.line(i+1, strings.TrimSpace(strings.TrimSuffix(line, "\r")))
	}
	return s.found
}

// scanner goes through the lines of a text and remembers in which table they
// stand.
type scanner struct {
	found  []Comment
	counts map[string]int // the elements of each list of tables, by the path without numbers
	table  string         // path of the table of the line
	group  bool           // the table's header is a comment
	inText bool           // between the marks of a text of several lines
	text   *Comment       // a commented key whose text may begin on the next line
}

func (s *scanner) line(n int, line string) {
	if s.inText || !strings.HasPrefix(line, "#") && strings.Count(line, `"""`)%2 == 1 {
		s.inText = s.inText != (strings.Count(line, `"""`)%2 == 1)
		return
	}
	if m := header.FindStringSubmatch(line); m != nil {
		s.enter(m[3], m[2] == "[[", m[1] != "")
		return
	}
	if m := commented.FindStringSubmatch(line); m != nil {
		s.key(n, m[1], m[2])
		return
	}
	if s.text != nil && strings.HasPrefix(strings.TrimLeft(line, "# "), source.BlankMark) {
		s.text.What = label(strings.TrimLeft(line, "# "))
		s.add(*s.text)
	}
	s.text = nil
}

// enter goes into the table of a header.
func (s *scanner) enter(path string, list, group bool) {
	s.group = group
	if list && !group {
		s.counts[path]++
	}
	var at, plain string
	for part := range strings.SplitSeq(path, ".") {
		at, plain = source.Join(at, part), source.Join(plain, part)
		n := s.counts[plain]
		if list && group && plain == path {
			n++ // the element that it would be
		}
		if n > 0 {
			at = fmt.Sprintf("%s[%d]", at, n)
		}
	}
	s.table = at
	if list && !group {
		for below := range s.counts {
			if strings.HasPrefix(below, path+".") {
				delete(s.counts, below)
			}
		}
	}
}

// key takes a commented key, if it is to be filled in.
func (s *scanner) key(n int, key, value string) {
	s.text = nil
	c := Comment{Line: n, Path: source.Join(s.table, key)}
	switch i := strings.Index(value, source.BlankMark); {
	case strings.HasPrefix(value, `"""`):
		s.text = &c
	case i >= 0 && !strings.Contains(before(value, "#"), source.BlankMark):
		return // only the remark behind it speaks of blanks
	case i >= 0:
		c.figures = bare.MatchString(value) && !strings.Contains(value, `"`)
		c.What = label(value[i:])
		s.add(c)
	}
}

// before is a text up to a mark.
func before(text, mark string) string {
	text, _, _ = strings.Cut(text, mark)
	return text
}

// add takes a comment, or the table that it stands in where that is one.
func (s *scanner) add(c Comment) {
	if !s.group {
		s.found = append(s.found, c)
		return
	}
	if n := len(s.found); n == 0 || s.found[n-1].Path != s.table || !s.found[n-1].Group {
		s.found = append(s.found, Comment{Line: c.Line, Path: s.table, Group: true})
	}
}

// label is what a line says of its blank: behind the mark, or in the remark
// behind the value.
func label(text string) string {
	text = strings.TrimPrefix(text, source.BlankMark)
	if said, ok := strings.CutPrefix(text, "："); ok {
		return strings.TrimSpace(strings.Trim(before(said, `"`), " ]"))
	}
	_, remark, _ := strings.Cut(text, "#")
	return strings.TrimSpace(remark)
}
