package performance

import (
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// projectSources are the rows of 项目资金 below 年度资金总额.
var projectSources = [...]string{"其中：当年财政拨款", "其他资金"}

// moneyColumns are the columns that the cells of 项目资金 take behind its label.
var moneyColumns = []int{3, 2, 2, 2, 1, 2, 1}

var indicatorHeads = [...]string{
	"一级指标", "二级指标", "三级指标", "权重", "目标值", "业绩值", "完成率", "指标得分",
	"指标值设定依据", "上年完成情况", "赋分规则", "佐证资料", "偏差原因分析及改进措施",
}

func project(p unit.Project, e figures.Evaluation, words Words) *doc.Table {
	t := &doc.Table{
		Title: words.ProjectTitle, Subtitle: words.Subtitle, Landscape: true,
		Columns: doc.Widths(9, 10, 10, 17, 5, 12, 12, 7, 7, 9, 8, 10, 9, 18),
	}
	add := func(rows ...doc.Row) { t.Body = append(t.Body, rows...) }
	add(doc.Row{Cells: []doc.Cell{heading("项目名称"), span(centred(p.Name), 13, 1)}},
		doc.Row{Cells: []doc.Cell{
			heading("主管部门"), span(centred(p.Department), 6, 1),
			span(heading("实施单位"), 2, 1), span(centred(p.Implementer), 5, 1),
		}})
	add(projectMoney(e)...)
	add(doc.Row{Cells: []doc.Cell{
		span(heading("年度总体目标"), 1, 2), span(heading("预期目标"), 6, 1), span(heading("实际完成情况"), 7, 1),
	}}, doc.Row{Cells: []doc.Cell{
		span(paragraph(p.Goal), 6, 1), span(paragraph(p.Achieved), 7, 1),
	}})
	add(projectIndicators(p, e)...)
	add(projectTotal(e))
	return t
}

func projectMoney(e figures.Evaluation) []doc.Row {
	label := span(heading("项目资金（万元）"), 1, len(projectSources)+2)
	head := spread(moneyColumns, heading(""), heading("年初预算数"), heading("全年预算数"),
		heading("全年执行数"), heading("分值"), heading("执行率"), heading("得分"))
	rows := []doc.Row{{Cells: append([]doc.Cell{label}, head.Cells...)}}
	rows = append(rows, spread(moneyColumns, append([]doc.Cell{{Text: "年度资金总额"}}, funded(e)...)...))
	for i, name := range projectSources {
		label := doc.Cell{Text: name}
		if i > 0 {
			label.Indent = 1
		}
		rows = append(rows, spread(moneyColumns, append([]doc.Cell{label}, source(e.Sources[i], "—")...)...))
	}
	return rows
}

func projectIndicators(p unit.Project, e figures.Evaluation) []doc.Row {
	heads := []doc.Cell{heading("")}
	for _, h := range indicatorHeads {
		heads = append(heads, heading(h))
	}
	rows := []doc.Row{{Cells: heads, Repeat: true}}
	first, second := runs(p.Indicators, level1), runs(p.Indicators, level12)
	for i, x := range p.Indicators {
		var cells []doc.Cell
		if i == 0 {
			cells = append(cells, span(heading("年度绩效指标完成情况"), 1, len(p.Indicators)))
		}
		cells = append(cells, levels(p.Indicators, i, first, second)...)
		rows = append(rows, doc.Row{Cells: append(cells,
			doc.Cell{Text: x.Level3}, points(x.Weight.Decimal), centred(x.Target), centred(x.Actual),
			completion(e.Indicators[i]), points(e.Indicators[i].Score), centred(x.Basis),
			centred(x.LastYear), centred(x.Scoring), centred(x.Evidence), doc.Cell{Text: x.Deviation})})
	}
	return rows
}

func projectTotal(e figures.Evaluation) doc.Row {
	total := twoDecimals(e.Score)
	total.Suffix = "分"
	return doc.Row{Cells: append([]doc.Cell{
		span(heading("总分"), 4, 1), points(e.Weight), {}, {}, {}, figure(total),
	}, make([]doc.Cell, 5)...)}
}
