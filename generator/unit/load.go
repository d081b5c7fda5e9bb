package unit

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

// File is a unit with the places of its keys.
type File struct {
	Unit  *Unit
	Whole bool // every value could be read, so that figures may be compared
	root  *source.Node
}

// At is the place of a key path such as subjects[3].change_reason (elements
// count from 1) or, where the file does not have the key, of the nearest table
// above it.
func (f *File) At(path string) finding.Place { return f.root.At(path) }

// AtText is the place of a piece of the text at a path: of its first character
// in the file or, where the file writes it otherwise (with an escape, say), of
// the text's value.
func (f *File) AtText(path, piece string) finding.Place { return f.root.At(path) }

// Load decodes a unit file. The file is nil where the text is not TOML.
func Load(data []byte) (*File, finding.List) {
	root, findings := source.Parse(data)
	if findings.HasErrors() {
		return nil, findings
	}
	u := &Unit{}
	findings = source.Decode(root, u)
	f := &File{Unit: u, root: root}
	if slices.Contains(u.AmountUnit.Choices(), string(u.AmountUnit)) {
		findings = append(findings, f.normalise()...)
	}
	u.fillDefaults()
	findings.Sort()
	f.Whole = !findings.HasErrors()
	return f, findings
}

// fillDefaults puts in what a file need not say.
func (u *Unit) fillDefaults() {
	setIfEmpty(&u.TemplateSet, "xinjiang")
	setIfEmpty(&u.Identity.Scope, SingleUnit)
	setIfEmpty(&u.Overview.OfficeTerm, "科室")
	for i := range u.Subjects {
		setIfEmpty(&u.Subjects[i].Fund, GeneralFund)
	}
	for i := range u.SelfEvaluation.Projects {
		setIfEmpty(&u.SelfEvaluation.Projects[i].Department, u.Identity.Name)
		setIfEmpty(&u.SelfEvaluation.Projects[i].Implementer, u.Identity.Name)
	}
}

func setIfEmpty[T ~string](s *T, value T) {
	if strings.TrimSpace(string(*s)) == "" {
		*s = value
	}
}

// EachAmount visits every amount of the unit with its path.
func (u *Unit) EachAmount(visit func(path string, a Amount)) {
	eachAmount("", reflect.ValueOf(u).Elem(), func(path string, a Amount) Amount {
		visit(path, a)
		return a
	})
}

// normalise turns every amount into 元 and finds those that cannot be one.
func (f *File) normalise() finding.List {
	var findings finding.List
	eachAmount("", reflect.ValueOf(f.Unit).Elem(), func(path string, a Amount) Amount {
		if err := f.Unit.AmountUnit.check(a.Decimal); err != nil {
			var p source.Problem
			errors.As(err, &p)
			findings = append(findings, finding.Finding{
				Rule: "V-05", Place: f.At(path), Path: path, Message: p.Message, Remedy: p.Remedy,
			})
		}
		a.Decimal = f.Unit.AmountUnit.toYuan(a.Decimal)
		return a
	})
	return findings
}

// eachAmount replaces every amount below a value by what change makes of it.
func eachAmount(path string, v reflect.Value, change func(string, Amount) Amount) {
	if v.Type() == reflect.TypeFor[Amount]() {
		v.Set(reflect.ValueOf(change(path, v.Interface().(Amount))))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachAmount(path, v.Elem(), change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
				eachAmount(source.Join(path, key), v.Field(i), change)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachAmount(source.Index(path, i), v.Index(i), change)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(k))
			eachAmount(source.Join(path, k.String()), e, change)
			v.SetMapIndex(k, e)
		}
	}
}

// EachText visits every text of the file with its path.
func (f *File) EachText(visit func(path, text string)) { f.root.EachText("", visit) }
