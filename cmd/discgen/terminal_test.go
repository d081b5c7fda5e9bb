//go:build linux || darwin

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/creack/pty"

	"github.com/discgen/discgen/generator/batch"
)

// onTerminal runs a function with a terminal and returns what appears there.
func onTerminal(t *testing.T, use func(terminal *os.File)) string {
	t.Helper()
	screen, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = screen.Close() }()
	shown := make(chan string)
	go func() {
		data, _ := io.ReadAll(screen) // ends with an error when the terminal is closed
		shown <- string(data)
	}()
	use(terminal)
	if err := terminal.Close(); err != nil {
		t.Fatal(err)
	}
	return <-shown
}

// Colour is for a terminal, each of the two outputs by itself.
func TestColour(t *testing.T) {
	path := edited(t, "groups = 1 ", "groups = 0 ")
	for _, c := range []struct {
		name, noColour, term string
		want                 bool
	}{
		{"terminal", "", "xterm", true},
		{"no colour is wanted", "1", "xterm", false},
		{"terminal without colours", "", "dumb", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", c.noColour)
			t.Setenv("TERM", c.term)
			var other bytes.Buffer
			out := onTerminal(t, func(terminal *os.File) { run([]string{"check", path}, terminal, &other) })
			err := onTerminal(t, func(terminal *os.File) { run([]string{"build", path}, &other, terminal) })
			for name, text := range map[string]string{"check": out, "build": err} {
				if !strings.Contains(text, "S-02") {
					t.Errorf("%s shows nothing: %q", name, text)
				}
				if coloured := strings.Contains(text, string(red)+"错误"+reset); coloured != c.want {
					t.Errorf("%s: coloured is %t:\n%q", name, coloured, text)
				}
				if !c.want && strings.Contains(text, "\x1b") {
					t.Errorf("%s: an escape in %q", name, text)
				}
			}
			if other.Len() > 0 {
				t.Errorf("elsewhere: %q", other.String())
			}
		})
	}
}

// What is no terminal gets no colour, though the other output is one.
func TestNoColourBesideATerminal(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	path := edited(t, "groups = 1 ", "groups = 0 ")
	file, err := os.Create(unitFile(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	onTerminal(t, func(terminal *os.File) { run([]string{"check", path}, file, terminal) })
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if text := read(t, file.Name()); !strings.Contains(text, "S-02") || strings.Contains(text, "\x1b") {
		t.Errorf("%q", text)
	}
}

func TestRulesAreNotColoured(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	got := onTerminal(t, func(terminal *os.File) { run([]string{"check", "--rules"}, terminal, io.Discard) })
	if !strings.Contains(got, "X-10") || strings.Contains(got, "\x1b") {
		t.Errorf("%.200q", got)
	}
}

// On a terminal a batch has a bar that reaches the end, with the failures above
// it; elsewhere it has a line now and then, and no escapes.
func TestProgressOfABatch(t *testing.T) {
	in := tinyUnits(t, "1.toml", "2.toml", "3.toml", "4.toml")
	writeFile(t, filepath.Join(in, "2.toml"), "甲\n")
	for _, c := range []struct {
		name, noColour, term string
		bar, coloured        bool
	}{
		{"terminal", "", "xterm", true, true},
		{"no colour is wanted", "1", "xterm", true, false},
		{"terminal that moves no cursor", "", "dumb", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", c.noColour)
			t.Setenv("TERM", c.term)
			var table bytes.Buffer
			shown := onTerminal(t, func(terminal *os.File) {
				if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: 100}); err != nil {
					t.Fatal(err)
				}
				run([]string{"batch", in, "-o", t.TempDir(), "-j", "2"}, &table, terminal)
			})
			failure, plain := "未生成 2.toml：1 个错误\r\n", "4 / 4，未生成 1\r\n"
			if c.coloured {
				failure = string(red) + "未生成" + reset + " 2.toml：1 个错误\r\n"
			}
			if strings.Count(shown, failure) != 1 {
				t.Errorf("the failure does not stand in a line of its own once: %q", shown)
			}
			if bar := regexp.MustCompile(`4 / 4 \[=+\] 100 %，剩余 00:00:00，未生成 1`).MatchString(shown); bar != c.bar || strings.Contains(shown, "\x1b[") && !c.bar {
				t.Errorf("a full bar: %t in %q", bar, shown)
			}
			if strings.Contains(shown, plain) == c.bar {
				t.Errorf("%q", shown)
			}
			if text := table.String(); strings.Contains(text, "\x1b") || !strings.Contains(text, "已生成    3 个\n") {
				t.Errorf("the table is %q", text)
			}
		})
	}
}

// The lines of a batch are as many whatever the number of units.
func TestLinesOfABatch(t *testing.T) {
	var shown bytes.Buffer
	p := newProgress(&shown)
	for i := range 1000 {
		u := batch.Unit{Record: batch.Record{Unit: "x.toml"}, Outcome: batch.Built}
		if i == 500 {
			u.Outcome, u.Failure = batch.Failed, "磁盘空间不足"
		}
		p.unit(u, i+1, 1000)
	}
	p.end()
	lines := strings.Split(strings.TrimSuffix(shown.String(), "\n"), "\n")
	if len(lines) != steps+1 || lines[0] != "50 / 1000" || lines[10] != "未生成 x.toml：磁盘空间不足" || lines[steps] != "1000 / 1000，未生成 1" {
		t.Errorf("%q", lines)
	}
}
