// Package check looks at everything in a unit file that cannot hold by
// construction and says what is wrong, all of it in one run. Each rule is a
// row of the catalogue; its id is stable and appears in messages.
package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/unit"
)

// Input is what the checks look at.
type Input struct {
	File   *unit.File
	Book   *figures.Book
	Before *lastyear.Year         // nil where last year's file is not known
	Shows  func(rune) bool        // whether a character can be printed
	Limits Limits                 // what is still plausible
	Uses   func(word string) bool // whether the template set's own words have a word
	Accept []string               // ids of rules: a warning of one is accepted where the file gives the reason

	Contradictions []Contradiction // of the statements as they would be printed
	Members        []Member        // the units that the file names, in its order
}

// Way is how a rule is kept.
type Way int

// The ways.
const (
	Looked   Way = iota // 检查: the checks look at what was read
	Read                // 读取: found while the file is read
	Built               // 构造: what the program makes cannot break it; tests over random units assert it
	Beyond              // 另查: one unit file does not show it
	Imported            // 导入: found in a workbook of statements that is read back
)

// String is the way's Chinese name.
func (w Way) String() string {
	return [...]string{"检查", "读取", "程序保证", "另查", "导入"}[w]
}

// Rule is one row of the catalogue of checks (检查规则).
type Rule struct {
	ID       string           // stable
	Title    string           // 名称
	Severity finding.Severity // of the gravest of its findings
	Touches  string           // 涉及: the statements and sections
	Way      Way
	Why      string // Beyond: why one unit file does not show it, in Chinese

	// partly: the rule looks at texts, names and codes, each by itself, so
	// that it holds of a file some of whose values could not be read.
	partly bool
	mild   bool // some of its findings are only warnings
	asks   bool // its findings ask for what is yet to be written
	mixed  bool // only those of its findings do that stand at a key which is not there
	look   func(*reporter)
}

func looked(id, title string, s finding.Severity, touches string, look func(*reporter)) Rule {
	return Rule{ID: id, Title: title, Severity: s, Touches: touches, Way: Looked, look: look}
}

func lookedPartly(id, title string, s finding.Severity, touches string, look func(*reporter)) Rule {
	r := looked(id, title, s, touches, look)
	r.partly = true
	return r
}

// Warns reports whether the rule can give a warning.
func (r Rule) Warns() bool { return r.Severity == finding.Warning || r.mild }

// Accepted reports whether a warning of the rule may be accepted: only a unit
// file can do so.
func (r Rule) Accepted() bool { return r.Way == Looked && r.Warns() }

// Asks reports whether an error that the rule finds asks for what is yet to be
// written: a figure that is not there, a text or a reason.
func (r Rule) Asks(f finding.Finding, file *unit.File) bool {
	return r.asks && f.Severity == finding.Error && (!r.mixed || !file.Has(f.Path))
}

// Alone reports whether the rule looks at each text, name and value by itself,
// whatever the others are.
func (r Rule) Alone() bool { return r.partly || r.Way == Read }

// asking is the rule, which asks for what is yet to be written.
func (r Rule) asking() Rule {
	r.asks = true
	return r
}

// askingToo is the rule, which asks for what is yet to be written where a key is
// not there, and else for what is right.
func (r Rule) askingToo() Rule {
	r.asks, r.mixed = true, true
	return r
}

// orWarned is the rule, which takes some of what it finds for less grave.
func (r Rule) orWarned() Rule {
	r.mild = true
	return r
}

func read(id, title string) Rule {
	return Rule{ID: id, Title: title, Touches: "单位文件", Way: Read}
}

func built(id, title string, touches string) Rule {
	return Rule{ID: id, Title: title, Touches: touches, Way: Built}
}

func imported(id, title string, s finding.Severity, touches string) Rule {
	return Rule{ID: id, Title: title, Severity: s, Touches: touches, Way: Imported}
}

func beyond(id, title string, s finding.Severity, touches, why string) Rule {
	return Rule{ID: id, Title: title, Severity: s, Touches: touches, Way: Beyond, Why: why}
}

// Run makes every check and returns the findings in the order of the file. Of
// a file some of whose values could not be read, only those rules are looked
// at that say something true all the same.
func Run(in Input) finding.List {
	r := &reporter{Input: in, u: in.File.Unit, name: figures.Names(in.File.Unit), rules: catalogue}
	for _, rule := range catalogue {
		if rule.Way == Looked && (in.File.Whole || rule.partly) {
			r.rule = rule
			rule.look(r)
		}
	}
	r.found.Sort()
	return r.found
}

// reporter collects the findings of the rule that is running.
type reporter struct {
	Input
	u     *unit.Unit
	name  func(code string) string // of functional subjects, empty where there is none
	rules []Rule
	texts []prose // what proses gives, once it was asked
	tries int     // pieces of texts that ownName has compared with the name

	figures *printedFigures // what printed gives, once it was asked
	rule    Rule
	found   finding.List
}

// report says what is wrong at a path, as gravely as the rule takes it.
func (r *reporter) report(path, remedy, format string, args ...any) *finding.Finding {
	return r.add(r.rule.Severity, path, remedy, format, args...)
}

// warn is report for what is less grave than the rule's gravest.
func (r *reporter) warn(path, remedy, format string, args ...any) *finding.Finding {
	return r.add(finding.Warning, path, remedy, format, args...)
}

// note reports what stays within a rule's tolerance.
func (r *reporter) note(path, remedy, format string, args ...any) *finding.Finding {
	return r.add(finding.Note, path, remedy, format, args...)
}

func (r *reporter) add(severity finding.Severity, path, remedy, format string, args ...any) *finding.Finding {
	r.found = append(r.found, finding.Finding{
		Rule: r.rule.ID, Severity: severity, Place: r.File.At(path), Path: path,
		Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
	return &r.found[len(r.found)-1]
}

// compared adds to a finding the two amounts that it is about.
func (r *reporter) compared(f *finding.Finding, stated, expected decimal.Decimal) {
	f.Compared = finding.Comparison{
		Figure: r.exact(stated), Against: r.exact(expected), Difference: r.gap(stated, expected),
	}
}

// existing is the first of the paths whose table the file has, so that a
// finding stands where something can be corrected.
func (r *reporter) existing(paths ...string) string {
	for _, path := range paths {
		if r.File.At(path).Line > 0 {
			return path
		}
	}
	return paths[0]
}

// wan is an amount for a message: the published figure with its unit.
func wan(f figures.Figure) string { return f.String() + "万元" }

// exact is an exact amount for a message, in the unit in which the file was
// written.
func (r *reporter) exact(yuan decimal.Decimal) string {
	if r.u.AmountUnit == unit.TenThousand {
		wan := yuan.Shift(-4)
		if wan.Equal(wan.Round(2)) {
			return wan.StringFixed(2) + "万元"
		}
		return wan.String() + "万元"
	}
	return yuan.StringFixed(2) + "元"
}

// gap says by how much an amount is above or below another.
func (r *reporter) gap(of, than decimal.Decimal) string {
	d := of.Sub(than)
	if d.IsNegative() {
		return "少" + r.exact(d.Abs())
	}
	return "多" + r.exact(d)
}

// subjectName is a subject's code with its name, where it has one.
func (r *reporter) subjectName(code string) string {
	if name := r.name(code); name != "" {
		return code + " " + name
	}
	return code
}

// isBlank reports whether a text says nothing: it has neither letter nor digit.
func isBlank(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}
