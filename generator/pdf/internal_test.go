package pdf

import (
	"math"
	"slices"
	"testing"
)

func TestDistribute(t *testing.T) {
	tests := []struct {
		name          string
		wishes, needs []float64
		width         float64
		want          []float64
		ok            bool
	}{
		{"by wishes", []float64{1, 3}, []float64{1, 1}, 80, []float64{20, 60}, true},
		{"a need comes first", []float64{1, 3}, []float64{50, 1}, 80, []float64{50, 30}, true},
		{"one need after another", []float64{1, 1, 2}, []float64{50, 20, 1}, 90, []float64{50, 20, 20}, true},
		{"too little for all", []float64{1, 1}, []float64{60, 60}, 80, []float64{40, 40}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := distribute(test.wishes, test.needs, test.width)
			near := slices.EqualFunc(got, test.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-6 })
			if !near || ok != test.ok {
				t.Errorf("%v %v, want %v %v", got, ok, test.want, test.ok)
			}
		})
	}
}
