package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

func printed(data string, findings ...finding.Finding) string {
	var b bytes.Buffer
	newScreen(&b).printFindings(result{file: "单位.toml", findings: findings}, []byte(data))
	return b.String()
}

// The findings of each severity stand together, each in the order of the file.
func TestFindingsAreGrouped(t *testing.T) {
	at := func(line int) finding.Place { return finding.Place{Line: line, Column: 1} }
	got := printed("甲\n乙\n丙\n丁\n戊\n",
		finding.Finding{Rule: "V-07", Severity: finding.Warning, Place: at(1), Path: "a", Message: "一", Remedy: "改一"},
		finding.Finding{Rule: "X-10", Severity: finding.Error, Place: at(2), Message: "二"},
		finding.Finding{Rule: "S-04", Severity: finding.Warning, Place: at(3), Path: "c", Message: "三", Remedy: "改三", Accepted: "理由三"},
		finding.Finding{Rule: "none", Severity: finding.Note, Place: at(4), Message: "四"},
		finding.Finding{Rule: "U-01", Severity: finding.Error, Message: "五"},
	)
	want := `错误（2 个）
单位.toml:2:1：错误 [X-10 基本支出] 二
    乙
    ^
单位.toml：错误 [U-01 文件是 UTF-8 文本，大小合理] 五

警告（1 个）
单位.toml:1:1：警告 [V-07 科目目录] a：一
    甲
    ^
    办法：改一

提示（1 个）
单位.toml:4:1：提示 [none] 四
    丁
    ^

已接受的警告（1 个）
单位.toml:3:1：警告 [S-04 运行费与保有量] c：三
    理由：理由三

单位.toml：共 2 个错误，1 个警告，1 个提示，另有 1 个已接受的警告。
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCleanFile(t *testing.T) {
	if got := printed("甲\n"); got != "单位.toml：没有问题，共 0 个错误，0 个警告，0 个提示。\n" {
		t.Error(got)
	}
}

// The caret stands under the place; a Han character and a full-width mark take
// two cells, and what cannot be seen takes as many as it is written with.
func TestCaret(t *testing.T) {
	long := strings.Repeat("长", 50_000)
	for _, c := range []struct {
		name, line string
		column     int
		want       string
	}{
		{"first column", "year = 2024", 1, "    year = 2024\n    ^\n"},
		{"behind Han", `"中文" = 1`, 6, "    \"中文\" = 1\n           ^\n"},
		{"behind full-width marks", "（，）x", 4, "    （，）x\n          ^\n"},
		{"behind a quotation mark", "“中”x", 4, "    “中”x\n        ^\n"},
		{"behind a combining mark", "e\u0301x", 3, "    e\u0301x\n     ^\n"},
		{"tab", "\ta = 1", 2, "     a = 1\n     ^\n"},
		{"escape", "\x1bx", 2, "    \\x1bx\n        ^\n"},
		{"spaces at the end", "a = 1   \r", 1, "    a = 1\n    ^\n"},
		{"behind the end", "中", 9, "    中\n      ^\n"},
		{"byte order mark", "\ufeffyear = 1", 1, "    year = 1\n    ^\n"},
		{"middle of a long line", long + "x" + long, 50_001,
			"    " + strings.Repeat("长", 30) + "x" + strings.Repeat("长", 29) + "\n    " + strings.Repeat(" ", 60) + "^\n"},
		{"not UTF-8", "a\xff", 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := printed(c.line, finding.Finding{Rule: "r", Place: finding.Place{Line: 1, Column: c.column}, Message: "m"})
			if want := "单位.toml:1:"; !strings.Contains(got, want) {
				t.Fatal(got)
			}
			_, shown, _ := strings.Cut(got, "[r] m\n")
			shown, _, _ = strings.Cut(shown, "\n单位")
			if shown != c.want {
				t.Errorf("got\n%s\nwant\n%s", shown, c.want)
			}
		})
	}
}

// The places of several findings in one line are each their own, in whatever
// order they come.
func TestCaretsInOneLine(t *testing.T) {
	var findings finding.List
	for _, column := range []int{1, 4, 4, 6, 2} {
		findings = append(findings, finding.Finding{Rule: "r", Place: finding.Place{Line: 1, Column: column}, Message: "m"})
	}
	got := printed("a中b文c\n", findings...)
	var columns []int
	for line := range strings.Lines(got) {
		if caret := strings.IndexByte(line, '^'); caret >= 0 {
			columns = append(columns, caret-len("    "))
		}
	}
	if want := []int{0, 4, 4, 7, 1}; !slices.Equal(columns, want) {
		t.Errorf("the carets stand at %v, want %v:\n%s", columns, want, got)
	}
}

// Whatever a file says, what is printed of it is printable and short.
func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("长", 100_000)
	for name, text := range map[string]string{
		"escape in a comment":      "year = 2024 # \x1b[2J\x1b]0;title\x07\n",
		"escape in a key":          "\"\\u001b[31m\" = 1\n",
		"C1 control in a key":      "\"\u009b31m\" = 1\n",
		"line end in a key":        "\"a\\nb\" = 1\n",
		"escape in a text":         "[unit]\nname = \"\\u001b[31m\"\n",
		"escape in a wrong amount": "[procurement]\ngoods = \"\\u001b[31m\\r\\n\"\n",
		"right to left":            "\"a\u202eb\" = 1\n",
		"carriage return":          "[unit]\rname = 1\n",
		"zero byte":                "year = 2024\x00\n",
		"not UTF-8":                "year = 2024 # \xd6\xd0\x1b\n",
		"long key":                 "\"" + long + "\" = 1\n",
		"long path":                "[\"" + long + "\"]\n\"" + long + "\" = 1\n",
		"long text":                "year = \"" + long + "\"\n",
		"long name":                "[unit]\nname = \"" + long + "\"\n",
		"long choice":              "amount_unit = \"" + long + "\"\n",
		"long template set":        strings.Replace(read(t, example), "year = 2024", "template_set = \""+long+"\"\nyear = 2024", 1),
		"long number":              "year = " + strings.Repeat("9", 100_000) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := unitFile(t, text)
			for _, command := range []string{"check", "build"} {
				got := discgen(command, path)
				if got.status != statusInput {
					t.Errorf("%s: status %d", command, got.status)
				}
				assertTame(t, got.stdout+got.stderr)
				assertPrintable(t, discgen(command, "--json", path).stdout)
			}
		})
	}
}

// The names of files may be as hostile as what is in them.
func TestHostileFileNames(t *testing.T) {
	missing := "none\x1b[2J\n\u009b.toml"
	for _, command := range []string{"check", "build"} {
		assertTame(t, discgen(command, missing).stderr)
		assertTame(t, discgen(command, example, "--accept", missing).stderr)
		assertPrintable(t, discgen(command, missing, "--json").stdout)
	}
	if runtime.GOOS == "windows" {
		return // which has no such names
	}
	path := filepath.Join(t.TempDir(), "unit\x1b[2J.toml")
	if err := os.WriteFile(path, []byte("year = 2024\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	assertTame(t, discgen("check", path).stdout)
	assertTame(t, discgen("build", path).stderr)
}

func assertTame(t *testing.T, text string) {
	t.Helper()
	assertPrintable(t, text)
	for line := range strings.Lines(text) {
		if len(line) > 4*mostOfMessage {
			t.Errorf("a line of %d bytes: %s…", len(line), line[:200])
		}
	}
}

func assertPrintable(t *testing.T, text string) {
	t.Helper()
	for i, c := range text {
		if c != '\n' && (unicode.IsControl(c) || unicode.In(c, unicode.Cf, unicode.Zl, unicode.Zp)) {
			t.Fatalf("U+%04X is not printable: %q", c, text[max(0, i-100):min(len(text), i+100)])
		}
	}
	if !utf8.ValidString(text) {
		t.Error("not UTF-8")
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "中文（全角　空格）abc", "中文（全角　空格）abc"},
		{"backslash and quotation marks", `\"'`, `\"'`},
		{"escape", "\x1b[31m", `\x1b[31m`},
		{"line ends", "a\r\nb\u2028c", `a\r\nb\u2028c`},
		{"C1 control", "\u009b", `\u009b`},
		{"right to left", "a\u202eb", `a\u202eb`},
		{"zero width", "a\u200bb", `a\u200bb`},
		{"private use", "\ue000", `\ue000`},
		{"not UTF-8", "\xd6中", `\xd6中`},
		{"replacement character", "\ufffd", "\ufffd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := visible(c.text); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		name, text string
		most       int
		want       string
	}{
		{"short", "甲乙丙丁", 4, "甲乙丙丁"},
		{"long", "甲乙丙丁戊", 4, "甲乙……丁戊"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := clip(c.text, c.most); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
