package source

import (
	"reflect"
	"strings"
	"time"
)

// field is a struct field that takes a key.
type field struct {
	key    string
	needed bool
	index  int
	kind   reflect.Type
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("toml") != "" {
			fields = append(fields, field{f.Tag.Get("toml"), f.Tag.Get("need") == "yes", i, f.Type})
		}
	}
	return fields
}

// under is the type of the struct that the keys of a table are fields of,
// whether it stands alone or in a list, or nil where the type is no table with
// known keys.
func under(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() || reflect.PointerTo(t).Implements(reflect.TypeFor[Decoder]()) {
		return nil
	}
	return t
}

// isList reports whether a type takes a list of tables.
func isList(t reflect.Type) bool { return t.Kind() == reflect.Slice && under(t) != nil }

// isTable reports whether a type takes a table or a list of tables.
func isTable(t reflect.Type) bool { return t.Kind() == reflect.Map || under(t) != nil }

// fits reports whether a value of a kind can be what a type takes.
func fits(t reflect.Type, kind Kind) bool {
	switch kind {
	case Table:
		return isTable(t)
	case Array:
		return t.Kind() == reflect.Slice
	}
	return !isTable(t) && t.Kind() != reflect.Slice
}

// home is a table that takes a key.
type home struct {
	steps []step
	key   field
}

// step is a key on the way to a table.
type step struct {
	key  string
	list bool
}

// homes are the tables of a schema that take each key, in the order of the
// schema.
type homes map[string][]home

func homesOf(t reflect.Type) homes {
	h := homes{}
	h.add(t, nil)
	return h
}

func (h homes) add(t reflect.Type, way []step) {
	if len(way) > maxDepth {
		return
	}
	for _, f := range fieldsOf(t) {
		h[f.key] = append(h[f.key], home{way, f})
		if below := under(f.kind); below != nil {
			h.add(below, append(way[:len(way):len(way)], step{f.key, isList(f.kind)}))
		}
	}
}

// name is what the file calls the table: [a.b], [[a.b]] or, for a table in an
// element of a list, [[a]] 的 b.
func (h home) name() string {
	if len(h.steps) == 0 {
		return "文件最外层"
	}
	var keys []string
	list := 0
	for i, s := range h.steps {
		keys = append(keys, s.key)
		if s.list {
			list = i + 1
		}
	}
	if list == 0 {
		return "[" + strings.Join(keys, ".") + "]"
	}
	name := "[[" + strings.Join(keys[:list], ".") + "]]"
	if list < len(keys) {
		name += " 的 " + strings.Join(keys[list:], ".")
	}
	return name
}

// inList reports whether the table stands in an element of a list, of which
// there may be many.
func (h home) inList() bool {
	for _, s := range h.steps {
		if s.list {
			return true
		}
	}
	return false
}

// shared is how many steps the home has in common with a path.
func (h home) shared(path string) int {
	n := 0
	for _, key := range strings.Split(path, ".") {
		key, _, _ = strings.Cut(key, "[")
		if n == len(h.steps) || h.steps[n].key != key {
			break
		}
		n++
	}
	return n
}
