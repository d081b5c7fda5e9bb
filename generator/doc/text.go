package doc

import "strings"

// Text is the plain text of blocks, one line a heading, a paragraph or a
// table cell, in reading order. Empty cells give no line. A Contents block
// gives its title only: its lines are the headings that follow anyway.
func Text(blocks []Block) string {
	var b strings.Builder
	line := func(s string) {
		if s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	for _, block := range blocks {
		switch x := block.(type) {
		case Cover:
			line(x.Title)
			for _, s := range x.Lines {
				line(s)
			}
		case Contents:
			line(x.Title)
		case Heading:
			line(x.Text)
		case Paragraph:
			line(x.Text)
		case *Table:
			line(x.Text())
		case *Chart:
			line(x.Text())
		}
	}
	return b.String()
}

// Text is the plain text of the table, a line each for its titles, cells and
// notes, without a line end at the end.
func (t *Table) Text() string {
	var lines []string
	add := func(s ...string) {
		for _, s := range s {
			if s != "" {
				lines = append(lines, s)
			}
		}
	}
	add(t.Title, t.Subtitle, t.FormNumber, t.Preparer, t.UnitLine)
	for _, rows := range [][]Row{t.Header, t.Body} {
		for _, r := range rows {
			for _, c := range r.Cells {
				add(c.String())
			}
		}
	}
	add(t.Notes...)
	return strings.Join(lines, "\n")
}
