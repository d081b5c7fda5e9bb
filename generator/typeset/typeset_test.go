package typeset_test

import (
	"math"
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/typeset"
)

var body = typeset.Style{Role: fonts.Body, Size: 10}

// positions are where the characters of a text stand on one line, in em.
func positions(text string) []float64 {
	var all []float64
	for _, x := range body.Set(text).Single().X {
		all = append(all, x/10)
	}
	return all
}

func TestWidthsOfMarks(t *testing.T) {
	tests := []struct {
		name, text string
		want       []float64
	}{
		{"one mark is an em wide", "预，算", []float64{0, 1, 2}},
		{"two marks take one and a half", "预》，算", []float64{0, 1, 1.5, 2.5}},
		{"stop before an opening quote", "预。“算", []float64{0, 1, 1.5, 2.5}},
		{"two opening marks", "《“算", []float64{0, 0.5, 1.5}},
		{"three marks", "（“预”），", []float64{0, 0.5, 1.5, 2.5, 3, 3.5}},
		{"Han and digits", "计12元", []float64{0, 1.125, 0, 0}},
		{"bracket and digit", "（1）", []float64{0, 1, 0}},
		{"a space is a gap of its own", "计 1", []float64{0, 1, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i, x := range positions(tt.text) {
				if tt.want[i] > 0 && math.Abs(x-tt.want[i]) > 1e-6 {
					t.Errorf("character %d stands at %.3f, want %.3f", i, x, tt.want[i])
				}
			}
		})
	}
}

func TestNoGapIsWiderThanHalfAnEm(t *testing.T) {
	lines := body.Set("预算预算https://www.example.gov.cn").Justified(typeset.Measure{Width: 70})
	if l := lines[0]; l.Full && l.Wide > 5 {
		t.Errorf("%q has a gap of %.2f", l, l.Wide)
	}
}

func TestOpeningMarkAtALineBegin(t *testing.T) {
	lines := body.Set("预算预算（预算预预算预算").Justified(typeset.Measure{Width: 40})
	if got := lines[1].String(); got != "（预算预" || math.Abs(lines[1].X[0]+5) > 0.01 {
		t.Errorf("the second line is %q from %.2f", got, lines[1].X[0])
	}
}

func TestTitles(t *testing.T) {
	title := typeset.Style{Role: fonts.Title, Size: 22}
	const width = 442.2
	tests := []struct{ name, text, want string }{
		{"before the year", "昌吉回族自治州工商业联合会2024年度部门决算公开说明", "昌吉回族自治州工商业联合会|2024年度部门决算公开说明"},
		{"one line", "2024年度部门决算", "2024年度部门决算"},
		{"no bracket at a line's end", "部门决算情况的说明和收入支出（万元）（万元）（万元）（万元）", "部门决算情况的说明和收入支出|（万元）（万元）（万元）（万元）"},
		{"at a blank", "第二部分部门决算情况说明 收入支出决算总体情况说明", "第二部分部门决算情况说明|收入支出决算总体情况说明"},
		{"a name of two places", "新疆维吾尔自治区昌吉回族自治州呼图壁县人力资源和社会保障局2024年度部门决算公开说明", "新疆维吾尔自治区昌吉回族自治州|呼图壁县人力资源和社会保障局|2024年度部门决算公开说明"},
		{"a name in brackets", "澄泉市文化体育广播电视和旅游局（文物局、新闻出版局、版权局）2024年度部门决算公开说明", "澄泉市文化体育广播电视和旅游局|（文物局、新闻出版局、版权局）|2024年度部门决算公开说明"},
		{"a long name", "中国共产党昌吉回族自治州委员会机构编制委员会办公室2024年度部门决算公开说明", "中国共产党昌吉回族自治州|委员会机构编制委员会办公室|2024年度部门决算公开说明"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, l := range title.Set(tt.text).Title(width) {
				got = append(got, l.String())
			}
			if joined := strings.Join(got, "|"); joined != tt.want {
				t.Errorf("%s, want %s", joined, tt.want)
			}
		})
	}
}

func TestLabels(t *testing.T) {
	style := typeset.Style{Role: fonts.Table, Size: 9}
	tests := []struct {
		text, want string
		em         float64
	}{
		{"满意度指标", "满意度|指标", 3.2},
		{"偏差原因分析及改进措施", "偏差原因分析|及改进措施", 6.2},
		{"年度总体目标", "年度|总体目标", 4.2},
		{"一般公共预算财政拨款", "一般|公共预算|财政拨款", 4.2},
		{"政府性基金预算财政拨款", "政府性|基金预算|财政拨款", 4.2},
		{"上年完成情况", "上年|完成情况", 4.2},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var got []string
			for _, l := range style.Set(tt.text).Balanced(tt.em * 9) {
				got = append(got, l.String())
			}
			if joined := strings.Join(got, "|"); joined != tt.want {
				t.Errorf("%s, want %s", joined, tt.want)
			}
		})
	}
}

func TestAddressesAreBrokenBehindTheirParts(t *testing.T) {
	const text = "具体情况见本单位门户网站的财政预决算公开专栏（详见https://www.example.gov.cn/zwgk/czyjs/index.html）。"
	for width := 200.0; width < 300; width += 7 {
		for _, l := range body.Set(text).Justified(typeset.Measure{Width: width}) {
			if s := l.String(); strings.HasSuffix(s, "ww") || strings.HasSuffix(s, "exam") || strings.HasPrefix(s, "w.") {
				t.Errorf("%.0f points: a line is %q", width, s)
			}
		}
	}
}

// A title of three lines or more gets wider and then narrower, never the other
// way round.
func TestTitlesAreDiamondsOrTrapeziums(t *testing.T) {
	title := typeset.Style{Role: fonts.Title, Size: 22}
	const name = "新疆维吾尔自治区昌吉回族自治州呼图壁县人力资源和社会保障局政务服务和公共就业人才中心"
	for n := 24; n <= len([]rune(name)); n++ {
		lines := title.Set(string([]rune(name)[:n]) + "2024年度部门决算公开说明").Title(442.2)
		narrowing := false
		for i := 1; i < len(lines); i++ {
			grown := lines[i].Width - lines[i-1].Width
			if grown > 11 && narrowing {
				t.Errorf("%d characters: line %d is wider again: %q", n, i, lines)
			}
			narrowing = narrowing || grown < -11
		}
	}
}
