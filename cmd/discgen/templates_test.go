package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exported is a folder with the built-in sets, and the path of one of them.
func exported(t *testing.T) (folder, set string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "我的模板")
	if got := discgen("templates", "export", folder); got.status != statusDone || got.stderr != "" {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	return folder, filepath.Join(folder, "xinjiang")
}

// change replaces a text in a file that has it once.
func change(t *testing.T, path, old, new string) {
	t.Helper()
	text := read(t, path)
	if strings.Count(text, old) != 1 {
		t.Fatalf("%d times %q in %s", strings.Count(text, old), old, path)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(text, old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// explanationText is the text of the explanation that a folder holds, in one line.
func explanationText(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatal(err, files)
	}
	text, err := exec.Command("pdftotext", "-raw", files[0], "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), "")
}

// The files that are exported are those of the repository, and a build with
// them makes the same bytes as one without.
func TestExportedTemplatesBuildTheSame(t *testing.T) {
	folder, set := exported(t)
	if got := names(t, set); !slices.Equal(got, names(t, "../../templates/xinjiang")) {
		t.Errorf("exported are %q", got)
	}
	own, usual := t.TempDir(), t.TempDir()
	for _, args := range [][]string{{"build", example, "-o", usual}, {"build", example, "-o", own, "--templates", folder}} {
		if got := discgen(args...); got.status != statusDone {
			t.Fatalf("status %d: %s", got.status, got.stderr)
		}
	}
	for _, name := range names(t, usual) {
		if !bytes.Equal([]byte(read(t, filepath.Join(usual, name))), []byte(read(t, filepath.Join(own, name)))) {
			t.Errorf("%s differs", name)
		}
	}
}

// A sentence that is changed is printed changed, whether the folder of sets or
// the set itself is named.
func TestChangedTemplatesArePrinted(t *testing.T) {
	folder, set := exported(t)
	change(t, filepath.Join(set, "part2-01-overall.tmpl"), "年度收入总计", "年度全年收入总计")
	for name, templates := range map[string]string{"folder of sets": folder, "set": set} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			if got := discgen("build", example, "-o", out, "--templates", templates); got.status != statusDone {
				t.Fatalf("status %d: %s", got.status, got.stderr)
			}
			if text := explanationText(t, out); !strings.Contains(text, "2024年度全年收入总计340.93万元") || strings.Contains(text, "2024年度收入总计") {
				t.Error(text)
			}
		})
	}
}

// The unit file chooses among the sets of a folder; a set that is named itself
// is taken whatever the unit file says.
func TestTheUnitFileNamesTheSet(t *testing.T) {
	folder, set := exported(t)
	other := filepath.Join(folder, "本市")
	if err := os.Rename(set, other); err != nil {
		t.Fatal(err)
	}
	unit := edited(t, "year = 2024 ", "template_set = \"本市\"\nyear = 2024 ")
	if got := discgen("check", unit, "--templates", folder); got.status != statusDone {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if got := discgen("check", example, "--templates", folder); got.status != statusInput || !strings.Contains(got.stdout, `template_set = "本市"`) {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if got := discgen("check", example, unit, "--templates", other); got.status != statusDone {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

// The commands that make a unit file of others, and the one that lists what is
// left, take a set of one's own as check does.
func TestUnitFilesAreMadeWithOwnTemplates(t *testing.T) {
	folder, set := exported(t)
	if err := os.Rename(set, filepath.Join(folder, "本市")); err != nil {
		t.Fatal(err)
	}
	unit := edited(t, "year = 2024 ", "template_set = \"本市\"\nyear = 2024 ")
	out := t.TempDir()
	for name, args := range map[string][]string{
		"rollover": {"rollover", unit, "-o", filepath.Join(out, "rolled.toml")},
		"merge":    {"merge", unit, "-o", filepath.Join(out, "merged.toml")},
		"todo":     {"todo", unit},
	} {
		t.Run(name, func(t *testing.T) {
			if got := discgen(args...); got.status != statusInput {
				t.Errorf("without it, status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if got := discgen(append(slices.Clone(args), "--templates", "none")...); got.status != statusUsage {
				t.Errorf("of a folder that is not there, status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if got := discgen(append(slices.Clone(args), "--templates", folder)...); got.status != statusDone {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
		})
	}
}

func TestExportLeavesWhatIsThere(t *testing.T) {
	folder, set := exported(t)
	changed := filepath.Join(set, "part3-glossary.tmpl")
	change(t, changed, "# 第三部分", "# 第三部分 我的")
	if err := os.Remove(filepath.Join(set, "settings.toml")); err != nil {
		t.Fatal(err)
	}
	got := discgen("templates", "export", folder)
	if got.status != statusUsage || got.stdout != "" || !strings.Contains(got.stderr, "已经存在，没有写任何文件") || len(names(t, set)) != 16 {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if !strings.Contains(read(t, changed), "我的") {
		t.Error("the file was changed")
	}
	if got := discgen("templates", "export", folder, "--overwrite"); got.status != statusDone || strings.Contains(read(t, changed), "我的") || len(names(t, set)) != 17 {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

func TestTemplatesCommandLine(t *testing.T) {
	_, set := exported(t)
	file, empty := filepath.Join(set, "settings.toml"), t.TempDir()
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"help", []string{"templates", "--help"}, statusDone, "export"},
		{"no command", []string{"templates"}, statusDone, "命令："},
		{"unknown command", []string{"templates", "exprot"}, statusUsage, `没有 "templates exprot" 这条命令`},
		{"help of a command", []string{"templates", "check", "--help"}, statusDone, "1 模板有错误"},
		{"check of nothing", []string{"templates", "check"}, statusUsage, "请写明一个文件夹"},
		{"check of a folder that is not there", []string{"templates", "check", "none"}, statusUsage, "找不到模板的文件夹 none"},
		{"check of a file", []string{"templates", "check", file}, statusUsage, "不是文件夹"},
		{"check of a folder without templates", []string{"templates", "check", empty}, statusUsage, "里没有模板"},
		{"export to nothing", []string{"templates", "export"}, statusUsage, "请写明一个文件夹"},
		{"export below a file", []string{"templates", "export", file}, statusMachine, "不是文件夹"},
		{"fields with an argument", []string{"templates", "fields", "x"}, statusUsage, "不写别的"},
		{"unknown flag", []string{"templates", "check", "--strict", set}, statusUsage, "没有 --strict 这个选项"},
		{"build with a folder that is not there", []string{"build", example, "--templates", "none"}, statusUsage, "找不到模板的文件夹 none"},
		{"build with a file", []string{"build", example, "--templates", file}, statusUsage, "不是文件夹"},
		{"check with a folder without templates", []string{"check", example, "--templates", empty}, statusUsage, "里没有模板"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(c.args...)
			if got.status != c.status || !strings.Contains(got.stdout+got.stderr, c.want) {
				t.Errorf("status %d, no %q in %s%s", got.status, c.want, got.stdout, got.stderr)
			}
			if words := english.FindAllString(got.stdout+got.stderr, -1); words != nil {
				t.Errorf("English words %q in\n%s%s", words, got.stdout, got.stderr)
			}
		})
	}
}

// Faults of a set stop the build before the unit file is read, each with its
// place, its line and what to do.
func TestTemplatesWithErrors(t *testing.T) {
	folder, set := exported(t)
	path := filepath.Join(set, "part2-12-other.tmpl")
	change(t, path, "{{.本单位}}无", "{{.本单为}}无")
	out := t.TempDir()
	for _, c := range []struct {
		name  string
		args  []string
		where func(outcome) string
	}{
		{"templates check", []string{"templates", "check", folder}, func(o outcome) string { return o.stdout }},
		{"build", []string{"build", example, "-o", out, "--templates", folder}, func(o outcome) string { return o.stderr }},
		{"check", []string{"check", example, "--templates", set}, func(o outcome) string { return o.stderr }},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(c.args...)
			want := []string{path + ":5:4：错误 [M-05 所用的字段存在] 没有 本单为 这个字段", "{{.本单为}}无", "\n       ^\n", "办法：是否想写 本单位？"}
			if got.status != statusInput || !inOrder(c.where(got), want...) {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			r := parsed(t, discgen(append(c.args, "--json")...).stdout)
			i := slices.IndexFunc(r.Files, func(f fileReport) bool { return f.File == path })
			if r.Command != c.name || i < 0 || r.Files[i].Errors != 1 || r.Files[i].Findings[0].Line != 5 || r.Files[i].Findings[0].Title != "所用的字段存在" {
				t.Errorf("%+v", r)
			}
		})
	}
	if files := names(t, out); len(files) != 0 {
		t.Errorf("something was written: %q", files)
	}
}

// Warnings about a set are told by its own check and stop no build.
func TestTemplatesWithWarnings(t *testing.T) {
	folder, set := exported(t)
	change(t, filepath.Join(set, "part2-12-other.tmpl"), "{{.本单位}}无", "2024年{{.本单位}}无")
	got := discgen("templates", "check", folder)
	if got.status != statusDone || !strings.Contains(got.stdout, "警告 [M-10 ") || !strings.Contains(got.stdout, "共 0 个错误，1 个警告") {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if got := discgen("check", example, "--templates", folder); got.status != statusDone {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

// What no example shows may still fail for a unit: that is the input's fault
// where the set is one's own.
func TestTemplatesThatFailForOneUnit(t *testing.T) {
	folder, set := exported(t)
	change(t, filepath.Join(set, "part2-12-other.tmpl"), "{{.其他事项}}", "{{if eq .其他事项 \"坏\"}}{{index .报表 99}}{{end}}{{.其他事项}}")
	unit := unitFile(t, read(t, example)+"\n[other_matters]\ntext = \"坏\"\n")
	out := t.TempDir()
	got := discgen("build", unit, "-o", out, "--templates", folder)
	if got.status != statusInput || !strings.Contains(got.stderr, "part2-12-other.tmpl:3:") || !strings.Contains(got.stderr, "超出了列表的范围") {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if files := names(t, out); len(files) != 0 {
		t.Errorf("something was written: %q", files)
	}
}

const templatesPage = "../../docs/templates.md"

// The page of templates is an introduction and what the command lists.
func TestTemplatesPage(t *testing.T) {
	got := discgen("templates", "fields")
	if got.status != statusDone || got.stderr != "" {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	introduction, listed, _ := strings.Cut(read(t, templatesPage), "\n## 字段\n")
	if *update {
		if err := os.WriteFile(templatesPage, []byte(introduction+"\n"+got.stdout), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if "## 字段\n"+listed != got.stdout {
		t.Errorf("%s is not what the command lists; go test ./cmd/discgen -update writes it anew", templatesPage)
	}
}

var templateExample = regexp.MustCompile("`(\\{\\{.*?)`")

// The examples of functions are templates that can be written where they say.
func TestExamplesOfFunctions(t *testing.T) {
	_, set := exported(t)
	page := discgen("templates", "fields").stdout
	_, page, _ = strings.Cut(page, "## 函数")
	page, _, _ = strings.Cut(page, "## 设置")
	all := templateExample.FindAllStringSubmatch(page, -1)
	if len(all) != 17 {
		t.Fatalf("%d examples", len(all))
	}
	var text strings.Builder
	for _, m := range all {
		one := strings.ReplaceAll(m[1], `\|`, "|")
		switch {
		case strings.Contains(one, "$名词."):
			one = "{{range $i, $名词 := .名词}}" + one + "{{end}}"
		case strings.Contains(one, ".公车"):
			one = "{{with .三公}}" + one + "{{end}}"
		case strings.Contains(one, ".有整体自评"):
			one = "{{with .绩效}}" + one + "{{end}}"
		case strings.Contains(one, "slice"): // not every unit has two
			one = "{{if gt .概况.内设机构数 1}}" + one + "{{end}}"
		}
		text.WriteString(one + "\n")
	}
	if err := os.WriteFile(filepath.Join(set, "x.tmpl"), []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := discgen("templates", "check", set); got.status != statusDone || !strings.Contains(got.stdout, "共 0 个错误，0 个警告") {
		t.Errorf("status %d: %s\n%s", got.status, got.stdout, text.String())
	}
}
