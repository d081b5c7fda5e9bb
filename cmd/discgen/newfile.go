package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// newUnitFile is a unit file that a command is to make.
type newUnitFile struct {
	path      string
	overwrite bool
	missing   string   // what is said where the command line names none
	inputs    []string // what it is made of, and must not replace
	input     string   // what those are called
	instead   string   // what else than overwriting there is
}

// possible is why the file cannot be made, or nil. The texts that were filled in
// where there is one already would be lost, so that it is not replaced unless
// the command line says so.
func (n newUnitFile) possible() error {
	info, err := os.Stat(n.path)
	for _, path := range n.inputs {
		if other, failed := os.Stat(path); err == nil && failed == nil && os.SameFile(info, other) {
			return failure{statusUsage, fmt.Sprintf("输出文件 %s 就是%s，请写另一个文件名", n.path, n.input)}
		}
	}
	switch {
	case n.path == "":
		return failure{statusUsage, n.missing}
	case !strings.EqualFold(filepath.Ext(n.path), ".toml"):
		return failure{statusUsage, fmt.Sprintf("单位文件的文件名要以 .toml 结尾，现在是 %s", n.path)}
	case err == nil && !n.overwrite:
		return failure{statusUsage, fmt.Sprintf("%s 已经存在，没有改动；%s整个覆盖用 --overwrite（其中已填写的内容会丢失）", n.path, n.instead)}
	}
	return nil
}

// seenFrom is a path as it is seen from a folder, with slashes. Where no path
// leads there, as to another drive, it is the whole path, and ok is false.
func seenFrom(folder, path string) (name string, ok bool) {
	from, err := filepath.Abs(folder)
	to, failed := filepath.Abs(path)
	if err != nil || failed != nil {
		return filepath.ToSlash(path), false
	}
	if name, err := filepath.Rel(from, to); err == nil {
		return filepath.ToSlash(name), true
	}
	return filepath.ToSlash(to), false
}
