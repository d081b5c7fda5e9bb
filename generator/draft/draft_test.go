package draft_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/draft"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

var kinds = []unit.Kind{unit.Administrative, unit.CivilService, unit.Institution}

// each runs a test with answers of every kind: no trait, each alone, all of
// them and any of them.
func each(t *testing.T, test func(t *testing.T, a draft.Answers)) {
	r := rand.New(rand.NewPCG(1, 2))
	has := [][]draft.Trait{nil, draft.Traits()}
	for _, trait := range draft.Traits() {
		has = append(has, []draft.Trait{trait})
	}
	for range 60 {
		var some []draft.Trait
		for _, trait := range draft.Traits() {
			if r.IntN(2) == 0 {
				some = append(some, trait)
			}
		}
		has = append(has, some)
	}
	subjects := [][]string{nil, {"2010301"}, {"2210201", "2050302", "2050399", "2120803"}, {"2230105", "2299999"}}
	for i, h := range has {
		a := draft.Answers{
			Name: "甲县乙局", Year: 2025, Kind: kinds[i%3], Scope: unit.SingleUnit, AmountUnit: unit.Yuan,
			Has: h, Subjects: subjects[i%4], Projects: i % 3,
		}
		if i%2 > 0 {
			a.Scope = unit.Department
		}
		if i%5 > 2 {
			a.AmountUnit = unit.TenThousand
		}
		t.Run(fmt.Sprint(i, a), func(t *testing.T) { test(t, a) })
	}
}

func check(t *testing.T, data []byte) finding.List {
	t.Helper()
	found, err := generator.Check(data, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var blank = regexp.MustCompile(`"待填[^"]*"`)

// blanks are the places of the blanks in a file, in its order.
func blanks(data []byte) []finding.Place {
	var all []finding.Place
	for i, l := range strings.Split(string(data), "\n") {
		for _, at := range blank.FindAllStringIndex(l, -1) {
			all = append(all, finding.Place{Line: i + 1, Column: len([]rune(l[:at[0]])) + 1})
		}
	}
	return all
}

// The checks find every blank of a new file, each once, and nothing else.
func TestOnlyTheBlanksAreWrong(t *testing.T) {
	each(t, func(t *testing.T, a draft.Answers) {
		data, count := draft.File(a)
		want := blanks(data)
		if len(want) != count || count == 0 {
			t.Errorf("said are %d blanks, there are %d", count, len(want))
		}
		var got []finding.Place
		for _, f := range check(t, data) {
			switch {
			case f.Rule == "N-22": // stands inside the quotes
				f.Place.Column--
			case f.Rule != "U-05":
				t.Errorf("%s %s %s: %s", f.Place, f.Rule, f.Path, f.Message)
			}
			got = append(got, f.Place)
		}
		if !slices.Equal(got, want) {
			t.Errorf("found are\n%v\nthe blanks are\n%v\n%s", got, want, data)
		}
	})
}

var numbers = regexp.MustCompile(`\[\d+\]`)

// filled has a value in place of every blank: the key's example or, where
// figures hang together, one that suits the others.
func filled(t *testing.T, data []byte) []byte {
	t.Helper()
	lines := strings.Split(string(data), "\n")
	found := check(t, data)
	slices.Reverse(found)
	for _, f := range found {
		l := lines[f.Place.Line-1]
		kind := numbers.ReplaceAllString(f.Path, "[]")
		k, ok := unitfile.Describe(strings.TrimSuffix(kind, "[]"))
		value := k.Example
		switch {
		case strings.HasPrefix(kind, "basic_expenditure."):
			value = "1.00"
		case !ok:
			t.Fatalf("no key %s", f.Path)
		case strings.HasSuffix(kind, "s[]"):
			value = `"办公室"`
		case kind == "subjects[].last_year":
			value = "1.00"
		case kind == "overall.last_year_total":
			value = "90000000.00"
		case kind == "appropriation.last_year_total":
			value = "80000000.00"
		}
		at := strings.LastIndex(string([]rune(l)[:f.Place.Column]), `"`)
		end := at + 1 + strings.Index(l[at+1:], `"`) + 1
		lines[f.Place.Line-1] = l[:at] + value + l[end:]
	}
	return []byte(strings.Join(lines, "\n"))
}

// Filled in, a file has all that it needs and nothing that it does not.
func TestFilledIn(t *testing.T) {
	each(t, func(t *testing.T, a draft.Answers) {
		data, _ := draft.File(a)
		data = filled(t, data)
		if at := blanks(data); len(at) > 0 {
			t.Fatalf("left are %v", at)
		}
		for _, f := range check(t, data) {
			if strings.HasPrefix(f.Rule, "U-") && f.Severity == finding.Error {
				t.Errorf("%s %s %s: %s", f.Place, f.Rule, f.Path, f.Message)
			}
		}
	})
}

// Where only the figures are filled in, each text that is left is found once,
// and nothing is said of its words.
func TestOnlyTheFiguresFilledIn(t *testing.T) {
	each(t, func(t *testing.T, a draft.Answers) {
		data, _ := draft.File(a)
		before, after := strings.Split(string(data), "\n"), strings.Split(string(filled(t, data)), "\n")
		left := map[int]int{}
		for i, l := range before {
			if reasons.MatchString(l) {
				after[i] = l
				left[i+1] = 0
			}
		}
		for _, f := range check(t, []byte(strings.Join(after, "\n"))) {
			if _, is := left[f.Place.Line]; !is || !strings.HasPrefix(f.Rule, "N-") {
				continue
			}
			if left[f.Place.Line]++; f.Rule != "N-22" {
				t.Errorf("%s %s %s: %s", f.Place, f.Rule, f.Path, f.Message)
			}
		}
		for line, n := range left {
			if n != 1 {
				t.Errorf("%d findings of %s", n, before[line-1])
			}
		}
	})
}

var reasons = regexp.MustCompile(`^(\w+_reason|content|goal|achieved|duties) = "待填`)

// What a unit does not have is not spoken of.
func TestNoTraits(t *testing.T) {
	data, _ := draft.File(draft.Answers{Name: "甲县乙局", Year: 2025, Kind: unit.Administrative, Scope: unit.SingleUnit, AmountUnit: unit.Yuan})
	for _, table := range []string{
		"carry_over", "government_fund", "state_capital", "three_public", "procurement", "assets", "self_evaluation", "subordinate_units", "superior",
	} {
		if strings.Contains(string(data), table) {
			t.Errorf("%s is there:\n%s", table, data)
		}
	}
}
