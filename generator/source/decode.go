package source

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/discgen/discgen/generator/finding"
)

// Problem is why a value is not as it should be, in Chinese, with the remedy.
type Problem struct {
	Message, Remedy string
	Taken           bool // the value is beyond doubt all the same, and was taken
}

// Error is the problem's message.
func (p Problem) Error() string { return p.Message }

// Decoder is a type that takes its value from a node itself. It gives a
// Problem where the value is not one of its own.
type Decoder interface{ DecodeNode(*Node) error }

// Choice is a string type of which only some texts are values.
type Choice interface{ Choices() []string }

// Decode fills the struct that target points to from a table. A field takes
// the key of its `toml` tag, with regard to case; with the tag need:"yes" the
// key must be there, and a text must not be blank, as no text of a list may be.
// Fields are structs, slices, maps with string keys, strings, Choices, ints,
// bools, times (dates), Decoders and pointers to them. Every problem is found,
// in the order of the file. A key or a value whose meaning is beyond doubt is
// taken for what it was meant to be, in the tree too; where one had to be left
// out, the root has Lost something.
func Decode(root *Node, target any) finding.List {
	v := reflect.ValueOf(target).Elem()
	d := decoder{names: namesOf(v.Type())}
	d.mend("", root, v.Type())
	d.move(root)
	d.table("", root, v)
	root.lost = root.lost || d.lost
	d.findings.Sort()
	return d.findings
}

type decoder struct {
	*names
	findings finding.List
	moves    []move
	lost     bool
}

// fail finds fault with a value that is taken all the same.
func (d *decoder) fail(rule string, at finding.Place, path, message, remedy string) {
	d.findings = append(d.findings, finding.Finding{Rule: rule, Place: at, Path: path, Message: message, Remedy: remedy})
}

// lose finds fault with a value that cannot be taken.
func (d *decoder) lose(n *Node, path, message, remedy string) {
	d.lost = true
	d.fail(RuleType, n.Value, path, message, remedy)
}

// Join is the path of a key below a path.
func Join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (d *decoder) table(path string, n *Node, v reflect.Value) {
	for _, f := range d.of(v.Type()) {
		at := Join(path, f.key)
		given, ok := n.Table[f.key]
		if ok {
			d.value(at, given, v.Field(f.index))
		}
		if !f.needed {
			continue
		}
		if !ok {
			d.missing(at, n, f)
		} else if _, choice := v.Field(f.index).Interface().(Choice); !choice {
			d.notBlank(at, given)
		}
	}
}

// missing finds that a needed key is not there. Without a text or a single
// number figures can still be compared, without a table or an amount they
// cannot.
func (d *decoder) missing(path string, n *Node, f field) {
	d.fail(RuleMissing, n.Place, path, "缺少必填的 "+f.key, "补上这一项")
	d.lost = d.lost || measures(f.kind)
}

// measures reports whether a type is, or holds, one that takes its value itself
// or any number of things: figures, without which sums mean nothing.
func measures(t reflect.Type) bool {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[Decoder]()) {
		return true
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Map:
		return true
	case reflect.Pointer:
		return measures(t.Elem())
	case reflect.Struct:
		for _, f := range fieldsOf(t) {
			if measures(f.kind) {
				return true
			}
		}
	}
	return false
}

// notBlank finds a text that must say something and does not.
func (d *decoder) notBlank(path string, n *Node) {
	if n.Kind == String && strings.TrimSpace(n.Text) == "" {
		d.fail(RuleMissing, n.Value, path, "这里是空的", "填写这一项")
	}
}

// BlankMark begins a text that stands where a value is yet to be filled in. A
// text that is wanted may begin so too; the checks of texts find it there.
const BlankMark = "待填"

// IsBlank reports whether a text stands where something is yet to be filled in.
func IsBlank(text string) bool { return strings.HasPrefix(text, BlankMark) }

func (d *decoder) value(path string, n *Node, v reflect.Value) {
	if n.Kind == String && IsBlank(n.Text) && !isPlainText(v.Type()) {
		d.lost = true
		n.blank = true
		d.fail(RuleMissing, n.Value, path, "这里还没有填写", "填写这一项；确实没有的，删去这一项")
		return
	}
	if own, ok := v.Addr().Interface().(Decoder); ok {
		d.own(path, n, own)
		return
	}
	switch {
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(path, n, v.Elem())
	case v.Type() == reflect.TypeFor[time.Time]():
		d.date(path, n, v)
	case v.Kind() == reflect.Struct && d.isTable(path, n, v.Type()):
		d.table(path, n, v)
	case v.Kind() == reflect.Map && d.isTable(path, n, v.Type()):
		d.mapping(path, n, v)
	case v.Kind() == reflect.Slice && d.isArray(path, n, v.Type().Elem()):
		d.slice(path, n, v)
	case v.Kind() == reflect.String:
		d.text(path, n, v)
	case v.Kind() == reflect.Bool:
		d.truth(path, n, v)
	case v.Kind() == reflect.Int:
		d.integer(path, n, v)
	}
}

// isPlainText reports whether a type takes any text.
func isPlainText(t reflect.Type) bool {
	return t.Kind() == reflect.String && !t.Implements(reflect.TypeFor[Choice]()) && !reflect.PointerTo(t).Implements(reflect.TypeFor[Decoder]())
}

func (d *decoder) own(path string, n *Node, v Decoder) {
	err := v.DecodeNode(n)
	if err == nil {
		return
	}
	var p Problem
	errors.As(err, &p)
	d.fail(RuleType, n.Value, path, p.Message, p.Remedy)
	d.lost = d.lost || !p.Taken
}

// wrongKind is the finding that a value is of one kind and must be of another.
func wrongKind(at finding.Place, path string, want, typed Kind, remedy string) finding.Finding {
	return finding.Finding{
		Rule: RuleType, Place: at, Path: path, Remedy: remedy,
		Message: fmt.Sprintf("这里应当是%s，写的是%s", want.name(), typed.name()),
	}
}

// isTable reports whether there is a table, if need be the only one of a list.
func (d *decoder) isTable(path string, n *Node, t reflect.Type) bool {
	if n.Kind == Table {
		return true
	}
	d.findings = append(d.findings, wrongKind(n.Value, path, Table, n.Kind, tableRemedy(path, t)))
	if n.Kind == Array && len(n.Items) == 1 && n.Items[0].Kind == Table {
		*n = *n.Items[0]
		return true
	}
	d.lost = true
	return false
}

// mostKeys is how many keys of a table a remedy names.
const mostKeys = 6

// tableRemedy says how a table is written: by a header or, for one that stands
// in an element of a list, in braces.
func tableRemedy(path string, t reflect.Type) string {
	if !strings.Contains(path, "[") || t.Kind() != reflect.Struct {
		return "写成 [" + path + "]，下面每行一个 键 = 值"
	}
	var keys []string
	for _, f := range fieldsOf(t) {
		keys = append(keys, f.key)
	}
	key := path[strings.LastIndexByte(path, '.')+1:]
	return fmt.Sprintf("写成 %s = { %s = … }，花括号里可以写 %s", key, keys[0], strings.Join(keys[:min(len(keys), mostKeys)], "、"))
}

func listRemedy(path string, element reflect.Type) string {
	if element.Kind() == reflect.Struct {
		return "成组的表写成 [[" + path + "]]"
	}
	return `写成 ["…", "…"]，只有一项也要有方括号`
}

// isArray reports whether there is a list, if need be one made of a single
// element.
func (d *decoder) isArray(path string, n *Node, element reflect.Type) bool {
	if n.Kind == Array {
		return true
	}
	d.findings = append(d.findings, wrongKind(n.Value, path, Array, n.Kind, listRemedy(path, element)))
	if fits(element, n.Kind) && (n.Kind == Table || n.Kind == String) {
		only := *n
		*n = Node{Kind: Array, Place: n.Place, Value: n.Value, Items: []*Node{&only}}
		return true
	}
	d.lost = true
	return false
}

func (d *decoder) mapping(path string, n *Node, v reflect.Value) {
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Keys)))
	for _, k := range n.Keys {
		e := reflect.New(v.Type().Elem()).Elem()
		d.value(Join(path, k), n.Table[k], e)
		v.SetMapIndex(reflect.ValueOf(k), e)
	}
}

func (d *decoder) slice(path string, n *Node, v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, item := range n.Items {
		d.value(Index(path, i), item, v.Index(i))
		d.notBlank(Index(path, i), item)
	}
}

// Index is the path of element i, counted from 0, of the array at a path. In
// paths, elements count from 1, as people count.
func Index(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i+1) }
