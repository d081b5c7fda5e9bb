package generator

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Write puts the files into a folder, which it makes if need be. All are
// written beside their places and synced before the first takes its name, so
// that what fails midway leaves no half file. It returns the paths.
func Write(folder string, files []File) (paths []string, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	var temporary []string
	defer func() {
		for _, t := range temporary {
			if rest := os.Remove(t); rest != nil && !errors.Is(rest, os.ErrNotExist) {
				err = errors.Join(err, rest)
			}
		}
	}()
	for _, f := range files {
		if f.Name != filepath.Base(f.Name) || !filepath.IsLocal(f.Name) {
			return nil, fmt.Errorf("%q 不能作文件名", f.Name)
		}
		t, err := writeBeside(folder, f.Data)
		if t != "" {
			temporary = append(temporary, t)
		}
		if err != nil {
			return nil, err
		}
	}
	for i, f := range files {
		path := filepath.Join(folder, f.Name)
		if err := os.Rename(temporary[i], path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// writeBeside writes a temporary file in the folder. It gives the file's path
// also where the writing fails, for the caller to remove.
func writeBeside(folder string, data []byte) (string, error) {
	f, err := os.CreateTemp(folder, ".discgen-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	return f.Name(), err
}
