//go:build linux || darwin

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// dialogue is a program on a terminal.
type dialogue struct {
	t        *testing.T
	program  *exec.Cmd
	terminal *os.File
	shown    bytes.Buffer // since what was read last
	all      bytes.Buffer // everything
}

func startDialogue(t *testing.T, folder string, args ...string) *dialogue {
	t.Helper()
	c := exec.Command(os.Args[0], args...)
	c.Dir = folder
	c.Env = append(os.Environ(), asProgram+"=1", "NO_COLOR=1")
	terminal, err := pty.Start(c)
	if err != nil {
		t.Fatal(err)
	}
	d := &dialogue{t: t, program: c, terminal: terminal}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = terminal.Close()
	})
	return d
}

// reads waits until the terminal shows a text.
func (d *dialogue) reads(text string) {
	d.t.Helper()
	if err := d.terminal.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		d.t.Logf("no deadline: %v", err)
	}
	part := make([]byte, 4096)
	for !strings.Contains(d.shown.String(), text) {
		n, err := d.terminal.Read(part)
		d.shown.Write(part[:n])
		d.all.Write(part[:n])
		if err != nil {
			d.t.Fatalf("%v, waiting for %q after\n%s", err, text, d.shown.String())
		}
	}
	_, after, _ := strings.Cut(d.shown.String(), text)
	d.shown.Reset()
	d.shown.WriteString(after)
}

func (d *dialogue) types(text string) {
	d.t.Helper()
	if _, err := d.terminal.WriteString(text); err != nil {
		d.t.Fatal(err)
	}
}

// ends waits for the program's end and gives what else it showed.
func (d *dialogue) ends() string {
	part := make([]byte, 4096)
	for {
		n, err := d.terminal.Read(part)
		d.shown.Write(part[:n])
		d.all.Write(part[:n])
		if err != nil {
			break
		}
	}
	_ = d.program.Wait()
	return strings.ReplaceAll(d.shown.String(), "\r\n", "\n")
}

// The whole dialogue: answers, defaults, and wrong answers asked again with the
// reason. The file is the same as one by options.
func TestDialogue(t *testing.T) {
	folder := t.TempDir()
	d := startDialogue(t, folder, "init", "单位.toml")
	d.reads("单位全称，与公章一致：")
	d.types("\n")
	d.reads("这一项不能不写")
	d.reads("单位全称，与公章一致：")
	d.types("甲县/乙局\n")
	d.reads("不能用于文件名的字符")
	d.reads("单位全称，与公章一致：")
	d.types("甲县乙局\n")
	d.reads("决算年度，例如 2024：")
	d.types("二四\n")
	d.reads(`"二四" 不是决算年度`)
	d.types("２０２４年\n")
	d.reads("单位性质")
	d.types("3\n")
	d.reads("口径：1 单位，2 部门（汇总所属单位） [单位]：")
	d.types("\n")
	d.reads("[元]：")
	d.types("万元\n")
	d.reads("4 政府性基金")
	d.reads("[无]：")
	d.types("4、7 接待\n")
	d.reads("[以后再填]：")
	d.types("2210201 123\n")
	d.reads(`科目编码 "123" 不是项级编码`)
	d.types("2210201，2050302\n")
	d.reads("2210201 住房改革支出 住房公积金")
	d.reads("2050302 职业教育 中等职业教育（名称没有核实，请自己填写）")
	d.reads("[0]：")
	d.types("100\n")
	d.reads(`"100" 不是项目的个数`)
	d.types("2个\n")
	if rest := d.ends(); !strings.Contains(rest, "已生成 单位.toml\n其中有 ") {
		t.Errorf("it ends with %q", rest)
	}
	if status := d.program.ProcessState.ExitCode(); status != statusDone {
		t.Errorf("status %d", status)
	}
	other := filepath.Join(folder, "other.toml")
	got := discgen("init", other, "--yes", "--name", "甲县乙局", "--year", "2024", "--kind", "事业单位", "--amount-unit", "万元",
		"--has", "政府性基金,事业收入,接待", "--subjects", "2210201,2050302", "--projects", "2")
	if got.status != statusDone {
		t.Fatalf("%+v", got)
	}
	if read(t, other) != read(t, filepath.Join(folder, "单位.toml")) {
		t.Error("answers and options make different files")
	}
}

// What an option answers is not asked.
func TestDialogueAsksTheRest(t *testing.T) {
	folder := t.TempDir()
	d := startDialogue(t, folder, "init", "--name", "甲县乙局", "--kind", "行政单位", "--scope", "单位", "--amount-unit", "元", "--has", "无", "--subjects", "")
	d.reads("决算年度")
	d.types("2024\n")
	d.reads("[0]：")
	d.types("\n")
	d.ends()
	if got := names(t, folder); len(got) != 1 || got[0] != "unit.toml" {
		t.Errorf("the folder holds %q", got)
	}
}

// Who breaks off leaves nothing behind.
func TestDialogueBrokenOff(t *testing.T) {
	for name, key := range map[string]string{"Ctrl-C": "\x03", "end of file": "\x04"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			d := startDialogue(t, folder, "init")
			d.reads("单位全称")
			d.types("甲县乙局\n")
			d.reads("决算年度")
			d.types(key)
			rest := d.ends()
			state := d.program.ProcessState
			how, _ := state.Sys().(syscall.WaitStatus)
			if interrupted := how.Signaled() && how.Signal() == syscall.SIGINT; !interrupted && state.ExitCode() != statusUsage {
				t.Errorf("it ended with %s", fmt.Sprint(state))
			}
			if key == "\x04" && !strings.Contains(rest, "没有回答完，没有生成文件") {
				t.Errorf("%q", rest)
			}
			if left := names(t, folder); len(left) > 0 {
				t.Errorf("the folder holds %q", left)
			}
		})
	}
}
