package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// officeUnit is the head office of a department, which pays 5,000.00 元 to a unit
// of it and is paid 1,000.00 元.
const officeUnit = `amount_unit = "元"
year = 2024
[unit]
name = "临沙县文化局"
kind = "行政单位"
[overview]
duties = "管理文化工作。"
[overview.staff]
in_service = { current = 10, last_year = 10 }
[overall]
last_year_total = 1000000.00
change_reason = "下属单位上缴的款项由财务统一管理。"
[appropriation]
last_year_total = 1000000.00
[general_budget]
initial_budget = 1000000.00
[[subjects]]
code = "2070101"
name = "行政运行"
group_name = "文化和旅游"
income = { appropriation = 1000000.00, subordinate = 1000.00, other = 5000.00 }
spending = { basic = 1001000.00, to_subordinate = 5000.00 }
appropriation = { basic = 1000000.00 }
last_year = 1000000.00
[basic_expenditure]
30101 = 900000.00
30201 = 100000.00
[operating_expenses]
last_year = 100000.00
[review]
secrecy_reviewed = true
approved_by = "局长"
`

// libraryUnit is a unit of that department.
const libraryUnit = `amount_unit = "元"
year = 2024
[unit]
name = "临沙县图书馆"
kind = "事业单位"
[overview]
duties = "借阅。"
[overview.staff]
in_service = { current = 8, last_year = 8 }
[overall]
last_year_total = 800000.00
change_reason = "新增上级补助的图书购置项目。"
[appropriation]
last_year_total = 800000.00
[general_budget]
initial_budget = 800000.00
[[subjects]]
code = "2070104"
name = "图书馆"
group_name = "文化和旅游"
income = { appropriation = 800000.00, superior = 5000.00, operating = 1000.00 }
spending = { basic = 805000.00, to_superior = 1000.00 }
appropriation = { basic = 800000.00 }
last_year = 800000.00
[basic_expenditure]
30101 = 700000.00
30201 = 100000.00
[operating_expenses]
last_year = 100000.00
[review]
secrecy_reviewed = true
approved_by = "馆长"
`

// departmentOf writes the files of the head office and of another unit into a folder each, and gives
// their paths and the one for their department's.
func departmentOf(t *testing.T, library string) (units []string, output string) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{"office": officeUnit, "library": library} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name, "unit.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	units = []string{filepath.Join(folder, "office", "unit.toml"), filepath.Join(folder, "library", "unit.toml")}
	return units, filepath.Join(folder, "all", "部门.toml")
}

// filledIn fills in every blank of a file.
func filledIn(t *testing.T, path string) {
	t.Helper()
	text := read(t, path)
	for _, fill := range []struct{ blank, text string }{
		{"secrecy_reviewed = \"待填\"", "secrecy_reviewed = true"}, {"[\"待填：", "[\"办公室\"] # "}, {"\"待填：", "\"文化工作各项收支按照批复的方案安排。\" # "},
	} {
		text = strings.ReplaceAll(text, fill.blank, fill.text)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestMerge(t *testing.T) {
	units, output := departmentOf(t, libraryUnit)
	got := discgen("merge", units[0], units[1], "-o", output, "--name", "临沙县文化局", "--kind", "行政单位")
	if got.status != statusDone || got.stdout != "已生成 "+output+"\n" {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	for _, want := range []string{
		"已抵销的内部往来（4 笔）",
		"临沙县图书馆  科目 2070104（一般公共预算）  上级补助收入  5000.00元",
		"临沙县文化局  科目 2070101（一般公共预算）  对附属单位补助支出  5000.00元",
		"临沙县文化局  科目 2070101（一般公共预算）  附属单位上缴收入  1000.00元",
		"临沙县图书馆  科目 2070104（一般公共预算）  上缴上级支出  1000.00元",
		"discgen check " + output, "上年内部往来",
	} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("no %q in\n%s", want, got.stderr)
		}
	}
	text := read(t, output)
	for _, want := range []string{
		`units = ["../office/unit.toml", "../library/unit.toml"]`, "\noutturn = 100000.00", "current = 18, last_year = 18",
		"income = { appropriation = 1000000.00, other = 5000.00 }", "spending = { basic = 1001000.00 }",
		"# 临沙县图书馆：新增上级补助的图书购置项目。",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if files := names(t, filepath.Dir(output)); len(files) != 1 {
		t.Errorf("the folder holds %q", files)
	}
	filledIn(t, output)
	if built := discgen("build", output); built.status != statusDone || strings.Contains(built.stderr, "X-19") {
		t.Fatalf("status %d: %s", built.status, built.stderr)
	}
	changed := strings.Replace(libraryUnit, "current = 8", "current = 9", 1)
	if err := os.WriteFile(units[1], []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	checked := discgen("check", output)
	if checked.status != statusInput || !strings.Contains(checked.stdout, "在职人员年末数 18人，各所属单位合计 19人，前者少1人") {
		t.Errorf("status %d: %s", checked.status, checked.stdout)
	}
}

func TestMergeAsJSON(t *testing.T) {
	units, output := departmentOf(t, strings.Replace(libraryUnit, "superior = 5000.00, operating = 1000.00", "superior = 5300.00, operating = 700.00", 1))
	got := discgen("merge", units[0], units[1], "-o", output, "--json")
	r := parsed(t, got.stdout)
	if got.status != statusDone || got.stderr != "" || r.Command != "merge" || len(r.Files) != 2 {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if !slices.Equal(r.Files[0].Outputs, []string{output}) || len(r.Files[1].Outputs) != 0 || r.Files[1].Warnings != 1 {
		t.Errorf("%+v", r.Files)
	}
	if f := r.Files[1].Findings[0]; f.Rule != "X-19" || f.Line != 21 || !strings.Contains(f.Message, "5300.00元") || !strings.Contains(f.Message, "300.00元没有抵销") {
		t.Errorf("%+v", f)
	}
	want := eliminationReport{units[1], "临沙县图书馆", "2070104", "一般公共预算", "上级补助收入", "5000.00元"}
	if len(r.Eliminated) != 4 || !slices.Contains(r.Eliminated, want) {
		t.Errorf("%+v", r.Eliminated)
	}
}

// What cannot be done is said, and nothing is written or replaced.
func TestMergeRefused(t *testing.T) {
	units, output := departmentOf(t, libraryUnit)
	wrong, _ := departmentOf(t, strings.Replace(libraryUnit, "30101 = 700000.00", "30101 = 700000.01", 1))
	there := unitFile(t, "有内容")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"no files", nil, statusUsage, "请写明各单位的单位文件"},
		{"no output", units, statusUsage, "-o"},
		{"output is a unit", append(slices.Clone(units), "-o", units[1], "--overwrite"), statusUsage, "就是要汇总的单位文件"},
		{"output is there", append(slices.Clone(units), "-o", there), statusUsage, "已经存在，没有改动"},
		{"output is no unit file", append(slices.Clone(units), "-o", "a.txt"), statusUsage, ".toml"},
		{"kind", append(slices.Clone(units), "-o", output, "--kind", "企业"), statusUsage, "--kind 只能是"},
		{"a unit is missing", []string{units[0], "没有.toml", "-o", output}, statusUsage, "找不到文件 没有.toml"},
		{"a unit is a folder", []string{units[0], filepath.Dir(units[0]), "-o", output}, statusUsage, "是文件夹"},
		{"a unit twice", []string{units[0], units[0], "-o", output}, statusInput, "同一个文件"},
		{"a unit with errors", []string{units[0], wrong[1], "-o", output}, statusInput, "2 个单位文件里有 1 个不能汇总"},
		{"folder that cannot be made", append(slices.Clone(units), "-o", filepath.Join(there, "部门.toml")), statusMachine, "不能写入"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"merge"}, c.args...)...)
			if got.status != c.status || got.stdout != "" || !strings.Contains(got.stderr, c.want) {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if _, err := os.Stat(output); err == nil || read(t, there) != "有内容" || read(t, units[1]) != libraryUnit {
				t.Error("something was written")
			}
		})
	}
	if got := discgen("merge", units[0], units[1], "-o", there, "--overwrite"); got.status != statusDone || !strings.Contains(read(t, there), "units = [") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}
