package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/finding"
)

// A ruleCase is an example with one change (a few pieces of text), and the
// findings that it has then beside its own. The file testdata/rules/ID.txt
// holds the cases of a rule, each line marked by its first character:
//
//	== name
//	example        or the name of a file in testdata/years, which has one of last year
//	-old text      a piece of the example, which stands there once
//	+new text      q: the same, quoted as a Go string
//	@              another piece
//	>finding       with its remedy on a line of its own
type ruleCase struct {
	name, example string
	edits         []edit
	want          []string
}

func readCases(t *testing.T, path string) []ruleCase {
	t.Helper()
	var cases []ruleCase
	for line := range strings.Lines(string(read(t, path))) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "== "); ok {
			cases = append(cases, ruleCase{name: name, edits: []edit{{}}})
			continue
		}
		if line != "" {
			cases[len(cases)-1].take(t, line)
		}
	}
	return cases
}

func (c *ruleCase) take(t *testing.T, line string) {
	t.Helper()
	e := &c.edits[len(c.edits)-1]
	switch rest := line[1:]; line[0] {
	case '-':
		e.old = appendLine(e.old, rest)
	case '+':
		e.text = appendLine(e.text, rest)
	case 'q':
		text, err := strconv.Unquote(rest)
		if err != nil {
			t.Fatal(err)
		}
		e.text = appendLine(e.text, text)
	case '@':
		c.edits = append(c.edits, edit{})
	case '>':
		c.want = append(c.want, rest)
	default:
		c.example = line
	}
}

func appendLine(text, line string) string {
	if text == "" {
		return line
	}
	return text + "\n" + line
}

// String is the case as its file has it.
func (c ruleCase) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "== %s\n%s\n", c.name, c.example)
	for i, e := range c.edits {
		if i > 0 {
			b.WriteString("@\n")
		}
		mark(&b, "-", e.old)
		if strings.ToValidUTF8(e.text, "") != e.text {
			fmt.Fprintf(&b, "q%s\n", strconv.QuoteToASCII(e.text))
		} else {
			mark(&b, "+", e.text)
		}
	}
	for _, w := range c.want {
		fmt.Fprintf(&b, ">%s\n", w)
	}
	return b.String()
}

func mark(b *strings.Builder, mark, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(b, "%s%s\n", mark, line)
	}
}

// path is the file that the case changes.
func (c ruleCase) path() string {
	if strings.HasSuffix(c.example, ".toml") {
		return filepath.Join("testdata/years", c.example)
	}
	return filepath.Join("../examples", c.example, "unit.toml")
}

// options are those under which the file that the case changes has no warning.
func (c ruleCase) options() generator.Options {
	o := generator.Options{Open: generator.Beside(c.path())}
	if c.example == "bureau-2024" {
		o.Accept = []string{"V-09", "N-31", "P-06"}
	}
	return o
}

// check gives the findings that the change brings.
func (c ruleCase) check(t *testing.T) finding.List {
	t.Helper()
	text := string(read(t, c.path()))
	own, err := generator.Check([]byte(text), c.options())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.edits {
		if n := strings.Count(text, e.old); n != 1 {
			t.Fatalf("%q stands %d times in %s", e.old, n, c.example)
		}
		text = strings.Replace(text, e.old, e.text, 1)
	}
	found, err := generator.Check([]byte(text), c.options())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(found, func(f finding.Finding) bool {
		return slices.ContainsFunc(own, func(o finding.Finding) bool {
			return o.Rule == f.Rule && o.Path == f.Path && o.Message == f.Message
		})
	})
}

// lines are the findings as the case's file has them.
func lines(found finding.List) []string {
	var all []string
	for _, f := range found {
		all = append(all, fmt.Sprintf("%s %s [%s] %s：%s", f.Place, f.Severity, f.Rule, f.Path, f.Message))
		if f.Compared != (finding.Comparison{}) {
			all = append(all, fmt.Sprintf("    %s 比 %s %s", f.Compared.Figure, f.Compared.Against, f.Compared.Difference))
		}
		all = append(all, "    办法："+f.Remedy)
	}
	return all
}

// Every rule that can find something has a file that trips it, made from an
// example by one change, and trips nothing else.
func TestEveryRuleIsTrippedAlone(t *testing.T) {
	for _, r := range check.Rules() {
		if r.Way != check.Looked && r.Way != check.Read {
			continue
		}
		t.Run(r.ID, func(t *testing.T) {
			path := filepath.Join("testdata/rules", r.ID+".txt")
			cases := readCases(t, path)
			if len(cases) == 0 {
				t.Fatal("no case")
			}
			for i, c := range cases {
				found := c.check(t)
				wantOnly(t, c.name, r, found)
				if got := lines(found); !slices.Equal(got, c.want) && !*update {
					t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
				} else {
					cases[i].want = got
				}
			}
			if *update {
				writeCases(t, path, cases)
			}
		})
	}
}

func wantOnly(t *testing.T, name string, r check.Rule, found finding.List) {
	t.Helper()
	gravest := finding.Note
	for _, f := range found {
		gravest = min(gravest, f.Severity)
		if f.Rule != r.ID || f.Place.Line == 0 || f.Message == "" || f.Remedy == "" {
			t.Errorf("%s trips %v", name, f)
		}
	}
	if len(found) == 0 {
		t.Errorf("%s trips nothing", name)
	}
	if gravest < r.Severity {
		t.Errorf("%s: %s is graver than its rule", name, gravest)
	}
}

func writeCases(t *testing.T, path string, cases []ruleCase) {
	t.Helper()
	var texts []string
	for _, c := range cases {
		texts = append(texts, c.String())
	}
	if err := os.WriteFile(path, []byte(strings.Join(texts, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A file of cases that belongs to no rule would never be run.
func TestEveryCaseHasItsRule(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		id := strings.TrimSuffix(filepath.Base(path), ".txt")
		if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.ID == id && (r.Way == check.Looked || r.Way == check.Read) }) {
			t.Errorf("%s belongs to no rule", path)
		}
	}
}
