package doc

import "strings"

// Chart is a chart of amounts (图): a group of bars for each label, and in it
// a bar for each series. It says what is shown; how it looks is the renderer's
// business.
type Chart struct {
	Title       string   // below the drawing, with its number: 图1 …
	UnitLine    string   // for example 单位：万元
	Series      []string // names of one or two series; two are told apart by a legend
	Groups      []BarGroup
	Alternative string // what the drawing shows in words, for who cannot see it; every figure is in it
}

// BarGroup is the bars of one label, one for each series.
type BarGroup struct {
	Label string
	Bars  []Bar
}

// Bar is one figure of a Chart.
type Bar struct {
	Value Number  // printed beside the bar, in the chart's unit
	Share *Number // its share of a whole, printed behind the value; nil: none
}

// String is the figure as it stands beside the bar: 1,234.56（86.64%）.
func (b Bar) String() string {
	if b.Share == nil {
		return b.Value.String()
	}
	return b.Value.String() + "（" + b.Share.String() + "）"
}

// IsZero reports whether every figure of the chart is zero: there is nothing
// to draw then.
func (c *Chart) IsZero() bool {
	for _, g := range c.Groups {
		for _, b := range g.Bars {
			if !b.Value.Value.IsZero() {
				return false
			}
		}
	}
	return true
}

// HasLegend reports whether the series have to be told apart.
func (c *Chart) HasLegend() bool { return len(c.Series) > 1 }

// Text is the plain text of the chart, a line each for what stands in it, in
// reading order. The alternative is not printed and not among it.
func (c *Chart) Text() string {
	var lines []string
	if c.HasLegend() {
		lines = append(lines, c.Series...)
	}
	lines = append(lines, c.UnitLine)
	for _, g := range c.Groups {
		lines = append(lines, g.Label)
		for _, b := range g.Bars {
			lines = append(lines, b.String())
		}
	}
	return strings.Join(append(lines, c.Title), "\n")
}

func (*Chart) block() {}
