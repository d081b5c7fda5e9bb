// Package draft begins the unit file of a unit that has none: from a few
// answers, a file that holds every key the unit needs, each a blank (待填) with
// what it is, and none that it does not need. It knows what a unit has to
// publish; how a file is written is unitfile's business.
package draft

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// Answers are what a file is begun from.
type Answers struct {
	Name       string
	Year       int
	Kind       unit.Kind
	Scope      unit.Scope
	AmountUnit unit.AmountUnit
	Has        []Trait
	Subjects   []string // codes of 项; none: the file has one to be filled in
	Projects   int      // with a self-evaluation table of their own

	Schema string // the name of a JSON Schema beside the file, which the file is to point to; may be empty
}

// Trait is something that some units have and others do not.
type Trait string

// The traits, in the order of the file.
const (
	SubordinateUnits Trait = "下属单位"
	Retired          Trait = "离退休人员"
	CarryOver        Trait = "年初结转"
	GovernmentFund   Trait = "政府性基金"
	StateCapital     Trait = "国有资本经营"
	Superior         Trait = "上级补助收入"
	Operating        Trait = "事业收入"
	Business         Trait = "经营收入"
	Subordinate      Trait = "附属单位上缴收入"
	OtherIncome      Trait = "其他收入"
	Abroad           Trait = "出国"
	Vehicles         Trait = "公务用车"
	VehicleBought    Trait = "购置公务用车"
	Reception        Trait = "接待"
	Procurement      Trait = "政府采购"
	Property         Trait = "房屋和大型设备"
	Overall          Trait = "整体绩效"
)

// Traits are all of them, in the order of the file.
func Traits() []Trait {
	return []Trait{
		SubordinateUnits, Retired, CarryOver, GovernmentFund, StateCapital, Superior, Operating, Business, Subordinate, OtherIncome,
		Abroad, Vehicles, VehicleBought, Reception, Procurement, Property, Overall,
	}
}

// MaxProjects is how many projects a file may be begun with.
const MaxProjects = 99

// File is the text of the unit file, and how many blanks there are in it.
func File(a Answers) (text []byte, blanks int) {
	d := &drafter{Answers: a, has: map[Trait]bool{}, ways: map[string]unitfile.Way{}, notes: map[string]string{}}
	for _, t := range a.Has {
		d.has[t] = true
	}
	for _, code := range a.Subjects {
		switch fund, _ := check.FundOf(code); fund {
		case unit.GovernmentFund:
			d.has[GovernmentFund] = true
		case unit.StateCapital:
			d.has[StateCapital] = true
		}
	}
	d.head()
	d.overview()
	d.totals()
	d.subjects()
	d.basicExpenditure()
	d.threePublic()
	d.matters()
	d.selfEvaluation()
	text = unitfile.Write(unitfile.Content{
		Heading: d.heading(), Unit: &d.unit,
		Way:  func(path string) unitfile.Way { return d.ways[path] },
		Note: func(path string) string { return d.notes[path] },
	})
	if a.Schema != "" {
		text = append([]byte("#:schema ./"+a.Schema+"\n"), text...)
	}
	return text, strings.Count(string(text), `"`+source.BlankMark)
}

type drafter struct {
	Answers
	has   map[Trait]bool
	unit  unit.Unit
	ways  map[string]unitfile.Way
	notes map[string]string
}

// blank and hint take the keys of a table, separated by blanks.
func (d *drafter) blank(table, keys string) { d.mark(unitfile.Blank, table, keys) }
func (d *drafter) hint(table, keys string)  { d.mark(unitfile.Hint, table, keys) }

func (d *drafter) mark(way unitfile.Way, table, keys string) {
	if table != "" && d.ways[table] == unitfile.Omit {
		d.ways[table] = unitfile.Hint
	}
	for _, k := range strings.Fields(keys) {
		d.ways[source.Join(table, k)] = way
	}
}

func (d *drafter) heading() []string {
	return []string{
		fmt.Sprintf("%s %d 年度部门决算", d.Name, d.Year),
		"",
		"标着“待填”的地方要填写：整个换成内容，数字和日期不加引号，文字放在英文双引号里；确实没有的，删去这一行。",
		"以“#”开头的行是说明，程序不读；后面是“键 = 值”的是举例，需要时去掉开头的“# ”，改成自己的内容。",
		"金额只写半角数字和小数点，不加千分位逗号；每个数字只填一次，合计、占比、增减和年末结转都由程序计算。",
	}
}

func (d *drafter) head() {
	d.unit.AmountUnit, d.unit.Year = d.AmountUnit, d.Year
	d.unit.Identity = unit.Identity{Name: d.Name, Kind: d.Kind, Scope: d.Scope}
	d.hint("", "new_unit statements_in_pdf charts")
	d.hint("unit", "aliases code disclosure_date")
	d.blank("review", "secrecy_reviewed approved_by")
	d.hint("review", "approval_date")
}

func (d *drafter) overview() {
	d.blank("overview", "duties offices")
	d.hint("overview", "office_term")
	if d.has[SubordinateUnits] {
		d.blank("overview", "subordinate_units")
	}
	d.blank("overview.staff", "in_service")
	if d.has[Retired] {
		d.blank("overview.staff", "special_retired retired")
	}
}

func (d *drafter) totals() {
	const compared = "last_year_total change_reason"
	d.blank("overall", compared)
	if d.has[CarryOver] {
		d.blank("carry_over", "opening_general")
	}
	if d.outside() {
		d.blank("carry_over", "opening_other")
		d.hint("carry_over", "surplus_used distributed")
	}
	d.blank("appropriation", compared+" deviation_reason")
	d.blank("general_budget", "initial_budget")
	d.hint("general_budget", "change_reason deviation_reason")
	for _, f := range []struct {
		trait Trait
		table string
	}{{GovernmentFund, "government_fund"}, {StateCapital, "state_capital"}} {
		if d.has[f.trait] {
			d.blank(f.table, "initial_budget "+compared+" deviation_reason")
		}
	}
}

// outside reports whether the unit has money that is not appropriated.
func (d *drafter) outside() bool {
	return d.has[Superior] || d.has[Operating] || d.has[Business] || d.has[Subordinate] || d.has[OtherIncome]
}

// subjects are those of the general budget and one of each other budget that
// the unit has and no code belongs to.
func (d *drafter) subjects() {
	wanted := map[unit.Fund]bool{unit.GeneralFund: len(d.Subjects) == 0, unit.GovernmentFund: d.has[GovernmentFund], unit.StateCapital: d.has[StateCapital]}
	named := map[string]bool{}
	for _, code := range d.Subjects {
		fund, _ := check.FundOf(code)
		if fund == "" {
			fund = unit.GeneralFund
		}
		wanted[fund] = false
		d.subject(unit.Subject{Code: code, Fund: fund}, named)
	}
	for _, fund := range unit.Funds {
		if wanted[fund] {
			d.subject(unit.Subject{Fund: fund}, named)
		}
	}
}

// sources are the keys of income that is not appropriated.
var sources = []struct {
	trait Trait
	key   string
}{{Superior, "superior"}, {Operating, "operating"}, {Business, "business"}, {Subordinate, "subordinate"}, {OtherIncome, "other"}}

func (d *drafter) subject(s unit.Subject, named map[string]bool) {
	i := len(d.unit.Subjects)
	d.unit.Subjects = append(d.unit.Subjects, s)
	path := source.Index("subjects", i)
	for _, level := range []struct{ key, code string }{{"name", s.Code}, {"group_name", subject.ParentCode(s.Code)}} {
		if f, ok := subject.LookupFunction(level.code); level.code != "" && !named[level.code] && (!ok || !f.Verified) {
			named[level.code] = true
			d.blank(path, level.key)
			if ok {
				d.notes[source.Join(path, level.key)] = "多半是“" + f.Name + "”，请对照本年度的科目目录核实。"
			}
		}
	}
	d.blank(path, "last_year change_reason")
	d.blank(path+".income", "appropriation")
	if s.Fund != unit.GeneralFund {
		d.blank(path, "opening")
		d.blank(path+".spending", "project")
		d.blank(path+".appropriation", "project")
		return
	}
	d.blank(path+".spending", "basic project")
	d.blank(path+".appropriation", "basic project")
	if i > 0 || !d.outside() {
		return
	}
	for _, in := range sources {
		if d.has[in.trait] {
			d.blank(path+".income", in.key)
		}
	}
	if d.has[Business] {
		d.blank(path+".spending", "business")
	}
	d.notes[path] = "财政拨款以外的收入和支出不属于这个科目的，移到所属的科目。"
}

// commonItems are the 款 of basic expenditure that nearly every unit has.
const commonItems = "30101 30102 30103 30108 30110 30112 30113 30199 30201 30228 30229 30299"

// basicExpenditure is the 款 that the unit is sure, or likely, to have.
func (d *drafter) basicExpenditure() {
	codes := strings.Fields(commonItems)
	for _, more := range []struct {
		when bool
		code string
	}{
		{d.Kind == unit.Institution, "30107"}, {d.Kind != unit.Institution, "30239"}, {d.has[Retired], "30302"},
		{d.has[Abroad], "30212"}, {d.has[Vehicles], "30231"}, {d.has[Reception], "30217"},
	} {
		if more.when {
			codes = append(codes, more.code)
		}
	}
	d.unit.Basic = map[string]unit.Amount{}
	for _, code := range codes {
		d.unit.Basic[code] = unit.Amount{}
		d.blank("basic_expenditure", code)
	}
	d.notes["basic_expenditure"] = "没有的款删去，别的款照样添写。"
}

func (d *drafter) threePublic() {
	if !d.has[Abroad] && !d.has[Vehicles] && !d.has[VehicleBought] && !d.has[Reception] {
		return
	}
	d.blank("three_public", "change_reason deviation_reason")
	if d.has[Abroad] {
		d.blank("three_public.abroad", "cost change_reason content groups persons")
	}
	if d.has[Vehicles] || d.has[VehicleBought] {
		d.blank("three_public.vehicles", "operation change_reason content owned")
		d.hint("three_public.vehicles", "difference_reason")
	}
	if d.has[VehicleBought] {
		d.blank("three_public.vehicles", "purchase purchased")
	}
	if d.has[Reception] {
		d.blank("three_public.reception", "cost change_reason content batches persons")
		d.hint("three_public.reception", "foreign_batches foreign_persons")
	}
}

func (d *drafter) matters() {
	d.blank("operating_expenses", "last_year change_reason")
	if d.Scope == unit.Department && d.Kind != unit.Institution {
		d.hint("operating_expenses", "outturn")
	}
	if d.has[Procurement] {
		d.blank("procurement", "goods works services small_medium small_micro")
	}
	if d.has[Property] {
		d.blank("assets", "house_area house_value equipment")
	}
	if d.has[Vehicles] || d.has[VehicleBought] {
		d.blank("assets", "vehicle_value")
		d.blank("assets.vehicles", "other other_use")
		d.hint("assets.vehicles", "minister principal confidential emergency law_enforcement special retired")
	}
	d.hint("other_matters", "text")
	d.hint("", "glossary")
}

func (d *drafter) selfEvaluation() {
	if !d.has[Overall] && d.Projects == 0 {
		return
	}
	d.blank("self_evaluation", "achievements problems measures")
	d.hint("self_evaluation", "evaluation_report")
	const indicator = "level1 level2 level3 target actual weight basis"
	const more = "指标照这一组添写；权重（不含预算执行率的 10 分）合计 90 分。"
	if d.has[Overall] {
		const path = "self_evaluation.overall"
		d.unit.SelfEvaluation.Overall = &unit.OverallEvaluation{Indicators: make([]unit.Indicator, 1)}
		d.blank(path, "superior own other goal achieved")
		d.blank(path+".indicators[1]", indicator)
		d.notes[path+".indicators[1]"] = more
	}
	d.unit.SelfEvaluation.Projects = make([]unit.Project, d.Projects)
	for i := range d.unit.SelfEvaluation.Projects {
		p := &d.unit.SelfEvaluation.Projects[i]
		p.Department, p.Implementer, p.Indicators = d.Name, d.Name, make([]unit.Indicator, 1)
		path := source.Index("self_evaluation.projects", i)
		d.blank(path, "name appropriation goal achieved")
		d.blank(path+".indicators[1]", indicator+" last_year scoring evidence")
		if i == 0 {
			d.notes[path+".indicators[1]"] = more
		}
	}
}
