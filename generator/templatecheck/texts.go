package templatecheck

import (
	"fmt"
	"regexp"
	"strings"
	"text/template/parse"

	"github.com/discgen/discgen/generator/templateset"
)

// piece is a text that a set prints as it is.
type piece struct {
	at     where
	offset int // in the text of at
	text   string
}

// texts looks at everything that a set prints as it is.
func (c *checker) texts() {
	for _, p := range c.pieces() {
		c.typed(p)
		c.unshown(p)
	}
}

func (c *checker) pieces() []piece {
	var all []piece
	add := func(at where, trees map[string]*parse.Tree) {
		for _, name := range sortedNames(trees) {
			templateset.Visit(trees[name].Root, func(n parse.Node) {
				switch n := n.(type) {
				case *parse.TextNode:
					all = append(all, piece{at, int(n.Pos), string(n.Text)})
				case *parse.StringNode:
					all = append(all, piece{at, int(n.Pos) + 1, n.Text})
				}
			})
		}
	}
	for _, f := range c.read.Files {
		add(where{file: f.Name, text: f.Text}, f.Trees)
	}
	templates := map[string]bool{}
	for _, t := range c.read.Texts {
		templates[t.Path] = true
		add(where{file: templateset.SettingsFile, path: t.Path}, t.Trees)
	}
	if c.read.Root == nil {
		return all
	}
	c.read.Root.EachText("", func(path, text string) {
		if !templates[path] && !strings.HasPrefix(path, "fixed_phrases") {
			all = append(all, piece{where{file: templateset.SettingsFile, path: path}, 0, text})
		}
	})
	return all
}

const digits = `[0-9０-９]`

// figure is what looks like an amount, a percentage or a year.
var figure = regexp.MustCompile(digits + `[0-9０-９,，]*(?:[.．]` + digits + `+)?\s*(?:万元|亿元|千元|元|%|％)` +
	`|[0-9]+\.[0-9]{2}\b` +
	`|(?:19|20|１９|２０)` + digits + `{2}\s*年` +
	`|[一二][〇零○一二三四五六七八九]{3}年` +
	`|[一二两三四五六七八九十百千零〇]+(?:万元|亿元)` +
	`|百分之[一二两三四五六七八九十百零〇点]+`)

// bound follows a figure that the law sets as a limit: 100万元（含）以上.
var bound = regexp.MustCompile(`^\s*(?:[（(]不?含[^）)]{0,6}[）)])?\s*(?:及|或)?(?:以上|以下|以内|以外)`)

// typed finds figures that are typed where a field should stand: they would be
// the same for every unit and every year.
func (c *checker) typed(p piece) {
	for _, m := range figure.FindAllStringIndex(p.text, -1) {
		if bound.MatchString(p.text[m[1]:]) || c.fixed(p.text, m[0], m[1]) {
			continue
		}
		c.reportAt(p.at, parse.Pos(p.offset+m[0]), ruleTyped, fmt.Sprintf("“%s”写死在文字里，每个单位、每个年度都会这样印出", p.text[m[0]:m[1]]),
			"换成字段；法规等规定的固定用语写进 settings.toml 的 fixed_phrases")
	}
}

// fixed reports whether a part of a text lies within a fixed phrase.
func (c *checker) fixed(text string, from, to int) bool {
	for _, phrase := range c.read.Settings.FixedPhrases {
		for at := 0; phrase != ""; at++ {
			i := strings.Index(text[at:], phrase)
			if i < 0 {
				break
			}
			if at += i; at <= from && to <= at+len(phrase) {
				return true
			}
		}
	}
	return false
}

// unshown finds characters that no font has, each once in a piece.
func (c *checker) unshown(p piece) {
	told := map[rune]bool{}
	for i, r := range p.text {
		if r < ' ' || told[r] || c.Shows == nil || c.Shows(r) {
			continue
		}
		told[r] = true
		c.reportAt(p.at, parse.Pos(p.offset+i), ruleUnshown, fmt.Sprintf("字体里没有 %q", r), "删去或换成通用的字")
	}
}
