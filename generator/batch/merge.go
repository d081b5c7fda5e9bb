package batch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// MergeError says why the reports of shares cannot be joined, in Chinese.
type MergeError struct{ Message string }

func (e *MergeError) Error() string { return e.Message }

func cannot(format string, args ...any) error { return &MergeError{fmt.Sprintf(format, args...)} }

// MergeReports joins the reports of all shares in a folder of outputs to those
// that one run of all units would have written, and says what is in them. It
// fails with a *MergeError where a share is missing or not done, where not all
// were made by the same program with the same templates, fonts and options, or
// where a package is not as its share says.
func MergeReports(out string) (*Report, error) {
	if !exists(out) {
		return nil, &FolderError{out, fs.ErrNotExist}
	}
	s, err := openStore(out, Shard{})
	if err != nil {
		return nil, err
	}
	defer s.close()
	whole, err := s.merged()
	if err != nil {
		return nil, err
	}
	r := &Report{Out: out, LeftBehind: whole.LeftBehind}
	if r.Files, err = s.finish(whole); err != nil {
		return nil, err
	}
	for _, u := range whole.Units {
		outcome := Built
		if u.Status != StatusBuilt {
			outcome = Failed
		}
		r.Units = append(r.Units, Unit{Record: u, Outcome: outcome})
	}
	return r, nil
}

// merged is the manifest of all shares.
func (s *store) merged() (Manifest, error) {
	shares, err := readShares(s.out)
	if err != nil {
		return Manifest{}, err
	}
	unfinished, err := s.unfinished()
	if err != nil {
		return Manifest{}, err
	}
	for _, one := range shares {
		if slices.Contains(unfinished, one.shard.suffix()) {
			return Manifest{}, cannot("第 %s 份没有做完，请再运行一次", one.Shard)
		}
		for _, u := range one.Units {
			if why := s.differs(u.Outputs); why != "" {
				return Manifest{}, cannot("第 %s 份的 %s：%s；请再运行一次这一份", one.Shard, u.Unit, why)
			}
		}
	}
	return join(shares)
}

// share is the manifest of a share.
type share struct {
	Manifest
	name  string
	shard Shard
}

func readShares(out string) ([]share, error) {
	names, err := fs.Glob(os.DirFS(out), manifestName+"-*of*.json")
	if err != nil {
		return nil, err
	}
	var all []share
	for _, name := range names {
		name = filepath.Join(out, name)
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
	for _, s := range shares {
		if s.shard.Count != first.shard.Count {
			return whole, cannot("%s 是 %d 份里的一份，%s 是 %d 份里的一份；请删去不要的清单",
				first.name, first.shard.Count, s.name, s.shard.Count)
		}
		if why := s.equal(first.Basis); why != "" {
			return whole, cannot("%s 与 %s 不是在同样的条件下生成的：%s；请重新运行这两份", s.name, first.name, why)
		}
		whole.Units = append(whole.Units, s.Units...)
		whole.LeftBehind = append(whole.LeftBehind, s.LeftBehind...)
	}
	if missing := missingOf(shares); missing != "" {
		return whole, cannot("缺少这几份的清单：%s", missing)
	}
	slices.SortFunc(whole.Units, func(a, b Record) int { return strings.Compare(a.Unit, b.Unit) })
	for i, u := range whole.Units {
		if i > 0 && u.Unit == whole.Units[i-1].Unit {
			return whole, cannot("单位文件 %s 在两份清单里", u.Unit)
		}
	}
	whole.settle()
	return whole, nil
}

// missingOf are the shares that are not there, for a message.
func missingOf(shares []share) string {
	count := shares[0].shard.Count
	var missing []string
	for i := 1; i <= count && len(missing) <= mostMissing; i++ {
		if !slices.ContainsFunc(shares, func(s share) bool { return s.shard.Index == i }) {
			missing = append(missing, Shard{i, count}.String())
		}
	}
	if len(missing) > mostMissing {
		missing[mostMissing] = "……"
	}
	return strings.Join(missing, "、")
}

// mostMissing is how many shares are named.
const mostMissing = 20

// settle leaves out what a share says that another knows better: what a unit of
// one made earlier, a unit of another may make now.
func (m *Manifest) settle() {
	made := outputsOf(m.Units)
	m.LeftBehind = slices.DeleteFunc(m.LeftBehind, func(l Left) bool { return made[l.Path] })
	slices.SortFunc(m.LeftBehind, byPath)
	for i := range m.Units {
		earlier := &m.Units[i].Earlier
		*earlier = slices.DeleteFunc(*earlier, func(p string) bool { return made[p] })
	}
}
