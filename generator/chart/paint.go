package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The colours: one accent, dark enough to be told from white in any print, and
// greys.
var (
	accent     = color.RGBA{R: 0x1F, G: 0x4E, B: 0x79, A: 0xFF}
	axisColor  = color.Gray{Y: 0x33}
	frameColor = color.Gray{Y: 0xA6}
	paper      = color.White
)

// Widths of lines, in points.
const (
	thin     = 0.5
	hatching = 0.6
	hatchGap = 3.2 // between two lines of the hatching, along the bar
)

var axisStyle = draw.LineStyle{Color: axisColor, Width: thin}

// paints fill the rectangle of a canvas with the look of a series: the first
// is full, the second hatched on white, so that they are as different without
// colours as with them.
var paints = [...]func(*draw.Canvas){full, hatched}

func full(c *draw.Canvas) { c.FillPolygon(accent, corners(c)) }

func hatched(c *draw.Canvas) {
	c.FillPolygon(paper, corners(c))
	height := c.Max.Y - c.Min.Y
	for x := c.Min.X - height + hatchGap/2; x < c.Max.X; x += hatchGap {
		line := []vg.Point{{X: x, Y: c.Min.Y}, {X: x + height, Y: c.Max.Y}}
		c.StrokeLines(draw.LineStyle{Color: accent, Width: hatching}, c.ClipLinesX(line)...)
	}
	outline(c, accent)
}

// outline strokes the edges of a canvas.
func outline(c *draw.Canvas, clr color.Color) {
	around := append(corners(c), c.Min)
	c.StrokeLines(draw.LineStyle{Color: clr, Width: thin}, around)
}

func corners(c *draw.Canvas) []vg.Point {
	return []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}}
}
