package performance

import (
	"strings"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/unit"
)

// overallSources are the rows of 部门资金 before 合计.
var overallSources = [...]string{"上级资金", "本级资金", "其他资金"}

func overall(u *unit.Unit, e figures.Evaluation, words Words) *doc.Table {
	t := &doc.Table{
		Title: words.OverallTitle, Subtitle: words.Subtitle,
		Columns: doc.Widths(10, 11, 20, 12, 18, 7, 12, 7),
	}
	add := func(cells ...doc.Cell) { t.Body = append(t.Body, doc.Row{Cells: cells}) }
	add(heading("单位名称"), span(centred(u.Identity.Name), 7, 1))
	add(span(heading("部门资金（万元）"), 1, len(overallSources)+2),
		heading("资金来源"), heading("年初预算数"), heading("全年预算数"), heading("全年执行数"),
		heading("分值权重"), heading("执行率"), heading("得分"))
	for i, name := range overallSources {
		add(append([]doc.Cell{heading(name)}, source(e.Sources[i], "-")...)...)
	}
	add(append([]doc.Cell{heading("合计")}, funded(e)...)...)
	o := u.SelfEvaluation.Overall
	add(span(heading("年度总体目标"), 1, 2), span(heading("预期目标"), 3, 1), span(heading("实际完成情况"), 4, 1))
	add(span(paragraph(o.Goal), 3, 1), span(paragraph(words.OverallAchieved+strings.TrimSpace(o.Achieved)), 4, 1))
	add(heading("一级指标"), heading("二级指标"), heading("三级指标"), heading("预期指标值"),
		heading("指标值设定依据"), heading("分值权重"), heading("实际完成指标值"), heading("得分"))
	t.Body[len(t.Body)-1].Repeat = true
	first, second := runs(o.Indicators, level1), runs(o.Indicators, level12)
	for i, x := range o.Indicators {
		add(append(levels(o.Indicators, i, first, second),
			doc.Cell{Text: x.Level3}, centred(x.Target), doc.Cell{Text: x.Basis},
			points(x.Weight.Decimal), centred(x.Actual), points(e.Indicators[i].Score))...)
	}
	return t
}
