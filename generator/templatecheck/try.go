package templatecheck

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/templateset"
)

// try fills the set in for every sample unit and looks at what comes out.
func (c *checker) try() {
	set, err := c.read.Set()
	if err != nil {
		return // all that is wrong has been said
	}
	said := map[string]bool{}
	for _, t := range c.Trials {
		tried, err := t.Run(set)
		var f templateset.Fault
		switch {
		case err != nil && said[err.Error()]:
		case errors.As(err, &f):
			if !c.follows(f) {
				f.Message += fmt.Sprintf("（示例：%s）", t.Unit)
				c.tell(f)
			}
		case err != nil && c.found[templateset.SettingsFile].HasErrors(): // a chart's field
		case err != nil:
			c.report(templateset.SettingsFile, finding.Place{}, templateset.RuleFill, fmt.Sprintf("%s（示例：%s）", err, t.Unit), seeFields)
		default:
			c.look(tried)
		}
		if err != nil {
			said[err.Error()] = true
		}
	}
}

// follows reports whether a fault is what comes of another that was found: of a
// wrong use of a field, wherever that is, or of the same kind.
func (c *checker) follows(f templateset.Fault) bool {
	for _, findings := range c.found {
		if slices.ContainsFunc(findings, func(x finding.Finding) bool {
			return slices.Contains([]string{ruleField, rulePhrase, ruleUse, f.Rule}, x.Rule)
		}) {
			return true
		}
	}
	return false
}

// look finds tables that do not stand in the explanation once, and names that
// no file can have.
func (c *checker) look(t Tried) {
	count := map[*doc.Table]int{}
	for _, b := range t.Explanation {
		if table, is := b.(*doc.Table); is {
			count[table]++
		}
	}
	placed := func(path, what, field string, n int) {
		switch {
		case n == 0:
			c.reportSetting(path, ruleInsert, what+"没有位置，印不进公开说明", "在模板里用 {{range ."+field+"}} 给每张表单独一行位置")
		case n > 1:
			c.reportSetting(path, ruleInsert, fmt.Sprintf("%s有 %d 个位置", what, n), "每张表只留一个位置")
		}
	}
	for i, table := range t.Statements {
		placed(source.Index("statements", i), "报表“"+table.Title+"”", "附表", count[table])
	}
	for _, table := range t.Evaluations {
		placed("self_evaluation", "绩效自评表“"+table.Title+"”", "自评表", count[table])
	}
	for _, path := range slices.Sorted(maps.Keys(t.Names)) {
		c.reportSetting(path, templateset.RuleSettings, "文件名"+t.Names[path], "换一个文件名")
	}
}
