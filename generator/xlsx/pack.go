package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
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

// repack writes the parts of a workbook again in the order and with the dates
// by which other programs know a workbook from a mere ZIP file.
func repack(raw []byte, date time.Time) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		if err := copyPart(w, part, date); err != nil {
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

func copyPart(w *zip.Writer, part *zip.File, date time.Time) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	content, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return err
	}
	content = bytes.ReplaceAll(content, []byte(string(escapeMark)), []byte("_x005F_"))
	content = writeResults(content)
	entry, err := w.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: date})
	if err != nil {
		return err
	}
	_, err = entry.Write(content)
	return err
}
