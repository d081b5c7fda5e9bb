package check

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// everyLimit is limits that are easily passed.
func everyLimit() Limits {
	q := func(n int64) unit.Quantity { return unit.Quantity{Decimal: decimal.NewFromInt(n), Given: true} }
	return Limits{
		VehicleOperation: q(1), ReceptionPerson: q(1), AbroadPerson: q(1), PersonnelLow: q(2), PersonnelHigh: q(20),
		ChangeRate: q(10), ChangeAmount: q(1), ChangeListed: q(20), ReasonLength: 15, BudgetRate: q(10),
		DisclosureDays: 20, OverallAsStatements: true,
	}
}

// FuzzCheck goes the whole way from bytes to findings. Nothing panics or hangs,
// and every finding says all that it must and stands in the text.
func FuzzCheck(f *testing.F) {
	names, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(names) == 0 {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := unit.Load(data)
		if file != nil {
			findings = append(findings, Run(Input{
				File: file, Book: figures.Compute(file.Unit, scoring), Limits: everyLimit(),
				Shows: func(r rune) bool { return r != unprinted }, Uses: func(string) bool { return false }, Accept: []string{"N-31"},
			})...)
		}
		for _, x := range findings {
			if x.Rule == "" || x.Message == "" || x.Remedy == "" {
				t.Errorf("问题没有说全：%+v", x)
			}
			if x.Place.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Errorf("不在文本里：%+v", x)
			}
		}
	})
}
