package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// measures compares how targets and results are written: a number with one and
// the same unit on both sides, and a result that says how much and not "at
// least".
func measures(r *reporter) {
	r.eachIndicator(func(path string, _ bool, i unit.Indicator, _ figures.Indicator) {
		target, counted := figures.ParseMeasure(i.Target)
		actual, measured := figures.ParseMeasure(i.Actual)
		var fault string
		switch {
		case counted != measured:
			fault = "一个是数字（日期），一个不是"
		case target.Unit != actual.Unit:
			fault = "单位不同"
		case measured && actual.Operator != "" && actual.Operator != "=":
			fault = "业绩值应当是确定的数"
		default:
			return
		}
		r.report(path+".actual", "业绩值的单位与目标值相同，例如目标值 >=90%、业绩值 =100%", "目标值“%s”和业绩值“%s”的写法不一致：%s", i.Target, i.Actual, fault)
	})
}

// usualWeights are the ways in which a project's 90 points are spread over the
// classes of indicators (项目支出绩效评价管理办法).
var usualWeights = []map[string]int64{
	{"产出": 50, "效益": 30, "满意度": 10},
	{"产出": 40, "成本": 20, "效益": 20, "满意度": 10},
}

// classWeights notes projects whose points are spread in another way. A table
// whose classes have other names has rules of its own.
func classWeights(r *reporter) {
	for _, e := range r.evaluations() {
		sums, usual := map[string]int64{}, e.project
		for _, i := range e.indicators {
			class := indicatorClass(i.Level1)
			usual = usual && class != "" && i.Weight.IsInteger()
			sums[class] += i.Weight.IntPart()
		}
		if usual && !slices.ContainsFunc(usualWeights, func(w map[string]int64) bool { return sameWeights(w, sums) }) {
			r.note(e.path+".indicators", "通常为产出50、效益30、满意度10，或产出40、成本20、效益20、满意度10",
				"%s：一级指标权重为产出 %d、成本 %d、效益 %d、满意度 %d", e.name, sums["产出"], sums["成本"], sums["效益"], sums["满意度"])
		}
	}
}

func indicatorClass(level1 string) string {
	for _, class := range []string{"产出", "成本", "效益", "满意度"} {
		if strings.Contains(level1, class) {
			return class
		}
	}
	return ""
}

func sameWeights(a, b map[string]int64) bool {
	for _, class := range []string{"产出", "成本", "效益", "满意度"} {
		if a[class] != b[class] {
			return false
		}
	}
	return true
}

// The tables of self-evaluation come from a form in 万元, so that sums of their
// amounts are compared with the tolerance of rounded parts also in a file in 元.

func (r *reporter) formAgrees(d disagreement) { r.agrees(d, formTolerance(d.parts)) }

// formTolerance is the tolerance of a sum of amounts of the form: 0.005 万元 for
// each and as much for what it is compared with.
func formTolerance(parts []unit.Amount) decimal.Decimal {
	if t := roundedBy(parts); !t.IsZero() {
		return t.Add(figures.Rounding(1))
	}
	return decimal.Zero
}

// overallAsStatements compares the totals of 整体支出绩效自评表 with 公开01表.
func overallAsStatements(r *reporter) {
	e := r.Book.Evaluation.Overall
	if e == nil || !r.Limits.OverallAsStatements {
		return
	}
	o := r.u.SelfEvaluation.Overall
	const path = "self_evaluation.overall"
	r.formAgrees(disagreement{
		path: path, statedName: "整体支出绩效自评表的全年预算数合计", expectedName: "收入总计",
		stated: e.Total.FullYear.Yuan, expected: r.Book.Overall.Total.Yuan,
		parts: []unit.Amount{o.Superior.FullYear, o.Own.FullYear, o.Other.FullYear}, remedy: "请核对 superior、own、other 的 full_year",
	})
	r.formAgrees(disagreement{
		path: path, statedName: "整体支出绩效自评表的全年执行数合计", expectedName: "本年支出合计",
		stated: e.Total.Outturn.Yuan, expected: r.Book.Overall.CurrentSpending.Yuan,
		parts: []unit.Amount{o.Superior.Outturn, o.Own.Outturn, o.Other.Outturn}, remedy: "请核对 superior、own、other 的 outturn",
	})
}

// overallSplit compares the split of 全年执行数 into appropriations and other
// money with the statements. A right total hides a wrong split.
func overallSplit(r *reporter) {
	o := r.u.SelfEvaluation.Overall
	if o == nil || !r.Limits.OverallAsStatements {
		return
	}
	appropriated, all := r.Book.Appropriation.Spending.Total, r.Book.Overall.CurrentSpending
	own := o.Superior.Outturn.Add(o.Own.Outturn.Decimal)
	parts := []unit.Amount{o.Superior.Outturn, o.Own.Outturn}
	if own.Sub(appropriated.Yuan).Abs().GreaterThan(formTolerance(parts)) {
		r.formAgrees(disagreement{
			path: "self_evaluation.overall.own.outturn", statedName: "上级资金和本级资金的全年执行数", expectedName: "本年财政拨款支出",
			stated: own, expected: appropriated.Yuan, parts: parts, remedy: "请核对 superior、own 的 outturn 和其他资金的 other.outturn",
		})
		return
	}
	r.formAgrees(disagreement{
		path: "self_evaluation.overall.other.outturn", statedName: "其他资金的全年执行数", expectedName: "本年非财政拨款支出",
		stated: o.Other.Outturn.Decimal, expected: all.Less(appropriated).Yuan,
		parts: []unit.Amount{o.Other.Outturn}, remedy: "请核对 other 的 outturn",
	})
}

// overallInitial compares the initial budgets of 整体支出绩效自评表 with those of
// the explanation.
func overallInitial(r *reporter) {
	o := r.u.SelfEvaluation.Overall
	if o == nil || !r.Limits.OverallAsStatements {
		return
	}
	r.formAgrees(disagreement{
		path: "self_evaluation.overall.own.initial", statedName: "上级资金和本级资金的年初预算数", expectedName: "财政拨款年初预算数",
		stated: o.Superior.Initial.Add(o.Own.Initial.Decimal), expected: r.Book.Appropriation.Deviation.Budget.Yuan,
		parts: []unit.Amount{o.Superior.Initial, o.Own.Initial}, remedy: "请核对 superior、own 的 initial 和 initial_budget（年初预算数）",
	})
}

// projectsWithin finds projects that together spent more than the statements
// have for projects.
func projectsWithin(r *reporter) {
	projects := r.u.SelfEvaluation.Projects
	var own, other []unit.Amount
	for _, p := range projects {
		own, other = append(own, p.Appropriation.Outturn), append(other, p.Other.Outturn)
	}
	var outlay decimal.Decimal
	for _, s := range r.u.Subjects {
		outlay = outlay.Add(s.Appropriation.Project.Decimal)
	}
	const path = "self_evaluation.projects"
	r.within(path, "各项目当年财政拨款的全年执行数", own, "财政拨款项目支出", outlay)
	if all := slices.Concat(own, other); !sum(own).GreaterThan(outlay.Add(formTolerance(own))) {
		r.within(path, "各项目的全年执行数", all, "项目支出", r.Book.Spending.Total[figures.SpendingProject].Yuan)
	}
}

// otherWithinOverall finds projects that together spent more other money than
// the unit as a whole.
func otherWithinOverall(r *reporter) {
	o := r.u.SelfEvaluation.Overall
	if o == nil {
		return
	}
	for i, p := range r.u.SelfEvaluation.Projects {
		if !p.Other.Outturn.IsZero() {
			var other []unit.Amount
			for _, q := range r.u.SelfEvaluation.Projects {
				other = append(other, q.Other.Outturn)
			}
			path := source.Index("self_evaluation.projects", i) + ".other.outturn"
			r.within(path, "各项目其他资金的全年执行数", other, "整体支出绩效自评表里其他资金的全年执行数", o.Other.Outturn.Decimal)
			return
		}
	}
}

func sum(parts []unit.Amount) decimal.Decimal {
	total := decimal.Zero
	for _, p := range parts {
		total = total.Add(p.Decimal)
	}
	return total
}

// within reports parts that are together more than a whole and what their
// rounding explains.
func (r *reporter) within(path, partsName string, parts []unit.Amount, wholeName string, whole decimal.Decimal) {
	if total := sum(parts); total.GreaterThan(whole.Add(formTolerance(parts))) {
		r.compared(r.report(path, "请核对各项目的 outturn 和报表里的支出", "%s共%s，%s%s，前者%s", partsName, r.exact(total), wholeName, r.exact(whole), r.gap(total, whole)), total, whole)
	}
}

// costs finds projects whose cost indicators add up to more than their budget,
// and amounts in their texts that are none of theirs.
func costs(r *reporter) {
	for i, p := range r.u.SelfEvaluation.Projects {
		path := source.Index("self_evaluation.projects", i)
		budget := r.Book.Evaluation.Projects[i].Total
		total, of := decimal.Zero, []decimal.Decimal{budget.Initial.Wan, budget.FullYear.Wan, budget.Outturn.Wan}
		for _, s := range r.Book.Evaluation.Projects[i].Sources {
			of = append(of, s.Initial.Wan, s.FullYear.Wan, s.Outturn.Wan)
		}
		for _, x := range p.Indicators {
			for _, text := range []string{x.Target, x.Actual, x.LastYear} {
				if m, ok := figures.ParseMeasure(text); ok {
					of = append(of, m.Number)
				}
			}
			if m, ok := figures.ParseMeasure(x.Target); ok && m.Unit == "万元" && strings.Contains(x.Level2, "成本") {
				total = total.Add(m.Number)
			}
		}
		if total.GreaterThan(budget.FullYear.Wan) {
			r.report(path+".indicators", "请核对经济成本指标的目标值", "项目“%s”：经济成本指标合计 %s万元，大于全年预算数%s", p.Name, total, wan(budget.FullYear))
		}
		r.amountsOfProject(path+".goal", p.Goal, of)
		r.amountsOfProject(path+".achieved", p.Achieved, of)
	}
}

func (r *reporter) amountsOfProject(path, text string, of []decimal.Decimal) {
	for _, t := range typedFigures(text) {
		if t.unit == "万元" && !slices.ContainsFunc(of, func(v decimal.Decimal) bool { return v.Round(max(-t.value.Exponent(), 0)).Equal(t.value) }) {
			r.reportPiece(prose{path: path}, t.piece, "请核对文字里的金额、指标值和项目的预算数、执行数", "文字里的“%s”与这个项目的资金和指标都不相同", t.piece)
			return
		}
	}
}

// headcountText is how a text counts the unit's own people, and headcountName
// how an indicator does.
var (
	headcountText = regexp.MustCompile(`(企业)?(?:本单位|本部门|办公人员|在职人员|在编人员|机关干部|干部职工|在职职工|在职教职工|现有职工)(?:数量|人数)?(?:为|共|有|约)?\s*([0-9]+)\s*(?:人|名)`)
	headcountName = regexp.MustCompile(`(?:办公人员|在职人员|在编人员|机关干部|干部职工|在职职工|在职教职工)(?:数量|人数)?$`)
)

// headcount is a number of the unit's people that a text on performance states.
type headcount struct{ path, piece string }

// headcounts finds texts on performance that count the unit's people in another
// way than its first part, once for all of them.
func (r *reporter) headcounts() {
	s := r.u.Overview.Staff
	all := s.InService.Current + s.SpecialRetired.Current + s.Retired.Current
	right := []int{s.InService.Current, all, s.InService.Before()}
	wrong := map[int][]headcount{}
	note := func(n int, path, piece string) {
		if !slices.Contains(right, n) {
			wrong[n] = append(wrong[n], headcount{path, piece})
		}
	}
	for _, p := range r.proses() {
		if !p.isPerformance() {
			continue
		}
		if m := headcountText.FindStringSubmatch(p.text); m != nil && m[1] == "" {
			if n, err := strconv.Atoi(m[2]); err == nil {
				note(n, p.path, m[0])
			}
		}
	}
	r.eachIndicator(func(path string, _ bool, i unit.Indicator, _ figures.Indicator) {
		m, ok := figures.ParseMeasure(i.Actual)
		if ok && (m.Unit == "人" || m.Unit == "名") && headcountName.MatchString(i.Level3) {
			note(int(m.Number.IntPart()), path+".actual", i.Actual)
		}
	})
	for n, places := range wrong {
		f := r.report(places[0].path, "请核对绩效文字、指标和 [overview.staff] 的人数", "绩效自评里写着 %d 人（共 %d 处），第一部分在职 %d 人、实有 %d 人", n, len(places), s.InService.Current, all)
		f.Place = r.File.AtText(places[0].path, places[0].piece)
		f.Compared.Figure, f.Compared.Against = fmt.Sprintf("%d人", n), fmt.Sprintf("%d人", all)
		f.Compared.Difference = points(decimal.NewFromInt(int64(n-all))) + "人"
	}
}
