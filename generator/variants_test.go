package generator_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/doc"
)

// TestExplanationsOfTheExamples keeps the whole text of every example.
func TestExplanationsOfTheExamples(t *testing.T) {
	var known []string
	for name, data := range examples(t) {
		t.Run(name, func(t *testing.T) {
			golden(t, "testdata/"+name+".golden", doc.Text(assemble(t, data).Explanation))
		})
		known = append(known, name+".golden")
	}
	found, err := filepath.Glob("testdata/*-20*.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		if !slices.Contains(known, filepath.Base(path)) {
			t.Errorf("%s belongs to no example", path)
		}
	}
}

// edit is a change of the published example: the old text, which must stand
// there once, and the new.
type edit struct{ old, text string }

// Each case is a thing that real units differ in; the sentences that the text
// must have then, and those that it must not.
func TestVariants(t *testing.T) {
	const wagesLastYear = "last_year = 1487310.00"
	// With another sum of last year's spending, the general budget needs a
	// reason of its own.
	general := edit{"[general_budget]", "[general_budget]\nchange_reason = \"人员经费比上年有变化\""}
	for _, c := range []struct {
		name  string
		edits []edit
		want  []string
		never []string
	}{
		{
			name: "down", want: []string{"行政运行（项）：支出决算数为140.05万元，比上年决算减少8.68万元，下降5.84%，主要原因是：本年度减少"},
		},
		{
			name:  "up",
			edits: []edit{general, {wagesLastYear, "last_year = 1300000.00"}},
			want:  []string{"行政运行（项）：支出决算数为140.05万元，比上年决算增加10.05万元，增长7.73%，主要原因是："},
		},
		{
			name:  "unchanged, without a reason",
			edits: []edit{general, {wagesLastYear, "last_year = 1400545.36"}, {`change_reason = "本年度减少在职人员津贴补贴，聘用人员减少1人，相关人员经费减少。"`, ""}},
			want:  []string{"行政运行（项）：支出决算数为140.05万元，比上年决算增加0.00万元，增长0.00%，主要原因是：与上年一致，无变化。"},
		},
		{
			name:  "unchanged as printed, not to the 分",
			edits: []edit{general, {wagesLastYear, "last_year = 1400545.30"}},
			want:  []string{"行政运行（项）：支出决算数为140.05万元，比上年决算增加0.00万元，增长0.00%，主要原因是：本年度减少"},
		},
		{
			name:  "from zero",
			edits: []edit{general, {wagesLastYear, "last_year = 0"}},
			want:  []string{"行政运行（项）：支出决算数为140.05万元，比上年决算增加140.05万元，增长100.00%"},
		},
		{
			name: "to zero", want: []string{"其他支出（项）：支出决算数为0.00万元，比上年决算减少9.26万元，下降100.00%"},
		},
		{
			name: "no subordinate units, offices", want: []string{"无下属预算单位，下设3个科室，分别是：工商联办公室、工商联会员部、"},
		},
		{
			name:  "subordinate units, no offices",
			edits: []edit{{"subordinate_units = []", `subordinate_units = ["甲中心", "乙站"]`}, {`offices = ["工商联办公室", "工商联会员部", "工商联非公有制经济党建服务中心"]`, "offices = []"}},
			want:  []string{"联合会下属预算单位2个，分别是：甲中心、乙站；未下设科室。"},
			never: []string{"无下属预算单位"},
		},
		{
			name: "no money of the other budgets",
			want: []string{"本单位本年度无政府性基金预算财政拨款收入、支出及结转和结余，政府性基金预算财政拨款收入支出决算表为空表。", "国有资本经营预算财政拨款收入支出决算表为空表。"},
		},
		{
			name: "government fund, with a balance at the end",
			edits: []edit{{"# ---------------------------------------------------------------- 六、", `[[subjects]]
code = "2296002"
name = "用于社会福利的彩票公益金支出"
group_name = "彩票公益金安排的支出"
fund = "政府性基金预算"
opening = 10000.00
income = { appropriation = 200000.00 }
spending = { project = 150000.00 }
appropriation = { project = 150000.00 }
last_year = 0
change_reason = "本年新增资助"
[government_fund]
last_year_total = 0
change_reason = "本年新增彩票公益金资助项目"
initial_budget = 200000.00
deviation_reason = "上年结转资金未列入年初预算"
# `}, {"# 五（一）：", "# "}, {"initial_budget = 2866123.00 ", "initial_budget = 2866123.00\nchange_reason = \"减少工作队经费项目支出\"\ndeviation_reason = \"年中追加人员经费\" "}},
			want: []string{
				"2024年度政府性基金预算财政拨款收入总计21.00万元，其中：年初结转和结余1.00万元，本年收入20.00万元。政府性基金预算财政拨款支出总计21.00万元，其中：本年支出15.00万元，年末结转和结余6.00万元。",
				"政府性基金预算财政拨款收入支出总体与上年相比，增加21.00万元，增长100.00%，主要原因是：本年新增彩票公益金资助项目。与年初预算相比，年初预算数20.00万元，决算数21.00万元，预决算差异率5.00%，主要原因是：上年结转资金未列入年初预算。",
				"1.其他支出（类）彩票公益金安排的支出（款）用于社会福利的彩票公益金支出（项）：支出决算数为15.00万元，比上年决算增加15.00万元，增长100.00%，主要原因是：本年新增资助。",
				"国有资本经营预算财政拨款收入支出决算表为空表。",
			},
			never: []string{"政府性基金预算财政拨款收入支出决算表为空表"},
		},
		{
			name:  "public institution",
			edits: []edit{{`kind = "行政单位"`, `kind = "事业单位"`}},
			want:  []string{"联合会（事业单位）公用经费支出14.98万元，比上年减少7.54万元，下降33.48%"},
			never: []string{"（行政单位和参照公务员法管理事业单位）机关运行经费支出"},
		},
		{
			name:  "department",
			edits: []edit{{`kind = "行政单位"`, "kind = \"行政单位\"\nscope = \"部门\""}},
			want:  []string{"第一部分 部门概况", "本部门本年度无政府性基金预算财政拨款收入", "部门整体支出绩效自评表", "部门全年安排的国内公务接待2批次"},
		},
		{
			name:  "budget unspent",
			edits: []edit{{"operation = { outturn = 21500.00, budget = 21500.00, last_year = 21500.00 }", `operation = { outturn = 21500.00, budget = 30000.00, last_year = 21500.00, deviation_reason = "车辆维修减少" }`}, {"[three_public.abroad] ", "deviation_reason = \"厉行节约\"\n[three_public.abroad] "}},
			want:  []string{"公务用车运行维护费全年预算数3.00万元，决算数2.15万元，预决算差异率-28.33%，主要原因是：车辆维修减少。", "“三公”经费支出全年预算数4.78万元，决算数3.93万元，预决算差异率-17.78%，主要原因是：厉行节约。"},
		},
		{
			name:  "report not attached",
			edits: []edit{{"evaluation_report = true", "evaluation_report = false"}},
			want:  []string{"具体附整体支出绩效自评表和项目支出绩效自评表。"},
			never: []string{"和评价报告"},
		},
		{
			name:  "other matters, glossary entries",
			edits: []edit{{"[unit]", "[other_matters]\ntext = \"本年无其他公开事项。\\n以上数据已经审计。\"\n[[glossary]]\nterm = \"光彩事业\"\nmeaning = \"指民营企业参与的公益事业\"\n[[glossary]]\nterm = \"基本支出\"\nmeaning = \"指保障运转的支出。\"\n[unit]"}},
			want:  []string{"\n本年无其他公开事项。\n以上数据已经审计。\n", "\n十五、光彩事业：指民营企业参与的公益事业。\n", "\n九、基本支出：指保障运转的支出。\n"},
			never: []string{"无其他需说明的事项", "指为保障机构正常运转"},
		},
		{
			name:  "markup and template syntax in texts stay text",
			edits: []edit{{"[unit]", "[other_matters]\ntext = \"# 不是标题\\n{{.单位名称}}不是字段\"\n[unit]"}},
			want:  []string{"\n# 不是标题\n{{.单位名称}}不是字段\n"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := doc.Text(assemble(t, edited(t, c.edits)).Explanation)
			for _, w := range c.want {
				if !strings.Contains(text, w) {
					t.Errorf("no %q in\n%s", w, text)
				}
			}
			for _, n := range c.never {
				if strings.Contains(text, n) {
					t.Errorf("there is %q", n)
				}
			}
		})
	}
}

func edited(t *testing.T, edits []edit) []byte {
	t.Helper()
	text := string(read(t, publishedExample))
	for _, e := range edits {
		if strings.Count(text, e.old) != 1 {
			t.Fatalf("%q stands %d times in the example", e.old, strings.Count(text, e.old))
		}
		text = strings.Replace(text, e.old, e.text, 1)
	}
	return []byte(text)
}

// Without any 三公经费, this year or last, there is one sentence and no item;
// without any evaluation, one sentence and no table.
func TestNothingToSay(t *testing.T) {
	text := doc.Text(assemble(t, read(t, "../examples/tiny-2024/unit.toml")).Explanation)
	for _, want := range []string{
		"\n本单位本年度无财政拨款“三公”经费支出，财政拨款“三公”经费支出决算表为空表。\n十、",
		"\n本单位2024年度无纳入预算绩效评价的项目，无绩效自评表。\n十二、",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
}

// A unit without any 三公经费 that has a vehicle still says so; one whose 三公经费
// ended last year compares, and says that its statement is an empty one.
func TestVehiclesAndComparisonsWithoutCosts(t *testing.T) {
	tiny := string(read(t, "../examples/tiny-2024/unit.toml"))
	vehicle := tiny + "\n[three_public.vehicles]\nowned = 1\ndifference_reason = \"车辆为上级调拨，未入账\"\n"
	ended := vehicle + "change_reason = \"车辆已经停用\"\noperation = { outturn = 0, budget = 0, last_year = 2.15 }\n[three_public]\nchange_reason = \"本年没有安排\"\n"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a vehicle": {vehicle, []string{
			"\n本单位本年度无财政拨款“三公”经费支出，财政拨款“三公”经费支出决算表为空表。\n公务用车保有量1辆。国有资产占用情况中固定资产车辆0辆，与公务用车保有量差异原因是：车辆为上级调拨，未入账。\n十、",
		}},
		"ended": {ended, []string{
			"2024年度财政拨款“三公”经费支出0.00万元，比上年减少2.15万元，下降100.00%，主要原因是：本年没有安排。",
			"公务接待费支出0.00万元，比上年增加0.00万元，增长0.00%，主要原因是：本单位本年与上年均无公务接待费，无变化。财政拨款“三公”经费支出决算表为空表。\n公务用车保有量1辆。",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			text := doc.Text(assemble(t, []byte(c.text)).Explanation)
			for _, w := range c.want {
				if !strings.Contains(text, w) {
					t.Errorf("no %q in\n%s", w, text)
				}
			}
		})
	}
}
