package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// What is done follows from how the program was started and from what there
// is, on whatever system this runs.
func TestPlan(t *testing.T) {
	there := map[string]kind{`C:\a.toml`: unitPath, `C:\b.TOML`: unitPath, `C:\各单位`: folderPath, `C:\表.xlsx`: otherPath, "build": folderPath}
	all := []string{"build", "check", "batch"}
	for _, c := range []struct {
		name     string
		args     []string
		explorer bool
		commands []string
		want     plan
	}{
		{"command line", []string{"check", `C:\a.toml`}, false, all, plan{runs: [][]string{{"check", `C:\a.toml`}}}},
		{"command line with nothing", nil, false, all, plan{runs: [][]string{nil}}},
		{"command line with a file", []string{`C:\a.toml`}, false, all, plan{runs: [][]string{{`C:\a.toml`}}}},
		{"double click", nil, true, all, plan{say: greeting(true), wait: true}},
		{"a unit file", []string{`C:\a.toml`}, true, all, plan{runs: [][]string{{"build", "--", `C:\a.toml`}}, wait: true}},
		{"unit files", []string{`C:\a.toml`, `C:\b.TOML`}, true, all,
			plan{runs: [][]string{{"build", "--", `C:\a.toml`}, {"build", "--", `C:\b.TOML`}}, wait: true}},
		{"a folder", []string{`C:\各单位`}, true, all, plan{runs: [][]string{{"batch", "--", `C:\各单位`}}, wait: true}},
		{"a folder without the command", []string{`C:\各单位`}, true, all[:2], plan{no: []string{`C:\各单位`}, wait: true}},
		{"files of all kinds", []string{`C:\表.xlsx`, `C:\a.toml`, `C:\gone.toml`}, true, all,
			plan{runs: [][]string{{"build", "--", `C:\a.toml`}}, no: []string{`C:\表.xlsx`, `C:\gone.toml`}, wait: true}},
		{"a shortcut with a command", []string{"check", `C:\a.toml`}, true, all, plan{runs: [][]string{{"check", `C:\a.toml`}}, wait: true}},
		{"a shortcut with the name of a folder", []string{"build", `C:\a.toml`}, true, all, plan{runs: [][]string{{"build", `C:\a.toml`}}, wait: true}},
		{"a shortcut with an option", []string{"--version"}, true, all, plan{runs: [][]string{{"--version"}}, wait: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := occasion{args: c.args, explorer: c.explorer, kindOf: func(p string) kind { return there[p] }}
			if got := o.plan(c.commands); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestKindOnDisk(t *testing.T) {
	folder := t.TempDir()
	for name, want := range map[string]kind{"a.toml": unitPath, "b.TOML": unitPath, "c.xlsx": otherPath, "toml": otherPath} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := kindOnDisk(path); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
	if kindOnDisk(folder) != folderPath || kindOnDisk(filepath.Join(folder, "none.toml")) != nothing {
		t.Error("the folder, or what is not there")
	}
}

// dropped starts the program as the Explorer does and tells what was shown by
// the time when it waited for a key.
func dropped(args ...string) (got outcome, waited string) {
	var stdout, stderr bytes.Buffer
	status := start(occasion{args: args, explorer: true, kindOf: kindOnDisk}, &stdout, &stderr, func() {
		waited = stdout.String() + stderr.String()
	})
	return outcome{status, stdout.String(), stderr.String()}, waited
}

// Files that are dropped are built where they are, whatever is wrong with the
// others, and the window stays until everything was said.
func TestDroppedFiles(t *testing.T) {
	good, wrong := edited(t), edited(t, "groups = 1 ", "groups = 0 ")
	other := filepath.Join(t.TempDir(), "表.xlsx")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, waited := dropped(wrong, other, good)
	if got.status != statusUsage {
		t.Errorf("status %d", got.status)
	}
	for _, want := range []string{"S-02", "已生成 " + filepath.Dir(good), other + " 不能处理，请拖入单位文件", "按任意键关闭窗口。"} {
		if !strings.Contains(waited, want) {
			t.Errorf("no %q in\n%s", want, waited)
		}
	}
	if len(names(t, filepath.Dir(good))) != 3 || len(names(t, filepath.Dir(wrong))) != 1 {
		t.Errorf("the folders hold %q and %q", names(t, filepath.Dir(good)), names(t, filepath.Dir(wrong)))
	}
}

func TestDoubleClick(t *testing.T) {
	got, waited := dropped()
	if got.status != statusDone || !inOrder(waited, "拖到 discgen.exe 的图标上", "discgen --help", "按任意键关闭窗口。") {
		t.Errorf("status %d: %s", got.status, waited)
	}
	if words := english.FindAllString(waited, -1); words != nil {
		t.Errorf("English words %q", words)
	}
}

// A command line shows no more than before, and waits for nobody.
func TestStartFromACommandLine(t *testing.T) {
	for _, args := range [][]string{{"--version"}, {"check", example}, {"bild"}, {example}} {
		t.Run(fmt.Sprint(args), func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := start(occasion{args: args, kindOf: kindOnDisk}, &stdout, &stderr, func() { t.Error("waits for a key") })
			if got := (outcome{status, stdout.String(), stderr.String()}); got != discgen(args...) {
				t.Errorf("got %+v", got)
			}
		})
	}
	start(occasion{explorer: true}, io.Discard, io.Discard, func() {})
}
