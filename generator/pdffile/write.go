package pdffile

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// header says the version, and by four bytes beyond ASCII that the file is
// binary (ISO 19005-2, 6.1.2).
const header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

// perStream is how many objects are compressed together.
const perStream = 200

// place is where an object stands: at an offset, or at an index of a stream of
// objects.
type place struct {
	inside        bool
	offset, index int // offset, or the stream's number, and the index in it
}

// write puts the objects together: those that are streams as they are, the
// others compressed many at a time.
func (f *file) write() []byte {
	id := f.identifier()
	var out bytes.Buffer
	out.Grow(f.size())
	out.WriteString(header)
	places := make([]place, len(f.objects))
	var loose []int
	for i, body := range f.objects {
		if i == 0 {
			continue
		}
		if !isStream(body) {
			loose = append(loose, i)
			continue
		}
		places[i] = place{offset: out.Len()}
		writeObject(&out, i, body)
	}
	for len(loose) > 0 {
		n := min(len(loose), perStream)
		number := len(places)
		for k, i := range loose[:n] {
			places[i] = place{inside: true, offset: number, index: k}
		}
		places = append(places, place{offset: out.Len()})
		writeObject(&out, number, f.bundle(loose[:n]))
		loose = loose[n:]
	}
	f.writeTable(&out, places, id)
	return out.Bytes()
}

// size is at least what the file takes, with a place for every object.
func (f *file) size() int {
	n := 0
	for _, body := range f.objects {
		n += len(body) + 20
	}
	return n
}

func isStream(body []byte) bool { return bytes.HasSuffix(body, []byte(endStream)) }

func writeObject(out *bytes.Buffer, number int, body []byte) {
	fmt.Fprintf(out, "%d 0 obj\n", number)
	out.Write(body)
	out.WriteString("endobj\n")
}

// bundle makes a stream of objects (ISO 32000-1, 7.5.7).
func (f *file) bundle(numbers []int) []byte {
	var index, bodies bytes.Buffer
	for _, i := range numbers {
		fmt.Fprintf(&index, "%d %d ", i, bodies.Len())
		bodies.Write(bytes.TrimSpace(f.objects[i]))
		bodies.WriteByte('\n')
	}
	dict := fmt.Sprintf("/Type /ObjStm /N %d /First %d", len(numbers), index.Len())
	return stream(dict, append(index.Bytes(), bodies.Bytes()...))
}

// level of compression, at which files are as small as the standard library's
// and take a third of its time.
const level = 5

// packers are compressors to be used again: a new one has a megabyte of tables.
var packers = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, level) // fails where there is no such level
	return w
}}

// stream is a compressed stream object.
func stream(dict string, data []byte) []byte {
	var packed bytes.Buffer
	packed.Grow(len(data) * 3 / 4)
	w := packers.Get().(*zlib.Writer)
	defer packers.Put(w)
	w.Reset(&packed)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	head := fmt.Sprintf("<<%s /Filter /FlateDecode /Length %d>>\nstream\n", dict, packed.Len())
	return slices.Concat([]byte(head), packed.Bytes(), []byte(endStream))
}

// endStream is how a stream object ends.
const endStream = "\nendstream\n"

// identifier is made from the content, so that the same content has the same.
func (f *file) identifier() string {
	h := sha256.New()
	for _, body := range f.objects {
		_, _ = h.Write(body)
	}
	return fmt.Sprintf("%X", h.Sum(nil)[:16])
}

// writeTable ends the file with its cross-reference stream (ISO 32000-1, 7.5.8).
func (f *file) writeTable(out *bytes.Buffer, places []place, id string) {
	start := out.Len()
	places = append(places, place{offset: start})
	var rows bytes.Buffer
	for i, p := range places {
		kind, index := byte(1), uint16(p.index)
		switch {
		case i == 0:
			kind, index = 0, 65535
		case p.inside:
			kind = 2
		}
		rows.WriteByte(kind)
		_ = binary.Write(&rows, binary.BigEndian, uint32(p.offset))
		_ = binary.Write(&rows, binary.BigEndian, index)
	}
	dict := fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]",
		len(places), f.catalog, f.info, id, id)
	writeObject(out, len(places)-1, stream(dict, rows.Bytes()))
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
}
