package generator

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
)

// Workbook is one file of statements that a unit has published or is about to.
type Workbook = intake.Workbook

// Imported is what Import makes of workbooks.
type Imported struct {
	Findings []finding.List // of each workbook, in its order
	Unit     []byte         // the unit file; nil where the workbooks hold nothing to write
}

// HasErrors reports whether the workbooks have errors, so that the unit file
// is not to be relied upon.
func (i Imported) HasErrors() bool { return intake.HasErrors(i.Findings) }

// Withdrawn are the findings without those that tell what becomes of a unit
// file, for one that is not to be written.
func (i Imported) Withdrawn() []finding.List {
	lists := make([]finding.List, len(i.Findings))
	for k, l := range i.Findings {
		for _, f := range l {
			if f.Rule != intake.RuleMerge || f.Severity == finding.Error {
				lists[k] = append(lists[k], f)
			}
		}
	}
	return lists
}

// Import makes a unit file of the nine statements in some workbooks, with a
// line 待填 for what statements do not have. With a unit file to merge into, it
// puts the statements' figures into that one and leaves all else as it is.
// Problems of the input are findings, by sheet and cell; an error is a fault
// of the program.
func Import(books []Workbook, into []byte) (Imported, error) {
	facts, lists := intake.Read(books)
	if facts == nil {
		return Imported{Findings: lists}, nil
	}
	if into != nil {
		merged, found := facts.Merge(into)
		lists[0] = append(lists[0], found...)
		return Imported{lists, merged}, nil
	}
	text, err := facts.Text()
	return Imported{lists, text}, err
}

// ReadWorkbook reads a workbook from the disk, and of a file that is larger
// than any, or that never ends, only as much as Import needs to refuse it. A
// folder is the error syscall.EISDIR on every system.
func ReadWorkbook(path string) (book Workbook, err error) {
	f, err := os.Open(path)
	if err != nil {
		return Workbook{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return Workbook{}, &fs.PathError{Op: "read", Path: path, Err: syscall.EISDIR}
	}
	data, err := io.ReadAll(io.LimitReader(f, intake.MaxBytes+1))
	return Workbook{Name: filepath.Base(path), Data: data}, err
}
