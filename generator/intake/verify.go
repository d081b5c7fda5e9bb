package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// claim says that an amount is the sum of others or, where it is the same
// quantity printed twice, that the two are identical (勾稽关系).
type claim struct {
	rule    string // in the catalogue of checks
	name    string // of the amount
	against string // of the sum
	total   value
	parts   []value
	same    bool
}

// verifier checks what a workbook can break and a unit file cannot, because
// there every fact is entered once.
type verifier struct {
	*collector
	tables *tables
	unit   unit.AmountUnit
	near   map[place][]string // cells of sums that differ within the rounding, by sheet
	almost int                // sums in 元 that would be within the rounding, were they in 万元
}

// verify checks the identities within the statements and between them.
func (v *verifier) verify() {
	for _, check := range []func(){
		v.overallWithin, v.incomeWithin, v.spendingWithin, v.appropriationWithin, v.generalWithin,
		v.basicWithin, v.fundWithin, v.capitalWithin, v.threePublicWithin, v.between,
	} {
		check()
	}
	for _, p := range slices.SortedFunc(keys(v.near), comparePlaces) {
		v.note(p, RuleRounding, "有 %d 处合计与各项之和的最后一位不同，在四舍五入的尾差以内：%s", len(v.near[p]), strings.Join(slices.Compact(slices.Clone(v.near[p])), "、"))
	}
}

// sum claims that an amount is the sum of others. What the form does not have
// claims nothing.
func (v *verifier) sum(rule, name, against string, total value, parts ...value) {
	v.claim(claim{rule: rule, name: name, against: against, total: total, parts: parts})
}

// equal claims that one quantity stands in two places.
func (v *verifier) equal(rule, name string, total value, against string, other value) {
	if other.known {
		v.claim(claim{rule: rule, name: name, against: against, total: total, parts: []value{other}, same: true})
	}
}

// claim compares a claim's amounts. One that could not be read contradicts
// nothing.
func (v *verifier) claim(c claim) {
	if !c.total.known || c.total.doubt || slices.ContainsFunc(c.parts, func(p value) bool { return p.doubt }) {
		return
	}
	sum := decimal.Zero
	for _, p := range c.parts {
		sum = sum.Add(p.amount)
	}
	gap := c.total.amount.Sub(sum)
	switch {
	case gap.IsZero():
	case !c.same && gap.Abs().LessThanOrEqual(v.tolerance(len(c.parts))):
		sheet := place{book: c.total.at.book, sheet: c.total.at.sheet}
		v.near[sheet] = append(v.near[sheet], columnName(c.total.at.col)+strconv.Itoa(c.total.at.row))
	default:
		if gap.Abs().LessThanOrEqual(roundingOf(len(c.parts))) {
			v.almost++
		}
		v.disagree(c, sum)
	}
}

// tolerance is how far the sum of n rounded parts may be from its rounded
// total: 0.005·(n+1), as long as the statements are in 万元. Amounts in 元 are
// exact.
func (v *verifier) tolerance(n int) decimal.Decimal {
	if v.unit == unit.Yuan {
		return decimal.Zero
	}
	return roundingOf(n)
}

// roundingOf is how far n amounts in 万元, each rounded, may be from their
// rounded sum.
func roundingOf(n int) decimal.Decimal {
	return decimal.New(5, -3).Mul(decimal.NewFromInt(int64(n + 1)))
}

func (v *verifier) disagree(c claim, sum decimal.Decimal) {
	figure, against := v.amount(c.total.amount), v.amount(sum)
	gap := v.gap(c.total.amount, sum)
	v.add(c.total.at, finding.Finding{
		Rule:     c.rule,
		Message:  fmt.Sprintf("%s %s，%s%s，前者%s", c.name, figure, v.against(c), against, gap),
		Remedy:   "请在决算报表里核对，改正工作簿后再导入",
		Compared: finding.Comparison{Figure: figure, Against: against, Difference: gap},
	})
}

// against is what the amount is compared with, with its cell where it is one.
func (v *verifier) against(c claim) string {
	if c.same && c.parts[0].at.row > 0 {
		return fmt.Sprintf("%s（%s）", c.against, c.parts[0].at)
	}
	return c.against
}

func (v *verifier) amount(a decimal.Decimal) string { return a.StringFixed(2) + string(v.unit) }

// gap says by how much an amount is above or below another.
func (v *verifier) gap(of, than decimal.Decimal) string {
	d := of.Sub(than)
	if d.IsNegative() {
		return "少" + v.amount(d.Abs())
	}
	return "多" + v.amount(d)
}

// below reports an amount that is below zero where none may be.
func (v *verifier) below(rule, name string, of value) {
	if of.amount.IsNegative() {
		v.report(of.at, rule, "请核对这个金额的正负号", "%s为负数：%s", name, v.amount(of.amount))
	}
}

func (v value) negative() value {
	v.amount = v.amount.Neg()
	return v
}
