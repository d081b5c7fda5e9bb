package figures

import (
	"github.com/discgen/discgen/generator/subject"
)

// Basic is 一般公共预算财政拨款基本支出决算表: every class and item of the
// form, in its order, whether it has an amount or not.
type Basic struct {
	Classes   []EconomicClass
	Personnel Figure // 人员经费合计
	Public    Figure // 公用经费合计
}

// EconomicClass is one 类 of economic subjects with its 款.
type EconomicClass struct {
	Subject subject.Economic
	Amount  Figure
	Items   []EconomicItem
}

// EconomicItem is one 款 of economic subjects.
type EconomicItem struct {
	Subject subject.Economic
	Amount  Figure
}

// Total is 基本支出, personnel and public.
func (b Basic) Total() Figure { return Sum(b.Personnel, b.Public) }

// Spent are the names of the 款 with a printed amount, in the form's order, of the
// personnel or of the public classes.
func (b Basic) Spent(personnel bool) []string {
	var names []string
	for _, c := range b.Classes {
		if (c.Subject.Kind == subject.KindPersonnel) != personnel {
			continue
		}
		for _, i := range c.Items {
			if !i.Amount.Wan.IsZero() {
				names = append(names, i.Subject.Name)
			}
		}
	}
	return names
}

func computeBasic(c *controls) Basic {
	var b Basic
	var personnel, public []Figure
	for _, class := range subject.EconomicClasses() {
		x := EconomicClass{Subject: class}
		var items []Figure
		for _, item := range subject.EconomicItems(class.Code) {
			i := EconomicItem{item, Publish(c.unit.Basic[item.Code].Decimal)}
			x.Items = append(x.Items, i)
			items = append(items, i.Amount)
		}
		x.Amount = c.sum("basic_"+class.Code, class.Code+" "+class.Name, items...)
		b.Classes = append(b.Classes, x)
		if class.Kind == subject.KindPersonnel {
			personnel = append(personnel, x.Amount)
		} else {
			public = append(public, x.Amount)
		}
	}
	b.Personnel = c.sum("basic_personnel", "人员经费合计", personnel...)
	b.Public = c.sum("basic_public", "公用经费合计", public...)
	return b
}
