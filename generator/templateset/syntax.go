package templateset

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// words gives the Chinese words for a message of the template library.
type words struct {
	english         *regexp.Regexp
	chinese, remedy string // may hold $1 …
	at              string // what the line has where the fault is, if it can be told; may hold $1
}

const (
	anAction = "字段和函数写在双花括号里，例如 {{.单位名称}}"
	anEnd    = "每个 if、with、range、define 都要有一个 {{end}}"
)

// syntaxWords are those for a template that cannot be taken apart; the first
// that fits is taken.
var syntaxWords = []words{
	{regexp.MustCompile(`unclosed comment`), "注释没有写完", "注释写成 {{/* … */}}", "{{"},
	{regexp.MustCompile(`comment ends before closing delimiter`), "注释的结尾不对", "注释写成 {{/* … */}}，*/ 和 }} 之间不写别的", "*/"},
	{regexp.MustCompile(`unclosed action`), "双花括号没有写完", "补上 }}", "{{"},
	{regexp.MustCompile(`character (?:in action: )?U\+007B`), "前面的双花括号没有写完", "补上 }}", "{{"},
	{regexp.MustCompile(`unclosed left paren`), "左括号没有对应的右括号", "补上 )", "("},
	{regexp.MustCompile(`unexpected right paren|unexpected <?"\)">?`), "右括号没有对应的左括号", "删去多余的 )", ")"},
	{regexp.MustCompile(`unterminated (?:raw )?quoted string|unterminated character constant`), "双花括号里的引号没有写完", "文字放在英文双引号里，例如 \"变动\"", `"`},
	{regexp.MustCompile(`character (?:in action: )?U\+007D`), "双花括号没有写完", "补上 }}", "}"},
	{regexp.MustCompile(`unrecognized character in action: U\+[0-9A-F]+ '(.)'`), "双花括号里不能写“$1”", "括号、引号、点都用半角；" + anAction, "$1"},
	{regexp.MustCompile(`bad character U\+[0-9A-F]+ '(.)'`), "双花括号里不能写“$1”", "括号、引号、点都用半角；" + anAction, "$1"},
	{regexp.MustCompile(`(?:bad|illegal) number syntax: "(.*)"`), "“$1”的写法不对", "数字、括号和点都用半角；" + anAction, "$1"},
	{regexp.MustCompile(`unexpected \{\{end\}\}`), "多余的 {{end}}", anEnd, "end"},
	{regexp.MustCompile(`unexpected \{\{else\}\}|expected end; found \{\{else\}\}`), "多余的 {{else}}", "else 写在 if、with、range 和它的 {{end}} 之间，最多一个", "else"},
	{regexp.MustCompile(`unexpected EOF`), "少写了 {{end}}", anEnd, ""},
	{regexp.MustCompile(`multiple definition of template "(.*)"`), "句式“$1”定义了两次", "删去或改名其中的一个", "$1"},
	{regexp.MustCompile(`\{\{(break|continue)\}\} outside`), "$1 只能写在 range 里", "删去这里的 $1", "$1"},
	{regexp.MustCompile(`undefined variable "(.*)"`), "没有 $1 这个变量", "变量先在 range、with 或 {{$$名 := …}} 里写出，在它的 {{end}} 之前使用", "$1"},
	{regexp.MustCompile(`missing value for command|empty command`), "双花括号里是空的，或者缺少一个值", anAction, ""},
	{regexp.MustCompile(`missing value for (\w+)`), "$1 的后面缺少字段", "例如 {{if .有整体自评}}、{{range .报表}}", "$1"},
	{regexp.MustCompile(`non executable command`), "“|” 的后面要写函数", "例如 {{.原因 | 句}}", "|"},
	{regexp.MustCompile(`too many declarations`), "变量太多", "range 前面最多两个变量：{{range $$i, $$项 := .项}}", "range"},
	{regexp.MustCompile(`range can only initialize variables`), "range 里的变量用 := 写出", "写成 {{range $$i, $$项 := .项}}", "range"},
	{regexp.MustCompile(`unexpected . after term`), "这里不能再写下级字段", "删去多余的点", "."},
	{regexp.MustCompile(`max expression depth exceeded`), "括号套得太深", "分成几步写", "("},
	{regexp.MustCompile(`unexpected <(?:define|block)>|unexpected \{\{define`), "define 不能写在 if、with、range 或另一个 define 里", "移到文件的开头或末尾", "define"},
	{regexp.MustCompile(`unexpected <(.+?)>|unexpected "(.+?)"`), "这里不能写 $1$2", anAction, "$1$2"},
}

// fillWords are those for a template that cannot be filled in.
var fillWords = []words{
	{english: regexp.MustCompile(`map has no entry for key "(.*)"`), chinese: "没有 $1 这个字段"},
	{english: regexp.MustCompile(`can't evaluate field (\S+) in type`), chinese: "没有下级字段 $1"},
	{english: regexp.MustCompile(`nil (?:data|pointer)`), chinese: "引用时没有给出字段"},
	{english: regexp.MustCompile(`(?s)error calling (?:index|slice): .*out of range.*`), chinese: "序号超出了列表的范围"},
	{english: regexp.MustCompile(`error calling (\S+): .*`), chinese: "$1 不能用于这样的值"},
	{english: regexp.MustCompile(`template "(.*)" not defined`), chinese: "没有“$1”这个句式"},
	{english: regexp.MustCompile(`range can't iterate over`), chinese: "range 的后面要写列表"},
	{english: regexp.MustCompile(`wrong number of args for (\S+): want (?:at least )?(\d+) got (\d+)`), chinese: "$1 的后面要写 $2 个值，写了 $3 个"},
	{english: regexp.MustCompile(`wrong type for value|incompatible types|invalid value; expected`), chinese: "值的种类不对"},
	{english: regexp.MustCompile(`has arguments but cannot be invoked|can't give argument to non-function`), chinese: "字段的后面不能再写别的值"},
	{english: regexp.MustCompile(`exceeded maximum template depth`), chinese: "句式引用了自己"},
}

// inWords is a message in Chinese, or as it is where there are no words for it.
func inWords(all []words, message string) string {
	for _, w := range all {
		if m := w.english.FindStringSubmatchIndex(message); m != nil {
			return string(w.english.ExpandString(nil, w.chinese, message, m))
		}
	}
	return message
}

var syntaxMessage = regexp.MustCompile(`(?s)^template: .*?:(\d+): (.*)$`)

// syntaxFault is the fault that a template cannot be taken apart. The library
// tells the line; the column is that of what it names, where the line has it.
func syntaxFault(name, text string, err error) Fault {
	message, line := err.Error(), 1
	if m := syntaxMessage.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	f := fault(name, RuleSyntax, finding.Place{}, "模板的写法不对："+message, anAction)
	at := ""
	for _, w := range syntaxWords {
		if m := w.english.FindStringSubmatchIndex(message); m != nil {
			expand := func(s string) string { return string(w.english.ExpandString(nil, s, message, m)) }
			f.Message, f.Remedy, at = expand(w.chinese), expand(w.remedy), expand(w.at)
			break
		}
	}
	if strings.Contains(message, "unexpected EOF") {
		if opening, offset := unclosed(text); opening != "" {
			f.Message, f.Place = opening+" 没有对应的 {{end}}", PlaceAt(text, offset)
			return f
		}
	}
	offset, of := lineOf(text, line)
	f.Place = PlaceAt(text, offset+inLine(of, at))
	return f
}

var singleBrace = regexp.MustCompile(`[^}]\}(?:[^}]|$)`)

// inLine is where a line has what a message names, behind its first {{ if it
// can be, or else where its first action begins.
func inLine(line, what string) int {
	action := max(strings.Index(line, "{{"), 0)
	if what == "{{" {
		return max(strings.LastIndex(line, what), 0)
	}
	if m := singleBrace.FindStringIndex(line); what == "}" && m != nil {
		_, size := utf8.DecodeRuneInString(line[m[0]:])
		return m[0] + size
	}
	if i := strings.Index(line[action:], what); what != "" && i >= 0 {
		return action + i
	}
	return action
}

var control = regexp.MustCompile(`(?s)\{\{(?:- )?/\*.*?\*/(?: -)?\}\}|\{\{(?:-[ \t\r\n])?\s*(if|with|range|define|block|end)\b`)

// unclosed is the innermost opening of a template that no {{end}} closes, and
// its offset.
func unclosed(text string) (opening string, offset int) {
	type opened struct {
		word   string
		offset int
	}
	var open []opened
	for _, m := range control.FindAllStringSubmatchIndex(text, -1) {
		switch {
		case m[2] < 0: // a comment
		case text[m[2]:m[3]] != "end":
			open = append(open, opened{text[m[2]:m[3]], m[0]})
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return "", 0
	}
	last := open[len(open)-1]
	return last.word, last.offset
}
