package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// handedOut are the files and folders that stand beside the binary, on every
// system the same.
var handedOut = []string{"LICENSE", "README.md", "README.zh-CN.md", "docs", "examples", "fonts/README.md", "fonts/licences"}

// othersLicences is the name of the file with the licences of the libraries,
// which have to be where the binary is.
const othersLicences = "第三方软件许可.txt"

// shared are the entries that every archive has.
func (r release) shared() ([]entry, error) {
	names, err := sources(r.root)
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, name := range names {
		if strings.HasSuffix(name, ".go") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(r.root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{name: name, data: data})
	}
	return entries, nil
}

// sources are the files of handedOut that git knows, so that what somebody
// built beside an example stays where it is; all files where there is no git.
func sources(root string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(root, ".git")); errors.Is(err, fs.ErrNotExist) {
		return walked(root)
	}
	text, err := git(root, append([]string{"ls-files", "-z", "--"}, handedOut...)...)
	if err != nil {
		return nil, err
	}
	names := strings.FieldsFunc(text, func(c rune) bool { return c == 0 })
	return slices.Compact(names), nil // in a merge one file has several entries
}

func walked(root string) ([]string, error) {
	var names []string
	for _, top := range handedOut {
		err := fs.WalkDir(os.DirFS(root), top, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// module is what the go command says of a module.
type module struct {
	Path, Version, Dir string
	Main               bool
}

// licences are the licences of everything that is linked into the binary and
// was written by others: the modules and Go itself.
func licences(root string, t target) ([]byte, error) {
	modules, err := linked(root, t)
	if err != nil {
		return nil, err
	}
	text, err := output(root, t.environment(), "go", "env", "GOROOT", "GOVERSION")
	if err != nil {
		return nil, err
	}
	goroot, version, _ := strings.Cut(strings.TrimSpace(text), "\n")
	modules = append(modules, module{Path: "Go", Version: strings.TrimSpace(version), Dir: strings.TrimSpace(goroot)})
	var b bytes.Buffer
	b.WriteString("discgen 里用到的第三方软件及其许可\n")
	for _, m := range modules {
		if err := m.licence(&b); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// linked are the modules of a binary by path, without its own.
func linked(root string, t target) ([]module, error) {
	text, err := output(root, t.environment(), "go", "list", "-deps", "-json=Module", "./cmd/discgen")
	if err != nil {
		return nil, err
	}
	byPath := map[string]module{}
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var p struct{ Module *module }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if p.Module != nil && !p.Module.Main {
			byPath[p.Module.Path] = *p.Module
		}
	}
	var all []module
	for _, m := range byPath {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

var licenceFile = regexp.MustCompile(`(?i)^((?:un)?licen[cs]e|copying|notice|patents)\b[^/]*$`)

// licence writes the files at the module's top that state its terms.
func (m module) licence(b *bytes.Buffer) error {
	files, err := os.ReadDir(m.Dir)
	if err != nil {
		return err
	}
	found := false
	for _, f := range files {
		if !licenceFile.MatchString(f.Name()) || strings.HasSuffix(f.Name(), ".go") || f.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.Dir, f.Name()))
		if err != nil {
			return err
		}
		found = true
		_, _ = fmt.Fprintf(b, "\n%s\n%s\n\n", strings.Repeat("=", 72), m.Path+" "+m.Version+" "+f.Name())
		b.Write(bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
		b.WriteByte('\n')
	}
	if !found {
		return fmt.Errorf("%s has no licence", m.Path)
	}
	return nil
}
