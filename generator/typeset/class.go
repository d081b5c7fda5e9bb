package typeset

import (
	"strings"
	"unicode"
)

// class is what a character is to its neighbours.
type class byte

const (
	han     class = iota // a Han character, or another one em wide
	latin                // a letter or a digit of a narrow script, or a sign that belongs to a number
	other                // any other narrow character
	blank                // a space
	opening              // 前引号、前括号: blank in its left half
	closing              // 后引号、后括号: blank in its right half
	pause                // 、，；
	stop                 // 。？！：
	dot                  // ·: a quarter blank on either side
	dash                 // — and …, of which two are one mark
)

// marks are the full-width marks by their class (GB/T 15834).
var marks = map[class]string{
	opening: "（《〈「『【〔〖“‘｛［",
	closing: "）》〉」』】〕〗”’｝］",
	pause:   "、，；",
	stop:    "。？！：．",
	dot:     "·",
	dash:    "—…",
}

// classes are the same the other way round.
var classes = func() map[rune]class {
	all := map[rune]class{}
	for c, chars := range marks {
		for _, r := range chars {
			all[r] = c
		}
	}
	return all
}()

// inNumbers are the narrow signs that stand before or behind a figure.
const inNumbers = "%‰°-+−±/&#"

func classOf(g Glyph) class {
	if isBlank(g.Char) {
		return blank
	}
	if !g.wide {
		if unicode.IsLetter(g.Char) || unicode.IsDigit(g.Char) || strings.ContainsRune(inNumbers, g.Char) {
			return latin
		}
		return other
	}
	return classes[g.Char] // han where it is none of the marks
}

// isBlank covers the blanks that vanish at the end of a line. The ideographic
// space is not one: it is set on purpose.
func isBlank(r rune) bool { return r == ' ' }

// endsBlank tells whether the right half of the mark is blank.
func (g Glyph) endsBlank() bool { return g.class == closing || g.class == pause || g.class == stop }

// half is how much narrower a mark of the size can be: half an em, and for the
// dot a quarter on one side.
func (s Style) half(g Glyph) float64 {
	if g.class == dot {
		return s.Size / 4
	}
	return s.Size / 2
}
