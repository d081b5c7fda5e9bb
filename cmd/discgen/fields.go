package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

func newTemplatesFields(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:         "fields",
		Short:       "列出模板可以用的字段、函数和设置",
		Long:        `列出模板可以用的全部字段（种类、意思、示例单位的值）、函数和设置。`,
		Example:     `  discgen templates fields`,
		Annotations: map[string]string{"status": templatesStatuses},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return failure{statusUsage, "fields 的后面不写别的"}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			page, err := fieldsPage()
			if err != nil {
				return err
			}
			_, err = io.WriteString(stdout, page)
			return noOutput(err)
		},
	}
}

// fieldsPage is the tables of fields, functions and settings, in Markdown.
func fieldsPage() (string, error) {
	fields, err := generator.TemplateFields()
	if err != nil {
		return "", err
	}
	rows := [][]string{{"字段", "种类", "意思", "例"}}
	for _, f := range fields {
		rows = append(rows, []string{f.Path, f.Kind, f.Meaning, cmp.Or(f.Example, "—")})
	}
	functions := [][]string{{"写法", "意思", "例"}}
	for _, f := range generator.TemplateFunctions() {
		functions = append(functions, []string{f.Usage, f.Meaning, "`" + f.Example + "`"})
	}
	keys := [][]string{{"键", "意思", "可以用字段"}}
	for _, k := range generator.TemplateKeys() {
		keys = append(keys, []string{k.Path, k.Meaning, map[bool]string{true: "是", false: "否"}[k.Template]})
	}
	var page strings.Builder
	for _, t := range []struct {
		title string
		rows  [][]string
	}{{"字段", rows}, {"函数", functions}, {"设置", keys}} {
		if page.Len() > 0 {
			page.WriteString("\n")
		}
		fmt.Fprintf(&page, "## %s\n\n%s", t.title, table(t.rows))
	}
	return page.String(), nil
}
