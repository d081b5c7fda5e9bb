package chart

import (
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// canvas keeps what the plotting library draws, so that a page can be given it
// as paths and as text that can be read.
type canvas struct {
	// Nil: turned or scaled drawings, stacked states and pictures of dots are
	// nothing that a chart here has. Asking for one ends the program in tests.
	vg.Canvas

	color  Color
	width  float64
	shapes []Shape
	texts  []Text
}

// SetLineWidth sets the width of what is stroked next.
func (c *canvas) SetLineWidth(w vg.Length) { c.width = w.Points() }

// SetLineDash takes full lines only.
func (c *canvas) SetLineDash(pattern []vg.Length, _ vg.Length) {
	if len(pattern) > 0 {
		panic("chart: a chart has no dashed lines")
	}
}

// SetColor sets the colour of what is drawn next.
func (c *canvas) SetColor(clr color.Color) {
	r, g, b, _ := clr.RGBA()
	c.color = Color{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}

// Stroke draws the line of a path.
func (c *canvas) Stroke(p vg.Path) {
	if c.width > 0 {
		c.keep(p, false)
	}
}

// Fill fills the area in a path.
func (c *canvas) Fill(p vg.Path) { c.keep(p, true) }

// keep records a path, which is one line of straight pieces.
func (c *canvas) keep(p vg.Path, fill bool) {
	s := Shape{Fill: fill, Color: c.color, Width: c.width}
	for i, comp := range p {
		switch {
		case comp.Type == vg.MoveComp && i == 0, comp.Type == vg.LineComp:
			s.Points = append(s.Points, comp.Pos)
		case comp.Type == vg.CloseComp && i == len(p)-1:
			s.Closed = true
		default:
			panic(fmt.Sprintf("chart: piece %d of a path is of type %d", i, comp.Type))
		}
	}
	c.shapes = append(c.shapes, s)
}

// FillString puts a line of text.
func (c *canvas) FillString(f font.Face, pt vg.Point, line string) {
	c.texts = append(c.texts, Text{X: pt.X.Points(), Y: pt.Y.Points(), Size: f.Font.Size.Points(), Text: line})
}

// handler lets the plotting library set texts in the document's fonts.
type handler struct{ set Setter }

// The em box of the document's fonts above and below the baseline, and the
// distance of lines, in em.
const (
	ascent  = 0.88
	descent = 0.12
	leading = 1.2
)

// Cache is nothing: the library gets no font to read.
func (handler) Cache() *font.Cache { return nil }

// Extents are the same for all fonts of the document.
func (handler) Extents(f font.Font) font.Extents {
	return font.Extents{Ascent: ascent * f.Size, Descent: descent * f.Size, Height: leading * f.Size}
}

// Lines are the lines of a text that was broken before.
func (handler) Lines(txt string) []string { return strings.Split(txt, "\n") }

// Box is the box of one line.
func (h handler) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	return vg.Length(h.set.Width(txt, f.Size.Points())), ascent * f.Size, descent * f.Size
}

// Draw sets lines of text at a point.
func (h handler) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	height := sty.Height(txt)
	y := pt.Y + height*vg.Length(sty.YAlign) + height - ascent*sty.Font.Size
	for _, line := range h.Lines(txt) {
		width, _, _ := h.Box(line, sty.Font)
		c.FillString(font.Face{Font: sty.Font}, vg.Point{X: pt.X + width*vg.Length(sty.XAlign), Y: y}, line)
		y -= leading * sty.Font.Size
	}
}
