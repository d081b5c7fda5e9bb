package main

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

type importOptions struct {
	output                        string
	merge, overwrite, force, json bool
}

func newImport(stdout, stderr io.Writer) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import 公开表.xlsx… [-o 单位.toml]",
		Short: "由决算公开表（Excel）生成单位文件",
		Long: `读取一个或几个工作簿里的九张决算公开表，生成单位文件：公开表里有的金额全部填好，
没有的文字和数字以“待填”标出。表与表之间、表内各项之间的勾稽关系同时核对，
有错误时列出工作表和单元格，不生成文件。已有的单位文件用 --merge 只更新金额。`,
		Example: `  discgen import 公开表.xlsx -o 单位.toml
  discgen import 公开01表.xlsx 公开02表.xlsx 其余各表.xlsx -o 单位.toml
  discgen import 公开表.xlsx --merge -o 单位.toml`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明工作簿，例如：discgen import 公开表.xlsx -o 单位.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return importBooks(expand(args), o, stdout, stderr)
		},
	}
	c.Flags().StringVarP(&o.output, "output", "o", "", "生成的`单位文件`（默认为工作簿所在文件夹的 unit.toml）")
	c.Flags().BoolVar(&o.merge, "merge", false, "更新已有单位文件里的金额，文字、注释和次序不变")
	c.Flags().BoolVar(&o.force, "force", false, "工作簿有错误也生成，没有把握的金额要逐个核对")
	c.Flags().BoolVar(&o.overwrite, "overwrite", false, "整个覆盖已有的单位文件，其中已填写的内容会丢失")
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

// importBooks reads all workbooks together and reports on each.
func importBooks(paths []string, o importOptions, stdout, stderr io.Writer) error {
	output := cmp.Or(o.output, filepath.Join(filepath.Dir(paths[0]), "unit.toml"))
	into, err := existing(output, o, paths)
	if err != nil {
		return err
	}
	all, end := importAll(paths, into, output, o)
	if o.json {
		if err := printResults(stdout, "import", all...); err != nil {
			return err
		}
	} else {
		out := newScreen(stdout)
		printImported(all, end, out, newScreen(stderr))
		if err := noOutput(out.err); err != nil {
			return err
		}
	}
	return gravest(all)
}

// existing is the unit file to merge into. Without --merge there may be none
// that the output would replace, unless --overwrite says so: the texts that
// were filled in there would be lost.
func existing(output string, o importOptions, inputs []string) ([]byte, error) {
	if o.merge && o.overwrite {
		return nil, failure{statusUsage, "--merge 和 --overwrite 只能写一个：更新金额用 --merge，整个覆盖用 --overwrite"}
	}
	err := newUnitFile{
		path: output, overwrite: o.overwrite || o.merge, inputs: inputs, input: "要导入的工作簿", instead: "更新其中的金额用 --merge，",
	}.possible()
	if err != nil || !o.merge {
		return nil, err
	}
	data, f := readUnit(output)
	if f.status != statusDone {
		return nil, f
	}
	return data, nil
}

// ending is what became of the unit file.
type ending struct {
	word    string // before its name; empty where nothing was written
	forced  bool   // --force would write it all the same
	toFill  bool   // it is one to fill in
	current string // a unit file that holds the figures already
}

// importAll gives a result for each workbook; the first has the output.
func importAll(paths []string, into []byte, output string, o importOptions) ([]result, ending) {
	all := make([]result, len(paths))
	books := make([]generator.Workbook, len(paths))
	unread := false
	for i, path := range paths {
		all[i].file = path
		book, err := generator.ReadWorkbook(path)
		if err != nil {
			all[i].failure, unread = workbookFailure(path, err), true
		}
		books[i] = book
	}
	if unread {
		return all, ending{}
	}
	made, err := generator.Import(books, into)
	write := err == nil && made.Unit != nil && (o.force || !made.HasErrors())
	if !write {
		made.Findings = made.Withdrawn()
	}
	for i, findings := range made.Findings {
		all[i].findings = findings
	}
	switch {
	case err != nil:
		all[0].failure = failure{statusMachine, err.Error()}
	case write && o.merge && bytes.Equal(made.Unit, into):
		return all, ending{current: output}
	case write:
		return all, writeUnit(&all[0], made.Unit, output, o)
	}
	return all, ending{forced: made.Unit != nil && err == nil}
}

// writeUnit writes the unit file and notes it as an output.
func writeUnit(r *result, data []byte, output string, o importOptions) ending {
	end := ending{word: "已生成", toFill: true}
	switch _, err := os.Stat(output); {
	case o.merge:
		end.word = "已更新"
	case err == nil:
		end.word = "已覆盖"
	}
	folder, name := filepath.Split(output)
	outputs, err := generator.Write(cmp.Or(folder, "."), []generator.File{{Name: name, Data: data}})
	if err != nil {
		r.failure = machineFailure(output, err)
		return ending{}
	}
	r.outputs = outputs
	return end
}

// workbookFailure is why a workbook cannot be read from the disk.
func workbookFailure(path string, err error) failure {
	f := inputFailure(path, err)
	f.message = strings.Replace(f.message, "请写明单位文件", "请写明工作簿", 1)
	return f
}

// printImported writes the findings beside the result, which is nothing but
// the name of the file that was made.
func printImported(all []result, end ending, stdout, stderr *screen) {
	for _, r := range all {
		if r.failure.status != statusDone {
			stderr.say("discgen：%s\n", r.failure.message)
		}
		if len(r.findings) > 0 {
			stderr.printFindings(r, nil)
		}
	}
	for _, path := range all[0].outputs {
		stdout.say("%s %s\n", end.word, path)
		if end.toFill {
			stderr.say("请填写其中的“待填”，再运行 discgen check %s\n", path)
		}
	}
	if end.current != "" {
		stdout.say("没有改动 %s\n", end.current)
	}
	if end.forced {
		stderr.say("改正错误以前不生成单位文件；--force 不顾错误也生成，没有把握的金额要逐个核对。\n")
	}
}
