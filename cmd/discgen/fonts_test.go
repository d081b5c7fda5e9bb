package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const ownFont = "../../fonts/testdata/own/own.ttf"

func place(t *testing.T, path, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// hasOwnFont reports whether the PDF in a folder has the font of the tests.
func hasOwnFont(t *testing.T, folder string) bool {
	t.Helper()
	pdfs, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(pdfs) != 1 {
		t.Fatal(err, pdfs)
	}
	out, err := exec.Command("pdffonts", pdfs[0]).Output()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(out), "+DiscgenTest-Regular")
}

// The unit file, a discgen.toml in a folder above it and the option can each
// name a font; the nearest discgen.toml counts.
func TestWaysToNameAFont(t *testing.T) {
	unit := read(t, "../../examples/tiny-2024/unit.toml")
	for _, c := range []struct {
		name  string
		files map[string]string // by path from the root of all, beside the fonts
		args  []string
		want  bool
	}{
		{"none", nil, nil, false},
		{"the unit file", map[string]string{"a/b/unit.toml": unit + "\n[fonts]\nbody = \"../../字体/宋体.ttf\"\n"}, nil, true},
		{"settings beside", map[string]string{"a/b/discgen.toml": "[fonts]\ntable = '..\\..\\字体\\宋体.ttf'\n"}, nil, true},
		{"settings above", map[string]string{"discgen.toml": "[fonts]\ntable = \"字体/宋体.ttf\"\n"}, nil, true},
		{"nearer settings", map[string]string{"discgen.toml": "[fonts]\ntable = \"字体/宋体.ttf\"\n", "a/discgen.toml": ""}, nil, false},
		{"the option", nil, []string{"--fonts-dir", "字体"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			font, text := read(t, ownFont), unit
			t.Chdir(t.TempDir())
			place(t, "字体/宋体.ttf", font)
			place(t, "a/b/unit.toml", text)
			for path, text := range c.files {
				place(t, path, text)
			}
			for _, command := range [][]string{{"check", "a/b/unit.toml"}, {"build", "a/b/unit.toml", "-o", "out"}} {
				if got := discgen(append(command, c.args...)...); got.status != statusDone {
					t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
				}
			}
			if got := hasOwnFont(t, "out"); got != c.want {
				t.Errorf("the font is in the file: %v", got)
			}
		})
	}
}

// A font that cannot be used stops the command with the reason and makes
// nothing, whoever names it.
func TestRefusedFonts(t *testing.T) {
	unit, font := read(t, "../../examples/tiny-2024/unit.toml"), read(t, ownFont)
	t.Chdir(t.TempDir())
	place(t, "unit.toml", unit)
	place(t, "good/楷体.TTF", font)
	place(t, "named/simfang.ttf", font)
	place(t, "twice/body.ttf", font)
	place(t, "twice/仿宋.ttf", font)
	place(t, "collection/body.ttc", "ttcf"+font[4:])
	place(t, "cff/仿宋.otf", "OTTO"+font[4:])
	place(t, "damaged/Title.ttf", font[:9000])
	place(t, "empty/readme.txt", "")
	place(t, "above/discgen.toml", "[fonts]\nbody = \"../cff/仿宋.otf\"\n")
	place(t, "above/x/unit.toml", unit)
	place(t, "own.toml", unit+"\n[fonts]\nheading = \"collection/body.ttc\"\n")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"used", []string{"unit.toml", "--fonts-dir", "good"}, statusDone, ""},
		{"no folder", []string{"unit.toml", "--fonts-dir", "none"}, statusUsage, "找不到文件夹 none"},
		{"a file", []string{"unit.toml", "--fonts-dir", "unit.toml"}, statusUsage, "找不到文件夹 unit.toml"},
		{"none named", []string{"unit.toml", "--fonts-dir", "named"}, statusUsage, "named 里没有认得的字体文件；文件名写成 仿宋.ttf（或 body.ttf）、小标宋.ttf"},
		{"no font at all", []string{"unit.toml", "--fonts-dir", "empty"}, statusUsage, "empty 里没有认得的字体文件"},
		{"two for one role", []string{"unit.toml", "--fonts-dir", "twice"}, statusUsage, "twice 里 body.ttf 和 仿宋.ttf 都是正文的字体；只留一个"},
		{"collection", []string{"unit.toml", "--fonts-dir", "collection"}, statusInput, "body.ttc 不能用：这是字体集合（.ttc），里面有几个字体；用字体工具取出其中一个，另存为 .ttf"},
		{"CFF", []string{"unit.toml", "--fonts-dir", "cff"}, statusInput, "仿宋.otf 不能用：这个字体是 CFF 轮廓"},
		{"damaged", []string{"unit.toml", "--fonts-dir", "damaged"}, statusInput, "Title.ttf 不能用：字体文件已损坏"},
		{"before the unit file is read", []string{"none.toml", "--fonts-dir", "cff"}, statusInput, "CFF"},
		{"by the settings", []string{"above/x/unit.toml"}, statusInput, "../discgen.toml 第 2 行第 1 列：正文的字体 ../cff/仿宋.otf 不能用：这个字体是 CFF 轮廓"},
		{"by the unit file", []string{"own.toml"}, statusInput, "一级标题的字体 collection/body.ttc 不能用：这是字体集合"},
		{"settings as a unit file", []string{"above/discgen.toml"}, statusUsage, "above/discgen.toml 里是设置，不是单位文件"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, command := range []string{"check", "build"} {
				args := append([]string{command}, c.args...)
				out := filepath.Join(t.TempDir(), "out")
				if command == "build" {
					args = append(args, "-o", out)
				}
				got := discgen(args...)
				if got.status != c.status || !strings.Contains(got.stdout+got.stderr, c.says) {
					t.Errorf("%s: status %d: %s%s", command, got.status, got.stdout, got.stderr)
				}
				if made := names(t, out); len(made) > 0 && c.status != statusDone {
					t.Errorf("there is %q", made)
				}
			}
		})
	}
}

// A fault of discgen.toml is of the unit file as a whole for programs.
func TestSettingsFaultAsJSON(t *testing.T) {
	unit := read(t, "../../examples/tiny-2024/unit.toml")
	t.Chdir(t.TempDir())
	place(t, "discgen.toml", "[colours]\n")
	place(t, "x/unit.toml", unit)
	got := discgen("check", "--json", "x/unit.toml")
	var r report
	if err := json.Unmarshal([]byte(got.stdout), &r); err != nil || got.status != statusInput {
		t.Fatal(err, got)
	}
	for _, f := range r.Files[0].Findings {
		if f.Severity != "error" {
			continue
		}
		if f.Rule != "U-21" || f.Line != 0 || !strings.HasPrefix(f.Message, "../discgen.toml 第 1 行第 2 列：") {
			t.Errorf("%+v", f)
		}
	}
}

// Among several files a discgen.toml is not taken for a unit file.
func TestSettingsAmongUnitFiles(t *testing.T) {
	unit := read(t, "../../examples/tiny-2024/unit.toml")
	t.Chdir(t.TempDir())
	place(t, "discgen.toml", "")
	place(t, "unit.toml", unit)
	got := discgen("check", "discgen.toml", "unit.toml")
	if got.status != statusDone || strings.Contains(got.stdout+got.stderr, "discgen.toml") {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

// Every command that reads a unit file reads what applies to it.
func TestEveryCommandKnowsTheFonts(t *testing.T) {
	closed := read(t, "../../generator/testdata/years/closed.toml")
	font := read(t, ownFont)
	t.Chdir(t.TempDir())
	place(t, "own.ttf", font)
	place(t, "2024/unit.toml", closed)
	place(t, "discgen.toml", "[fonts]\nbody = \"none.ttf\"\n")
	commands := []struct{ line, says string }{
		{"check 2024/unit.toml", "none.ttf"}, {"build 2024/unit.toml", "none.ttf"}, {"todo 2024/unit.toml", "1 个错误"},
		{"rollover 2024/unit.toml -o 2025.toml", "none.ttf"}, {"merge 2024/unit.toml -o m.toml", "none.ttf"},
	}
	for _, c := range commands {
		if got := discgen(strings.Fields(c.line)...); got.status == statusDone || !strings.Contains(got.stdout+got.stderr, c.says) {
			t.Errorf("%s: status %d: %s%s", c.line, got.status, got.stdout, got.stderr)
		}
	}
	place(t, "discgen.toml", "[fonts]\nbody = \"own.ttf\"\n")
	for _, c := range commands {
		if got := discgen(strings.Fields(c.line)...); got.status != statusDone {
			t.Errorf("%s: status %d: %s%s", c.line, got.status, got.stdout, got.stderr)
		}
	}
}
