package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What may have been meant by a path at which there is nothing is named, and
// nothing is named where there is nothing.
func TestFilesThatMayHaveBeenMeant(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"甲.toml.txt", "乙.toml", "a b.toml"} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for path, says := range map[string]string{
		"甲.toml": "找不到文件 甲.toml；那里有 甲.toml.txt，请把它的名字改成以 .toml 结尾",
		"乙":      "找不到文件 乙，是否想写 乙.toml\n",
		"丙.toml": "找不到文件 丙.toml\n",
	} {
		for _, command := range []string{"check", "build", "todo"} {
			if got := discgen(command, path); got.status != statusUsage || !strings.Contains(got.stderr, says) {
				t.Errorf("%s %s: %+v", command, path, got)
			}
		}
	}
}

// Of a file that is no text, or no TOML, it is not said that nothing is left to
// be written.
func TestTodoOfWhatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{"GBK": "name = \"\xcb\xae\xc0\xfb\"", "no TOML": "year ＝ 2024"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "unit.toml")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			got := discgen("todo", path)
			if got.status != statusInput || strings.Contains(got.stdout, "没有要写的") || !strings.Contains(got.stdout, "文件不能读取，改正以后才能列出要写的。另有 1 个错误") {
				t.Errorf("%+v", got)
			}
		})
	}
}

// A good file of which only the template set is not known can be read.
func TestTodoWithoutItsTemplateSet(t *testing.T) {
	path := edited(t, "\nyear = ", "\ntemplate_set = \"本市\"\nyear = ")
	got := discgen("todo", path)
	if got.status != statusInput || strings.Contains(got.stdout, "不能读取") || !strings.Contains(got.stdout, "没有单位文件所写的模板，改正以后才能列出要写的。另有 1 个错误") {
		t.Errorf("%+v", got)
	}
}

// A subject that has no code yet is named by its number, not by its blank.
func TestTodoOfASubjectWithoutCode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "unit.toml")
	if got := initInto(path); got.status != statusDone {
		t.Fatalf("%+v", got)
	}
	got := discgen("todo", path)
	if strings.Contains(got.stdout, "科目 待填") || !strings.Contains(got.stdout, "subjects[1].code（第 1 个科目：功能分类科目编码") {
		t.Error(got.stdout)
	}
}

// A reason that stands in one line with its figure is said to be missing along
// with how it is written; one that says nothing is there already.
func TestRemedyOfAReasonBesideItsFigure(t *testing.T) {
	const how = `在这一行的 { } 里添上逗号和 deviation_reason = "原因"`
	for reason, want := range map[string]bool{"": true, `, deviation_reason = "无"`: false} {
		got := discgen("check", edited(t, "outturn = 1285.00, budget = 1285.00, last_year = 600.00", "outturn = 1285.00, budget = 2000.00, last_year = 600.00"+reason))
		if !strings.Contains(got.stdout, "three_public.reception.cost.deviation_reason：") || strings.Contains(got.stdout, how) != want {
			t.Errorf("%q: %s", reason, got.stdout)
		}
	}
}
