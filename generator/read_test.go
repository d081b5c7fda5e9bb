package generator

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/discgen/discgen/generator/source"
)

// A file of 50 MB is read up to where the loader can refuse it.
func TestReadUnitStopsAboveTheLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "unit.toml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 50<<20); err != nil {
		t.Fatal(err)
	}
	data, err := ReadUnit(path)
	if err != nil || len(data) != source.MaxBytes+1 {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	findings, err := Check(data, Options{})
	if err != nil || len(findings) != 1 || !strings.Contains(findings[0].Message, "超过上限") {
		t.Errorf("%v, %v", findings, err)
	}
}

func TestReadUnit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "unit.toml")
	if err := os.WriteFile(path, []byte("year = 2024\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path, want string
		err              error
	}{
		{"file", path, "year = 2024\n", nil},
		{"no file", filepath.Join(folder, "none.toml"), "", fs.ErrNotExist},
		{"folder", folder, "", syscall.EISDIR},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadUnit(c.path)
			if string(got) != c.want || !errors.Is(err, c.err) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}
