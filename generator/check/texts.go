package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

func year(r *reporter) {
	if r.u.Year < 2000 || r.u.Year > 2100 {
		r.report("year", "填写四位年份，例如 2024", "决算年度 %d 不对", r.u.Year)
	}
}

// maxName is the longest unit name, in characters, that leaves a file name
// within the 255 bytes of common file systems: 3 bytes a Han character, and
// what the template set adds.
const maxName = 60

// reserved are the names that Windows keeps for devices.
var reserved = []string{"CON", "PRN", "AUX", "NUL"}

func fileName(r *reporter) {
	name := r.u.Identity.Name
	fail := func(format string, args ...any) {
		r.report("unit.name", "填写单位全称；它也是输出文件的名字", format, args...)
	}
	if i := strings.IndexAny(name, "\\/:*?\"<>|\n\r"); i >= 0 {
		fail("单位名称里有不能用于文件名的字符 %q", name[i])
	}
	if n := utf8.RuneCountInString(name); n > maxName {
		fail("单位名称有 %d 个字，超过 %d 个字", n, maxName)
	}
	if strings.TrimSpace(name) != name || strings.HasPrefix(name, ".") {
		fail("单位名称的开头或末尾有空格，或以点开头")
	}
	if slices.Contains(reserved, strings.ToUpper(name)) {
		fail("单位名称 %q 是系统保留的名字", name)
	}
}

// characters finds what cannot be printed: control characters and characters
// that no font has.
func characters(r *reporter) {
	r.File.EachText(func(path, text string) {
		for i, c := range []rune(text) {
			var what string
			switch {
			case c == '\n' || c == '\r':
				continue
			case unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == '\u2028' || c == '\u2029':
				what = fmt.Sprintf("第 %d 个字符是不可见的控制字符 U+%04X", i+1, c)
			case !r.Shows(c):
				what = fmt.Sprintf("第 %d 个字符“%c”（U+%04X）字体里没有", i+1, c, c)
			default:
				continue
			}
			r.report(path, "删去或换成通用的字", "%s", what)
		}
	})
}
