package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// closedYear is a copy of the example in a folder of its own beside which next
// year's has its place.
func closedYear(t *testing.T) (closed, next string) {
	t.Helper()
	folder := t.TempDir()
	closed, next = filepath.Join(folder, "2024", "unit.toml"), filepath.Join(folder, "2025", "unit.toml")
	if err := os.MkdirAll(filepath.Dir(closed), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(closed, []byte(read(t, example)), 0o600); err != nil {
		t.Fatal(err)
	}
	return closed, next
}

func TestRollover(t *testing.T) {
	closed, next := closedYear(t)
	got := discgen("rollover", closed, "-o", next)
	if got.status != statusDone || got.stdout != "已生成 "+next+"\n" || !strings.Contains(got.stderr, "discgen todo "+next) {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	text := read(t, next)
	for _, want := range []string{
		"\nyear = 2025 ", "\nlast_year = \"../2024/unit.toml\" ", "\nlast_year_total = 3409280.00 ", "\nopening_other = 455510.00 ",
		"\n# 上年写的是：本年减少“为民办实事”工作队经费项目，导致经费较上年减少。\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if files := names(t, filepath.Dir(next)); len(files) != 1 {
		t.Errorf("the folder holds %q", files)
	}
	if checked := discgen("check", next); checked.status != statusInput || strings.Contains(checked.stdout, "[U-20") || !strings.Contains(checked.stdout, "[U-05") {
		t.Errorf("status %d: %s", checked.status, checked.stdout)
	}
}

// What is there already is not replaced unasked, and with errors nothing is
// written.
func TestRolloverLeavesWhatIsThere(t *testing.T) {
	closed, next := closedYear(t)
	there := unitFile(t, "# 原有的文件\n")
	wrong := edited(t, "groups = 1 ", "groups = 0 ")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"no file", []string{"rollover", "-o", next}, statusUsage, "请写明上年的单位文件"},
		{"no output", []string{"rollover", closed}, statusUsage, "请用 -o 写明"},
		{"onto itself", []string{"rollover", closed, "-o", closed, "--overwrite"}, statusUsage, "就是上年的单位文件"},
		{"onto another file", []string{"rollover", closed, "-o", there}, statusUsage, "已经存在"},
		{"no unit file", []string{"rollover", closed, "-o", filepath.Join(t.TempDir(), "unit.xlsx")}, statusUsage, "要以 .toml 结尾"},
		{"of a file with errors", []string{"rollover", wrong, "-o", next}, statusInput, "[S-02"},
		{"with errors over another file", []string{"rollover", wrong, "-o", there, "--overwrite"}, statusInput, "不生成文件"},
		{"of nothing", []string{"rollover", "none.toml", "-o", next}, statusUsage, "找不到文件"},
		{"into a file", []string{"rollover", closed, "-o", filepath.Join(there, "unit.toml")}, statusMachine, "不能写入"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(c.args...)
			if got.status != c.status || !strings.Contains(got.stderr, c.says) || got.stdout != "" {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if read(t, there) != "# 原有的文件\n" || read(t, closed) != read(t, example) {
				t.Error("a file was written")
			}
			if _, err := os.Stat(next); err == nil {
				t.Error("next year's file is there")
			}
		})
	}
	if got := discgen("rollover", closed, "-o", there, "--overwrite"); got.status != statusDone || !strings.Contains(read(t, there), "year = 2025") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}

// The name in next year's file is found from wherever the command runs.
func TestSeenFrom(t *testing.T) {
	for _, c := range [][3]string{
		{"2025/unit.toml", "2024/unit.toml", "../2024/unit.toml"},
		{"unit.toml", "2024/unit.toml", "2024/unit.toml"},
		{"a/b/c.toml", "d.toml", "../../d.toml"},
		{"/x/2025.toml", "/x/2024.toml", "2024.toml"},
	} {
		if got, ok := seenFrom(filepath.Dir(filepath.FromSlash(c[0])), filepath.FromSlash(c[1])); got != c[2] || !ok {
			t.Errorf("%s from %s is %s", c[1], c[0], got)
		}
	}
}

func TestTodo(t *testing.T) {
	if got := discgen("todo", example); got.status != statusDone || got.stdout != example+"：没有要写的。\n" || got.stderr != "" {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	reason := edited(t, "change_reason = \"严格控制公用经费，合理节约办公用品，减少不必要开支。\"", "", "groups = 1 ", "groups = 0 ")
	got := discgen("todo", reason)
	for _, want := range []string{
		"operating_expenses.change_reason（与上年相比的变动原因", "没有写原因\n    本年 14.98万元，上年 22.52万元，少7.54万元\n    办法：补上原因\n",
		"：还有 1 处要写。另有 1 个错误，见 discgen check。\n",
	} {
		if got.status != statusInput || !strings.Contains(got.stdout, want) {
			t.Errorf("status %d, no %q: %s", got.status, want, got.stdout)
		}
	}
}

// Of a file that was rolled over, the tasks have last year's wording, and the
// figures of what does not depend on blanks.
func TestTodoOfNextYear(t *testing.T) {
	closed, next := closedYear(t)
	if got := discgen("rollover", closed, "-o", next); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	text := read(t, next)
	row := "income = { appropriation = \"待填\" }\nspending = { basic = \"待填\" }\nappropriation = { basic = \"待填\" }\nlast_year = 490147.64"
	if strings.Count(text, row) != 1 {
		t.Fatal(text)
	}
	text = strings.Replace(text, row, strings.ReplaceAll(row, `"待填"`, "500000.00"), 1)
	if err := os.WriteFile(next, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := discgen("todo", next, "--json")
	r := parsed(t, got.stdout)
	if got.status != statusInput || r.Command != "todo" || len(r.Files) != 1 || r.Files[0].Todo == nil || len(r.Files[0].Findings) > 0 {
		t.Fatalf("status %d: %s", got.status, got.stdout)
	}
	tasks := *r.Files[0].Todo
	i := slices.IndexFunc(tasks, func(x taskReport) bool { return x.Path == "subjects[3].change_reason" })
	if i < 0 {
		t.Fatalf("no reason is asked for: %s", got.stdout)
	}
	want := taskReport{Rule: "N-05", Path: "subjects[3].change_reason", Compared: &finding.ComparisonRecord{Figure: "50.00万元", Against: "49.01万元", Difference: "多0.99万元"}, LastYear: "本年在职人员工资调增，相关人员经费增加。"}
	if x := tasks[i]; x.Rule != want.Rule || *x.Compared != *want.Compared || x.LastYear != want.LastYear || x.Line == 0 {
		t.Errorf("got %+v %+v", x, x.Compared)
	}
	for path, what := range map[string]string{
		"subjects[1].spending.basic": "科目 2012801 行政运行：支出，含全部资金：基本支出", "overview.staff.in_service.current": "在职人员：本年末人数", "basic_expenditure.30101": "基本工资",
		"self_evaluation.projects[1].goal": "项目“昌吉州基层组织建设补助经费”：预期目标",
	} {
		i := slices.IndexFunc(tasks, func(x taskReport) bool { return x.Path == path })
		if i < 0 || !strings.HasPrefix(tasks[i].What, what) {
			t.Errorf("%s is not said to be %s: %+v", path, what, tasks[max(i, 0)])
		}
	}
	for _, x := range tasks {
		if x.Rule == "N-05" && x.Path != want.Path {
			t.Errorf("%s is asked for, though its figures depend on blanks", x.Path)
		}
	}
}

// What discgen import leaves to be filled in is listed, each line once, and no
// reason of a figure that is not there yet.
func TestTodoOfAnImport(t *testing.T) {
	output := filepath.Join(t.TempDir(), "单位.toml")
	if got := discgen("import", statementsOf(t, example), "-o", output); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	got := discgen("todo", output, "--json")
	tasks := *parsed(t, got.stdout).Files[0].Todo
	lines := strings.Split(read(t, output), "\n")
	for _, path := range []string{"unit.kind", "overview.duties", "overall.last_year_total", "general_budget.initial_budget", "subjects[1].last_year", "operating_expenses.last_year"} {
		n := 0
		for _, x := range tasks {
			if x.Path == path {
				n++
				if line := lines[x.Line-1]; !strings.HasPrefix(line, "# "+path[strings.LastIndexByte(path, '.')+1:]) {
					t.Errorf("%s stands in %q", path, line)
				}
			}
		}
		if n != 1 {
			t.Errorf("%s is listed %d times", path, n)
		}
	}
	for _, x := range tasks {
		if x.Rule == "N-05" || x.Rule == "N-06" && strings.Contains(x.Path, "budget") {
			t.Errorf("a reason is asked for: %+v", x)
		}
	}
}
