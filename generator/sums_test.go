package generator_test

import (
	"io/fs"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/templates"
)

// A set's sum changes with a byte of it, with the name of a file and with the
// place where one file ends, and with nothing of another set.
func TestTemplateSums(t *testing.T) {
	sumsOf := func(files map[string]string) map[string]string {
		root := fstest.MapFS{"README.md": {}}
		for name, text := range files {
			root[name] = &fstest.MapFile{Data: []byte(text)}
		}
		sums, err := generator.TemplateSums(root)
		if err != nil {
			t.Fatal(err)
		}
		return sums
	}
	first := sumsOf(map[string]string{"a/1.tmpl": "x", "a/2.tmpl": "y", "b/1.tmpl": "x"})
	if names := slices.Sorted(maps.Keys(first)); !slices.Equal(names, []string{"a", "b"}) || len(first["a"]) != 64 {
		t.Fatalf("%v", first)
	}
	for name, files := range map[string]map[string]string{
		"a byte":          {"a/1.tmpl": "x", "a/2.tmpl": "z", "b/1.tmpl": "x"},
		"a name":          {"a/1.tmpl": "x", "a/3.tmpl": "y", "b/1.tmpl": "x"},
		"where files end": {"a/1.tmpl": "xy", "a/2.tmpl": "", "b/1.tmpl": "x"},
		"one file less":   {"a/1.tmpl": "x", "b/1.tmpl": "x"},
		"a file below":    {"a/1.tmpl": "x", "a/2.tmpl": "y", "a/c/1.tmpl": "", "b/1.tmpl": "x"},
	} {
		if sums := sumsOf(files); sums["a"] == first["a"] || sums["b"] != first["b"] {
			t.Errorf("%s: %v, then %v", name, first, sums)
		}
	}
}

// A folder that is a set itself has the sum of the same set in a folder.
func TestTemplateSumOfOneSet(t *testing.T) {
	set, err := fs.Sub(templates.FS, "xinjiang")
	if err != nil {
		t.Fatal(err)
	}
	one, err := generator.TemplateSums(set)
	if err != nil {
		t.Fatal(err)
	}
	all, err := generator.TemplateSums(nil)
	if err != nil || len(one) != 1 || one[""] == "" || one[""] != all["xinjiang"] {
		t.Error(err, one, all)
	}
}

// Without a folder the sums are those of the built-in sets.
func TestTemplateSumsOfTheBuiltInSets(t *testing.T) {
	own, err := generator.TemplateSums(nil)
	if err != nil {
		t.Fatal(err)
	}
	given, err := generator.TemplateSums(templates.FS)
	if err != nil || !maps.Equal(own, given) {
		t.Error(err, own, given)
	}
	sets, err := fs.ReadDir(templates.FS, ".")
	if err != nil || len(own) != len(sets) {
		t.Errorf("%v: %d sums of %d sets", err, len(own), len(sets))
	}
}
