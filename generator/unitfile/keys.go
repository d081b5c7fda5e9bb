package unitfile

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed keys.toml
var keysFile string

// Key is what there is to say of a key of the unit file.
type Key struct {
	Path    string   `toml:"path"`    // elements of lists as subjects[].code
	What    string   `toml:"what"`    // what it is, with its unit where it is no money
	Where   string   `toml:"where"`   // where the figure stands in the forms of the accounting software; empty: in none
	Example string   `toml:"example"` // a value, as the file writes it
	Heading string   `toml:"heading"` // of a table that opens a section of the file
	Above   []string `toml:"above"`   // lines of explanation above a table
}

// comment is what stands behind the key.
func (k Key) comment() string { return strings.Trim(k.What+"；"+k.Where, "；") }

var catalogue = sync.OnceValue(func() map[string]Key {
	var file struct {
		Keys []Key `toml:"keys"`
	}
	if _, err := toml.Decode(keysFile, &file); err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	byPath := map[string]Key{}
	for _, k := range file.Keys {
		byPath[k.Path] = k
	}
	return byPath
})

// describe is what there is to say of the key at a path.
func describe(path string) Key { return catalogue()[path] }

// Describe is what there is to say of the key at a path, in which the elements
// of lists are written [], as in subjects[].code.
func Describe(path string) (Key, bool) {
	k, ok := catalogue()[path]
	return k, ok
}
