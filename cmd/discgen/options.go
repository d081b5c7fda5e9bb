package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
)

// checkOptions are the options of every command that checks unit files.
type checkOptions struct {
	strict    bool
	accept    []string
	templates string // a folder of template sets, or a set
	fonts     string // a folder of fonts
	json      bool
}

func (o *checkOptions) register(c *cobra.Command) {
	c.Flags().BoolVar(&o.strict, "strict", false, "警告也作为错误（已接受的警告除外）")
	c.Flags().StringSliceVar(&o.accept, "accept", nil,
		"接受这些`规则`的警告，单位文件的 [[accept]] 里要写明理由；几条规则用逗号分开")
	registerTemplates(c, &o.templates)
	c.Flags().StringVar(&o.fonts, "fonts-dir", "",
		"使用这个`文件夹`里自己的字体，文件名是 仿宋.ttf、小标宋.ttf、黑体.ttf、楷体.ttf、宋体.ttf；没有的用单位文件或 discgen.toml 写的，或自带的")
	c.Flags().BoolVar(&o.json, "json", false, "以 JSON 格式输出结果，供其他程序读取")
}

// registerTemplates is the option of every command that needs to know what a
// template set asks of a unit file.
func registerTemplates(c *cobra.Command, folder *string) {
	c.Flags().StringVar(folder, "templates", "",
		"使用这个`文件夹`里自己的模板：里面有 settings.toml 的，每个单位都用它；否则里面每个文件夹是一套，单位文件的 template_set 写用哪一套")
}

// library are the options as the library takes them.
func (o checkOptions) library() (generator.Options, error) {
	date, err := sourceDate()
	if err != nil {
		return generator.Options{}, err
	}
	accept, err := acceptable(o.accept)
	if err != nil {
		return generator.Options{}, err
	}
	options := generator.Options{Date: date, Strict: o.strict, Accept: accept}
	if options.Fonts, err = ownFonts(o.fonts); err != nil {
		return generator.Options{}, err
	}
	options.Templates, err = ownTemplates(o.templates, o.json)
	return options, err
}

// ownFonts are those of the folder that --fonts-dir names; nil where it names
// none.
func ownFonts(folder string) (*generator.FontSet, error) {
	if folder == "" {
		return nil, nil
	}
	set, err := generator.FontsIn(folder)
	var names *generator.FontFolderFault
	var fault *generator.FontFault
	switch {
	case err == nil:
		return set, nil
	case errors.As(err, &names):
		return nil, failure{statusUsage, "--fonts-dir：" + err.Error()}
	case errors.As(err, &fault):
		return nil, failure{statusInput, "--fonts-dir：" + err.Error()}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, failure{statusUsage, "--fonts-dir：找不到文件夹 " + folder}
	}
	return nil, failure{statusMachine, fmt.Sprintf("--fonts-dir：不能读取 %s：%s", folder, oneLine(err.Error()))}
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

// acceptable are the ids of the rules that --accept names, each of a rule that
// warns.
func acceptable(ids []string) ([]string, error) {
	known := generator.Rules()
	split := strings.FieldsFunc(strings.Join(ids, ","), func(c rune) bool { return strings.ContainsRune(",，、 ", c) })
	var all []string
	for _, id := range split {
		i := slices.IndexFunc(known, func(r check.Rule) bool { return r.ID == id })
		if i < 0 {
			return nil, failure{statusUsage, fmt.Sprintf("--accept：没有 %q 这条规则%s；“discgen check --rules” 列出全部规则", id, meant(id))}
		}
		if !known[i].Accepted() {
			return nil, failure{statusUsage, fmt.Sprintf(
				"--accept：只能接受警告，%s（%s）不会提出警告；“discgen check --rules” 列出全部规则", id, known[i].Title)}
		}
		all = append(all, id)
	}
	return all, nil
}

// meant says which rule an id that is none was meant for, where one is near.
func meant(id string) string {
	if near := generator.NearestRule(id); near != "" {
		return "，是否想写 " + near
	}
	return ""
}
