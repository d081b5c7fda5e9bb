package figures

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

// Control is one total of the statements, which the file may state as a
// control figure (控制数). Amounts are in 元.
type Control struct {
	Key       string // in the table [control]
	Name      string // what the statements call it
	Computed  decimal.Decimal
	Given     bool // the file states it
	Stated    decimal.Decimal
	Tolerance decimal.Decimal // how far the two may be apart by rounding alone
	Single    bool            // of its parts only one is not zero, so that rounding alone hardly explains a difference
	Printed   bool            // the statements print the stated figure, which is another than the computed one
}

// MainControls are the keys of the totals that any unit has, in the order in
// which they are offered.
func MainControls() []string {
	return []string{
		"total", "income", "spending", "closing", "appropriation_total", "appropriation_spending",
		"general_spending", "basic_personnel", "basic_public", "three_public",
	}
}

// Keys are the control figures of a statement that is broken down by subject,
// or of the three budgets: the key of a cell is the statement's, the subject's
// code and the column's, each where there is one.
type Keys struct {
	statement string
	name      string
	columns   []keyColumn
	whole     int    // the column by which a row is known
	total     string // what the statements call the sum of that column, where it has a name of its own
}

// keyColumn is an amount column: its key, empty for the sum of a row, its name
// and the columns that it is the sum of.
type keyColumn struct {
	key, name string
	parts     []int
}

// The control figures of the statements that are broken down by subject.
var (
	IncomeKeys = Keys{"income", "收入决算表", []keyColumn{
		{"", "本年收入合计", []int{1, 2, 3, 4, 5, 6}}, {"appropriation", "财政拨款收入", nil}, {"superior", "上级补助收入", nil},
		{"operating", "事业收入", nil}, {"business", "经营收入", nil}, {"subordinate", "附属单位上缴收入", nil}, {"other", "其他收入", nil},
	}, IncomeTotal, "本年收入合计"}
	SpendingKeys = Keys{"spending", "支出决算表", []keyColumn{
		{"", "本年支出合计", []int{1, 2, 3, 4, 5}}, {"basic", "基本支出", nil}, {"project", "项目支出", nil},
		{"to_superior", "上缴上级支出", nil}, {"business", "经营支出", nil}, {"to_subordinate", "对附属单位补助支出", nil},
	}, SpendingTotal, "本年支出合计"}
	GeneralKeys = Keys{"general_spending", "一般公共预算财政拨款支出", []keyColumn{
		{"", "小计", []int{1, 2}}, {"basic", "基本支出", nil}, {"project", "项目支出", nil},
	}, OutlayTotal, "一般公共预算财政拨款支出"}
	FundKeys    = Keys{"government_fund", "政府性基金预算财政拨款", accountColumns, AccountTotal, ""}
	CapitalKeys = Keys{"state_capital", "国有资本经营预算财政拨款", accountColumns, AccountTotal, ""}
)

var accountColumns = []keyColumn{
	{"opening", "年初结转和结余", nil}, {"income", "本年收入", nil}, {"spending", "本年支出小计", []int{3, 4}},
	{"basic", "基本支出", nil}, {"project", "项目支出", nil}, {"closing", "年末结转和结余", []int{0, 1, 3, 4}},
}

// Key is the key of a cell, in a subject's row or, without a code, in that of
// the sum. Columns count from 0.
func (k Keys) Key(code string, column int) string {
	key := k.statement
	for _, part := range []string{code, k.columns[column].key} {
		if part != "" {
			key += "_" + part
		}
	}
	return key
}

// Row is the key by which a subject's row is known.
func (k Keys) Row(code string) string { return k.Key(code, k.whole) }

// called is what a message calls a cell.
func (k Keys) called(code string, column int) string {
	switch {
	case code == "" && column == k.whole && k.total != "":
		return k.total
	case code == "":
		return k.name + "的" + k.columns[column].name
	}
	return k.name + "科目 " + code + " 的" + k.columns[column].name
}

// controls takes the totals that a file states while the book is made.
type controls struct {
	unit *unit.Unit
	all  []Control
}

// parts gives the amounts, in 元, that a total is the sum of.
type parts func() []decimal.Decimal

// take is a total: what was computed or, in a file in 万元, the figure that the
// file states for it, as long as the two are only so far apart as the rounding
// of the parts explains. The exact total, which was rounded for the published
// one, cannot be had from rounded parts.
func (c *controls) take(key, name string, computed Figure, of parts) Figure {
	x := Control{Key: key, Name: name, Computed: computed.Yuan}
	if given, ok := c.unit.Control[key]; ok {
		x.Given, x.Stated = true, given.Decimal
		if c.unit.AmountUnit == unit.TenThousand {
			amounts := of()
			x.Single = haveOne(amounts)
			x.Tolerance = roundedApart(append(amounts, given.Decimal))
		}
		stated := Publish(given.Decimal)
		x.Printed = !stated.Wan.Equal(computed.Wan) && given.Sub(computed.Yuan).Abs().LessThanOrEqual(x.Tolerance)
		if x.Printed {
			stated.Rounded = true
			computed = stated
		}
	}
	c.all = append(c.all, x)
	return computed
}

// haveOne reports whether exactly one of several amounts is not zero.
func haveOne(amounts []decimal.Decimal) bool {
	n := 0
	for _, a := range amounts {
		if !a.IsZero() {
			n++
		}
	}
	return n == 1 && len(amounts) > 1
}

// published is the unit of a published figure, 0.01 万元, in 元, and half of it what
// rounding to one changes at most.
var published, half = decimal.NewFromInt(100), decimal.NewFromInt(50)

// RoundedAll reports whether none of some amounts, in 元, is finer than a
// published figure. Where one is, none was rounded.
func RoundedAll[A interface {
	Mod(decimal.Decimal) decimal.Decimal
}](amounts []A) bool {
	return !slices.ContainsFunc(amounts, func(a A) bool { return !a.Mod(published).IsZero() })
}

// Rounding is what rounding n amounts to published figures changes at most, in
// 元: 0.005 万元 each.
func Rounding(n int) decimal.Decimal {
	return half.Mul(decimal.NewFromInt(int64(n)))
}

// roundedApart is how far amounts in 元, of which one should be the sum of the
// others, may be from that by rounding alone. Those of zero count, because an
// amount that was rounded to nothing is one of them.
func roundedApart(amounts []decimal.Decimal) decimal.Decimal {
	if !RoundedAll(amounts) {
		return decimal.Zero
	}
	return Rounding(len(amounts))
}

// hasRow reports whether the file states the row of a subject whose amounts
// are all rounded to nothing.
func (c *controls) hasRow(k Keys, code string) bool {
	_, ok := c.unit.Control[k.Row(code)]
	return ok && c.unit.AmountUnit == unit.TenThousand
}

// breakdown adds 项 up to 款, 类 and the total, column by column, and takes the
// totals that the file states.
func (c *controls) breakdown(k Keys, entries []entry, cells func(entry) []decimal.Decimal) Breakdown {
	inRow := func(e entry) bool { return !allZero(cells(e)) || c.hasRow(k, e.subject.Code) }
	b := breakdown(entries, len(k.columns), cells, inRow)
	of := func(code string, column int) parts {
		return func() []decimal.Decimal {
			columns := k.columns[column].parts
			if columns == nil {
				columns = []int{column}
			}
			var amounts []decimal.Decimal
			for _, e := range entries {
				for _, i := range columns {
					if strings.HasPrefix(e.subject.Code, code) {
						amounts = append(amounts, cells(e)[i])
					}
				}
			}
			return amounts
		}
	}
	row := func(code string, amounts []Figure) {
		for i := range amounts {
			amounts[i] = c.take(k.Key(code, i), k.called(code, i), amounts[i], of(code, i))
		}
	}
	row("", b.Total)
	for _, l := range b.Lines {
		row(l.Code, l.Cells)
		if c.hasRow(k, l.Code) && l.Cells[k.whole].Yuan.IsZero() {
			l.Cells[k.whole].Rounded = true
		}
	}
	return b
}

// each are some figures as the parts of a total.
func each(figures ...Figure) parts {
	return func() []decimal.Decimal {
		var all []decimal.Decimal
		for _, f := range figures {
			all = append(all, f.Yuan)
		}
		return all
	}
}

// sum is the sum of some figures, or what the file states for it.
func (c *controls) sum(key, name string, figures ...Figure) Figure {
	return c.take(key, name, Sum(figures...), each(figures...))
}
