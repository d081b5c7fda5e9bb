package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

// packageOptions are the options of every command that makes packages.
type packageOptions struct {
	checkOptions
	statementsInPDF bool
	charts          bool
}

func (o *packageOptions) register(c *cobra.Command) {
	c.Flags().BoolVar(&o.statementsInPDF, "statements-in-pdf", false, "九张报表也印在公开说明里，同单位文件里的 statements_in_pdf = true")
	c.Flags().BoolVar(&o.charts, "charts", false, "公开说明里印图，同单位文件里的 charts = true")
	o.checkOptions.register(c)
}

func (o packageOptions) library() (generator.Options, error) {
	options, err := o.checkOptions.library()
	options.StatementsInPDF, options.Charts = o.statementsInPDF, o.charts
	return options, err
}

type buildOptions struct {
	packageOptions
	folder string
}

func newBuild(stdout, stderr io.Writer) *cobra.Command {
	var o buildOptions
	c := &cobra.Command{
		Use:   "build 单位.toml [-o 文件夹]",
		Short: "生成一个单位的公开说明（PDF）和公开表（Excel）",
		Long: `检查单位文件，生成公开说明（PDF）和公开表（Excel）两个文件。
单位文件有错误时列出全部错误，不生成任何文件。同一个单位文件每次生成的文件完全相同。`,
		Example: `  discgen build 单位.toml
  discgen build 单位.toml -o 输出文件夹`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failure{statusUsage, "请写明一个单位文件，例如：discgen build 单位.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return build(args[0], o, stdout, stderr)
		},
	}
	c.Flags().StringVarP(&o.folder, "output", "o", "", "输出`文件夹`（默认为单位文件所在的文件夹）")
	o.register(c)
	return c
}

func build(path string, o buildOptions, stdout, stderr io.Writer) error {
	options, err := o.library()
	if err != nil {
		return err
	}
	r, data := buildFile(path, cmp.Or(o.folder, filepath.Dir(path)), options)
	if o.json {
		if err := printResults(stdout, "build", r); err != nil {
			return err
		}
	} else {
		printBuilt(r, data, newScreen(stdout), newScreen(stderr))
	}
	if status := r.status(); status != statusDone {
		return failure{status, r.failure.message}
	}
	return nil
}

// buildFile builds one file; it also returns the file's text, for excerpts.
func buildFile(path, folder string, options generator.Options) (result, []byte) {
	r := result{file: path}
	var data []byte
	if data, r.failure = readUnit(path); r.failure.status != statusDone {
		return r, nil
	}
	options = options.At(path)
	made, err := generator.Build(data, options)
	r.findings = made.Findings
	if err != nil {
		r.failure = templateFailure(err, options.Templates != nil)
	} else if !made.Findings.HasErrors() {
		if r.outputs, err = generator.Write(folder, made.Files); err != nil {
			r.failure = machineFailure(folder, err)
		}
	}
	return r, data
}

// printBuilt says what was found beside the result, so that the latter is
// nothing but the names of the files that were made.
func printBuilt(r result, data []byte, stdout, stderr *screen) {
	if len(r.findings) > 0 {
		stderr.printFindings(r, data)
	}
	if r.findings.HasErrors() {
		stderr.say("改正错误以前不生成文件，原有的文件没有改动。\n")
	}
	for _, path := range r.outputs {
		stdout.say("已生成 %s\n", path)
	}
}

func machineFailure(folder string, err error) failure {
	why := generator.SystemFault(err)
	if errors.Is(err, fs.ErrNotExist) {
		why = "文件夹不存在，也不能新建"
	}
	return failure{statusMachine, fmt.Sprintf("不能写入 %s：%s", folder, why)}
}
