package subject_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/subject"
)

// dataLines reads a data file as a person would, not through the package.
func dataLines(t *testing.T, name string) [][]string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]string
	for line := range strings.Lines(string(raw)) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(field) != 3 {
			t.Fatalf("%s: %q has %d fields, want 3", name, line, len(field))
		}
		lines = append(lines, field)
	}
	return lines
}

func TestDataFiles(t *testing.T) {
	sources := []string{"form", "seen", "published", "repository", "settled"}
	for _, name := range []string{"function.tsv", "economic.tsv"} {
		t.Run(name, func(t *testing.T) {
			before := ""
			for _, f := range dataLines(t, name) {
				if f[0] <= before {
					t.Errorf("%s after %s: not sorted or not unique", f[0], before)
				}
				before = f[0]
				if flaw := nameFlaw(f[1]); flaw != "" {
					t.Errorf("%s %q: %s", f[0], f[1], flaw)
				}
				if !slices.Contains(sources, f[2]) {
					t.Errorf("%s: unknown source %q", f[0], f[2])
				}
			}
		})
	}
}

// nameFlaw says what keeps a name from being printed on a public document.
func nameFlaw(name string) string {
	if name == "" {
		return "empty"
	}
	for _, r := range name {
		switch {
		case r < 0x80:
			return "ASCII or a space"
		case strings.ContainsRune("　…？●○※�", r):
			return "a placeholder"
		}
	}
	return ""
}

func TestEveryFunctionOfTheFile(t *testing.T) {
	for _, f := range dataLines(t, "function.tsv") {
		code := f[0]
		got, ok := subject.LookupFunction(code)
		if want := (subject.Function{Code: code, Name: f[1], Verified: f[2] != "settled"}); !ok || got != want {
			t.Errorf("LookupFunction(%s) = %+v, %v; want %+v", code, got, ok, want)
		}
		switch subject.LevelOf(code) {
		case subject.LevelNone:
			t.Errorf("%s is malformed", code)
		case subject.LevelGroup, subject.LevelItem:
			if _, ok := subject.LookupFunction(subject.ParentCode(code)); !ok {
				t.Errorf("%s: its parent %s is missing", code, subject.ParentCode(code))
			}
		}
	}
}

func TestClasses(t *testing.T) {
	want := strings.Fields(`
		201一般公共服务支出 202外交支出 203国防支出 204公共安全支出 205教育支出
		206科学技术支出 207文化旅游体育与传媒支出 208社会保障和就业支出
		210卫生健康支出 211节能环保支出 212城乡社区支出 213农林水支出
		214交通运输支出 215资源勘探工业信息等支出 216商业服务业等支出
		217金融支出 219援助其他地区支出 220自然资源海洋气象等支出
		221住房保障支出 222粮油物资储备支出 223国有资本经营预算支出
		224灾害防治及应急管理支出 229其他支出 231债务还本支出 232债务付息支出
		234抗疫特别国债安排的支出`)
	var got []string
	for _, c := range subject.Classes() {
		got = append(got, c.Code+c.Name)
		if !c.Verified {
			t.Errorf("%s is on the official form, yet not verified", c.Code)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("Classes() = %v\nwant %v", got, want)
	}
}

func TestReturnedSlicesAreCopies(t *testing.T) {
	subject.Classes()[0].Name = "改"
	subject.EconomicClasses()[0].Name = "改"
	subject.EconomicItems("301")[0].Name = "改"
	names := []string{
		subject.Classes()[0].Name,
		subject.EconomicClasses()[0].Name,
		subject.EconomicItems("301")[0].Name,
	}
	if slices.Contains(names, "改") {
		t.Errorf("a caller changed the catalogue: %v", names)
	}
}

func TestLevelAndParent(t *testing.T) {
	tests := []struct {
		name, code string
		level      subject.Level
		parent     string
	}{
		{"class", "201", subject.LevelClass, ""},
		{"group", "20128", subject.LevelGroup, "201"},
		{"item", "2012801", subject.LevelItem, "20128"},
		{"item not in the catalogue", "2999901", subject.LevelItem, "29999"},
		{"empty", "", subject.LevelNone, ""},
		{"four digits", "2012", subject.LevelNone, ""},
		{"economic", "30201", subject.LevelNone, ""},
		{"letters", "20128ab", subject.LevelNone, ""},
		{"space", "201 ", subject.LevelNone, ""},
		{"full-width", "２０１", subject.LevelNone, ""},
		{"one full-width digit", "２", subject.LevelNone, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := subject.LevelOf(tt.code); got != tt.level {
				t.Errorf("LevelOf(%q) = %d, want %d", tt.code, got, tt.level)
			}
			if got := subject.ParentCode(tt.code); got != tt.parent {
				t.Errorf("ParentCode(%q) = %q, want %q", tt.code, got, tt.parent)
			}
		})
	}
}

func FuzzLookupFunction(f *testing.F) {
	for _, seed := range []string{"", "2", "201", "20128", "2012801", "２０１", "201\x00", "\xff\xfe\xfd", "30201"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		level := subject.LevelOf(code)
		got, ok := subject.LookupFunction(code)
		if ok && (level == subject.LevelNone || got.Code != code) {
			t.Errorf("%q found as %+v at level %d", code, got, level)
		}
		parent := subject.ParentCode(code)
		if parent != "" && subject.LevelOf(parent) != level-1 {
			t.Errorf("%q: parent %q is not one level up", code, parent)
		}
		subject.LookupEconomic(code)
		subject.KindOf(code)
		subject.EconomicItems(code)
	})
}
