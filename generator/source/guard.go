package source

import (
	"bytes"
	"fmt"

	"github.com/discgen/discgen/generator/finding"
)

// The limits of a file. A department with hundreds of subjects and dozens of
// projects stays far below each. The TOML libraries take memory and, for long
// or deep keys, time in the square of what they are given; a stack that
// overflows ends the whole program.
const (
	// MaxBytes is the size above which a file is refused unread.
	MaxBytes  = 8 << 20
	maxLines  = 200_000
	maxValues = 50_000
	maxKey    = 300 // bytes, of a key with its dots and quotes
	maxDepth  = 32  // of arrays and inline tables; a unit file needs three
	maxDots   = 8   // of a key; a unit file needs three
)

const isUnitFile = "请确认这是单位文件；多个单位要每个单位写一个文件"

// guard refuses what must not reach the TOML libraries.
func guard(data []byte) finding.List {
	if len(data) > MaxBytes {
		return fail(RuleEncoding, finding.Place{},
			fmt.Sprintf("文件超过上限 %d 字节", MaxBytes), isUnitFile)
	}
	for _, look := range []func([]byte) finding.List{checkEncoding, checkControls, checkBounds, checkLines} {
		if f := look(data); f != nil {
			return f
		}
	}
	return nil
}

// checkControls finds the first control character that TOML forbids anywhere.
func checkControls(data []byte) finding.List {
	for i, b := range data {
		lone := b == '\r' && (i+1 == len(data) || data[i+1] != '\n')
		if lone || b == 0x7f || b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			return fail(RuleSyntax, placeAt(data, i),
				fmt.Sprintf("文件里有不能使用的控制字符 U+%04X", b), "删去该字符后重新输入")
		}
	}
	return nil
}

func checkLines(data []byte) finding.List {
	if n := bytes.Count(data, []byte("\n")); n > maxLines {
		return fail(RuleEncoding, finding.Place{}, fmt.Sprintf("文件有 %d 行，超过上限 %d 行", n, maxLines), isUnitFile)
	}
	return nil
}

// bounds goes over a text once and counts what the limits are of. Strings and
// comments are taken whole, so that marks in them do not count.
type bounds struct {
	open   []byte // brackets that are open
	dots   int    // of the key at hand
	values int
	item   int  // where the key at hand began
	fresh  bool // nothing has come on the line yet
	header bool // the line is the header of a table
}

// checkBounds finds the first place that is too deep, too long or too much.
func checkBounds(data []byte) finding.List {
	b := bounds{fresh: true}
	for i := 0; i < len(data); {
		next := skip(data, i)
		if next == i {
			b.mark(data[i], i)
			next++
		}
		if message, remedy := b.exceeded(data[i], i); message != "" {
			rule := RuleSyntax
			if b.values > maxValues {
				rule = RuleEncoding
			}
			return fail(rule, placeAt(data, i), message, remedy)
		}
		b.fresh = data[i] == '\n' || b.fresh && (data[i] == ' ' || data[i] == '\t')
		i = next
	}
	return nil
}

// mark takes one character that stands in no string or comment.
func (b *bounds) mark(c byte, at int) {
	switch c {
	case '[', '{':
		b.enter(c)
	case ']', '}':
		b.open = b.open[:max(len(b.open)-1, 0)]
	case '.':
		b.dots++
	case ',':
		if n := len(b.open); n > 0 && b.open[n-1] == '[' {
			b.values++
		}
	case '=':
		b.values++
	case '\n':
		b.header = false
	}
	switch c {
	case ' ', '\t':
		if b.item == at {
			b.item++
		}
	case '[', '{', ',', '\n':
		b.item, b.dots = at+1, 0
	case '=':
		b.dots = 0
	}
}

func (b *bounds) enter(bracket byte) {
	if b.fresh && len(b.open) == 0 {
		b.header = true
		b.values++
	}
	b.open = append(b.open, bracket)
}

// exceeded says which limit is exceeded at a character.
func (b *bounds) exceeded(c byte, at int) (message, remedy string) {
	switch {
	case len(b.open) > maxDepth:
		return fmt.Sprintf("括号超过 %d 层", maxDepth), "请检查这里的括号是否成对"
	case b.dots > maxDots:
		return fmt.Sprintf("带点的键超过 %d 层", maxDots), "请对照示例检查这一行的键或表名"
	case b.values > maxValues:
		return fmt.Sprintf("文件的内容超过 %d 项，不像是一个单位的决算", maxValues), isUnitFile
	case (c == '=' || c == ']' && b.header) && at-b.item > maxKey:
		return fmt.Sprintf("这里的键或表名超过 %d 个字节", maxKey), "请对照示例检查这一行的键或表名"
	}
	return "", ""
}

// skip is the end of the string or comment that begins at i, or i where none
// does. A text of several lines that does not end takes the rest of the file.
func skip(data []byte, i int) int {
	switch data[i] {
	case '#':
		return lineEnd(data, i)
	case '"', '\'':
		if quotes(data, i, data[i]) >= 3 {
			return skipLines(data, i)
		}
		return skipString(data, i)
	}
	return i
}

func lineEnd(data []byte, i int) int {
	if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(data)
}

// quotes is how many of a quotation mark follow each other at i, of which at
// most five belong together.
func quotes(data []byte, i int, quote byte) int {
	n := 0
	for n < 5 && i+n < len(data) && data[i+n] == quote {
		n++
	}
	return n
}

func skipString(data []byte, i int) int {
	quote := data[i]
	for i++; i < len(data); i++ {
		switch {
		case data[i] == quote:
			return i + 1
		case data[i] == '\n':
			return i
		case data[i] == '\\' && quote == '"':
			i++
		}
	}
	return len(data)
}

// skipLines is the end of a text of several lines: behind three quotation
// marks, of which up to two more may be the text's own.
func skipLines(data []byte, i int) int {
	quote := data[i]
	for i += 3; i < len(data); {
		switch n := quotes(data, i, quote); {
		case n >= 3:
			return i + n
		case n > 0:
			i += n
		case data[i] == '\\' && quote == '"':
			i += 2
		default:
			i++
		}
	}
	return len(data)
}
