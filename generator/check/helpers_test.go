package check

import (
	"os"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

var scoring = figures.ScoringRules{
	ExecutionWeight: 10, Overall: figures.FullMarks, Projects: figures.Deduct,
	Grades: map[string]int{"达到预期指标": 100},
}

// unprinted is the character that the test's fonts lack.
const unprinted = '𠮷'

// example is the text of the published example.
func example(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../examples/changji-gsl-2024/unit.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// small is a unit in 万元 with one subject of its own funds.
const small = `amount_unit = "万元"
year = 2024
[unit]
name = "某县图书馆"
kind = "事业单位"
[overview]
duties = "借阅。"
[overview.staff]
in_service = { current = 1, last_year = 1 }
[overall]
last_year_total = 100.00
[appropriation]
last_year_total = 100.00
[general_budget]
initial_budget = 100.00
[[subjects]]
code = "2070104"
income = { appropriation = 100.00 }
spending = { basic = 100.00 }
appropriation = { basic = 100.00 }
last_year = 100.00
[basic_expenditure]
30101 = 90.00
30201 = 10.00
[operating_expenses]
last_year = 10.00
[review]
secrecy_reviewed = true
approved_by = "馆长"
`

// edit replaces pieces of a text, old and new in turn. Each old piece must
// occur exactly once, so that a test cannot lose its case unseen.
func edit(t *testing.T, text string, pieces ...string) string {
	t.Helper()
	for i := 0; i < len(pieces); i += 2 {
		if n := strings.Count(text, pieces[i]); n != 1 {
			t.Fatalf("%q 出现 %d 次，应为 1 次", pieces[i], n)
		}
		text = strings.Replace(text, pieces[i], pieces[i+1], 1)
	}
	return text
}

// check gives the findings of a text that loads.
func check(t *testing.T, text string) finding.List {
	t.Helper()
	f, findings := unit.Load([]byte(text))
	if len(findings) > 0 {
		t.Fatalf("读不进来：%v", findings)
	}
	return Run(Input{
		File: f, Book: figures.Compute(f.Unit, scoring),
		Shows: func(r rune) bool { return r != unprinted },
		Uses:  func(word string) bool { return word == "基本支出" },
	})
}

// of are the findings of one rule.
func of(findings finding.List, rule string) finding.List {
	var list finding.List
	for _, f := range findings {
		if f.Rule == rule {
			list = append(list, f)
		}
	}
	return list
}

// lineOf is the line of the only occurrence of a piece.
func lineOf(t *testing.T, text, piece string) int {
	t.Helper()
	if n := strings.Count(text, piece); n != 1 {
		t.Fatalf("%q 出现 %d 次，应为 1 次", piece, n)
	}
	return strings.Count(text[:strings.Index(text, piece)], "\n") + 1
}
