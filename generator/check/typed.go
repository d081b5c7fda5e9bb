package check

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// typedFigure is a figure that a person typed into a text.
type typedFigure struct {
	piece string // as typed, with its unit
	value decimal.Decimal
	unit  string // 万元, 亿元, 元 or %
}

var typedFigureText = regexp.MustCompile(`([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元|[%％])(?:[/／每])?`)

// typedFigures are the amounts and rates in a text. A price (2000元/人) is none.
func typedFigures(text string) []typedFigure {
	var all []typedFigure
	for _, m := range typedFigureText.FindAllStringSubmatch(text, -1) {
		value, err := decimal.NewFromString(strings.ReplaceAll(m[1], ",", ""))
		if err == nil && strings.HasSuffix(m[0], m[2]) {
			all = append(all, typedFigure{m[0], value, strings.Replace(m[2], "％", "%", 1)})
		}
	}
	return all
}

// known is every figure of the package that a text may repeat.
type known struct {
	amounts []figures.Figure
	rates   []figures.Rate
}

func (r *reporter) known() known {
	amounts, rates := r.Book.Printed()
	r.u.EachAmount(func(_ string, a unit.Amount) {
		if !a.IsZero() {
			amounts = append(amounts, figures.Publish(a.Decimal))
		}
	})
	return known{amounts, rates}
}

// has reports whether a typed figure is one of the package, to as many decimals
// as were typed.
func (k known) has(t typedFigure) bool {
	places := max(-t.value.Exponent(), 0)
	is := func(v decimal.Decimal) bool { return v.Abs().Round(places).Equal(t.value) }
	switch t.unit {
	case "%":
		return slices.ContainsFunc(k.rates, func(x figures.Rate) bool { return is(x.Percent) })
	case "万元":
		return slices.ContainsFunc(k.amounts, func(f figures.Figure) bool { return is(f.Wan) || is(f.Yuan.Shift(-4)) })
	case "亿元":
		return slices.ContainsFunc(k.amounts, func(f figures.Figure) bool { return is(f.Yuan.Shift(-8)) })
	}
	return slices.ContainsFunc(k.amounts, func(f figures.Figure) bool { return is(f.Yuan) })
}

// figuresOfReasons finds amounts and rates in reasons that are no figure of the
// package: nobody can follow them, and they are wrong as soon as another is.
func figuresOfReasons(r *reporter) {
	var k *known
	for _, p := range r.proses() {
		if !p.isReason() {
			continue
		}
		for _, t := range typedFigures(p.text) {
			if k == nil {
				all := r.known()
				k = &all
			}
			if !k.has(t) {
				r.reportPiece(p, t.piece, "请核对；原因里最好不写金额。确实有据的，在 [[accept]] 里写明", "原因里的“%s”与报表和说明的任何数字都不相同", t.piece)
				break
			}
		}
	}
}

// unitsOfTexts finds amounts in 元 that are a figure of the statements in 万元:
// the 万 was forgotten.
func unitsOfTexts(r *reporter) {
	var k *known
	for _, p := range r.proses() {
		for _, t := range typedFigures(p.text) {
			if t.unit != "元" || t.value.Exponent() >= 0 || t.value.IsZero() {
				continue
			}
			if k == nil {
				all := r.known()
				k = &all
			}
			same := slices.ContainsFunc(k.amounts, func(f figures.Figure) bool { return f.Wan.Abs().Equal(t.value) })
			if same && !k.has(t) {
				r.reportPiece(p, t.piece, "如果是万元，写成“"+strings.TrimSuffix(t.piece, "元")+"万元”", "文字里的“%s”与报表里以万元列示的数字相同，单位像是写错了", t.piece)
				break
			}
		}
	}
}
