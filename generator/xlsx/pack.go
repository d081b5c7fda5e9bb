package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

const contentTypes = "[Content_Types].xml"

// earliest is the first date that a ZIP entry can carry.
var earliest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// fileDate is the date for the file's properties and entries, whole seconds.
func fileDate(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second)
	if t.Before(earliest) {
		return earliest
	}
	return t
}

// part is one file of a workbook.
type part struct {
	name    string
	content strings.Builder
}

// unpacked takes the place of the library's own ZIP file, which would have to be
// read again for its parts.
type unpacked struct{ parts []*part }

// Create adds a part.
func (u *unpacked) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	u.parts = append(u.parts, p)
	return &p.content, nil
}

// AddFS belongs to what the library asks of a ZIP file; it does not call it.
func (u *unpacked) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close ends nothing.
func (u *unpacked) Close() error { return nil }

// partsOf are the parts of a workbook, as the library writes them.
func partsOf(f *excelize.File) ([]*part, error) {
	var u unpacked
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &u })
	_, err := f.WriteToBuffer()
	return u.parts, err
}

// pack puts the parts of a workbook together in the order and with the dates by
// which other programs know a workbook from a mere ZIP file.
func pack(parts []*part, date time.Time) ([]byte, error) {
	slices.SortFunc(parts, func(a, b *part) int {
		return cmp.Or(cmp.Compare(rank(a.name), rank(b.name)), cmp.Compare(a.name, b.name))
	})
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, compressor)
	for _, p := range parts {
		entry, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: date})
		if err != nil {
			return nil, err
		}
		if _, err := marks.WriteString(entry, p.content.String()); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// rank puts the list of parts first and the relations that open it second.
func rank(name string) int {
	switch {
	case name == contentTypes:
		return 0
	case strings.HasPrefix(name, "_rels/"):
		return 1
	}
	return 2
}

// marks stand in a part for what the library cannot write: underscores, and
// the results of formulas as the values of their cells, a figure as a figure.
var marks = strings.NewReplacer(
	string(escapeMark), "_x005F_",
	` t="str"><f>`+string(figureMark), "><f>",
	string(resultMark), "</f><v>",
	string(endMark)+"</f>", "</v>",
)

// level of compression, at which files are about as small as the standard
// library's and take a third of its time.
const level = 6

// packers are compressors to be used again: a new one has a megabyte of tables.
var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, level) // fails where there is no such level
	return w
}}

// packer is a compressor that goes back to the others when it is closed.
type packer struct{ *flate.Writer }

func compressor(w io.Writer) (io.WriteCloser, error) {
	p := packer{packers.Get().(*flate.Writer)}
	p.Reset(w)
	return p, nil
}

func (p packer) Close() error {
	defer packers.Put(p.Writer)
	return p.Writer.Close()
}
