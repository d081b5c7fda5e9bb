package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/draft"
	"github.com/discgen/discgen/generator/schema"
)

type initOptions struct {
	given                        map[string]string // answers by the options of their questions
	yes, schema, overwrite, json bool
}

func newInit(stdout, stderr io.Writer) *cobra.Command {
	o := initOptions{given: map[string]string{}}
	values := map[string]*string{}
	c := &cobra.Command{
		Use:   "init [单位.toml]",
		Short: "新建单位文件：逐项提问，写好要填的键和说明",
		Long: `新建一个单位文件（默认为 unit.toml），要填的每一个键都在里面，后面有中文说明，
要填的地方标着“待填”；单位没有的内容不写。在命令行窗口里运行时逐项提问，
也可以用选项回答，写在选项里的不再提问。

--has 可以写：` + traits() + `。`,
		Example: `  discgen init
  discgen init 单位.toml --name 某某县某某局 --year 2024 --kind 行政单位 --yes
  discgen init --name 某某县某某局 --year 2024 --kind 行政单位 --has 公务用车,接待 --projects 2 --yes`,
		Annotations: map[string]string{"status": "0 已生成，2 命令写法有错误、没有回答完或者文件已经存在，3 磁盘、权限等系统错误。"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failure{statusUsage, "只写一个单位文件，例如：discgen init 单位.toml"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			for option, value := range values {
				if c.Flags().Changed(option) {
					o.given[option] = *value
				}
			}
			return begin(cmp.Or(strings.Join(args, ""), "unit.toml"), o, stdout, stderr, nextCommands(c))
		},
	}
	for _, q := range draft.Questions() {
		usage := q.Usage
		if q.Default != "" {
			usage += "（默认为" + q.Default + "）"
		}
		values[q.Option] = c.Flags().String(q.Option, "", usage)
	}
	c.Flags().BoolVar(&o.yes, "yes", false, "不提问，没有写的选项用默认值")
	c.Flags().BoolVar(&o.schema, "schema", false, "同时生成 unit.schema.json，供编辑器提示和检查，见 docs/editors.md")
	c.Flags().BoolVar(&o.overwrite, "overwrite", false, "覆盖已有的文件，其中已填写的内容会丢失")
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

// traits are what a unit may have, a few in a line.
func traits() string {
	var names []string
	for i, t := range draft.Traits() {
		name := string(t)
		if i > 0 && i%9 == 0 {
			name = "\n" + name
		}
		names = append(names, name)
	}
	return strings.Join(names, "、")
}

// begin writes a new unit file. Nothing is written before all is answered.
func begin(path string, o initOptions, stdout, stderr io.Writer, next []string) error {
	files := []generator.File{{Name: filepath.Base(path)}}
	if o.schema {
		files = append(files, generator.File{Name: schemaName, Data: schema.JSON()})
	}
	if err := o.free(path, files); err != nil {
		return err
	}
	answers, err := o.answers(stderr)
	if err != nil {
		return err
	}
	if o.schema {
		answers.Schema = schemaName
	}
	blanks := 0
	files[0].Data, blanks = draft.File(answers)
	r := result{file: path}
	if r.outputs, err = generator.Write(filepath.Dir(path), files); err != nil {
		r.failure = machineFailure(path, err)
	}
	if o.json {
		if err := printResults(stdout, "init", r); err != nil {
			return err
		}
	} else if out := newScreen(stdout); r.failure.status == statusDone {
		for _, p := range r.outputs {
			out.say("已生成 %s\n", p)
		}
		newScreen(stderr).sayNext(path, blanks, next)
		if err := noOutput(out.err); err != nil {
			return err
		}
	}
	if r.failure.status != statusDone {
		return r.failure
	}
	return nil
}

const schemaName = "unit.schema.json"

// free says why the files cannot be written: what stands in their place is not
// to be lost.
func (o initOptions) free(path string, files []generator.File) error {
	if !strings.EqualFold(filepath.Ext(path), ".toml") {
		return failure{statusUsage, fmt.Sprintf("单位文件的文件名要以 .toml 结尾，现在是 %s", path)}
	}
	for _, f := range files {
		path := filepath.Join(filepath.Dir(path), f.Name)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			continue
		case info.IsDir():
			return failure{statusUsage, fmt.Sprintf("%s 是文件夹，请写另一个文件名", path)}
		case !o.overwrite && !holds(path, f.Data):
			return failure{statusUsage, fmt.Sprintf("%s 已经存在，没有改动；请写另一个文件名，或者用 --overwrite 覆盖（其中已填写的内容会丢失）", path)}
		}
	}
	return nil
}

// holds reports whether a file has some data, and has any.
func holds(path string, data []byte) bool {
	there, err := os.ReadFile(path)
	return err == nil && len(data) > 0 && bytes.Equal(there, data)
}

// answers are those of the options and, on a terminal, of who sits there.
func (o initOptions) answers(stderr io.Writer) (draft.Answers, error) {
	var a draft.Answers
	var missing []string
	asks := !o.yes && isTerminal(os.Stdin) && isScreen(stderr)
	in, out := bufio.NewReader(os.Stdin), newScreen(stderr)
	for _, q := range draft.Questions() {
		answer, given := o.given[q.Option]
		var err error
		switch {
		case given:
			if err := q.Take(&a, strings.TrimSpace(answer)); err != nil {
				return a, failure{statusUsage, fmt.Sprintf("--%s：%s", q.Option, err)}
			}
		case asks:
			err = ask(in, out, q, &a)
		case q.Needed:
			missing = append(missing, "--"+q.Option)
		default:
			err = q.Take(&a, q.Default)
		}
		if err != nil {
			return a, err
		}
	}
	if len(missing) > 0 {
		return a, failure{statusUsage, fmt.Sprintf("不在命令行窗口里提问时，还要写明 %s；“discgen init --help” 查看用法", strings.Join(missing, "、"))}
	}
	return a, nil
}

func isScreen(w io.Writer) bool {
	f, isFile := w.(*os.File)
	return isFile && isTerminal(f)
}

// ask puts a question until there is an answer.
func ask(in *bufio.Reader, out *screen, q draft.Question, a *draft.Answers) error {
	for _, l := range q.Help {
		out.say("  %s\n", l)
	}
	for {
		out.sayIn(cyan, "%s", q.Ask)
		if q.Default != "" {
			out.say(" [%s]", q.Default)
		}
		out.say("：")
		line, err := in.ReadString('\n')
		if err != nil {
			out.say("\n")
			return failure{statusUsage, "没有回答完，没有生成文件"}
		}
		answer := cmp.Or(strings.TrimSpace(line), q.Default)
		err = errors.New("这一项不能不写")
		if answer != "" {
			err = q.Take(a, answer)
		}
		if err == nil {
			break
		}
		out.sayIn(yellow, "%s", err.Error())
		out.say("\n")
	}
	if q.Said != nil {
		for _, l := range q.Said(*a) {
			out.say("  %s\n", l)
		}
	}
	return nil
}

// nextCommands are the commands that help with a file that is to be filled in.
func nextCommands(c *cobra.Command) []string {
	var names []string
	for _, other := range c.Root().Commands() {
		if other.Name() == "check" || other.Name() == "todo" {
			names = append(names, other.Name())
		}
	}
	return names
}

// sayNext says what to do with a new file.
func (s *screen) sayNext(path string, blanks int, commands []string) {
	s.say("其中有 %d 处“待填”：用记事本打开填写，保存时编码选 UTF-8。\n", blanks)
	s.say("随时可以运行：\n")
	for _, name := range commands {
		s.say("  %s\n", map[string]string{
			"check": "discgen check " + path + "  列出还没有填写的和填错的",
			"todo":  "discgen todo " + path + "  列出还要做的事",
		}[name])
	}
}
