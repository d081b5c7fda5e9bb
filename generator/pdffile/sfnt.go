package pdffile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/discgen/discgen/fonts"
)

// truetype reads what a subset needs from a font with TrueType outlines.
type truetype struct {
	tables  map[string][]byte
	loca    []uint32
	metrics int // entries of hmtx with a width
}

var errFont = errors.New("pdffile: the font file is damaged")

// truetypes has the fonts that were read last, by *fonts.Font.
var (
	truetypes  sync.Map
	truetypesN atomic.Int32
)

const mostTruetypes = 32

func truetypeOf(font *fonts.Font) (*truetype, error) {
	if known, ok := truetypes.Load(font); ok {
		return known.(*truetype), nil
	}
	f, err := readTruetype(font.Data())
	if err == nil {
		if truetypesN.Add(1) > mostTruetypes {
			truetypes.Clear()
			truetypesN.Store(1)
		}
		truetypes.Store(font, f)
	}
	return f, err
}

func readTruetype(data []byte) (*truetype, error) {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, errFont
	}
	f := &truetype{tables: map[string][]byte{}}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if len(data) < 12+16*(i+1) {
			return nil, errFont
		}
		entry := data[12+16*i:]
		offset := int(binary.BigEndian.Uint32(entry[8:]))
		size := int(binary.BigEndian.Uint32(entry[12:]))
		if offset > len(data) || size > len(data)-offset {
			return nil, errFont
		}
		f.tables[string(entry[:4])] = data[offset : offset+size]
	}
	return f, f.readIndexes()
}

// sizes are the least sizes of the tables that are read at fixed places.
var sizes = map[string]int{"head": 54, "hhea": 36, "maxp": 32, "glyf": 1, "hmtx": 4}

func (f *truetype) readIndexes() error {
	for tag, size := range sizes {
		if len(f.tables[tag]) < size {
			return fmt.Errorf("%w: table %s", errFont, tag)
		}
	}
	f.metrics = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	return f.readLoca()
}

func (f *truetype) glyphs() int { return int(binary.BigEndian.Uint16(f.tables["maxp"][4:])) }

func (f *truetype) readLoca() error {
	raw, n := f.tables["loca"], f.glyphs()+1
	long := binary.BigEndian.Uint16(f.tables["head"][50:]) == 1
	if long && len(raw) < 4*n || !long && len(raw) < 2*n {
		return fmt.Errorf("%w: table loca", errFont)
	}
	f.loca = make([]uint32, n)
	for i := range f.loca {
		if long {
			f.loca[i] = binary.BigEndian.Uint32(raw[4*i:])
		} else {
			f.loca[i] = 2 * uint32(binary.BigEndian.Uint16(raw[2*i:]))
		}
		if int(f.loca[i]) > len(f.tables["glyf"]) || i > 0 && f.loca[i] < f.loca[i-1] {
			return fmt.Errorf("%w: table loca", errFont)
		}
	}
	return nil
}

// unitsPerEm is the size that the font is drawn in.
func (f *truetype) unitsPerEm() int {
	return max(1, int(binary.BigEndian.Uint16(f.tables["head"][18:])))
}

// scaled turns thousandths of an em into the font's units.
func (f *truetype) scaled(n int) uint16 { return uint16(int16(n * f.unitsPerEm() / 1000)) }

// thousandths turns the font's units into thousandths of an em.
func (f *truetype) thousandths(n int) int {
	upem := f.unitsPerEm()
	return (2*n*1000 + upem) / (2 * upem)
}

// width is a glyph's advance in thousandths of an em.
func (f *truetype) width(glyph int) int {
	return f.thousandths(int(binary.BigEndian.Uint16(f.metric(glyph))))
}

// box is the bounding box of all glyphs, in thousandths of an em.
func (f *truetype) box() [4]int {
	var box [4]int
	for i := range box {
		box[i] = int(int16(binary.BigEndian.Uint16(f.tables["head"][36+2*i:]))) * 1000 / f.unitsPerEm()
	}
	return box
}

// outline is the drawing of a glyph, empty for a blank.
func (f *truetype) outline(glyph int) []byte {
	if glyph < 0 || glyph+1 >= len(f.loca) {
		return nil
	}
	return f.tables["glyf"][f.loca[glyph]:f.loca[glyph+1]]
}

// metric is a glyph's width and left side bearing, four bytes.
func (f *truetype) metric(glyph int) []byte {
	hmtx := f.tables["hmtx"]
	if glyph < f.metrics && 4*glyph+4 <= len(hmtx) {
		return hmtx[4*glyph : 4*glyph+4]
	}
	if f.metrics == 0 || 4*f.metrics > len(hmtx) {
		return make([]byte, 4)
	}
	width := hmtx[4*(f.metrics-1) : 4*(f.metrics-1)+2]
	bearing := []byte{0, 0}
	if at := 4*f.metrics + 2*(glyph-f.metrics); at+2 <= len(hmtx) {
		bearing = hmtx[at : at+2]
	} else if outline := f.outline(glyph); len(outline) >= 4 {
		bearing = outline[2:4] // that of its drawing, so that a reader does not move it
	}
	return []byte{width[0], width[1], bearing[0], bearing[1]}
}
