package intake

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// gridOf are cells by lines and tabs, as the reading of a workbook gives them:
// without blank ones at the end of a row, and no more than a sheet may have.
func gridOf(text string) *grid {
	g := &grid{sheet: "公开表"}
	for line := range strings.SplitSeq(text, "\n") {
		if len(g.rows) == maxRows {
			break
		}
		g.rows = append(g.rows, trimmed(strings.Split(line, "\t")))
	}
	return g
}

// No cells make the reading stumble: what is read of them can be written, or
// somebody says what is wrong.
func FuzzCells(f *testing.F) {
	f.Add("收入决算表\t金额单位：万元\n科目编码\t科目名称\t本年收入合计\t财政拨款收入\n2050205\t高等教育\t1.00\t1.00")
	f.Add("收入支出决算总表\n项目\t决算数\t项目\t决算数\n一、一般公共预算财政拨款收入\t1\t一、一般公共服务支出\t2")
	f.Add("财政拨款“三公”经费支出决算表\n预算数\n合计\t因公出国\n1\t2")
	f.Add("财政拨款“三公”经费支出决算表\n项目\t预算数\t决算数\n合计\t1\t2\n因公出国（境）费\t1\t2")
	f.Add("一般公共预算财政拨款基本支出决算表\n科目编码\t科目名称\t决算数\n301\t工资\t1\n人员经费合计\t\t1")
	f.Add("支出决算表\n类\t款\t项\t科目名称\n205\t02\t05\t甲")
	f.Add("支出决算表\n项目\t本年支出合计\t基本支出\t项目支出\n2050205 高等教育\t1\t1\t0")
	f.Fuzz(func(t *testing.T, text string) {
		c := newCollector(1)
		facts := c.facts(c.find(gridOf(text)), []Workbook{{}})
		if facts == nil {
			if len(c.lists()[0].Of(finding.Error)) == 0 {
				t.Error("nothing was read, and nobody says why")
			}
			return
		}
		if _, err := facts.Text(); err != nil {
			t.Error(err)
		}
	})
}
