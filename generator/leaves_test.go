package generator_test

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

// leaf is one value of a unit file.
type leaf struct {
	path string
	node *source.Node
}

func leaves(path string, n *source.Node) []leaf {
	var all []leaf
	switch n.Kind {
	case source.Table:
		for _, k := range n.Keys {
			all = append(all, leaves(source.Join(path, k), n.Table[k])...)
		}
	case source.Array:
		for i, item := range n.Items {
			all = append(all, leaves(source.Index(path, i), item)...)
		}
	default:
		all = append(all, leaf{path, n})
	}
	return all
}

// offset is the byte offset of a place.
func offset(data []byte, at finding.Place) int {
	lines := bytes.SplitAfter(data, []byte("\n"))
	o := 0
	for _, l := range lines[:at.Line-1] {
		o += len(l)
	}
	return o + len(string([]rune(string(lines[at.Line-1]))[:at.Column-1]))
}

// replaceAt writes the new text of a value over its old one.
func replaceAt(t *testing.T, data []byte, at finding.Place, old, text string) []byte {
	t.Helper()
	o := offset(data, at)
	if !bytes.HasPrefix(data[o:], []byte(old)) {
		t.Fatalf("%s: %q does not stand there", at, old)
	}
	return slices.Concat(data[:o], []byte(text), data[o+len(old):])
}

// places are the texts of a package by where they stand: the cover, each
// section of the explanation, each sheet, the properties of the files.
func places(p *generator.Package) map[string]string {
	all := map[string]string{
		"属性": strings.Join([]string{p.Meta.Title, p.Meta.Author, p.Meta.Subject, p.Meta.Date.String(), p.Names.PDF, p.Names.XLSX}, "\n"),
	}
	part, section := "封面", ""
	for _, b := range p.Explanation {
		if h, ok := b.(doc.Heading); ok && h.Level <= 2 {
			number, _, _ := strings.Cut(strings.Fields(h.Text)[0], "、")
			if h.Level == 1 {
				part, section = number, ""
			} else {
				section = number
			}
		}
		all[part+section] += doc.Text([]doc.Block{b})
	}
	for _, s := range p.Sheets {
		if s.Name != checkSheet { // it repeats what the other sheets say
			all[s.Name] = s.Table.Text()
		}
	}
	return all
}

// compose makes the texts of the package without the checks, which would refuse most single
// changes.
func compose(t *testing.T, data []byte) map[string]string {
	t.Helper()
	u, book, set := load(t, data)
	p, err := generator.Compose(u, book, set, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return places(p)
}

// changedPlaces are the places whose texts differ, in a stable order.
func changedPlaces(before, after map[string]string) []string {
	keys := map[string]bool{}
	for k := range before {
		keys[k] = true
	}
	for k := range after {
		keys[k] = true
	}
	var changed []string
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if before[k] != after[k] {
			changed = append(changed, k)
		}
	}
	return changed
}

// marker is put into texts to see where they come out.
const marker = "〔改〕"

// bend gives another value of the same type. A text gets the marker, so that
// what comes out can be compared with the old text to the character.
func bend(l leaf) (old, text string, marked bool) {
	n := l.node
	switch {
	case n.Kind == source.String && choices[l.path] != "":
		return `"` + n.Text + `"`, `"` + choices[l.path] + `"`, false
	case n.Kind == source.String && strings.HasSuffix(l.path, ".code"):
		return `"` + n.Text + `"`, `"2012902"`, false
	case n.Kind == source.String:
		first, _, _ := strings.Cut(strings.TrimLeft(n.Text, "\n"), "\n")
		return first, marker + first, !structural.MatchString(l.path)
	case strings.HasSuffix(l.path, ".completion"):
		return n.Text, "50", false
	case n.Kind == source.Bool:
		return n.Text, map[string]string{"true": "false", "false": "true"}[n.Text], false
	case strings.Contains(n.Text, "."):
		return n.Text, "9" + n.Text, false // an amount: another figure in its first digit
	}
	if l.path == "year" {
		return n.Text, "2031", false
	}
	return n.Text, "7" + n.Text, false // a count or a weight
}

// choices are other values of keys that take only some.
var choices = map[string]string{"amount_unit": "万元", "unit.kind": "事业单位", "unit.scope": "部门"}

// structural are texts that figures are computed from, or cells joined.
var structural = regexp.MustCompile(`\.(actual|target|level1|level2)$`)

// silent are keys that nothing printed depends on.
var silent = regexp.MustCompile(`^(unit\.code|review\.\w+)$`)

// TestEveryLeafComesOutWhereItBelongsAndNowhereElse changes every value of the
// published example, and of the keys that say what is printed, one at a time. Every change comes out; a changed text
// comes out to the character and changes nothing else; which sections and
// sheets a value reaches is kept in a golden file.
func TestEveryLeafComesOutWhereItBelongsAndNowhereElse(t *testing.T) {
	data := bytes.Replace(read(t, publishedExample), []byte("\nyear = "), []byte("\nstatements_in_pdf = false\ncharts = false\nyear = "), 1)
	root, findings := source.Parse(data)
	if findings.HasErrors() {
		t.Fatal(findings)
	}
	before := compose(t, data)
	reach := map[string]string{}
	for _, l := range leaves("", root) {
		old, text, marked := bend(l)
		at := l.node.Value
		if strings.HasPrefix(text, marker) {
			at = textPlace(data, at, old)
		}
		after := compose(t, replaceAt(t, data, at, old, text))
		changed := changedPlaces(before, after)
		if len(changed) == 0 && !silent.MatchString(l.path) {
			t.Errorf("%s: a change comes out nowhere", l.path)
		}
		if marked {
			wantOnlyMarker(t, l.path, before, after)
		}
		if strings.HasPrefix(text, "9") && text != old {
			wantNoNewWords(t, l.path, before, after)
		}
		reach[l.path] = strings.Join(changed, " ")
	}
	golden(t, "testdata/leaves.golden", describe(reach))
}

// textPlace is where the first line of a text stands: behind its quotes or, for
// a text of several lines, on the next line.
func textPlace(data []byte, at finding.Place, first string) finding.Place {
	o := offset(data, at)
	i := bytes.Index(data[o:], []byte(first))
	before := data[:o+i]
	start := bytes.LastIndexByte(before, '\n') + 1
	return finding.Place{Line: bytes.Count(before, []byte("\n")) + 1, Column: len([]rune(string(before[start:]))) + 1}
}

// wantOnlyMarker asserts that the new texts are the old ones but for the
// marker.
func wantOnlyMarker(t *testing.T, path string, before, after map[string]string) {
	t.Helper()
	for place, text := range after {
		if strings.ReplaceAll(text, marker, "") != before[place] {
			t.Errorf("%s: %s changes in more than the text itself", path, place)
		}
	}
}

var figure = regexp.MustCompile(`-?[0-9][0-9,]*(\.[0-9]+)?%?`)

// directions are the words that may turn when a figure does, each pair made
// the same.
var directions = strings.NewReplacer("减少", "增加", "下降", "增长")

// wantNoNewWords asserts that a changed amount changes figures and directions
// and, where a thing begins or ends to be, whole lines; never a word in a line
// that stays.
func wantNoNewWords(t *testing.T, path string, before, after map[string]string) {
	t.Helper()
	words := func(s string) string { return directions.Replace(figure.ReplaceAllString(s, "#")) }
	for place, text := range after {
		old, now := strings.Split(before[place], "\n"), strings.Split(text, "\n")
		if len(old) != len(now) {
			continue
		}
		for i := range now {
			if words(now[i]) != words(old[i]) && !variant.MatchString(now[i]+old[i]) {
				t.Errorf("%s: %s: words change\n old %s\n new %s", path, place, old[i], now[i])
			}
		}
	}
}

// variant marks the lines that have another wording where a figure is zero or
// does not differ, and the lists of the items that have an amount.
var variant = regexp.MustCompile(`主要原因是|包括：|公开0[0-9]表|无.*(收入|支出|经费)|本表`)

// describe writes the reach of every path, paths that differ in their indexes
// only together.
func describe(reach map[string]string) string {
	index := regexp.MustCompile(`\[[0-9]+\]`)
	groups := map[string][]string{}
	for path, places := range reach {
		key := index.ReplaceAllString(path, "[]")
		if strings.HasPrefix(key, "basic_expenditure.3") {
			key = key[:len("basic_expenditure.303")] + "…"
		}
		places = projectSheet.ReplaceAllString(places, "${1}N")
		groups[key] = append(groups[key], places)
	}
	var lines []string
	for key, all := range groups {
		slices.Sort(all)
		for _, places := range slices.Compact(all) {
			lines = append(lines, fmt.Sprintf("%s\n    %s\n", key, cmp.Or(places, "(nothing)")))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

var projectSheet = regexp.MustCompile(`(项目支出绩效自评表)[0-9]+`)

// golden compares a text with a golden file, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(read(t, path)); got != want {
		t.Errorf("%s differs; look at the change and run the test with -update\n got\n%s", path, got)
	}
}
