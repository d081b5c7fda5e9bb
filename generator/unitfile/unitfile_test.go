package unitfile

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// paths are the paths of the keys of a type, in the order of the file.
func paths(path string, t reflect.Type) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Slice && isTable(t) {
		path, t = path+"[]", t.Elem()
	}
	if t.Kind() != reflect.Struct || !isTable(t) && !isInline(t) {
		return nil
	}
	var all []string
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("toml"); key != "" {
			all = append(all, source.Join(path, key))
			all = append(all, paths(source.Join(path, key), t.Field(i).Type)...)
		}
	}
	return all
}

// Every key has its entry, and there is no other.
func TestEveryKeyIsDescribed(t *testing.T) {
	all := paths("", reflect.TypeFor[unit.Unit]())
	for _, path := range all {
		k, ok := Describe(path)
		switch {
		case !ok:
			t.Errorf("%s is not described", path)
		case k.comment() == "" && k.Heading == "" && len(k.Above) == 0:
			t.Errorf("nothing is said of %s", path)
		}
	}
	for path := range catalogue() {
		if !slices.Contains(all, path) {
			t.Errorf("there is no key %s", path)
		}
	}
}

// Every example is what the file may say there: the file that holds it in its
// place has no other fault of reading than what is missing.
func TestExamplesOfKeys(t *testing.T) {
	for path, k := range catalogue() {
		if k.Example == "" {
			continue
		}
		t.Run(path, func(t *testing.T) {
			table, key := "", path
			if i := strings.LastIndexByte(path, '.'); i >= 0 {
				table, key = path[:i], path[i+1:]
			}
			line := key + " = " + k.Example
			if path == "basic_expenditure" || path == "control" {
				table, line = path, k.Example
			}
			file := line + "\n"
			if table != "" {
				file = inTable(table, line)
			}
			if path != "amount_unit" {
				file = "amount_unit = \"元\"\n" + file
			}
			_, findings := unit.Load([]byte(file))
			for _, f := range findings {
				if f.Rule != source.RuleMissing {
					t.Errorf("%s\n%s", f.Message, file)
				}
			}
		})
	}
}

// inTable is a line in a table, or in tables in one line as far as one has
// to be.
func inTable(table, line string) string {
	steps := strings.Split(table, ".")
	inline := func(path string) bool {
		k := reflect.TypeFor[unit.Unit]()
		for _, s := range strings.Split(path, ".") {
			for i := range k.NumField() {
				if k.Field(i).Tag.Get("toml") == strings.TrimSuffix(s, "[]") {
					k = k.Field(i).Type
					break
				}
			}
			for k.Kind() == reflect.Pointer || k.Kind() == reflect.Slice {
				k = k.Elem()
			}
		}
		return isInline(k)
	}
	if inline(table) {
		last := steps[len(steps)-1]
		return inTable(strings.TrimSuffix(table, "."+last), last+" = { "+line+" }")
	}
	above := ""
	for i, step := range steps[:len(steps)-1] {
		if list := strings.Join(steps[:i+1], "."); strings.HasSuffix(step, "[]") {
			above += "[[" + strings.ReplaceAll(list, "[]", "") + "]]\n"
		}
	}
	header := "[" + strings.ReplaceAll(table, "[]", "") + "]"
	if strings.HasSuffix(table, "[]") {
		header = "[" + header + "]"
	}
	return above + header + "\n" + line + "\n"
}

// same reports where two values say different things.
func same(path string, a, b reflect.Value) string {
	switch x := a.Interface().(type) {
	case decimal.Decimal:
		if y := b.Interface().(decimal.Decimal); !x.Equal(y) {
			return fmt.Sprintf("%s: %s and %s", path, x, y)
		}
		return ""
	case time.Time:
		if y := b.Interface().(time.Time); !x.Equal(y) {
			return fmt.Sprintf("%s: %s and %s", path, x, y)
		}
		return ""
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() != b.IsNil() {
				return path + ": one is not there"
			}
			return ""
		}
		return same(path, a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d and %d elements", path, a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := same(source.Index(path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Map:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s: %d and %d keys", path, a.Len(), b.Len())
		}
		for _, k := range a.MapKeys() {
			if !b.MapIndex(k).IsValid() {
				return path + ": no " + k.String()
			}
			if d := same(source.Join(path, k.String()), a.MapIndex(k), b.MapIndex(k)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				if d := same(source.Join(path, f.Name), a.Field(i), b.Field(i)); d != "" {
					return d
				}
			}
		}
		return ""
	}
	if a.Interface() != b.Interface() {
		return fmt.Sprintf("%s: %v and %v", path, a, b)
	}
	return ""
}

func load(t *testing.T, data []byte) *unit.Unit {
	t.Helper()
	file, findings := unit.Load(data)
	if file == nil || len(findings) > 0 {
		t.Fatalf("%v\n%s", findings, data)
	}
	return file.Unit
}

// rewritten writes a unit, which has to be read as the same one, and the same
// file has to come of it again.
func rewritten(t *testing.T, u *unit.Unit) []byte {
	t.Helper()
	c := Content{Heading: []string{"示例"}, Unit: u}
	data := Write(c)
	again := load(t, data)
	if d := same("", reflect.ValueOf(*u), reflect.ValueOf(*again)); d != "" {
		t.Errorf("%s\n%s", d, data)
	}
	c.Unit = again
	if !bytes.Equal(Write(c), data) {
		t.Error("written once more, the file is another")
	}
	return data
}

func examples(t *testing.T) map[string][]byte {
	t.Helper()
	found, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(found) == 0 {
		t.Fatal("no examples", err)
	}
	all := map[string][]byte{}
	for _, path := range found {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(filepath.Dir(path))] = data
	}
	return all
}

// inOtherUnit is the unit with its amounts to be written in 元 where they were
// in 万元, and the other way round.
func inOtherUnit(u *unit.Unit) *unit.Unit {
	other := *u
	other.AmountUnit = unit.Yuan
	if u.AmountUnit == unit.Yuan {
		other.AmountUnit = unit.TenThousand
	}
	return &other
}

func TestExamplesComeBack(t *testing.T) {
	for name, data := range examples(t) {
		t.Run(name, func(t *testing.T) {
			u := load(t, data)
			rewritten(t, u)
			rewritten(t, inOtherUnit(u))
		})
	}
}

func TestRandomUnitsComeBack(t *testing.T) {
	for seed := range uint64(150) {
		u := load(t, sample.Unit(seed))
		rewritten(t, u)
		rewritten(t, inOtherUnit(u))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// No comment stands in a value, none is far to the right, and those that stand
// together begin in one column.
func TestCommentsAreEven(t *testing.T) {
	for name, data := range examples(t) {
		column := 0
		inText := false
		for _, l := range strings.Split(string(rewritten(t, load(t, data))), "\n") {
			inText = inText != (strings.Count(l, `"""`) == 1)
			value, _, found := strings.Cut(l, " # ")
			switch {
			case l == "" || inText:
				column = 0
			case !found || strings.TrimLeft(value, "# ") == "" || strings.Contains(value, `"""`):
			case column == 0:
				column = cells(value)
			case cells(value) != column:
				t.Errorf("%s: comment at %d and not %d: %s", name, cells(value), column, l)
			}
			if column > farColumn {
				t.Errorf("%s: comment at %d: %s", name, column, l)
			}
		}
	}
}

// What is meant anyway is not written.
func TestDefaultsAreNotWritten(t *testing.T) {
	for name, data := range examples(t) {
		u := load(t, data)
		got := string(Write(Content{Unit: u}))
		for _, line := range []string{
			`template_set = "xinjiang"`, `scope = "单位"`, `office_term = "科室"`, `fund = "一般公共预算"`,
			`department = "` + u.Identity.Name + `"`, `implementer = "` + u.Identity.Name + `"`,
		} {
			if strings.Contains(got, line) {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

var update = flag.Bool("update", false, "write the golden file anew")

var texts = []string{
	"甲\n乙", "甲\n乙\n", "\n甲\n", "\n", "\n\n", `说“甲”"乙"`, `反斜杠 \`, "两行\\\n末尾 \\", `"""`, "甲\"\"\"\n乙\"\"\"", "甲\n\"", "甲\n\"\"", "甲\n\"\"\"\"",
	"甲\n\\\"", "甲 # 乙", "# 甲\n# 乙", "甲\t乙\n丙\t", "甲\r\n乙", "a\u0001b\u007f\nc\u001b", " 前后有空格 \n 两行 ", "[甲]\n乙 = 丙", "\\u0041\n\\n",
}

// textComesBack writes a text in every kind of place and reads it.
func textComesBack(t *testing.T, s string) {
	t.Helper()
	u := &unit.Unit{
		AmountUnit: unit.Yuan, Year: 2024,
		Identity:     unit.Identity{Name: "甲县乙局", Kind: unit.Institution, Aliases: []string{s, "乙局"}},
		OtherMatters: unit.OtherMatters{Text: s},
	}
	u.ThreePublic.Abroad.Cost.DeviationReason = s
	file, _ := unit.Load(Write(Content{Unit: u}))
	if file == nil {
		t.Fatalf("%q: no TOML:\n%s", s, Write(Content{Unit: u}))
	}
	for place, got := range map[string]string{
		"text": file.Unit.OtherMatters.Text, "list": file.Unit.Identity.Aliases[0], "inline": file.Unit.ThreePublic.Abroad.Cost.DeviationReason,
	} {
		if got != s {
			t.Errorf("%s: %q is read as %q", place, s, got)
		}
	}
}

func TestTextsComeBack(t *testing.T) {
	for _, s := range texts {
		t.Run(fmt.Sprintf("%q", s), func(t *testing.T) { textComesBack(t, s) })
	}
}

func FuzzText(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || s == "" || len(s) > 2000 {
			t.Skip()
		}
		textComesBack(t, s)
	})
}

// The ways of keys without a value, in tables, lists and tables in one line.
func TestWays(t *testing.T) {
	ways := map[string]Way{
		"year": Blank, "charts": Hint, "unit.aliases": Hint, "unit.kind": Blank, "overview.duties": Blank, "overview.offices": Blank,
		"overview.staff.in_service": Blank, "overview.staff.retired.current": Blank, "overall.last_year_total": Blank,
		"government_fund": Hint, "subjects[1].last_year": Blank, "subjects[1].income": Blank, "subjects[2].change_reason": Blank,
		"glossary": Hint, "self_evaluation": Hint, "self_evaluation.overall": Hint, "self_evaluation.projects[1].goal": Hint, "self_evaluation.projects": Blank, "basic_expenditure": Hint,
	}
	u := &unit.Unit{
		AmountUnit: unit.Yuan, Identity: unit.Identity{Name: "甲县乙局", Scope: unit.SingleUnit},
		Subjects: []unit.Subject{{Code: "2210201"}, {}},
	}
	got := string(Write(Content{
		Heading: []string{"甲县乙局", ""}, Unit: u,
		Way: func(path string) Way { return ways[path] },
		Note: func(path string) string {
			return map[string]string{"overall.last_year_total": "请核对\n上年的报表", "subjects[2]": "新的科目"}[path]
		},
	}))
	want, err := os.ReadFile("testdata/ways.toml")
	if *update {
		err = os.WriteFile("testdata/ways.toml", []byte(got), 0o644)
		want = []byte(got)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s", got)
	}
}
