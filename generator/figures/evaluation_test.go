package figures

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

var rules = ScoringRules{
	ExecutionWeight: 10, Overall: FullMarks, Projects: Deduct,
	Grades: map[string]int{"达到预期指标": 100, "部分达到预期指标并具有一定效果": 70},
}

func quantity(s string) unit.Quantity { return unit.Quantity{Decimal: number(s), Given: true} }

func yuan(s string) unit.Amount { return unit.Amount{Decimal: number(s), Given: true} }

// project evaluates one project with one indicator.
func project(i unit.Indicator, funding unit.Funding, r ScoringRules) Evaluation {
	u := &unit.Unit{SelfEvaluation: unit.SelfEvaluation{Projects: []unit.Project{
		{Appropriation: funding, Indicators: []unit.Indicator{i}},
	}}}
	return Compute(u, r).Evaluation.Projects[0]
}

func TestCompletion(t *testing.T) {
	for _, c := range []struct{ name, target, actual, want string }{
		{"不少于，刚好", ">=3个", "=3个", "100"},
		{"不少于，不足", ">=3个", "=2个", "67"},
		{"不少于，超过", ">=90%", "=100%", "111"},
		{"业绩值带小于号", ">=95%", "<95%", ""},
		{"业绩值带小于等于号", ">=17人", "<=17人", ""},
		{"日期不早于", ">=2024年12月10日", "2024年6月1日", ""},
		{"日期不晚于", "<=2024年12月10日", "2024年6月1日", "100"},
		{"上限而业绩为负", "<=3.52万元", "=-3.52万元", ""},
		{"差一点不到", ">=90%", "=89.8%", "99.78"},
		{"只差一点点", ">=30000人", "=29999人", "99.99"},
		{"刚刚超过", ">=30000人", "=30001人", "100.01"},
		{"不少于的符号", "≥3个", "2个", "67"},
		{"等于，刚好", "=1家", "=1家", "100"},
		{"等于，不足", "=4家", "=3家", "75"},
		{"等于，超过", "=4家", "=5家", "125"},
		{"没有符号", "4家", "3家", "75"},
		{"符号后有空格", ">= 4 家", "= 3 家", "75"},
		{"小数", "<=15.94万元", "=15.94万元", "100"},
		{"不多于，节约", "<=15.94万元", "=10万元", "100"},
		{"不多于的符号", "≤5天", "5天", "100"},
		{"不多于，超过", "<=15.94万元", "=15.95万元", ""},
		{"少于，没有少", "<5天", "5天", ""},
		{"少于", "<5天", "4天", "100"},
		{"多于，没有多", ">5天", "5天", ""},
		{"多于", ">5天", "6天", "120"},
		{"按期", "2024年12月10日", "=2024年12月10日", "100"},
		{"提前", "2024年12月10日", "2024年9月1日", "100"},
		{"逾期", "2024年12月10日", "2024年12月11日", ""},
		{"期限带符号", "<=2024年12月10日", "=2024年12月9日", "100"},
		{"期限对数量", "2024年12月10日", "=3个", ""},
		{"没有的日期", "2024年2月30日", "2024年2月29日", ""},
		{"年份不是数量", "2024年", "2025年", ""},
		{"文字相同", "提升", "提升", "100"},
		{"文字相同，前后有空格", "提升", " 提升 ", "100"},
		{"文字不同", "提升", "有所提升", ""},
		{"等级", "不断提高", "达到预期指标", "100"},
		{"部分达到", "不断提高", "部分达到预期指标并具有一定效果", "70"},
		{"单位不同", ">=90%", "100", ""},
		{"个与次", ">=2个", "=2次", ""},
		{"元与万元", "=3万元", "=30000元", ""},
		{"目标为零，实际为零", "=0次", "0次", "100"},
		{"目标为零，实际不为零", "=0次", "1次", ""},
		{"负数", "=5个", "=-5个", ""},
		// 逗号后面的数字不是单位
		{"千分位", ">=10,500元", "=9,500元", ""},
		{"全角千分位", ">=10，500元", "=9，500元", ""},
		{"区间", "10-15天", "12-15天", ""},
		{"两个小数点", "1.2.3个", "1.2.4个", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := project(unit.Indicator{Target: c.target, Actual: c.actual, Weight: quantity("10")}, unit.Funding{}, rules).Indicators[0]
			switch {
			case i.Known != (c.want != ""):
				t.Errorf("能否计算：%v，完成率 %s", i.Known, i.Completion)
			case i.Known && i.Completion.String() != c.want:
				t.Errorf("完成率 %s，应为 %s", i.Completion, c.want)
			}
		})
	}
}

func TestCompletionDecimals(t *testing.T) {
	for decimals, want := range map[int]string{0: "67", 1: "66.7", 2: "66.67"} {
		r := rules
		r.CompletionDecimals = decimals
		i := project(unit.Indicator{Target: ">=3个", Actual: "=2个", Weight: quantity("10")}, unit.Funding{}, r).Indicators[0]
		if i.Completion.String() != want {
			t.Errorf("%d 位：%s，应为 %s", decimals, i.Completion, want)
		}
	}
}

func TestIndicatorScores(t *testing.T) {
	given := func(completion string) unit.Indicator {
		return unit.Indicator{Target: "甲", Actual: "乙", Completion: quantity(completion)}
	}
	for _, c := range []struct {
		name      string
		over      OverCompletion
		indicator unit.Indicator
		weight    string
		want      string
	}{
		{"刚好", Deduct, given("100"), "10", "10"},
		{"不足", Deduct, given("67"), "10", "6.7"},
		{"没有完成", Deduct, given("0"), "10", "0"},
		{"超过，扣分", Deduct, given("111"), "10", "8.9"},
		{"超过，满分", FullMarks, given("111"), "10", "10"},
		{"两倍，扣分", Deduct, given("200"), "10", "0"},
		{"两倍以上，扣分", Deduct, given("350"), "10", "0"},
		{"两倍以上，满分", FullMarks, given("350"), "10", "10"},
		{"由目标值算出，扣分", Deduct, unit.Indicator{Target: ">=90%", Actual: "=100%"}, "10", "8.9"},
		{"由目标值算出，满分", FullMarks, unit.Indicator{Target: ">=90%", Actual: "=100%"}, "10", "10"},
		{"给定完成率优先", Deduct, unit.Indicator{Target: "=2个", Actual: "=1个", Completion: quantity("80")}, "10", "8"},
		{"给定得分优先", Deduct, unit.Indicator{Target: "=2个", Actual: "=1个", Score: quantity("9.5")}, "10", "9.5"},
		{"给定零分", Deduct, unit.Indicator{Target: "=2个", Actual: "=2个", Score: quantity("0")}, "10", "0"},
		{"两位小数，五入", Deduct, given("33.35"), "15", "5"},
		{"两位小数", Deduct, given("33.33"), "7", "2.33"},
		{"半分五入", Deduct, given("50.5"), "1", "0.51"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rules
			r.Projects = c.over
			c.indicator.Weight = quantity(c.weight)
			if got := project(c.indicator, unit.Funding{}, r).Indicators[0].Score; !got.Equal(number(c.want)) {
				t.Errorf("得分 %s，应为 %s", got, c.want)
			}
		})
	}
}

func TestExecutionScore(t *testing.T) {
	for _, c := range []struct{ name, outturn, budget, rate, score string }{
		{"公开的例子", "2953770", "3409280", "86.64%", "8.66"},
		{"执行完", "30000", "30000", "100.00%", "10"},
		{"超过预算", "33000", "30000", "110.00%", "10"},
		{"没有执行", "0", "30000", "0.00%", "0"},
		{"没有预算", "0", "0", "0.00%", "0"},
		{"没有预算而有执行", "100", "0", "100.00%", "0"},
		{"五入", "8665000", "10000000", "86.65%", "8.67"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := project(unit.Indicator{}, unit.Funding{FullYear: yuan(c.budget), Outturn: yuan(c.outturn)}, rules)
			if e.Execution.String() != c.rate || !e.ExecutionScore.Equal(number(c.score)) {
				t.Errorf("执行率 %s 得分 %s，应为 %s %s", e.Execution, e.ExecutionScore, c.rate, c.score)
			}
		})
	}
}

func TestEvaluationTotals(t *testing.T) {
	met := func(weight string) unit.Indicator {
		return unit.Indicator{Target: "=1个", Actual: "=1个", Weight: quantity(weight)}
	}
	half := func(weight string) unit.Indicator {
		return unit.Indicator{Target: "=2个", Actual: "=1个", Weight: quantity(weight)}
	}
	s := unit.SelfEvaluation{
		Overall: &unit.OverallEvaluation{
			Superior:   unit.Funding{Initial: yuan("40"), FullYear: yuan("40"), Outturn: yuan("40")},
			Own:        unit.Funding{Initial: yuan("40"), FullYear: yuan("40"), Outturn: yuan("0")},
			Other:      unit.Funding{Initial: yuan("40"), FullYear: yuan("40"), Outturn: yuan("0")},
			Indicators: []unit.Indicator{met("60"), met("30.5")},
		},
		Projects: []unit.Project{
			{Appropriation: unit.Funding{FullYear: yuan("30000"), Outturn: yuan("30000")}, Indicators: []unit.Indicator{met("50"), half("40")}},
			{Other: unit.Funding{FullYear: yuan("40"), Outturn: yuan("20")}, Indicators: []unit.Indicator{met("90")}},
		},
	}
	e := Compute(&unit.Unit{SelfEvaluation: s}, rules).Evaluation
	// 三个 40 元各为 0.00 万元，合计 120 元为 0.01 万元
	if o := e.Overall; o.Total.Initial.String() != "0.01" || o.Sources[0].Initial.String() != "0.00" || len(o.Sources) != 3 {
		t.Errorf("资金 %+v", o)
	}
	if !e.Overall.Weight.Equal(number("100.5")) {
		t.Errorf("权重 %s，应为 100.5", e.Overall.Weight)
	}
	for i, want := range []string{"80", "90"} { // 第二个的执行率按公开数，是 0.00/0.00
		p := e.Projects[i]
		sum := p.ExecutionScore
		for _, x := range p.Indicators {
			sum = sum.Add(x.Score)
		}
		if !p.Score.Equal(sum) || !p.Weight.Equal(decimal.NewFromInt(100)) {
			t.Errorf("项目 %d：总分 %s，各项 %s，权重 %s", i+1, p.Score, sum, p.Weight)
		}
		if !p.Score.Equal(number(want)) {
			t.Errorf("总分 %s，应为 %s", p.Score, want)
		}
	}
	if e.FullYear.Yuan.String() != "30040" || e.Outturn.Yuan.String() != "30020" {
		t.Errorf("项目合计 %s、%s", e.FullYear.Yuan, e.Outturn.Yuan)
	}
}

func TestNoOverallEvaluation(t *testing.T) {
	if e := Compute(&unit.Unit{}, rules).Evaluation; e.Overall != nil || len(e.Projects) > 0 {
		t.Errorf("得到 %+v", e)
	}
}
