//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// On a full disk the units that have no room are named and nothing of them is
// there; with room, the next run makes just those.
func TestBatchOnAFullDisk(t *testing.T) {
	if out, err := exec.Command("unshare", "-rm", "true").CombinedOutput(); err != nil {
		t.Skipf("this system gives no disk of a size to a test: %v: %s", err, out)
	}
	in, disk := tinyUnits(t, "1.toml", "2.toml", "3.toml", "4.toml", "5.toml", "6.toml"), t.TempDir()
	c := exec.Command("unshare", "-rm", "sh", "-c", `
mount -t tmpfs -o size=900k none "$2" || exit 9
cd "$2" && "$0" batch "$1" -o "$2" -j 1; echo "status $?"
find . -type f | wc -l
mount -o remount,size=20m "$2"
"$0" batch "$1" -o "$2" --why; echo "status $?"
find . -type f | wc -l
find . -name '.discgen*'`, os.Args[0], in, disk)
	c.Env = append(os.Environ(), asProgram+"=1")
	data, err := c.CombinedOutput()
	shown := string(data)
	if err != nil {
		t.Fatalf("%v: %s", err, shown)
	}
	full, rest, _ := strings.Cut(shown, "status 3\n")
	for _, w := range []string{"已生成    3 个\n", "未生成    3 个（其中系统错误 3 个）\n", "4.toml " + tinyName(3) + "：不能写入 " + tinyPackage(3) + "：磁盘空间不足\n"} {
		if !strings.Contains(full, w) {
			t.Errorf("no %q in\n%s", w, full)
		}
	}
	for _, w := range []string{"4.toml：上次没有生成\n5.toml：上次没有生成\n6.toml：上次没有生成\n已生成    3 个\n未变动    3 个\n", "status 0\n14\n"} {
		if !strings.Contains(rest, w) {
			t.Errorf("no %q in\n%s", w, rest)
		}
	}
	if !strings.HasPrefix(rest, "8\n") || strings.Contains(rest, ".discgen") {
		t.Errorf("something half done is there:\n%s", rest)
	}
}

// asOther is the program run by a user who is not root, whom no permission
// stops, on folders that he can get at.
func asOther(t *testing.T, folder string, args ...string) (int, string) {
	t.Helper()
	name := filepath.Join(folder, "discgen")
	data, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(name, args...)
	c.Dir, c.Env = folder, append(os.Environ(), asProgram+"=1")
	if os.Getuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	shown, err := c.CombinedOutput()
	if c.ProcessState == nil {
		t.Skipf("no program can be run as another user here: %v", err)
	}
	return c.ProcessState.ExitCode(), string(shown)
}

// Without permission for the file of one unit and the folder of another, the
// rest is built.
func TestBatchWithoutPermission(t *testing.T) {
	folder := t.TempDir()
	for _, f := range []string{filepath.Dir(folder), folder} {
		if err := os.Chmod(f, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range []string{"in/1.toml", "in/锁/2.toml", "in/3.toml"} {
		writeFile(t, filepath.Join(folder, p), unitNamed(t, "tiny-2024", tinyName(i)))
	}
	locked := filepath.Join(folder, "out", "锁")
	if err := os.MkdirAll(locked, 0o755); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{"in/1.toml": 0o000, "out": 0o777, "out/锁": 0o555} {
		if err := os.Chmod(filepath.Join(folder, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(locked, 0o755) })
	status, shown := asOther(t, folder, "batch", "in", "-o", "out")
	if status != statusMachine {
		t.Errorf("status %d", status)
	}
	for _, w := range []string{
		"未生成 1.toml：不能读取单位文件：没有权限", "2.toml：不能写入 锁/" + tinyPackage(1) + "：没有权限",
		"已生成    1 个\n", "未生成    2 个（其中系统错误 2 个）\n", "报告 out/manifest.json\n",
	} {
		if !strings.Contains(shown, w) {
			t.Errorf("no %q in\n%s", w, shown)
		}
	}
	if len(names(t, locked)) != 0 {
		t.Errorf("the locked folder holds %q", names(t, locked))
	}
	status, shown = asOther(t, folder, "batch", "in", "-o", "out/锁")
	if want := "不能使用文件夹 out/锁：没有权限"; status != statusMachine || !strings.Contains(shown, want) {
		t.Errorf("status %d, no %q in %s", status, want, shown)
	}
}
