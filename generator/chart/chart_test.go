package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"gonum.org/v1/plot/vg"

	"github.com/discgen/discgen/generator/doc"
)

// plainSetter sets Han one em wide, everything else a little over half, and
// breaks anywhere.
type plainSetter struct{}

func (plainSetter) Width(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		if r > 0x2E80 {
			em++
		} else {
			em += 0.56
		}
	}
	return em * size
}

func (s plainSetter) Lines(text string, size, width float64) []string {
	var lines []string
	start := 0
	for i, r := range text {
		if i > start && s.Width(text[start:i+utf8.RuneLen(r)], size) > width {
			lines, start = append(lines, text[start:i]), i
		}
	}
	return append(lines, text[start:])
}

// page is the room on a page of 22 lines.
var page = Room{Width: 442.2, Step: 28.991, Height: 21 * 28.991}

func number(s string) doc.Number { return *doc.Amount(decimal.RequireFromString(s)) }

// randomNumber is an amount of any size that occurs, from 0.01 to ten billion.
func randomNumber(r *rand.Rand) doc.Number {
	switch r.IntN(6) {
	case 0:
		return number("0")
	case 1:
		return number("10000000000.00")
	}
	cents := int64(math.Pow(10, r.Float64()*12))
	if r.IntN(5) == 0 {
		cents = -cents
	}
	return *doc.Amount(decimal.New(cents, -2))
}

func randomText(r *rand.Rand, most int) string {
	return strings.Repeat("附属单位上缴收入及其他", 8)[:3*(1+r.IntN(most))]
}

func random(seed uint64) *doc.Chart {
	r := rand.New(rand.NewPCG(seed, 5))
	c := &doc.Chart{Title: "图1", UnitLine: []string{"", "单位：万元"}[r.IntN(2)]}
	series := 1 + r.IntN(2)
	if series == 2 {
		c.Series = []string{randomText(r, 60), "上年度"}
		if r.IntN(2) == 0 {
			c.Series[0] = "2024年度"
		}
	}
	for range 1 + r.IntN(8) {
		g := doc.BarGroup{Label: randomText(r, 12)}
		if r.IntN(4) == 0 {
			g.Label = randomText(r, 60)
		}
		for range series {
			b := doc.Bar{Value: randomNumber(r)}
			if r.IntN(2) == 0 {
				b.Share = &doc.Number{Value: decimal.New(r.Int64N(10001), -2), Decimals: 2, Percent: true}
			}
			g.Bars = append(g.Bars, b)
		}
		c.Groups = append(c.Groups, g)
	}
	return c
}

func eachRandom(t *testing.T, test func(t *testing.T, c *doc.Chart, d Drawing)) {
	for seed := range uint64(400) {
		c := random(seed)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { test(t, c, Draw(c, page, plainSetter{})) })
	}
}

// extent is a rectangle that something takes.
type extent struct{ left, right, bottom, top float64 }

func (t Text) extent() extent {
	return extent{t.X, t.X + plainSetter{}.Width(t.Text, t.Size), t.Y - descent*t.Size, t.Y + ascent*t.Size}
}

func (s Shape) extent() extent {
	e := extent{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, p := range s.Points {
		e.left, e.right = min(e.left, p.X.Points()), max(e.right, p.X.Points())
		e.bottom, e.top = min(e.bottom, p.Y.Points()), max(e.top, p.Y.Points())
	}
	return e
}

// meets tells whether two rectangles share more than an edge.
func (e extent) meets(o extent) bool {
	const slack = 1e-6
	return e.left < o.right-slack && o.left < e.right-slack && e.bottom < o.top-slack && o.bottom < e.top-slack
}

func (e extent) within(o extent) bool {
	return e.left >= o.left && e.right <= o.right && e.bottom >= o.bottom && e.top <= o.top
}

// The texts of a drawing are those of the chart, in reading order.
func TestTextsAreTheChart(t *testing.T) {
	eachRandom(t, func(t *testing.T, c *doc.Chart, d Drawing) {
		var got strings.Builder
		for _, text := range d.Texts {
			got.WriteString(text.Text)
		}
		want := strings.ReplaceAll(strings.TrimSuffix(c.Text(), c.Title), "\n", "")
		if got.String() != want {
			t.Errorf("texts %q, the chart says %q", got.String(), want)
		}
	})
}

// No text leaves the frame, none lies on another or on a bar.
func TestTextsStandFree(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *doc.Chart, d Drawing) {
		frame := d.Shapes[0].extent()
		for i, text := range d.Texts {
			if !text.extent().within(frame) {
				t.Errorf("%q leaves the frame: %v in %v", text.Text, text.extent(), frame)
			}
			for _, other := range d.Texts[:i] {
				if text.extent().meets(other.extent()) {
					t.Errorf("%q and %q overlap", text.Text, other.Text)
				}
			}
			for _, s := range d.Shapes[1:] {
				if text.extent().meets(s.extent()) {
					t.Errorf("%q lies on a shape", text.Text)
				}
			}
		}
	})
}

// Nothing leaves the frame, and the height is a whole number of lines.
func TestDrawingKeepsItsRoom(t *testing.T) {
	eachRandom(t, func(t *testing.T, _ *doc.Chart, d Drawing) {
		frame := d.Shapes[0].extent()
		if d.Width != page.Width || !frame.within(extent{0, d.Width, 0, d.Height}) {
			t.Errorf("the frame %v is not in the drawing of %v by %v", frame, d.Width, d.Height)
		}
		for _, s := range d.Shapes {
			if !s.extent().within(frame) {
				t.Errorf("a shape leaves the frame: %v", s.Points)
			}
		}
		if lines := d.Height / page.Step; math.Abs(lines-math.Round(lines)) > 1e-6 || d.Height > page.Height {
			t.Errorf("height %v is %v lines", d.Height, lines)
		}
	})
}

// bars are the rectangles of a chart's bars that are not zero, in order: the
// filled shapes behind those of the legend.
func bars(c *doc.Chart, d Drawing) []extent {
	var filled []extent
	for _, s := range d.Shapes {
		if s.Fill {
			filled = append(filled, s.extent())
		}
	}
	if c.HasLegend() {
		filled = filled[len(c.Series):]
	}
	return filled
}

// A bar is as long as its value says, on the side of its sign, and there is
// one for every value but zero.
func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	eachRandom(t, func(t *testing.T, c *doc.Chart, d Drawing) {
		var values []decimal.Decimal
		low, high := decimal.Zero, decimal.Zero
		for _, g := range c.Groups {
			for _, b := range g.Bars {
				if v := b.Value.Value; !v.IsZero() {
					values = append(values, v)
					low, high = decimal.Min(low, v), decimal.Max(high, v)
				}
			}
		}
		drawn := bars(c, d)
		if len(drawn) != len(values) {
			t.Fatalf("%d bars for %d values", len(drawn), len(values))
		}
		axis := d.Shapes[len(d.Shapes)-1].extent().left
		span := d.Width
		for _, e := range drawn {
			span = min(span, e.left)
		}
		right := 0.0
		for _, e := range drawn {
			right = max(right, e.right)
		}
		unit := (right - span) / math.Max(high.Sub(low).InexactFloat64(), 0.01)
		for i, e := range drawn {
			want := max(values[i].Abs().InexactFloat64()*unit, leastBar)
			if math.Abs(e.right-e.left-want) > 0.05*want+0.01 && math.Abs(e.right-e.left-want) > leastBar {
				t.Errorf("the bar of %v is %v long, not %v", values[i], e.right-e.left, want)
			}
			if near := map[bool]float64{true: e.left, false: e.right}[values[i].IsPositive()]; math.Abs(near-axis) > 1e-6 {
				t.Errorf("the bar of %v does not begin at the axis", values[i])
			}
		}
	})
}

func TestSameDrawingTwice(t *testing.T) {
	eachRandom(t, func(t *testing.T, c *doc.Chart, d Drawing) {
		if !reflect.DeepEqual(d, Draw(c, page, plainSetter{})) {
			t.Error("two drawings of one chart differ")
		}
	})
}

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(c Color) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// What is drawn can be told from paper without colours, and the two series
// from each other: one is full, the other white with hatching.
func TestSeriesDifferWithoutColours(t *testing.T) {
	c := &doc.Chart{Series: []string{"2024年度", "上年度"}, Groups: []doc.BarGroup{{Label: "收入总计", Bars: []doc.Bar{{Value: number("2")}, {Value: number("1")}}}}}
	d := Draw(c, page, plainSetter{})
	var fills []Color
	strokes := 0
	for _, s := range d.Shapes[1:] {
		if s.Fill {
			fills = append(fills, s.Color)
			continue
		}
		strokes++
		if contrast := 1.05 / (luminance(s.Color) + 0.05); contrast < 7 {
			t.Errorf("a line of %v has a contrast of %.1f", s.Color, contrast)
		}
	}
	if len(fills) != 4 || fills[0] != fills[2] || fills[1] != fills[3] {
		t.Fatalf("fills %v: the legend and the bars", fills)
	}
	if contrast := (luminance(fills[1]) + 0.05) / (luminance(fills[0]) + 0.05); contrast < 7 {
		t.Errorf("the series have a contrast of %.1f", contrast)
	}
	if strokes < 20 {
		t.Errorf("%d lines: the second series is not hatched", strokes)
	}
}

// A chart of one small bar is set in the largest type; one that is crowded in
// a smaller one.
func TestTypeIsAsLargeAsItGoes(t *testing.T) {
	small := &doc.Chart{Groups: []doc.BarGroup{{Label: "基本支出", Bars: []doc.Bar{{Value: number("0.01")}}}}}
	if d := Draw(small, page, plainSetter{}); d.Texts[0].Size != sizes[0] {
		t.Errorf("one bar is set in %v", d.Texts[0].Size)
	}
	room := page
	room.Height = 3 * page.Step
	crowded := &doc.Chart{}
	for range 6 {
		crowded.Groups = append(crowded.Groups, small.Groups...)
	}
	if d := Draw(crowded, room, plainSetter{}); d.Texts[0].Size == sizes[0] {
		t.Errorf("six bars on three lines are set in %v", d.Texts[0].Size)
	}
}

func TestCanvasRefusesWhatNoChartHas(t *testing.T) {
	for name, draw := range map[string]func(*canvas){
		"dashes": func(c *canvas) { c.SetLineDash([]vg.Length{1}, 0) },
		"an arc": func(c *canvas) {
			var p vg.Path
			p.Arc(vg.Point{}, 1, 0, 1)
			c.Fill(p)
		},
		"an image": func(c *canvas) { c.DrawImage(vg.Rectangle{}, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was drawn")
				}
			}()
			draw(&canvas{})
		})
	}
}
