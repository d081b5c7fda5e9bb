package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// uncachedFormulas are the cells of each sheet that hold a formula and no
// result, as a program leaves them that writes workbooks and does not
// calculate. The library gives such a cell as a blank one, and a blank is 0. It
// also makes sure that every worksheet is well-formed to its end: the library
// takes a fault in the middle for the end.
func uncachedFormulas(archive *zip.Reader) (map[string]map[[2]int]bool, error) {
	sheets, err := sheetsByPart(archive)
	if err != nil {
		return nil, err
	}
	found := map[string]map[[2]int]bool{}
	for _, part := range archive.File {
		sheet, ok := sheets[strings.ToLower(part.Name)]
		if !ok {
			continue
		}
		if found[sheet], err = scanSheet(part); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// attributes are those of an XML element, of whatever namespace: the strict
// and the transitional form of the standard have different ones.
type attributes []xml.Attr

func (a attributes) get(local string) string {
	for _, one := range a {
		if one.Name.Local == local {
			return one.Value
		}
	}
	return ""
}

type element struct {
	Attributes attributes `xml:",any,attr"`
}

// sheetsByPart are the names of the sheets by the parts that hold them.
func sheetsByPart(archive *zip.Reader) (map[string]string, error) {
	var book struct {
		Sheets []struct {
			Name       string     `xml:"name,attr"`
			Attributes attributes `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Of []element `xml:"Relationship"`
	}
	if err := errors.Join(decodePart(archive, "xl/workbook.xml", &book),
		decodePart(archive, "xl/_rels/workbook.xml.rels", &relations)); err != nil {
		return nil, broken
	}
	parts := map[string]string{}
	for _, r := range relations.Of {
		target := r.Attributes.get("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/xl", target)
		}
		parts[r.Attributes.get("Id")] = strings.ToLower(strings.TrimPrefix(target, "/"))
	}
	sheets := map[string]string{}
	for _, s := range book.Sheets {
		if part := parts[s.Attributes.get("id")]; strings.Contains(part, "worksheets/") {
			sheets[part] = s.Name
		}
	}
	return sheets, nil
}

func decodePart(archive *zip.Reader, name string, into any) (err error) {
	for _, part := range archive.File {
		if !strings.EqualFold(part.Name, name) {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return err
		}
		return errors.Join(xml.NewDecoder(r).Decode(into), r.Close())
	}
	return broken
}

// scanSheet goes through one worksheet.
func scanSheet(part *zip.File) (found map[[2]int]bool, err error) {
	r, err := part.Open()
	if err != nil {
		return nil, broken
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	s := sheetScan{found: map[[2]int]bool{}}
	for d := xml.NewDecoder(r); ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, broken
		}
		switch t := token.(type) {
		case xml.StartElement:
			s.begin(t)
		case xml.CharData:
			s.filled = s.filled || s.inValue && len(t) > 0
		case xml.EndElement:
			s.end(t.Name.Local)
		}
	}
	if s.depth != 0 {
		return nil, broken
	}
	return s.found, nil
}

// sheetScan is where scanSheet stands.
type sheetScan struct {
	found                    map[[2]int]bool
	depth                    int
	row, col                 int
	formula, inValue, filled bool // of the cell at hand
	isText                   bool // its result is a text, which may well be empty
}

func (s *sheetScan) begin(t xml.StartElement) {
	s.depth++
	switch t.Name.Local {
	case "row":
		s.row, s.col = s.row+1, 0
		if n := positive(attributes(t.Attr).get("r")); n > 0 {
			s.row = n
		}
	case "c":
		s.formula, s.filled, s.inValue = false, false, false
		s.isText = attributes(t.Attr).get("t") == "str"
		s.col++
		if col, _, err := excelize.CellNameToCoordinates(attributes(t.Attr).get("r")); err == nil {
			s.col = col
		}
	case "f":
		s.formula = true
	case "v", "t":
		s.inValue, s.filled = true, s.filled || s.isText
	}
}

func (s *sheetScan) end(local string) {
	s.depth--
	switch local {
	case "v", "t":
		s.inValue = false
	case "c":
		if s.formula && !s.filled && s.row <= maxRows && s.col <= maxColumns {
			s.found[[2]int{s.row, s.col}] = true
		}
	}
}

// positive is a number above zero in digits, or 0.
func positive(text string) int {
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' || n > 1<<24 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}
