package generator

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/discgen/discgen/generator/source"
)

// ReadUnit reads a unit file. Of a file that is larger than any unit file, or
// that never ends, it reads only as much as Check and Build need to refuse it.
// A folder is the error syscall.EISDIR on every system.
func ReadUnit(path string) ([]byte, error) { return readFile(path, source.MaxBytes+1) }

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
