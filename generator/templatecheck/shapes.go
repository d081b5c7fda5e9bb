package templatecheck

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/generator/narrative"
)

// value is what is known of a value before any unit is there.
type value struct {
	narrative.Field
	path  string // as a template would write it, for messages
	state state
}

type state int

const (
	known   state = iota // its Field says what it is
	unknown              // it may be anything
	none                 // nothing was given
)

func (v value) is(kinds ...narrative.Kind) bool {
	if v.state != known {
		return v.state == unknown
	}
	for _, k := range kinds {
		if v.Kind == k {
			return true
		}
	}
	return false
}

// String is the value in messages: its path and its kind.
func (v value) String() string {
	switch {
	case v.state == none:
		return "空值"
	case v.path == "":
		return v.Kind.String()
	}
	return v.path + " 是" + v.Kind.String()
}

// element is what a range over the value gives.
func (v value) element() (value, bool) {
	e := value{path: v.path + "[]"}
	switch {
	case v.state == unknown:
		return v, true
	case v.state == none:
		return v, false
	case v.Kind == narrative.Rows:
		e.Field = narrative.Field{Kind: narrative.Group, Fields: v.Fields}
	case v.Kind == narrative.Texts:
		e.Kind = narrative.Text
	case v.Kind == narrative.Places:
		e.Kind = narrative.Place
	default:
		return value{state: unknown}, false
	}
	return e, true
}

// below is a field of the value, or why there is none.
func (v value) below(name string) (value, string) {
	switch {
	case v.state == unknown:
		return v, ""
	case v.state == none:
		return value{state: unknown}, "没有给出字段"
	case v.Kind != narrative.Group:
		return value{state: unknown}, fmt.Sprintf("%s，没有下级字段 %s", v, name)
	}
	f, there := v.Below(name)
	if !there {
		return value{state: unknown}, fmt.Sprintf("%s没有 %s 这个字段", v.place(), name)
	}
	return value{Field: f, path: strings.TrimPrefix(v.path+"."+name, ".")}, ""
}

func (v value) place() string {
	if v.path == "" {
		return ""
	}
	return v.path + " 里"
}

// names are those of the fields of a group.
func (v value) names() []string {
	var all []string
	for _, f := range v.Fields {
		all = append(all, f.Name)
	}
	return all
}

// alike is what a value is that may be either of two.
func alike(a, b value) value {
	if a.state == known && b.state == known && a.Kind == b.Kind && a.Kind != narrative.Group && a.Kind != narrative.Rows {
		return value{Field: narrative.Field{Kind: a.Kind}}
	}
	return value{state: unknown}
}

func ofKind(k narrative.Kind) value { return value{Field: narrative.Field{Kind: k}} }
