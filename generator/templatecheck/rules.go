package templatecheck

import (
	"slices"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/templateset"
)

// Rule is one thing that is asked of a template set. The texts are Chinese.
type Rule struct {
	ID, Title string
	Severity  finding.Severity
	Touches   string // 设置, 模板 or both
}

// Rules are all rules, in order.
func Rules() []Rule { return slices.Clone(rules) }

// The rules of this package; templateset has those of a set's form.
const (
	ruleField    = "M-05"
	rulePhrase   = "M-07"
	ruleUse      = "M-08"
	ruleTyped    = "M-10"
	ruleInsert   = "M-12"
	ruleHeading  = "M-13"
	ruleUnshown  = "M-14"
	allFiles     = "设置、模板"
	settingsOnly = "设置"
	textsOnly    = "模板"
)

var rules = []Rule{
	{templateset.RuleFile, "文件齐全，是 UTF-8 文本", finding.Error, allFiles},
	{templateset.RuleTOML, "设置符合 TOML 格式", finding.Error, settingsOnly},
	{templateset.RuleSettings, "设置的键和值正确", finding.Error, settingsOnly},
	{templateset.RuleSyntax, "双花括号的写法正确", finding.Error, allFiles},
	{ruleField, "所用的字段存在", finding.Error, allFiles},
	{templateset.RuleFunction, "所用的函数存在", finding.Error, allFiles},
	{rulePhrase, "引用的句式存在，不重复，不引用自己", finding.Error, allFiles},
	{ruleUse, "字段的用法与种类相符", finding.Error, allFiles},
	{templateset.RuleFill, "用示例单位可以填写", finding.Error, allFiles},
	{ruleTyped, "金额、百分比、年份不写死", finding.Warning, allFiles},
	{templateset.RulePlace, "表、图和换页的位置独占一行", finding.Error, textsOnly},
	{ruleInsert, "每张表、图都有一个位置", finding.Error, allFiles},
	{ruleHeading, "标题逐级排列", finding.Error, textsOnly},
	{ruleUnshown, "每个字符都能印出", finding.Error, allFiles},
}

func severityOf(id string) finding.Severity {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	return rules[i].Severity
}
