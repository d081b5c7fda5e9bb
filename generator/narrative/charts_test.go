package narrative

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/templateset"
)

const settings = `name = "试"
[document]
title = "说明"
contents_title = "目录"
contents_depth = 2
pdf_name = "a.pdf"
xlsx_name = "a.xlsx"
[self_evaluation]
overall_title = "整体"
project_title = "项目"
[scoring]
execution_weight = 10
overall = "full"
projects = "deduct"
[[statements]]
kind = "overall"
title = "总表"
[[charts]]
name = "甲"
title = "图{{.图号}} 甲"
series = ["{{.年度}}年", "上年"]
alternative = "{{.图题}}{{range .柱}}{{.名称}}{{range .数}}{{.系列}}{{.金额}}{{with .占比}}占{{.}}{{end}}；{{end}}{{end}}"
bars = [{ label = "{{.年度}}年收入", values = ["收.数", "收.零"] }]
[[charts]]
name = "零"
title = "图{{.图号}} 零"
alternative = "零"
bars = [{ label = "无", values = ["收.零"] }]
[[charts]]
name = "乙"
title = "图{{.图号}} 乙"
alternative = "{{range .柱}}{{.名称}}{{range .数}}{{.系列}}{{.金额}}占{{.占比}}{{end}}{{end}}"
bars = [{ label = "收", values = ["收.数"], share = "收.率" }]
`

// folderOf is a set of one template with the settings above.
func folderOf(template string) fstest.MapFS {
	return fstest.MapFS{templateset.SettingsFile: {Data: []byte(settings)}, "a.tmpl": {Data: []byte(template)}}
}

// chartData are fields that the charts of the settings above use.
func chartData() fields {
	hundred := figures.Publish(decimal.New(1234567, 0))
	return fields{"年度": 2024, "收": fields{"数": hundred, "零": figures.Figure{}, "率": figures.Share(hundred, hundred), "字": "字"}}
}

// explain fills in a template with the charts of the settings above.
func explain(t *testing.T, template, settings string, wanted bool) ([]doc.Block, error) {
	t.Helper()
	folder := folderOf(template)
	folder[templateset.SettingsFile].Data = []byte(settings)
	set, err := templateset.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	data := chartData()
	words, err := set.Expand(data)
	if err != nil {
		t.Fatal(err)
	}
	charts, err := Charts(data, words.Charts, wanted)
	if err != nil {
		return nil, err
	}
	in := Inserts{Charts: charts, Evaluations: []*doc.Table{{Title: "自评表"}}}
	in.Mark(data, nil)
	return Explanation(data, set, words.Document, in)
}

func chartsIn(blocks []doc.Block) []*doc.Chart {
	var all []*doc.Chart
	for _, b := range blocks {
		if c, ok := b.(*doc.Chart); ok {
			all = append(all, c)
		}
	}
	return all
}

// Charts count in the order in which they stand; one without any figure is
// left out and not counted.
func TestChartsAreNumberedWhereTheyStand(t *testing.T) {
	blocks, err := explain(t, "{{.图.乙}}\n{{.图.零}}\n{{range .自评表}}{{.}}{{end}}\n{{.图.甲}}\n", settings, true)
	if err != nil {
		t.Fatal(err)
	}
	charts := chartsIn(blocks)
	if len(charts) != 2 {
		t.Fatalf("%d charts", len(charts))
	}
	for i, want := range []struct{ title, alternative, text string }{
		{"图1 乙", "收123.46占100.00%", "收 123.46（100.00%）"},
		{"图2 甲", "图2 甲2024年收入2024年123.46；上年0.00；", "2024年 上年 2024年收入 123.46 0.00"},
	} {
		c := charts[i]
		if c.Title != want.title || c.Alternative != want.alternative {
			t.Errorf("chart %d is %q, %q", i, c.Title, c.Alternative)
		}
		if got := strings.Join(strings.Fields(strings.TrimSuffix(c.Text(), c.Title)), " "); got != want.text {
			t.Errorf("chart %d says %q, want %q", i, got, want.text)
		}
	}
}

func TestNoChartsUnlessWanted(t *testing.T) {
	blocks, err := explain(t, "前\n{{.图.甲}}\n{{.图.乙}}\n后\n", settings, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Text(blocks[2:]); got != "前\n后\n" {
		t.Errorf("the text is %q", got)
	}
}

func TestFaultsOfCharts(t *testing.T) {
	for _, c := range []struct{ name, template, old, new, holds string }{
		{"放了两次", "{{.图.甲}}\n{{.图.甲}}\n", "", "", "放了两次"},
		{"没有的图", "{{.图.丙}}\n", "", "", "丙"},
		{"没有的字段", "", "收.率", "收.占比", "收.占比"},
		{"没有的一组字段", "", "收.率", "支.率", "支.率"},
		{"不是数字", "", "收.率", "收.字", "收.字"},
		{"标题里没有的字段", "{{.图.甲}}\n", "图{{.图号}} 甲", "{{.号}}", "号"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := explain(t, c.template, strings.Replace(settings, c.old, c.new, 1), true)
			if err == nil || !strings.Contains(err.Error(), c.holds) {
				t.Errorf("%v says nothing of %s", err, c.holds)
			}
		})
	}
}
