package source

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// MaxBytes is the size above which a file is refused unread. A department with
// hundreds of subjects and dozens of projects stays below a tenth of it.
const MaxBytes = 8 << 20

// maxDepth is how deep arrays, inline tables and dotted keys may go. A unit
// file needs four levels. The TOML libraries read them recursively and in
// quadratic time, and a stack that overflows ends the whole program.
const maxDepth = 32

// guard refuses what must not reach the TOML libraries.
func guard(data []byte) finding.List {
	if len(data) > MaxBytes {
		return fail(RuleEncoding, finding.Place{},
			fmt.Sprintf("文件有 %d 字节，超过上限 %d 字节", len(data), MaxBytes), "请确认这是单位文件")
	}
	for _, look := range []func([]byte) finding.List{checkEncoding, checkControls, checkDepth} {
		if f := look(data); f != nil {
			return f
		}
	}
	return nil
}

// checkEncoding finds the first byte that is not UTF-8 text.
func checkEncoding(data []byte) finding.List {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	for _, k := range otherFiles {
		if bytes.HasPrefix(data, []byte(k.begins)) {
			return fail(RuleEncoding, finding.Place{Line: 1, Column: 1}, k.message, k.remedy)
		}
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
		saveAsUTF8)
}

const saveAsUTF8 = "用记事本打开，选“另存为”，编码选“UTF-8”，再运行一次"

// otherFiles are kinds of files that are given for a unit file by mistake, by
// their first bytes.
var otherFiles = []struct{ begins, message, remedy string }{
	{"PK\x03\x04", "这是 Excel、Word 或压缩文件，不是单位文件", "请写明单位文件，例如 单位.toml"},
	{"\xd0\xcf\x11\xe0", "这是旧版 Excel 或 Word 文件，不是单位文件", "请写明单位文件，例如 单位.toml"},
	{"%PDF", "这是 PDF 文件，不是单位文件", "请写明单位文件，例如 单位.toml"},
	{"\xff\xfe", "文件不是 UTF-8 编码的文本（是双字节编码）", saveAsUTF8},
	{"\xfe\xff", "文件不是 UTF-8 编码的文本（是双字节编码）", saveAsUTF8},
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

// marks are the pieces of a text that its depth hangs on; strings and comments
// are taken whole, so that brackets and dots in them do not count.
var marks = regexp.MustCompile(`"""(?s:[^\\]|\\.)*?"{3,5}|'''(?s:.)*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}.,=\n]`)

// checkDepth finds the first place that is too deep.
func checkDepth(data []byte) finding.List {
	brackets, dots := 0, 0
	for rest := data; ; {
		m := marks.FindIndex(rest)
		if m == nil {
			return nil
		}
		switch rest[m[0]] {
		case '[', '{':
			brackets, dots = brackets+1, 0
		case ']', '}':
			brackets = max(brackets-1, 0)
		case '.':
			dots++
		case ',', '=', '\n':
			dots = 0
		}
		if brackets > maxDepth || dots > maxDepth {
			return fail(RuleSyntax, placeAt(data, len(data)-len(rest)+m[0]),
				fmt.Sprintf("括号或带点的键超过 %d 层", maxDepth), "请检查这里的括号是否成对")
		}
		rest = rest[m[1]:]
	}
}
