package generator

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/department"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// members reads the files of a department's units, which its own file names.
func (y *years) members(own []byte, names []string) ([]check.Member, error) {
	var all []check.Member
	var before [][]byte
	for i, name := range names {
		m, data, err := y.member(own, name)
		if err != nil {
			return nil, err
		}
		for k, other := range before {
			if m.Fault == "" && bytes.Equal(data, other) {
				m = unusable("删去重复的一项", "%s 与第 %d 项 %s 相同", name, k+1, names[k])
			}
		}
		before = append(before[:i:i], data)
		all = append(all, m)
	}
	return all, nil
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
