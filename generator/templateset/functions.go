package templateset

import (
	"regexp"
	"slices"
	"strings"
	"text/template"
	"unicode"

	"github.com/discgen/discgen/generator/doc"
)

// Function is one that templates may call, as people are told of it.
type Function struct{ Name, Usage, Meaning, Example string }

// functions are those of the project.
var functions = template.FuncMap{
	"顿号":   func(items []string) string { return strings.Join(items, "、") },
	"中文数字": doc.Numeral,
	"加一":   func(n int) int { return n + 1 },
	"句":    sentence,
	"换页":   func() string { return pageMark },
}

// listed are all functions that templates may call. Those of the library that
// put texts together are not among them: a figure is printed as it is
// published, and no text can grow without a limit.
var listed = []Function{
	{"句", "句 文字", "文字作为一句话：末尾补上句号（已有的不重复），去掉开头的“主要原因是”", "{{句 .总体.变动.原因}}"},
	{"顿号", "顿号 文字的列表", "各项用顿号连起来", "{{顿号 .概况.内设机构}}"},
	{"加一", "加一 整数", "比这个数大 1 的数，用于给列表编号", "{{range $i, $类 := .一般公共预算.类}}{{加一 $i}}.{{$类.名称}}{{end}}"},
	{"中文数字", "中文数字 整数", "一、二、三……，从 1 到 9999", "{{中文数字 (加一 $i)}}、{{$名词.词}}"},
	{"换页", "换页", "独占一行，下面的内容从新的一页开始", "{{换页}}"},
	{"and", "and 值 值…", "各个值都有（不是空的、零或“否”）", "{{if and .空表 .公车.保有量}}…{{end}}"},
	{"or", "or 值 值…", "至少一个值有", "{{if or .有整体自评 .项目数}}…{{end}}"},
	{"not", "not 值", "值是空的、零或“否”", "{{if not .附表}}（见附表）{{end}}"},
	{"eq", "eq 值 值…", "前一个值与后面的某一个相同", "{{if eq .称谓 \"部门\"}}…{{end}}"},
	{"ne", "ne 值 值", "两个值不同", "{{if ne .称谓 \"部门\"}}…{{end}}"},
	{"lt", "lt 整数 整数", "前一个小于后一个", "{{if lt .概况.实有人数 10}}…{{end}}"},
	{"le", "le 整数 整数", "前一个不大于后一个", "{{if le .概况.实有人数 10}}…{{end}}"},
	{"gt", "gt 整数 整数", "前一个大于后一个", "{{if gt .概况.下属单位数 1}}…{{end}}"},
	{"ge", "ge 整数 整数", "前一个不小于后一个", "{{if ge .概况.下属单位数 2}}…{{end}}"},
	{"len", "len 列表", "列表有几项", "{{len .一般公共预算.类}}"},
	{"index", "index 列表 序号", "列表的一项，序号从 0 数起", "{{index .报表 0}}"},
	{"slice", "slice 列表 从 到", "列表的一段，序号从 0 数起，不含“到”的一项", "{{顿号 (slice .概况.内设机构 0 2)}}"},
}

// Functions are all functions that templates may call.
func Functions() []Function { return slices.Clone(listed) }

func isFunction(name string) bool {
	return slices.ContainsFunc(listed, func(f Function) bool { return f.Name == name })
}

// lead is what the templates themselves write before a reason.
var lead = regexp.MustCompile(`^\s*主要原因[是为][：:，,]?`)

// closed ends a text that is a sentence already.
var closed = regexp.MustCompile(`(?:[！？…]|[。！？…][”’）)》」』])$`)

// sentence is the text as a sentence: with a full stop at its end, once.
func sentence(s string) string {
	s = lead.ReplaceAllString(s, "")
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("。；;，,、.", r) })
	if closed.MatchString(s) {
		return s
	}
	return s + "。"
}
