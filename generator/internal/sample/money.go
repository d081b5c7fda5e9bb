package sample

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/generator/subject"
)

// generalCodes and otherCodes are 项 of the three budgets.
var (
	generalCodes = []string{
		"2010506", "2010601", "2010602", "2012850", "2012899", "2050205", "2060702", "2070308", "2080501",
		"2080502", "2080505", "2080506", "2081602", "2101101", "2101102", "2101103", "2120101", "2120501",
		"2200150", "2210201", "2210203", "2299999", "2130201", "2310301",
	}
	otherCodes = [2][]string{{"2296002", "2296003", "2120803", "2082201"}, {"2230105", "2230299"}}
	funds      = [2]string{"政府性基金预算", "国有资本经营预算"}
)

// pair writes an inline table of amounts, without those that are zero.
func (g *generator) pair(key string, amounts ...any) {
	var parts []string
	for i := 0; i < len(amounts); i += 2 {
		if m := amounts[i+1].(money); m != 0 {
			parts = append(parts, fmt.Sprintf("%s = %s", amounts[i], g.amount(m)))
		}
	}
	if len(parts) > 0 {
		g.line("%s = { %s }", key, strings.Join(parts, ", "))
	}
}

func (g *generator) code(code string) {
	g.line("[[subjects]]")
	g.line("code = %q", code)
	for _, level := range []struct{ key, code string }{{"name", code}, {"group_name", subject.ParentCode(code)}} {
		if f, ok := subject.LookupFunction(level.code); !ok || !f.Verified {
			g.line("%s = %q", level.key, "科目"+level.code)
		}
	}
}

func (g *generator) subjects() {
	others := !g.large && g.chance(5) && g.member == nil
	if !others {
		for n, i := range g.Perm(len(generalCodes))[:g.generalSubjects()] {
			g.generalSubject(generalCodes[i], n == 0)
		}
	}
	for k := range otherCodes {
		if !g.chance(25) && (!others || k > 0) {
			continue
		}
		for _, i := range g.Perm(len(otherCodes[k]))[:1+g.IntN(len(otherCodes[k]))] {
			g.otherSubject(k, otherCodes[k][i])
		}
	}
}

// generalSubjects is how many subjects of the general budget there are.
func (g *generator) generalSubjects() int {
	if g.large {
		return 13 + g.IntN(4)
	}
	return 1 + g.IntN(len(generalCodes)-1)
}

// generalSubject writes a subject of the general budget. What its income lacks
// is taken from the opening balance, which grows by as much; what it has more
// is a small part, so that the initial budget can be near to both. The first
// subject has an amount that is printed.
func (g *generator) generalSubject(code string, first bool) {
	g.code(code)
	basic, project := g.maybe(30), g.maybe(50)
	if g.chance(10) {
		basic, project = 0, 0
	}
	if first {
		basic += g.step(wan)
	}
	income := basic + project
	switch {
	case income > 10*wan && g.chance(10):
		income += g.share(income / 5)
	case g.chance(10):
		part := g.share(income)
		g.opening += part
		income -= part
	}
	g.projectOutlay += project
	g.generalBasic += basic
	g.generalOutlay += basic + project
	g.generalIncome += income
	outside := g.withOutside(basic, project, income)
	g.pair("appropriation", "basic", basic, "project", project)
	g.lastGeneral += g.subjectCompared(basic+project, basic+project+income+outside == 0)
}

// withOutside writes income and spending of a subject: the appropriated and,
// now and then, other money beside it.
// It gives the sum of the other money.
func (g *generator) withOutside(basic, project, appropriated money) money {
	var in [5]money
	var out [5]money
	if g.chance(40) {
		in[4], out[0], out[1] = g.maybe(50), g.maybe(50), g.maybe(50)
	}
	if g.institution && g.chance(60) {
		in = [5]money{g.maybe(70), g.maybe(30), g.maybe(50), g.maybe(80), in[4]}
		out = [5]money{out[0], out[1], g.maybe(80), g.maybe(50), g.maybe(80)}
	}
	g.between(&in, &out)
	var sum money
	for i := range in {
		g.outside.income += in[i]
		g.outside.spending += out[i]
		sum += in[i] + out[i]
	}
	g.projectSpending += project + out[1]
	g.pair("income", "appropriation", appropriated, "superior", in[0], "operating", in[1],
		"business", in[2], "subordinate", in[3], "other", in[4])
	g.pair("spending", "basic", basic+out[0], "project", project+out[1], "to_superior", out[2],
		"business", out[3], "to_subordinate", out[4])
	return sum
}

// subjectCompared writes last year's amount of a subject and gives it. One that
// is bare, without any amount this year, had one then: else it would not be
// there.
func (g *generator) subjectCompared(current money, bare bool) money {
	last := g.lastYear(current)
	if bare {
		last = g.money()
	}
	g.changed("last_year", current, last)
	return last
}

// otherSubject writes a subject of one of the other two budgets.
func (g *generator) otherSubject(k int, code string) {
	g.code(code)
	g.line("fund = %q", funds[k])
	opening, project := g.maybe(50), g.maybe(20)
	income := max(project-opening, 0) + g.maybe(60)
	switch {
	case income > 0:
		income += g.step(wan)
	case opening > 0:
		opening += g.step(wan)
	}
	g.fund[k].opening += opening
	g.fund[k].income += income
	g.fund[k].outlay += project
	g.projectSpending += project
	g.projectOutlay += project
	g.line("opening = %s", g.amount(opening))
	g.pair("income", "appropriation", income)
	g.pair("spending", "project", project)
	g.pair("appropriation", "project", project)
	g.lastFund[k] += g.subjectCompared(project, opening+income+project == 0)
}

// totals writes the tables about the year as a whole.
func (g *generator) totals() {
	used, distributed := money(0), money(0)
	if g.institution {
		used, distributed = g.maybe(70), g.maybe(70)
	}
	short := max(g.outside.spending+distributed-g.outside.income-used, 0)
	outside := short + g.maybe(50)
	g.line("[carry_over]\nopening_general = %s\nopening_other = %s\nsurplus_used = %s\ndistributed = %s",
		g.amount(g.opening), g.amount(outside), g.amount(used), g.amount(distributed))
	general := g.opening + g.generalIncome
	g.appropriated = general + g.fund[0].opening + g.fund[0].income + g.fund[1].opening + g.fund[1].income
	g.total = g.appropriated + outside + g.outside.income + used
	last := g.lastGeneral
	for k, key := range []string{"government_fund", "state_capital"} {
		if current := g.fund[k].opening + g.fund[k].income; current+g.lastFund[k] != 0 || g.chance(10) {
			g.line("[%s]", key)
			last += g.lastBudget(current, g.lastFund[k], g.fund[k].opening)
			g.budgeted(current, current)
		}
	}
	g.line("[appropriation]\ndeviation_reason = %q", g.reason())
	last = g.lastBudget(g.appropriated, last, g.opening)
	g.line("[overall]")
	g.lastTotal(g.total, last)
	g.line("[general_budget]\nchange_reason = %q", g.reason())
	g.budgeted(g.generalOutlay, general)
}

// budgeted writes an initial budget that is near to an outturn and to a total
// which is no less, and the reason where it is not the outturn.
func (g *generator) budgeted(outturn, total money) {
	budget := outturn + g.share(total-outturn)
	if budget > 10*wan && g.chance(50) {
		budget -= g.share(min(budget/20, outturn/20))
	}
	g.initial += budget
	g.line("initial_budget = %s", g.amount(budget))
	if budget != outturn {
		g.line("deviation_reason = %q", g.reason())
	}
}

// basicExpenditure spreads the basic outlay of the general budget over
// economic items. Those of 三公经费 have what was planned for them.
func (g *generator) basicExpenditure() {
	g.line("[basic_expenditure]")
	left := g.generalBasic
	planned := map[string]bool{}
	for _, p := range g.public {
		planned[p.code] = true
		if p.basic > 0 {
			g.line("%s = %s", p.code, g.amount(p.basic))
			left -= p.basic
			g.publicBasic += p.basic
		}
	}
	var codes []string
	for _, class := range subject.EconomicClasses() {
		for _, item := range subject.EconomicItems(class.Code) {
			if !planned[item.Code] {
				codes = append(codes, item.Code)
			}
		}
	}
	for n, i := range g.Perm(len(codes)) {
		part := g.share(left)
		if n == len(codes)-1 || n > 25 {
			part = left
		}
		if left == 0 {
			return
		}
		g.line("%s = %s", codes[i], g.amount(part))
		if subject.KindOf(codes[i]) == subject.KindPersonnel {
			g.personnel += part
		} else {
			g.publicBasic += part
		}
		left -= part
	}
}
