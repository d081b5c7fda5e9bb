//go:build linux || darwin

package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
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
