package sample

import (
	"fmt"
	"strings"
)

// publicItem is one item of 三公经费: its 款 among basic expenditure, what of it
// is there, and all of it.
type publicItem struct {
	code           string
	basic, outturn money
}

// planPublic decides 三公经费: none at all, or parts of the basic outlay and,
// where there is project outlay, something beside it.
func (g *generator) planPublic() {
	none := g.chance(25)
	for i, code := range []string{"30212", "31013", "30231", "30217"} {
		p := publicItem{code: code}
		zero := []int{40, 70, 0, 40}[i]
		if !none && !g.chance(zero) {
			p.basic = g.share(g.generalBasic / 10)
		}
		p.outturn = p.basic
		if !none && g.projectOutlay > 0 && !g.chance(zero) {
			p.outturn += g.share(g.projectOutlay / 10)
		}
		g.public[i] = p
	}
}

// publicItem writes the figures of one item of 三公经费 as an inline table. Its
// budget is no less than its outturn.
func (g *generator) publicItem(key string, outturn money) {
	budget := outturn
	if g.chance(50) {
		budget += g.maybe(40)
	}
	last := g.lastYear(outturn)
	reason := ""
	if budget != outturn {
		reason = fmt.Sprintf(", deviation_reason = %q", g.reason())
	}
	g.line("%s = { outturn = %s, budget = %s, last_year = %s%s }", key,
		g.amount(outturn), g.amount(budget), g.amount(last), reason)
}

// threePublic writes 三公经费 as it was planned.
func (g *generator) threePublic() {
	abroad, purchase, operation, reception := g.public[0].outturn, g.public[1].outturn, g.public[2].outturn, g.public[3].outturn
	if abroad+purchase+operation+reception == 0 {
		g.line("[three_public]")
		for _, key := range []string{"abroad.cost", "vehicles.purchase", "vehicles.operation", "reception.cost"} {
			g.line("%s = { outturn = 0, budget = 0.00, last_year = \"0.00\" }", key)
		}
		return
	}
	reason := func() { g.line("change_reason = %q", g.reason()) }
	g.line("[three_public]")
	reason()
	g.line("deviation_reason = %q", g.reason())
	g.line("[three_public.abroad]")
	reason()
	g.publicItem("cost", abroad)
	g.spent(abroad, 8*wan, "groups", "persons")
	g.line("[three_public.reception]")
	reason()
	g.publicItem("cost", reception)
	g.spent(reception, 500*yuan, "batches", "persons")
	g.line("[three_public.vehicles]")
	reason()
	g.publicItem("purchase", purchase)
	g.publicItem("operation", operation)
	g.fleet(purchase, operation)
}

// fleet writes the vehicles that were bought and that run.
func (g *generator) fleet(purchase, operation money) {
	bought := 0
	if purchase > 0 {
		bought = 1 + g.IntN(3)
	}
	owned := max(bought, 1) + int(operation/(5*wan)) + g.IntN(8)
	g.line("purchased = %d\nowned = %d", bought, owned)
	if operation > 0 {
		g.line("content = %q", "车辆燃料费、修理费等")
	}
	if owned != g.vehicles {
		g.line("difference_reason = %q", g.reason())
	}
}

// spent writes what a cost was spent on, no more than a limit for each person.
func (g *generator) spent(cost, limit money, first, second string) {
	if cost == 0 {
		return
	}
	n := 1 + g.IntN(9)
	g.line("%s = %d\n%s = %d\ncontent = %q", first, n, second, n+int(cost/limit)+1+g.IntN(90), "用于第"+fmt.Sprint(n)+"项工作")
}

func (g *generator) matters() {
	g.line("[operating_expenses]\nlast_year = %s\nchange_reason = %q", g.amount(g.lastYear(g.publicBasic)), g.reason())
	spending := g.generalOutlay + g.fund[0].outlay + g.fund[1].outlay + g.outside.spending
	goods, works, services := g.share(spending/3), g.share(spending/3), g.share(spending/3)
	total := goods + works + services
	small := g.share(total)
	g.line("[procurement]\ngoods = %s\nworks = %s\nservices = %s\nsmall_medium = %s\nsmall_micro = %s",
		g.amount(goods), g.amount(works), g.amount(services), g.amount(total), g.amount(small))
	g.line("[assets]\nhouse_area = %d.%02d\nhouse_value = %s\nequipment = %d",
		1+g.IntN(9000), g.IntN(100), g.amount(g.money()), g.IntN(20))
	if g.chance(60) {
		other, emergency := 1+g.IntN(5), g.IntN(4)
		g.vehicles = other + emergency
		g.line("vehicle_value = %s\n[assets.vehicles]\nother = %d\nother_use = \"业务用车\"\nemergency = %d",
			g.amount(g.money()), other, emergency)
	}
}

func (g *generator) selfEvaluation() {
	overall, projects := g.chance(70), g.IntN(4)
	if g.large {
		overall, projects = true, 3
	}
	if !overall && projects == 0 {
		return
	}
	g.line("[self_evaluation]\nachievements = %q\nproblems = %q\nmeasures = %q",
		g.achievements(), g.problems(), g.measures())
	if overall {
		g.overall()
	}
	own, other := g.projectOutlay, g.projectSpending-g.projectOutlay
	for i := range projects {
		g.line("[[self_evaluation.projects]]\nname = \"第%d号项目\"", i+1)
		own -= g.project("appropriation", own)
		other -= g.project("other", other)
		g.line("goal = %q\nachieved = %q", g.goal("通过"), g.goal("截至年末实际完成了："))
		g.indicators("self_evaluation.projects.indicators", true)
	}
}

// overall writes the table of the unit as a whole, whose sums are those of the
// statements.
func (g *generator) overall() {
	spent := g.generalOutlay + g.fund[0].outlay + g.fund[1].outlay
	initial, full := g.share(g.initial), g.share(g.appropriated)
	least := max(0, spent-(g.appropriated-full)) // what the own money cannot pay
	outturn := least + g.share(min(spent, full)-least)
	g.line("[self_evaluation.overall]")
	g.funding("superior", initial, full, outturn)
	g.funding("own", g.initial-initial, g.appropriated-full, spent-outturn)
	g.funding("other", g.maybe(20), g.total-g.appropriated, g.outside.spending)
	g.line("goal = %q\nachieved = %q", g.goal("通过"), g.goal("截至年末实际完成了："))
	g.indicators("self_evaluation.overall.indicators", false)
}

func (g *generator) funding(key string, initial, full, outturn money) {
	g.line("%s = { initial = %s, full_year = %s, outturn = %s }", key, g.amount(initial), g.amount(full), g.amount(outturn))
}

// project writes one source of a project's money and gives what was spent of
// what is left.
func (g *generator) project(key string, left money) money {
	spent := g.share(left)
	g.funding(key, g.maybe(20), spent+g.maybe(60), spent)
	return spent
}

// results are pairs of a target and a result, most of which have a rate of
// completion that can be computed.
var results = []string{
	`target = ">=90%"` + "\n" + `actual = "=100%"`,
	`target = "=3个"` + "\n" + `actual = "=3个"`,
	`target = "<=12.5万元"` + "\n" + `actual = "=12.04万元"`,
	`target = ">=30次"` + "\n" + `actual = "=17次"`,
	`target = "YEAR年12月10日"` + "\n" + `actual = "=YEAR年11月30日"`,
	`target = "不断提高"` + "\n" + `actual = "达到预期指标"`,
	`target = "有所改善"` + "\n" + `actual = "部分达到"` + "\n" + `completion = 80`,
}

// indicators writes indicators whose weights add up to 90; those of projects
// have more columns.
func (g *generator) indicators(path string, project bool) {
	if g.large {
		g.largeIndicators(path, project)
		return
	}
	for left := 90; left > 0; {
		weight := min(left, 5+g.IntN(25))
		left -= weight
		level := 1 + (90-left)/40
		g.line("[[%s]]\nlevel1 = \"一级指标%d\"\nlevel2 = \"二级指标%d\"\nlevel3 = %q\nweight = %d", path, level, level, g.reason(), weight)
		g.result()
		g.line("basis = \"计划标准\"")
		if project {
			g.line("deviation = %q\nscoring = \"按照完成比例赋分\"\nevidence = \"工作资料\"\nlast_year = \"%d\"", g.reason(), g.IntN(90))
		}
	}
}

// result writes a target and what came of it.
func (g *generator) result() {
	g.line("%s", strings.ReplaceAll(results[g.IntN(len(results))], "YEAR", fmt.Sprint(g.year)))
}
