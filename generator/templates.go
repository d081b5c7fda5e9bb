package generator

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/discgen/discgen/examples"
	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/narrative"
	"github.com/discgen/discgen/generator/templatecheck"
	"github.com/discgen/discgen/generator/templateset"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/templates"
)

// TemplateFault is why a template set could not be filled in for a unit, with
// its place.
type TemplateFault = templateset.Fault

// TemplateFolder is the files of a template set.
type TemplateFolder struct {
	Name  string // of the set; empty for a folder that is a set itself
	Files []File
}

// BuiltInTemplates are the built-in template sets, to be changed by whoever
// wants words of their own.
func BuiltInTemplates() ([]TemplateFolder, error) {
	var all []TemplateFolder
	for _, name := range TemplateSets(templates.FS) {
		set := TemplateFolder{Name: name}
		entries, err := templates.FS.ReadDir(name)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			data, err := templates.FS.ReadFile(name + "/" + e.Name())
			if err != nil {
				return nil, err
			}
			set.Files = append(set.Files, File{e.Name(), data})
		}
		all = append(all, set)
	}
	return all, nil
}

// TemplateSets are the names of the template sets in a folder: of its folders
// with settings or templates or, where it is a set itself, a single empty one.
func TemplateSets(root fs.FS) []string {
	if isSet(root, ".") {
		return []string{""}
	}
	entries, _ := fs.ReadDir(root, ".") // a folder that cannot be read has none
	var names []string
	for _, e := range entries {
		if isFolder(root, e.Name()) && holdsTemplates(root, e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

// isSet reports whether a folder has the settings of a set.
func isSet(root fs.FS, name string) bool {
	folder, err := fs.Sub(root, name)
	if err != nil {
		return false
	}
	_, err = fs.Stat(folder, templateset.SettingsFile)
	return err == nil
}

func holdsTemplates(root fs.FS, name string) bool {
	folder, err := fs.Sub(root, name)
	if err != nil {
		return false
	}
	files, _ := fs.Glob(folder, "*.tmpl")
	return isSet(root, name) || len(files) > 0
}

// TemplateRules are all checks of template sets.
func TemplateRules() []templatecheck.Rule { return templatecheck.Rules() }

// CheckTemplates says all that is wrong with a template set, file by file: the
// set of a name in a folder, or without a name the folder itself. The set is
// tried with the examples, too. An error is a fault of the program.
func CheckTemplates(root fs.FS, name string) ([]templatecheck.File, error) {
	folder := root
	if name != "" {
		var err error
		if folder, err = fs.Sub(root, name); err != nil {
			return nil, err
		}
	}
	trials, err := trials()
	if err != nil {
		return nil, err
	}
	return templatecheck.Check(templatecheck.Input{Folder: folder, Shows: new(fonts.Set).Shows, Trials: trials}), nil
}

// trials are the examples, each to be composed with all that can be printed.
func trials() ([]templatecheck.Trial, error) {
	paths, err := fs.Glob(examples.FS, "*/unit.toml")
	if err != nil {
		return nil, err
	}
	var all []templatecheck.Trial
	for _, path := range paths {
		data, err := examples.FS.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, findings := unit.Load(data)
		if file == nil || findings.HasErrors() {
			return nil, fmt.Errorf("the example %s has errors", path)
		}
		all = append(all, templatecheck.Trial{Unit: file.Unit.Identity.Name, Run: func(set *templateset.Set) (templatecheck.Tried, error) {
			return try(file.Unit, set)
		}})
	}
	return all, nil
}

// try composes a unit with a set, with statements and charts.
func try(u *unit.Unit, set *templateset.Set) (templatecheck.Tried, error) {
	book := figures.Compute(u, set.Settings.Scoring)
	pkg, err := Compose(u, book, set, Options{StatementsInPDF: true, Charts: true})
	if err != nil {
		return templatecheck.Tried{}, err
	}
	tried := templatecheck.Tried{Explanation: pkg.Explanation, Names: map[string]string{}}
	n := len(set.Settings.Forms)
	for i, s := range pkg.Sheets[:len(pkg.Sheets)-1] { // the last is 校验
		if i < n {
			tried.Statements = append(tried.Statements, s.Table)
		} else {
			tried.Evaluations = append(tried.Evaluations, s.Table)
		}
	}
	for path, name := range map[string]string{"document.pdf_name": pkg.Names.PDF, "document.xlsx_name": pkg.Names.XLSX} {
		if fault := check.FileNameFault(name); fault != "" {
			tried.Names[path] = fault
		}
	}
	if pkg.Names.PDF == pkg.Names.XLSX {
		tried.Names["document.xlsx_name"] = "与公开说明的相同"
	}
	return tried, nil
}

// TemplateField is a field that templates may use, as people are told of it.
type TemplateField struct {
	Path    string // with [] behind a list: 名词[].词
	Kind    string // in Chinese
	Meaning string
	Example string // of the published example; empty where it has none
}

// publishedExample is a unit whose explanation was published.
const publishedExample = "changji-gsl-2024/unit.toml"

// TemplateFields are all fields that templates may use, with the values of the
// published example and the charts of the built-in set.
func TemplateFields() ([]TemplateField, error) {
	text, err := examples.FS.ReadFile(publishedExample)
	if err != nil {
		return nil, err
	}
	file, _ := unit.Load(text)
	set, _, err := templateSet(file, Options{})
	if err != nil {
		return nil, err
	}
	book := figures.Compute(file.Unit, set.Settings.Scoring)
	data := narrative.Fields(narrative.Source{Unit: file.Unit, Book: book, Terms: set.Settings.Glossary})
	words, err := set.Expand(data)
	if err != nil {
		return nil, err
	}
	var charts, forms []string
	for _, c := range words.Charts {
		charts = append(charts, c.Name)
	}
	for _, f := range words.Forms {
		forms = append(forms, f.Title)
	}
	data["报表"] = forms
	var all []TemplateField
	narrative.DescribedForChart(charts).Walk("", func(path string, f narrative.Field) {
		all = append(all, TemplateField{path, f.Kind.String(), f.Meaning, exampleOf(data, path)})
	})
	return all, nil
}

// mostOfExample is how many characters of an example are shown.
const mostOfExample = 24

// exampleOf is what a template prints of a field, of the first element of a
// list.
func exampleOf(data map[string]any, path string) string {
	var at any = data
	for key := range strings.SplitSeq(path, ".") {
		key, each := strings.CutSuffix(key, "[]")
		group, _ := at.(map[string]any)
		at = group[key]
		if rows, is := at.([]map[string]any); is && each {
			if len(rows) == 0 {
				return ""
			}
			at = rows[0]
		}
	}
	text := ""
	switch v := at.(type) {
	case bool:
		text = map[bool]string{true: "是", false: "否"}[v]
	case string, int, fmt.Stringer:
		text = fmt.Sprint(v)
	case []string:
		text = strings.Join(v, "、")
	}
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > mostOfExample {
		return string(r[:mostOfExample]) + "……"
	}
	return text
}

// TemplateFunctions are all functions that templates may call.
func TemplateFunctions() []templateset.Function { return templateset.Functions() }

// TemplateKeys are all keys of a set's settings.
func TemplateKeys() []templateset.Key { return templateset.Keys() }
