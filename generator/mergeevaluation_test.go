package generator_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/internal/sample"
)

var evaluationTables = regexp.MustCompile(`(?ms)^\[self_evaluation\]\n.*?^(\[other_matters\]|\[review\]|# =+ )`)

// A department that leaves out what its units have evaluated publishes that
// there is nothing of it, which is warned of.
func TestDepartmentWithoutItsUnitsEvaluations(t *testing.T) {
	m, o := merged(t, sample.Department(0, 5, false, false), "行政单位")
	whole := filled(m.Unit)
	for _, c := range []struct {
		name string
		text []byte
		want int
	}{
		{"as merged", whole, 0},
		{"without", evaluationTables.ReplaceAll(whole, []byte("$1")), 1},
	} {
		found, err := generator.Check(c.text, o)
		if err != nil {
			t.Fatal(err)
		}
		of := ofRule(found, "X-19")
		if len(of) != c.want || c.want > 0 && (of[0].Severity != finding.Warning || of[0].Path != "units" || !strings.Contains(of[0].Message, "绩效自评表")) {
			t.Errorf("%s: %v", c.name, of)
		}
	}
	if strings.Count(string(whole), "[[self_evaluation.projects]]") == 0 {
		t.Error("the units have no tables")
	}
}
