package templateset

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
)

// hostile is data with a figure, a long list and a list in a list.
func hostile() map[string]any {
	rows := make([]map[string]any, 40)
	for i := range rows {
		rows[i] = map[string]any{"名称": strings.Repeat("甲", 1000)}
	}
	d := with(strings.Repeat("甲", 60))
	d["金额"], d["行"] = figures.Publish(decimal.New(123456, 0)), rows
	return d
}

// Whatever a template does, filling it in ends, with a fault that has its
// place.
func TestHostileTemplates(t *testing.T) {
	for _, c := range []struct{ name, template, holds string }{
		{"endless recursion", `{{define "甲"}}{{template "甲" .}}{{end}}{{template "甲" .}}`, "引用了自己"},
		{"recursion through another", `{{define "甲"}}{{template "乙" .}}{{end}}{{define "乙"}}x{{template "甲" .}}{{end}}{{template "甲" .}}`, "引用了自己"},
		{"recursion of the file", `x{{template "a.tmpl" .}}`, "引用了自己"},
		{"recursion that doubles", `{{define "甲"}}{{if .}}{{template "甲" (slice . 3)}}{{template "甲" (slice . 3)}}{{end}}{{end}}{{template "甲" .事项}}`, "没有止境"},
		{"ranges in ranges", strings.Repeat("{{range $.行}}", 8) + strings.Repeat("{{end}}", 8), "没有止境"},
		{"range over a number", `{{range 9000000000000}}{{end}}`, "没有止境"},
		{"range with an empty branch", `{{range 9000000000000}}{{else}}甲{{end}}`, "没有止境"},
		{"huge output", strings.Repeat("{{range $.行}}", 3) + "{{.名称}}" + strings.Repeat("{{end}}", 3), "超过 4194304 字节"},
		{"method", `{{.金额.Yuan}}`, "没有下级字段 Yuan"},
		{"method with an argument", `{{.金额.Yuan.Shift 2000000000}}`, "没有下级字段 Yuan"},
		{"method of a number", `{{(.金额).String}}`, "没有下级字段 String"},
		{"format of any width", `{{printf "%999999d" 1}}`, `没有 "printf" 这个函数`},
		{"call", `{{call .金额}}`, `没有 "call" 这个函数`},
		{"the program's own calls", `{{离开句式 1}}`, `没有 "离开句式" 这个函数`},
		{"index out of range", `{{index .数组 7}}`, "超出了列表的范围"},
		{"nothing given", `{{define "甲"}}{{.名称}}{{end}}{{template "甲"}}`, "没有给出字段"},
		{"new page in a line", `前{{换页}}`, "独占一行"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := load(t, map[string]string{"a.tmpl": c.template})
			if err == nil {
				_, err = s.Blocks(hostile(), nil)
			}
			if err == nil || !strings.Contains(err.Error(), c.holds) || !strings.Contains(err.Error(), "a.tmpl") {
				t.Errorf("得到 %v", err)
			}
		})
	}
}

// The limits are far from what a set needs: a list of hundreds of subjects is
// printed whole.
func TestLongListsAreFilledIn(t *testing.T) {
	rows := make([]map[string]any, 2000)
	for i := range rows {
		rows[i] = map[string]any{"名称": "甲"}
	}
	d := with("")
	d["行"] = rows
	s := mustLoad(t, map[string]string{"a.tmpl": `{{define "行"}}{{.名称}}{{end}}` + "{{range .行 -}}\n{{template \"行\" .}}\n{{end}}"})
	blocks, err := s.Blocks(d, nil)
	if err != nil || len(blocks) != len(rows) {
		t.Errorf("%d blocks, %v", len(blocks), err)
	}
}

// A template gets texts and whole numbers, so that what is not there prints
// nothing and compares as empty.
func TestPlainValues(t *testing.T) {
	d := map[string]any{"无": nil, "空": (*doc.Number)(nil), "数": doc.Amount(decimal.New(1234567, -2)), "率": figures.Rate{Percent: decimal.New(5, 0)}}
	s := mustLoad(t, map[string]string{"a.tmpl": `[{{.无}}{{.空}}{{with .空}}有{{end}}]{{.数}}{{if eq .率 "5.00%"}}同{{end}}`})
	blocks, err := s.Blocks(d, nil)
	if got := show(blocks); err != nil || got != "段 []12,345.67同" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestPlacesOfFaults(t *testing.T) {
	for _, c := range []struct {
		name, template string
		place          finding.Place
	}{
		{"first line", "{{.没有}}", finding.Place{Line: 1, Column: 3}},
		{"heading", "# 部分\n## 一、{{.没有}}", finding.Place{Line: 2, Column: 8}},
		{"line ends of Windows", "# 部分\r\n甲{{.没有}}\r\n", finding.Place{Line: 2, Column: 4}},
		{"byte-order mark", "\ufeff甲{{.没有}}", finding.Place{Line: 1, Column: 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := mustLoad(t, map[string]string{"a.tmpl": c.template}).Blocks(data, nil)
			var f Fault
			if !errors.As(err, &f) || f.Place != c.place || f.File != "a.tmpl" || f.Rule != RuleFill {
				t.Errorf("得到 %+v", err)
			}
		})
	}
}
