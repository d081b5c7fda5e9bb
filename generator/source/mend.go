package source

import (
	"reflect"
	"slices"
)

// move is a key that is to stand in another table.
type move struct {
	from *Node
	key  string
	to   home
}

// mend gives the keys of a table and of those below it the names that they
// were meant to have, so that a slip of the hand is one finding and hides
// nothing.
func (d *decoder) mend(path string, n *Node, t reflect.Type) {
	fields := d.of(t)
	var keys []string
	for _, key := range n.Keys {
		if _, ok := d.field(t, key); !ok {
			key, ok = d.rightKey(path, key, n, fields)
			if !ok {
				continue
			}
		}
		keys = append(keys, key)
	}
	n.Keys = keys
	for _, f := range fields {
		if c, ok := n.Table[f.key]; ok {
			d.mendBelow(Join(path, f.key), c, f.kind)
		}
	}
}

// rightKey finds an unknown key, and gives the key that its value goes by from
// then on, or none where the value went into another.
func (d *decoder) rightKey(path, key string, n *Node, fields []field) (string, bool) {
	typed := n.Table[key]
	u := unknown{path, key, typed.Kind, typed.grows || typed.opened && !typed.closed, fields, func(f field) bool { return n.has(f.key, typed) }}
	v := d.judge(u)
	d.findings = append(d.findings, u.finding(typed.Place, v.remedy))
	switch {
	case v.key != "":
		return v.key, d.rename(n, key, v.key)
	case v.home != nil:
		d.moves = append(d.moves, move{n, key, *v.home})
	default:
		d.lost = true
	}
	return key, true
}

// mendBelow mends the tables in what a field takes.
func (d *decoder) mendBelow(path string, n *Node, t reflect.Type) {
	switch {
	case t.Kind() == reflect.Pointer:
		d.mendBelow(path, n, t.Elem())
	case t.Kind() == reflect.Map:
		for _, k := range n.Keys {
			d.mendBelow(Join(path, k), n.Table[k], t.Elem())
		}
	case n.Kind == Array && under(t) != nil:
		for i, item := range n.Items {
			d.mendBelow(Index(path, i), item, t)
		}
	case n.Kind == Table && under(t) != nil:
		d.mend(path, n, under(t))
	}
}

// has reports whether a table has a key already, so that another value, typed
// under a wrong key, cannot be its value too.
func (n *Node) has(key string, typed *Node) bool {
	c, ok := n.Table[key]
	return ok && (c.Kind != Table || c.closed || typed.Kind != Table || typed.opened)
}

// rename gives a value the right key. Where the table has a table by that key
// already, the two become one, and nothing is left to go by it.
func (d *decoder) rename(n *Node, wrong, right string) (renamed bool) {
	typed := n.Table[wrong]
	delete(n.Table, wrong)
	into, ok := n.Table[right]
	if !ok {
		n.Table[right] = typed
		return true
	}
	for _, k := range typed.Keys {
		if _, ok := into.Table[k]; ok {
			d.lost = true
		} else {
			into.put(k, typed.Table[k])
		}
	}
	return false
}

// move takes the keys of wrong tables to where they belong, unless there is
// one already.
func (d *decoder) move(root *Node) {
	for _, m := range d.moves {
		typed := m.from.Table[m.key]
		if into := root.reach(m.to, typed); into == nil {
			d.lost = true
		} else {
			into.put(m.key, typed)
			delete(m.from.Table, m.key)
			m.from.Keys = slices.DeleteFunc(m.from.Keys, func(k string) bool { return k == m.key })
		}
	}
}

// reach is the table of a home that has no such key yet, made where the file
// does not have it, or nil.
func (n *Node) reach(h home, typed *Node) *Node {
	for _, s := range h.steps {
		if n.Table[s.key] == nil {
			n.put(s.key, newTable(typed.Place))
		}
		if n = n.Table[s.key]; n.Kind != Table {
			return nil
		}
	}
	if _, ok := n.Table[h.key.key]; ok {
		return nil
	}
	return n
}
