package verify

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sample are the objects of a small file that passes every check, written by
// hand: the tests change one thing in it. Object 1 is the catalog.
var sample = []string{
	"<</Type /Catalog /Pages 2 0 R /Lang (zh-CN) /MarkInfo <</Marked true>> /StructTreeRoot 9 0 R /Metadata 8 0 R /ViewerPreferences <</DisplayDocTitle true>>>>",
	"<</Type /Pages /Kids [3 0 R] /Count 1 /Resources <</Font <</F1 5 0 R>>>>>>",
	"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>",
	streamOf("", "BT /F1 12 Tf 72 700 Td (A) Tj ET"),
	"<</Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Song#20Ti /FirstChar 65 /LastChar 65 /Widths [500] /FontDescriptor 6 0 R /ToUnicode 12 0 R>>",
	"<</Type /FontDescriptor /FontName /ABCDEF+Song#20Ti /Flags 4 /FontFile2 7 0 R>>",
	streamOf("", "the font"),
	streamOf("/Type /Metadata /Subtype /XML", `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Report</rdf:li><rdf:li xml:lang="fr">Rapport</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`),
	"<</Type /StructTreeRoot /K 10 0 R>>",
	"<</Type /StructElem /S /Document /P 9 0 R>>",
	"<</Title (Report)>>",
	streamOf("", "1 beginbfchar <41> <0041> endbfchar"),
}

const sampleTrailer = "/Root 1 0 R /Info 11 0 R /ID [<0123> <0123>]"

func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// packed is a compressed stream.
func packed(dict string, data []byte) string {
	return streamOf(dict+" /Filter /FlateDecode", string(deflated(data)))
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// file writes objects as a file with a cross-reference table.
func file(objects []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	return finish(&b, offsets, trailer)
}

// finish writes the table and the end of a file.
func finish(b *bytes.Buffer, offsets []int, trailer string) []byte {
	start := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(b, "trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, trailer, start)
	return b.Bytes()
}

// draft is a copy of the sample that a test changes.
type draft struct {
	objects []string
	trailer string
}

func newDraft() *draft { return &draft{slices.Clone(sample), sampleTrailer} }

// replace replaces a text that stands in the draft once.
func (d *draft) replace(t testing.TB, old, replacement string) {
	t.Helper()
	found := strings.Count(d.trailer, old)
	d.trailer = strings.Replace(d.trailer, old, replacement, 1)
	for i, o := range d.objects {
		found += strings.Count(o, old)
		dict, data, isStream := strings.Cut(strings.Replace(o, old, replacement, 1), "\nstream\n")
		if d.objects[i] = dict; isStream {
			dict, _, _ = strings.Cut(dict, " /Length")
			d.objects[i] = streamOf(strings.TrimPrefix(dict, "<<"), strings.TrimSuffix(data, "\nendstream"))
		}
	}
	if found != 1 {
		t.Fatalf("%q stands %d times in the sample", old, found)
	}
}

// changed is the sample with one text replaced, and with more objects after
// its own.
func changed(t testing.TB, old, replacement string, more ...string) []byte {
	t.Helper()
	d := newDraft()
	d.replace(t, old, replacement)
	return file(append(d.objects, more...), d.trailer)
}
