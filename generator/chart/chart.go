// Package chart draws charts: it turns a doc.Chart into shapes and texts on a
// rectangle, in points. It knows how a chart looks and nothing of pages, of
// fonts, of final accounts or of PDF; how wide a text is, and where it breaks,
// it is told.
//
// Every figure is printed from the exact number. What becomes a coordinate is
// only the length of a bar.
package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/discgen/discgen/generator/doc"
)

// Setter says how texts are set in the fonts of the document.
type Setter interface {
	// Width is the width of a line of text in points, at a size in points.
	Width(text string, size float64) float64
	// Lines breaks a text into lines of at most the width, by the rules of
	// the document. A word that is wider stays whole.
	Lines(text string, size, width float64) []string
}

// Room is what a drawing may take, in points.
type Room struct {
	Width  float64
	Step   float64 // the height is a whole number of steps: the lines of the page
	Height float64 // at most, unless the labels need more in the smallest type
}

// Drawing is a chart as it is drawn. The origin is the lower left corner of
// the rectangle, y grows upwards.
type Drawing struct {
	Width, Height float64
	Shapes        []Shape // in the order in which they are painted
	Texts         []Text  // in reading order
}

// Shape is a line of straight pieces, stroked, or the area in it, filled.
type Shape struct {
	Points []vg.Point
	Closed bool
	Fill   bool
	Width  float64 // of the stroke
	Color  Color
}

// Color is the parts of red, green and blue, from 0 to 255.
type Color struct{ R, G, B uint8 }

// Text is one line of black text.
type Text struct {
	X, Y float64 // left end of the baseline
	Size float64
	Text string
}

// sizes are the type sizes of a chart, the largest first: 五号, 小五, 六号.
var sizes = [...]float64{10.5, 9, 7.5}

// Draw draws a chart in the largest type in which it fits the room.
func Draw(c *doc.Chart, room Room, set Setter) Drawing {
	var l *layout
	for _, size := range sizes {
		l = arrange(c, room, set, size)
		if l.fits(room) {
			break
		}
	}
	target := &canvas{}
	l.canvas = draw.Canvas{Canvas: target, Rectangle: vg.Rectangle{Max: vg.Point{X: vg.Length(room.Width), Y: l.height}}}
	l.draw()
	return Drawing{Width: room.Width, Height: float64(l.height), Shapes: target.shapes, Texts: target.texts}
}
