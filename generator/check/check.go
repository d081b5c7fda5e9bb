// Package check looks at everything in a unit file that cannot hold by
// construction and says what is wrong, all of it in one run. Each rule is a
// row of the table of rules; its id is that of the catalogue of checks.
package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// Input is what the checks look at.
type Input struct {
	File  *unit.File
	Book  *figures.Book
	Shows func(rune) bool // whether a character can be printed
}

// Rule is one check: its id in the catalogue, its name and the function that
// looks.
type Rule struct {
	ID       string
	Title    string // 名称
	Severity finding.Severity
	look     func(*reporter)
}

// Rules are all checks, in the order of the catalogue.
func Rules() []Rule {
	var rules []Rule
	for _, group := range [][]Rule{textRules, subjectRules, balanceRules, givenRules, reasonRules, publicRules, matterRules, evaluationRules, unusedRules} {
		rules = append(rules, group...)
	}
	return rules
}

// Run makes every check and returns the findings in the order of the file.
func Run(in Input) finding.List {
	r := &reporter{Input: in, u: in.File.Unit, name: figures.Names(in.File.Unit)}
	for _, rule := range Rules() {
		r.rule = rule
		rule.look(r)
	}
	r.found.Sort()
	return r.found
}

// reporter collects the findings of the rule that is running.
type reporter struct {
	Input
	u     *unit.Unit
	name  func(code string) string // of functional subjects, empty where there is none
	rule  Rule
	found finding.List
}

func (r *reporter) report(path, remedy, format string, args ...any) {
	r.add(r.rule.Severity, path, remedy, format, args...)
}

// note reports what stays within a rule's tolerance.
func (r *reporter) note(path, remedy, format string, args ...any) {
	r.add(finding.Note, path, remedy, format, args...)
}

func (r *reporter) add(severity finding.Severity, path, remedy, format string, args ...any) {
	r.found = append(r.found, finding.Finding{
		Rule: r.rule.ID, Severity: severity, Place: r.File.At(path), Path: path,
		Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
}

// wan is an amount for a message: the published figure with its unit.
func wan(f figures.Figure) string { return f.String() + "万元" }

// exact is an exact amount for a message, in the unit in which the file was
// written.
func (r *reporter) exact(yuan decimal.Decimal) string {
	if r.u.AmountUnit == unit.TenThousand {
		return yuan.Shift(-4).String() + "万元"
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
