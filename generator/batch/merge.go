package batch

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator"
)

// MergeError says why the reports of shares cannot be joined, in Chinese.
type MergeError struct{ Message string }

func (e *MergeError) Error() string { return e.Message }

func cannot(format string, args ...any) error { return &MergeError{fmt.Sprintf(format, args...)} }

// MergeReports joins the reports of all shares in a folder of outputs to those
// that one run of all units would have written, and says what is in them. It
// fails with a *MergeError where a share is missing, or where not all were made
// by the same program with the same templates, fonts and options.
func MergeReports(out string) (*Report, error) {
	shares, err := readShares(out)
	if err != nil {
		return nil, err
	}
	whole, err := join(shares)
	if err != nil {
		return nil, err
	}
	files, err := reports(whole, Shard{})
	if err != nil {
		return nil, err
	}
	paths, err := generator.Write(out, files)
	if err != nil {
		return nil, &FolderError{out, err}
	}
	r := &Report{Files: paths, LeftBehind: whole.LeftBehind}
	for _, u := range whole.Units {
		outcome := Built
		if u.Status != StatusBuilt {
			outcome = Failed
		}
		r.Units = append(r.Units, Unit{Record: u, Outcome: outcome})
	}
	return r, nil
}

// share is the manifest of a share.
type share struct {
	Manifest
	name  string
	shard Shard
}

func readShares(out string) ([]share, error) {
	names, err := filepath.Glob(filepath.Join(globEscape(out), manifestName+"-*of*.json"))
	if err != nil {
		return nil, err
	}
	var all []share
	for _, name := range names {
		m, err := ReadManifest(name)
		if err != nil {
			return nil, cannot("%s 不是这个程序写的清单", name)
		}
		shard, err := ParseShard(m.Shard)
		if err != nil || filepath.Base(name) != manifestName+shard.suffix()+".json" {
			return nil, cannot("%s 里写的份数 %q 与文件名不符", name, m.Shard)
		}
		all = append(all, share{m, name, shard})
	}
	if len(all) == 0 {
		return nil, cannot("%s 里没有各份的清单（%s-1of3.json 等）", out, manifestName)
	}
	slices.SortFunc(all, func(a, b share) int { return a.shard.Index - b.shard.Index })
	return all, nil
}

func join(shares []share) (Manifest, error) {
	first := shares[0]
	whole := Manifest{Version: manifestVersion, Basis: first.Basis, Units: []Record{}}
	var missing []string
	present := map[int]bool{}
	for _, s := range shares {
		if s.shard.Count != first.shard.Count {
			return whole, cannot("%s 是 %d 份里的一份，%s 是 %d 份里的一份；请删去不要的清单",
				first.name, first.shard.Count, s.name, s.shard.Count)
		}
		if why := s.Basis.equal(first.Basis); why != "" {
			return whole, cannot("%s 与 %s 不是在同样的条件下生成的：%s；请重新运行这两份", s.name, first.name, why)
		}
		present[s.shard.Index] = true
		whole.Units = append(whole.Units, s.Units...)
		whole.LeftBehind = append(whole.LeftBehind, s.LeftBehind...)
	}
	for i := 1; i <= first.shard.Count; i++ {
		if !present[i] {
			missing = append(missing, Shard{i, first.shard.Count}.String())
		}
	}
	if len(missing) > 0 {
		return whole, cannot("缺少这几份的清单：%s", strings.Join(missing, "、"))
	}
	slices.SortFunc(whole.Units, func(a, b Record) int { return strings.Compare(a.Unit, b.Unit) })
	slices.SortFunc(whole.LeftBehind, byPath)
	for i, u := range whole.Units {
		if i > 0 && u.Unit == whole.Units[i-1].Unit {
			return whole, cannot("单位文件 %s 在两份清单里", u.Unit)
		}
	}
	return whole, nil
}
