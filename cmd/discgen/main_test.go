package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const example = "../../examples/changji-gsl-2024/unit.toml"

// asProgram, in the environment, makes this test binary the program itself.
const asProgram = "DISCGEN_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// outcome is what a run of the program shows.
type outcome struct {
	status         int
	stdout, stderr string
}

func discgen(args ...string) outcome {
	var stdout, stderr bytes.Buffer
	status := run(args, &stdout, &stderr)
	return outcome{status, stdout.String(), stderr.String()}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// names are the names in a folder, hidden ones included; none where there is
// no folder.
func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestBuildWritesExactlyTheTwoFiles(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out", "deep")
	got := discgen("build", example, "-o", folder)
	if got.status != statusDone {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	want := []string{
		"昌吉回族自治州工商业联合会2024年度部门决算公开表.xlsx",
		"昌吉回族自治州工商业联合会2024年度部门决算公开说明.pdf",
	}
	if files := names(t, folder); !slices.Equal(files, want) {
		t.Errorf("the folder holds %q, want %q", files, want)
	}
	for _, name := range want {
		if !strings.Contains(got.stdout, name) {
			t.Errorf("the program does not say that it wrote %s: %s", name, got.stdout)
		}
	}
}

func TestBuildWritesBesideTheUnitFileByDefault(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "unit.toml")
	if err := os.WriteFile(path, []byte(read(t, example)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := discgen("build", path); got.status != statusDone {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	if files := names(t, folder); len(files) != 3 {
		t.Errorf("the folder holds %q", files)
	}
}

// edited is the example with some of its texts replaced, each of which stands
// in it once, as a file of its own.
func edited(t *testing.T, replacements ...string) string {
	t.Helper()
	text := read(t, example)
	for i := 0; i < len(replacements); i += 2 {
		if n := strings.Count(text, replacements[i]); n != 1 {
			t.Fatalf("%q stands %d times in the example", replacements[i], n)
		}
		text = strings.Replace(text, replacements[i], replacements[i+1], 1)
	}
	return unitFile(t, text)
}

func unitFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unit.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Every mistake stops the build with status 1, a Chinese message with file,
// line and column, and nothing written.
func TestMistakesInTheFile(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string // in the message
	}{
		{"unknown key", "goods = 29900.00", "good = 29900.00", []string{"procurement.good", "是否想写 goods"}},
		{"key in another case", "year = 2024", "Year = 2024", []string{`没有 "Year" 这个键`, "是否想写 year"}},
		{"wrong type", "persons = 10 ", "persons = \"十\" ", []string{"three_public.reception.persons", "应当是数字"}},
		{"duplicate", "[assets.vehicles]", "[procurement]\n[assets.vehicles]", []string{"procurement 重复"}},
		{"amount with commas", "last_year = 225180.00", "last_year = \"225,180.00\"", []string{`"225,180.00"`, "逗号"}},
		{"finer than a 分", "last_year = 225180.00", "last_year = 225180.001", []string{"225180.001", "V-05"}},
		{"figures that disagree", "30101 = 685420.00", "30101 = 685420.01", []string{"X-10", "2512320.01元", "2512320.00元", "多0.01元"}},
		{"missing reason", `change_reason = "严格控制公用经费`, `other = "严格控制公用经费`, []string{"operating_expenses"}},
		{"character without a glyph", "工商联会员部", "工商联\U0002B7CE会员部", []string{"U+2B7CE"}},
		{"name that leads out of the folder", `name = "昌吉回族自治州工商业联合会"`, `name = "../昌吉"`, []string{"unit.name"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := edited(t, c.old, c.new)
			folder := filepath.Dir(path)
			got := discgen("build", path, "-o", filepath.Join(folder, "out"))
			if got.status != statusInput || got.stdout != "" {
				t.Errorf("status %d, output %q", got.status, got.stdout)
			}
			for _, w := range append(c.want, "错误") {
				if !strings.Contains(got.stderr, w) {
					t.Errorf("no %q in\n%s", w, got.stderr)
				}
			}
			if !regexp.MustCompile(regexp.QuoteMeta(path) + `:[0-9]+:[0-9]+：错误`).MatchString(got.stderr) {
				t.Errorf("no place in\n%s", got.stderr)
			}
			if files := names(t, folder); len(files) != 1 {
				t.Errorf("something was written: %q", files)
			}
		})
	}
}

func TestAllMistakesInOneRun(t *testing.T) {
	got := discgen("build", edited(t, "30101 = 685420.00", "30101 = 1.00", "groups = 1 ", "groups = 0 "))
	basic, groups := strings.Index(got.stderr, "X-10"), strings.Index(got.stderr, "S-02")
	if basic < 0 || groups < 0 || basic > groups {
		t.Errorf("want X-10, then S-02, in the order of the file:\n%s", got.stderr)
	}
	if !strings.Contains(got.stderr, "共 2 个错误") {
		t.Errorf("no count:\n%s", got.stderr)
	}
}

// A name that no file may have stops the build before anything is written.
func TestHostileNamesWriteNothing(t *testing.T) {
	for name, unit := range map[string]string{
		"slash":            "甲/乙",
		"absolute":         "/tmp/甲",
		"parent":           "..",
		"above the folder": "../../甲",
		"backslash":        `..\\..\\甲`,
		"drive":            "C:甲",
		"stream":           "甲:乙",
		"device":           "CON",
		"device in small":  "nul",
		"wildcard":         "甲*",
		"zero byte":        `甲\u0000乙`,
		"line end":         `甲\n乙`,
		"escape":           `\u001b[2J甲`,
		"300 characters":   strings.Repeat("甲", 300),
		"empty":            "",
		"blank":            "  ",
	} {
		t.Run(name, func(t *testing.T) {
			path := edited(t, `name = "昌吉回族自治州工商业联合会"`, `name = "`+unit+`"`)
			folder := filepath.Dir(path)
			got := discgen("build", path, "-o", filepath.Join(folder, "a", "b"))
			if got.status != statusInput || got.stdout != "" || !strings.Contains(got.stderr, "unit.name") {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if files := names(t, folder); !slices.Equal(files, []string{"unit.toml"}) {
				t.Errorf("something was written: %q", files)
			}
		})
	}
}

func TestCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"help", []string{"--help"}, statusDone, "用法："},
		{"no command", nil, statusDone, "命令："},
		{"help of a command", []string{"build", "--help"}, statusDone, "输出文件夹"},
		{"version", []string{"--version"}, statusDone, "discgen "},
		{"unknown command", []string{"bild"}, statusUsage, `没有 "bild" 这条命令`},
		{"unknown flag", []string{"build", "--out", "x"}, statusUsage, "没有 --out 这个选项"},
		{"unknown short flag", []string{"build", "-x"}, statusUsage, "没有 x 这个选项"},
		{"flag without value", []string{"build", example, "-o"}, statusUsage, "后面要写值"},
		{"no file", []string{"build"}, statusUsage, "请写明一个单位文件"},
		{"two files", []string{"build", "a", "b"}, statusUsage, "请写明一个单位文件"},
		{"file that is not there", []string{"build", "none.toml"}, statusUsage, "找不到文件 none.toml"},
		{"folder for a file", []string{"build", t.TempDir()}, statusUsage, "是文件夹"},
		{"file below a file", []string{"check", filepath.Join(file, "x")}, statusUsage, "找不到文件"},
		{"help of check", []string{"check", "--help"}, statusDone, "警告也作为错误"},
		{"check without a file", []string{"check"}, statusUsage, "请写明单位文件"},
		{"check of a file that is not there", []string{"check", "none.toml"}, statusUsage, "找不到文件 none.toml"},
		{"check of a folder", []string{"check", t.TempDir()}, statusUsage, "是文件夹"},
		{"rules", []string{"check", "--rules"}, statusDone, "| X-10 "},
		{"rules with a file", []string{"check", "--rules", example}, statusUsage, "后面不写单位文件"},
		{"accept without a value", []string{"check", example, "--accept"}, statusUsage, "后面要写值"},
		{"accept of no rule", []string{"check", example, "--accept", "s-4"}, statusUsage, `没有 "s-4" 这条规则，是否想写 S-04`},
		{"accept of one unknown rule among others", []string{"build", example, "--accept", "S-04,V-7"}, statusUsage, "是否想写 V-07"},
		{"accept with commas of all kinds", []string{"check", example, "--accept", "S-04，N-31、P-12,"}, statusDone, "命令要求接受 N-31"},
		{"accept of an error", []string{"check", example, "--accept", "X-10"}, statusUsage, "只能接受警告，X-10（基本支出）不会提出警告"},
		{"accept of a rule that is kept by the program", []string{"check", example, "--accept", "T01-1"}, statusUsage, "只能接受警告，T01-1"},
		{"accept that is no list", []string{"check", example, "--accept", `"`}, statusUsage, "选项 --accept 不能是"},
		{"output that is a file", []string{"build", example, "-o", file}, statusMachine, "不是文件夹"},
		{"output below a file", []string{"build", example, "-o", filepath.Join(file, "x")}, statusMachine, "不是文件夹"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(c.args...)
			if got.status != c.status {
				t.Errorf("status %d, want %d", got.status, c.status)
			}
			if !strings.Contains(got.stdout+got.stderr, c.want) {
				t.Errorf("no %q in %s%s", c.want, got.stdout, got.stderr)
			}
			if words := english.FindAllString(got.stdout+got.stderr, -1); words != nil {
				t.Errorf("English words %q in\n%s%s", words, got.stdout, got.stderr)
			}
		})
	}
}

// english finds the words of a library that was not given Chinese ones.
var english = regexp.MustCompile(`(?i)\b(usage|flags?|help for|available|unknown|error|argument|needs|command|string)\b`)

// closedPipe takes nothing, as when the program that reads has gone.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestSourceDateEpoch(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1757462400")
	folder := t.TempDir()
	if got := discgen("build", example, "-o", folder); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	for _, name := range names(t, folder) {
		if strings.HasSuffix(name, ".pdf") && !strings.Contains(read(t, filepath.Join(folder, name)), "<xmp:CreateDate>2025-09-10T") {
			t.Errorf("%s does not have the date", name)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if got := discgen("build", example, "-o", folder); got.status != statusUsage {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}
