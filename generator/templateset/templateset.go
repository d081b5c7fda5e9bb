// Package templateset reads a template set (模板): a folder with settings.toml
// and the explanation's words as text templates, a file each part or section.
// It knows the form of a set and not what its templates say.
package templateset

import (
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/performance"
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

	// FixedPhrases are words that the law or a superior fixes; figures typed in
	// them are not the unit's own.
	FixedPhrases []string `toml:"fixed_phrases"`
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
}

// Marks that the set puts for its own markup. No text of a unit has control
// characters, so a unit's text can never be taken for markup.
const (
	headingMark = "\x01" // once per level, before a heading
	blockMark   = "\x02" // around the index of an insert
	pageMark    = "\x03" // on a line of its own: a new page
)
