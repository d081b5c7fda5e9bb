package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// withWarnings is the example with two warnings more: V-07, and S-04 below it.
func withWarnings(t *testing.T) string {
	t.Helper()
	return edited(t,
		`code = "2012801" `, "name = \"另一个名称\"\ncode = \"2012801\" ",
		"owned = 1 ", "owned = 0\ndifference_reason = \"租用车辆\"\n",
	)
}

// inOrder reports whether the parts stand in a text one behind the other.
func inOrder(text string, parts ...string) bool {
	for _, p := range parts {
		_, rest, found := strings.Cut(text, p)
		if !found {
			return false
		}
		text = rest
	}
	return true
}

func TestCheckMakesNothing(t *testing.T) {
	path := edited(t)
	got := discgen("check", path)
	if got.status != statusDone || got.stderr != "" || !strings.Contains(got.stdout, "共 0 个错误") {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if files := names(t, filepath.Dir(path)); len(files) != 1 {
		t.Errorf("the folder holds %q", files)
	}
}

// The findings are what check is for, so they are its output; for build they
// stand beside the output.
func TestWarningsDoNotStop(t *testing.T) {
	path := withWarnings(t)
	want := []string{"警告（", path, "警告 [V-07 科目目录] subjects[1].name", "另一个名称", "办法：",
		path, "警告 [S-04 运行费与保有量] three_public.vehicles.owned", "    owned = 0\n    ^\n", "办法：", "共 0 个错误，"}
	got := discgen("check", path)
	if got.status != statusDone || got.stderr != "" || !inOrder(got.stdout, want...) {
		t.Errorf("check: status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	got = discgen("build", path)
	if got.status != statusDone || strings.Count(got.stdout, "\n") != 2 || !inOrder(got.stderr, want...) {
		t.Errorf("build: status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

func TestStrictTakesWarningsForErrors(t *testing.T) {
	path := withWarnings(t)
	want := []string{"错误（", "错误 [V-07 ", "错误 [S-04 ", "，0 个警告，"}
	got := discgen("check", "--strict", path)
	if got.status != statusInput || !inOrder(got.stdout, want...) {
		t.Errorf("check: status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	got = discgen("build", "--strict", path)
	if got.status != statusInput || got.stdout != "" || !inOrder(got.stderr, append(want, "不生成文件")...) {
		t.Errorf("build: status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if files := names(t, filepath.Dir(path)); len(files) != 1 {
		t.Errorf("the folder holds %q", files)
	}
}

// A warning is accepted where the command asks for it and the file gives the
// reason; then it is listed by itself and counts neither way.
func TestAccept(t *testing.T) {
	o, err := checkOptions{accept: []string{"S-04", " V-07"}}.library()
	if err != nil || !slices.Equal(o.Accept, []string{"S-04", "V-07"}) {
		t.Errorf("%q, %v", o.Accept, err)
	}
	path := withWarnings(t)
	reasoned := unitFile(t, read(t, path)+"\n[[accept]]\nrule = \"S-04\"\nreason = \"租用车辆运行\"\n")
	warning := "警告 [S-04 运行费与保有量] three_public.vehicles.owned"
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   []string
	}{
		{"no reason in the file", []string{"--strict", "--accept", "S-04", path}, statusInput, []string{"错误 [S-04 "}},
		{"the command does not ask", []string{"--strict", reasoned}, statusInput, []string{"错误 [S-04 "}},
		{"both", []string{"--accept", "S-04", reasoned}, statusDone,
			[]string{"警告 [V-07 ", "已接受的警告（1 个）", warning, "理由：租用车辆运行\n", "共 0 个错误，", "，另有 1 个已接受的警告。"}},
		{"both, and others strictly", []string{"--strict", "--accept", "S-04", reasoned}, statusInput,
			[]string{"错误 [V-07 ", "已接受的警告（1 个）", warning, "理由：租用车辆运行\n", "，0 个警告，"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checked := discgen(append([]string{"check"}, c.args...)...)
			if checked.status != c.status || !inOrder(checked.stdout, c.want...) {
				t.Errorf("check: status %d: %s%s", checked.status, checked.stdout, checked.stderr)
			}
			built := discgen(append([]string{"build", "-o", t.TempDir()}, c.args...)...)
			if built.status != c.status || !inOrder(built.stderr, c.want...) {
				t.Errorf("build: status %d: %s", built.status, built.stderr)
			}
		})
	}
}

// unreadable is a file that is there and cannot be read.
func unreadable(t *testing.T) string {
	if runtime.GOOS == "linux" {
		return "/proc/self/mem" // root may read everything else
	}
	path := unitFile(t, "")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("this user may read everything")
	}
	return path
}

// Every file is looked at, whatever is wrong with those before it; the status
// is the gravest.
func TestSeveralFiles(t *testing.T) {
	wrong := edited(t, "groups = 1 ", "groups = 0 ")
	clean := "../../examples/tiny-2024/unit.toml"
	for _, c := range []struct {
		name   string
		files  []string
		status int
		stdout []string
		stderr string
	}{
		{"no errors", []string{example, clean}, statusDone,
			[]string{example + "：", clean + "：", "合计：检查 2 个文件，其中 0 个有错误。共 0 个错误，"}, ""},
		{"errors in one", []string{wrong, clean}, statusInput,
			[]string{wrong, "[S-02 ", wrong + "：共 1 个错误，", clean + "：", "合计：检查 2 个文件，其中 1 个有错误。共 1 个错误，"}, ""},
		{"errors in two", []string{wrong, clean, wrong}, statusInput,
			[]string{"[S-02 ", clean + "：", "[S-02 ", "合计：检查 3 个文件，其中 2 个有错误。共 2 个错误，"}, ""},
		{"one that is not there", []string{"none.toml", wrong}, statusUsage,
			[]string{"[S-02 ", "检查 1 个文件，其中 1 个有错误；另有 1 个没能检查。"}, "找不到文件 none.toml"},
		{"one that cannot be read", []string{unreadable(t), "none.toml", wrong}, statusMachine,
			[]string{"[S-02 ", "检查 1 个文件，其中 1 个有错误；另有 2 个没能检查。"}, "读取"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"check"}, c.files...)...)
			if got.status != c.status || !inOrder(got.stdout, c.stdout...) {
				t.Errorf("status %d:\n%s", got.status, got.stdout)
			}
			if !strings.Contains(got.stderr, c.stderr) || c.stderr == "" && got.stderr != "" {
				t.Errorf("errors: %s", got.stderr)
			}
		})
	}
}

// The shells of Windows leave patterns to the program.
func TestPatterns(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.toml", "a.toml", "c[1].toml", "other.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(read(t, example)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, pattern string
		want          []string
	}{
		{"pattern", "*.toml", []string{"a.toml", "b.toml", "c[1].toml"}},
		{"name that looks like a pattern", "c[1].toml", []string{"c[1].toml"}},
		{"pattern of nothing", "*.none", []string{"*.none"}},
		{"no pattern", "[", []string{"["}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, path := range expand([]string{filepath.Join(folder, c.pattern)}) {
				got = append(got, filepath.Base(path))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if got := discgen("check", filepath.Join(folder, "*.toml")); !strings.Contains(got.stdout, "检查 3 个文件") {
		t.Errorf("%s%s", got.stdout, got.stderr)
	}
}

// A file that is no unit file by its size is refused without its end being
// seen.
func TestEndlessFiles(t *testing.T) {
	large := unitFile(t, "")
	if err := os.Truncate(large, 50<<20); err != nil {
		t.Fatal(err)
	}
	files := []string{large}
	if _, err := os.Stat("/dev/zero"); err == nil {
		files = append(files, "/dev/zero")
	}
	for _, path := range files {
		for _, command := range []string{"check", "build"} {
			t.Run(command+" "+filepath.Base(path), func(t *testing.T) {
				begin := time.Now()
				got := discgen(command, path, "--json")
				if got.status != statusInput || !strings.Contains(got.stdout, "超过") {
					t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
				}
				if d := time.Since(begin); d > 30*time.Second {
					t.Errorf("it took %s", d)
				}
			})
		}
	}
}

func TestResultThatNobodyTakesIsAFaultOfTheMachine(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
	}{
		{"check", []string{"check", example}},
		{"check of several", []string{"check", example, example}},
		{"check for programs", []string{"check", example, "--json"}},
		{"rules", []string{"check", "--rules"}},
		{"rules for programs", []string{"check", "--rules", "--json"}},
		{"build for programs", []string{"build", example, "-o", t.TempDir(), "--json"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stderr bytes.Buffer
			status := run(c.args, closedPipe{}, &stderr)
			if status != statusMachine || !strings.Contains(stderr.String(), "不能输出结果") {
				t.Errorf("status %d: %s", status, stderr.String())
			}
		})
	}
}
