package generator_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/internal/readback"
)

func off(got, want float64) bool { return math.Abs(got-want) > tenth }

func TestPagesAreA4(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.Pages {
			short, long := min(p.Width, p.Height), max(p.Width, p.Height)
			if off(short, 210*mm) || off(long, 297*mm) {
				t.Errorf("page %d is %.1f by %.1f mm", i+1, p.Width/mm, p.Height/mm)
			}
			area := typeArea(p)
			w, h := (area.Right-area.Left)/mm, (area.Bottom-area.Top)/mm
			if math.Abs(min(w, h)-156) > 0.1 || math.Abs(max(w, h)-225) > 0.1 {
				t.Errorf("page %d: the type area is %.1f by %.1f mm", i+1, w, h)
			}
		}
	})
}

// The document stands on its pages: every text of it, in order, every cell in a
// frame of its own, and nothing else. That is found out in reading a file back.
func TestPagesShowTheDocument(t *testing.T) {
	cells := 0
	eachShown(t, func(t *testing.T, s *shown) {
		if len(s.pieces) < 50 {
			t.Errorf("only %d texts", len(s.pieces))
		}
		for _, table := range s.tables {
			cells += len(table.cells)
		}
	})
	if cells < 1000 {
		t.Errorf("only %d cells", cells)
	}
}

// setting is how a piece of the running text has to be set.
type setting struct {
	font string // of Han characters
	size float64
}

// settingOf is the house style of what stands on the grid; other pieces have
// none.
func settingOf(p piece) (setting, bool) {
	switch {
	case p.kind == contentsTitle, p.kind == headingText && p.level == 1:
		return setting{"NotoSerifSC-Bold", titleSize}, true
	case p.kind == headingText && p.level == 2, p.kind == entry && p.level == 1:
		return setting{"NotoSansSC-Regular", bodySize}, true
	case p.kind == headingText && p.level == 3:
		return setting{"LXGWWenKai-Regular", bodySize}, true
	case p.kind == headingText, p.kind == paragraphText, p.kind == entry:
		return setting{"FandolFang-Regular", bodySize}, true
	}
	return setting{}, false
}

func isHan(g readback.Glyph) bool { return unicode.Is(unicode.Han, g.Char) }

// wrongFont tells whether a letter, a digit or a Han character does not come
// from the font that it should; a Han character may where that font lacks it.
func wrongFont(g readback.Glyph, want setting) bool {
	switch {
	case isHan(g):
		return g.Font.Name != want.font && shows(want.font, g.Char)
	case g.Char < 0x80 && (unicode.IsLetter(g.Char) || unicode.IsDigit(g.Char)):
		song := want.font == "FandolFang-Regular" || want.font == "LXGWWenKai-Regular"
		return song && g.Font.Name != "NotoSerifSC-Regular" || !song && g.Font.Name != want.font
	}
	return false
}

func shows(font string, char rune) bool {
	i := slices.IndexFunc(fonts.All(), func(f *fonts.Font) bool { return f.Name == font })
	return fonts.All()[i].Shows(char)
}

func TestRunningTextHasItsFontAndSize(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for _, p := range s.pieces {
			want, ok := settingOf(p)
			if !ok {
				continue
			}
			for _, l := range p.lines {
				for _, g := range l.glyphs {
					if math.Abs(g.Size-want.size) > 0.01 || wrongFont(g, want) {
						t.Fatalf("page %d: %c of %q is set in %s of %.2f points, want %v", l.page+1, g.Char, l.text, g.Font.Name, g.Size, want)
					}
				}
			}
		}
	})
}

// Everything in a table is 宋体, in one size: 五号 or less, and never so small
// that nobody reads it. The title above it is 小标宋.
func TestTablesHaveTheirFontAndSize(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for _, table := range s.tables {
			size := 0.0
			for _, c := range table.cells {
				for _, g := range c.frame.Glyphs {
					if size == 0 {
						size = g.Size
					}
					if g.Size != size || size > 10.5 || size < 7 || wrongFont(g, setting{font: "NotoSerifSC-Regular"}) {
						t.Fatalf("page %d: %c of the cell %q is set in %s of %.2f points, others in %.2f", c.page+1, g.Char, c.String(), g.Font.Name, g.Size, size)
					}
				}
			}
		}
		titles := map[string]bool{}
		for _, table := range s.tables {
			titles[table.Title] = true
		}
		for _, p := range s.pieces {
			want := setting{"NotoSerifSC-Regular", 0}
			if titles[p.text] {
				want = setting{"NotoSerifSC-Bold", bodySize}
			}
			for _, l := range p.lines {
				if g := l.first(); p.kind == tableText && (wrongFont(g, want) || want.size > 0 && g.Size != want.size || g.Size < 9) {
					t.Errorf("page %d: %q is set in %s of %.2f points", l.page+1, l.text, g.Font.Name, g.Size)
				}
			}
		}
	})
}

// gridLine is the line of the grid, from 0, on whose baseline type of the size
// stands, and how far from it.
func gridLine(p readback.Page, y, size float64) (line int, away float64) {
	first := typeArea(p).Top + (gridPitch-size)/2 + emTop*size
	n := math.Round((y - first) / gridPitch)
	return int(n), y - first - n*gridPitch
}

func TestRunningTextStandsOnTheGrid(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		deepest := 0
		for _, p := range s.pieces {
			want, ok := settingOf(p)
			if !ok {
				continue
			}
			for i, l := range p.lines {
				page, y := s.Pages[l.page], l.first().Y
				line, away := gridLine(page, y, want.size)
				area := typeArea(page)
				lines := int((area.Bottom - area.Top + 1) / gridPitch)
				if math.Abs(away) > tenth || line < 0 || line >= lines {
					t.Errorf("page %d: %q is %.2f mm off line %d", l.page+1, l.text, away/mm, line+1)
				}
				if i > 0 && p.lines[i-1].page == l.page && off(y-p.lines[i-1].first().Y, gridPitch) {
					t.Errorf("page %d: %q is %.2f points below the line before it", l.page+1, l.text, y-p.lines[i-1].first().Y)
				}
				deepest = max(deepest, line+1)
			}
		}
		if deepest != 22 {
			t.Errorf("the fullest page has %d lines, want 22", deepest)
		}
	})
}

// paragraphLines calls a function for every line of every paragraph, and for
// headings that are set like paragraphs.
func (s *shown) paragraphLines(do func(p piece, i int, l shownLine)) {
	for _, p := range s.pieces {
		if p.kind == paragraphText || p.kind == headingText && p.level > 1 {
			for i, l := range p.lines {
				do(p, i, l)
			}
		}
	}
}

func TestCharactersStandOnTheGrid(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		natural, pure := 0, 0
		s.paragraphLines(func(p piece, i int, l shownLine) {
			pitches := hanPitches(l.glyphs)
			if len(pitches) == 0 {
				return
			}
			full := i < len(p.lines)-1
			least, most := slices.Min(pitches), slices.Max(pitches)
			allHan := len(pitches) == len(l.glyphs)-1 && (len(l.glyphs) == 28 || i == 0 && len(l.glyphs) == 26)
			if most-least > 0.03 || least < gridAcross-0.03 || (!full || allHan) && most > gridAcross+0.03 {
				t.Errorf("page %d: characters of %q are %.3f to %.3f points apart", l.page+1, l.text, least, most)
			}
			if !full {
				natural++
			} else if allHan {
				pure++
			}
		})
		if natural < 20 {
			t.Errorf("only %d lines were measured", natural)
		}
		t.Logf("%d full lines of nothing but Han characters", pure)
	})
}

// hanPitches are the distances of Han characters that stand side by side.
func hanPitches(glyphs []readback.Glyph) []float64 {
	var all []float64
	for i := range len(glyphs) - 1 {
		if isHan(glyphs[i]) && isHan(glyphs[i+1]) {
			all = append(all, glyphs[i+1].X-glyphs[i].X)
		}
	}
	return all
}

// halfAtHead and halfAtEnd are marks of which a line's edge shows the drawn half.
const (
	halfAtHead = "（《〈「『【〔〖“‘｛［"
	halfAtEnd  = "）》〉」』】〕〗”’｝］、，；。？！："
)

func TestLinesBeginAndEndAtTheEdges(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		full := 0
		s.paragraphLines(func(p piece, i int, l shownLine) {
			area := typeArea(s.Pages[l.page])
			left := area.Left
			if i == 0 {
				left += 2 * gridAcross
			} else if strings.ContainsRune(halfAtHead, l.first().Char) {
				left -= aboutHalfEm
			}
			if off(l.first().X, left) {
				t.Errorf("page %d: %q begins %.2f mm off", l.page+1, l.text, (l.first().X-left)/mm)
			}
			if i == len(p.lines)-1 {
				return
			}
			full++
			if away := endOf(l.last(), area.Right) - area.Right; math.Abs(away) > tenth {
				t.Errorf("page %d: %q ends %.2f mm off", l.page+1, l.text, away/mm)
			}
		})
		if full < 50 {
			t.Errorf("only %d full lines", full)
		}
	})
}

// endOf is where a glyph at a line's end ends: a mark with half an em, or with
// its drawing where that stands to the right of its left half.
func endOf(g readback.Glyph, edge float64) float64 {
	switch wide := math.Abs(g.Advance-g.Size) < 0.01; {
	case wide && strings.ContainsRune(halfAtEnd, g.Char):
		half, ink := g.X+gridAcross-aboutHalfEm, g.Ink().Right
		if math.Abs(ink-edge) < math.Abs(half-edge) {
			return ink
		}
		return half
	case wide:
		return g.X + gridAcross
	}
	return g.Right()
}

func TestPageNumbers(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		for i, p := range s.Pages {
			number, _ := pageNumberOf(p)
			if i < coverPages {
				if len(number) > 0 {
					t.Errorf("the cover has the number %q", stringOf(number))
				}
				continue
			}
			if err := numberFault(p, number, i-coverPages+1); err != nil {
				t.Errorf("page %d: %v", i+1, err)
			}
		}
	})
}

// numberFault is what is wrong with a page's number: 4号 宋体, one character in
// from the outer edge, the dashes' upper edge 7 mm below the type area.
func numberFault(p readback.Page, number []readback.Glyph, n int) error {
	number = slices.DeleteFunc(slices.Clone(number), func(g readback.Glyph) bool { return g.Char == ' ' })
	if got, want := stringOf(number), fmt.Sprintf("—%d—", n); got != want {
		return fmt.Errorf("the number is %q, want %q", got, want)
	}
	for _, g := range number {
		if unicode.IsDigit(g.Char) && g.Font.Name != "NotoSerifSC-Regular" || math.Abs(g.Size-numberSize) > 0.01 || g.Y != number[0].Y {
			return fmt.Errorf("%c is set in %s of %.2f points at %.2f", g.Char, g.Font.Name, g.Size, g.Y)
		}
	}
	if p.Width > p.Height {
		p.Width, p.Height = p.Height, p.Width
	}
	area, dash := typeArea(p), number[0].Ink()
	if off(dash.Top, area.Bottom+7*mm) {
		return fmt.Errorf("the dash is %.2f mm below the type area", (dash.Top-area.Bottom)/mm)
	}
	inset := number[0].X - area.Left
	if n%2 == 1 {
		inset = area.Right - number[len(number)-1].Right()
	}
	if off(inset, numberSize) {
		return fmt.Errorf("the number is %.2f points from the edge", inset)
	}
	return nil
}

// headings are the headings of the document, each with where it begins.
func (s *shown) headings() []piece {
	return slices.DeleteFunc(slices.Clone(s.pieces), func(p piece) bool { return p.kind != headingText })
}

// leadsTo tells whether a link or a bookmark leads to the line: not below its
// drawing, not more than a line above it.
func leadsTo(to readback.Place, l shownLine) bool {
	y := l.first().Y
	return to.Page == l.page && to.Y < y-l.first().Size/2 && to.Y > y-1.5*gridPitch
}

func TestContentsLeadToTheHeadings(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		headings := s.headings()
		entries, links := 0, 0
		for _, p := range s.pieces {
			if p.kind != entry {
				continue
			}
			i := slices.IndexFunc(headings, func(h piece) bool { return h.level == p.level && h.text == p.text })
			if i < 0 {
				t.Fatalf("no heading is %q", p.text)
			}
			target := headings[i].lines[0]
			headings = headings[i+1:]
			entries++
			last := p.lines[len(p.lines)-1]
			if got, want := entryNumber(last), target.page-coverPages+1; got != want {
				t.Errorf("the contents say that %q is on page %d; it is on page %d", p.text, got, want)
			}
			area := typeArea(s.Pages[last.page])
			if off(last.more[len(last.more)-1].Right(), area.Right) {
				t.Errorf("the page number of %q does not end at the edge", p.text)
			}
			for _, l := range p.lines {
				link := linkOver(s.Pages[l.page], l)
				if link == nil || !leadsTo(link.To, target) {
					t.Errorf("the contents' line %q does not lead to its heading: %+v", l.text, link)
				}
				links++
			}
		}
		all := 0
		for _, p := range s.Pages {
			all += len(p.Links)
		}
		if entries < 10 || all != links {
			t.Errorf("%d lines of the contents, %d links in the file", links, all)
		}
	})
}

// entryNumber is the page number at the end of a line of the contents, or 0.
func entryNumber(l shownLine) int {
	n, _ := strconv.Atoi(strings.TrimLeft(stringOf(l.more), "…"))
	return n
}

// linkOver is the link that lies over all of a line of the contents.
func linkOver(p readback.Page, l shownLine) *readback.Link {
	for i, k := range p.Links {
		inside := func(g readback.Glyph) bool { return g.Ink().Within(k.Box, 0.5) }
		if !slices.ContainsFunc(append(slices.Clone(l.glyphs), l.more...), func(g readback.Glyph) bool { return !inside(g) }) {
			return &p.Links[i]
		}
	}
	return nil
}

func TestBookmarksLeadToTheHeadings(t *testing.T) {
	eachShown(t, func(t *testing.T, s *shown) {
		headings := s.headings()
		if len(s.Bookmarks) != len(headings) || len(headings) == 0 {
			t.Fatalf("%d bookmarks for %d headings", len(s.Bookmarks), len(headings))
		}
		for i, b := range s.Bookmarks {
			h := headings[i]
			if b.Title != h.text || b.Depth != h.level-1 || !leadsTo(b.To, h.lines[0]) {
				t.Errorf("bookmark %q at depth %d leads to %+v; the heading %q of level %d is on page %d at %.1f",
					b.Title, b.Depth, b.To, h.text, h.level, h.lines[0].page+1, h.lines[0].first().Y)
			}
		}
	})
}
