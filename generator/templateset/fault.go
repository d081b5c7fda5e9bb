package templateset

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// Rules of this package, as they appear in faults.
const (
	RuleFile     = "M-01" // a file that is missing or cannot be read
	RuleTOML     = "M-02" // the settings are not valid TOML
	RuleSettings = "M-03" // a key or a value of the settings
	RuleSyntax   = "M-04" // the form of a template
	RuleFunction = "M-06" // a function that does not exist
	RuleFill     = "M-09" // a template that cannot be filled in
	RulePlace    = "M-11" // the place of a table or chart, or of a new page, that shares its line
)

// Fault is a problem of one file of a set.
type Fault struct {
	File string
	finding.Finding
}

func fault(file, rule string, at finding.Place, message, remedy string) Fault {
	return Fault{file, finding.Finding{Rule: rule, Place: at, Message: message, Remedy: remedy}}
}

// Error says where and what.
func (f Fault) Error() string {
	where := f.File
	if f.Place.Line > 0 {
		where += ":" + f.Place.String()
	}
	if f.Path != "" {
		where += " " + f.Path
	}
	return fmt.Sprintf("模板 %s：%s", where, f.Message)
}

// Faults are all problems of a set that keep it from being used.
type Faults []Fault

// Error says all of them.
func (f Faults) Error() string {
	var all []string
	for _, one := range f {
		all = append(all, one.Error())
	}
	return strings.Join(all, "；")
}

// PlaceAt is the place of an offset in a text.
func PlaceAt(text string, offset int) finding.Place {
	before := text[:min(max(offset, 0), len(text))]
	start := strings.LastIndexByte(before, '\n') + 1
	return finding.Place{Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[start:]) + 1}
}

// lineOf is the offset at which a line begins, counted from 1, and its text.
func lineOf(text string, line int) (offset int, of string) {
	for ; line > 1; line-- {
		next := strings.IndexByte(text[offset:], '\n')
		if next < 0 {
			break
		}
		offset += next + 1
	}
	of, _, _ = strings.Cut(text[offset:], "\n")
	return offset, of
}

var byteOrderMark = []byte("\ufeff")

const saveAsUTF8 = "用记事本打开，选“另存为”，编码选“UTF-8”"

// textOf is what a file says, and why it cannot be read, if it cannot.
func textOf(name string, data []byte) (string, *Fault) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		place := func() finding.Place { return PlaceAt(string(data), at) }
		switch {
		case r == utf8.RuneError && size == 1:
			f := fault(name, RuleFile, place(), fmt.Sprintf("文件从第 %d 行起不是 UTF-8 编码的文本", place().Line), saveAsUTF8)
			return "", &f
		case r < ' ' && !strings.ContainsRune("\t\r\n", r):
			f := fault(name, RuleFile, place(), fmt.Sprintf("这里有看不见的控制字符 %q", r), "删去这个字符；文件要是 UTF-8 编码的文本")
			return "", &f
		}
		at += size
	}
	return string(data), nil
}
