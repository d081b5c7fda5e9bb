package generator

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/department"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// members reads the files of a department's units, which its own file names.
// One that a department among them adds up already would count twice.
func (y *years) members(own []byte, names []string) ([]check.Member, error) {
	if slices.ContainsFunc(names, source.IsBlank) {
		return nil, nil // there is nothing to compare with yet
	}
	all, texts, err := y.single(own, names)
	if err != nil {
		return nil, err
	}
	for i, department := range all {
		if department.Fault != "" {
			continue
		}
		among := y.among(department.Unit, names[i])
		for k := range all {
			if k != i && all[k].Fault == "" && among(beside("", names[k]), texts[k]) {
				all[k] = unusable("同一个单位只计一次：删去这一项，或者删去第 "+fmt.Sprint(i+1)+" 项，改写它的各单位",
					"%s 已经汇总在第 %d 项 %s 里", names[k], i+1, names[i])
			}
		}
	}
	return all, nil
}

// among reports whether a file, by its path or its text, is one of those that a
// department's file adds up.
func (y *years) among(department *unit.Unit, at string) func(name string, data []byte) bool {
	var paths []string
	var texts [][]byte
	for _, name := range department.Units {
		name = beside(at, name)
		paths = append(paths, name)
		if y.Open == nil {
			continue
		}
		if data, err := y.Open(name); err == nil {
			y.note(name, data)
			texts = append(texts, data)
		}
	}
	return func(name string, data []byte) bool {
		return slices.Contains(paths, name) || slices.ContainsFunc(texts, func(text []byte) bool { return bytes.Equal(text, data) })
	}
}

// sameIdentity says by what two files are of one unit in one year; empty where
// they are not. A head office may be called as its department is, and have its
// code.
func sameIdentity(a, b *unit.Unit) string {
	same := func(x, y string) bool {
		x = strings.TrimSpace(x)
		return x != "" && x == strings.TrimSpace(y)
	}
	switch {
	case a.Year != b.Year || a.Identity.Scope != b.Identity.Scope:
		return ""
	case same(a.Identity.Name, b.Identity.Name):
		return "单位名称（" + strings.TrimSpace(a.Identity.Name) + "）"
	case same(a.Identity.Code, b.Identity.Code):
		return "单位代码（" + strings.TrimSpace(a.Identity.Code) + "）"
	}
	return ""
}

const onlyOnce = "每个单位只写一次；是两个单位的，改正 [unit] 的 name 或 code"

// single reads the files, each of a unit of its own.
func (y *years) single(own []byte, names []string) ([]check.Member, [][]byte, error) {
	var all []check.Member
	var before [][]byte
	for i, name := range names {
		m, data, err := y.member(own, name)
		if err != nil {
			return nil, nil, err
		}
		for k, other := range before {
			if m.Fault == "" && bytes.Equal(data, other) {
				m = unusable("删去重复的一项", "%s 与第 %d 项 %s 相同", name, k+1, names[k])
			}
			if m.Fault != "" || all[k].Fault != "" {
				continue
			}
			if by := sameIdentity(m.Unit, all[k].Unit); by != "" {
				m = unusable(onlyOnce, "%s 与第 %d 项 %s 的%s相同，是同一个单位", name, k+1, names[k], by)
			}
		}
		before = append(before[:i:i], data)
		all = append(all, m)
	}
	return all, before, nil
}

func unusable(remedy, format string, args ...any) check.Member {
	return check.Member{Fault: fmt.Sprintf(format, args...), Remedy: remedy}
}

// member reads one of the files. Its own last year's is read too, as figures
// may come from there.
func (y *years) member(own []byte, name string) (check.Member, []byte, error) {
	switch {
	case y.Open == nil:
		return unusable("删去 units，不核对所属单位之和", "这里不能读取其他文件，没有核对"), nil, nil
	case strings.TrimSpace(name) == "":
		return unusable("写单位文件的位置，或者删去这一项", "没有写文件名"), nil, nil
	}
	at := beside("", name)
	data, err := y.Open(at)
	if err != nil {
		return unusable("写单位文件的位置，从本文件所在的文件夹写起，例如 \"../某某中心/unit.toml\"", "%s", unopened("单位文件", name, err)), nil, nil
	}
	y.note(at, data)
	if bytes.Equal(data, own) {
		return unusable("只写所属单位的文件", "%s 就是本文件", name), nil, nil
	}
	of := &years{Options: y.Options, read: [][]byte{own, data}, fonts: y.fonts}
	c, err := of.inspect(data, at, nil)
	y.all = append(y.all, of.all...)
	if err != nil {
		return check.Member{}, nil, err
	}
	if c.findings.HasErrors() {
		first := c.findings.Of(finding.Error)[0]
		return unusable("先改正单位的文件：discgen check "+name, "单位文件 %s 有 %d 个错误，第一个在第 %d 行：%s",
			name, c.findings.Count(finding.Error), first.Place.Line, first.Message), data, nil
	}
	return check.Member{Member: c.member()}, data, nil
}

// member is a unit as its department adds it up. A subject that only last year
// had, and that the file leaves to last year's, is one of its own there.
func (c checked) member() department.Member {
	u := c.file.Unit
	if c.before == nil {
		return department.Member{Unit: u, Book: c.book}
	}
	names, added := figures.Names(c.before.File.Unit), *u
	for _, g := range c.before.GoneFrom(u) {
		if !g.Outlay.IsZero() {
			added.Subjects = append(added.Subjects[:len(added.Subjects):len(added.Subjects)], unit.Subject{
				Code: g.Code, Fund: g.Fund, Name: names(g.Code), GroupName: names(g.Code[:min(5, len(g.Code))]),
				LastYear: unit.Amount{Decimal: g.Outlay.Yuan, Given: true},
			})
		}
	}
	return department.Member{Unit: &added, Book: c.book}
}
