package templateset

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/statement"
)

// maxBytes is the size of the largest file of a set that is read.
const maxBytes = 1 << 20

// Reading is a set as far as it could be read, with all that is wrong with its
// form.
type Reading struct {
	Settings Settings
	Root     *source.Node // the settings with their places; nil where they could not be read
	Files    []File       // the settings, then the templates in their order
	Texts    []Text       // the settings that are templates
	Faults   Faults
}

// File is one file of a set.
type File struct {
	Name  string
	Text  string                 // without a byte-order mark; empty where it could not be read
	Trees map[string]*parse.Tree // of a template: its own, by its name, and those that it defines; nil where its form is wrong
}

// Text is one text of the settings that is a template.
type Text struct {
	Path  string
	Trees map[string]*parse.Tree // as of a File; its own has the name that TextName gives
	Named bool                   // title or alternative of a chart: filled in when the chart has its place
	text  *string
}

// TextName is the name of the template that a text of the settings is.
func TextName(path string) string { return SettingsFile + " " + path }

// Read reads the set in a folder.
func Read(folder fs.FS) Reading {
	r := Reading{}
	r.settings(r.file(folder, SettingsFile))
	names, _ := fs.Glob(folder, "*.tmpl") // the pattern is a good one, and nothing else is an error
	slices.Sort(names)
	for _, name := range names {
		f := r.file(folder, name)
		if f.Text != "" {
			f.Trees = r.parse(name, markHeadings(f.Text), func(f Fault) Fault { return f })
		}
		r.Files = append(r.Files, f)
	}
	return r
}

// file reads a file of the set.
func (r *Reading) file(folder fs.FS, name string) File {
	fail := func(message, remedy string) File {
		r.Faults = append(r.Faults, fault(name, RuleFile, finding.Place{}, message, remedy))
		return File{Name: name}
	}
	info, err := fs.Stat(folder, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail("模板里没有 "+name, "用 discgen templates export 导出内置的模板，在它上面修改")
	case err == nil && !info.Mode().IsRegular():
		return fail(name+" 不是文件", "换成文件，或者移出模板的文件夹")
	case err == nil && info.Size() > maxBytes:
		return fail(fmt.Sprintf("文件超过上限 %d 字节", maxBytes), "请核对，这不像是模板的文件")
	}
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return fail("不能读取", "请核对文件的权限")
	}
	text, unreadable := textOf(name, data)
	if unreadable != nil {
		r.Faults = append(r.Faults, *unreadable)
	}
	return File{Name: name, Text: text}
}

// settings reads the settings and the templates among them.
func (r *Reading) settings(f File) {
	r.Files = append(r.Files, f)
	if f.Text == "" && r.Faults != nil {
		return
	}
	root, findings := source.Parse([]byte(f.Text))
	for i := range findings {
		findings[i].Rule = RuleTOML
	}
	if root != nil {
		decoded := append(source.Decode(root, &r.Settings), checkSettings(r.Settings, root)...)
		for i := range decoded {
			decoded[i].Rule = RuleSettings
		}
		findings = append(findings, decoded...)
		r.Root = root
	}
	findings.Sort()
	for _, x := range findings {
		r.Faults = append(r.Faults, Fault{SettingsFile, x})
	}
	if root == nil {
		return
	}
	for _, t := range r.Settings.texts() {
		if strings.Contains(*t.text, "{{") {
			t.Trees = r.parse(TextName(t.Path), *t.text, func(f Fault) Fault {
				offset, _ := lineOf(*t.text, f.Place.Line)
				f.File, f.Path, f.Place = SettingsFile, t.Path, root.AtOffset(t.Path, offset+columnOffset((*t.text)[offset:], f.Place.Column))
				return f
			})
			r.Texts = append(r.Texts, t)
		}
	}
}

// columnOffset is the offset of a column, counted from 1, in a line.
func columnOffset(line string, column int) int {
	for i := range line {
		if column--; column == 0 {
			return i
		}
	}
	return len(line)
}

// parse takes a template apart and finds what is wrong with its form, each
// fault moved to where it stands.
func (r *Reading) parse(name, text string, moved func(Fault) Fault) map[string]*parse.Tree {
	trees := map[string]*parse.Tree{}
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	if _, err := t.Parse(text, "", "", trees); err != nil {
		r.Faults = append(r.Faults, moved(syntaxFault(name, text, err)))
		return nil
	}
	unknown := false
	for _, tree := range sorted(trees) {
		Visit(tree.Root, func(n parse.Node) {
			if f, is := n.(*parse.IdentifierNode); is && !isFunction(f.Ident) {
				unknown = true
				r.Faults = append(r.Faults, moved(unknownFunction(name, text, f)))
			}
		})
	}
	if unknown {
		return nil
	}
	return trees
}

// sorted are the trees in the order in which they stand in their text.
func sorted(trees map[string]*parse.Tree) []*parse.Tree {
	var all []*parse.Tree
	for _, t := range trees {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *parse.Tree) int { return int(a.Root.Pos) - int(b.Root.Pos) })
	return all
}

func unknownFunction(name, text string, f *parse.IdentifierNode) Fault {
	var names []string
	for _, known := range listed {
		names = append(names, known.Name)
	}
	remedy := "可以用的函数有：" + strings.Join(names, "、")
	if near := source.Nearest(f.Ident, names); near != "" {
		remedy = fmt.Sprintf("是否想写 %s？", near)
	} else if strings.ContainsFunc(f.Ident, func(r rune) bool { return r > '~' }) {
		remedy = "字段的前面要有一个点，例如 {{.单位名称}}；" + remedy
	}
	return fault(name, RuleFunction, PlaceAt(text, int(f.Pos)), fmt.Sprintf("没有 %q 这个函数", f.Ident), remedy)
}

// headingLine is a heading in the text of a template.
var headingLine = regexp.MustCompile(`(?m)^#{1,4}[ \t]`)

// markHeadings puts the project's own marks for the # of headings, before any
// text of a unit comes in. Every character keeps its place.
func markHeadings(text string) string {
	return headingLine.ReplaceAllStringFunc(text, func(m string) string { return strings.ReplaceAll(m, "#", headingMark) })
}

// checkSettings finds values of the right type that no set can have.
func checkSettings(s Settings, root *source.Node) finding.List {
	var findings finding.List
	wrong := func(path, remedy, format string, args ...any) {
		findings = append(findings, finding.Finding{Place: root.At(path), Path: path, Message: fmt.Sprintf(format, args...), Remedy: remedy})
	}
	for i, f := range s.Forms {
		if f.Kind != "" && !statement.IsKnown(f.Kind) {
			wrong(source.Join(source.Index("statements", i), "kind"), "报表的种类见内置模板的 settings.toml", "没有 %q 这张报表", f.Kind)
		}
	}
	checkCharts(s.Charts, wrong)
	document := root.Table["document"]
	if d := s.Document.ContentsDepth; document != nil && document.Table["contents_depth"] != nil && (d < 1 || d > doc.MaxLevel) {
		wrong("document.contents_depth", "请核对级数", "目录级数 %d 不在 1 和 %d 之间", d, doc.MaxLevel)
	}
	if d := s.Scoring.CompletionDecimals; d < 0 || d > 2 {
		wrong("scoring.completion_decimals", "请核对位数", "完成率的小数位数 %d 不在 0 和 2 之间", d)
	}
	return findings
}

// texts are the texts of the settings that may be templates, with their paths.
func (s *Settings) texts() []Text {
	var all []Text
	add := func(path string, text *string) { all = append(all, Text{Path: path, text: text}) }
	named := func(path string, text *string) { all = append(all, Text{Path: path, text: text, Named: true}) }
	d := &s.Document
	add("document.title", &d.Title)
	add("document.workbook_title", &d.WorkbookTitle)
	add("document.subject", &d.Subject)
	for i := range d.CoverLines {
		add(source.Index("document.cover_lines", i), &d.CoverLines[i])
	}
	add("document.contents_title", &d.ContentsTitle)
	add("document.pdf_name", &d.PDFName)
	add("document.xlsx_name", &d.XLSXName)
	add("statement_style.preparer", &s.Style.Preparer)
	add("statement_style.unit_line", &s.Style.UnitLine)
	add("statement_style.rounding_note", &s.Style.RoundingNote)
	for i := range s.Forms {
		path := source.Index("statements", i)
		add(path+".title", &s.Forms[i].Title)
		add(path+".note", &s.Forms[i].Note)
		add(path+".empty_note", &s.Forms[i].EmptyNote)
	}
	add("self_evaluation.overall_title", &s.Evaluation.OverallTitle)
	add("self_evaluation.project_title", &s.Evaluation.ProjectTitle)
	add("self_evaluation.subtitle", &s.Evaluation.Subtitle)
	add("self_evaluation.overall_achieved", &s.Evaluation.OverallAchieved)
	for i := range s.Charts {
		path, c := source.Index("charts", i), &s.Charts[i]
		named(path+".title", &c.Title)
		named(path+".alternative", &c.Alternative)
		add(path+".unit_line", &c.UnitLine)
		for k := range c.Series {
			add(source.Index(path+".series", k), &c.Series[k])
		}
		for k := range c.Bars {
			add(source.Index(path+".bars", k)+".label", &c.Bars[k].Label)
		}
	}
	return all
}

// Set makes the set usable; the error is all Faults.
func (r Reading) Set() (*Set, error) {
	if len(r.Faults) > 0 {
		return nil, r.Faults
	}
	s := &Set{Settings: r.Settings, texts: template.New("").Option("missingkey=error").Funcs(functions), read: r}
	add := func(trees map[string]*parse.Tree) error {
		for _, tree := range sorted(trees) {
			tree = tree.Copy() // the reading's own stays as it was typed
			meter(tree)
			if _, err := s.texts.AddParseTree(tree.Name, tree); err != nil {
				return err
			}
		}
		return nil
	}
	for _, f := range r.Files[1:] {
		s.files = append(s.files, f.Name)
		s.words += f.Text
		if err := add(f.Trees); err != nil {
			return nil, err
		}
	}
	for _, t := range r.Texts {
		if err := add(t.Trees); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Load reads the set in a folder. The error is Faults.
func Load(folder fs.FS) (*Set, error) { return Read(folder).Set() }
