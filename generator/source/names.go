package source

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
)

// names knows where each key of a schema belongs.
type names struct {
	homes  homes
	fields map[reflect.Type][]field
	nearby map[string][]home // what was found for keys that no table takes
}

func namesOf(t reflect.Type) *names {
	return &names{homes: homesOf(t), fields: map[reflect.Type][]field{}, nearby: map[string][]home{}}
}

// of are the fields of a struct.
func (s *names) of(t reflect.Type) []field {
	if s.fields[t] == nil {
		s.fields[t] = fieldsOf(t)
	}
	return s.fields[t]
}

func (s *names) field(t reflect.Type, key string) (field, bool) {
	fields := s.of(t)
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == key })
	if i < 0 {
		return field{}, false
	}
	return fields[i], true
}

// unknown is a key that does not exist where it was typed.
type unknown struct {
	path, key string // of its table, and its own
	kind      Kind   // of its value
	header    bool   // it names a table
	fields    []field
	taken     func(field) bool
}

// verdict is what is made of an unknown key: the key it was meant for, or else
// the table where it was meant to stand, or else neither.
type verdict struct {
	key    string
	home   *home
	remedy string
}

// judge finds what an unknown key was meant for. One slip is likelier than the
// wrong table, the wrong table likelier than several slips.
func (s *names) judge(u unknown) verdict {
	here := candidates(u.key, u.kind, u.fields, u.taken)
	elsewhere := s.homes[u.key]
	switch {
	case len(here) > 0 && (here[0].slips <= 1 || elsewhere == nil):
		return meant(here[0])
	case elsewhere == nil:
		elsewhere = s.near(u.key)
	}
	if elsewhere == nil {
		return verdict{remedy: "请核对键名，或删去这一行"}
	}
	return belongs(u, elsewhere)
}

// mostSearches is for how many keys all tables are searched. A file of which
// more keys are wrong is no unit file.
const mostSearches = 1000

func (s *names) near(key string) []home {
	found, ok := s.nearby[key]
	if !ok && len(s.nearby) < mostSearches {
		found = s.homes.near(key)
		s.nearby[key] = found
	}
	return found
}

func meant(c candidate) verdict {
	if c.taken > 0 {
		return verdict{remedy: fmt.Sprintf("是否想写 %s？这里已经写过 %s，只留一处", c.key, c.key)}
	}
	return verdict{key: c.key, remedy: fmt.Sprintf("是否想写 %s？", c.key)}
}

// mostHomes is how many tables a remedy names.
const mostHomes = 3

// belongs says to which tables a key belongs, the nearest first. Where there
// is only one, that is where it was meant to stand.
func belongs(u unknown, elsewhere []home) verdict {
	elsewhere = slices.Clone(elsewhere)
	slices.SortStableFunc(elsewhere, func(a, b home) int { return cmp.Compare(b.shared(u.path), a.shared(u.path)) })
	first, v := elsewhere[0], verdict{}
	if first.key.key != u.key {
		v.remedy = fmt.Sprintf("是否想写 %s？", first.key.key)
	}
	var tables []string
	for _, h := range elsewhere[:min(len(elsewhere), mostHomes)] {
		tables = append(tables, h.name())
	}
	list, and := strings.Join(tables, "、"), ""
	if len(elsewhere) > mostHomes {
		and = " 等表"
	}
	v.remedy += fmt.Sprintf("%s 属于 %s%s，请移到那里", first.key.key, list, and)
	if len(elsewhere) == 1 && first.key.key == u.key && !first.inList() && fits(first.key.kind, u.kind) {
		v.home = &first
	}
	return v
}

// finding is what is said of an unknown key that stands at a place.
func (u unknown) finding(at finding.Place, remedy string) finding.Finding {
	where, what := "文件最外层", "键"
	switch {
	case strings.HasSuffix(u.path, "]"):
		where = "[[" + u.path[:strings.LastIndexByte(u.path, '[')] + "]] "
	case u.path != "":
		where = "[" + u.path + "] "
	}
	if u.header {
		what = "表"
	}
	return finding.Finding{
		Rule: RuleKey, Place: at, Path: Join(u.path, clip(u.key)),
		Message: fmt.Sprintf("%s里没有 %q 这个%s", where, clip(u.key), what), Remedy: remedy,
	}
}
