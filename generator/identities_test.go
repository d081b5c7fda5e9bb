package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/unit"
)

// addsUp reports whether all printed parts add up to their printed totals.
func addsUp(b *figures.Book) bool {
	return !slices.ContainsFunc(statement.Identities(b), func(i statement.Identity) bool { return !i.HoldsAsPrinted() })
}

func TestIdentitiesHold(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		_, b, _ := load(t, data)
		rules := map[string]bool{}
		for _, i := range statement.Identities(b) {
			rules[i.Rule] = true
			if !i.Holds() {
				t.Errorf("%s %s: %s is not the sum of its %d parts", i.Rule, i.Title, i.Total.Yuan, len(i.Parts))
			}
			if !i.HoldsWithinRounding() {
				t.Errorf("%s %s: printed %s is further from its parts than rounding explains", i.Rule, i.Title, i.Total)
			}
		}
		for _, rule := range []string{"T01-1", "T01-2", "T01-3", "T01-4", "T04-1", "T04-6", "T06-1", "T09-1", "X-02", "X-08", "X-10"} {
			if !rules[rule] {
				t.Errorf("no identity %s", rule)
			}
		}
	})
}

// table is the statement of a form number.
func table(t *testing.T, sheets []doc.Sheet, name string) *doc.Table {
	t.Helper()
	i := slices.IndexFunc(sheets, func(s doc.Sheet) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no sheet %s", name)
	}
	return sheets[i].Table
}

// rowOf are the cells of the body row in which a text stands, as printed.
func rowOf(t *testing.T, table *doc.Table, text string) []string {
	t.Helper()
	for _, r := range table.Body {
		i := slices.IndexFunc(r.Cells, func(c doc.Cell) bool { return c.Text == text })
		if i < 0 {
			continue
		}
		var cells []string
		for _, c := range r.Cells[i:] {
			cells = append(cells, c.String())
		}
		return cells
	}
	t.Fatalf("%s has no row %q", table.Title, text)
	return nil
}

// bySubject says, for the statements broken down by subject, what a subject
// adds to each column. It is written from the form, not from the program.
var bySubject = []struct {
	sheet string
	fund  unit.Fund // "": all
	cells func(s unit.Subject) []decimal.Decimal
}{
	{"公开02表", "", func(s unit.Subject) []decimal.Decimal {
		i := s.Income
		return totalFirst(i.Appropriation, i.Superior, i.Operating, i.Business, i.Subordinate, i.Other)
	}},
	{"公开03表", "", func(s unit.Subject) []decimal.Decimal {
		o := s.Spending
		return totalFirst(o.Basic, o.Project, o.ToSuperior, o.Business, o.ToSubordinate)
	}},
	{"公开05表", unit.GeneralFund, func(s unit.Subject) []decimal.Decimal {
		return totalFirst(s.Appropriation.Basic, s.Appropriation.Project)
	}},
	{"公开07表", unit.GovernmentFund, fundCells},
	{"公开08表", unit.StateCapital, fundCells},
}

func totalFirst(amounts ...unit.Amount) []decimal.Decimal {
	cells := []decimal.Decimal{decimal.Zero}
	for _, a := range amounts {
		cells[0] = cells[0].Add(a.Decimal)
		cells = append(cells, a.Decimal)
	}
	return cells
}

func fundCells(s unit.Subject) []decimal.Decimal {
	out := totalFirst(s.Appropriation.Basic, s.Appropriation.Project)
	in := s.Income.Appropriation.Decimal
	return append(append([]decimal.Decimal{s.Opening.Decimal, in}, out...), s.Opening.Add(in).Sub(out[0]))
}

// published is a sum in 元 as a statement prints it in 万元.
func published(yuan decimal.Decimal) string {
	return doc.Amount(yuan.Shift(-4).Round(2)).String()
}

func TestSubjectStatementsHoldTheSubjects(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		p := assemble(t, data)
		u, _, _ := load(t, data)
		for _, s := range bySubject {
			of := slices.DeleteFunc(slices.Clone(u.Subjects), func(x unit.Subject) bool { return s.fund != "" && x.Fund != s.fund })
			wantBreakdown(t, table(t, p.Sheets, s.sheet), of, s.cells)
		}
	})
}

// wantBreakdown asserts that each row is the sum of the subjects whose codes
// begin with its own, and that every 项 with an amount has its three rows.
func wantBreakdown(t *testing.T, table *doc.Table, subjects []unit.Subject, cells func(unit.Subject) []decimal.Decimal) {
	t.Helper()
	rows := map[string]bool{"合计": true}
	for _, s := range subjects {
		if slices.ContainsFunc(cells(s), func(d decimal.Decimal) bool { return !d.IsZero() }) {
			rows[s.Code[:3]], rows[s.Code[:5]], rows[s.Code] = true, true, true
		}
	}
	if len(rows) != len(table.Body) {
		t.Errorf("%s has %d rows, want %d", table.Title, len(table.Body), len(rows))
	}
	for code := range rows {
		sums := make([]decimal.Decimal, len(cells(unit.Subject{})))
		for _, s := range subjects {
			if code != "合计" && !strings.HasPrefix(s.Code, code) {
				continue
			}
			for i, c := range cells(s) {
				sums[i] = sums[i].Add(c)
			}
		}
		got := rowOf(t, table, code)
		got = got[len(got)-len(sums):]
		for i, sum := range sums {
			if got[i] != published(sum) {
				t.Errorf("%s, row %s, column %d: %s, want %s", table.Title, code, i+1, got[i], published(sum))
			}
		}
	}
}

// samePrinted are quantities that stand in two places; the printed strings
// must be identical (tolerance Q of the catalogue).
func TestOneQuantityIsPrintedAlikeEverywhere(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		sheets := assemble(t, data).Sheets
		one, four := table(t, sheets, "公开01表"), table(t, sheets, "公开04表")
		cell := func(sheet, row string, column int) string {
			cells := rowOf(t, table(t, sheets, sheet), row)
			if column < 0 {
				column += len(cells)
			}
			return cells[column]
		}
		same := func(rule, a, b string) {
			if a != b {
				t.Errorf("%s: %s and %s", rule, a, b)
			}
		}
		// Rows of the two-sided statements: label, 行次, amounts.
		income, outgo := rowOf(t, one, "本年收入合计"), rowOf(t, one, "本年支出合计")
		appropriated := rowOf(t, four, "本年支出合计")
		same("X-01", income[2], cell("公开02表", "合计", 1))
		same("X-03", outgo[2], cell("公开03表", "合计", 1))
		same("X-06", rowOf(t, four, "本年收入合计")[2], cell("公开02表", "合计", 2))
		same("X-07", appropriated[3], cell("公开05表", "合计", 1))
		same("X-08", appropriated[4], cell("公开07表", "合计", 3))
		same("X-09", appropriated[5], cell("公开08表", "合计", 3))
		for _, label := range []string{"一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "三、国有资本经营预算财政拨款"} {
			same("X-05", rowOf(t, one, label+"收入")[2], rowOf(t, four, label)[2])
		}
		total := rowOf(t, one, "总计")
		same("T01-5", total[2], total[5])
		total = rowOf(t, four, "总计")
		same("T04-5", total[2], total[5])
		basic := table(t, sheets, "公开06表")
		sums := rowOf(t, basic, "人员经费合计")
		personnel, public := decimal.RequireFromString(plain(sums[1])), decimal.RequireFromString(plain(sums[3]))
		outlay := decimal.RequireFromString(plain(cell("公开05表", "合计", 2)))
		if gap := personnel.Add(public).Sub(outlay).Abs(); gap.GreaterThan(decimal.New(15, -3)) {
			t.Errorf("X-10: %s + %s and %s", personnel, public, outlay)
		}
	})
}

func plain(s string) string { return strings.ReplaceAll(s, ",", "") }

// Two-sided statements count their lines as the ministry does.
func TestLineNumbers(t *testing.T) {
	sheets := assemble(t, read(t, publishedExample)).Sheets
	for _, c := range []struct{ sheet, label, number string }{
		{"公开01表", "八、其他收入", "8"}, {"公开01表", "本年收入合计", "27"},
		{"公开01表", "使用非财政拨款结余（含专用结余）", "28"}, {"公开01表", "年初结转和结余", "29"},
		{"公开01表", "一、一般公共服务支出", "32"}, {"公开01表", "二十六、抗疫特别国债安排的支出", "57"},
		{"公开01表", "本年支出合计", "58"}, {"公开01表", "结余分配", "59"}, {"公开01表", "年末结转和结余", "60"},
		{"公开04表", "本年收入合计", "27"}, {"公开04表", "年初财政拨款结转和结余", "28"},
		{"公开04表", "一、一般公共服务支出", "33"}, {"公开04表", "二十四、债务还本支出", "56"},
		{"公开04表", "本年支出合计", "59"}, {"公开04表", "年末财政拨款结转和结余", "60"},
	} {
		t.Run(c.sheet+" "+c.label, func(t *testing.T) {
			if got := rowOf(t, table(t, sheets, c.sheet), c.label)[1]; got != c.number {
				t.Errorf("行次 %s, want %s", got, c.number)
			}
		})
	}
	for sheet, want := range map[string][2]string{"公开01表": {"31", "62"}, "公开04表": {"32", "64"}} {
		total := rowOf(t, table(t, sheets, sheet), "总计")
		if total[1] != want[0] || total[4] != want[1] {
			t.Errorf("%s: 总计 has 行次 %s and %s, want %v", sheet, total[1], total[4], want)
		}
	}
}

// The row 栏次 numbers the amount columns from 1.
func TestColumnNumbers(t *testing.T) {
	sheets := assemble(t, read(t, publishedExample)).Sheets
	for sheet, last := range map[string]int{
		"公开01表": 2, "公开02表": 7, "公开03表": 6, "公开04表": 5, "公开05表": 3, "公开07表": 6, "公开08表": 6, "公开09表": 12,
	} {
		header := table(t, sheets, sheet).Header
		var got []string
		for _, c := range header[len(header)-1].Cells {
			if c.Text != "" && c.Text != "栏次" {
				got = append(got, c.Text)
			}
		}
		var want []string
		for i := range last {
			want = append(want, fmt.Sprint(i+1))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: 栏次 %v, want 1 to %d", sheet, got, last)
		}
	}
}

func TestEmptyStatementsKeepTheirSentence(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		_, b, _ := load(t, data)
		sheets := assemble(t, data).Sheets
		for sheet, empty := range map[string]bool{
			"公开07表": b.Fund.IsEmpty(), "公开08表": b.Capital.IsEmpty(), "公开09表": b.ThreePublic.IsEmpty(),
		} {
			notes := strings.Join(table(t, sheets, sheet).Notes, "")
			if strings.Contains(notes, "本表为空表") != empty {
				t.Errorf("%s: empty is %v, its notes are %q", sheet, empty, notes)
			}
		}
	})
}

// The footnote on rounding stands where a printed total differs from its
// printed parts, and nowhere else.
func TestRoundingNote(t *testing.T) {
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		_, b, set := load(t, data)
		wrong := map[statement.Kind]bool{}
		for _, i := range statement.Identities(b) {
			wrong[i.Statement()] = wrong[i.Statement()] || i.Within() && !i.HoldsAsPrinted()
		}
		sheets := assemble(t, data).Sheets
		for n, form := range set.Settings.Forms {
			has := slices.Contains(sheets[n].Table.Notes, set.Settings.Style.RoundingNote)
			if has != wrong[form.Kind] {
				t.Errorf("%s: note %v, difference %v", form.Title, has, wrong[form.Kind])
			}
		}
	})
}
