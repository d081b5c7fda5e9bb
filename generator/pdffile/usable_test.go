package pdffile

import (
	"encoding/binary"
	"os"
	"slices"
	"testing"
	"unicode"

	"github.com/discgen/discgen/fonts"
)

// own is a small font of one's own, drawn in 2048 units per em.
func own(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../fonts/testdata/own/own.ttf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func opened(t testing.TB, data []byte) *fonts.Font {
	t.Helper()
	f, err := fonts.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestProgramFontsAreUsable(t *testing.T) {
	for _, f := range append(fonts.All(), opened(t, own(t))) {
		if err := Usable(f); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// damage changes one table of a font.
func damage(t *testing.T, tag string, change func(table []byte)) []byte {
	t.Helper()
	data := slices.Clone(own(t))
	for at := 12; at+16 <= len(data); at += 16 {
		if string(data[at:at+4]) == tag {
			begin, size := binary.BigEndian.Uint32(data[at+8:]), binary.BigEndian.Uint32(data[at+12:])
			change(data[begin : begin+size])
			return data
		}
	}
	t.Fatalf("no table %s", tag)
	return nil
}

// glyphOf is where the drawing of a character begins in the table glyf.
func glyphOf(t *testing.T, r rune) int {
	t.Helper()
	f, err := readTruetype(own(t))
	if err != nil {
		t.Fatal(err)
	}
	return int(f.loca[opened(t, own(t)).Glyph(r)])
}

// A font whose tables do not fit each other, or with a glyph that is not whole,
// is refused before anything of it is taken.
func TestDamagedGlyphsAreFound(t *testing.T) {
	put := func(at int, value uint16) func([]byte) {
		return func(table []byte) { binary.BigEndian.PutUint16(table[at:], value) }
	}
	part, composite := glyphOf(t, 'A'), glyphOf(t, 'é')
	self := uint16(opened(t, own(t)).Glyph('é'))
	for name, data := range map[string][]byte{
		"units per em 0":           damage(t, "head", put(18, 0)),
		"units per em 15":          damage(t, "head", put(18, 15)),
		"units per em 20000":       damage(t, "head", put(18, 20000)),
		"no width":                 damage(t, "hhea", put(34, 0)),
		"more widths than glyphs":  damage(t, "hhea", put(34, 60000)),
		"no glyphs":                damage(t, "maxp", put(4, 0)),
		"more glyphs than places":  damage(t, "maxp", put(4, 60000)),
		"places that go back":      damage(t, "loca", put(4, 0xFFFF)),
		"more contours than bytes": damage(t, "glyf", put(part, 0x7FFF)),
		"contours that go back":    damage(t, "glyf", put(part+12, 0)),
		"more points than bytes":   damage(t, "glyf", put(part+12, 0x7FFF)),
		"more instructions":        damage(t, "glyf", put(part+14, 0x7FFF)),
		"a part that is not there": damage(t, "glyf", put(composite+12, 60000)),
		"a part of itself":         damage(t, "glyf", put(composite+12, self)),
		"a part without an end":    damage(t, "glyf", put(composite+10, moreFollow|wordArguments|matrix)),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := fonts.Open(data)
			if err != nil {
				return
			}
			if Usable(f) == nil {
				t.Error("the font is used")
			}
		})
	}
}

// A subset of a font in other units than 1000 per em has its characters as wide
// and drawn as in the font, those made of others too.
func TestSubsetOfAFontOfOneself(t *testing.T) {
	font := opened(t, own(t))
	chars := []rune("部门A1é，")
	f, err := NewFont(font, chars)
	if err != nil {
		t.Fatal(err)
	}
	if whole, err := truetypeOf(font); err != nil || whole.unitsPerEm() != 2048 {
		t.Fatal("the font is drawn in other units", err)
	}
	part, all := parsed(t, f.data, own(t)), parsed(t, own(t), own(t))
	for _, r := range chars {
		code := f.codes[r]
		if want := int(font.Advance(r)*1000 + 0.5); f.widths[code] != want {
			t.Errorf("%c is %d wide, want %d", r, f.widths[code], want)
		}
		if got, want := outline(t, part, code), outline(t, all, font.Glyph(r)); !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("%c is drawn otherwise", r)
		}
	}
	if f.widths[f.codes['部']] != 1000 || f.widths[f.codes['1']] != 555 {
		t.Errorf("the widths are %v", f.widths)
	}
}

// Where the table of widths ends early, the last width is that of all other
// glyphs, as fonts.Font has it.
func TestShortTableOfWidths(t *testing.T) {
	data := damage(t, "hhea", put34(2))
	for at := 12; at+16 <= len(data); at += 16 {
		if string(data[at:at+4]) == "hmtx" {
			binary.BigEndian.PutUint32(data[at+12:], 8)
		}
	}
	font := opened(t, data)
	if err := Usable(font); err != nil {
		t.Fatal(err)
	}
	f, err := NewFont(font, []rune("部1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "部1" {
		if want := int(font.Advance(r)*1000 + 0.5); f.widths[f.codes[r]] != want || want == 0 {
			t.Errorf("%c is %d wide, want %d", r, f.widths[f.codes[r]], want)
		}
		if got, want := outline(t, parsed(t, f.data, own(t)), f.codes[r]), outline(t, parsed(t, own(t), own(t)), font.Glyph(r)); !slices.Equal(got, want) {
			t.Errorf("%c is drawn otherwise", r)
		}
	}
}

func put34(value uint16) func([]byte) {
	return func(table []byte) { binary.BigEndian.PutUint16(table[34:], value) }
}

// FuzzFonts: whatever a font file is, it is refused, or every character that it
// shows can be taken and drawn.
func FuzzFonts(f *testing.F) {
	data := own(f)
	f.Add(data, uint16(0), []byte{})
	f.Add(data[:len(data)/2], uint16(0), []byte{})
	f.Add([]byte("ttcf then some"), uint16(0), []byte{})
	for at := 4; at < 12+16*12; at += 7 {
		f.Add(data, uint16(at), []byte{0xFF, 0, 1})
	}
	f.Fuzz(func(t *testing.T, data []byte, at uint16, change []byte) {
		data = slices.Clone(data)
		if int(at) < len(data) {
			copy(data[at:], change)
		}
		font, err := fonts.Open(data)
		if err != nil || Usable(font) != nil {
			return
		}
		var chars []rune
		for r := rune(0x20); r < 0xFFFF && len(chars) < 300; r++ {
			if font.Shows(r) && !unicode.IsControl(r) {
				chars = append(chars, r)
			}
		}
		made, err := NewFont(font, chars)
		if err != nil {
			t.Fatalf("a font that is said to be usable: %v", err)
		}
		if again, err := readTruetype(made.data); err != nil || again.fault() != nil || again.glyphs() <= len(chars) {
			t.Fatalf("the subset is damaged: %v", err)
		}
	})
}
