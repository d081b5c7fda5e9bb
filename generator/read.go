package generator

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/source"
)

// ReadUnit reads a unit file. Of a file that is larger than any unit file, or
// that never ends, it reads only as much as Check and Build need to refuse it.
// A folder is the error syscall.EISDIR on every system.
func ReadUnit(path string) ([]byte, error) { return readFile(path, source.MaxBytes+1) }

// Beside opens what a unit file names, from the folder in which it stands: for
// Options.Open. Only a file is opened, nothing that would never end, and of one
// that is larger than any font only as much is read as it takes to refuse it.
func Beside(path string) func(name string) ([]byte, error) {
	folder := filepath.Dir(path)
	return func(name string) ([]byte, error) {
		at := filepath.FromSlash(name)
		if !filepath.IsAbs(at) {
			at = filepath.Join(folder, at)
		}
		info, err := os.Stat(at)
		if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
			err = &fs.PathError{Op: "read", Path: at, Err: fs.ErrInvalid}
		}
		if err != nil {
			return nil, err
		}
		return readFile(at, fonts.MaxBytes+1)
	}
}

// At is the options for the unit file at a path: what it names is opened from
// its folder, and the nearest settings apply.
func (o Options) At(path string) Options {
	o.Open, o.Settings = Beside(path), FindSettings(path)
	return o
}

// readFile reads at most so many bytes of a file.
func readFile(path string, most int64) (data []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: syscall.EISDIR}
	}
	return io.ReadAll(io.LimitReader(f, most))
}
