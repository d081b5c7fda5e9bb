package source

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"

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
// the text cannot be read, the node is nil and the list says why. Keys that are
// there twice are findings; the first value counts.
func Parse(data []byte) (*Node, finding.List) { return parse(data, nil) }

// Read reads a TOML text and decodes it into the struct that target points to,
// as Parse and Decode do. It also puts right the headers of tables that are
// misspelt, so that what stands behind them is read.
func Read(data []byte, target any) (*Node, finding.List) {
	root, findings := parse(data, newMender(reflect.TypeOf(target).Elem()))
	if root == nil {
		return nil, findings
	}
	findings = append(findings, Decode(root, target)...)
	findings.Sort()
	return root, findings
}

func parse(data []byte, m *mender) (*Node, finding.List) {
	data = bytes.TrimPrefix(data, byteOrderMark)
	if f := guard(data); f != nil {
		return nil, f
	}
	var discard map[string]any
	_, err := toml.Decode(string(data), &discard)
	if err != nil && !isDuplicate(err) {
		return nil, syntaxError(data, err)
	}
	p := &parser{mender: m, places: mapText(data), root: newTable(finding.Place{})}
	p.root.places = p.places
	fault := p.read()
	findings := p.findings
	if m != nil {
		findings = append(findings, m.all()...)
	}
	if fault == nil && findings == nil && err != nil {
		fault = syntaxError(data, err)
	}
	findings = append(findings, fault...)
	findings.Sort()
	if fault != nil {
		return nil, findings
	}
	return p.root, findings
}

func fail(rule string, at finding.Place, message, remedy string) finding.List {
	return finding.List{{Rule: rule, Place: at, Message: message, Remedy: remedy}}
}

// parser builds the nodes from the tokens.
type parser struct {
	*mender  // nil where no schema is known
	tokens   unstable.Parser
	places   *textMap
	root     *Node
	findings finding.List // keys that are there twice
	again    bool         // the table at hand is: what it says twice is no finding of its own
}

// read builds the tree, and finds the fault that ends it too early.
func (p *parser) read() finding.List {
	data := p.places.data
	p.tokens.Reset(data)
	current := p.root
	for p.tokens.NextExpression() {
		switch e := p.tokens.Expression(); e.Kind {
		case unstable.Table:
			current = p.open(header{keys: p.keys(e)})
		case unstable.ArrayTable:
			current = p.open(header{keys: p.keys(e), list: true})
		case unstable.KeyValue:
			p.keyValue(current, e)
		}
	}
	if err := p.tokens.Error(); err != nil {
		return tokenError(data, p.errorOffset(err))
	}
	return nil
}

// errorOffset is where the token parser stopped.
func (p *parser) errorOffset(err error) int {
	var at *unstable.ParserError
	if !errors.As(err, &at) || len(at.Highlight) == 0 {
		return len(p.places.data)
	}
	return int(p.tokens.Range(at.Highlight).Offset)
}

func (p *parser) place(r unstable.Range) finding.Place { return p.places.place(int(r.Offset)) }

// key is one part of a dotted key.
type key struct {
	name string
	at   finding.Place
}

func (p *parser) keys(e *unstable.Node) []key {
	var keys []key
	for it := e.Key(); it.Next(); {
		n := it.Node()
		keys = append(keys, key{string(n.Data), p.place(n.Raw)})
	}
	return keys
}

// duplicate notes that a key is there already: n is what stands under it.
func (p *parser) duplicate(k key, n *Node) {
	if p.again {
		p.root.lost = true
		return
	}
	p.findings = append(p.findings, fail(RuleSyntax, k.at, fmt.Sprintf("键 %s 重复：第 %d 行已经写过", clip(k.name), n.Place.Line),
		"每个键、每个 [表] 只写一次，请合并或删去多余的一处；成组的内容每组写一个 [[表名]]")...)
}

// into is the table under a key that keys below it are added to: for an array
// of tables its last element. It is made where it is not there yet; where the
// key has another value, that is a duplicate, and what is added is lost.
func (p *parser) into(n *Node, k key) *Node {
	c, ok := n.Table[k.name]
	if !ok {
		c = newTable(k.at)
		n.put(k.name, c)
	}
	if c.grows && len(c.Items) > 0 {
		c = c.Items[len(c.Items)-1]
	}
	if c.Kind != Table || c.closed {
		p.duplicate(k, c)
		p.root.lost = true
		return newTable(k.at)
	}
	return c
}

// open finds or makes the table that a header names.
func (p *parser) open(h header) *Node {
	p.again = false
	if p.mender != nil {
		h = p.mend(p.places.data, h)
	}
	last := h.keys[len(h.keys)-1]
	if h.lost {
		p.root.lost = true
		return newTable(last.at)
	}
	n := p.root
	for _, k := range h.keys[:len(h.keys)-1] {
		n = p.into(n, k)
	}
	if h.list {
		return p.openItem(n, last)
	}
	if c, ok := n.Table[last.name]; ok && c.opened && !c.closed {
		p.duplicate(last, c)
		p.again = true
		return c
	}
	if c, ok := n.Table[last.name]; ok && c.grows {
		p.duplicate(last, c)
		p.root.lost = true
		return newTable(last.at)
	}
	t := p.into(n, last)
	t.Place, t.Value, t.opened = last.at, last.at, true
	return t
}

// openItem adds an element to an array of tables.
func (p *parser) openItem(n *Node, k key) *Node {
	item := newTable(k.at)
	list, ok := n.Table[k.name]
	switch {
	case !ok:
		list = &Node{Kind: Array, Place: k.at, Value: k.at, grows: true}
		n.put(k.name, list)
	case !list.grows:
		p.duplicate(k, list)
		p.root.lost = true
		return item
	}
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
		p.root.lost = p.root.lost || c.Kind == Table || c.Kind == Array
		return
	}
	v := p.value(e.Value(), last.at)
	v.Place = last.at
	into.put(last.name, v)
}

func (p *parser) value(v *unstable.Node, at finding.Place) *Node {
	switch v.Kind {
	case unstable.InlineTable:
		t := newTable(p.place(v.Raw))
		t.opened = true
		for it := v.Children(); it.Next(); {
			p.keyValue(t, it.Node())
		}
		t.closed = true
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
	n.Value = p.place(v.Raw)
	n.Place = n.Value
	n.begin, n.end = int(v.Raw.Offset), int(v.Raw.Offset+v.Raw.Length)
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
