package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// truetype reads what a subset needs from a font with TrueType outlines.
type truetype struct {
	tables  map[string][]byte
	loca    []uint32
	metrics int // entries of hmtx with a width
	format  []byte
}

var errFont = errors.New("pdf: the font file is damaged")

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
var sizes = map[string]int{"head": 54, "hhea": 36, "maxp": 32, "post": 32, "OS/2": 78, "cmap": 4, "glyf": 1, "hmtx": 4}

func (f *truetype) readIndexes() error {
	for tag, size := range sizes {
		if len(f.tables[tag]) < size {
			return fmt.Errorf("%w: table %s", errFont, tag)
		}
	}
	f.metrics = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	if err := f.readLoca(); err != nil {
		return err
	}
	return f.findCharacterMap()
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

// findCharacterMap looks for the map of the Basic Multilingual Plane (cmap
// format 4), which every font for Windows has.
func (f *truetype) findCharacterMap() error {
	cmap := f.tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if len(cmap) < 4+8*(i+1) {
			break
		}
		entry := cmap[4+8*i:]
		offset := int(binary.BigEndian.Uint32(entry[4:]))
		windows := binary.BigEndian.Uint32(entry) == 3<<16|1
		if windows && offset+14 <= len(cmap) && binary.BigEndian.Uint16(cmap[offset:]) == 4 {
			f.format = cmap[offset:]
			return nil
		}
	}
	return fmt.Errorf("%w: table cmap", errFont)
}

// glyph is the index of the glyph that shows r, 0 if none does.
func (f *truetype) glyph(r rune) int {
	at := func(i int) int {
		if i < 0 || i+2 > len(f.format) {
			return 0
		}
		return int(binary.BigEndian.Uint16(f.format[i:]))
	}
	segments2 := at(6)
	for i := 14; i < 14+segments2; i += 2 {
		if at(i) < int(r) {
			continue
		}
		start, delta, offset := at(i+segments2+2), at(i+2*segments2+2), at(i+3*segments2+2)
		if int(r) < start {
			return 0
		}
		if offset == 0 {
			return (int(r) + delta) & 0xFFFF
		}
		g := at(i + 3*segments2 + 2 + offset + 2*(int(r)-start))
		if g == 0 {
			return 0
		}
		return (g + delta) & 0xFFFF
	}
	return 0
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
	bearing := 4*f.metrics + 2*(glyph-f.metrics)
	if f.metrics == 0 || bearing+2 > len(hmtx) {
		return make([]byte, 4)
	}
	width := hmtx[4*(f.metrics-1) : 4*(f.metrics-1)+2]
	return []byte{width[0], width[1], hmtx[bearing], hmtx[bearing+1]}
}
