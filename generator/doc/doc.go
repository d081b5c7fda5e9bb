// Package doc is the model of what is published: an explanation made of
// blocks, and sheets made of tables. The stages before it fill it, the two
// renderers (pdf, xlsx) draw it. It knows nothing of final accounts, of fonts
// or of file formats.
package doc

import "time"

// Package is the whole of what one unit publishes for one year (决算公开包).
type Package struct {
	Meta        Meta
	Explanation []Block // the narrative PDF (公开说明), in reading order
	Sheets      []Sheet // the workbook (公开表), in sheet order
}

// Meta is what the files say of themselves in their properties.
type Meta struct {
	Title    string    // title of the explanation
	Author   string    // full name of the unit
	Subject  string    // what kind of document this is
	Language string    // BCP 47, for example zh-CN
	Date     time.Time // the only date inside the files; never the clock
}

// Sheet is one worksheet of the workbook.
type Sheet struct {
	Name     string // at most 31 characters, none of :\/?*[]
	Table    *Table
	BodyName string // by which a user's own formulas refer to the body of the table; empty: none
}

// Block is one piece of the explanation: Cover, Contents, Heading,
// Paragraph, PageBreak, *Table or *Chart.
type Block interface{ block() }

// Cover is a page of its own with the title, without a page number.
type Cover struct {
	Title string
	Lines []string // below the title: the unit, the date
}

// Contents stands where the table of contents (目录) goes. It lists the
// headings down to Depth with their page numbers.
type Contents struct {
	Title string
	Depth int // 1 to MaxLevel
}

// MaxLevel is the lowest level of Heading.
const MaxLevel = 4

// Heading opens a part or a section. Level 1 is a part (第一部分), 2 is 一、,
// 3 is （一）, 4 is 1.; the text carries its own number.
type Heading struct {
	Level int // 1 to MaxLevel
	Text  string
}

// Paragraph is running text, its first line indented by two characters.
type Paragraph struct{ Text string }

// PageBreak begins a new page, unless the page is still empty.
type PageBreak struct{}

func (Cover) block()     {}
func (Contents) block()  {}
func (Heading) block()   {}
func (Paragraph) block() {}
func (PageBreak) block() {}
func (*Table) block()    {}
