package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/draft"
)

// needed are the options without which nothing can be written.
var needed = []string{"--name", "甲县乙局", "--year", "2024", "--kind", "行政单位"}

func initInto(path string, more ...string) outcome {
	return discgen(slices.Concat([]string{"init", path, "--yes"}, needed, more)...)
}

// The file is there, what is said of it is true, and check finds nothing but
// the blanks, each once.
func TestInit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "甲.toml")
	got := initInto(path, "--has", "公务用车, 接待", "--subjects", "2010301 2210201", "--projects", "1")
	if got.status != statusDone || got.stdout != "已生成 "+path+"\n" {
		t.Fatalf("%+v", got)
	}
	said := regexp.MustCompile(`其中有 (\d+) 处“待填”`).FindStringSubmatch(got.stderr)
	if said == nil || !strings.Contains(got.stderr, "discgen check "+path) {
		t.Fatalf("%q", got.stderr)
	}
	blanks, _ := strconv.Atoi(said[1])
	file := parsed(t, discgen("check", "--json", path).stdout).Files[0]
	if file.Errors != blanks || len(file.Findings) != blanks || blanks < 50 {
		t.Errorf("said are %d blanks, %d errors, %d findings", blanks, file.Errors, len(file.Findings))
	}
	for _, f := range file.Findings {
		if f.Rule != "U-05" && f.Rule != "N-22" {
			t.Errorf("%+v", f)
		}
	}
}

func TestInitIsUnitTomlByItself(t *testing.T) {
	t.Chdir(t.TempDir())
	got := discgen(append([]string{"init", "--yes"}, needed...)...)
	if got.status != statusDone || !slices.Equal(names(t, "."), []string{"unit.toml"}) {
		t.Errorf("%+v, %q", got, names(t, "."))
	}
}

func TestInitInJSON(t *testing.T) {
	path := filepath.Join(t.TempDir(), "unit.toml")
	got := initInto(path, "--json")
	r := parsed(t, got.stdout)
	if got.status != statusDone || got.stderr != "" || r.Command != "init" || !slices.Equal(r.Files[0].Outputs, []string{path}) {
		t.Errorf("%+v", got)
	}
}

// Without a terminal what is missing is named, and nothing is asked.
func TestInitWithoutATerminal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "unit.toml")
	stdin := os.Stdin
	t.Cleanup(func() { os.Stdin = stdin })
	os.Stdin = nil
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	os.Stdin = file
	for _, args := range [][]string{{"init", path, "--year", "2024"}, {"init", path, "--year", "2024", "--yes"}} {
		got := discgen(args...)
		if got.status != statusUsage || !strings.Contains(got.stderr, "--name、--kind") || strings.Contains(got.stderr, "--year") {
			t.Errorf("%q: %+v", args, got)
		}
	}
	if left := names(t, filepath.Dir(path)); len(left) > 0 {
		t.Errorf("the folder holds %q", left)
	}
}

// Wrong options are refused with the reason, and nothing is written.
func TestInitRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		more []string
		says string
	}{
		{"name", []string{"--name", "甲/乙"}, "--name：单位名称里有不能用于文件名的字符"},
		{"long name", []string{"--name", strings.Repeat("甲", 61)}, "--name：单位名称有 61 个字"},
		{"blank name", []string{"--name", "待填"}, "--name：单位名称不能以“待填”开头"},
		{"no name", []string{"--name", ""}, "--name：单位名称"},
		{"year", []string{"--year", "24"}, `--year："24" 不是决算年度`},
		{"kind", []string{"--kind", "机关"}, `--kind：不能是 "机关"，只能是 行政单位、参公事业单位、事业单位`},
		{"trait", []string{"--has", "公务用车购置"}, `--has：没有 "公务用车购置" 这一项，是否想写 公务用车`},
		{"trait number", []string{"--has", "99"}, `--has：没有 "99" 这一项；可以写 下属单位`},
		{"code", []string{"--subjects", "20103"}, `--subjects：科目编码 "20103" 不是项级编码`},
		{"class", []string{"--subjects", "2330101"}, "报表里没有 233 这一类"},
		{"retired code", []string{"--subjects", "2011501"}, "已经停用，现行的科目是 20138"},
		{"projects", []string{"--projects", "-1"}, `--projects："-1" 不是项目的个数`},
		{"unknown option", []string{"--projekts", "1"}, "没有 --projekts 这个选项"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "unit.toml")
			got := initInto(path, c.more...)
			if got.status != statusUsage || !strings.Contains(got.stderr, c.says) {
				t.Errorf("%+v", got)
			}
			if left := names(t, filepath.Dir(path)); len(left) > 0 {
				t.Errorf("the folder holds %q", left)
			}
		})
	}
}

// A file that is there stays as it is, unless --overwrite says otherwise.
func TestInitOverwritesNothing(t *testing.T) {
	path := unitFile(t, "year = 2024\n")
	schema := filepath.Join(filepath.Dir(path), schemaName)
	if got := initInto(path); got.status != statusUsage || !strings.Contains(got.stderr, "已经存在") || read(t, path) != "year = 2024\n" {
		t.Errorf("%+v", got)
	}
	if got := initInto(path, "--overwrite"); got.status != statusDone || !strings.Contains(read(t, path), "甲县乙局") {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(schema, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(filepath.Dir(path), "other.toml")
	if got := initInto(other, "--schema"); got.status != statusUsage || read(t, schema) != "{}" {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(other); !os.IsNotExist(err) {
		t.Error("one of two files was written")
	}
	for _, wrong := range []string{filepath.Dir(path), filepath.Join(filepath.Dir(path), "unit.txt")} {
		if got := initInto(wrong, "--overwrite"); got.status != statusUsage {
			t.Errorf("%+v", got)
		}
	}
}

// The schema lies beside the file that points to it; one that is the same may
// be there.
func TestInitWithSchema(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.toml", "b.toml"} {
		if got := initInto(filepath.Join(folder, name), "--schema"); got.status != statusDone {
			t.Fatalf("%+v", got)
		}
		first, _, _ := strings.Cut(read(t, filepath.Join(folder, name)), "\n")
		target, found := strings.CutPrefix(first, "#:schema ./")
		if !found || read(t, filepath.Join(folder, target)) != discgen("schema").stdout {
			t.Errorf("the first line is %q", first)
		}
	}
	path := filepath.Join(t.TempDir(), "unit.toml")
	if initInto(path); strings.Contains(read(t, path), "#:schema") {
		t.Error("a schema that is not there")
	}
}

// Every question is an option, and every thing that a unit may have is named.
func TestInitHelp(t *testing.T) {
	help := discgen("init", "--help").stdout
	for _, q := range draft.Questions() {
		if !strings.Contains(help, "--"+q.Option+" ") {
			t.Errorf("no --%s", q.Option)
		}
	}
	for _, trait := range draft.Traits() {
		if !strings.Contains(help, string(trait)) {
			t.Errorf("no %s", trait)
		}
	}
}

// docs/unit.schema.json is what the command prints.
func TestSchemaFile(t *testing.T) {
	const path = "../../docs/unit.schema.json"
	got := discgen("schema")
	if *update {
		if err := os.WriteFile(path, []byte(got.stdout), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got.status != statusDone || got.stdout != read(t, path) {
		t.Errorf("docs/unit.schema.json is another; go test ./cmd/discgen -run TestSchemaFile -update")
	}
	if got := discgen("schema", "unit.toml"); got.status != statusUsage {
		t.Errorf("%+v", got)
	}
}
