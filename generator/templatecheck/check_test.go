package templatecheck_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/templatecheck"
	"github.com/discgen/discgen/templates"
)

// builtIn is a copy of a built-in set, to be changed.
func builtIn(t testing.TB, name string) fstest.MapFS {
	t.Helper()
	folder, err := fs.Sub(templates.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(folder, "*")
	if err != nil {
		t.Fatal(err)
	}
	set := fstest.MapFS{}
	for _, f := range files {
		data, err := fs.ReadFile(folder, f)
		if err != nil {
			t.Fatal(err)
		}
		set[f] = &fstest.MapFile{Data: data}
	}
	return set
}

// checked are the findings of a set, as rule file:line:column.
func checked(t testing.TB, set fs.FS) (short, long []string) {
	t.Helper()
	files, err := generator.CheckTemplates(set, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, x := range f.Findings {
			short = append(short, fmt.Sprintf("%s %s:%s", x.Rule, f.Name, x.Place))
			long = append(long, fmt.Sprintf("%s %s:%s %s：%s。%s", x.Rule, f.Name, x.Place, x.Path, x.Message, x.Remedy))
		}
	}
	return short, long
}

func TestBuiltInSetsHaveNoFindings(t *testing.T) {
	for _, name := range generator.TemplateSets(templates.FS) {
		t.Run(name, func(t *testing.T) {
			if _, long := checked(t, builtIn(t, name)); long != nil {
				t.Error(strings.Join(long, "\n"))
			}
		})
	}
}

const (
	overall  = "part2-01-overall.tmpl"
	evaluate = "part2-11-evaluation.tmpl"
	other    = "part2-12-other.tmpl"
	settings = "settings.toml"
)

// cases are changes of the built-in set, each with all that is found then.
var cases = []struct {
	name, file, old, new string
	found                string // rule file:line:column, or file
	holds                string // of what the first finding says
}{
	{"no settings", settings, "*", "", "M-01 settings.toml:", "没有 settings.toml"},
	{"encoding", other, "{{.其他事项}}", "\xb2\xa1", "M-01 part2-12-other.tmpl:3:1", "不是 UTF-8"},
	{"settings that are no TOML", settings, "contents_depth = 2 ", "contents_depth = ", "M-02 settings.toml:14:40", "缺少值"},
	{"key twice", settings, "line_numbers = true ", "line_numbers = true\nline_numbers = true ", "M-02 settings.toml:24:1", ""},
	{"unknown key", settings, "contents_depth", "content_depth", "M-03 settings.toml:14:1", "是否想写 contents_depth"},
	{"wrong type", settings, "contents_depth = 2", "contents_depth = \"2\"", "M-03 settings.toml:14:18", "应当是"},
	{"unknown statement", settings, `kind = "income"`, `kind = "incomes"`, "M-03 settings.toml:35:1", `没有 "incomes" 这张报表`},
	{"name of a file", settings, "公开说明.pdf", "/公开说明.pdf", "M-03 settings.toml:15:1", "不能用于文件名"},
	{"two files of one name", settings, "公开表.xlsx", "公开说明.pdf", "M-03 settings.toml:16:1", "与公开说明的相同"},
	{"brackets", overall, "{{.本年收入}}", "{{.本年收入}", "M-04 part2-01-overall.tmpl:4:41", "双花括号没有写完"},
	{"brackets in the settings", settings, "{{.公开日期}}\"]", "{{.公开日期\"]", "M-04 settings.toml:12:17", "没有写完"},
	{"field", overall, "{{.本年收入}}", "{{.本年收人}}", "M-05 part2-01-overall.tmpl:4:37", "是否想写 本年收入"},
	{"field of the whole", overall, "{{$.年度}}年度收入总计", "{{.年度}}年度收入总计", "M-05 part2-01-overall.tmpl:4:4", "是否想写 $.年度"},
	{"field below", overall, ".变动}}", ".变化}}", "M-05 part2-01-overall.tmpl:6:33", "是否想写 变动"},
	{"variable's field", "part2-05-general.tmpl", "$类.名称", "$类.名字", "M-05 part2-05-general.tmpl:7:16", "是否想写 名称"},
	{"field in a branch that no example takes", other, "{{.本单位}}无", "{{.本单为}}无", "M-05 part2-12-other.tmpl:5:4", "是否想写 本单位"},
	{"field in the settings", settings, "注：本表反映{{.称谓}}本年度的", "注：本表反映{{.称呼}}本年度的", "M-05 settings.toml:32:18", "称呼"},
	{"field of a phrase", "phrases.tmpl", "{{if .下降}}", "{{if .下滑}}", "M-05 phrases.tmpl:8:24", "由 phrases.tmpl:10:32 引用"},
	{"field of a chart", settings, `values = ["总体.变动.本年", "总体.变动.上年"] },` + "\n]", `values = ["总体.变动.本年", "总体.变动.前年"] },` + "\n]", "M-05 settings.toml:87:43", "总体.变动.前年"},
	{"function", other, "{{.其他事项}}", "{{大写 .其他事项}}", "M-06 part2-12-other.tmpl:3:3", `没有 "大写" 这个函数`},
	{"field without its dot", other, "{{.其他事项}}", "{{其他事项}}", "M-06 part2-12-other.tmpl:3:3", "前面要有一个点"},
	{"phrase", overall, `"与上年相比"`, `"与去年相比"`, "M-07 part2-01-overall.tmpl:6:24", "没有“与去年相比”这个句式"},
	{"phrase twice", overall, "{{with", "{{define \"差异数\"}}甲{{end}}{{with", "M-07 phrases.tmpl:12:19", "已经定义过"},
	{"phrase of itself", "phrases.tmpl", `{{template "差异数" .}}`, `{{template "预决算" .}}`, "M-07 phrases.tmpl:14:30", "引用了自己"},
	{"list that is printed", other, "{{.其他事项}}", "{{.名词}}", "M-08 part2-12-other.tmpl:3:3", "名词 是列表，不能印出"},
	{"group that is printed", other, "{{.其他事项}}", "{{.}}", "M-08 part2-12-other.tmpl:3:3", "一组字段，不能印出"},
	{"yes or no that is printed", other, "{{.其他事项}}", "{{.是事业单位}}", "M-08 part2-12-other.tmpl:3:3", "{{if .是事业单位}}"},
	{"method", other, "{{.其他事项}}", "{{.总体.总计.Yuan}}", "M-08 part2-12-other.tmpl:3:10", "没有下级字段 Yuan"},
	{"figure as a condition", other, "{{if .其他事项", "{{if .总体.总计", "M-08 part2-12-other.tmpl:2:6", "0.00 也算"},
	{"range over a text", other, "{{.其他事项}}", "{{range .其他事项}}{{end}}", "M-08 part2-12-other.tmpl:3:9", "要写列表"},
	{"argument of a function", other, "{{.其他事项}}", "{{顿号 .其他事项}}", "M-08 part2-12-other.tmpl:3:3", "写成 顿号 文字的列表"},
	{"arguments", other, "{{.其他事项}}", "{{句 .其他事项 .称谓}}", "M-08 part2-12-other.tmpl:3:3", "写了 2 个值"},
	{"phrase without its fields", overall, `{{template "与上年相比" .变动}}`, `{{template "与上年相比"}}`, "M-08 part2-01-overall.tmpl:6:24", "没有给出字段"},
	{"index out of range", other, "{{.其他事项}}", "{{index .概况.内设机构 9}}", "M-09 part2-12-other.tmpl:3:3", "超出了列表的范围"},
	{"amount", other, "{{.其他事项}}", "共123.45万元。", "M-10 part2-12-other.tmpl:3:2", "“123.45万元”写死"},
	{"percentage", other, "{{.其他事项}}", "占12.3%，", "M-10 part2-12-other.tmpl:3:2", "“12.3%”写死"},
	{"year", other, "{{.本单位}}无", "2024年{{.本单位}}无", "M-10 part2-12-other.tmpl:5:1", "“2024年”写死"},
	{"year in Chinese", other, "{{.本单位}}无", "二〇二四年度{{.本单位}}无", "M-10 part2-12-other.tmpl:5:1", "“二〇二四年”写死"},
	{"year in the settings", settings, "{{.年度}}年度部门决算公开表\"", "2024年度部门决算公开表\"", "M-10 settings.toml:10:28", "“2024年”写死"},
	{"place in a line", overall, "{{$.图.收支总计}}", "见{{$.图.收支总计}}", "M-11 part2-01-overall.tmpl:7:4", "独占一行"},
	{"place that is joined to the line before", overall, "{{$.图.收支总计}}", "{{- $.图.收支总计}}", "M-11 part2-01-overall.tmpl:7:5", "独占一行"},
	{"places in one line", evaluate, "{{.}}\n{{end -}}", "{{.}}{{end -}}", "M-11 part2-11-evaluation.tmpl:10:3", "独占一行"},
	{"chart without a place", overall, "{{$.图.收支总计}}\n", "", "M-12 settings.toml:80:1", "图“收支总计”没有位置"},
	{"statements without places", "part4-statements.tmpl", "{{$附表}}", "", "M-12 settings.toml:29:3, M-12 settings.toml:34:3, M-12 settings.toml:39:3, M-12 settings.toml:44:3, M-12 settings.toml:49:3, M-12 settings.toml:54:3, M-12 settings.toml:59:3, M-12 settings.toml:65:3, M-12 settings.toml:71:3", "报表“收入支出决算总表”没有位置"},
	{"heading that leaves out a level", other, "## 十二", "#### 十二", "M-13 part2-12-other.tmpl:1:1", "没有 3 级标题"},
	{"heading of level five", other, "{{.其他事项}}", "##### 甲", "M-13 part2-12-other.tmpl:3:1", "最多 4 级"},
	{"heading without a blank", other, "## 十二", "##十二", "M-13 part2-12-other.tmpl:1:1", "没有空格"},
	{"character", other, "{{.其他事项}}", "甲😀", "M-14 part2-12-other.tmpl:3:2", "字体里没有"},
}

var update = flag.Bool("update", false, "write the golden files anew")

// The first case of each rule is kept in a file: docs/findings.md shows it.
func TestCasesToShow(t *testing.T) {
	type shown struct{ Rule, File, Old, New string }
	var all []shown
	for _, r := range templatecheck.Rules() {
		for _, c := range cases {
			if strings.HasPrefix(c.found, r.ID+" ") {
				all = append(all, shown{r.ID, c.file, c.old, c.new})
				break
			}
		}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if text = append(text, '\n'); *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile("testdata/shown.json", text, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile("testdata/shown.json"); err != nil || string(want) != string(text) {
		t.Errorf("%v: testdata/shown.json is not the first cases; -update writes it anew", err)
	}
}

// library finds what a library says and nobody has put into Chinese.
var library = regexp.MustCompile(`\b(unexpected|executing|error calling|can't|not defined|no entry|nil|wrong|type)\b`)

// Each change trips its rule, at its place, and no other.
func TestRules(t *testing.T) {
	tripped := map[string]bool{}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			set := builtIn(t, "xinjiang")
			if c.old == "*" {
				delete(set, c.file)
			} else {
				text := strings.Replace(string(set[c.file].Data), c.old, c.new, 1)
				if text == string(set[c.file].Data) {
					t.Fatalf("no %q in %s", c.old, c.file)
				}
				set[c.file].Data = []byte(text)
			}
			short, long := checked(t, set)
			if got := strings.Join(short, ", "); got != c.found || !strings.Contains(strings.Join(long, "\n"), c.holds) {
				t.Errorf("want %s, %q; found are\n%s", c.found, c.holds, strings.Join(long, "\n"))
			}
			if words := library.FindAllString(strings.Join(long, "\n"), -1); words != nil {
				t.Errorf("%q is not Chinese", words)
			}
			tripped[c.found[:4]] = true
		})
	}
	for _, r := range templatecheck.Rules() {
		if !tripped[r.ID] {
			t.Errorf("no case trips %s (%s)", r.ID, r.Title)
		}
	}
}

// Numbering and what the law fixes are no figures that were typed by mistake.
func TestFiguresThatMayBeTyped(t *testing.T) {
	for _, text := range []string{
		"一、主要职能", "（一）机构", "1.职能", "10. 职能", "单价100万元（含）以上设备", "50万元以上", "100万元（不含）以下", "12月31日", "公开01表", "0个", "一元化管理", "第三部分",
	} {
		set := builtIn(t, "xinjiang")
		set[other].Data = append(set[other].Data, []byte(text+"\n")...)
		if _, long := checked(t, set); long != nil {
			t.Errorf("%s: %q", text, long)
		}
	}
	set := builtIn(t, "xinjiang")
	set[settings].Data = []byte(strings.Replace(string(set[settings].Data), "fixed_phrases = []", "fixed_phrases = [\"不低于30%\"]", 1))
	set[other].Data = append(set[other].Data, []byte("预留份额不低于30%，实际为40%。\n")...)
	if short, long := checked(t, set); strings.Join(short, "") != "M-10 part2-12-other.tmpl:7:15" {
		t.Errorf("%q", long)
	}
}

// A template of the user's does no harm: hostile ones end with a finding.
func TestHostileSets(t *testing.T) {
	for name, text := range map[string]string{
		"recursion":         `{{define "甲"}}{{template "甲" .}}{{end}}{{template "甲" .}}`,
		"many ranges":       strings.Repeat("{{range $.名词}}", 9) + strings.Repeat("{{end}}", 9),
		"range of a number": "{{range 900000000000}}{{end}}",
		"many calls":        callsThatDouble(40),
		"deep":              strings.Repeat("{{if .称谓}}", 9000) + strings.Repeat("{{end}}", 9000),
		"deep parens":       "{{not " + strings.Repeat("(not ", 5000) + ".称谓" + strings.Repeat(")", 5000) + "}}",
		"map":               "{{.}}{{.总体}}{{printf \"%v\" .}}",
		"large file":        strings.Repeat("甲", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			set := builtIn(t, "xinjiang")
			set["x.tmpl"] = &fstest.MapFile{Data: []byte(text)}
			files, err := generator.CheckTemplates(set, "")
			if err != nil {
				t.Fatal(err)
			}
			if name != "deep" && !slices.ContainsFunc(files, func(f templatecheck.File) bool { return f.Findings.HasErrors() }) {
				t.Error("no errors")
			}
		})
	}
}

// callsThatDouble are phrases each of which calls the next one twice.
func callsThatDouble(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{{define "句%d"}}{{template "句%d" .}}{{template "句%d" .}}{{end}}`, i, i+1, i+1)
	}
	fmt.Fprintf(&b, `{{define "句%d"}}甲{{end}}{{template "句0" .}}`, n)
	return b.String()
}

// All faults come at once, each file with its own.
func TestAllAtOnce(t *testing.T) {
	set := builtIn(t, "xinjiang")
	set[other].Data = []byte("## 十二、其他\n{{.没有}}{{大写 1}}共3.21万元\n")
	set[overall].Data = []byte("## 一、总体\n{{.也没有}}{{.称谓.全称}}\n{{if .名词}}{{.是事业单位}}{{end}}\n{{.图.收支总计}}\n")
	set[settings].Data = append([]byte("nam = 1\n"), set[settings].Data...)
	short, _ := checked(t, set)
	want := []string{
		"M-03 settings.toml:1:1", "M-05 part2-01-overall.tmpl:2:4", "M-08 part2-01-overall.tmpl:2:15", "M-08 part2-01-overall.tmpl:3:13", "M-06 part2-12-other.tmpl:2:10",
	}
	for _, w := range want {
		if !slices.Contains(short, w) {
			t.Errorf("no %s among %q", w, short)
		}
	}
}

// FuzzCheck looks at a set of which one file is anything. It never panics or
// hangs, and every finding says what is wrong, in the file.
func FuzzCheck(f *testing.F) {
	set := builtIn(f, "xinjiang")
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if name != settings {
			f.Add(string(set[name].Data), string(set[settings].Data))
		}
	}
	for _, c := range cases {
		f.Add(c.new, "name = \"{{.称谓}}\"\n")
	}
	f.Fuzz(func(t *testing.T, text, config string) {
		set := fstest.MapFS{"a.tmpl": {Data: []byte(text)}, settings: {Data: []byte(config)}}
		files, err := generator.CheckTemplates(set, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for _, x := range file.Findings {
				if x.Message == "" || x.Rule == "" || x.Place.Line > strings.Count(file.Text, "\n")+1 && file.Text != "" {
					t.Errorf("%s: %+v", file.Name, x)
				}
			}
		}
	})
}
