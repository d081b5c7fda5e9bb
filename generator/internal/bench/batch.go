//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/discgen/discgen/generator/internal/sample"
)

// early is the unit of a batch at which its memory is first looked at: what
// grows from there to the last unit would grow for ever.
const early = 100

// batch measures batches of units as large as the published example.
func batch(o options, folder string) error {
	input := filepath.Join(folder, "units")
	if err := os.Mkdir(input, 0o755); err != nil {
		return err
	}
	for i := range o.units {
		if err := os.WriteFile(unitFile(input, i), sample.Large(uint64(i)), 0o644); err != nil {
			return err
		}
	}
	for _, workers := range []int{1, 2} {
		output := filepath.Join(folder, "out-"+strconv.Itoa(workers))
		if err := fresh(o, input, output, workers); err != nil {
			return err
		}
		if workers == 2 {
			return again(o, input, output, workers)
		}
		if err := os.RemoveAll(output); err != nil { // half a gigabyte
			return err
		}
	}
	return nil
}

func unitFile(folder string, i int) string {
	return filepath.Join(folder, fmt.Sprintf("%04d.toml", i+1))
}

func command(input, output string, workers int) []string {
	return []string{"batch", input, "-o", output, "-j", strconv.Itoa(workers)}
}

// fresh measures a batch of which nothing is there yet.
func fresh(o options, input, output string, workers int) error {
	w, err := watch(output, early, o.binary, command(input, output, workers)...)
	if err != nil {
		return err
	}
	if n := pdfs(output); n != o.units {
		return fmt.Errorf("the batch of %d units made %d PDFs", o.units, n)
	}
	name := fmt.Sprintf("%s units, -j %d", grouped(int64(o.units)), workers)
	marked := o.units > early
	if marked && w.early == 0 {
		return fmt.Errorf("the PDFs of the batch came all at once: nobody saw its memory at unit %d", early)
	}
	row(seconds(w.wall), "%s, time", name)
	if marked {
		row(megabytes(w.early), "%s, memory at unit %d", name, early)
	}
	row(megabytes(w.late), "%s, memory at the last unit", name)
	row(megabytes(w.peak), "%s, peak memory", name)
	return nil
}

// again measures a batch that is there already, whole and but for one unit.
func again(o options, input, output string, workers int) error {
	name := fmt.Sprintf("%s units, -j %d", grouped(int64(o.units)), workers)
	r, err := run(o.binary, command(input, output, workers)...)
	if err != nil {
		return err
	}
	row(seconds(r.wall), "%s, again, nothing changed", name)
	changed := unitFile(input, o.units/2)
	before, err := os.ReadFile(changed)
	if err != nil {
		return err
	}
	if err := os.WriteFile(changed, append([]byte("charts = true\n"), before...), 0o644); err != nil {
		return err
	}
	old := newest(output)
	if r, err = run(o.binary, command(input, output, workers)...); err != nil {
		return err
	}
	if !newest(output).After(old) {
		return errors.New("a unit was changed, and the batch made no PDF of it")
	}
	row(seconds(r.wall), "%s, again, one changed", name)
	return nil
}
