package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// completed are the completions of a command line whose last word was begun,
// each with its explanation, and what the shell is told to do.
func completed(t *testing.T, words ...string) (completions []string, directive string) {
	t.Helper()
	got := discgen(append([]string{"__complete"}, words...)...)
	if got.status != statusDone {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	return lines[:len(lines)-1], lines[len(lines)-1]
}

// The numbers by which the library tells the scripts what to do.
const (
	noFiles    = ":4"
	extensions = ":8"
	onlyDirs   = ":16"
)

func TestCompletion(t *testing.T) {
	for _, c := range []struct {
		name      string
		words     []string
		want      []string // all, or some where there is an ellipsis
		directive string
	}{
		{"commands", []string{""}, []string{"build\t生成一个单位的公开说明（PDF）和公开表（Excel）", "explain\t解释检查结果：检查什么、例子、改正的办法", "…"}, noFiles},
		{"a command", []string{"ver"}, []string{"verify\t检查做好的 PDF：字体、文字、标签、标识、标题、加密等"}, noFiles},
		{"options", []string{"check", "--st"}, []string{"--strict\t警告也作为错误（已接受的警告除外）"}, noFiles},
		{"unit file of build", []string{"build", ""}, []string{"toml"}, extensions},
		{"build takes one", []string{"build", "a.toml", ""}, nil, noFiles},
		{"unit files of check", []string{"check", "a.toml", ""}, []string{"toml"}, extensions},
		{"workbooks", []string{"import", ""}, []string{"xlsx", "xlsm"}, extensions},
		{"unit file of import", []string{"import", "a.xlsx", "-o", ""}, []string{"toml"}, extensions},
		{"PDFs", []string{"verify", ""}, []string{"pdf"}, extensions},
		{"folder of templates", []string{"build", "a.toml", "--templates", ""}, nil, onlyDirs},
		{"folder of templates to check", []string{"templates", "check", ""}, nil, onlyDirs},
		{"commands below a command", []string{"templates", "ex"}, []string{"export\t把内置的模板写到一个文件夹，供修改"}, noFiles},
		{"a rule of templates to explain", []string{"explain", "M-05"}, []string{"M-05\t所用的字段存在"}, noFiles},
		{"folder of outputs", []string{"build", "a.toml", "--output", ""}, nil, onlyDirs},
		{"a rule to accept", []string{"check", "--accept", "S-04"}, []string{"S-04\t运行费与保有量"}, noFiles},
		{"another rule to accept", []string{"build", "--accept", "N-31,S-0"}, []string{"N-31,S-01\t决算不超预算", "N-31,S-04\t运行费与保有量", "…"}, noFiles},
		{"a rule that is accepted", []string{"check", "--accept", "S-04,S-04"}, nil, noFiles},
		{"a rule that gives no warning", []string{"check", "--accept", "X-10"}, nil, noFiles},
		{"a rule to explain", []string{"explain", "X-10"}, []string{"X-10\t基本支出"}, noFiles},
		{"a check to explain", []string{"explain", "X-10", "D-05"}, []string{"D-05\t标签"}, noFiles},
		{"shells", []string{"completion", ""}, []string{"bash", "zsh", "fish", "powershell"}, noFiles},
		{"one shell", []string{"completion", "bash", ""}, nil, noFiles},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, directive := completed(t, c.words...)
			if directive != c.directive {
				t.Errorf("directive %s, want %s", directive, c.directive)
			}
			some := slices.Contains(c.want, "…")
			for _, w := range c.want {
				if w != "…" && !slices.Contains(got, w) {
					t.Errorf("no %q in %q", w, got)
				}
			}
			if !some && len(got) != len(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// No command is forgotten: each completes its words, not whatever files there
// are.
func TestEveryCommandCompletes(t *testing.T) {
	for _, c := range allCommands(newRoot(nil, nil)) {
		if c.IsAvailableCommand() && !c.HasSubCommands() && c.ValidArgsFunction == nil {
			t.Errorf("%s completes nothing", c.CommandPath())
		}
	}
}

func TestCompletionScripts(t *testing.T) {
	for shell, want := range map[string]string{
		"bash": "complete -o default -F __start_discgen discgen", "zsh": "#compdef discgen",
		"fish": "complete -c discgen", "powershell": "Register-ArgumentCompleter -CommandName 'discgen'",
	} {
		t.Run(shell, func(t *testing.T) {
			got := discgen("completion", shell)
			if got.status != statusDone || !strings.Contains(got.stdout, want) || got.stderr != "" {
				t.Errorf("status %d: %.300s%s", got.status, got.stdout, got.stderr)
			}
		})
	}
	for _, args := range [][]string{{"completion"}, {"completion", "cmd"}, {"completion", "bash", "zsh"}} {
		if got := discgen(args...); got.status != statusUsage || got.stdout != "" {
			t.Errorf("%q: status %d: %s", args, got.status, got.stdout)
		}
	}
	if err := writeScript(newRoot(nil, nil), "bash", closedPipe{}); err == nil {
		t.Error("a script that nobody took is no error")
	}
}

// Bash takes the script as it is.
func TestBashTakesTheScript(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	script := filepath.Join(t.TempDir(), "discgen")
	if err := os.WriteFile(script, []byte(discgen("completion", "bash").stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(bash, "--norc", "-c", `source "$0" && complete -p discgen`, script).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "__start_discgen") {
		t.Errorf("%v: %s", err, out)
	}
}
