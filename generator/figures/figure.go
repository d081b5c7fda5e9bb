// Package figures turns a unit's amounts into published figures (公开数) and
// computes every total, change, share and rate that statements and sentences
// print. The rules are those by which the published documents agree with
// themselves: a figure is the exact amount in 万元, rounded half away from zero
// to two decimals; a total is the rounded exact total; changes, shares and
// rates come from published figures. It knows nothing of words or of pages.
package figures

import (
	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// Figure is an amount with its published form.
type Figure struct {
	Yuan decimal.Decimal // 元, exact
	Wan  decimal.Decimal // 万元, rounded to two decimals: what is printed

	// Rounded: the file states the published figure, or one that this is
	// computed from, and nobody knows the exact amount. Yuan is Wan in 元, then.
	Rounded bool
}

// Publish is the published figure of an amount in 元.
func Publish(yuan decimal.Decimal) Figure {
	return Figure{Yuan: yuan, Wan: yuan.Shift(-4).Round(2)}
}

// Sum is the published figure of the exact sum.
func Sum(parts ...Figure) Figure {
	total, rounded := decimal.Zero, false
	for _, p := range parts {
		total, rounded = total.Add(p.Yuan), rounded || p.Rounded
	}
	sum := Publish(total)
	sum.Rounded = rounded
	return sum
}

// Less is the published figure of the exact difference f − g.
func (f Figure) Less(g Figure) Figure { return Sum(f, g.Negative()) }

// Negative is the figure with the other sign, as a part that is taken off.
func (f Figure) Negative() Figure { return Figure{f.Yuan.Neg(), f.Wan.Neg(), f.Rounded} }

// Number is the figure as a cell prints it.
func (f Figure) Number() *doc.Number { return doc.Amount(f.Wan) }

// String is the printed figure, without its unit: 1,234.56.
func (f Figure) String() string { return f.Number().String() }

// IsZero reports whether the amount is exactly zero, which one that was rounded
// to nothing is not.
func (f Figure) IsZero() bool { return f.Yuan.IsZero() && !f.Rounded }

// Rate is a percentage with two decimals: 86.64 for 86.64%.
type Rate struct{ Percent decimal.Decimal }

// Number is the rate as a cell prints it: 86.64%.
func (r Rate) Number() *doc.Number {
	return &doc.Number{Value: r.Percent, Decimals: 2, Percent: true}
}

// String is the printed rate with its sign of percent.
func (r Rate) String() string { return r.Number().String() }

var hundred = decimal.New(100, 0)

// ratio is part/whole in percent from published figures, rounded half away
// from zero to two decimals. A whole of zero gives 0.00 where the part is zero
// too and 100.00 otherwise.
func ratio(part, whole decimal.Decimal) Rate {
	switch {
	case whole.IsZero() && part.IsZero():
		return Rate{}
	case whole.IsZero():
		return Rate{hundred}
	}
	return Rate{part.Mul(hundred).DivRound(whole, 2)}
}

// Share is the part's share of the whole (占比).
func Share(part, whole Figure) Rate { return ratio(part.Wan, whole.Wan) }

// Execution is the rate of execution (执行率) of a budget.
func Execution(outturn, budget Figure) Rate { return ratio(outturn.Wan, budget.Wan) }

// Change compares a figure with last year's (与上年相比).
type Change struct {
	Current, LastYear Figure
	Difference        decimal.Decimal // 万元, of the published figures; negative where it fell
	Rate              Rate            // of the difference without its sign
}

// Compare makes a Change.
func Compare(current, lastYear Figure) Change {
	d := current.Wan.Sub(lastYear.Wan)
	return Change{current, lastYear, d, ratio(d.Abs(), lastYear.Wan)}
}

// Sign is −1, 0 or 1 for a fall, no change or a rise of what is printed.
func (c Change) Sign() int { return c.Difference.Sign() }

// Amount is the printed size of the difference, without a sign.
func (c Change) Amount() string { return doc.Amount(c.Difference.Abs()).String() }

// Deviation compares an outturn with its budget (预决算差异).
type Deviation struct {
	Budget, Outturn Figure
	Rate            Rate // negative where the outturn is lower
}

// Deviate makes a Deviation.
func Deviate(budget, outturn Figure) Deviation {
	return Deviation{budget, outturn, ratio(outturn.Wan.Sub(budget.Wan), budget.Wan)}
}

// Equal reports whether the printed figures are the same.
func (d Deviation) Equal() bool { return d.Budget.Wan.Equal(d.Outturn.Wan) }
