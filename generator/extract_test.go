package generator_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// orders are the two ways in which pdftotext reads a page: as the file has it,
// and as it guesses columns and blocks from the layout.
var orders = []struct {
	name  string
	flags []string
}{
	{"as in the file", []string{"-raw"}},
	{"as laid out", nil},
}

var extractedOnce sync.Map // path and flags to [][]string

// extracted are the lines of text of every page.
func extracted(t *testing.T, path string, flags ...string) [][]string {
	t.Helper()
	key := fmt.Sprint(path, flags)
	if known, ok := extractedOnce.Load(key); ok {
		return known.([][]string)
	}
	out, err := exec.Command("pdftotext", append(flags, "-enc", "UTF-8", path, "-")...).Output()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skipf("%v; install poppler-utils", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var pages [][]string
	for page := range strings.SplitSeq(strings.TrimSuffix(string(out), "\f"), "\f") {
		lines := strings.FieldsFunc(page, func(r rune) bool { return r == '\n' })
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		pages = append(pages, slices.DeleteFunc(lines, func(l string) bool { return l == "" }))
	}
	extractedOnce.Store(key, pages)
	return pages
}

// narrativeLines are the lines of running text of every page, by page, and
// the pages on which nothing else stands.
func (s *shown) narrativeLines() (lines [][]string, alone []bool) {
	lines, alone = make([][]string, len(s.Pages)), make([]bool, len(s.Pages))
	for i, p := range s.Pages {
		alone[i] = len(p.Rules) == 0
	}
	for _, p := range s.pieces {
		for _, l := range p.lines {
			if p.kind == paragraphText || p.kind == headingText || p.kind == coverText {
				lines[l.page] = append(lines[l.page], l.text)
			} else {
				alone[l.page] = false
			}
		}
	}
	return lines, alone
}

// The lines of a paragraph are its text: nothing is lost, doubled or torn, and
// a reader who copies a page gets each line as one line, without a blank that
// the text does not have.
func TestRunningTextComesOutLineByLine(t *testing.T) {
	eachShown(t, wantLineByLine)
}

func wantLineByLine(t *testing.T, s *shown) {
	t.Helper()
	for _, p := range s.pieces {
		var joined []string
		for _, l := range p.lines {
			joined = append(joined, l.text)
		}
		if unspaced(strings.Join(joined, "")) != unspaced(p.text) {
			t.Fatalf("the lines %q are not the text %q", joined, p.text)
		}
	}
	want, alone := s.narrativeLines()
	for _, order := range orders {
		got := extracted(t, s.path, order.flags...)
		if len(got) != len(want) {
			t.Fatalf("%s: %d pages, want %d", order.name, len(got), len(want))
		}
		for i := range want {
			if fault := lineFault(got[i], want[i], alone[i], i); fault != "" {
				t.Errorf("%s, page %d: %s", order.name, i+1, fault)
			}
		}
	}
}

// lineFault is what is wrong with a page's extracted lines. A page with a
// table has other lines too, but the running text in order and line by line.
func lineFault(got, want []string, alone bool, page int) string {
	if alone {
		if page >= coverPages {
			// poppler decides by the layout whether a number has blanks around it
			want = append(slices.Clone(want), fmt.Sprintf("—%d—", page-coverPages+1))
			got = append(slices.Clone(got[:len(got)-1]), unspaced(got[len(got)-1]))
		}
		if i := firstDifference(got, want); i >= 0 {
			return fmt.Sprintf("line %d is %q, want %q", i+1, at(got, i), at(want, i))
		}
		return ""
	}
	for _, line := range want {
		i := slices.Index(got, line)
		if i < 0 {
			return fmt.Sprintf("%q is no line of its own after the one before it", line)
		}
		got = got[i+1:]
	}
	return ""
}

func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// A cell that stands on one line comes out in one piece.
func TestCellsOnOneLineComeOutInOnePiece(t *testing.T) {
	cells := 0
	eachShown(t, func(t *testing.T, s *shown) {
		for _, order := range orders {
			got := extracted(t, s.path, order.flags...)
			for _, table := range s.tables {
				for _, c := range table.cells {
					if len(linesIn(c.frame)) != 1 {
						continue
					}
					cells++
					text := strings.TrimSpace(c.String())
					if text == "-" {
						continue // poppler takes one at a line's end for a hyphen and drops it
					}
					if !slices.ContainsFunc(got[c.page], func(line string) bool { return strings.Contains(line, text) }) {
						t.Errorf("%s, page %d: no line has the cell %q", order.name, c.page+1, text)
					}
				}
			}
		}
	})
	if cells < 1000 {
		t.Errorf("only %d cells", cells)
	}
}
