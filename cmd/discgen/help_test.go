package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

const helpFolder = "testdata/help"

// helps are the command lines that ask for the help of the program and of each
// command, by the names of their golden files.
func helps() map[string][]string {
	all := map[string][]string{}
	for _, c := range allCommands(newRoot(io.Discard, io.Discard)) {
		if c.IsAvailableCommand() || !c.HasParent() {
			path := strings.Fields(c.CommandPath())
			all[strings.Join(path, "-")+".txt"] = append(path[1:], "--help")
		}
	}
	return all
}

// Each help is as its file has it, begins with examples and keeps to the width
// of a terminal.
func TestHelp(t *testing.T) {
	for name, args := range helps() {
		t.Run(name, func(t *testing.T) {
			got := discgen(args...)
			if got.status != statusDone || got.stderr != "" {
				t.Fatalf("status %d: %s", got.status, got.stderr)
			}
			path := filepath.Join(helpFolder, name)
			if *update {
				if err := os.WriteFile(path, []byte(got.stdout), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := read(t, path); got.stdout != want {
				t.Errorf("%s differs; go test ./cmd/discgen -update writes it anew:\n%s", path, got.stdout)
			}
			if !strings.HasPrefix(got.stdout, "例：\n  discgen ") {
				t.Errorf("does not begin with an example:\n%s", got.stdout)
			}
			for line := range strings.Lines(got.stdout) {
				if width := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); width > helpWidth+tooWide {
					t.Errorf("%d cells: %s", width, line)
				}
			}
		})
	}
}

// tooWide is by how much a line may pass the width: texts that were written in
// lines of their own.
const tooWide = 8

// A golden file of no command would never be looked at.
func TestHelpFilesAreOfCommands(t *testing.T) {
	for _, name := range names(t, helpFolder) {
		if helps()[name] == nil {
			t.Errorf("%s belongs to no command", name)
		}
	}
}

// The examples that a help gives are command lines that the program takes.
func TestExamplesOfHelp(t *testing.T) {
	for name, args := range helps() {
		t.Run(name, func(t *testing.T) {
			root := newRoot(io.Discard, io.Discard)
			c, _, err := root.Find(args[:len(args)-1])
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(c.Example) {
				line, _, _ = strings.Cut(line, " > ") // what the shell does
				words := strings.Fields(line)
				if words[0] != "discgen" {
					t.Errorf("%s is no command line", line)
					continue
				}
				example, rest, err := newRoot(io.Discard, io.Discard).Find(words[1:])
				if err == nil {
					err = example.ParseFlags(rest)
				}
				if err == nil {
					err = example.ValidateArgs(example.Flags().Args())
				}
				if err != nil || !example.HasParent() {
					t.Errorf("%s: %v", line, err)
				}
			}
		})
	}
}

// The explanations of the options stand below each other.
func TestHelpIsEven(t *testing.T) {
	gap := regexp.MustCompile(`^ *-.*?\S {2,}`)
	for name, args := range helps() {
		t.Run(name, func(t *testing.T) {
			_, options, _ := strings.Cut(discgen(args...).stdout, "选项：\n")
			options, _, _ = strings.Cut(options, "\n\n")
			columns := map[int]bool{}
			for line := range strings.Lines(options) {
				begins := gap.FindString(line)
				if begins == "" { // an explanation that goes on
					begins = line[:len(line)-len(strings.TrimLeft(line, " "))]
				}
				columns[uniseg.StringWidth(begins)] = true
			}
			if len(columns) != 1 {
				t.Errorf("the explanations begin at %v:\n%s", columns, options)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"nothing", "", 10, []string{""}},
		{"fits", "甲乙丙丁戊", 10, []string{"甲乙丙丁戊"}},
		{"Han", "甲乙丙丁戊己", 10, []string{"甲乙丙丁戊", "己"}},
		{"no comma at the beginning", "甲乙丙丁戊，己", 10, []string{"甲乙丙丁", "戊，己"}},
		{"words", "ab cd ef", 5, []string{"ab cd", "ef"}},
		{"what no line can hold", "甲 abcdefghijkl 乙", 6, []string{"甲", "abcdefghijkl", "乙"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wrap(c.text, c.width); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
