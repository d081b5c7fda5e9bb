package pdf

import (
	"errors"
	"math"
	"slices"
	"testing"

	"golang.org/x/image/font/sfnt"

	"github.com/discgen/discgen/fonts"
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

// TestSubset compares each glyph of a subset with the one of the whole font.
func TestSubset(t *testing.T) {
	const text = "预算é￥—1Aǖ"
	for _, font := range fonts.All() {
		t.Run(font.Name, func(t *testing.T) {
			chars := []rune{}
			for _, r := range text {
				if font.Shows(r) {
					chars = append(chars, r)
				}
			}
			data, err := subset(font.Data, chars)
			if err != nil {
				t.Fatal(err)
			}
			small, err := sfnt.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := sfnt.Parse(font.Data)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range chars {
				if !slices.Equal(drawing(t, small, r), drawing(t, whole, r)) {
					t.Errorf("%q looks different", r)
				}
			}
		})
	}
}

func drawing(t *testing.T, font *sfnt.Font, r rune) []sfnt.Segment {
	t.Helper()
	var buf sfnt.Buffer
	glyph, err := font.GlyphIndex(&buf, r)
	if err != nil || glyph == 0 {
		t.Fatalf("no glyph for %q: %v", r, err)
	}
	segments, err := font.LoadGlyph(&buf, glyph, 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(segments)
}

func TestDamagedFontsAreErrors(t *testing.T) {
	whole := fonts.Chain(fonts.Body)[0].Data
	for name, data := range map[string][]byte{"empty": nil, "short": whole[:100], "no glyphs": whole[:len(whole)/2], "other": []byte("OTTO, and some more bytes")} {
		t.Run(name, func(t *testing.T) {
			if _, err := subset(data, []rune("预")); !errors.Is(err, errFont) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
