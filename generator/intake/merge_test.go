package intake_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/unit"
)

func factsOf(t testing.TB, books ...intake.Workbook) *intake.Facts {
	t.Helper()
	facts, lists := intake.Read(books)
	if facts == nil || intake.HasErrors(lists) {
		t.Fatal(lists)
	}
	return facts
}

// A file into which its own workbook is merged stays as it is, byte for byte:
// the workbook says nothing that the file does not know better.
func TestMergeOfTheSameChangesNothing(t *testing.T) {
	files := map[string][]byte{}
	for name, data := range examples(t) {
		files[name] = data
	}
	for seed := range uint64(min(*units, 30)) {
		files[strconv.FormatUint(seed, 10)] = sample.Unit(seed)
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			merged, found := factsOf(t, workbook(t, data)).Merge(data)
			if !bytes.Equal(merged, data) {
				t.Errorf("changed: %s\n%v", firstDifference(string(data), string(merged)), found)
			}
		})
	}
}

// with is an example with other texts, each of which stands in it once.
func with(t *testing.T, data []byte, pairs ...string) []byte {
	t.Helper()
	text := string(data)
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) != 1 {
			t.Fatalf("%q stands %d times", pairs[i], strings.Count(text, pairs[i]))
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return []byte(text)
}

// What the workbook says otherwise is what changes, and nothing else.
func TestMergeOfOtherFigures(t *testing.T) {
	data := examples(t)["bureau-2024"]
	later := with(t, data,
		"income = { appropriation = 8416320.45, other = 102630.18 }", "income = { appropriation = 8516320.45, operating = 300.00, other = 102630.18 }",
		"spending = { basic = 8416320.45 }", "spending = { basic = 8516320.45 }",
		"appropriation = { basic = 8416320.45 }", "appropriation = { basic = 8516320.45 }",
		"30101 = 7236840.00 ", "30101 = 7336840.00 ",
		"opening = 864215.36", "opening = 964215.36",
		"opening_other = 2186430.27 ", "opening_other = 2286430.27 ",
		"cost = { outturn = 46230.00, budget = 60000.00,", "cost = { outturn = 48230.00, budget = 60000.00,",
		"# 没有使用非财政拨款结余、结余分配的，surplus_used 和 distributed 不必写", "surplus_used = 1200.00",
	)
	merged, found := factsOf(t, drawn(t, lay(t, later))).Merge(data)
	if found.HasErrors() {
		t.Fatal(found)
	}
	want := with(t, data,
		"income = { appropriation = 8416320.45, other = 102630.18 }", "income = { appropriation = 8516300.00, other = 102630.18, operating = 300.00 }",
		"spending = { basic = 8416320.45 }", "spending = { basic = 8516300.00 }",
		"appropriation = { basic = 8416320.45 }", "appropriation = { basic = 8516300.00 }",
		"30101 = 7236840.00 ", "30101 = 7336800.00 ",
		"opening = 864215.36", "opening = 964200.00",
		"opening_other = 2186430.27               # 年初非财政拨款结转和结余\n", "opening_other = 2286500.00               # 年初非财政拨款结转和结余\nsurplus_used = 1200.00\n",
		"cost = { outturn = 46230.00, budget = 60000.00,", "cost = { outturn = 48200.00, budget = 60000.00,",
	)
	if !bytes.Equal(merged, want) {
		t.Error(firstDifference(string(want), string(merged)))
	}
	if !slices.ContainsFunc(found, func(f finding.Finding) bool {
		return f.Message == "科目 2070101 的 income.appropriation 由 8416320.45 改为 8516300.00"
	}) {
		t.Errorf("%v", found)
	}
	wantNear(t, later, merged)
}

// wantNear compares the statements of a file in 元, into which rounded figures
// were merged, with the workbook's: each cell within the rounding of the two
// amounts that one column has of another value.
func wantNear(t *testing.T, original, merged []byte) {
	t.Helper()
	_, want := book(t, original)
	_, got := book(t, merged)
	found := statements(t, got)
	for kind, table := range statements(t, want) {
		for i, r := range table.Body {
			for j, c := range r.Cells {
				if o := found[kind].Body[i].Cells[j]; c.Number != nil && c.Number.Value.Sub(o.Number.Value).Abs().GreaterThan(decimal.New(1, -2)) {
					t.Errorf("%s row %d: %s, want %s", kind, i, o, c)
				}
			}
		}
	}
}

// A file in 万元 that a workbook was merged into prints what the workbook
// prints, whatever the file held.
func TestMergePrintsTheWorkbook(t *testing.T) {
	n := 0
	for seed := range uint64(4 * *units) {
		data := sample.Unit(seed)
		text := string(data)
		if !strings.Contains(text, `amount_unit = "元"`) {
			continue
		}
		if n++; n > *units/4 {
			break
		}
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			u, _ := book(t, data)
			facts := factsOf(t, workbook(t, data))
			bare := fmt.Sprintf("amount_unit = \"万元\"\nyear = %d\n[unit]\nname = %q\n", u.Year, u.Identity.Name)
			merged, found := facts.Merge([]byte(bare))
			if found.HasErrors() {
				t.Fatal(found)
			}
			wantSame(t, data, merged)
			again, _ := facts.Merge(merged)
			if !bytes.Equal(again, merged) {
				t.Errorf("merged again: %s", firstDifference(string(merged), string(again)))
			}
		})
	}
	if n == 0 {
		t.Error("no unit was merged")
	}
}

// small is a unit file of little more than what is merged.
const small = `amount_unit = "万元"
year = 2024
[unit]
name = "甲"
`

// Each case is a way in which a file may write a table; the workbook has the
// figures of want.
func TestMergeIntoEveryForm(t *testing.T) {
	const figures = small + `[carry_over]
opening_general = 5.00
[[subjects]]
code = "2050205"
income = { appropriation = 10.00, other = 2.00 }
spending = { basic = 12.00 }
appropriation = { basic = 10.00 }
[basic_expenditure]
30101 = 10.00
[three_public.reception]
cost = { outturn = 1.00, budget = 2.00 }
`
	book := drawn(t, lay(t, []byte(figures)))
	for _, c := range []struct{ name, file, want string }{
		{"inline tables", small + "[carry_over]\nopening_general = 4 # 年初\n[[subjects]]\ncode = \"2050205\"\nincome = { appropriation = 10 }\nspending = {}\nappropriation = { basic = \"10.00\" }\n[basic_expenditure]\n30101 = 9.5\n[three_public.reception]\ncost = { outturn = 1, budget = 1, last_year = 3 } # 接待\n",
			small + "[carry_over]\nopening_general = 5.00 # 年初\n[[subjects]]\ncode = \"2050205\"\nincome = { appropriation = 10, other = 2.00 }\nspending = { basic = 12.00 }\nappropriation = { basic = \"10.00\" }\n[basic_expenditure]\n30101 = 10.00\n[three_public.reception]\ncost = { outturn = 1, budget = 2.00, last_year = 3 } # 接待\n"},
		{"headers and dotted keys", small + "[[subjects]]\ncode = \"2050205\"\nspending.project = 3 # 点\nchange_reason = \"\"\"\n[x]\n\"\"\"\n[subjects.income]\n# 收入\nother = 2\n[subjects.appropriation]\n[carry_over]\n[basic_expenditure]\n30102 = 4\n[three_public]\nreception.cost.outturn = 1\n",
			small + "[[subjects]]\ncode = \"2050205\"\nspending.project = 0.00 # 点\nspending.basic = 12.00\nchange_reason = \"\"\"\n[x]\n\"\"\"\n[subjects.income]\n# 收入\nother = 2\nappropriation = 10.00\n[subjects.appropriation]\nbasic = 10.00\n[carry_over]\nopening_general = 5.00\n[basic_expenditure]\n30102 = 0.00\n30101 = 10.00\n[three_public]\nreception.cost.outturn = 1\nreception.cost.budget = 2.00\n"},
		{"nothing there", small[:len(small)-1],
			small + "\n[carry_over]\nopening_general = 5.00\n\n[[subjects]]\ncode = \"2050205\"                         # 普通教育 高等教育\nincome = { appropriation = 10.00, other = 2.00 }\nspending = { basic = 12.00 }\nappropriation = { basic = 10.00 }\n# last_year = 待填                       # 上年财政拨款支出决算数\n# change_reason = \"待填：与上年相比的变动原因；没有变动的不写\"\n\n[basic_expenditure]\n30101 = 10.00\n\n[three_public.reception]\ncost = { outturn = 1.00, budget = 2.00 }\n"},
		{"line ends of Windows", strings.ReplaceAll(small+"[[subjects]]\ncode = \"2050205\"\n[carry_over]\nopening_general = 5\n[basic_expenditure]\n30101 = 10\n[three_public.reception]\ncost = { outturn = 1, budget = 2 }\n", "\n", "\r\n"),
			strings.ReplaceAll(small+"[[subjects]]\ncode = \"2050205\"\nincome = { appropriation = 10.00, other = 2.00 }\nspending = { basic = 12.00 }\nappropriation = { basic = 10.00 }\n[carry_over]\nopening_general = 5\n[basic_expenditure]\n30101 = 10\n[three_public.reception]\ncost = { outturn = 1, budget = 2 }\n", "\n", "\r\n")},
		{"control figures", figures + "[control]\ntotal = 16.00 # 总计\n", figures + "[control]\ntotal = 17.00 # 总计\n"},
		{"byte-order mark", "\ufeff" + figures, "\ufeff" + figures},
	} {
		t.Run(c.name, func(t *testing.T) {
			merged, found := factsOf(t, book).Merge([]byte(c.file))
			if text := string(merged); text != c.want {
				t.Errorf("%s\nhave\n%s\n%v", firstDifference(c.want, text), text, found)
			}
			again, _ := factsOf(t, book).Merge(merged)
			if !bytes.Equal(again, merged) {
				t.Errorf("merged again: %s", firstDifference(string(merged), string(again)))
			}
		})
	}
}

// Subjects that the workbook has not are told, and stay.
func TestMergeOfSubjects(t *testing.T) {
	data := examples(t)["bureau-2024"]
	without := with(t, data, "code = \"2070112\" ", "code = \"2070111\" ")
	merged, found := factsOf(t, drawn(t, lay(t, with(t, data, "code = \"2070112\" ", "code = \"2070111\"\nname = \"文化创作与保护\" ")))).Merge(data)
	if !slices.ContainsFunc(found.Of(finding.Warning), func(f finding.Finding) bool {
		return f.Message == "公开表里没有单位文件里的科目 2070112（一般公共预算）"
	}) {
		t.Errorf("%v", found)
	}
	text := string(merged)
	at := strings.Index(text, `code = "2070111"`)
	if at < strings.Index(text, "市电影公司改制第二批职工") || at > strings.Index(text, "[basic_expenditure]") || !strings.Contains(text, `code = "2070112"`) {
		t.Errorf("the new subject stands at %d", at)
	}
	if len(merged) <= len(without) {
		t.Error("nothing was added")
	}
}

// A file that is another's, or cannot be read, is left alone.
func TestMergeRefuses(t *testing.T) {
	data := examples(t)["tiny-2024"]
	facts := factsOf(t, workbook(t, data))
	for _, c := range []struct{ name, old, new, want string }{
		{"another unit", `name = "临沙县红十字会"`, `name = "临沙县妇联"`, "公开表的编制单位是"},
		{"another year", "year = 2024 ", "year = 2023 ", "公开表是 2024 年度的"},
		{"no unit of amounts", "amount_unit", "# amount_unit", "金额单位"},
		{"a value that is no number", "30101 = 9.864 ", "30101 = \"九\" ", "读不懂"},
		{"no TOML", "[unit]", "[unit", "读不懂"},
	} {
		t.Run(c.name, func(t *testing.T) {
			merged, found := facts.Merge([]byte(strings.Replace(string(data), c.old, c.new, 1)))
			if merged != nil || !found.HasErrors() || !strings.Contains(found[0].Message, c.want) {
				t.Errorf("%v", found)
			}
		})
	}
	alias := with(t, data, `name = "临沙县红十字会"`, "name = \"临沙县红会\"\naliases = [\"临沙县红十字会\"]")
	if _, found := facts.Merge(alias); found.HasErrors() {
		t.Errorf("an alias is the unit too: %v", found)
	}
}

// Whatever file is merged into, the result is one that reads, with the
// workbook's figures.
func FuzzMerge(f *testing.F) {
	f.Add(small + "[carry_over]\nopening_general = 4\n[[subjects]]\ncode = \"2050205\"\nincome = { appropriation = 10 }\n")
	f.Add(small + "subjects = [{ code = \"2050205\" }]\n")
	f.Add(small + "[[subjects]]\ncode = '2050205'\nincome.other = 1\n[subjects.spending]\n")
	f.Add(small + "[three_public]\nreception = { cost = { outturn = 1 } }\nabroad.cost = {}\n")
	var facts *intake.Facts
	f.Fuzz(func(t *testing.T, text string) {
		if facts == nil {
			facts = factsOf(t, drawn(t, lay(t, []byte(small+"[[subjects]]\ncode = \"2050205\"\nincome = { appropriation = 10.00 }\nspending = { basic = 10.00 }\nappropriation = { basic = 10.00 }\n[basic_expenditure]\n30101 = 10.00\n"))))
		}
		merged, found := facts.Merge([]byte(text))
		if merged == nil || found.HasErrors() {
			return
		}
		file, faults := unit.Load(merged)
		if file == nil || slices.ContainsFunc(faults, func(f finding.Finding) bool { return f.Rule != "U-05" }) {
			t.Errorf("%v: merged into\n%s", faults, merged)
		}
	})
}

// A file in 元 that took rounded figures adds them up: the totals that are not
// the statements' any more are named by their cells, and none where all are.
func TestMergeNamesTheTotalsThatDiffer(t *testing.T) {
	data := examples(t)["bureau-2024"]
	book := drawn(t, lay(t, data))
	spoiled := regexp.MustCompile(`(basic|project) = [0-9.]+`).ReplaceAll(data, []byte("$1 = 1.00"))
	_, found := factsOf(t, book).Merge(spoiled)
	differ := func(f finding.Finding) bool {
		return f.Severity == finding.Warning && strings.Contains(f.Message, "个合计按单位文件计算，与公开表不同：") && strings.Contains(f.Message, "、公开03表!D7、")
	}
	if !slices.ContainsFunc(found, differ) {
		t.Errorf("%v", found)
	}
	if _, found = factsOf(t, book).Merge(data); slices.ContainsFunc(found, differ) {
		t.Errorf("%v", found)
	}
}
