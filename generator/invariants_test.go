package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// made is a unit with all that is made of it. Invariants look at what a reader
// sees, the text and the cells, and at what was typed.
type made struct {
	data       []byte
	unit       *unit.Unit
	book       *figures.Book
	pkg        *generator.Package
	sections   map[string]string // texts by part and section: 二五 is section five of part two
	identities map[string][]statement.Identity
}

func makeUnit(t *testing.T, data []byte) *made {
	t.Helper()
	u, b, _ := load(t, data)
	m := &made{data: data, unit: u, book: b, pkg: assemble(t, data), identities: map[string][]statement.Identity{}}
	m.sections = map[string]string{}
	for name, text := range places(m.pkg) {
		m.sections[strings.Replace(strings.Replace(name, "第", "", 1), "部分", "", 1)] = text
	}
	for _, i := range statement.Identities(b) {
		m.identities[i.Rule] = append(m.identities[i.Rule], i)
	}
	return m
}

func (m *made) row(t *testing.T, sheet, label string) []string {
	t.Helper()
	return rowOf(t, table(t, m.pkg.Sheets, sheet), label)
}

// codes are the codes of a statement by subject.
func (m *made) codes(t *testing.T, sheet string) []string {
	t.Helper()
	var codes []string
	for _, r := range table(t, m.pkg.Sheets, sheet).Body {
		if subject.LevelOf(r.Cells[0].Text) != subject.LevelNone {
			codes = append(codes, r.Cells[0].Text)
		}
	}
	return codes
}

func num(t *testing.T, s string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(strings.TrimSuffix(plain(s), "%"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rateOf is part/whole in percent as the rules for figures compute it.
func rateOf(part, whole decimal.Decimal) decimal.Decimal {
	switch {
	case whole.IsZero() && part.IsZero():
		return decimal.Zero
	case whole.IsZero():
		return decimal.NewFromInt(100)
	}
	return part.Mul(decimal.NewFromInt(100)).DivRound(whole, 2)
}

// within reports whether n rounded parts explain a gap, in 万元.
func within(gap decimal.Decimal, n int) bool {
	return gap.Abs().LessThanOrEqual(decimal.New(5, -3).Mul(decimal.NewFromInt(int64(n + 1))))
}

const (
	amountText = `(-?[0-9,]+\.[0-9]{2})万元`
	rateText   = `(-?[0-9,]+\.[0-9]{2})%`
)

var (
	sharedText  = regexp.MustCompile(amountText + `，占` + rateText)
	changeText  = regexp.MustCompile(`(增加|减少)` + amountText + `，(增长|下降)` + rateText)
	itemText    = regexp.MustCompile(`(?m)^[0-9]+\.(.+)（类）(.+)（款）(.+)（项）：支出决算数为` + amountText + `，比上年决算(增加|减少)` + amountText + `，(?:增长|下降)` + rateText)
	budgetText  = regexp.MustCompile(`预算数` + amountText + `，决算数` + amountText + `，预决算差异率` + rateText + `，主要原因是：(.)`)
	peopleText  = regexp.MustCompile(`实有人数([0-9]+)人，其中：在职人员([0-9]+)人，(增加|减少)([0-9]+)人；离休人员([0-9]+)人，(增加|减少)([0-9]+)人；退休人员([0-9]+)人，(增加|减少)([0-9]+)人。`)
	projectText = regexp.MustCompile(`预算绩效评价项目([0-9]+)个(?:，全年预算数` + amountText + `，全年执行数` + amountText + `)?`)
)

// shares asserts that each share of a text is that of its amount in a whole,
// and that together they make 100.
func shares(t *testing.T, text string, whole decimal.Decimal, addUp bool) {
	t.Helper()
	sum, n := decimal.Zero, 0
	for _, m := range sharedText.FindAllStringSubmatch(text, -1) {
		share := num(t, m[2])
		if want := rateOf(num(t, m[1]), whole); !share.Equal(want) {
			t.Errorf("%s: want a share of %s in %s", m[0], want, whole)
		}
		sum, n = sum.Add(share), n+1
	}
	if off := sum.Sub(decimal.NewFromInt(100)).Abs(); addUp && !whole.IsZero() && off.GreaterThan(looseness(n, whole)) {
		t.Errorf("the shares add up to %s: %s", sum, text)
	}
}

// looseness is how far n shares may be from 100: half a hundredth each for
// their own rounding, and what half a hundredth 万元 of each amount is in the
// whole, which tells where the whole is tiny.
func looseness(n int, whole decimal.Decimal) decimal.Decimal {
	each := decimal.New(5, -3).Add(decimal.New(5, -1).DivRound(whole, 8))
	return each.Mul(decimal.NewFromInt(int64(n + 1)))
}

// part is a piece of a section between two marks.
func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	if to != "" {
		text, _, _ = strings.Cut(text, to)
	}
	return text
}

// identity is the invariant of a rule whose sums the statements declare.
func identity(id string) func(*testing.T, *made) {
	return func(t *testing.T, m *made) {
		for _, i := range m.identities[id] {
			if !i.Holds() || !i.HoldsWithinRounding() {
				t.Errorf("%s %s does not hold", i.Rule, i.Title)
			}
		}
	}
}

// The invariants of the rules that hold by construction.
var invariants = map[string]func(*testing.T, *made){
	"T01-5": func(t *testing.T, m *made) {
		if total := m.row(t, "公开01表", "总计"); total[2] != total[5] {
			t.Errorf("%v", total)
		}
	},
	"T01-6": func(t *testing.T, m *made) {
		left := decimal.Zero
		for _, a := range slices.Concat(m.unit.Openings(), m.unit.Incomes()) {
			left = left.Add(a.Decimal)
		}
		for _, a := range append(m.unit.Spendings(), m.unit.CarryOver.Distributed) {
			left = left.Sub(a.Decimal)
		}
		if got := m.row(t, "公开01表", "年末结转和结余")[2]; got != published(left) {
			t.Errorf("%s, want %s", got, published(left))
		}
	},
	"T05-3": func(t *testing.T, m *made) {
		codes := m.codes(t, "公开05表")
		for _, group := range codes {
			if subject.LevelOf(group) == subject.LevelGroup && !slices.ContainsFunc(codes, func(c string) bool { return subject.ParentCode(c) == group }) {
				t.Errorf("%s has no 项", group)
			}
		}
	},
	"T09-4": func(t *testing.T, m *made) {
		for _, c := range table(t, m.pkg.Sheets, "公开09表").Body[0].Cells {
			if c.Number == nil {
				t.Errorf("a blank cell")
			}
		}
	},
	"X-18": func(t *testing.T, m *made) {
		for sheet, fund := range map[string]unit.Fund{"公开07表": unit.GovernmentFund, "公开08表": unit.StateCapital} {
			has := slices.ContainsFunc(m.unit.Subjects, func(s unit.Subject) bool {
				return s.Fund == fund && (!s.Opening.IsZero() || !s.Income.Appropriation.IsZero() || !s.Outlay().IsZero())
			})
			if has != (len(m.codes(t, sheet)) > 0) {
				t.Errorf("%s: rows %v, amounts %v", sheet, m.codes(t, sheet), has)
			}
		}
	},
	"S-06": func(t *testing.T, m *made) {
		text := between(m.sections["二九"], "万元，比上年", "具体情况如下")
		shares(t, text, m.book.ThreePublic.Total.Outturn().Wan, false)
		if m.book.ThreePublic.Total.Outturn().Wan.IsZero() && sharedText.MatchString(text) {
			t.Errorf("shares of nothing: %s", text)
		}
	},
	"S-07": func(t *testing.T, m *made) {
		found := changeText.FindAllStringSubmatch(between(m.sections["二九"], "比上年", "具体情况如下"), 4)
		if m.book.ThreePublic.IsAbsent() != (len(found) == 0) {
			t.Fatalf("changes %v", found)
		}
		sum := decimal.Zero
		for i, f := range found {
			change := num(t, f[2])
			if (f[1] == "减少") != (i == 0) {
				change = change.Neg()
			}
			sum = sum.Add(change) // the total is taken off
		}
		if !within(sum, 2*len(found)) {
			t.Errorf("the changes of the items and of the total are %s apart", sum)
		}
	},
	"S-08": func(t *testing.T, m *made) {
		found := budgetText.FindAllStringSubmatch(m.sections["二九"], -1)
		if want := 5; !m.book.ThreePublic.IsEmpty() && len(found) != want {
			t.Errorf("%d comparisons with the budget", len(found))
		}
		for _, f := range found {
			budget, outturn := num(t, f[1]), num(t, f[2])
			if want := rateOf(outturn.Sub(budget), budget); !want.Equal(num(t, f[3])) {
				t.Errorf("%s, want %s", f[0], want)
			}
		}
	},
	"S-12": func(t *testing.T, m *made) {
		fixed := strings.Contains(m.sections["二九"], "无财政拨款“三公”经费支出")
		if fixed != m.book.ThreePublic.IsAbsent() || fixed && strings.Contains(m.sections["二九"], "公务接待费") {
			t.Errorf("%s", m.sections["二九"])
		}
	},
	"N-02": func(t *testing.T, m *made) {
		shares(t, m.sections["二二"], num(t, m.row(t, "公开02表", "合计")[1]), true)
		shares(t, m.sections["二三"], num(t, m.row(t, "公开03表", "合计")[1]), true)
		shares(t, between(m.sections["二五"], "结构情况", "具体情况"), num(t, m.row(t, "公开05表", "合计")[1]), true)
	},
	"N-09": func(t *testing.T, m *made) {
		for name, text := range m.sections {
			for _, c := range changeText.FindAllStringSubmatch(text, -1) {
				if (c[1] == "增加") != (c[3] == "增长") {
					t.Errorf("%s: %s", name, c[0])
				}
				if num(t, c[2]).IsZero() && (c[1] == "减少" || !num(t, c[4]).IsZero()) {
					t.Errorf("%s: %s", name, c[0])
				}
			}
		}
		for _, i := range itemText.FindAllStringSubmatch(m.sections["二五"], -1) {
			change := num(t, i[6])
			if i[5] == "减少" {
				change = change.Neg()
			}
			if want := rateOf(change.Abs(), num(t, i[4]).Sub(change)); !want.Equal(num(t, i[7])) {
				t.Errorf("%s, want %s%%", i[0], want)
			}
		}
	},
	"N-12": func(t *testing.T, m *made) {
		var want []string
		for _, s := range m.unit.Subjects {
			if s.Fund == unit.GeneralFund && (!s.Outlay().IsZero() || !s.LastYear.IsZero()) {
				want = append(want, s.Code)
			}
		}
		slices.Sort(want)
		name := figures.Names(m.unit)
		items := itemText.FindAllStringSubmatch(m.sections["二五"], -1)
		if len(items) != len(want) {
			t.Fatalf("%d items, want %d", len(items), len(want))
		}
		for i, code := range want {
			names := []string{name(code[:3]), name(code[:5]), name(code)}
			if !slices.Equal(items[i][1:4], names) {
				t.Errorf("item %v, want %v", items[i][1:4], names)
			}
		}
	},
	"N-13": func(t *testing.T, m *made) {
		items := itemText.FindAllStringSubmatch(m.sections["二五"], -1)
		sum := num(t, m.row(t, "公开05表", "合计")[1]).Neg()
		for _, i := range items {
			sum = sum.Add(num(t, i[4]))
		}
		if !within(sum, len(items)) {
			t.Errorf("the items are %s off their total", sum)
		}
	},
	"N-14": func(t *testing.T, m *made) {
		for i, personnel := range []bool{true, false} {
			var want []string
			for _, class := range subject.EconomicClasses() {
				for _, item := range subject.EconomicItems(class.Code) {
					printed := published(m.unit.Basic[item.Code].Decimal) != "0.00"
					if printed && (class.Kind == subject.KindPersonnel) == personnel {
						want = append(want, item.Name)
					}
				}
			}
			line := strings.Split(strings.TrimSpace(m.sections["二六"]), "\n")[1+i]
			got := strings.TrimSuffix(between(line, "包括：", ""), "。")
			if got != strings.Join(want, "、") {
				t.Errorf("%s, want %v", line, want)
			}
		}
	},
	"N-15": func(t *testing.T, m *made) {
		p := peopleText.FindStringSubmatch(m.sections["一二"])
		if p == nil {
			t.Fatal(m.sections["一二"])
		}
		sum, s := 0, m.unit.Overview.Staff
		for i, group := range []unit.Headcount{s.InService, s.SpecialRetired, s.Retired} {
			now, change := atoi(t, p[2+3*i]), atoi(t, p[4+3*i])
			if p[3+3*i] == "减少" {
				change = -change
			}
			if now != group.Current || change != group.Current-group.Before() {
				t.Errorf("%s", p[0])
			}
			sum += now
		}
		if sum != atoi(t, p[1]) {
			t.Errorf("%s", p[0])
		}
	},
	"N-20": func(t *testing.T, m *made) {
		for _, e := range m.empties() {
			said := strings.Contains(m.sections[e.section], "决算表为空表")
			if e.empty != said || len(table(t, m.pkg.Sheets, e.sheet).Header) == 0 {
				t.Errorf("%s: empty %v, said so %v", e.sheet, e.empty, said)
			}
		}
	},
	"N-21": func(t *testing.T, m *made) {
		for _, e := range m.empties() {
			noted := strings.Contains(strings.Join(table(t, m.pkg.Sheets, e.sheet).Notes, ""), "本表为空表")
			if e.empty != noted {
				t.Errorf("%s: empty %v, noted %v", e.sheet, e.empty, noted)
			}
		}
	},
	"N-29": func(t *testing.T, m *made) {
		var want []string
		for _, s := range []string{"一一", "一二", "二一", "二二", "二三", "二四", "二五", "二六", "二七", "二八", "二九", "二十", "二十一", "二十二", "三", "四"} {
			want = append(want, s)
			if len(strings.Split(strings.TrimSpace(m.sections[s]), "\n")) < 2 {
				t.Errorf("section %s is empty: %s", s, m.sections[s])
			}
		}
		if len(m.sections) < len(want) {
			t.Errorf("%d sections", len(m.sections))
		}
	},
	"P-02": func(t *testing.T, m *made) {
		for name, e := range m.evaluations() {
			if want := rateOf(e.Total.Outturn.Wan, e.Total.FullYear.Wan); !want.Equal(e.Execution.Percent) {
				t.Errorf("%s: %s, want %s", name, e.Execution, want)
			}
			if text := m.evaluationText(t, name); e.HasBudget() != strings.Contains(text, "\n"+e.Execution.String()+"\n") {
				t.Errorf("%s: %s\n%s", name, e.Execution, text)
			}
		}
	},
	"P-03": func(t *testing.T, m *made) {
		for name, e := range m.evaluations() {
			want := decimal.Zero
			if !e.Total.FullYear.Wan.IsZero() {
				want = decimal.Min(e.Execution.Percent, decimal.NewFromInt(100)).Shift(-1).Round(2)
			}
			if !e.ExecutionScore.Equal(want) {
				t.Errorf("%s: %s, want %s", name, e.ExecutionScore, want)
			}
		}
	},
	"P-04": func(t *testing.T, m *made) {
		for name, e := range m.evaluations() {
			initial, full, outturn := figures.Figure{}, figures.Figure{}, figures.Figure{}
			for _, s := range e.Sources {
				initial, full, outturn = figures.Sum(initial, s.Initial), figures.Sum(full, s.FullYear), figures.Sum(outturn, s.Outturn)
			}
			if !initial.Yuan.Equal(e.Total.Initial.Yuan) || !full.Yuan.Equal(e.Total.FullYear.Yuan) || !outturn.Yuan.Equal(e.Total.Outturn.Yuan) {
				t.Errorf("%s: %v", name, e.Total)
			}
		}
	},
	"P-07": func(t *testing.T, m *made) {
		for name, e := range m.evaluations() {
			want := e.ExecutionScore
			for _, i := range e.Indicators {
				want = want.Add(i.Score)
			}
			printed := strings.HasPrefix(name, "整体") || strings.Contains(m.evaluationText(t, name), want.String()) // 整体 has no row for it
			if !e.Score.Equal(want) || !printed {
				t.Errorf("%s: %s, want %s", name, e.Score, want)
			}
		}
	},
	"P-14": func(t *testing.T, m *made) {
		projects := m.unit.SelfEvaluation.Projects
		p := projectText.FindStringSubmatch(m.sections["二十一"])
		if len(projects) == 0 {
			return
		}
		full, outturn := decimal.Zero, decimal.Zero
		for _, x := range projects {
			full = full.Add(x.Appropriation.FullYear.Decimal).Add(x.Other.FullYear.Decimal)
			outturn = outturn.Add(x.Appropriation.Outturn.Decimal).Add(x.Other.Outturn.Decimal)
		}
		if p == nil || atoi(t, p[1]) != len(projects) || p[2] != published(full) || p[3] != published(outturn) {
			t.Errorf("%v, want %d %s %s", p, len(projects), published(full), published(outturn))
		}
	},
	"F-02": func(t *testing.T, m *made) {
		titles := []string{"收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
			"一般公共预算财政拨款基本支出决算表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款收入支出决算表", "财政拨款“三公”经费支出决算表"}
		for i, title := range titles {
			s := m.pkg.Sheets[i]
			if s.Name != fmt.Sprintf("公开%02d表", i+1) || s.Table.Title != title || !strings.HasSuffix(s.Table.Preparer, m.unit.Identity.Name) || s.Table.UnitLine != "金额单位：万元" {
				t.Errorf("%s %s %s %s", s.Name, s.Table.Title, s.Table.Preparer, s.Table.UnitLine)
			}
		}
	},
}

// heavy are the invariants of the finished files: few units are enough.
var heavy = map[string]func(*testing.T, *made){
	"F-01": func(t *testing.T, m *made) { wantWorkbook(t, m.data) },
	"F-05": func(t *testing.T, m *made) { wantSameBytes(t, m.data) },
}

func init() {
	for _, r := range check.Rules() {
		if r.Way == check.Built && (r.ID[0] == 'T' || r.ID[0] == 'X') && invariants[r.ID] == nil {
			invariants[r.ID] = identity(r.ID)
		}
	}
	invariants["N-03"] = invariants["N-02"] // the shares are asserted to add up where each is
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// emptiness is a statement that may be empty.
type emptiness struct {
	sheet, section string
	empty          bool
}

func (m *made) empties() []emptiness {
	return []emptiness{
		{"公开07表", "二七", m.book.Fund.IsEmpty()}, {"公开08表", "二八", m.book.Capital.IsEmpty()},
		{"公开09表", "二九", m.book.ThreePublic.IsEmpty()},
	}
}

// evaluations are the figures of the self-evaluation tables by sheet.
func (m *made) evaluations() map[string]figures.Evaluation {
	all := map[string]figures.Evaluation{}
	if e := m.book.Evaluation.Overall; e != nil {
		all["整体支出绩效自评表"] = *e
	}
	for i, e := range m.book.Evaluation.Projects {
		all[fmt.Sprintf("项目支出绩效自评表%d", i+1)] = e
	}
	return all
}

func (m *made) evaluationText(t *testing.T, sheet string) string {
	t.Helper()
	return table(t, m.pkg.Sheets, sheet).Text()
}

// Every rule that the catalogue takes for held by construction is asserted on
// every example and on random units, and each identity was seen.
func TestBuiltRulesHold(t *testing.T) {
	seen := map[string]bool{}
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		m := makeUnit(t, data)
		for id, holds := range invariants {
			t.Run(id, func(t *testing.T) { holds(t, m) })
			seen[id] = seen[id] || len(m.identities[id]) > 0
		}
	})
	eachUnit(t, 3, func(t *testing.T, data []byte) {
		m := makeUnit(t, data)
		for id, holds := range heavy {
			t.Run(id, func(t *testing.T) { holds(t, m) })
		}
	})
	for _, r := range check.Rules() {
		if r.Way != check.Built {
			continue
		}
		if invariants[r.ID] == nil && heavy[r.ID] == nil {
			t.Errorf("%s %s has no invariant", r.ID, r.Title)
		}
		if _, declared := seen[r.ID]; declared && !seen[r.ID] && isIdentity(r.ID) {
			t.Errorf("%s %s: no unit had it", r.ID, r.Title)
		}
	}
}

// isIdentity reports whether the invariant of a rule is what the statements
// declare.
func isIdentity(id string) bool {
	return (id[0] == 'T' || id[0] == 'X') && !slices.Contains([]string{"T01-5", "T01-6", "T05-3", "T09-4", "X-18"}, id)
}

func wantSameBytes(t *testing.T, data []byte) {
	t.Helper()
	first, second := build(t, data), build(t, data)
	for i, f := range first {
		if f.Name != second[i].Name || string(f.Data) != string(second[i].Data) {
			t.Errorf("%s differs between two builds", f.Name)
		}
	}
}

// A term of the template set that speaks of an amount is explained where the
// unit has the amount, and only there (the first half of N-30).
func TestTermsOfAmountsAreExplainedWhereTheyAre(t *testing.T) {
	seen := map[string]bool{}
	eachUnit(t, *units, func(t *testing.T, data []byte) {
		m := makeUnit(t, data)
		superior := decimal.Zero
		for _, s := range m.unit.Subjects {
			superior = superior.Add(s.Spending.ToSuperior.Decimal)
		}
		for term, amount := range map[string]decimal.Decimal{
			"使用非财政拨款结余（含专用结余）": m.unit.CarryOver.SurplusUsed.Decimal, "结余分配": m.unit.CarryOver.Distributed.Decimal, "上缴上级支出": superior,
		} {
			explained := strings.Contains(m.sections["三"], "、"+term+"：")
			if explained == amount.IsZero() {
				t.Errorf("%s of %s, explained: %v", term, amount, explained)
			}
			seen[fmt.Sprint(term, explained)] = true
		}
	})
	if len(seen) != 6 {
		t.Errorf("seen %v", seen)
	}
}
