package pdf

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
)

// newlines are the line ends that a text may hold, each turned into "\n".
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")

// split cuts a text at its line ends. A tab counts as a space.
func split(text string) []string {
	return strings.Split(newlines.Replace(text), "\n")
}

// paragraphs cuts a running text at its line ends and drops the blanks around
// each piece, with which writers indent by hand.
func paragraphs(text string) []string {
	parts := split(text)
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
	}
	return parts
}

// MissingGlyphError tells of a character that none of the fonts can show.
type MissingGlyphError struct {
	Char rune
	Text string // the text that it stands in
}

// Error names the character and its code point.
func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("没有字体能显示字符“%c”（%U），见：%s", e.Char, e.Char, excerpt(e.Text, e.Char))
}

// excerpt is the text around the first r, at most a line long.
func excerpt(text string, r rune) string {
	const around = 12
	runes := []rune(text)
	at := 0
	for at < len(runes) && runes[at] != r {
		at++
	}
	return string(runes[max(0, at-around):min(len(runes), at+around+1)])
}

// check finds the first character of the document that cannot be shown.
func check(blocks []doc.Block, set *fonts.Set) error {
	seen := map[rune]bool{}
	for _, text := range texts(blocks) {
		for _, r := range newlines.Replace(text) {
			if r == '\n' || seen[r] {
				continue
			}
			if !set.Shows(r) {
				return &MissingGlyphError{Char: r, Text: text}
			}
			seen[r] = true
		}
	}
	return nil
}

// texts is every text that the document shows.
func texts(blocks []doc.Block) []string {
	var all []string
	for _, block := range blocks {
		switch b := block.(type) {
		case doc.Cover:
			all = append(append(all, b.Title), b.Lines...)
		case doc.Contents:
			all = append(all, b.Title)
		case doc.Heading:
			all = append(all, b.Text)
		case doc.Paragraph:
			all = append(all, b.Text)
		case *doc.Table:
			if b != nil {
				all = append(all, b.Text())
			}
		case *doc.Chart:
			all = append(all, b.Text())
		}
	}
	return all
}
