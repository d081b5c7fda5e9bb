package intake

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/source"
)

// floatText is a number as a spreadsheet program stores it.
var floatText = regexp.MustCompile(`^-?[0-9]{1,20}(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?$`)

// excelDigits is how many digits of a number a spreadsheet program shows and
// reckons with. It stores the shortest text of a binary float, up to 17
// digits: 1234.5599999999999 stands for what was typed as 1234.56.
const excelDigits = 15

// number is the decimal that a cell's stored text stands for. The text of the
// file is read, never a float: rounding to the digits that the program itself
// shows takes the binary noise away exactly. Where the text is no number,
// doubt says why.
func number(text string) (v decimal.Decimal, doubt string) {
	text = strings.TrimSpace(text)
	if isNothing(text) {
		return decimal.Zero, ""
	}
	if strings.HasPrefix(text, "#") {
		return decimal.Zero, "公式出错"
	}
	if floatText.MatchString(text) {
		v, err := decimal.NewFromString(text)
		if err != nil {
			return decimal.Zero, "不是数字"
		}
		return shown(v), ""
	}
	typed := source.ReadNumber(text)
	switch {
	case typed.Plain == "" && typed.Doubt != "":
		return decimal.Zero, typed.Doubt
	case typed.Plain == "":
		return decimal.Zero, "不是数字"
	case typed.Unit != "":
		return decimal.Zero, "数字后面有其他内容"
	}
	v, err := decimal.NewFromString(typed.Plain)
	if err != nil {
		return decimal.Zero, "不是数字"
	}
	return v, ""
}

// shown is a number to the digits that a spreadsheet program shows.
func shown(v decimal.Decimal) decimal.Decimal {
	digits := int32(v.NumDigits())
	if digits <= excelDigits {
		return v
	}
	return v.Round(excelDigits - digits - v.Exponent())
}

// isNothing reports whether a cell holds no amount: a blank one, or a dash,
// which forms print for it.
func isNothing(text string) bool {
	return strings.Trim(fold(text), "-—–―−") == ""
}

// isNumber reports whether a cell holds a number, be it untidy.
func isNumber(text string) bool {
	if isNothing(text) {
		return false
	}
	_, doubt := number(text)
	return doubt == ""
}

// published is an amount as the statement prints it: with two decimals,
// rounded half away from zero.
func published(v decimal.Decimal) decimal.Decimal { return v.Round(2) }
