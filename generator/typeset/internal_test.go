package typeset

import (
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
