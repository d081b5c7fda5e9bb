package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/discgen/discgen/templates"
)

// TemplateSums are the SHA-256 sums of all template sets in a folder (nil: of
// the built-in sets), by name. A sum stands for the names and the bytes of all
// files of the set.
func TemplateSums(root fs.FS) (map[string]string, error) {
	if root == nil {
		root = templates.FS
	}
	entries, err := fs.ReadDir(root, ".")
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if sums[e.Name()], err = templateSum(root, e.Name()); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

func templateSum(root fs.FS, set string) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(root, set, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, p)
		_, _ = fmt.Fprintf(h, "%s\x00%d\x00%s", p, len(data), data)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
