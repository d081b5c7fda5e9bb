package typeset

import (
	"math"
	"sort"
)

// lonelyPrice is for one character alone on the last line (孤字成行).
const lonelyPrice = 8

// bestEnds chooses the ends of lines with the lowest price in all.
func (t *Text) bestEnds(places []bond, m Measure) []int {
	n := len(t.glyphs)
	price := make([]float64, n+1)
	from := make([]int, n+1)
	for i := range price {
		price[i] = math.Inf(1)
	}
	price[0] = 0
	for start := range n {
		if math.IsInf(price[start], 1) {
			continue
		}
		t.pricesFrom(places, m, start, func(end int, p float64) {
			if total := price[start] + p; total < price[end] {
				price[end], from[end] = total, start
			}
		})
	}
	return trace(from, n)
}

// trace follows the chosen lines back from the end.
func trace(from []int, n int) []int {
	count := 0
	for i := n; i > 0; i = from[i] {
		count++
	}
	ends := make([]int, count)
	for i := n; i > 0; i = from[i] {
		count--
		ends[count] = i
	}
	return ends
}

// emptyShare is the part of a measure that no line can be stretched from: its
// gaps would be wider than gapMost.
const emptyShare = 0.6

// pricesFrom tells the price of the lines that can begin at start. Lines that
// are too short to be filled are looked at only where no other fits.
func (t *Text) pricesFrom(places []bond, m Measure, start int, tell func(end int, price float64)) {
	_, width := m.at(start)
	n := len(t.glyphs)
	filled := start + 1 + sort.Search(n-start-1, func(i int) bool {
		return t.sums[start+1+i].width-t.sums[start].width >= emptyShare*width
	})
	if !t.pricesOf(places, start, filled, n, width, tell) {
		t.pricesOf(places, start, start+1, filled-1, width, tell)
	}
}

// pricesOf tells the price of the lines from start that end from first to last.
// It reports whether one of them fits. Where none does, the first that sticks
// out is told, so that there is a way on.
func (t *Text) pricesOf(places []bond, start, first, last int, width float64, tell func(end int, price float64)) bool {
	fits := false
	for end := first; end <= last; end++ {
		if places[end] == solid {
			continue
		}
		p := t.price(start, end, width)
		if p >= longPrice {
			if !fits {
				tell(end, p+bondPrice[places[end]])
			}
			return fits
		}
		tell(end, p+bondPrice[places[end]])
		fits = fits || p < shortPrice
	}
	return fits
}

// price is the price of one line.
func (t *Text) price(start, end int, width float64) float64 {
	s := t.extent(start, end)
	if end == len(t.glyphs) && s.width <= width+slack {
		if start > 0 && end-start <= 2 && s.width <= 1.5*t.style.Size+slack {
			return lonelyPrice
		}
		return 0
	}
	return t.style.fit(s, width).price
}
