// Package lastyear says which figure that last year's unit file publishes
// stands for which of this year's: last year's figures and the opening
// balances. It knows nothing of where files are, nor whether two figures that
// differ may do so.
package lastyear

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// Year is the year before: its unit file and what is published of it.
type Year struct {
	File *unit.File
	Book *figures.Book
}

// Figure is one amount of a unit that last year's file has too.
type Figure struct {
	Path, Name string
	Amount     *unit.Amount   // of the unit
	Published  figures.Figure // last year
	Opening    bool           // it is an opening balance
}

// Figures are all such amounts of a unit, in the order of its file.
func (y *Year) Figures(u *unit.Unit) []Figure {
	b := y.Book
	all := []Figure{
		{"overall.last_year_total", "上年收入支出总计", &u.Overall.LastYearTotal, b.Overall.Total, false},
		{"carry_over.opening_general", "年初一般公共预算财政拨款结转和结余", &u.CarryOver.OpeningGeneral, b.Appropriation.Closing.Parts[0], true},
		{"carry_over.opening_other", "年初非财政拨款结转和结余", &u.CarryOver.OpeningOther, y.closingOther(), true},
		{"appropriation.last_year_total", "上年财政拨款收入支出总计", &u.Appropriation.LastYearTotal, b.Appropriation.Total.Total, false},
		{"government_fund.last_year_total", "上年政府性基金预算财政拨款收入支出总计", &u.Fund.LastYearTotal, b.Fund.InTotal, false},
		{"state_capital.last_year_total", "上年国有资本经营预算财政拨款收入支出总计", &u.Capital.LastYearTotal, b.Capital.InTotal, false},
	}
	all = append(all, y.ofSubjects(u)...)
	all = append(all, y.ofThreePublic(&u.ThreePublic)...)
	return append(all, Figure{"operating_expenses.last_year", "上年机关运行经费（公用经费）", &u.Operating.LastYear, b.Operating.Current, false})
}

// closingOther is the closing balance of the money that is not appropriated.
func (y *Year) closingOther() figures.Figure {
	appropriated := y.Book.Appropriation.Closing.Parts
	return y.Book.Overall.Closing.Less(figures.Sum(appropriated[:]...))
}

func (y *Year) ofSubjects(u *unit.Unit) []Figure {
	var all []Figure
	for i := range u.Subjects {
		s := &u.Subjects[i]
		path, name := source.Index("subjects", i), "科目 "+s.Code+" 的"
		all = append(all, Figure{path + ".last_year", name + "上年财政拨款支出决算数", &s.LastYear, y.sum(*s, y.outlay), false})
		if s.Fund != unit.GeneralFund {
			all = append(all, Figure{path + ".opening", name + "年初结转和结余", &s.Opening, y.sum(*s, y.closing), true})
		}
	}
	return all
}

// sum is a figure of last year of a subject and of those that it goes on from.
func (y *Year) sum(s unit.Subject, of func(unit.Fund, string) figures.Figure) figures.Figure {
	var parts []figures.Figure
	for _, code := range codes(s) {
		parts = append(parts, of(s.Fund, code))
	}
	return figures.Sum(parts...)
}

// codes are those under which a subject stood last year, each once.
func codes(s unit.Subject) []string {
	all := append([]string{s.Code}, s.Formerly...)
	slices.Sort(all)
	return slices.Compact(all)
}

// outlay is 财政拨款支出 of a 项.
func (y *Year) outlay(fund unit.Fund, code string) figures.Figure {
	switch fund {
	case unit.GovernmentFund:
		return y.Book.Fund.Cell(code, figures.AccountTotal)
	case unit.StateCapital:
		return y.Book.Capital.Cell(code, figures.AccountTotal)
	}
	return y.Book.General.Cell(code, figures.OutlayTotal)
}

// closing is 年末结转和结余 of a 项; the general budget's have none of their own.
func (y *Year) closing(fund unit.Fund, code string) figures.Figure {
	switch fund {
	case unit.GovernmentFund:
		return y.Book.Fund.Cell(code, figures.AccountClosing)
	case unit.StateCapital:
		return y.Book.Capital.Cell(code, figures.AccountClosing)
	}
	return figures.Figure{}
}

func (y *Year) ofThreePublic(t *unit.ThreePublic) []Figure {
	p := y.Book.ThreePublic
	return []Figure{
		{"three_public.abroad.cost.last_year", "因公出国（境）费上年决算数", &t.Abroad.Cost.LastYear, p.Abroad.Outturn(), false},
		{"three_public.vehicles.purchase.last_year", "公务用车购置费上年决算数", &t.Vehicles.Purchase.LastYear, p.Purchase.Outturn(), false},
		{"three_public.vehicles.operation.last_year", "公务用车运行维护费上年决算数", &t.Vehicles.Operation.LastYear, p.Operation.Outturn(), false},
		{"three_public.reception.cost.last_year", "公务接待费上年决算数", &t.Reception.Cost.LastYear, p.Reception.Outturn(), false},
	}
}

// Headcount is one group of staff, with its number at the end of last year.
type Headcount struct {
	Path, Name string
	Of         *unit.Headcount
	Published  int
}

// Headcounts are the groups of staff.
func (y *Year) Headcounts(u *unit.Unit) []Headcount {
	s, before := &u.Overview.Staff, y.File.Unit.Overview.Staff
	return []Headcount{
		{"overview.staff.in_service.last_year", "在职人员", &s.InService, before.InService.Current},
		{"overview.staff.special_retired.last_year", "离休人员", &s.SpecialRetired, before.SpecialRetired.Current},
		{"overview.staff.retired.last_year", "退休人员", &s.Retired, before.Retired.Current},
	}
}

// Agrees reports whether an amount of a unit is the published one. Where one of
// the two is only known as it is published, in 万元, that is all that is compared.
func (y *Year) Agrees(u *unit.Unit, f Figure) bool {
	if f.Amount.Equal(f.Published.Yuan) {
		return true
	}
	rounded := f.Published.Rounded || onlyPublished(y.File.Unit, f.Published.Yuan) || onlyPublished(u, f.Amount.Decimal)
	return rounded && figures.Publish(f.Amount.Decimal).Wan.Equal(f.Published.Wan)
}

// onlyPublished reports whether an amount of a unit may have been rounded before
// it was typed.
func onlyPublished(u *unit.Unit, yuan decimal.Decimal) bool {
	return u.AmountUnit == unit.TenThousand && figures.RoundedAll([]decimal.Decimal{yuan})
}

// Fill gives a unit the figures of last year that its file does not give.
func (y *Year) Fill(u *unit.Unit) {
	all := y.Figures(u)
	for _, f := range all {
		if !f.Amount.Given {
			*f.Amount = unit.Amount{Decimal: f.Published.Yuan, Given: true}
		}
	}
	for _, h := range y.Headcounts(u) {
		if h.Of.LastYear == nil {
			h.Of.LastYear = &h.Published
		}
	}
	y.fillResults(u)
	u.Before = y.totals(u, all)
}

// totals are the totals that last year published, with what the file corrects.
func (y *Year) totals(u *unit.Unit, all []Figure) *unit.Before {
	b, p := y.Book, y.Book.ThreePublic
	t := &unit.Before{Vehicles: p.Vehicles.Outturn().Yuan, ThreePublic: p.Total.Outturn().Yuan}
	spending := [...]figures.Figure{b.General.Total[figures.OutlayTotal], b.Fund.Total[figures.AccountTotal], b.Capital.Total[figures.AccountTotal]}
	for i := range spending {
		t.Spending[i] = spending[i].Yuan
	}
	corrected := map[*unit.Amount]decimal.Decimal{}
	for _, f := range all {
		if !y.Agrees(u, f) {
			corrected[f.Amount] = f.Amount.Sub(f.Published.Yuan)
		}
	}
	for i := range u.Subjects {
		s := &u.Subjects[i]
		if k := slices.Index(unit.Funds[:], s.Fund); k >= 0 {
			t.Spending[k] = t.Spending[k].Add(corrected[&s.LastYear])
		}
	}
	c := &u.ThreePublic
	vehicles := corrected[&c.Vehicles.Purchase.LastYear].Add(corrected[&c.Vehicles.Operation.LastYear])
	t.Vehicles = t.Vehicles.Add(vehicles)
	t.ThreePublic = t.ThreePublic.Add(vehicles).Add(corrected[&c.Abroad.Cost.LastYear]).Add(corrected[&c.Reception.Cost.LastYear])
	return t
}

// Gone is a subject that had spending or a balance last year and that a unit
// does not list.
type Gone struct {
	Index           int // of the subject in last year's unit
	Code            string
	Fund            unit.Fund
	Outlay, Closing figures.Figure
}

// GoneFrom are the subjects that a unit does not list, in the order of last
// year's file.
func (y *Year) GoneFrom(u *unit.Unit) []Gone {
	listed := map[unit.Fund][]string{}
	for _, s := range u.Subjects {
		listed[s.Fund] = append(listed[s.Fund], codes(s)...)
	}
	var all []Gone
	for i, s := range y.File.Unit.Subjects {
		g := Gone{i, s.Code, s.Fund, y.outlay(s.Fund, s.Code), y.closing(s.Fund, s.Code)}
		if !slices.Contains(listed[s.Fund], s.Code) && (!g.Outlay.IsZero() || !g.Closing.IsZero()) {
			all = append(all, g)
		}
	}
	return all
}
