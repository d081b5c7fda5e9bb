package source

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/discgen/discgen/generator/finding"
)

const (
	saveAsUTF8   = "用记事本打开，选“另存为”，编码选“UTF-8”，再运行一次"
	nameUnitFile = "请写明单位文件，例如 单位.toml"
)

// otherFiles are kinds of files that are given for a unit file by mistake, by
// their first bytes.
var otherFiles = []struct{ begins, message, remedy string }{
	{"PK\x03\x04", "这是 Excel、Word 或压缩文件，不是单位文件", nameUnitFile},
	{"PK\x05\x06", "这是空的压缩文件，不是单位文件", nameUnitFile},
	{"\xd0\xcf\x11\xe0", "这是旧版 Excel、Word 或 WPS 文件，不是单位文件", nameUnitFile},
	{"%PDF", "这是 PDF 文件，不是单位文件", nameUnitFile},
	{"{\\rtf", "这是 Word 文件，不是单位文件", nameUnitFile},
	{"Rar!", "这是压缩文件，不是单位文件", nameUnitFile},
	{"7z\xbc\xaf", "这是压缩文件，不是单位文件", nameUnitFile},
	{"\x1f\x8b", "这是压缩文件，不是单位文件", nameUnitFile},
	{"\x89PNG", "这是图片，不是单位文件", nameUnitFile},
	{"\xff\xd8\xff", "这是图片，不是单位文件", nameUnitFile},
	{"\xff\xfe", "文件不是 UTF-8 编码的文本（是双字节编码）", saveAsUTF8},
	{"\xfe\xff", "文件不是 UTF-8 编码的文本（是双字节编码）", saveAsUTF8},
}

// checkEncoding finds the first byte that is not UTF-8 text.
func checkEncoding(data []byte) finding.List {
	for _, k := range otherFiles {
		if bytes.HasPrefix(data, []byte(k.begins)) {
			return fail(RuleEncoding, finding.Place{Line: 1, Column: 1}, k.message, k.remedy)
		}
	}
	at := firstForeign(data)
	if at == len(data) {
		return nil
	}
	place := placeAt(data, at)
	return fail(RuleEncoding, place, fmt.Sprintf("文件从第 %d 行起不是 UTF-8 编码的文本%s", place.Line, likely(data)), saveAsUTF8)
}

// firstForeign is the offset of the first byte that is not UTF-8 text.
func firstForeign(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == 0 || r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(data)
}

// likely is what a text that is not UTF-8 seems to be.
func likely(data []byte) string {
	if bytes.IndexByte(data, 0) >= 0 {
		return "（可能是双字节编码）"
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "（有损坏的字符，或是几种编码混在一起）"
	}
	return "（是 GBK/ANSI 编码）"
}
