package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/batch"
	"github.com/discgen/discgen/generator/finding"
)

var batchUnits = flag.Int("batch-units", 2*wrongUnits, "number of units of the batch that has 37 with errors")

// unitNamed is one of the examples under another name.
func unitNamed(t *testing.T, example, name string) string {
	t.Helper()
	return firstName.ReplaceAllLiteralString(read(t, filepath.Join(examples, example, "unit.toml")), fmt.Sprintf("name = %q\n", name))
}

// examples is their folder from wherever a test goes.
var examples, _ = filepath.Abs("../../examples")

var firstName = regexp.MustCompile(`(?m)^name = "(昌吉回族自治州工商业联合会|临沙县职业技术学校|澄泉市文化体育广播电视和旅游局|临沙县红十字会)".*\n`)

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// tinyUnits is a folder of small units, each file at its path.
func tinyUnits(t *testing.T, paths ...string) string {
	t.Helper()
	in := t.TempDir()
	for i, p := range paths {
		writeFile(t, filepath.Join(in, p), unitNamed(t, "tiny-2024", tinyName(i)))
	}
	return in
}

func tinyName(i int) string    { return fmt.Sprintf("临沙县第%d红十字会", i+1) }
func tinyPackage(i int) string { return tinyName(i) + "2024年度部门决算公开" }

// spoilt are the ways in which a unit file is made a wrong one.
var spoilt = []func(text string) string{
	func(text string) string { return text + "\n[nonsense]\nx = 1\n" },
	func(string) string { return "甲\n" },
	func(text string) string { return strings.Replace(text, "\nkind = ", "\nkindd = ", 1) },
	func(text string) string { return strings.Replace(text, "\nyear = 2024", "\nyear = 2204", 1) },
	func(text string) string { return strings.Replace(text, "\nname = \"某县", "\nname = \"  \" # ", 1) },
}

const wrongUnits = 37

// manyUnits is a folder of so many units, of which 37 have errors; what is wrong
// with those by their paths.
func manyUnits(t *testing.T, n int) (in string, wrong map[string][]finding.Record) {
	t.Helper()
	in, wrong = t.TempDir(), map[string][]finding.Record{}
	kinds := []string{"tiny-2024", "institution-2024", "tiny-2024", "bureau-2024", "changji-gsl-2024"}
	texts := map[string]string{}
	for _, e := range kinds {
		texts[e] = unitNamed(t, e, "某某单位")
	}
	for i := range n {
		name := fmt.Sprintf("某县第%d单位", i+1)
		text := strings.Replace(texts[kinds[i%len(kinds)]], "某某单位", name, 1)
		id := fmt.Sprintf("区%d/单位%04d.toml", i%7, i+1)
		if k := i * wrongUnits / n; k < (i+1)*wrongUnits/n {
			text = spoilt[k%len(spoilt)](text)
			findings, err := generator.Check([]byte(text), generator.Options{})
			if err != nil || !findings.HasErrors() {
				t.Fatalf("unit %d is not wrong: %v", i, err)
			}
			for _, f := range findings {
				record := f.Record()
				record.Title = titles()[f.Rule]
				wrong[id] = append(wrong[id], record)
			}
		}
		writeFile(t, filepath.Join(in, id), text)
	}
	if len(wrong) != wrongUnits {
		t.Fatalf("%d units are wrong", len(wrong))
	}
	return in, wrong
}

// Of many units, the right ones are built, and the reports and the terminal name
// exactly the wrong ones with all that is wrong with them.
func TestBatchOfManyUnits(t *testing.T) {
	n := *batchUnits
	if testing.Short() {
		n = min(n, wrongUnits+3)
	}
	in, wrong := manyUnits(t, n)
	out := filepath.Join(t.TempDir(), "公开")
	begun := time.Now()
	got := discgen("batch", in, "-o", out)
	took := time.Since(begun)
	t.Logf("%d units in %s", n, took)
	if got.status != statusSome {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	for _, want := range []string{
		fmt.Sprintf("已生成    %d 个\n", n-wrongUnits), "未变动    0 个\n", "未生成    37 个\n", "汇总.xlsx\n", "manifest.json\n",
	} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("no %q in\n%s", want, got.stdout)
		}
	}
	wantWrongOnScreen(t, got, wrong)
	wantManifest(t, out, n, wrong)
	wantSummary(t, out, n, wrong)

	took = time.Hour
	for range 3 { // the machine may be busy with something else
		begun = time.Now()
		again := discgen("batch", in, "-o", out)
		took = min(took, time.Since(begun))
		if again.status != statusSome || !strings.Contains(again.stdout, fmt.Sprintf("未变动    %d 个\n", n-wrongUnits)) {
			t.Errorf("status %d:\n%s", again.status, again.stdout)
		}
	}
	t.Logf("unchanged: %s", took)
	if n >= 1000 && took > 2*time.Second {
		t.Errorf("units that did not change took %s", took)
	}
}

var notBuilt = regexp.MustCompile(`(?m)^未生成 (\S+\.toml)`)

// wantWrongOnScreen asserts that the list at the end, and what was told on the
// way, name the wrong units.
func wantWrongOnScreen(t *testing.T, got outcome, wrong map[string][]finding.Record) {
	t.Helper()
	for name, text := range map[string]string{"list": got.stdout, "progress": got.stderr} {
		named := map[string]bool{}
		for _, m := range notBuilt.FindAllStringSubmatch(text, -1) {
			if wrong[m[1]] == nil || named[m[1]] {
				t.Errorf("the %s names %s", name, m[1])
			}
			named[m[1]] = true
		}
		if len(named) != len(wrong) {
			t.Errorf("the %s names %d units", name, len(named))
		}
	}
	for id, findings := range wrong {
		_, rest, _ := strings.Cut(got.stdout, "未生成 "+id)
		shown, _, _ := strings.Cut(rest, "未生成 ")
		for i, f := range errorsOf(findings) {
			if i < mostErrors && !strings.Contains(shown, clip(f.Message, mostOfMessage)) {
				t.Errorf("%s: no %q in %s", id, f.Message, shown)
			}
		}
	}
}

func errorsOf(all []finding.Record) []finding.Record {
	return slices.DeleteFunc(slices.Clone(all), func(f finding.Record) bool { return f.Severity != "error" })
}

func wantManifest(t *testing.T, out string, n int, wrong map[string][]finding.Record) {
	t.Helper()
	m, err := batch.ReadManifest(filepath.Join(out, "manifest.json"))
	if err != nil || len(m.Units) != n {
		t.Fatalf("%d units, %v", len(m.Units), err)
	}
	for _, u := range m.Units {
		findings, isWrong := wrong[u.Unit]
		switch {
		case !isWrong && (u.Status != batch.StatusBuilt || len(u.Outputs) != 2):
			t.Errorf("%s: %s, %d files", u.Unit, u.Status, len(u.Outputs))
		case isWrong && (u.Status != batch.StatusErrors || len(u.Outputs) != 0 || !reflect.DeepEqual(u.Findings, findings)):
			t.Errorf("%s: %s, %d files, %d findings", u.Unit, u.Status, len(u.Outputs), len(u.Findings))
		}
		for _, o := range u.Outputs {
			if data := read(t, filepath.Join(out, o.Path)); len(data) != o.Bytes || hashOf(data) != o.SHA256 {
				t.Errorf("%s is not as the manifest says", o.Path)
			}
		}
	}
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// wantSummary asserts what 汇总.xlsx says in its two sheets.
func wantSummary(t *testing.T, out string, n int, wrong map[string][]finding.Record) {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(out, "汇总.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	built, failed := 0, 0
	for _, row := range rowsBelow(t, book, "汇总", "序号") {
		if len(row) < 6 || !strings.HasSuffix(row[1], ".toml") {
			continue
		}
		if isWrong := wrong[row[1]] != nil; isWrong != (row[6] == "有错误，未生成") {
			t.Errorf("%q", row)
		} else if isWrong {
			failed++
		} else if built++; row[6] != "已生成" || row[15] == "" {
			t.Errorf("%q", row)
		}
	}
	if built != n-wrongUnits || failed != wrongUnits {
		t.Errorf("the summary has %d and %d rows", built, failed)
	}
	messages := map[string][]string{}
	for _, row := range rowsBelow(t, book, "检查结果", "单位文件") {
		if len(row) > 5 && row[3] == "错误" {
			messages[row[0]] = append(messages[row[0]], row[5])
		}
	}
	for id, findings := range wrong {
		var want []string
		for _, f := range errorsOf(findings) {
			want = append(want, f.Message)
		}
		if !slices.Equal(messages[id], want) {
			t.Errorf("%s: the summary says %q, want %q", id, messages[id], want)
		}
	}
	if len(messages) != len(wrong) {
		t.Errorf("the summary has errors of %d units", len(messages))
	}
}

// rowsBelow are the rows of a sheet behind that which begins with a text.
func rowsBelow(t *testing.T, book *excelize.File, sheet, first string) [][]string {
	t.Helper()
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == first })
	if i < 0 {
		t.Fatalf("no header in %s", sheet)
	}
	return rows[i+1:]
}

// The sums of the summary are those of the rows, as formulas that a spreadsheet
// program works out to what is stored.
func TestSummaryAddsUp(t *testing.T) {
	in, out := tinyUnits(t, "1.toml", "2.toml"), t.TempDir()
	writeFile(t, filepath.Join(in, "3.toml"), unitNamed(t, "bureau-2024", "某县文旅局"))
	writeFile(t, filepath.Join(in, "4.toml"), spoilt[2](unitNamed(t, "changji-gsl-2024", "某县联合会")))
	if got := discgen("batch", in, "-o", out); got.status != statusSome {
		t.Fatal(got.stderr)
	}
	book, err := excelize.OpenFile(filepath.Join(out, "汇总.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("汇总")
	if err != nil {
		t.Fatal(err)
	}
	totals := 0
	for i, row := range rows {
		if !strings.HasPrefix(row[0], "合计（") {
			continue
		}
		totals++
		for column := 11; column <= 16; column++ {
			cell, err := excelize.CoordinatesToCellName(column, i+1)
			if err != nil {
				t.Fatal(err)
			}
			worked, err := book.CalcCellValue("汇总", cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			stored, err := book.GetCellValue("汇总", cell, excelize.Options{RawCellValue: true})
			if err != nil || worked != stored || stored == "" {
				t.Errorf("%s: %s is stored, worked out is %s, %v", cell, stored, worked, err)
			}
		}
	}
	if totals != 2 { // two units and a department
		t.Errorf("%d totals in %q", totals, rows)
	}
}

// batchCase is a command line of the two commands and what it says.
type batchCase struct {
	name   string
	args   func(t *testing.T) []string
	status int
	want   []string // in what is shown
	none   bool     // no folder of outputs is there afterwards
}

func TestBatchCommandLine(t *testing.T) {
	in := tinyUnits(t, "a/1.toml", "b/2.toml")
	args := func(args ...string) func(*testing.T) []string { return func(*testing.T) []string { return args } }
	for _, c := range []batchCase{
		{"help", args("batch", "--help"), statusDone, []string{"130", "同时生成的单位", "可用处理器的个数）\n"}, false},
		{"help of merge-reports", args("merge-reports", "--help"), statusDone, []string{"各份不齐"}, false},
		{"no folder", args("batch"), statusUsage, []string{"请写明单位文件所在的文件夹"}, false},
		{"merge-reports without a folder", args("merge-reports"), statusUsage, []string{"请写明输出文件夹"}, false},
		{"merge-reports of two folders", args("merge-reports", "a", "b"), statusUsage, []string{"请写明输出文件夹"}, false},
		{"merge-reports of nothing", args("merge-reports", "none"), statusUsage, []string{"找不到文件夹 none"}, false},
		{"merge-reports without shares", args("merge-reports", in), statusInput, []string{"里没有各份的清单"}, false},
		{"a folder that is not there", args("batch", "none", "-o", "out"), statusUsage, []string{"找不到文件夹 none"}, true},
		{"a file", args("batch", filepath.Join(in, "a/1.toml"), "-o", "out"), statusUsage, []string{"不是文件夹；生成一个单位用 discgen build"}, true},
		{"no unit file", func(t *testing.T) []string { return []string{"batch", t.TempDir(), "-o", "out"} }, statusUsage, []string{"文件夹里没有单位文件"}, true},
		{"two folders, no output", args("batch", in+"/a", in+"/b"), statusUsage, []string{"请用 -o 写明输出文件夹"}, false},
		{"two folders of one name", args("batch", in+"/a", in+"/./a", "-o", "out"), statusUsage, []string{"有两个文件夹的名字都是 a"}, true},
		{"no jobs", args("batch", in, "-j", "0", "-o", "out"), statusUsage, []string{"至少是 1，现在是 0"}, true},
		{"jobs that are none", args("batch", in, "-j", "many", "-o", "out"), statusUsage, []string{"选项 -j, --jobs 不能是 many"}, true},
		{"share 0", args("batch", in, "--shard", "0/3", "-o", "out"), statusUsage, []string{`写成“第几份/共几份”，例如 1/3，现在是 "0/3"`}, true},
		{"share that is none", args("batch", in, "--shard", "one", "-o", "out"), statusUsage, []string{`现在是 "one"`}, true},
		{"unknown rule", args("batch", in, "--accept", "S-4", "-o", "out"), statusUsage, []string{"是否想写 S-04"}, true},
		{"output that is a file", args("batch", in, "-o", filepath.Join(in, "a/1.toml")), statusMachine, []string{"不能使用文件夹", "不是文件夹"}, false},
		{"collision", func(t *testing.T) []string {
			in := t.TempDir()
			for _, p := range []string{"甲/一.toml", "甲/二.toml"} {
				writeFile(t, filepath.Join(in, p), unitNamed(t, "tiny-2024", "甲局"))
			}
			return []string{"batch", in, "-o", "out"}
		}, statusInput, []string{"几个单位文件要生成到同一个位置，什么都没有生成", "：\n    甲/甲局2024年度部门决算公开：甲/一.toml、甲/二.toml\n"}, true},
		{"templates with errors", func(t *testing.T) []string {
			writeFile(t, "模板/xinjiang/settings.toml", "none")
			return []string{"batch", in, "-o", "out", "--templates", "模板"}
		}, statusInput, []string{"模板/xinjiang"}, true},
		{"a font with errors", func(t *testing.T) []string {
			writeFile(t, "字体/仿宋.ttf", "none")
			return []string{"batch", in, "-o", "out", "--fonts-dir", "字体"}
		}, statusInput, []string{"--fonts-dir：", "仿宋.ttf"}, true},
		{"a summary of somebody else", func(t *testing.T) []string {
			writeFile(t, "公开/汇总.xlsx", "mine")
			return []string{"batch", in, "-o", "公开"}
		}, statusUsage, []string{"公开 里的 汇总.xlsx 不是 discgen 写的"}, true},
		{"a file where what is under way stands", func(t *testing.T) []string {
			writeFile(t, "公开/.discgen", "mine")
			return []string{"batch", in, "-o", "公开"}
		}, statusUsage, []string{"公开 里的 .discgen 不是文件夹"}, true},
		{"all built", args("batch", in, "-o", "out", "-j", "3"), statusDone, []string{
			"已生成    2 个\n未变动    0 个\n未生成    0 个\n警告      0 条\n用时 ", "报告 out/汇总.xlsx\n报告 out/manifest.json\n", "2 / 2\n",
		}, false},
		{"several folders", args("batch", in+"/a", in+"/b", "-o", "out", "--why"), statusDone, []string{
			"a/1.toml：没有上次的记录\n", "b/2.toml：没有上次的记录\n", "已生成    2 个\n",
		}, false},
		{"a share", args("batch", in, "-o", "out", "--shard", "1/1"), statusDone, []string{"报告 out/汇总-1of1.xlsx\n"}, false},
		{"beside the unit files", func(t *testing.T) []string { return []string{"batch", tinyUnits(t, "1.toml")} }, statusDone, []string{"manifest.json"}, false},
		{"system error beside an error", func(t *testing.T) []string {
			in := tinyUnits(t, "1.toml", "2.toml", "3.toml")
			writeFile(t, filepath.Join(in, "2.toml"), "甲\n")
			writeFile(t, filepath.Join("out", tinyPackage(2)), "file")
			return []string{"batch", in, "-o", "out"}
		}, statusMachine, []string{"未生成    2 个（其中系统错误 1 个）\n", "3.toml " + tinyName(2) + "：不能写入 " + tinyPackage(2) + "：这个位置不是文件夹", "未生成 2.toml：1 个错误\n    1:1 [U-02 "}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			got := discgen(c.args(t)...)
			if got.status != c.status {
				t.Errorf("status %d, want %d: %s", got.status, c.status, got.stderr)
			}
			for _, w := range c.want {
				if !strings.Contains(got.stdout+got.stderr, w) {
					t.Errorf("no %q in\n%s%s", w, got.stdout, got.stderr)
				}
			}
			if words := english.FindAllString(got.stdout+got.stderr, -1); words != nil {
				t.Errorf("English words %q in\n%s%s", words, got.stdout, got.stderr)
			}
			if _, err := os.Stat("out"); c.none && err == nil {
				t.Error("something was written")
			}
		})
	}
}

// --why says of each unit that was not left as it was why; a failed one is tried
// again and keeps what was made of it; what nobody makes any more is named.
func TestBatchAgain(t *testing.T) {
	in := tinyUnits(t, "1.toml", "2.toml", "3.toml", "4.toml")
	t.Chdir(t.TempDir())
	for _, step := range []struct {
		name   string
		change func()
		args   []string
		status int
		want   []string
	}{
		{"first run", func() {}, nil, statusDone, []string{"1.toml：没有上次的记录\n", "已生成    4 个\n"}},
		{"nothing changed", func() {}, nil, statusDone, []string{"未变动    4 个\n"}},
		{"one has an error, one another name", func() {
			writeFile(t, filepath.Join(in, "1.toml"), spoilt[0](unitNamed(t, "tiny-2024", tinyName(0))))
			writeFile(t, filepath.Join(in, "2.toml"), unitNamed(t, "tiny-2024", "新单位"))
		}, nil, statusSome, []string{
			"1.toml：单位文件有改动\n2.toml：单位文件有改动\n", "未生成 1.toml " + tinyName(0) + "：1 个错误\n",
			"    原有的文件没有改动：" + tinyPackage(0) + "\n", "多余的文件（2 个）：现在没有单位文件生成它们，请核对后删去\n",
			"    " + tinyPackage(1) + "/" + tinyPackage(1) + "说明.pdf\n", "已生成    1 个\n未变动    2 个\n未生成    1 个\n",
		}},
		{"again", func() {}, nil, statusSome, []string{"1.toml：上次没有生成\n", "未变动    3 个\n", "多余的文件（2 个）"}},
		{"forced", func() {}, []string{"--force"}, statusSome, []string{"3.toml：--force\n", "已生成    3 个\n"}},
		{"charts", func() {}, []string{"--charts"}, statusSome, []string{"3.toml：选项与上次不同\n", "已生成    3 个\n"}},
	} {
		step.change()
		got := discgen(append([]string{"batch", in, "-o", "out", "--why"}, step.args...)...)
		if got.status != step.status {
			t.Errorf("%s: status %d: %s", step.name, got.status, got.stderr)
		}
		for _, w := range step.want {
			if !strings.Contains(got.stdout, w) {
				t.Errorf("%s: no %q in\n%s", step.name, w, got.stdout)
			}
		}
	}
}

// What the two commands print for programs agrees with the schema.
func TestBatchJSON(t *testing.T) {
	in := tinyUnits(t, "a/1.toml", "2.toml")
	writeFile(t, filepath.Join(in, "2.toml"), spoilt[0](unitNamed(t, "changji-gsl-2024", "某县工商会")))
	t.Chdir(t.TempDir())
	first := parsed(t, discgen("batch", in, "-o", "out", "--shard", "1/1", "--json").stdout)
	second := parsed(t, discgen("batch", in, "-o", "out", "--shard", "1/1", "--json").stdout)
	merged := parsed(t, discgen("merge-reports", "out", "--json").stdout)
	for i, r := range []report{first, second, merged} {
		if len(r.Files) != 2 || r.Batch == nil || r.Batch.Failed != 1 || len(r.Batch.Reports) != 2 || r.Batch.Built+r.Batch.Unchanged != 1 {
			t.Fatalf("%d: %+v", i, r)
		}
		for _, name := range append(r.Batch.Reports, r.Files[1].Outputs...) {
			if _, err := os.Stat(name); err != nil {
				t.Error(err)
			}
		}
		if f := r.Files[0]; f.File != "2.toml" || f.Outcome != "failed" || f.Errors != 1 || f.Warnings == 0 || len(f.Outputs) != 0 || f.Findings[0].Title == "" {
			t.Errorf("%d: %+v", i, f)
		}
	}
	if a, b, c := first.Files[1], second.Files[1], merged.Files[1]; a.Outcome != "built" || a.Why == "" || b.Outcome != "unchanged" || b.Why != "" || c.Outcome != "built" || c.Why != "" {
		t.Errorf("%+v, %+v, %+v", a, b, c)
	}
	if second.Batch.Unchanged != 1 || second.Files[0].Why != string(batch.WhyFailed) {
		t.Errorf("%+v", second)
	}
}

// The bytes of the outputs are those of discgen build.
func TestBatchBuildsWhatBuildBuilds(t *testing.T) {
	in, one, many := t.TempDir(), t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(in, "unit.toml"), read(t, example))
	if a, b := discgen("build", example, "-o", one, "--charts"), discgen("batch", in, "-o", many, "--charts"); a.status+b.status != statusDone {
		t.Fatal(a.stderr, b.stderr)
	}
	for _, name := range names(t, one) {
		if read(t, filepath.Join(one, name)) != read(t, filepath.Join(many, "昌吉回族自治州工商业联合会2024年度部门决算公开", name)) {
			t.Errorf("%s differs", name)
		}
	}
}
