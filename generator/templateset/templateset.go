// Package templateset reads a template set (模板): a folder with settings.toml
// and the explanation's words as text templates, a file each part or section.
// It knows the form of a set and not what its templates say.
package templateset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"unicode"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/performance"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/statement"
)

// SettingsFile is the name of the settings in the folder of a set.
const SettingsFile = "settings.toml"

// Settings are the settings of a set. The texts marked so are templates
// themselves and may use the same fields as the explanation's.
type Settings struct {
	Name       string               `toml:"name" need:"yes"`
	Document   Document             `toml:"document" need:"yes"`
	Style      statement.Style      `toml:"statement_style"`            // Preparer, UnitLine and RoundingNote are templates
	Forms      []statement.Form     `toml:"statements" need:"yes"`      // in order; Title and the notes are templates
	Evaluation performance.Words    `toml:"self_evaluation" need:"yes"` // templates
	Scoring    figures.ScoringRules `toml:"scoring" need:"yes"`
	Limits     check.Limits         `toml:"limits"`
	Charts     []Chart              `toml:"charts"`
	Glossary   []Term               `toml:"glossary"`
}

// Term is one entry of a set's glossary (名词解释).
type Term struct {
	Term    string       `toml:"term" need:"yes"`
	Meaning string       `toml:"meaning" need:"yes"`
	When    figures.Name `toml:"when"` // printed only where the unit has this amount; always where empty
}

// Document is what a set says of the two files as wholes. All are templates.
type Document struct {
	Title         string   `toml:"title" need:"yes"`
	WorkbookTitle string   `toml:"workbook_title"` // title in the workbook's properties; Title where empty
	Subject       string   `toml:"subject"`
	CoverLines    []string `toml:"cover_lines"` // a line that comes out empty is left out
	ContentsTitle string   `toml:"contents_title" need:"yes"`
	ContentsDepth int      `toml:"contents_depth" need:"yes"` // levels of headings in the contents
	PDFName       string   `toml:"pdf_name" need:"yes"`       // file name without folder
	XLSXName      string   `toml:"xlsx_name" need:"yes"`      // file name without folder
	FolderName    string   `toml:"folder_name"`               // of the folder that a batch puts both files in; PDFName without its ending where empty
}

// Set is a template set that was read.
type Set struct {
	Settings Settings
	texts    *template.Template // the phrases, and each file by its name
	files    []string           // names of the files, in order
	words    string             // all that the files say
}

// Marks that the set puts for its own markup. No text of a unit has control
// characters, so a unit's text can never be taken for markup.
const (
	headingMark = "\x01" // once per level, before a heading
	blockMark   = "\x02" // around the index of an insert
	pageMark    = "\x03" // on a line of its own: a new page
)

var headingLine = regexp.MustCompile(`(?m)^(#{1,4})[ \t]+`)

// functions are what templates may call.
var functions = template.FuncMap{
	"顿号":   func(items []string) string { return strings.Join(items, "、") },
	"中文数字": doc.Numeral,
	"加一":   func(n int) int { return n + 1 },
	"句":    sentence,
	"换页":   func() string { return pageMark },
}

// lead is what the templates themselves write before a reason.
var lead = regexp.MustCompile(`^\s*主要原因[是为][：:，,]?`)

// closed ends a text that is a sentence already.
var closed = regexp.MustCompile(`(?:[！？…]|[。！？…][”’）)》」』])$`)

// sentence is the text as a sentence: with a full stop at its end, once.
func sentence(s string) string {
	s = lead.ReplaceAllString(s, "")
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("。；;，,、.", r) })
	if closed.MatchString(s) {
		return s
	}
	return s + "。"
}

// Load reads the set in a folder.
func Load(folder fs.FS) (*Set, error) {
	s := &Set{}
	if err := s.readSettings(folder); err != nil {
		return nil, err
	}
	files, err := fs.Glob(folder, "*.tmpl")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	s.files = files
	s.texts = template.New("").Option("missingkey=error").Funcs(functions)
	for _, name := range files {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		s.words += string(text)
		if _, err := s.texts.New(name).Parse(markHeadings(string(text))); err != nil {
			return nil, fmt.Errorf("模板 %s 有错误：%w", name, err)
		}
	}
	return s, nil
}

// Uses reports whether the set's own words have a word.
func (s *Set) Uses(word string) bool { return strings.Contains(s.words, word) }

// markHeadings puts the project's own marks for the # of headings, before any
// text of a unit comes in.
func markHeadings(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return headingLine.ReplaceAllStringFunc(text, func(m string) string {
		return strings.Repeat(headingMark, strings.Count(m, "#"))
	})
}

func (s *Set) readSettings(folder fs.FS) error {
	data, err := fs.ReadFile(folder, SettingsFile)
	if err != nil {
		return fmt.Errorf("模板里读不到 %s：%w", SettingsFile, err)
	}
	root, findings := source.Parse(data)
	if !findings.HasErrors() {
		findings = append(source.Decode(root, &s.Settings), s.checkSettings(root)...)
	}
	if len(findings) == 0 {
		return nil
	}
	findings.Sort()
	f := findings[0]
	return fmt.Errorf("模板设置 %s:%s %s %s", SettingsFile, f.Place, f.Path, f.Message)
}

// checkSettings finds values of the right type that no set can have.
func (s *Set) checkSettings(root *source.Node) finding.List {
	var findings finding.List
	wrong := func(path, format string, args ...any) {
		findings = append(findings, finding.Finding{Place: root.At(path), Path: path, Message: fmt.Sprintf(format, args...)})
	}
	for i, f := range s.Settings.Forms {
		if !statement.IsKnown(f.Kind) {
			wrong(source.Join(source.Index("statements", i), "kind"), "没有 %q 这张报表", f.Kind)
		}
	}
	checkCharts(s.Settings.Charts, wrong)
	if d := s.Settings.Document.ContentsDepth; d < 1 || d > doc.MaxLevel {
		wrong("document.contents_depth", "目录级数 %d 不在 1 和 %d 之间", d, doc.MaxLevel)
	}
	if d := s.Settings.Scoring.CompletionDecimals; d < 0 || d > 2 {
		wrong("scoring.completion_decimals", "完成率的小数位数 %d 不在 0 和 2 之间", d)
	}
	return findings
}

// Expand gives the settings with their templates filled in.
func (s *Set) Expand(data map[string]any) (Settings, error) {
	x := s.Settings
	x.Forms = slices.Clone(x.Forms)
	x.Charts = slices.Clone(x.Charts)
	x.Document.CoverLines = slices.Clone(x.Document.CoverLines)
	texts := []*string{
		&x.Document.Title, &x.Document.WorkbookTitle, &x.Document.Subject, &x.Document.ContentsTitle, &x.Document.PDFName, &x.Document.XLSXName, &x.Document.FolderName,
		&x.Style.Preparer, &x.Style.UnitLine, &x.Style.RoundingNote,
		&x.Evaluation.OverallTitle, &x.Evaluation.ProjectTitle, &x.Evaluation.Subtitle, &x.Evaluation.OverallAchieved,
	}
	for i := range x.Forms {
		texts = append(texts, &x.Forms[i].Title, &x.Forms[i].Note, &x.Forms[i].EmptyNote)
	}
	for i := range x.Document.CoverLines {
		texts = append(texts, &x.Document.CoverLines[i])
	}
	texts = append(texts, chartTexts(x.Charts)...)
	scratch, err := s.texts.Clone()
	if err != nil {
		return x, err
	}
	for _, text := range texts {
		if err := expand(scratch, text, data); err != nil {
			return x, err
		}
	}
	x.Document.CoverLines = slices.DeleteFunc(x.Document.CoverLines, func(l string) bool { return l == "" })
	return x, nil
}

// expand fills in one text, which may use what is defined in scratch.
func expand(scratch *template.Template, text *string, data map[string]any) error {
	if !strings.Contains(*text, "{{") {
		return nil
	}
	t, err := scratch.New(SettingsFile).Parse(*text)
	if err != nil {
		return fmt.Errorf("模板设置 %s 里的 %q 有错误：%w", SettingsFile, *text, err)
	}
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return fmt.Errorf("模板设置 %s 里的 %q 不能填写：%w", SettingsFile, *text, err)
	}
	*text = strings.TrimSpace(b.String())
	return nil
}

// Place is what a template prints, on a line of its own, where insert i goes.
func Place(i int) string { return fmt.Sprintf("%s%d%s", blockMark, i, blockMark) }

// Blocks fills in the templates of the explanation. A line is a paragraph, or
// a heading where the template has # to #### before it; blank lines are none.
// Each part, a heading of level 1, begins on a new page, as does what stands
// below a line {{换页}}. The inserts are the
// blocks that are made elsewhere; they stand where the templates print their
// places.
func (s *Set) Blocks(data map[string]any, inserts []doc.Block) ([]doc.Block, error) {
	var blocks []doc.Block
	for _, name := range s.files {
		var out bytes.Buffer
		if err := s.texts.ExecuteTemplate(&out, name, data); err != nil {
			return nil, fmt.Errorf("模板 %s 不能填写：%w", name, err)
		}
		for line := range strings.Lines(out.String()) {
			block, err := blockOf(strings.TrimSpace(line), inserts)
			if err != nil {
				return nil, fmt.Errorf("模板 %s：%w", name, err)
			}
			blocks = append(blocks, block...)
		}
	}
	return blocks, nil
}

// blockOf is what a line of the filled-in template makes: nothing, where it is
// blank, and a part begins a page.
func blockOf(line string, inserts []doc.Block) ([]doc.Block, error) {
	text := strings.TrimLeft(line, headingMark)
	switch level := len(line) - len(text); {
	case text == "":
		return nil, nil
	case line == pageMark:
		return []doc.Block{doc.PageBreak{}}, nil
	case strings.Contains(text, blockMark):
		insert, err := insertAt(line, inserts)
		return []doc.Block{insert}, err
	case level == 1:
		return []doc.Block{doc.PageBreak{}, doc.Heading{Level: level, Text: text}}, nil
	case level > 1:
		return []doc.Block{doc.Heading{Level: level, Text: text}}, nil
	}
	return []doc.Block{doc.Paragraph{Text: text}}, nil
}

// insertAt is the insert whose place a line is.
func insertAt(line string, inserts []doc.Block) (doc.Block, error) {
	for i, b := range inserts {
		if line == Place(i) {
			return b, nil
		}
	}
	return nil, errors.New("表和图的位置要独占一行")
}
