package xlsx_test

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// The tables below have the shapes of the official forms. The other tests
// share them.

var meta = doc.Meta{
	Title:    "某州工商业联合会2024年度部门决算公开说明",
	Author:   "某州工商业联合会",
	Subject:  "部门决算公开表",
	Language: "zh-CN",
	Date:     time.Date(2025, 8, 20, 9, 30, 0, 0, time.FixedZone("UTC+8", 8*3600)),
}

func sheets() []doc.Sheet {
	return []doc.Sheet{
		{Name: "公开01表", Table: summary()},
		{Name: "公开02表", Table: income()},
		{Name: "公开06表", Table: basicSpending()},
		{Name: "绩效自评表1", Table: selfEvaluation()},
	}
}

func amount(s string) doc.Cell {
	return doc.Cell{Number: doc.Amount(decimal.RequireFromString(s))}
}

func row(cells ...doc.Cell) doc.Row { return doc.Row{Cells: cells} }

func texts(s ...string) []doc.Cell {
	cells := make([]doc.Cell, len(s))
	for i, t := range s {
		cells[i].Text = t
	}
	return cells
}

func heading(s string) doc.Cell { return doc.Cell{Text: s, Heading: true} }

func span(s string, cols, rows int) doc.Cell {
	return doc.Cell{Text: s, ColSpan: cols, RowSpan: rows}
}

func columns(widths ...int) []doc.Column {
	cols := make([]doc.Column, len(widths))
	for i, w := range widths {
		cols[i].Width = w
	}
	return cols
}

func form(t doc.Table) *doc.Table {
	t.Preparer, t.UnitLine = "编制单位：某州工商业联合会", "金额单位：万元"
	return &t
}

// summary is 收入支出决算总表: two sides, six columns.
func summary() *doc.Table {
	t := doc.Table{
		Title:      "收入支出决算总表",
		Subtitle:   "（2024年度）",
		FormNumber: "公开01表", SinglePage: true,
		Columns: columns(34, 6, 14, 36, 6, 14),
		Header: []doc.Row{
			row(span("收入", 3, 1), span("支出", 3, 1)),
			row(texts("项目", "行次", "决算数", "项目", "行次", "决算数")...),
			row(texts("栏次", "", "1", "栏次", "", "2")...),
		},
		Notes: []string{
			"注：本表反映部门本年度的总收支和年末结转结余情况。",
			"本套报表金额单位转换时可能存在尾数误差。",
		},
	}
	left := strings.Fields("一、一般公共预算财政拨款收入 二、政府性基金预算财政拨款收入 三、国有资本经营预算财政拨款收入 四、上级补助收入 五、事业收入 六、经营收入 七、附属单位上缴收入 八、其他收入")
	right := strings.Fields("一、一般公共服务支出 二、外交支出 三、国防支出 四、公共安全支出 五、教育支出 六、科学技术支出 七、文化旅游体育与传媒支出 八、社会保障和就业支出 九、卫生健康支出 十、节能环保支出 十一、城乡社区支出 十二、农林水支出 十三、交通运输支出 十四、资源勘探工业信息等支出 十五、商业服务业等支出 十六、金融支出 十七、援助其他地区支出 十八、自然资源海洋气象等支出 十九、住房保障支出 二十、粮油物资储备支出 二十一、国有资本经营预算支出 二十二、灾害防治及应急管理支出 二十三、其他支出 二十四、债务还本支出 二十五、债务付息支出 二十六、抗疫特别国债安排的支出")
	for i, s := range right {
		l := ""
		if i < len(left) {
			l = left[i]
		}
		t.Body = append(t.Body, row(
			doc.Cell{Text: l}, doc.Cell{Text: decimal.NewFromInt(int64(i + 1)).String(), Align: doc.AlignCenter}, amount("1071.37"),
			doc.Cell{Text: s}, doc.Cell{Text: decimal.NewFromInt(int64(i + 32)).String(), Align: doc.AlignCenter}, amount("0")))
	}
	t.Body = append(t.Body, row(
		heading("总计"), heading("31"), amount("12345678.9"), heading("总计"), heading("62"), amount("12345678.9")))
	return form(t)
}

// income is 收入决算表: codes, names, merged headers and 栏次.
func income() *doc.Table {
	kinds := strings.Fields("本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入")
	top := []doc.Cell{span("项目", 2, 1)}
	numbers := []doc.Cell{span("栏次", 2, 1)}
	total := []doc.Cell{{Text: "合计", ColSpan: 2, Heading: true}}
	for i, k := range kinds {
		top = append(top, span(k, 1, 2))
		numbers = append(numbers, doc.Cell{Text: decimal.NewFromInt(int64(i + 1)).String()})
		total = append(total, amount("1071.37"))
	}
	t := doc.Table{
		Title:      "收入决算表",
		FormNumber: "公开02表",
		Columns:    columns(14, 34, 14, 14, 14, 14, 14, 14, 14),
		Header:     []doc.Row{row(top...), row(texts("功能分类\n科目编码", "科目名称")...), row(numbers...)},
		Body:       []doc.Row{row(total...)},
		Notes:      []string{"注：本表反映部门本年度取得的各项收入情况。"},
		Landscape:  true,
	}
	for i, s := range strings.Fields("201 20128 2012801 2012802 208 20805 2080505") {
		cells := []doc.Cell{{Text: s}, {Text: "民主党派及工商联事务", Indent: i % 3}}
		for range kinds {
			cells = append(cells, amount("893.5"))
		}
		t.Body = append(t.Body, row(cells...))
	}
	return form(t)
}

// basicSpending is 一般公共预算财政拨款基本支出决算表: three groups side by side.
func basicSpending() *doc.Table {
	group := texts("经济分类科目编码", "科目名称", "决算数")
	t := doc.Table{
		Title:      "一般公共预算财政拨款基本支出决算表",
		FormNumber: "公开06表",
		Columns:    columns(10, 30, 12, 10, 22, 12, 10, 22, 12),
		Header: []doc.Row{
			row(span("人员经费", 3, 1), span("公用经费", 6, 1)),
			row(append(append(append([]doc.Cell{}, group...), group...), group...)...),
		},
		Landscape: true,
	}
	for range 27 {
		t.Body = append(t.Body, row(
			doc.Cell{Text: "30108"}, doc.Cell{Text: "机关事业单位基本养老保险缴费", Indent: 1}, amount("70.02"),
			doc.Cell{Text: "30231"}, doc.Cell{Text: "公务用车运行维护费", Indent: 1}, amount("0.07"),
			doc.Cell{Text: "31013"}, doc.Cell{Text: "公务用车购置", Indent: 1}, amount("-8.9")))
	}
	t.Body = append(t.Body, row(
		doc.Cell{Text: "人员经费合计", ColSpan: 2, Heading: true}, amount("800"),
		doc.Cell{Text: "公用经费合计", ColSpan: 5, Heading: true}, amount("90.03")))
	return form(t)
}

const longText = "该项目经费用于保障本单位17人正常的工作秩序，开展民营经济人士培训班2次，培训完成率达到100%，保障因公出差人数1人，完成培训班费用支出18.96万元，保障单位正常运转成本支出15.94万元，因公出差差旅费支出1.65万元，通过项目的实施调动职工工作积极性，提高业务开展效率，提升公共服务能力，不断促进民营企业经济高质量发展。"

// selfEvaluation is 项目支出绩效自评表: merged cells and long wrapped text.
func selfEvaluation() *doc.Table {
	rate := doc.Cell{Number: &doc.Number{Value: decimal.RequireFromString("86.64"), Decimals: 2, Percent: true}, ColSpan: 2}
	score := doc.Cell{Number: &doc.Number{Value: decimal.RequireFromString("98.9"), Decimals: 2, Suffix: "分"}}
	wide := func(s string) doc.Cell { return doc.Cell{Text: s, ColSpan: 2, Heading: true} }
	money := func(s string) doc.Cell { c := amount(s); c.ColSpan = 2; return c }
	t := &doc.Table{
		Title:    "项目支出绩效自评表",
		Subtitle: "（2024年度）",
		Columns:  columns(8, 10, 12, 18, 7, 10, 10, 9, 9, 10, 10, 12, 10, 20),
		Body: []doc.Row{
			row(wide("项目名称"), span("机关运行补助", 12, 1)),
			row(wide("主管部门"), span("某州工商业联合会", 5, 1), wide("实施单位"), span("某州工商业联合会", 5, 1)),
			row(doc.Cell{Text: "项目资金（万元）", ColSpan: 2, RowSpan: 3, Heading: true}, wide(""), wide("年初预算数"), wide("全年预算数"), wide("全年执行数"), wide("执行率"), wide("得分")),
			row(span("年度资金总额", 2, 1), money("40"), money("36.55"), money("36.55"), rate, money("10")),
			row(span("其中：当年财政拨款", 2, 1), money("40"), money("36.55"), money("36.55"), wide("—"), wide("—")),
			row(doc.Cell{Text: "年度总体目标", RowSpan: 2, ColSpan: 2, Heading: true}, doc.Cell{Text: "预期目标", ColSpan: 6, Heading: true}, doc.Cell{Text: "实际完成情况", ColSpan: 6, Heading: true}),
			row(span(longText, 6, 1), span("截至2024年12月31日实际完成了："+longText, 6, 1)),
		},
	}
	labels := []doc.Cell{{Text: "年度绩效指标完成情况", RowSpan: 5, Heading: true}}
	for s := range strings.SplitSeq("一级指标 二级指标 三级指标 权重 目标值 业绩值 完成率 指标得分 指标值设定依据 上年完成情况 赋分规则 佐证资料 偏差原因分析及改进措施", " ") {
		labels = append(labels, heading(s))
	}
	t.Body = append(t.Body, row(labels...))
	rest := texts("15", ">=17人", "=17人", "100%", "15", "计划标准", "17", "按照完成比例赋分", "工作资料", "因年初设置的目标值不合理，实际完成率为100%，因此产生偏差")
	name := doc.Cell{Text: "组织民营经济人士政策、金融、企业合规及党建工作培训"}
	t.Body = append(t.Body,
		row(append([]doc.Cell{span("产出指标", 1, 3), span("数量指标", 1, 2), name}, rest...)...),
		row(append([]doc.Cell{name}, rest...)...),
		row(append([]doc.Cell{{Text: "质量指标"}, name}, rest...)...),
		row(append([]doc.Cell{{Text: "效益指标"}, {Text: "社会效益指标"}, name}, rest...)...),
		row(doc.Cell{Text: "总分", ColSpan: 4, Heading: true}, heading("100"), span("", 3, 1), score, span("", 5, 1)))
	t.Landscape = true
	return t
}
