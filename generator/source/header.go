package source

import (
	"fmt"
	"reflect"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/discgen/discgen/generator/finding"
)

// mender puts the headers of tables right while the tree is built: whatever
// comes behind a header hangs on its name, and an element of a list on the
// header before it.
type mender struct {
	*names
	schema   reflect.Type
	headers  map[string]bool // the [tables] that the file names; nil until they are asked for
	findings finding.List
	told     map[string]int // what was said already: where in the findings
	times    map[string]int
}

func newMender(schema reflect.Type) *mender {
	return &mender{names: namesOf(schema), schema: schema, told: map[string]int{}, times: map[string]int{}}
}

// header is the name of a table, [a.b] or [[a.b]].
type header struct {
	keys []key
	list bool
	lost bool // it names no table that exists
}

// mend puts a header right, and finds what is wrong with it.
func (m *mender) mend(data []byte, h header) header {
	t, path := m.schema, ""
	for i := 0; i < len(h.keys) && t != nil; i++ {
		f, ok := m.field(t, h.keys[i].name)
		if !ok {
			u := m.unknown(data, h, i, path, t)
			v := m.judge(u)
			m.tell(u.finding(h.keys[i].at, v.remedy))
			switch {
			case v.key != "":
				h.keys[i].name = v.key
			case v.home != nil:
				h.keys = append(v.home.keys(h.keys[i].at), h.keys[i:]...)
			default:
				h.lost = true
				return h
			}
			return m.mend(data, h)
		}
		path = Join(path, f.key)
		if i == len(h.keys)-1 && !h.list && isList(f.kind) {
			m.tell(wrongKind(h.keys[i].at, path, Array, Table, listRemedy(path, f.kind.Elem())))
			h.list = true
		}
		t = under(f.kind)
	}
	return h
}

// unknown is what there is to know of a part of a header that does not exist.
func (m *mender) unknown(data []byte, h header, i int, path string, t reflect.Type) unknown {
	u := unknown{path: path, key: h.keys[i].name, kind: Table, header: true, taken: func(field) bool { return false }}
	if i == len(h.keys)-1 && h.list {
		u.kind = Array
	} else if i == len(h.keys)-1 {
		u.taken = func(f field) bool { return !isList(f.kind) && m.named(data)[Join(path, f.key)] }
	}
	for _, f := range m.of(t) {
		if isTable(f.kind) {
			u.fields = append(u.fields, f)
		}
	}
	return u
}

// named are the tables that headers of the file name, as typed.
func (m *mender) named(data []byte) map[string]bool {
	if m.headers != nil {
		return m.headers
	}
	m.headers = map[string]bool{}
	var tokens unstable.Parser
	for tokens.Reset(data); tokens.NextExpression(); {
		e, path := tokens.Expression(), ""
		if e.Kind != unstable.Table {
			continue
		}
		for it := e.Key(); it.Next(); {
			path = Join(path, string(it.Node().Data))
		}
		m.headers[path] = true
	}
	return m.headers
}

// keys are the keys of the header of the table, all at one place.
func (h home) keys(at finding.Place) []key {
	var keys []key
	for _, s := range h.steps {
		keys = append(keys, key{s.key, at})
	}
	return keys
}

// tell says a thing once, at its first place, and how often it is so.
func (m *mender) tell(f finding.Finding) {
	said := f.Rule + f.Path
	if _, ok := m.told[said]; !ok {
		m.told[said] = len(m.findings)
		m.findings = append(m.findings, f)
	}
	m.times[said]++
}

// all are the findings, with how often each is so.
func (m *mender) all() finding.List {
	for said, i := range m.told {
		if n := m.times[said]; n > 1 {
			m.findings[i].Message += fmt.Sprintf("（共 %d 处）", n)
		}
	}
	return m.findings
}
