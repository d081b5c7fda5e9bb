package main

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
)

// result is what a command made of one unit file.
type result struct {
	file     string
	findings finding.List
	outputs  []string
	failure  failure // zero, or why the file could not be read or its outputs not made
}

func (r result) status() int {
	if r.failure.status == statusDone && r.findings.HasErrors() {
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
	lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
	for _, g := range groups {
		s.printGroup(g.colour, g.severity.String(), r.findings.Of(g.severity), func(f finding.Finding) {
			s.printFinding(g.colour, r.file, f)
			if f.Place.Line > 0 && f.Place.Line <= len(lines) {
				s.excerpt(g.colour, lines[f.Place.Line-1], f.Place.Column)
			}
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

// titles are the names of the rules by their ids.
var titles = sync.OnceValue(func() map[string]string {
	titles := map[string]string{}
	for _, r := range generator.Rules() {
		titles[r.ID] = r.Title
	}
	return titles
})

// excerpt shows the part of a line around a column, with a caret under the
// column. A line that is not UTF-8 is not shown.
func (s *screen) excerpt(c colour, line []byte, column int) {
	before, after := around(bytes.TrimSuffix(line, []byte("\r")), column)
	if !utf8.Valid(before) || !utf8.Valid(after) {
		return
	}
	left, right := visible(tabless(before)), strings.TrimRight(tabless(after), " ")
	s.say("    %s%s\n    %s", left, right, strings.Repeat(" ", uniseg.StringWidth(left)))
	s.sayIn(c, "^")
	s.say("\n")
}

// around is the text on both sides of a column, shortened.
func around(line []byte, column int) (before, after []byte) {
	at := skip(line, column-1)
	start := skip(line, column-1-mostOfLine/2)
	return line[start:at], line[at : at+skip(line[at:], mostOfLine/2)]
}

// skip is the index behind the first n characters.
func skip(text []byte, n int) int {
	i := 0
	for ; n > 0 && i < len(text); n-- {
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	return i
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
