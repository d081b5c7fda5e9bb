package batch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
)

func TestParseShard(t *testing.T) {
	for text, want := range map[string]Shard{"1/1": {1, 1}, "2/3": {2, 3}, "100/100": {100, 100}} {
		if got, err := ParseShard(text); err != nil || got != want || got.String() != text {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "0/3", "4/3", "1/0", "-1/3", "1/3/5", " 1/3", "1of3", "a/b", "1/99999999"} {
		if got, err := ParseShard(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Every unit is in one share of n, wherever it is, and stays there when others
// come; no share is much larger than the others.
func TestShards(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7} {
		sizes := make([]int, n)
		for i := range 3000 {
			id := fmt.Sprintf("区%d/单位%d.toml", i%17, i)
			in := 0
			for k := range n {
				if (Shard{k + 1, n}).has(id) {
					in++
					sizes[k]++
				}
			}
			if in != 1 {
				t.Fatalf("%s is in %d of %d shares", id, in, n)
			}
		}
		for k, size := range sizes {
			if size < 3000/n*8/10 || size > 3000/n*12/10 {
				t.Errorf("share %d of %d has %d units", k+1, n, size)
			}
		}
	}
	if want := (Shard{2, 3}); !want.has("教育/一中.toml") {
		t.Error("a unit went into another share than with the programs before")
	}
}

// someUnits is a folder of units of which one has errors and one has findings.
func someUnits(t *testing.T) string {
	in := folderOfUnits(t, "a/1.toml", "a/2.toml", "b/3.toml", "b/4.toml", "5.toml", "6.toml")
	write(t, filepath.Join(in, "a/2.toml"), broken(unitText(nameOf(1), 1)))
	write(t, filepath.Join(in, "7.toml"), read(t, "../../examples/changji-gsl-2024/unit.toml"))
	return in
}

func runShares(t *testing.T, in, out string, n int) {
	t.Helper()
	for i := range n {
		run1(t, in, Options{Out: out, Shard: Shard{i + 1, n}, Workers: 2})
	}
}

// withoutShares are the files of a folder without the reports of shares.
func withoutShares(t *testing.T, out string) map[string]string {
	t.Helper()
	all := contents(t, out)
	for p := range all {
		if strings.Contains(p, "of") && !strings.Contains(p, "/") {
			delete(all, p)
		}
	}
	return all
}

// Three shares and the joined reports are what one run of all units makes.
func TestMergedReports(t *testing.T) {
	in, whole, shared := someUnits(t), t.TempDir(), t.TempDir()
	run1(t, in, Options{Out: whole})
	runShares(t, in, shared, 3)
	report, err := MergeReports(shared)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "one run and three shares", contents(t, whole), withoutShares(t, shared))
	if built, failed := len(report.Of(Built)), len(report.Of(Failed)); built != 6 || failed != 1 || report.Out != shared {
		t.Errorf("%d built, %d failed, in %s", built, failed, report.Out)
	}

	// Once more after a change: a unit of one share is renamed into another, one
	// fails that was built, one is gone.
	write(t, filepath.Join(in, "a/1.toml"), broken(unitText(nameOf(0), 1)))
	remove(t, filepath.Join(in, "6.toml"))
	for i := range 4 { // through several shares
		from, to := fmt.Sprintf("b/3%s.toml", strings.Repeat("x", i)), fmt.Sprintf("b/3%s.toml", strings.Repeat("x", i+1))
		move(t, filepath.Join(in, from), filepath.Join(in, to))
		run1(t, in, Options{Out: whole})
		runShares(t, in, shared, 3)
		if _, err := MergeReports(shared); err != nil {
			t.Fatal(err)
		}
		same(t, "after "+to, contents(t, whole), withoutShares(t, shared))
	}
}

// Units of a whole run are not built again by a share, nor the other way round.
func TestSharesKnowOfEachOther(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml", "2.toml", "3.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	runShares(t, in, out, 2)
	for _, u := range run1(t, in, Options{Out: out, Shard: Shard{1, 3}}).Units {
		if u.Outcome != Unchanged {
			t.Errorf("%s was built again", u.Unit)
		}
	}
	remove(t, filepath.Join(out, "manifest.json"))
	remove(t, filepath.Join(out, "汇总.xlsx"))
	wantSaid(t, run1(t, in, Options{Out: out}), "1.toml unchanged", "2.toml unchanged", "3.toml unchanged")
}

func TestReportsThatCannotBeJoined(t *testing.T) {
	in := folderOfUnits(t, "1.toml", "2.toml", "3.toml", "4.toml")
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, out string)
		want  string
	}{
		{"no share", func(t *testing.T, out string) { remove(t, out); write(t, filepath.Join(out, "x"), "") }, "里没有各份的清单"},
		{"a missing share", func(t *testing.T, out string) { remove(t, filepath.Join(out, "manifest-2of3.json")) }, "缺少这几份的清单：2/3"},
		{"two missing shares", func(t *testing.T, out string) {
			remove(t, filepath.Join(out, "manifest-2of3.json"))
			remove(t, filepath.Join(out, "manifest-1of3.json"))
		}, "缺少这几份的清单：1/3、2/3"},
		{"a share of another count", func(t *testing.T, out string) {
			run1(t, in, Options{Out: out, Shard: Shard{1, 4}})
		}, "请删去不要的清单"},
		{"other options", func(t *testing.T, out string) {
			run1(t, in, Options{Out: out, Shard: Shard{2, 3}, Build: generator.Options{Charts: true}})
		}, "选项与上次不同"},
		{"another version", func(t *testing.T, out string) {
			run1(t, in, Options{Out: out, Shard: Shard{2, 3}, Version: "2"})
		}, "程序不是原来的版本"},
		{"renamed", func(t *testing.T, out string) {
			move(t, filepath.Join(out, "manifest-2of3.json"), filepath.Join(out, "manifest-3of3.json"))
		}, "与文件名不符"},
		{"no manifest", func(t *testing.T, out string) { write(t, filepath.Join(out, "manifest-2of3.json"), "{}") }, "不是这个程序写的清单"},
		{"a share of other folders", func(t *testing.T, out string) {
			name := filepath.Join(out, "manifest-2of3.json")
			first := read(t, filepath.Join(out, "manifest-1of3.json"))
			write(t, name, strings.Replace(first, `"shard": "1/3"`, `"shard": "2/3"`, 1))
		}, "在两份清单里"},
		{"a share that was cut off", func(t *testing.T, out string) {
			write(t, filepath.Join(out, ".discgen", "run-2of3", "journal"), "\n")
		}, "第 2/3 份没有做完"},
		{"a package that was changed", func(t *testing.T, out string) {
			write(t, one(t, out, "*.pdf"), "other")
		}, "1.toml：成果文件有改动"},
		{"a package that is gone", func(t *testing.T, out string) {
			remove(t, filepath.Join(out, packageOf(0)))
		}, "1.toml：成果文件不在"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			runShares(t, in, out, 3)
			c.spoil(t, out)
			_, err := MergeReports(out)
			var merge *MergeError
			if !errors.As(err, &merge) || !strings.Contains(merge.Message, c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if exists(filepath.Join(out, "manifest.json")) || exists(filepath.Join(out, "汇总.xlsx")) {
				t.Error("reports were written")
			}
		})
	}
	nowhere := filepath.Join(t.TempDir(), "none")
	if _, err := MergeReports(nowhere); !errors.Is(err, os.ErrNotExist) || exists(nowhere) {
		t.Errorf("%v", err)
	}
}
