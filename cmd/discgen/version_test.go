package main

import (
	"crypto/sha256"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator"
)

// The version tells everything that the outputs follow from: the program, the
// template sets and the fonts as they are.
func TestVersion(t *testing.T) {
	got := discgen("--version")
	if got.status != statusDone || got.stderr != "" {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	if again := discgen("-v"); again != got {
		t.Errorf("-v is %+v", again)
	}
	if !inOrder(got.stdout, "discgen "+version+"\n", runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH, "模板的 SHA-256：", "字体的 SHA-256：") {
		t.Error(got.stdout)
	}
	sets, err := generator.TemplateSums(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, sum := range sets {
		if !strings.Contains(got.stdout, "\n  "+sum+"  "+name+"\n") {
			t.Errorf("no sum of the template set %s in\n%s", name, got.stdout)
		}
	}
	for _, f := range fonts.All() {
		if sum := fmt.Sprintf("%x", sha256.Sum256(f.Data())); !strings.Contains(got.stdout, "\n  "+sum+"  "+f.Name+"\n") {
			t.Errorf("no sum of the font %s in\n%s", f.Name, got.stdout)
		}
	}
	if n := len(regexp.MustCompile(`(?m)^  [0-9a-f]{64}  \S+$`).FindAllString(got.stdout, -1)); n != len(sets)+len(fonts.All()) {
		t.Errorf("%d sums in\n%s", n, got.stdout)
	}
}
