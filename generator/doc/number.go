package doc

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Number is a figure in a cell: an exact value and the way it is printed. The
// printed form and the workbook's number format are made from the same fields,
// so that both renderers show the same characters.
type Number struct {
	Value    decimal.Decimal // with Percent, the percentage itself: 86.64 for 86.64%
	Decimals int             // decimals printed, 0 to 6; Value is never finer than this
	Grouping bool            // a comma between groups of three digits
	Percent  bool            // a % behind the figure
	Suffix   string          // behind the figure, for example 分
}

// Amount is a published figure in 万元: 1,234.56.
func Amount(v decimal.Decimal) *Number {
	return &Number{Value: v, Decimals: 2, Grouping: true}
}

// String is the figure as printed.
func (n Number) String() string {
	s := n.Value.StringFixed(int32(n.Decimals))
	if n.Grouping {
		s = group(s)
	}
	if n.Percent {
		s += "%"
	}
	return s + n.Suffix
}

// Format is the number format code of a worksheet cell that shows the same
// characters as String. With Percent, such a cell holds Value/100.
func (n Number) Format() string {
	f := "0"
	if n.Grouping {
		f = "#,##0"
	}
	if n.Decimals > 0 {
		f += "." + strings.Repeat("0", n.Decimals)
	}
	if n.Percent {
		f += "%"
	}
	if n.Suffix != "" {
		f += `"` + n.Suffix + `"`
	}
	return f
}

// CellValue is the value that a worksheet cell with Format holds.
func (n Number) CellValue() decimal.Decimal {
	if n.Percent {
		return n.Value.Shift(-2)
	}
	return n.Value
}

// group puts commas into a decimal string: -1234567.80 becomes -1,234,567.80.
func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, dotted := strings.Cut(s, ".")
	if dotted {
		rest = "." + rest
	}
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String() + rest
}
