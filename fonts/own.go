package fonts

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
)

// Fault says in Chinese why a font file cannot be used, and what to do.
type Fault struct{ Message, Remedy string }

func (f *Fault) Error() string { return f.Message + "；" + f.Remedy }

// MaxBytes is the size above which a font is refused.
const MaxBytes = 64 << 20

// opened has the fonts that were opened last, by their hash: one file serves
// many documents, and what is known of its characters is worth keeping.
var (
	opened  sync.Map
	openedN atomic.Int32
)

// mostOpened is how many fonts are kept: a font may have 20 MB.
const mostOpened = 20

// Open is a font of one's own for a role: a file with TrueType outlines that may
// be embedded in part and has Chinese characters and figures. Any other is a
// *Fault.
func Open(data []byte) (*Font, error) {
	if len(data) > MaxBytes {
		return nil, &Fault{fmt.Sprintf("字体文件超过上限 %d MB", MaxBytes>>20), "换用较小的字体"}
	}
	key := sha256.Sum256(data)
	if known, ok := opened.Load(key); ok {
		return known.(*Font), nil
	}
	if fault := faultOf(data); fault != nil {
		return nil, fault
	}
	f := &Font{SHA256: fmt.Sprintf("%x", key), unpacked: data}
	f.unpack.Do(func() {})
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, damaged
	}
	f.Name, f.Family = nameOf(parsed, sfnt.NameIDPostScript), nameOf(parsed, sfnt.NameIDFamily)
	if f.Name = plain(f.Name); f.Name == "" {
		f.Name = "Font" + f.SHA256[:8]
	}
	for _, r := range needed {
		if !f.Shows(r) {
			return nil, &Fault{fmt.Sprintf("字体里没有“%c”字，不是完整的中文字体", r), "换用完整的中文字体"}
		}
	}
	if openedN.Add(1) > mostOpened {
		opened.Clear()
		openedN.Store(1)
	}
	kept, _ := opened.LoadOrStore(key, f)
	return kept.(*Font), nil
}

// needed are characters that no font of Chinese documents is without.
const needed = "部门决算公开，。（）《》0123456789"

var damaged = &Fault{"字体文件已损坏，或者不是字体文件", "换用完整的 TrueType 字体（.ttf）"}

// kinds are files that are fonts, but not of the kind that a PDF of ours holds.
var kinds = map[string]*Fault{
	"ttcf": {"这是字体集合（.ttc），里面有几个字体", "用字体工具取出其中一个，另存为 .ttf"},
	"OTTO": {"这个字体是 CFF 轮廓（OpenType/PostScript）", "换用 TrueType 轮廓的字体（.ttf）"},
	"wOFF": {"这是网页字体（.woff）", "换用 .ttf 字体"},
	"wOF2": {"这是网页字体（.woff2）", "换用 .ttf 字体"},
	"true": {"这是只用于旧版 macOS 的字体", "换用 .ttf 字体"},
}

// faultOf looks at the file's kind and at what its maker permits.
func faultOf(data []byte) *Fault {
	if len(data) < 12 {
		return damaged
	}
	if fault := kinds[string(data[:4])]; fault != nil {
		return fault
	}
	if binary.BigEndian.Uint32(data) != 0x00010000 {
		return damaged
	}
	permits, ok := embedding(data)
	switch {
	case !ok:
		return &Fault{"字体文件里没有嵌入许可的说明（OS/2 表）", "换用允许嵌入的字体"}
	case permits&0x000F == 0x0002:
		return &Fault{"字体的许可不允许嵌入文件（fsType 2）", "换用允许嵌入的字体，或者向字体厂商取得许可后的版本"}
	case permits&0x0100 != 0:
		return &Fault{"字体的许可不允许只嵌入用到的字（fsType 256）", "换用允许嵌入部分字的字体"}
	case permits&0x0200 != 0:
		return &Fault{"字体的许可只允许嵌入点阵（fsType 512）", "换用允许嵌入轮廓的字体"}
	}
	return nil
}

// embedding is the field fsType (OpenType, table OS/2).
func embedding(data []byte) (permits uint16, ok bool) {
	const fsType = 8
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return 0, false
		}
		if string(data[at:at+4]) != "OS/2" {
			continue
		}
		offset := uint64(binary.BigEndian.Uint32(data[at+8:]))
		if offset+fsType+2 > uint64(len(data)) {
			return 0, false
		}
		return binary.BigEndian.Uint16(data[offset+fsType:]), true
	}
	return 0, false
}

func nameOf(f *sfnt.Font, id sfnt.NameID) string {
	name, err := f.Name(nil, id)
	if err != nil {
		return ""
	}
	return name
}

// mostOfName is how long a PostScript name may be.
const mostOfName = 63

// plain is a name of the letters, digits and hyphens that it has: what a PDF
// takes without ado.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, name)
	return name[:min(len(name), mostOfName)]
}
