package source

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// text takes a text, and for one what was typed without its quotes.
func (d *decoder) text(path string, n *Node, v reflect.Value) {
	const remedy = "文字要放在英文双引号里，例如 \"…\""
	choice, isChoice := v.Interface().(Choice)
	switch {
	case n.Kind == Array || n.Kind == Table || n.Kind != String && isChoice:
		d.lost = true
		d.findings = append(d.findings, wrongKind(n.Value, path, String, n.Kind, remedy))
		return
	case n.Kind != String:
		d.findings = append(d.findings, wrongKind(n.Value, path, String, n.Kind, fmt.Sprintf("%s；这里写成 %q", remedy, clip(n.Text))))
	}
	v.SetString(n.Text)
	if isChoice && !slices.Contains(choice.Choices(), n.Text) {
		d.choose(path, n, v, choice.Choices())
	}
}

// choose takes the choice that a text was meant for, where there is only one.
func (d *decoder) choose(path string, n *Node, v reflect.Value, choices []string) {
	message, remedy := fmt.Sprintf("这里不能填 %q", clip(n.Text)), "只能填："+strings.Join(choices, "、")
	if i := meantChoice(n.Text, choices); i >= 0 {
		v.SetString(choices[i])
		d.fail(RuleType, n.Value, path, message, fmt.Sprintf("是否想写 %q？%s", choices[i], remedy))
		return
	}
	d.lose(n, path, message, remedy)
}

// meantChoice is the only choice that a text is a part of, or that is a part of
// it, or -1. Blanks in it do not count. A single character says too little.
func meantChoice(text string, choices []string) int {
	text = strings.Join(strings.Fields(text), "")
	if i := slices.Index(choices, text); i >= 0 {
		return i
	}
	found := -1
	for i, c := range choices {
		if !partOf(text, c) && !partOf(c, text) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

func partOf(part, whole string) bool {
	return utf8.RuneCountInString(part) > 1 && strings.Contains(whole, part)
}

// truths are what people write for true and false.
var truths = map[string]bool{
	"true": true, "1": true, "是": true, "有": true, "false": false, "0": false, "否": false, "无": false,
}

func (d *decoder) truth(path string, n *Node, v reflect.Value) {
	is, known := truths[strings.ToLower(strings.TrimSpace(n.Text))]
	v.SetBool(is)
	if n.Kind == Bool {
		return
	}
	d.findings = append(d.findings, wrongKind(n.Value, path, Bool, n.Kind, "写 true（是）或 false（否），不加引号"))
	d.lost = d.lost || !known
}

// measured is what may stand behind a number of people or things.
var measured = regexp.MustCompile(`^(年|人|人次|个|次|批|批次|辆|台|套|台套|台（套）)?$`)

// wholeNumber is a number without decimals, or with none but zeros.
var wholeNumber = regexp.MustCompile(`^(-?[0-9]+)(\.0*)?$`)

// integer takes a whole number, also with what people put in one.
func (d *decoder) integer(path string, n *Node, v reflect.Value) {
	if n.Kind == Number {
		if i, err := strconv.ParseInt(strings.ReplaceAll(n.Text, "_", ""), 10, 32); err == nil {
			v.SetInt(i)
			return
		}
	}
	message := fmt.Sprintf("这里应当是整数，写的是 %s", clip(n.Text))
	if n.Kind != Number {
		message = wrongKind(n.Value, path, Number, n.Kind, "").Message
	}
	if typed := ReadNumber(n.Text); (n.Kind == Number || n.Kind == String) && measured.MatchString(typed.Unit) {
		if m := wholeNumber.FindStringSubmatch(typed.Plain); m != nil {
			if i, err := strconv.ParseInt(m[1], 10, 32); err == nil {
				v.SetInt(i)
				d.fail(RuleType, n.Value, path, message, fmt.Sprintf("写成整数 %d，不加引号和单位，也不用其他数字", i))
				return
			}
		}
	}
	d.lose(n, path, message, "填写整数，例如 3，只用半角数字")
}

// dates are the ways in which people write a date.
var dates = []string{
	time.DateOnly, "2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", time.RFC3339,
}

func (d *decoder) date(path string, n *Node, v reflect.Value) {
	const remedy = "写成 年-月-日，不加引号，例如 "
	text := strings.TrimSpace(n.Text)
	for _, form := range dates {
		t, err := time.Parse(form, text)
		if err != nil || n.Kind == Array || n.Kind == Table {
			continue
		}
		day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		v.Set(reflect.ValueOf(day))
		if n.Kind != Date || form != time.DateOnly {
			d.fail(RuleType, n.Value, path, notADate(n), remedy+day.Format(time.DateOnly))
		}
		return
	}
	d.lose(n, path, notADate(n), remedy+"2025-09-10")
}

func notADate(n *Node) string {
	return fmt.Sprintf("这里应当是日期，写的是%s %s", n.Kind.name(), clip(n.Text))
}
