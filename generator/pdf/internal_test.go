package pdf

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"github.com/discgen/discgen/fonts"
)

// pieces cuts a text where its lines may end.
func pieces(text string) []string {
	glyphs := bodyStyle.shape(text)
	var all []string
	start := 0
	for i, place := range opportunities(glyphs) {
		if place == allowed {
			all = append(all, textOf(glyphs[start:i]))
			start = i
		}
	}
	return all
}

func TestOpportunities(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"Han", "预算", "预|算"},
		{"mark sticks to what is before it", "预，算", "预，|算"},
		{"quotation", "的“三公”经费", "的|“三|公”|经|费"},
		{"year", "于2024年度", "于|2024年|度"},
		{"figure", "为1,234.56%，", "为|1,234.56%，"},
		{"negative figure", "为-12.50万元", "为-12.50|万|元"},
		{"dash is whole", "元——其", "元|——|其"},
		{"hyphen does not begin a line", "2020—2024年", "2020—|2024年"},
		{"ellipsis", "上……其", "上……|其"},
		{"name with a dot", "提·艾力", "提·艾|力"},
		{"Latin words", "GB/T 9704", "GB/|T |9704"},
		{"brackets", "（一）工", "（一）|工"},
		{"apostrophe", "don’t", "don’t"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(pieces(test.text), "|"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

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

func TestJustifiedLinesEndAtTheRightEdge(t *testing.T) {
	const width = 442.2
	text := strings.Repeat("预算单位的“三公”经费为1,234.56万元，比上年增加。", 20)
	lines := breakJustified(bodyStyle.shape(text), measure{width: width, indent: 2 * charPitch})
	for i, l := range lines[:len(lines)-1] {
		runs := l.runs(size3, l.indent, 0)
		last := runs[len(runs)-1]
		glyphs := l.glyphs[len(l.glyphs)-len([]rune(last.text)):]
		end := last.x + widthOf(glyphs)
		for k := range len(glyphs) - 1 {
			end += last.space - glyphs[k].track
		}
		if half := blankHalf(l.glyphs); math.Abs(end-width) > 0.02 && math.Abs(end-half-width) > 0.02 {
			t.Errorf("line %d ends at %.2f, want %.2f", i, end, width)
		}
	}
}

func TestBalancedLines(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"before the year", "昌吉回族自治州工商业联合会2024年度部门决算公开说明", "昌吉回族自治州工商业联合会|2024年度部门决算公开说明"},
		{"one line", "2024年度部门决算", "2024年度部门决算"},
		{"no bracket at a line's end", "部门决算情况的说明和收入支出（万元）（万元）（万元）（万元）", "部门决算情况的说明和收入支出|（万元）（万元）（万元）（万元）"},
		{"at a blank", "第二部分部门决算情况说明 收入支出决算总体情况说明", "第二部分部门决算情况说明|收入支出决算总体情况说明"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, l := range breakBalanced(coverStyle.shape(test.text), portrait.width) {
				got = append(got, textOf(l.glyphs))
			}
			if joined := strings.Join(got, "|"); joined != test.want {
				t.Errorf("%s, want %s", joined, test.want)
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
