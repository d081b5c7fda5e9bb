//go:build linux

// Command bench measures the discgen program: how long it takes, how much
// memory and how large its files are. It starts the program as a user does, in
// processes of its own, and knows nothing of what is inside it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

type options struct {
	binary, example, folder string
	runs, units             int
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "dist/discgen", "the `program` that is measured")
	flag.StringVar(&o.example, "example", "examples/changji-gsl-2024/unit.toml", "the unit `file` of the cold build")
	flag.IntVar(&o.runs, "runs", 5, "cold builds, of which the median counts")
	flag.IntVar(&o.units, "units", 1000, "units of a batch; 0: no batch")
	flag.StringVar(&o.folder, "folder", "", "`folder` in which the files are made and deleted, one megabyte a unit (default: the system's temporary folder)")
	flag.Parse()
	if err := measure(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// measure prints each row as soon as it is known: a batch takes minutes.
func measure(o options) error {
	folder, err := os.MkdirTemp(o.folder, "discgen-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	fmt.Printf("%s, %s/%s, %d processors\n\n", o.binary, runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	fmt.Print("| what | figure |\n| --- | ---: |\n")
	if err := cold(o, folder); err != nil || o.units == 0 {
		return err
	}
	return batch(o, folder)
}

// row prints a row of the table: what was measured, and the figure.
func row(figure, format string, args ...any) {
	fmt.Printf("| %s | %s |\n", fmt.Sprintf(format, args...), figure)
}

// cold measures the program and builds of one unit, each in a fresh process.
func cold(o options, folder string) error {
	binary, err := os.Stat(o.binary)
	if err != nil {
		return err
	}
	row(megabytes(binary.Size()), "binary")
	var walls []time.Duration
	var peaks []int64
	for range o.runs {
		r, err := run(o.binary, "build", o.example, "-o", folder)
		if err != nil {
			return err
		}
		walls, peaks = append(walls, r.wall), append(peaks, r.peak)
	}
	row(seconds(median(walls)), "cold build of `%s`, time (median of %d)", o.example, o.runs)
	row(megabytes(median(peaks)), "cold build, peak memory (median of %d)", o.runs)
	files, err := filepath.Glob(filepath.Join(folder, "*.*"))
	if err != nil {
		return err
	}
	for _, path := range files {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		row(grouped(info.Size())+" bytes", "its %s", strings.ToUpper(strings.TrimPrefix(filepath.Ext(path), ".")))
	}
	return nil
}

func median[T int64 | time.Duration](values []T) T {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// megabytes writes a number of bytes in millions, with one decimal.
func megabytes(bytes int64) string {
	tenths := (bytes + 50_000) / 100_000
	return fmt.Sprintf("%d.%d MB", tenths/10, tenths%10)
}

// grouped writes a number with a comma before each three digits.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
