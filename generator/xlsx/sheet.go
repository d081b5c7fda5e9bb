package xlsx

import (
	"errors"

	"github.com/xuri/excelize/v2"
)

// sheet draws one plan into one worksheet.
type sheet struct {
	*plan
	file   *excelize.File
	styles *styles
}

func drawSheet(f *excelize.File, st *styles, p *plan) error {
	s := &sheet{plan: p, file: f, styles: st}
	if err := errors.Join(s.setHeights(), s.setWidths()); err != nil {
		return err
	}
	for _, x := range p.pieces {
		if err := s.draw(x); err != nil {
			return err
		}
	}
	return s.setPage()
}

func (s *sheet) setHeights() error {
	for i, h := range s.heights {
		_, each := sheetRows(h)
		for row := s.first[i]; row < s.first[i+1]; row++ {
			if err := s.file.SetRowHeight(s.name, row, each); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *sheet) setWidths() error {
	for i, w := range s.widths {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := s.file.SetColWidth(s.name, col, col, w); err != nil {
			return err
		}
	}
	return nil
}

// draw sets the value, the style of every cell covered (a program draws the
// rules of each cell, not of the merged range) and the merge.
func (s *sheet) draw(x piece) error {
	from, to, err := s.corners(x)
	if err != nil {
		return err
	}
	id, err := s.styles.id(x.look)
	if err != nil {
		return err
	}
	if err := s.setValue(from, x); err != nil {
		return err
	}
	if err := s.file.SetCellStyle(s.name, from, to, id); err != nil {
		return err
	}
	if from == to {
		return nil
	}
	return s.file.MergeCell(s.name, from, to)
}

func (s *sheet) corners(x piece) (from, to string, err error) {
	from, err = s.corner(x)
	if err != nil {
		return "", "", err
	}
	to, err = excelize.CoordinatesToCellName(x.col+x.cols, s.first[x.row+x.rows]-1)
	return from, to, err
}

// setValue writes a figure as the decimal string itself: a float64 on the way
// could leave its noise in the file.
func (s *sheet) setValue(cell string, x piece) error {
	switch {
	case x.placed != "":
		return s.file.SetCellFormula(s.name, cell, withResult(x))
	case x.number != nil:
		return s.file.SetCellDefault(s.name, cell, x.number.CellValue().String())
	case x.text != "":
		return s.file.SetCellStr(s.name, cell, escaped(x.text))
	}
	return nil
}
