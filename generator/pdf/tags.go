package pdf

import (
	"bytes"
	"hash/fnv"

	"github.com/discgen/discgen/fonts"
)

// A subset font says that it is one by a tag of six letters and a plus before
// its name (ISO 32000-1, 9.6.4), so that programs that join files do not take
// two subsets for one font. The library writes utf8 before a name and nothing
// else; the name it gets begins with untagged, so that both together are as
// long as a tag and can be written over without moving anything.
const (
	untagged = "sub"
	before   = "/utf8" + untagged
)

// familyOf is the name by which the library knows a font.
func familyOf(f *fonts.Font) string { return untagged + f.Name }

// tagSubset writes the tag of a font's subset over the library's name.
func tagSubset(file []byte, f *fonts.Font, subset []byte) []byte {
	name := bytes.ToLower([]byte(f.Name))
	tagged := append([]byte("/"+tagOf(subset)+"+"), name...)
	return bytes.ReplaceAll(file, append([]byte(before), name...), tagged)
}

// tagOf makes six letters of the subset's content.
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
