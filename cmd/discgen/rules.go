package main

import (
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/finding"
)

// kinds are the kinds of rules by how their ids begin, in the order in which
// they are listed. The last takes what no other does.
var kinds = []struct{ name, initials string }{
	{"单位文件", "UC"},
	{"报表内部", "T"},
	{"报表之间", "X"},
	{"“三公”经费", "S"},
	{"说明文字", "N"},
	{"绩效自评", "P"},
	{"合理性", "V"},
	{"跨年", "Y"},
	{"公开文件", "F"},
	{"由公开表导入", "I"},
	{"其他", ""},
}

func kindOf(id string) string {
	for _, k := range kinds {
		if strings.ContainsAny(id[:1], k.initials) {
			return k.name
		}
	}
	return kinds[len(kinds)-1].name
}

// printRules lists all checks, as Markdown for people or as JSON.
func printRules(stdout io.Writer, asJSON bool) error {
	if asJSON {
		return printReport(stdout, report{Command: "check", Rules: ruleReports()})
	}
	_, err := io.WriteString(stdout, rulesPage())
	return noOutput(err)
}

// rulesPage is a table of the rules of each kind that has any.
func rulesPage() string {
	var tables []string
	for _, k := range kinds {
		rows := [][]string{{"编号", "名称", "严重程度", "涉及", "方式"}}
		for _, r := range generator.Rules() {
			if kindOf(r.ID) == k.name {
				rows = append(rows, ruleCells(r))
			}
		}
		if len(rows) > 1 {
			tables = append(tables, "## "+k.name+"\n\n"+table(rows))
		}
	}
	rows := [][]string{{"编号", "名称", "严重程度", "涉及", "方式"}}
	for _, r := range generator.TemplateRules() {
		rows = append(rows, []string{r.ID, r.Title, r.Severity.String(), r.Touches, "检查模板"})
	}
	return strings.Join(append(tables, "## "+kindOfTemplates+"\n\n"+table(rows)), "\n")
}

// kindOfTemplates is the kind of the rules that discgen templates check looks
// at.
const kindOfTemplates = "模板"

func ruleCells(r check.Rule) []string {
	severity, way := r.Severity.String(), r.Way.String()
	switch {
	case r.Way == check.Built:
		severity = "—"
	case r.Severity == finding.Error && r.Warns():
		severity += "、" + finding.Warning.String()
	}
	if r.Why != "" {
		way += "：" + r.Why
	}
	return []string{r.ID, r.Title, severity, r.Touches, way}
}

// ruleReports are all rules in the order of the catalogue, then those of
// templates.
func ruleReports() []ruleReport {
	var all []ruleReport
	for _, r := range generator.Rules() {
		one := ruleReport{
			Rule: r.ID, Kind: kindOf(r.ID), Title: r.Title, Severity: r.Severity.Code(), Touches: r.Touches,
			Way: [...]string{"check", "read", "program", "elsewhere", "import"}[r.Way], Why: r.Why,
		}
		if r.Way == check.Built {
			one.Severity = ""
		}
		all = append(all, one)
	}
	for _, r := range generator.TemplateRules() {
		all = append(all, ruleReport{Rule: r.ID, Kind: kindOfTemplates, Title: r.Title, Severity: r.Severity.Code(), Touches: r.Touches, Way: "template"})
	}
	return all
}

// table is a Markdown table whose columns are even on a terminal.
func table(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.ReplaceAll(cell, "|", `\|`)
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	dashes := make([]string, len(widths))
	for i, w := range widths {
		dashes[i] = strings.Repeat("-", w)
	}
	var b strings.Builder
	for _, row := range slices.Insert(rows, 1, dashes) {
		for i, cell := range row {
			b.WriteString("| " + cell + strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+1))
		}
		b.WriteString("|\n")
	}
	return b.String()
}
