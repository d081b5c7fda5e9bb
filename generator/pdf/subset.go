package pdf

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// subset makes a font that has only the given characters. The PDF library
// reads every font whole for every document, which is most of the time that a
// document takes; a subset is a hundredth of the font.
//
// All subsets say that the em box reaches from 0.88 above to 0.12 below the
// baseline, so that a reader sees text in several fonts as one line.
func subset(data []byte, chars []rune) ([]byte, error) {
	font, err := readTruetype(data)
	if err != nil {
		return nil, err
	}
	s := &subsetter{font: font, index: map[int]int{}}
	s.take(0) // .notdef
	for _, r := range chars {
		s.pairs = append(s.pairs, pair{r, s.take(font.glyph(r))})
	}
	slices.SortFunc(s.pairs, func(a, b pair) int { return cmp.Compare(a.char, b.char) })
	return s.assemble(), nil
}

type subsetter struct {
	font  *truetype
	taken []int       // glyphs of the font, in the order of the subset
	index map[int]int // glyph of the font: glyph of the subset
	pairs []pair
}

type pair struct {
	char  rune
	glyph int // of the subset
}

func (s *subsetter) take(glyph int) int {
	if known, ok := s.index[glyph]; ok {
		return known
	}
	s.index[glyph] = len(s.taken)
	s.taken = append(s.taken, glyph)
	return s.index[glyph]
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
		binary.BigEndian.PutUint16(out[at+2:], uint16(s.take(component)))
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
	var glyf, loca, hmtx []byte
	for i := 0; i < len(s.taken); i++ { // taken grows on the way
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		hmtx = append(hmtx, s.font.metric(s.taken[i])...)
		glyf = append(glyf, s.redirect(s.font.outline(s.taken[i]))...)
		glyf = pad(glyf)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	return join(map[string][]byte{
		"glyf": glyf, "loca": loca, "hmtx": hmtx, "cmap": s.characterMap(),
		"head": s.head(), "hhea": s.hhea(), "maxp": s.maxp(),
		"OS/2": s.os2(), "post": s.post(), "name": s.name(),
		"cvt ": s.font.tables["cvt "], "fpgm": s.font.tables["fpgm"], "prep": s.font.tables["prep"],
	})
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

func (s *subsetter) scaled(n int) uint16 {
	return uint16(int16(n * int(binary.BigEndian.Uint16(s.font.tables["head"][18:])) / 1000))
}

func (s *subsetter) hhea() []byte {
	hhea := slices.Clone(s.font.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[4:], s.scaled(boxTop))
	binary.BigEndian.PutUint16(hhea[6:], s.scaled(boxBottom))
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(s.taken)))
	return hhea
}

func (s *subsetter) os2() []byte {
	os2 := slices.Clone(s.font.tables["OS/2"])
	binary.BigEndian.PutUint16(os2[68:], s.scaled(boxTop))
	binary.BigEndian.PutUint16(os2[70:], s.scaled(boxBottom))
	return os2
}

func (s *subsetter) maxp() []byte {
	maxp := slices.Clone(s.font.tables["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(s.taken)))
	return maxp
}

// post without glyph names.
func (s *subsetter) post() []byte {
	post := slices.Clone(s.font.tables["post"][:32])
	binary.BigEndian.PutUint32(post, 0x00030000)
	return post
}

// name keeps the font's copyright and licence. The library reads format 0 only
// and complains on standard output of any other.
func (s *subsetter) name() []byte {
	if name := s.font.tables["name"]; len(name) >= 6 && binary.BigEndian.Uint16(name) == 0 {
		return name
	}
	return []byte{0, 0, 0, 0, 0, 6}
}

// characterMap is a cmap of format 4: one segment for characters in a row
// whose glyphs are in a row too.
func (s *subsetter) characterMap() []byte {
	segments := append(s.segments(), segment{0xFFFF, 0xFFFF, 1})
	n := len(segments)
	var ends, starts, deltas []byte
	for _, g := range segments {
		ends = binary.BigEndian.AppendUint16(ends, uint16(g.end))
		starts = binary.BigEndian.AppendUint16(starts, uint16(g.start))
		deltas = binary.BigEndian.AppendUint16(deltas, uint16(g.delta))
	}
	power := bits.Len(uint(n)) - 1
	var out []byte
	for _, v := range []int{0, 1, 3, 1, 0, 12, 4, 16 + 8*n, 0, 2 * n, 2 << power, power, 2*n - 2<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return slices.Concat(out, ends, []byte{0, 0}, starts, deltas, make([]byte, 2*n))
}

type segment struct{ start, end, delta int }

func (s *subsetter) segments() []segment {
	var all []segment
	for _, p := range s.pairs {
		char, delta := int(p.char), p.glyph-int(p.char)
		if n := len(all); n > 0 && all[n-1].end == char-1 && all[n-1].delta == delta {
			all[n-1].end = char
			continue
		}
		all = append(all, segment{char, char, delta})
	}
	return all
}

// join puts the tables that are not empty behind a directory.
func join(tables map[string][]byte) []byte {
	var tags []string
	for tag, data := range tables {
		if len(data) > 0 {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	n := len(tags)
	power := bits.Len(uint(n)) - 1
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	var body []byte
	for _, tag := range tags {
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(tables[tag]))
		out = binary.BigEndian.AppendUint32(out, uint32(12+16*n+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[tag])))
		body = pad(append(body, tables[tag]...))
	}
	return append(out, body...)
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
	for i := 0; i < len(data); i += 4 {
		var word [4]byte
		copy(word[:], data[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
