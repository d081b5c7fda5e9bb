//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMemoryOfThisProcess(t *testing.T) {
	now, peak := memory(os.Getpid())
	if now < 1_000_000 || peak < now {
		t.Errorf("%d bytes now, %d at most", now, peak)
	}
	if now, peak := memory(1 << 30); now != 0 || peak != 0 {
		t.Errorf("a process that is not there has %d bytes, and had %d", now, peak)
	}
}

func TestField(t *testing.T) {
	if got := field("Name:\tdiscgen\nVmHWM:\t   54321 kB\nVmRSS:\t      12 kB\n", "VmRSS"); got != 12*1024 {
		t.Errorf("VmRSS is %d", got)
	}
}

func TestMedian(t *testing.T) {
	if got := median([]time.Duration{5, 1, 4, 2, 3}); got != 3 {
		t.Errorf("the median is %d", got)
	}
}

func TestFigures(t *testing.T) {
	for got, want := range map[string]string{
		megabytes(49_135_778): "49.1 MB", megabytes(99_950_000): "100.0 MB", grouped(447853): "447,853", grouped(12): "12",
		seconds(1234 * time.Millisecond): "1.23 s",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWatch(t *testing.T) {
	folder := t.TempDir()
	w, err := watch(folder, 2, "sh", "-c", "cd '"+folder+"'; mkdir a; for n in 1 2 3; do touch a/$n.pdf a/$n.xlsx; sleep 0.2; done")
	if err != nil || w.early == 0 || w.late == 0 || w.peak < w.late || w.wall < 600*time.Millisecond {
		t.Errorf("%+v, %v", w, err)
	}
	if w, err = watch(folder, 4, "sleep", "0.2"); err != nil || w.early != 0 {
		t.Errorf("memory at a unit that was never made: %+v, %v", w, err)
	}
}

// A program without the command fails, and the message has its words.
func TestFailuresAreSaid(t *testing.T) {
	for name, err := range map[string]error{
		"run": func() error { _, err := run("sh", "-c", "echo no such command >&2; exit 2"); return err }(),
		"watch": func() error {
			_, err := watch(t.TempDir(), 1, "sh", "-c", "echo no such command >&2; exit 2")
			return err
		}(),
	} {
		if err == nil || !strings.Contains(err.Error(), "exit status 2") || !strings.Contains(err.Error(), "no such command") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// program is a stand-in for discgen: it makes one PDF a unit file, anew where
// the unit file is newer.
func program(t *testing.T, script string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "discgen")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBatch(t *testing.T) {
	const builds = `mkdir -p "$4"; for f in "$2"/*.toml; do p="$4/$(basename "$f").pdf"; { [ ! -e "$p" ] || [ "$f" -nt "$p" ]; } && cp "$f" "$p"; done; sleep 0.1; `
	for _, c := range []struct {
		name, script string
		units        int
		err          string
	}{
		{"all is well", builds + "exit 0", 3, ""},
		{"no such command", "echo unknown >&2; exit 2", 3, "unknown"},
		{"a PDF is missing", builds + `rm "$4/0002.toml.pdf"`, 3, "of 3 units made 2 PDFs"},
		{"changes are not seen", `[ -d "$4" ] && exit 0; ` + builds + "exit 0", 3, "made no PDF of it"},
		{"all at once", `mkdir -p "$4.new"; sleep 0.1; for f in "$2"/*.toml; do : > "$4.new/${f##*/}.pdf"; done; mv "$4.new" "$4"`, early + 1, "all at once"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := batch(options{binary: program(t, c.script), units: c.units}, t.TempDir())
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
