package verify

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf16"
)

// The namespaces of what is read in the metadata.
const (
	nsDC  = "http://purl.org/dc/elements/1.1/"
	nsRDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsPDF = "http://www.aiim.org/pdfa/ns/id/"
	nsUA  = "http://www.aiim.org/pdfua/ns/id/"
)

// xmp is what the metadata says of the file.
type xmp struct {
	there             bool // and well-formed
	part, conformance string
	uaPart            string
	title             string
}

// readXMP reads a packet of metadata. A simple value may be an element or an
// attribute.
func readXMP(data []byte) xmp {
	values := map[xml.Name]string{}
	x := xmp{there: len(data) > 0}
	var path []xml.Name
	decoder := xml.NewDecoder(bytes.NewReader(utf8Of(data)))
	for x.there {
		token, err := decoder.Token()
		if err != nil {
			x.there = len(path) == 0 && len(values) > 0
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, t.Name)
			for _, a := range t.Attr {
				note(values, a.Name, a.Value)
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if name, is := owner(path); is {
				note(values, name, string(t))
			}
		}
	}
	if !x.there {
		return xmp{}
	}
	x.part, x.conformance = values[xml.Name{Space: nsPDF, Local: "part"}], values[xml.Name{Space: nsPDF, Local: "conformance"}]
	x.uaPart, x.title = values[xml.Name{Space: nsUA, Local: "part"}], values[xml.Name{Space: nsDC, Local: "title"}]
	return x
}

// note keeps the first value of a name: of a title in several languages, that
// is the one by default.
func note(values map[xml.Name]string, name xml.Name, value string) {
	value = strings.TrimSpace(value)
	if _, known := values[name]; !known && value != "" {
		values[name] = value
	}
}

// owner is the element that a text is the value of: the innermost one that is
// not one of RDF's lists.
func owner(path []xml.Name) (xml.Name, bool) {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i].Space != nsRDF {
			return path[i], true
		}
	}
	return xml.Name{}, false
}

// utf8Of is a packet in UTF-8, which nearly all are in.
func utf8Of(data []byte) []byte {
	little := bytes.HasPrefix(data, []byte{0xFF, 0xFE})
	if !little && !bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return data
	}
	var units []uint16
	for i := 2; i+1 < len(data); i += 2 {
		high, low := uint16(data[i]), uint16(data[i+1])
		if little {
			high, low = low, high
		}
		units = append(units, high<<8|low)
	}
	return []byte(string(utf16.Decode(units)))
}
