package unit

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/source"
)

// Amount is an amount of money, in 元, exact. It is zero where the file does
// not give it.
type Amount struct {
	decimal.Decimal
	Given bool // the file gives it
}

// Quantity is a number that is not money: an area in 平方米, a weight or a score.
type Quantity struct {
	decimal.Decimal
	Given bool
}

// Ratio is a rate of completion in percent (完成率): 111 for 111%.
type Ratio = Quantity

// plain is a decimal number without exponent, sign of plus or separators.
var plain = regexp.MustCompile(`^-?[0-9]{1,18}(\.[0-9]{1,18})?$`)

// parseNumber takes a number as typed, quoted or not. The digits are those of
// the source text: no float comes between.
func parseNumber(n *source.Node) (decimal.Decimal, error) {
	text := n.Text
	if n.Kind == source.Number {
		text = strings.TrimPrefix(strings.ReplaceAll(text, "_", ""), "+")
	} else if n.Kind != source.String {
		return decimal.Zero, source.Problem{Message: "这里应当是数字", Remedy: "直接写数字，例如 1400536.21"}
	}
	if !plain.MatchString(text) {
		return decimal.Zero, source.Problem{
			Message: fmt.Sprintf("%q 不是一个可用的数字", clip(n.Text)),
			Remedy:  "只写半角数字和小数点，不加逗号、单位、空格和指数，例如 1400536.21",
		}
	}
	return decimal.NewFromString(text)
}

// clip shortens what a message repeats of a number.
func clip(number string) string { return source.Clip(number, 24) }

// DecodeNode takes an amount in the unit of the file; Load turns it into 元.
func (a *Amount) DecodeNode(n *source.Node) error {
	v, err := parseNumber(n)
	*a = Amount{v, err == nil}
	return err
}

// DecodeNode takes a number with at most two decimals. A completion rate may
// carry its percent sign.
func (q *Quantity) DecodeNode(n *source.Node) error {
	if n.Kind == source.String {
		trimmed := *n
		trimmed.Text = strings.TrimSuffix(n.Text, "%")
		n = &trimmed
	}
	v, err := parseNumber(n)
	if err == nil && v.Exponent() < -2 && !v.Equal(v.Truncate(2)) {
		err = source.Problem{Message: fmt.Sprintf("%s 的小数超过两位", clip(n.Text)), Remedy: "最多保留两位小数"}
	}
	*q = Quantity{v, err == nil}
	return err
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

// check says why an amount of this unit cannot be taken.
func (u AmountUnit) check(v decimal.Decimal) error {
	d := u.decimals()
	if !v.Equal(v.Truncate(d)) {
		return source.Problem{
			Message: fmt.Sprintf("金额 %s 精确到了 1 分以下；以%s为单位时最多 %d 位小数", v, u, d),
			Remedy:  "请核对金额，并核对 amount_unit（文件的金额单位）",
		}
	}
	if u.toYuan(v).Abs().GreaterThanOrEqual(ceiling) {
		return source.Problem{
			Message: fmt.Sprintf("金额 %s%s达到或超过 10 万亿元", v, u),
			Remedy:  "请核对金额，并核对 amount_unit（文件的金额单位）",
		}
	}
	return nil
}
