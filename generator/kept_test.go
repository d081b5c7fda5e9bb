package generator_test

import (
	"testing"

	"github.com/discgen/discgen/generator/doc"
)

// A row of labels only, which names what is below it, does not stand last on a
// page: where it ends, the row below it begins.
func TestNoRowOfLabelsStandsLastOnAPage(t *testing.T) {
	rows := 0
	eachShown(t, func(t *testing.T, s *shown) {
		for _, table := range s.tables {
			first, last := pagesOfRows(table)
			for row := len(table.Header); row < len(last)-1; row++ {
				if !onlyLabels(table.Body[row-len(table.Header)]) {
					continue
				}
				rows++
				if last[row] != first[row+1] {
					t.Errorf("table %q: a row of labels stands on page %d, the row below it on page %d", table.Title, last[row]+1, first[row+1]+1)
				}
			}
		}
	})
	if rows < 10 {
		t.Errorf("only %d rows of labels", rows)
	}
}

// pagesOfRows is where each row begins and where the cells end that stand in no
// other row.
func pagesOfRows(table shownTable) (first, last []int) {
	n := len(table.Header) + len(table.Body)
	first, last = make([]int, n), make([]int, n)
	seen := make([]bool, n)
	for _, c := range table.cells {
		if c.repeats || c.Rows() > 1 {
			continue
		}
		if !seen[c.Row] {
			first[c.Row], seen[c.Row] = c.page, true
		}
		last[c.Row] = max(last[c.Row], c.page)
	}
	return first, last
}

func onlyLabels(r doc.Row) bool {
	for _, c := range r.Cells {
		if !c.Heading {
			return false
		}
	}
	return len(r.Cells) > 0
}
