package xlsx

import (
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

// The type of the form: 宋体, sizes in points.
const (
	fontName  = "宋体"
	textSize  = 10
	titleSize = 16
)

// look is how a piece of a sheet is drawn. It is comparable: one look is one
// style of the workbook.
type look struct {
	size   float64
	bold   bool
	align  doc.Align // never AlignAuto
	indent int
	top    bool   // at the top of its place, not in the middle
	grid   bool   // ruled on all four sides
	format string // number format; empty is the general one
}

// The looks of what stands around the grid.
var (
	titleLook    = look{size: titleSize, bold: true, align: doc.AlignCenter}
	subtitleLook = look{size: textSize, align: doc.AlignCenter}
	leftLook     = look{size: textSize, align: doc.AlignLeft}
	rightLook    = look{size: textSize, align: doc.AlignRight}
)

// figureIndent keeps a figure off the label in the column to its right: some
// programs leave no room inside a cell.
const figureIndent = 1

// textFormat keeps a text a text when its user edits the cell.
const textFormat = "@"

// maxTextFormat is the length up to which every version of Excel shows a cell
// with textFormat; older ones draw #### for more.
const maxTextFormat = 255

// cellLook is the look of a cell of the grid.
func cellLook(c doc.Placed) look {
	l := look{size: textSize, align: c.Alignment(c.Header), grid: true}
	// An indent in Excel counts from the side that the text stands at.
	if l.align == doc.AlignLeft {
		l.indent = max(c.Indent, 0)
	}
	if l.align == doc.AlignRight && c.Number != nil {
		l.indent = figureIndent
	}
	switch {
	case c.Number != nil:
		l.format = c.Number.Format()
	case c.Formula != "": // a formula in the text format is a text as soon as its user edits it
	case c.Text != "" && units(c.Text) <= maxTextFormat:
		l.format = textFormat
	}
	return l
}

var horizontal = map[doc.Align]string{
	doc.AlignLeft:   "left",
	doc.AlignCenter: "center",
	doc.AlignRight:  "right",
}

var vertical = map[bool]string{false: "center", true: "top"}

// rules are the thin black borders of a cell of the grid.
var rules = []excelize.Border{
	{Type: "left", Style: 1, Color: "000000"},
	{Type: "right", Style: 1, Color: "000000"},
	{Type: "top", Style: 1, Color: "000000"},
	{Type: "bottom", Style: 1, Color: "000000"},
}

// setDefaultFont makes the table's type the workbook's own: columns are measured
// in it. The library can set its name but not its size.
func setDefaultFont(f *excelize.File) error {
	if err := f.SetDefaultFont(fontName); err != nil {
		return err
	}
	f.Styles.Fonts.Font[0].Sz.Val = new(float64(textSize))
	return nil
}

// styles gives each look one style of the file.
type styles struct {
	file *excelize.File
	ids  map[look]int
}

func newStyles(f *excelize.File) *styles {
	return &styles{file: f, ids: map[look]int{}}
}

func (s *styles) id(l look) (int, error) {
	if id, ok := s.ids[l]; ok {
		return id, nil
	}
	id, err := s.file.NewStyle(l.style())
	if err == nil {
		s.ids[l] = id
	}
	return id, err
}

func (l look) style() *excelize.Style {
	style := &excelize.Style{
		Font: &excelize.Font{Family: fontName, Size: l.size, Bold: l.bold, Color: "000000"},
		Alignment: &excelize.Alignment{
			Horizontal: horizontal[l.align],
			Vertical:   vertical[l.top],
			Indent:     l.indent,
			// A figure has one line, and wrapped ones lose their indent in
			// LibreOffice.
			WrapText: l.format == "" || l.format == textFormat,
		},
	}
	if l.grid {
		style.Border = rules
	}
	switch l.format {
	case "":
	case textFormat:
		style.NumFmt = 49 // the built-in format of that code
	default:
		style.CustomNumFmt = &l.format
	}
	return style
}
