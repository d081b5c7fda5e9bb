package generator_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/discgen/discgen/generator"
)

var twoFiles = []generator.File{{Name: "说明.pdf", Data: []byte("new pdf")}, {Name: "表.xlsx", Data: []byte("new xlsx")}}

func TestWriteMakesTheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	paths, err := generator.Write(folder, twoFiles)
	if err != nil {
		t.Fatal(err)
	}
	wantNames(t, folder, "说明.pdf", "表.xlsx")
	for i, p := range paths {
		if got := read(t, p); string(got) != string(twoFiles[i].Data) {
			t.Errorf("%s holds %q", p, got)
		}
	}
}

func TestWriteReplacesOlderFiles(t *testing.T) {
	folder := t.TempDir()
	for range 2 {
		if _, err := generator.Write(folder, twoFiles); err != nil {
			t.Fatal(err)
		}
	}
	wantNames(t, folder, "说明.pdf", "表.xlsx")
}

// Where the second file cannot take its name, the first is as it was before.
func TestWriteIsAllOrNothing(t *testing.T) {
	for name, before := range map[string]string{"nothing was there": "", "an older file was there": "old pdf"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			blocked := filepath.Join(folder, "表.xlsx", "folder")
			if err := os.MkdirAll(blocked, 0o755); err != nil {
				t.Fatal(err)
			}
			want := []string{"表.xlsx"}
			pdf := filepath.Join(folder, "说明.pdf")
			if before != "" {
				if err := os.WriteFile(pdf, []byte(before), 0o600); err != nil {
					t.Fatal(err)
				}
				want = append(want, "说明.pdf")
			}
			if _, err := generator.Write(folder, twoFiles); err == nil {
				t.Fatal("no error")
			}
			wantNames(t, folder, want...)
			if before != "" && string(read(t, pdf)) != before {
				t.Errorf("%s holds %q", pdf, read(t, pdf))
			}
		})
	}
}

func TestWriteStaysInItsFolder(t *testing.T) {
	for _, name := range []string{"../x.pdf", "a/x.pdf", "..", "", "/x.pdf"} {
		folder := t.TempDir()
		if _, err := generator.Write(folder, []generator.File{twoFiles[0], {Name: name, Data: []byte("x")}}); err == nil {
			t.Errorf("the name %q was taken", name)
		}
		wantNames(t, folder)
	}
}

// wantNames asserts what a folder holds, hidden files included.
func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}
