package unitfile

import "strings"

// line is a line of the file, or a text over several lines, with the comment
// behind it.
type line struct{ text, comment string }

// The columns of the comments behind values, in cells: where they begin, as in
// the examples, and how far to the right one may begin before it stands above
// its value instead.
const (
	commentColumn = 41
	farColumn     = 72
)

// Even is a unit file, or a part of one, with the comments behind values below
// each other; those behind long texts stand above them. It has no text over
// several lines, unless that is a comment.
func Even(text string) string {
	var lines []line
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		value, comment, found := strings.Cut(l, " # ")
		if !found || strings.TrimLeft(value, "# ") == "" {
			value, comment = l, ""
		}
		lines = append(lines, line{strings.TrimRight(value, " "), comment})
	}
	return layOut(lines)
}

// layOut is the text of the lines, with the comments of those that stand
// together below each other.
func layOut(lines []line) string {
	var b strings.Builder
	for len(lines) > 0 {
		n := 0
		for n < len(lines) && lines[n].text != "" {
			n++
		}
		column := columnOf(lines[:n])
		for _, l := range lines[:n] {
			b.WriteString(l.laidOut(column) + "\n")
		}
		if lines = lines[n:]; len(lines) > 0 {
			b.WriteString("\n")
			lines = lines[1:]
		}
	}
	return b.String()
}

// columnOf is where the comments of some lines begin.
func columnOf(lines []line) int {
	column := commentColumn
	for _, l := range lines {
		if l.comment != "" && !l.isFar() {
			column = max(column, cells(l.text)+1)
		}
	}
	return column
}

// isFar reports whether a comment would begin too far to the right. Figures in
// one line may push the column there, a text does not.
func (l line) isFar() bool {
	most := commentColumn
	if strings.HasSuffix(l.text, "}") {
		most = farColumn
	}
	return strings.Contains(l.text, "\n") || cells(l.text) >= most
}

func (l line) laidOut(column int) string {
	switch {
	case l.comment == "":
		return l.text
	case l.isFar():
		return "# " + l.comment + "\n" + l.text
	}
	return l.text + strings.Repeat(" ", column-cells(l.text)) + "# " + l.comment
}

// cells is the width of a text in an editor, where a Han character takes two.
func cells(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2e80 {
			n++
		}
	}
	return n
}

// mostCells is how wide a line of explanation may be.
const mostCells = 100

// wrapped is a text in lines of explanation, broken behind marks, each line
// with an indent before it and the first with a label in the indent.
func wrapped(label string, indent int, text string) []string {
	var lines []string
	at := label + strings.Repeat(" ", max(indent-cells(label), 0))
	for _, piece := range strings.SplitAfter(text, "，") {
		if cells(at)+cells(piece) > mostCells && strings.TrimSpace(at) != strings.TrimSpace(label) {
			lines = append(lines, strings.TrimRight(at, " "))
			at = strings.Repeat(" ", indent)
		}
		at += piece
	}
	return append(lines, at)
}
