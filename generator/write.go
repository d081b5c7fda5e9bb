package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/discgen/discgen/generator/check"
)

// Write puts the files into a folder, which it makes if need be, and returns
// their paths. All of them appear or none: every file is written beside its
// place and synced before the first takes its name, and where one cannot take
// its name (a workbook that is open in another program, say), those before it
// are put back as they were.
func Write(folder string, files []File) (paths []string, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	w := writer{folder: folder}
	defer func() { err = errors.Join(err, w.clean()) }()
	var beside []string
	for _, f := range files {
		if fault := check.FileNameFault(f.Name); fault != "" {
			return nil, fmt.Errorf("文件名 %q%s", f.Name, fault)
		}
		path, err := w.temporary(f.Data)
		if err != nil {
			return nil, err
		}
		beside = append(beside, path)
	}
	for i, f := range files {
		path := filepath.Join(folder, f.Name)
		if err := w.replace(path, beside[i]); err != nil {
			return nil, errors.Join(err, w.undo())
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// SystemFault says in Chinese why the system refused to read or write a file.
func SystemFault(err error) string {
	switch {
	case isInUse(err):
		return "文件正被其他程序打开，请在 Excel、WPS 或阅读器里关闭后再运行"
	case errors.Is(err, fs.ErrPermission):
		return "没有权限，或者文件正被其他程序打开"
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘空间不足"
	case errors.Is(err, fs.ErrNotExist):
		return "文件夹或文件不存在"
	case errors.Is(err, syscall.EISDIR):
		return "这是文件夹，不是文件"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return "这个位置不是文件夹"
	}
	return strings.Join(strings.Fields(err.Error()), " ")
}

// writer remembers what Write has put into the folder beside the files.
type writer struct {
	folder   string
	leftover []string // temporary files, to be removed if they are still there
	placed   []placed
}

// placed is a file that has taken its name, and a copy of what was there
// before; the copy's path is empty where nothing was.
type placed struct{ path, before string }

// temporary writes a file beside the places of the outputs.
func (w *writer) temporary(data []byte) (string, error) {
	f, err := os.CreateTemp(w.folder, ".discgen-*")
	if err != nil {
		return "", err
	}
	w.leftover = append(w.leftover, f.Name())
	_, err = f.Write(data)
	return f.Name(), errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
}

// replace gives a temporary file its name and keeps what the name had before.
func (w *writer) replace(path, from string) error {
	before, err := w.keep(path)
	if err != nil {
		return err
	}
	if err := os.Rename(from, path); err != nil {
		return err
	}
	w.placed = append(w.placed, placed{path, before})
	return nil
}

// keep copies the file at a path, so that the path is never without one.
func (w *writer) keep(path string) (string, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return w.temporary(data)
}

// undo puts back what the placed files replaced.
func (w *writer) undo() error {
	var all error
	for _, p := range w.placed {
		if p.before == "" {
			all = errors.Join(all, os.Remove(p.path))
		} else {
			all = errors.Join(all, os.Rename(p.before, p.path))
		}
	}
	return all
}

// clean removes the temporary files that are left.
func (w *writer) clean() error {
	var all error
	for _, path := range w.leftover {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}
