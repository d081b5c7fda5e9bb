// Package unit is the unit file (单位文件): what one budget unit says of one
// fiscal year, each fact once, as it was typed. Amounts are in 元 whatever the
// file's own unit. It decodes and keeps places; whether the figures agree is
// not its business.
package unit

import (
	"time"

	"github.com/shopspring/decimal"
)

// Unit is one budget unit in one fiscal year.
type Unit struct {
	AmountUnit  AmountUnit `toml:"amount_unit" need:"yes"` // 金额单位: of every amount in the file
	Year        int        `toml:"year" need:"yes"`        // 决算年度
	NewUnit     bool       `toml:"new_unit"`               // 本年新成立，没有上年数
	TemplateSet string     `toml:"template_set"`           // 模板; the built-in set where empty
	LastYear    string     `toml:"last_year"`              // 上年的单位文件: its path from this file; figures that are not typed come from it

	Units []string `toml:"units"` // 所属单位: the files of the units that a department adds up, as seen from its own

	StatementsInPDF bool `toml:"statements_in_pdf"` // 九张报表也印在公开说明里
	Charts          bool `toml:"charts"`            // 公开说明里印图

	Identity       Identity          `toml:"unit" need:"yes"`
	Overview       Overview          `toml:"overview" need:"yes"`
	Overall        Overall           `toml:"overall" need:"yes"`
	CarryOver      CarryOver         `toml:"carry_over"`
	Appropriation  Compared          `toml:"appropriation" need:"yes"`
	General        GeneralBudget     `toml:"general_budget" need:"yes"`
	Fund           FundBudget        `toml:"government_fund"`
	Capital        FundBudget        `toml:"state_capital"`
	Subjects       []Subject         `toml:"subjects"`
	Basic          map[string]Amount `toml:"basic_expenditure"` // 一般公共预算基本支出: amount by economic 款 code
	ThreePublic    ThreePublic       `toml:"three_public"`
	Operating      Operating         `toml:"operating_expenses" need:"yes"`
	Procurement    Procurement       `toml:"procurement"`
	Assets         Assets            `toml:"assets"`
	SelfEvaluation SelfEvaluation    `toml:"self_evaluation"`
	OtherMatters   OtherMatters      `toml:"other_matters"`
	Glossary       []Term            `toml:"glossary"`    // beside the template set's own terms
	Review         Review            `toml:"review"`      // not printed
	Accept         []Acceptance      `toml:"accept"`      // not printed
	Corrections    []Correction      `toml:"corrections"` // not printed
	Control        map[string]Amount `toml:"control"`     // 控制数: official totals, by the keys of figures.Control
	Fonts          Fonts             `toml:"fonts"`       // 自己的字体

	// Before is what no key says: totals of last year as they were published. It
	// is nil where last year's file is not known.
	Before *Before
}

// Before is the totals that last year published and that otherwise are the sums
// of what the file has of last year: a subject that it does not list is in them.
type Before struct {
	Spending    [len(Funds)]decimal.Decimal // 财政拨款支出 of each budget, 元
	Vehicles    decimal.Decimal             // 公务用车购置及运行维护费, 元
	ThreePublic decimal.Decimal             // “三公”经费, 元
}

// Fonts are fonts of one's own (自己的字体): of each role the path of a font file
// from the file that names it. Where empty, the program has one.
type Fonts struct {
	Body       string `toml:"body"`       // 正文, 仿宋
	Title      string `toml:"title"`      // 标题, 小标宋
	Heading    string `toml:"heading"`    // 一级标题, 黑体
	Subheading string `toml:"subheading"` // 二级标题, 楷体
	Table      string `toml:"table"`      // 表格、数字和西文, 宋体
}

// Kind is the nature of a unit (单位性质).
type Kind string

// The kinds of units.
const (
	Administrative Kind = "行政单位"
	CivilService   Kind = "参公事业单位" // 参照公务员法管理的事业单位
	Institution    Kind = "事业单位"
)

// Choices are the kinds.
func (Kind) Choices() []string {
	return []string{string(Administrative), string(CivilService), string(Institution)}
}

// Scope says whether a file speaks for one unit or for a department.
type Scope string

// The scopes; they are also the words the text uses (本单位, 本部门).
const (
	SingleUnit Scope = "单位"
	Department Scope = "部门"
)

// Choices are the scopes.
func (Scope) Choices() []string { return []string{string(SingleUnit), string(Department)} }

// Identity says who publishes.
type Identity struct {
	Name           string    `toml:"name" need:"yes"` // 单位全称
	Aliases        []string  `toml:"aliases"`         // other names of the unit that texts may use; not printed
	Code           string    `toml:"code"`            // 单位代码; not printed
	Kind           Kind      `toml:"kind" need:"yes"`
	Scope          Scope     `toml:"scope"`           // 单位 where the file does not say
	DisclosureDate time.Time `toml:"disclosure_date"` // 公开日期
}

// Overview is the first part (单位概况).
type Overview struct {
	Duties           string   `toml:"duties" need:"yes"` // 主要职能, a paragraph a line
	Offices          []string `toml:"offices"`           // 内设机构
	OfficeTerm       string   `toml:"office_term"`       // what an office is called; 科室 where empty
	SubordinateUnits []string `toml:"subordinate_units"` // 下属预算单位
	Staff            Staff    `toml:"staff" need:"yes"`
}

// Staff is the people of the unit (人员情况), at the end of the year.
type Staff struct {
	InService      Headcount `toml:"in_service" need:"yes"` // 在职人员
	SpecialRetired Headcount `toml:"special_retired"`       // 离休人员
	Retired        Headcount `toml:"retired"`               // 退休人员
}

// Headcount is a number of people this year and last year.
type Headcount struct {
	Current  int  `toml:"current" need:"yes"`
	LastYear *int `toml:"last_year"` // nil where the file does not give it
}

// Before is last year's number, 0 where the file does not give it.
func (h Headcount) Before() int {
	if h.LastYear == nil {
		return 0
	}
	return *h.LastYear
}

// Overall is what section 一 says beyond the statements.
type Overall struct {
	LastYearTotal Amount `toml:"last_year_total"` // 上年收入支出总计
	ChangeReason  string `toml:"change_reason"`
}

// CarryOver is the opening balances and the movements of balances that belong
// to no subject (结转和结余). Closing balances follow.
type CarryOver struct {
	OpeningGeneral Amount `toml:"opening_general"` // 年初一般公共预算财政拨款结转和结余
	OpeningOther   Amount `toml:"opening_other"`   // 年初非财政拨款结转和结余
	SurplusUsed    Amount `toml:"surplus_used"`    // 使用非财政拨款结余（含专用结余）
	Distributed    Amount `toml:"distributed"`     // 结余分配
}

// Compared is a total compared with last year and with the initial budget.
type Compared struct {
	LastYearTotal   Amount `toml:"last_year_total"` // 上年收入支出总计
	ChangeReason    string `toml:"change_reason"`
	DeviationReason string `toml:"deviation_reason"` // 预决算差异原因
}

// GeneralBudget is what 一般公共预算财政拨款 says beyond its subjects. Its
// spending of last year is the sum of the subjects'.
type GeneralBudget struct {
	InitialBudget   Amount `toml:"initial_budget"` // 年初预算数
	ChangeReason    string `toml:"change_reason"`  // may stay empty where the appropriations as a whole have the same figures
	DeviationReason string `toml:"deviation_reason"`
}

// FundBudget is what 政府性基金预算财政拨款, or 国有资本经营预算财政拨款, says
// beyond its subjects.
type FundBudget struct {
	InitialBudget   Amount `toml:"initial_budget"`  // 年初预算数
	LastYearTotal   Amount `toml:"last_year_total"` // 上年收入支出总计
	ChangeReason    string `toml:"change_reason"`
	DeviationReason string `toml:"deviation_reason"`
}

// Fund is the budget that an appropriation comes from (资金性质).
type Fund string

// The three budgets of appropriations (财政拨款).
const (
	GeneralFund    Fund = "一般公共预算"
	GovernmentFund Fund = "政府性基金预算"
	StateCapital   Fund = "国有资本经营预算"
)

// Funds are the three budgets in the order of the statements.
var Funds = [...]Fund{GeneralFund, GovernmentFund, StateCapital}

// Choices are the budgets.
func (Fund) Choices() []string {
	return []string{string(GeneralFund), string(GovernmentFund), string(StateCapital)}
}

// Subject is one 项-level functional subject (功能分类科目) under one budget:
// the unit of entry of statements 01 to 05, 07 and 08.
type Subject struct {
	Code          string              `toml:"code" need:"yes"` // seven digits
	Name          string              `toml:"name"`            // only for a code that the catalogue lacks
	GroupName     string              `toml:"group_name"`      // the 款's name, only where the catalogue lacks it
	Fund          Fund                `toml:"fund"`            // 一般公共预算 where the file does not say
	Formerly      []string            `toml:"formerly"`        // 原科目编码: codes of last year that the subject goes on from
	Opening       Amount              `toml:"opening"`         // 年初结转和结余, for 政府性基金 and 国有资本经营 only
	Income        Income              `toml:"income"`
	Spending      Spending            `toml:"spending"`
	Appropriation AppropriationOutlay `toml:"appropriation"` // 其中：财政拨款支出
	LastYear      Amount              `toml:"last_year"`     // 上年财政拨款支出决算数
	ChangeReason  string              `toml:"change_reason"`
}

// Outlay is what was spent from the subject's budget (财政拨款支出), 元.
func (s Subject) Outlay() decimal.Decimal {
	return s.Appropriation.Basic.Add(s.Appropriation.Project.Decimal)
}

// Closing is 年末结转和结余 of a subject of 政府性基金 or 国有资本经营预算, 元.
func (s Subject) Closing() decimal.Decimal {
	return s.Opening.Add(s.Income.Appropriation.Decimal).Sub(s.Outlay())
}

// Income is a subject's income by source (收入决算表).
type Income struct {
	Appropriation Amount `toml:"appropriation"` // 财政拨款收入
	Superior      Amount `toml:"superior"`      // 上级补助收入
	Operating     Amount `toml:"operating"`     // 事业收入
	Business      Amount `toml:"business"`      // 经营收入
	Subordinate   Amount `toml:"subordinate"`   // 附属单位上缴收入
	Other         Amount `toml:"other"`         // 其他收入
}

// Spending is a subject's spending by kind (支出决算表).
type Spending struct {
	Basic         Amount `toml:"basic"`          // 基本支出
	Project       Amount `toml:"project"`        // 项目支出
	ToSuperior    Amount `toml:"to_superior"`    // 上缴上级支出
	Business      Amount `toml:"business"`       // 经营支出
	ToSubordinate Amount `toml:"to_subordinate"` // 对附属单位补助支出
}

// AppropriationOutlay is the part of a subject's spending that is paid from
// its budget (一般公共预算财政拨款支出决算表 and its like).
type AppropriationOutlay struct {
	Basic   Amount `toml:"basic"`
	Project Amount `toml:"project"`
}

// ThreePublic is the “三公”经费 paid from appropriations.
type ThreePublic struct {
	ChangeReason    string    `toml:"change_reason"`
	DeviationReason string    `toml:"deviation_reason"`
	Abroad          Abroad    `toml:"abroad"`
	Vehicles        Vehicles  `toml:"vehicles"`
	Reception       Reception `toml:"reception"`
}

// PublicItem is the figures of one of the items of 三公经费.
type PublicItem struct {
	Outturn         Amount `toml:"outturn"`   // 决算数
	Budget          Amount `toml:"budget"`    // 全年预算数
	LastYear        Amount `toml:"last_year"` // 上年决算数
	DeviationReason string `toml:"deviation_reason"`
}

// Abroad is 因公出国（境）费.
type Abroad struct {
	Cost         PublicItem `toml:"cost"`
	ChangeReason string     `toml:"change_reason"`
	Content      string     `toml:"content"` // 开支内容
	Groups       int        `toml:"groups"`  // 团组
	Persons      int        `toml:"persons"` // 人次
}

// Vehicles is 公务用车购置及运行维护费.
type Vehicles struct {
	Purchase         PublicItem `toml:"purchase"`  // 公务用车购置费
	Operation        PublicItem `toml:"operation"` // 公务用车运行维护费
	ChangeReason     string     `toml:"change_reason"`
	Content          string     `toml:"content"`           // 运行维护费开支内容
	Purchased        int        `toml:"purchased"`         // 公务用车购置数
	Disposed         int        `toml:"disposed"`          // 处置（报废、调出等）的公务用车数
	Owned            int        `toml:"owned"`             // 公务用车保有量
	DifferenceReason string     `toml:"difference_reason"` // 与固定资产车辆差异原因
}

// Reception is 公务接待费.
type Reception struct {
	Cost           PublicItem `toml:"cost"`
	ChangeReason   string     `toml:"change_reason"`
	Content        string     `toml:"content"`
	Batches        int        `toml:"batches"`         // 国内公务接待批次
	Persons        int        `toml:"persons"`         // 人次
	ForeignBatches int        `toml:"foreign_batches"` // 其中：外宾接待批次
	ForeignPersons int        `toml:"foreign_persons"`
}

// Operating is 机关运行经费; for a 事业单位 its 公用经费.
type Operating struct {
	Outturn      Amount `toml:"outturn"` // only for a department that holds 事业单位: otherwise it is 公用经费合计
	LastYear     Amount `toml:"last_year"`
	ChangeReason string `toml:"change_reason"`
}

// Procurement is 政府采购支出.
type Procurement struct {
	Goods       Amount `toml:"goods"`        // 货物
	Works       Amount `toml:"works"`        // 工程
	Services    Amount `toml:"services"`     // 服务
	SmallMedium Amount `toml:"small_medium"` // 授予中小企业合同金额
	SmallMicro  Amount `toml:"small_micro"`  // 其中：授予小微企业合同金额
}

// Assets is 国有资产占用情况, at the end of the year.
type Assets struct {
	HouseArea    Quantity      `toml:"house_area"` // 房屋, 平方米
	HouseValue   Amount        `toml:"house_value"`
	VehicleValue Amount        `toml:"vehicle_value"`
	Vehicles     AssetVehicles `toml:"vehicles"`
	Equipment    int           `toml:"equipment"` // 单价100万元（含）以上设备（不含车辆）, 台（套）
}

// AssetVehicles is the vehicles among the fixed assets, by use.
type AssetVehicles struct {
	Minister       int    `toml:"minister"`        // 副部（省）级及以上领导用车
	Principal      int    `toml:"principal"`       // 主要负责人用车
	Confidential   int    `toml:"confidential"`    // 机要通信用车
	Emergency      int    `toml:"emergency"`       // 应急保障用车
	LawEnforcement int    `toml:"law_enforcement"` // 执法执勤用车
	Special        int    `toml:"special"`         // 特种专业技术用车
	Retired        int    `toml:"retired"`         // 离退休干部服务用车
	Other          int    `toml:"other"`           // 其他用车
	OtherUse       string `toml:"other_use"`       // 其他用车主要是
}

// Count is the number of vehicles.
func (v AssetVehicles) Count() int {
	return v.Minister + v.Principal + v.Confidential + v.Emergency +
		v.LawEnforcement + v.Special + v.Retired + v.Other
}

// SelfEvaluation is 预算绩效自评.
type SelfEvaluation struct {
	Achievements     string             `toml:"achievements"`      // 预算绩效管理取得的成效
	Problems         string             `toml:"problems"`          // 发现的问题及原因
	Measures         string             `toml:"measures"`          // 下一步改进措施
	EvaluationReport bool               `toml:"evaluation_report"` // 附评价报告
	Overall          *OverallEvaluation `toml:"overall"`
	Projects         []Project          `toml:"projects"`
}

// Funding is 年初预算数, 全年预算数 and 全年执行数 of one source.
type Funding struct {
	Initial  Amount `toml:"initial"`
	FullYear Amount `toml:"full_year"`
	Outturn  Amount `toml:"outturn"`
}

// OverallEvaluation is 整体支出绩效自评表.
type OverallEvaluation struct {
	Superior   Funding     `toml:"superior"`            // 上级资金
	Own        Funding     `toml:"own"`                 // 本级资金
	Other      Funding     `toml:"other"`               // 其他资金
	Goal       string      `toml:"goal" need:"yes"`     // 预期目标
	Achieved   string      `toml:"achieved" need:"yes"` // 实际完成情况, without the sentence on the figures
	Indicators []Indicator `toml:"indicators" need:"yes"`
}

// Project is 项目支出绩效自评表 of one project.
type Project struct {
	Name          string      `toml:"name" need:"yes"`
	Department    string      `toml:"department"`    // 主管部门; the unit where empty
	Implementer   string      `toml:"implementer"`   // 实施单位; the unit where empty
	Appropriation Funding     `toml:"appropriation"` // 当年财政拨款
	Other         Funding     `toml:"other"`         // 其他资金
	Goal          string      `toml:"goal" need:"yes"`
	Achieved      string      `toml:"achieved" need:"yes"`
	Indicators    []Indicator `toml:"indicators" need:"yes"`
}

// Indicator is one 三级指标.
type Indicator struct {
	Level1     string   `toml:"level1" need:"yes"` // 一级指标
	Level2     string   `toml:"level2" need:"yes"` // 二级指标
	Level3     string   `toml:"level3" need:"yes"` // 三级指标
	Target     string   `toml:"target" need:"yes"` // 目标值（预期指标值）
	Actual     string   `toml:"actual" need:"yes"` // 业绩值（实际完成指标值）
	Weight     Quantity `toml:"weight" need:"yes"` // 权重, 分
	Completion Ratio    `toml:"completion"`        // 完成率, where it cannot be computed from Target and Actual
	Score      Quantity `toml:"score"`             // 得分, where it is not what the rule gives
	Basis      string   `toml:"basis"`             // 指标值设定依据
	LastYear   string   `toml:"last_year"`         // 上年完成情况
	Scoring    string   `toml:"scoring"`           // 赋分规则
	Evidence   string   `toml:"evidence"`          // 佐证资料
	Deviation  string   `toml:"deviation"`         // 偏差原因分析及改进措施
}

// OtherMatters is 其他需说明的事项.
type OtherMatters struct {
	Text string `toml:"text"` // a paragraph a line
}

// Term is one entry of the glossary (名词解释).
type Term struct {
	Term    string `toml:"term" need:"yes"`
	Meaning string `toml:"meaning" need:"yes"`
}

// Review is what was done before the publication (公开前的审核).
type Review struct {
	ApprovalDate    time.Time `toml:"approval_date"`    // 财政部门批复决算的日期
	SecrecyReviewed bool      `toml:"secrecy_reviewed"` // 已经做过保密审查
	ApprovedBy      string    `toml:"approved_by"`      // 审签的单位负责人
}

// Acceptance says why a warning may stay (接受的警告).
type Acceptance struct {
	Rule   string `toml:"rule" need:"yes"`
	Key    string `toml:"key"` // the path that the warning names; may be empty where the rule warns once
	Reason string `toml:"reason" need:"yes"`
}

// Correction says why a figure of last year, or an opening balance, is another
// than last year's file publishes (更正).
type Correction struct {
	Key    string `toml:"key" need:"yes"` // the path of the figure, such as overall.last_year_total
	Reason string `toml:"reason" need:"yes"`
}
