package intake_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
)

// A trip is a change of an example's statements that a rule of the import
// finds, and the finding: where, how grave and a part of what it says.
type trip struct {
	rule     string
	changes  []func([]*sheet) []*sheet
	severity finding.Severity
	at, says string
}

var trips = []trip{
	{"I-02", []func([]*sheet) []*sheet{twice("公开03表")}, finding.Error, "公开03表（2）", "有两张"},
	{"I-03", []func([]*sheet) []*sheet{replaced("公开03表", "项目支出", "工程支出")}, finding.Error, "公开03表", "找不到“项目支出”"},
	{"I-04", []func([]*sheet) []*sheet{change("公开03表", "2070101", 3, cell{text: "八百万"})}, finding.Error, "公开03表!D10", "不是一个可用的金额"},
	{"I-05", []func([]*sheet) []*sheet{replaced("公开03表", "2070101", "20701O1")}, finding.Error, "公开03表!A10", "看不明白"},
	{"I-06", []func([]*sheet) []*sheet{replaced("公开01表", "七、文化旅游体育与传媒支出", "七、文化支出")}, finding.Warning, "公开01表!D13", "没有用到"},
	{"I-06", []func([]*sheet) []*sheet{replaced("公开01表", "八、社会保障和就业支出", "七、文化旅游体育与传媒支出")}, finding.Error, "公开01表!D14", "有两行"},
	{"I-07", []func([]*sheet) []*sheet{replaced("公开03表", "（2024年度）", "（2023年度）")}, finding.Error, "公开03表", "2023 年度"},
	{"I-08", []func([]*sheet) []*sheet{eachSheet(spendingOnly)}, finding.Error, "公开08表!A10", "分不清"},
	{"I-10", []func([]*sheet) []*sheet{besides("目录")}, finding.Note, "", "目录"},
	{"I-11", nil, finding.Note, "公开02表", "尾差以内：C7、C8、C9、D9"},
	{"I-07", []func([]*sheet) []*sheet{eachSheet(renamed("金额单位：万元", "金额单位：元"))}, finding.Warning, "公开01表!C3", "像是以万元为单位的表"},
	{"I-07", []func([]*sheet) []*sheet{change("公开09表", "82.8", 6, figure("828000.00"))}, finding.Warning, "公开01表!C3", "像是以元为单位的表"},
	{"I-07", []func([]*sheet) []*sheet{change("公开01表", "总计", 2, figure("185495818.88"))}, finding.Warning, "公开01表!C3", "像是以元为单位的表"},
	{"F-02", []func([]*sheet) []*sheet{eachSheet(headless)}, finding.Error, "公开03表!A1", "表头不认识"},
}

// twice puts a copy of a sheet behind the last.
func twice(name string) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		i := slices.IndexFunc(sheets, func(s *sheet) bool { return s.name == name })
		again := *sheets[i]
		again.name += "（2）"
		return append(sheets, &again)
	}
}

// headless takes the words from the header of 公开03表 by which it is known.
func headless(s *sheet) {
	for _, r := range s.rows {
		for i := range r {
			if text := strings.Join(strings.Fields(r[i].text), ""); s.name == "公开03表" && (strings.HasPrefix(text, "项目") || strings.Contains(text, "科目")) {
				r[i].text = "内容"
			}
		}
	}
}

// renamed puts another text for one, wherever a sheet has it.
func renamed(old, text string) func(*sheet) {
	return func(s *sheet) {
		for _, r := range s.rows {
			for i := range r {
				if strings.Join(strings.Fields(r[i].text), "") == old {
					r[i].text = text
				}
			}
		}
	}
}

// A header may say 科目 where the official form says 项目 or 科目名称.
func TestOtherWordsOfTheHeader(t *testing.T) {
	data := examples(t)["bureau-2024"]
	want, _ := imported(t, drawn(t, lay(t, data)))
	for old, text := range map[string]string{"项目": "科目", "科目名称": "科目", "科目编码": "功能分类科目"} {
		sheets := eachSheet(func(s *sheet) {
			if s.name != "公开06表" { // which has economic codes
				renamed(old, text)(s)
			}
		})(lay(t, data))
		if got, _ := imported(t, drawn(t, sheets)); string(got) != string(want) {
			t.Errorf("%s for %s: %s", text, old, firstDifference(string(want), string(got)))
		}
	}
}

// Amounts in two units contradict each other everywhere, which is no help; a
// file that is made of them all the same says which are not to be trusted.
func TestAmountsInTwoUnits(t *testing.T) {
	sheets := replaced("公开03表", "金额单位：万元", "金额单位：元")(change("公开03表", "2070101", 3, figure("1.00"))(lay(t, examples(t)["bureau-2024"])))
	facts, lists := intake.Read([]intake.Workbook{drawn(t, sheets)})
	if got := lines(lists[0]); len(got) != 1 || !strings.HasPrefix(got[0], "I-07 ") {
		t.Errorf("%q", got)
	}
	text, err := facts.Text()
	if want := "# 待核对：支出决算表的金额单位是元，前面的表是万元；这张表的金额照抄"; err != nil || !strings.Contains(string(text), want) {
		t.Errorf("no %q in %s", want, text)
	}
	if merged, found := facts.Merge(examples(t)["bureau-2024"]); merged != nil || !found.HasErrors() {
		t.Error("was merged", found)
	}
}

// besides puts a sheet without a statement behind the last.
func besides(name string) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		return append(sheets, &sheet{name: name, rows: [][]cell{{{text: "各表的次序"}}}})
	}
}

// tripped is what the trips find, by rule.
func tripped(t *testing.T) map[string]finding.List {
	t.Helper()
	data := examples(t)["bureau-2024"]
	byRule := map[string]finding.List{}
	for _, c := range trips {
		found := foundIn(t, data, c.changes)
		wanted := slices.DeleteFunc(slices.Clone(found), func(f finding.Finding) bool {
			return f.Rule != c.rule || f.Severity != c.severity || f.Path != c.at || !strings.Contains(f.Message, c.says)
		})
		if len(wanted) == 0 {
			t.Errorf("%s: no %s at %q that says %q in %v", c.rule, c.severity, c.at, c.says, found)
		}
		byRule[c.rule] = append(byRule[c.rule], wanted...)
		for _, f := range found {
			if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.ID == f.Rule }) {
				t.Errorf("%s is in no catalogue: %s", f.Rule, f.Message)
			}
		}
	}
	_, lists := intake.Read([]intake.Workbook{{Name: "公开表.xlsx", Data: []byte("no workbook")}})
	byRule["I-01"] = lists[0]
	_, byRule["I-09"] = factsOf(t, drawn(t, lay(t, data))).Merge(examples(t)["tiny-2024"])
	return byRule
}

// Every rule of the import has a workbook that trips it.
func TestEveryRuleOfTheImport(t *testing.T) {
	tripped := tripped(t)
	for _, r := range check.Rules() {
		if r.Way != check.Imported {
			continue
		}
		gravest := finding.Note
		for _, f := range tripped[r.ID] {
			gravest = min(gravest, f.Severity)
			if f.Rule != r.ID || f.Severity != finding.Note && f.Remedy == "" {
				t.Errorf("%s: %v", r.ID, f)
			}
		}
		if gravest != r.Severity || len(tripped[r.ID]) == 0 {
			t.Errorf("%s is %s, tripped by %v", r.ID, r.Severity, tripped[r.ID])
		}
	}
}

// shown is a finding for the page that explains them all.
type shown struct {
	Rule, Severity, Path, Message, Remedy string
}

// What is found in workbooks, once for each rule and severity, is kept in a
// file: docs/findings.md shows it.
func TestFindingsToShow(t *testing.T) {
	byRule := tripped(t)
	data := examples(t)["bureau-2024"]
	for _, c := range contradictions() {
		for _, f := range foundIn(t, data, c.changes) {
			byRule[f.Rule] = append(byRule[f.Rule], f)
		}
	}
	var all []shown
	for _, r := range check.Rules() {
		seen := map[finding.Severity]bool{}
		for _, f := range byRule[r.ID] {
			if !seen[f.Severity] {
				seen[f.Severity] = true
				all = append(all, shown{f.Rule, f.Severity.Code(), f.Path, f.Message, f.Remedy})
			}
		}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.json", append(text, '\n'))
}
