package xlsx

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

const (
	paperA4    = 9 // the file format's number for it
	pageFooter = "&C第 &P 页，共 &N 页"
)

// Margins of the printed page in inches; the widths of measure.go fit them.
var margins = excelize.PageLayoutMarginsOptions{
	Left: new(0.5), Right: new(0.5),
	Top: new(0.6), Bottom: new(0.7),
	Header: new(0.3), Footer: new(0.35),
	Horizontally: new(true), Vertically: new(false),
}

var orientation = map[bool]string{false: "portrait", true: "landscape"}

// pagesHigh is how many pages a sheet may run over, by whether it is to stand
// on one; 0 is any number.
var pagesHigh = map[bool]int{false: 0, true: 1}

// setPage sets how the worksheet is printed and how it opens.
func (s *sheet) setPage() error {
	area, err := s.area(len(s.heights))
	if err != nil {
		return err
	}
	return errors.Join(
		s.file.SetSheetDimension(s.name, area),
		s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: new(true)}),
		s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
			Size:        new(paperA4),
			Orientation: new(orientation[s.landscape]),
			FitToWidth:  new(1),
			FitToHeight: new(s.pagesHigh),
		}),
		s.file.SetPageMargins(s.name, &margins),
		s.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
			OddFooter: pageFooter,
			// A wide table shrinks to the page, its page number does not.
			ScaleWithDoc: new(false),
		}),
		s.definePrintNames(),
		s.defineBody(),
		s.silence(),
		s.setView(),
	)
}

// area is the range from A1 to the end of the first rows of the plan.
func (s *sheet) area(rows int) (string, error) {
	end, err := excelize.CoordinatesToCellName(len(s.widths), max(s.first[rows]-1, 1))
	return "A1:" + end, err
}

// headRows is the last worksheet row above the body, 0 where there is none or
// where it would leave no room for the body, on screen and on paper.
func (s *sheet) headRows() int {
	if sum(s.heights[:s.head]) > fixedHeight {
		return 0
	}
	return s.first[s.head] - 1
}

func (s *sheet) definePrintNames() error {
	sheet := s.sheetPrefix()
	end, err := excelize.CoordinatesToCellName(len(s.widths), max(s.first[len(s.heights)]-1, 1), true)
	if err != nil {
		return err
	}
	err = s.define("_xlnm.Print_Area", sheet+"$A$1:"+end)
	if first, last := s.titleRows(); err == nil && last > 0 {
		err = s.define("_xlnm.Print_Titles", fmt.Sprintf("%s$%d:$%d", sheet, first, last))
	}
	return err
}

// titleRows are the worksheet rows that stand on each further page, 0 for none.
// There can be one run of rows: those above the body or, where a row of the body
// heads what follows, that row, which the pages behind it have in their place.
func (s *sheet) titleRows() (first, last int) {
	if s.heading > 0 && s.heights[s.heading] <= fixedHeight {
		return s.first[s.heading], s.first[s.heading+1] - 1
	}
	return 1, s.headRows()
}

func (s *sheet) define(name, refersTo string) error {
	return s.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: s.name})
}

// defineBody names the range of the body for the whole workbook.
func (s *sheet) defineBody() error {
	if s.bodyName == "" || s.head == s.gridEnd {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(1, s.first[s.head], true)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(len(s.widths), s.first[s.gridEnd]-1, true)
	if err != nil {
		return err
	}
	return s.file.SetDefinedName(&excelize.DefinedName{Name: s.bodyName, RefersTo: s.sheetPrefix() + from + ":" + to})
}

// silence keeps Excel from marking every subject code (科目编码) in the grid as
// a number stored as text, and every formula as unlike the one above it.
func (s *sheet) silence() error {
	if s.grid == s.gridEnd {
		return nil
	}
	area, err := s.area(s.gridEnd)
	if err != nil {
		return err
	}
	kinds := []excelize.IgnoredErrorsType{excelize.IgnoredErrorsNumberStoredAsText}
	if s.formulas {
		kinds = append(kinds, excelize.IgnoredErrorsFormula, excelize.IgnoredErrorsFormulaRange)
	}
	for _, kind := range kinds {
		if err := s.file.AddIgnoredErrors(s.name, area, kind); err != nil {
			return err
		}
	}
	return nil
}

// setView puts the cursor on A1 and holds the rows above the body in place.
func (s *sheet) setView() error {
	panes := &excelize.Panes{Selection: []excelize.Selection{{SQRef: "A1", ActiveCell: "A1"}}}
	if rows := s.headRows(); rows > 0 && s.head > s.grid && s.head < s.gridEnd {
		panes.Freeze, panes.YSplit = true, rows
		panes.TopLeftCell = fmt.Sprintf("A%d", rows+1)
		panes.ActivePane, panes.Selection[0].Pane = "bottomLeft", "bottomLeft"
	}
	return s.file.SetPanes(s.name, panes)
}
