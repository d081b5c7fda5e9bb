package batch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrLocked is in a *FolderError where another run writes to the folder.
var ErrLocked = errors.New("another run writes to this folder")

// take locks a file that is there for nothing else, for one or, shared, for
// several at a time. It does not wait.
func take(path string, shared bool) (*flock.Flock, error) {
	err := error(nil)
	for range 100 { // another run may be removing the file or its folder at this very moment
		if err = os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		l, locked := flock.New(path), false
		if shared {
			locked, err = l.TryRLock()
		} else {
			locked, err = l.TryLock()
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, err
		case !locked:
			return nil, ErrLocked
		case isAt(l, path):
			return l, nil
		}
		_ = l.Unlock()
	}
	return nil, errors.Join(ErrLocked, err)
}

// isAt reports whether the locked file is still the one at the path.
func isAt(l *flock.Flock, path string) bool {
	held, err := l.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(held, there)
}

// drop lets go of a lock, and of its file where nobody else holds it: only who
// holds it alone may remove it, for the others would go on with a lock that
// nobody sees.
func drop(l *flock.Flock) {
	if l.RLocked() {
		_ = l.Unlock()
		if alone, err := l.TryLock(); err != nil || !alone || !isAt(l, l.Path()) {
			_ = l.Unlock()
			return
		}
	}
	removed := os.Remove(l.Path()) == nil
	_ = l.Unlock()
	if !removed { // a system that removes no open file
		_ = os.Remove(l.Path())
	}
}
