// Package department adds up the units of a department (汇总): every figure of
// their files, less what one of them paid to another (抵销). It compares a
// department's file with that sum in the same terms, so that both speak of the
// same figures. It knows neither files on a disk nor what is done about a
// difference.
package department

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Member is one of the units of a department (所属单位), the head office (本级)
// included, with its published figures.
type Member struct {
	Unit *unit.Unit
	Book *figures.Book
}

// Sum is the units of a department added up.
type Sum struct {
	Unit       *unit.Unit // its figures alone: of its texts it has the names of subjects
	Balances   []Balance  // of each kind of internal transfers that any unit has
	Eliminated []Elimination
	Apart      []string // the 事业单位, where 机关运行经费 is that of the other units
}

// Add adds up units, of which there is at least one. The kind is the
// department's own; it may be empty.
func Add(members []Member, kind unit.Kind) Sum {
	total := &unit.Unit{
		AmountUnit: amountUnit(members), Year: members[0].Unit.Year, TemplateSet: members[0].Unit.TemplateSet,
		NewUnit:  all(members, func(u *unit.Unit) bool { return u.NewUnit }),
		Identity: unit.Identity{Kind: kind, Scope: unit.Department},
		Basic:    map[string]unit.Amount{},
	}
	for _, m := range members {
		for _, f := range Figures() {
			add(f.of(total), f.of(m.Unit), m.Unit.NewUnit && !total.NewUnit && f.isLastYear())
		}
		for code, a := range m.Unit.Basic {
			b := total.Basic[code]
			add(&b, &a, false)
			total.Basic[code] = b
		}
	}
	s := Sum{Unit: total}
	s.Balances, s.Eliminated = transfersOf(members)
	total.Subjects = addSubjects(members, s.Eliminated)
	s.addOperating(members, kind)
	return s
}

// amountUnit is 万元 where every unit has it: else a unit in 元 would lose its
// exact figures among rounded ones.
func amountUnit(members []Member) unit.AmountUnit {
	if all(members, func(u *unit.Unit) bool { return u.AmountUnit == unit.TenThousand }) {
		return unit.TenThousand
	}
	return unit.Yuan
}

func all(members []Member, is func(*unit.Unit) bool) bool {
	return !slices.ContainsFunc(members, func(m Member) bool { return !is(m.Unit) })
}

// account is what tells the rows of subjects apart.
type account struct {
	code string
	fund unit.Fund
}

func accountOf(s unit.Subject) account { return account{s.Code, s.Fund} }

// addSubjects adds the rows of each subject, without what was eliminated. One
// of which nothing is left is none.
func addSubjects(members []Member, eliminated []Elimination) []unit.Subject {
	sums := map[account]*unit.Subject{}
	for _, m := range members {
		names := figures.Names(m.Unit)
		for _, s := range m.Unit.Subjects {
			sum := sums[accountOf(s)]
			if sum == nil {
				sum = &unit.Subject{Code: s.Code, Fund: s.Fund}
				sums[accountOf(s)] = sum
			}
			sum.Name, sum.GroupName = cmp.Or(sum.Name, ownName(names, s.Code)), cmp.Or(sum.GroupName, ownName(names, subject.ParentCode(s.Code)))
			for _, c := range columns {
				add(c.of(sum), c.of(&s), false)
			}
		}
	}
	for _, e := range eliminated {
		a := columnOf(e.Key).of(sums[account{e.Code, e.Fund}])
		a.Decimal = a.Sub(e.Amount)
		a.Given = !a.IsZero()
	}
	someNew := slices.ContainsFunc(members, func(m Member) bool { return m.Unit.NewUnit })
	allNew := all(members, func(u *unit.Unit) bool { return u.NewUnit })
	var list []unit.Subject
	for _, s := range sums {
		if slices.ContainsFunc(columns, func(c column) bool { return !c.of(s).IsZero() }) {
			s.LastYear.Given = s.LastYear.Given || someNew && !allNew // a new unit has none, and the department compares
			list = append(list, *s)
		}
	}
	slices.SortFunc(list, func(a, b unit.Subject) int {
		if a.Fund != b.Fund {
			return slices.Index(unit.Funds[:], a.Fund) - slices.Index(unit.Funds[:], b.Fund)
		}
		return strings.Compare(a.Code, b.Code)
	})
	return list
}

// ownName is the name of a code that the catalogue lacks, as a unit's file has
// it: there one row of a group has it for all.
func ownName(names func(string) string, code string) string {
	if f, ok := subject.LookupFunction(code); ok && f.Verified {
		return ""
	}
	return names(code)
}

// addOperating adds up 机关运行经费, which a 事业单位 has none of: where a
// department holds others beside it, its 公用经费 does not count.
func (s *Sum) addOperating(members []Member, kind unit.Kind) {
	of := members
	if kind != unit.Institution {
		of = slices.DeleteFunc(slices.Clone(members), func(m Member) bool { return m.Unit.Identity.Kind == unit.Institution })
	}
	if len(of) == 0 {
		of = members
	}
	current, public := decimal.Zero, decimal.Zero
	for _, m := range members {
		public = public.Add(m.Book.Basic.Public.Yuan)
		if !slices.ContainsFunc(of, func(o Member) bool { return o.Unit == m.Unit }) {
			s.Apart = append(s.Apart, m.Unit.Identity.Name)
		}
	}
	o := &s.Unit.Operating
	for _, m := range of {
		current = current.Add(m.Book.Operating.Current.Yuan)
		add(&o.LastYear, &m.Unit.Operating.LastYear, m.Unit.NewUnit && !s.Unit.NewUnit)
	}
	if kind != unit.Institution && !current.Equal(public) {
		o.Outturn = unit.Amount{Decimal: current, Given: true}
	}
}
