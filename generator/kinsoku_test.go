package generator_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// Marks that no line may begin or end with (GB/T 15834, CLREQ).
const (
	neverFirst = "、，；：。！？）》〉」』】〕〗”’·％℃‰％～%),.:;?]}／．｝］"
	neverLast  = "（《〈「『【〔〖“‘￥＄№([{｛［"
)

// wholes are what no line may be split in: numbers with what belongs to them,
// dashes and dots of omission.
var wholes = regexp.MustCompile(`[-−+]?[0-9]+(?:[.,][0-9]+)*[%％‰℃]?|——|……`)

// everyText calls a function with the lines of every text of the document, in
// tables and outside.
func (s *shown) everyText(do func(page int, text string, lines []string)) {
	for _, p := range s.pieces {
		var lines []string
		for _, l := range p.lines {
			lines = append(lines, unspaced(l.text))
		}
		do(p.lines[0].page, unspaced(p.text), lines)
	}
	for _, table := range s.tables {
		for _, c := range table.cells {
			var lines []string
			for _, l := range linesIn(c.frame) {
				lines = append(lines, stringOf(l))
			}
			do(c.page, textIn(c.frame), lines)
		}
	}
}

func TestLinesKeepTheMarksRules(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		s.everyText(func(page int, text string, lines []string) {
			for i, l := range lines {
				first, _ := utf8.DecodeRuneInString(l)
				last, _ := utf8.DecodeLastRuneInString(l)
				if i > 0 && strings.ContainsRune(neverFirst, first) || i < len(lines)-1 && strings.ContainsRune(neverLast, last) {
					t.Errorf("page %d: a mark stands where it may not in the line %q", page+1, l)
				}
			}
		})
	})
}

func TestNoNumberIsSplit(t *testing.T) {
	breaks := 0
	eachShown(t, func(t *testing.T, s *shown) {
		s.everyText(func(page int, text string, lines []string) {
			ends := map[int]bool{} // bytes before which a line begins
			at := 0
			for _, l := range lines {
				ends[at] = true
				at += len(l)
			}
			breaks += max(0, len(lines)-1)
			for _, m := range wholes.FindAllStringIndex(text, -1) {
				for i := m[0] + 1; i < m[1]; i++ {
					if ends[i] {
						t.Errorf("page %d: %s is split: %q", page+1, text[m[0]:m[1]], lines)
					}
				}
			}
		})
	})
	if breaks < 1000 {
		t.Errorf("only %d line breaks", breaks)
	}
}

// A heading has the line after it on its page, or the table that it heads; a
// paragraph of three lines and more has two at least at a page's foot and head.
func TestPagesEndWell(t *testing.T) {
	turned := 0
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.pieces {
			first, last := p.lines[0], p.lines[len(p.lines)-1]
			if p.kind == headingText && first.page != last.page {
				t.Errorf("page %d: the heading %q stands on two pages", first.page+1, p.text)
			}
			if p.kind == headingText && i+1 < len(s.pieces) && s.pieces[i+1].lines[0].page != last.page && !s.tableBelow(last) {
				t.Errorf("page %d: the heading %q is the last line", last.page+1, p.text)
			}
			if n := len(p.lines); p.kind == paragraphText && first.page != last.page {
				turned++
				if n >= 3 && (p.lines[1].page != first.page || p.lines[n-2].page != last.page) {
					t.Errorf("pages %d and %d: a line of %q stands alone", first.page+1, last.page+1, p.text)
				}
			}
		}
	})
	if turned < 10 {
		t.Errorf("only %d paragraphs go over a page's end", turned)
	}
}

// tableBelow tells whether a table's frame stands below the line on its page.
func (s *shown) tableBelow(l shownLine) bool {
	for _, table := range s.tables {
		for _, c := range table.cells {
			if c.page == l.page && c.frame.Top > l.first().Y {
				return true
			}
		}
	}
	return false
}
