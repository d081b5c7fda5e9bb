package typeset

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
)

var body = Style{Role: fonts.Body, Size: 16}

// pieces cuts a text where its lines may end freely.
func pieces(text string) []string {
	t := body.Set(text)
	var all []string
	start := 0
	for i, b := range t.bonds {
		if b == free {
			all = append(all, textOf(t.glyphs[start:i]))
			start = i
		}
	}
	return all
}

func TestLinesEndWhereTheRulesAllow(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"Han", "预算", "预|算"},
		{"mark sticks to what is before it", "预，算", "预，|算"},
		{"quotation", "的“三公”经费", "的|“三|公”|经|费"},
		{"year", "于2024年度", "于|2024年度"},
		{"date", "2024年12月31日止", "2024年|12月|31日|止"},
		{"figure", "为1,234.56%，", "为|1,234.56%，"},
		{"amount with its unit", "为-12.50万元，比", "为-12.50万元，|比"},
		{"percentage points", "高3.2个百分点", "高|3.2个百分点"},
		{"full-width figure", "计１２．５％的", "计|１２．５％|的"},
		{"dash is whole", "元——其", "元|——|其"},
		{"hyphen does not begin a line", "2020—2024年", "2020—|2024年"},
		{"ellipsis", "上……其", "上|……|其"},
		{"name with a dot", "提·艾力", "提·艾|力"},
		{"Latin words", "GB/T 9704", "GB/T |9704"},
		{"brackets", "（一）工", "（一）|工"},
		{"yuan sign", "计￥5元", "计|￥5元"},
		{"apostrophe", "don’t", "don’t"},
		{"combined character", "e\u0301e", "e\u0301e"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(pieces(test.text), "|"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// full sets a line of a paragraph that is n em wide and gives the gaps behind
// its characters, in em.
func full(t *testing.T, line string, n float64) []float64 {
	t.Helper()
	text := Style{Role: fonts.Body, Size: 10}.Set(line + "文")
	l := text.filled(0, len(text.glyphs)-1, n*10)
	if !l.Full {
		t.Fatal("the line is not full")
	}
	var gaps []float64
	for i := range len(l.X) - 1 {
		gaps = append(gaps, (l.X[i+1]-l.X[i]-l.Glyphs[i].Width)/10)
	}
	return gaps
}

func TestOrderOfShrinking(t *testing.T) {
	// “ takes half an em from its left, 、 from its right; the line's last mark is half an em anyway
	tests := []struct {
		name, line string
		width      float64
		want       map[rune]float64 // gap behind the character
	}{
		{"the mark at the end alone", "预算预算预，", 5.5, map[rune]float64{'预': 0, '算': 0}},
		{"brackets before commas", "预（算）预、算预算", 8.5, map[rune]float64{'）': -0.25, '、': 0}},
		{"commas when brackets are used up", "预（算）预、算预算", 7.75, map[rune]float64{'）': -0.5, '、': -0.25}},
		{"stops last", "预（算）预、算。预算", 8.25, map[rune]float64{'）': -0.5, '、': -0.5, '。': -0.25}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			gaps := full(t, tt.line, tt.width)
			for i, r := range []rune(tt.line)[:len(gaps)] {
				if want, ok := tt.want[r]; ok && math.Abs(gaps[i]-want) > 0.01 && !(r == '预' && gaps[i] < 0 && []rune(tt.line)[i+1] == '（') {
					t.Errorf("the gap behind %q is %.3f, want %.3f", r, gaps[i], want)
				}
			}
		})
	}
}

func TestOrderOfStretching(t *testing.T) {
	tests := []struct {
		name, line string
		width      float64
		script     float64 // gap between Han and Latin
		plain      float64 // gap between Han
	}{
		{"Han and Latin first", "预算A算预算", 5.722 + 0.25 + 0.1, 0.175, 0},
		{"then all gaps to one width", "预算A算预算", 5.722 + 0.5 + 0.3, 0.25, 0.1},
		{"wider ones stay until the others have caught up", "预算A算预算", 5.722 + 5*0.3, 0.3, 0.3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			width := tt.width - 5.722 + Style{Role: fonts.Body, Size: 10}.Set("预算A算预算").Width()/10 - 0.25
			gaps := full(t, tt.line, width)
			want := []float64{tt.plain, tt.script, tt.script, tt.plain, tt.plain}
			if fmt.Sprintf("%.2f", gaps) != fmt.Sprintf("%.2f", want) {
				t.Errorf("the gaps are %.3f, want %.3f", gaps, want)
			}
		})
	}
}
