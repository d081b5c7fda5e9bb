// Package rollover makes next year's unit file of a closed year's (结转): what
// was published becomes last year's, what closed becomes what opens, what stays
// stays, and what must be written anew is marked. It knows which key is which,
// and neither TOML nor where files are.
package rollover

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// Next is the text of next year's unit file. The name is that of the closed
// year's from there.
func Next(closed *lastyear.Year, name string) []byte {
	n := &next{closed: closed, ways: map[string]unitfile.Way{}, notes: map[string]string{}}
	n.make(name)
	return unitfile.Write(unitfile.Content{
		Heading: n.heading(), Unit: &n.unit,
		Way:  func(path string) unitfile.Way { return n.ways[path] },
		Note: func(path string) string { return n.notes[path] },
	})
}

// next is the unit of next year while it is made, with what is to be said of
// its keys.
type next struct {
	closed *lastyear.Year
	unit   unit.Unit
	ways   map[string]unitfile.Way
	notes  map[string]string
}

func (n *next) heading() []string {
	u := n.unit
	return []string{
		fmt.Sprintf("%s %d 年度部门决算", u.Identity.Name, u.Year),
		"",
		fmt.Sprintf("本文件由 %d 年度的单位文件结转：上年数和年初结转取自上年公开的数，已经填好。", u.Year-1),
		"写着“待填”的要填写，没有的金额写 0；“上年写的是”后面是上年的文字，供参考。",
		"需要时才写的，去掉这一行开头的“# ”再填；discgen todo 列出还缺什么。",
	}
}

func (n *next) make(name string) {
	before := n.closed.File.Unit
	n.unit = unit.Unit{
		AmountUnit: before.AmountUnit, Year: before.Year + 1, TemplateSet: before.TemplateSet, LastYear: name,
		StatementsInPDF: before.StatementsInPDF, Charts: before.Charts,
		Identity: before.Identity, Overview: before.Overview, Glossary: before.Glossary, Fonts: before.Fonts,
	}
	n.units(before)
	n.dates(before)
	n.staff()
	n.totals(before)
	n.subjects(before)
	n.basic(before)
	n.public(before.ThreePublic)
	n.matters(before)
	n.evaluation(before.SelfEvaluation)
	n.lastYear()
}

// units asks for the files of a department's units. Those of the closed year are
// of no use, and where the new ones are is not known.
func (n *next) units(before *unit.Unit) {
	if len(before.Units) == 0 {
		return
	}
	n.blank("units")
	n.notes["units"] = "写各单位本年的单位文件，不与各单位核对的删去 units；上年写的是（从上年的文件所在的文件夹写起）：\n" +
		strings.Join(before.Units, "\n")
}

// lastYear writes last year's figures and the opening balances out. Budgets and
// groups of staff that there was nothing of are left out.
func (n *next) lastYear() {
	staff := n.unit.Overview.Staff
	n.closed.Fill(&n.unit)
	n.unit.Overview.Staff = staff
	n.unit.Before = nil
	for _, f := range n.funds() {
		if f.account.IsAbsent() {
			*f.of = unit.FundBudget{}
		}
	}
}

// blank marks keys that must be filled in.
func (n *next) blank(paths ...string) {
	for _, p := range paths {
		n.ways[p] = unitfile.Blank
	}
}

// blankIf marks a key that must be filled in where it had a value, and may be
// otherwise.
func (n *next) blankIf(had bool, path string) {
	n.ways[path] = unitfile.Hint
	if had {
		n.ways[path] = unitfile.Blank
	}
}

// hint marks keys that are written where they are needed.
func (n *next) hint(paths ...string) {
	for _, p := range paths {
		n.ways[p] = unitfile.Hint
	}
}

// reasons marks texts that are written where a figure changed, with last year's
// wording.
func (n *next) reasons(paths ...string) {
	n.hint(paths...)
	n.recall(paths...)
}

// anew marks texts that must be written again, with last year's wording.
func (n *next) anew(paths ...string) {
	n.blank(paths...)
	n.recall(paths...)
}

func (n *next) recall(paths ...string) {
	for _, p := range paths {
		if text := n.closed.Wording(&n.unit, p); text != "" {
			n.notes[p] = "上年写的是：" + strings.ReplaceAll(text, "\r", "")
		}
	}
}

func (n *next) dates(before *unit.Unit) {
	n.blankIf(!before.Identity.DisclosureDate.IsZero(), "unit.disclosure_date")
	n.unit.Identity.DisclosureDate = time.Time{}
	n.blankIf(!before.Review.ApprovalDate.IsZero(), "review.approval_date")
	n.blank("review", "review.secrecy_reviewed", "review.approved_by")
}

// staff marks the groups that there were people in; those in service are always
// asked for.
func (n *next) staff() {
	n.unit.Overview.Staff = unit.Staff{}
	for _, h := range n.closed.Headcounts(&n.unit) {
		group := strings.TrimSuffix(h.Path, ".last_year")
		if h.Of != &n.unit.Overview.Staff.InService && h.Published == 0 {
			n.hint(group)
			continue
		}
		h.Of.LastYear = &h.Published
		n.blank(group + ".current")
	}
}

// totals are the sections on the totals; last year's are filled in behind.
func (n *next) totals(before *unit.Unit) {
	n.reasons("overall.change_reason", "appropriation.change_reason", "appropriation.deviation_reason",
		"general_budget.change_reason", "general_budget.deviation_reason")
	n.blank("general_budget", "general_budget.initial_budget")
	n.blankIf(!before.CarryOver.SurplusUsed.IsZero(), "carry_over.surplus_used")
	n.blankIf(!before.CarryOver.Distributed.IsZero(), "carry_over.distributed")
	for _, f := range n.funds() {
		if !f.account.IsAbsent() {
			n.blank(f.key, f.key+".initial_budget")
			n.reasons(f.key+".change_reason", f.key+".deviation_reason")
		}
	}
}

// fund is one of the two budgets beside the general one.
type fund struct {
	key     string
	account figures.FundAccount
	of      *unit.FundBudget
}

func (n *next) funds() []fund {
	return []fund{
		{"government_fund", n.closed.Book.Fund, &n.unit.Fund}, {"state_capital", n.closed.Book.Capital, &n.unit.Capital},
	}
}

// subjects are those that had an amount in the closed year, or have a balance.
func (n *next) subjects(before *unit.Unit) {
	for _, s := range before.Subjects {
		row := unit.Subject{Code: s.Code, Name: s.Name, GroupName: s.GroupName, Fund: s.Fund}
		had := amounts(s)
		closes := s.Fund != unit.GeneralFund && !s.Closing().IsZero()
		if len(had) == 0 && !closes {
			continue
		}
		path := source.Index("subjects", len(n.unit.Subjects))
		n.unit.Subjects = append(n.unit.Subjects, row)
		for _, key := range had {
			n.blank(source.Join(path, key))
		}
		n.reasons(path + ".change_reason")
	}
}

// amounts are the keys of a subject's amounts that are not zero.
func amounts(s unit.Subject) []string {
	var keys []string
	one := unit.Unit{Subjects: []unit.Subject{s}}
	one.EachAmount(func(path string, a unit.Amount) {
		key := strings.TrimPrefix(path, "subjects[1].")
		if strings.Contains(key, ".") && !a.IsZero() {
			keys = append(keys, key)
		}
	})
	return keys
}

func (n *next) basic(before *unit.Unit) {
	n.unit.Basic = map[string]unit.Amount{}
	for _, code := range slices.Sorted(maps.Keys(before.Basic)) {
		if !before.Basic[code].IsZero() {
			n.unit.Basic[code] = unit.Amount{}
			n.blank("basic_expenditure." + code)
		}
	}
}

func (n *next) public(before unit.ThreePublic) {
	const path = "three_public."
	n.reasons(path+"change_reason", path+"deviation_reason")
	for _, item := range []string{"abroad.cost", "vehicles.purchase", "vehicles.operation", "reception.cost"} {
		n.blank(path+item+".outturn", path+item+".budget")
	}
	for _, of := range []string{"abroad", "vehicles", "reception"} {
		n.reasons(path+of+".change_reason", path+of+".content")
	}
	n.reasons(path + "vehicles.difference_reason")
	a, v, r := before.Abroad, before.Vehicles, before.Reception
	for key, count := range map[string]int{
		"abroad.groups": a.Groups, "abroad.persons": a.Persons, "vehicles.purchased": v.Purchased, "vehicles.disposed": v.Disposed,
		"vehicles.owned": v.Owned, "reception.batches": r.Batches, "reception.persons": r.Persons,
		"reception.foreign_batches": r.ForeignBatches, "reception.foreign_persons": r.ForeignPersons,
	} {
		n.blankIf(count != 0, path+key)
	}
}

func (n *next) matters(before *unit.Unit) {
	n.reasons("operating_expenses.change_reason", "other_matters.text")
	if before.Operating.Outturn.Given {
		n.blank("operating_expenses.outturn")
	}
	n.unit.Assets.Vehicles.OtherUse = before.Assets.Vehicles.OtherUse
	n.hint("other_matters")
	n.eachFigure("procurement", before.Procurement)
	n.eachFigure("assets", before.Assets)
}

func (n *next) evaluation(before unit.SelfEvaluation) {
	if before.Overall == nil && len(before.Projects) == 0 {
		return
	}
	const path = "self_evaluation"
	if o := before.Overall; o != nil {
		n.unit.SelfEvaluation.Overall = &unit.OverallEvaluation{Indicators: definitions(o.Indicators)}
	}
	for _, p := range before.Projects {
		project := unit.Project{Name: p.Name, Department: p.Department, Implementer: p.Implementer, Indicators: definitions(p.Indicators)}
		for _, text := range []*string{&project.Department, &project.Implementer} {
			if *text == n.unit.Identity.Name {
				*text = "" // what it is where the file says nothing
			}
		}
		n.unit.SelfEvaluation.Projects = append(n.unit.SelfEvaluation.Projects, project)
	}
	n.blank(path)
	n.anew(path+".achievements", path+".problems", path+".measures")
	n.hint(path + ".evaluation_report")
	if n.unit.SelfEvaluation.Overall != nil {
		n.table(path+".overall", n.unit.SelfEvaluation.Overall.Indicators, "superior", "own", "other")
	}
	for i, p := range n.unit.SelfEvaluation.Projects {
		n.table(source.Index(path+".projects", i), p.Indicators, "appropriation", "other")
	}
}

// table marks what must be written anew in a self-evaluation table.
func (n *next) table(path string, indicators []unit.Indicator, fundings ...string) {
	for _, f := range fundings {
		n.blank(path+"."+f+".initial", path+"."+f+".full_year", path+"."+f+".outturn")
	}
	n.anew(path+".goal", path+".achieved")
	for i := range indicators {
		at := source.Index(path+".indicators", i)
		n.anew(at+".target", at+".actual")
		n.reasons(at + ".deviation")
	}
}

// definitions are indicators without what a year makes of them.
func definitions(indicators []unit.Indicator) []unit.Indicator {
	var all []unit.Indicator
	for _, i := range indicators {
		all = append(all, unit.Indicator{
			Level1: i.Level1, Level2: i.Level2, Level3: i.Level3, Weight: i.Weight,
			Basis: i.Basis, Scoring: i.Scoring, Evidence: i.Evidence,
		})
	}
	return all
}
