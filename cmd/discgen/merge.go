package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

type mergeOptions struct {
	output, name, kind, templates string
	overwrite, json               bool
}

func newMerge(stdout, stderr io.Writer) *cobra.Command {
	var o mergeOptions
	c := &cobra.Command{
		Use:   "merge 本级.toml 单位.toml… -o 部门.toml",
		Short: "把各单位的单位文件汇总成部门的文件",
		Long: `把一个部门的各单位（第一个是本级）的单位文件相加，生成部门的单位文件：
金额、人数、车辆等数字都是各单位之和，各单位之间的补助和上缴已经抵销并逐笔列出；
文字以“待填”标出，各单位写的原因附在上面供参考。有一个单位文件有错误就不生成，
请先改正。部门的文件里记下各单位文件的位置，以后检查和生成时自动核对部门的数字
是否等于各单位之和。`,
		Example: `  discgen merge 局本级.toml 图书馆.toml 博物馆.toml -o 部门.toml
  discgen merge 各单位/*.toml --name 某某市某某局 --kind 行政单位 -o 部门.toml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明各单位的单位文件，例如：discgen merge 局本级.toml 图书馆.toml -o 部门.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return merge(expand(args), o, stdout, stderr)
		},
	}
	c.Flags().StringVarP(&o.output, "output", "o", "", "生成的部门的`单位文件`（必须写）")
	c.Flags().StringVar(&o.name, "name", "", "部门的`名称`（不写则在文件里待填）")
	c.Flags().StringVar(&o.kind, "kind", "", "部门的`单位性质`，按本级的性质："+strings.Join(generator.Kinds(), "、")+"（不写则在文件里待填）")
	c.Flags().BoolVar(&o.overwrite, "overwrite", false, "整个覆盖已有的文件，其中已填写的内容会丢失")
	registerTemplates(c, &o.templates)
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func merge(paths []string, o mergeOptions, stdout, stderr io.Writer) error {
	if err := o.possible(paths); err != nil {
		return err
	}
	date, err := sourceDate()
	if err != nil {
		return err
	}
	sets, err := ownTemplates(o.templates, o.json)
	if err != nil {
		return err
	}
	all, parts, err := readParts(paths, o.output)
	if err != nil {
		return err
	}
	var made generator.Merged
	if gravest(all) == nil {
		made, err = generator.Merge(parts, generator.MergeOptions{Options: generator.Options{Date: date, Templates: sets}, Name: o.name, Kind: o.kind})
		for i := range made.Findings {
			all[i].findings = made.Findings[i]
		}
		switch {
		case err != nil:
			all[0].failure = templateFailure(err, sets != nil)
		case made.Unit != nil:
			writeUnit(&all[0], made.Unit, o.output, importOptions{})
		}
	}
	if o.json {
		err = printMerged(stdout, made, all)
	} else {
		out := newScreen(stdout)
		printMergedFor(all, parts, made, out, newScreen(stderr))
		err = noOutput(out.err)
	}
	if err != nil {
		return err
	}
	return gravest(all)
}

// possible finds what is wrong with the command line.
func (o mergeOptions) possible(paths []string) error {
	if o.kind != "" && !slices.Contains(generator.Kinds(), o.kind) {
		return failure{statusUsage, fmt.Sprintf("--kind 只能是 %s，现在是 %s", strings.Join(generator.Kinds(), "、"), o.kind)}
	}
	return newUnitFile{
		path: o.output, overwrite: o.overwrite, inputs: paths, input: "要汇总的单位文件",
		missing: "请用 -o 写明要生成的部门的文件，例如 -o 部门.toml",
	}.possible()
}

// readParts reads every file. Where one cannot be read, that is its failure.
func readParts(paths []string, output string) ([]result, []generator.Part, error) {
	var all []result
	var parts []generator.Part
	for _, path := range paths {
		name, ok := seenFrom(filepath.Dir(output), path)
		if !ok {
			return nil, nil, failure{statusUsage, fmt.Sprintf("输出文件要与各单位的文件在同一个磁盘上：%s", path)}
		}
		data, f := readUnit(path)
		all = append(all, result{file: path, failure: f})
		parts = append(parts, generator.Part{Name: name, Data: data, Open: generator.Beside(path), Settings: generator.FindSettings(path)})
	}
	return all, parts, nil
}

// printMergedFor says for people what was found and what was eliminated; the
// result is nothing but the name of the file.
func printMergedFor(all []result, parts []generator.Part, made generator.Merged, stdout, stderr *screen) {
	wrong := 0
	for i, r := range all {
		if r.failure.status != statusDone {
			stderr.say("discgen：%s\n", r.failure.message)
		}
		if len(r.findings) > 0 {
			stderr.printFindings(r, parts[i].Data)
			stderr.say("\n")
		}
		if r.status() != statusDone {
			wrong++
		}
	}
	if wrong > 0 {
		stderr.say("没有生成部门的文件：%d 个单位文件里有 %d 个不能汇总，请先改正。\n", len(all), wrong)
		return
	}
	stderr.printEliminated(made.Eliminated)
	for _, path := range all[0].outputs {
		stdout.say("已生成 %s\n", path)
		stderr.say("请填写其中的“待填”，再运行 discgen check %s\n", path)
	}
}

// printEliminated lists what the units paid each other.
func (s *screen) printEliminated(all []generator.Elimination) {
	if len(all) == 0 {
		s.say("各单位之间没有需要抵销的补助和上缴。\n")
		return
	}
	s.say("已抵销的内部往来（%d 笔）\n", len(all))
	for _, e := range all {
		s.say("    %s  科目 %s（%s）  %s  %s\n", e.Unit, e.Code, e.Fund, e.Item, e.Amount)
	}
}
