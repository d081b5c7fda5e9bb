package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
)

// change sets a cell: in the first row of a sheet in which a label stands, the
// cell in a column (from 0).
func change(name, label string, col int, to cell) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		for _, s := range sheets {
			if s.name != name {
				continue
			}
			for _, r := range s.rows {
				if len(r) > col && slices.ContainsFunc(r, func(c cell) bool { return c.text == label }) {
					r[col] = to
					return sheets
				}
			}
		}
		panic(fmt.Sprintf("no %s in %s", label, name))
	}
}

func figure(text string) cell { return cell{text: text, number: true} }

// dropped takes a sheet away.
func dropped(name string) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		return slices.DeleteFunc(sheets, func(s *sheet) bool { return s.name == name })
	}
}

// replaced puts another text for one that a sheet has, in every cell.
func replaced(name, old, text string) func([]*sheet) []*sheet {
	return eachSheet(func(s *sheet) {
		for _, r := range s.rows {
			for i := range r {
				if s.name == name && r[i].text == old {
					r[i].text = text
				}
			}
		}
	})
}

// contradiction is a change of an example's statements and what is found then.
type contradiction struct {
	name    string
	changes []func([]*sheet) []*sheet
	want    []string // rule, cell and a part of the message
}

func contradictions() []contradiction {
	return []contradiction{
		{"row sum of income", []func([]*sheet) []*sheet{change("公开02表", "2070101", 2, figure("852.90"))},
			[]string{"T02-1 公开02表!C10 科目 2070101 的合计 852.90万元，各项之和851.89万元，前者多1.01万元", "T02-2 公开02表!C9 "}},
		{"level of income", []func([]*sheet) []*sheet{change("公开02表", "20701", 3, figure("1"))},
			[]string{"T02-1 公开02表!C9 ", "T02-2 公开02表!D8 ", "T02-2 公开02表!D9 科目 20701 1.00万元，下级科目之和"}},
		{"total of spending", []func([]*sheet) []*sheet{change("公开03表", "合计", 2, figure("17401.66"))},
			[]string{"T03-1 公开03表!C7 ", "T03-3 公开03表!C7 合计 17401.66万元，各类之和17400.67万元", "X-03 公开01表!F33 本年支出合计 17400.66万元，支出决算表合计（公开03表!C7）17401.66万元，前者少1.00万元"}},
		{"class of the general statement", []func([]*sheet) []*sheet{change("公开01表", "七、文化旅游体育与传媒支出", 5, figure("7630.13"))},
			[]string{"X-04 公开01表!F13 文化旅游体育与传媒支出 7630.13万元，支出决算表（公开03表!C8）7630.12万元，前者多0.01万元"}},
		{"opening balance", []func([]*sheet) []*sheet{change("公开04表", "年初财政拨款结转和结余", 2, figure("1200"))},
			[]string{"T04-4 公开04表!C34 ", "T04-5 公开04表!C38 收入总计", "X-13 公开01表!C35 年初结转和结余 1116.94万元，小于其中的财政拨款 1200.00万元（公开04表!C34）"}},
		{"balance of the general budget", []func([]*sheet) []*sheet{change("公开04表", "年末财政拨款结转和结余", 6, figure("1"))},
			[]string{"T04-6 公开04表!G34 一般公共预算财政拨款年末结转和结余 1.00万元，按年初、收入、支出滚动计算345.41万元"}},
		{"fund", []func([]*sheet) []*sheet{change("公开07表", "2120803", 4, figure("8232.65"))},
			[]string{"T07-2 公开07表!E", "T07-1 公开07表!H", "T07-3 公开07表!E"}},
		{"basic outlay", []func([]*sheet) []*sheet{change("公开06表", "公用经费合计", 8, figure("444.60"))},
			[]string{"T06-3 公开06表!I40 公用经费合计 444.60万元，各类之和443.97万元，前者多0.63万元", "X-10 公开05表!D7 一般公共预算基本支出合计 3213.72万元，人员经费与公用经费之和3214.36万元，前者少0.64万元"}},
		{"item of 三公", []func([]*sheet) []*sheet{change("公开09表", "82.8", 0, figure("82.83"))}, []string{"T09-1 公开09表!A8 预算数合计 82.83万元，出国、公车、接待之和82.80万元，前者多0.03万元"}},
		{"outlay above spending", []func([]*sheet) []*sheet{change("公开05表", "2070101", 3, figure("900")), change("公开05表", "2070101", 2, figure("900"))},
			[]string{"T05-2 ", "X-11 公开05表!A10 科目 2070101 的财政拨款基本支出 900.00万元，大于支出决算表里的 841.63万元"}},
		{"items missing", []func([]*sheet) []*sheet{replaced("公开05表", "2210201", "")},
			[]string{"I-05 公开05表!B36 这一行有金额，科目编码空着"}},
		{"no number", []func([]*sheet) []*sheet{change("公开03表", "2070101", 3, cell{text: "八百万"})},
			[]string{`I-04 公开03表!D10 “八百万”不是一个可用的金额`}},
		{"error of a formula", []func([]*sheet) []*sheet{change("公开03表", "2070101", 3, cell{text: "#REF!"})},
			[]string{`I-04 公开03表!D10 “#REF!”不是一个可用的金额：公式出错`}},
		{"unit behind the number", []func([]*sheet) []*sheet{change("公开03表", "2070101", 3, cell{text: "841.63万元"})},
			[]string{"I-04 公开03表!D10 "}},
		{"code that is none", []func([]*sheet) []*sheet{replaced("公开03表", "2070101", "20701O1")},
			[]string{"I-05 公开03表!A10 这一行有金额，科目编码“20701O1”看不明白"}},
		{"code of five digits short", []func([]*sheet) []*sheet{replaced("公开03表", "2070101", "207010")},
			[]string{"I-05 公开03表!A10 "}},
		{"code twice", []func([]*sheet) []*sheet{replaced("公开03表", "2070104", "2070101")},
			[]string{"T02-4 公开03表!A11 科目编码 2070101 重复"}},
		{"economic code", []func([]*sheet) []*sheet{replaced("公开06表", "30102", "30192")},
			[]string{"T06-4 公开06表!A8 经济分类里没有科目 30192"}},
		{"other name of a subject", []func([]*sheet) []*sheet{replaced("公开03表", "行政运行", "行政运作")},
			[]string{`V-07 公开03表!A10 科目 2070101 的名称是“行政运作”，目录里是“行政运行”`}},
		{"other unit", []func([]*sheet) []*sheet{replaced("公开03表", "编制单位：澄泉市文化体育广播电视和旅游局", "编制单位：澄泉市体育局")},
			[]string{`N-27 公开03表!A3 编制单位是“澄泉市体育局”`}},
		{"other year", []func([]*sheet) []*sheet{replaced("公开03表", "（2024年度）", "（2023年度）")},
			[]string{"I-07 公开03表 支出决算表是 2023 年度的，前面的表是 2024 年度的"}},
		{"other unit of amounts", []func([]*sheet) []*sheet{replaced("公开03表", "金额单位：万元", "金额单位：元")},
			[]string{"I-07 公开03表 支出决算表的金额单位是元，前面的表是万元"}},
		{"statement missing", []func([]*sheet) []*sheet{dropped("公开05表")}, []string{"F-02  没有找到一般公共预算财政拨款支出决算表"}},
		{"statement of 三公 missing", []func([]*sheet) []*sheet{dropped("公开09表")}, []string{"F-02  没有找到财政拨款“三公”经费支出决算表"}},
		{"fund statement missing", []func([]*sheet) []*sheet{dropped("公开07表")}, []string{"F-02  没有找到政府性基金预算财政拨款收入支出决算表"}},
		{"column missing", []func([]*sheet) []*sheet{replaced("公开03表", "项目支出", "工程支出")},
			[]string{"I-03 公开03表 支出决算表的表头里找不到“项目支出”"}},
		{"row missing", []func([]*sheet) []*sheet{replaced("公开01表", "年末结转和结余", "余额")},
			[]string{`I-06 公开01表!D35 “余额”这一行有金额，没有用到`, "I-03 公开01表 收入支出决算总表里找不到“年末结转和结余”这些行"}},
		{"class unknown", []func([]*sheet) []*sheet{replaced("公开01表", "七、文化旅游体育与传媒支出", "七、文化支出")},
			[]string{`I-06 公开01表!D13 “七、文化支出”这一行有金额，没有用到`, "X-04 公开03表!C8 "}},
		{"balances not shown", []func([]*sheet) []*sheet{eachSheet(spendingOnly)},
			[]string{"I-08 公开08表!A10 国有资本经营预算财政拨款收入支出决算表没有结转和收入的栏，科目 2230105 的这些金额分不清"}},
		{"negative balance", []func([]*sheet) []*sheet{change("公开01表", "年末结转和结余", 5, figure("-1"))},
			[]string{"T01-7 公开01表!F35 年末结转和结余为负数：-1.00万元"}},
	}
}

// Each contradiction is found at its cell, under the rule of the catalogue,
// with both figures.
func TestContradictions(t *testing.T) {
	data := examples(t)["bureau-2024"]
	for _, c := range contradictions() {
		t.Run(c.name, func(t *testing.T) {
			have := lines(foundIn(t, data, c.changes))
			for _, w := range c.want {
				if !slices.ContainsFunc(have, func(l string) bool { return strings.HasPrefix(l, w) }) {
					t.Errorf("no %q in\n%s", w, strings.Join(have, "\n"))
				}
			}
		})
	}
}

// foundIn is what is found in the statements of an example that was changed.
func foundIn(t *testing.T, data []byte, changes []func([]*sheet) []*sheet) finding.List {
	t.Helper()
	sheets := lay(t, data)
	for _, f := range changes {
		sheets = f(sheets)
	}
	_, lists := intake.Read([]intake.Workbook{drawn(t, sheets)})
	return lists[0]
}

// spendingOnly is the ministry's form of 国有资本经营预算, which has neither
// balances nor income.
func spendingOnly(s *sheet) {
	if s.name != "公开08表" {
		return
	}
	for i, r := range s.rows {
		if len(r) == 8 {
			s.rows[i] = slices.Concat(r[:2], r[4:7])
		}
	}
}

// A form that shows spending only is enough where there is one subject, or no
// balance: statement 04 has the rest.
func TestSpendingOnly(t *testing.T) {
	const figures = small + `[[subjects]]
code = "2230105"
group_name = "解决历史遗留问题及改革成本支出"
fund = "国有资本经营预算"
opening = 3.00
income = { appropriation = 10.00 }
spending = { project = 12.00 }
appropriation = { project = 12.00 }
`
	const second = `[[subjects]]
code = "2230107"
name = "国有企业改革成本支出"
fund = "国有资本经营预算"
income = { appropriation = 5.00 }
spending = { project = 5.00 }
appropriation = { project = 5.00 }
`
	for name, data := range map[string]string{
		"one subject": figures,
		"no balance":  strings.NewReplacer("opening = 3.00\n", "", "= 12.00", "= 10.00").Replace(figures) + second,
		"no amount":   small,
	} {
		t.Run(name, func(t *testing.T) {
			want, _ := imported(t, drawn(t, lay(t, []byte(data))))
			got, _ := imported(t, drawn(t, eachSheet(spendingOnly)(lay(t, []byte(data)))))
			if string(got) != string(want) {
				t.Error(firstDifference(string(want), string(got)))
			}
		})
	}
}

// lines are the errors and warnings as a table test compares them.
func lines(l finding.List) []string {
	var all []string
	for _, f := range l {
		if f.Severity != finding.Note {
			all = append(all, f.Rule+" "+f.Path+" "+f.Message)
		}
	}
	return all
}
