package templateset

import "slices"

// Key is a key of the settings, as people are told of it. Template says that
// its text may have fields.
type Key struct {
	Path, Meaning string
	Template      bool
}

// Keys are all keys of the settings.
func Keys() []Key { return slices.Clone(keys) }

var keys = []Key{
	{"name", "模板的名称，不印出", false},
	{"fixed_phrases", "固定用语：其中的金额、百分比、年份是法规或上级规定的，检查时不提醒", false},
	{"document.title", "公开说明的标题，印在封面上", true},
	{"document.workbook_title", "公开表（Excel）属性里的标题；不写时与 title 相同", true},
	{"document.subject", "两个文件属性里的主题", true},
	{"document.cover_lines", "封面上标题下面的各行；填写后是空的行不印", true},
	{"document.contents_title", "目录的标题", true},
	{"document.contents_depth", "目录列到第几级标题，1 到 4", false},
	{"document.pdf_name", "公开说明的文件名", true},
	{"document.xlsx_name", "公开表的文件名", true},
	{"statement_style.preparer", "报表左上角的编制单位", true},
	{"statement_style.unit_line", "报表右上角的金额单位", true},
	{"statement_style.line_numbers", "收支总表印出“行次”", false},
	{"statement_style.column_numbers", "表头印出“栏次”", false},
	{"statement_style.omitted_classes", "没有金额时不列出的功能分类类级科目编码", false},
	{"statement_style.rounding_note", "有尾数误差的报表下面的附注", true},
	{"statements", "报表，依次编为公开01表、公开02表……；一组一张", false},
	{"statements[].kind", "哪一张报表：overall 收入支出决算总表，income 收入决算表，spending 支出决算表，appropriation 财政拨款收入支出决算总表，general_budget 一般公共预算财政拨款支出决算表，basic_expenditure 一般公共预算财政拨款基本支出决算表，government_fund 政府性基金预算财政拨款收入支出决算表，state_capital 国有资本经营预算财政拨款收入支出决算表，three_public 财政拨款“三公”经费支出决算表", false},
	{"statements[].title", "报表的名称", true},
	{"statements[].note", "报表下面的注", true},
	{"statements[].empty_note", "空表下面的说明", true},
	{"self_evaluation.overall_title", "整体支出绩效自评表的名称", true},
	{"self_evaluation.project_title", "项目支出绩效自评表的名称", true},
	{"self_evaluation.subtitle", "绩效自评表名称下面的一行", true},
	{"self_evaluation.overall_achieved", "整体支出绩效自评表里，单位自己的文字前面写数字的句子", true},
	{"scoring.execution_weight", "预算执行率的分值", false},
	{"scoring.completion_decimals", "完成率百分数保留的小数位数，0 到 2", false},
	{"scoring.overall", "整体自评表超额完成时：full 得满分，deduct 按 权重×(2−完成率) 扣分", false},
	{"scoring.projects", "项目自评表超额完成时：full 得满分，deduct 按 权重×(2−完成率) 扣分", false},
	{"scoring.grades", "定性指标的业绩值对应的完成率（%），例如 \"达到预期指标\" = 100", false},
	{"limits.vehicle_operation", "合理范围：公务用车运行维护费，每辆，万元。合理范围超出的给出警告，删去一行就不检查这一项", false},
	{"limits.reception_person", "合理范围：公务接待费，每人次，万元", false},
	{"limits.abroad_person", "合理范围：因公出国（境）费，每人次，万元", false},
	{"limits.personnel_low", "合理范围：在职人员人均人员经费，万元，不低于", false},
	{"limits.personnel_high", "合理范围：在职人员人均人员经费，万元，不高于", false},
	{"limits.change_rate", "大幅变动：与上年相比超过的百分比，并且变动额超过 change_amount", false},
	{"limits.change_amount", "大幅变动：与上年相比超过的数额，万元", false},
	{"limits.change_listed", "与上年相比超过这个百分比的总是提示", false},
	{"limits.reason_length", "大幅变动的原因最少字数", false},
	{"limits.budget_rate", "决算数与年初预算数相差超过的百分比", false},
	{"limits.disclosure_days", "批复后多少日内公开", false},
	{"limits.overall_as_statements", "整体支出绩效自评表的合计应当与收入支出决算总表相同", false},
	{"charts", "图；一组一张", false},
	{"charts[].name", "图的名称，模板用 {{$.图.名称}} 写出它的位置", false},
	{"charts[].title", "图题；可以用 图号", true},
	{"charts[].unit_line", "图的金额单位", true},
	{"charts[].series", "比较两组数时，两组的名称", true},
	{"charts[].alternative", "图的文字说明，给看不见图的读者；可以用 图号、图题、柱", true},
	{"charts[].bars", "图的各个项目", false},
	{"charts[].bars[].label", "项目的名称", true},
	{"charts[].bars[].values", "项目的数，写字段的名称，例如 总体.变动.本年；series 有几组就写几个", false},
	{"charts[].bars[].share", "项目的占比，写字段的名称；可以不写", false},
	{"glossary", "名词解释；一组一条", false},
	{"glossary[].term", "名词", false},
	{"glossary[].meaning", "解释", false},
	{"glossary[].when", "只在有这项金额时印出：surplus_used 使用非财政拨款结余，distributed 结余分配，to_superior 上缴上级支出", false},
}
