package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unitText is a small unit without any finding. Both of its files differ with
// the day of disclosure.
func unitText(name string, day int) string {
	data, err := os.ReadFile("../../examples/tiny-2024/unit.toml")
	if err != nil {
		panic(err)
	}
	return strings.Replace(string(data), `name = "临沙县红十字会"`, fmt.Sprintf("name = %q\ndisclosure_date = 2025-08-%02d", name, day), 1)
}

// broken is the text of a unit with one error, of which the file is the cause.
func broken(text string) string { return strings.Replace(text, "year = 2024", "yeer = 2024", 1) }

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// folderOfUnits has a unit file at each of the paths, each unit with a name of
// its own.
func folderOfUnits(t *testing.T, paths ...string) string {
	t.Helper()
	in := t.TempDir()
	for i, p := range paths {
		write(t, filepath.Join(in, filepath.FromSlash(p)), unitText(nameOf(i), 1))
	}
	return in
}

func nameOf(i int) string { return fmt.Sprintf("临沙县第%d红十字会", i+1) }

// packageOf is the folder's name of what unit i of a folderOfUnits makes.
func packageOf(i int) string { return nameOf(i) + "2024年度部门决算公开" }

// run1 runs a batch that must come to its end.
func run1(t *testing.T, in string, o Options) *Report {
	t.Helper()
	report, err := Run(context.Background(), []string{in}, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// said is what a run did and why, a line a unit.
func said(r *Report) []string {
	var all []string
	for _, u := range r.Units {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", u.Unit, u.Outcome, u.Why)))
	}
	return all
}

func wantSaid(t *testing.T, r *Report, want ...string) {
	t.Helper()
	if got := said(r); !slices.Equal(got, want) {
		t.Errorf("the run says %q, want %q", got, want)
	}
}

// contents are all files below a folder with their bytes, hidden ones included.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(p string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all[p] = read(t, filepath.Join(folder, p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// wantFiles asserts what is below a folder; a line ending in /** stands for the
// two files of a package.
func wantFiles(t *testing.T, folder string, want ...string) {
	t.Helper()
	var all []string
	for _, w := range want {
		if p, isPackage := strings.CutSuffix(w, "/**"); isPackage {
			name := filepath.Base(p)
			all = append(all, p+"/"+name+"表.xlsx", p+"/"+name+"说明.pdf")
			continue
		}
		all = append(all, w)
	}
	slices.Sort(all)
	var got []string
	for p := range contents(t, folder) {
		got = append(got, p)
	}
	slices.Sort(got)
	if !slices.Equal(got, all) {
		t.Errorf("the folder holds\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(all, "\n"))
	}
}

func same(t *testing.T, what string, a, b map[string]string) {
	t.Helper()
	for p, text := range a {
		if other, there := b[p]; !there || other != text {
			t.Errorf("%s: %s differs (there: %t)", what, p, there)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d and %d files", what, len(a), len(b))
	}
}

// noExchange takes away from a test what some systems have not.
func noExchange(t *testing.T) {
	t.Helper()
	swap = func(string, string) error { return fmt.Errorf("test: %w", errors.ErrUnsupported) }
	t.Cleanup(func() { swap = exchange })
}
