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
	"regexp"
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
	// in subjects[3].code. A table or a list that is omitted is so as a whole, where
	// it has no value, and one that is a hint is a comment as a whole, where nothing
	// in it is a Blank. A list that is a Blank and empty gets one element. What the
	// file must have and nothing gives is a Blank whatever Way says. It may be nil.
	Way func(path string) Way

	// Note is a line of comment above a key: what to do about it. It may be nil.
	Note func(path string) string

	// Name is what the comment behind an amount by code or name says, where the
	// catalogue of subjects does not. It may be nil.
	Name func(path string) string
}

// Write is the text of the file. It says nothing that a file need not say:
// what is meant where a key is not there.
func Write(c Content) []byte {
	first := newWriter(c, map[string]bool{})
	first.file() // to know which keys there are to explain
	w := newWriter(c, first.said)
	w.file()
	return []byte(layOut(w.lines))
}

type writer struct {
	Content
	defaults map[string]string
	explain  map[string]bool // the kinds of keys to explain above a list

	lines []line
	said  map[string]bool // the kinds of keys that stand in the file
	above map[string]bool // the kinds of tables whose explanation has been given
	hints int             // how many tables around are hints
}

func newWriter(c Content, explain map[string]bool) *writer {
	return &writer{Content: c, defaults: c.Unit.Defaults(), explain: explain, said: map[string]bool{}, above: map[string]bool{}}
}

func (w *writer) file() {
	for _, l := range w.Heading {
		w.remark(l)
	}
	w.gap()
	w.fields("", "", reflect.ValueOf(w.Unit).Elem())
}

func (w *writer) way(path string) Way {
	if w.Way == nil {
		return Omit
	}
	return w.Way(path)
}

// put adds a line; one in a hint is a comment.
func (w *writer) put(text, comment string) {
	if w.hints > 0 {
		text = "# " + text
	}
	w.lines = append(w.lines, line{text, comment})
}

func (w *writer) remark(s string) {
	w.lines = append(w.lines, line{text: strings.TrimRight("# "+s, " ")})
}

// gap leaves a line empty, unless it would be the first or the last is.
func (w *writer) gap() {
	if n := len(w.lines); n > 0 && w.lines[n-1].text != "" {
		w.lines = append(w.lines, line{})
	}
}

// named is a field of a struct with the path of its key and its kind: the path
// without numbers of elements, which has the description.
type named struct {
	key, path, kind string
	needed          bool
	value           reflect.Value
}

func fieldsOf(path, kind string, v reflect.Value) []named {
	var all []named
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		if key := tag.Get("toml"); key != "" {
			all = append(all, named{key, source.Join(path, key), source.Join(kind, key), tag.Get("need") == "yes", v.Field(i)})
		}
	}
	return all
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
	switch {
	case f.value.Kind() == reflect.Pointer:
		if f.value.IsNil() {
			f.value = reflect.New(f.value.Type().Elem())
		}
		f.value = f.value.Elem()
		f.needed = false
		w.table(f)
		return
	case !f.needed && w.isEmpty(f) && w.way(f.path) == Omit:
		return
	case w.isHint(f):
		w.hints++
		defer func() { w.hints-- }()
	}
	if f.value.Kind() == reflect.Slice && f.value.Len() == 0 {
		f.value = reflect.MakeSlice(f.value.Type(), 1, 1)
	}
	switch f.value.Kind() {
	case reflect.Slice:
		w.list(f)
	case reflect.Map:
		w.amounts(f)
	default:
		w.header(f)
		w.fields(f.path, f.kind, f.value)
	}
}

// isHint reports whether a table, or a list, is a comment as a whole.
func (w *writer) isHint(f named) bool {
	return w.hints == 0 && !f.needed && w.isEmpty(f) && w.way(f.path) == Hint && !w.anyBlank(f)
}

func (w *writer) list(f named) {
	for i := range f.value.Len() {
		e := named{f.key, fmt.Sprintf("%s[%d]", f.path, i+1), f.kind + "[]", false, f.value.Index(i)}
		if i == 0 {
			w.heading(f)
		}
		w.gap()
		w.note(e.path)
		w.put("[["+headerOf(f.path)+"]]", "")
		w.fields(e.path, e.kind, e.value)
	}
}

// headerOf is a path as a header of TOML has it: without numbers of elements.
func headerOf(path string) string { return elements.ReplaceAllString(path, "") }

var elements = regexp.MustCompile(`\[[0-9]*\]`)

func (w *writer) header(f named) {
	w.heading(f)
	w.note(f.path)
	k := describe(f.kind)
	w.put("["+headerOf(f.path)+"]", k.comment())
}

// heading is what stands above a table, or above the first of a list: the line
// that opens a section of the file, and what there is to explain.
func (w *writer) heading(f named) {
	w.gap()
	if w.above[f.kind] {
		return
	}
	w.above[f.kind] = true
	k := describe(f.kind)
	if k.Heading != "" {
		w.remark(rule + " " + k.Heading)
	}
	for _, l := range k.Above {
		w.remark(l)
	}
	if f.value.Kind() == reflect.Slice {
		w.explainKeys(f.kind+"[]", reflect.New(f.value.Type().Elem()).Elem())
	}
}

const rule = "================================================================"

// keyIndent is where the explanation of a key begins, in cells.
const keyIndent = 17

// explainKeys says what the keys are that the elements of a list have: once,
// above them.
func (w *writer) explainKeys(kind string, element reflect.Value) {
	for _, f := range fieldsOf("", kind, element) {
		if !w.explain[f.kind] || isTable(f.value.Type()) {
			continue
		}
		says := describe(f.kind).comment()
		if isInline(f.value.Type()) {
			says = w.partsOf(f)
		}
		for _, l := range wrapped("  "+f.key, keyIndent, says) {
			w.remark(l)
		}
	}
}

// partsOf says what a table in one line is and what the keys in it are.
func (w *writer) partsOf(f named) string {
	k := describe(f.kind)
	var parts []string
	for _, in := range fieldsOf("", f.kind, f.value) {
		if w.explain[in.kind] && !strings.Contains(k.What, in.key+" ") {
			parts = append(parts, in.key+" "+describe(in.kind).What)
		}
	}
	if len(parts) == 0 {
		return k.comment()
	}
	return k.comment() + "：" + strings.Join(parts, "，")
}

func (w *writer) note(path string) {
	if w.Note == nil {
		return
	}
	for l := range strings.Lines(w.Note(path)) {
		w.remark(strings.TrimRight(l, "\n"))
	}
}

// amounts writes a table of amounts by code or name, in the order of the codes.
func (w *writer) amounts(f named) {
	w.header(f)
	keys := f.value.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		path := source.Join(f.path, key.String())
		amount := f.value.MapIndex(key).Interface().(unit.Amount)
		value := w.money(amount.Decimal)
		if w.way(path) == Blank {
			value = Quote(source.BlankMark)
		}
		w.note(path)
		w.put(keyText(key.String())+" = "+value, w.nameOf(f.kind, path, key.String()))
	}
	if k := describe(f.kind); len(keys) == 0 && k.Example != "" {
		code, _, _ := strings.Cut(k.Example, " ")
		w.hint(k.Example, w.nameOf(f.kind, source.Join(f.path, code), code))
	}
}

// hint adds a line that is a comment.
func (w *writer) hint(text, comment string) {
	w.lines = append(w.lines, line{"# " + text, comment})
}

// nameOf is what a key of a table of amounts is.
func (w *writer) nameOf(kind, path, key string) string {
	if kind == "basic_expenditure" {
		if e, ok := subject.LookupEconomic(key); ok {
			return e.Name
		}
	}
	if w.Name == nil {
		return ""
	}
	return w.Name(path)
}

// value writes a key that is no table of its own.
func (w *writer) value(f named) {
	k := describe(f.kind)
	switch {
	case w.isBlank(f):
		w.note(f.path)
		w.say(f, w.blank(f), w.comment(f, isWords(f.value.Type())))
	case !w.isEmpty(f) || f.needed && w.hints == 0 || isInline(f.value.Type()) && w.anyBlank(f):
		w.note(f.path)
		w.say(f, w.literal(f), w.comment(f, false))
	case w.hints > 0 || w.way(f.path) == Hint:
		w.note(f.path)
		w.hint(f.key+" = "+k.Example, w.comment(f, false))
		w.said[f.kind] = true
	}
}

func (w *writer) say(f named, value, comment string) {
	w.said[f.kind] = true
	w.put(f.key+" = "+value, comment)
}

// comment is what stands behind a value, without what a blank says by itself.
// What the keys of a list are is said above it.
func (w *writer) comment(f named, said bool) string {
	k := describe(f.kind)
	switch {
	case f.kind == "subjects[].code":
		return SubjectName(f.value.String())
	case strings.Contains(f.kind, "[]"):
		return ""
	case said:
		return k.Where
	}
	return k.comment()
}

// SubjectName is the names of a subject and of the group that it is in, as far
// as the catalogue has them.
func SubjectName(code string) string {
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

// isBlank reports whether a key is to be filled in: where that is asked for, or
// where the file must have it and a value of nothing says nothing.
func (w *writer) isBlank(f named) bool {
	if w.hints > 0 || isInline(f.value.Type()) {
		return false
	}
	return w.way(f.path) == Blank || f.needed && w.isEmpty(f)
}

// blank is the value of a key that is to be filled in. It says what it is
// where no comment does.
func (w *writer) blank(f named) string {
	what := source.BlankMark + "：" + describe(f.kind).What
	switch {
	case f.value.Kind() == reflect.Slice:
		return "[" + Quote(what) + "]"
	case isWords(f.value.Type()), strings.Contains(f.kind, "[]"):
		return Quote(what)
	}
	return Quote(source.BlankMark)
}

// anyBlank reports whether a key in a table is asked to be a blank.
func (w *writer) anyBlank(f named) bool {
	if f.value.Kind() == reflect.Slice {
		e := reflect.New(f.value.Type().Elem()).Elem()
		if f.value.Len() > 0 {
			e = f.value.Index(0)
		}
		return e.Kind() == reflect.Struct && w.anyBlank(named{path: f.path + "[1]", value: e})
	}
	if f.value.Kind() != reflect.Struct {
		return false
	}
	if isInline(f.value.Type()) && w.way(f.path) == Blank {
		return true
	}
	return slices.ContainsFunc(fieldsOf(f.path, f.kind, f.value), func(in named) bool {
		switch {
		case isInline(in.value.Type()), isTable(in.value.Type()) && in.value.Kind() != reflect.Pointer:
			return w.anyBlank(in)
		}
		return w.way(in.path) == Blank
	})
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
			parts[i] = Quote(s)
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

// inline is a table in one line: what is blank or not empty, and what it must
// have. One that is a blank has all its figures to be filled in.
func (w *writer) inline(f named) string {
	whole := w.way(f.path) == Blank && w.hints == 0
	var parts []string
	for _, in := range fieldsOf(f.path, f.kind, f.value) {
		value := ""
		switch {
		case w.way(in.path) == Blank && w.hints == 0, whole && w.isEmpty(in) && !isText(in.value.Type()):
			value = Quote(source.BlankMark)
		case in.value.Kind() == reflect.String && !w.isEmpty(in):
			value = Quote(in.value.String())
		case !w.isEmpty(in) || in.needed:
			value = w.literal(in)
		default:
			continue
		}
		w.said[in.kind] = true
		parts = append(parts, in.key+" = "+value)
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// money is an amount of 元 in the unit of the file.
func (w *writer) money(yuan decimal.Decimal) string {
	if w.Unit.AmountUnit == unit.TenThousand {
		yuan = yuan.Shift(-4)
	}
	return Number(yuan)
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

// isText reports whether a type is a text, of any words or of some.
func isText(t reflect.Type) bool { return t.Kind() == reflect.String }

// isWords reports whether a blank of a type says what is to be filled in: a
// text, or a list of them.
func isWords(t reflect.Type) bool { return isText(t) || t == reflect.TypeFor[[]string]() }

// isEmpty reports whether a key says nothing, or nothing that it would not say
// by not being there, and no key below it does.
func (w *writer) isEmpty(f named) bool {
	switch x := f.value.Interface().(type) {
	case unit.Amount:
		return x.IsZero() && !x.Given
	case unit.Quantity:
		return x.IsZero() && !x.Given
	case time.Time:
		return x.IsZero()
	}
	switch f.value.Kind() {
	case reflect.Slice:
		return f.value.Len() == 0
	case reflect.Map:
		return f.value.Len() == 0
	case reflect.Struct:
		return !slices.ContainsFunc(fieldsOf(f.path, f.kind, f.value), func(in named) bool { return !w.isEmpty(in) })
	case reflect.String:
		if meant, ok := w.defaults[f.kind]; ok && f.value.String() == meant {
			return true
		}
	}
	return f.value.IsZero()
}
