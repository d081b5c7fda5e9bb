package generator_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// files opens texts by name and remembers which were asked for.
type files struct {
	texts map[string]string
	asked []string
}

func (f *files) open(name string) ([]byte, error) {
	f.asked = append(f.asked, name)
	text, ok := f.texts[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func yearFile(t *testing.T, name string) string {
	return string(read(t, filepath.Join("testdata/years", name)))
}

// The result says which files it depends on, and as what they were read.
func TestInputs(t *testing.T) {
	closed, next := yearFile(t, "closed.toml"), yearFile(t, "next.toml")
	f := &files{texts: map[string]string{"closed.toml": closed}}
	r, err := generator.Build([]byte(next), generator.Options{Open: f.open})
	if err != nil || len(r.Files) != 2 {
		t.Fatal(err, r.Findings)
	}
	sum := sha256.Sum256([]byte(closed))
	if want := []generator.Input{{Name: "closed.toml", SHA256: hex.EncodeToString(sum[:])}}; !slices.Equal(r.Inputs, want) {
		t.Errorf("got %v, want %v", r.Inputs, want)
	}
	if alone, err := generator.Build([]byte(closed), generator.Options{Open: f.open}); err != nil || len(alone.Inputs) != 0 {
		t.Errorf("a file that names none depends on %v", alone.Inputs)
	}
}

// Each name is a path from the file that has it, with slashes of either kind,
// and reading ends where a file comes again.
func TestNamesOfLastYearsFiles(t *testing.T) {
	closed, next := yearFile(t, "closed.toml"), yearFile(t, "next.toml")
	named := func(text, name string) string {
		text = strings.Replace(text, "last_year = \"closed.toml\"\n", "", 1)
		return strings.Replace(text, "\n[unit]", fmt.Sprintf("last_year = %q\n\n[unit]", name), 1)
	}
	third := strings.Replace(closed, "year = 2024", "year = 2023", 1)
	for _, c := range []struct {
		name, text string
		texts      map[string]string
		asked      []string
		message    string // of U-20; empty: none
	}{
		{"slashes", named(next, "../2024/unit.toml"), map[string]string{"../2024/unit.toml": closed}, []string{"../2024/unit.toml"}, ""},
		{"backslashes", named(next, `..\2024\unit.toml`), map[string]string{"../2024/unit.toml": closed}, []string{"../2024/unit.toml"}, ""},
		{"from the root", named(next, "/a/../b.toml"), map[string]string{"/b.toml": closed}, []string{"/b.toml"}, ""},
		{"a drive", named(next, `D:\b.toml`), map[string]string{"D:/b.toml": closed}, []string{"D:/b.toml"}, ""},
		{"a share", named(next, `\\server\share\2024\..\b.toml`), map[string]string{"//server/share/b.toml": closed}, []string{"//server/share/b.toml"}, ""},
		{"from a share", named(next, "//server/share/2024/unit.toml"),
			map[string]string{"//server/share/2024/unit.toml": named(closed, "../2023/unit.toml"), "//server/share/2023/unit.toml": third},
			[]string{"//server/share/2024/unit.toml", "//server/share/2023/unit.toml"}, "有 "},
		{"a drive without a slash", named(next, "D:b.toml"), map[string]string{"D:b.toml": closed}, []string{"D:b.toml"}, ""},
		{"none there", named(next, "x.toml"), nil, []string{"x.toml"}, "找不到上年的单位文件 x.toml"},
		{"itself", named(next, "unit.toml"), map[string]string{"unit.toml": named(next, "unit.toml")}, []string{"unit.toml"}, "就是本文件"},
		{"in a circle", named(next, "a.toml"), map[string]string{"a.toml": named(closed, "b.toml"), "b.toml": named(next, "a.toml")},
			[]string{"a.toml", "b.toml"}, "就是本文件，或者绕回"},
		{"from where the next stands", named(next, "../2024/unit.toml"),
			map[string]string{"../2024/unit.toml": named(closed, "../2023/unit.toml"), "../2023/unit.toml": third},
			[]string{"../2024/unit.toml", "../2023/unit.toml"}, "有 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := &files{texts: c.texts}
			found, err := generator.Check([]byte(c.text), generator.Options{Open: f.open})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(f.asked, c.asked) {
				t.Errorf("asked for %q, want %q (%v)", f.asked, c.asked, slices.Sorted(maps.Keys(c.texts)))
			}
			unusable := of(found, "U-20")
			if c.message == "" && len(found) > 0 || c.message != "" && (len(unusable) != 1 || !strings.Contains(unusable[0].Message, c.message)) {
				t.Errorf("found %v", found)
			}
		})
	}
}

// Without a way to read other files, and with one that fails, it is said.
func TestLastYearCannotBeRead(t *testing.T) {
	next := []byte(yearFile(t, "next.toml"))
	for name, o := range map[string]generator.Options{
		"不能读取其他文件": {},
		"没有权限":     {Open: func(string) ([]byte, error) { return nil, fs.ErrPermission }},
		"不能读取上年":   {Open: func(string) ([]byte, error) { return nil, errors.New("broken disk") }},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := generator.Check(next, o)
			if err != nil || len(found) != 1 || found[0].Rule != "U-20" || !strings.Contains(found[0].Message, name) || found[0].Severity != finding.Error {
				t.Errorf("%v %v", err, found)
			}
		})
	}
}

// A correction stays with both figures, and what is compared with is the
// corrected one: the totals that last year's subjects add up to follow.
func TestCorrectionsReachTheTotals(t *testing.T) {
	text := strings.Replace(yearFile(t, "next.toml"), "last_year = 300000.00", "last_year = 301000.00", 1) +
		"\n[[corrections]]\nkey = \"subjects[1].last_year\"\nreason = \"上年漏记一笔讲解员工资，审计后调整。\"\n"
	p, r, err := generator.Assemble([]byte(text), generator.Options{Open: generator.Beside("testdata/years/next.toml")})
	if err != nil || p == nil {
		t.Fatal(err, r.Findings)
	}
	if len(r.Findings) != 1 || r.Findings[0].Rule != "Y-05" || r.Findings[0].Compared.Figure != "301000.00元" || r.Findings[0].Compared.Against != "300000.00元" {
		t.Errorf("found %v", r.Findings)
	}
	// 38.00 万元 now, 44.00 万元 published for last year and 0.10 万元 added to it.
	if text := explanation(p); !strings.Contains(text, "与上年相比，减少6.10万元") {
		t.Errorf("the total of last year is not corrected: %s", text)
	}
}

// A subject that goes on under another code keeps what was spent on it.
func TestFormerCodes(t *testing.T) {
	text := strings.Replace(yearFile(t, "next.toml"), "code = \"2070299\"\nlast_year = 20000.00\nname = \"其他文物支出\"", "code = \"2070199\"\nname = \"其他文化和旅游支出\"\ngroup_name = \"文化和旅游\"\nformerly = [\"2070299\"]", 1)
	p, r, err := generator.Assemble([]byte(text), generator.Options{Open: generator.Beside("testdata/years/next.toml")})
	if err != nil || p == nil || len(r.Findings) > 0 {
		t.Fatal(err, r.Findings)
	}
	if text := explanation(p); !strings.Contains(text, "其他文化和旅游支出（项）：支出决算数为0.00万元，比上年决算减少2.00万元") {
		t.Error("the former code is not compared with")
	}
}

// explanation is the text of what a package explains.
func explanation(p *generator.Package) string { return doc.Text(p.Explanation) }

// Whatever both files are, nothing panics or hangs, and what is found says what
// it must; what can be rolled over is a unit file that names the closed one.
func FuzzYears(f *testing.F) {
	for _, name := range []string{"closed.toml", "broken.toml"} {
		data := read(f, filepath.Join("testdata/years", name))
		f.Add(read(f, "testdata/years/next.toml"), data)
		f.Add(data, data)
	}
	f.Add(read(f, publishedExample), []byte("last_year = \"a\""))
	f.Fuzz(func(t *testing.T, next, closed []byte) {
		o := generator.Options{Open: func(string) ([]byte, error) { return closed, nil }}
		found, err := generator.Check(next, o)
		if err != nil {
			t.Fatal(err)
		}
		todo, err := generator.Todo(next, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range todo.Tasks {
			found = append(found, task.Finding)
		}
		for _, x := range found {
			if x.Message == "" || x.Remedy == "" || x.Place.Line > strings.Count(string(next), "\n")+1 {
				t.Errorf("%+v", x)
			}
		}
		rolled, _, err := generator.Rollover(next, "a", o)
		if err != nil {
			t.Fatal(err)
		}
		if file, findings := unit.Load(rolled); rolled != nil && (file == nil || file.Unit.LastYear != "a") {
			t.Errorf("%v in\n%s", findings, rolled)
		}
	})
}
