package generator_test

import (
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/verify"
)

// What the program makes passes every check, with all that it can print.
func TestOwnFilesPass(t *testing.T) {
	for name, data := range examples(t) {
		for kind, o := range map[string]generator.Options{"plain": {}, "full": {Charts: true, StatementsInPDF: true}} {
			t.Run(name+" "+kind, func(t *testing.T) {
				result, err := generator.Build(data, o)
				if err != nil || len(result.Files) != 2 {
					t.Fatal(err, result.Findings)
				}
				report, err := generator.Verify(result.Files[0].Data)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range report.Results {
					if r.Status != verify.Passed {
						t.Errorf("%s %s: %s", r.Check.ID, r.Check.Title, r.Found)
					}
				}
				if report.Pages < 10 || len(report.Results) != len(verify.Checks()) {
					t.Errorf("%+v", report)
				}
			})
		}
	}
}
