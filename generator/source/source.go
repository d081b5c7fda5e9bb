// Package source reads a TOML text into values that know where they stand, and
// decodes them into Go structs strictly: an unknown key, a wrong type or a
// missing key is a finding with its place, and all of them are found in one
// run. What was meant beyond doubt is read all the same, so that one slip of
// the hand is one finding. It knows nothing of final accounts.
//
// Two libraries share the reading. BurntSushi/toml says whether the text is
// valid TOML, up to a key that is there twice. The token parser of
// pelletier/go-toml then gives what the former does not keep: the place of
// every key, also inside arrays of tables, every key that is there twice, and
// the digits of every number as they were typed.
package source

import (
	"github.com/discgen/discgen/generator/finding"
)

// Kind is the type of a value in the file.
type Kind int

// The kinds of values. A date, with or without a time, is a Date.
const (
	String Kind = iota
	Number
	Bool
	Date
	Array
	Table
)

// name is the kind's Chinese name for messages.
func (k Kind) name() string {
	return [...]string{"文字", "数字", "是/否（true/false）", "日期", "列表", "表"}[k]
}

// Node is one value of the file.
type Node struct {
	Kind  Kind
	Place finding.Place // of the key; of the value where it has no key
	Value finding.Place // of the value itself; of the key for an array or a [table]
	Text  string        // String: the text; Number, Bool, Date: as typed
	Items []*Node       // Array: the elements in order
	Keys  []string      // Table: the keys in the order of the file
	Table map[string]*Node

	opened bool // Table: by a header or as an inline table, which may be only once
	closed bool // Table: an inline table, to which nothing is added
	grows  bool // Array: of tables, to which each header [[…]] adds one
	blank  bool // String: in place of a value that is no text

	begin, end int      // String: where the literal stands in the file
	places     *textMap // the root's: of the file
	lost       bool     // the root's: a value that was typed could not be taken
}

// Lost reports whether some value that was typed could not be taken, so that
// figures may be missing: an unknown key that was meant for no other, a table
// that is there twice or, once the root was decoded, a value of a wrong type.
// A fault that could be put right loses nothing, nor does a second value of
// one key, of which the first counts. It is the root's to say.
func (n *Node) Lost() bool { return n.lost }

func (n *Node) put(key string, c *Node) {
	n.Keys = append(n.Keys, key)
	n.Table[key] = c
}

func newTable(at finding.Place) *Node {
	return &Node{Kind: Table, Place: at, Value: at, Table: map[string]*Node{}}
}
