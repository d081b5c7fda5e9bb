package batch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"github.com/discgen/discgen/generator"
)

// commit puts the package of unit i in its place: a folder of its own, which
// takes its name in one step, so that whoever looks, at any moment, sees the
// package before, the package after, or none. What else is in the folder that
// it replaces goes along.
func (s *store) commit(i int, target string, files []generator.File) (err error) {
	number := strconv.Itoa(i)
	fresh, place := s.fresh(number), s.at(target)
	defer func() { err = errors.Join(err, os.RemoveAll(fresh)) }()
	if _, err := generator.Write(fresh, files); err != nil {
		return err
	}
	if err := errors.Join(syncFolder(fresh), os.MkdirAll(filepath.Dir(place), 0o755)); err != nil {
		return err
	}
	switch info, err := os.Lstat(place); {
	case errors.Is(err, fs.ErrNotExist):
		return s.place(fresh, place)
	case err != nil:
		return err
	case !info.IsDir():
		return &fs.PathError{Op: "create", Path: place, Err: fs.ErrExist}
	}
	if err := keepOthers(place, fresh, files); err != nil {
		return err
	}
	return s.replace(number, target, fresh, place, files)
}

// place gives a folder its name, which nothing has.
func (s *store) place(fresh, place string) error {
	if err := os.Rename(fresh, place); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(place))
}

// swap is exchange, but for tests of systems without it.
var swap = exchange

// replace lets a folder take the place of another: at once where the system
// can; otherwise the other is put aside first, which the journal says, so that
// it comes back where the second step is never made. What came into the other
// since it was looked through is taken along before it is removed; where that
// fails, it comes back, too.
func (s *store) replace(number, target, fresh, place string, files []generator.File) error {
	err := swap(fresh, place)
	if err == nil {
		if err := keepOthers(fresh, place, files); err != nil {
			return errors.Join(err, swap(fresh, place))
		}
	}
	if !errors.Is(err, errors.ErrUnsupported) {
		return errors.Join(err, syncFolder(place), syncFolder(filepath.Dir(place)))
	}
	aside := asideIn(s.state(), number)
	if err := os.MkdirAll(filepath.Dir(aside), 0o755); err != nil {
		return err
	}
	if err := s.write(entry{Replace: &replace{Target: target, Number: number}}); err != nil {
		return err
	}
	if err := os.Rename(place, aside); err != nil {
		return err
	}
	if err := s.place(fresh, place); err != nil {
		return errors.Join(err, os.Rename(aside, place))
	}
	if err := keepOthers(aside, place, files); err != nil {
		return errors.Join(err, os.Rename(place, fresh), os.Rename(aside, place))
	}
	return errors.Join(syncFolder(place), os.RemoveAll(aside))
}

// keepOthers takes along what a package's folder holds beside the package: a
// note that somebody put there must not be lost.
func keepOthers(from, to string, files []generator.File) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		ours := slices.ContainsFunc(files, func(f generator.File) bool { return f.Name == e.Name() })
		if ours {
			continue
		}
		if err := copyTree(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// copyTree makes a file, or a folder and all in it, appear at a second place:
// as a second name of the same file where the system can. What is there stays.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		at := filepath.Join(to, rel)
		if entry.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		if exists(at) || os.Link(p, at) == nil {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(at, data, 0o644)
	})
}

// syncFolder sees to it that the names in a folder outlast a power failure, on
// systems that can do that.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) || errors.Is(err, fs.ErrPermission) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
