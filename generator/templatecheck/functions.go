package templatecheck

import (
	"fmt"
	"text/template/parse"

	"github.com/discgen/discgen/generator/narrative"
	"github.com/discgen/discgen/generator/templateset"
)

// signature is what a function takes and gives.
type signature struct {
	takes    []narrative.Kind // of the first arguments, as far as they must be of a kind
	min, max int              // how many arguments; max 0: any number
	gives    func(args []value) value
}

func gives(k narrative.Kind) func([]value) value {
	return func([]value) value { return ofKind(k) }
}

var (
	asFlag  = gives(narrative.Flag)
	asText  = gives(narrative.Text)
	asCount = gives(narrative.Count)
)

// either is what and and or give: one of their arguments.
func either(args []value) value {
	v := args[0]
	for _, a := range args[1:] {
		v = alike(v, a)
	}
	return v
}

// elementOf is what index gives.
func elementOf(args []value) value {
	if len(args) != 2 {
		return value{state: unknown}
	}
	e, _ := args[0].element()
	return e
}

var counts = []narrative.Kind{narrative.Count, narrative.Count}

var signatures = map[string]signature{
	"句":     {takes: []narrative.Kind{narrative.Text}, min: 1, max: 1, gives: asText},
	"顿号":    {takes: []narrative.Kind{narrative.Texts}, min: 1, max: 1, gives: asText},
	"加一":    {takes: counts, min: 1, max: 1, gives: asCount},
	"中文数字":  {takes: counts, min: 1, max: 1, gives: asText},
	"换页":    {gives: gives(narrative.Place)},
	"and":   {min: 1, gives: either},
	"or":    {min: 1, gives: either},
	"not":   {min: 1, max: 1, gives: asFlag},
	"eq":    {min: 2, gives: asFlag},
	"ne":    {min: 2, max: 2, gives: asFlag},
	"lt":    {takes: counts, min: 2, max: 2, gives: asFlag},
	"le":    {takes: counts, min: 2, max: 2, gives: asFlag},
	"gt":    {takes: counts, min: 2, max: 2, gives: asFlag},
	"ge":    {takes: counts, min: 2, max: 2, gives: asFlag},
	"len":   {min: 1, max: 1, gives: asCount},
	"index": {min: 2, max: 2, gives: elementOf},
	"slice": {min: 1, max: 3, gives: func(args []value) value { return args[0] }},
}

// function is the value of a call, whose arguments are looked at. The
// command is nil where the function stands alone as an argument.
func (w *walker) function(f *frame, called *parse.IdentifierNode, c *parse.CommandNode, args []value) value {
	s, there := signatures[called.Ident]
	if !there {
		return value{state: unknown}
	}
	wrong := func(format string, a ...any) value {
		usage := called.Ident
		for _, known := range templateset.Functions() {
			if known.Name == called.Ident {
				usage = known.Usage
			}
		}
		w.fail(f, called.Pos, ruleUse, called.Ident+" "+fmt.Sprintf(format, a...), "写成 "+usage)
		return value{state: unknown}
	}
	most := s.max
	if most == 0 && s.min > 0 {
		most = len(args)
	}
	if len(args) < s.min || len(args) > most {
		return wrong("的后面写了 %d 个值", len(args))
	}
	for i, k := range s.takes {
		if i < len(args) && !args[i].is(k) {
			return wrong("的后面要写%s：%s", k, args[i])
		}
	}
	switch called.Ident {
	case "len", "index", "slice":
		if !args[0].is(narrative.Rows, narrative.Texts, narrative.Places) {
			return wrong("的后面要写列表：%s", args[0])
		}
		for _, a := range args[1:] {
			if !a.is(narrative.Count) {
				return wrong("的序号要是整数：%s", a)
			}
		}
	case "eq", "ne":
		for _, a := range args {
			if !a.is(narrative.Text, narrative.Count, narrative.Flag, narrative.Figure, narrative.Rate) || !alikeKinds(args[0], a) {
				return wrong("不能比较：%s，%s", args[0], a)
			}
		}
	case "and", "or", "not":
		for i, a := range args {
			if c != nil && a.state == known && (a.Kind == narrative.Figure || a.Kind == narrative.Rate) && !a.Optional {
				w.fail(f, called.Pos, ruleUse, fmt.Sprintf("%s，0.00 也算“有”，不能作第 %d 个条件", a, i+1), "用“均为零”“空表”“从无”等是/否的字段作条件")
			}
		}
	}
	return s.gives(args)
}

// alikeKinds reports whether eq can compare two values: a figure is compared
// as it is printed.
func alikeKinds(a, b value) bool {
	kind := func(v value) narrative.Kind {
		if v.Kind == narrative.Figure || v.Kind == narrative.Rate {
			return narrative.Text
		}
		return v.Kind
	}
	return a.state != known || b.state != known || kind(a) == kind(b)
}
