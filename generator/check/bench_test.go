package check

import (
	"os"
	"testing"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// BenchmarkRun is the time of all checks on the published example, which was
// read and computed before.
func BenchmarkRun(b *testing.B) {
	data, err := os.ReadFile("../../examples/changji-gsl-2024/unit.toml")
	if err != nil {
		b.Fatal(err)
	}
	f, findings := unit.Load(data)
	if len(findings) > 0 {
		b.Fatal(findings)
	}
	in := Input{
		File: f, Book: figures.Compute(f.Unit, scoring),
		Shows: func(rune) bool { return true }, Uses: func(string) bool { return true },
	}
	b.ReportAllocs()
	for b.Loop() {
		Run(in)
	}
}
