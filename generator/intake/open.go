package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The limits of a workbook of statements. A real one has nine sheets of a few
// hundred rows; what lies beyond would only cost memory and time.
const (
	maxUnzipped = 32 << 20  // bytes of all parts together
	maxRows     = 5000      // of a sheet that holds a statement
	maxColumns  = 120       // of a row; what stands further right is not looked at
	maxCells    = 2_000_000 // of all sheets, blank ones before a filled one included
)

// grid is the cells of one worksheet as stored texts, from row 1 and column 1.
type grid struct {
	book     int
	sheet    string
	rows     [][]string
	uncached map[[2]int]bool // formulas without a result, by row and column
	tooLong  bool            // there are more rows than a statement has
}

// at is the stored text of a cell.
func (g *grid) at(row, col int) string {
	if row < 1 || row > len(g.rows) || col < 1 || col > len(g.rows[row-1]) {
		return ""
	}
	return g.rows[row-1][col-1]
}

// width is the number of columns of a row that hold anything.
func (g *grid) width(row int) int {
	if row < 1 || row > len(g.rows) {
		return 0
	}
	return len(g.rows[row-1])
}

func (g *grid) place(row, col int) place { return place{g.book, g.sheet, row, col} }

// refusal is why a file cannot be read as a workbook, and what to do.
type refusal struct{ message, remedy string }

func (r refusal) Error() string { return r.message }

const saveAs = "用 Excel 或 WPS 打开，“文件”→“另存为”，类型选“Excel 工作簿（*.xlsx）”，再导入另存的文件"

var (
	broken = refusal{"文件不完整或者已经损坏", "重新取得文件，能用 Excel 或 WPS 打开的，另存为 .xlsx 后再导入"}
	huge   = refusal{"文件太大，不像是决算公开表", "只留下九张公开表，另存为新的 .xlsx 文件再导入"}
)

// foreign are the files that are mistaken for workbooks, by their first bytes.
var foreign = []struct {
	magic string
	refusal
}{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusal{"这是旧格式的文件（.xls），不能直接读取", saveAs}},
	{"%PDF", refusal{"这是 PDF 文件，不是工作簿", "请用生成 PDF 的 Excel 文件；只有 PDF 的，先用软件转换成 .xlsx，逐张核对后再导入"}},
	{"<", refusal{"这是网页或 XML 文件，不是 .xlsx 工作簿", saveAs}},
	{"{\\rtf", refusal{"这是文档文件，不是工作簿", saveAs}},
}

// otherZips are the other formats that are ZIP files too, by a part they have.
var otherZips = []struct {
	part string
	refusal
}{
	{"xl/workbook.bin", refusal{"这是二进制工作簿（.xlsb），不能直接读取", saveAs}},
	{"word/document.xml", refusal{"这是 Word 文档，不是工作簿", "请导入 Excel 格式的公开表"}},
	{"content.xml", refusal{"这是 ODF 文件（.ods），不能直接读取", saveAs}},
}

// encrypted is the name of the part that holds a workbook with a password, as
// its container writes it.
var encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// open reads all sheets of a workbook, and the title in its properties. The
// library may stumble over a file that was made to make it stumble; that too is
// a file that cannot be read.
func open(book int, data []byte) (grids []*grid, title string, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			grids, err = nil, broken
		}
	}()
	archive, err := unzip(data)
	if err != nil {
		return nil, "", err
	}
	uncached, err := uncachedFormulas(archive)
	if err != nil {
		return nil, "", err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped,
	})
	if err != nil {
		return nil, "", broken
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if properties, err := f.GetDocProps(); err == nil {
		title = properties.Title
	}
	cells := 0
	for _, sheet := range f.GetSheetList() {
		g := &grid{book: book, sheet: sheet, uncached: uncached[sheet]}
		if err := g.read(f, &cells); err != nil {
			return nil, "", err
		}
		grids = append(grids, g)
	}
	return grids, title, nil
}

// unzip opens the parts of a workbook, or says what else the file is.
func unzip(data []byte) (*zip.Reader, error) {
	switch {
	case len(data) == 0:
		return nil, refusal{"文件是空的（0 字节）", "重新取得文件；能用 Excel 或 WPS 打开的，另存为 .xlsx 后再导入"}
	case len(data) > MaxBytes:
		return nil, huge
	}
	for _, f := range foreign {
		if !bytes.HasPrefix(bytes.TrimLeft(data, "\xef\xbb\xbf \r\n\t"), []byte(f.magic)) {
			continue
		}
		if bytes.Contains(data, encrypted) {
			return nil, refusal{"工作簿设有密码，不能读取", "用 Excel 或 WPS 打开，去掉打开密码，另存后再导入"}
		}
		return nil, f.refusal
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return nil, refusal{"不是 Excel 工作簿（.xlsx）；CSV 等文本文件不能直接读取", saveAs}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken
	}
	return archive, checkParts(archive)
}

// checkParts looks at the parts' names and at the sizes that they say they
// have; no part can be unpacked to more.
func checkParts(archive *zip.Reader) error {
	size, sheets := uint64(0), false
	for _, part := range archive.File {
		name := strings.ToLower(part.Name)
		for _, other := range otherZips {
			if name == other.part {
				return other.refusal
			}
		}
		sheets = sheets || strings.HasPrefix(name, "xl/")
		if part.UncompressedSize64 > maxUnzipped {
			return huge
		}
		if size += part.UncompressedSize64; size > maxUnzipped {
			return huge
		}
	}
	if !sheets {
		return refusal{"这是压缩文件，不是 Excel 工作簿（.xlsx）", "先解压，再导入其中的 .xlsx 文件"}
	}
	return nil
}

// read takes the rows as they stream by. Rows far down that are blank, as a
// formatted sheet has a million of, are passed over.
func (g *grid) read(f *excelize.File, cells *int) error {
	rows, err := f.Rows(g.sheet)
	if err != nil {
		return nil // a chart sheet has no rows
	}
	for n := 1; rows.Next() && !g.tooLong; n++ {
		row, err := rows.Columns()
		if err != nil {
			return broken
		}
		if *cells += len(row); *cells > maxCells {
			return huge
		}
		row = trimmed(row)
		switch {
		case len(row) == 0:
		case n > maxRows:
			g.tooLong = true
		default:
			g.rows = append(g.rows, make([][]string, n-len(g.rows)-1)...)
			g.rows = append(g.rows, row)
		}
	}
	if err := rows.Close(); err != nil {
		return fmt.Errorf("%w", broken)
	}
	return nil
}

// trimmed is a row without the blank cells behind the last filled one, and
// without what stands further right than any statement.
func trimmed(row []string) []string {
	row = row[:min(len(row), maxColumns)]
	for len(row) > 0 && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	return row
}
