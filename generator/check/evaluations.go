package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// evaluated is one self-evaluation table with the path of its keys.
type evaluated struct {
	path, name string
	indicators []unit.Indicator
	figures    figures.Evaluation
	project    bool
}

func (r *reporter) evaluations() []evaluated {
	var all []evaluated
	if o := r.u.SelfEvaluation.Overall; o != nil {
		all = append(all, evaluated{"self_evaluation.overall", "整体支出", o.Indicators, *r.Book.Evaluation.Overall, false})
	}
	for i, p := range r.u.SelfEvaluation.Projects {
		path := source.Index("self_evaluation.projects", i)
		all = append(all, evaluated{path, "项目“" + p.Name + "”", p.Indicators, r.Book.Evaluation.Projects[i], true})
	}
	return all
}

// eachIndicator visits every indicator with its result and the path of its keys.
func (r *reporter) eachIndicator(visit func(path string, project bool, i unit.Indicator, result figures.Indicator)) {
	for _, e := range r.evaluations() {
		for i, x := range e.indicators {
			visit(source.Index(e.path+".indicators", i), e.project, x, e.figures.Indicators[i])
		}
	}
}

func weights(r *reporter) {
	for _, e := range r.evaluations() {
		if !e.figures.Weight.Equal(decimal.NewFromInt(100)) {
			r.report(e.path+".indicators", "请核对各指标的 weight（权重）", "%s：预算执行率与各指标的权重合计为 %s，应为 100，%s", e.name, e.figures.Weight, pointsOff(e.figures.Weight))
		}
	}
}

// pointsOff says how far a sum of weights is from 100.
func pointsOff(sum decimal.Decimal) string {
	d := decimal.NewFromInt(100).Sub(sum)
	if d.IsNegative() {
		return "多 " + d.Abs().String() + " 分"
	}
	return "还差 " + d.String() + " 分"
}

// completionsGiven asks for the rates of completion that cannot be computed.
// Where target or result is yet to be filled in, N-22 says so.
func completionsGiven(r *reporter) {
	r.eachIndicator(func(path string, _ bool, i unit.Indicator, result figures.Indicator) {
		if !result.Known && !source.IsBlank(i.Target) && !source.IsBlank(i.Actual) {
			r.report(path+".actual", "目标值写成 >=、<= 或 = 加数字和单位（日期写成 2024年12月10日），业绩值的单位与目标值相同；超过上限、逾期和定性的，按赋分规则写上 completion = 完成率（%），例如 completion = 80",
				"由目标值“%s”和业绩值“%s”算不出完成率%s", i.Target, i.Actual, noSuchDate(i))
		}
		if result.Completion.IsNegative() {
			r.report(path+".completion", "请核对完成率", "完成率 %s%% 小于 0", result.Completion)
		}
	})
}

// noSuchDate says that one of the texts is a date that there is not.
func noSuchDate(i unit.Indicator) string {
	for _, text := range []string{i.Target, i.Actual} {
		if m, isDate := figures.ParseMeasure(text); isDate && m.Unit == figures.DateUnit && !figures.IsDay(text) {
			return "：没有“" + strings.TrimLeft(text, "=<>≤≥ ") + "”这一天"
		}
	}
	return ""
}

// completions compares the rates of completion that are given with those of
// target and result.
func completions(r *reporter) {
	r.eachIndicator(func(path string, _ bool, i unit.Indicator, result figures.Indicator) {
		if i.Completion.Given && result.Missed && result.Completion.GreaterThanOrEqual(hundredPercent) {
			r.report(path+".completion", "没有达到目标的，完成率小于 100", "业绩值“%s”没有达到目标值“%s”，完成率写的是 %s%%", i.Actual, i.Target, result.Completion)
		}
		if given := i.Completion; given.Given && result.Computed != nil && !given.Equal(*result.Computed) {
			f := r.report(path+".completion", "删去 completion，由程序计算；或核对目标值和业绩值", "完成率写的是 %s%%，由目标值“%s”和业绩值“%s”算出的是 %s%%",
				given.Decimal, i.Target, i.Actual, *result.Computed)
			f.Compared = finding.Comparison{
				Figure: given.String() + "%", Against: result.Computed.String() + "%", Difference: points(given.Sub(*result.Computed)),
			}
		}
	})
}

// points says by how many points a figure is above or below another.
func points(d decimal.Decimal) string {
	if d.IsNegative() {
		return "少 " + d.Abs().String()
	}
	return "多 " + d.String()
}

func scores(r *reporter) {
	r.eachIndicator(func(path string, _ bool, i unit.Indicator, result figures.Indicator) {
		byTheRules := !i.Score.Given || result.Score.Equal(result.ByTheRules)
		if result.Score.IsNegative() || result.Score.GreaterThan(i.Weight.Decimal) {
			r.report(path+".score", "得分在 0 和权重之间", "得分 %s，权重 %s", result.Score, i.Weight.Decimal)
		} else if !byTheRules && result.Known {
			f := r.warn(path+".score", "删去 score，由程序计算；另有赋分规则的，在 [[accept]] 里写明", "得分写的是 %s，按权重 %s 和完成率 %s%% 是 %s",
				result.Score, i.Weight.Decimal, result.Completion, result.ByTheRules)
			f.Compared = finding.Comparison{
				Figure: result.Score.String(), Against: result.ByTheRules.String(), Difference: points(result.Score.Sub(result.ByTheRules)),
			}
		}
		if !i.Weight.IsPositive() {
			r.report(path+".weight", "权重要大于 0", "权重 %s", i.Weight.Decimal)
		}
	})
}

// deviations asks for a reason where a project's indicator was not met exactly;
// the table of the unit as a whole has no column for it.
func deviations(r *reporter) {
	r.eachIndicator(func(path string, project bool, i unit.Indicator, result figures.Indicator) {
		off := !result.Completion.Equal(decimal.NewFromInt(100)) || !result.Score.Equal(i.Weight.Decimal)
		if project && result.Known && off && saysNothing(i.Deviation) {
			r.report(path+".deviation", "写明偏差原因及改进措施", "指标“%s”完成率 %s%%，得分 %s，没有写偏差原因", i.Level3, result.Completion, result.Score)
		}
	})
}

func evaluationTexts(r *reporter) {
	s := r.u.SelfEvaluation
	if s.Overall == nil && len(s.Projects) == 0 {
		return
	}
	for _, t := range threeTexts(s) {
		if saysNothing(t.text) {
			r.report("self_evaluation."+t.key, "补上这段文字", "有绩效自评表，没有写%s", t.name)
		}
	}
}

// evaluationText is one of the three texts on the management of performance.
type evaluationText struct{ key, name, text string }

func threeTexts(s unit.SelfEvaluation) []evaluationText {
	return []evaluationText{
		{"achievements", "预算绩效管理取得的成效", s.Achievements},
		{"problems", "发现的问题及原因", s.Problems},
		{"measures", "下一步改进措施", s.Measures},
	}
}

// evaluatedByUnits warns of a department that publishes that it has no tables of
// self-evaluation where units of it have some.
func evaluatedByUnits(r *reporter) {
	isEvaluated := func(s unit.SelfEvaluation) bool { return s.Overall != nil || len(s.Projects) > 0 }
	if r.u.Identity.Scope != unit.Department || isEvaluated(r.u.SelfEvaluation) {
		return
	}
	var names []string
	for _, m := range r.Members {
		if m.Fault == "" && isEvaluated(m.Unit.SelfEvaluation) {
			names = append(names, m.Unit.Identity.Name)
		}
	}
	if len(names) > 0 {
		r.warn("units", "补上部门的绩效自评（[self_evaluation]），或用 discgen merge 重新汇总；部门确实不公开的，在 [[accept]] 里写明",
			"所属单位有绩效自评表，部门没有，公开的文字会写没有绩效自评表：%s", strings.Join(names, "、"))
	}
}

// asUnits compares a department with its units.
func asUnits(r *reporter) {
	sumOfUnits(r)
	evaluatedByUnits(r)
}
