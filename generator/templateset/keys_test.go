package templateset

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// keysOf are the paths of the keys of a struct.
func keysOf(path string, t reflect.Type) []string {
	var all []string
	for i := range t.NumField() {
		key := t.Field(i).Tag.Get("toml")
		if key == "" {
			continue
		}
		at, below := source.Join(path, key), t.Field(i).Type
		switch {
		case below.Kind() == reflect.Slice && below.Elem().Kind() == reflect.Struct:
			all = append(append(all, at), keysOf(at+"[]", below.Elem())...)
		case below.Kind() == reflect.Struct && below != reflect.TypeFor[unit.Quantity]():
			all = append(all, keysOf(at, below)...)
		default:
			all = append(all, at)
		}
	}
	return all
}

// The table of keys has every key of the settings and no other.
func TestKeys(t *testing.T) {
	var listed []string
	for _, k := range Keys() {
		listed = append(listed, k.Path)
		if k.Meaning == "" {
			t.Errorf("%s has no meaning", k.Path)
		}
	}
	want := keysOf("", reflect.TypeFor[Settings]())
	slices.Sort(listed)
	slices.Sort(want)
	if !slices.Equal(listed, want) {
		t.Errorf("listed are\n%q\nthe keys are\n%q", listed, want)
	}
}

var elements = regexp.MustCompile(`\[\d+\]`)

// The keys that are said to be templates are those that are filled in.
func TestKeysThatAreTemplates(t *testing.T) {
	r := Read(fstest.MapFS{SettingsFile: {Data: []byte(settings)}, "a.tmpl": {Data: []byte("甲")}})
	filled := map[string]bool{}
	for _, text := range r.Settings.texts() {
		path := elements.ReplaceAllString(text.Path, "[]")
		if strings.HasSuffix(path, "cover_lines[]") || strings.HasSuffix(path, "series[]") {
			path = strings.TrimSuffix(path, "[]")
		}
		filled[path] = true
	}
	for _, k := range Keys() {
		if k.Template != filled[k.Path] {
			t.Errorf("%s: listed %v, filled in %v", k.Path, k.Template, filled[k.Path])
		}
	}
}

// Every function that is listed is one, and the other way round; its usage
// begins with its name and its example calls it.
func TestFunctionsAreListed(t *testing.T) {
	for name := range functions {
		if !isFunction(name) {
			t.Errorf("%s is not listed", name)
		}
	}
	for _, f := range Functions() {
		if !strings.HasPrefix(f.Usage+" ", f.Name+" ") || !strings.Contains(f.Example, f.Name) || f.Meaning == "" {
			t.Errorf("%+v", f)
		}
	}
}
