package pdffile

import (
	_ "embed" // the colour profile is part of every file
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

// profile is the sRGB profile of the International Color Consortium; its
// licence lies beside it.
//
//go:embed sRGB2014.icc
var profile []byte

// Text is a text string of a PDF: UTF-16 with a byte order mark, as hex.
func Text(s string) string {
	b := []byte("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		b = appendCode(b, unit)
	}
	return string(append(b, '>'))
}

// addCatalog writes what the file says of itself, anew: the properties and the
// metadata have to agree (ISO 19005-2, 6.6).
func (f *file) addCatalog(d Document, structure, outline int) {
	icc := f.addBody(stream("/N 3", profile))
	xmp := f.addBody(plainStream("/Type /Metadata /Subtype /XML", metadata(d)))
	date := d.Date.UTC().Format("20060102150405")
	f.objects[f.info] = fmt.Appendf(nil, "<</Title %s /Author %s /Subject %s /Creator %s /Producer %s /CreationDate (D:%sZ) /ModDate (D:%sZ)>>\n",
		Text(d.Title), Text(d.Author), Text(d.Subject), Text(d.Producer), Text(d.Producer), date, date)
	own := ""
	if outline > 0 {
		own = fmt.Sprintf("/Outlines %d 0 R /PageMode /UseOutlines", outline)
	}
	f.objects[f.catalog] = fmt.Appendf(nil, `<</Type /Catalog /Pages 1 0 R /Lang (%s) /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /Metadata %d 0 R
/ViewerPreferences <</DisplayDocTitle true>>
/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]
%s>>
`, languageTag(d.Language), structure, xmp, icc, own)
}

// plainStream is a stream that is not compressed: programs that know nothing of
// PDF find the metadata in it (ISO 19005-2, 6.6.2.1).
func plainStream(dict string, data []byte) []byte {
	out := fmt.Appendf(nil, "<<%s /Length %d>>\nstream\n", dict, len(data))
	out = append(out, data...)
	return append(out, endStream...)
}

// languageTag leaves out what BCP 47 does not allow.
func languageTag(tag string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			return r
		}
		return -1
	}, tag)
}

// metadata is the XMP packet. It says which standards the file keeps, and what
// the properties say.
func metadata(d Document) []byte {
	date := d.Date.UTC().Format("2006-01-02T15:04:05Z")
	return fmt.Appendf(nil, packet, escaped(d.Title), escaped(d.Author), escaped(d.Subject), languageTag(d.Language), escaped(d.Producer), date, date, escaped(d.Producer))
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// packet describes the identification of PDF/UA too, which PDF/A asks of every
// schema that it does not know (ISO 19005-2, 6.6.2.3).
const packet = `<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>%s</xmp:CreatorTool>
<xmp:CreateDate>%s</xmp:CreateDate>
<xmp:ModifyDate>%s</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>%s</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
