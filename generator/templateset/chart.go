package templateset

import (
	"slices"

	"github.com/discgen/discgen/generator/source"
)

// Chart is what a set says of one chart (图). Title and Alternative are filled
// in when the chart has its place and so its number; the other texts are
// templates too.
type Chart struct {
	Name        string     `toml:"name" need:"yes"` // by which templates place it
	Title       string     `toml:"title" need:"yes"`
	UnitLine    string     `toml:"unit_line"`
	Series      []string   `toml:"series"` // two where each bar has two values
	Alternative string     `toml:"alternative" need:"yes"`
	Bars        []ChartBar `toml:"bars" need:"yes"`
}

// ChartBar is one label of a chart. Its figures are fields, by the names that
// the explanation's sentences use (总体.变动.上年).
type ChartBar struct {
	Label  string   `toml:"label" need:"yes"`
	Values []string `toml:"values" need:"yes"` // one for each series
	Share  string   `toml:"share"`             // of the first value
}

// maxSeries is how many series a chart can tell apart.
const maxSeries = 2

// clone is a copy of which no text is shared.
func (c Chart) clone() Chart {
	c.Series, c.Bars = slices.Clone(c.Series), slices.Clone(c.Bars)
	return c
}

// checkCharts finds charts that cannot be drawn.
func checkCharts(charts []Chart, wrong func(path, remedy, format string, args ...any)) {
	seen := map[string]bool{}
	for i, c := range charts {
		path := source.Index("charts", i)
		if seen[c.Name] {
			wrong(source.Join(path, "name"), "换一个名称", "图“%s”前面已经有了", c.Name)
		}
		seen[c.Name] = true
		if len(c.Series) > maxSeries {
			wrong(source.Join(path, "series"), "分成几张图", "一张图最多比较%d组数，这里有%d组", maxSeries, len(c.Series))
		}
		for k, b := range c.Bars {
			if want := max(len(c.Series), 1); len(b.Values) != want {
				wrong(source.Join(source.Index(source.Join(path, "bars"), k), "values"), "series 里有几组数，每一项的 values 就写几个字段", "这里要写%d个字段，现在是%d个", want, len(b.Values))
			}
		}
	}
}
