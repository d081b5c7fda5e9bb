package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

const root = "../.."

var date = time.Date(2025, time.September, 10, 8, 30, 2, 0, time.UTC)

// standIn is a release of a folder without the compiler, which takes long.
func standIn(root string) release {
	return release{
		root: root, version: "1.2.3", date: date, targets: targets, said: io.Discard,
		build: func(_, version string, t target) ([]byte, error) {
			return []byte("program " + version + " for " + t.String()), nil
		},
		licences: func(string, target) ([]byte, error) { return []byte("许可\n"), nil },
	}
}

// packed is a file as an archive has it.
type packed struct {
	data []byte
	mode fs.FileMode
	time time.Time
	utf8 bool // the archive says of the name that it is UTF-8
}

func unpack(t *testing.T, name string, data []byte) (map[string]packed, []string) {
	t.Helper()
	if strings.HasSuffix(name, ".zip") {
		return unzip(t, data)
	}
	return untar(t, data)
}

func unzip(t *testing.T, data []byte) (map[string]packed, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files, order := map[string]packed{}, []string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, f.Name)
		files[f.Name] = packed{text, f.Mode(), f.Modified.UTC(), f.Flags&0x800 != 0}
	}
	return files, order
}

func untar(t *testing.T, data []byte) (map[string]packed, []string) {
	t.Helper()
	g, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if g.Name != "" || !g.ModTime.IsZero() || g.OS != 255 {
		t.Errorf("the gzip header says %+v", g.Header)
	}
	files, order := map[string]packed{}, []string{}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files, order
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s has an owner", h.Name)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, h.Name)
		files[h.Name] = packed{text, h.FileInfo().Mode(), h.ModTime.UTC(), true}
	}
}

// written makes the archives and returns every file by its name.
func written(t *testing.T, r release) map[string][]byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	if err := r.write(out); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		if all[e.Name()], err = os.ReadFile(filepath.Join(out, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// Each system gets its archive, with its program, everything that is handed
// out and nothing else, in order, with fixed modes and times.
func TestArchives(t *testing.T) {
	all := written(t, standIn(root))
	names := []string{"SHA256SUMS"}
	for _, target := range targets {
		names = append(names, standIn(root).name(target)+target.extension())
	}
	if got := slices.Sorted(mapKeys(all)); !slices.Equal(got, slices.Sorted(slices.Values(names))) {
		t.Fatalf("made %q, want %q", got, names)
	}
	for _, target := range targets {
		t.Run(target.String(), func(t *testing.T) {
			folder := standIn(root).name(target)
			files, order := unpack(t, folder+target.extension(), all[folder+target.extension()])
			if !slices.IsSorted(order) || len(slices.Compact(slices.Clone(order))) != len(order) {
				t.Errorf("the order is %q", order)
			}
			for name, f := range files {
				mode := fs.FileMode(0o644)
				if name == folder+"/"+target.program() {
					mode = 0o755
				}
				if f.mode != mode || !f.time.Equal(date) {
					t.Errorf("%s: mode %s, time %s", name, f.mode, f.time)
				}
				if !strings.HasPrefix(name, folder+"/") || strings.HasSuffix(name, ".go") {
					t.Errorf("%s should not be there", name)
				}
				if !f.utf8 && regexp.MustCompile(`[^ -~]`).MatchString(name) {
					t.Errorf("%s is not marked as UTF-8", name)
				}
			}
			if got := string(files[folder+"/"+target.program()].data); got != "program 1.2.3 for "+target.String() {
				t.Errorf("the program is %q", got)
			}
			assertHandedOut(t, folder, files)
		})
	}
	assertSums(t, all)
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)\)`)

// assertHandedOut looks for what is to be there, with the bytes of the
// repository, and for what the guides point to.
func assertHandedOut(t *testing.T, folder string, files map[string]packed) {
	t.Helper()
	for _, name := range []string{
		"LICENSE", "README.zh-CN.md", "docs/checks.md", "docs/import.md", "examples/tiny-2024/unit.toml",
		"examples/changji-gsl-2024/unit.toml", "fonts/licences/FandolFang-COPYING.txt",
	} {
		want, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(files[folder+"/"+name].data, want) {
			t.Errorf("%s is not there as it should be", name)
		}
	}
	if string(files[folder+"/第三方软件许可.txt"].data) != "许可\n" {
		t.Error("no licences of the libraries")
	}
	for _, m := range link.FindAllStringSubmatch(string(files[folder+"/README.zh-CN.md"].data), -1) {
		to := path.Join(folder, m[1])
		if !slices.ContainsFunc(slices.Collect(mapKeys(files)), func(n string) bool { return n == to || strings.HasPrefix(n, to+"/") }) {
			t.Errorf("the guide points to %s, which is not in the archive", m[1])
		}
	}
}

func assertSums(t *testing.T, all map[string][]byte) {
	t.Helper()
	var want strings.Builder
	for _, target := range targets {
		name := "discgen-1.2.3-" + target.os + "-" + target.arch + target.extension()
		_, _ = fmt.Fprintf(&want, "%x  %s\n", sha256.Sum256(all[name]), name)
	}
	if got := string(all["SHA256SUMS"]); got != want.String() {
		t.Errorf("the sums are\n%s\nwant\n%s", got, want.String())
	}
}

// Folder, modes and times of the files, and the order in which they were made,
// change nothing. Without git the folders are walked.
func TestSameBytesFromAnotherFolder(t *testing.T) {
	texts := map[string]string{
		"LICENSE": "l", "README.md": "r", "README.zh-CN.md": "中文", "docs/a.md": "a", "docs/b/甲.md": "b",
		"docs/docs.go": "package docs", "examples/x/unit.toml": "year = 2024", "fonts/README.md": "f", "fonts/licences/OFL.txt": "o",
	}
	from := func(names []string, mode fs.FileMode, at time.Time) map[string][]byte {
		folder := t.TempDir()
		for _, name := range names {
			p := filepath.Join(folder, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(texts[name]), 0o600),
				os.Chmod(p, mode), os.Chtimes(p, at, at)); err != nil {
				t.Fatal(err)
			}
		}
		return written(t, standIn(folder))
	}
	names := slices.Sorted(mapKeys(texts))
	first := from(names, 0o600, date.AddDate(-1, 0, 0))
	slices.Reverse(names)
	second := from(names, 0o777, date.AddDate(1, 0, 0))
	if len(first) != len(targets)+1 {
		t.Fatalf("%d files", len(first))
	}
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
	files, _ := unpack(t, "x.zip", first["discgen-1.2.3-windows-amd64.zip"])
	if len(files) != len(texts)-1+2 {
		t.Errorf("the archive holds %q", slices.Sorted(mapKeys(files)))
	}
}

// needGit skips a test where there is no git, but not in CI.
func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// What lies about beside the repository's own files is not handed out.
func TestOnlyWhatGitKnows(t *testing.T) {
	needGit(t)
	folder := t.TempDir()
	for _, name := range append([]string{"docs/own.md", "examples/x/unit.toml", "examples/x/说明.pdf", "fonts/licences/a"}, handedOut[:3]...) {
		p := filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"rm", "-q", "--cached", "examples/x/说明.pdf"}} {
		if _, err := git(folder, args...); err != nil {
			t.Fatal(err)
		}
	}
	got, err := sources(folder)
	want := []string{"LICENSE", "README.md", "README.zh-CN.md", "docs/own.md", "examples/x/unit.toml", "fonts/licences/a"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v: %q", err, got)
	}
}

// The real program, built from the repository and from a copy of it elsewhere
// with another commit, is the same to the byte, and tells its version. With
// the compiler's cache empty .ci/run does it again.
func TestSameProgramFromAnotherFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("links the program twice")
	}
	needGit(t)
	here := target{runtime.GOOS, runtime.GOARCH}
	first, err := build(root, "1.2.3-test", here)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "别处")
	for _, name := range []string{"cmd", "docs", "examples", "fonts", "generator", "templates", "go.mod", "go.sum"} {
		copyAll(t, filepath.Join(root, name), filepath.Join(elsewhere, name))
	}
	for _, args := range [][]string{{"init", "-q"}, {"-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "--allow-empty", "-m", "m"}} {
		if _, err := git(elsewhere, args...); err != nil {
			t.Fatal(err)
		}
	}
	second, err := build(elsewhere, "1.2.3-test", here)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("the programs differ: %x, %x", sha256.Sum256(first), sha256.Sum256(second))
	}
	absolute, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(first, []byte(absolute)) {
		t.Errorf("the program names %s", absolute)
	}
	program := filepath.Join(t.TempDir(), here.program())
	if err := os.WriteFile(program, first, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(program, "--version").Output(); err != nil || !strings.HasPrefix(string(out), "discgen 1.2.3-test\n") {
		t.Errorf("%v: %s", err, out)
	}
}

func copyAll(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		below, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(p)
		target := filepath.Join(to, below)
		return errors.Join(err, os.MkdirAll(filepath.Dir(target), 0o755), os.WriteFile(target, data, 0o600))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every library in the binary, on every system, has its licence beside it.
func TestLicences(t *testing.T) {
	for _, target := range targets {
		text, err := licences(root, target)
		if err != nil {
			t.Fatalf("%s: %v", target, err)
		}
		for _, name := range []string{"github.com/spf13/cobra ", "github.com/xuri/excelize/v2 ", "Go go1"} {
			if !strings.Contains(string(text), "\n"+name) {
				t.Errorf("%s: nothing of %s", target, name)
			}
		}
		if has := strings.Contains(string(text), "\ngithub.com/inconshreveable/mousetrap "); has != (target.os == "windows") {
			t.Errorf("%s: a library of Windows alone: %t", target, has)
		}
	}
}

func TestCommandLine(t *testing.T) {
	if some, err := chosen("linux/arm64,windows/amd64"); err != nil || fmt.Sprint(some) != "[linux/arm64 windows/amd64]" {
		t.Error(some, err)
	}
	if _, err := chosen("plan9/amd64"); err == nil || !strings.Contains(err.Error(), "windows/arm64") {
		t.Error(err)
	}
	for version, good := range map[string]bool{"v1.0.0": true, "1.0-3-g0123abc-dirty": true, "a b": false, "-x": false, "a'b": false, "../x": false} {
		if got, err := versionOf(root, version); (err == nil) != good || good && got != version {
			t.Errorf("%q: %q, %v", version, got, err)
		}
	}
	if at, err := dateOf(root, "1757492999"); err != nil || at.Format(time.RFC3339) != "2025-09-10T08:29:59Z" {
		t.Error(at, err)
	}
	if _, err := dateOf(t.TempDir(), "yesterday"); err == nil {
		t.Error("a date that is none")
	}
}

// The names under which the libraries keep their terms, and names that only
// look like them.
func TestNamesOfLicences(t *testing.T) {
	for name, want := range map[string]bool{
		"LICENSE": true, "LICENSE.txt": true, "licence.md": true, "COPYING": true, "NOTICE": true, "PATENTS": true, "UNLICENSE": true,
		"licenses": false, "README.md": false, "relicense": false,
	} {
		if licenceFile.MatchString(name) != want {
			t.Errorf("%s is taken for a licence: %t", name, !want)
		}
	}
}
