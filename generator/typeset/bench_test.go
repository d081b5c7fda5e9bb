package typeset_test

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/typeset"
)

// BenchmarkParagraph sets a paragraph of 2,000 characters.
func BenchmarkParagraph(b *testing.B) {
	text := strings.Repeat("收入支出总体与上年相比，减少101.90万元，下降23.01%，主要原因是：本年减少“为民办实事”工作队经费。", 43)[:6000]
	style := typeset.Style{Role: fonts.Body, Size: 16}
	b.ReportAllocs()
	for b.Loop() {
		style.Set(text).Justified(typeset.Measure{Width: 442.2, Indent: 32})
	}
}
