package generator_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/templateset"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/templates"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	units  = flag.Int("units", defaultUnits(), "number of random units that invariants are tried on")
)

// defaultUnits is the number of random units of a usual run. DISCGEN_UNITS sets
// another where the flag cannot, as in a run over all packages.
func defaultUnits() int {
	if n, err := strconv.Atoi(os.Getenv("DISCGEN_UNITS")); err == nil {
		return n
	}
	return 300
}

const publishedExample = "../examples/changji-gsl-2024/unit.toml"

// examples are the texts of all examples, by the name of their folder.
func examples(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/unit.toml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	all := map[string][]byte{}
	for _, p := range paths {
		all[filepath.Base(filepath.Dir(p))] = read(t, p)
	}
	return all
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// eachUnit runs a test on every example and on n random units.
func eachUnit(t *testing.T, n int, test func(t *testing.T, data []byte)) {
	for name, data := range examples(t) {
		t.Run(name, func(t *testing.T) { test(t, data) })
	}
	eachSeed(t, n, test)
}

// eachSeed runs a test on n random units.
func eachSeed(t *testing.T, n int, test func(t *testing.T, data []byte)) {
	for seed := range uint64(n) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { test(t, sample.Unit(seed)) })
	}
}

// assemble makes the package of a unit that has no error.
func assemble(t testing.TB, data []byte) *generator.Package {
	t.Helper()
	p, result, err := generator.Assemble(data, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Findings.HasErrors() {
		t.Fatalf("%v", result.Findings)
	}
	return p
}

// load reads a unit without checking it, and computes its figures.
func load(t testing.TB, data []byte) (*unit.Unit, *figures.Book, *templateset.Set) {
	t.Helper()
	file, findings := unit.Load(data)
	if findings.HasErrors() {
		t.Fatalf("%v", findings)
	}
	folder, err := fs.Sub(templates.FS, file.Unit.TemplateSet)
	if err != nil {
		t.Fatal(err)
	}
	set, err := templateset.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return file.Unit, figures.Compute(file.Unit, set.Settings.Scoring), set
}

func TestRandomUnitsAreValid(t *testing.T) {
	eachSeed(t, *units, func(t *testing.T, data []byte) {
		_, result, err := generator.Assemble(data, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Findings {
			if f.Severity != finding.Note {
				t.Errorf("%v", f)
			}
		}
	})
}

// TestLargeUnitsAreAsLargeAsTheExample keeps the units of the benchmark worth
// measuring: valid, all different, and on average of the example's size.
func TestLargeUnitsAreAsLargeAsTheExample(t *testing.T) {
	size := func(data []byte) [3]int {
		result, err := generator.Build(data, generator.Options{})
		if err != nil || len(result.Files) == 0 {
			t.Fatalf("%v %v", result.Findings, err)
		}
		report, err := generator.Verify(result.Files[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		return [3]int{report.Pages, len(result.Files[0].Data), len(result.Files[1].Data)}
	}
	const n = 10
	var sum [3]int
	names := map[string]bool{}
	for seed := range uint64(n) {
		data := sample.Large(seed)
		findings, err := generator.Check(data, generator.Options{Strict: true})
		if err != nil || findings.HasErrors() {
			t.Errorf("seed %d: %v %v", seed, findings, err)
		}
		u, b, _ := load(t, data)
		if names[u.Identity.Name] || !bytes.Equal(data, sample.Large(seed)) {
			t.Errorf("seed %d: it has the name of another unit, or is never the same", seed)
		}
		names[u.Identity.Name] = true
		if len(u.Subjects) < 13 || b.Evaluation.Overall == nil || len(b.Evaluation.Projects) != 3 {
			t.Errorf("seed %d: %d subjects, %d projects", seed, len(u.Subjects), len(b.Evaluation.Projects))
		}
		for i, s := range size(data) {
			sum[i] += s
		}
	}
	for i, want := range size(read(t, publishedExample)) {
		if got := sum[i] / n; 5*got < 4*want || 5*got > 6*want {
			t.Errorf("on average %s is %d, in the example %d", []string{"the number of pages", "the PDF", "the workbook"}[i], got, want)
		}
	}
}

func TestSampleUnitsAreOfEveryKind(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(300) {
		u, b, _ := load(t, sample.Unit(seed))
		for what, is := range map[string]bool{
			string(u.AmountUnit): true, string(u.Identity.Kind): true, string(u.Identity.Scope): true,
			"government fund": !b.Fund.IsEmpty(), "state capital": !b.Capital.IsEmpty(),
			"no 三公": b.ThreePublic.IsAbsent(), "car bought": u.ThreePublic.Vehicles.Purchased > 0,
			"no evaluation": b.Evaluation.Overall == nil && len(b.Evaluation.Projects) == 0,
			"up":            b.Overall.Change.Sign() > 0, "down": b.Overall.Change.Sign() < 0, "unchanged": b.Overall.Change.Sign() == 0,
			"subordinate units": len(u.Overview.SubordinateUnits) > 0, "no offices": len(u.Overview.Offices) == 0,
			"parts that do not add up as printed": !addsUp(b),
		} {
			seen[what] = seen[what] || is
		}
	}
	for what, ok := range seen {
		if !ok {
			t.Errorf("no random unit has: %s", what)
		}
	}
}
