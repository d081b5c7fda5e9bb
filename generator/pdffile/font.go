package pdffile

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/discgen/discgen/fonts"
)

// Font is the part of a font that a document shows. Every character has a code
// of its own in it, whatever its code point, and no two share a glyph, so that
// each is read as what it is.
type Font struct {
	name   string
	codes  map[rune]int
	chars  []rune // by code, from 1
	widths []int  // by code, in thousandths of an em
	box    [4]int
	data   []byte
}

// NewFont takes the characters out of a font. It fails where the font's file
// is damaged.
func NewFont(font *fonts.Font, chars []rune) (*Font, error) {
	whole, err := truetypeOf(font)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", font.Name, err)
	}
	f := &Font{codes: map[rune]int{}, chars: slices.Clone(chars), box: whole.box()}
	slices.Sort(f.chars)
	f.chars = slices.Compact(f.chars)
	f.widths = []int{whole.width(0)}
	var glyphs []int
	for i, r := range f.chars {
		glyph := font.Glyph(r)
		f.codes[r] = i + 1
		f.widths = append(f.widths, whole.width(glyph))
		glyphs = append(glyphs, glyph)
	}
	f.data = subset(whole, glyphs)
	f.name = tagOf(f.data) + "+" + font.Name
	return f, nil
}

// Encode is a text in the font's codes, as a hexadecimal string of a page.
func (f *Font) Encode(text string) string {
	b := []byte{'<'}
	for _, r := range text {
		b = appendCode(b, uint16(f.codes[r]))
	}
	return string(append(b, '>'))
}

// appendCode appends two bytes as hexadecimal digits.
func appendCode(b []byte, code uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[code>>12], digits[code>>8&0xF], digits[code>>4&0xF], digits[code&0xF])
}

// tagOf makes the six letters that tell subsets of one font apart (ISO 32000-1,
// 9.6.4) of the subset's content.
func tagOf(subset []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(subset)
	sum := h.Sum64()
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(tag)
}

// addFonts adds the fonts and names them in the pages' resources.
func (f *file) addFonts(all []*Font) error {
	var names strings.Builder
	for i, font := range all {
		fmt.Fprintf(&names, "/F%d %d 0 R\n", i, f.addFont(font))
	}
	const none = "/Font <<\n>>"
	if !bytes.Contains(f.objects[2], []byte(none)) {
		return errDrawn
	}
	f.objects[2] = bytes.Replace(f.objects[2], []byte(none), []byte("/Font <<\n"+names.String()+">>"), 1)
	return nil
}

// addFont adds one font (ISO 32000-1, 9.7) and returns its number. Its codes
// are the numbers of its glyphs.
func (f *file) addFont(font *Font) int {
	data := f.addBody(stream(fmt.Sprintf("/Length1 %d", len(font.data)), font.data))
	unicode := f.addBody(stream("", font.toUnicode()))
	descriptor := f.add("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>\n",
		font.name, font.box[0], font.box[1], font.box[2], font.box[3], boxTop, boxBottom, boxTop, data)
	descendant := f.add("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /CIDToGIDMap /Identity /FontDescriptor %d 0 R /DW 1000 /W [%s]>>\n",
		font.name, descriptor, font.widthRows())
	return f.add("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>\n",
		font.name, descendant, unicode)
}

// widthRows are the widths of the characters that are not an em wide.
func (f *Font) widthRows() string {
	var b strings.Builder
	open := false
	for code, w := range f.widths {
		switch {
		case w == 1000 && open:
			b.WriteString("] ")
		case w != 1000 && !open:
			fmt.Fprintf(&b, "%d [%d", code, w)
		case w != 1000:
			fmt.Fprintf(&b, " %d", w)
		}
		open = w != 1000
	}
	if open {
		b.WriteByte(']')
	}
	return b.String()
}

// perBlock is how many entries a block of a CMap may have.
const perBlock = 100

// toUnicode maps the codes to characters (ISO 32000-1, 9.10.3).
func (f *Font) toUnicode() []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for start := 0; start < len(f.chars); start += perBlock {
		block := f.chars[start:min(start+perBlock, len(f.chars))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, r := range block {
			fmt.Fprintf(&b, "<%04X> <", start+i+1)
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
