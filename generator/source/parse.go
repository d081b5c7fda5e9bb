package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/discgen/discgen/generator/finding"
)

// MaxBytes is the size above which a file is refused unread. A department with
// hundreds of subjects and dozens of projects stays below a tenth of it.
const MaxBytes = 8 << 20

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
	if len(data) > MaxBytes {
		return nil, fail(RuleEncoding, finding.Place{},
			fmt.Sprintf("文件有 %d 字节，超过上限 %d 字节", len(data), MaxBytes), "请确认这是单位文件")
	}
	data = bytes.TrimPrefix(data, byteOrderMark)
	if f := checkEncoding(data); f != nil {
		return nil, f
	}
	var discard map[string]any
	if _, err := toml.Decode(string(data), &discard); err != nil {
		return nil, syntaxError(data, err)
	}
	return parseTokens(data)
}

func fail(rule string, at finding.Place, message, remedy string) finding.List {
	return finding.List{{Rule: rule, Place: at, Message: message, Remedy: remedy}}
}

// checkEncoding finds the first byte that is not UTF-8 text.
func checkEncoding(data []byte) finding.List {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return fail(RuleEncoding, placeAt(data, at), "文件不是 UTF-8 编码的文本（可能是 GBK/ANSI 编码）",
		"用记事本打开，选“另存为”，编码选“UTF-8”，再运行一次")
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

// syntaxWords gives the Chinese words for a message of the TOML library that
// contains the key; the first that fits is taken.
var syntaxWords = []struct{ english, message, remedy string }{
	{"already been defined", "键重复：前面已经写过", "每个键只写一次，请删去多余的一处"},
	{"was already created", "键重复：前面已经以另一种形式写过", "每个键或表只写一次"},
	{"duplicate", "键重复", "每个键只写一次"},
	{"expected value", "等号后面缺少值，或值的写法不对", "文字要放在英文双引号 \"…\" 里；数字不要带引号外的逗号、单位或全角字符"},
	{"newline", "文字没有写完就换了行", "单行文字用 \"…\"；多行文字用 \"\"\"…\"\"\""},
	{"invalid character in string", "文字里有不能使用的控制字符", "删去该字符后重新输入"},
	{"escape", "文字里的反斜杠 \\ 写法不对", "把 \\ 写成 \\\\，或改用单引号 '…'"},
	{"EOF", "文件到此没有写完（缺少引号或括号）", "补上对应的引号或括号"},
	{"separator", "键后面缺少等号", "写成 键 = 值"},
	{"leading zero", "数字不能以 0 开头", "去掉开头的 0；编码请放在双引号里"},
	{"out of range", "数字太大", "请核对数字"},
	{"top-level item", "这一行后面有多余的内容", "一行只写一个 键 = 值；数字里不要有逗号"},
	{"table name", "表名的方括号写法不对", "写成 [表名] 或 [[表名]]"},
	{"comma", "数组或行内表里缺少逗号或括号", "各项之间用英文逗号分隔，末尾用 ] 或 } 结束"},
	{"control characters", "文件里有不能使用的控制字符", "删去该字符后重新输入"},
}

func syntaxError(data []byte, err error) finding.List {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return fail(RuleSyntax, finding.Place{}, "文件格式不对", "请对照示例检查格式")
	}
	at := placeAt(data, parse.Position.Start)
	for _, w := range syntaxWords {
		if strings.Contains(parse.Message, w.english) {
			return fail(RuleSyntax, at, w.message+lastKey(parse), w.remedy)
		}
	}
	return fail(RuleSyntax, at, "这里的写法不符合 TOML 格式"+lastKey(parse), "请对照示例检查这一行的引号、等号和括号")
}

func lastKey(err toml.ParseError) string {
	if err.LastKey == "" {
		return ""
	}
	return "（键 " + err.LastKey + "）"
}

// parser builds the nodes from the tokens.
type parser struct {
	tokens unstable.Parser
	data   []byte
	lines  []int // offset of each line's first byte
	root   *Node
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
	for p.tokens.NextExpression() {
		switch e := p.tokens.Expression(); e.Kind {
		case unstable.Table:
			current = p.open(e, false)
		case unstable.ArrayTable:
			current = p.open(e, true)
		case unstable.KeyValue:
			p.keyValue(current, e)
		}
	}
	if err := p.tokens.Error(); err != nil {
		return nil, fail(RuleSyntax, finding.Place{}, "文件格式不对："+err.Error(), "请对照示例检查格式")
	}
	return p.root, nil
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

// open finds or makes the table that a [table] or [[array]] header names.
func (p *parser) open(e *unstable.Node, array bool) *Node {
	keys := p.keys(e)
	n, last := p.root, keys[len(keys)-1]
	for _, k := range keys[:len(keys)-1] {
		n = n.child(k.name, k.at).lastItem()
	}
	if !array {
		t := n.child(last.name, last.at)
		t.Place, t.Value = last.at, last.at
		return t
	}
	list, ok := n.Table[last.name]
	if !ok {
		list = &Node{Kind: Array, Place: last.at, Value: last.at}
		n.put(last.name, list)
	}
	item := newTable(last.at)
	list.Items = append(list.Items, item)
	return item
}

// lastItem is the table that a header below this node adds to: for an array of
// tables its last element.
func (n *Node) lastItem() *Node {
	if n.Kind == Array && len(n.Items) > 0 {
		return n.Items[len(n.Items)-1]
	}
	return n
}

func (p *parser) keyValue(into *Node, e *unstable.Node) {
	keys := p.keys(e)
	for _, k := range keys[:len(keys)-1] {
		into = into.child(k.name, k.at)
	}
	last := keys[len(keys)-1]
	v := p.value(e.Value(), last.at)
	v.Place = last.at
	into.put(last.name, v)
}

func (p *parser) value(v *unstable.Node, at finding.Place) *Node {
	switch v.Kind {
	case unstable.InlineTable:
		t := newTable(at)
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
