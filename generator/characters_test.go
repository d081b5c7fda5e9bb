package generator_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
)

// printable are the characters that the fonts must show: those of GBK, without
// its private use, and of 通用规范汉字表.
func printable(t *testing.T) []rune {
	t.Helper()
	var all []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			s, err := decoder.String(string([]byte{byte(lead), byte(trail)}))
			if r := []rune(s); err == nil && len(r) == 1 && unicode.IsGraphic(r[0]) && !unicode.IsSpace(r[0]) && r[0] != unicode.ReplacementChar {
				all = append(all, r[0])
			}
		}
	}
	for line := range strings.Lines(string(read(t, "../fonts/testdata/general-standard-8105.txt"))) {
		if r := []rune(line); r[0] != '#' && unicode.Is(unicode.Han, r[0]) {
			all = append(all, r[0])
		}
	}
	if len(all) < 29000 {
		t.Fatalf("only %d characters", len(all))
	}
	return all
}

// Every character of GBK and of the standard table goes from the unit file to
// the PDF and comes out of it.
func TestEveryCharacterIsShown(t *testing.T) {
	all := printable(t)
	var duties strings.Builder
	for line := range slices.Chunk(all, 500) {
		duties.WriteString(strings.ReplaceAll(string(line), `\`, "") + "\n")
	}
	text := string(read(t, publishedExample))
	text = strings.Replace(text, "duties = \"\"\"\n", "duties = '''\n"+duties.String()+"'''\nignored = \"\"\"\n", 1)
	start, end := strings.Index(text, "ignored = "), strings.Index(text, "[overview.staff]")
	text = text[:start] + text[end:]
	got := map[rune]int{}
	for _, r := range pdfText(t, build(t, []byte(text))[0].Data) {
		got[r]++
	}
	want := map[rune]int{}
	for _, r := range all {
		want[r]++
	}
	missing := 0
	for r, n := range want {
		if got[r] < n {
			if missing++; missing <= 20 {
				t.Errorf("%c U+%04X: %d in the PDF, want at least %d", r, r, got[r], n)
			}
		}
	}
}

// A character that no font has is an error that names it, never a box.
func TestCharactersThatNoFontHasAreNamed(t *testing.T) {
	text := strings.Replace(string(read(t, publishedExample)), "工商联会员部", "工商联𱍐部", 1)
	result, err := generator.Build([]byte(text), generator.Options{})
	errors := slices.DeleteFunc(result.Findings, func(f finding.Finding) bool { return f.Severity != finding.Error })
	if err != nil || len(result.Files) != 0 || len(errors) != 1 {
		t.Fatalf("%v: %v", err, errors)
	}
	if f := errors[0]; f.Rule != "U-08" || !strings.Contains(f.Message, "𱍐") || !strings.Contains(f.Message, "U+31350") || f.Path != "overview.offices[2]" {
		t.Errorf("%+v", f)
	}
}
