// Package subject holds the two classifications of the ministry's 2024
// catalogue of government revenue and expenditure (2024年政府收支分类科目) that a
// published final account is written in: spending by function
// (支出功能分类科目, 类 款 项) and, for a unit, by economic nature
// (部门预算支出经济分类科目, 类 款). It is data and lookups; it knows nothing of
// amounts, of units or of statements.
//
// The data are the two files function.tsv and economic.tsv: code, name and
// where the name was read, sorted by code. The functional catalogue is not the
// whole of the ministry's: a unit file names a code that is missing here by
// itself. The third column is one of
//
//   - form: a row of the official form of the nine statements
//   - seen: published documents collected for this project
//   - published: budgets and final accounts of 2025 and 2026 that units have
//     published; subjects that look new since 2024 were not taken
//   - repository: subject tables and records in public source repositories
//   - settled: entered from knowledge of the catalogue and compared with no
//     document; a name known to have changed of late was left out
//
// Verified is false for a settled name: whoever prints it or holds a file
// against it should say so more mildly than of a name that was read somewhere.
package subject

import (
	"fmt"
	"strings"
)

// settled marks a name that was found in no document at hand.
const settled = "settled"

// row is one line of a data file.
type row struct{ code, name, source string }

// rows splits a data file. The files are part of the program, so a broken line
// is a mistake of ours that must not pass as an empty catalogue.
func rows(tsv string) []row {
	var all []row
	for line := range strings.Lines(tsv) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(field) != 3 {
			panic(fmt.Sprintf("subject: broken data line %q", line))
		}
		all = append(all, row{code: field[0], name: field[1], source: field[2]})
	}
	return all
}
