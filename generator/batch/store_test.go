package batch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A file of somebody else in the place of a report stays, and nothing is built.
func TestReportsOfSomebodyElse(t *testing.T) {
	in := folderOfUnits(t, "1.toml")
	second := Shard{2, 2}
	for _, c := range []struct {
		name  string
		shard Shard
		spoil func(t *testing.T, out string)
		want  string
	}{
		{"a summary", Shard{}, func(t *testing.T, out string) { write(t, filepath.Join(out, "汇总.xlsx"), "mine") }, "汇总.xlsx"},
		{"a manifest", Shard{}, func(t *testing.T, out string) { write(t, filepath.Join(out, "manifest.json"), "{}") }, "manifest.json"},
		{"a manifest with a version", Shard{}, func(t *testing.T, out string) {
			write(t, filepath.Join(out, "manifest.json"), `{"version":1,"name":"site"}`)
		}, "manifest.json"},
		{"a torn manifest", Shard{}, func(t *testing.T, out string) {
			run1(t, in, Options{Out: out})
			name := filepath.Join(out, "manifest.json")
			write(t, name, read(t, name)[:1000])
		}, "manifest.json"},
		{"a link", Shard{}, func(t *testing.T, out string) {
			if err := os.Symlink("nowhere", filepath.Join(out, "汇总.xlsx")); err != nil {
				t.Fatal(err)
			}
		}, "汇总.xlsx"},
		{"a summary beside shares", Shard{}, func(t *testing.T, out string) {
			runShares(t, in, out, 2)
			write(t, filepath.Join(out, "汇总.xlsx"), "mine")
		}, "汇总.xlsx"},
		{"a share's summary", second, func(t *testing.T, out string) { write(t, filepath.Join(out, "汇总-2of2.xlsx"), "mine") }, "汇总-2of2.xlsx"},
		{"a share's summary beside a whole run", second, func(t *testing.T, out string) {
			run1(t, in, Options{Out: out})
			write(t, filepath.Join(out, "汇总-2of2.xlsx"), "mine")
		}, "汇总-2of2.xlsx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			c.spoil(t, out)
			before := contentsOfReal(t, out)
			_, err := Run(context.Background(), []string{in}, Options{Out: out, Shard: c.shard})
			wantInTheWay(t, err, ErrNotOurs, c.want)
			if c.shard == (Shard{}) {
				_, err := MergeReports(out)
				wantInTheWay(t, err, ErrNotOurs, c.want)
			}
			same(t, "the folder", before, contentsOfReal(t, out))
		})
	}
}

// contentsOfReal are the contents of a folder but for a link that leads nowhere.
func contentsOfReal(t *testing.T, folder string) map[string]string {
	t.Helper()
	link := filepath.Join(folder, "汇总.xlsx")
	to, err := os.Readlink(link)
	if err != nil {
		return contents(t, folder)
	}
	remove(t, link)
	all := contents(t, folder)
	if err := os.Symlink(to, link); err != nil {
		t.Fatal(err)
	}
	all["汇总.xlsx"] = "link to " + to
	return all
}

func wantInTheWay(t *testing.T, err, want error, name string) {
	t.Helper()
	var folder *FolderError
	if !errors.As(err, &folder) || !errors.Is(err, want) || folder.InTheWay() != name {
		t.Errorf("%v, want %v: %s", err, want, name)
	}
}

// A first run that was cut off while it put the reports in their places goes on,
// whichever of them is there; so does a merging, which has no journal.
func TestReportsPartlyPublished(t *testing.T) {
	in := folderOfUnits(t, "1.toml")
	for _, gone := range []string{"汇总.xlsx", "manifest.json"} {
		t.Run(gone, func(t *testing.T) {
			out := t.TempDir()
			run1(t, in, Options{Out: out})
			m, err := ReadManifest(filepath.Join(out, "manifest.json"))
			if err != nil {
				t.Fatal(err)
			}
			s, err := openStore(out, Shard{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.begin(m.Basis); err != nil {
				t.Fatal(err)
			}
			s.remember(m.Units[0])
			s.close()
			remove(t, filepath.Join(out, gone))
			wantSaid(t, run1(t, in, Options{Out: out}), "1.toml unchanged")
			wantFiles(t, out, packageOf(0)+"/**", "汇总.xlsx", "manifest.json")
		})
	}
	out := t.TempDir()
	runShares(t, in, out, 2)
	blocked := filepath.Join(out, "汇总.xlsx")
	write(t, filepath.Join(blocked, "x"), "x")
	if _, err := MergeReports(out); err == nil {
		t.Error("a folder was replaced by the summary")
	}
	remove(t, blocked)
	if !exists(filepath.Join(out, "manifest.json")) {
		t.Error("the manifest is not the first in its place")
	}
	if _, err := MergeReports(out); err != nil {
		t.Error(err)
	}
}

// The folder of what is under way is no link, and what is in it that no run made
// stays.
func TestStateFolderOfSomebodyElse(t *testing.T) {
	in := folderOfUnits(t, "1.toml")
	for _, link := range []string{".discgen", ".discgen/run"} {
		t.Run(link, func(t *testing.T) {
			out, elsewhere := t.TempDir(), t.TempDir()
			for _, p := range []string{"running.txt", "run/x", "new/x", "old/x", "reports/x"} {
				write(t, filepath.Join(elsewhere, p), "mine")
			}
			before := contents(t, elsewhere)
			at := filepath.Join(out, filepath.FromSlash(link))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, at); err != nil {
				t.Fatal(err)
			}
			_, err := Run(context.Background(), []string{in}, Options{Out: out})
			wantInTheWay(t, err, ErrStateFolder, filepath.Base(link))
			same(t, "what the link leads to", before, contents(t, elsewhere))
			if exists(filepath.Join(out, packageOf(0))) {
				t.Error("something was built")
			}
		})
	}
	out, elsewhere := t.TempDir(), t.TempDir()
	write(t, filepath.Join(elsewhere, "new/x"), "mine")
	write(t, filepath.Join(out, ".discgen/running.txt"), "mine")
	write(t, filepath.Join(out, ".discgen/run-1/new/x"), "mine")
	write(t, filepath.Join(out, ".discgen/run-2of3/new/x"), "left by a share")
	if err := os.Symlink(elsewhere, filepath.Join(out, ".discgen/run-1of3")); err != nil {
		t.Fatal(err)
	}
	run1(t, in, Options{Out: out})
	remove(t, filepath.Join(out, ".discgen/run-1of3"))
	wantFiles(t, out, packageOf(0)+"/**", "汇总.xlsx", "manifest.json", ".discgen/running.txt", ".discgen/run-1/new/x")
	wantFiles(t, elsewhere, "new/x")
}
