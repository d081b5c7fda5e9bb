package figures

import (
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
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

func computeBasic(u *unit.Unit) Basic {
	var b Basic
	for _, class := range subject.EconomicClasses() {
		c := EconomicClass{Subject: class}
		for _, item := range subject.EconomicItems(class.Code) {
			i := EconomicItem{item, Publish(u.Basic[item.Code].Decimal)}
			c.Items = append(c.Items, i)
			c.Amount = Sum(c.Amount, i.Amount)
		}
		b.Classes = append(b.Classes, c)
		if class.Kind == subject.KindPersonnel {
			b.Personnel = Sum(b.Personnel, c.Amount)
		} else {
			b.Public = Sum(b.Public, c.Amount)
		}
	}
	return b
}
