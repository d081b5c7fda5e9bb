package batch

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// ways are both ways in which a package takes the place of another.
var ways = map[string]func(*testing.T){"exchange": func(*testing.T) {}, "two steps": noExchange}

// What somebody else put into a package's folder is there after it was
// replaced; the package is the new one.
func TestForeignFilesSurvive(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			way(t)
			in, out := folderOfUnits(t, "1.toml"), t.TempDir()
			run1(t, in, Options{Out: out})
			before := contents(t, out)
			folder := filepath.Join(out, packageOf(0))
			write(t, filepath.Join(folder, "批注.txt"), "note")
			write(t, filepath.Join(folder, "附件", "一", "扫描.png"), "png")
			if err := os.Symlink("批注.txt", filepath.Join(folder, "link")); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 2))
			wantSaid(t, run1(t, in, Options{Out: out}), "1.toml built 单位文件有改动")
			p := packageOf(0) + "/"
			wantFiles(t, out, packageOf(0)+"/**", p+"批注.txt", p+"附件/一/扫描.png", p+"link", "汇总.xlsx", "manifest.json")
			for file, old := range before {
				if file != "汇总.xlsx" && read(t, filepath.Join(out, file)) == old {
					t.Errorf("%s is the old one", file)
				}
			}
			if read(t, filepath.Join(folder, "批注.txt")) != "note" || read(t, filepath.Join(folder, "附件/一/扫描.png")) != "png" {
				t.Error("a foreign file changed")
			}
			if to, err := os.Readlink(filepath.Join(folder, "link")); err != nil || to != "批注.txt" {
				t.Errorf("the link leads to %q, %v", to, err)
			}
		})
	}
}

// A note that is put into a package's folder after that was looked through, and
// before the new one takes its place, is there afterwards.
func TestNoteDuringTheReplacement(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			way(t)
			in, out := folderOfUnits(t, "1.toml"), t.TempDir()
			run1(t, in, Options{Out: out})
			folder := filepath.Join(out, packageOf(0))
			write(t, filepath.Join(folder, "附件", "1.txt"), "early")
			before, last := contents(t, folder), swap
			t.Cleanup(func() { swap = last })
			swap = func(fresh, place string) error {
				write(t, filepath.Join(place, "批注.txt"), "late")
				write(t, filepath.Join(place, "附件", "2.txt"), "late")
				return last(fresh, place)
			}
			write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 2))
			wantSaid(t, run1(t, in, Options{Out: out}), "1.toml built 单位文件有改动")
			p := packageOf(0) + "/"
			wantFiles(t, out, packageOf(0)+"/**", p+"批注.txt", p+"附件/1.txt", p+"附件/2.txt", "汇总.xlsx", "manifest.json")
			for file, old := range before {
				if now := read(t, filepath.Join(folder, file)); (now == old) != (file == "附件/1.txt") {
					t.Errorf("%s is the other one", file)
				}
			}
		})
	}
}

// cutOff is a folder of outputs as a run leaves it that was killed while it put
// a package in place in two steps. The package is that of day 1, the unit file
// of day 2.
type cutOff struct {
	in, out      string
	place        string // of the package
	fresh, aside string
	old, new     map[string]string // the packages
}

func newCutOff(t *testing.T) cutOff {
	t.Helper()
	in := folderOfUnits(t, "1.toml", "2.toml")
	write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 2))
	other := t.TempDir()
	run1(t, in, Options{Out: other})
	c := cutOff{in: in, out: t.TempDir(), new: contents(t, filepath.Join(other, packageOf(0)))}
	write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 1))
	run1(t, in, Options{Out: c.out})
	write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 2))
	c.place = filepath.Join(c.out, packageOf(0))
	c.old = contents(t, c.place)
	write(t, filepath.Join(c.place, "批注.txt"), "note")

	state := filepath.Join(c.out, ".discgen", "run")
	c.fresh, c.aside = filepath.Join(state, "new", "0"), filepath.Join(state, "old", "0")
	m, err := ReadManifest(filepath.Join(c.out, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	journal := ""
	for _, e := range []entry{{Basis: &m.Basis}, {Replace: &replace{packageOf(0), "0"}}} {
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		journal += string(line) + "\n"
	}
	write(t, filepath.Join(state, "journal"), journal)
	for name, data := range c.new {
		write(t, filepath.Join(c.fresh, name), data)
	}
	write(t, filepath.Join(c.fresh, "批注.txt"), "note")
	if err := os.MkdirAll(filepath.Dir(c.aside), 0o755); err != nil {
		t.Fatal(err)
	}
	return c
}

func move(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// Wherever a replacement in two steps was cut off, the next run has a whole
// package to begin with, and a new one at its end. A run that is to make no
// change shows what there is to begin with.
func TestCutOffInTwoSteps(t *testing.T) {
	for _, c := range []struct {
		name string
		cut  func(t *testing.T, c cutOff)
		new  bool // the package was in its place already
	}{
		{"before the first step", func(*testing.T, cutOff) {}, false},
		{"between the steps", func(t *testing.T, c cutOff) { move(t, c.place, c.aside) }, false},
		{"between the steps, the journal torn behind", func(t *testing.T, c cutOff) {
			move(t, c.place, c.aside)
			journal := filepath.Join(c.out, ".discgen/run/journal")
			write(t, journal, read(t, journal)+`{"unit":{"unit":"1.toml","sha`)
		}, false},
		{"behind the second step", func(t *testing.T, c cutOff) { move(t, c.place, c.aside); move(t, c.fresh, c.place) }, true},
		{"while the old one was removed", func(t *testing.T, c cutOff) {
			move(t, c.place, c.aside)
			move(t, c.fresh, c.place)
			remove(t, one(t, c.out, "../.discgen/run/old/0/*.pdf"))
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			noExchange(t)
			cut := newCutOff(t)
			c.cut(t, cut)
			want := map[string]string{"批注.txt": "note"}
			for name, data := range map[bool]map[string]string{false: cut.old, true: cut.new}[c.new] {
				want[name] = data
			}
			s, err := openStore(cut.out, Shard{})
			if err != nil {
				t.Fatal(err)
			}
			s.close()
			same(t, "the package to begin with", want, contents(t, cut.place))

			wantSaid(t, run1(t, cut.in, Options{Out: cut.out}), "1.toml built 单位文件有改动", "2.toml unchanged")
			cut.new["批注.txt"] = "note"
			same(t, "the package at the end", cut.new, contents(t, cut.place))
			wantFiles(t, cut.out, packageOf(0)+"/**", packageOf(1)+"/**", packageOf(0)+"/批注.txt", "汇总.xlsx", "manifest.json")
		})
	}
}

// A run of all units undoes what a share left half done, too.
func TestCutOffShare(t *testing.T) {
	cut := newCutOff(t)
	move(t, cut.place, cut.aside)
	move(t, filepath.Join(cut.out, ".discgen/run"), filepath.Join(cut.out, ".discgen/run-1of2"))
	run1(t, cut.in, Options{Out: cut.out})
	wantFiles(t, cut.out, packageOf(0)+"/**", packageOf(1)+"/**", packageOf(0)+"/批注.txt", "汇总.xlsx", "manifest.json")
}

// Where the second of the two steps fails, the old package comes back.
func TestSecondStepFails(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	s, err := openStore(out, Shard{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	noExchange(t)
	if err := s.begin(Basis{}); err != nil {
		t.Fatal(err)
	}
	before := contents(t, filepath.Join(out, packageOf(0)))
	err = s.replace("0", packageOf(0), filepath.Join(out, "nothing"), filepath.Join(out, packageOf(0)), nil)
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	same(t, "the package", before, contents(t, filepath.Join(out, packageOf(0))))
}

// Where the reports cannot be written, the packages are built, and the next run
// has only the reports to do.
func TestReportsCannotBeWritten(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml"), t.TempDir()
	blocked := filepath.Join(out, "manifest.json", "x")
	write(t, blocked, "x")
	report, err := Run(t.Context(), []string{in}, Options{Out: out})
	var failed *ReportError
	if !errors.As(err, &failed) || failed.Out != out {
		t.Fatalf("%v", err)
	}
	wantSaid(t, report, "1.toml built 没有上次的记录")
	remove(t, filepath.Dir(blocked))
	wantSaid(t, run1(t, in, Options{Out: out}), "1.toml unchanged")
	wantFiles(t, out, packageOf(0)+"/**", "汇总.xlsx", "manifest.json")
}
