package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/doc"
)

// producer is what the file says it was made with.
const producer = "discgen"

// draw turns the pages into a file.
func draw(meta doc.Meta, l *layout) (*bytes.Buffer, error) {
	file := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt",
		Size: fpdf.SizeType{Wd: portrait.pageWidth, Ht: portrait.pageHeight},
	})
	file.SetMargins(0, 0, 0)
	file.SetAutoPageBreak(false, 0)
	describe(file, meta)
	subsets, err := addFonts(file, l.pages)
	if err != nil {
		return nil, err
	}
	targets := addTargets(file, l)
	for i, p := range l.pages {
		drawPage(file, p, targets)
		addBookmarks(file, l, i)
	}
	var out bytes.Buffer
	if err := file.Output(&out); err != nil {
		return nil, err
	}
	finished := out.Bytes()
	for font, data := range subsets {
		finished = tagSubset(finished, font, data)
	}
	return bytes.NewBuffer(finished), nil
}

// describe sets the file's properties. Nothing in them comes from the clock.
func describe(file *fpdf.Fpdf, meta doc.Meta) {
	date := meta.Date.UTC()
	if meta.Date.IsZero() {
		date = time.Unix(0, 0).UTC()
	}
	file.SetCatalogSort(true)
	file.SetCreationDate(date)
	file.SetModificationDate(date)
	file.SetTitle(textString(meta.Title), false)
	file.SetAuthor(textString(meta.Author), false)
	file.SetSubject(textString(meta.Subject), false)
	file.SetCreator(producer, false)
	file.SetProducer(producer, false)
	file.SetLang(languageTag(meta.Language))
}

// textString is a text as the properties of a PDF hold it: UTF-16 with a byte
// order mark. The library's own conversion knows no character from U+10000 up.
func textString(s string) string {
	if s == "" {
		return ""
	}
	out := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit>>8), byte(unit))
	}
	return string(out)
}

// languageTag leaves out what BCP 47 does not allow; the library writes the
// tag as it is.
func languageTag(tag string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-', r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			return r
		}
		return -1
	}, tag)
}

// addFonts gives the file a subset of every font that its pages use, and
// returns them.
func addFonts(file *fpdf.Fpdf, pages []*page) (map[*fonts.Font][]byte, error) {
	used := map[*fonts.Font]map[rune]bool{}
	for _, p := range pages {
		for _, r := range p.runs {
			if used[r.Font] == nil {
				used[r.Font] = map[rune]bool{}
			}
			for _, char := range r.Text {
				used[r.Font][char] = true
			}
		}
	}
	subsets := map[*fonts.Font][]byte{}
	for _, font := range fonts.All() {
		if used[font] == nil {
			continue
		}
		data, err := subset(font.Data, sorted(used[font]))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", font.Name, err)
		}
		file.AddUTF8FontFromBytes(familyOf(font), "", data)
		subsets[font] = data
	}
	return subsets, file.Error()
}

func sorted(set map[rune]bool) []rune {
	all := make([]rune, 0, len(set))
	for r := range set {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

// addTargets makes a place to link to of every heading.
func addTargets(file *fpdf.Fpdf, l *layout) []int {
	targets := make([]int, len(l.headings))
	for i, h := range l.headings {
		targets[i] = file.AddLink()
		file.SetLink(targets[i], h.y, h.page+1)
	}
	return targets
}

func drawPage(file *fpdf.Fpdf, p *page, targets []int) {
	orientation := "P"
	if p.sideways {
		orientation = "L"
	}
	file.AddPageFormat(orientation, fpdf.SizeType{Wd: portrait.pageWidth, Ht: portrait.pageHeight})
	drawRuns(file, p.runs)
	file.SetLineCapStyle("square")
	file.SetLineWidth(ruleWidth)
	for _, r := range p.rules {
		file.Line(r.x1, r.y1, r.x2, r.y2)
	}
	for _, k := range p.links {
		file.Link(k.x, k.y, k.width, k.height, targets[k.heading])
	}
}

// drawRuns writes the text of a page.
func drawRuns(file *fpdf.Fpdf, runs []run) {
	space, artifact := 0.0, false
	for _, r := range runs {
		if r.artifact != artifact {
			artifact = r.artifact
			file.RawWriteStr(artifactMark[artifact])
		}
		raw(file, r.before)
		if r.actual != "" {
			file.RawWriteStr(fmt.Sprintf("/Span <</ActualText <%X>>> BDC", textString(r.actual)))
		}
		file.SetFont(familyOf(r.Font), "", r.Size)
		if r.Space != space {
			file.RawWriteStr(fmt.Sprintf("%.4f Tc", r.Space))
			space = r.Space
		}
		file.Text(r.X, r.y, r.Text)
		if r.ends {
			file.RawWriteStr("EMC")
		}
		raw(file, r.after)
	}
	if artifact {
		file.RawWriteStr(artifactMark[false])
	}
}

// artifactMark begins and ends what is no content of the document.
var artifactMark = map[bool]string{true: "/Artifact BMC", false: "EMC"}

// ruleWidth is the thickness of a table's rules.
const ruleWidth = 0.5

// addBookmarks puts the headings of a page in the outline. The library knows
// levels only one below the last, and takes heights from the last page's.
func addBookmarks(file *fpdf.Fpdf, l *layout, index int) {
	last := l.pages[len(l.pages)-1]
	depths := outline(l.headings)
	for i, h := range l.headings {
		if h.page != index {
			continue
		}
		y := h.y + last.pageHeight - l.pages[index].pageHeight
		file.Bookmark(strings.Join(paragraphs(h.text), " "), depths[i], y)
	}
}

// outline is the depth of every heading in the bookmarks, from 0: never more
// than one below the heading before it.
func outline(headings []heading) []int {
	depths := make([]int, len(headings))
	var path []int // levels of the headings that are open
	for i, h := range headings {
		for len(path) > 0 && path[len(path)-1] >= h.level {
			path = path[:len(path)-1]
		}
		depths[i] = len(path)
		path = append(path, h.level)
	}
	return depths
}
