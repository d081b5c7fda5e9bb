package generator_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/statement"
)

// checkSheet is the sheet in which the statements are seen to agree.
const checkSheet = "校验"

// checkLine is one line of that sheet as a reader sees it.
type checkLine struct {
	rule, forms, title           string
	count                        int
	total, sum, gap, tolerance   decimal.Decimal
	result                       string
	totalFormula, resultFormula  string
	sumFormula, differenceColumn string
}

// checkLines are the lines of the sheet, and the verdict above them.
func checkLines(t *testing.T, f *excelize.File) (lines []checkLine, verdict string) {
	t.Helper()
	rows, err := f.GetRows(checkSheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		if r = append(r, make([]string, 9)...); r[0] == "校验结果" {
			verdict = r[2]
		}
		if !regexp.MustCompile(`^[TX][0-9-]+$`).MatchString(r[0]) {
			continue
		}
		n, err := strconv.Atoi(r[3])
		if err != nil {
			t.Fatal(err)
		}
		line := checkLine{rule: r[0], forms: r[1], title: r[2], count: n, result: r[8]}
		for column, d := range map[int]*decimal.Decimal{4: &line.total, 5: &line.sum, 6: &line.gap, 7: &line.tolerance} {
			*d = decimal.RequireFromString(plain(r[column]))
		}
		for column, formula := range map[string]*string{"E": &line.totalFormula, "F": &line.sumFormula, "G": &line.differenceColumn, "I": &line.resultFormula} {
			*formula, err = f.GetCellFormula(checkSheet, column+strconv.Itoa(i+1))
			if err != nil {
				t.Fatal(err)
			}
		}
		lines = append(lines, line)
	}
	return lines, verdict
}

// The results that stand beside the formulas say that everything agrees, for
// programs that do not calculate, and none of the identities is missing.
func TestStatementsAreSeenToAgree(t *testing.T) {
	eachUnit(t, min(*units, 30), func(t *testing.T, data []byte) {
		f := openWorkbook(t, build(t, data)[1].Data)
		lines, verdict := checkLines(t, f)
		if verdict != "全部相符" {
			t.Errorf("verdict %q", verdict)
		}
		names := f.GetSheetList()
		if names[len(names)-1] != checkSheet {
			t.Errorf("the last sheet is %s", names[len(names)-1])
		}
		count := 0
		for _, l := range lines {
			count += l.count
			wantLine(t, l)
		}
		_, book, _ := load(t, data)
		if want := len(statement.Identities(book)); count != want {
			t.Errorf("%d identities, want %d", count, want)
		}
		if len(lines) > 120 {
			t.Errorf("%d lines are too many to read", len(lines))
		}
	})
}

func wantLine(t *testing.T, l checkLine) {
	t.Helper()
	if l.result != "相符" || l.gap.Abs().GreaterThan(l.tolerance) {
		t.Errorf("%s %s: %s, allowed %s: %s", l.rule, l.title, l.gap, l.tolerance, l.result)
	}
	if l.count == 1 && !l.total.Sub(l.sum).Equal(l.gap) {
		t.Errorf("%s %s: %s less %s is not %s", l.rule, l.title, l.total, l.sum, l.gap)
	}
	for _, formula := range []string{l.totalFormula, l.sumFormula, l.differenceColumn, l.resultFormula} {
		if formula == "" {
			t.Errorf("%s %s has a cell without a formula", l.rule, l.title)
		}
	}
	for form := range strings.SplitSeq(l.forms, "、") {
		if !strings.Contains(l.totalFormula+l.sumFormula, "'"+form+"'!") {
			t.Errorf("%s %s: no cell of %s in %s and %s", l.rule, l.title, form, l.totalFormula, l.sumFormula)
		}
	}
}

// Rules of the catalogue that compare printed figures have a line.
func TestEveryIdentityHasALine(t *testing.T) {
	lines, _ := checkLines(t, openWorkbook(t, build(t, read(t, publishedExample))[1].Data))
	rules := map[string]bool{}
	var order []string
	for _, l := range lines {
		rules[l.rule] = true
		order = append(order, l.rule)
	}
	for _, rule := range strings.Fields(`T01-1 T01-2 T01-3 T01-4 T01-5 T01-6 T02-1 T02-2 T02-3 T03-1 T03-2 T03-3
		T04-1 T04-2 T04-3 T04-4 T04-5 T04-6 T05-1 T05-2 T06-1 T06-2 T06-3 T07-1 T07-2 T07-3 T08-1 T08-2 T08-3
		T09-1 T09-2 X-01 X-02 X-03 X-04 X-05 X-06 X-07 X-08 X-09 X-10`) {
		if !rules[rule] {
			t.Errorf("no line for %s", rule)
		}
		if !slices.ContainsFunc(generator.Rules(), func(r check.Rule) bool { return r.ID == rule }) {
			t.Errorf("%s is not in the catalogue", rule)
		}
	}
	if !slices.IsSorted(order) {
		t.Errorf("the lines stand in the order %v", order)
	}
}

// The formulas of the sheet are the only ones of the workbook.
func TestStatementsHoldNoFormula(t *testing.T) {
	eachUnit(t, 3, func(t *testing.T, data []byte) {
		f := openWorkbook(t, build(t, data)[1].Data)
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for r := range rows {
				for c := range rows[r] {
					if formula, err := f.GetCellFormula(sheet, cellName(t, c, r)); err != nil || (formula != "" && sheet != checkSheet) {
						t.Errorf("%s %s holds %q, %v", sheet, cellName(t, c, r), formula, err)
					}
				}
			}
		}
	})
}

// In a file in 万元 with two decimals the two sides of X-10 may differ by what
// the rounding of the amounts explains; the sheet allows that and no more.
func TestRoundedFileIsSeenToAgree(t *testing.T) {
	text := string(read(t, "../examples/tiny-2024/unit.toml"))
	text = regexp.MustCompile(`[0-9]+\.[0-9]{3,}`).ReplaceAllStringFunc(text, func(s string) string {
		return decimal.RequireFromString(s).Round(2).String()
	})
	const reason = "]\nchange_reason = \"本年办公用品采购和住房公积金缴存基数有变化。\"\n"
	text = strings.NewReplacer("30299 = 0.1 ", "30299 = 0.08 ", "[general_budget]\n", "[general_budget"+reason,
		"[operating_expenses]\n", "[operating_expenses"+reason).Replace(text)
	lines, verdict := checkLines(t, openWorkbook(t, build(t, []byte(text))[1].Data))
	if verdict != "全部相符" {
		t.Errorf("verdict %q", verdict)
	}
	for _, l := range lines {
		if l.rule == "X-10" && (l.gap.String() != "0.03" || l.tolerance.String() != "0.07") {
			t.Errorf("%s and %s differ by %s, allowed %s", l.total, l.sum, l.gap, l.tolerance)
		}
	}
}
