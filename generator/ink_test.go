package generator_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/internal/readback"
)

// Slack of ink, in points: what a coordinate of two decimals and widths of a
// thousandth of an em may be wrong by.
const inkSlack = 0.05

func TestNothingIsDrawnOutsideTheTypeArea(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		drawn := 0
		for i, p := range s.Pages {
			area := typeArea(p)
			_, glyphs := pageNumberOf(p)
			for _, g := range glyphs {
				ink := g.Ink()
				if !ink.IsEmpty() {
					drawn++
				}
				if !ink.IsEmpty() && !ink.Within(area, inkSlack) {
					t.Errorf("page %d: %c at %.2f, %.2f is drawn at %.2f, the type area is %.2f", i+1, g.Char, g.X, g.Y, ink, area)
				}
			}
			for _, r := range p.Rules {
				if !r.Box().Within(area, r.Thickness/2+inkSlack) {
					t.Errorf("page %d: a rule is drawn at %.2f, the type area is %.2f", i+1, r.Box(), area)
				}
			}
		}
		if drawn < 2000 {
			t.Errorf("only %d glyphs are drawn", drawn)
		}
	})
}

// The boxes around the drawings of two glyphs share nothing: in one line, the
// drawing of each ends before the next begins; lines keep apart.
func TestNoTwoGlyphsTouch(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.Pages {
			if fault := firstTouch(p.Glyphs); fault != "" {
				t.Errorf("page %d: %s", i+1, fault)
			}
		}
	})
}

// firstTouch names the first two glyphs whose drawings share room.
func firstTouch(glyphs []readback.Glyph) string {
	glyphs = slices.DeleteFunc(slices.Clone(glyphs), func(g readback.Glyph) bool { return g.Ink().IsEmpty() })
	slices.SortStableFunc(glyphs, func(a, b readback.Glyph) int { return cmp.Compare(a.Ink().Left, b.Ink().Left) })
	for i, g := range glyphs {
		ink := g.Ink()
		for _, next := range glyphs[i+1:] {
			other := next.Ink()
			if other.Left > ink.Right {
				break
			}
			if w, h := ink.Overlap(other); w > inkSlack && h > inkSlack && !joins(g, next) {
				return fmt.Sprintf("%c at %.2f, %.2f and %c at %.2f, %.2f share %.2f by %.2f points", g.Char, g.X, g.Y, next.Char, next.X, next.Y, w, h)
			}
		}
	}
	return ""
}

// joins tells whether two glyphs are meant to touch: the halves of a dash.
func joins(a, b readback.Glyph) bool { return a.Char == '—' && b.Char == '—' && a.Y == b.Y }

// Lines of text are at least as far apart as their type is high, where one
// stands above the other.
func TestLinesDoNotCrowd(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.Pages {
			glyphs := slices.Clone(p.Glyphs)
			slices.SortStableFunc(glyphs, func(a, b readback.Glyph) int { return cmp.Compare(a.Y, b.Y) })
			for k, g := range glyphs {
				for _, below := range glyphs[k+1:] {
					distance, size := below.Y-g.Y, min(g.Size, below.Size)
					if distance >= size {
						break
					}
					if distance > 0.01 && min(g.Right(), below.Right()) > max(g.X, below.X)+inkSlack {
						t.Fatalf("page %d: %c at %.2f, %.2f stands above %c at %.2f, %.2f", i+1, g.Char, g.X, g.Y, below.Char, below.X, below.Y)
					}
				}
			}
		}
	})
}

func TestNothingCrossesARule(t *testing.T) {
	rules := 0
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.Pages {
			for _, g := range p.Glyphs {
				if k := slices.IndexFunc(p.Rules, func(r readback.Rule) bool { return crosses(g, r) }); k >= 0 {
					t.Errorf("page %d: %c at %.2f, %.2f is drawn over the rule %.2f", i+1, g.Char, g.X, g.Y, p.Rules[k])
				}
			}
			rules += len(p.Rules)
		}
	})
	if rules < 100 {
		t.Errorf("only %d rules", rules)
	}
}

func crosses(g readback.Glyph, r readback.Rule) bool {
	ink := g.Ink()
	w, h := ink.Overlap(r.Box())
	return !ink.IsEmpty() && w > 0 && h > 0
}

// What is drawn in a cell keeps some distance from its frame.
func TestCellsHaveRoomAroundTheirText(t *testing.T) {
	const least = 0.5 // points
	eachShown(t, func(t *testing.T, s *shown) {
		for _, table := range s.tables {
			for _, c := range table.cells {
				for _, g := range c.frame.Glyphs {
					if ink := g.Ink(); !ink.IsEmpty() && !ink.Within(c.frame.Box, -least) {
						t.Errorf("page %d: %c of the cell %q is drawn at %.2f, its frame is %.2f", c.page+1, g.Char, c.String(), ink, c.frame.Box)
						break
					}
				}
			}
		}
	})
}

// Figures end, texts begin and labels stand where the cell's alignment says.
func TestCellsAreAligned(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for _, table := range s.tables {
			for _, c := range table.cells {
				if isFigure(c) && c.Alignment(c.Header) == doc.AlignCenter {
					continue // stands on its column's point
				}
				for _, line := range linesIn(c.frame) {
					if fault := misaligned(c, line); fault != "" {
						t.Errorf("page %d: cell %q: %s", c.page+1, c.String(), fault)
					}
				}
			}
		}
	})
}

func isFigure(c shownCell) bool {
	return c.Number != nil || slices.Contains([]string{"—", "-", "/"}, c.Text)
}

// The figures of a column stand with their points below each other, as far as
// no label comes between them.
func TestFiguresOfAColumnShareTheirPoint(t *testing.T) {
	compared := 0
	eachShown(t, func(t *testing.T, s *shown) {
		for _, table := range s.tables {
			above := map[[2]int]shownCell{} // the last figure of the columns
			for _, c := range table.cells {
				at := [2]int{c.Col, c.Cols()}
				before, known := above[at]
				switch {
				case c.Header || !isFigure(c):
					maps.DeleteFunc(above, func(k [2]int, _ shownCell) bool { return k[0] < c.Col+c.Cols() && c.Col < k[0]+k[1] })
					continue
				case c.Number == nil:
					continue
				case known && before.page == c.page:
					compared++
					if a, b := pointOf(before), pointOf(c); math.Abs(a-b) > 0.3 {
						t.Errorf("page %d: the points of %q and of %q below it are %.2f points apart", c.page+1, before.String(), c.String(), math.Abs(a-b))
					}
				}
				above[at] = c
			}
		}
	})
	if compared < 500 {
		t.Errorf("only %d figures were compared", compared)
	}
}

// pointOf is where the point of a figure stands, or would stand.
func pointOf(c shownCell) float64 {
	end := 0.0
	for _, g := range linesIn(c.frame)[0] {
		if g.Char == '.' {
			break
		}
		if g.Char >= '0' && g.Char <= '9' {
			end = g.Right()
		}
	}
	return end
}

func misaligned(c shownCell, line []readback.Glyph) string {
	first, last := line[0], line[len(line)-1]
	em := first.Size
	left, right := first.X-c.frame.Left-float64(c.Indent)*em, c.frame.Right-endInCell(last)
	switch c.Alignment(c.Header) {
	case doc.AlignRight:
		if right < 0.05*em || right > 0.45*em {
			return fmt.Sprintf("ends %.2f em before its frame", right/em)
		}
	case doc.AlignCenter:
		if math.Abs(left-right) > 0.55*em {
			return fmt.Sprintf("%.2f em are free at the left, %.2f at the right", left/em, right/em)
		}
	default:
		if strings.ContainsRune(halfAtHead, first.Char) {
			left += em / 2
		}
		if left < 0.05*em || left > 0.9*em {
			return fmt.Sprintf("begins %.2f em behind its frame", left/em)
		}
	}
	return ""
}

func endInCell(g readback.Glyph) float64 {
	if strings.ContainsRune(halfAtEnd, g.Char) {
		return g.Right() - g.Size/2
	}
	return g.Right()
}
