package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

// comparison is one compared sentence of the explanation with the key of its
// reason.
type comparison struct {
	path, name, reason string
	against            string // what the outturn is compared with
	from, to           figures.Figure
	rate               figures.Rate // of the difference, without a sign
	item               bool         // it is one 项 of the section on spending by subject
	shared             bool         // the reason is that of another sentence
	figure             string       // the key of from, where the file gives it; else empty
	asAnother          bool         // another sentence has the same figures, so that its reason will do
}

// sign is −1, 0 or 1 for a fall, no change or a rise of what is printed.
func (c comparison) sign() int { return c.to.Wan.Cmp(c.from.Wan) }

// difference is the printed difference, 万元, without a sign.
func (c comparison) difference() decimal.Decimal { return c.to.Wan.Sub(c.from.Wan).Abs() }

// direction is the word for a sign.
func direction(sign int) string {
	return [...]string{"下降", "持平", "增加"}[sign+1]
}

func changed(path, name string, c figures.Change, reason string) comparison {
	return comparison{path: path, name: name, reason: reason, against: "上年数", from: c.LastYear, to: c.Current, rate: c.Rate}.with(figureKeys[path])
}

// figureKeys are the keys of what is compared with, by those of the reasons,
// where the file gives it as one figure.
var figureKeys = map[string]string{
	"general_budget.deviation_reason": "general_budget.initial_budget", "government_fund.deviation_reason": "government_fund.initial_budget",
	"state_capital.deviation_reason": "state_capital.initial_budget",
	"overall.change_reason":          "overall.last_year_total", "appropriation.change_reason": "appropriation.last_year_total",
	"government_fund.change_reason": "government_fund.last_year_total", "state_capital.change_reason": "state_capital.last_year_total",
	"operating_expenses.change_reason": "operating_expenses.last_year",
}

func (c comparison) with(figure string) comparison {
	c.figure = figure
	return c
}

func deviated(path, name string, d figures.Deviation, reason string) comparison {
	budget := "年初预算数"
	if strings.HasPrefix(path, "three_public") {
		budget = "全年预算数"
	}
	return comparison{path: path, name: name, reason: reason, against: budget, from: d.Budget, to: d.Outturn,
		rate: figures.Rate{Percent: d.Rate.Percent.Abs()}}.with(figureKeys[path])
}

// sharedUnless marks a comparison without a reason of its own beside another
// one, whose figures may be the same.
func (c comparison) sharedUnless(own string, other comparison) comparison {
	c.shared = isBlank(own)
	c.asAnother = c.from.Wan.Equal(other.from.Wan) && c.to.Wan.Equal(other.to.Wan)
	return c
}

// spoken are the comparisons that have a reason of their own, which is not yet
// to be written.
func spoken(all []comparison) []comparison {
	return slices.DeleteFunc(all, func(c comparison) bool { return c.shared || isBlank(c.reason) || source.IsBlank(c.reason) })
}

// changes are all sentences that compare with last year.
func (r *reporter) changes() []comparison {
	u, b, t := r.u, r.Book, r.u.ThreePublic
	generalChange, _ := b.GeneralReasons(u)
	appropriation := changed("appropriation.change_reason", "财政拨款收入支出总计", b.Appropriation.Change, u.Appropriation.ChangeReason)
	all := []comparison{
		changed("overall.change_reason", "收入支出总计", b.Overall.Change, u.Overall.ChangeReason),
		appropriation,
		changed("general_budget.change_reason", "一般公共预算财政拨款支出", b.General.Change, generalChange).sharedUnless(u.General.ChangeReason, appropriation),
		changed("government_fund.change_reason", "政府性基金预算财政拨款收入支出总计", b.Fund.Change, u.Fund.ChangeReason),
		changed("state_capital.change_reason", "国有资本经营预算财政拨款收入支出总计", b.Capital.Change, u.Capital.ChangeReason),
		changed("three_public.change_reason", "“三公”经费", b.ThreePublic.Total.Change, t.ChangeReason),
		changed("three_public.abroad.change_reason", "因公出国（境）费", b.ThreePublic.Abroad.Change, t.Abroad.ChangeReason),
		changed("three_public.vehicles.change_reason", "公务用车购置及运行维护费", b.ThreePublic.Vehicles.Change, t.Vehicles.ChangeReason),
		changed("three_public.reception.change_reason", "公务接待费", b.ThreePublic.Reception.Change, t.Reception.ChangeReason),
		changed("operating_expenses.change_reason", "机关运行经费（公用经费）", b.Operating, u.Operating.ChangeReason),
	}
	return append(all, r.itemChanges()...)
}

// itemChanges are the sentences on the 项 of all three budgets.
func (r *reporter) itemChanges() []comparison {
	var all []comparison
	for _, items := range [][]figures.Item{r.Book.General.Items, r.Book.Fund.Items, r.Book.Capital.Items} {
		for _, i := range items {
			c := changed(subjectPath(i.Index, "change_reason"), "科目 "+r.subjectName(i.Code), i.Change, r.u.Subjects[i.Index].ChangeReason)
			c.item, c.figure = true, subjectPath(i.Index, "last_year")
			all = append(all, c)
		}
	}
	return all
}

// budgetDeviations are the sentences that compare with the initial budget.
func (r *reporter) budgetDeviations() []comparison {
	u, b := r.u, r.Book
	_, generalDeviation := b.GeneralReasons(u)
	appropriation := deviated("appropriation.deviation_reason", "财政拨款收入支出总计", b.Appropriation.Deviation, u.Appropriation.DeviationReason)
	return []comparison{
		appropriation,
		deviated("general_budget.deviation_reason", "一般公共预算财政拨款支出", b.General.Deviation, generalDeviation).sharedUnless(u.General.DeviationReason, appropriation),
		deviated("government_fund.deviation_reason", "政府性基金预算财政拨款收入支出总计", b.Fund.Deviation, u.Fund.DeviationReason),
		deviated("state_capital.deviation_reason", "国有资本经营预算财政拨款收入支出总计", b.Capital.Deviation, u.Capital.DeviationReason),
	}
}

// publicDeviations are the sentences on 三公经费 that compare with the budget of
// the full year.
func (r *reporter) publicDeviations() []comparison {
	p, t := r.Book.ThreePublic, r.u.ThreePublic
	return []comparison{
		deviated("three_public.deviation_reason", "“三公”经费", p.Total.Deviation, t.DeviationReason),
		deviated("three_public.abroad.cost.deviation_reason", "因公出国（境）费", p.Abroad.Deviation, t.Abroad.Cost.DeviationReason),
		deviated("three_public.vehicles.purchase.deviation_reason", "公务用车购置费", p.Purchase.Deviation, t.Vehicles.Purchase.DeviationReason),
		deviated("three_public.vehicles.operation.deviation_reason", "公务用车运行维护费", p.Operation.Deviation, t.Vehicles.Operation.DeviationReason),
		deviated("three_public.reception.cost.deviation_reason", "公务接待费", p.Reception.Deviation, t.Reception.Cost.DeviationReason),
	}
}

func (r *reporter) deviations() []comparison {
	return append(r.budgetDeviations(), r.publicDeviations()...)
}

// needReasons asks for the reasons of what differs. Where a figure that is
// compared is not there, N-04 or U-11 has said so, and whether the two differ is
// not known.
func (r *reporter) needReasons(all []comparison) {
	missing := r.missing()
	for _, c := range all {
		if c.sign() != 0 && saysNothing(c.reason) && !c.asAnother && !slices.ContainsFunc(missing, c.rests) {
			r.reasonOf(c, "补上原因"+forgotten[c.path], "没有写原因")
		}
	}
}

// missing are the keys of figures that are not there, as N-04 and U-11 found.
func (r *reporter) missing() []string {
	var keys []string
	for _, f := range r.found {
		if f.Severity == finding.Error && (f.Rule == "N-04" || f.Rule == "U-11") {
			keys = append(keys, f.Path)
		}
	}
	return keys
}

// rests reports whether the figure that is compared with is the one at a key, or
// a sum that it is a part of.
func (c comparison) rests(key string) bool {
	switch {
	case c.figure != "":
		return key == c.figure
	case c.path == "appropriation.deviation_reason":
		return strings.HasSuffix(key, ".initial_budget") && !strings.HasPrefix(key, "self_evaluation")
	case c.path == "general_budget.change_reason":
		return strings.HasPrefix(key, "subjects[")
	}
	name := "last_year"
	if strings.HasSuffix(c.path, "deviation_reason") {
		name = "budget"
	}
	return strings.HasPrefix(key, c.path[:strings.LastIndexByte(c.path, '.')+1]) && strings.HasSuffix(key, "."+name)
}

// forgotten is what else to look for where a total that subjects add up to
// changed, by the key of its reason.
var forgotten = map[string]string{
	"appropriation.change_reason": lostSubject, "general_budget.change_reason": lostSubject,
	"government_fund.change_reason": lostSubject, "state_capital.change_reason": lostSubject,
}

const lostSubject = "；先核对有没有漏写上年有、本年没有的科目，每个要写一组 [[subjects]]"

// nothings are answers that say nothing.
var nothings = regexp.MustCompile(`^(?:无|没有|暂无|略|同上|见上|不涉及|无偏差|无差异|正常|无原因|无说明)*$`)

// saysNothing reports whether a text is blank or an empty answer.
func saysNothing(text string) bool {
	return nothings.MatchString(strings.Map(func(x rune) rune {
		if unicode.IsLetter(x) || unicode.IsDigit(x) {
			return x
		}
		return -1
	}, text))
}

// reasonOf reports a fault of the reason of a comparison, with its figures.
func (r *reporter) reasonOf(c comparison, remedy, fault string) {
	r.comparedReason(r.report(c.path, remedy, "%s", c.String()+"，"+fault), c)
}

func (r *reporter) comparedReason(f *finding.Finding, c comparison) {
	f.Compared.Figure, f.Compared.Against = wan(c.to), wan(c.from)
	if c.sign() < 0 {
		f.Compared.Difference = "少" + wan(figures.Figure{Wan: c.difference()})
	} else {
		f.Compared.Difference = "多" + wan(figures.Figure{Wan: c.difference()})
	}
}

// String is the comparison for a message: what, and both figures.
func (c comparison) String() string {
	return c.name + "：" + c.against + "为" + wan(c.from) + "，本年决算数为" + wan(c.to)
}

// shortest is how many characters the reason of a change has at least.
const shortest = 8

// length is the number of characters of a text without blanks.
func length(text string) int {
	return utf8.RuneCountInString(strings.Join(strings.Fields(text), ""))
}

func changeReasons(r *reporter) {
	all := r.changes()
	r.needReasons(all)
	for _, c := range spoken(all) {
		if c.sign() != 0 && length(c.reason) < shortest {
			r.reasonOf(c, "写明具体原因，不少于 8 个字", "原因“"+strings.TrimSpace(c.reason)+"”太短")
		}
	}
}

func deviationReasons(r *reporter) { r.needReasons(r.deviations()) }

// moving are the words with which a text says that something rose or fell.
var moving = regexp.MustCompile(`增加|增长|上升|提高|减少|下降|降低`)

// unchangedReasons refuses reasons that speak of a rise or fall where what is
// printed did not change.
func unchangedReasons(r *reporter) {
	for _, c := range spoken(r.changes()) {
		if word := moving.FindString(c.reason); c.sign() == 0 && word != "" {
			f := r.report(c.path, "删去原因（程序印出没有变化的固定句子），或者核对上年数和本年数", "%s，印出来没有变化，原因里却写着“%s”", c, word)
			f.Place = r.File.AtText(c.path, word)
		}
	}
}

// concluding is a clause with which a reason ends by saying which way the
// amount as a whole went.
var concluding = regexp.MustCompile(`(?:较上年|比上年|与上年相比|同比|导致|总体|相应(?:支出|经费|费用))[^，。；]*?(增加|增长|上升|提高|减少|下降|降低)[^，。；增加减少]{0,4}$`)

// spent is a clause that ends by saying which way spending went. It speaks of
// the amount as a whole only where nothing else in the reason went the other
// way.
var spent = regexp.MustCompile(`(?:经费|支出|费用)(增加|增长|上升|减少|下降|降低)$`)

// unchanged is how a reason says that nothing changed, or that outturn and
// budget are the same.
var unchanged = regexp.MustCompile(`与上年(?:度)?(?:基本)?(?:持平|一致|相同)|(?:^|[，。；])(?:无|没有)变化[。]?$|预决算(?:数)?(?:基本)?(?:一致|相同|无差异|没有差异)|与(?:年初|全年)?预算(?:数)?(?:基本)?(?:一致|相同|持平)`)

// overBudget and underBudget are how a reason says which of budget and outturn
// is greater.
var (
	overBudget  = regexp.MustCompile(`(?:高于|大于|超出|超过|多于)(?:了)?(?:年初|全年)?(?:预算|批复)|[较比](?:年初|全年)?预算(?:数)?(?:增加|增长|超)`)
	underBudget = regexp.MustCompile(`(?:低于|小于|少于|未达到|未完成)(?:了)?(?:年初|全年)?(?:预算|批复)|[较比](?:年初|全年)?预算(?:数)?(?:减少|下降|降低)`)
)

// directions finds reasons that say the opposite of the figures.
func directions(r *reporter) {
	for _, c := range spoken(r.changes()) {
		if piece := unchanged.FindString(c.reason); piece != "" && c.sign() != 0 {
			r.contradicts(c, strings.Trim(piece, "，。；"))
		} else if piece, sign := concludes(c.reason); sign != 0 && c.sign() == -sign {
			r.contradicts(c, piece)
		}
	}
	for _, c := range spoken(r.deviations()) {
		for _, says := range []struct {
			pattern *regexp.Regexp
			sign    int
		}{{overBudget, 1}, {underBudget, -1}, {unchanged, 0}} {
			piece := strings.Trim(says.pattern.FindString(c.reason), "，。；")
			if piece != "" && c.sign() != 0 && c.sign() != says.sign {
				r.contradicts(c, piece)
				break
			}
		}
	}
}

// concludes is the last clause of a reason, where it says which way the amount
// as a whole went, and the sign of that.
func concludes(reason string) (clause string, sign int) {
	clauses := strings.FieldsFunc(reason, func(x rune) bool { return strings.ContainsRune("。；，;,、\n ", x) })
	if len(clauses) == 0 {
		return "", 0
	}
	last := clauses[len(clauses)-1]
	m := concluding.FindStringSubmatch(last)
	if m == nil {
		if m = spent.FindStringSubmatch(last); m == nil || mixed(reason) {
			return "", 0
		}
	}
	return last, signOf(m[1])
}

func signOf(word string) int {
	if strings.Contains("增加增长上升提高", word) {
		return 1
	}
	return -1
}

// mixed reports whether a reason speaks of rises and of falls.
func mixed(reason string) bool {
	signs := map[int]bool{}
	for _, word := range moving.FindAllString(reason, -1) {
		signs[signOf(word)] = true
	}
	return len(signs) > 1
}

func (r *reporter) contradicts(c comparison, piece string) {
	f := r.report(c.path, "请核对原因和数字的方向", "%s，数字是%s，原因里却写着“%s”", c, direction(c.sign()), piece)
	f.Place = r.File.AtText(c.path, piece)
}

// noRateOfNothing finds reasons that speak of how much of a budget was used
// where there was none.
// completedBudget is how a reason says how much of a budget was used.
var completedBudget = regexp.MustCompile(`完成(?:年初|全年)?预算(?:数)?的`)

// noRateOfNothing finds reasons that do so where there was no budget.
func noRateOfNothing(r *reporter) {
	for _, c := range spoken(r.deviations()) {
		piece := completedBudget.FindString(c.reason)
		if piece != "" && c.from.Wan.IsZero() && !c.to.Wan.IsZero() {
			f := r.report(c.path, "没有预算就没有完成的百分比；写明没有列入年初预算的原因", "%s，原因里却写着“%s”", c, piece)
			f.Place = r.File.AtText(c.path, piece)
		}
	}
}

// stock are the words that every reason has and that say nothing of what
// happened.
var stock = regexp.MustCompile(`本年度|本年|上年度|上年|今年|去年|年度|比较|相比|对比|同比|增加|增长|减少|下降|上升|降低|提高|变化|变动|调整|` +
	`支出|收入|决算|预算|金额|经费|费用|资金|总计|合计|主要|原因|由于|导致|所致|相应|有所|略有|较多|较少|大幅|幅度|` +
	`工作需要|业务需要|工作|业务|需要|实际情况|实际|情况|根据|按照|正常|万元|[较比与是因了的和等为数元]`)

// mostOfReason is how much of a reason is looked at for facts, in characters.
const mostOfReason = 500

// facts is what is left of a reason without the words of its own sentence: the
// name of what it explains, figures, marks and stock words.
func facts(reason, name string) string {
	reason = source.Clip(reason, mostOfReason)
	for _, part := range strings.Fields(name) {
		reason = strings.ReplaceAll(reason, part, "")
		reason = strings.ReplaceAll(reason, strings.TrimSuffix(part, "支出"), "")
	}
	reason = stock.ReplaceAllString(reason, "")
	return strings.Map(func(x rune) rune {
		if unicode.IsLetter(x) {
			return x
		}
		return -1
	}, reason)
}
