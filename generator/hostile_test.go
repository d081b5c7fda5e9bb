package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
)

// Files near the limits of the loader, each made to cost as much as it can in
// some check, come to an end. Were one of them quadratic in a text, it would
// take minutes.
func TestHostileFilesComeToAnEnd(t *testing.T) {
	text := string(read(t, publishedExample))
	duties := func(s string) string {
		before, rest, _ := strings.Cut(text, `duties = """`)
		_, after, _ := strings.Cut(rest, `"""`)
		return before + "duties = \"\"\"\n" + s + "\"\"\"" + after
	}
	most := 2 << 20
	if testing.Short() {
		most = 1 << 16
	}
	repeat := func(s string) string { return strings.Repeat(s, most/len(s)) }
	rows := func(n int, row func(i int) string) string {
		var b strings.Builder
		b.WriteString(text)
		for i := range n {
			b.WriteString(row(i))
		}
		return b.String()
	}
	for name, file := range map[string]string{
		"the beginning of the name without end": duties(repeat("昌吉回族自治州工商")),
		"amounts without end":                   duties(repeat("340.93元，")),
		"amounts of many decimals":              strings.Replace(text, "严格控制公用经费", repeat("0.1234567万元、3.1万元"), 1),
		"brackets without end":                  duties(repeat("《")),
		"braces without end":                    duties(repeat("{")),
		"years without end":                     duties(repeat("2024年")),
		"placeholders without end":              duties(repeat("Xx")),
		"thousands of subjects with reasons": rows(9000, func(i int) string {
			return fmt.Sprintf("[[subjects]]\ncode = \"2%06d\"\nlast_year = %d.00\nchange_reason = \"本年人员变动第%d类情形\"\n", i, 10000+i, i)
		}),
		"thousands of terms": rows(12000, func(i int) string {
			return fmt.Sprintf("[[glossary]]\nterm = \"名词%d\"\nmeaning = \"解释\"\n", i)
		}),
		"thousands of acceptances": rows(12000, func(i int) string {
			return fmt.Sprintf("[[accept]]\nrule = \"N-31\"\nreason = \"理由%d\"\n", i)
		}),
		"thousands of indicators": rows(4000, func(i int) string {
			return "[[self_evaluation.projects.indicators]]\nlevel1 = \"产出\"\nlevel2 = \"成本\"\nlevel3 = \"办公人员数量\"\ntarget = \"=9人\"\nactual = \"=8人\"\nweight = 1\n"
		}),
	} {
		t.Run(name, func(t *testing.T) {
			if found, err := generator.Check([]byte(file), generator.Options{}); err != nil || len(found) == 0 {
				t.Errorf("%v: %d findings", err, len(found))
			}
		})
	}
}
