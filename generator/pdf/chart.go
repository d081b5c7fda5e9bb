package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/chart"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/typeset"
)

// captionStyle is that of the title of a chart: 小四 黑体.
var captionStyle = typeset.Style{Role: fonts.Heading, Size: 12}

// chart queues a chart with its title below it. They stay on one page, and a
// heading before them comes along.
func (l *layout) chart(c *doc.Chart) {
	var title []strip
	for _, part := range paragraphs(c.Title) {
		title = append(title, l.centred(part, captionStyle, portrait.width)...)
	}
	room := chart.Room{Width: portrait.width, Step: linePitch, Height: portrait.height - stripsHeight(title)}
	drawn := chart.Draw(c, room, l.setter)
	tag := l.root.Add(&pdffile.Element{Type: "Figure", Alt: c.Alternative})
	strips := append([]strip{{height: drawn.Height, figure: &drawn, tag: tag}}, tagged(title, l.element("P"))...)
	l.flow.add(strips, true)
}

// Width is the width of a line.
func (t setter) Width(text string, size float64) float64 {
	return t.prepare(tableStyle(size), text).Width()
}

// Lines breaks a text into lines of at most the width.
func (t setter) Lines(text string, size, width float64) []string {
	var lines []string
	for _, part := range paragraphs(text) {
		for _, ln := range t.prepare(tableStyle(size), part).Balanced(width) {
			lines = append(lines, ln.String())
		}
	}
	return lines
}

// putFigure places a drawing. Its texts are runs like any other; what is drawn
// stands before the first.
func (p *page) putFigure(s setter, f *chart.Drawing, left, top float64, tag *pdffile.Element) {
	if f == nil {
		return
	}
	first := len(p.runs)
	for _, t := range f.Texts {
		p.put(s.prepare(tableStyle(t.Size), t.Text).Single(), left+t.X, top+f.Height-t.Y, tag)
	}
	if first < len(p.runs) {
		p.runs[first].before = shapes(f.Shapes, left, p.pageHeight-top-f.Height)
	}
}

// shapes are the paths of a drawing whose lower left corner is at a place,
// counted from the page's lower left corner. They leave no trace in the state
// of the page.
func shapes(all []chart.Shape, x, y float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "q 1 0 0 1 %s %s cm\n", coordinate(x), coordinate(y))
	for _, s := range all {
		operator := "RG"
		if s.Fill {
			operator = "rg"
		}
		fmt.Fprintf(&b, "%s %s %s %s\n", shade(s.Color.R), shade(s.Color.G), shade(s.Color.B), operator)
		if !s.Fill {
			fmt.Fprintf(&b, "%s w\n", coordinate(s.Width))
		}
		for i, pt := range s.Points {
			fmt.Fprintf(&b, "%s %s %s\n", coordinate(pt.X.Points()), coordinate(pt.Y.Points()), [...]string{"m", "l"}[min(i, 1)])
		}
		b.WriteString(painting(s) + "\n")
	}
	return b.String() + "Q"
}

// painting is the operator that paints a path.
func painting(s chart.Shape) string {
	switch {
	case s.Fill:
		return "f"
	case s.Closed:
		return "s"
	}
	return "S"
}

// coordinate is a length as a PDF writes it, to a thousandth of a point.
func coordinate(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.3f", math.Round(v*1000)/1000+0), "0"), ".")
}

// shade is a part of a colour as a PDF writes it, from 0 to 1.
func shade(v uint8) string { return coordinate(float64(v) / 255) }
