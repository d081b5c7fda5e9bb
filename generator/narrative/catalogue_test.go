package narrative

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/templateset"
	"github.com/discgen/discgen/generator/unit"
)

// seen gathers the kind of every field of a unit by its path; one that has no
// value in this unit is nil.
func seen(path string, v any, into map[string]any) {
	put := func(k Kind) { into[path] = k }
	switch v := v.(type) {
	case fields:
		if path != "" {
			put(Group)
		}
		for name, one := range v {
			at := name
			if path != "" {
				at = path + "." + name
			}
			seen(at, one, into)
		}
	case []fields:
		put(Rows)
		for _, one := range v {
			each := map[string]any{}
			seen("", one, each)
			for name, kind := range each {
				into[path+"[]."+name] = kind
			}
		}
	case []string:
		put(Texts)
	case string:
		put(Text)
	case int:
		put(Count)
	case bool:
		put(Flag)
	case figures.Figure, *doc.Number:
		put(Figure)
	case figures.Rate:
		put(Rate)
	case nil:
		if _, known := into[path]; !known {
			into[path] = nil
		}
	default:
		into[path] = fmt.Sprintf("%T", v)
	}
}

// The description has every field of the examples, with its kind, and no
// other.
func TestDescribed(t *testing.T) {
	names, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(names) != 4 {
		t.Fatal(names, err)
	}
	got := map[string]any{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := unit.Load(data)
		rules := figures.ScoringRules{ExecutionWeight: 10, Overall: "full", Projects: "deduct"}
		source := Source{file.Unit, figures.Compute(file.Unit, rules), []templateset.Term{{Term: "甲", Meaning: "乙"}}}
		seen("", Fields(source), got)
	}
	want, absent := map[string]any{}, map[string]bool{}
	Described().Walk("", func(path string, f Field) {
		if want[path] != nil {
			t.Errorf("%s is described twice", path)
		}
		if f.Meaning == "" {
			t.Errorf("%s has no meaning", path)
		}
		want[path], absent[path] = f.Kind, f.Optional
	})
	for path, kind := range got {
		if want[path] != kind && (kind != nil || !absent[path]) {
			t.Errorf("%s is %v and described as %v", path, kind, want[path])
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if _, there := got[path]; !there {
			t.Errorf("%s is described and no field of any example", path)
		}
	}
	if got["所属事业单位公用经费"] != Figure {
		t.Error("no example has 所属事业单位公用经费")
	}
}

// The inserts and the fields of a chart are described too.
func TestDescribedInserts(t *testing.T) {
	set, err := templateset.Load(folderOf("{{.图.甲}}"))
	if err != nil {
		t.Fatal(err)
	}
	data := chartData()
	charts, err := Charts(data, set.Settings.Charts, true)
	if err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(data)
	Inserts{Charts: charts}.Mark(data, []string{"总表"})
	all := DescribedForText([]string{"甲", "零", "乙"})
	for name, v := range data {
		if _, there := before[name]; there {
			continue
		}
		f, described := all.Below(name)
		if !described {
			t.Errorf("%s is not described", name)
		}
		if group, is := v.(fields); is {
			for below := range group {
				if _, described := f.Below(below); !described {
					t.Errorf("%s.%s is not described", name, below)
				}
			}
		}
	}
	bars, _ := DescribedForChart(nil).Below("柱")
	got, want := map[string]any{}, map[string]any{}
	for _, c := range charts {
		if c.drawn != nil {
			seen("", fields{"柱": c.bars()}, got)
		}
	}
	want["柱"] = Rows
	bars.Walk("柱[]", func(path string, f Field) { want[path] = f.Kind })
	for path := range got {
		if _, there := want[path]; !there {
			t.Errorf("%s is not described", path)
		}
		delete(want, path)
	}
	if len(want) > 0 {
		t.Errorf("no field of a chart are %v", want)
	}
}
