package todo

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// Fillings are two texts in which every blank that is no text is filled in, the
// one otherwise than the other, line by line as in the text itself. What both
// of them show does not depend on what is left to be filled in.
func Fillings(data []byte) [2][]byte {
	var all [2][]byte
	for k := range all {
		all[k] = filling{file: data, lines: bytes.Split(data, []byte("\n")), k: k}.text()
	}
	return all
}

// filling is a text while it is filled in.
type filling struct {
	file  []byte
	lines [][]byte // of the file
	k     int      // which of the two
}

// values are what a blank is filled in with: a figure or, where none is taken,
// what else it may be.
func (f filling) values(n int) []string {
	// The figures of the two are at least 0.3 万元 apart in a file in 元.
	figure := 1000 + n*7919%4000
	if f.k == 1 {
		figure += 3000 + n*31%1000
	}
	return []string{
		fmt.Sprint(figure), "true", "2024-01-01", string(unit.Funds[f.k]),
		string(unit.Administrative), string(unit.SingleUnit), string(unit.Yuan),
	}
}

// literal is a blank as a value.
var literal = regexp.MustCompile(`"` + source.BlankMark + `[^"]*"|'` + source.BlankMark + `[^']*'`)

// text fills in values first, then comments, each with the first value that the
// file takes there; a line that takes none stays as it is.
func (f filling) text() []byte {
	lines := slices.Clone(f.lines)
	open := map[int]bool{}
	for _, n := range blankLines(f.file) {
		open[n] = literal.Match(lines[n-1])
	}
	comments := map[int]bool{}
	for _, c := range Comments(f.file) {
		if c.figures && !c.Group {
			open[c.Line], comments[c.Line] = true, true
		}
	}
	for try := range f.values(0) {
		for n, is := range open {
			if is && (try == 0 || !comments[n]) {
				lines[n-1] = f.line(n, try, comments[n])
			}
		}
		faults := faultyLines(bytes.Join(lines, []byte("\n")))
		for n, is := range open {
			switch {
			case is && !faults[n]:
				open[n] = false
			case is:
				lines[n-1] = f.lines[n-1]
			}
		}
	}
	return bytes.Join(lines, []byte("\n"))
}

// line is a line with its blanks filled in.
func (f filling) line(n, try int, comment bool) []byte {
	line, blank := string(f.lines[n-1]), 0
	value := func() string {
		blank++
		v := f.values(n*8 + blank)[try]
		if try > 2 {
			return `"` + v + `"`
		}
		return v
	}
	if !comment {
		return []byte(literal.ReplaceAllStringFunc(line, func(string) string { return value() }))
	}
	line = strings.TrimLeft(line, "# ")
	for bare.MatchString(before(line, "#")) {
		line = strings.Replace(line, source.BlankMark, value(), 1)
	}
	return []byte(line)
}

// blankLines are the lines with a blank that is no text.
func blankLines(data []byte) []int {
	_, findings := unit.Load(data)
	var lines []int
	for _, f := range findings {
		if f.Rule == source.RuleMissing && f.Place.Line > 0 {
			lines = append(lines, f.Place.Line)
		}
	}
	return lines
}

// faultyLines are the lines with an error of reading.
func faultyLines(data []byte) map[int]bool {
	_, findings := unit.Load(data)
	lines := map[int]bool{}
	for _, f := range findings {
		if f.Severity == finding.Error {
			lines[f.Place.Line] = true
		}
	}
	return lines
}
