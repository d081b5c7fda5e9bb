package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

func (c ruleCase) text(t *testing.T) string {
	t.Helper()
	return edit(t, cmp.Or(c.base, example(t)), c.edits...)
}

func TestRules(t *testing.T) {
	for _, c := range ruleCases {
		t.Run(c.rule+" "+c.name, func(t *testing.T) {
			text := c.text(t)
			found := of(check(t, text), c.rule)
			if c.at == "" {
				if len(found) > 0 {
					t.Errorf("不应有：%v", found)
				}
				return
			}
			if len(found) != 1 {
				t.Fatalf("应有一个，得到 %v", found)
			}
			c.compare(t, text, found[0])
		})
	}
}

func (c ruleCase) compare(t *testing.T, text string, f finding.Finding) {
	t.Helper()
	at := strings.TrimPrefix(c.at, "\n")
	want := lineOf(t, text, c.at)
	if at != c.at {
		want++
	}
	if f.Place.Line != want || f.Path == "" {
		t.Errorf("%s 在 %v，应在第 %d 行", f.Path, f.Place, want)
	}
	for _, piece := range c.holds {
		if !strings.Contains(f.Message, piece) {
			t.Errorf("提示 %q 应含 %q", f.Message, piece)
		}
	}
	if f.Severity != ruleOf(c.rule).Severity && !ruleOf(c.rule).Warns() {
		t.Errorf("程度是%s", f.Severity)
	}
	wantChinese(t, f)
}

func ruleOf(id string) Rule {
	i := slices.IndexFunc(Rules(), func(r Rule) bool { return r.ID == id })
	return Rules()[i]
}

// own are the pieces of a message that are the user's own words, or keys.
var (
	own   = regexp.MustCompile(`"[^"]*"|U\+[0-9A-F]{4,5}`)
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
)

func wantChinese(t *testing.T, f finding.Finding) {
	t.Helper()
	if w := latin.FindString(own.ReplaceAllString(f.Message, "")); w != "" {
		t.Errorf("提示里有外文 %q：%s", w, f.Message)
	}
	if f.Message == "" || f.Remedy == "" {
		t.Errorf("没有说明或没有办法：%+v", f)
	}
}

func TestEveryCaseHasItsRule(t *testing.T) {
	for _, c := range ruleCases {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == c.rule }) {
			t.Errorf("没有 %s 这条规则", c.rule)
		}
	}
}

func TestRuleIDsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] || r.Title == "" {
			t.Errorf("%s %s", r.ID, r.Title)
		}
		seen[r.ID] = true
	}
}

func TestPublishedExampleHasNoErrors(t *testing.T) {
	if found := check(t, example(t)); found.HasErrors() {
		t.Errorf("得到 %v", found)
	}
}

func TestSmallUnitHasNoFindings(t *testing.T) {
	if found := check(t, small); len(found) > 0 {
		t.Errorf("得到 %v", found)
	}
}

// spoilt has a fault of each kind at once.
func spoilt(t *testing.T) string {
	return edit(t, example(t),
		"\nyear = 2024", "\nyear = 1999",
		`office_term = "科室"`, `office_term = "科\u200b室"`,
		"current = 4, last_year = 5", "current = -4, last_year = 5",
		"last_year_total = 4428310.00", "",
		"opening_other = 490280.00", "opening_other = 0.00",
		`code = "2013299"`, `code = "201329"`,
		lastCode, lastCode+"\nname = \"别的支出\"",
		"30299 = 7254.00", "30299 = 7254.01\n30298 = 1.00\n309 = 1.00",
		"groups = 1 ", "groups = 0 ",
		"owned = 1 ", "owned = 0 ",
		"batches = 2 ", "batches = 11 ",
		"[procurement]", "[control]\ntotal = 1\nincome = 2\nnothing = 3\n[procurement]",
		"small_micro = 198900.00", "small_micro = 198900.01",
		`other_use = "一般公务用车"`, `other_use = ""`,
		`achievements = "一是本单位`, `achievements = "" # "一是本单位`,
		"weight = 12\n", "weight = 13\nscore = 14\n",
	)
}

func TestAllFindingsComeAtOnceInOrder(t *testing.T) {
	found := check(t, spoilt(t))
	rules := map[string]bool{}
	for i, f := range found {
		rules[f.Rule] = true
		if f.Place.Line == 0 {
			t.Errorf("没有位置：%+v", f)
		}
		if i > 0 && f.Place.Line < found[i-1].Place.Line {
			t.Errorf("%v 排在 %v 之后", f, found[i-1])
		}
	}
	for _, id := range []string{
		"U-06", "U-08", "V-02", "N-04", "X-12", "T02-4", "V-07", "T06-4", "S-02", "S-04", "S-05", "S-11",
		"C-01", "N-17", "N-18", "P-19", "P-01", "P-06", "P-08",
	} {
		if !rules[id] {
			t.Errorf("没有 %s", id)
		}
	}
}

// The same file gives the same list, whatever the order of maps.
func TestFindingsAreTheSameEveryTime(t *testing.T) {
	text := spoilt(t)
	first := check(t, text)
	for range 20 {
		if again := check(t, text); !slices.Equal(again, first) {
			t.Fatalf("得到 %v\n先前 %v", again, first)
		}
	}
}

// The tolerance at its edges. In 万元, a sum of two rounded parts may be 0.01
// off its rounded total, which is noted, and no more; a figure that is printed
// twice is printed alike. In 元 nothing is rounded.
func TestTolerances(t *testing.T) {
	inYuan := strings.NewReplacer("万元", "元", "100.00", "1000000.00", "90.00", "900000.00", "10.00", "100000.00").Replace(small)
	for _, c := range []struct {
		name, text, rule string
		want             finding.Severity
		gap              string
	}{
		{"万元，两部分之和差0.01", edited(small, "30101 = 90.00", "30101 = 90.01"), "X-10", finding.Note, "多0.01万元"},
		{"万元，两部分之和少0.01", edited(small, "30101 = 90.00", "30101 = 89.99"), "X-10", finding.Note, "少0.01万元"},
		{"万元，两部分之和差0.02", edited(small, "30101 = 90.00", "30101 = 90.02"), "X-10", finding.Error, "多0.02万元"},
		{"万元，写到分的没有尾差", edited(small, "30101 = 90.00", "30101 = 90.000001"), "X-10", finding.Error, "多0.000001万元"},
		{"万元，控制数差0.01", small + "[control]\nspending = 100.01\n", "C-01", finding.Note, "多0.01万元"},
		{"万元，控制数差0.03", small + "[control]\nspending = 100.03\n", "C-01", finding.Note, "多0.03万元"},
		{"万元，控制数差0.04", small + "[control]\nspending = 100.04\n", "C-01", finding.Error, "多0.04万元"},
		{"万元，写到分的控制数没有尾差", small + "[control]\nspending = 100.000001\n", "C-01", finding.Error, "多0.000001万元"},
		{"万元，同一个数印两次差0.01", edited(small, "[operating_expenses]", "[operating_expenses]\noutturn = 10.01"), "X-16", finding.Error, "多0.01万元"},
		{"元，差一分", edited(inYuan, "30101 = 900000.00", "30101 = 900000.01"), "X-10", finding.Error, "多0.01元"},
		{"元，控制数差一分", inYuan + "[control]\nspending = 999999.99\n", "C-01", finding.Error, "少0.01元"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := of(check(t, c.text), c.rule)
			if len(found) != 1 || found[0].Severity != c.want || found[0].Compared.Difference != c.gap {
				t.Errorf("得到 %v", found)
			}
		})
	}
}
