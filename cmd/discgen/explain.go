package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/docs"
	"github.com/discgen/discgen/generator"
)

func newExplain(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "explain 编号…",
		Short: "解释检查结果：检查什么、例子、改正的办法",
		Long: `解释检查结果：这条规则检查什么，怎样会违反，程序列出什么，怎样改正。
编号在每条结果的方括号里；“discgen check --rules” 列出全部编号。`,
		Example: `  discgen explain S-04
  discgen explain X-10 D-05`,
		Annotations: map[string]string{"status": "0 已列出，2 命令写法有错误或没有这个编号，3 不能输出。"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明编号，例如：discgen explain S-04"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := explanations(args)
			if err != nil {
				return err
			}
			_, err = io.WriteString(stdout, text)
			return noOutput(err)
		},
	}
}

// explanations are the sections of the page for the ids, in their order.
func explanations(ids []string) (string, error) {
	sections := sectionsOf(docs.Findings)
	var texts []string
	for _, id := range ids {
		text, ok := sections[strings.ToUpper(strings.TrimSpace(id))]
		if !ok {
			meant := ""
			if near := generator.NearestCheck(id); near != "" {
				meant = "，是否想写 " + near
			}
			return "", failure{statusUsage, fmt.Sprintf("没有 %q 这个编号%s；“discgen check --rules” 列出全部规则", id, meant)}
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n"), nil
}

// sectionsOf are the sections of the third level of a page by the first word
// of their headings, which lose their marks.
func sectionsOf(page string) map[string]string {
	sections := map[string]string{}
	for part := range strings.SplitSeq(page, "\n## ") {
		_, part, _ = strings.Cut(part, "\n### ")
		for text := range strings.SplitSeq(part, "\n### ") {
			id, _, _ := strings.Cut(text, " ")
			sections[id] = strings.TrimSpace(text) + "\n"
		}
	}
	delete(sections, "")
	return sections
}
