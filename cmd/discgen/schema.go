package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator/schema"
)

func newSchema(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "列出单位文件的 JSON Schema，供编辑器提示和检查",
		Long: `列出单位文件的 JSON Schema（draft-07）：有哪些键，各是什么，只能填什么。
编辑器按它提示键名、显示说明、标出写错的地方，设置的办法见 docs/editors.md。`,
		Example: `  discgen schema > unit.schema.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return failure{statusUsage, "schema 后面不写文件，例如：discgen schema > unit.schema.json"}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			_, err := stdout.Write(schema.JSON())
			return noOutput(err)
		},
		Annotations: map[string]string{"status": "0 已列出，2 命令写法有错误，3 不能输出结果。"},
	}
}
