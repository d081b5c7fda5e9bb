package generator_test

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/figures"
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

// nextYearFilled is next year's file with nothing left to be written.
func nextYearFilled(t testing.TB, closed, next []byte) []byte {
	t.Helper()
	file, _ := unit.Load(next)
	f := &filler{text: string(next), unit: file.Unit, values: map[string]any{}}
	f.learn(t, closed)
	for range 20 {
		todo, err := generator.Todo([]byte(f.text), beside(closed))
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
	todo, _ := generator.Todo([]byte(f.text), beside(closed))
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

// nextYears are the files of closedYears that were filled in already.
var nextYears sync.Map

// closedYears runs a test on the examples and on n random units, each with next
// year's file filled in.
func closedYears(t *testing.T, n int, test func(t *testing.T, closed, next []byte)) {
	eachUnit(t, n, func(t *testing.T, closed []byte) {
		next, ok := nextYears.Load(string(closed))
		if !ok {
			next = nextYearFilled(t, closed, rollOver(t, closed))
			nextYears.Store(string(closed), next)
		}
		test(t, closed, next.([]byte))
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

// lastYearKeys are the keys of what last year's file has.
var lastYearKeys = regexp.MustCompile(`(?m)^(last_year_total|last_year|opening_general|opening_other|opening) = "?-?[0-9].*\n|, last_year = [-0-9.]+`)

// Figures of last year that are not typed are those of last year's file: without
// them the same documents come out.
func TestLastYearNeedNotBeTyped(t *testing.T) {
	closedYears(t, 6, func(t *testing.T, closed, next []byte) {
		without := lastYearKeys.ReplaceAll(next, nil)
		if bytes.Count(without, []byte("last_year")) >= bytes.Count(next, []byte("last_year")) {
			t.Fatal("nothing was left out")
		}
		want, err := generator.Build(next, beside(closed))
		if err != nil {
			t.Fatal(err)
		}
		got, err := generator.Build(without, beside(closed))
		if err != nil || len(got.Files) != 2 {
			t.Fatalf("%v %v", err, got.Findings.Of(finding.Error))
		}
		for i := range want.Files {
			if !bytes.Equal(got.Files[i].Data, want.Files[i].Data) {
				t.Errorf("%s is another file", want.Files[i].Name)
			}
		}
	})
}

// ofTheYear are the figures of a year, by what they are.
func ofTheYear(u *unit.Unit, b *figures.Book) map[string]decimal.Decimal {
	all := map[string]decimal.Decimal{
		"收支总计": b.Overall.Total.Wan, "财政拨款总计": b.Appropriation.Total.Total.Wan,
		"一般公共预算支出": b.General.Total[figures.OutlayTotal].Wan, "机关运行经费": b.Operating.Current.Wan,
		"政府性基金总计": b.Fund.InTotal.Wan, "国有资本总计": b.Capital.InTotal.Wan, "结转和结余": b.Overall.Closing.Wan,
		"政府性基金支出": b.Fund.Total[figures.AccountTotal].Wan, "国有资本支出": b.Capital.Total[figures.AccountTotal].Wan,
	}
	for i, f := range unit.Funds {
		all[string(f)+"结转"] = b.Appropriation.Closing.Parts[i].Wan
	}
	for i, p := range b.ThreePublic.Items() {
		all[fmt.Sprint("三公", i)] = p.Outturn().Wan
	}
	for _, items := range [][]figures.Item{b.General.Items, b.Fund.Items, b.Capital.Items} {
		for _, i := range items {
			if !i.Change.Current.Wan.IsZero() {
				all[string(u.Subjects[i.Index].Fund)+i.Code] = i.Change.Current.Wan
			}
		}
	}
	return all
}

// asLastYear are the figures that a year compares with, by what they are.
func asLastYear(u *unit.Unit, b *figures.Book) map[string]decimal.Decimal {
	all := map[string]decimal.Decimal{
		"收支总计": b.Overall.Change.LastYear.Wan, "财政拨款总计": b.Appropriation.Change.LastYear.Wan,
		"一般公共预算支出": b.General.Change.LastYear.Wan, "机关运行经费": b.Operating.LastYear.Wan,
		"政府性基金总计": b.Fund.Change.LastYear.Wan, "国有资本总计": b.Capital.Change.LastYear.Wan, "结转和结余": b.Overall.Opening.Wan,
		"政府性基金支出": b.Fund.LastYearSpending.Wan, "国有资本支出": b.Capital.LastYearSpending.Wan,
	}
	for i, f := range unit.Funds {
		all[string(f)+"结转"] = b.Appropriation.Opening.Parts[i].Wan
	}
	for i, p := range b.ThreePublic.Items() {
		all[fmt.Sprint("三公", i)] = p.Change.LastYear.Wan
	}
	for _, items := range [][]figures.Item{b.General.Items, b.Fund.Items, b.Capital.Items} {
		for _, i := range items {
			if !i.Change.LastYear.Wan.IsZero() {
				all[string(u.Subjects[i.Index].Fund)+i.Code] = i.Change.LastYear.Wan
			}
		}
	}
	return all
}

// What a year published is what the next compares with, and what it closed with
// is what the next opens with: of the examples and of random units, in 元 and in
// 万元.
func TestPublishedFiguresAreNextYearsLast(t *testing.T) {
	seen := map[unit.AmountUnit]int{}
	closedYears(t, 12, func(t *testing.T, closed, next []byte) {
		u, book, _ := load(t, closed)
		seen[u.AmountUnit]++
		want := ofTheYear(u, book)
		after, book, _ := load(t, next)
		got := asLastYear(after, book)
		if !maps.EqualFunc(got, want, decimal.Decimal.Equal) {
			t.Errorf("got %v\nwant %v", got, want)
		}
	})
	if seen[unit.Yuan] == 0 || seen[unit.TenThousand] == 0 {
		t.Errorf("units of amounts: %v", seen)
	}
}

// The explanation of the year after the published one compares with the figures
// that were published.
func TestNextYearComparesWithThePublishedExplanation(t *testing.T) {
	closed := read(t, publishedExample)
	made, err := generator.Build(nextYearFilled(t, closed, rollOver(t, closed)), beside(closed))
	if err != nil || len(made.Files) != 2 {
		t.Fatal(err, made.Findings.Of(finding.Error))
	}
	before, after := fold(strings.Join(publishedLines(t), "\n")), fold(pdfText(t, made.Files[0].Data))
	patterns := []string{
		`年度(收入总计)([0-9,.]+)万元`, `年度(财政拨款收入总计)([0-9,.]+)万元`,
		`年度(一般公共预算财政拨款支出)([0-9,.]+)万元`, `年度(财政拨款“三公”经费支出)([0-9,.]+)万元`,
		`([^。:,]*\(类\)[^。:,]*\(款\)[^。:,]*\(项\)):支出决算数为([0-9,.]+)万元`,
	}
	seen := 0
	for _, pattern := range patterns {
		for _, was := range regexp.MustCompile(pattern).FindAllStringSubmatch(before, -1) {
			name := regexp.MustCompile(`^[0-9]+\.`).ReplaceAllString(was[1], "")
			is := regexp.MustCompile(regexp.QuoteMeta(name) + `(?::支出决算数为)?([0-9,.]+)万元`).FindStringSubmatch(after)
			old := decimal.RequireFromString(was[2])
			if old.IsZero() {
				continue
			}
			if is == nil {
				t.Errorf("no %s", name)
				continue
			}
			now := decimal.RequireFromString(strings.ReplaceAll(is[1], ",", ""))
			word := "增加"
			if now.LessThan(old) {
				word = "减少"
			}
			_, rest, _ := strings.Cut(after, is[0])
			if want := word + now.Sub(old).Abs().StringFixed(2) + "万元"; !strings.Contains(rest[:min(len(rest), 1500)], want) {
				t.Errorf("%s: %s after %s: no %q", name, now, old, want)
			}
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("only %d figures were found", seen)
	}
}

// What is left to be written is what the check finds missing, neither more nor
// less; when it is written the check misses nothing.
func TestTodoIsWhatTheCheckDemands(t *testing.T) {
	closedYears(t, 4, func(t *testing.T, closed, next []byte) {
		lines := strings.Split(string(next), "\n")
		asked := 0
		for i, line := range lines {
			if !strings.Contains(line, "台账") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "approved_by") {
				continue
			}
			text := strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "\n")
			todo, err := generator.Todo([]byte(text), beside(closed))
			if err != nil {
				t.Fatal(err)
			}
			found, err := generator.Check([]byte(text), beside(closed))
			if err != nil {
				t.Fatal(err)
			}
			if got, want := tasks(todo), byRule(found.Of(finding.Error)); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("without %s: asked for %v, missing %v", line, got, want)
			}
			if asked++; asked == 8 {
				break
			}
		}
		if asked == 0 {
			t.Error("nothing was ever asked for")
		}
	})
}

func tasks(todo generator.TodoList) []string {
	var all finding.List
	for _, task := range todo.Tasks {
		all = append(all, task.Finding)
	}
	return byRule(append(all, todo.Others...))
}

// byRule are findings by rule and path.
func byRule(all finding.List) []string {
	var keys []string
	for _, f := range all {
		keys = append(keys, f.Rule+" "+f.Path+" "+f.Message)
	}
	slices.Sort(keys)
	return keys
}
