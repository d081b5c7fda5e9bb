package pdf_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/pdf"
)

// longest is the example that fills the most pages.
func longest(b *testing.B) *generator.Package {
	b.Helper()
	paths, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(paths) == 0 {
		b.Fatalf("no examples: %v", err)
	}
	var chosen *generator.Package
	most := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		p, _, err := generator.Assemble(data, generator.Options{})
		if err != nil {
			b.Fatal(err)
		}
		n, err := pdf.Lay(p.Explanation)
		if err != nil {
			b.Fatal(err)
		}
		if n > most {
			chosen, most = p, n
		}
	}
	return chosen
}

// BenchmarkLayout lays out the longest example: lines, tables, pages.
func BenchmarkLayout(b *testing.B) {
	blocks := longest(b).Explanation
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.Lay(blocks); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLayoutAndDrawing makes the whole file of the longest example, and
// says how large it is.
func BenchmarkLayoutAndDrawing(b *testing.B) {
	p := longest(b)
	var file bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		file.Reset()
		if err := pdf.Render(&file, nil, p.Meta, p.Explanation); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(file.Len())/1024, "KiB/file")
}
