package batch

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
)

// manifestOf is one of so many units with so many findings each but the first.
func manifestOf(units, findings int) Manifest {
	m := Manifest{Version: manifestVersion}
	for i := range units {
		r := Record{
			Unit: fmt.Sprintf("区%d/单位%04d.toml", i%20, i), SHA256: sum([]byte{byte(i)}), Status: StatusBuilt, Name: nameOf(i), Code: "318", Year: 2024,
			Figures: &generator.MainFigures{Income: decimal.New(int64(i)*1234567, -2), Spending: decimal.New(int64(i)*1234567, -2)},
			Outputs: []Output{{packageOf(i) + "/说明.pdf", 1, ""}, {packageOf(i) + "/表.xlsx", 1, ""}},
		}
		for k := range min(findings, i) {
			r.Findings = append(r.Findings, Finding{
				Rule: "V-03", Title: "大幅变动", Severity: "note", Line: 75 + k, Column: 1, Path: "government_fund.change_reason",
				Message: fmt.Sprintf("政府性基金预算财政拨款收入支出总计：上年数为%d,115.12万元，本年决算数为%d,714.42万元，变动 89.92%%", i, k),
				Remedy:  "变动很大，请再核对一次本年数和上年数",
			})
		}
		m.Units = append(m.Units, r)
	}
	return m
}

// The reports of a province: 3,000 units, nearly 6,000 findings.
func BenchmarkReports(b *testing.B) {
	m := manifestOf(3000, 2)
	for b.Loop() {
		if _, err := reports(m, Shard{}); err != nil {
			b.Fatal(err)
		}
	}
}
