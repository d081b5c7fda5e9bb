// Package sample makes unit files for tests: valid units of every kind, the
// same one from the same seed. It knows how a valid unit hangs together and
// nothing of what is made of it.
package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Unit is the text of a valid unit file. Seeds differ in the kind of unit, in
// what it has and in every figure and text.
func Unit(seed uint64) []byte {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x646973636765)), seed: seed}
	g.head()
	g.overview()
	g.subjects()
	g.totals()
	g.basicExpenditure()
	g.matters()
	g.threePublic()
	g.selfEvaluation()
	return []byte(g.text.String())
}

// money is an amount in 分.
type money int64

type generator struct {
	*rand.Rand
	seed  uint64
	text  strings.Builder
	texts int // how many texts were made, to keep them apart

	wan         bool // the file is in 万元
	institution bool

	generalBasic, generalOutlay money // of the general budget
	generalIncome               money
	opening                     money // of the general budget
	fund                        [2]account
	outside                     balance
	projectSpending             money
	vehicles                    int      // among the fixed assets
	lastGeneral                 money    // spending of last year
	lastFund                    [2]money // of the other two budgets
}

// account is what one of the other two budgets adds up to.
type account struct{ opening, income money }

// balance is the money that is not appropriated.
type balance struct{ income, spending money }

func (g *generator) line(format string, args ...any) {
	fmt.Fprintf(&g.text, format+"\n", args...)
}

// chance is true in n of a hundred cases.
func (g *generator) chance(n int) bool { return g.IntN(100) < n }

// money is an amount above zero, of any size up to some 亿元, in the steps in
// which the file states amounts: 分 or, now and then, whole hundreds of 元.
func (g *generator) money() money {
	sizes := []int64{100, 10_000, 1_000_000, 100_000_000, 30_000_000_000}
	m := money(1 + g.Int64N(sizes[g.IntN(len(sizes))]))
	if g.wan && g.seed%2 == 0 {
		return (m/10_000 + 1) * 10_000
	}
	return m
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

// reason is a text of its own, without a figure of money or a direction.
func (g *generator) reason() string {
	words := []string{"按照年度工作安排据实列支", "人员岗位调整后相应变化", "项目实施进度与上年不同", "根据工作需要统筹安排", "按上级文件要求调整了工作内容"}
	g.texts++
	return fmt.Sprintf("%s，属于第%d类情形", words[g.IntN(len(words))], g.texts)
}

// lastYear is an amount of last year for one of this year, and whether the two
// are the same: equal, from zero, to zero, a little off, or anything.
func (g *generator) lastYear(current money) (money, bool) {
	last := current
	switch g.IntN(5) {
	case 0:
	case 1:
		last = 0
	case 2:
		last = current + g.money()
	case 3:
		last = current / 2
	default:
		last = g.money()
	}
	return last, last == current
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
	g.changed("last_year_total", current, last)
	return last
}

func (g *generator) head() {
	g.wan = g.chance(30)
	g.institution = g.chance(35)
	kinds := []string{"行政单位", "参公事业单位"}
	kind := kinds[g.IntN(len(kinds))]
	if g.institution {
		kind = "事业单位"
	}
	places := []string{"昌吉回族自治州", "玛纳斯县", "奇台县", "阜康市", "和田地区"}
	bodies := []string{"统计局", "林业和草原局", "职业技术学校", "图书馆", "红十字会", "畜牧兽医站"}
	g.line("amount_unit = %q", map[bool]string{false: "元", true: "万元"}[g.wan])
	g.line("year = %d", 2019+g.IntN(12))
	g.line("[unit]")
	g.line("name = \"%s%s第%d所\"", places[g.IntN(len(places))], bodies[g.IntN(len(bodies))], g.seed+1)
	g.line("kind = %q", kind)
	if g.chance(30) {
		g.line("scope = %q", "部门")
	}
	if g.chance(50) {
		g.line("disclosure_date = 2025-0%d-1%d", 1+g.IntN(9), g.IntN(10))
	}
}

func (g *generator) overview() {
	g.line("[overview]")
	g.line("duties = \"\"\"\n贯彻执行有关法律法规和方针政策；\n（一）承办第%d项业务工作。\n\"\"\"", g.seed)
	g.line("offices = %s", g.names("科室", g.IntN(5)))
	g.line("subordinate_units = %s", g.names("下属单位", g.IntN(3)))
	g.line("[overview.staff]")
	for _, key := range []string{"in_service", "special_retired", "retired"} {
		g.line("%s = { current = %d, last_year = %d }", key, g.IntN(40), g.IntN(40))
	}
}

func (g *generator) names(word string, n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("%q", fmt.Sprintf("第%d%s", i+1, word)))
	}
	return "[" + strings.Join(names, ", ") + "]"
}
