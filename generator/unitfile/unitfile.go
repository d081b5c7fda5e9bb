// Package unitfile writes unit files (单位文件) for people: every key in the
// order of the forms, with a Chinese comment that says what it is. It knows the
// keys and how TOML writes values; what a file should say is its callers'
// business.
//
// A key is written in one of four ways: with its value; as a blank (待填), which
// the checks list until it is filled in; as a hint, a comment with an example,
// for what may be needed; or not at all.
package unitfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Way is how a key without a value is written.
type Way int

// The ways. A key that has a value, or that the source of the unit gave, is
// written with it, unless it is a Blank.
const (
	Omit  Way = iota
	Blank     // key = "待填…", in place of a value too
	Hint      // # key = example
)

// Content is what a file is to say.
type Content struct {
	Heading []string // lines of comment at the top
	Unit    *unit.Unit

	// Way says how the key at a path is written. Elements of lists count from 1, as
	// in subjects[3].code. A table or a list that is omitted, or a hint, is so as a
	// whole, where it has no value.
	Way func(path string) Way

	// Note is a line of comment above a key: what to do about it. It may be nil.
	Note func(path string) string
}

// Write is the text of the file.
func Write(c Content) []byte {
	w := &writer{Content: c}
	for _, line := range c.Heading {
		w.comment(line)
	}
	w.line("")
	w.fields("", "", reflect.ValueOf(c.Unit).Elem())
	return []byte(evenComments(strings.TrimRight(w.text.String(), "\n") + "\n"))
}

type writer struct {
	Content
	text strings.Builder
}

func (w *writer) line(s string)    { w.text.WriteString(s + "\n") }
func (w *writer) comment(s string) { w.line(strings.TrimRight("# "+s, " ")) }

// named is a field of a struct with the path of its key and that of its
// description.
type named struct {
	key, path, kind string
	value           reflect.Value
}

func fieldsOf(path, kind string, v reflect.Value) []named {
	var all []named
	for i := range v.NumField() {
		if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
			all = append(all, named{key, join(path, key), join(kind, key), v.Field(i)})
		}
	}
	return all
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// fields writes the keys of a table: first those that are values, as TOML has it,
// then the tables and lists of tables below it.
func (w *writer) fields(path, kind string, v reflect.Value) {
	all := fieldsOf(path, kind, v)
	for _, f := range all {
		if !isTable(f.value.Type()) {
			w.value(f)
		}
	}
	for _, f := range all {
		if isTable(f.value.Type()) {
			w.table(f)
		}
	}
}

// table writes a table, or each table of a list.
func (w *writer) table(f named) {
	switch f.value.Kind() {
	case reflect.Pointer:
		if f.value.IsNil() {
			f.value = reflect.New(f.value.Type().Elem())
		}
		f.value = f.value.Elem()
		w.table(f)
	case reflect.Slice:
		w.list(f)
	case reflect.Map:
		w.amounts(f)
	default:
		if w.says(f) {
			w.header(f, "["+f.path+"]")
			w.fields(f.path, f.kind, f.value)
		}
	}
}

// says reports whether a table, or anything below it, has to be written.
func (w *writer) says(f named) bool {
	return !isEmpty(f.value) || w.Way(f.path) != Omit
}

func (w *writer) list(f named) {
	for i := range f.value.Len() {
		e := named{f.key, fmt.Sprintf("%s[%d]", f.path, i+1), f.kind + "[]", f.value.Index(i)}
		if i == 0 {
			w.heading(f.kind)
		}
		w.line("")
		w.note(e.path)
		w.line("[[" + headerOf(f.path) + "]]")
		w.fields(e.path, e.kind, e.value)
	}
}

// headerOf is a path as a header of TOML has it: without numbers of elements.
func headerOf(path string) string {
	var b strings.Builder
	depth := 0
	for _, r := range path {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (w *writer) header(f named, header string) {
	w.heading(f.kind)
	if describe(f.kind).Heading == "" {
		w.line("")
	}
	w.note(f.path)
	w.line("[" + headerOf(strings.Trim(header, "[]")) + "]" + comment(describe(f.kind).What))
}

// heading is the line that opens a section of the file.
func (w *writer) heading(kind string) {
	k := describe(kind)
	if k.Heading != "" {
		w.line("")
		w.comment(rule + " " + k.Heading)
	}
	for _, line := range k.Above {
		w.comment(line)
	}
}

const rule = "================================================================"

func (w *writer) note(path string) {
	if w.Note == nil {
		return
	}
	for line := range strings.Lines(w.Note(path)) {
		w.comment(strings.TrimRight(line, "\n"))
	}
}

// amounts writes a table of amounts by code or name, in the order of the codes.
func (w *writer) amounts(f named) {
	if f.value.Len() == 0 && w.Way(f.path) == Omit {
		return
	}
	w.header(f, f.path)
	keys := f.value.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		path := join(f.path, key.String())
		amount := f.value.MapIndex(key).Interface().(unit.Amount)
		value := w.money(amount.Decimal)
		if w.Way(path) == Blank {
			value = quoted(source.BlankMark)
		}
		w.note(path)
		w.line(key.String() + " = " + value + comment(mapName(f.kind, key.String())))
	}
}

// mapName is what a key of a table of amounts is.
func mapName(kind, key string) string {
	if kind == "basic_expenditure" {
		e, _ := subject.LookupEconomic(key)
		return e.Name
	}
	return ""
}

// value writes a key that is no table of its own.
func (w *writer) value(f named) {
	k := describe(f.kind)
	way := w.Way(f.path)
	what := w.what(f, k)
	switch {
	case way == Blank:
		w.note(f.path)
		w.line(f.key + " = " + w.blank(f, k) + comment(what))
	case isInline(f.value.Type()) && w.anyBlank(f), !isEmpty(f.value):
		w.note(f.path)
		w.line(f.key + " = " + w.literal(f) + comment(what))
	case way == Hint:
		w.note(f.path)
		w.comment(f.key + " = " + k.Example + comment(what))
	}
}

// what is the comment behind a value.
func (w *writer) what(f named, k Key) string {
	if f.kind == "subjects[].code" {
		if name := subjectName(f.value.String()); name != "" {
			return name
		}
	}
	if strings.Contains(f.kind, "[]") && w.Way(f.path) == Omit {
		return "" // said once, above the list
	}
	return strings.Trim(k.What+"；"+k.Where, "；")
}

// subjectName is the names of a subject and of the group that it is in, as far
// as the catalogue has them.
func subjectName(code string) string {
	if len(code) != 7 {
		return ""
	}
	var names []string
	for _, c := range []string{code[:5], code} {
		if s, ok := subject.LookupFunction(c); ok && s.Verified {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, " ")
}

// blank is the value of a key that is to be filled in.
func (w *writer) blank(f named, k Key) string {
	switch {
	case isInline(f.value.Type()):
		return w.literal(f)
	case f.value.Type() == reflect.TypeFor[[]string]():
		return "[" + quoted(source.BlankMark+"："+k.What) + "]"
	case f.value.Kind() == reflect.String:
		return quoted(source.BlankMark + "：" + k.What)
	}
	return quoted(source.BlankMark)
}

func (w *writer) anyBlank(f named) bool {
	return slices.ContainsFunc(fieldsOf(f.path, f.kind, f.value), func(in named) bool { return w.Way(in.path) == Blank })
}

// literal is a value as TOML has it.
func (w *writer) literal(f named) string {
	switch v := f.value.Interface().(type) {
	case unit.Amount:
		return w.money(v.Decimal)
	case unit.Quantity:
		return v.String()
	case time.Time:
		return v.Format(time.DateOnly)
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = quoted(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	switch f.value.Kind() {
	case reflect.Pointer:
		f.value = f.value.Elem()
		return w.literal(f)
	case reflect.Struct:
		return w.inline(f)
	case reflect.String:
		return text(f.value.String())
	}
	return fmt.Sprint(f.value.Interface())
}

// inline is a table in one line: what is blank or not empty.
func (w *writer) inline(f named) string {
	var parts []string
	for _, in := range fieldsOf(f.path, f.kind, f.value) {
		switch {
		case w.Way(in.path) == Blank:
			parts = append(parts, in.key+" = "+w.blank(in, describe(in.kind)))
		case !isEmpty(in.value):
			if in.value.Kind() == reflect.String {
				parts = append(parts, in.key+" = "+quoted(in.value.String()))
				continue
			}
			parts = append(parts, in.key+" = "+w.literal(in))
		}
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// money is an amount of 元 in the unit of the file: with two decimals, unless it
// has more.
func (w *writer) money(yuan decimal.Decimal) string {
	if w.Unit.AmountUnit == unit.TenThousand {
		yuan = yuan.Shift(-4)
	}
	if yuan.Equal(yuan.Round(2)) {
		return yuan.StringFixed(2)
	}
	return yuan.String()
}

// isInline reports whether a table stands in one line: those of figures.
func isInline(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[unit.Headcount](), reflect.TypeFor[unit.PublicItem](), reflect.TypeFor[unit.Funding](),
		reflect.TypeFor[unit.Income](), reflect.TypeFor[unit.Spending](), reflect.TypeFor[unit.AppropriationOutlay]():
		return true
	}
	return false
}

// isTable reports whether a type is written under a header of its own.
func isTable(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[unit.Amount](), reflect.TypeFor[unit.Quantity](), reflect.TypeFor[time.Time]():
		return false
	}
	switch t.Kind() {
	case reflect.Map:
		return true
	case reflect.Pointer, reflect.Slice:
		return isTable(t.Elem())
	}
	return t.Kind() == reflect.Struct && !isInline(t)
}

// isEmpty reports whether nothing is said by a value, or by any below it.
func isEmpty(v reflect.Value) bool {
	switch x := v.Interface().(type) {
	case unit.Amount:
		return x.IsZero() && !x.Given
	case unit.Quantity:
		return x.IsZero() && !x.Given
	case time.Time:
		return x.IsZero()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		return !slices.ContainsFunc(fieldsOf("", "", v), func(f named) bool { return !isEmpty(f.value) })
	}
	return v.IsZero()
}
