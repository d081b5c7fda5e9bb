package sample

import "fmt"

// publicItem writes the figures of one item of 三公经费 as an inline table.
func (g *generator) publicItem(key string, outturn money, none bool) {
	budget, same := g.lastYear(outturn)
	last, _ := g.lastYear(outturn)
	if none {
		budget, last, same = 0, 0, true
	}
	reason := ""
	if !same {
		reason = fmt.Sprintf(", deviation_reason = %q", g.reason())
	}
	g.line("%s = { outturn = %s, budget = %s, last_year = %s%s }", key,
		g.amount(outturn), g.amount(budget), g.amount(last), reason)
}

// threePublic writes 三公经费: none at all, or some with vehicles that run.
func (g *generator) threePublic() {
	if g.chance(25) {
		g.line("[three_public]")
		for _, key := range []string{"abroad.cost", "vehicles.purchase", "vehicles.operation", "reception.cost"} {
			g.publicItem(key, 0, true)
		}
		return
	}
	abroad, purchase, operation, reception := g.maybe(40), g.maybe(70), g.money(), g.maybe(40)
	reason := func() { g.line("change_reason = %q", g.reason()) }
	g.line("[three_public]")
	reason()
	g.line("deviation_reason = %q", g.reason())
	g.line("[three_public.abroad]")
	reason()
	g.publicItem("cost", abroad, false)
	g.spent(abroad, "groups", "persons")
	g.line("[three_public.reception]")
	reason()
	g.publicItem("cost", reception, false)
	g.spent(reception, "batches", "persons")
	g.line("[three_public.vehicles]")
	reason()
	g.publicItem("purchase", purchase, false)
	g.publicItem("operation", operation, false)
	bought := 0
	if purchase > 0 {
		bought = 1 + g.IntN(3)
	}
	owned := max(bought, 1) + g.IntN(8)
	g.line("purchased = %d\nowned = %d\ncontent = %q", bought, owned, "车辆燃料费、修理费等")
	if owned != g.vehicles {
		g.line("difference_reason = %q", g.reason())
	}
}

// spent writes what a cost was spent on.
func (g *generator) spent(cost money, first, second string) {
	if cost == 0 {
		return
	}
	n := 1 + g.IntN(9)
	g.line("%s = %d\n%s = %d\ncontent = %q", first, n, second, n+g.IntN(90), "用于第"+fmt.Sprint(n)+"项工作")
}

func (g *generator) matters() {
	g.line("[operating_expenses]\nlast_year = %s\nchange_reason = %q", g.amount(g.maybe(20)), g.reason())
	goods, works, services := g.maybe(30), g.maybe(70), g.maybe(40)
	total := goods + works + services
	small := money(g.Int64N(int64(total) + 1))
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
	if !overall && projects == 0 {
		return
	}
	g.line("[self_evaluation]\nachievements = %q\nproblems = %q\nmeasures = %q\nevaluation_report = %v",
		g.reason(), g.reason(), g.reason(), g.chance(50))
	if overall {
		g.line("[self_evaluation.overall]")
		g.funding("superior", "own", "other")
		g.line("goal = %q\nachieved = %q", g.reason(), g.reason())
		g.indicators("self_evaluation.overall.indicators", false)
	}
	for i := range projects {
		g.line("[[self_evaluation.projects]]\nname = \"第%d号项目\"", i+1)
		g.funding("appropriation", "other")
		g.line("goal = %q\nachieved = %q", g.reason(), g.reason())
		g.indicators("self_evaluation.projects.indicators", true)
	}
}

func (g *generator) funding(keys ...string) {
	for _, key := range keys {
		full := g.money()
		g.line("%s = { initial = %s, full_year = %s, outturn = %s }", key,
			g.amount(g.maybe(20)), g.amount(full), g.amount(money(g.Int64N(int64(full)+1))))
	}
}

// results are pairs of a target and a result, most of which have a rate of
// completion that can be computed.
var results = []string{
	`target = ">=90%"` + "\n" + `actual = "=100%"`,
	`target = "=3个"` + "\n" + `actual = "=3个"`,
	`target = "<=12.5万元"` + "\n" + `actual = "=12.04万元"`,
	`target = ">=30次"` + "\n" + `actual = "=17次"`,
	`target = "2024年12月10日"` + "\n" + `actual = "=2024年11月30日"`,
	`target = "不断提高"` + "\n" + `actual = "达到预期指标"`,
	`target = "有所改善"` + "\n" + `actual = "部分达到"` + "\n" + `completion = 80`,
}

// indicators writes indicators whose weights add up to 90; those of projects
// have more columns.
func (g *generator) indicators(path string, project bool) {
	for left := 90; left > 0; {
		weight := min(left, 5+g.IntN(25))
		left -= weight
		level := 1 + (90-left)/40
		g.line("[[%s]]\nlevel1 = \"一级指标%d\"\nlevel2 = \"二级指标%d\"\nlevel3 = %q\nweight = %d", path, level, level, g.reason(), weight)
		g.line("%s\nbasis = \"计划标准\"", results[g.IntN(len(results))])
		if project {
			g.line("deviation = %q\nscoring = \"按照完成比例赋分\"\nevidence = \"工作资料\"\nlast_year = \"%d\"", g.reason(), g.IntN(90))
		}
	}
}
