package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
)

const todoStatus = `0 没有要写的，1 还有要写的或者单位文件有错误，
2 命令写法有错误或找不到文件，3 磁盘、权限等系统错误；几种都有时取最大的。`

type todoOptions struct {
	templates string
	json      bool
}

func newTodo(stdout, stderr io.Writer) *cobra.Command {
	var o todoOptions
	c := &cobra.Command{
		Use:   "todo 单位.toml…",
		Short: "列出单位文件里还要写什么",
		Long: `列出还要写的内容：标出“待填”的项、必填的项，有变动的数字的原因，绩效自评等文字。
每一项写明行号和有关的数字（本年数，上年数或预算数，差额），
写了 last_year 的还列出上年的文字。
只列要写的：没有变动的数字不用写原因。其他错误由 discgen check 列出。`,
		Example:     `  discgen todo 单位.toml`,
		Annotations: map[string]string{"status": todoStatus},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明单位文件，例如：discgen todo 单位.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return todo(expand(args), o, stdout, stderr)
		},
	}
	registerTemplates(c, &o.templates)
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func todo(paths []string, o todoOptions, stdout, stderr io.Writer) error {
	sets, err := ownTemplates(o.templates, o.json)
	if err != nil {
		return err
	}
	out, problems := newScreen(stdout), newScreen(stderr)
	var all []result
	for _, path := range paths {
		r := todoFile(path, generator.Options{Templates: sets})
		all = append(all, r)
		if r.failure.status != statusDone {
			problems.say("discgen：%s\n", r.failure.message)
		} else if !o.json {
			out.printTodo(r)
		}
	}
	err = noOutput(out.err)
	if o.json {
		err = printResults(stdout, "todo", all...)
	}
	if err != nil {
		return err
	}
	return gravest(all)
}

func todoFile(path string, o generator.Options) result {
	r := result{file: path, todo: []generator.Task{}}
	var data []byte
	if data, r.failure = readUnit(path); r.failure.status != statusDone {
		return r
	}
	made, err := generator.Todo(data, o.At(path))
	if err != nil {
		r.failure = templateFailure(err, o.Templates != nil)
		return r
	}
	r.findings, r.unread, r.noSet, r.todo = made.Others, made.Unread, made.NoSet, append(r.todo, made.Tasks...)
	return r
}

// printTodo writes the tasks of a file and how many there are.
func (s *screen) printTodo(r result) {
	for _, t := range r.todo {
		s.say("%s", r.file)
		if t.Place.Line > 0 {
			s.say(":%s", strconv.Itoa(t.Place.Line))
		}
		s.say("：")
		s.sayIn(cyan, "%s", clip(t.Path, mostOfPath))
		if t.What != "" {
			s.say("（%s）", clip(t.What, mostOfMessage))
		}
		s.say("：%s\n", clip(t.Message, mostOfMessage))
		if t.Compared != (finding.Comparison{}) {
			s.say("    本年 %s，%s %s，%s\n", t.Compared.Figure, t.Against(), t.Compared.Against, t.Compared.Difference)
		}
		if t.LastYear != "" {
			s.say("    上年写的是：%s\n", clip(t.LastYear, mostOfMessage))
		}
		s.say("    办法：%s\n", clip(t.Remedy, mostOfMessage))
	}
	s.say("%s：", r.file)
	switch {
	case len(r.todo) > 0:
		s.say("还有 %d 处要写。", len(r.todo))
	case r.unread:
		s.say("文件不能读取，改正以后才能列出要写的。")
	case r.noSet:
		s.say("没有单位文件所写的模板，改正以后才能列出要写的。")
	default:
		s.say("没有要写的。")
	}
	if n := r.findings.Count(finding.Error); n > 0 {
		s.say("另有 %d 个错误，见 discgen check。", n)
	}
	s.say("\n")
}
