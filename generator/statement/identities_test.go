package statement_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/statement"
)

// term is a figure of an amount in 元.
func term(yuan string) statement.Term {
	return statement.Term{Figure: figures.Publish(decimal.RequireFromString(yuan))}
}

func TestToleranceIsWhatRoundingExplains(t *testing.T) {
	tests := []struct {
		name  string
		total string
		parts []string
		want  string
	}{
		{"no part", "0", nil, "0"},
		{"one part is rounded as its total", "149", []string{"149"}, "0"},
		{"parts of zero are not rounded", "149", []string{"149", "0", "0"}, "0"},
		{"two parts", "98", []string{"49", "49"}, "0.01"},
		{"three parts", "147", []string{"49", "49", "49"}, "0.02"},
		{"four parts and a zero", "196", []string{"49", "49", "0", "49", "49"}, "0.02"},
		{"five parts", "245", []string{"49", "49", "49", "49", "49"}, "0.03"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := statement.Identity{Total: term(tt.total)}
			for _, p := range tt.parts {
				i.Parts = append(i.Parts, term(p))
			}
			if got := i.Tolerance(); !got.Equal(decimal.RequireFromString(tt.want)) {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if !i.Holds() || !i.HoldsWithinRounding() {
				t.Error("does not hold")
			}
			gap := i.Total.Wan
			for _, p := range i.Parts {
				gap = gap.Sub(p.Wan)
			}
			if gap.Abs().GreaterThan(i.Tolerance()) {
				t.Errorf("the printed figures differ by %s", gap)
			}
		})
	}
}

func TestIdentityThatDoesNotHold(t *testing.T) {
	i := statement.Identity{Total: term("10000"), Parts: []statement.Term{term("5000"), term("4999.99")}}
	if i.Holds() {
		t.Error("holds though a cent is missing")
	}
	if !i.HoldsAsPrinted() {
		t.Error("the printed figures add up")
	}
}
