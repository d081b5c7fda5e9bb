package main

import (
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

type rolloverOptions struct {
	output, templates string
	overwrite, json   bool
}

func newRollover(stdout, stderr io.Writer) *cobra.Command {
	var o rolloverOptions
	c := &cobra.Command{
		Use:   "rollover 上年单位.toml -o 本年单位.toml",
		Short: "由上年的单位文件生成本年的单位文件（结转）",
		Long: `上年公开的数作为上年数，年末结转作为年初结转，都填好；单位、职能、科目、项目和
指标等照旧，金额和要重新写的文字以“待填”标出，上年的文字写在旁边供参考。
上年的单位文件有错误时列出全部错误，不生成文件。`,
		Example: `  discgen rollover 2024/unit.toml -o 2025/unit.toml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failure{statusUsage, "请写明上年的单位文件，例如：discgen rollover 2024/unit.toml -o 2025/unit.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return rollover(args[0], o, stdout, stderr)
		},
	}
	c.Flags().StringVarP(&o.output, "output", "o", "", "生成的本年`单位文件`")
	c.Flags().BoolVar(&o.overwrite, "overwrite", false, "整个覆盖已有的单位文件，其中已填写的内容会丢失")
	registerTemplates(c, &o.templates)
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func rollover(path string, o rolloverOptions, stdout, stderr io.Writer) error {
	next := newUnitFile{
		path: o.output, overwrite: o.overwrite, inputs: []string{path}, input: "上年的单位文件",
		missing: "请用 -o 写明要生成的文件，例如 -o 2025/unit.toml",
	}
	if err := next.possible(); err != nil {
		return err
	}
	sets, err := ownTemplates(o.templates, o.json)
	if err != nil {
		return err
	}
	r, data := rollFile(path, o.output, generator.Options{Templates: sets})
	if o.json {
		if err := printResults(stdout, "rollover", r); err != nil {
			return err
		}
	} else {
		printRolled(r, data, newScreen(stdout), newScreen(stderr))
	}
	if status := r.status(); status != statusDone {
		return failure{status, r.failure.message}
	}
	return nil
}

// rollFile makes next year's file of one; it also returns the latter's text,
// for excerpts.
func rollFile(path, output string, o generator.Options) (result, []byte) {
	r := result{file: path}
	var data []byte
	if data, r.failure = readUnit(path); r.failure.status != statusDone {
		return r, nil
	}
	name, _ := seenFrom(filepath.Dir(output), path)
	next, findings, err := generator.Rollover(data, name, o.At(path))
	r.findings = findings
	switch {
	case err != nil:
		r.failure = templateFailure(err, o.Templates != nil)
	case next != nil:
		if r.outputs, err = generator.Write(filepath.Dir(output), []generator.File{{Name: filepath.Base(output), Data: next}}); err != nil {
			r.failure = machineFailure(output, err)
		}
	}
	return r, data
}

// printRolled says what is wrong with the closed year's file, or what was made.
func printRolled(r result, data []byte, stdout, stderr *screen) {
	if r.findings.HasErrors() {
		stderr.printFindings(r, data)
		stderr.say("改正上年的单位文件以前不生成文件。\n")
	}
	for _, path := range r.outputs {
		stdout.say("已生成 %s\n", path)
		stderr.say("请填写其中的“待填”；discgen todo %s 列出还缺什么。\n", path)
	}
}
