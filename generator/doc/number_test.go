package doc_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

func TestNumber(t *testing.T) {
	amount := doc.Number{Decimals: 2, Grouping: true}
	tests := []struct {
		value                 string
		number                doc.Number
		shown, format, stored string
	}{
		{"0", amount, "0.00", "#,##0.00", "0"},
		{"0.07", amount, "0.07", "#,##0.00", "0.07"},
		{"-0.07", amount, "-0.07", "#,##0.00", "-0.07"},
		{"8.9", amount, "8.90", "#,##0.00", "8.9"},
		{"999.99", amount, "999.99", "#,##0.00", "999.99"},
		{"-999.99", amount, "-999.99", "#,##0.00", "-999.99"},
		{"1000", amount, "1,000.00", "#,##0.00", "1000"},
		{"-1000", amount, "-1,000.00", "#,##0.00", "-1000"},
		{"-123456", amount, "-123,456.00", "#,##0.00", "-123456"},
		{"1234567.8", amount, "1,234,567.80", "#,##0.00", "1234567.8"},
		{"9999999999999.99", amount, "9,999,999,999,999.99", "#,##0.00", "9999999999999.99"},
		{"1234567", doc.Number{Grouping: true}, "1,234,567", "#,##0", "1234567"},
		{"1234.5", doc.Number{Decimals: 1}, "1234.5", "0.0", "1234.5"},
		{"17", doc.Number{}, "17", "0", "17"},
		{"86.64", doc.Number{Decimals: 2, Percent: true}, "86.64%", "0.00%", "0.8664"},
		{"-100", doc.Number{Decimals: 2, Percent: true}, "-100.00%", "0.00%", "-1"},
		{"111", doc.Number{Percent: true}, "111%", "0%", "1.11"},
		{"1234.5", doc.Number{Decimals: 1, Percent: true, Grouping: true}, "1,234.5%", "#,##0.0%", "12.345"},
		{"98.9", doc.Number{Decimals: 2, Suffix: "分"}, "98.90分", `0.00"分"`, "98.9"},
	}
	for _, tt := range tests {
		t.Run(tt.shown, func(t *testing.T) {
			n := tt.number
			n.Value = decimal.RequireFromString(tt.value)
			if got := n.String(); got != tt.shown {
				t.Errorf("String: %s", got)
			}
			if got := n.Format(); got != tt.format {
				t.Errorf("Format: %s, want %s", got, tt.format)
			}
			if got := n.CellValue(); !got.Equal(decimal.RequireFromString(tt.stored)) {
				t.Errorf("CellValue: %s, want %s", got, tt.stored)
			}
		})
	}
}

func TestAmountIsAPublishedFigure(t *testing.T) {
	if got := doc.Amount(decimal.RequireFromString("-1071.3")).String(); got != "-1,071.30" {
		t.Error(got)
	}
}

// Whatever the figure: without its commas it is the value again, and every
// group behind the first has three digits.
func TestGroupingChangesNoFigure(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		decimals := r.IntN(7)
		n := doc.Number{Value: decimal.New(r.Int64()>>r.IntN(60)-1000, -int32(decimals)), Decimals: decimals, Grouping: true}
		s := n.String()
		if got := decimal.RequireFromString(strings.ReplaceAll(s, ",", "")); !got.Equal(n.Value) {
			t.Errorf("%s is not %s", s, n.Value)
		}
		whole, _, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
		for i, group := range strings.Split(whole, ",") {
			if len(group) > 3 || len(group) == 0 || i > 0 && len(group) != 3 {
				t.Errorf("%s is grouped wrongly", s)
			}
		}
	}
}
