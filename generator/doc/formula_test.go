package doc_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/doc"
)

var errNoCell = errors.New("no such cell")

// addresses are what a renderer makes of names.
func addresses(first, last string) (string, error) {
	known := map[string]string{"合计": "C8", "基本 1": "D8", "项目 2": "E8"}
	if known[first] == "" || known[last] == "" {
		return "", errNoCell
	}
	if first == last {
		return known[first], nil
	}
	return known[first] + ":" + known[last], nil
}

func TestFormulaIsPlaced(t *testing.T) {
	tests := []struct{ name, formula, want string }{
		{"no cell", "1+1", "1+1"},
		{"one cell", doc.Ref("合计"), "C8"},
		{"range of one cell", doc.Range("合计", "合计"), "C8"},
		{"cells among other text", "ROUND(" + doc.Ref("合计") + "-SUM(" + doc.Range("基本 1", "项目 2") + "),2)", "ROUND(C8-SUM(D8:E8),2)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := doc.Formula(tt.formula).Place(addresses)
			if err != nil || got != tt.want {
				t.Errorf("%q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestFormulaThatCannotBePlaced(t *testing.T) {
	tests := []struct{ name, formula, want string }{
		{"unknown cell", "1+" + doc.Ref("别处"), "no such cell"},
		{"unknown end", doc.Range("合计", "别处"), "no such cell"},
		{"open brace", "SUM({合计", "brace"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := doc.Formula(tt.formula).Place(addresses)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.formula) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}
