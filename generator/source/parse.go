package source

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/discgen/discgen/generator/finding"
)

// Rules of this package, as they appear in findings.
const (
	RuleEncoding = "U-01" // the file is not UTF-8 text
	RuleSyntax   = "U-02" // the file is not valid TOML
	RuleKey      = "U-03" // a key that does not exist, or does not belong here
	RuleType     = "U-04" // a value of the wrong type or form
	RuleMissing  = "U-05" // a key that must be there is not
)

var byteOrderMark = []byte("\ufeff")

// Parse reads a TOML text. A byte-order mark at its beginning is accepted. If
// the text cannot be read, the node is nil and the list says why.
func Parse(data []byte) (*Node, finding.List) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	if f := guard(data); f != nil {
		return nil, f
	}
	var discard map[string]any
	_, err := toml.Decode(string(data), &discard)
	if err != nil && !isDuplicate(err) {
		return nil, syntaxError(data, err)
	}
	root, findings := parseTokens(data)
	if findings == nil && err != nil {
		findings = syntaxError(data, err)
	}
	if findings != nil {
		return nil, findings
	}
	return root, nil
}

func fail(rule string, at finding.Place, message, remedy string) finding.List {
	return finding.List{{Rule: rule, Place: at, Message: message, Remedy: remedy}}
}

// placeAt turns a byte offset into a place.
func placeAt(data []byte, offset int) finding.Place {
	offset = min(max(offset, 0), len(data))
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return finding.Place{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[start:]) + 1,
	}
}

// parser builds the nodes from the tokens.
type parser struct {
	tokens unstable.Parser
	data   []byte
	lines  []int // offset of each line's first byte
	root   *Node
	clash  finding.List // the first key that is there twice
}

func parseTokens(data []byte) (*Node, finding.List) {
	p := &parser{data: data, lines: []int{0}, root: newTable(finding.Place{})}
	for i, b := range data {
		if b == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	p.tokens.Reset(data)
	current := p.root
	for p.clash == nil && p.tokens.NextExpression() {
		switch e := p.tokens.Expression(); e.Kind {
		case unstable.Table:
			current = p.open(e, false)
		case unstable.ArrayTable:
			current = p.open(e, true)
		case unstable.KeyValue:
			p.keyValue(current, e)
		}
	}
	if p.clash != nil {
		return nil, p.clash
	}
	if err := p.tokens.Error(); err != nil {
		return nil, fail(RuleSyntax, p.errorPlace(err), notTOML, notTOMLRemedy)
	}
	return p.root, nil
}

// errorPlace is where the token parser stopped.
func (p *parser) errorPlace(err error) finding.Place {
	var at *unstable.ParserError
	if !errors.As(err, &at) || len(at.Highlight) == 0 {
		return finding.Place{}
	}
	return p.place(p.tokens.Range(at.Highlight).Offset)
}

// place turns an offset into a place, by binary search over the lines.
func (p *parser) place(offset uint32) finding.Place {
	lo, hi := 0, len(p.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.lines[mid] <= int(offset) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return finding.Place{Line: lo + 1, Column: utf8.RuneCount(p.data[p.lines[lo]:offset]) + 1}
}

// key is one part of a dotted key.
type key struct {
	name string
	at   finding.Place
}

func (p *parser) keys(e *unstable.Node) []key {
	var keys []key
	for it := e.Key(); it.Next(); {
		n := it.Node()
		keys = append(keys, key{string(n.Data), p.place(n.Raw.Offset)})
	}
	return keys
}

// duplicate notes that a key is there already: n is what stands under it.
func (p *parser) duplicate(k key, n *Node) {
	if p.clash == nil {
		p.clash = fail(RuleSyntax, k.at, fmt.Sprintf("键 %s 重复：第 %d 行已经写过", clip(k.name), n.Place.Line),
			"每个键、每个 [表] 只写一次，请合并或删去多余的一处；成组的内容每组写一个 [[表名]]")
	}
}

// into is the table under a key that keys below it are added to: for an array
// of tables its last element. It is made where it is not there yet; where the
// key has another value, that is a duplicate.
func (p *parser) into(n *Node, k key) *Node {
	c, ok := n.Table[k.name]
	if !ok {
		c = newTable(k.at)
		n.put(k.name, c)
	}
	if c.grows && len(c.Items) > 0 {
		c = c.Items[len(c.Items)-1]
	}
	if c.Kind != Table {
		p.duplicate(k, c)
		return newTable(k.at)
	}
	return c
}

// open finds or makes the table that a [table] or [[array]] header names.
func (p *parser) open(e *unstable.Node, array bool) *Node {
	keys := p.keys(e)
	n, last := p.root, keys[len(keys)-1]
	for _, k := range keys[:len(keys)-1] {
		n = p.into(n, k)
	}
	if array {
		return p.openItem(n, last)
	}
	if c, ok := n.Table[last.name]; ok && (c.opened || c.Kind != Table) {
		p.duplicate(last, c)
	}
	t := p.into(n, last)
	t.Place, t.Value, t.opened = last.at, last.at, true
	return t
}

// openItem adds an element to an array of tables.
func (p *parser) openItem(n *Node, k key) *Node {
	list, ok := n.Table[k.name]
	if !ok {
		list = &Node{Kind: Array, Place: k.at, Value: k.at, grows: true}
		n.put(k.name, list)
	} else if !list.grows {
		p.duplicate(k, list)
	}
	item := newTable(k.at)
	list.Items = append(list.Items, item)
	return item
}

func (p *parser) keyValue(into *Node, e *unstable.Node) {
	keys := p.keys(e)
	for _, k := range keys[:len(keys)-1] {
		into = p.into(into, k)
	}
	last := keys[len(keys)-1]
	if c, ok := into.Table[last.name]; ok {
		p.duplicate(last, c)
		return
	}
	v := p.value(e.Value(), last.at)
	v.Place = last.at
	into.put(last.name, v)
}

func (p *parser) value(v *unstable.Node, at finding.Place) *Node {
	switch v.Kind {
	case unstable.InlineTable:
		t := newTable(p.place(v.Raw.Offset))
		t.opened = true
		for it := v.Children(); it.Next(); {
			p.keyValue(t, it.Node())
		}
		return t
	case unstable.Array:
		a := &Node{Kind: Array, Place: at, Value: at}
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				a.Items = append(a.Items, p.value(it.Node(), at))
			}
		}
		return a
	}
	n := &Node{Kind: scalarKind(v.Kind), Text: string(v.Data)}
	n.Value = p.place(v.Raw.Offset)
	n.Place = n.Value
	return n
}

func scalarKind(k unstable.Kind) Kind {
	switch k {
	case unstable.Integer, unstable.Float:
		return Number
	case unstable.Bool:
		return Bool
	case unstable.LocalDate, unstable.LocalDateTime, unstable.LocalTime, unstable.DateTime:
		return Date
	}
	return String
}
