package generator_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
)

// fold makes texts comparable that differ only in the width of their
// characters and in white space.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// publishedLines are the lines of the explanation that the unit published,
// from its title to its list of nine statements, one paragraph, heading or
// table cell each.
func publishedLines(t *testing.T) []string {
	t.Helper()
	return strings.Split(strings.TrimSpace(string(read(t, "testdata/changji-gsl-2024-published.txt"))), "\n")
}

func build(t testing.TB, data []byte) []generator.File {
	t.Helper()
	result, err := generator.Build(data, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Files) != 2 {
		t.Fatalf("%d files: %v", len(result.Files), result.Findings)
	}
	return result.Files
}

var pageNumber = regexp.MustCompile(`(?m)^— ?[0-9]+ ?—$\n?`)

// pdfText is what pdftotext gives of a PDF in the order of its content,
// without the page numbers.
func pdfText(t testing.TB, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing; install poppler-utils")
		}
		t.Skip("pdftotext is missing; install poppler-utils")
	}
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	c := exec.Command(tool, "-raw", "-enc", "UTF-8", path, "-")
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil || errs.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, errs.String())
	}
	return pageNumber.ReplaceAllString(strings.ReplaceAll(out.String(), "\f", ""), "")
}

// The example gives back the published explanation to the character: the same
// headings, paragraphs and cells in the same order, and no others.
func TestPublishedExplanationComesOutAgain(t *testing.T) {
	blocks := assemble(t, read(t, publishedExample)).Explanation
	blocks = slices.DeleteFunc(blocks, func(b doc.Block) bool {
		_, contents := b.(doc.Contents)
		return contents
	})
	got := strings.Split(strings.TrimSpace(doc.Text(blocks)), "\n")
	want := publishedLines(t)
	for i := range max(len(got), len(want)) {
		var g, w string
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if fold(g) != fold(w) {
			t.Fatalf("line %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}

// The text extracted from the PDF holds every published line, in order.
func TestPublishedExplanationIsInThePDF(t *testing.T) {
	text := fold(pdfText(t, build(t, read(t, publishedExample))[0].Data))
	for i, line := range publishedLines(t) {
		_, rest, found := strings.Cut(text, fold(line))
		if !found {
			t.Fatalf("line %d is not in the text, or not in its place: %s", i+1, line)
		}
		text = rest
	}
}

// Nothing that a unit's document holds is lost, torn or out of order in its PDF.
func TestPDFHoldsTheDocument(t *testing.T) {
	eachUnit(t, min(*units, 25), func(t *testing.T, data []byte) {
		p := assemble(t, data)
		text := fold(pdfText(t, build(t, data)[0].Data))
		for line := range strings.Lines(doc.Text(p.Explanation)) {
			_, rest, found := strings.Cut(text, fold(line))
			if !found {
				t.Fatalf("not in the text, or not in its place: %s", line)
			}
			text = rest
		}
	})
}

func TestSameInputSameBytes(t *testing.T) {
	eachUnit(t, 3, wantSameBytes)
}
