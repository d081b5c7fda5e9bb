package pdffile

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"github.com/discgen/discgen/fonts"
)

// TestSubset compares each glyph of a subset with the one of the whole font.
func TestSubset(t *testing.T) {
	const text = "预算é￥—1Aǖ𬭎"
	for _, font := range fonts.All() {
		t.Run(font.Name, func(t *testing.T) {
			var chars []rune
			for _, r := range text {
				if font.Shows(r) {
					chars = append(chars, r)
				}
			}
			f, err := NewFont(font, chars)
			if err != nil {
				t.Fatal(err)
			}
			small, whole := parsed(t, f.data, font.Data()), parsed(t, font.Data(), font.Data())
			for _, r := range chars {
				if !slices.Equal(outline(t, small, f.codes[r]), outline(t, whole, font.Glyph(r))) {
					t.Errorf("%q looks different", r)
				}
				if got, want := f.widths[f.codes[r]], int(font.Advance(r)*1000+0.5); got != want {
					t.Errorf("%q is %d wide, want %d", r, got, want)
				}
			}
		})
	}
}

// parsed reads a subset. The reader of the tests asks for tables that a font in
// a PDF has no use for; those are taken from the whole font.
func parsed(t *testing.T, data, whole []byte) *sfnt.Font {
	t.Helper()
	tables := map[string][]byte{}
	for _, d := range [][]byte{whole, data} {
		f, err := readTruetype(d)
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(tables, f.tables)
	}
	font, err := sfnt.Parse(join(tables))
	if err != nil {
		t.Fatal(err)
	}
	return font
}

func outline(t *testing.T, font *sfnt.Font, glyph int) []sfnt.Segment {
	t.Helper()
	var buf sfnt.Buffer
	segments, err := font.LoadGlyph(&buf, sfnt.GlyphIndex(glyph), 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Clone(segments)
}

func TestCharactersHaveCodesOfTheirOwn(t *testing.T) {
	// ⼀ (U+2F00) and 一 share a glyph in many fonts; read as the other, a text is wrong
	for _, font := range fonts.All() {
		var chars []rune
		for _, r := range "一⼀預预𬭎1" {
			if font.Shows(r) {
				chars = append(chars, r)
			}
		}
		f, err := NewFont(font, chars)
		if err != nil {
			t.Fatal(err)
		}
		codes := map[int]bool{}
		for _, r := range chars {
			codes[f.codes[r]] = true
		}
		if len(codes) != len(chars) || codes[0] {
			t.Errorf("%s: the codes are %v", font.Name, f.codes)
		}
	}
}

func TestDamagedFontsAreErrors(t *testing.T) {
	whole := new(fonts.Set).Chain(fonts.Body)[0].Data()
	for name, data := range map[string][]byte{"empty": nil, "short": whole[:100], "no glyphs": whole[:len(whole)/2], "other": []byte("OTTO, and some more bytes")} {
		t.Run(name, func(t *testing.T) {
			if _, err := readTruetype(data); !errors.Is(err, errFont) {
				t.Errorf("the error is %v", err)
			}
		})
	}
	if _, err := NewFont(&fonts.Font{Name: "none"}, []rune("预")); !errors.Is(err, errFont) {
		t.Errorf("the error for a font without a file is %v", err)
	}
}

func TestOtherFilesAreErrors(t *testing.T) {
	for name, data := range map[string]string{
		"empty": "", "no table": "%PDF-1.3\nstartxref\n9\n%%EOF\n", "beyond the end": "startxref\n999\n%%EOF\n",
		"no trailer": "1 0 obj\n<<>>\nendobj\nxref\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n22\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Finish([]byte(data), Document{Root: &Element{Type: "Document"}}); !errors.Is(err, errDrawn) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

func TestLanguageTag(t *testing.T) {
	if got := languageTag("zh) /X ("); got != "zhX" {
		t.Errorf("the tag is %q", got)
	}
}

func TestTextStrings(t *testing.T) {
	if got := Text("预𬭎("); got != "<FEFF9884D872DF4E0028>" {
		t.Errorf("the string is %s", got)
	}
}

func TestMetadataIsEscaped(t *testing.T) {
	if got := string(metadata(Document{Title: "甲<乙>&丙"})); !strings.Contains(got, "甲&lt;乙&gt;&amp;丙") {
		t.Error("the title is not escaped")
	}
}

func TestChecksum(t *testing.T) {
	data := binary.BigEndian.AppendUint32(nil, 7)
	if got := checksum(append(data, 1)); got != 7+1<<24 {
		t.Errorf("the sum is %d", got)
	}
}
