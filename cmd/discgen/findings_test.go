package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/docs"
	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/check"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/verify"
	"github.com/discgen/discgen/internal/rulecase"
)

const (
	findingsPage = "../../docs/findings.md"
	rulesFolder  = "../../generator/testdata/rules"
	importsFile  = "../../generator/intake/testdata/findings.json"
	shownFile    = "../../generator/templatecheck/testdata/shown.json"
)

// The page of all findings is an introduction and a section for every rule and
// every check, made by running the program on the cases of the rules.
func TestFindingsPage(t *testing.T) {
	introduction, listed, _ := strings.Cut(read(t, findingsPage), "\n## ")
	got := newExplainer(t).page(t)
	if *update {
		if err := os.WriteFile(findingsPage, []byte(introduction+"\n"+got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if "## "+listed != got {
		t.Errorf("%s is not what the program says; go test ./cmd/discgen -update writes it anew\n%s", findingsPage, difference(listed, got))
	}
}

// difference is the first line in which two texts differ.
func difference(old, now string) string {
	was := strings.Split("## "+old, "\n")
	for i, line := range strings.Split(now, "\n") {
		if i >= len(was) || line != was[i] {
			return line
		}
	}
	return ""
}

// explainer runs the cases of the rules in a copy of the examples.
type explainer struct {
	module  string              // a copy of what the cases change
	own     map[string][]string // findings of each example as it is
	imports map[string][]shown  // findings in workbooks, by rule
}

// shown is a finding as the tests of the import keep it.
type shown struct{ Rule, Severity, Path, Message, Remedy string }

func newExplainer(t *testing.T) *explainer {
	t.Helper()
	e := &explainer{module: t.TempDir(), own: map[string][]string{}, imports: map[string][]shown{}}
	for _, folder := range []string{"examples", "generator/testdata/years"} {
		if err := os.CopyFS(filepath.Join(e.module, folder), os.DirFS(filepath.Join("../..", folder))); err != nil {
			t.Fatal(err)
		}
	}
	var all []shown
	if err := json.Unmarshal([]byte(read(t, importsFile)), &all); err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		e.imports[s.Rule] = append(e.imports[s.Rule], s)
	}
	return e
}

func (e *explainer) page(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, k := range kinds {
		heading := "## " + k.name + "\n\n"
		for _, r := range generator.Rules() {
			if kindOf(r.ID) == k.name {
				b.WriteString(heading + e.rule(t, r))
				heading = ""
			}
		}
	}
	b.WriteString("## " + kindOfTemplates + "\n\n" + templateRules(t))
	b.WriteString("## 做好的 PDF\n\n" + pdfChecks(t))
	return strings.TrimSuffix(b.String(), "\n")
}

func (e *explainer) rule(t *testing.T, r check.Rule) string {
	t.Helper()
	cells := ruleCells(r)
	text := "### " + r.ID + " " + r.Title + "\n\n"
	if r.Way != check.Built {
		text += "- 严重程度：" + cells[2] + accepted(r) + "\n"
	}
	text += "- 涉及：" + r.Touches + "\n- 方式：" + cells[4] + wayWords[r.Way] + "\n\n"
	cases, err := rulecase.Read(filepath.Join(rulesFolder, r.ID+".txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, c := range ofEachSeverity(cases) {
		text += e.example(t, r.ID, c)
	}
	if len(cases) == 0 {
		text += imported(t, e.imports[r.ID])
	}
	return text
}

// wayWords say for who has docs/checks.md not at hand what a way is.
var wayWords = map[check.Way]string{
	check.Looked:   "（读完单位文件后逐条核对）",
	check.Read:     "（读单位文件时核对）",
	check.Built:    "（数字由程序计算，不会出现不符；程序的测试对大量随机的单位核对）",
	check.Imported: "（`discgen import` 读取公开表、更新单位文件时核对）",
}

func accepted(r check.Rule) string {
	if r.Accepted() {
		return "（核实后可以保留的警告，在 [[accept]] 里写明理由）"
	}
	return ""
}

var severityOfCase = regexp.MustCompile(`^\S* ?(错误|警告|提示) `)

// ofEachSeverity are the first cases with an error, a warning, a note.
func ofEachSeverity(cases []rulecase.Case) []rulecase.Case {
	seen := map[string]bool{}
	var some []rulecase.Case
	for _, c := range cases {
		for _, w := range c.Want {
			if m := severityOfCase.FindStringSubmatch(w); m != nil && !seen[m[1]] {
				seen[m[1]] = true
				some = append(some, c)
				break
			}
		}
	}
	return some
}

// example shows the change of a case, and what the program says of it.
func (e *explainer) example(t *testing.T, id string, c rulecase.Case) string {
	t.Helper()
	text := "例：" + c.Name + "。把" + named(c.Example) + "改动"
	if len(c.Edits) > 1 {
		text += "几处"
	} else {
		text += "一处"
	}
	text += "：\n\n"
	for i, edit := range c.Edits {
		if i > 0 {
			text += "\n"
		}
		text += marked("- ", edit.Old) + marked("+ ", edit.New)
	}
	return text + "\n程序列出：\n\n" + indented(e.found(t, id, c)) + "\n"
}

// named is the unit file that a case changes, in words.
func named(example string) string {
	if strings.HasSuffix(example, ".toml") {
		return "一个写明了上年单位文件的单位文件"
	}
	return "示例 " + example + " 的单位文件"
}

// mostShown is how many lines of a change are shown, before and after each.
const mostShown = 8

func marked(mark, text string) string {
	lines := strings.Split(text, "\n")
	if text == "" {
		return ""
	}
	rest := len(lines) - mostShown
	if rest > 0 {
		lines = lines[:mostShown]
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("    " + strings.TrimRight(mark+clip(visible(line), 2*mostOfLine), " ") + "\n")
	}
	if rest > 0 {
		b.WriteString("    " + mark + "……\n")
	}
	return b.String()
}

func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + line)
	}
	return b.String()
}

// found is what the program says of a rule after the change, and not before.
// The changed file stands beside the other, which it may name.
func (e *explainer) found(t *testing.T, id string, c rulecase.Case) string {
	t.Helper()
	path := c.Path(e.module)
	if e.own[path] == nil {
		e.own[path] = append(e.check(path, c), "")
	}
	changed := filepath.Join(filepath.Dir(path), "单位.toml")
	text, err := c.Apply(read(t, path))
	if err := errors.Join(err, os.WriteFile(changed, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, block := range e.check(changed, c) {
		if strings.Contains(block, " ["+id+" ") && !slices.Contains(e.own[path], block) {
			return block
		}
	}
	t.Fatalf("%s: the program says nothing of %s", id, c.Name)
	return ""
}

// check are the findings in a file of the copy.
func (e *explainer) check(path string, c rulecase.Case) []string {
	got := discgen("check", "--accept", strings.Join(c.Accepted(), ","), path)
	return blocks(strings.ReplaceAll(got.stdout, path, "单位.toml"))
}

// blocks are the findings in what the program says, each with its excerpt and
// remedy.
func blocks(text string) []string {
	var all []string
	open := false
	for line := range strings.Lines(text) {
		switch {
		case strings.Contains(line, " [") && !strings.HasPrefix(line, " "):
			all, open = append(all, line), true
		case open && strings.HasPrefix(line, "    "):
			all[len(all)-1] += line
		default:
			open = false
		}
	}
	return all
}

// imported shows what the program says of workbooks.
func imported(t *testing.T, all []shown) string {
	t.Helper()
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	for _, one := range all {
		severity := finding.Note
		for _, g := range groups {
			if g.severity.Code() == one.Severity {
				severity = g.severity
			}
		}
		var text bytes.Buffer
		f := finding.Finding{Rule: one.Rule, Severity: severity, Path: one.Path, Message: one.Message, Remedy: one.Remedy}
		newScreen(&text).printFindings(result{file: "公开表.xlsx", findings: finding.List{f}}, nil)
		for _, block := range blocks(text.String()) {
			b.WriteString(indented(block))
		}
	}
	return "读取公开表时程序列出，例如：\n\n" + b.String() + "\n"
}

// templateRules are the sections of the rules of templates.
func templateRules(t *testing.T) string {
	t.Helper()
	var cases []struct{ Rule, File, Old, New string }
	if err := json.Unmarshal([]byte(read(t, shownFile)), &cases); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range generator.TemplateRules() {
		b.WriteString("### " + r.ID + " " + r.Title + "\n\n- 严重程度：" + r.Severity.String() + "\n- 涉及：" + r.Touches +
			"\n- 方式：`discgen templates check` 检查模板，`build`、`check` 用 `--templates` 时也检查\n\n")
		for _, c := range cases {
			if c.Rule == r.ID {
				b.WriteString(changedTemplate(t, r.ID, c.File, c.Old, c.New))
			}
		}
	}
	return b.String()
}

// changedTemplate changes a file of a built-in set, or takes it away, and shows
// what the program says.
func changedTemplate(t *testing.T, id, file, old, text string) string {
	t.Helper()
	folder := t.TempDir()
	if got := discgen("templates", "export", folder); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	path := filepath.Join(folder, "xinjiang", file)
	change, err := "例：把内置模板的 "+file+" 改动一处：\n\n"+marked("- ", old)+marked("+ ", text), error(nil)
	if old == "*" {
		change, err = "例：删去内置模板的 "+file+"。\n", os.Remove(path)
	} else {
		err = os.WriteFile(path, []byte(strings.Replace(read(t, path), old, text, 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	said := strings.ReplaceAll(discgen("templates", "check", folder).stdout, filepath.Join(folder, "xinjiang")+string(filepath.Separator), "")
	for _, block := range blocks(said) {
		if strings.Contains(block, " ["+id+" ") {
			return change + "\n程序列出：\n\n" + indented(block) + "\n"
		}
	}
	t.Errorf("the program says nothing of %s:\n%s", id, said)
	return ""
}

// badPDF fails every check but that for encryption, for which there is a file
// of its own: of what is locked the others see nothing.
var badPDF = strings.Replace(strings.Replace(poor, "/Type1", "/Type0", 1), "/Pages 2 0 R>>", "/Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.beep)>> "+
	"/Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (附表.xlsx) /EF <</F 3 0 R>>>>]>>>>>>", 1)

var lockedPDF = strings.Replace(poor, "/Root 1 0 R", "/Root 1 0 R /Encrypt <</Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -1>>", 1)

// pdfChecks are the sections of the checks of a PDF.
func pdfChecks(t *testing.T) string {
	t.Helper()
	failed := map[string]string{}
	for _, data := range []string{lockedPDF, badPDF} {
		text := discgen("verify", pdfOf(t, strings.ReplaceAll(data, "\x1b[31m#1b[31m", ""))).stdout
		for _, c := range verify.Checks() {
			if i := strings.Index(text, "✗ "+c.Title+"："); i >= 0 {
				failed[c.ID] = strings.Join(strings.SplitAfterN(text[i:], "\n", 4)[:3], "")
			}
		}
	}
	var b strings.Builder
	for _, c := range verify.Checks() {
		if failed[c.ID] == "" {
			t.Errorf("no PDF fails %s", c.ID)
		}
		b.WriteString("### " + c.ID + " " + c.Title + "\n\n- 要求：" + c.Asked + "\n- 方式：`discgen verify` 检查做好的 PDF\n\n不通过时程序列出，例如：\n\n" + indented(failed[c.ID]) + "\n")
	}
	return b.String()
}

// Every id that the program can print is explained, by the very text of the
// page.
func TestExplain(t *testing.T) {
	var ids []string
	for _, r := range generator.Rules() {
		ids = append(ids, r.ID)
	}
	for _, c := range verify.Checks() {
		ids = append(ids, c.ID)
	}
	for _, r := range generator.TemplateRules() {
		ids = append(ids, r.ID)
	}
	for _, id := range ids {
		got := discgen("explain", id)
		title := titles()[id]
		if got.status != statusDone || got.stderr != "" || !strings.HasPrefix(got.stdout, id+" "+title+"\n\n- ") {
			t.Errorf("%s: status %d: %.200s%s", id, got.status, got.stdout, got.stderr)
		}
		if !strings.Contains(docs.Findings, "### "+got.stdout) {
			t.Errorf("%s: not as the page has it: %s", id, got.stdout)
		}
		if r := slices.IndexFunc(generator.Rules(), func(r check.Rule) bool { return r.ID == id }); r >= 0 {
			way := generator.Rules()[r].Way
			if shows := strings.Contains(got.stdout, " ["+id+" "); !shows && way != check.Built && way != check.Beyond {
				t.Errorf("%s: nothing that the program says:\n%s", id, got.stdout)
			}
		}
	}
	if sections := sectionsOf(docs.Findings); len(sections) != len(ids) {
		t.Errorf("%d sections, %d ids", len(sections), len(ids))
	}
}

func TestExplainMistakes(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"several", []string{"S-04", "D-05"}, statusDone, "\n\nD-05 标签\n"},
		{"small letters", []string{"s-04"}, statusDone, "S-04 运行费与保有量"},
		{"none", nil, statusUsage, "请写明编号"},
		{"near a rule", []string{"S-4"}, statusUsage, `没有 "S-4" 这个编号，是否想写 S-04`},
		{"near a check of a PDF", []string{"D-5"}, statusUsage, "是否想写 D-05"},
		{"near a rule of templates", []string{"M-5"}, statusUsage, "是否想写 M-05"},
		{"near none", []string{"运行费"}, statusUsage, `没有 "运行费" 这个编号；`},
		{"one of two", []string{"S-04", "S-4"}, statusUsage, "是否想写 S-04"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"explain"}, c.args...)...)
			if got.status != c.status || !strings.Contains(got.stdout+got.stderr, c.want) {
				t.Errorf("status %d, no %q in %s%s", got.status, c.want, got.stdout, got.stderr)
			}
			if c.status != statusDone && got.stdout != "" {
				t.Errorf("output %q", got.stdout)
			}
		})
	}
}
