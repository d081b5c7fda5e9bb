package batch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seedOutputs is a folder of outputs with two packages, one of them of a unit
// that fails now.
func seedOutputs(f *testing.F) (manifest []byte) {
	f.Helper()
	in, out := f.TempDir(), f.TempDir()
	for name, text := range map[string]string{
		"1.toml": unitText(nameOf(0), 1), "2.toml": broken(unitText(nameOf(1), 1)),
	} {
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o644); err != nil {
			f.Fatal(err)
		}
	}
	if _, err := Run(f.Context(), []string{in}, Options{Out: out}); err != nil {
		f.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(out, "manifest.json"))
	if err != nil {
		f.Fatal(err)
	}
	return manifest
}

// guarded is a folder of outputs inside another in which nothing may change,
// whatever is written in it.
func guarded(t *testing.T) (out string, unchanged func()) {
	t.Helper()
	around := t.TempDir()
	out = filepath.Join(around, "a", "out")
	write(t, filepath.Join(around, "secret"), "s")
	write(t, filepath.Join(around, "a", "secret"), "s")
	return out, func() {
		t.Helper()
		remove(t, out)
		wantFiles(t, around, "secret", "a/secret")
	}
}

// Whatever a manifest says, reading it and going on from it ends, writes nothing
// outside the folder, and lists nothing outside.
func FuzzReadManifest(f *testing.F) {
	manifest := string(seedOutputs(f))
	f.Add([]byte(manifest))
	for _, path := range []string{"../../secret", "/etc/passwd", "..", ".", "", "a/../../../secret", `..\\..\\secret`} {
		f.Add([]byte(strings.ReplaceAll(manifest, packageOf(0)+"/"+packageOf(0)+"表.xlsx", path)))
		f.Add([]byte(strings.ReplaceAll(manifest, `"1.toml"`, `"`+path+`"`)))
		f.Add([]byte(`{"version":1,"units":[],"left_behind":[{"unit":"3.toml","path":"` + path + `"}]}`))
	}
	f.Add([]byte(strings.Replace(manifest, `"income": "`, `"income": "1e999999999`, 1)))
	f.Add([]byte(`{"version":1,"units":[{"unit":"1.toml","status":"built","outputs":[]}]}`))
	f.Add([]byte(`{"version":1,"units":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, unchanged := guarded(t)
		defer unchanged()
		write(t, filepath.Join(out, "manifest-1of1.json"), string(data))
		if _, err := MergeReports(out); err == nil {
			if _, err := ReadManifest(filepath.Join(out, "manifest.json")); err != nil {
				t.Errorf("the joined manifest cannot be read: %v", err)
			}
		}
		s, err := openStore(out, Shard{})
		if errors.Is(err, ErrNotOurs) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		r := &run{store: s}
		for id, all := range s.known {
			for _, known := range all {
				r.differs(source{path: filepath.Join(out, "unit.toml")}, known, known.SHA256)
			}
			for _, p := range s.paths[id] {
				if !isBelow(p) {
					t.Errorf("%q leads out of the folder", p)
				}
			}
		}
		for _, left := range r.leftBehind() {
			if !isBelow(left.Path) {
				t.Errorf("%q leads out of the folder", left.Path)
			}
		}
	})
}

// Whatever a journal says, tidying up ends and moves nothing out of the folder
// or into it.
func FuzzJournal(f *testing.F) {
	f.Add([]byte(`{"made_with":{}}` + "\n" + `{"unit":{"unit":"1.toml","status":"errors"}}` + "\n" + `{"replace":{"target":"x/y","number":"0"}}` + "\n"))
	for _, path := range []string{"../../../secret", "/secret", "..", ".", "", "a/../../../../secret", ".discgen/run", "0"} {
		f.Add([]byte(`{"replace":{"target":"` + path + `","number":"0"}}`))
		f.Add([]byte(`{"replace":{"target":"x","number":"` + path + `"}}`))
	}
	f.Add([]byte("\x00\n{}\nnull\n[]\n{\"unit\":null}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out, unchanged := guarded(t)
		defer unchanged()
		write(t, filepath.Join(out, ".discgen/run/journal"), string(data))
		write(t, filepath.Join(out, ".discgen/run/old/0/file"), "aside")
		s, err := openStore(out, Shard{})
		if err != nil {
			return // a target below a file, say
		}
		s.close()
	})
}
