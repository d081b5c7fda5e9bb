package source

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/discgen/discgen/generator/finding"
)

// Problem is why a value cannot be taken, in Chinese, with the remedy.
type Problem struct{ Message, Remedy string }

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
// and what could be decoded is.
func Decode(root *Node, target any) finding.List {
	d := decoder{}
	d.table("", root, reflect.ValueOf(target).Elem())
	return d.findings
}

type decoder struct{ findings finding.List }

func (d *decoder) fail(rule string, at finding.Place, path, message, remedy string) {
	d.findings = append(d.findings, finding.Finding{
		Rule: rule, Place: at, Path: path, Message: message, Remedy: remedy,
	})
}

// Join is the path of a key below a path.
func Join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// field is a struct field that takes a key.
type field struct {
	key    string
	needed bool
	index  int
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("toml") != "" {
			fields = append(fields, field{f.Tag.Get("toml"), f.Tag.Get("need") == "yes", i})
		}
	}
	return fields
}

func (d *decoder) table(path string, n *Node, v reflect.Value) {
	fields := fieldsOf(v.Type())
	for _, k := range n.Keys {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == k })
		if i < 0 {
			d.unknown(path, k, n, fields)
			continue
		}
		d.value(Join(path, k), n.Table[k], v.Field(fields[i].index))
	}
	for _, f := range fields {
		if given, ok := n.Table[f.key]; f.needed && !ok {
			d.fail(RuleMissing, n.Place, Join(path, f.key), "缺少必填的 "+f.key, "补上这一项")
		} else if _, choice := v.Field(f.index).Interface().(Choice); f.needed && !choice {
			d.notBlank(Join(path, f.key), given)
		}
	}
}

// notBlank finds a text that must say something and does not.
func (d *decoder) notBlank(path string, n *Node) {
	if n.Kind == String && strings.TrimSpace(n.Text) == "" {
		d.fail(RuleMissing, n.Value, path, "这里是空的", "填写这一项")
	}
}

func (d *decoder) unknown(path, key string, n *Node, fields []field) {
	remedy := "请核对键名，或删去这一行"
	if near := nearest(key, fields); near != "" {
		remedy = fmt.Sprintf("是否想写 %s？", near)
	}
	where := "文件最外层"
	if path != "" {
		where = "[" + path + "]"
	}
	d.fail(RuleKey, n.Table[key].Place, Join(path, key), fmt.Sprintf("%s 里没有 %q 这个键", where, key), remedy)
}

// nearest is the field's key that is closest to a key that does not exist, or
// nothing where none is close.
func nearest(key string, fields []field) string {
	best, found := len(key)/3+1, ""
	for _, f := range fields {
		if n := distance(strings.ToLower(key), f.key); n <= best {
			best, found = n-1, f.key
		}
	}
	return found
}

// distance is the Levenshtein distance between two keys, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func (d *decoder) value(path string, n *Node, v reflect.Value) {
	if own, ok := v.Addr().Interface().(Decoder); ok {
		if err := own.DecodeNode(n); err != nil {
			var p Problem
			errors.As(err, &p)
			d.fail(RuleType, n.Value, path, p.Message, p.Remedy)
		}
		return
	}
	switch {
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(path, n, v.Elem())
	case v.Type() == reflect.TypeFor[time.Time]():
		d.date(path, n, v)
	case v.Kind() == reflect.Struct && d.kind(path, n, Table):
		d.table(path, n, v)
	case v.Kind() == reflect.Map && d.kind(path, n, Table):
		d.mapping(path, n, v)
	case v.Kind() == reflect.Slice && d.kindAs(path, n, Array, listRemedy(path, v.Type().Elem())):
		d.slice(path, n, v)
	case v.Kind() == reflect.String && d.kind(path, n, String):
		d.text(path, n, v)
	case v.Kind() == reflect.Bool && d.kind(path, n, Bool):
		v.SetBool(n.Text == "true")
	case v.Kind() == reflect.Int && d.kind(path, n, Number):
		d.integer(path, n, v)
	}
}

func (d *decoder) text(path string, n *Node, v reflect.Value) {
	v.SetString(n.Text)
	choice, ok := v.Interface().(Choice)
	if !ok || slices.Contains(choice.Choices(), n.Text) {
		return
	}
	d.fail(RuleType, n.Value, path, fmt.Sprintf("这里不能填 %q", n.Text),
		"只能填："+strings.Join(choice.Choices(), "、"))
}

// kind reports whether the node is of the wanted kind, and finds fault if not.
func (d *decoder) kind(path string, n *Node, want Kind) bool {
	remedy := "请改成" + want.name()
	switch want {
	case String:
		remedy = "文字要放在英文双引号里，例如 \"…\""
	case Bool:
		remedy = "写 true（是）或 false（否），不加引号"
	case Table:
		remedy = "写成 [" + path + "]，下面每行一个 键 = 值"
	}
	return d.kindAs(path, n, want, remedy)
}

func listRemedy(path string, element reflect.Type) string {
	if element.Kind() == reflect.Struct {
		return "成组的表写成 [[" + path + "]]"
	}
	return `写成 ["…", "…"]，只有一项也要有方括号`
}

func (d *decoder) kindAs(path string, n *Node, want Kind, remedy string) bool {
	if n.Kind == want {
		return true
	}
	d.fail(RuleType, n.Value, path, fmt.Sprintf("这里应当是%s，写的是%s", want.name(), n.Kind.name()), remedy)
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

func (d *decoder) integer(path string, n *Node, v reflect.Value) {
	i, err := strconv.ParseInt(strings.ReplaceAll(n.Text, "_", ""), 10, 32)
	if err != nil {
		d.fail(RuleType, n.Value, path, fmt.Sprintf("这里应当是整数，写的是 %s", n.Text), "请填写整数，例如 3")
		return
	}
	v.SetInt(i)
}

func (d *decoder) date(path string, n *Node, v reflect.Value) {
	t, err := time.Parse(time.DateOnly, n.Text)
	if n.Kind != Date || err != nil {
		d.fail(RuleType, n.Value, path, fmt.Sprintf("这里应当是日期，写的是%s %s", n.Kind.name(), clip(n.Text)), "写成 年-月-日，不加引号，例如 2025-09-10")
		return
	}
	v.Set(reflect.ValueOf(t))
}

// At is the place of a path in the tree: of the path's own key or, where the
// file does not have it, of the nearest table above it that it has.
func (n *Node) At(path string) finding.Place {
	place := n.Place
	for _, step := range strings.Split(path, ".") {
		name, index, indexed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		if n = n.Table[name]; n == nil {
			return place
		}
		place = n.Place
		if !indexed {
			continue
		}
		i, err := strconv.Atoi(index)
		if err != nil || i < 1 || i > len(n.Items) {
			return place
		}
		n = n.Items[i-1]
		place = n.Place
	}
	return place
}

// EachText visits every string below the node with its path.
func (n *Node) EachText(path string, visit func(path, text string)) {
	switch n.Kind {
	case String:
		visit(path, n.Text)
	case Array:
		for i, item := range n.Items {
			item.EachText(Index(path, i), visit)
		}
	case Table:
		for _, k := range n.Keys {
			n.Table[k].EachText(Join(path, k), visit)
		}
	}
}
