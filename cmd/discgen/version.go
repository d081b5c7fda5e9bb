package main

import (
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator"
)

// version is set when a release is built.
var version = "dev"

// printVersions says everything of the program that its outputs follow from.
// The sums are whole, so that they can be compared with those of other tools.
func printVersions(stdout io.Writer) error {
	sets, err := generator.TemplateSums(nil)
	if err != nil {
		return failure{statusMachine, err.Error()}
	}
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "discgen %s\nGo 版本：%s\n系统：%s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	b.WriteString("模板的 SHA-256：\n")
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		_, _ = fmt.Fprintf(&b, "  %s  %s\n", sets[name], name)
	}
	b.WriteString("字体的 SHA-256：\n")
	for _, f := range fonts.All() {
		_, _ = fmt.Fprintf(&b, "  %s  %s\n", f.SHA256, f.Name)
	}
	_, err = io.WriteString(stdout, b.String())
	return noOutput(err)
}
