package generator

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/todo"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// Task is one thing that is left to be written in a unit file (待写): what a
// rule asks for, or a comment that is to be filled in, which no rule asks for.
type Task struct {
	finding.Finding
	What     string // what there is to say of the key
	LastYear string // last year's wording of it; empty where there is none
}

// Against is what the figures of the task are compared with, for people: last
// year or a budget.
func (t Task) Against() string {
	switch {
	case t.Rule == "N-06" && strings.HasPrefix(t.Path, "three_public"):
		return "全年预算"
	case t.Rule == "N-06":
		return "年初预算"
	}
	return "上年"
}

// TodoList is the tasks of a unit file and all else that is found wrong with it.
type TodoList struct {
	Tasks  []Task       // in the order of the file
	Others finding.List // errors that ask for nothing to be written
	Unread bool         // the file is no text or no TOML, so that its tasks are not known
	NoSet  bool         // there is no such template set, so that its tasks are not known
}

// Todo lists what is left to be written in a unit file, with the figures that
// it is about as far as they do not depend on what else is left. An error is a
// fault of the template set.
func Todo(data []byte, o Options) (TodoList, error) {
	c, err := inspect(data, o)
	if err != nil {
		return TodoList{}, err
	}
	if c.file == nil {
		loaded, _ := unit.Load(data)
		return TodoList{Others: c.findings.Of(finding.Error), Unread: loaded == nil, NoSet: loaded != nil}, nil
	}
	l := list{checked: c, comments: todo.Comments(data)}
	fillings := todo.Fillings(data)
	complete := slices.Equal(fillings[0], data)
	for _, f := range c.findings.Of(finding.Error) {
		switch rule := ruleOf(f.Rule); {
		case !rule.Asks(f, c.file):
			l.Others = append(l.Others, f)
		case complete || rule.Alone():
			l.add(f)
		}
	}
	if !complete {
		both, err := certain(fillings, o)
		if err != nil {
			return TodoList{}, err
		}
		for _, f := range both {
			l.add(f)
		}
	}
	l.addComments()
	slices.SortStableFunc(l.Tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Place.Column, b.Place.Column))
	})
	return l.TodoList, nil
}

// ruleOf is the rule of an id, which is one of the catalogue's.
func ruleOf(id string) check.Rule {
	rules := check.Rules()
	return rules[slices.IndexFunc(rules, func(r check.Rule) bool { return r.ID == id })]
}

// certain are the findings of both fillings that compare figures and ask for
// what is to be written.
func certain(fillings [2][]byte, o Options) (finding.List, error) {
	var of [2]finding.List
	for k, data := range fillings {
		c, err := inspect(data, o)
		if err != nil {
			return nil, err
		}
		for _, f := range c.findings.Of(finding.Error) {
			if rule := ruleOf(f.Rule); rule.Asks(f, c.file) && !rule.Alone() {
				of[k] = append(of[k], f)
			}
		}
	}
	return slices.DeleteFunc(of[0], func(f finding.Finding) bool {
		return !slices.ContainsFunc(of[1], func(g finding.Finding) bool {
			return f.Rule == g.Rule && f.Path == g.Path && f.Message == g.Message
		})
	}), nil
}

// list is the tasks while they are gathered.
type list struct {
	checked
	TodoList
	comments []todo.Comment
}

// add takes what a rule asks for. Where a comment stands for the key, that is
// the place.
func (l *list) add(f finding.Finding) {
	if i := l.comment(f.Path); i >= 0 && !l.file.Has(f.Path) {
		f.Place = finding.Place{Line: l.comments[i].Line, Column: 1}
	}
	t := Task{Finding: f, What: l.what(f.Path)}
	if l.before != nil {
		t.LastYear = l.before.Wording(l.file.Unit, f.Path)
	}
	l.Tasks = append(l.Tasks, t)
}

func (l *list) comment(path string) int {
	return slices.IndexFunc(l.comments, func(c todo.Comment) bool { return c.Path == path })
}

// words are the keys of texts that are needed only where a figure is as it is,
// so that a rule asks for those that are.
var words = regexp.MustCompile(`(_reason|\.content|\.other_use|\.deviation)$`)

// addComments adds the comments that are to be filled in and that no rule has
// asked for. Words that depend on figures are left to the rules.
func (l *list) addComments() {
	for _, c := range l.comments {
		asked := slices.ContainsFunc(l.Tasks, func(t Task) bool { return t.Path == c.Path })
		if asked || words.MatchString(c.Path) || l.file.Has(c.Path) && !c.Group {
			continue
		}
		f := finding.Finding{
			Place: finding.Place{Line: c.Line, Column: 1}, Path: c.Path,
			Message: "这一行没有填写", Remedy: "填写后去掉这一行开头的“#”；没有的，删去这一行",
		}
		if c.Group {
			f.Message, f.Remedy = "这一组没有填写", "填写后去掉各行开头的“#”；没有的，删去这几行"
		}
		l.Tasks = append(l.Tasks, Task{Finding: f, What: cmp.Or(c.What, l.what(c.Path))})
	}
}

var (
	numbers = regexp.MustCompile(`\[[0-9]+\]`)
	inRow   = regexp.MustCompile(`^(subjects|self_evaluation\.projects)\[([1-9][0-9]*)\]\.`)
)

// what there is to say of the key at a path: what it is, and of which subject
// or project.
func (l *list) what(path string) string {
	if code, ok := strings.CutPrefix(path, "basic_expenditure."); ok {
		e, _ := subject.LookupEconomic(code)
		return e.Name
	}
	parts := []string{describe(path)}
	if i := strings.LastIndexByte(path, '.'); i > 0 && strings.Contains(path[:i], ".") {
		parts = append(parts, describe(path[:i])) // of a table in a table: an item, a group of staff
	}
	if m := inRow.FindStringSubmatch(path); m != nil {
		parts = append(parts, l.row(m[1], m[2]))
	}
	slices.Reverse(parts)
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "：")
}

func describe(path string) string {
	k, _ := unitfile.Describe(numbers.ReplaceAllString(path, "[]"))
	return k.What
}

// row is the subject, or the project, with a number.
func (l *list) row(of, number string) string {
	n, err := strconv.Atoi(number)
	subjects, projects := l.file.Unit.Subjects, l.file.Unit.SelfEvaluation.Projects
	switch {
	case err != nil:
		return ""
	case of == "subjects" && n <= len(subjects):
		code := subjects[n-1].Code
		if source.IsBlank(code) {
			return fmt.Sprintf("第 %d 个科目", n)
		}
		name := figures.Names(l.file.Unit)(code)
		if source.IsBlank(name) {
			name = "" // the name is what is asked for
		}
		return strings.TrimSpace("科目 " + code + " " + name)
	case of != "subjects" && n <= len(projects):
		return "项目“" + projects[n-1].Name + "”"
	}
	return ""
}
