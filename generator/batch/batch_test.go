package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/templates"
)

func TestFolderInFolderOut(t *testing.T) {
	in := folderOfUnits(t, "教育/一中.toml", "教育/二中.TOML", "卫生/医院/单位.toml", "局.toml",
		"discgen.toml", "教育/.旧.toml", ".git/x.toml", "说明.txt")
	for _, name := range []string{"discgen.toml", "教育/.旧.toml", ".git/x.toml", "说明.txt"} {
		write(t, filepath.Join(in, name), "# no unit")
	}
	out := filepath.Join(t.TempDir(), "公开", "二〇二四")
	report := run1(t, in, Options{Out: out, Workers: 2})
	wantSaid(t, report,
		"卫生/医院/单位.toml built 没有上次的记录", "局.toml built 没有上次的记录",
		"教育/一中.toml built 没有上次的记录", "教育/二中.TOML built 没有上次的记录")
	wantFiles(t, out, "教育/"+packageOf(0)+"/**", "教育/"+packageOf(1)+"/**", "卫生/医院/"+packageOf(2)+"/**",
		packageOf(3)+"/**", "汇总.xlsx", "manifest.json")
}

// Without a folder for them, outputs stand beside the unit files; a second run
// takes none of them for a unit file.
func TestOutputsBesideTheUnitFiles(t *testing.T) {
	in := folderOfUnits(t, "a/x.toml", "y.toml")
	for _, want := range []string{"built 没有上次的记录", "unchanged"} {
		wantSaid(t, run1(t, in, Options{}), "a/x.toml "+want, "y.toml "+want)
		wantFiles(t, in, "a/x.toml", "y.toml", "a/"+packageOf(0)+"/**", packageOf(1)+"/**", "汇总.xlsx", "manifest.json")
	}
}

// The folder of outputs may be in that of the unit files: what is in it is none
// of the input.
func TestFolderOfOutputsInTheInput(t *testing.T) {
	in := folderOfUnits(t, "x.toml", "公开/旧.toml")
	out := filepath.Join(in, "公开")
	for range 2 {
		if got := len(run1(t, in, Options{Out: out}).Units); got != 1 {
			t.Errorf("%d units", got)
		}
	}
	wantFiles(t, in, "x.toml", "公开/旧.toml", "公开/"+packageOf(0)+"/**", "公开/汇总.xlsx", "公开/manifest.json")
}

func TestSeveralFolders(t *testing.T) {
	in := folderOfUnits(t, "甲/单位.toml", "乙/单位.toml", "丙/甲/单位.toml")
	folder := func(name string) string { return filepath.Join(in, name) }
	out := t.TempDir()
	if _, err := Run(context.Background(), []string{folder("甲"), folder("乙") + "/"}, Options{Out: out}); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, out, "甲/"+packageOf(0)+"/**", "乙/"+packageOf(1)+"/**", "汇总.xlsx", "manifest.json")
	for _, c := range []struct {
		name    string
		folders []string
		out     string
		want    error
	}{
		{"no folder for the outputs", []string{folder("甲"), folder("乙")}, "", ErrNoOut},
		{"two of one name", []string{folder("甲"), folder("丙/甲")}, "x", ErrSameName},
		{"a file", []string{folder("甲/单位.toml")}, "x", ErrNoFolder},
		{"nothing there", []string{folder("丁")}, "x", os.ErrNotExist},
		{"no unit file", []string{t.TempDir()}, "x", ErrNothing},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := c.out
			if out != "" {
				out = filepath.Join(t.TempDir(), out)
			}
			if _, err := Run(context.Background(), c.folders, Options{Out: out}); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if out != "" && exists(out) {
				t.Error("a folder for the outputs was made")
			}
		})
	}
}

// What the number of workers and the way there were, the outputs and reports
// do not tell.
func TestSameBytes(t *testing.T) {
	in := folderOfUnits(t, "a/1.toml", "a/2.toml", "a/3.toml", "b/4.toml", "b/5.toml", "6.toml", "7.toml", "8.toml")
	write(t, filepath.Join(in, "a/2.toml"), broken(unitText(nameOf(1), 1)))
	one, eight := t.TempDir(), t.TempDir()
	run1(t, in, Options{Out: one, Workers: 1})
	run1(t, in, Options{Out: eight, Workers: 8})
	want := contents(t, one)
	same(t, "1 and 8 workers", want, contents(t, eight))

	run1(t, in, Options{Out: eight, Workers: 8})
	same(t, "a run that found nothing changed", want, contents(t, eight))
	run1(t, in, Options{Out: eight, Workers: 8, Force: true})
	same(t, "a run that built all again", want, contents(t, eight))

	halves := t.TempDir()
	hidden := filepath.Join(in, "6.toml")
	text := read(t, hidden)
	if err := os.Remove(hidden); err != nil {
		t.Fatal(err)
	}
	run1(t, in, Options{Out: halves})
	write(t, hidden, text)
	run1(t, in, Options{Out: halves})
	same(t, "two runs", want, contents(t, halves))
}

// Each reason for building a unit again, one at a time; the other unit stays as
// it is wherever the reason is the unit's own.
func TestWhy(t *testing.T) {
	other := fstest.MapFS{}
	if err := copyInto(other); err != nil {
		t.Fatal(err)
	}
	words := other["xinjiang/settings.toml"]
	other["xinjiang/settings.toml"] = &fstest.MapFile{Data: append(slices.Clone(words.Data), "\n# another\n"...)}
	for _, c := range []struct {
		name   string
		change func(t *testing.T, in, out string, o *Options)
		want   Why
		both   bool
	}{
		{"nothing", func(*testing.T, string, string, *Options) {}, "", false},
		{"unit file", func(t *testing.T, in, _ string, _ *Options) {
			write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 2))
		}, WhyUnit, false},
		{"only a comment of the unit file", func(t *testing.T, in, _ string, _ *Options) {
			write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 1)+"# 说明\n")
		}, WhyUnit, false},
		{"PDF is gone", func(t *testing.T, _, out string, _ *Options) { remove(t, one(t, out, "*说明.pdf")) }, WhyMissing, false},
		{"package is gone", func(t *testing.T, _, out string, _ *Options) { remove(t, filepath.Join(out, packageOf(0))) }, WhyMissing, false},
		{"workbook was saved by somebody", func(t *testing.T, _, out string, _ *Options) {
			write(t, one(t, out, "*表.xlsx"), "other")
		}, WhyTouched, false},
		{"workbook is a folder", func(t *testing.T, _, out string, _ *Options) {
			book := one(t, out, "*表.xlsx")
			remove(t, book)
			write(t, filepath.Join(book, "x"), "x")
		}, WhyTouched, false},
		{"reports are gone", func(t *testing.T, _, out string, _ *Options) {
			remove(t, filepath.Join(out, "manifest.json"))
			remove(t, filepath.Join(out, "汇总.xlsx"))
		}, WhyNew, true},
		{"summary is gone", func(t *testing.T, _, out string, _ *Options) { remove(t, filepath.Join(out, "汇总.xlsx")) }, "", false},
		{"charts", func(_ *testing.T, _, _ string, o *Options) { o.Build.Charts = true }, WhyOptions, true},
		{"statements", func(_ *testing.T, _, _ string, o *Options) { o.Build.StatementsInPDF = true }, WhyOptions, true},
		{"strict", func(_ *testing.T, _, _ string, o *Options) { o.Build.Strict = true }, WhyOptions, true},
		{"accept", func(_ *testing.T, _, _ string, o *Options) { o.Build.Accept = []string{"S-04"} }, WhyOptions, true},
		{"templates", func(_ *testing.T, _, _ string, o *Options) { o.Build.Templates = other }, WhyTemplates, true},
		{"version", func(_ *testing.T, _, _ string, o *Options) { o.Version = "2" }, WhyTool, true},
		{"forced", func(_ *testing.T, _, _ string, o *Options) { o.Force = true }, WhyForced, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // most of the time is spent on waiting for the disk
			in, out := folderOfUnits(t, "1.toml", "2.toml"), t.TempDir()
			o := Options{Out: out, Version: "1"}
			run1(t, in, o)
			c.change(t, in, out, &o)
			line := func(unit string, built bool) string {
				if !built {
					return unit + " unchanged"
				}
				return fmt.Sprintf("%s built %s", unit, c.want)
			}
			wantSaid(t, run1(t, in, o), line("1.toml", c.want != ""), line("2.toml", c.both))
			o.Force = false
			wantSaid(t, run1(t, in, o), "1.toml unchanged", "2.toml unchanged")
			wantFiles(t, out, packageOf(0)+"/**", packageOf(1)+"/**", "汇总.xlsx", "manifest.json")
		})
	}
}

func copyInto(to fstest.MapFS) error {
	for _, pattern := range []string{"*/*", "*/*/*"} {
		names, err := filepath.Glob("../../templates/" + pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if data, err := os.ReadFile(name); err == nil {
				to[strings.TrimPrefix(filepath.ToSlash(name), "../../templates/")] = &fstest.MapFile{Data: data}
			}
		}
	}
	_, err := templates.FS.Open("xinjiang/settings.toml")
	return err
}

// one is the file of the first package that fits.
func one(t *testing.T, out, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(out, packageOf(0), pattern))
	if err != nil || len(names) != 1 {
		t.Fatalf("%q, %v", names, err)
	}
	return names[0]
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// A unit that fails keeps what an earlier run made of it, and is tried again
// each time.
func TestFailedUnit(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml", "2.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	before := contents(t, filepath.Join(out, packageOf(0)))
	write(t, filepath.Join(in, "1.toml"), broken(unitText(nameOf(0), 2)))
	for _, why := range []Why{WhyUnit, WhyFailed} {
		report := run1(t, in, Options{Out: out})
		wantSaid(t, report, "1.toml failed "+string(why), "2.toml unchanged")
		u := report.Units[0]
		if u.Status != StatusErrors || len(u.Outputs) != 0 || len(u.Findings) != 1 || u.Findings[0].Rule != "U-03" {
			t.Errorf("%+v", u)
		}
		want := []string{packageOf(0) + "/" + packageOf(0) + "表.xlsx", packageOf(0) + "/" + packageOf(0) + "说明.pdf"}
		if !slices.Equal(u.Earlier, want) || len(report.LeftBehind) != 0 {
			t.Errorf("earlier %q, left %v", u.Earlier, report.LeftBehind)
		}
		same(t, "the earlier package", before, contents(t, filepath.Join(out, packageOf(0))))
	}
	write(t, filepath.Join(in, "1.toml"), unitText(nameOf(0), 1))
	wantSaid(t, run1(t, in, Options{Out: out}), "1.toml built 单位文件有改动", "2.toml unchanged")
}

// What no unit makes any more is named, run after run, until it is deleted.
func TestLeftBehind(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml", "2.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	write(t, filepath.Join(in, "1.toml"), unitText("临沙县献血办公室", 1))
	remove(t, filepath.Join(in, "2.toml"))
	var want []Left
	for i, unit := range []string{"1.toml", "2.toml"} {
		for _, end := range []string{"表.xlsx", "说明.pdf"} {
			want = append(want, Left{unit, packageOf(i) + "/" + packageOf(i) + end})
		}
	}
	for _, why := range []string{"built 单位文件有改动", "unchanged"} {
		report := run1(t, in, Options{Out: out})
		wantSaid(t, report, "1.toml "+why)
		if !reflect.DeepEqual(report.LeftBehind, want) {
			t.Errorf("%v", report.LeftBehind)
		}
		if m, err := ReadManifest(filepath.Join(out, "manifest.json")); err != nil || !reflect.DeepEqual(m.LeftBehind, want) {
			t.Errorf("the manifest says %v, %v", m.LeftBehind, err)
		}
	}
	remove(t, filepath.Join(out, packageOf(0)))
	remove(t, filepath.Join(out, packageOf(1)))
	if report := run1(t, in, Options{Out: out}); len(report.LeftBehind) != 0 {
		t.Errorf("%v", report.LeftBehind)
	}
}

// Another unit that takes the package over leaves nothing behind.
func TestRenamedUnitFile(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	if err := os.Rename(filepath.Join(in, "1.toml"), filepath.Join(in, "新.toml")); err != nil {
		t.Fatal(err)
	}
	report := run1(t, in, Options{Out: out})
	wantSaid(t, report, "新.toml built 没有上次的记录")
	if len(report.LeftBehind) != 0 {
		t.Errorf("%v", report.LeftBehind)
	}
}

// A run that is stopped says what it did; the next goes on from there.
func TestStopped(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml", "2.toml", "3.toml", "4.toml"), t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	report, err := Run(ctx, []string{in}, Options{Out: out, Workers: 1, Progress: func(_ Unit, done, all int) {
		if all != 4 {
			t.Errorf("%d of %d", done, all)
		}
		if done == 2 {
			stop()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(report.Files) != 0 {
		t.Errorf("%v, reports %q", err, report.Files)
	}
	wantSaid(t, report, "1.toml built 没有上次的记录", "2.toml built 没有上次的记录")
	if exists(filepath.Join(out, "manifest.json")) {
		t.Error("there is a manifest")
	}
	wantSaid(t, run1(t, in, Options{Out: out}),
		"1.toml unchanged", "2.toml unchanged", "3.toml built 没有上次的记录", "4.toml built 没有上次的记录")
	wantFiles(t, out, packageOf(0)+"/**", packageOf(1)+"/**", packageOf(2)+"/**", packageOf(3)+"/**", "汇总.xlsx", "manifest.json")
}

// Progress is told of every unit once, in steps of one.
func TestProgress(t *testing.T) {
	in := folderOfUnits(t, "1.toml", "2.toml", "3.toml", "4.toml", "5.toml")
	told := map[string]int{}
	last := 0
	o := Options{Out: t.TempDir(), Workers: 4, Progress: func(u Unit, done, all int) {
		told[u.Unit]++
		if last++; done != last || all != 5 {
			t.Errorf("%d of %d after %d", done, all, last-1)
		}
	}}
	for range 2 {
		last = 0
		run1(t, in, o)
	}
	for unit, n := range told {
		if n != 2 || len(told) != 5 {
			t.Errorf("%s was told %d times", unit, n)
		}
	}
}

// Two runs in one folder would undo each other's work; shares do not.
func TestTwoRunsAtOnce(t *testing.T) {
	whole, first, second := Shard{}, Shard{1, 2}, Shard{2, 2}
	for _, c := range []struct {
		name           string
		running, other Shard
		locked         bool
	}{
		{"all units twice", whole, whole, true},
		{"a share beside all units", whole, first, true},
		{"all units beside a share", first, whole, true},
		{"a share twice", first, first, true},
		{"two shares", first, second, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := folderOfUnits(t, "1.toml", "2.toml", "3.toml", "4.toml", "5.toml", "6.toml"), t.TempDir()
			var tried bool
			_, err := Run(context.Background(), []string{in}, Options{Out: out, Shard: c.running, Workers: 1, Progress: func(Unit, int, int) {
				if tried {
					return
				}
				tried = true
				_, err := Run(context.Background(), []string{in}, Options{Out: out, Shard: c.other})
				if errors.Is(err, ErrLocked) != c.locked || err != nil && !c.locked {
					t.Errorf("%v", err)
				}
			}})
			if err != nil || !tried {
				t.Errorf("%v, tried: %t", err, tried)
			}
			if exists(filepath.Join(out, ".discgen")) {
				t.Error("the folder of what is under way stayed")
			}
		})
	}
}

// What the system refuses about one unit is said of that unit; the others are
// built.
func TestSystemRefuses(t *testing.T) {
	for _, c := range []struct {
		name    string
		spoil   func(t *testing.T, in, out string)
		failure string
		left    []string // beside the other unit's files
	}{
		{"unit file cannot be read", func(t *testing.T, in, _ string) {
			remove(t, filepath.Join(in, "a/1.toml"))
			if err := os.Symlink("nowhere", filepath.Join(in, "a/1.toml")); err != nil {
				t.Fatal(err)
			}
		}, "不能读取单位文件：文件夹或文件不存在", nil},
		{"a file where a folder must be", func(t *testing.T, _, out string) {
			write(t, filepath.Join(out, "a"), "x")
		}, "不能写入 a/" + packageOf(0) + "：这个位置不是文件夹", []string{"a"}},
		{"a file where the package must be", func(t *testing.T, _, out string) {
			write(t, filepath.Join(out, "a", packageOf(0)), "x")
		}, "不能写入 a/" + packageOf(0) + "：这个位置不是文件夹", []string{"a/" + packageOf(0)}},
		{"a link where the package must be", func(t *testing.T, in, out string) {
			write(t, filepath.Join(out, "a", "x"), "x")
			if err := os.Symlink(in, filepath.Join(out, "a", packageOf(0))); err != nil {
				t.Fatal(err)
			}
		}, "不能写入 a/" + packageOf(0) + "：这个位置不是文件夹", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := folderOfUnits(t, "a/1.toml", "2.toml"), t.TempDir()
			c.spoil(t, in, out)
			report := run1(t, in, Options{Out: out})
			if u := report.Units[1]; u.Outcome != Failed || u.Status != StatusFailed || u.Failure != c.failure {
				t.Errorf("%s: %s", u.Outcome, u.Failure)
			}
			if u := report.Units[0]; u.Outcome != Built {
				t.Errorf("the other unit: %+v", u)
			}
			if c.left != nil {
				wantFiles(t, out, append(c.left, packageOf(1)+"/**", "汇总.xlsx", "manifest.json")...)
			}
			if exists(filepath.Join(out, ".discgen")) {
				t.Error("something half done stayed")
			}
		})
	}
}

// A fault of the template set fails each unit, and no more.
func TestFaultOfTheTemplates(t *testing.T) {
	sets := fstest.MapFS{"xinjiang/settings.toml": &fstest.MapFile{Data: []byte("none")}}
	in := folderOfUnits(t, "1.toml")
	report := run1(t, in, Options{Out: t.TempDir(), Build: generator.Options{Templates: sets}})
	if u := report.Units[0]; u.Status != StatusFailed || u.Failure == "" {
		t.Errorf("%+v", u)
	}
}

// A unit that names last year's file is built again when that one changes.
func TestFileBesideAUnitChanges(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	closed := read(t, "../testdata/years/closed.toml")
	write(t, filepath.Join(in, "closed.toml"), closed)
	write(t, filepath.Join(in, "next.toml"), read(t, "../testdata/years/next.toml"))
	o := Options{Out: out}
	wantSaid(t, run1(t, in, o), "closed.toml built "+string(WhyNew), "next.toml built "+string(WhyNew))
	wantSaid(t, run1(t, in, o), "closed.toml unchanged", "next.toml unchanged")
	write(t, filepath.Join(in, "closed.toml"), closed+"# 说明\n")
	wantSaid(t, run1(t, in, o), "closed.toml built "+string(WhyUnit), "next.toml built "+string(WhyInput))
	wantSaid(t, run1(t, in, o), "closed.toml unchanged", "next.toml unchanged")
}

// Settings above the unit files are looked for each time: new ones, changed ones
// and those that are gone.
func TestSettingsAboveChange(t *testing.T) {
	in, out := folderOfUnits(t, "a/1.toml", "b/2.toml"), t.TempDir()
	o := Options{Out: out}
	run1(t, in, o)
	settings := filepath.Join(in, "a", "discgen.toml")
	for _, c := range []struct {
		name   string
		change func()
	}{
		{"new", func() { write(t, settings, "# 设置\n") }},
		{"changed", func() { write(t, settings, "# 别的设置\n") }},
		{"gone", func() { remove(t, settings) }},
	} {
		c.change()
		wantSaid(t, run1(t, in, o), "a/1.toml built "+string(WhyInput), "b/2.toml unchanged")
		wantSaid(t, run1(t, in, o), "a/1.toml unchanged", "b/2.toml unchanged")
	}
}
