package source

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/discgen/discgen/generator/finding"
)

// The words for a fault of form that has no words of its own.
const (
	notTOML       = "这里的写法不符合 TOML 格式"
	notTOMLRemedy = "请对照示例检查这一行的引号、等号和括号"
)

const bracketRemedy = "各项之间用英文逗号分隔，末尾用 ] 或 } 结束"

// syntaxWords gives the Chinese words for a message of the TOML library that
// contains the key; the first that fits is taken. Messages name what they
// expected, so the narrow ones stand before the wide ones.
var syntaxWords = []struct{ english, message, remedy string }{
	{"already been defined", "键重复：前面已经写过", "每个键只写一次，请删去多余的一处"},
	{"was already created", "键重复：前面已经以另一种形式写过", "每个键或表只写一次"},
	{"top-level item", "这一行后面有多余的内容", "一行只写一个 键 = 值；数字里不要有逗号和单位，文字里要用引号时用中文引号“ ”"},
	{"expected value", "等号后面缺少值，或值的写法不对", "文字放在英文双引号 \"…\" 里；是、否写 true、false；数字只写半角数字和小数点；不填的删去这一行"},
	{"'.' or '='", "键后面缺少等号，或键里有不能使用的字符", "写成 键 = 值，等号用半角；键只用英文字母、数字和下划线"},
	{"separator '='", "键后面缺少等号", "写成 键 = 值"},
	{"unexpected '='", "等号前面缺少键", "写成 键 = 值"},
	{"unexpected '.'", "键里的点多余", "写成 键 = 值"},
	{"table name", "表名的方括号写法不对", "写成 [表名] 或 [[表名]]"},
	{"table array name", "表名的方括号写法不对", "写成 [[表名]]，两边各两个方括号"},
	{"strings cannot contain newlines", "文字没有写完就换了行", "单行文字用 \"…\"；多行文字用 \"\"\"…\"\"\""},
	{"leading zero", "数字不能以 0 开头", "去掉开头的 0；编码请放在双引号里"},
	{"out of range", "数字太大", "请核对数字"},
	{"datetime", "日期不对", "写成 年-月-日，不加引号，例如 2025-09-10"},
	{"nvalid float", "数字的写法不对", numberRemedy},
	{"floats must", "数字的写法不对", numberRemedy},
	{"nvalid integer", "数字的写法不对", numberRemedy},
	{"expected a digit", "数字的写法不对", numberRemedy},
	{"number", "数字的写法不对", numberRemedy},
	{"comma", "方括号或花括号里缺少逗号或括号", bracketRemedy},
	{"escape", "文字里的反斜杠 \\ 写法不对", "把 \\ 写成 \\\\，或改用单引号 '…'"},
	{"hexadecimal", "文字里的反斜杠 \\ 写法不对", "把 \\ 写成 \\\\，或改用单引号 '…'"},
	{"EOF", "文件到此没有写完（缺少引号或括号）", "补上对应的引号或括号"},
}

const numberRemedy = "只写半角数字和小数点，例如 1400536.21"

// isDuplicate reports whether the library found a key that is there twice. The
// tokens tell better where, and where it was before.
func isDuplicate(err error) bool {
	var parse toml.ParseError
	return errors.As(err, &parse) &&
		(strings.Contains(parse.Message, "already been defined") || strings.Contains(parse.Message, "was already created"))
}

// onlyFirst is added to the remedy of a fault of form: what stands behind it
// in the file could not be looked at.
const onlyFirst = "（改正后再运行一次，才能检查其余内容）"

func syntaxError(data []byte, err error) finding.List {
	f := firstFault(data, err)
	f[0].Remedy += onlyFirst
	return append(f, furtherSlips(data, f[0].Place)...)
}

// mostSlips is how many slips are listed: a file of another kind has one in
// every line.
const mostSlips = 50

// furtherSlips are the slips of the hand on the lines that the libraries did
// not come to, or had passed: whoever typed one thousands comma typed more.
// Texts of several lines are not looked into; where one does not end, nothing
// behind it can be judged.
func furtherSlips(data []byte, first finding.Place) finding.List {
	var found finding.List
	within := ""
	for at, number := 0, 1; at < len(data) && len(found) < mostSlips; number++ {
		end := lineEnd(data, at)
		was := within
		within = textAcross(string(data[at:end]), within)
		if was == "" && within == "" && number != first.Line {
			found = append(found, slip(data, at)...)
		}
		at = end + 1
	}
	if within != "" {
		return nil
	}
	return found
}

// textAcross is the quotes of the text of several lines that is open at the end
// of a line, or nothing, given those at its beginning.
func textAcross(line, quotes string) string {
	for {
		if quotes != "" {
			_, rest, closed := strings.Cut(line, quotes)
			if !closed {
				return quotes
			}
			line, quotes = rest, ""
			continue
		}
		i := openQuotes.FindStringIndex(line)
		if i == nil || line[i[0]] == '#' {
			return ""
		}
		if piece := line[i[0]:i[1]]; piece == `"""` || piece == "'''" {
			quotes = piece
		}
		line = line[i[1]:]
	}
}

// openQuotes are what a line is read by: the quotes of a text of several lines,
// a text in one line, a comment.
var openQuotes = regexp.MustCompile(`"""|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#`)

func firstFault(data []byte, err error) finding.List {
	var parse toml.ParseError
	if !errors.As(err, &parse) {
		return fail(RuleSyntax, finding.Place{}, notTOML, notTOMLRemedy)
	}
	if f := unclosed(data, parse); f != nil {
		return f
	}
	start := runeStart(data, parse.Position.Start)
	at := placeAt(data, start)
	if f := slip(data, start); f != nil {
		return f
	}
	for _, w := range syntaxWords {
		if strings.Contains(parse.Message, w.english) {
			return fail(RuleSyntax, at, w.message+lastKey(parse), w.remedy)
		}
	}
	return fail(RuleSyntax, at, notTOML+lastKey(parse), notTOMLRemedy)
}

// slipsOfTheHand are the commonest faults of form, known by what the line looks like
// without its texts and comments. What the library says of them depends on
// where they stand.
var slipsOfTheHand = []struct {
	pattern         *regexp.Regexp
	message, remedy string
}{
	{regexp.MustCompile(`＃`), "这里用了全角井号“＃”", "改成英文井号 #"},
	{regexp.MustCompile(`[［］【】]`), "这里用了全角或中文的方括号", "改成英文方括号 [ ]"},
	{regexp.MustCompile(`[｛｝]`), "这里用了全角花括号", "改成英文花括号 { }"},
	{regexp.MustCompile(`^\s*[A-Za-z_][\w.]*\s*[:：]`), "键后面是冒号，不是等号", "改成英文等号 ="},
	{regexp.MustCompile(`^\s*\p{Han}+\s*[=＝]`), "键是中文，键里有不能使用的字符", "键用英文，对照示例里同一项的键名"},
	{regexp.MustCompile(`[0-9]{1,3}(,[0-9]{3})+`), "数字里有千分位逗号", "去掉逗号，例如 430836.00"},
	{regexp.MustCompile(`[0-9]，[0-9]{3}`), "数字里有全角逗号", "去掉逗号，例如 430836.00"},
	{regexp.MustCompile(`，`), "这里用了全角逗号“，”", "改成英文逗号 ,"},
	{regexp.MustCompile(`＝`), "这里用了全角等号“＝”", "改成英文等号 ="},
	{regexp.MustCompile(`[“”]`), "这里用了中文引号", "值两边的引号改成英文双引号 \""},
	{regexp.MustCompile(`[０-９]+`), "这里用了全角数字", "改成半角数字"},
	{regexp.MustCompile(`[0-9] *(万元|亿元|元)`), "数字后面写了单位", "只写数字，例如 430836.00；文件的金额单位写在最前面"},
	{regexp.MustCompile(`[¥￥]`), "数字前面写了货币符号", "只写数字，例如 430836.00；文件的金额单位写在最前面"},
	{regexp.MustCompile(`= *[-+]?[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)? *([,}#\r]|$)`), "数字里有空格", "去掉空格，例如 430836.00"},
	{regexp.MustCompile(`[。．][0-9]`), "这里用了全角的点", "改成小数点 ."},
}

// aside is what a slip is not looked for in: texts and comments.
var aside = regexp.MustCompile(`"[^"]*"|'[^']*'|#.*`)

// longLine is the length from which on a line is not looked at for slips.
const longLine = 1 << 16

// slip finds a slip of the hand on the line of an offset.
func slip(data []byte, offset int) finding.List {
	begin := bytes.LastIndexByte(data[:offset], '\n') + 1
	typed := data[begin:lineEnd(data, offset)]
	if len(typed) > longLine {
		return nil
	}
	line := aside.ReplaceAllFunc(typed, func(text []byte) []byte { return bytes.Repeat([]byte(" "), len(text)) })
	for _, s := range slipsOfTheHand {
		if at := s.pattern.FindIndex(line); at != nil {
			return fail(RuleSyntax, placeAt(data, begin+at[0]), s.message, s.remedy)
		}
	}
	return nil
}

// tokenError says of a fault of form that stands behind keys that are there
// twice, where one library had stopped and the other stops now.
func tokenError(data []byte, offset int) finding.List {
	f := slip(data, offset)
	if f == nil {
		f = fail(RuleSyntax, placeAt(data, offset), notTOML, notTOMLRemedy)
	}
	f[0].Remedy += onlyFirst
	return f
}

// runeStart is the offset of the character that a byte belongs to: the library
// sometimes means a byte within it.
func runeStart(data []byte, offset int) int {
	offset = min(max(offset, 0), len(data))
	for offset > 0 && offset < len(data) && !utf8.RuneStart(data[offset]) {
		offset--
	}
	return offset
}

// unclosed says of a text of several lines that never ends where it begins: at
// the last such quotes of the file. Its end is the end of the file, where
// nobody would look.
func unclosed(data []byte, parse toml.ParseError) finding.List {
	for _, quotes := range []string{`"""`, `'''`} {
		at := bytes.LastIndex(data, []byte(quotes))
		if at < 0 || !strings.HasPrefix(parse.Message, "unexpected EOF; expected") || !strings.Contains(parse.Message, quotes) {
			continue
		}
		for at > 0 && data[at-1] == quotes[0] {
			at--
		}
		return fail(RuleSyntax, placeAt(data, at), "这里开始的多行文字没有写完"+lastKey(parse), "在这段文字的末尾补上 "+quotes)
	}
	return nil
}

func lastKey(err toml.ParseError) string {
	if err.LastKey == "" {
		return ""
	}
	return "（键 " + clip(err.LastKey) + "）"
}

// keyLength is how much of a key a message repeats.
const keyLength = 60

func clip(key string) string { return Clip(key, keyLength) }

// Clip shortens what a message repeats of the input to a number of characters.
func Clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
