package main

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/verify"
)

// result is what a command made of one file.
type result struct {
	file     string
	findings finding.List
	outputs  []string
	todo     []generator.Task // what is left to be written; nil where that was not asked
	unread   bool             // nothing is known of what is left, as the file is no unit file
	noSet    bool             // nothing is known of what is left, as there is no such template set
	pdf      *verify.Report   // of a finished PDF
	failure  failure          // zero, or why the file could not be read or its outputs not made
}

func (r result) status() int {
	if r.failure.status == statusDone && (r.findings.HasErrors() || len(r.todo) > 0) {
		return statusInput
	}
	return r.failure.status
}

// How much of a text is shown: a key or a message may repeat what the file
// says, however long that is.
const (
	mostOfPath    = 120
	mostOfMessage = 500
	mostOfLine    = 60
)

var groups = []struct {
	severity finding.Severity
	colour   colour
}{
	{finding.Error, red},
	{finding.Warning, yellow},
	{finding.Note, cyan},
}

// printFindings writes the findings for people, the gravest first, each group
// in the order of the file, and how many there are.
func (s *screen) printFindings(r result, data []byte) {
	text := newText(data)
	for _, g := range groups {
		s.printGroup(g.colour, g.severity.String(), r.findings.Of(g.severity), func(f finding.Finding) {
			s.printFinding(g.colour, r.file, f)
			s.excerpt(g.colour, text, f.Place)
			if f.Remedy != "" {
				s.say("    办法：%s\n", clip(f.Remedy, mostOfMessage))
			}
		})
	}
	s.printGroup(green, "已接受的警告", r.findings.Accepted(), func(f finding.Finding) {
		s.printFinding(green, r.file, f)
		s.say("    理由：%s\n", clip(f.Accepted, mostOfMessage))
	})
	s.printCount(r)
}

// printGroup writes findings under a heading, or nothing where there are none.
func (s *screen) printGroup(c colour, name string, findings finding.List, show func(finding.Finding)) {
	if len(findings) == 0 {
		return
	}
	s.sayIn(c, "%s（%d 个）", name, len(findings))
	s.say("\n")
	for _, f := range findings {
		show(f)
	}
	s.say("\n")
}

// printFinding writes the place, the severity, the rule and what is wrong.
func (s *screen) printFinding(c colour, file string, f finding.Finding) {
	s.say("%s", file)
	if f.Place.Line > 0 {
		s.say(":%s", f.Place.String())
	}
	s.say("：")
	s.sayIn(c, "%s", f.Severity.String())
	s.say(" [%s] ", strings.TrimSpace(f.Rule+" "+titles()[f.Rule]))
	if f.Path != "" {
		s.say("%s：", clip(f.Path, mostOfPath))
	}
	s.say("%s\n", clip(f.Message, mostOfMessage))
}

// titles are the names of the rules, of the checks of a PDF and of those of
// templates, by their ids.
var titles = sync.OnceValue(func() map[string]string {
	titles := map[string]string{}
	for _, r := range generator.Rules() {
		titles[r.ID] = r.Title
	}
	for _, c := range verify.Checks() {
		titles[c.ID] = c.Title
	}
	for _, r := range generator.TemplateRules() {
		titles[r.ID] = r.Title
	}
	return titles
})

// excerpt shows the part of a line around a place, with a caret under the
// place. A line that is not UTF-8 is not shown.
func (s *screen) excerpt(c colour, t *text, p finding.Place) {
	if p.Line < 1 || p.Line > len(t.lines) {
		return
	}
	before, after := t.around(p)
	if !utf8.Valid(before) || !utf8.Valid(after) {
		return
	}
	left, right := visible(tabless(before)), strings.TrimRight(tabless(after), " ")
	s.say("    %s%s\n    %s", left, right, strings.Repeat(" ", uniseg.StringWidth(left)))
	s.sayIn(c, "^")
	s.say("\n")
}

// text is a unit file by lines. It remembers the last place that was looked
// up: a file in a single line may have findings all along it, and to count its
// characters anew for each would take forever.
type text struct {
	lines [][]byte
	last  finding.Place
	index int // of the last place in its line
}

func newText(data []byte) *text {
	return &text{lines: bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))}
}

// around is the text on both sides of a place in its line, shortened.
func (t *text) around(p finding.Place) (before, after []byte) {
	line := bytes.TrimSuffix(t.lines[p.Line-1], []byte("\r"))
	if p.Line != t.last.Line || p.Column < t.last.Column {
		t.last, t.index = finding.Place{Line: p.Line, Column: 1}, 0
	}
	t.index += size(line[t.index:], p.Column-t.last.Column)
	t.last = p
	return lastOf(line[:t.index]), line[t.index : t.index+size(line[t.index:], mostOfLine/2)]
}

// size is how many bytes the first n characters have.
func size(text []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(text); n-- {
		_, step := utf8.DecodeRune(text[i:])
		i += step
	}
	return i
}

// lastOf is the end of a text, as much as is shown.
func lastOf(text []byte) []byte {
	i := len(text)
	for n := mostOfLine / 2; n > 0 && i > 0; n-- {
		_, step := utf8.DecodeLastRune(text[:i])
		i -= step
	}
	return text[i:]
}

func tabless(text []byte) string { return strings.ReplaceAll(string(text), "\t", " ") }

// counts are the numbers of findings of one file or of several.
type counts struct{ errors, warnings, notes, accepted int }

func (r result) counts() counts {
	l := r.findings
	return counts{l.Count(finding.Error), l.Count(finding.Warning), l.Count(finding.Note), len(l.Accepted())}
}

func (c counts) add(d counts) counts {
	return counts{c.errors + d.errors, c.warnings + d.warnings, c.notes + d.notes, c.accepted + d.accepted}
}

func (s *screen) printCount(r result) {
	s.say("%s：", r.file)
	if len(r.findings) == 0 {
		s.say("没有问题，")
	}
	s.printCounts(r.counts())
}

func (s *screen) printCounts(c counts) {
	s.say("共 %d 个错误，%d 个警告，%d 个提示", c.errors, c.warnings, c.notes)
	if c.accepted > 0 {
		s.say("，另有 %d 个已接受的警告", c.accepted)
	}
	s.say("。\n")
}

// printTotal writes how many problems several files have together.
func (s *screen) printTotal(all []result) {
	var c counts
	wrong, unread := 0, 0
	for _, r := range all {
		c = c.add(r.counts())
		if r.failure.status != statusDone {
			unread++
		} else if r.findings.HasErrors() {
			wrong++
		}
	}
	s.say("合计：检查 %d 个文件，其中 %d 个有错误", len(all)-unread, wrong)
	if unread > 0 {
		s.say("；另有 %d 个没能检查", unread)
	}
	s.say("。")
	s.printCounts(c)
}
