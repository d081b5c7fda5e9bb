package xlsx

import "strings"

// halfWidths is the width of a text on one line, in half-width characters. All
// that is not ASCII counts as two: 宋体 draws “”, …, ≥ and ① full width too.
func halfWidths(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if r < 0x80 {
		return 1
	}
	return 2
}

// Marks that a spreadsheet program keeps from a line's start and from its end.
const (
	closing = "、，；：。！？）》」』】〉〕…—％℃”’,.;:!?)]}%"
	opening = "（《「『【〈〔“‘([{"
)

// chunks are the widths of the parts of one paragraph between which a line may
// be broken: a Han character with the marks that stay with it, a Latin word, a
// figure, a space.
func chunks(paragraph string) []int {
	var widths []int
	var last rune
	for _, r := range paragraph {
		if len(widths) > 0 && joined(last, r) {
			widths[len(widths)-1] += runeWidth(r)
		} else {
			widths = append(widths, runeWidth(r))
		}
		last = r
	}
	return widths
}

// joined tells whether no line break may come between a and b.
func joined(a, b rune) bool {
	if a == ' ' || b == ' ' {
		return false
	}
	word := a < 0x80 && b < 0x80
	return word || strings.ContainsRune(closing, b) || strings.ContainsRune(opening, a)
}

// countLines is how many lines the text takes when it is wrapped to width
// half-width characters. A chunk wider than a line is broken anywhere.
func countLines(text string, width int) int {
	width = max(width, 2)
	n := 0
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		n += paragraphLines(p, width)
	}
	return n
}

func paragraphLines(paragraph string, width int) int {
	lines, used := 1, 0
	for _, w := range chunks(paragraph) {
		if used > 0 && used+w > width {
			lines, used = lines+1, 0
		}
		lines += (w - 1) / width
		used += (w-1)%width + 1
	}
	return lines
}

// longestChunk is the width that keeps every word and figure of the text whole.
func longestChunk(text string) int {
	longest := 0
	for p := range strings.SplitSeq(text, "\n") {
		for _, w := range chunks(p) {
			longest = max(longest, w)
		}
	}
	return longest
}

// escapeMark stands for _x005F_ until pack: the library misses some of the
// underscores that must be written so, and would escape an escaped one again.
// It is a noncharacter, which no text holds.
const escapeMark = '\uFDD0'

// escaped marks the underscores of a text such as _x0041_, which a reader of
// the file would take for the letter A.
func escaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if r == '_' && looksEscaped(s[i:]) {
			b.WriteRune(escapeMark)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// looksEscaped tells whether s begins with _xHHHH_.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
