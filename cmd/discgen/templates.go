package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

const templatesStatuses = `0 没有错误（可能有警告），1 模板有错误，2 命令写法有错误、找不到文件夹或已有文件，
3 磁盘、权限等系统错误。`

func newTemplates(stdout io.Writer) *cobra.Command {
	c := &cobra.Command{
		Use:   "templates",
		Short: "自己的模板：导出内置的模板、检查修改好的模板、列出字段",
		Long: `公开说明的文字、报表的名称和附注、图和名词解释都在模板里。导出内置的模板，用记事本修改，
检查无误后，生成时用 --templates 写上它的文件夹。`,
		Example: `  discgen templates export 我的模板
  discgen templates check 我的模板
  discgen build --templates 我的模板 单位.toml`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return failure{statusUsage, fmt.Sprintf("没有 %q 这条命令；“discgen templates --help” 列出全部命令", "templates "+args[0])}
			}
			return c.Help()
		},
	}
	c.AddCommand(newTemplatesExport(stdout), newTemplatesCheck(stdout), newTemplatesFields(stdout))
	return c
}

// oneFolder asks for a single argument.
func oneFolder(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return failure{statusUsage, "请写明一个文件夹，例如：discgen templates " + command + " 我的模板"}
		}
		return nil
	}
}

func newTemplatesExport(stdout io.Writer) *cobra.Command {
	overwrite := false
	c := &cobra.Command{
		Use:         "export 文件夹",
		Short:       "把内置的模板写到一个文件夹，供修改",
		Long:        `把内置的模板写到一个文件夹，每套模板一个文件夹。已有的文件不覆盖，除非写上 --overwrite。`,
		Example:     `  discgen templates export 我的模板`,
		Annotations: map[string]string{"status": templatesStatuses},
		Args:        oneFolder("export"),
		RunE: func(_ *cobra.Command, args []string) error {
			return exportTemplates(args[0], overwrite, newScreen(stdout))
		},
	}
	c.Flags().BoolVar(&overwrite, "overwrite", false, "覆盖已有的文件，其中修改过的内容会丢失")
	return c
}

// exportTemplates writes no set where a file of any would be replaced.
func exportTemplates(folder string, overwrite bool, out *screen) error {
	sets, err := generator.BuiltInTemplates()
	if err != nil {
		return err
	}
	for _, set := range sets {
		for _, f := range set.Files {
			path := filepath.Join(folder, set.Name, f.Name)
			if _, err := os.Lstat(path); err == nil && !overwrite {
				return failure{statusUsage, fmt.Sprintf("%s 已经存在，没有写任何文件；要覆盖写 --overwrite（其中修改过的内容会丢失）", path)}
			}
		}
	}
	for _, set := range sets {
		to := filepath.Join(folder, set.Name)
		if _, err := generator.Write(to, set.Files); err != nil {
			return machineFailure(to, err)
		}
		out.say("已导出 %s（%d 个文件）\n", to, len(set.Files))
	}
	return noOutput(out.err)
}

func newTemplatesCheck(stdout io.Writer) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "check 文件夹",
		Short: "检查模板，列出全部错误和警告",
		Long: `检查一套或几套模板：设置的写法、双花括号的写法、每一处所用的字段和函数（包括示例单位用不到的分支）、
写死的数字、表和图的位置、标题的级别，并且用内置的示例单位填写一遍。
文件夹里有 settings.toml 的是一套模板；否则里面每个文件夹是一套。`,
		Example: `  discgen templates check 我的模板
  discgen templates check --json 我的模板/xinjiang`,
		Annotations: map[string]string{"status": templatesStatuses},
		Args:        oneFolder("check"),
		RunE: func(_ *cobra.Command, args []string) error {
			return checkTemplates(args[0], asJSON, stdout)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func checkTemplates(folder string, asJSON bool, stdout io.Writer) error {
	root, err := templateFolder(folder)
	if err != nil {
		return err
	}
	all, err := checkSets(folder, root)
	if err != nil {
		return err
	}
	out := newScreen(stdout)
	if asJSON {
		err = printResults(stdout, "templates check", results(all)...)
	} else {
		out.printTemplates(all)
		err = noOutput(out.err)
	}
	if err != nil {
		return err
	}
	return gravest(results(all))
}

// templateResult is what was found in a file of a set, with its text.
type templateResult struct {
	result
	text []byte
}

func results(all []templateResult) []result {
	var plain []result
	for _, r := range all {
		plain = append(plain, r.result)
	}
	return plain
}

// checkSets looks at every set of a folder. The files are in the order of the
// sets.
func checkSets(folder string, root fs.FS) ([]templateResult, error) {
	var all []templateResult
	for _, name := range generator.TemplateSets(root) {
		files, err := generator.CheckTemplates(root, name)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			r := result{file: filepath.Join(folder, name, f.Name), findings: f.Findings}
			all = append(all, templateResult{r, []byte(f.Text)})
		}
	}
	return all, nil
}

// printTemplates writes the findings file by file, and how many there are in
// all.
func (s *screen) printTemplates(all []templateResult) {
	for _, r := range all {
		if len(r.findings) > 0 {
			s.printFindings(r.result, r.text)
			s.say("\n")
		}
	}
	s.printTotal(results(all))
}

// templateFolder opens a folder of template sets, or of one.
func templateFolder(folder string) (fs.FS, error) {
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, failure{statusUsage, fmt.Sprintf("找不到模板的文件夹 %s", folder)}
	case errors.Is(err, fs.ErrPermission):
		return nil, failure{statusMachine, fmt.Sprintf("没有权限读取 %s", folder)}
	case err != nil:
		return nil, failure{statusMachine, fmt.Sprintf("不能读取 %s：%s", folder, oneLine(err.Error()))}
	case !info.IsDir():
		return nil, failure{statusUsage, fmt.Sprintf("%s 不是文件夹，请写明模板的文件夹", folder)}
	}
	root := os.DirFS(folder)
	if len(generator.TemplateSets(root)) == 0 {
		return nil, failure{statusUsage, fmt.Sprintf("%s 里没有模板（settings.toml 和 *.tmpl）；“discgen templates export %s” 导出内置的模板", folder, folder)}
	}
	return root, nil
}

// badTemplates is that the templates with which a command was to work have
// errors.
type badTemplates struct {
	files  []templateResult
	asJSON bool
}

func (badTemplates) Error() string { return "模板有错误" }

// ownTemplates opens the folder that --templates names and looks at its sets
// before any unit does; nil where none is named.
func ownTemplates(folder string, asJSON bool) (fs.FS, error) {
	if folder == "" {
		return nil, nil
	}
	root, err := templateFolder(folder)
	if err != nil {
		return nil, err
	}
	all, err := checkSets(folder, root)
	if err != nil {
		return nil, err
	}
	bad := badTemplates{asJSON: asJSON}
	for _, r := range all {
		if r.findings.HasErrors() {
			bad.files = append(bad.files, r)
		}
	}
	if bad.files != nil {
		return nil, bad
	}
	return root, nil
}

// print says what is wrong with the templates, as the command would have said
// it of unit files.
func (b badTemplates) print(command string, stdout, stderr io.Writer) failure {
	if b.asJSON {
		if err := printResults(stdout, command, results(b.files)...); err != nil {
			return failure{statusMachine, err.Error()}
		}
		return failure{status: statusInput}
	}
	s := newScreen(stderr)
	s.printTemplates(b.files)
	return failure{statusInput, "模板有错误，没有读单位文件；改正以后再运行"}
}

// templateFailure is that a unit could not be made with a template set: the
// input's fault where the set is one's own, the program's otherwise.
func templateFailure(err error, own bool) failure {
	var f generator.TemplateFault
	if own && errors.As(err, &f) {
		return failure{statusInput, f.Error() + "；" + f.Remedy}
	}
	return failure{statusMachine, err.Error()}
}
