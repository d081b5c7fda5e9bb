package department

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

// transfer is one kind of money that the units of a department pay each other:
// what one has as income is spending of another (内部往来).
type transfer struct{ income, spending string } // keys of columns

var transfers = []transfer{
	{"income.superior", "spending.to_subordinate"},
	{"income.subordinate", "spending.to_superior"},
}

// Elimination is an amount of one unit's subject that its department leaves
// out (抵销).
type Elimination struct {
	Member    int // counted from 0
	Subject   int // of the unit's file, counted from 0
	Code      string
	Fund      unit.Fund
	Key, Name string          // of the column: income.superior, 上级补助收入
	Amount    decimal.Decimal // 元
}

// Left is an amount that could have been a transfer between the units and has
// no other side among them. Amount is what is left of it.
type Left = Elimination

// Balance is both sides of one kind of transfers, in 元, and what was
// eliminated of each.
type Balance struct {
	Income, Spending string // names of the columns
	Received, Paid   decimal.Decimal
	Eliminated       decimal.Decimal
	Left             []Left // where the sides are unequal
}

// Equal reports whether nothing is left on either side.
func (b Balance) Equal() bool {
	return b.Received.Equal(b.Eliminated) && b.Paid.Equal(b.Eliminated)
}

// Says is what is to be said of two sides that are not equal, with the amounts
// as the caller writes 元.
func (b Balance) Says(exact func(yuan decimal.Decimal) string) string {
	return fmt.Sprintf("各所属单位的%s合计%s，%s合计%s，各单位之间只能抵销%s",
		b.Income, exact(b.Received), b.Spending, exact(b.Paid), exact(b.Eliminated))
}

// transfersOf finds what the units paid each other.
func transfersOf(members []Member) ([]Balance, []Elimination) {
	var balances []Balance
	var eliminated []Elimination
	for _, t := range transfers {
		received, paid := sideOf(members, t.income), sideOf(members, t.spending)
		if len(received)+len(paid) == 0 {
			continue
		}
		b := Balance{
			Income: columnOf(t.income).name, Spending: columnOf(t.spending).name,
			Received: received.total(), Paid: paid.total(), Eliminated: between(received, paid),
		}
		for _, s := range []struct{ of, other side }{{received, paid}, {paid, received}} {
			taken := s.of.take(b.Eliminated, s.other)
			for i, e := range s.of {
				left := e
				left.Amount = e.Amount.Sub(taken[i])
				if e.Amount = taken[i]; !e.Amount.IsZero() {
					eliminated = append(eliminated, e)
				}
				if !left.Amount.IsZero() {
					b.Left = append(b.Left, left)
				}
			}
		}
		balances = append(balances, b)
	}
	return balances, eliminated
}

// side is every amount of one column, in the order of the units and their
// subjects.
type side []Elimination

func sideOf(members []Member, key string) side {
	c := columnOf(key)
	var all side
	for i, m := range members {
		for k, s := range m.Unit.Subjects {
			if a := c.of(&s); !a.IsZero() {
				all = append(all, Elimination{i, k, s.Code, s.Fund, key, c.name, a.Decimal})
			}
		}
	}
	return all
}

func (s side) total() decimal.Decimal {
	sum := decimal.Zero
	for _, e := range s {
		sum = sum.Add(e.Amount)
	}
	return sum
}

// byMember are the sums of each unit that has any.
func (s side) byMember() map[int]decimal.Decimal {
	sums := map[int]decimal.Decimal{}
	for _, e := range s {
		sums[e.Member] = sums[e.Member].Add(e.Amount)
	}
	return sums
}

// between is the most that the units can have paid each other: no more than
// either side, and nothing that only one unit has on both of them, for a unit
// pays nothing to itself.
func between(received, paid side) decimal.Decimal {
	both, paidBy := received.total().Add(paid.total()), paid.byMember()
	most := decimal.Min(received.total(), paid.total())
	for member, own := range received.byMember() {
		most = decimal.Min(most, both.Sub(own).Sub(paidBy[member]))
	}
	return decimal.Max(most, decimal.Zero)
}

// take spreads what is eliminated over a side. Where it is less than the side,
// the files do not say which amounts are those between the units: what has the
// same subject on the other side goes first, and what a unit has that is on the
// other side too goes last, since it may well stand between the department and
// others.
func (s side) take(amount decimal.Decimal, other side) []decimal.Decimal {
	taken := make([]decimal.Decimal, len(s))
	if amount.Equal(s.total()) {
		for i, e := range s {
			taken[i] = e.Amount
		}
		return taken
	}
	shared, others := map[account]decimal.Decimal{}, other.byMember()
	for _, e := range other {
		shared[e.account()] = shared[e.account()].Add(e.Amount)
	}
	for _, both := range []bool{false, true} {
		for _, sameSubject := range []bool{true, false} {
			for i, e := range s {
				if _, has := others[e.Member]; has != both {
					continue
				}
				part := decimal.Min(e.Amount.Sub(taken[i]), amount)
				if sameSubject {
					part = decimal.Min(part, shared[e.account()])
				}
				if part.IsPositive() {
					taken[i], amount = taken[i].Add(part), amount.Sub(part)
					shared[e.account()] = shared[e.account()].Sub(part)
				}
			}
		}
	}
	return taken
}

func (e Elimination) account() account { return account{e.Code, e.Fund} }
