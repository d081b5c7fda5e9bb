package check

import (
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// control is an official total that a file may state (控制数): what the program
// computes for it, and the amounts of the file that it is the sum of.
type control struct {
	key, name string
	of        func(*figures.Book) figures.Figure
	parts     func(*unit.Unit) []unit.Amount
}

// controlFigures are the totals that can be stated.
var controlFigures = []control{
	{"total", "收入支出总计", func(b *figures.Book) figures.Figure { return b.Overall.Total },
		func(u *unit.Unit) []unit.Amount { return slices.Concat(u.Incomes(), u.Openings()) }},
	{"income", "本年收入合计", func(b *figures.Book) figures.Figure { return b.Overall.CurrentIncome }, (*unit.Unit).Incomes},
	{"spending", "本年支出合计", func(b *figures.Book) figures.Figure { return b.Overall.CurrentSpending }, (*unit.Unit).Spendings},
	{"closing", "年末结转和结余", func(b *figures.Book) figures.Figure { return b.Overall.Closing },
		func(u *unit.Unit) []unit.Amount {
			return append(slices.Concat(u.Incomes(), u.Openings(), u.Spendings()), u.CarryOver.Distributed)
		}},
	{"appropriation_total", "财政拨款收入支出总计", func(b *figures.Book) figures.Figure { return b.Appropriation.Total.Total },
		func(u *unit.Unit) []unit.Amount { return slices.Concat(u.Incomes(), u.Openings()) }},
	{"appropriation_spending", "本年财政拨款支出", func(b *figures.Book) figures.Figure { return b.Appropriation.Spending.Total },
		func(u *unit.Unit) []unit.Amount { return u.Outlays() }},
	{"general_spending", "一般公共预算财政拨款支出", func(b *figures.Book) figures.Figure { return b.General.Total[figures.OutlayTotal] },
		func(u *unit.Unit) []unit.Amount { return u.Outlays(unit.GeneralFund) }},
	{"basic_personnel", "人员经费合计", func(b *figures.Book) figures.Figure { return b.Basic.Personnel }, basicOf(true)},
	{"basic_public", "公用经费合计", func(b *figures.Book) figures.Figure { return b.Basic.Public }, basicOf(false)},
	{"three_public", "“三公”经费决算数合计", func(b *figures.Book) figures.Figure { return b.ThreePublic.Total.Outturn() },
		func(u *unit.Unit) []unit.Amount {
			var parts []unit.Amount
			for _, c := range publicCosts(u.ThreePublic) {
				parts = append(parts, c.Outturn)
			}
			return parts
		}},
}

// unknownControl is what to do about a control figure that there is not.
func unknownControl(key string) string {
	var keys []string
	for _, c := range controlFigures {
		keys = append(keys, c.key)
	}
	if near := source.Nearest(key, keys); near != "" {
		return "是否想写 " + near + "？"
	}
	return "删去这一行；可以写的控制数有 " + strings.Join(keys, "、")
}

// basicOf gives the amounts of the personnel, or of the public, economic items.
func basicOf(personnel bool) func(*unit.Unit) []unit.Amount {
	return func(u *unit.Unit) []unit.Amount {
		var parts []unit.Amount
		for code, a := range u.Basic {
			if (subject.KindOf(code) == subject.KindPersonnel) == personnel {
				parts = append(parts, a)
			}
		}
		return parts
	}
}

// controls compares the official totals that the file states with the computed
// ones.
func controls(r *reporter) {
	for key, given := range r.u.Control {
		path := source.Join("control", key)
		i := slices.IndexFunc(controlFigures, func(c control) bool { return c.key == key })
		if i < 0 {
			r.report(path, unknownControl(key), "没有 %q 这个控制数", source.Clip(key, 40))
			continue
		}
		c := controlFigures[i]
		r.sumAgrees(disagreement{
			path: path, statedName: "控制数“" + c.name + "”", expectedName: "按各项计算",
			stated: given.Decimal, expected: c.of(r.Book).Yuan,
			parts: append(c.parts(r.u), given), remedy: "请核对各项金额和控制数",
		})
	}
}
