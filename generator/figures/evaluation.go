package figures

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

// OverCompletion says what an indicator that more than meets its target scores.
type OverCompletion string

// The ways to score a completion above 100%.
const (
	FullMarks OverCompletion = "full"   // the weight
	Deduct    OverCompletion = "deduct" // weight × (2 − completion), not below zero
)

// Choices are the ways.
func (OverCompletion) Choices() []string { return []string{string(FullMarks), string(Deduct)} }

// ScoringRules are a template set's rules for self-evaluation.
type ScoringRules struct {
	ExecutionWeight    int            `toml:"execution_weight" need:"yes"` // weight of 预算执行率, in points
	CompletionDecimals int            `toml:"completion_decimals"`         // decimals of a computed 完成率 in percent
	Overall            OverCompletion `toml:"overall" need:"yes"`          // for 整体支出绩效自评表
	Projects           OverCompletion `toml:"projects" need:"yes"`         // for 项目支出绩效自评表
	Grades             map[string]int `toml:"grades"`                      // 完成率 in percent by wording of a qualitative result
}

// SelfEvaluation is the figures of 预算绩效自评.
type SelfEvaluation struct {
	Overall  *Evaluation // nil where the unit has none
	Projects []Evaluation
	FullYear Figure // 全年预算数 of all projects
	Outturn  Figure // 全年执行数 of all projects
}

// Evaluation is the figures of one self-evaluation table.
type Evaluation struct {
	Sources         []Funding // in the order of the table
	Total           Funding
	Execution       Rate            // 执行率
	ExecutionWeight decimal.Decimal // 分值权重 of 执行率
	ExecutionScore  decimal.Decimal // 得分, two decimals
	Indicators      []Indicator
	Weight          decimal.Decimal // of the execution and all indicators
	Score           decimal.Decimal // 总分
}

// HasBudget reports whether there is a budget to execute; without one there is
// neither a rate nor a score of execution.
func (e Evaluation) HasBudget() bool { return !e.Total.FullYear.Wan.IsZero() }

// Funding is the figures of one source of money.
type Funding struct{ Initial, FullYear, Outturn Figure }

// Indicator is the result of one indicator.
type Indicator struct {
	Completion decimal.Decimal // 完成率 in percent
	Known      bool            // false where Completion is neither given nor computable
	Score      decimal.Decimal // 得分, at most two decimals

	Computed   *decimal.Decimal // 完成率 by target and result, in percent; nil where they give none
	Missed     bool             // target and result say that the target was not met, and give no rate
	ByTheRules decimal.Decimal  // 得分 by weight and completion, whatever score is given
}

func evaluate(s unit.SelfEvaluation, rules ScoringRules) SelfEvaluation {
	var e SelfEvaluation
	if o := s.Overall; o != nil {
		overall := newEvaluation(o.Indicators, rules, rules.Overall, o.Superior, o.Own, o.Other)
		e.Overall = &overall
	}
	for _, p := range s.Projects {
		x := newEvaluation(p.Indicators, rules, rules.Projects, p.Appropriation, p.Other)
		e.Projects = append(e.Projects, x)
		e.FullYear = Sum(e.FullYear, x.Total.FullYear)
		e.Outturn = Sum(e.Outturn, x.Total.Outturn)
	}
	return e
}

func newEvaluation(indicators []unit.Indicator, rules ScoringRules, over OverCompletion, sources ...unit.Funding) Evaluation {
	var e Evaluation
	for _, s := range sources {
		f := Funding{Publish(s.Initial.Decimal), Publish(s.FullYear.Decimal), Publish(s.Outturn.Decimal)}
		e.Sources = append(e.Sources, f)
		e.Total = Funding{
			Sum(e.Total.Initial, f.Initial), Sum(e.Total.FullYear, f.FullYear), Sum(e.Total.Outturn, f.Outturn),
		}
	}
	e.Execution = Execution(e.Total.Outturn, e.Total.FullYear)
	weight := decimal.NewFromInt(int64(rules.ExecutionWeight))
	if e.HasBudget() {
		e.ExecutionScore = percentOf(weight, decimal.Min(e.Execution.Percent, hundred))
	}
	e.ExecutionWeight, e.Weight, e.Score = weight, weight, e.ExecutionScore
	for _, i := range indicators {
		r := score(i, rules, over)
		e.Indicators = append(e.Indicators, r)
		e.Weight = e.Weight.Add(i.Weight.Decimal)
		e.Score = e.Score.Add(r.Score)
	}
	return e
}

func percentOf(weight, percent decimal.Decimal) decimal.Decimal {
	return weight.Mul(percent).Shift(-2).Round(2)
}

func score(i unit.Indicator, rules ScoringRules, over OverCompletion) Indicator {
	r := Indicator{Completion: i.Completion.Decimal, Known: i.Completion.Given}
	if computed, ok := completion(i.Target, i.Actual, rules); ok {
		r.Computed = &computed
	}
	r.Missed = r.Computed == nil && missed(i.Target, i.Actual)
	if !r.Known && r.Computed != nil {
		r.Completion, r.Known = *r.Computed, true
	}
	r.ByTheRules = marks(i.Weight.Decimal, r.Completion, over)
	r.Score = r.ByTheRules
	if i.Score.Given {
		r.Score = i.Score.Decimal
	}
	return r
}

// marks is 得分 of a weight at a completion in percent.
func marks(weight, completion decimal.Decimal, over OverCompletion) decimal.Decimal {
	switch {
	case completion.LessThanOrEqual(hundred):
		return percentOf(weight, completion)
	case over == Deduct:
		return percentOf(weight, decimal.Max(hundred.Add(hundred).Sub(completion), decimal.Zero))
	}
	return weight
}

// A quantity's unit has no digits and does not begin like the rest of a number
// (10,500元) or of a year (2024年): what only looks like a number and a unit is
// not computed with.
var (
	quantityText = regexp.MustCompile(`^(>=|<=|[=><≥≤])?\s*(-?[0-9]+(?:\.[0-9]+)?)\s*((?:[^0-9年,，.][^0-9]*)?)$`)
	dateText     = regexp.MustCompile(`^(>=|<=|[=><≥≤])?\s*([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)$`)
)

// Measure is a target or a result that is a number with a unit (>=90%, =3个),
// or a date, as its operator says.
type Measure struct {
	Operator string // as typed; empty where there is none
	Number   decimal.Decimal
	Unit     string // DateUnit for a date
}

// DateUnit is the unit of a date.
const DateUnit = "日期"

// IsDay reports whether a target or a result that is a date is a day of the
// calendar.
func IsDay(text string) bool {
	_, ok := parseDate(strings.TrimSpace(text), []string{"", "=", "<=", "≤", ">=", "≥", "<", ">"})
	return ok
}

// ParseMeasure reads a target or a result (目标值, 业绩值). It gives false for a
// text that is neither a number with a unit nor a date.
func ParseMeasure(text string) (Measure, bool) {
	text = strings.TrimSpace(text)
	if m := dateText.FindStringSubmatch(text); m != nil {
		return Measure{Operator: m[1], Unit: DateUnit}, true
	}
	m := quantityText.FindStringSubmatch(text)
	if m == nil {
		return Measure{}, false
	}
	return Measure{m[1], decimal.RequireFromString(m[2]), m[3]}, true
}

// completion computes 完成率 from the texts of target and result. It knows the
// wordings of results that the rules grade, equal texts, dates (met when not
// later) and quantities of one unit: for an upper limit met when within it,
// otherwise result/target.
func completion(target, actual string, rules ScoringRules) (decimal.Decimal, bool) {
	target, actual = strings.TrimSpace(target), strings.TrimSpace(actual)
	if grade, ok := rules.Grades[actual]; ok {
		return decimal.NewFromInt(int64(grade)), true
	}
	if target == actual {
		return hundred, true
	}
	if due, ok := parseDate(target, dueOperators); ok {
		done, ok := parseDate(actual, resultOperators)
		return hundred, ok && !done.After(due)
	}
	t, a := quantityText.FindStringSubmatch(target), quantityText.FindStringSubmatch(actual)
	if t == nil || a == nil || t[3] != a[3] || !slices.Contains(resultOperators, a[1]) {
		return decimal.Zero, false
	}
	return quotient(t[1], decimal.RequireFromString(t[2]), decimal.RequireFromString(a[2]), int32(rules.CompletionDecimals))
}

// shortfall is how a result says in words that the target was not met.
var shortfall = regexp.MustCompile(`^(?:未|没有|没|尚未)(?:达到|达标|完成|实现)`)

// missed reports whether a target was not met though no rate can be computed: a
// date passed, an upper limit exceeded, nothing wanted and something there, or
// words that say so.
func missed(target, actual string) bool {
	target, actual = strings.TrimSpace(target), strings.TrimSpace(actual)
	if due, ok := parseDate(target, dueOperators); ok {
		done, ok := parseDate(actual, resultOperators)
		return ok && done.After(due)
	}
	t, counted := ParseMeasure(target)
	a, measured := ParseMeasure(actual)
	if !counted || !measured {
		return shortfall.MatchString(actual)
	}
	limit := strings.ContainsAny(t.Operator, "<≤") || !t.Number.IsPositive()
	return t.Unit == a.Unit && limit && a.Number.GreaterThan(t.Number)
}

func quotient(operator string, target, actual decimal.Decimal, decimals int32) (decimal.Decimal, bool) {
	switch {
	case (operator == "<" || operator == ">") && actual.Equal(target):
		return hundred, false
	case strings.ContainsAny(operator, "<≤"):
		return hundred, actual.LessThanOrEqual(target) && !actual.IsNegative()
	case !target.IsPositive() || actual.IsNegative():
		return hundred, actual.Equal(target)
	}
	return nearly(actual.Mul(hundred).DivRound(target, decimals), actual, target), true
}

// nearly keeps a target that was just missed, or just passed, from being
// rounded to 100%, which would say that it was met: such a rate has two
// decimals and stays on its side.
func nearly(rate, actual, target decimal.Decimal) decimal.Decimal {
	if !rate.Equal(hundred) || actual.Equal(target) {
		return rate
	}
	rate = actual.Mul(hundred).DivRound(target, 2)
	if rate.Equal(hundred) {
		rate = rate.Add(decimal.New(int64(actual.Cmp(target)), -2))
	}
	return rate
}

// resultOperators may stand before a result, dueOperators before a date that is
// a target: with any other, text and rate would not say the same.
var (
	resultOperators = []string{"", "="}
	dueOperators    = []string{"", "=", "<=", "≤"}
)

func parseDate(s string, operators []string) (time.Time, bool) {
	m := dateText.FindStringSubmatch(s)
	if m == nil || !slices.Contains(operators, m[1]) {
		return time.Time{}, false
	}
	t, err := time.Parse("2006年1月2日", m[2])
	return t, err == nil
}
