package unit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/source"
)

// Amount is an amount of money, in 元, exact. It is zero where the file does
// not give it.
type Amount struct {
	decimal.Decimal
	Given bool // the file gives it

	typed typedUnit // the unit typed behind it, until Load turns it into 元
}

// Quantity is a number that is not money: an area in 平方米, a weight or a score.
type Quantity struct {
	decimal.Decimal
	Given bool
}

// Ratio is a rate of completion in percent (完成率): 111 for 111%.
type Ratio = Quantity

// typedUnit is a unit of money typed behind an amount: 元 or 万元, and how many
// decimal places more.
type typedUnit struct {
	unit  AmountUnit
	shift int32
}

// moneyUnits are the units that people type behind an amount.
var moneyUnits = map[string]typedUnit{
	"元": {Yuan, 0}, "圆": {Yuan, 0}, "元整": {Yuan, 0}, "千元": {Yuan, 3},
	"万元": {TenThousand, 0}, "万": {TenThousand, 0}, "亿元": {TenThousand, 4}, "亿": {TenThousand, 4},
}

// otherUnits are what people type behind a number that is no money.
var otherUnits = []string{"%", "分", "平方米", "㎡", "m²"}

// readNumber takes a number as typed, quoted or not. The digits are those of
// the source text: no float comes between.
func readNumber(n *source.Node) (source.TypedNumber, error) {
	switch n.Kind {
	case source.Number:
		return source.ReadNumber(strings.TrimPrefix(strings.ReplaceAll(n.Text, "_", ""), "+")), nil
	case source.String:
		return source.ReadNumber(n.Text), nil
	}
	return source.TypedNumber{}, source.Problem{Message: "这里应当是数字", Remedy: "直接写数字，例如 1400536.21"}
}

// unusable says that a number cannot be taken, and why.
func unusable(n *source.Node, typed source.TypedNumber) error {
	why := ""
	if typed.Doubt != "" {
		why = "：" + typed.Doubt
	}
	return source.Problem{
		Message: fmt.Sprintf("%q 不是一个可用的数字%s", clip(n.Text), why),
		Remedy:  "只写半角数字和小数点，不加逗号、单位、空格和指数，例如 1400536.21",
	}
}

// untidy says what must not be in a number that was taken.
func untidy(n *source.Node, faults []string, remedy string) error {
	if len(faults) == 0 {
		return nil
	}
	return source.Problem{
		Message: fmt.Sprintf("%q 里有%s", clip(n.Text), strings.Join(faults, "、")), Remedy: remedy, Taken: true,
	}
}

// clip shortens what a message repeats of a number.
func clip(number string) string { return source.Clip(number, 24) }

// DecodeNode takes an amount in the unit of the file, or in the one that is
// typed behind it; Load turns it into 元.
func (a *Amount) DecodeNode(n *source.Node) error {
	typed, err := readNumber(n)
	if err != nil {
		return err
	}
	unit, known := moneyUnits[typed.Unit]
	if typed.Plain == "" || typed.Unit != "" && !known {
		return unusable(n, typed)
	}
	v, err := decimal.NewFromString(typed.Plain)
	if err != nil {
		return unusable(n, typed)
	}
	*a = Amount{v, true, unit}
	if !known {
		return untidy(n, typed.Faults, "写成 "+typed.Plain)
	}
	yuan := unit.unit.toYuan(v.Shift(unit.shift))
	return untidy(n, append(typed.Faults, "单位"), fmt.Sprintf("只写数字：文件以元为单位时写 %s，以万元为单位时写 %s", yuan, yuan.Shift(-4)))
}

// DecodeNode takes a number with at most two decimals. A completion rate may
// carry its percent sign.
func (q *Quantity) DecodeNode(n *source.Node) error {
	typed, err := readNumber(n)
	if err != nil {
		return err
	}
	if typed.Plain == "" || typed.Unit != "" && !slices.Contains(otherUnits, typed.Unit) {
		return unusable(n, typed)
	}
	v, err := decimal.NewFromString(typed.Plain)
	if err != nil {
		return unusable(n, typed)
	}
	*q = Quantity{v, true}
	switch {
	case !v.Equal(v.Truncate(2)):
		return source.Problem{Message: fmt.Sprintf("%s 的小数超过两位", clip(n.Text)), Remedy: "最多保留两位小数", Taken: true}
	case typed.Unit != "" && typed.Unit != "%":
		typed.Faults = append(typed.Faults, "单位")
	}
	return untidy(n, typed.Faults, "写成 "+typed.Plain)
}

// AmountUnit is the unit of the amounts in a file (金额单位).
type AmountUnit string

// The units of amounts.
const (
	Yuan        AmountUnit = "元"
	TenThousand AmountUnit = "万元"
)

// Choices are the units.
func (AmountUnit) Choices() []string { return []string{string(Yuan), string(TenThousand)} }

// decimals is how many decimals an amount may have: to the 分, whichever the unit.
func (u AmountUnit) decimals() int32 {
	if u == TenThousand {
		return 6
	}
	return 2
}

// toYuan turns an amount of this unit into 元.
func (u AmountUnit) toYuan(v decimal.Decimal) decimal.Decimal {
	if u == TenThousand {
		return v.Shift(4)
	}
	return v
}

// ceiling is the amount in 元 from which on a figure is taken for a mistake:
// 10 trillion 元.
var ceiling = decimal.New(1, 13)

// take turns an amount into 元. It says why an amount of this unit is not as it
// should be. What is finer than a 分 is rounded to it: most likely that is what
// will be typed instead, so that sums can be compared all the same.
func (u AmountUnit) take(a Amount) (decimal.Decimal, error) {
	v := a.Decimal
	if a.typed.unit != "" {
		u, v = a.typed.unit, v.Shift(a.typed.shift)
	}
	yuan := u.toYuan(v)
	if d := u.decimals(); !v.Equal(v.Truncate(d)) {
		return yuan.Round(2), source.Problem{
			Message: fmt.Sprintf("金额 %s 精确到了 1 分以下；以%s为单位时最多 %d 位小数", v, u, d),
			Remedy:  "请核对金额，并核对 amount_unit（文件的金额单位）",
			Taken:   yuan.Round(2).Abs().LessThan(ceiling),
		}
	}
	if yuan.Abs().GreaterThanOrEqual(ceiling) {
		return yuan, source.Problem{
			Message: fmt.Sprintf("金额 %s%s达到或超过 10 万亿元", v, u),
			Remedy:  "请核对金额，并核对 amount_unit（文件的金额单位）",
		}
	}
	return yuan, nil
}
