// Package rulecase reads the cases that trip the rules, for the tests that run
// them and for the page that shows them.
package rulecase

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Case is an example with one change (a few pieces of text), and the findings
// that it has then beside its own. A file of cases marks each line by its first
// character:
//
//	== name
//	example        or the name of a file in generator/testdata/years, which has one of last year
//	-old text      a piece of the example, which stands there once
//	+new text      q: the same, quoted as a Go string
//	@              another piece
//	>finding       with its remedy on a line of its own
type Case struct {
	Name, Example string
	Edits         []Edit
	Want          []string
}

// Edit puts a new text for an old one.
type Edit struct{ Old, New string }

// Path is the file that the case changes, in a copy of the module.
func (c Case) Path(module string) string {
	if strings.HasSuffix(c.Example, ".toml") {
		return filepath.Join(module, "generator/testdata/years", c.Example)
	}
	return filepath.Join(module, "examples", c.Example, "unit.toml")
}

// Accepted are the rules of which that file accepts warnings, so that it has
// none where a check accepts them too.
func (c Case) Accepted() []string {
	if c.Example == "bureau-2024" {
		return []string{"V-09", "N-31", "P-06"}
	}
	return nil
}

// Read reads the cases of a file.
func Read(path string) ([]Case, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		name, begins := strings.CutPrefix(line, "== ")
		switch {
		case begins:
			cases = append(cases, Case{Name: name, Edits: []Edit{{}}})
		case line == "":
		case len(cases) == 0:
			return nil, fmt.Errorf("%s begins with no case", path)
		default:
			if err := cases[len(cases)-1].take(line); err != nil {
				return nil, fmt.Errorf("%s: %q: %w", path, line, err)
			}
		}
	}
	return cases, nil
}

func (c *Case) take(line string) error {
	e := &c.Edits[len(c.Edits)-1]
	switch rest := line[1:]; line[0] {
	case '-':
		e.Old = appendLine(e.Old, rest)
	case '+':
		e.New = appendLine(e.New, rest)
	case 'q':
		text, err := strconv.Unquote(rest)
		if err != nil {
			return err
		}
		e.New = appendLine(e.New, text)
	case '@':
		c.Edits = append(c.Edits, Edit{})
	case '>':
		c.Want = append(c.Want, rest)
	default:
		c.Example = line
	}
	return nil
}

func appendLine(text, line string) string {
	if text == "" {
		return line
	}
	return text + "\n" + line
}

// Apply makes the change in the text of the example.
func (c Case) Apply(text string) (string, error) {
	for _, e := range c.Edits {
		if n := strings.Count(text, e.Old); n != 1 {
			return "", fmt.Errorf("%q stands %d times in %s", e.Old, n, c.Example)
		}
		text = strings.Replace(text, e.Old, e.New, 1)
	}
	return text, nil
}

// String is the case as its file has it.
func (c Case) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "== %s\n%s\n", c.Name, c.Example)
	for i, e := range c.Edits {
		if i > 0 {
			b.WriteString("@\n")
		}
		mark(&b, "-", e.Old)
		if strings.ToValidUTF8(e.New, "") != e.New {
			fmt.Fprintf(&b, "q%s\n", strconv.QuoteToASCII(e.New))
		} else {
			mark(&b, "+", e.New)
		}
	}
	for _, w := range c.Want {
		fmt.Fprintf(&b, ">%s\n", w)
	}
	return b.String()
}

func mark(b *strings.Builder, mark, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(b, "%s%s\n", mark, line)
	}
}
