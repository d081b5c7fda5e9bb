package intake

import (
	"slices"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// controls keeps the statements' own totals as control figures (控制数). The
// exact totals, which were rounded for these, are lost, so that those that the
// rounded amounts do not add up to are stated and printed again as they were.
// The main ones are stated in any case, for the check to compare.
func (d *deriver) controls() {
	f := d.facts
	f.printed = map[string]Item{}
	for _, t := range []struct {
		keys  figures.Keys
		table *breakdown
	}{
		{figures.IncomeKeys, d.tables.income}, {figures.SpendingKeys, d.tables.spending}, {figures.GeneralKeys, d.tables.general},
		{figures.FundKeys, d.tables.fund}, {figures.CapitalKeys, d.tables.capital},
	} {
		f.breakdown(t.keys, t.table)
	}
	f.overall(d.tables.overall)
	f.appropriation(d.tables.appropriation)
	if e := d.tables.basic; e != nil {
		for _, c := range subject.EconomicClasses() {
			v, _ := e.find(c.Code)
			f.print("basic_"+c.Code, v)
		}
		f.print("basic_personnel", e.personnel)
		f.print("basic_public", e.public)
	}
	if t := d.tables.threePublic; t != nil {
		for key, i := range map[string]int{"three_public": publicTotal, "three_public_vehicles": publicVehicles} {
			f.print(key, t.outturn[i])
			f.print(key+"_budget", t.budget[i])
		}
	}
	f.state()
}

// print keeps what a statement prints for a control figure.
func (f *Facts) print(key string, v value) {
	if v.known {
		f.printed[key] = Item{Key: key, Amount: v.amount, at: v.at}
	}
}

// breakdown keeps the cells of a statement by subject. A row of nothing but
// 0.00 is kept by its own key.
func (f *Facts) breakdown(k figures.Keys, b *breakdown) {
	if b == nil {
		return
	}
	for i, v := range b.total {
		f.print(k.Key("", i), v)
	}
	for _, l := range b.lines {
		for i, v := range l.cells {
			f.print(k.Key(l.code, i), v)
		}
		if !slices.ContainsFunc(l.cells, func(v value) bool { return !v.isZero() }) {
			f.rows = append(f.rows, k.Row(l.code))
		}
	}
}

func (f *Facts) overall(t *twoSided) {
	if t == nil {
		return
	}
	f.print("total", t.of(rowTotal))
	f.print("opening", t.of(rowOpening))
	f.print("closing", t.cell(rowClosing, 0))
	f.print("income", t.of(rowIncome))
	f.print("spending", t.cell(rowSpending, 0))
}

func (f *Facts) appropriation(t *twoSided) {
	if t == nil {
		return
	}
	f.print("appropriation_opening", t.of(rowOpening))
	f.print("general_income", t.of(funds[0]))
	for key, row := range map[string]string{"spending": rowSpending, "closing": rowClosing, "total": rowTotal} {
		f.print("appropriation_"+key, t.cell(row, 0))
	}
	for i, prefix := range []string{"general", "government_fund", "state_capital"} {
		f.print(prefix+"_total", t.cell(rowTotal, i+1))
	}
	f.print("general_closing", t.cell(rowClosing, 1))
	for _, c := range subject.Classes() {
		f.print("appropriation_"+c.Code, t.cell(c.Code, 0))
	}
}

// state puts into Control what the unit file must say beside its amounts.
func (f *Facts) state() {
	var needed []Item
	for _, c := range f.totals() {
		item := Item{Key: c.Key, Name: c.Name, Amount: f.printed[c.Key].Amount}
		switch {
		case slices.Contains(figures.MainControls(), c.Key):
			f.Control = append(f.Control, item)
		case slices.Contains(f.rows, c.Key) || !c.Stated.Equal(c.Computed):
			needed = append(needed, item)
		}
	}
	slices.SortFunc(f.Control, func(a, b Item) int {
		return slices.Index(figures.MainControls(), a.Key) - slices.Index(figures.MainControls(), b.Key)
	})
	f.Control = append(f.Control, needed...)
}

// totals compares the totals that the statements print with those that a unit
// file of the facts gives, each computed from what is printed before it.
func (f *Facts) totals() []figures.Control {
	yuan := f
	if f.AmountUnit == unit.TenThousand {
		yuan = f.shifted(4)
	}
	control := map[string]unit.Amount{}
	for key, item := range yuan.printed {
		control[key] = given(item.Amount)
	}
	u := &unit.Unit{AmountUnit: f.AmountUnit, CarryOver: yuan.CarryOver, Subjects: yuan.Subjects, Basic: map[string]unit.Amount{}, Control: control}
	for _, i := range yuan.Basic {
		u.Basic[i.Key] = given(i.Amount)
	}
	if yuan.Public != nil {
		u.ThreePublic = *yuan.Public
	}
	all := figures.Compute(u, figures.ScoringRules{}).Controls
	return slices.DeleteFunc(all, func(c figures.Control) bool { return !c.Given })
}
