package pdffile

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// subset makes a font that has only the given glyphs, each as often as it is
// named, behind the one for what is missing. A subset is a hundredth of the
// font.
//
// All subsets say that the em box reaches from 0.88 above to 0.12 below the
// baseline, so that a reader sees text in several fonts as one line.
func subset(font *truetype, glyphs []int) []byte {
	s := &subsetter{font: font, taken: append([]int{0}, glyphs...), components: map[int]int{}}
	return s.assemble()
}

type subsetter struct {
	font       *truetype
	taken      []int       // glyphs of the font, in the order of the subset
	components map[int]int // glyph of the font: where it is taken as a part of others
}

// component is the glyph of the subset that is a part of another.
func (s *subsetter) component(glyph int) int {
	if known, ok := s.components[glyph]; ok {
		return known
	}
	s.components[glyph] = len(s.taken)
	s.taken = append(s.taken, glyph)
	return s.components[glyph]
}

// Flags of a composite glyph's components (OpenType, table glyf).
const (
	wordArguments = 1 << 0
	oneScale      = 1 << 3
	moreFollow    = 1 << 5
	twoScales     = 1 << 6
	matrix        = 1 << 7
)

// redirect renumbers the components of a composite glyph, taking along those
// that the subset does not have yet.
func (s *subsetter) redirect(outline []byte) []byte {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return outline
	}
	out := slices.Clone(outline)
	for at := 10; at+4 <= len(out); {
		flags := binary.BigEndian.Uint16(out[at:])
		component := int(binary.BigEndian.Uint16(out[at+2:]))
		binary.BigEndian.PutUint16(out[at+2:], uint16(s.component(component)))
		if flags&moreFollow == 0 {
			break
		}
		at += componentSize(flags)
	}
	return out
}

func componentSize(flags uint16) int {
	size := 6
	if flags&wordArguments != 0 {
		size += 2
	}
	switch {
	case flags&oneScale != 0:
		size += 2
	case flags&twoScales != 0:
		size += 4
	case flags&matrix != 0:
		size += 8
	}
	return size
}

func (s *subsetter) assemble() []byte {
	glyf, loca, hmtx := make([]byte, 0, s.size()), []byte{}, []byte{}
	for i := 0; i < len(s.taken); i++ { // taken grows on the way
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = append(hmtx, s.font.metric(s.taken[i])...)
		glyf = append(glyf, s.redirect(s.font.outline(s.taken[i]))...)
		glyf = pad(glyf)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	return join(map[string][]byte{
		"glyf": glyf, "loca": loca, "hmtx": hmtx, "head": s.head(), "hhea": s.hhea(), "maxp": s.maxp(),
		"cvt ": s.font.tables["cvt "], "fpgm": s.font.tables["fpgm"], "prep": s.font.tables["prep"],
	})
}

// size is about what the outlines of all glyphs take.
func (s *subsetter) size() int {
	n := 0
	for _, glyph := range s.taken {
		n += len(s.font.outline(glyph)) + 2
	}
	return n
}

func (s *subsetter) head() []byte {
	head := slices.Clone(s.font.tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // long loca
	return head
}

// The em box in a font of 1000 units, as the tables have it.
const (
	boxTop    = 880
	boxBottom = -120
)

func (s *subsetter) hhea() []byte {
	hhea := slices.Clone(s.font.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[4:], s.font.scaled(boxTop))
	binary.BigEndian.PutUint16(hhea[6:], s.font.scaled(boxBottom))
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.taken)))
	return hhea
}

func (s *subsetter) maxp() []byte {
	maxp := slices.Clone(s.font.tables["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.taken)))
	return maxp
}

// join puts the tables that are not empty behind a directory.
func join(tables map[string][]byte) []byte {
	var tags []string
	size := 0
	for tag, data := range tables {
		if len(data) > 0 {
			tags = append(tags, tag)
			size += 16 + len(data) + 3
		}
	}
	slices.Sort(tags)
	n := len(tags)
	power := bits.Len(uint(n)) - 1
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 12+size), 0x00010000)
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, tag := range tags {
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(tables[tag]))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[tag])))
		at += (len(tables[tag]) + 3) / 4 * 4
	}
	for _, tag := range tags {
		out = pad(append(out, tables[tag]...))
	}
	return out
}

// pad fills up to a multiple of four bytes.
func pad(data []byte) []byte {
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	return data
}

func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
