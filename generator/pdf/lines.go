package pdf

import "strings"

// line is one line of text, ready to be placed.
type line struct {
	glyphs  []glyph
	indent  float64 // from the left edge of the measure
	width   float64 // natural width, without the blank half of a mark at its end
	stretch float64 // added to every gap that may grow, so that the line is full
}

// measure is the room that lines have.
type measure struct {
	width  float64
	indent float64 // of the first line
}

func (m measure) at(start int) (indent, width float64) {
	if start == 0 {
		return m.indent, m.width - m.indent
	}
	return 0, m.width
}

// Limits of what a gap may grow or shrink by, in em of the glyph before it.
const (
	maxShrink = 0.03
	maxGrowth = 0.5 // beyond this a short line looks better than a full one
	loose     = 0.1 // a gap beyond this is taken for a space by who reads the file
)

// trimmed drops the blanks at the end of a line.
func trimmed(glyphs []glyph) []glyph {
	for len(glyphs) > 0 && isBlank(glyphs[len(glyphs)-1].char) {
		glyphs = glyphs[:len(glyphs)-1]
	}
	return glyphs
}

// blankHalf is what a line may gain by setting the mark at its end half an em
// wide (GB/T 15834, 5.1.10).
func blankHalf(glyphs []glyph) float64 {
	if len(glyphs) == 0 {
		return 0
	}
	if last := glyphs[len(glyphs)-1]; last.wide && strings.ContainsRune(closing, last.char) {
		return last.width / 2
	}
	return 0
}

// grows tells whether the gap behind glyph i of a line may grow: beside a
// full-width character and at a space, never inside a word, a number or ——.
func grows(glyphs []glyph, i int) bool {
	a, b := glyphs[i], glyphs[i+1]
	if isDash(glyphs, i+1) {
		return false
	}
	return a.wide || b.wide || isBlank(a.char)
}

func gaps(glyphs []glyph) int {
	count := 0
	for i := range len(glyphs) - 1 {
		if grows(glyphs, i) {
			count++
		}
	}
	return count
}

// breakJustified breaks a paragraph where its lines together need the least
// stretching, and stretches all but the last to the full measure.
func breakJustified(glyphs []glyph, m measure) []line {
	places := opportunities(glyphs)
	relieve(glyphs, places, m.width-m.indent)
	var lines []line
	start := 0
	for _, end := range bestBreaks(glyphs, places, m) {
		lines = append(lines, newLine(glyphs, start, end, m))
		start = end
	}
	return lines
}

func newLine(glyphs []glyph, start, end int, m measure) line {
	indent, width := m.at(start)
	l := line{glyphs: trimmed(glyphs[start:end]), indent: indent}
	l.width = widthOf(l.glyphs)
	if l.width > width+slack {
		l.width -= blankHalf(l.glyphs)
	}
	if last := end == len(glyphs); last && l.width <= width+slack {
		return l
	}
	if n := gaps(l.glyphs); n > 0 && (width-l.width)/float64(n) <= maxGrowth*emOf(l.glyphs) {
		l.stretch = (width - l.width) / float64(n)
		l.width = width
	}
	return l
}

// breakRagged fills line after line; a line is as wide as its text.
func breakRagged(glyphs []glyph, width float64) []line {
	places := opportunities(glyphs)
	relieve(glyphs, places, width)
	var lines []line
	start := 0
	for start < len(glyphs) {
		end := lastFitting(glyphs, places, start, width)
		l := line{glyphs: trimmed(glyphs[start:end])}
		l.width = widthOf(l.glyphs)
		lines = append(lines, l)
		start = end
	}
	return lines
}

// lastFitting is the furthest place where a line that begins at start may end.
// It is the first one at all if none fits.
func lastFitting(glyphs []glyph, places []opportunity, start int, width float64) int {
	best, sum := 0, 0.0
	for i := start + 1; i <= len(glyphs); i++ {
		if g := glyphs[i-1]; !isBlank(g.char) {
			sum = widthOf(glyphs[start:i])
		}
		if best > 0 && sum > width+slack {
			break
		}
		if places[i] != never {
			best = i
		}
	}
	return best
}
