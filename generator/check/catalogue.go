package check

import (
	"slices"

	"github.com/discgen/discgen/generator/finding"
)

const (
	isError   = finding.Error
	isWarning = finding.Warning
	isNote    = finding.Note
)

// Rules are all rules, in the order of the catalogue. The slice is the
// caller's own.
func Rules() []Rule { return slices.Clone(catalogue) }

// catalogue is every rule that there is: those of the file itself (U-…, C-…),
// then those of the field, statement by statement and section by section.
var catalogue = []Rule{
	read("U-01", "文件是 UTF-8 文本，大小合理", "单位文件"),
	read("U-02", "文件符合 TOML 格式，没有重复的键", "单位文件"),
	read("U-03", "键名正确，写在所属的表里", "单位文件"),
	read("U-04", "值的类型和写法正确", "单位文件"),
	read("U-05", "必填的项都已填写", "单位文件"),
	lookedPartly("U-06", "决算年度是四位年份", isError, "全部", year),
	lookedPartly("U-07", "单位名称可以作文件名", isError, "文件名", fileName),
	lookedPartly("U-08", "每个字符都能印出", isError, "全部", characters),
	read("U-10", "所写的模板存在", "单位文件"),
	looked("U-11", "要印出的预算数和执行数都已填写", isError, "说明四、五、七至九、十一", budgetsGiven),
	looked("U-12", "写下的文字都会印出", isError, "全部", unusedTexts),
	looked("U-13", "科目有金额", isError, "公开02表、公开03表、说明五", emptySubjects),
	lookedPartly("U-14", "科目的资金性质正确", isError, "公开05表、公开07表、公开08表", fundsOfCodes),
	looked("U-15", "上年数前后一致", isError, "说明一、四、五、七、八", lastYearOrder),
	lookedPartly("U-16", "名词不重复", isError, "第三部分", repeatedTerms),
	looked("U-17", "有支出的“三公”经费写明开支内容", isError, "说明九", contents),
	looked("C-01", "控制数与计算数一致", isError, "全部", controls),

	// Within one statement.
	built("T01-1", "本年收入合计等于八项之和", "公开01表、说明一、说明二"),
	built("T01-2", "本年支出合计等于各类之和", "公开01表"),
	built("T01-3", "收入总计构成", "公开01表、说明一"),
	built("T01-4", "支出总计构成", "公开01表、说明一"),
	built("T01-5", "收支总计相等", "公开01表"),
	built("T01-6", "结转滚动", "公开01表"),
	looked("T01-7", "结转结余非负", isError, "公开01表", closingBalances),
	built("T02-1", "收入行横向", "公开02表"),
	built("T02-2", "科目层级（每列）", "公开02表"),
	built("T02-3", "合计行（每列）", "公开02表"),
	lookedPartly("T02-4", "编码合法", isError, "公开02表、公开03表、公开05表、公开07表、公开08表", subjectCodes),
	built("T03-1", "支出行横向", "公开03表"),
	built("T03-2", "科目层级（每列）", "公开03表"),
	built("T03-3", "合计行（每列）", "公开03表"),
	built("T04-1", "行横向", "公开04表"),
	built("T04-2", "本年支出纵向（每列）", "公开04表"),
	built("T04-3", "本年收入", "公开04表"),
	built("T04-4", "年初、年末分解", "公开04表"),
	built("T04-5", "总计", "公开04表、说明四"),
	built("T04-6", "分资金滚动", "公开04表"),
	built("T05-1", "行横向", "公开05表"),
	built("T05-2", "科目层级与合计", "公开05表"),
	built("T05-3", "公开到项级", "公开05表"),
	built("T06-1", "款级归集", "公开06表"),
	built("T06-2", "人员经费", "公开06表、说明六"),
	built("T06-3", "公用经费", "公开06表、说明六"),
	lookedPartly("T06-4", "公开到款级", isError, "公开06表", economicCodes),
	built("T07-1", "基金行滚动", "公开07表"),
	built("T07-2", "基金支出横向", "公开07表"),
	built("T07-3", "层级与合计", "公开07表"),
	built("T08-1", "国资行滚动", "公开08表"),
	built("T08-2", "国资支出横向", "公开08表"),
	built("T08-3", "层级与合计", "公开08表"),
	built("T09-1", "三公合计", "公开09表、说明九"),
	built("T09-2", "公车小计", "公开09表、说明九"),
	built("T09-4", "空白与零一致", "公开09表"),

	// Between statements.
	built("X-01", "收入总额", "公开01表、公开02表"),
	built("X-02", "收入来源", "公开01表、公开02表"),
	built("X-03", "支出总额", "公开01表、公开03表"),
	built("X-04", "支出类级", "公开01表、公开03表"),
	built("X-05", "财政拨款收入三类", "公开01表、公开04表"),
	built("X-06", "财政拨款收入合计", "公开02表、公开04表"),
	built("X-07", "一般公共支出", "公开04表、公开05表"),
	built("X-08", "政府性基金", "公开04表、公开07表"),
	built("X-09", "国资", "公开04表、公开08表"),
	looked("X-10", "基本支出", isError, "公开05表、公开06表", basicAgrees),
	looked("X-11", "财政拨款不超过总支出", isError, "公开03表、公开05表、公开07表、公开08表", outlayWithinSpending),
	looked("X-13", "结转的财政与非财政部分", isError, "公开01表、公开02表、公开04表", nonAppropriation),
	looked("X-16", "机关运行经费与公用经费", isError, "公开06表、说明十（一）", operating),
	built("X-18", "空表与总表一致", "公开04表、公开07表、公开08表、公开09表"),
	beyond("X-19", "汇总部门等于所属单位之和", isError, "全部", "要有各所属单位的单位文件"),

	// “三公”经费.
	looked("S-02", "出国费与团组", isError, "说明九", groupsAbroad),
	looked("S-03", "购置费与购置数", isError, "说明九", vehiclesBought),
	looked("S-04", "运行费与保有量", isWarning, "说明九", vehiclesRun),
	looked("S-05", "接待费与批次人次", isError, "说明九", guests),
	built("S-06", "占比", "说明九"),
	built("S-07", "上年比较", "说明九"),
	built("S-08", "与预算比较的说明", "说明九"),
	looked("S-11", "保有量与资产", isError, "说明九、说明十（三）", vehiclesOwned),
	built("S-12", "无三公", "公开09表、说明九"),

	// The narrative.
	built("N-02", "占比", "说明二、三、五、九"),
	built("N-03", "占比加总", "说明二、三、五、九"),
	looked("N-04", "上年数必填", isError, "说明一、四、五、九、十", lastYearGiven),
	looked("N-05", "变动原因必填", isError, "各项与上年相比的说明", changeReasons),
	looked("N-06", "预决算差异原因必填", isError, "说明四、五、七至九", deviationReasons),
	built("N-09", "变动率", "各项与上年相比的说明"),
	built("N-12", "项级说明齐全", "说明五（三）"),
	built("N-13", "项级合计", "说明五（三）"),
	built("N-14", "经济科目列举", "说明六"),
	looked("N-15", "人员", isError, "第一部分二", counts),
	lookedPartly("N-16", "机构", isError, "第一部分二", institutions),
	looked("N-17", "政府采购", isError, "说明十（二）", procurement),
	looked("N-18", "车辆", isError, "说明十（三）", vehicles),
	built("N-20", "空表说明", "公开07表、公开08表、公开09表、说明七至九"),
	built("N-21", "非空表无空表说明", "公开07表、公开08表、公开09表"),
	built("N-29", "必备章节", "公开说明"),

	// Performance self-evaluation.
	looked("P-01", "权重合计", isError, "绩效自评表", weights),
	built("P-02", "执行率", "绩效自评表"),
	built("P-03", "执行率得分", "绩效自评表"),
	built("P-04", "资金构成", "绩效自评表"),
	looked("P-05", "完成率", isError, "绩效自评表", completions),
	looked("P-06", "指标得分", isError, "绩效自评表", scores),
	built("P-07", "总分", "绩效自评表"),
	looked("P-08", "偏差原因", isError, "项目支出绩效自评表", deviations),
	built("P-14", "项目汇总", "说明十一"),
	looked("P-19", "三部分文字", isError, "说明十一", evaluationTexts),

	// Plausibility, last year, the package.
	lookedPartly("V-02", "负数", isError, "全部", negatives),
	read("V-05", "金额不细于一分，不超过十万亿元", "单位文件"),
	lookedPartly("V-07", "科目目录", isWarning, "公开02表、公开03表、公开05表、公开07表、公开08表", subjectNames),
	beyond("Y-01", "年初等于上年年末", isError, "公开01表、公开04表", "要有上年的单位文件"),
	beyond("Y-02", "上年数等于上年公开数", isError, "全部与上年的比较", "要有上年的单位文件"),
	beyond("Y-03", "科目调整", isWarning, "说明五（三）", "要有上年的单位文件"),
	beyond("Y-04", "存量衔接", isWarning, "第一部分二、说明十（三）", "要有上年的单位文件"),
	beyond("Y-05", "更正留痕", isError, "全部与上年的比较", "要有上年的单位文件"),
	built("F-01", "PDF 与工作簿一致", "全部"),
	built("F-02", "九表齐全与次序", "公开01表至公开09表"),
	built("F-05", "同一单位文件生成相同的文件", "全部"),
}
