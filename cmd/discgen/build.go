package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

type buildOptions struct {
	folder string
	json   bool
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
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func build(path string, o buildOptions, stdout, stderr io.Writer) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return inputFailure(path, err)
	}
	date, err := sourceDate()
	if err != nil {
		return err
	}
	result, err := generator.Build(data, generator.Options{Date: date})
	if err != nil {
		return failure{statusMachine, err.Error()}
	}
	folder := o.folder
	if folder == "" {
		folder = filepath.Dir(path)
	}
	var paths []string
	if !result.Findings.HasErrors() {
		if paths, err = generator.Write(folder, result.Files); err != nil {
			return machineFailure(folder, err)
		}
	}
	if o.json {
		if err := printJSON(stdout, path, result.Findings, paths); err != nil {
			return failure{statusMachine, "不能输出结果：" + oneLine(err.Error())}
		}
	} else {
		printFindings(stderr, path, data, result.Findings)
		printOutputs(stdout, paths)
	}
	if result.Findings.HasErrors() {
		return failure{status: statusInput}
	}
	return nil
}

// sourceDate is the date that SOURCE_DATE_EPOCH gives, in seconds since 1970;
// zero where it is not set.
func sourceDate() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 {
		return time.Time{}, failure{statusUsage, fmt.Sprintf("环境变量 SOURCE_DATE_EPOCH 应当是秒数，现在是 %q", text)}
	}
	return time.Unix(seconds, 0).UTC(), nil
}

func inputFailure(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failure{statusUsage, fmt.Sprintf("找不到文件 %s", path)}
	case errors.Is(err, fs.ErrPermission):
		return failure{statusMachine, fmt.Sprintf("没有权限读取 %s", path)}
	case errors.Is(err, syscall.EISDIR):
		return failure{statusUsage, fmt.Sprintf("%s 是文件夹，请写明单位文件", path)}
	}
	return failure{statusMachine, fmt.Sprintf("不能读取 %s：%s", path, oneLine(err.Error()))}
}

func machineFailure(folder string, err error) error {
	why := oneLine(err.Error())
	switch {
	case errors.Is(err, fs.ErrPermission):
		why = "没有写入权限，或者文件正被其他程序打开"
	case errors.Is(err, syscall.ENOSPC):
		why = "磁盘空间不足"
	case errors.Is(err, fs.ErrNotExist):
		why = "文件夹不存在，也不能新建"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		why = "输出位置不是文件夹"
	}
	return failure{statusMachine, fmt.Sprintf("不能写入 %s：%s", folder, why)}
}
