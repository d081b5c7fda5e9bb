package main

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")

// The first commands of each README build the example and run the tests. The
// former is run here as it stands, into a folder of its own; the latter is
// what runs this test.
func TestCommandsOfTheReadmes(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			text := read(t, filepath.Join("../..", name))
			block := shellBlock.FindStringSubmatch(text)
			if block == nil {
				t.Fatal("no commands")
			}
			lines := strings.Split(strings.TrimSpace(block[1]), "\n")
			if len(lines) != 2 || lines[1] != "go test -timeout 20m ./..." {
				t.Fatalf("the first commands are %q", lines)
			}
			folder := t.TempDir()
			args := strings.Fields(strings.Replace(lines[0], " -o out", " -o "+folder, 1))
			c := exec.Command(args[0], args[1:]...)
			c.Dir = "../.."
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if files := names(t, folder); len(files) != 2 {
				t.Errorf("the folder holds %q", files)
			}
		})
	}
}

var linked = regexp.MustCompile(`\]\(([^)#:]+)\)`)

// Everything that a README points to is there.
func TestLinksOfTheReadmes(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md", "generator/README.md", "fonts/README.md", "docs/json.md", "docs/templates.md", "docs/editors.md"} {
		path := filepath.Join("../..", name)
		for _, m := range linked.FindAllStringSubmatch(read(t, path), -1) {
			if found, err := filepath.Glob(filepath.Join(filepath.Dir(path), m[1])); err != nil || len(found) != 1 {
				t.Errorf("%s points to %s, which is not there", name, m[1])
			}
		}
	}
}
