package check

import (
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// ownName finds texts that call the unit by another spelling of its name, or a
// unit a department, or a department a unit.
func ownName(r *reporter) {
	wrong := map[unit.Scope]string{unit.SingleUnit: "本部门", unit.Department: "本单位"}[r.u.Identity.Scope]
	for _, p := range r.proses() {
		if historical.MatchString(p.key) || p.key == "duties" {
			continue
		}
		if wrong != "" && strings.Contains(p.text, wrong) {
			r.reportPiece(p, wrong, "全文统一为“本"+string(r.u.Identity.Scope)+"”，或核对 [unit] 的 scope", "文字里写着“%s”，全文自称“本%s”", wrong, r.u.Identity.Scope)
		}
		if piece := r.misspelt(p.text); piece != "" {
			r.reportPiece(p, piece, "改成单位全称；是简称或其他单位的，写进 [unit] 的 aliases", "“%s”与单位全称“%s”只差一两个字", piece, r.u.Identity.Name)
		}
	}
}

// misspelt is a piece of a text that is the unit's name but for a character or
// two, or nothing.
func (r *reporter) misspelt(text string) string {
	name := []rune(strings.TrimSpace(r.u.Identity.Name))
	if len(name) < 5 || len(name) > maxName {
		return ""
	}
	allowed := 1
	if len(name) > 7 {
		allowed = 2
	}
	for _, known := range slices.Concat([]string{string(name)}, r.u.Identity.Aliases, r.u.Overview.SubordinateUnits) {
		if known != "" {
			text = strings.ReplaceAll(text, known, "\n")
		}
	}
	return r.nearPiece([]rune(text), name, allowed)
}

// mostTries is how many pieces of a file's texts are compared with the name: a
// text that repeats the name's beginning without end is not worth more.
const mostTries = 50_000

// nearPiece is the first piece of a text that begins and ends as a name does and
// is no more than some edits away from it. Names that differ in a numeral (第一
// and 第二中学) are of two units.
func (r *reporter) nearPiece(text, name []rune, allowed int) string {
	for i := range text {
		if text[i] != name[0] && (i+1 == len(text) || text[i+1] != name[1]) {
			continue
		}
		for n := len(name) - allowed; n <= len(name)+allowed && i+n <= len(text); n++ {
			piece := text[i : i+n]
			if piece[n-1] != name[len(name)-1] || slices.Contains(piece, '\n') {
				continue
			}
			if r.tries++; r.tries > mostTries {
				return ""
			}
			off := source.Distance(string(piece), string(name))
			if off > 0 && off <= allowed && !otherNumeral(piece, name) {
				return string(piece)
			}
		}
	}
	return ""
}

// numerals are the characters by which units of one kind are told apart.
const numerals = "0123456789０１２３４５６７８９一二三四五六七八九十东西南北中"

func otherNumeral(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && strings.ContainsRune(numerals, a[i]) && strings.ContainsRune(numerals, b[i]) {
			return true
		}
	}
	return false
}
