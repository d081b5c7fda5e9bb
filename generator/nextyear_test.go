package generator_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// closedName is the name of a closed year's file in next year's.
const closedName = "../last/unit.toml"

// beside opens a closed year's file at closedName.
func beside(closed []byte) generator.Options {
	return generator.Options{Open: func(name string) ([]byte, error) {
		if name != closedName {
			return nil, fmt.Errorf("asked for %s", name)
		}
		return closed, nil
	}}
}

func rollOver(t testing.TB, closed []byte) []byte {
	t.Helper()
	next, findings, err := generator.Rollover(closed, closedName, generator.Options{})
	if err != nil || next == nil {
		t.Fatal(err, findings)
	}
	return next
}

// filler fills in what is left to be written in next year's file: figures twice
// as large as the closed year's, with no money spent but the appropriated, and
// texts.
type filler struct {
	text   string
	values map[string]any // of the closed year, by the paths of next year's file
	unit   *unit.Unit     // next year's, as it was rolled over
	texts  int
}

// filled is next year's file with nothing left to be written.
func filled(t testing.TB, closed, next []byte) []byte {
	t.Helper()
	file, _ := unit.Load(next)
	f := &filler{text: string(next), unit: file.Unit, values: map[string]any{}}
	f.learn(t, closed)
	for range 20 {
		todo, err := generator.ListTodo([]byte(f.text), beside(closed))
		if err != nil {
			t.Fatal(err)
		}
		switch empty := of(todo.Others, "U-13"); {
		case len(todo.Tasks) > 0:
			f.write(todo.Tasks)
		case len(empty) > 0:
			f.drop(empty)
		default:
			return []byte(f.text)
		}
	}
	todo, _ := generator.ListTodo([]byte(f.text), beside(closed))
	t.Fatalf("there is always something left to be written: %v", todo.Tasks)
	return nil
}

// of are the findings of a rule.
func of(all finding.List, rule string) finding.List {
	return slices.DeleteFunc(slices.Clone(all), func(f finding.Finding) bool { return f.Rule != rule })
}

// drop takes out the subjects that have no amount left.
func (f *filler) drop(empty finding.List) {
	blocks := strings.Split(f.text, "\n\n")
	line := 1
	for i, block := range blocks {
		n := strings.Count(block, "\n") + 2
		if slices.ContainsFunc(empty, func(x finding.Finding) bool { return x.Place.Line >= line && x.Place.Line < line+n }) {
			blocks[i] = "# " + strings.ReplaceAll(block, "\n", "\n# ")
		}
		line += n
	}
	f.text = strings.Join(blocks, "\n\n")
}

// learn remembers the closed year's values by the paths of next year's file.
func (f *filler) learn(t testing.TB, closed []byte) {
	u, _, _ := load(t, closed)
	rows := u.Subjects
	u.Subjects = nil
	for _, s := range f.unit.Subjects {
		i := slices.IndexFunc(rows, func(c unit.Subject) bool { return c.Code == s.Code && c.Fund == s.Fund })
		u.Subjects = append(u.Subjects, rows[i])
	}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		f.values[path] = v.Interface()
		switch {
		case v.Kind() == reflect.Pointer && !v.IsNil():
			walk(path, v.Elem())
		case v.Kind() == reflect.Slice:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i+1), v.Index(i))
			}
		case v.Kind() == reflect.Map:
			for _, k := range v.MapKeys() {
				walk(path+"."+k.String(), v.MapIndex(k))
			}
		case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
			for i := range v.NumField() {
				if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
					walk(strings.TrimPrefix(path+"."+key, "."), v.Field(i))
				}
			}
		}
	}
	walk("", reflect.ValueOf(*u))
	f.spend(u)
}

// spend puts all income of a budget where it is spent, so that no balance falls
// below zero.
func (f *filler) spend(closed *unit.Unit) {
	short, paid := decimal.Zero, ""
	for i, s := range closed.Subjects {
		path := fmt.Sprintf("subjects[%d].", i+1)
		outlay := s.Appropriation
		if s.Fund != unit.GeneralFund && s.Income.Appropriation.IsZero() {
			outlay = unit.AppropriationOutlay{} // only what is received is spent
		}
		f.values[path+"appropriation.basic"], f.values[path+"spending.basic"] = outlay.Basic, outlay.Basic
		f.values[path+"appropriation.project"], f.values[path+"spending.project"] = outlay.Project, outlay.Project
		for _, key := range []string{"to_superior", "business", "to_subordinate"} {
			f.values[path+"spending."+key] = unit.Amount{}
		}
		sum := outlay.Basic.Add(outlay.Project.Decimal)
		switch key := path + "income.appropriation"; {
		case s.Income.Appropriation.IsZero():
			if s.Fund == unit.GeneralFund {
				short = short.Add(sum)
			}
		case !sum.IsZero():
			f.values[key] = unit.Amount{Decimal: sum}
			fallthrough
		default:
			if s.Fund == unit.GeneralFund {
				paid = key
			}
		}
	}
	if paid != "" {
		more := f.values[paid].(unit.Amount)
		f.values[paid] = unit.Amount{Decimal: more.Add(short)}
	}
	f.values["carry_over.surplus_used"], f.values["carry_over.distributed"] = unit.Amount{}, unit.Amount{}
}

// write does the tasks from the last line up, so that no place moves.
func (f *filler) write(tasks []generator.Task) {
	lines := strings.Split(f.text, "\n")
	slices.Reverse(tasks)
	done := map[string]bool{}
	for _, task := range tasks {
		if done[task.Path] {
			continue
		}
		done[task.Path] = true
		key := task.Path[strings.LastIndexByte(task.Path, '.')+1:]
		line := &lines[task.Place.Line-1]
		value := f.value(task.Path)
		blank := regexp.MustCompile(regexp.QuoteMeta(key) + ` = \[?"待填[^"]*"\]?`)
		switch {
		case blank.MatchString(*line):
			at := blank.FindAllStringIndex(*line, -1)
			last := at[len(at)-1]
			*line = (*line)[:last[0]] + key + " = " + value + (*line)[last[1]:]
		case strings.HasSuffix(task.Path, ".actual"): // its rate of completion cannot be computed
			*line += "\ncompletion = 100"
		case strings.Contains(*line, "{ "):
			*line = strings.Replace(*line, "{ ", "{ "+key+" = "+value+", ", 1)
		default:
			*line += "\n" + key + " = " + value
		}
	}
	f.text = strings.Join(lines, "\n")
}

// projects are what the texts of a file speak of; no two of them look alike.
var projects = strings.Fields("档案数字化 牧道养护 统计调查队伍 图书流动站 应急演练 供热管网 林草监测 学生宿舍 防火瞭望塔")

// value is what is written at a path.
func (f *filler) value(path string) string {
	switch before := f.values[path].(type) {
	case unit.Amount:
		twice := before.Mul(decimal.NewFromInt(2))
		if f.unit.AmountUnit == unit.TenThousand {
			return twice.Shift(-4).String()
		}
		return twice.StringFixed(2)
	case int:
		return fmt.Sprint(before)
	case unit.Quantity:
		return before.String()
	case bool:
		return "true"
	case time.Time:
		return fmt.Sprintf("%d-09-20", f.unit.Year+1)
	case string:
		if strings.HasSuffix(path, ".target") || strings.HasSuffix(path, ".actual") {
			return fmt.Sprintf("%q", before)
		}
	}
	f.texts++
	return fmt.Sprintf("%q", fmt.Sprintf("%s按批复的实施方案分批推进，第%d号台账逐项列明", projects[f.texts%len(projects)], f.texts))
}

// closedYears runs a test on the examples and on n random units, each with next
// year's file filled in.
func closedYears(t *testing.T, n int, test func(t *testing.T, closed, next []byte)) {
	eachUnit(t, n, func(t *testing.T, closed []byte) {
		test(t, closed, filled(t, closed, rollOver(t, closed)))
	})
}

func TestRolledOverFilesBuild(t *testing.T) {
	closedYears(t, 6, func(t *testing.T, closed, next []byte) {
		r, err := generator.Build(next, beside(closed))
		if err != nil || len(r.Files) != 2 {
			t.Errorf("%v %v", err, r.Findings.Of(finding.Error))
		}
	})
}

