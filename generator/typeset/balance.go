package typeset

import "math"

// maxBalanced is how many lines a title may have; a longer text is no title
// and is set line after line.
const maxBalanced = 8

// What a line end in a title costs besides the unevenness of its lines.
const (
	looseEnd  = 0.12 // between two Han characters: it may be inside a name
	wordEnd   = 0.03 // beside a known word
	parted    = 0.2  // between the parts of one
	tornWord  = 0.6  // inside a known word
	bondedEnd = 3    // where no line should end at all
	hourglass = 2    // a line shorter than those above and below it
	rectangle = 0.02 // two lines of one width, where a trapezium is wanted
)

// anotherLine is the price of one line more than a title needs.
const anotherLine = 0.08

// Balanced breaks a label into as few lines as hold it, of like widths.
func (t *Text) Balanced(width float64) []Line { return t.divided(width, 0, 1) }

// Title breaks a title into lines shaped as a trapezium or a diamond (GB/T
// 9704, 7.3.1) that end where a word ends as far as that can be told; where
// that is better, into one or two more than would hold it.
func (t *Text) Title(width float64) []Line { return t.divided(width, 2, 4) }

// divided divides the text into lines of like widths, up to the given number
// more than hold it. The price of line ends counts as often as is said.
func (t *Text) divided(width float64, more int, ends float64) []Line {
	ragged := t.Ragged(width)
	least := len(ragged)
	if least <= 1 || least > maxBalanced {
		return ragged
	}
	prices, places := t.endPrices(), t.places(width)
	for i := range prices {
		prices[i] *= ends
	}
	best := division{price: math.Inf(1)}
	for n := range more + 1 {
		count := least + n
		b := balancer{text: t, places: places, ends: prices, width: width, target: t.Width() / float64(count), memo: map[state]division{}}
		d := b.best(state{count: count, above: -1})
		if d.price += anotherLine * float64(n); d.price < best.price {
			best = d
		}
	}
	if math.IsInf(best.price, 1) {
		return ragged
	}
	var lines []Line
	start := 0
	for _, end := range best.ends {
		lines = append(lines, t.line(start, end, filling{}))
		start = end
	}
	return lines
}

type balancer struct {
	text   *Text
	places []bond
	ends   []float64 // price of a line end before each glyph
	width  float64
	target float64
	memo   map[state]division
}

// state is what is left to be divided: the glyphs from start on, into count
// lines, below a line that begins at above (-1: none) and after lines that have
// begun to get shorter, or not.
type state struct {
	start, count, above int
	narrowing           bool
}

type division struct {
	ends  []int
	price float64
}

// best divides what is left at the lowest price.
func (b *balancer) best(s state) division {
	if known, ok := b.memo[s]; ok {
		return known
	}
	d := division{price: math.Inf(1)}
	n := len(b.text.glyphs)
	for end := s.start + 1; end <= n; end++ {
		w := b.text.extent(s.start, end).width
		if w > b.width+slack {
			break
		}
		if b.places[end] == solid || (s.count == 1) != (end == n) {
			continue
		}
		price, narrowing := b.price(s, end, w)
		rest := division{}
		if s.count > 1 {
			rest = b.best(state{end, s.count - 1, s.start, narrowing})
		}
		if price += rest.price; price < d.price {
			d = division{append([]int{end}, rest.ends...), price}
		}
	}
	b.memo[s] = d
	return d
}

// price is that of a line from s.start to end, w wide, and whether the lines
// are getting shorter with it.
func (b *balancer) price(s state, end int, w float64) (price float64, narrowing bool) {
	off := (w - b.target) / b.target
	price = off*off + b.ends[end]
	if b.places[end] != free {
		price += bondedEnd
	}
	if s.above < 0 {
		return price, false
	}
	grown := w - b.text.extent(s.above, s.start).width
	em := b.text.style.Size
	switch {
	case grown > em/2 && s.narrowing:
		return price + hourglass, true
	case math.Abs(grown) <= em/2:
		return price + rectangle, s.narrowing
	}
	return price, grown < 0
}
