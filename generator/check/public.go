package check

import (
	"github.com/discgen/discgen/generator/unit"
)

func groupsAbroad(r *reporter) {
	a := r.u.ThreePublic.Abroad
	r.visits("three_public.abroad", "请核对 [three_public.abroad] 的 groups（团组）、persons（人次）和 cost.outturn（决算数）",
		"因公出国（境）费", a.Cost.Outturn, visitCount{"groups", "团组数", a.Groups}, a.Persons)
}

// visitCount is a number of groups or batches with its key.
type visitCount struct {
	key, name string
	n         int
}

// visits compares a cost with the groups and the persons that it was spent on.
func (r *reporter) visits(path, remedy, cost string, amount unit.Amount, groups visitCount, persons int) {
	r.costNeedsCount(path+"."+groups.key, remedy, cost, amount, groups.name, groups.n)
	r.costNeedsCount(path+".persons", remedy, cost, amount, "人次", persons)
	r.atMost(path+".persons", remedy, groups.name, groups.n, "人次", persons)
}

// costNeedsCount finds a cost without what it was spent on, and the reverse.
func (r *reporter) costNeedsCount(path, remedy, cost string, amount unit.Amount, name string, count int) {
	switch {
	case amount.IsPositive() && count < 1:
		r.report(path, remedy, "%s有支出，%s为 %d", cost, name, count)
	case amount.IsZero() && count > 0:
		r.report(path, remedy, "%s没有支出，%s为 %d", cost, name, count)
	}
}

func (r *reporter) atMost(path, remedy, lowName string, low int, highName string, high int) {
	if low > high {
		r.report(path, remedy, "%s %d 大于%s %d", lowName, low, highName, high)
	}
}

// contents asks what the money was spent on: without an answer the explanation
// would say that there was no such spending.
func contents(r *reporter) {
	t := r.u.ThreePublic
	for _, c := range []struct {
		path, cost string
		amount     unit.Amount
		content    string
	}{
		{"three_public.abroad.content", "因公出国（境）费", t.Abroad.Cost.Outturn, t.Abroad.Content},
		{"three_public.vehicles.content", "公务用车运行维护费", t.Vehicles.Operation.Outturn, t.Vehicles.Content},
		{"three_public.reception.content", "公务接待费", t.Reception.Cost.Outturn, t.Reception.Content},
	} {
		if c.amount.IsPositive() && saysNothing(c.content) {
			r.report(c.path, "写明开支内容", "%s有支出%s，没有写开支内容", c.cost, r.exact(c.amount.Decimal))
		}
	}
}

func vehiclesBought(r *reporter) {
	v := r.u.ThreePublic.Vehicles
	r.costNeedsCount("three_public.vehicles.purchased", "请核对 [three_public.vehicles] 的 purchased（购置数）和 purchase.outturn（决算数）",
		"公务用车购置费", v.Purchase.Outturn, "购置数", v.Purchased)
}

func vehiclesRun(r *reporter) {
	v := r.u.ThreePublic.Vehicles
	if v.Operation.Outturn.IsPositive() && v.Owned < 1 {
		r.report("three_public.vehicles.owned", "请核对保有量；属实的（例如租赁），在 [[accept]] 里写明", "公务用车运行维护费有支出，保有量为 %d", v.Owned)
	}
	if v.Purchased > v.Owned {
		r.report("three_public.vehicles.owned", "请核对购置数和年末保有量", "公务用车购置数 %d 大于保有量 %d", v.Purchased, v.Owned)
	}
}

func guests(r *reporter) {
	g := r.u.ThreePublic.Reception
	const remedy = "请核对 [three_public.reception] 的 batches（批次）、persons（人次）和 cost.outturn（决算数）"
	r.visits("three_public.reception", remedy, "公务接待费", g.Cost.Outturn, visitCount{"batches", "批次", g.Batches}, g.Persons)
	r.atMost("three_public.reception.foreign_batches", remedy, "外宾批次", g.ForeignBatches, "批次", g.Batches)
	r.atMost("three_public.reception.foreign_persons", remedy, "外宾人次", g.ForeignPersons, "人次", g.Persons)
	r.atMost("three_public.reception.foreign_persons", remedy, "外宾批次", g.ForeignBatches, "外宾人次", g.ForeignPersons)
	if g.ForeignPersons > 0 && g.ForeignBatches == 0 {
		r.report("three_public.reception.foreign_batches", remedy, "外宾接待 %d 人次，批次为 0", g.ForeignPersons)
	}
}

func vehiclesOwned(r *reporter) {
	v, assets := r.u.ThreePublic.Vehicles, r.u.Assets.Vehicles.Count()
	spoken := !r.Book.ThreePublic.IsEmpty() || v.Owned > 0
	if spoken && v.Owned != assets && saysNothing(v.DifferenceReason) {
		r.report("three_public.vehicles.difference_reason", "写明差异原因", "公务用车保有量 %d 辆与固定资产车辆 %d 辆不同，没有写原因", v.Owned, assets)
	}
}
