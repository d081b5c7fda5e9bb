package verify

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// The library keeps settings and fonts in the user's folder unless it is told
// not to; nothing here needs either.
func init() { model.ConfigPath = "disable" }

// document is a file that was read, with all that a walk through it found.
type document struct {
	data      []byte
	ctx       *model.Context
	catalog   types.Dict
	pages     []page
	encrypted bool
	locked    bool // encrypted, and cannot be opened without the password

	fonts       []font
	scripts     []place
	attachments []place
	xmp         xmp
}

// read reads a file and walks through it once.
func read(data []byte, l limits) (d *document, err error) {
	switch {
	case len(data) == 0:
		return nil, Empty
	case len(data) > MaxBytes:
		return nil, TooBig
	case !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return nil, NoPDF
	}
	g := newGuard(data, l)
	defer g.stop()
	defer func() {
		if recover() != nil { // the library met what it did not expect
			d, err = nil, Damaged
		}
		if g.ctx.Err() != nil {
			d, err = nil, TooMuch
		}
	}()
	d = &document{data: data}
	if d.ctx, err = pdfcpu.ReadWithContext(g.ctx, g, settings(len(data), l)); err != nil {
		return d.unread(err)
	}
	d.encrypted = d.ctx.Encrypt != nil || inlineEncryption.Match(data)
	if !d.open(g) {
		return nil, Damaged
	}
	return d, nil
}

// settings let the library repair what it can, and keep it within bounds.
func settings(size int, l limits) *model.Configuration {
	c := model.NewDefaultConfiguration()
	c.Offline = true
	c.Limits.MaxStreamBytes = int64(size) + 1<<20
	c.Limits.MaxDecodeBytes = l.stream
	c.Limits.MaxObjectCount = 2_000_000
	c.Limits.MaxXRefEntries = 2_000_000
	return c
}

// inlineEncryption is an encryption dictionary that stands in the trailer
// itself, which the library does not see.
var inlineEncryption = regexp.MustCompile(`/Encrypt\s*<<`)

// unread is a file that the library did not read: one that is locked, which
// much can still be said of, or one that is damaged.
func (d *document) unread(err error) (*document, error) {
	// Of a kind of encryption that the library does not know it tells only in
	// words.
	if !errors.Is(err, pdfcpu.ErrWrongPassword) && !strings.HasPrefix(err.Error(), "encryption setup") {
		return nil, Damaged
	}
	d.encrypted, d.locked = true, true
	return d, nil
}

// open finds the catalog and the pages and walks through both; it reports
// whether there are any.
func (d *document) open(g *guard) bool {
	if d.ctx.Root == nil {
		return false
	}
	d.catalog = d.dict(*d.ctx.Root)
	if d.catalog == nil {
		return false
	}
	d.findPages(g)
	d.walk(g)
	d.xmp = readXMP(d.stream(d.catalog["Metadata"]))
	return len(d.pages) > 0
}

// get is what an object stands for, nil where it stands for nothing.
func (d *document) get(o types.Object) types.Object {
	for range 16 { // references to references are a fault, and may be a circle
		if _, indirect := o.(types.IndirectRef); !indirect {
			return o
		}
		var err error
		if o, err = d.ctx.Dereference(o); err != nil {
			return nil
		}
	}
	return nil
}

// dict is an object as a dictionary, which a stream has too.
func (d *document) dict(o types.Object) types.Dict {
	switch o := d.get(o).(type) {
	case types.Dict:
		return o
	case types.StreamDict:
		return o.Dict
	}
	return nil
}

func (d *document) array(o types.Object) types.Array {
	a, _ := d.get(o).(types.Array)
	return a
}

func (d *document) name(o types.Object) string {
	n, _ := d.get(o).(types.Name)
	return n.Value()
}

// text is an object as a text, without white space around it.
func (d *document) text(o types.Object) string {
	s, err := model.Text(d.get(o))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
}

func (d *document) isTrue(o types.Object) bool {
	b, _ := d.get(o).(types.Boolean)
	return b.Value()
}

// mostText is the size of the longest stream that is itself read.
const mostText = 16 << 20

// stream is what a stream holds, decoded; nil where there is none.
func (d *document) stream(o types.Object) []byte {
	s, is := d.get(o).(types.StreamDict)
	if !is || s.DecodeWithLimit(mostText) != nil {
		return nil
	}
	return s.Content
}

// holds reports whether an object is a stream with anything in it.
func (d *document) holds(o types.Object) bool {
	s, is := d.get(o).(types.StreamDict)
	return is && len(s.Raw) > 0
}
