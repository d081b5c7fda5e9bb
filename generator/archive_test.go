package generator_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/internal/readback"
	"github.com/discgen/discgen/generator/internal/sample"
)

// validatorUnits is how many random units the validators look at.
const validatorUnits = 50

// everything is what an explanation can have on request.
var everything = generator.Options{Charts: true, StatementsInPDF: true}

// standards are what every PDF keeps, by the validator's names for them.
var standards = []struct{ flavour, name string }{{"2a", "PDF/A-2a"}, {"ua1", "PDF/UA-1"}}

var verdict = regexp.MustCompile(`(?m)^(PASS|FAIL) (\S+) (\S+)$`)

// The reference validator (veraPDF) finds no fault in any PDF.
func TestValidatorsFindNoFault(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole run validates")
	}
	jar := os.Getenv("VERAPDF")
	if jar == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("VERAPDF names no validator")
		}
		t.Skip("VERAPDF names no validator (greenfield-apps, a jar)")
	}
	folder := t.TempDir()
	made := 0
	add := func(name string, data []byte, o generator.Options) {
		made++
		result, err := generator.Build(data, o)
		if err != nil || len(result.Files) == 0 {
			t.Fatal(err, result.Findings)
		}
		write(t, filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".pdf"), result.Files[0].Data)
	}
	for name, data := range examples(t) {
		add(name+" own fonts", data, generator.Options{Fonts: fonts.NewSet(ownEverywhere(t))})
		add(name, data, generator.Options{})
		add(name+" all", data, everything)
	}
	for seed := range uint64(min(*units, validatorUnits)) {
		add(fmt.Sprintf("seed %d", seed), sample.Unit(seed), []generator.Options{{}, everything}[seed%2])
	}
	for _, s := range standards {
		out, err := exec.Command("java", "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "-f", s.flavour, "--format", "text", "-v", folder).CombinedOutput()
		verdicts := verdict.FindAllSubmatch(out, -1)
		passed := 0
		for _, v := range verdicts {
			if string(v[1]) == "PASS" {
				passed++
			}
		}
		report(t, fmt.Sprintf("%s: %d of %d files pass", s.name, passed, made))
		if err != nil || passed != made || len(verdicts) != made {
			t.Errorf("%s: %v\n%.4000s", s.name, err, out)
		}
	}
}

// report logs a line, and appends it to the file that VERAPDF_REPORT names.
func report(t *testing.T, line string) {
	t.Helper()
	t.Log(line)
	path := os.Getenv("VERAPDF_REPORT")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(line + "\n"); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// taggedText is an element of the structure with its own text.
type taggedText struct{ kind, text string }

func (p taggedText) String() string { return p.kind + " " + p.text }

// structure is what a screen reader goes by: the texts of the elements, in the
// order of the tree.
func structure(t *testing.T, pdf []byte) []taggedText {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pdf")
	write(t, path, pdf)
	d, err := readback.Read(path)
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []taggedText
	for _, e := range d.Structure {
		text := e.Text
		if e.Type == "Figure" {
			text = e.Alt
		}
		all = append(all, taggedText{e.Type, text})
	}
	return all
}

// wanted is the structure that the blocks ought to have.
func wanted(blocks []doc.Block) []taggedText {
	all := []taggedText{{kind: "Document"}}
	add := func(kind, text string) {
		if text != "" {
			all = append(all, taggedText{kind, text})
		}
	}
	for _, block := range blocks {
		switch b := block.(type) {
		case doc.Cover:
			for _, text := range append([]string{b.Title}, b.Lines...) {
				add("P", text)
			}
		case doc.Contents:
			add("H1", b.Title)
			all = append(all, taggedText{kind: "TOC"})
			for _, other := range blocks {
				if h, ok := other.(doc.Heading); ok && h.Level <= b.Depth {
					all = append(all, taggedText{kind: "TOCI"}, taggedText{"Link", h.Text})
				}
			}
		case doc.Heading:
			add(fmt.Sprintf("H%d", b.Level), b.Text)
		case doc.Paragraph:
			for line := range strings.Lines(b.Text) {
				add("P", line)
			}
		case *doc.Chart:
			all = append(all, taggedText{"Figure", b.Alternative}, taggedText{"P", b.Title})
		case *doc.Table:
			all = append(all, wantedTable(b)...)
		}
	}
	return all
}

func wantedTable(table *doc.Table) []taggedText {
	var all []taggedText
	add := func(text string) {
		for line := range strings.Lines(text) {
			all = append(all, taggedText{"P", line})
		}
	}
	for _, text := range []string{table.Title, table.Subtitle, table.FormNumber, table.Preparer, table.UnitLine} {
		add(text)
	}
	all = append(all, taggedText{kind: "Table"})
	for i, row := range append(append([]doc.Row{}, table.Header...), table.Body...) {
		all = append(all, taggedText{kind: "TR"})
		for _, c := range row.Cells {
			kind := "TD"
			if c.Heading || i < len(table.Header) || row.Repeat {
				kind = "TH"
			}
			all = append(all, taggedText{kind, c.String()})
		}
	}
	for _, note := range table.Notes {
		add(note)
	}
	return all
}

// The tree of the structure is the narrative, in its order, each piece as what
// it is: one table for all the pages that it runs over, nothing twice.
func TestStructureIsTheNarrative(t *testing.T) {
	number := regexp.MustCompile(`\d+$`)
	eachUnit(t, min(*units/20, 30), func(t *testing.T, data []byte) {
		p, _, err := generator.Assemble(data, everything)
		if err != nil {
			t.Fatal(err)
		}
		result, err := generator.Build(data, everything)
		if err != nil {
			t.Fatal(err)
		}
		got, want := structure(t, result.Files[0].Data), wanted(p.Explanation)
		for i := range min(len(got), len(want)) {
			g, w := got[i], want[i]
			if g.kind == "Link" {
				g.text = number.ReplaceAllString(g.text, "")
			}
			if g.kind != w.kind || solid(g.text) != solid(w.text) {
				t.Fatalf("element %d is %s, want %s", i, g, w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d elements, want %d", len(got), len(want))
		}
	})
}

// solid is the text without blanks, which lines lose at their ends.
func solid(s string) string { return strings.Join(strings.Fields(s), "") }
