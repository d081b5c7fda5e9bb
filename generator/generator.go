// Package generator turns a unit file into the package that the unit must
// publish: the explanation as a PDF and the statements as a workbook. It is
// the Go API of the project; each stage is a package below it.
package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/narrative"
	"github.com/discgen/discgen/generator/pdf"
	"github.com/discgen/discgen/generator/performance"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/templateset"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/verify"
	"github.com/discgen/discgen/generator/xlsx"
	"github.com/discgen/discgen/templates"
)

// Options are what a build may be told beside its unit file. The zero value
// takes the built-in template sets and no date.
type Options struct {
	Templates fs.FS     // a folder for each template set, or a set itself, which is taken for every unit; nil: the built-in sets
	Date      time.Time // the date inside the files where the unit file has none (SOURCE_DATE_EPOCH)
	Strict    bool      // warnings that are not accepted are errors
	Accept    []string  // ids of rules: a warning of one is accepted where the unit file gives the reason

	// Open reads a file that the unit file names: last year's unit file, those of a
	// department's units, or fonts. The name is a path with slashes from the folder
	// of the unit file. Where it is nil, a unit file that names another has an error.
	Open func(name string) ([]byte, error)

	Settings *Settings  // the discgen.toml that applies to the unit file; nil: none
	Fonts    *fonts.Set // those of one's own are before all that files name; nil: none

	StatementsInPDF bool // the nine statements stand in the explanation too, whatever the unit file says
	Charts          bool // the explanation has charts, whatever the unit file says
}

// File is one finished output.
type File struct {
	Name string // without a folder
	Data []byte
}

// Result is what Build makes of a unit file. Files is empty where Findings has
// an error.
type Result struct {
	Findings finding.List
	Files    []File
	Inputs   []Input // what was read beside the unit file
	Names    Names
	Digest   Digest
}

// Names are those of what a unit publishes, none with a folder before it.
type Names struct {
	Folder    string // of the folder that holds both files, where a batch makes one
	PDF, XLSX string
}

// Build makes the two files of a unit. Problems of the input are findings; an
// error is a fault of the template set (a TemplateFault, or several of them) or
// of the program.
func Build(data []byte, o Options) (Result, error) {
	pkg, result, err := assemble(data, o, (*fonts.Set).Warm) // the file is checked while they are unpacked
	if err != nil || result.Findings.HasErrors() {
		return result, err
	}
	result.Files, err = render(pkg)
	return result, err
}

// Package is a doc.Package with the names of its files.
type Package struct {
	doc.Package
	WorkbookTitle string // Meta.Title is the explanation's
	Names         Names
	Fonts         *fonts.Set // nil: those of the program
}

// Assemble goes the way of Build up to the document, before it is rendered.
// The package is nil where the findings have an error.
func Assemble(data []byte, o Options) (*Package, Result, error) {
	return assemble(data, o, nil)
}

// assemble tells which fonts it is going to need as soon as it knows.
func assemble(data []byte, o Options, needs func(*fonts.Set)) (*Package, Result, error) {
	c, err := (&years{Options: o, needs: needs}).start(data)
	r := Result{Findings: c.findings, Inputs: c.inputs, Digest: c.digest()}
	if err != nil || c.findings.HasErrors() {
		return nil, r, err
	}
	pkg, err := Compose(c.file.Unit, c.book, c.set, o)
	if err == nil {
		r.Names, pkg.Fonts = pkg.Names, c.fonts
	}
	return pkg, r, err
}

// Check says all that is wrong with a unit file, in the order of the file. It
// makes nothing. An error is a fault of the template set.
func Check(data []byte, o Options) (finding.List, error) {
	c, err := inspect(data, o)
	return c.findings, err
}

// Rules are all checks that there are, in the order of the catalogue.
func Rules() []check.Rule { return check.Rules() }

// NearestRule is the id that one which is none was meant for, or nothing where
// none is near.
func NearestRule(id string) string { return nearest(id, ruleIDs()) }

// NearestCheck is NearestRule, of the checks of finished PDFs and of templates
// too.
func NearestCheck(id string) string {
	ids := ruleIDs()
	for _, c := range verify.Checks() {
		ids = append(ids, c.ID)
	}
	for _, r := range TemplateRules() {
		ids = append(ids, r.ID)
	}
	return nearest(id, ids)
}

func ruleIDs() []string {
	var ids []string
	for _, r := range check.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

func nearest(id string, ids []string) string {
	return source.Nearest(strings.ToUpper(strings.TrimSpace(id)), ids)
}

// checked is a unit that was looked at. Where the findings have errors, the
// other fields may be nil.
type checked struct {
	file     *unit.File
	before   *lastyear.Year // nil where the file names none that can be used
	book     *figures.Book
	set      *templateset.Set
	fonts    *fonts.Set // of the first file
	inputs   []Input
	findings finding.List
}

// inspect reads a unit file, with those of the years before and of the units
// that it names, and looks at everything in it. The files of units that such a
// unit names are its own affair.
func inspect(data []byte, o Options) (checked, error) { return (&years{Options: o}).start(data) }

// start inspects the first file.
func (y *years) start(data []byte) (checked, error) {
	y.read = [][]byte{data}
	c, err := y.inspect(data, "", y.Accept)
	c.inputs = y.all
	if y.Strict {
		c.findings.Strict()
	}
	return c, err
}

// inspect looks at a unit file of which the path is known from the folder of
// the first one.
func (y *years) inspect(data []byte, name string, accept []string) (checked, error) {
	file, findings := unit.Load(data)
	if file == nil {
		return checked{findings: findings}, nil
	}
	set, missing, err := templateSet(file, y.Options)
	if err != nil || set == nil {
		return checked{findings: append(findings, missing...)}, err
	}
	shows, noFonts := y.setIn(file, name)
	before, unusable, err := y.before(file, name)
	if err != nil {
		return checked{}, err
	}
	if before != nil {
		before.Fill(file.Unit)
	}
	file.Whole = file.Whole && len(unusable) == 0
	var members []check.Member
	if name == "" {
		if members, err = y.members(data, file.Unit.Units); err != nil {
			return checked{}, err
		}
	}
	c := checked{file: file, before: before, book: figures.Compute(file.Unit, set.Settings.Scoring), set: set, fonts: y.fonts}
	c.findings = append(slices.Concat(findings, noFonts, unusable), check.Run(check.Input{
		File: file, Book: c.book, Before: before, Shows: shows, Limits: set.Settings.Limits, Uses: set.Uses, Accept: accept,
		Contradictions: contradictions(c.book), Members: members,
	})...)
	c.findings.Sort()
	return c, nil
}

// contradictions are what the statements would say against themselves.
func contradictions(book *figures.Book) []check.Contradiction {
	var all []check.Contradiction
	for _, i := range statement.Contradicted(book) {
		all = append(all, check.Contradiction{Rule: i.Rule, Title: i.Title, Row: i.Total.At.Row, Total: i.Total.Wan, Sum: i.Sum()})
	}
	return all
}

// Compose lays out the statements and tables of a checked unit and writes its
// explanation.
func Compose(u *unit.Unit, book *figures.Book, set *templateset.Set, o Options) (*Package, error) {
	data := narrative.Fields(narrative.Source{Unit: u, Book: book, Terms: set.Settings.Glossary})
	words, err := set.Expand(data)
	if err != nil {
		return nil, err
	}
	statements, err := statement.Build(book, words.Forms, words.Style)
	if err != nil {
		return nil, err
	}
	tables := performance.Tables(u, book.Evaluation, words.Evaluation)
	charts, err := narrative.Charts(data, words.Charts, u.Charts || o.Charts)
	if err != nil {
		return nil, err
	}
	inserts := narrative.Inserts{Evaluations: tables, Charts: charts}
	if u.StatementsInPDF || o.StatementsInPDF {
		inserts.Statements = tablesOf(statements)
	}
	inserts.Mark(data, titles(statements))
	checks, err := statement.Checks(book, statements, words.Style)
	if err != nil {
		return nil, err
	}
	blocks, err := narrative.Explanation(data, set, words.Document, inserts)
	if err != nil {
		return nil, err
	}
	names, err := namesOf(words.Document)
	if err != nil {
		return nil, err
	}
	return &Package{
		Package: doc.Package{
			Meta: doc.Meta{
				Title: words.Document.Title, Author: u.Identity.Name, Subject: words.Document.Subject,
				Language: "zh-CN", Date: dateOf(u, o),
			},
			Explanation: blocks,
			Sheets:      append(sheets(statements, performance.Named(u, tables)), doc.Sheet{Name: "校验", Table: checks}),
		},
		WorkbookTitle: cmp.Or(words.Document.WorkbookTitle, words.Document.Title),
		Names:         names,
	}, nil
}

// NamesOf are the names of what a unit file would make, without looking whether
// all of it may be made. They are empty where the file does not say enough, or
// what no name may have. An error is a fault of the template set.
func NamesOf(data []byte, o Options) (Names, error) {
	file, _ := unit.Load(data)
	if file == nil || strings.TrimSpace(file.Unit.Identity.Name) == "" {
		return Names{}, nil
	}
	set, _, err := templateSet(file, o)
	if err != nil || set == nil {
		return Names{}, err
	}
	book := figures.Compute(file.Unit, set.Settings.Scoring)
	words, err := set.Expand(narrative.Fields(narrative.Source{Unit: file.Unit, Book: book, Terms: set.Settings.Glossary}))
	if err != nil {
		return Names{}, err
	}
	names, err := namesOf(words.Document)
	if err != nil {
		return Names{}, nil // of the unit's name, which Check finds
	}
	return names, nil
}

// namesOf fails where the folder's name is none: that of a file would be found
// before it is written, but a folder is only looked for below another.
func namesOf(d templateset.Document) (Names, error) {
	names := Names{
		Folder: cmp.Or(d.FolderName, strings.TrimSuffix(d.PDFName, path.Ext(d.PDFName))),
		PDF:    d.PDFName, XLSX: d.XLSXName,
	}
	if fault := check.FileNameFault(names.Folder); fault != "" {
		return names, fmt.Errorf("文件夹名 %q%s", names.Folder, fault)
	}
	return names, nil
}

// templateSet reads the set that the unit file names, or the only one that
// there is.
func templateSet(file *unit.File, o Options) (*templateset.Set, finding.List, error) {
	name, root := file.Unit.TemplateSet, o.Templates
	if root == nil {
		root = templates.FS
	}
	if isSet(root, ".") {
		set, err := templateset.Load(root)
		return set, nil, err
	}
	if name != path.Base(name) || !fs.ValidPath(name) || !isFolder(root, name) {
		return nil, finding.List{{
			Rule: "U-10", Place: file.At("template_set"), Path: "template_set",
			Message: fmt.Sprintf("没有名为 %q 的模板", name), Remedy: otherSets(root, o.Templates == nil),
		}}, nil
	}
	set, err := loadSet(root, name)
	return set, nil, err
}

// builtIn has the program's own sets that were read, by name. Those of a caller
// may change and are read every time.
var builtIn sync.Map

func loadSet(root fs.FS, name string) (*templateset.Set, error) {
	if known, ok := builtIn.Load(name); ok && root == templates.FS {
		return known.(*templateset.Set), nil
	}
	folder, err := fs.Sub(root, name)
	if err != nil {
		return nil, err
	}
	set, err := templateset.Load(folder)
	if err == nil && root == templates.FS {
		builtIn.Store(name, set)
	}
	return set, err
}

// otherSets says what to do about a set that is not there.
func otherSets(root fs.FS, builtIn bool) string {
	names := TemplateSets(root)
	if builtIn || len(names) == 0 {
		return "删去这一行，使用默认模板 xinjiang"
	}
	return fmt.Sprintf("写成 template_set = %q；这个文件夹里的模板有 %s", names[0], strings.Join(names, "、"))
}

func isFolder(root fs.FS, name string) bool {
	info, err := fs.Stat(root, name)
	return err == nil && info.IsDir()
}

// dateOf is the date inside the files: the unit's own date of disclosure, the
// caller's, or the last day of the fiscal year. The clock is never asked.
func dateOf(u *unit.Unit, o Options) time.Time {
	switch {
	case !u.Identity.DisclosureDate.IsZero():
		return u.Identity.DisclosureDate
	case !o.Date.IsZero():
		return o.Date.UTC()
	}
	return time.Date(u.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
}

func titles(statements []statement.Statement) []string {
	var titles []string
	for _, s := range statements {
		titles = append(titles, s.Form.Title)
	}
	return titles
}

func tablesOf(statements []statement.Statement) []*doc.Table {
	var tables []*doc.Table
	for _, s := range statements {
		tables = append(tables, s.Table)
	}
	return tables
}

// sheets are the statements, each under its form number, and the
// self-evaluation tables.
func sheets(statements []statement.Statement, evaluations []doc.Sheet) []doc.Sheet {
	var all []doc.Sheet
	for _, s := range statements {
		all = append(all, doc.Sheet{Name: s.Table.FormNumber, Table: s.Table, BodyName: s.Table.FormNumber + "_数据"})
	}
	return append(all, evaluations...)
}

func render(p *Package) ([]File, error) {
	var explanation, workbook bytes.Buffer
	if err := pdf.Render(&explanation, p.Fonts, p.Meta, p.Explanation); err != nil {
		return nil, fmt.Errorf("生成 PDF：%w", err)
	}
	meta := p.Meta
	meta.Title = p.WorkbookTitle
	if err := xlsx.Render(&workbook, meta, p.Sheets); err != nil {
		return nil, fmt.Errorf("生成工作簿：%w", err)
	}
	return []File{{p.Names.PDF, explanation.Bytes()}, {p.Names.XLSX, workbook.Bytes()}}, nil
}
