//go:build linux || darwin

package batch

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Nor is a pipe with the name of a manifest.
func TestPipeForAManifest(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml"), t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(out, "manifest.json"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), []string{in}, Options{Out: out})
	wantInTheWay(t, err, ErrNotOurs, "manifest.json")
}

// A pipe is never opened: the run would wait for somebody who writes to it.
func TestPipeForAUnitFile(t *testing.T) {
	in, out := folderOfUnits(t, "3.toml"), t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(in, "1.toml"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"2.toml": "1.toml", "4.toml": "/dev/zero"} {
		if err := os.Symlink(to, filepath.Join(in, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, third := range []string{"3.toml built 没有上次的记录", "3.toml unchanged"} {
		why := " failed " + string(WhyUnread)
		report := run1(t, in, Options{Out: out})
		wantSaid(t, report, "1.toml"+why, "2.toml"+why, third, "4.toml"+why)
		for _, u := range report.Of(Failed) {
			if u.Status != StatusFailed || u.Failure != "不能读取单位文件：不是普通文件（可能是管道或者设备）" {
				t.Errorf("%s: %s, %s", u.Unit, u.Status, u.Failure)
			}
		}
	}
	wantFiles(t, out, packageOf(0)+"/**", "汇总.xlsx", "manifest.json")
}
