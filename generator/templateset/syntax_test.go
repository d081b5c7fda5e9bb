package templateset

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

var latin = regexp.MustCompile(`\b(unexpected|unclosed|undefined|unterminated|missing|template|character|operand|command|input|EOF|term)\b`)

// What is wrong with the form of a template is said in Chinese, where it is,
// with what to do.
func TestSyntaxFaults(t *testing.T) {
	for _, c := range []struct {
		name, template string
		place          finding.Place
		holds          string
	}{
		{"action at the end", "甲\n乙{{.事项", finding.Place{Line: 2, Column: 2}, "没有写完"},
		{"action", "甲{{.事项\n乙{{.称谓}}", finding.Place{Line: 2, Column: 2}, "没有写完"},
		{"end", "甲\n{{if .事项}}乙\n{{with .称谓}}丙{{end}}\n", finding.Place{Line: 2, Column: 1}, "if 没有对应的 {{end}}"},
		{"end behind a comment", "{{/* {{if}} */}}甲{{range .数组}}", finding.Place{Line: 1, Column: 18}, "range 没有对应的"},
		{"end too many", "甲{{end}}", finding.Place{Line: 1, Column: 4}, "多余的 {{end}}"},
		{"else too many", "{{if .事项}}{{else}}{{else}}{{end}}", finding.Place{Line: 1, Column: 13}, "多余的 {{else}}"},
		{"brackets of full width", "{{顿号 （.数组）}}", finding.Place{Line: 1, Column: 6}, "不能写“（”"},
		{"quote of full width", "{{template “变动” .}}", finding.Place{Line: 1, Column: 12}, "不能写“"},
		{"quote", "{{template \"变动 .}}\n", finding.Place{Line: 1, Column: 12}, "引号没有写完"},
		{"paren", "{{中文数字 (加一 .年度}}", finding.Place{Line: 1, Column: 8}, "没有对应的右括号"},
		{"paren too many", "{{加一 .年度)}}", finding.Place{Line: 1, Column: 9}, "没有对应的左括号"},
		{"variable", "{{$项.名称}}", finding.Place{Line: 1, Column: 3}, "没有 $项 这个变量"},
		{"condition", "甲{{if}}乙{{end}}", finding.Place{Line: 1, Column: 4}, "if 的后面缺少字段"},
		{"nothing", "甲{{}}", finding.Place{Line: 1, Column: 2}, "双花括号里是空的"},
		{"comment", "甲{{/* 乙 */ }}", finding.Place{Line: 1, Column: 9}, "注释的结尾不对"},
		{"comment without end", "甲{{/* 乙 }}", finding.Place{Line: 1, Column: 2}, "注释没有写完"},
		{"twice", "{{define \"甲\"}}1{{end}}\n{{define \"甲\"}}2{{end}}", finding.Place{Line: 2, Column: 11}, "定义了两次"},
		{"define within", "{{if .事项}}{{define \"甲\"}}1{{end}}{{end}}", finding.Place{Line: 1, Column: 13}, "define 不能写在"},
		{"break", "{{break}}", finding.Place{Line: 1, Column: 3}, "只能写在 range 里"},
		{"assignment", "{{.事项 = 1}}", finding.Place{Line: 1, Column: 7}, "不能写 ="},
		{"number", "{{加一 1x}}", finding.Place{Line: 1, Column: 6}, "1x"},
		{"pipe", "{{.事项 | 3}}", finding.Place{Line: 1, Column: 7}, "要写函数"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := load(t, map[string]string{"a.tmpl": c.template})
			var all Faults
			if !errors.As(err, &all) || len(all) != 1 {
				t.Fatalf("得到 %v", err)
			}
			f := all[0]
			if f.Rule != RuleSyntax || f.Place != c.place || !strings.Contains(f.Message, c.holds) || f.Remedy == "" {
				t.Errorf("%s %s %s %s", f.Rule, f.Place, f.Message, f.Remedy)
			}
			if english := latin.FindString(f.Message + f.Remedy); english != "" && !strings.Contains(c.template, english) {
				t.Errorf("%q 不是中文：%s", english, f.Message)
			}
		})
	}
}

// All faults of all files come at once.
func TestFaultsOfAllFiles(t *testing.T) {
	_, err := load(t, map[string]string{"a.tmpl": "{{大写 1}}{{小写 1}}", "b.tmpl": "{{if}}", "c.tmpl": "\xb2\xa1", "d.tmpl": "甲\x01"})
	var all Faults
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	var got []string
	for _, f := range all {
		got = append(got, f.File+" "+f.Rule+" "+f.Place.String())
	}
	want := "a.tmpl M-06 1:3, a.tmpl M-06 1:11, b.tmpl M-04 1:3, c.tmpl M-01 1:1, d.tmpl M-01 1:2"
	if strings.Join(got, ", ") != want {
		t.Errorf("得到 %q", got)
	}
}
