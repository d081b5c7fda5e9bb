package chart

import (
	"math"
	"strings"

	"github.com/shopspring/decimal"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/discgen/discgen/generator/doc"
)

// Lengths in em of the chart's type.
const (
	padding   = 0.8  // between the frame and what stands in it
	aside     = 0.5  // between a label, the axis or a bar and the text beside it
	rowHeight = 1.35 // of one bar
	barHeight = 1.0
	groupGap  = 0.7 // between two groups
	swatch    = 1.8 // width of a bar in the legend
	between   = 1.5 // between two entries of the legend
)

// Lengths in points.
const (
	above    = 6.0  // from the text before the chart to its frame
	below    = 2.0  // from the frame to the title
	leastBar = 0.75 // length of a bar that would be too short to be seen
)

// Shares of the drawing's width.
const (
	labelShare = 0.32 // labels are broken where they would take more
	plotShare  = 0.2  // bars need so much, or the type is made smaller
)

// layout is a chart with the places of its parts.
type layout struct {
	chart  *doc.Chart
	set    Setter
	size   vg.Length
	style  text.Style
	canvas draw.Canvas

	labels     []string  // of the groups, broken into lines
	labelWidth vg.Length // of the widest
	plotWidth  vg.Length // between the ends of the longest bars
	legend     []entry
	legendRows int
	heights    []vg.Length // of the groups
	gap        vg.Length   // above, below and between the groups
	height     vg.Length
}

// entry is a series in the legend.
type entry struct {
	name string // broken into lines
	x    vg.Length
	row  int // the first that it takes
}

func arrange(c *doc.Chart, room Room, set Setter, size float64) *layout {
	l := &layout{chart: c, set: set, size: vg.Length(size)}
	l.style = text.Style{Font: font.Font{Size: l.size}, YAlign: text.YCenter, Handler: handler{set}}
	l.arrangeAcross(vg.Length(room.Width))
	l.arrangeLegend(vg.Length(room.Width) - 2*padding*l.size)
	l.arrangeDown(room.Step)
	return l
}

// arrangeAcross gives labels and figures the width that they need and the bars
// the rest.
func (l *layout) arrangeAcross(width vg.Length) {
	for _, g := range l.chart.Groups {
		label := l.broken(g.Label, labelShare*width)
		l.labels = append(l.labels, label)
		l.labelWidth = max(l.labelWidth, l.style.Width(label))
	}
	figures := vg.Length(0)
	for _, g := range l.chart.Groups {
		for _, b := range g.Bars {
			figures = max(figures, l.style.Width(b.String()))
		}
	}
	l.plotWidth = width - l.labelWidth - figures - 2*(padding+aside)*l.size
}

func (l *layout) broken(s string, width vg.Length) string {
	return strings.Join(l.set.Lines(s, l.size.Points(), width.Points()), "\n")
}

// arrangeLegend puts the series beside each other, at the left of the unit, or
// below each other where they do not go there.
func (l *layout) arrangeLegend(width vg.Length) {
	unit := l.style.Width(l.chart.UnitLine)
	if l.chart.UnitLine != "" {
		l.legendRows = 1
	}
	if !l.chart.HasLegend() {
		return
	}
	l.legendRows = 1
	x := vg.Length(0)
	for _, name := range l.chart.Series {
		l.legend = append(l.legend, entry{name: name, x: x})
		x += (swatch+aside+between)*l.size + l.style.Width(name)
	}
	if x+unit <= width {
		return
	}
	l.legend = nil
	for _, name := range l.chart.Series {
		e := entry{name: l.broken(name, width-(swatch+aside)*l.size), row: l.legendRows}
		l.legendRows += len(strings.Split(e.name, "\n"))
		l.legend = append(l.legend, e)
	}
}

// arrangeDown stacks the groups and spreads what is left to the next step over
// the gaps between them.
func (l *layout) arrangeDown(step float64) {
	sum := vg.Length(0)
	for i, g := range l.chart.Groups {
		h := max(vg.Length(len(g.Bars))*rowHeight*l.size, l.style.Height(l.labels[i]))
		l.heights = append(l.heights, h)
		sum += h
	}
	gaps := vg.Length(len(l.heights) + 1)
	sum += above + below + padding*l.size + l.legendHeight()
	height := (sum + gaps*groupGap*l.size).Points()
	l.height = vg.Length(math.Ceil(height/step-1e-9) * step)
	l.gap = (l.height - sum) / gaps
}

func (l *layout) legendHeight() vg.Length { return vg.Length(l.legendRows) * leading * l.size }

func (l *layout) fits(room Room) bool {
	return l.height.Points() <= room.Height && l.plotWidth.Points() >= plotShare*room.Width
}

// draw draws the frame, the legend, the groups and the axis.
func (l *layout) draw() {
	framed := draw.Crop(l.canvas, 0, 0, below, -above)
	outline(&framed, frameColor)
	inner := draw.Crop(framed, padding*l.size, -padding*l.size, 0, -padding*l.size)
	l.drawLegend(inner)
	plot := draw.Crop(inner, 0, 0, 0, -l.legendHeight())
	plot.Min.X += l.labelWidth + aside*l.size
	plot.Max.X = plot.Min.X + max(0, l.plotWidth)
	scale := newScale(l.chart)
	y := plot.Max.Y - l.gap
	for i, g := range l.chart.Groups {
		band := plot
		band.Max.Y, band.Min.Y = y, y-l.heights[i]
		l.drawGroup(band, scale, l.labels[i], g)
		y = band.Min.Y - l.gap
	}
	zero := plot.X(scale.zero())
	plot.StrokeLine2(axisStyle, zero, plot.Min.Y+l.gap/2, zero, plot.Max.Y-l.gap/2)
}

// drawLegend puts the series at the left and the unit at the right.
func (l *layout) drawLegend(c draw.Canvas) {
	row := func(i int) vg.Length { return c.Max.Y - (vg.Length(i)+0.5)*leading*l.size }
	for i, e := range l.legend {
		x, y := c.Min.X+e.x, row(e.row)
		sample := c
		sample.Rectangle = box(x, x+swatch*l.size, y, barHeight*l.size)
		paints[i%len(paints)](&sample)
		for k, line := range strings.Split(e.name, "\n") {
			c.FillText(l.style, vg.Point{X: x + (swatch+aside)*l.size, Y: row(e.row + k)}, line)
		}
	}
	if l.chart.UnitLine != "" {
		c.FillText(aligned(l.style, text.XRight), vg.Point{X: c.Max.X, Y: row(0)}, l.chart.UnitLine)
	}
}

// drawGroup draws a label and its bars, each with its figure behind it. The
// figure of a bar that goes to the left stands at the right of the axis, where
// there is room.
func (l *layout) drawGroup(band draw.Canvas, s scale, label string, g doc.BarGroup) {
	middle := band.Center().Y
	band.FillText(aligned(l.style, text.XRight), vg.Point{X: band.Min.X - aside*l.size, Y: middle}, label)
	y := middle + vg.Length(len(g.Bars)-1)/2*rowHeight*l.size
	for i, b := range g.Bars {
		from, to := band.X(s.zero()), band.X(s.at(b.Value.Value))
		if to != from && max(from, to)-min(from, to) < leastBar {
			to = from + vg.Length(b.Value.Value.Sign())*leastBar
		}
		if to != from {
			bar := band
			bar.Rectangle = box(min(from, to), max(from, to), y, barHeight*l.size)
			paints[i%len(paints)](&bar)
		}
		band.FillText(l.style, vg.Point{X: max(from, to) + aside*l.size, Y: y}, b.String())
		y -= rowHeight * l.size
	}
}

func aligned(s text.Style, x text.XAlignment) text.Style {
	s.XAlign = x
	return s
}

// box is a rectangle around a height.
func box(left, right, middle, height vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: left, Y: middle - height/2}, Max: vg.Point{X: right, Y: middle + height/2}}
}

// scale places values between the ends of the longest bars; zero is always
// among them.
type scale struct{ low, span decimal.Decimal }

func newScale(c *doc.Chart) scale {
	low, high := decimal.Zero, decimal.Zero
	for _, g := range c.Groups {
		for _, b := range g.Bars {
			low, high = decimal.Min(low, b.Value.Value), decimal.Max(high, b.Value.Value)
		}
	}
	return scale{low, high.Sub(low)}
}

// at is the place of a value, from 0 to 1. It is worked out in whole millionths,
// so that no figure is ever a float; a value that is not zero is never at zero.
func (s scale) at(v decimal.Decimal) float64 {
	if s.span.IsZero() {
		return 0
	}
	parts := v.Sub(s.low).Shift(6).DivRound(s.span, 0).IntPart()
	if zero := s.low.Neg().Shift(6).DivRound(s.span, 0).IntPart(); parts == zero {
		parts += int64(v.Sign())
	}
	return float64(parts) / 1e6
}

func (s scale) zero() float64 { return s.at(decimal.Zero) }
