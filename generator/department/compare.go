package department

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Difference is a figure of a department that is not the sum of its units'.
type Difference struct {
	Path, Name       string
	Measure          string // 人, 辆 and the like; empty for money, which is in 元
	Stated, Expected decimal.Decimal
	Within           bool // by rounding alone
	LastYear         bool // it is a total of last year that is below the sum, as last year's transfers may have it
}

// Transfers is one kind of internal transfers as a department's file has it:
// by how much its two sides are below the sums of the units'.
type Transfers struct {
	Balance
	Path              string          // where the file has one of the two
	OfIncome, OfSpent decimal.Decimal // 元
	Tolerance         decimal.Decimal // of each
}

// Comparison is a department's file beside the sum of its units.
type Comparison struct {
	Differences []Difference // in the order of the figures
	Transfers   []Transfers
}

// Compare compares every figure of a department with the sum of its units'. Of
// the transfers between them, of which the files do not always say which
// amounts they are, it compares what a department leaves out on each side.
func Compare(d Member, members []Member) Comparison {
	c := comparer{d: d, members: members, sum: Add(members, d.Unit.Identity.Kind)}
	for i, m := range append([]Member{d}, members...) {
		if c.rounded = append(c.rounded, IsRounded(m.Unit)); c.rounded[i] {
			c.tolerance = c.tolerance.Add(figures.Rounding(1))
		}
	}
	for _, f := range Figures() {
		c.compare(Difference{Path: f.Path, Name: f.Name, Measure: f.Measure, Stated: number(f.of(d.Unit)), Expected: number(f.of(c.sum.Unit))})
	}
	c.operating()
	c.basic()
	c.subjects()
	c.totals()
	return c.found
}

type comparer struct {
	d         Member
	members   []Member
	sum       Sum
	rounded   []bool          // of the department's file, then of each unit's
	tolerance decimal.Decimal // of one amount that each file states
	found     Comparison
}

// IsRounded reports whether the amounts of a file were rounded to published
// figures.
func IsRounded(u *unit.Unit) bool {
	var amounts []unit.Amount
	u.EachAmount(func(_ string, a unit.Amount) { amounts = append(amounts, a) })
	return u.AmountUnit == unit.TenThousand && figures.RoundedAll(amounts)
}

func (c *comparer) compare(x Difference) {
	gap := x.Stated.Sub(x.Expected)
	if gap.IsZero() {
		return
	}
	x.Within = x.Measure == "" && gap.Abs().LessThanOrEqual(c.tolerance)
	x.LastYear = x.Path == "overall.last_year_total" && gap.IsNegative()
	c.found.Differences = append(c.found.Differences, x)
}

// operating compares 机关运行经费, which a file need not state.
func (c *comparer) operating() {
	current := c.sum.Unit.Operating.Outturn
	expected := current.Decimal
	if !current.Given {
		expected = decimal.Zero
		for _, m := range c.members {
			expected = expected.Add(m.Book.Basic.Public.Yuan)
		}
	}
	if c.d.Unit.Operating.Outturn.Given || current.Given {
		c.compare(Difference{Path: "operating_expenses.outturn", Name: "机关运行经费", Stated: c.d.Book.Operating.Current.Yuan, Expected: expected})
	}
	c.compare(Difference{
		Path: "operating_expenses.last_year", Name: "上年机关运行经费（公用经费）",
		Stated: c.d.Unit.Operating.LastYear.Decimal, Expected: c.sum.Unit.Operating.LastYear.Decimal,
	})
}

func (c *comparer) basic() {
	codes := map[string]bool{}
	for _, u := range []*unit.Unit{c.d.Unit, c.sum.Unit} {
		for code := range u.Basic {
			codes[code] = true
		}
	}
	for _, code := range sorted(codes) {
		e, _ := subject.LookupEconomic(code)
		c.compare(Difference{
			Path: source.Join("basic_expenditure", code), Name: strings.TrimSpace("基本支出 " + code + " " + e.Name),
			Stated: c.d.Unit.Basic[code].Decimal, Expected: c.sum.Unit.Basic[code].Decimal,
		})
	}
}

func sorted(set map[string]bool) []string {
	var all []string
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

// row is a subject in the department's file and in the sum, which may have
// something eliminated. The index is −1 where the file does not have it.
type row struct {
	index    int
	own, sum unit.Subject
}

// rows are the subjects of the file, then those that it lacks.
func (c *comparer) rows() []row {
	var rows []row
	at := map[account]int{}
	for i, s := range c.d.Unit.Subjects {
		at[accountOf(s)] = i
		rows = append(rows, row{index: i, own: s})
	}
	for _, s := range addSubjects(c.members, nil) {
		i, ok := at[accountOf(s)]
		if !ok {
			rows = append(rows, row{-1, unit.Subject{Code: s.Code, Fund: s.Fund}, s})
			continue
		}
		rows[i].sum = s
	}
	return rows
}

// subjects compares every amount of every subject. The columns of transfers
// may be below the sum, by as much on one side as on the other.
func (c *comparer) subjects() {
	names := figures.Names(c.d.Unit)
	out := map[string]decimal.Decimal{} // by the key of the column
	counted, at := map[string]int{}, map[string]string{}
	for _, r := range c.rows() {
		name := strings.TrimSpace("科目 " + r.own.Code + " " + names(r.own.Code))
		for _, col := range columns {
			path := "subjects"
			if r.index >= 0 {
				path = source.Index("subjects", r.index) + "." + col.key
			}
			if r.index < 0 && col.key == "last_year" && c.d.Unit.Before != nil {
				continue // the file of last year has it
			}
			x := Difference{Path: path, Name: name + " 的" + col.name, Stated: col.of(&r.own).Decimal, Expected: col.of(&r.sum).Decimal}
			left := x.Expected.Sub(x.Stated)
			if !isTransfer(col.key) || left.IsNegative() || x.Stated.IsNegative() {
				c.compare(x)
				continue
			}
			out[col.key] = out[col.key].Add(left)
			if counted[col.key]++; !x.Stated.IsZero() && at[col.key] == "" {
				at[col.key] = path
			}
		}
	}
	for _, t := range transfers {
		b := Balance{Income: columnOf(t.income).name, Spending: columnOf(t.spending).name}
		for _, has := range c.sum.Balances {
			if has.Income == b.Income {
				b = has
			}
		}
		c.found.Transfers = append(c.found.Transfers, Transfers{
			Balance: b, Path: cmp.Or(at[t.income], at[t.spending], "subjects"),
			OfIncome: out[t.income], OfSpent: out[t.spending],
			Tolerance: c.tolerance.Mul(decimal.NewFromInt(int64(counted[t.income]))),
		})
	}
}

func isTransfer(key string) bool {
	return slices.ContainsFunc(transfers, func(t transfer) bool { return t.income == key || t.spending == key })
}

// totals compares the totals that files in 万元 print as they state them
// (控制数), where every file knows its own. All others follow from their parts.
func (c *comparer) totals() {
	beyond := func(x Difference) bool { return !x.Within && !x.LastYear }
	if slices.ContainsFunc(c.found.Differences, beyond) {
		return // of which the totals speak again
	}
	if all(append(c.members, c.d), func(u *unit.Unit) bool { return len(u.Control) == 0 }) {
		return
	}
	computed, of := c.computed(), make([]map[string]figures.Control, len(c.members))
	for i, m := range c.members {
		of[i] = controlsOf(m)
	}
	for _, own := range c.d.Book.Controls {
		expected, printed, known := computed[own.Key], own.Printed, own.Given || !c.rounded[0]
		for i := range c.members {
			x, has := of[i][own.Key]
			known = known && (!has || x.Given || !c.rounded[i+1])
			if x.Printed {
				printed, expected = true, expected.Add(x.Stated).Sub(x.Computed)
			}
		}
		if known && printed {
			c.compare(Difference{Path: source.Join("control", own.Key), Name: own.Name, Stated: published(own), Expected: expected})
		}
	}
}

// computed are the totals of the sum, with the transfers that the department
// has left.
func (c *comparer) computed() map[string]decimal.Decimal {
	sum := *c.sum.Unit
	sum.Subjects = nil
	for _, r := range c.rows() {
		for _, t := range transfers {
			for _, col := range []column{columnOf(t.income), columnOf(t.spending)} {
				*col.of(&r.sum) = *col.of(&r.own)
			}
		}
		r.sum.Code, r.sum.Fund = r.own.Code, r.own.Fund
		sum.Subjects = append(sum.Subjects, r.sum)
	}
	totals := map[string]decimal.Decimal{}
	for _, x := range figures.Compute(&sum, figures.ScoringRules{}).Controls {
		totals[x.Key] = x.Computed
	}
	return totals
}

// controlsOf are the totals of a unit by their keys.
func controlsOf(m Member) map[string]figures.Control {
	byKey := map[string]figures.Control{}
	for _, x := range m.Book.Controls {
		byKey[x.Key] = x
	}
	return byKey
}

func published(x figures.Control) decimal.Decimal {
	if x.Printed {
		return x.Stated
	}
	return x.Computed
}
