// Package sample makes unit files for tests and measurements: valid units of
// every kind, in which nothing deserves a warning, the same one from the same
// seed. It knows how a valid unit hangs together and nothing of what is made of
// it.
package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Unit is the text of a valid unit file. Seeds differ in the kind of unit, in
// what it has and in every figure and text.
func Unit(seed uint64) []byte { return valid(seed, false) }

// Large is a unit like those of Unit, but about as large as the published
// example: as many subjects, self-evaluation tables and texts of its length.
func Large(seed uint64) []byte { return valid(seed, true) }

func valid(seed uint64, large bool) []byte {
	for try := uint64(0); ; try++ {
		if text, ok := attempt(seed, try, large); ok {
			return text
		}
	}
}

// attempt is a unit and whether it deserves no warning: the totals of last
// year, which follow from all other figures, may be ten thousand times this
// year's.
func attempt(seed, try uint64, large bool) (text []byte, ok bool) {
	g := newGenerator(seed, try)
	g.large = large
	if large {
		g.tasks = g.some(ownTasks, tasks)
	}
	return written(g)
}

func newGenerator(seed, try uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 0x646973636765+try)), seed: seed}
}

func written(g *generator) (text []byte, ok bool) {
	head := g.written(g.head)
	subjects := g.written(g.subjects)
	g.planPublic()
	basic := g.written(g.basicExpenditure)
	overview := g.written(g.overview)
	rest := g.written(func() {
		g.totals()
		g.matters()
		g.threePublic()
		g.selfEvaluation()
	})
	return []byte(head + overview + subjects + basic + rest), !g.apart
}

// money is an amount in 分.
type money int64

const (
	yuan money = 100
	wan  money = 10_000 * yuan
)

type generator struct {
	*rand.Rand
	seed  uint64
	large bool
	tasks []string // of a large unit
	text  strings.Builder
	texts int // how many texts were made, to keep them apart

	wan         bool // the file is in 万元
	institution bool
	year        int

	generalBasic, generalOutlay money // of the general budget
	generalIncome               money
	opening                     money // of the general budget
	fund                        [2]account
	outside                     balance
	projectSpending             money // of all money
	projectOutlay               money // of appropriations
	initial                     money // the initial budgets of all three
	total                       money // 收入总计
	appropriated                money // 财政拨款收入总计
	public                      [4]publicItem
	personnel, publicBasic      money    // 人员经费, 公用经费
	vehicles                    int      // among the fixed assets
	lastGeneral                 money    // spending of last year
	lastFund                    [2]money // of the other two budgets
	apart                       bool     // a total is ten thousand times last year's, or the other way round

	member *member // of a department; nil for a unit by itself
}

// account is what one of the other two budgets adds up to.
type account struct{ opening, income, outlay money }

// balance is the money that is not appropriated.
type balance struct{ income, spending money }

func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(&g.text, format+"\n", args...)
}

// written is what a part of the generator writes.
func (g *generator) written(part func()) string {
	g.text.Reset()
	part()
	return g.text.String()
}

// chance is true in n of a hundred cases.
func (g *generator) chance(n int) bool { return g.IntN(100) < n }

// money is an amount above zero, of any size up to some 亿元, in the steps in
// which the file states amounts: 分 or, now and then, whole hundreds of 元.
func (g *generator) money() money {
	sizes := []int64{100, 10_000, 1_000_000, 100_000_000, 30_000_000_000}
	return g.step(money(1 + g.Int64N(sizes[g.IntN(len(sizes))])))
}

// step is an amount above zero in the steps of the file.
func (g *generator) step(m money) money {
	if g.rounded() {
		return (m/10_000 + 1) * 10_000
	}
	return max(m, 1)
}

// rounded reports whether all amounts are whole hundreds of 元.
func (g *generator) rounded() bool { return g.wan && g.seed%2 == 0 }

// share is a part of an amount between nothing and all of it, in the steps of
// the file.
func (g *generator) share(m money) money {
	part := money(g.Int64N(int64(m) + 1))
	if g.rounded() {
		return part / 10_000 * 10_000
	}
	return part
}

// maybe is an amount that is zero in n of a hundred cases.
func (g *generator) maybe(zero int) money {
	if g.chance(zero) {
		return 0
	}
	return g.money()
}

// amount writes an amount in the file's unit, quoted now and then.
func (g *generator) amount(m money) string {
	s := fmt.Sprintf("%d.%02d", m/100, m%100)
	if g.wan {
		s = fmt.Sprintf("%d.%06d", m/1_000_000, m%1_000_000)
	}
	if g.chance(20) {
		return `"` + s + `"`
	}
	return s
}

// reason is a text of its own that names facts, without a figure of money or a
// direction. The lists that it is made of have lengths without much in common,
// so that the reasons of one unit are never nearly the same.
func (g *generator) reason() string {
	g.texts++
	of := func(words ...string) string { return words[(g.texts+int(g.seed%1000))%len(words)] }
	return of("林草资源监测", "基层站所", "档案数字化", "信息系统", "乡村图书流动站", "办公楼外墙", "学生宿舍", "实验室", "牧道", "防火瞭望塔", "统计调查队伍", "职业技能竞赛") +
		of("按批复的实施方案分批推进", "改由州级统一采购", "由两个年度分摊结算", "经验收后一次付清尾款", "因汛期停工顺延至四季度", "合并到一个合同里签订", "转由下属站点承担", "委托第三方机构组织实施", "按月据实支付", "随主体工程一并招标", "实行总量包干", "改为政府购买服务", "按照合同约定分期支付") +
		"，" +
		of("聘用岗位重新核定", "设备更新周期不同", "合同款跨年支付", "上级文件改变了补助口径", "服务面积重新测绘", "参训学员名额由县里统一分配", "质保金到期退还", "场地租期已经届满", "外勤车次由平台统一调度", "监测点位重新布设") +
		of("；施工许可晚于计划批复", "；验收报告经专家组签字", "；原供应商注销后重新招标", "；冬季低温不能浇筑", "；招录岗位十月才报到", "；与乡镇共建分担", "；旧设备折价抵款", "；票据年底集中报销", "；牧区冬季道路封闭", "；设计方案两次变更", "；进口配件清关较晚") +
		fmt.Sprintf("，见第%d号台账", g.texts)
}

// lastYear is an amount of last year for one of this year: the same, nothing,
// more, half of it, or anything.
func (g *generator) lastYear(current money) money {
	if last := g.anyLastYear(current); max(last, current) < 2000*min(last, current) || min(last, current) == 0 {
		return last
	}
	return current // so far apart, one of them would look like another unit's
}

func (g *generator) anyLastYear(current money) money {
	switch g.IntN(5) {
	case 0:
		return current
	case 1:
		return 0
	case 2:
		return current + g.money()
	case 3:
		return g.half(current)
	}
	return g.money()
}

// half is half of an amount, in the steps of the file.
func (g *generator) half(m money) money {
	if g.rounded() {
		return m / 20_000 * 10_000
	}
	return m / 2
}

// tenThousandfold reports whether one of two totals would look like 元 and the
// other like 万元.
func tenThousandfold(a, b money) bool {
	return min(a, b) > 0 && max(a, b) > 4000*min(a, b) && max(a, b) < 20_000*min(a, b)
}

// changed writes last year's amount of a current one and the reason where there
// is a change.
func (g *generator) changed(key string, current, last money) {
	g.line("%s = %s", key, g.amount(last))
	if last != current {
		g.line("change_reason = %q", g.reason())
	}
}

// lastTotal writes last year's total of a current one, which is no less than
// what it holds, and gives it.
func (g *generator) lastTotal(current, holds money) money {
	last := holds + g.maybe(50)
	if current >= holds && g.chance(40) {
		last = current
	}
	for tenThousandfold(last, current) {
		last *= 3
	}
	g.changed("last_year_total", current, last)
	return last
}

// lastBudget writes last year's total of a budget, which is what it spent and
// what it left for this year, and gives it.
func (g *generator) lastBudget(current, spent, opening money) money {
	if g.maybe(50); current >= spent {
		g.chance(40) // draws as lastTotal does, so that a seed keeps the rest of its unit
	}
	last := spent + opening
	g.apart = g.apart || tenThousandfold(last, current)
	g.changed("last_year_total", current, last)
	return last
}

func (g *generator) head() {
	g.wan = g.chance(30)
	g.institution = g.chance(35)
	g.year = 2019 + g.IntN(12)
	if g.member != nil {
		g.year, g.wan = g.member.year, g.member.wan
	}
	kinds := []string{"行政单位", "参公事业单位"}
	kind := kinds[g.IntN(len(kinds))]
	if g.institution {
		kind = "事业单位"
	}
	places := []string{"昌吉回族自治州", "玛纳斯县", "奇台县", "阜康市", "和田地区"}
	bodies := []string{"统计局", "林业和草原局", "职业技术学校", "图书馆", "红十字会", "畜牧兽医站"}
	g.line("amount_unit = %q", map[bool]string{false: "元", true: "万元"}[g.wan])
	g.line("year = %d", g.year)
	g.line("[unit]")
	g.line("name = \"%s%s第%d所\"", places[g.IntN(len(places))], bodies[g.IntN(len(bodies))], g.seed+1)
	g.line("kind = %q", kind)
	if g.chance(30) && g.member == nil {
		g.line("scope = %q", "部门")
	}
	month := 1 + g.IntN(9)
	if g.chance(50) {
		g.line("disclosure_date = %d-0%d-2%d", g.year+1, month, g.IntN(9))
	}
	g.line("[review]\nsecrecy_reviewed = true\napproved_by = \"主要负责人\"")
	if g.chance(50) {
		g.line("approval_date = %d-0%d-1%d", g.year+1, month, g.IntN(10))
	}
}

func (g *generator) overview() {
	g.line("[overview]")
	duties := fmt.Sprintf("贯彻执行有关法律法规和方针政策；\n（一）承办第%d项业务工作。\n", g.seed)
	if g.large {
		duties = g.longDuties()
	}
	g.line("duties = \"\"\"\n%s\"\"\"", duties)
	g.line("offices = %s", g.names("科室", g.IntN(5)))
	g.line("subordinate_units = %s", g.names("下属单位", g.IntN(3)))
	g.line("[overview.staff]")
	g.line("in_service = { current = %d, last_year = %d }", g.inService(), g.IntN(40))
	for _, key := range []string{"special_retired", "retired"} {
		g.line("%s = { current = %d, last_year = %d }", key, g.IntN(40), g.IntN(40))
	}
}

// inService is a number of people in service whom 人员经费 pays between 3 and 40
// 万元 each; nobody where it is too little for one.
func (g *generator) inService() int {
	few, many := int(g.personnel/(40*wan))+1, int(g.personnel/(3*wan))
	if g.personnel == 0 {
		return g.IntN(40)
	}
	if many < few {
		return 0
	}
	return few + g.IntN(many-few+1)
}

func (g *generator) names(word string, n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("%q", fmt.Sprintf("第%d%s", i+1, word)))
	}
	return "[" + strings.Join(names, ", ") + "]"
}
