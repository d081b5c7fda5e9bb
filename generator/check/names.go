package check

import (
	"regexp"
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
		if historical.MatchString(p.key) && p.key != "duties" {
			continue
		}
		if wrong != "" && p.key != "duties" && strings.Contains(p.text, wrong) {
			r.reportPiece(p, wrong, "全文统一为“本"+string(r.u.Identity.Scope)+"”，或核对 [unit] 的 scope", "文字里写着“%s”，全文自称“本%s”", wrong, r.u.Identity.Scope)
		}
		if piece := r.misspelt(p.text); piece != "" {
			r.reportPiece(p, piece, "改成单位全称；是简称或其他单位的，写进 [unit] 的 aliases", "“%s”与单位全称“%s”只差一两个字", piece, r.u.Identity.Name)
		}
	}
}

// ofAnother is how the duties of another unit begin: with its name.
var ofAnother = regexp.MustCompile(`^\s*(\p{Han}{3,40}?(?:局|委员会|办公室|学校|中学|小学|医院|中心|馆|站|所|会|院|厅|队|社|处))(?:是|为|系|的主要|主要|贯彻|负责|承担)`)

// namesOfUnit finds a name with a blank in it, and duties that begin with the
// name of another unit, from whose file this one was copied.
func namesOfUnit(r *reporter) {
	name := r.u.Identity.Name
	if strings.ContainsAny(strings.TrimSpace(name), " \u3000") {
		r.report("unit.name", "删去空格，与公章一致；名称里确有空格的，在 [[accept]] 里写明", "单位名称“%s”里有空格", name)
	}
	m := ofAnother.FindStringSubmatch(r.u.Overview.Duties)
	known := slices.Concat([]string{name}, r.u.Identity.Aliases, r.u.Overview.SubordinateUnits)
	if m != nil && !slices.Contains(known, m[1]) && !strings.HasSuffix(name, m[1]) {
		r.reportPiece(prose{path: "overview.duties"}, m[1], "改成本单位的职能；是本单位简称的，写进 [unit] 的 aliases",
			"主要职能以“%s”开头，单位全称是“%s”", m[1], name)
	}
	ownName(r)
}

// misspelt is a piece of a text that is the unit's name but for a character or
// two, or nothing.
func (r *reporter) misspelt(text string) string {
	name := []rune(strings.TrimSpace(r.u.Identity.Name))
	if len(name) < 5 || len(name) > maxName {
		return ""
	}
	allowed := 1
	if len(name) > 9 {
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
			if piece[n-1] != name[len(name)-1] && n != len(name) || slices.Contains(piece, '\n') {
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
