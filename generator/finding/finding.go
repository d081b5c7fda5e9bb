// Package finding is the one type in which the program says what is wrong
// with an input. It knows nothing of where a finding is printed; the name of
// the file is added at the edge.
package finding

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says what a finding does to a build.
type Severity int

// The severities, the gravest first.
const (
	Error   Severity = iota // 错误: nothing is written
	Warning                 // 警告: published, and listed
	Note                    // 提示: listed
)

// String is the severity's Chinese name.
func (s Severity) String() string {
	return [...]string{"错误", "警告", "提示"}[s]
}

// Place is a position in the unit file. Line and Column count from 1, columns
// in characters; the zero Place means the file as a whole.
type Place struct{ Line, Column int }

// String is line:column, or nothing for the zero Place.
func (p Place) String() string {
	if p.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// Finding is one problem of an input (检查结果).
type Finding struct {
	Rule     string // stable id, for example X-10; the ids of the file itself begin with U
	Severity Severity
	Place    Place
	Path     string // the key, for example subjects[3].reason, counted from 1
	Message  string // what is wrong, with both figures, in Chinese
	Remedy   string // what to do, in Chinese; may be empty
}

// List is a list of findings.
type List []Finding

// Sort orders the list by place in the file, then by rule and message, so that
// the same input gives the same list.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Column, b.Place.Column),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Count is the number of findings of one severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// HasErrors reports whether anything in the list stops a build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }
