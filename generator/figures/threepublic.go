package figures

import (
	"slices"

	"github.com/discgen/discgen/generator/unit"
)

// ThreePublic is 财政拨款“三公”经费.
type ThreePublic struct {
	Total     PublicItem // 合计
	Abroad    PublicItem // 因公出国（境）费
	Vehicles  PublicItem // 公务用车购置及运行维护费
	Purchase  PublicItem // 公务用车购置费
	Operation PublicItem // 公务用车运行维护费
	Reception PublicItem // 公务接待费
}

// PublicItem is the figures of one item.
type PublicItem struct {
	Change    Change    // outturn against last year
	Deviation Deviation // outturn against 全年预算数
	Share     Rate      // of the outturn in the total's
}

// Outturn is 决算数.
func (p PublicItem) Outturn() Figure { return p.Change.Current }

// Budget is 全年预算数.
func (p PublicItem) Budget() Figure { return p.Deviation.Budget }

// Items are the six in the order of the statement: total, abroad, vehicles,
// purchase, operation, reception.
func (t ThreePublic) Items() []PublicItem {
	return []PublicItem{t.Total, t.Abroad, t.Vehicles, t.Purchase, t.Operation, t.Reception}
}

// IsEmpty reports whether the statement has no amount, so that its table is an
// empty one. An amount that prints as 0.00 is one.
func (t ThreePublic) IsEmpty() bool {
	return !t.has(func(p PublicItem) bool { return !p.Outturn().IsZero() || !p.Budget().IsZero() })
}

// IsAbsent reports whether there was nothing last year either, so that no item
// needs a word.
func (t ThreePublic) IsAbsent() bool {
	return t.IsEmpty() && !t.has(func(p PublicItem) bool { return !p.Change.LastYear.IsZero() })
}

func (t ThreePublic) has(what func(PublicItem) bool) bool {
	return slices.ContainsFunc(t.Items(), what)
}

func publicItem(outturn, budget, lastYear Figure) PublicItem {
	return PublicItem{Change: Compare(outturn, lastYear), Deviation: Deviate(budget, outturn)}
}

func fromUnit(p unit.PublicItem) PublicItem {
	return publicItem(Publish(p.Outturn.Decimal), Publish(p.Budget.Decimal), Publish(p.LastYear.Decimal))
}

// items is an item that others add up to, or what the file states for its
// outturn and its budget.
func (c *controls) items(key, name string, items ...PublicItem) PublicItem {
	var outturns, budgets, before []Figure
	for _, i := range items {
		outturns, budgets, before = append(outturns, i.Outturn()), append(budgets, i.Budget()), append(before, i.Change.LastYear)
	}
	return publicItem(c.sum(key, name+"决算数", outturns...), c.sum(key+"_budget", name+"预算数", budgets...), Sum(before...))
}

func computeThreePublic(c *controls) ThreePublic {
	u := c.unit.ThreePublic
	t := ThreePublic{
		Abroad: fromUnit(u.Abroad.Cost), Reception: fromUnit(u.Reception.Cost),
		Purchase: fromUnit(u.Vehicles.Purchase), Operation: fromUnit(u.Vehicles.Operation),
	}
	t.Vehicles = c.items("three_public_vehicles", "公务用车费小计的", t.Purchase, t.Operation)
	t.Total = c.items("three_public", "“三公”经费合计的", t.Abroad, t.Vehicles, t.Reception)
	if before := c.unit.Before; before != nil {
		t.Vehicles.Change = Compare(t.Vehicles.Outturn(), Publish(before.Vehicles))
		t.Total.Change = Compare(t.Total.Outturn(), Publish(before.ThreePublic))
	}
	for _, p := range []*PublicItem{&t.Total, &t.Abroad, &t.Vehicles, &t.Purchase, &t.Operation, &t.Reception} {
		p.Share = Share(p.Outturn(), t.Total.Outturn())
	}
	return t
}
