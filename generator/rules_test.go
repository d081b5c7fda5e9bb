package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/internal/rulecase"
)

// optionsOf are those under which the file that a case changes has no warning.
func optionsOf(c rulecase.Case) generator.Options {
	return generator.Options{Open: generator.Beside(c.Path("..")), Accept: c.Accepted()}
}

// brought are the findings that a case's change brings.
func brought(t *testing.T, c rulecase.Case) finding.List {
	t.Helper()
	text := string(read(t, c.Path("..")))
	own, err := generator.Check([]byte(text), optionsOf(c))
	if err != nil {
		t.Fatal(err)
	}
	if text, err = c.Apply(text); err != nil {
		t.Fatal(err)
	}
	found, err := generator.Check([]byte(text), optionsOf(c))
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
			cases, err := rulecase.Read(path)
			if err != nil || len(cases) == 0 {
				t.Fatal("no case", err)
			}
			for i, c := range cases {
				found := brought(t, c)
				wantOnly(t, c.Name, r, found)
				if got := lines(found); !slices.Equal(got, c.Want) && !*update {
					t.Errorf("%s: got\n%s\nwant\n%s", c.Name, strings.Join(got, "\n"), strings.Join(c.Want, "\n"))
				} else {
					cases[i].Want = got
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

func writeCases(t *testing.T, path string, cases []rulecase.Case) {
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
