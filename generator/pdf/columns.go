package pdf

import "math"

// plan is a table with the widths of its columns chosen.
type plan struct {
	widths []float64 // in the measured size
	counts []int     // lines of every cell
	whole  bool      // no figure is torn, and no word unless the grid lets it be
}

// planFor chooses the widths of the columns for a table of the given width, so
// that the table is as low as possible: first as if text were a liquid, then
// line by line. What is left over is shared by the columns' own wishes.
func (g *grid) planFor(width float64) *plan {
	if p := g.plans[width]; p != nil {
		return p
	}
	p := &plan{}
	needs, ok := g.needs(width)
	switch {
	case ok && g.torn:
		p.widths = g.liquid(needs, width)
	case ok:
		f := &fitter{grid: g, width: width, needs: needs}
		f.settle(g.liquid(needs, width))
		p.widths, _ = distribute(g.wishes(), f.tight, width)
	default:
		p.widths, _ = distribute(g.wishes(), needs, width)
	}
	p.whole, p.counts = ok, g.counts(p.widths)
	g.plans[width] = p
	return p
}

func (g *grid) wishes() []float64 {
	wishes := make([]float64, len(g.table.Columns))
	for i, c := range g.table.Columns {
		wishes[i] = float64(max(c.Width, 1))
	}
	return wishes
}

// needs is the least width of every column. It tells whether they go into the
// width together.
func (g *grid) needs(width float64) ([]float64, bool) {
	needs := make([]float64, len(g.table.Columns))
	for i := range needs {
		needs[i] = (1 + 2*g.pad) * measured
	}
	for _, c := range g.cells {
		if c.Cols() == 1 {
			needs[c.Col] = max(needs[c.Col], g.need(c))
		}
	}
	for _, c := range g.cells {
		if c.Cols() > 1 {
			widen(needs[c.Col:c.Col+c.Cols()], g.need(c))
		}
	}
	return needs, total(needs) <= width+slack
}

// widen lets columns grow in proportion until they have the width together.
func widen(columns []float64, width float64) {
	if sum := total(columns); sum < width {
		for i := range columns {
			columns[i] *= width / sum
		}
	}
}

func total(lengths []float64) float64 {
	sum := 0.0
	for _, l := range lengths {
		sum += l
	}
	return sum
}

// inside is the width of a cell's text.
func (g *grid) inside(c *cell, widths []float64) float64 {
	return total(widths[c.Col:c.Col+c.Cols()]) - g.around(c) + slack
}

func (g *grid) counts(widths []float64) []int {
	counts := make([]int, len(g.cells))
	for i, c := range g.cells {
		counts[i] = c.count(g.inside(c, widths))
	}
	return counts
}

// liquid shares the width as if a cell's text took the same area at any width.
// At the lowest table every column pulls alike: a point more of it saves as
// much height as a point more of any other.
func (g *grid) liquid(needs []float64, width float64) []float64 {
	const rounds = 12
	widths, _ := distribute(g.wishes(), needs, width)
	for range rounds {
		pulls := g.pulls(widths)
		for i, w := range widths {
			pulls[i] = math.Sqrt(w * (pulls[i] + 1e-3))
		}
		widths, _ = distribute(pulls, needs, width)
	}
	return widths
}

// pulls is how much height each column costs. The cells of a row share its
// height by the fourth power of their own, so that nearly all is the highest
// ones'.
func (g *grid) pulls(widths []float64) []float64 {
	pulls := make([]float64, len(widths))
	for _, cells := range g.ending {
		heights, sum := make([]float64, len(cells)), 0.0
		for i, c := range cells {
			h := c.area / g.inside(c, widths) / float64(c.Rows())
			heights[i] = h * h * h * h
			sum += heights[i]
		}
		row := math.Sqrt(math.Sqrt(sum))
		for i, c := range cells {
			if sum > 0 && c.Number == nil {
				own := widths[c.Col : c.Col+c.Cols()]
				for k, w := range own {
					pulls[c.Col+k] += heights[i] / (row * row * row) * w / total(own)
				}
			}
		}
	}
	return pulls
}

// distribute shares the width in the proportions of the wishes, but no column
// gets less than it needs. It fails where the needs are more than there is;
// the columns then share by their needs.
func distribute(wishes, needs []float64, width float64) ([]float64, bool) {
	sum := total(needs)
	widths := make([]float64, len(wishes))
	if sum > width+slack {
		for i, n := range needs {
			widths[i] = n * width / sum
		}
		return widths, false
	}
	fixed := make([]bool, len(wishes))
	for share(wishes, needs, width, widths, fixed) {
	}
	return widths, true
}

// share divides what the fixed columns leave and fixes the columns that would
// get too little. It tells whether it has to be done again.
func share(wishes, needs []float64, width float64, widths []float64, fixed []bool) bool {
	wished := 0.0
	for i := range wishes {
		if fixed[i] {
			width -= needs[i]
		} else {
			wished += wishes[i]
		}
	}
	again := false
	for i := range wishes {
		switch {
		case fixed[i]:
			widths[i] = needs[i]
		case wishes[i]*width/wished < needs[i]-slack:
			fixed[i], again = true, true
		default:
			widths[i] = wishes[i] * width / wished
		}
	}
	return again
}
