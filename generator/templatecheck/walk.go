package templatecheck

import (
	"fmt"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/narrative"
	"github.com/discgen/discgen/generator/templateset"
)

// phrase is a template by its name: a file, or what a file or a text of the
// settings defines.
type phrase struct {
	tree *parse.Tree
	at   where
}

// where tells the places of a text.
type where struct {
	file, path string // path: of a text of the settings
	text       string
}

// place is that of an offset in the text.
func (c *checker) place(w where, offset parse.Pos) finding.Place {
	if w.path != "" {
		return c.read.Root.AtOffset(w.path, int(offset))
	}
	return templateset.PlaceAt(w.text, int(offset))
}

func (c *checker) reportAt(w where, offset parse.Pos, rule, message, remedy string) {
	c.tell(templateset.Fault{File: w.file, Finding: finding.Finding{
		Place: c.place(w, offset), Path: w.path, Rule: rule, Message: message, Remedy: remedy,
	}})
}

// mostWork is how many nodes are looked at: phrases that call many others
// might be looked at with endlessly many kinds of values.
const mostWork = 200_000

// walker goes through templates with what is known of their values.
type walker struct {
	*checker
	phrases map[string]phrase
	seen    map[string]bool // phrases with the value that they were given
	names   map[string]bool // of all fields
	failed  map[string]bool // places with what was found there
	work    int
}

// frame is the run of one phrase.
type frame struct {
	name   string
	at     where
	caller *frame
	call   string // where the caller calls it, for messages
	called parse.Pos
	vars   []variable
}

type variable struct {
	name string
	value
}

// fields looks at every use of a field, a function and a phrase.
func (c *checker) fields() {
	w := &walker{checker: c, phrases: c.all(), seen: map[string]bool{}, names: map[string]bool{}, failed: map[string]bool{}}
	charts := c.charts()
	whole := narrative.DescribedForChart(charts)
	whole.Walk("", func(_ string, f narrative.Field) { w.names[f.Name] = true })
	c.placed = map[string]bool{}
	text := value{Field: narrative.DescribedForText(charts)}
	for _, f := range c.read.Files {
		if f.Trees != nil {
			w.phrase(f.Name, text, nil, 0)
		}
	}
	for _, t := range c.read.Texts {
		if t.Trees == nil {
			continue
		}
		dot := value{Field: narrative.Described()}
		switch {
		case t.Named && strings.HasSuffix(t.Path, ".alternative"):
			dot.Field = whole
		case t.Named:
			dot.Field = narrative.DescribedForText(charts)
			number, _ := whole.Below("图号")
			dot.Fields = append(dot.Fields, number)
		}
		w.phrase(templateset.TextName(t.Path), dot, nil, 0)
	}
	w.unused()
	for i, name := range charts {
		if path := "图." + name; !c.placed[path] && c.whole() {
			c.reportSetting(fmt.Sprintf("charts[%d].name", i+1), ruleInsert, fmt.Sprintf("图“%s”没有位置", name),
				fmt.Sprintf("在模板里单独写一行 {{$.%s}}，或者删去这张图", path))
		}
	}
}

// whole reports whether every template could be taken apart, so that what is
// not found is not there.
func (c *checker) whole() bool {
	return c.read.Root != nil && !slices.ContainsFunc(c.read.Files[1:], func(f templateset.File) bool { return f.Trees == nil && f.Text != "" })
}

// all are the phrases of the set by their names. Of two with one name, that
// of the later file is in force.
func (c *checker) all() map[string]phrase {
	all := map[string]phrase{}
	for _, f := range c.read.Files {
		for name, tree := range f.Trees {
			if old, there := all[name]; !there || parse.IsEmptyTree(old.tree.Root) || !parse.IsEmptyTree(tree.Root) {
				all[name] = phrase{tree, where{file: f.Name, text: f.Text}}
			}
		}
	}
	for _, t := range c.read.Texts {
		for name, tree := range t.Trees {
			all[name] = phrase{tree, where{file: templateset.SettingsFile, path: t.Path}}
		}
	}
	return all
}

// phrases finds names that two files define.
func (c *checker) phrases() {
	first := map[string]string{}
	define := func(name string, tree *parse.Tree, w where) {
		if parse.IsEmptyTree(tree.Root) && name != w.file {
			return
		}
		before, twice := first[name]
		first[name] = w.file
		if twice {
			c.reportAt(w, tree.Root.Pos, rulePhrase, fmt.Sprintf("句式“%s”在 %s 里已经定义过", name, before), "删去或改名其中的一个")
		}
	}
	for _, f := range c.read.Files {
		for _, name := range sortedNames(f.Trees) {
			define(name, f.Trees[name], where{file: f.Name, text: f.Text})
		}
	}
	for _, t := range c.read.Texts {
		for _, name := range sortedNames(t.Trees) {
			define(name, t.Trees[name], where{file: templateset.SettingsFile, path: t.Path})
		}
	}
}

func sortedNames(trees map[string]*parse.Tree) []string {
	var names []string
	for name := range trees {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// unused looks at phrases that nothing calls: all that can be said of their
// fields is whether any is called so.
func (w *walker) unused() {
	called := map[string]bool{}
	for key := range w.seen {
		name, _, _ := strings.Cut(key, "\x00")
		called[name] = true
	}
	var names []string
	for name := range w.phrases {
		if !called[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		w.phrase(name, value{state: unknown}, nil, 0)
	}
}

// phrase looks at a template that is given a value where another calls it.
func (w *walker) phrase(name string, dot value, caller *frame, called parse.Pos) {
	p, there := w.phrases[name]
	if !there {
		return
	}
	key := fmt.Sprintf("%s\x00%s\x00%d%d%d", name, dot.path, dot.state, dot.Kind, len(dot.Fields))
	if w.seen[key] {
		return
	}
	w.seen[key] = true
	f := &frame{name: name, at: p.at, caller: caller, called: called, vars: []variable{{"$", dot}}}
	if caller != nil {
		f.call = fmt.Sprintf("%s:%s", caller.at.file, w.place(caller.at, called))
	}
	w.list(f, dot, p.tree.Root)
}

// fail finds fault with a place of a phrase, once: the first that calls it so
// is named.
func (w *walker) fail(f *frame, at parse.Pos, rule, message, remedy string) {
	key := fmt.Sprint(f.at.file, f.at.path, at, rule)
	if w.failed[key] {
		return
	}
	w.failed[key] = true
	if f.call != "" && (rule == ruleField || rule == ruleUse) {
		message += "（由 " + f.call + " 引用）"
	}
	w.reportAt(f.at, at, rule, message, remedy)
}

func (w *walker) list(f *frame, dot value, l *parse.ListNode) {
	if l == nil {
		return
	}
	depth := len(f.vars)
	for _, n := range l.Nodes {
		w.node(f, dot, n)
	}
	f.vars = f.vars[:depth]
}

func (w *walker) node(f *frame, dot value, n parse.Node) {
	if w.work++; w.work > mostWork {
		return
	}
	switch n := n.(type) {
	case *parse.ActionNode:
		if v := w.pipe(f, dot, n.Pipe); len(n.Pipe.Decl) == 0 {
			w.printed(f, n, v)
		}
	case *parse.IfNode:
		depth := len(f.vars)
		w.condition(f, n.Pipe, w.pipe(f, dot, n.Pipe))
		w.list(f, dot, n.List)
		w.list(f, dot, n.ElseList)
		f.vars = f.vars[:depth]
	case *parse.WithNode:
		depth := len(f.vars)
		v := w.pipe(f, dot, n.Pipe)
		w.condition(f, n.Pipe, v)
		w.list(f, v, n.List)
		w.list(f, dot, n.ElseList)
		f.vars = f.vars[:depth]
	case *parse.RangeNode:
		w.loop(f, dot, n)
	case *parse.TemplateNode:
		w.call(f, dot, n)
	}
}

// printed finds values that cannot be printed.
func (w *walker) printed(f *frame, n *parse.ActionNode, v value) {
	if v.state == known && v.Kind == narrative.Place {
		w.placed[v.path] = true
		w.places[n] = true
	}
	if !v.is(narrative.Text, narrative.Count, narrative.Figure, narrative.Rate, narrative.Place) {
		w.fail(f, n.Pipe.Pos, ruleUse, v.String()+"，不能印出", map[narrative.Kind]string{
			narrative.Flag:   "写在 if 里：{{if " + dotted(v) + "}}…{{else}}…{{end}}",
			narrative.Group:  "写它的下级字段，或者用 with",
			narrative.Texts:  "用“顿号”连起来，或者用 range",
			narrative.Places: "用 range，每个位置独占一行",
			narrative.Rows:   "用 range",
		}[v.Kind])
	}
}

func dotted(v value) string {
	if v.path == "" {
		return "…"
	}
	return "." + v.path[strings.LastIndexByte(v.path, '.')+1:]
}

// condition finds figures that are asked whether they are there: a figure is
// there even where it is 0.00.
func (w *walker) condition(f *frame, p *parse.PipeNode, v value) {
	if v.state == known && (v.Kind == narrative.Figure || v.Kind == narrative.Rate) && !v.Optional {
		w.fail(f, p.Pos, ruleUse, v.String()+"，0.00 也算“有”，不能作条件", "用“均为零”“空表”“从无”等是/否的字段作条件")
	}
}

func (w *walker) loop(f *frame, dot value, n *parse.RangeNode) {
	depth := len(f.vars)
	v := w.pipe(f, dot, n.Pipe)
	f.vars = f.vars[:depth]
	e, is := v.element()
	if !is {
		w.fail(f, n.Pipe.Pos, ruleUse, v.String()+"，range 的后面要写列表", "列表有：报表、附表、自评表、名词、一般公共预算.类 等；"+seeFields)
	}
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		f.vars = append(f.vars, variable{d[0].Ident[0], e})
	case 2:
		f.vars = append(f.vars, variable{d[0].Ident[0], ofKind(narrative.Count)}, variable{d[1].Ident[0], e})
	}
	w.list(f, e, n.List)
	f.vars = f.vars[:depth]
	w.list(f, dot, n.ElseList)
}

func (w *walker) call(f *frame, dot value, n *parse.TemplateNode) {
	given := value{state: none}
	if n.Pipe != nil {
		given = w.pipe(f, dot, n.Pipe)
	}
	if _, there := w.phrases[n.Name]; !there {
		var names []string
		for name := range w.phrases {
			names = append(names, name)
		}
		slices.Sort(names)
		remedy := "请核对名称；句式用 {{define \"名称\"}}…{{end}} 定义"
		if near := nearest(n.Name, names); near != seeFields {
			remedy = near
		}
		w.fail(f, n.Pos, rulePhrase, fmt.Sprintf("没有“%s”这个句式", n.Name), remedy)
		return
	}
	for up := f; up != nil; up = up.caller {
		if up.name == n.Name {
			w.fail(f, n.Pos, rulePhrase, fmt.Sprintf("“%s”引用了自己，填写没有止境", n.Name), "去掉这处引用")
			return
		}
	}
	w.phrase(n.Name, given, f, n.Pos)
}

// pipe is the value of a pipeline, whose variables are declared.
func (w *walker) pipe(f *frame, dot value, p *parse.PipeNode) value {
	if p == nil {
		return value{state: none}
	}
	var v value
	for i, c := range p.Cmds {
		var before *value
		if i > 0 {
			last := v
			before = &last
		}
		v = w.command(f, dot, c, before)
	}
	for _, d := range p.Decl {
		if p.IsAssign {
			w.assign(f, d.Ident[0], v)
		} else {
			f.vars = append(f.vars, variable{d.Ident[0], v})
		}
	}
	return v
}

func (w *walker) assign(f *frame, name string, v value) {
	for i := len(f.vars) - 1; i >= 0; i-- {
		if f.vars[i].name == name {
			f.vars[i].value = alike(f.vars[i].value, v)
			return
		}
	}
}

// command is the value of one command, which takes what the one before it in
// the pipeline gives as its last argument.
func (w *walker) command(f *frame, dot value, c *parse.CommandNode, before *value) value {
	if called, is := c.Args[0].(*parse.IdentifierNode); is {
		var args []value
		for _, a := range c.Args[1:] {
			args = append(args, w.argument(f, dot, a))
		}
		if before != nil {
			args = append(args, *before)
		}
		return w.function(f, called, c, args)
	}
	v := w.argument(f, dot, c.Args[0])
	if len(c.Args) > 1 || before != nil {
		w.fail(f, c.Pos, ruleUse, "字段的后面不能再写别的值："+c.String(), "函数写在前面，例如 {{句 .原因}}")
	}
	return v
}

func (w *walker) argument(f *frame, dot value, n parse.Node) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.NilNode:
		return value{state: none}
	case *parse.FieldNode:
		at := n.Pos
		if len(n.Ident) > 1 { // the library gives the place of the second name
			at -= parse.Pos(len(n.Ident[0]) + 1)
		}
		return w.chain(f, dot, n.Ident, at)
	case *parse.VariableNode:
		v := value{state: unknown}
		for i := len(f.vars) - 1; i >= 0; i-- {
			if f.vars[i].name == n.Ident[0] {
				v = f.vars[i].value
				break
			}
		}
		return w.chain(f, v, n.Ident[1:], n.Pos) // that of the first name behind the variable
	case *parse.ChainNode:
		return w.chain(f, w.argument(f, dot, n.Node), n.Field, n.Pos)
	case *parse.PipeNode:
		return w.pipe(f, dot, n)
	case *parse.IdentifierNode:
		return w.function(f, n, nil, nil)
	case *parse.StringNode:
		return ofKind(narrative.Text)
	case *parse.NumberNode:
		return ofKind(narrative.Count)
	case *parse.BoolNode:
		return ofKind(narrative.Flag)
	}
	return value{state: unknown}
}

// chain follows names below a value. The names stand in the text from an
// offset on, each behind a dot.
func (w *walker) chain(f *frame, v value, names []string, at parse.Pos) value {
	for _, name := range names {
		group := v
		next, fault := v.below(name)
		if v.state == unknown && !w.names[name] {
			fault = fmt.Sprintf("没有 %s 这个字段", name)
		}
		switch {
		case fault != "" && v.state == none:
			w.nothingGiven(f, name)
			return value{state: unknown}
		case fault != "" && v.path == "图" && w.read.Root == nil:
			return value{state: unknown} // the settings, which name the charts, could not be read
		case fault != "":
			w.fail(f, at+1, ruleOf(group), fault, w.remedy(group, name))
			return value{state: unknown}
		}
		v = next
		at += parse.Pos(len(name) + 1)
	}
	return v
}

// nothingGiven finds the call that gives a phrase nothing, although it uses a
// field.
func (w *walker) nothingGiven(f *frame, name string) {
	for f.caller != nil && f.caller.vars[0].state == none {
		f = f.caller
	}
	if f.caller != nil {
		w.fail(f.caller, f.called, ruleUse, fmt.Sprintf("引用“%s”时没有给出字段，其中用到 .%s", f.name, name),
			fmt.Sprintf("写成 {{template %q .}}，或把点换成所用的一组字段", f.name))
	}
}

// ruleOf is the rule that a name below a value breaks.
func ruleOf(v value) string {
	if v.state == known && v.Kind != narrative.Group {
		return ruleUse
	}
	return ruleField
}

// remedy suggests the field that a name was meant for: one of the group, or
// one of the whole, from within a with or range.
func (w *walker) remedy(group value, name string) string {
	if group.state == known && group.Kind != narrative.Group {
		return "删去 ." + name
	}
	if _, outer := narrative.DescribedForText(w.charts()).Below(name); outer && group.path != "" {
		return "是否想写 $." + name + "？with、range 里面用外面的字段要写 $."
	}
	if near := nearest(name, group.names()); near != seeFields {
		return near
	}
	if len(group.Fields) > 0 && len(group.Fields) <= 12 {
		return "这里有：" + strings.Join(group.names(), "、")
	}
	return seeFields
}
