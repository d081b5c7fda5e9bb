package generator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/templates"
)

// TemplateSums are the SHA-256 sums of all template sets in a folder (nil: of
// the built-in sets), by the names that TemplateSets gives. A sum stands for
// the names and the bytes of all files of the set.
func TemplateSums(root fs.FS) (map[string]string, error) {
	if root == nil {
		root = templates.FS
	}
	sums := map[string]string{}
	for _, name := range TemplateSets(root) {
		set, err := fs.Sub(root, cmp.Or(name, "."))
		if err != nil {
			return nil, err
		}
		if sums[name], err = templateSum(set); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

func templateSum(set fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(set, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(set, p)
		_, _ = fmt.Fprintf(h, "%s\x00%d\x00%s", p, len(data), data)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// FontSums are the SHA-256 sums of the program's fonts, by their names, and of
// those of one's own in a set (nil: none), by the keys of the roles that they
// stand in.
func FontSums(set *FontSet) map[string]string {
	sums := map[string]string{}
	for _, f := range fonts.All() {
		sums[f.Name] = f.SHA256
	}
	own := set.Own()
	for _, r := range fontRoles {
		if f := own[r.role]; f != nil {
			sums[r.key] = f.SHA256
		}
	}
	return sums
}
