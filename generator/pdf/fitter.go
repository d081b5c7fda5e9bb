package pdf

// fitter lowers a table line by line: where the columns have room to spare, it
// is used for the row that gets a line lower for the least of it.
type fitter struct {
	grid  *grid
	width float64
	needs []float64
	rows  []int     // lines of every row
	tight []float64 // least widths at which no row gets higher
}

// settle finds the tight widths of the lowest table near the given widths.
func (f *fitter) settle(widths []float64) {
	f.rows = f.grid.rowLines(f.grid.counts(widths))
	f.tighten(widths)
	for f.lowerOne() {
	}
	for f.unwrapOne() {
	}
}

// rowLines is how many lines every row takes. A cell over several rows asks
// its last row for what is missing.
func (g *grid) rowLines(counts []int) []int {
	lines := make([]int, g.rows)
	for row, cells := range g.ending {
		lines[row] = 1
		for _, c := range cells {
			missing := counts[c.index]
			for r := c.Row; r < row; r++ {
				missing -= lines[r]
			}
			lines[row] = max(lines[row], missing)
		}
	}
	return lines
}

// allowed is how many lines the cell may take.
func (f *fitter) allowed(c *cell) int {
	n := 0
	for r := c.Row; r <= c.last(); r++ {
		n += f.rows[r]
	}
	return n
}

// tighten finds the least widths for the lines that the rows have.
func (f *fitter) tighten(widths []float64) {
	f.tight = append([]float64{}, f.needs...)
	for _, c := range f.grid.cells {
		if c.Cols() == 1 {
			f.tight[c.Col] = max(f.tight[c.Col], f.widthFor(c, f.allowed(c)))
		}
	}
	for _, c := range f.grid.cells {
		if c.Cols() > 1 {
			f.widenFor(c, f.widthFor(c, f.allowed(c)), widths)
		}
	}
}

// widenFor gives the columns of a cell what they lack together: first to those
// that have less than the given widths, in which the cell has room.
func (f *fitter) widenFor(c *cell, width float64, widths []float64) {
	own := f.tight[c.Col : c.Col+c.Cols()]
	missing, spare := width-total(own), 0.0
	if missing <= 0 {
		return
	}
	for i := range own {
		spare += max(0, widths[c.Col+i]-own[i])
	}
	if spare < missing {
		widen(own, width)
		return
	}
	for i := range own {
		own[i] += max(0, widths[c.Col+i]-own[i]) * missing / spare
	}
}

func (f *fitter) widthFor(c *cell, lines int) float64 { return c.widthFor(lines) + f.grid.around(c) }

// spare is the width that no column needs.
func (f *fitter) spare() float64 { return f.width - total(f.tight) + slack }

// lowerOne makes one row a line lower, the one that takes least width for it.
func (f *fitter) lowerOne() bool {
	best, price, spare := -1, 0.0, f.spare()
	for row, n := range f.rows {
		if n == 1 {
			continue
		}
		if p := total(f.extra(row)); p <= spare && (best < 0 || p < price) {
			best, price = row, p
		}
	}
	if best < 0 {
		return false
	}
	for i, more := range f.extra(best) {
		f.tight[i] += more
	}
	f.rows[best]--
	return true
}

// extra is the width that each column lacks for the row to be a line lower.
func (f *fitter) extra(row int) []float64 {
	extra := make([]float64, len(f.tight))
	for _, c := range f.grid.ending[row] {
		missing := f.widthFor(c, f.allowed(c)-1)
		for i := c.Col; i < c.Col+c.Cols(); i++ {
			missing -= f.tight[i] + extra[i]
		}
		for i := c.Col; i < c.Col+c.Cols() && missing > 0; i++ {
			extra[i] += missing / float64(c.Cols())
		}
	}
	return extra
}

// unwrapOne gives one label a line of its own, the one that lacks least.
func (f *fitter) unwrapOne() bool {
	var best *cell
	price, spare := 0.0, f.spare()
	for _, c := range f.grid.cells {
		if !c.isLabel() {
			continue
		}
		p := f.widthFor(c, c.fewest) - total(f.tight[c.Col:c.Col+c.Cols()])
		if p > slack && p <= spare && (best == nil || p < price) {
			best, price = c, p
		}
	}
	if best == nil {
		return false
	}
	for i := best.Col; i < best.Col+best.Cols(); i++ {
		f.tight[i] += price / float64(best.Cols())
	}
	return true
}
