package check

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

func year(r *reporter) {
	if r.u.Year == 0 {
		return // U-05 says that it is missing
	}
	if !IsYear(r.u.Year) {
		r.report("year", "填写四位年份，例如 2024", "决算年度 %d 不对", r.u.Year)
	}
}

// IsYear reports whether there can be accounts of a year (决算年度).
func IsYear(year int) bool { return year >= 2000 && year <= 2100 }

// maxName is the longest unit name, in characters, that leaves a file name
// within the 255 bytes of common file systems: 3 bytes a Han character, and
// what the template set adds.
const maxName = 60

func fileName(r *reporter) {
	if fault := NameFault(r.u.Identity.Name); fault != "" && strings.TrimSpace(r.u.Identity.Name) != "" {
		r.report("unit.name", "填写单位全称；它也是输出文件的名字", "单位名称%s", fault)
	}
}

// NameFault says in Chinese why a unit cannot have a name, or is empty where it
// can.
func NameFault(name string) string {
	if n := utf8.RuneCountInString(name); n > maxName {
		return fmt.Sprintf("有 %d 个字，超过 %d 个字", n, maxName)
	}
	return FileNameFault(name)
}

// devices are the names that Windows keeps for devices, with whatever ending.
var devices = regexp.MustCompile(`(?i)^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)`)

// FileNameFault says in Chinese why a name cannot be that of a file on every
// system, Windows included, or is empty where it can.
func FileNameFault(name string) string {
	switch i := strings.IndexFunc(name, func(c rune) bool { return c < ' ' || strings.ContainsRune(`\/:*?"<>|`, c) }); {
	case i >= 0:
		return fmt.Sprintf("里有不能用于文件名的字符 %q", name[i])
	case name == "" || strings.TrimSpace(name) != name || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "."):
		return "的开头或末尾有空格或点"
	case devices.MatchString(name):
		return fmt.Sprintf(" %q 是系统保留的名字", name)
	}
	return ""
}

// mostCharacters is how many different characters of one text are reported.
const mostCharacters = 20

// characters finds what cannot be printed: control characters and characters
// that no font has, each once in a text.
func characters(r *reporter) {
	r.File.EachText(func(path, text string) {
		told := map[rune]bool{}
		for i, c := range []rune(text) {
			fault := r.unprintable(c)
			if fault == "" || told[c] || len(told) == mostCharacters {
				continue
			}
			told[c] = true
			message := fmt.Sprintf("第 %d 个字符%s", i+1, fault)
			if n := strings.Count(text, string(c)); n > 1 {
				message += fmt.Sprintf("（共 %d 处）", n)
			}
			r.reportPiece(prose{path: path}, string(c), "删去或换成通用的字", "%s", message)
		}
	})
}

// unprintable says in Chinese why a character cannot be printed, or nothing.
func (r *reporter) unprintable(c rune) string {
	switch {
	case c == '\n' || c == '\r':
		return ""
	case unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == '\u2028' || c == '\u2029':
		return fmt.Sprintf("是不可见的控制字符 U+%04X", c)
	case !r.Shows(c):
		return fmt.Sprintf("“%c”（U+%04X）字体里没有", c, c)
	}
	return ""
}
