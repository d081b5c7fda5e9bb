package check

import (
	"regexp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/source"
)

// mark is what a text must not hold: one of some words or, where there is a
// pattern, what fits it. With a pattern the words only say, quickly, which
// texts are worth a look; each that it fits has one of them.
type mark struct {
	words   []string
	pattern *regexp.Regexp
	fault   string // what is wrong with it, in Chinese
}

// find is the piece of a text that the mark is about, or nothing.
func (m mark) find(text string) string {
	for _, w := range m.words {
		if !strings.Contains(text, w) {
			continue
		}
		if m.pattern != nil {
			return m.pattern.FindString(text)
		}
		return w
	}
	return ""
}

// reportMarks reports the first mark in each text.
func (r *reporter) reportMarks(marks []mark, remedy string) {
	for _, p := range r.proses() {
		for _, m := range marks {
			if piece := m.find(p.text); piece != "" {
				r.reportPiece(p, piece, remedy, "“%s”%s", source.Clip(piece, 30), m.fault)
				break
			}
		}
	}
}

// placeholders are what a form leaves to be filled in.
var placeholders = []mark{
	{[]string{"XX", "xx", "Xx", "xX"}, regexp.MustCompile(`\b[0-9]*[Xx]{2,}\b`), placeholder},
	{[]string{"X"}, regexp.MustCompile(`\bX(?:人|个|次|万元|元|年|月|日|家|辆|批|场|期|项)`), placeholder},
	{[]string{"{"}, regexp.MustCompile(`\{[^{}]*\}`), placeholder},
	{[]string{"ODO", "odo", "BD", "bd"}, regexp.MustCompile(`(?i)\b(?:TODO|TBD)\b`), placeholder},
	{strings.Fields("ＸＸ ｘｘ ×× 某某 ○○ 〇〇 □□ ＿＿ __ *** 待填 待定 待补"), nil, placeholder},
	{strings.Fields("…… ... 。。。"), nil, "是省略号，公开的文字要写完整"},
}

const placeholder = "是没有填写的占位符"

func unfilled(r *reporter) {
	const remedy = "填写实际内容，或删去"
	r.File.EachText(func(path, text string) {
		if source.IsBlank(text) {
			r.reportPiece(prose{path: path}, source.BlankMark, remedy, "“%s”%s", source.BlankMark, placeholder)
		}
	})
	r.reportMarks(placeholders, remedy)
}

// leftovers are the form's own alternatives and instructions.
var leftovers = []mark{
	{alternatives(), nil, "是表样里二选一的文字，没有选定"},
	{strings.Fields("如持平 增加持平 减少持平 仍保留该表格 此处填写 填表说明 本单位/本部门 本部门（单位） 部门（单位）名称 请根据实际情况填写 请按照实际情况填写"), nil, "是表样里的填写说明，没有删去"},
}

// alternatives are the pairs of words of which the form wants one.
func alternatives() []string {
	var all []string
	for _, pair := range [][2]string{{"增加", "减少"}, {"增长", "下降"}, {"大于", "小于"}, {"高于", "低于"}} {
		for _, p := range [][2]string{pair, {pair[1], pair[0]}} {
			all = append(all, p[0]+"（"+p[1]+"）", p[0]+"("+p[1]+")", p[0]+"/"+p[1], p[0]+"／"+p[1])
		}
	}
	return all
}

func formLeftIn(r *reporter) { r.reportMarks(leftovers, "选定一种写法，删去表样的文字") }

// slips are marks and words that stand twice.
var slips = []mark{
	{doubledPunctuation(), nil, "标点重复或混用"},
	{[]string{","}, regexp.MustCompile(`\p{Han},[0-9]`), "数字前面是半角逗号"},
	{doubledWords(), nil, "词语重复"},
}

// doubledPunctuation is every two marks that cannot stand side by side.
func doubledPunctuation() []string {
	full, half := strings.Split("。，；：、", ""), strings.Split(",;:", "")
	all := []string{"！！！", "？？？", "!!!", "???"}
	for _, a := range slices.Concat(full, half) {
		for _, b := range slices.Concat(full, half) {
			all = append(all, a+b)
		}
	}
	return all
}

// doubledWords are the words of this field that are typed twice by a slip.
// Others may stand twice in good Chinese (检查检查组, 为企业服务服务商会).
func doubledWords() []string {
	all := []string{"的的"}
	for _, w := range strings.Fields("预算 决算 支出 收入 增加 减少 增长 下降 上升 本年 上年 年度 经费 费用 资金 原因 主要 导致 由于 单位 部门 项目 拨款 财政 结转 结余 万元 工资 补助") {
		all = append(all, w+w)
	}
	return all
}

func doubledMarks(r *reporter) { r.reportMarks(slips, "删去多余的标点或词语") }
