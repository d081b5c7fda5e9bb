package unit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

func FuzzLoad(f *testing.F) {
	names, _ := filepath.Glob("../../examples/*/unit.toml")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(minimal))
	f.Add([]byte(withTotal("万元", "\"1.000001\"") + "[[subjects]]\ncode = \"2012801\"\nspending.basic = 1\n[control]\n\"a.b\" = 0.001\n"))
	f.Add([]byte(strings.NewReplacer("[overall]", "[overal]\nlast_year_total = \"1,000万元\"", "[overview.staff]", "[overvew.staf]").Replace(minimal) +
		"[[subject]]\ncode = 2012801\nsubjects = 1\n[[subjects]]\n[subjects.incom]\nother = \"５\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, findings := Load(data)
		if file == nil && len(findings) == 0 {
			t.Fatal("没有单位，也没有问题")
		}
		if file != nil {
			file.EachText(func(path, text string) {
				if at := file.AtText(path, text); path != "" && !inside(data, at) {
					t.Errorf("%s 在 %v，不在文本里", path, at)
				}
			})
		}
		for _, x := range findings {
			if x.Place != (finding.Place{}) && !inside(data, x.Place) {
				t.Errorf("%v 不在文本里：%s", x.Place, x.Message)
			}
			if x.Rule == "" || x.Message == "" || x.Remedy == "" || x.Severity != finding.Error {
				t.Errorf("问题没有说全：%+v", x)
			}
		}
		if len(findings) > 0 {
			return
		}
		if !file.Whole {
			t.Error("没有问题，数字却不齐全")
		}
		file.Unit.EachAmount(func(path string, a Amount) {
			if a.Abs().GreaterThanOrEqual(ceiling) || !a.Equal(a.Truncate(2)) {
				t.Errorf("%s 是 %s", path, a.Decimal)
			}
		})
	})
}

// inside reports whether a place is one of the text.
func inside(data []byte, p finding.Place) bool {
	lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	return p.Line >= 1 && p.Line <= len(lines) && p.Column >= 1 && p.Column <= utf8.RuneCountInString(lines[p.Line-1])+1
}
