package pdf

import "math"

// The price of a line that is not as it should be.
const (
	shrinkPrice    = 3   // times the price of the same stretch
	emergencyPrice = 50  // a word broken between its letters
	overfullPrice  = 1e6 // a line that sticks out, where nothing else is left
	lonelyPrice    = 0.5 // one character alone on the last line (孤字成行)
)

// bestBreaks chooses the ends of lines with the lowest price in all.
func bestBreaks(glyphs []glyph, places []opportunity, m measure) []int {
	n := len(glyphs)
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
		pricesFrom(glyphs, places, m, start, func(end int, p float64) {
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
func pricesFrom(glyphs []glyph, places []opportunity, m measure, start int, tell func(end int, price float64)) {
	_, width := m.at(start)
	found := false
	sum, growing := 0.0, 0
	for end := start + 1; end <= len(glyphs); end++ {
		sum += glyphs[end-1].width
		if end-1 > start && grows(glyphs[start:end], end-2-start) {
			growing++
		}
		if places[end] == never {
			continue
		}
		p, fits := priceOf(glyphs, start, end, sum, growing, width)
		if !fits && found {
			return
		}
		if places[end] == emergency {
			p += emergencyPrice
		}
		tell(end, p)
		found = true
	}
}

// priceOf is the price of one line of the given natural width with the given
// number of gaps that may grow.
func priceOf(glyphs []glyph, start, end int, sum float64, growing int, width float64) (price float64, fits bool) {
	content := trimmed(glyphs[start:end])
	if blanks := end - start - len(content); blanks > 0 {
		sum -= widthOf(glyphs[end-blanks : end])
		growing = gaps(content)
	}
	if sum > width+slack {
		sum -= blankHalf(content)
	}
	last := end == len(glyphs)
	if last && sum <= width+slack {
		if len(content) == 1 && start > 0 {
			return lonelyPrice, true
		}
		return 0, true
	}
	em := emOf(content)
	if growing == 0 {
		return raggedPrice(sum, width, em), sum <= width+slack
	}
	stretch := (width - sum) / float64(growing) / em
	if stretch < -maxShrink {
		return overfullPrice, false
	}
	if stretch < 0 {
		return shrinkPrice * stretch * stretch * 1000, true
	}
	return stretch * stretch * 1000, true
}

// raggedPrice is for a line without a gap to stretch: one long word.
func raggedPrice(sum, width, em float64) float64 {
	if sum > width+slack {
		return overfullPrice
	}
	short := (width - sum) / em
	return short * short * 1000
}

// emOf is the size of a line's text.
func emOf(glyphs []glyph) float64 {
	for _, g := range glyphs {
		if g.wide {
			return g.width - g.track
		}
	}
	return size3
}
