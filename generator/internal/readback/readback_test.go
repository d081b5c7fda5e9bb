package readback

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
)

// traced is a page with one glyph, one rule and one shape, scaled by two.
const traced = `<document><page mediabox="0 0 200 400">
<fill_text transform="2 0 0 -2 0 400"><span font="ABCDEF+fandolfang-regular" wmode="0" trm="8 0 0 8">
<g unicode="预" glyph="3" x="10" y="100" adv="1"/><g unicode="&amp;" glyph="4" x="18" y="100" adv=".5"/></span></fill_text>
<stroke_path linewidth=".5" transform="2 0 0 -2 0 400"><moveto x="10" y="50"/><lineto x="90" y="50"/></stroke_path>
<fill_path transform="1 0 0 -1 0 400"><moveto x="5" y="10"/><lineto x="5" y="30"/><lineto x="25" y="30"/><closepath/></fill_path>
</page></document>`

func TestTraceGivesPlacesOnThePage(t *testing.T) {
	pages, err := pagesOf([]byte(traced))
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	p := pages[0]
	fang := new(fonts.Set).Chain(fonts.Body)[0]
	want := []Glyph{{'预', fang, 16, 20, 200, 16}, {'&', fang, 16, 36, 200, 8}}
	if p.Width != 200 || p.Height != 400 || !slices.Equal(p.Glyphs, want) {
		t.Errorf("%+v", p)
	}
	if !slices.Equal(p.Rules, []Rule{{20, 300, 180, 300, 1}}) || !slices.Equal(p.Fills, []Box{{5, 370, 25, 390}}) {
		t.Errorf("rules %v, shapes %v", p.Rules, p.Fills)
	}
}

func TestUnknownDrawingIsAnError(t *testing.T) {
	for name, change := range map[string][2]string{
		"font":           {"fandolfang", "arial"},
		"stretched text": {"8 0 0 8", "8 0 0 9"},
		"turned text":    {"8 0 0 8", "0 8 -8 0"},
		"ligature":       {"预", "预算"},
		"picture":        {"</page>", "<fill_image/></page>"},
		"no number":      {`x="10" y="100"`, `x="ten" y="100"`},
		"torn file":      {"</document>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(traced, change[0], change[1], 1)
			if _, err := pagesOf([]byte(changed)); changed == traced || err == nil {
				t.Error("it is read without an error")
			}
		})
	}
}

func TestBentStrokesAreNoRules(t *testing.T) {
	pages, err := pagesOf([]byte(strings.Replace(traced, `<lineto x="90" y="50"/></stroke`, `<lineto x="90" y="50"/><lineto x="90" y="60"/></stroke`, 1)))
	if err != nil || len(pages) != 1 || len(pages[0].Rules) != 0 || !slices.Equal(pages[0].Strokes, []Box{{20, 280, 180, 300}}) {
		t.Errorf("%+v, %v", pages, err)
	}
}

func TestTurnedTextIsPlacedAsOnTheSheet(t *testing.T) {
	pages, err := pagesOf([]byte(strings.Replace(traced, "8 0 0 8", "0 -8 8 0", 1)))
	if err != nil || len(pages) != 1 || len(pages[0].Glyphs) != 0 || len(pages[0].Turned) != 2 {
		t.Fatalf("%+v, %v", pages, err)
	}
	if g := pages[0].Turned[0]; g.Size != 16 || g.X != 200 || g.Y != 180 {
		t.Errorf("%+v", g)
	}
}

// square is a table of three cells: one over two columns above two.
func square() []Rule {
	const w = 0.5
	return []Rule{{0, 0, 40, 0, w}, {0, 20, 40, 20, w}, {0, 40, 40, 40, w}, {0, 0, 0, 40, w}, {20, 20, 20, 40, w}, {40, 0, 40, 40, w}}
}

func TestTablesAreReadFromRules(t *testing.T) {
	fang := new(fonts.Set).Chain(fonts.Body)[0]
	inside, below := Glyph{'算', fang, 10, 25, 33, 10}, Glyph{'注', fang, 10, 25, 60, 10}
	apart := []Rule{{0, 100, 40, 100, 0.5}, {0, 120, 40, 120, 0.5}, {0, 100, 0, 120, 0.5}, {40, 100, 40, 120, 0.5}}
	p := Page{Rules: append(square(), apart...), Glyphs: []Glyph{inside, below}}
	tables, loose := p.Tables()
	if len(tables) != 2 || tables[0].Faults != 0 || !slices.Equal(loose, []Glyph{below}) {
		t.Fatalf("%+v, outside %+v", tables, loose)
	}
	var boxes []Box
	for _, f := range tables[0].Frames {
		boxes = append(boxes, f.Box)
	}
	if want := []Box{{0, 0, 40, 20}, {0, 20, 20, 40}, {20, 20, 40, 40}}; !slices.Equal(boxes, want) {
		t.Errorf("the frames are %v, want %v", boxes, want)
	}
	if got := tables[0].Frames[2].Glyphs; !slices.Equal(got, []Glyph{inside}) {
		t.Errorf("the last frame has %+v", got)
	}
}

func TestMissingRulesAreNoticed(t *testing.T) {
	for i, r := range square() {
		rules := slices.Delete(square(), i, i+1)
		tables, _ := (Page{Rules: rules}).Tables()
		frames, faults := 0, 0
		for _, table := range tables {
			frames, faults = frames+len(table.Frames), faults+table.Faults
		}
		if faults == 0 && frames == 3 {
			t.Errorf("nothing is noticed without the rule %v", r)
		}
	}
}

func TestInkIsThatOfTheFonts(t *testing.T) {
	for _, f := range fonts.All() {
		for _, r := range "预。（1—" {
			ink := Glyph{Char: r, Font: f, Size: 100, X: 1000, Y: 500}.Ink()
			left, right := f.Ink(r)
			if math.Abs(ink.Left-1000-left*100) > 0.1 || math.Abs(ink.Right-1000-right*100) > 0.1 {
				t.Errorf("%s: %c is drawn from %.2f to %.2f, the font says %.2f to %.2f", f.Name, r, ink.Left-1000, ink.Right-1000, left*100, right*100)
			}
			if ink.Top >= ink.Bottom || ink.Bottom > 520 || ink.Top < 400 {
				t.Errorf("%s: %c is drawn from %.1f down to %.1f", f.Name, r, ink.Top, ink.Bottom)
			}
		}
	}
	if blank := (Glyph{Char: ' ', Font: fonts.All()[0], Size: 10}).Ink(); !blank.IsEmpty() {
		t.Errorf("a blank is drawn: %v", blank)
	}
}
