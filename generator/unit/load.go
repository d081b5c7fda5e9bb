package unit

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

// File is a unit with the places of its keys.
type File struct {
	Unit *Unit
	// Whole reports whether every figure that was typed could be taken, so that
	// figures may be compared: of a misspelt key or an amount with commas the
	// meaning is beyond doubt. It is false where a value or a key had to be left
	// out, an amount is of 10 trillion 元 or more, or the unit of the amounts is
	// not known.
	Whole bool
	root  *source.Node
}

// At is the place of a key path such as subjects[3].change_reason (elements
// count from 1) or, where the file does not have the key, of the nearest table
// above it. The path of an element is the place of the element itself.
func (f *File) At(path string) finding.Place { return f.root.At(path) }

// Has reports whether the file has the key at a path.
func (f *File) Has(path string) bool { return f.root.Has(path) }

// AtText is the place of a piece of the text at a path: of its first character
// in the file or, where the file writes it otherwise (with an escape, say), of
// the text's value. Of several such pieces it is the first.
func (f *File) AtText(path, piece string) finding.Place { return f.root.AtText(path, piece) }

// Load decodes a unit file. The file is nil where the text is not TOML.
// Whatever else is wrong is found in one run, in the order of the file.
func Load(data []byte) (*File, finding.List) {
	u := &Unit{}
	root, findings := source.Read(data, u)
	if root == nil {
		return nil, findings
	}
	f := &File{Unit: u, Whole: !root.Lost(), root: root}
	if slices.Contains(u.AmountUnit.Choices(), string(u.AmountUnit)) {
		findings = append(findings, f.normalise()...)
	} else {
		f.Whole = false
	}
	u.fillDefaults()
	findings.Sort()
	return f, findings
}

// Defaults are the texts that are meant where a file does not say anything
// else, by the paths of their keys, in which the elements of lists are written
// [], as in subjects[].fund.
func (u *Unit) Defaults() map[string]string {
	return map[string]string{
		"template_set": "xinjiang", "unit.scope": string(SingleUnit), "overview.office_term": "科室", "subjects[].fund": string(GeneralFund),
		"self_evaluation.projects[].department": u.Identity.Name, "self_evaluation.projects[].implementer": u.Identity.Name,
	}
}

// fillDefaults puts in what a file need not say.
func (u *Unit) fillDefaults() {
	meant := u.Defaults()
	setIfEmpty(&u.TemplateSet, meant["template_set"])
	setIfEmpty(&u.Identity.Scope, meant["unit.scope"])
	setIfEmpty(&u.Overview.OfficeTerm, meant["overview.office_term"])
	for i := range u.Subjects {
		setIfEmpty(&u.Subjects[i].Fund, meant["subjects[].fund"])
	}
	for i := range u.SelfEvaluation.Projects {
		setIfEmpty(&u.SelfEvaluation.Projects[i].Department, meant["self_evaluation.projects[].department"])
		setIfEmpty(&u.SelfEvaluation.Projects[i].Implementer, meant["self_evaluation.projects[].implementer"])
	}
}

func setIfEmpty[T ~string](s *T, value string) {
	if strings.TrimSpace(string(*s)) == "" {
		*s = T(value)
	}
}

// EachAmount visits every amount of the unit with its path.
func (u *Unit) EachAmount(visit func(path string, a Amount)) {
	eachAmount("", reflect.ValueOf(u).Elem(), func(path string, a Amount) Amount {
		visit(path, a)
		return a
	})
}

// normalise turns every amount into 元 and finds those that are not as they
// should be.
func (f *File) normalise() finding.List {
	var findings finding.List
	eachAmount("", reflect.ValueOf(f.Unit).Elem(), func(path string, a Amount) Amount {
		yuan, err := f.Unit.AmountUnit.take(a)
		if err != nil {
			var p source.Problem
			errors.As(err, &p)
			f.Whole = f.Whole && p.Taken
			findings = append(findings, finding.Finding{
				Rule: "V-05", Place: f.At(path), Path: path, Message: p.Message, Remedy: p.Remedy,
			})
		}
		return Amount{Decimal: yuan, Given: a.Given}
	})
	if len(findings) >= wholeFile && f.Unit.AmountUnit == Yuan {
		f.Whole = false
		return finding.List{{
			Rule: "V-05", Place: f.At("amount_unit"), Path: "amount_unit",
			Message: fmt.Sprintf("有 %d 处金额不是元和分，例如 %s：整个文件像是以万元填写", len(findings), findings[0].Message),
			Remedy:  "把 amount_unit 改成 \"万元\"；确是元的，各处金额最多两位小数",
		}}
	}
	return findings
}

// wholeFile is how many amounts finer than a 分 say that the file is in 万元 and
// says 元.
const wholeFile = 10

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
