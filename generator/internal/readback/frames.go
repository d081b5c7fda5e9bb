package readback

import (
	"cmp"
	"math"
	"slices"
)

// Table is what rules that touch each other enclose on one page.
type Table struct {
	Box
	Frames []Frame // from the top, and there from the left
	Faults int     // places that no rectangle of rules encloses
}

// Frame is a cell of a table with the glyphs in it, in the order of the file.
type Frame struct {
	Box
	Glyphs []Glyph
}

// near is how far apart two coordinates are that were meant to be one.
const near = 0.05

// Tables reads the tables of a page from its rules. The second value are the
// glyphs that stand in none.
func (p Page) Tables() ([]Table, []Glyph) {
	var tables []Table
	for _, rules := range connected(p.Rules) {
		tables = append(tables, tableOf(rules))
	}
	slices.SortFunc(tables, func(a, b Table) int { return cmp.Compare(a.Top, b.Top) })
	var loose []Glyph
	for _, g := range p.Glyphs {
		if f := frameAt(tables, g); f != nil {
			f.Glyphs = append(f.Glyphs, g)
		} else {
			loose = append(loose, g)
		}
	}
	return tables, loose
}

// frameAt is the frame that the middle of the glyph stands in.
func frameAt(tables []Table, g Glyph) *Frame {
	x, y := g.X+g.Advance/2, g.Y-g.Size/3
	for i, t := range tables {
		if x < t.Left || x > t.Right || y < t.Top || y > t.Bottom {
			continue
		}
		for k, f := range t.Frames {
			if x >= f.Left && x <= f.Right && y >= f.Top && y <= f.Bottom {
				return &tables[i].Frames[k]
			}
		}
	}
	return nil
}

// connected groups rules that touch each other.
func connected(rules []Rule) [][]Rule {
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		if group[i] != i {
			group[i] = root(group[i])
		}
		return group[i]
	}
	for i := range rules {
		for k := range i {
			if w, h := rules[i].Box().Overlap(rules[k].Box()); w > -near && h > -near {
				group[root(i)] = root(k)
			}
		}
	}
	byRoot := map[int][]Rule{}
	for i, r := range rules {
		byRoot[root(i)] = append(byRoot[root(i)], r)
	}
	var all [][]Rule
	for i := range rules {
		if g := byRoot[i]; g != nil {
			all = append(all, g)
		}
	}
	return all
}

// tableOf finds the rectangles that the rules enclose: the smallest pieces
// between all their heights and all their distances from the left, joined where
// no rule parts them.
func tableOf(rules []Rule) Table {
	var xs, ys []float64
	for _, r := range rules {
		xs, ys = append(xs, r.X1, r.X2), append(ys, r.Y1, r.Y2)
	}
	g := lattice{rules: rules, xs: distinct(xs), ys: distinct(ys)}
	return g.table()
}

func distinct(values []float64) []float64 {
	slices.Sort(values)
	var all []float64
	for _, v := range values {
		if len(all) == 0 || v > all[len(all)-1]+near {
			all = append(all, v)
		}
	}
	return all
}

type lattice struct {
	rules  []Rule
	xs, ys []float64
}

func (g lattice) table() Table {
	last := len(g.xs) - 1
	t := Table{Box: Box{g.xs[0], g.ys[0], g.xs[last], g.ys[len(g.ys)-1]}}
	seen := map[[2]int]bool{}
	for row := range len(g.ys) - 1 {
		for col := range last {
			if seen[[2]int{row, col}] {
				continue
			}
			piece, count, open := g.flood(row, col, seen)
			if w, h := piece[1]-piece[0], piece[3]-piece[2]; w*h != count || open {
				t.Faults++
			}
			t.Frames = append(t.Frames, Frame{Box: Box{g.xs[piece[0]], g.ys[piece[2]], g.xs[piece[1]], g.ys[piece[3]]}})
		}
	}
	slices.SortStableFunc(t.Frames, func(a, b Frame) int {
		if math.Abs(a.Top-b.Top) > near {
			return cmp.Compare(a.Top, b.Top)
		}
		return cmp.Compare(a.Left, b.Left)
	})
	return t
}

// flood joins the pieces that no rule parts from the one given. It returns the
// columns and rows that they reach over, how many they are, and whether a rule
// is missing around them.
func (g lattice) flood(row, col int, seen map[[2]int]bool) (reach [4]int, count int, open bool) {
	reach = [4]int{col, col + 1, row, row + 1}
	queue := [][2]int{{row, col}}
	seen[queue[0]] = true
	for ; len(queue) > 0; count++ {
		r, c := queue[0][0], queue[0][1]
		queue = queue[1:]
		reach = [4]int{min(reach[0], c), max(reach[1], c+1), min(reach[2], r), max(reach[3], r+1)}
		for _, step := range [][4]int{{0, 1, 0, 1}, {0, -1, 0, 0}, {1, 0, 1, 0}, {-1, 0, 0, 0}} {
			next := [2]int{r + step[0], c + step[1]}
			outside := next[0] < 0 || next[1] < 0 || next[0] >= len(g.ys)-1 || next[1] >= len(g.xs)-1
			switch ruled := g.ruled(step[1] != 0, r+step[2], c+step[3], r, c); {
			case ruled:
			case outside:
				open = true
			case !seen[next]:
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return reach, count, open
}

// ruled tells whether a rule stands at the edge of the piece at row and col:
// upright at the x with index atCol, or level at the y with index atRow.
func (g lattice) ruled(upright bool, atRow, atCol, row, col int) bool {
	x, y := (g.xs[col]+g.xs[col+1])/2, (g.ys[row]+g.ys[row+1])/2
	if upright {
		x = g.xs[atCol]
	} else {
		y = g.ys[atRow]
	}
	for _, r := range g.rules {
		b := r.Box()
		if x >= b.Left-near && x <= b.Right+near && y >= b.Top-near && y <= b.Bottom+near && (r.X1 == r.X2) == upright {
			return true
		}
	}
	return false
}
