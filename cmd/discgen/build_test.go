package main

import (
	"path/filepath"
	"testing"
)

// A flag of what the explanation holds asks for the same as its key.
func TestBuildFlagsAreTheKeys(t *testing.T) {
	explanation := func(path string, flags ...string) string {
		t.Helper()
		folder := t.TempDir()
		if got := discgen(append([]string{"build", path, "-o", folder}, flags...)...); got.status != statusDone {
			t.Fatalf("status %d: %s", got.status, got.stderr)
		}
		found, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
		if err != nil || len(found) != 1 {
			t.Fatalf("the folder holds %q", found)
		}
		return read(t, found[0])
	}
	plain := explanation(example)
	for flag, key := range map[string]string{"--statements-in-pdf": "statements_in_pdf", "--charts": "charts"} {
		byFlag := explanation(example, flag)
		if byFlag == plain {
			t.Errorf("%s changes nothing", flag)
		}
		if byFlag != explanation(edited(t, "year = 2024", key+" = true\nyear = 2024")) {
			t.Errorf("%s is not what the key %s asks for", flag, key)
		}
	}
}
