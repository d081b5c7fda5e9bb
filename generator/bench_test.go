package generator_test

import (
	"testing"

	"github.com/discgen/discgen/generator"
)

// BenchmarkBuild makes both files of the published example; BenchmarkAssemble
// goes as far as the document, so that the difference is the rendering.
func BenchmarkBuild(b *testing.B) {
	data := read(b, publishedExample)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := generator.Build(data, generator.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAssemble(b *testing.B) {
	data := read(b, publishedExample)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := generator.Assemble(data, generator.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuildParallel makes them on all processors at once, as who builds
// many units does.
func BenchmarkBuildParallel(b *testing.B) {
	data := read(b, publishedExample)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := generator.Build(data, generator.Options{}); err != nil {
				b.Error(err)
			}
		}
	})
}
