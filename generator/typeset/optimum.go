package typeset

import "math"

// lonelyPrice is for one character alone on the last line (孤字成行).
const lonelyPrice = 0.5

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

// pricesFrom tells the price of every line that can begin at start.
func (t *Text) pricesFrom(places []bond, m Measure, start int, tell func(end int, price float64)) {
	_, width := m.at(start)
	found := false
	for end := start + 1; end <= len(t.glyphs); end++ {
		if places[end] == solid {
			continue
		}
		p := t.price(start, end, width)
		if p >= longPrice && found {
			return
		}
		tell(end, p+bondPrice[places[end]])
		found = true
	}
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
