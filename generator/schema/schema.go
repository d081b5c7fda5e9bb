// Package schema makes the JSON Schema of the unit file (单位文件) out of the
// types that it is decoded into and of what there is to say of each key, so
// that an editor can offer keys, explain them and mark mistakes while typing.
// It knows nothing of what figures mean.
//
// It is draft-07, and but for its examples what draft-04 has, too: that is what
// the TOML language server of most editors (taplo) promises to know. It
// says less than the checks do: how many decimals an amount may have, that a
// date has no quotes and a text must have them, that a number has neither
// exponent nor hexadecimal digits, it cannot see.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// node is a schema. What is empty is left out.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a name or a list of them
	Enum        []string   `json:"enum,omitempty"`
	Default     string     `json:"default,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	Format      string     `json:"format,omitempty"`
	Minimum     *int       `json:"minimum,omitempty"`
	Maximum     *int       `json:"maximum,omitempty"`
	Items       *node      `json:"items,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Additional  any        `json:"additionalProperties,omitempty"` // false or a schema
	Examples    []any      `json:"examples,omitempty"`
}

// property is a key of a table with its schema.
type property struct {
	key string
	of  *node
}

// properties keep the order of the file.
type properties []property

// MarshalJSON writes an object.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, x := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(x.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(x.of)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// JSON is the text of the schema.
func JSON() []byte {
	m := maker{defaults: (&unit.Unit{}).Defaults()}
	root := m.table("", reflect.TypeFor[unit.Unit]())
	root.Schema, root.Title = "http://json-schema.org/draft-07/schema#", "discgen 单位文件"
	root.Description = "一个单位一个年度的部门决算；写法见各键的说明，discgen check 检查得更多"
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // the types are part of the program, and a test makes the schema
	}
	return b.Bytes()
}

type maker struct{ defaults map[string]string }

// table is the schema of a table with known keys.
func (m maker) table(path string, t reflect.Type) *node {
	n := &node{Type: "object", Additional: false}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("toml")
		if key == "" {
			continue
		}
		needed := f.Tag.Get("need") == "yes"
		if needed {
			n.Required = append(n.Required, key)
		}
		n.Properties = append(n.Properties, property{key, m.described(source.Join(path, key), f.Type, needed)})
	}
	return n
}

// described is the schema of a key, with what there is to say of it.
func (m maker) described(path string, t reflect.Type, needed bool) *node {
	n := m.of(path, t, needed)
	k, _ := unitfile.Describe(path)
	n.Description, n.Default = description(k), m.defaults[path]
	if k.Example != "" {
		n.Examples = []any{example(k.Example, t.Kind() == reflect.Map)}
	}
	return n
}

// description is what there is to say of a key.
func description(k unitfile.Key) string {
	lines := k.Above
	if says := strings.Trim(k.What+"；"+k.Where, "；"); says != "" {
		lines = append([]string{says}, lines...)
	} else if k.Heading != "" {
		lines = append([]string{k.Heading}, lines...)
	}
	return strings.Join(lines, "\n")
}

// example is a value as JSON has it. That of a table of amounts is a line of it.
func example(text string, isLine bool) any {
	if !isLine {
		text = "value = " + text
	}
	var file map[string]any
	if _, err := toml.Decode(text, &file); err != nil {
		panic(err) // the catalogue is part of the program, and a test makes the schema
	}
	if isLine {
		return file
	}
	if day, is := file["value"].(time.Time); is {
		return day.Format(time.DateOnly)
	}
	return file["value"]
}

// The numbers that a text may be: what may stand in quotes.
const (
	amountText   = `^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?$`
	quantityText = `^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,2})?%?$`
	someText     = `\S`
)

// of is the schema of a value.
func (m maker) of(path string, t reflect.Type, needed bool) *node {
	switch t {
	case reflect.TypeFor[unit.Amount]():
		return &node{Type: []string{"number", "string"}, Pattern: amountText}
	case reflect.TypeFor[unit.Quantity]():
		return &node{Type: []string{"number", "string"}, Pattern: quantityText}
	case reflect.TypeFor[time.Time]():
		return &node{Type: "string", Format: "date"}
	}
	if c, is := reflect.Zero(t).Interface().(source.Choice); is {
		return &node{Enum: c.Choices()}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return m.of(path, t.Elem(), needed)
	case reflect.Struct:
		return m.table(path, t)
	case reflect.Slice:
		return &node{Type: "array", Items: m.of(path+"[]", t.Elem(), true)}
	case reflect.Map:
		return &node{Type: "object", Properties: m.codes(path, t), Additional: m.of(path, t.Elem(), false)}
	case reflect.Bool:
		return &node{Type: "boolean"}
	case reflect.Int:
		least, most := -1<<31, 1<<31-1
		return &node{Type: "integer", Minimum: &least, Maximum: &most}
	}
	n := &node{Type: "string"}
	if needed {
		n.Pattern = someText
	}
	return n
}

// codes are the keys of a table of amounts that an editor can offer.
func (m maker) codes(path string, t reflect.Type) properties {
	if path != "basic_expenditure" {
		return nil
	}
	var all properties
	for _, class := range subject.EconomicClasses() {
		for _, item := range subject.EconomicItems(class.Code) {
			n := m.of(path, t.Elem(), false)
			n.Description = item.Name
			all = append(all, property{item.Code, n})
		}
	}
	return all
}
