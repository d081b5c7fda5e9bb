// Package fonts holds the fonts that discgen sets its documents in and knows
// which of them shows which character. It knows nothing of pages or of PDF.
//
// README.md in this folder says where each file comes from.
package fonts

import (
	"crypto/sha256"
	_ "embed" // the font files are part of the binary
	"fmt"
	"slices"
	"sync"
	"unicode"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed FandolFang-Regular.ttf.zst
var fandolFang []byte

//go:embed NotoSerifSC-Bold.ttf.zst
var notoSerifBold []byte

//go:embed NotoSerifSC-Regular.ttf.zst
var notoSerif []byte

//go:embed NotoSansSC-Regular.ttf.zst
var notoSans []byte

//go:embed LXGWWenKai-Regular.ttf.zst
var wenKai []byte

// Role is what a font is used for in a document.
type Role int

// The five roles of the house style.
const (
	Body       Role = iota // 仿宋: running text
	Title                  // 小标宋: titles
	Heading                // 黑体: headings of the first level
	Subheading             // 楷体: headings of the second level
	Table                  // 宋体: tables, page numbers, Latin letters and digits
	roles
)

// Font is one font file with TrueType outlines. It stays packed until one of
// its characters is asked for.
type Font struct {
	Name   string // file name without extension, unique among the fonts
	Family string // as the file itself says
	SHA256 string // of the file as Data gives it, in hexadecimal digits

	packed   []byte // by zstd
	unpack   sync.Once
	unpacked []byte

	parse  sync.Once
	parsed *sfnt.Font // nil where the file cannot be read
	known  sync.Map   // rune to glyph, for those that were asked for
	inks   sync.Map   // rune to [2]float64, likewise
}

// glyph is how a font shows a character.
type glyph struct {
	index   int     // in the file; 0: not at all
	advance float64 // in em
}

var (
	fang = &Font{Name: "FandolFang-Regular", Family: "FandolFang R", packed: fandolFang,
		SHA256: "7b553786d5a367dd594a1215f71af0070ae3d8c84cd2824b11e2ebd47d73d552"}
	bold = &Font{Name: "NotoSerifSC-Bold", Family: "Noto Serif SC", packed: notoSerifBold,
		SHA256: "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"}
	serif = &Font{Name: "NotoSerifSC-Regular", Family: "Noto Serif SC", packed: notoSerif,
		SHA256: "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"}
	sans = &Font{Name: "NotoSansSC-Regular", Family: "Noto Sans SC", packed: notoSans,
		SHA256: "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"}
	kai = &Font{Name: "LXGWWenKai-Regular", Family: "LXGW WenKai", packed: wenKai,
		SHA256: "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"}
)

var program = [...]*Font{fang, bold, serif, sans, kai}

// All is every font of the program, in a fixed order.
func All() []*Font { return slices.Clone(program[:]) }

// Hash stands for all that the fonts may do to a document: it changes where a
// font is changed, added or renamed. It unpacks none of them.
func Hash() string {
	h := sha256.New()
	for _, f := range All() {
		_, _ = fmt.Fprintf(h, "%s %s\n", f.Name, f.SHA256)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func warm(all []*Font) *sync.WaitGroup {
	var group sync.WaitGroup
	for _, f := range all {
		group.Go(func() { f.Data() })
	}
	return &group
}

// isLatin covers the letters, digits and marks that a Latin text is made of.
// The signs of Latin-1 that Chinese text uses as its own (· × ÷ ± ° §) are not
// among them.
func isLatin(r rune) bool {
	switch r {
	case '·', '×', '÷', '±', '°', '§', '¨', '´', '¯':
		return false
	}
	return r >= 0x20 && r <= 0x24F
}

// isWideMark tells whether r is a mark that Chinese text sets one em wide
// (GB/T 15834) though many fonts have it in a Latin width.
func isWideMark(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·':
		return true
	}
	return false
}

// Data is the file, which nobody may write to. The first call unpacks it. It is
// nil where that fails; the tests see to it that it does not.
func (f *Font) Data() []byte {
	f.unpack.Do(func() {
		decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return
		}
		defer decoder.Close()
		if data, err := decoder.DecodeAll(f.packed, nil); err == nil {
			f.unpacked = data
		}
	})
	return f.unpacked
}

// Shows tells whether the font has a glyph for r. It has none for what is no
// character, whatever the file maps that to.
func (f *Font) Shows(r rune) bool { return f.look(r).index != 0 }

// Advance is the width of r in em, and 0 where the font does not show r.
func (f *Font) Advance(r rune) float64 { return f.look(r).advance }

// Glyph is the number of the glyph that shows r in the file, 0 if none does.
func (f *Font) Glyph(r rune) int { return f.look(r).index }

// look finds the glyph of a character. A font that cannot be read shows
// nothing; the tests see to it that all can.
func (f *Font) look(r rune) glyph {
	if known, ok := f.known.Load(r); ok {
		return known.(glyph)
	}
	g := glyph{}
	if isCharacter(r) {
		g = f.read(r)
	}
	f.known.Store(r, g)
	return g
}

func (f *Font) read(r rune) glyph {
	f.parse.Do(func() { f.parsed, _ = sfnt.Parse(f.Data()) })
	if f.parsed == nil {
		return glyph{}
	}
	var buf sfnt.Buffer
	index, err := f.parsed.GlyphIndex(&buf, r)
	if err != nil || index == 0 {
		return glyph{}
	}
	em := int(f.parsed.UnitsPerEm())
	w, err := f.parsed.GlyphAdvance(&buf, index, fixed.Int26_6(em), font.HintingNone) // in the font's own units
	if err != nil {
		return glyph{}
	}
	return glyph{int(index), float64((2*1000*int(w)+em)/(2*em)) / 1000} // in thousandths, as a PDF has it
}

// Ink is how far the drawing of r reaches, from the left end of its advance, in
// em. Both are 0 where there is nothing to draw, as in a blank.
func (f *Font) Ink(r rune) (left, right float64) {
	if !f.Shows(r) {
		return 0, 0
	}
	if known, ok := f.inks.Load(r); ok {
		ink := known.([2]float64)
		return ink[0], ink[1]
	}
	var buf sfnt.Buffer
	bounds, _, err := f.parsed.GlyphBounds(&buf, sfnt.GlyphIndex(f.Glyph(r)), fixed.I(1000), font.HintingNone)
	if err == nil {
		left, right = float64(bounds.Min.X)/64000, float64(bounds.Max.X)/64000
	}
	f.inks.Store(r, [2]float64{left, right})
	return left, right
}

// isCharacter leaves out control characters, noncharacters and U+FFFD, which stands
// for text that could not be read and must never be published.
func isCharacter(r rune) bool {
	return r >= 0 && r <= unicode.MaxRune && r&0xFFFE != 0xFFFE && !unicode.IsControl(r) && r != unicode.ReplacementChar
}
