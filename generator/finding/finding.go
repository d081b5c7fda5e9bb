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

// Code is the severity's name for programs: error, warning or note.
func (s Severity) Code() string {
	return [...]string{"error", "warning", "note"}[s]
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
	Compared Comparison
	Accepted string // the reason that the file gives for leaving a warning as it is; empty where it is not accepted
}

// Comparison is the two figures that a finding is about, each as its message
// prints it, with its unit, and by how much the first is above the second
// (多…) or below it (少…). It is empty where a finding compares none.
type Comparison struct{ Figure, Against, Difference string }

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

// Of are the findings of one severity, without the accepted ones.
func (l List) Of(s Severity) List {
	var of List
	for _, f := range l {
		if f.Severity == s && f.Accepted == "" {
			of = append(of, f)
		}
	}
	return of
}

// Count is the number of findings of one severity, without the accepted ones.
func (l List) Count(s Severity) int { return len(l.Of(s)) }

// Accepted are the findings that the file gives a reason for leaving as they
// are.
func (l List) Accepted() List {
	var accepted List
	for _, f := range l {
		if f.Accepted != "" {
			accepted = append(accepted, f)
		}
	}
	return accepted
}

// Strict makes every warning that is not accepted an error.
func (l List) Strict() {
	for i := range l {
		if l[i].Severity == Warning && l[i].Accepted == "" {
			l[i].Severity = Error
		}
	}
}

// HasErrors reports whether anything in the list stops a build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }
