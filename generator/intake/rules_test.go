package intake_test

import (
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
	{"I-11", nil, finding.Note, "公开02表", "尾差"},
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

// besides puts a sheet without a statement behind the last.
func besides(name string) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		return append(sheets, &sheet{name: name, rows: [][]cell{{{text: "各表的次序"}}}})
	}
}

// Every rule of the import has a workbook that trips it.
func TestEveryRuleOfTheImport(t *testing.T) {
	data := examples(t)["bureau-2024"]
	tripped := map[string]finding.List{}
	for _, c := range trips {
		sheets := lay(t, data)
		for _, f := range c.changes {
			sheets = f(sheets)
		}
		_, lists := intake.Read([]intake.Workbook{drawn(t, sheets)})
		found := slices.DeleteFunc(slices.Clone(lists[0]), func(f finding.Finding) bool {
			return f.Rule != c.rule || f.Severity != c.severity || f.Path != c.at || !strings.Contains(f.Message, c.says)
		})
		if len(found) == 0 {
			t.Errorf("%s: no %s at %q that says %q", c.rule, c.severity, c.at, c.says)
		}
		tripped[c.rule] = append(tripped[c.rule], found...)
		for _, f := range lists[0] {
			if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.ID == f.Rule }) {
				t.Errorf("%s is in no catalogue: %s", f.Rule, f.Message)
			}
		}
	}
	_, lists := intake.Read([]intake.Workbook{{Name: "公开表.xlsx", Data: []byte("no workbook")}})
	tripped["I-01"] = lists[0]
	_, tripped["I-09"] = factsOf(t, drawn(t, lay(t, data))).Merge(examples(t)["tiny-2024"])
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
