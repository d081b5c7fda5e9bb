package intake

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// fold is a text as it is compared: in half-width letters and marks, without
// spaces, line ends, quotes and marks that cannot be seen. Forms wrap and
// space out their words, and write “三公” in every kind of quotes.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("“”‘’「」\"'", r) {
			return -1
		}
		return r
	}, width.Fold.String(s))
}

// fullMarks are the marks of a Chinese text for those of a Latin one.
var fullMarks = strings.NewReplacer("(", "（", ")", "）", ",", "，", ":", "：", ";", "；")

// name is a name as the unit file writes it: in one line, without the spaces
// that indent it or space it out, with half-width letters and Chinese marks,
// so that one name in two layouts is one text.
func name(s string) string {
	var b strings.Builder
	for _, part := range strings.Fields(width.Fold.String(s)) {
		if before := b.String(); before != "" && isLatin(before[len(before)-1]) && isLatin(part[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(part)
	}
	return fullMarks.Replace(strings.Map(visibleOnly, b.String()))
}

func visibleOnly(r rune) rune {
	if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == unicode.ReplacementChar {
		return -1
	}
	return r
}

func isLatin(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// cited is what a message repeats of a cell between quotes: in one line, short,
// and without marks that cannot be seen.
func cited(s string) string {
	return clip(strings.Map(visibleOnly, strings.Join(strings.Fields(s), " ")))
}

// clip shortens what a message repeats of a cell.
func clip(s string) string {
	const most = 30
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
