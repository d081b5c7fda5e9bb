package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"syscall"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/unit"
)

// Input is a file that was read beside the unit file itself: what is made
// depends on it too. Who keeps what was made has to look for the nearest
// settings again (FindSettings): a file of them may have appeared, or gone.
type Input struct {
	Name   string // as Options.Open was asked for it
	SHA256 string // in hexadecimal digits
}

// years reads the unit files of the years before, each named by the one after
// it.
type years struct {
	Options
	read  [][]byte // the unit file itself first
	all   []Input
	fonts *fonts.Set       // of the unit file itself
	needs func(*fonts.Set) // is told them; may be nil
}

// ruleLastYear is the rule that finds a file of last year which cannot be used.
const ruleLastYear = "U-20"

// before is the year before that of a unit file, nil where the file names none
// or, with the finding, where it cannot be used. Names of files are paths from
// the folder of the first file.
func (y *years) before(file *unit.File, name string) (*lastyear.Year, finding.List, error) {
	u := file.Unit
	if u.LastYear == "" {
		return nil, nil, nil
	}
	wrong := func(remedy, format string, args ...any) finding.List {
		return finding.List{{
			Rule: ruleLastYear, Place: file.At("last_year"), Path: "last_year", Remedy: remedy, Message: fmt.Sprintf(format, args...),
		}}
	}
	if u.NewUnit {
		return nil, wrong("删去 last_year，或删去 new_unit = true", "本年新成立的单位没有上年的单位文件"), nil
	}
	if y.Open == nil {
		return nil, wrong("删去 last_year，把上年数写在本文件里", "这里不能读取其他文件，用不上上年的单位文件"), nil
	}
	name = beside(name, u.LastYear)
	data, err := y.Open(name)
	if err != nil {
		return nil, wrong("写上年单位文件的位置，从本文件所在的文件夹写起，例如 \"../2024/unit.toml\"", "%s", unopened("上年的单位文件", u.LastYear, err)), nil
	}
	for _, other := range y.read {
		if bytes.Equal(data, other) {
			return nil, wrong("写上一年度的单位文件", "上年的单位文件 %s 就是本文件，或者绕回到后面的年度", u.LastYear), nil
		}
	}
	y.read = append(y.read, data)
	y.note(name, data)
	return y.use(u, name, data, wrong)
}

// note remembers that a file was read.
func (y *years) note(name string, data []byte) {
	sum := sha256.Sum256(data)
	y.all = append(y.all, Input{name, hex.EncodeToString(sum[:])})
}

// use checks the file of the year before, with those before it, and gives it
// where it can be relied upon.
func (y *years) use(u *unit.Unit, name string, data []byte, wrong func(remedy, format string, args ...any) finding.List) (*lastyear.Year, finding.List, error) {
	loaded, found := unit.Load(data)
	if loaded != nil {
		before := loaded.Unit
		switch {
		case u.Year != 0 && before.Year != 0 && before.Year != u.Year-1:
			return nil, wrong("写上一年度的单位文件", "上年的单位文件 %s 是 %d 年度的，应为 %d 年度", u.LastYear, before.Year, u.Year-1), nil
		case !sameUnit(u, before):
			return nil, wrong("写本单位上年的单位文件；单位改过名称的，把原来的名称写进 [unit] 的 aliases",
				"上年的单位文件 %s 是“%s”的", u.LastYear, before.Identity.Name), nil
		case u.Identity.Scope != before.Identity.Scope:
			return nil, wrong("写同一口径的上年文件；口径写错的，改正 [unit] 的 scope；口径确实改变了的，删去 last_year，把上年数写在本文件里",
				"上年的单位文件 %s 的口径是“%s”，本文件的口径是“%s”", u.LastYear, before.Identity.Scope, u.Identity.Scope), nil
		}
		c, err := y.inspect(data, name, nil)
		if err != nil {
			return nil, nil, err
		}
		if loaded, found = c.file, c.findings; !found.HasErrors() {
			return &lastyear.Year{File: loaded, Book: c.book}, nil, nil
		}
	}
	first := found.Of(finding.Error)[0]
	at := ""
	if first.Place.Line > 0 {
		at = fmt.Sprintf("在第 %d 行", first.Place.Line)
	}
	return nil, wrong("先改正上年的单位文件：discgen check "+u.LastYear, "上年的单位文件 %s 有 %d 个错误，第一个%s：%s",
		u.LastYear, found.Count(finding.Error), at, first.Message), nil
}

// sameUnit reports whether last year's file is of the same unit, by its name of
// today or by another that the file lists.
func sameUnit(u, before *unit.Unit) bool {
	name := strings.TrimSpace(before.Identity.Name)
	for _, known := range append([]string{u.Identity.Name}, u.Identity.Aliases...) {
		if strings.TrimSpace(known) == name {
			return true
		}
	}
	return name == ""
}

// rooted is a path that is not from the folder of the file. A drive alone is
// none: what stands behind it would be from wherever the drive was left.
var rooted = regexp.MustCompile(`^(?:/|[A-Za-z]:/)`)

// beside is the path of a file that another names, with slashes.
func beside(from, name string) string {
	name = strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")
	if !rooted.MatchString(name) {
		folder, _ := path.Split(from)
		name = folder + name
	}
	if strings.HasPrefix(name, "//") {
		return "/" + path.Clean(name) // two slashes begin the name of a share on the network
	}
	return path.Clean(name)
}

// unopened says why a file cannot be read, and what it should be.
func unopened(what, name string, err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "找不到" + what + " " + name
	case errors.Is(err, fs.ErrPermission):
		return "没有权限读取" + what + " " + name
	case errors.Is(err, syscall.EISDIR):
		return name + " 是文件夹，不是" + what
	}
	return "不能读取" + what + " " + name
}
