package pdf

import (
	"math"
	"strings"
)

// seamPrice is what a break inside a run of Han costs when a title is set: it
// may be inside a word or a name, which a title must not be broken in.
const seamPrice = 0.12

// maxBalanced is how many lines a title may have; a longer text is no title
// and is set line after line.
const maxBalanced = 8

// breakBalanced breaks a title into as few lines as hold it, of like widths,
// preferably where a number, a blank or a mark shows that a word ends.
func breakBalanced(glyphs []glyph, width float64) []line {
	ragged := breakRagged(glyphs, width)
	count := len(ragged)
	if count <= 1 || count > maxBalanced {
		return ragged
	}
	places := opportunities(glyphs)
	relieve(glyphs, places, width)
	b := balancer{glyphs: glyphs, places: places, width: width, target: widthOf(glyphs) / float64(count)}
	ends, price := b.best(0, count)
	if math.IsInf(price, 1) {
		return ragged
	}
	var lines []line
	start := 0
	for _, end := range ends {
		content := trimmed(glyphs[start:end])
		lines = append(lines, line{glyphs: content, width: widthOf(content)})
		start = end
	}
	return lines
}

type balancer struct {
	glyphs []glyph
	places []opportunity
	width  float64
	target float64
	memo   map[[2]int]division
}

type division struct {
	ends  []int
	price float64
}

// best divides the glyphs from start on into count lines.
func (b *balancer) best(start, count int) ([]int, float64) {
	if known, ok := b.memo[[2]int{start, count}]; ok {
		return known.ends, known.price
	}
	d := division{price: math.Inf(1)}
	for end := start + 1; end <= len(b.glyphs); end++ {
		w := widthOf(trimmed(b.glyphs[start:end]))
		if w > b.width+slack {
			break
		}
		if b.places[end] == never || (count == 1) != (end == len(b.glyphs)) {
			continue
		}
		off := (w - b.target) / b.target
		rest, price := b.rest(end, count-1)
		if price += off*off + b.seam(end); price < d.price {
			d = division{append([]int{end}, rest...), price}
		}
	}
	if b.memo == nil {
		b.memo = map[[2]int]division{}
	}
	b.memo[[2]int{start, count}] = d
	return d.ends, d.price
}

func (b *balancer) rest(start, count int) ([]int, float64) {
	if count == 0 {
		return nil, 0
	}
	return b.best(start, count)
}

// seam is the price of a line end before glyph i.
func (b *balancer) seam(i int) float64 {
	if b.places[i] == emergency {
		return 10 * seamPrice
	}
	if i == len(b.glyphs) || b.wordEnds(i) {
		return 0
	}
	return seamPrice
}

// wordEnds tells whether a word surely ends before glyph i: at a blank, at a
// mark, where a number begins, behind a year (年度).
func (b *balancer) wordEnds(i int) bool {
	before, after := b.glyphs[i-1].char, b.glyphs[i].char
	switch {
	case isBlank(before), strings.ContainsRune(closing, before), strings.ContainsRune(notLast, after):
		return true
	case isDigit(after) && !isDigit(before):
		return true
	}
	return strings.HasSuffix(textOf(b.glyphs[max(0, i-2):i]), "年度")
}
