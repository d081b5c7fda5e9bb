package main

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"github.com/discgen/discgen/generator"
)

var update = flag.Bool("update", false, "write docs/checks.md and docs/templates.md anew")

const checksPage = "../../docs/checks.md"

// The page of all checks is an introduction and what the command lists.
func TestChecksPage(t *testing.T) {
	got := discgen("check", "--rules")
	if got.status != statusDone || got.stderr != "" {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	introduction, listed, _ := strings.Cut(read(t, checksPage), "\n## ")
	if *update {
		if err := os.WriteFile(checksPage, []byte(introduction+"\n"+got.stdout), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if "## "+listed != got.stdout {
		t.Errorf("%s is not what the command lists; go test ./cmd/discgen -update writes it anew", checksPage)
	}
}

var firstCell = regexp.MustCompile(`(?m)^\| ([A-Z][0-9]*-[0-9-]+) `)

// Every rule is listed once, under a kind of its own.
func TestRulesAreComplete(t *testing.T) {
	page := discgen("check", "--rules").stdout
	var listed, all []string
	for _, m := range firstCell.FindAllStringSubmatch(page, -1) {
		listed = append(listed, m[1])
	}
	for _, r := range generator.Rules() {
		all = append(all, r.ID)
	}
	for _, r := range generator.TemplateRules() {
		all = append(all, r.ID)
	}
	slices.Sort(listed)
	slices.Sort(all)
	if !slices.Equal(listed, all) {
		t.Errorf("listed are\n%q\nthe rules are\n%q", listed, all)
	}
	if strings.Contains(page, "## 其他") {
		t.Error("a rule is of no kind")
	}
}

// The rows of each table are as wide as its head, in cells.
func TestRulesAreEven(t *testing.T) {
	width := 0
	for line := range strings.Lines(discgen("check", "--rules").stdout) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case !strings.HasPrefix(line, "|"):
			width = 0
		case width == 0:
			width = uniseg.StringWidth(line)
		case uniseg.StringWidth(line) != width:
			t.Errorf("%d cells, the head has %d:\n%s", uniseg.StringWidth(line), width, line)
		}
	}
}

func TestTableCellWithABar(t *testing.T) {
	want := "| 甲   | 乙 |\n| ---- | -- |\n| a\\|b | c  |\n"
	if got := table([][]string{{"甲", "乙"}, {"a|b", "c"}}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
