package unitfile

import (
	"fmt"
	"strings"
)

// quoted is a text in one line as TOML writes it.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// text is a text as TOML writes it: one of several paragraphs over several
// lines, with the marks outside them.
func text(s string) string {
	if !strings.Contains(s, "\n") {
		return quoted(s)
	}
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, l := range lines {
		q := quoted(l)
		lines[i] = strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
		lines[i] = strings.ReplaceAll(lines[i], `"""`, `""\"`)
	}
	return `"""` + "\n" + strings.Join(lines, "\n") + "\n" + `"""`
}

// comment is a comment behind a value; none for no text.
func comment(s string) string {
	if s == "" {
		return ""
	}
	return " # " + s
}

// commentColumn is where the comments behind the values begin, as in the
// examples.
const commentColumn = 41

// evenComments puts the comments behind values below each other. It leaves the
// lines of long texts alone.
func evenComments(file string) string {
	lines := strings.Split(file, "\n")
	inText := false
	for i, l := range lines {
		marks := strings.Count(l, `"""`)
		if inText || marks > 0 {
			inText = inText != (marks%2 == 1)
			continue
		}
		at := commentAt(l)
		if at < 0 {
			continue
		}
		value := strings.TrimRight(l[:at], " ")
		lines[i] = value + strings.Repeat(" ", max(commentColumn-cells(value), 1)) + l[at:]
	}
	return strings.Join(lines, "\n")
}

// commentAt is where a comment begins behind a value, outside quotes, or -1. A
// line that is a comment as a whole may have another behind an example.
func commentAt(l string) int {
	inQuotes := false
	for i := 0; i < len(l); i++ {
		switch {
		case inQuotes && l[i] == '\\':
			i++
		case l[i] == '"':
			inQuotes = !inQuotes
		case !inQuotes && l[i] == '#' && i > 0 && strings.Trim(l[:i], "# ") != "":
			return i
		}
	}
	return -1
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
