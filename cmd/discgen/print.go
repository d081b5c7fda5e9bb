package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// printFindings writes the findings for people: place, severity, message with
// the rule's id, remedy, and the line with a caret under the place.
func printFindings(w io.Writer, path string, data []byte, findings finding.List) {
	lines := bytes.Split(data, []byte("\n"))
	for _, f := range findings {
		where := path
		if f.Place.Line > 0 {
			where += ":" + f.Place.String()
		}
		say(w, "%s：%s [%s] %s\n", where, f.Severity, f.Rule, subject(f)+f.Message)
		if f.Place.Line > 0 && f.Place.Line <= len(lines) && utf8.Valid(lines[f.Place.Line-1]) {
			printLine(w, string(bytes.TrimPrefix(lines[f.Place.Line-1], []byte("\ufeff"))), f.Place.Column)
		}
		if f.Remedy != "" {
			say(w, "    办法：%s\n", f.Remedy)
		}
	}
	if len(findings) > 0 {
		say(w, "共 %d 个错误，%d 个警告，%d 个提示。", findings.Count(finding.Error),
			findings.Count(finding.Warning), findings.Count(finding.Note))
		if findings.HasErrors() {
			say(w, "改正错误以前不生成文件，原有的文件没有改动。")
		}
		say(w, "\n")
	}
}

func subject(f finding.Finding) string {
	if f.Path == "" {
		return ""
	}
	return f.Path + "："
}

// printLine shows a line of the file, shortened, with a caret under a column.
func printLine(w io.Writer, line string, column int) {
	const most = 60
	r := []rune(strings.TrimRight(line, "\r"))
	start := max(0, min(column-1, len(r))-most/2)
	shown := r[start:min(len(r), start+most)]
	pad := 0
	for _, c := range shown[:min(column-1-start, len(shown))] {
		pad += cells(c)
	}
	say(w, "    %s\n    %s^\n", strings.ReplaceAll(string(shown), "\t", " "), strings.Repeat(" ", pad))
}

// cells is the width of a character on a terminal: two for a Han character
// and for full-width marks.
func cells(c rune) int {
	if unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		c >= 0x3000 && c <= 0x303f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 {
		return 2
	}
	return 1
}

func printOutputs(w io.Writer, paths []string) {
	for _, p := range paths {
		say(w, "已生成 %s\n", p)
	}
}

// report is the result of a command for programs. A change that could break a
// reader raises Version.
type report struct {
	Version  int           `json:"version"`
	File     string        `json:"file"`
	Outputs  []string      `json:"outputs"`
	Findings []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"` // error, warning, note
	Line     int    `json:"line"`     // from 1; 0: the file as a whole
	Column   int    `json:"column"`   // from 1, in characters
	Path     string `json:"path"`
	Message  string `json:"message"`
	Remedy   string `json:"remedy"`
}

func printJSON(w io.Writer, path string, findings finding.List, outputs []string) error {
	r := report{Version: 1, File: path, Outputs: append([]string{}, outputs...), Findings: []jsonFinding{}}
	for _, f := range findings {
		r.Findings = append(r.Findings, jsonFinding{
			Rule: f.Rule, Severity: [...]string{"error", "warning", "note"}[f.Severity],
			Line: f.Place.Line, Column: f.Place.Column, Path: f.Path, Message: f.Message, Remedy: f.Remedy,
		})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
