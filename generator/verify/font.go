package verify

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// font is a font of a page's resources.
type font struct {
	name     string
	page     int // the first that has it
	embedded bool
	readable bool // its codes can be turned into characters
}

func (f font) String() string {
	return fmt.Sprintf("“%s”（首见于第 %d 页）", f.name, f.page)
}

// fontKinds are the fonts that a page can name. The fonts inside a composite
// font are not among them.
var fontKinds = map[string]bool{"Type0": true, "Type1": true, "MMType1": true, "TrueType": true, "Type3": true}

func (d *document) newFont(dict types.Dict, kind string, page int) font {
	f := font{name: printable(d.name(dict["BaseFont"])), page: page}
	if f.name == "" {
		f.name = "没有名称的 " + kind + " 字体"
	}
	inner := dict
	if kind == "Type0" {
		inner = nil
		if a := d.array(dict["DescendantFonts"]); len(a) > 0 {
			inner = d.dict(a[0])
		}
	}
	descriptor := d.dict(inner["FontDescriptor"])
	f.embedded = kind == "Type3" || // its glyphs are drawings in the file
		d.holds(descriptor["FontFile"]) || d.holds(descriptor["FontFile2"]) || d.holds(descriptor["FontFile3"])
	switch {
	case d.mapsToUnicode(dict["ToUnicode"]):
		f.readable = true
	case kind == "Type0":
		f.readable = d.knownCollection(dict, inner)
	default:
		f.readable = d.knownEncoding(dict, kind, descriptor)
	}
	return f
}

// printable is a name as it is meant: the file writes other bytes than letters
// as #xx.
func printable(name string) string {
	if decoded, err := types.DecodeName(name); err == nil {
		name = decoded
	}
	return strings.ToValidUTF8(name, "\uFFFD")
}

// mapsToUnicode reports whether a ToUnicode map has any entry, or goes on from
// another map.
func (d *document) mapsToUnicode(o types.Object) bool {
	text := d.stream(o)
	return bytes.Contains(text, []byte("beginbf")) || bytes.Contains(text, []byte("usecmap"))
}

// unicodeCollections are the character collections for which Adobe publishes
// the way to Unicode (ISO 19005-2, 6.2.11.7.2).
var unicodeCollections = map[string]bool{"GB1": true, "CNS1": true, "Japan1": true, "Korea1": true, "KR": true}

// knownCollection reports whether a composite font without a ToUnicode map
// uses a predefined code and a known collection of characters.
func (d *document) knownCollection(dict, inner types.Dict) bool {
	system := d.dict(inner["CIDSystemInfo"])
	return d.text(system["Registry"]) == "Adobe" && unicodeCollections[d.text(system["Ordering"])] && d.name(dict["Encoding"]) != ""
}

// predefined are the encodings of simple fonts whose characters are known.
var predefined = map[string]bool{"WinAnsiEncoding": true, "MacRomanEncoding": true, "MacExpertEncoding": true, "StandardEncoding": true}

// speaking is a glyph's name that says which character it is. Without the list
// of Adobe's names this takes any word for one, but none of the names that
// count glyphs (g12, cid345).
var speaking = regexp.MustCompile(`^(?:[A-Za-z]+|uni(?:[0-9A-F]{4})+|u[0-9A-F]{4,6}|afii[0-9]{5})(?:\.[A-Za-z0-9]+)?$`)

const (
	flagSymbolic    = 1 << 2
	flagNonsymbolic = 1 << 5
)

// knownEncoding reports whether the encoding of a simple font says which
// characters its codes are.
func (d *document) knownEncoding(dict types.Dict, kind string, descriptor types.Dict) bool {
	flags, _ := d.get(descriptor["Flags"]).(types.Integer)
	latin := kind != "Type3" && (flags&flagNonsymbolic != 0 || descriptor == nil && !strings.Contains(d.name(dict["BaseFont"]), "Dingbats"))
	encoding := d.dict(dict["Encoding"])
	if encoding == nil {
		name := d.name(dict["Encoding"])
		if kind == "TrueType" && flags&flagSymbolic != 0 {
			return false // the encoding of a symbolic TrueType font is not looked at
		}
		return predefined[name] || name == "" && latin
	}
	differences := d.array(encoding["Differences"])
	for _, o := range differences {
		if n, is := d.get(o).(types.Name); is && n.Value() != ".notdef" && !speaking.MatchString(n.Value()) {
			return false
		}
	}
	return kind != "TrueType" && len(differences) > 0 || latin || predefined[d.name(encoding["BaseEncoding"])]
}
