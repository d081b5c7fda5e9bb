package pdf_test

import (
	"fmt"

	"github.com/discgen/discgen/generator/doc"
)

const duties = "某州工商业联合会是中国共产党领导的以非公有制企业和非公有制经济人士为主体，具有统战性、经济性、民间性有机统一基本特征的人民团体商会组织，是党和政府联系非公有制经济人士的桥梁纽带，是政府管理和服务非公有制经济的助手，是中国人民政治协商会议的重要组成部分。"

const incomeText = "2024年度收入总计340.93万元，其中：本年收入合计291.90万元，使用非财政拨款结余（含专用结余）0.00万元，年初结转和结余49.03万元。与上年相比，增加1,234,567.89万元，增长14.51%，主要原因是：单位本年人员增资调整，社会保险基数调增，人员经费增加；“万企帮万村”精准扶贫行动经费由上年的12万元增加到15.6万元——其中中央补助占70%以上……其余由买买提·艾力等3名同志负责的GB/T 9704-2012标准化试点项目（2020—2024年）承担。"

// sample is a document with everything in it, of about 25 pages.
func sample() []doc.Block {
	blocks := []doc.Block{
		doc.Cover{Title: meta.Title, Lines: []string{"某州工商业联合会", "2025年8月25日"}},
		doc.Contents{Title: "目录", Depth: 3},
		doc.PageBreak{},
	}
	sections := []string{"一、主要职能", "二、机构设置及人员情况", "三、收入支出决算总体情况说明", "四、财政拨款收入支出决算情况说明"}
	for i, part := range []string{"第一部分 单位概况", "第二部分 部门决算情况说明", "第三部分 专业名词解释", "第四部分 部门决算报表"} {
		if i > 0 {
			blocks = append(blocks, doc.PageBreak{})
		}
		blocks = append(blocks, doc.Heading{Level: 1, Text: part})
		for _, section := range sections {
			blocks = append(blocks, doc.Heading{Level: 2, Text: section})
			for k, sub := range []string{"（一）贯彻落实党和国家的方针政策", "（二）2024年度“三公”经费支出情况"} {
				blocks = append(blocks, doc.Heading{Level: 3, Text: sub}, doc.Paragraph{Text: duties})
				if k == 0 {
					blocks = append(blocks, doc.Heading{Level: 4, Text: "1.一般公共预算财政拨款支出决算具体情况"})
				}
				blocks = append(blocks, doc.Paragraph{Text: incomeText})
			}
		}
		switch i {
		case 0:
			blocks = append(blocks, overall())
		case 1:
			blocks = append(blocks, doc.Heading{Level: 2, Text: "五、项目支出绩效自评情况"}, selfEvaluation(), doc.Paragraph{Text: duties}, plain(9), doc.Paragraph{Text: duties})
		case 3:
			blocks = append(blocks, plain(60))
		}
	}
	return blocks
}

// overall is the self-evaluation of a whole unit: eight columns, portrait.
func overall() *doc.Table {
	t := &doc.Table{
		Title: "单位整体支出绩效自评表", Subtitle: "（2024年度）",
		Columns: columns(10, 10, 18, 12, 20, 8, 12, 8),
	}
	t.Body = []doc.Row{
		row(label("单位名称"), doc.Cell{Text: "某州工商业联合会", ColSpan: 7, Align: doc.AlignCenter}),
		row(doc.Cell{Text: "部门资金（万元）", RowSpan: 5, Heading: true}, label("资金来源"), label("年初预算数"), label("全年预算数"), label("全年执行数"), label("分值权重"), label("执行率"), label("得分")),
		row(label("上级资金"), amount("5.86"), amount("0"), amount("0"), label("—"), label("—"), label("—")),
		row(label("本级资金"), amount("280.76"), amount("291.90"), amount("291.88"), label("—"), label("—"), label("—")),
		row(label("其他资金"), amount("12"), amount("49.03"), amount("3.5"), label("—"), label("—"), label("—")),
		row(label("合计"), amount("298.62"), amount("340.93"), amount("295.38"), label("10"), label("86.64%"), label("8.66")),
		row(doc.Cell{Text: "年度总体目标", RowSpan: 2, Heading: true}, doc.Cell{Text: "预期目标", ColSpan: 3, Heading: true}, doc.Cell{Text: "实际完成情况", ColSpan: 4, Heading: true}),
		row(doc.Cell{Text: duties, ColSpan: 3}, doc.Cell{Text: incomeText, ColSpan: 4}),
		row(label("一级指标"), label("二级指标"), label("三级指标"), label("预期指标值"), label("指标值设定依据"), label("分值权重"), label("实际完成指标值"), label("得分")),
		row(doc.Cell{Text: "履职效能", RowSpan: 3, Heading: true}, doc.Cell{Text: "数量指标", RowSpan: 3, Heading: true}, text("打造区、州级党建示范点"), label(">=3个"), text("《某州工商联2024年工作要点》"), label("20"), label("=3个"), label("20")),
		row(text("组织非公有制经济人士培训次数"), label(">=2个"), text("《某州工商联2024年工作要点》"), label("20"), label("=2个"), label("20")),
		row(text("创建州级“五个好”党支部"), label(">=2个"), text("《某州工商联2024年工作要点》"), label("20"), label("=2个"), label("20")),
	}
	return t
}

// selfEvaluation is the self-evaluation of a project: thirteen columns,
// landscape.
func selfEvaluation() *doc.Table {
	t := &doc.Table{
		Title: "项目支出绩效自评表", Subtitle: "（2024年度）", Landscape: true,
		Columns: columns(6, 10, 10, 20, 6, 10, 10, 8, 8, 14, 10, 14, 20),
	}
	head := []string{"一级指标", "二级指标", "三级指标", "权重", "目标值", "业绩值", "完成率", "指标得分", "指标值设定依据", "赋分规则", "佐证资料", "偏差原因分析及改进措施"}
	cells := []doc.Cell{}
	for _, h := range head {
		cells = append(cells, label(h))
	}
	t.Body = []doc.Row{
		row(doc.Cell{Text: "项目名称", ColSpan: 2, Heading: true}, doc.Cell{Text: "基层组织建设补助经费", ColSpan: 11, Align: doc.AlignCenter}),
		row(doc.Cell{Text: "主管部门", ColSpan: 2, Heading: true}, doc.Cell{Text: "某州工商业联合会", ColSpan: 5, Align: doc.AlignCenter}, doc.Cell{Text: "实施单位", ColSpan: 2, Heading: true}, doc.Cell{Text: "某州工商业联合会", ColSpan: 4, Align: doc.AlignCenter}),
		row(doc.Cell{Text: "年度总体目标", ColSpan: 2, RowSpan: 2, Heading: true}, doc.Cell{Text: "预期目标", ColSpan: 5, Heading: true}, doc.Cell{Text: "实际完成情况", ColSpan: 6, Heading: true}),
		row(doc.Cell{Text: duties, ColSpan: 5}, doc.Cell{Text: incomeText, ColSpan: 6}),
		{Cells: append([]doc.Cell{{Text: "年度绩效指标完成情况", RowSpan: 25, Heading: true}}, cells...)},
	}
	for i := range 24 {
		r := row()
		if i%12 == 0 {
			r.Cells = append(r.Cells, doc.Cell{Text: "产出指标", RowSpan: 12, Heading: true})
		}
		if i%4 == 0 {
			r.Cells = append(r.Cells, doc.Cell{Text: "数量指标", RowSpan: 4, Heading: true})
		}
		r.Cells = append(r.Cells, text(fmt.Sprintf("基层补助企业数量第%d项", i+1)), amount("10"), label("=1家"), label("=1家"),
			label("100.00%"), amount("10"), label("计划标准"), label("按照完成比例赋分"), label("工作资料"), text("无偏差，2024年下半年将继续加强预算执行管理。"))
		t.Body = append(t.Body, r)
	}
	t.Notes = []string{"注：本表由实施单位填报。"}
	return t
}
