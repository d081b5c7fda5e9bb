//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ran is what a process took.
type ran struct {
	wall time.Duration
	peak int64 // bytes of memory at most
}

// start starts a process. What it has to say is kept for failed.
func start(name string, args ...string) (*exec.Cmd, *bytes.Buffer, error) {
	c := exec.Command(name, args...)
	said := &bytes.Buffer{}
	c.Stderr = said
	return c, said, c.Start()
}

// failed says why a process did not do what it was started for.
func failed(c *exec.Cmd, said *bytes.Buffer, err error) error {
	return fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, said)
}

// run waits for a process. Its peak is no less than the memory of this program
// when it starts the process, which Linux counts in; that is a few megabytes.
func run(name string, args ...string) (ran, error) {
	began := time.Now()
	c, said, err := start(name, args...)
	if err != nil {
		return ran{}, err
	}
	if err := c.Wait(); err != nil {
		return ran{}, failed(c, said, err)
	}
	r := ran{wall: time.Since(began)}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = usage.Maxrss * 1024
	}
	return r, nil
}

// watched is what a process took that makes one PDF after another.
type watched struct {
	ran
	early, late int64 // bytes of memory when the watched number of PDFs was there, and at last
}

// pause is how often a process is looked at.
const pause = 50 * time.Millisecond

// watch runs a process and looks at its memory, when there are mark PDFs in
// the folder and again until its end.
func watch(folder string, mark int, name string, args ...string) (watched, error) {
	began := time.Now()
	c, said, err := start(name, args...)
	if err != nil {
		return watched{}, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	var w watched
	for {
		select {
		case err := <-ended:
			w.wall = time.Since(began)
			if err != nil {
				return w, failed(c, said, err)
			}
			return w, nil
		case <-time.After(pause):
			now, peak := memory(c.Process.Pid)
			if now == 0 {
				continue // it has just ended
			}
			w.late, w.peak = now, max(w.peak, peak)
			if w.early == 0 && pdfs(folder) >= mark {
				w.early = now
			}
		}
	}
}

// memory is how many bytes of memory a process has, and had at most; 0 where
// there is no such process.
func memory(pid int) (now, peak int64) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0
	}
	return field(string(status), "VmRSS"), field(string(status), "VmHWM")
}

// field reads a line such as "VmRSS:	  4096 kB".
func field(status, name string) int64 {
	for line := range strings.Lines(status) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			return n * 1024
		}
	}
	return 0
}

// pdfs is how many PDFs there are in a folder and those below it.
func pdfs(folder string) int {
	n := 0
	_ = filepath.WalkDir(folder, func(path string, _ fs.DirEntry, _ error) error { // what is renamed meanwhile is counted the next time
		if filepath.Ext(path) == ".pdf" {
			n++
		}
		return nil
	})
	return n
}

// newest is when the newest PDF of a folder and those below it was made.
func newest(folder string) time.Time {
	var at time.Time
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".pdf" {
			return nil
		}
		if info, err := entry.Info(); err == nil && info.ModTime().After(at) {
			at = info.ModTime()
		}
		return nil
	})
	return at
}
