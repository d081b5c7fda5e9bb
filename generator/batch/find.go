package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator"
)

// source is a unit file that was found.
type source struct {
	id   string // its path below the folders of the run, with /: its name in reports
	path string // for the system
	out  string // the folder of its package's folder, below the folder of outputs, with /
	odd  bool   // no file: a pipe, a device
}

// errOdd is for the user to read.
var errOdd = errors.New("不是普通文件（可能是管道或者设备）")

// read reads the unit file. What is none is not even opened: a pipe would keep
// the run waiting for ever.
func (s source) read() ([]byte, error) {
	if s.odd {
		return nil, errOdd
	}
	return generator.ReadUnit(s.path)
}

// FolderError is a folder that cannot be searched or cannot be used.
type FolderError struct {
	Path string
	Err  error
}

func (e *FolderError) Error() string { return fmt.Sprintf("batch: folder %s: %v", e.Path, e.Err) }

// Unwrap is what the system says.
func (e *FolderError) Unwrap() error { return e.Err }

// What is wrong with the folders of a run, beside what the system says.
var (
	ErrNoOut    = errors.New("batch: several folders and no folder for the outputs")
	ErrSameName = errors.New("batch: two folders have the same name")
	ErrNoFolder = errors.New("batch: not a folder")
)

// outFolder is where packages and reports go.
func outFolder(folders []string, o Options) (string, error) {
	switch {
	case o.Out != "":
		return o.Out, nil
	case len(folders) == 1:
		return folders[0], nil
	}
	return "", ErrNoOut
}

// find lists the unit files below the folders by path: all files in .toml, but
// not settings, not what is hidden (.git, say), and not what is in the folder
// of outputs where that is another. Of several folders, each is mirrored under
// its own name.
func find(folders []string, o Options) ([]source, error) {
	f := finder{skip: o.Out}
	names := map[string]bool{}
	for _, folder := range folders {
		base := ""
		if len(folders) > 1 {
			absolute, err := filepath.Abs(folder)
			if err != nil {
				return nil, &FolderError{folder, err}
			}
			base = filepath.Base(absolute)
			if key := alike(base); names[key] {
				return nil, &FolderError{folder, ErrSameName}
			} else {
				names[key] = true
			}
		}
		if err := f.walk(folder, base); err != nil {
			return nil, err
		}
	}
	if len(f.found) == 0 {
		return nil, ErrNothing
	}
	slices.SortFunc(f.found, func(a, b source) int { return strings.Compare(a.id, b.id) })
	return f.found, nil
}

type finder struct {
	skip  string // the folder of outputs
	found []source
}

func (f *finder) walk(folder, base string) error {
	// A folder that is named is followed to where it leads; below it, links to
	// folders are not, for they may lead in circles.
	root, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return &FolderError{folder, err}
	}
	return filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return &FolderError{p, err}
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return &FolderError{p, err}
		}
		hidden := strings.HasPrefix(entry.Name(), ".")
		switch {
		case rel == "." && !entry.IsDir():
			return &FolderError{folder, ErrNoFolder}
		case rel == ".":
			return nil
		case entry.IsDir() && (hidden || f.isOut(p)):
			return fs.SkipDir
		case entry.IsDir() || hidden || !isUnitFile(entry.Name()):
			return nil
		}
		id := path.Join(base, filepath.ToSlash(rel))
		f.found = append(f.found, source{id: id, path: p, out: path.Dir(id), odd: isOdd(p)})
		return nil
	})
}

// isOdd reports whether a path leads to what is neither a file nor a folder.
func isOdd(p string) bool {
	info, err := os.Stat(p)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func isUnitFile(name string) bool {
	return strings.EqualFold(filepath.Ext(name), ".toml") && !strings.EqualFold(name, generator.SettingsFile)
}

// isOut reports whether a folder is the folder of outputs.
func (f *finder) isOut(p string) bool {
	if f.skip == "" {
		return false
	}
	out, err := os.Stat(f.skip)
	if err != nil {
		return false
	}
	folder, err := os.Stat(p)
	return err == nil && os.SameFile(out, folder)
}
