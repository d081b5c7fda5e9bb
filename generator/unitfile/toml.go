package unitfile

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// Quote is a text in one line as TOML writes it.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// text is a text as TOML writes it: one of several paragraphs over several
// lines, with the marks outside them.
func text(s string) string {
	if !strings.Contains(s, "\n") {
		return Quote(s)
	}
	before, atEnd := strings.CutSuffix(s, `"`)
	body := quotesInside.Replace(inLines(before))
	if atEnd {
		body += `\"` // beside the closing marks it has to be told from them
	}
	return `"""` + "\n" + body + `"""`
}

// Number is a number of a unit file as the file writes it: with two decimals,
// unless it has more.
func Number(d decimal.Decimal) string {
	if d.Equal(d.Round(2)) {
		return d.StringFixed(2)
	}
	return d.String()
}

// inLines is a text between two marks of several lines: a quote needs no
// backslash, a line end stays one.
func inLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		parts := strings.Split(l, `"`)
		for j, p := range parts {
			q := Quote(p)
			parts[j] = q[1 : len(q)-1]
		}
		lines[i] = strings.Join(parts, `"`)
	}
	return strings.Join(lines, "\n")
}

// quotesInside keeps three quotes of a text from being marks.
var quotesInside = strings.NewReplacer(`"""`, `""\"`)

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// keyText is a key as TOML writes it.
func keyText(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return Quote(key)
}
