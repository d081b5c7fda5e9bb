package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/verify"
)

// report is the result of a command for programs, as docs/json.md and
// docs/findings.schema.json describe it. A change that could break a reader
// raises Version.
type report struct {
	Version int          `json:"version"`
	Command string       `json:"command"`
	Files   []fileReport `json:"files,omitempty"`
	Rules   []ruleReport `json:"rules,omitempty"`

	Eliminated []eliminationReport `json:"eliminated,omitempty"`
}

// eliminationReport is an amount that a department leaves out, since one of its
// units paid it another.
type eliminationReport struct {
	File   string `json:"file"`
	Unit   string `json:"unit"`
	Code   string `json:"code"`
	Fund   string `json:"fund"`
	Item   string `json:"item"`
	Amount string `json:"amount"`
}

const reportVersion = 1

type fileReport struct {
	File     string          `json:"file"`
	Failure  string          `json:"failure,omitempty"`
	Errors   int             `json:"errors"`
	Warnings int             `json:"warnings"`
	Notes    int             `json:"notes"`
	Accepted int             `json:"accepted"`
	Outputs  []string        `json:"outputs"`
	Findings []findingReport `json:"findings"`
	Todo     *[]taskReport   `json:"todo,omitempty"`
	PDF      *pdfReport      `json:"pdf,omitempty"`
}

// taskReport is one thing that is left to be written in a unit file.
type taskReport struct {
	Rule     string          `json:"rule,omitempty"` // none where no rule asks for it
	Line     int             `json:"line"`
	Column   int             `json:"column"`
	Path     string          `json:"path"`
	What     string          `json:"what,omitempty"`
	Message  string          `json:"message"`
	Remedy   string          `json:"remedy"`
	Compared *comparedReport `json:"compared,omitempty"`
	LastYear string          `json:"last_year,omitempty"`
}

// pdfReport is what there is to say of a finished PDF. What failed is among
// the findings too.
type pdfReport struct {
	Pages  int              `json:"pages"`
	Bytes  int              `json:"bytes"`
	SHA256 string           `json:"sha256"`
	Checks []pdfCheckReport `json:"checks"`
}

type pdfCheckReport struct {
	Rule   string `json:"rule"`
	Title  string `json:"title"`
	Status string `json:"status"`
	Asked  string `json:"asked"`
	Found  string `json:"found"`
}

type findingReport struct {
	Rule     string          `json:"rule"`
	Title    string          `json:"title"`
	Severity string          `json:"severity"`
	Line     int             `json:"line"`   // from 1; 0: the file as a whole
	Column   int             `json:"column"` // from 1, in characters
	Path     string          `json:"path"`
	Message  string          `json:"message"`
	Remedy   string          `json:"remedy"`
	Compared *comparedReport `json:"compared,omitempty"`
	Accepted string          `json:"accepted,omitempty"`
}

type comparedReport struct {
	Figure     string `json:"figure"`
	Against    string `json:"against"`
	Difference string `json:"difference"`
}

type ruleReport struct {
	Rule     string `json:"rule"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Severity string `json:"severity,omitempty"` // none where the program itself keeps the rule
	Touches  string `json:"touches"`
	Way      string `json:"way"`
	Why      string `json:"why,omitempty"`
}

func newFileReport(r result) fileReport {
	c := r.counts()
	out := fileReport{
		File: r.file, Failure: r.failure.message,
		Errors: c.errors, Warnings: c.warnings, Notes: c.notes, Accepted: c.accepted,
		Outputs: append([]string{}, r.outputs...), Findings: []findingReport{}, PDF: newPDFReport(r.pdf),
	}
	for _, f := range r.findings {
		out.Findings = append(out.Findings, newFindingReport(f))
	}
	out.Todo = newTaskReports(r.todo)
	return out
}

// newTaskReports is nil where nobody asked what is left to be written.
func newTaskReports(tasks []generator.Task) *[]taskReport {
	if tasks == nil {
		return nil
	}
	all := []taskReport{}
	for _, t := range tasks {
		f := newFindingReport(t.Finding)
		all = append(all, taskReport{f.Rule, f.Line, f.Column, f.Path, t.What, f.Message, f.Remedy, f.Compared, t.LastYear})
	}
	return &all
}

// newPDFReport is nil where no PDF was looked at.
func newPDFReport(r *verify.Report) *pdfReport {
	if r == nil {
		return nil
	}
	out := &pdfReport{Pages: r.Pages, Bytes: r.Bytes, SHA256: r.SHA256}
	for _, one := range r.Results {
		out.Checks = append(out.Checks, pdfCheckReport{
			Rule: one.Check.ID, Title: one.Check.Title, Status: one.Status.Code(), Asked: one.Check.Asked, Found: one.Found,
		})
	}
	return out
}

func newFindingReport(f finding.Finding) findingReport {
	out := findingReport{
		Rule: f.Rule, Title: titles()[f.Rule], Severity: f.Severity.Code(),
		Line: f.Place.Line, Column: f.Place.Column, Path: f.Path,
		Message: f.Message, Remedy: f.Remedy, Accepted: f.Accepted,
	}
	if f.Compared != (finding.Comparison{}) {
		out.Compared = &comparedReport{f.Compared.Figure, f.Compared.Against, f.Compared.Difference}
	}
	return out
}

// printMerged writes the JSON report of units that were added up.
func printMerged(w io.Writer, made generator.Merged, all []result) error {
	r := report{Command: "merge"}
	for _, one := range all {
		r.Files = append(r.Files, newFileReport(one))
	}
	for _, e := range made.Eliminated {
		r.Eliminated = append(r.Eliminated, eliminationReport{all[e.Part].file, e.Unit, e.Code, e.Fund, e.Item, e.Amount})
	}
	return printReport(w, r)
}

// printResults writes the JSON report of what a command made of unit files.
func printResults(w io.Writer, command string, all ...result) error {
	r := report{Command: command}
	for _, one := range all {
		r.Files = append(r.Files, newFileReport(one))
	}
	return printReport(w, r)
}

func printReport(w io.Writer, r report) error {
	r.Version = reportVersion
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return noOutput(err)
	}
	_, err := w.Write(escapeHidden(text.String()))
	return noOutput(err)
}

// escapeHidden writes what isHidden finds in a JSON text as JSON escapes: the
// encoder leaves some of it as it is, and the text may well go to a terminal.
func escapeHidden(text string) []byte {
	var out []byte
	for _, r := range text {
		if r == '\n' || strconv.IsGraphic(r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, half := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, half)
		}
	}
	return out
}

// noOutput is the failure of a result that nobody took; nil for no error.
func noOutput(err error) error {
	if err == nil {
		return nil
	}
	return failure{statusMachine, "不能输出结果：" + oneLine(err.Error())}
}
