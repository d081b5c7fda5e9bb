// Package templatecheck finds what is wrong with a template set (模板) before a
// unit is published with it: in the form, in every branch of every template
// whether or not some unit takes it, and in what comes out for sample units.
// It knows which fields there are and of what kind, and no unit's figures.
package templatecheck

import (
	"io/fs"
	"strings"
	"text/template/parse"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/narrative"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/templateset"
)

// Input is a set and what it is tried with.
type Input struct {
	Folder fs.FS
	Shows  func(rune) bool // whether a character can be printed
	Trials []Trial
}

// Trial fills a set in for a sample unit, as a build with all tables and
// charts does.
type Trial struct {
	Unit string // for messages
	Run  func(*templateset.Set) (Tried, error)
}

// Tried is what a trial made.
type Tried struct {
	Explanation []doc.Block
	Statements  []*doc.Table // in the order of the settings
	Evaluations []*doc.Table
	Names       map[string]string // why the name of a file cannot be one, by the path of the setting
}

// File is one file of a set with what was found in it.
type File struct {
	Name     string
	Text     string // without a byte-order mark
	Findings finding.List
}

// Check looks at a set. There is a File for each of its files, the settings
// first.
func Check(in Input) []File {
	c := &checker{Input: in, read: templateset.Read(in.Folder), told: map[told]bool{}, places: map[*parse.ActionNode]bool{}}
	for _, f := range c.read.Faults {
		c.tell(f)
	}
	if len(c.read.Files) == 1 {
		c.report(templateset.SettingsFile, finding.Place{}, templateset.RuleFile, "文件夹里没有一个模板（*.tmpl）",
			"用 discgen templates export 导出内置的模板，在它上面修改")
	}
	c.texts()
	c.settings()
	c.phrases()
	c.fields()
	c.lines()
	c.headings()
	c.try()
	var files []File
	for _, f := range c.read.Files {
		one := File{Name: f.Name, Text: f.Text, Findings: c.found[f.Name]}
		one.Findings.Sort()
		files = append(files, one)
	}
	return files
}

type checker struct {
	Input
	read  templateset.Reading
	found map[string]finding.List // by the name of the file
	told  map[told]bool

	placed map[string]bool            // paths of the charts that have a place
	places map[*parse.ActionNode]bool // actions that print a place
}

// told is what a finding says, so that nothing is said twice.
type told struct {
	file, rule, message string
	place               finding.Place
}

func (c *checker) tell(f templateset.Fault) {
	said := told{f.File, f.Rule, f.Message, f.Place}
	if c.told[said] {
		return
	}
	c.told[said] = true
	if c.found == nil {
		c.found = map[string]finding.List{}
	}
	f.Severity = severityOf(f.Rule)
	c.found[f.File] = append(c.found[f.File], f.Finding)
}

func (c *checker) report(file string, at finding.Place, rule, message, remedy string) {
	c.tell(templateset.Fault{File: file, Finding: finding.Finding{Place: at, Rule: rule, Message: message, Remedy: remedy}})
}

// reportSetting finds fault with a key of the settings.
func (c *checker) reportSetting(path, rule, message, remedy string) {
	at := finding.Place{}
	if c.read.Root != nil {
		at = c.read.Root.At(path)
	}
	c.tell(templateset.Fault{File: templateset.SettingsFile, Finding: finding.Finding{
		Place: at, Path: path, Rule: rule, Message: message, Remedy: remedy,
	}})
}

// charts are the names of the set's charts.
func (c *checker) charts() []string {
	var names []string
	for _, one := range c.read.Settings.Charts {
		names = append(names, one.Name)
	}
	return names
}

// settings looks at the fields that charts name.
func (c *checker) settings() {
	all := narrative.Described()
	for i, chart := range c.read.Settings.Charts {
		for k, bar := range chart.Bars {
			path := source.Index(source.Index("charts", i)+".bars", k)
			for n, name := range bar.Values {
				c.numeric(all, source.Index(path+".values", n), name)
			}
			if bar.Share != "" {
				c.numeric(all, path+".share", bar.Share)
			}
		}
	}
}

// numeric finds that a name with dots is none of a figure or rate.
func (c *checker) numeric(all narrative.Field, path, name string) {
	at := all
	for key := range strings.SplitSeq(name, ".") {
		below, known := at.Below(key)
		if !known || at.Kind != narrative.Group {
			c.reportSetting(path, ruleField, "没有 "+name+" 这个字段", nearest(name, numbersOf(all)))
			return
		}
		at = below
	}
	if at.Kind != narrative.Figure && at.Kind != narrative.Rate || at.Optional {
		c.reportSetting(path, ruleUse, name+" 是"+at.Kind.String()+"，图里要写总是有的数字或百分比", "例如 总体.变动.本年")
	}
}

// numbersOf are the names of all figures and rates that a chart may have.
func numbersOf(all narrative.Field) []string {
	var names []string
	all.Walk("", func(path string, f narrative.Field) {
		if (f.Kind == narrative.Figure || f.Kind == narrative.Rate) && !strings.Contains(path, "[") {
			names = append(names, path)
		}
	})
	return names
}

const seeFields = "字段的清单由 discgen templates fields 列出"

// nearest suggests what a name was meant for.
func nearest(typed string, names []string) string {
	if near := source.Nearest(typed, names); near != "" {
		return "是否想写 " + near + "？"
	}
	return seeFields
}
