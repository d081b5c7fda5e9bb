package check

import (
	"fmt"
	"regexp"
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

var typedFigureText = regexp.MustCompile(`((?:每[\p{Han}]{1,2}|人均|标准)(?:由|为|从)?)?([0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿元|万元|元|[%％])(?:[/／每])?`)

// typedFigures are the amounts and rates in a text. A price (2000元/人, 每人2000元) is none.
func typedFigures(text string) []typedFigure {
	var all []typedFigure
	for _, m := range typedFigureText.FindAllStringSubmatch(text, -1) {
		value, err := decimal.NewFromString(strings.ReplaceAll(m[2], ",", ""))
		if price := m[1] != "" || !strings.HasSuffix(m[0], m[3]); err == nil && !price {
			all = append(all, typedFigure{m[0], value, strings.Replace(m[3], "％", "%", 1)})
		}
	}
	return all
}

// printedFigures is every figure of the package that a text may repeat, by its
// unit, its decimals and its digits.
type printedFigures struct {
	amounts []figures.Figure
	rates   []figures.Rate
	sets    map[string]map[string]bool
}

// printed gathers them once.
func (r *reporter) printed() *printedFigures {
	if r.figures == nil {
		amounts, rates := r.Book.Printed()
		r.u.EachAmount(func(_ string, a unit.Amount) {
			if !a.IsZero() {
				amounts = append(amounts, figures.Publish(a.Decimal))
			}
		})
		r.figures = &printedFigures{amounts, rates, map[string]map[string]bool{}}
	}
	return r.figures
}

// mostPlaces is how many decimals a figure has that a text may repeat.
const mostPlaces = 6

// has reports whether a typed figure is one of the package, to as many decimals
// as were typed.
func (k *printedFigures) has(t typedFigure) bool {
	places := max(-t.value.Exponent(), 0)
	return places <= mostPlaces && k.set(t.unit, places)[t.value.String()]
}

// set are the figures in a unit, rounded to some decimals.
func (k *printedFigures) set(unit string, places int32) map[string]bool {
	key := fmt.Sprint(unit, places)
	if k.sets[key] == nil {
		set := map[string]bool{}
		for _, v := range k.in(unit) {
			set[v.Abs().Round(places).String()] = true
		}
		k.sets[key] = set
	}
	return k.sets[key]
}

// in are the figures in a unit: 万元 as printed and exact.
func (k *printedFigures) in(unit string) []decimal.Decimal {
	var all []decimal.Decimal
	if unit == "%" {
		for _, r := range k.rates {
			all = append(all, r.Percent)
		}
		return all
	}
	for _, f := range k.amounts {
		switch unit {
		case "万元":
			all = append(all, f.Wan, f.Yuan.Shift(-4))
		case "亿元":
			all = append(all, f.Yuan.Shift(-8))
		default:
			all = append(all, f.Yuan)
		}
	}
	return all
}

// isPrinted reports whether a value is a figure of the statements as printed,
// in 万元.
func (k *printedFigures) isPrinted(v decimal.Decimal) bool {
	return -v.Exponent() <= 2 && k.set("万元", 2)[v.String()]
}

// figuresOfReasons finds amounts and rates in reasons that are no figure of the
// package: nobody can follow them, and they are wrong as soon as another is.
func figuresOfReasons(r *reporter) {
	for _, p := range r.proses() {
		if !p.isReason() {
			continue
		}
		for _, t := range typedFigures(p.text) {
			if !r.printed().has(t) {
				r.reportPiece(p, t.piece, "请核对；原因里最好不写金额。确实有据的，在 [[accept]] 里写明", "原因里的“%s”与报表和说明的任何数字都不相同", t.piece)
				break
			}
		}
	}
}

// withoutUnit are amounts without their 元 and rates without their sign.
var withoutUnit = []mark{
	{[]string{"万"}, regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?万(?:[，。；、）]|$)`), "像是金额，后面没有“元”"},
	{[]string{"增长", "下降"}, regexp.MustCompile(`(?:增长|下降)(?:了)?[0-9]+\.[0-9]+(?:[，。；、）]|$)`), "像是比率，后面没有“%”"},
}

// unitsOfTexts finds amounts in 元 that are a figure of the statements in 万元,
// for which the 万 was forgotten, and figures without a unit.
func unitsOfTexts(r *reporter) {
	r.reportMarks(withoutUnit, "补上单位，例如 12.34万元、5.67%")
	for _, p := range r.proses() {
		for _, t := range typedFigures(p.text) {
			if t.unit != "元" || t.value.Exponent() >= 0 || t.value.IsZero() {
				continue
			}
			if k := r.printed(); k.isPrinted(t.value) && !k.has(t) {
				r.reportPiece(p, t.piece, "如果是万元，写成“"+strings.TrimSuffix(t.piece, "元")+"万元”", "文字里的“%s”与报表里以万元列示的数字相同，单位像是写错了", t.piece)
				break
			}
		}
	}
}
