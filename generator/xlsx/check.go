package xlsx

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/doc"
)

// What the file format and the programs that read it can hold.
const (
	maxNameUnits   = 31    // UTF-16 units of a sheet's name
	maxRangeName   = 255   // UTF-16 units of the name of a range
	maxTextUnits   = 32767 // UTF-16 units of a cell's text
	maxFormatUnits = 255   // UTF-16 units of a number format
	maxDigits      = 15    // significant digits of a number
	maxDecimals    = 6     // what doc.Number allows
	maxFormula     = 8192  // UTF-16 units of a formula
)

func checkMeta(meta doc.Meta) error {
	for _, s := range []string{meta.Title, meta.Author, meta.Subject, meta.Language} {
		if err := checkCharacters(s); err != nil {
			return fmt.Errorf("workbook properties: %w", err)
		}
	}
	return nil
}

// checkNames reports every sheet whose name a workbook cannot have.
func checkNames(sheets []doc.Sheet) error {
	if len(sheets) == 0 {
		return errors.New("workbook: no sheets")
	}
	var errs []error
	seen, bodies := map[string]bool{}, map[string]bool{}
	for _, s := range sheets {
		key := strings.ToLower(s.Name)
		if fault := nameFault(s.Name, seen[key]); fault != "" {
			errs = append(errs, fmt.Errorf("sheet name %q: %s", s.Name, fault))
		}
		seen[key] = true
		key = strings.ToLower(s.BodyName)
		if fault := rangeNameFault(s.BodyName, bodies[key]); key != "" && fault != "" {
			errs = append(errs, fmt.Errorf("sheet %q: range name %q %s", s.Name, s.BodyName, fault))
		}
		bodies[key] = true
	}
	return errors.Join(errs...)
}

var (
	rangeName   = regexp.MustCompile(`^[\p{L}_][\p{L}\p{Nd}_.]*$`)
	likeAddress = regexp.MustCompile(`(?i)^([a-z]{1,3}[0-9]+|r[0-9]*(c[0-9]*)?|c[0-9]*)$`)
)

// rangeNameFault says why a range cannot be called so.
func rangeNameFault(name string, taken bool) string {
	switch {
	case units(name) > maxRangeName:
		return fmt.Sprintf("is longer than %d characters", maxRangeName)
	case !rangeName.MatchString(name):
		return "holds a character that it cannot have"
	case likeAddress.MatchString(name):
		return "reads as the address of a cell"
	case taken:
		return "is used twice (upper and lower case count as the same)"
	}
	return ""
}

func nameFault(name string, taken bool) string {
	switch {
	case name == "":
		return "is empty"
	case units(name) > maxNameUnits:
		return fmt.Sprintf("longer than %d characters", maxNameUnits)
	case strings.ContainsAny(name, `:\/?*[]`):
		return `holds one of :\/?*[]`
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		return "begins or ends with an apostrophe"
	case strings.EqualFold(name, "History"):
		return "is reserved by Excel"
	case checkCharacters(name) != nil || strings.ContainsAny(name, "\t\r\n"):
		return "holds a character that a name cannot have"
	case taken:
		return "is used twice (upper and lower case count as the same)"
	}
	return ""
}

// checkText says why a cell cannot hold the text.
func checkText(s string) error {
	if n := units(s); n > maxTextUnits {
		return fmt.Errorf("text %q has %d characters, a cell holds %d", beginning(s), n, maxTextUnits)
	}
	if err := checkCharacters(s); err != nil {
		return fmt.Errorf("text %q: %w", beginning(s), err)
	}
	return nil
}

// checkCharacters says which character the file, being XML 1.0, cannot carry.
func checkCharacters(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("is not valid UTF-8")
	}
	i := strings.IndexFunc(s, func(r rune) bool { return !legal(r) })
	if i < 0 {
		return nil
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return fmt.Errorf("character %U cannot stand in a workbook", r)
}

// legal is the production Char of XML 1.0, less the noncharacters that Render
// needs for itself.
func legal(r rune) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n' || r == '\r'
	case r >= escapeMark && r <= endMark, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return true
}

// checkNumber says why a cell cannot hold the figure exactly, or cannot show
// it as it is printed.
func checkNumber(n doc.Number) error {
	exp := int(n.Value.Exponent())
	switch {
	case n.Decimals < 0 || n.Decimals > maxDecimals:
		return fmt.Errorf("a figure with %d decimals, allowed are 0 to %d", n.Decimals, maxDecimals)
	case exp > maxDigits || exp < -64:
		return fmt.Errorf("a figure of 10^%d is out of range", exp)
	case !n.Value.Equal(n.Value.Truncate(int32(n.Decimals))):
		return fmt.Errorf("figure %s is finer than its %d decimals", n.Value, n.Decimals)
	case significant(n.CellValue().String()) > maxDigits:
		return fmt.Errorf("figure %s has more than %d digits", n.Value, maxDigits)
	case strings.Contains(n.Suffix, `"`):
		return fmt.Errorf("figure %s: a quotation mark in its suffix", n.Value)
	case units(n.Format()) > maxFormatUnits || halfWidths(n.String()) > maxWidth-2:
		return fmt.Errorf("figure %s: suffix too long", n.Value)
	}
	return checkCharacters(n.Suffix)
}

// significant counts the digits of a decimal string that a double must keep.
func significant(s string) int {
	s = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return len(strings.Trim(s, "0"))
}

// units counts as Excel does, in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// beginning is enough of a text to find it by.
func beginning(s string) string {
	const length = 20
	runes := []rune(s)
	if len(runes) <= length {
		return s
	}
	return string(slices.Concat(runes[:length], []rune("…")))
}
