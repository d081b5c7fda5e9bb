package generator_test

import (
	"bytes"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/templates"
)

// TestBuildsAtOnceAreAsAlone: what builds share (compressors, fonts, template
// sets) shows in none of them.
func TestBuildsAtOnceAreAsAlone(t *testing.T) {
	var group sync.WaitGroup
	for name, data := range examples(t) {
		alone, err := generator.Build(data, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			group.Go(func() {
				again, err := generator.Build(data, generator.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				for i, f := range again.Files {
					if !bytes.Equal(f.Data, alone.Files[i].Data) {
						t.Errorf("%s: %s is another", name, f.Name)
					}
				}
			})
		}
	}
	group.Wait()
}

// TestTemplatesOfACallerMayChange: only the built-in sets are kept.
func TestTemplatesOfACallerMayChange(t *testing.T) {
	own := fstest.MapFS{}
	err := fs.WalkDir(templates.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, path)
		own[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	settings := own["xinjiang/settings.toml"]
	for _, word := range []string{"公开说明", "情况说明"} {
		p, _, err := generator.Assemble(read(t, publishedExample), generator.Options{Templates: own})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(p.Meta.Title, word) {
			t.Errorf("the title is %q, want one with %q", p.Meta.Title, word)
		}
		settings.Data = bytes.Replace(settings.Data, []byte("公开说明"), []byte("情况说明"), 1)
	}
}
