package pdffile

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// file is the objects of a PDF file.
type file struct {
	objects       [][]byte // by number; entry 0 is no object
	pages         []int    // objects of the pages, in order
	info, catalog int
}

var errDrawn = errors.New("pdffile: not a file as the drawing library writes it")

var (
	startXref = regexp.MustCompile(`startxref\n(\d+)\n`)
	tableRow  = regexp.MustCompile(`(\d{10}) \d{5} ([nf]) \n`)
	trailer   = regexp.MustCompile(`/Root (\d+) 0 R\n/Info (\d+) 0 R`)
	kids      = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	reference = regexp.MustCompile(`(\d+) 0 R`)
)

// read takes the objects out of a file with a plain cross-reference table.
func read(data []byte) (*file, error) {
	start := startXref.FindSubmatch(data)
	if start == nil {
		return nil, errDrawn
	}
	at := number(start[1])
	if at > len(data) {
		return nil, errDrawn
	}
	f := &file{}
	if err := f.readObjects(data, at); err != nil {
		return nil, err
	}
	ends := trailer.FindSubmatch(data[at:])
	if ends == nil {
		return nil, errDrawn
	}
	f.catalog, f.info = number(ends[1]), number(ends[2])
	if f.catalog >= len(f.objects) || f.info >= len(f.objects) || len(f.objects) < 3 {
		return nil, errDrawn
	}
	return f, f.findPages()
}

// readObjects reads the table at the given offset and what it points to.
func (f *file) readObjects(data []byte, table int) error {
	var offsets []int
	for _, m := range tableRow.FindAllSubmatch(data[table:], -1) {
		offsets = append(offsets, number(m[1]))
	}
	order := slices.Clone(offsets)
	slices.Sort(order)
	f.objects = make([][]byte, len(offsets))
	for i, offset := range offsets {
		if i == 0 {
			continue
		}
		end := table
		if n, _ := slices.BinarySearch(order, offset+1); n < len(order) {
			end = order[n]
		}
		if offset >= end || end > table {
			return errDrawn
		}
		body, ok := bytes.CutPrefix(data[offset:end], []byte(fmt.Sprintf("%d 0 obj\n", i)))
		if !ok {
			return errDrawn
		}
		if body, ok = bytes.CutSuffix(body, []byte("endobj\n")); !ok {
			return errDrawn
		}
		f.objects[i] = packed(body)
	}
	return nil
}

// packed is an object with its stream compressed, if it has one: the drawing
// library would do so too, in more time and room.
func packed(body []byte) []byte {
	head, rest, _ := bytes.Cut(body, []byte("\nstream\n"))
	data, ok := bytes.CutSuffix(rest, []byte(endStream))
	if !ok || !bytes.HasPrefix(head, []byte("<</Length ")) {
		return slices.Clone(body)
	}
	return stream("", data)
}

func (f *file) findPages() error {
	m := kids.FindSubmatch(f.objects[1])
	if m == nil {
		return errDrawn
	}
	for _, r := range reference.FindAllSubmatch(m[1], -1) {
		n := number(r[1])
		if n >= len(f.objects) {
			return errDrawn
		}
		f.pages = append(f.pages, n)
	}
	return nil
}

func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// add appends an object and returns its number.
func (f *file) add(format string, args ...any) int {
	return f.addBody(fmt.Appendf(nil, format, args...))
}

// addBody appends an object whose bytes are made already.
func (f *file) addBody(body []byte) int {
	f.objects = append(f.objects, body)
	return len(f.objects) - 1
}

// reserve appends an object that is to be filled in.
func (f *file) reserve() int { return f.add("null") }

// insert puts text before the last >> of an object.
func (f *file) insert(object int, text string) error {
	body := f.objects[object]
	at := bytes.LastIndex(body, []byte(">>"))
	if at < 0 {
		return errDrawn
	}
	f.objects[object] = slices.Concat(body[:at], []byte(text), body[at:])
	return nil
}
