//go:build linux || darwin

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/batch"
)

var batchKills = flag.Int("batch-kills", 24, "number of times that a batch is killed")

// process is the program as a process of its own.
func process(args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), asProgram+"=1")
	var shown bytes.Buffer
	c.Stdout, c.Stderr = &shown, &shown
	return c, &shown
}

// ended is the status of a process that came to its end by itself; -1 where it
// was killed.
func ended(t *testing.T, c *exec.Cmd) int {
	t.Helper()
	err := c.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode()
}

// killed is a batch that is killed again and again, while its unit files change
// between two versions.
type killed struct {
	*testing.T
	in, out  string
	paths    []string
	versions [2]map[string]string // the files of all packages, as they should be
	there    map[string]bool      // packages that were once in their place
	noted    bool                 // the first package has a note
	took     time.Duration        // by a run that is left alone
}

const note = "批注.txt" // in the first package, by somebody else

func newKilled(t *testing.T) *killed {
	k := &killed{T: t, in: t.TempDir(), out: filepath.Join(t.TempDir(), "公开"), there: map[string]bool{}}
	for i := range 8 {
		k.paths = append(k.paths, fmt.Sprintf("区%d/%d.toml", i%3, i))
	}
	for v := range k.versions {
		k.write(v)
		whole := t.TempDir()
		begun := time.Now()
		if got := discgen("batch", k.in, "-o", whole, "-j", "2"); got.status != statusDone {
			t.Fatal(got.stderr)
		}
		k.took = time.Since(begun)
		k.versions[v] = packagesIn(t, whole)
	}
	for p, data := range k.versions[0] {
		if k.versions[1][p] == data || k.versions[1][p] == "" {
			t.Fatalf("%s is the same in both versions", p)
		}
	}
	return k
}

// write makes all unit files those of a version.
func (k *killed) write(version int) {
	for i, p := range k.paths {
		text := unitNamed(k.T, "tiny-2024", tinyName(i))
		text = strings.Replace(text, "\nkind = ", fmt.Sprintf("\ndisclosure_date = 2025-08-%02d\nkind = ", version+1), 1)
		writeFile(k.T, filepath.Join(k.in, p), text)
	}
}

// packagesIn are the files of all packages of a folder of outputs, by path.
// Whatever else is there but reports is an error.
func packagesIn(t *testing.T, out string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(out), ".", func(p string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && p == ".":
			return nil
		case err != nil:
			return err
		case p == ".discgen":
			return fs.SkipDir
		case entry.IsDir() || p == "manifest.json" || p == "汇总.xlsx":
			return nil
		}
		all[p] = read(t, filepath.Join(out, p))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// look asserts that every package is whole, of either version, that none is
// gone that was there, and that nothing else is.
func (k *killed) look(when string) {
	k.Helper()
	found := map[string][]string{} // by package: the versions of its files
	for p, data := range packagesIn(k.T, k.out) {
		if filepath.Base(p) == note {
			continue
		}
		version := slices.IndexFunc(k.versions[:], func(v map[string]string) bool { return v[p] == data })
		found[filepath.Dir(p)] = append(found[filepath.Dir(p)], fmt.Sprint(version))
	}
	for folder, versions := range found {
		if s := strings.Join(versions, " "); s != "0 0" && s != "1 1" {
			k.Errorf("%s: %s has files of the versions %s", when, folder, s)
		}
		k.there[folder] = true
	}
	for folder := range k.there {
		if found[folder] == nil {
			k.Errorf("%s: %s is gone", when, folder)
		}
	}
	k.lookAtReports(when)
}

// lookAtReports asserts that each report is whole, where it is.
func (k *killed) lookAtReports(when string) {
	k.Helper()
	if _, err := batch.ReadManifest(filepath.Join(k.out, "manifest.json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.Errorf("%s: %v", when, err)
	}
	book, err := zip.OpenReader(filepath.Join(k.out, "汇总.xlsx"))
	if err == nil {
		err = book.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.Errorf("%s: 汇总.xlsx: %v", when, err)
	}
}

// finish lets a run come to its end, which must make all of it right.
func (k *killed) finish(version int) {
	k.Helper()
	c, shown := process("batch", k.in, "-o", k.out, "-j", "2")
	if err := c.Start(); err != nil {
		k.Fatal(err)
	}
	if status := ended(k.T, c); status != statusDone {
		k.Fatalf("status %d: %s", status, shown)
	}
	k.look("at the end")
	got := packagesIn(k.T, k.out)
	first := filepath.Join(filepath.Dir(k.paths[0]), tinyPackage(0), note)
	if noted, there := got[first]; there && noted != "note" {
		k.Errorf("the note is %q", noted)
	} else if !there && k.noted {
		k.Error("the note is gone")
	}
	delete(got, first)
	for p, data := range k.versions[version] {
		if got[p] != data {
			k.Errorf("%s is not what it should be", p)
		}
	}
	if _, err := os.Stat(filepath.Join(k.out, ".discgen")); err == nil || len(got) != len(k.versions[version]) {
		k.Errorf("something half done stayed: %d files", len(got))
	}
	writeFile(k.T, filepath.Join(k.out, first), "note")
	k.noted = true
}

// working reports whether packages are being put into their places.
func (k *killed) working() bool {
	_, err := os.Stat(filepath.Join(k.out, ".discgen", "run", "journal"))
	return err == nil
}

// reporting reports whether the reports are being written, wherever that is.
func (k *killed) reporting() bool {
	beside, _ := filepath.Glob(filepath.Join(k.out, ".discgen-*"))
	_, err := os.Stat(filepath.Join(k.out, ".discgen", "run", "reports"))
	return err == nil || len(beside) > 0
}

// cut starts a run, waits until it is so far, and then some time, and sends it a
// signal. It returns the run's status, -1 where the signal killed it, and what
// it showed.
func (k *killed) cut(signal syscall.Signal, soFar func() bool, after time.Duration) (status int, shown string) {
	k.Helper()
	c, screen := process("batch", k.in, "-o", k.out, "-j", "2")
	if err := c.Start(); err != nil {
		k.Fatal(err)
	}
	end := make(chan int, 1)
	go func() {
		_ = c.Wait()
		end <- c.ProcessState.ExitCode()
	}()
	for !soFar() && len(end) == 0 {
		time.Sleep(50 * time.Microsecond)
	}
	time.Sleep(after)
	_ = c.Process.Signal(signal) // which may have ended
	status = <-end
	return status, screen.String()
}

// At whatever moment a batch is killed or interrupted, every package is whole:
// the one before or the one after. The next run makes the rest.
func TestBatchIsKilled(t *testing.T) {
	k := newKilled(t)
	random := rand.New(rand.NewPCG(1, 2))
	moments := []struct {
		soFar func() bool
		after time.Duration // at most
	}{
		{func() bool { return true }, k.took}, {k.working, k.took}, {k.working, k.took}, {k.reporting, time.Millisecond},
	}
	version, statuses := 0, map[int]int{}
	for i := range *batchKills {
		version = 1 - version
		k.write(version)
		signal := syscall.SIGKILL
		if i%5 == 4 {
			signal = syscall.SIGINT
		}
		m := moments[i%len(moments)]
		status, shown := k.cut(signal, m.soFar, time.Duration(random.Int64N(int64(m.after))))
		statuses[status]++
		said := strings.Contains(shown, "discgen：已中断；做完的单位都是完整的，再次运行会接着做")
		if status != statusDone && status != -1 && status != statusInterrupted || said != (status == statusInterrupted) {
			t.Errorf("status %d: %s", status, shown)
		}
		k.look(fmt.Sprintf("kill %d (%s)", i, signal))
		if i%6 == 5 {
			k.finish(version)
		}
	}
	k.finish(version)
	t.Logf("how the runs ended: %v", statuses)
	// that a run was interrupted before its end is a matter of luck here
	if statuses[-1] == 0 {
		t.Error("nothing was cut off")
	}
}

// Ctrl-C lets the units under way come to their end, says what was done and how
// to go on, and leaves what the next run goes on from.
func TestBatchIsInterrupted(t *testing.T) {
	paths := make([]string, 30)
	for i := range paths {
		paths[i] = fmt.Sprintf("%02d.toml", i)
	}
	in, out := tinyUnits(t, paths...), t.TempDir()
	c, shown := process("batch", in, "-o", out, "-j", "1")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for limit := time.Now().Add(30 * time.Second); len(names(t, out)) < 3 && time.Now().Before(limit); {
		time.Sleep(time.Millisecond)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status := ended(t, c); status != statusInterrupted {
		t.Errorf("status %d", status)
	}
	built := len(packagesIn(t, out)) / 2
	want := []string{"discgen：已中断；做完的单位都是完整的，再次运行会接着做，汇总和清单还没有更新\n", fmt.Sprintf("已生成    %d 个\n", built)}
	for _, w := range want {
		if !strings.Contains(shown.String(), w) {
			t.Errorf("no %q in\n%s", w, shown)
		}
	}
	if built == 0 || built == len(paths) || strings.Contains(shown.String(), "报告 ") {
		t.Errorf("%d were built:\n%s", built, shown)
	}
	got := discgen("batch", in, "-o", out)
	if want := fmt.Sprintf("已生成    %d 个\n未变动    %d 个\n", len(paths)-built, built); got.status != statusDone || !strings.Contains(got.stdout, want) {
		t.Errorf("status %d, no %q in\n%s", got.status, want, got.stdout)
	}
}
