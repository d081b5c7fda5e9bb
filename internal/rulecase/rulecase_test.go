package rulecase

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every file of cases comes out again as it was read.
func TestFilesComeOutAgain(t *testing.T) {
	files, err := filepath.Glob("../../generator/testdata/rules/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, path := range files {
		cases, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, c := range cases {
			texts = append(texts, c.String())
		}
		data, err := os.ReadFile(path)
		if got := strings.Join(texts, "\n"); err != nil || got != string(data) {
			t.Errorf("%v: %s comes out as\n%s", err, path, got)
		}
	}
}

func TestReadMistakes(t *testing.T) {
	for name, text := range map[string]string{"no case": "tiny-2024\n", "no Go string": "== a\ntiny-2024\nq\"\n"} {
		path := filepath.Join(t.TempDir(), "X-01.txt")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if cases, err := Read(path); err == nil {
			t.Errorf("%s: %v", name, cases)
		}
	}
}

// A piece that stands elsewhere too, or not at all, is no change.
func TestApply(t *testing.T) {
	c := Case{Edits: []Edit{{"a", "b"}, {"c\n", ""}}}
	if got, err := c.Apply("a\nc\nd"); err != nil || got != "b\nd" {
		t.Errorf("%q, %v", got, err)
	}
	for _, text := range []string{"d", "a a\nc\n"} {
		if got, err := c.Apply(text); err == nil {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
