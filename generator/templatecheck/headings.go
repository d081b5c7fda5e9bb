package templatecheck

import (
	"fmt"
	"regexp"
	"strings"
	"text/template/parse"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/templateset"
)

var headingLike = regexp.MustCompile(`(?m)^(#+)([ \t]*)`)

// headings finds headings that leave out a level: whoever goes from heading to
// heading would look for what is not there.
func (c *checker) headings() {
	last := 0
	for _, f := range c.read.Files[1:] {
		literal := literalOf(f)
		for _, m := range headingLike.FindAllStringSubmatchIndex(f.Text, -1) {
			if !literal(m[0]) {
				continue
			}
			report := func(message, remedy string) {
				c.report(f.Name, templateset.PlaceAt(f.Text, m[0]), ruleHeading, message, remedy)
			}
			switch level := m[3] - m[2]; {
			case level > doc.MaxLevel:
				report(fmt.Sprintf("标题最多 %d 级，这里有 %d 个 #", doc.MaxLevel, level), "减少 # 的个数")
			case m[4] == m[5]:
				report("# 的后面没有空格，不作为标题", "标题写成 "+strings.Repeat("#", level)+" 标题")
			case level > last+1:
				report(fmt.Sprintf("%d 级标题的上面没有 %d 级标题", level, level-1), "标题逐级排列：# 部分，## 一、，### （一），#### 1.")
				last = level
			default:
				last = level
			}
		}
	}
}

// literalOf tells which offsets of a template are text that is printed, and
// not inside of an action or a comment.
func literalOf(f templateset.File) func(offset int) bool {
	type span struct{ from, to int }
	var spans []span
	for _, tree := range f.Trees {
		templateset.Visit(tree.Root, func(n parse.Node) {
			if t, is := n.(*parse.TextNode); is {
				spans = append(spans, span{int(t.Pos), int(t.Pos) + len(t.Text)})
			}
		})
	}
	return func(offset int) bool {
		for _, s := range spans {
			if s.from <= offset && offset < s.to {
				return true
			}
		}
		return false
	}
}
