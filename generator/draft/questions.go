package draft

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
)

// Question asks for one of the answers.
type Question struct {
	Option  string   // its name on the command line
	Usage   string   // of the option, in Chinese, with what its value is in backquotes
	Ask     string   // in Chinese
	Help    []string // lines above the question
	Default string   // what an empty answer means
	Needed  bool     // there is no default

	// Take puts an answer in its place. The error says in Chinese why it is none.
	Take func(a *Answers, answer string) error

	// Said is what to tell of an answer that was taken; it may be nil.
	Said func(a Answers) []string
}

// Questions are all there are, in the order in which they are asked: each may
// rest on the answers to those before it.
func Questions() []Question {
	return []Question{
		{Option: "name", Usage: "`单位全称`", Ask: "单位全称，与公章一致", Needed: true, Take: takeName},
		{Option: "year", Usage: "决算`年度`", Ask: "决算年度，例如 2024", Needed: true, Take: takeYear},
		{
			Option: "kind", Usage: "单位`性质`：行政单位、参公事业单位 或 事业单位", Ask: "单位性质：1 行政单位，2 参公事业单位，3 事业单位",
			Needed: true, Take: func(a *Answers, s string) error { return choose(&a.Kind, s) },
		},
		{
			Option: "scope", Usage: "`口径`：单位，或汇总所属单位的 部门", Ask: "口径：1 单位，2 部门（汇总所属单位）",
			Default: "单位", Take: func(a *Answers, s string) error { return choose(&a.Scope, s) },
		},
		{
			Option: "amount-unit", Usage: "金额`单位`：元 或 万元", Ask: "金额以什么为单位填写：1 元，2 万元",
			Default: "元", Take: func(a *Answers, s string) error { return choose(&a.AmountUnit, s) },
		},
		{
			Option: "has", Usage: "单位有的`内容`，用逗号分开",
			Ask: "有上面的哪些，写编号，用空格或逗号分开", Help: numbered(Traits()), Default: "无", Take: takeTraits,
		},
		{
			Option: "subjects", Usage: "功能分类科目的`编码`，项级 7 位，用逗号分开", Ask: "功能分类科目编码，项级 7 位，用空格或逗号分开",
			Default: "以后再填", Take: takeSubjects, Said: subjectsNamed,
		},
		{Option: "projects", Usage: "项目支出绩效自评表的`个数`", Ask: "有几个项目要填项目支出绩效自评表", Default: "0", Take: takeProjects},
	}
}

func names(all []Trait) []string {
	texts := make([]string, len(all))
	for i, t := range all {
		texts[i] = string(t)
	}
	return texts
}

// numbered are choices with their numbers, several in a line.
func numbered(all []Trait) []string {
	const inLine = 4
	var lines []string
	for part := range slices.Chunk(all, inLine) {
		var items []string
		for _, t := range part {
			items = append(items, fmt.Sprintf("%d %s", slices.Index(all, t)+1, t))
		}
		lines = append(lines, strings.Join(items, "，"))
	}
	return lines
}

// list are the parts of an answer.
func list(answer string) []string {
	return strings.FieldsFunc(answer, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",，、;；", c) })
}

// narrow writes full-width digits as half-width ones.
var narrow = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")

func takeName(a *Answers, answer string) error {
	switch fault := check.NameFault(answer); {
	case !utf8.ValidString(answer) || strings.ContainsFunc(answer, func(c rune) bool { return !unicode.IsPrint(c) }):
		return errors.New("单位名称里有不能印出的字符")
	case fault != "":
		return errors.New("单位名称" + fault)
	case source.IsBlank(answer):
		return fmt.Errorf("单位名称不能以“%s”开头", source.BlankMark)
	}
	a.Name = answer
	return nil
}

func takeYear(a *Answers, answer string) error {
	year, err := strconv.Atoi(narrow.Replace(strings.TrimSuffix(strings.TrimSuffix(answer, "度"), "年")))
	if err != nil || !check.IsYear(year) {
		return fmt.Errorf("%q 不是决算年度；写四位年份，例如 2024", answer)
	}
	a.Year = year
	return nil
}

// choice is a text of which only some are values.
type choice interface {
	~string
	source.Choice
}

// choose takes a choice by its number or its name.
func choose[T choice](into *T, answer string) error {
	all := (*into).Choices()
	i, err := strconv.Atoi(narrow.Replace(answer))
	if err != nil || i < 1 || i > len(all) {
		if i = slices.Index(all, answer) + 1; i == 0 {
			return fmt.Errorf("不能是 %q，只能是 %s", answer, strings.Join(all, "、"))
		}
	}
	*into = T(all[i-1])
	return nil
}

func takeTraits(a *Answers, answer string) error {
	a.Has = nil
	all := Traits()
	for _, part := range list(answer) {
		i, err := strconv.Atoi(narrow.Replace(part))
		if err != nil || i < 1 || i > len(all) {
			i = slices.Index(all, Trait(part)) + 1
		}
		switch {
		case part == "无" || part == "没有":
		case i == 0:
			return fmt.Errorf("没有 %q 这一项%s", part, nearest(part))
		case !slices.Contains(a.Has, all[i-1]):
			a.Has = append(a.Has, all[i-1])
		}
	}
	return nil
}

// nearest says which trait a word that is none was meant for, or what there
// are.
func nearest(word string) string {
	for _, t := range Traits() {
		if strings.Contains(word, string(t)) || strings.Contains(string(t), word) {
			return "，是否想写 " + string(t)
		}
	}
	return "；可以写 " + strings.Join(names(Traits()), "、")
}

func takeSubjects(a *Answers, answer string) error {
	var codes []string
	for _, code := range list(answer) {
		code = narrow.Replace(code)
		if code == "以后再填" {
			continue
		}
		if fault := codeFault(code, a.Year); fault != "" {
			return fmt.Errorf("科目编码 %q %s", code, fault)
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	a.Subjects = codes
	return nil
}

// codeFault says why a code is not that of a 项 of the statements.
func codeFault(code string, year int) string {
	if subject.LevelOf(code) != subject.LevelItem {
		return "不是项级编码；项级是 2 开头的 7 位数字，例如 2010301"
	}
	class := subject.ParentCode(subject.ParentCode(code))
	if !slices.ContainsFunc(subject.Classes(), func(c subject.Function) bool { return c.Code == class }) {
		return "不对：报表里没有 " + class + " 这一类"
	}
	if now, gone := check.Retired(code, year); gone {
		return "已经停用，现行的科目是 " + now
	}
	return ""
}

// subjectsNamed are the codes with their names, for the eye to compare.
func subjectsNamed(a Answers) []string {
	var lines []string
	for _, code := range a.Subjects {
		line := code
		for _, c := range []string{subject.ParentCode(code), code} {
			if f, ok := subject.LookupFunction(c); ok {
				line += " " + f.Name
			}
		}
		if f, ok := subject.LookupFunction(code); !ok {
			line += "（内置目录里没有，请核对编码；没有错的，名称自己填写）"
		} else if !f.Verified {
			line += "（名称没有核实，请自己填写）"
		}
		lines = append(lines, line)
	}
	return lines
}

func takeProjects(a *Answers, answer string) error {
	n, err := strconv.Atoi(narrow.Replace(strings.TrimSuffix(answer, "个")))
	if err != nil || n < 0 || n > MaxProjects {
		return fmt.Errorf("%q 不是项目的个数；写 0 到 %d 的整数", answer, MaxProjects)
	}
	a.Projects = n
	return nil
}
