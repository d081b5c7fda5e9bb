package templateset

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
)

// Set is a template set that was read. Goroutines may share it.
type Set struct {
	Settings Settings
	read     Reading
	texts    *template.Template // the phrases, each file by its name, and the texts of the settings
	files    []string           // names of the files, in order
	words    string             // all that the files say
}

// Uses reports whether the set's own words have a word.
func (s *Set) Uses(word string) bool { return strings.Contains(s.words, word) }

// Expand gives the settings with their templates filled in, but for the titles
// and alternatives of charts, which Fill fills in.
func (s *Set) Expand(data map[string]any) (Settings, error) {
	x := s.Settings
	x.Forms = slices.Clone(x.Forms)
	x.Document.CoverLines = slices.Clone(x.Document.CoverLines)
	x.Charts = slices.Clone(x.Charts)
	for i := range x.Charts {
		x.Charts[i] = x.Charts[i].clone()
	}
	f, err := s.filler(data)
	if err != nil {
		return x, err
	}
	for _, t := range x.texts() {
		if t.Named {
			continue
		}
		if *t.text, err = f.text(t.Path, *t.text); err != nil {
			return x, err
		}
	}
	x.Document.CoverLines = slices.DeleteFunc(x.Document.CoverLines, func(l string) bool { return l == "" })
	return x, nil
}

// Fill fills in the text of the settings at a path.
func (s *Set) Fill(path string, data map[string]any) (string, error) {
	f, err := s.filler(data)
	if err != nil {
		return "", err
	}
	x := s.Settings
	for _, t := range x.texts() {
		if t.Path == path {
			return f.text(path, *t.text)
		}
	}
	return "", fmt.Errorf("the settings have no text %s", path)
}

// filler fills in templates with the fields of one unit.
type filler struct {
	set   *Set
	texts *template.Template
	data  map[string]any
}

func (s *Set) filler(data map[string]any) (*filler, error) {
	texts, err := s.texts.Clone()
	if err != nil {
		return nil, err
	}
	all, _ := plain(data).(map[string]any)
	return &filler{s, texts.Funcs((&used{}).functions()), all}, nil
}

// text fills in one text of the settings.
func (f *filler) text(path, text string) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	filled, err := f.fill(TextName(path))
	return strings.TrimSpace(filled), err
}

// fill fills in a template.
func (f *filler) fill(name string) (string, error) {
	var out limited
	if err := f.texts.ExecuteTemplate(&out, name, f.data); err != nil {
		return "", f.set.unfilled(name, err)
	}
	return out.String(), nil
}

// failed is the message of the library for a template that cannot be filled in.
var failed = regexp.MustCompile(`(?s)^template: (.*?):(\d+):(\d+): executing .*? at <(.*?)>: (.*)$`)

// unfilled is the fault that a template cannot be filled in.
func (s *Set) unfilled(name string, err error) error {
	why, at := err.Error(), 0
	line := 0
	if m := failed.FindStringSubmatch(why); m != nil {
		name, why = m[1], fmt.Sprintf("不能填写 %s：%s", m[4], inWords(fillWords, m[5]))
		line, _ = strconv.Atoi(m[2])
		at, _ = strconv.Atoi(m[3])
	}
	for _, limit := range []error{errTooLong, errTooMuch, errTooDeep} {
		if errors.Is(err, limit) {
			why = limit.Error()
		}
	}
	f := fault(name, RuleFill, finding.Place{}, why, "请核对这里的写法；字段和函数的清单由 discgen templates fields 列出")
	for _, file := range s.read.Files {
		if file.Name == name && line > 0 {
			offset, _ := lineOf(file.Text, line)
			f.Place = PlaceAt(file.Text, offset+at)
		}
	}
	if path, is := strings.CutPrefix(name, TextName("")); is {
		f.File, f.Path = SettingsFile, path
		for _, t := range s.read.Texts {
			if t.Path == path {
				offset, _ := lineOf(*t.text, line)
				f.Place = s.read.Root.AtOffset(path, offset+at)
			}
		}
	}
	return f
}

// Blocks fills in the templates of the explanation. A line is a paragraph, or
// a heading where the template has # to #### before it; blank lines are none.
// Each part, a heading of level 1, begins on a new page, as does what stands
// below a line {{换页}}. The inserts are the
// blocks that are made elsewhere; they stand where the templates print their
// places.
func (s *Set) Blocks(data map[string]any, inserts []doc.Block) ([]doc.Block, error) {
	f, err := s.filler(data)
	if err != nil {
		return nil, err
	}
	var blocks []doc.Block
	for _, name := range s.files {
		filled, err := f.fill(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(filled) {
			block, err := blockOf(strings.TrimSpace(line), inserts)
			if err != nil {
				return nil, fault(name, RulePlace, finding.Place{}, err.Error(), "写在单独的一行")
			}
			blocks = append(blocks, block...)
		}
	}
	return blocks, nil
}

// blockOf is what a line of the filled-in template makes: nothing, where it is
// blank, and a part begins a page.
func blockOf(line string, inserts []doc.Block) ([]doc.Block, error) {
	marked := strings.TrimLeft(line, headingMark)
	text := strings.TrimSpace(marked)
	switch level := len(line) - len(marked); {
	case text == "":
		return nil, nil
	case line == pageMark:
		return []doc.Block{doc.PageBreak{}}, nil
	case strings.Contains(text, pageMark):
		return nil, errors.New("“换页”要独占一行")
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

// Place is what a template prints, on a line of its own, where insert i goes.
func Place(i int) string { return fmt.Sprintf("%s%d%s", blockMark, i, blockMark) }

// insertAt is the insert whose place a line is.
func insertAt(line string, inserts []doc.Block) (doc.Block, error) {
	for i, b := range inserts {
		if line == Place(i) {
			return b, nil
		}
	}
	return nil, errors.New("表和图的位置要独占一行")
}
