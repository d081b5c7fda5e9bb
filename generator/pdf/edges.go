package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// edges collects the sides of a table's cells, so that a side that many cells
// share is drawn once and in one stroke.
type edges struct {
	across map[int][]span // by height
	down   map[int][]span // by distance from the left
}

type span struct{ from, to float64 }

// exact is how many steps of a coordinate a point has.
const exact = 100

func key(v float64) int { return int(math.Round(v * exact)) }

// add collects the four sides of a cell.
func (e *edges) add(left, top, right, bottom float64) {
	if e.across == nil {
		e.across, e.down = map[int][]span{}, map[int][]span{}
	}
	for _, y := range []float64{top, bottom} {
		e.across[key(y)] = append(e.across[key(y)], span{left, right})
	}
	for _, x := range []float64{left, right} {
		e.down[key(x)] = append(e.down[key(x)], span{top, bottom})
	}
}

// rules is every side once, joined where they meet.
func (e *edges) rules() []rule {
	var all []rule
	for _, y := range slices.Sorted(maps.Keys(e.across)) {
		for _, s := range joined(e.across[y]) {
			all = append(all, rule{s.from, float64(y) / exact, s.to, float64(y) / exact})
		}
	}
	for _, x := range slices.Sorted(maps.Keys(e.down)) {
		for _, s := range joined(e.down[x]) {
			all = append(all, rule{float64(x) / exact, s.from, float64(x) / exact, s.to})
		}
	}
	return all
}

func joined(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var all []span
	for _, s := range spans {
		if n := len(all); n > 0 && s.from <= all[n-1].to+1.0/exact {
			all[n-1].to = max(all[n-1].to, s.to)
			continue
		}
		all = append(all, s)
	}
	return all
}
