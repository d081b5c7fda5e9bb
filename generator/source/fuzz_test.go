package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/discgen/discgen/generator/finding"
)

// seed gives a fuzz test the built-in files and what the forms of TOML are.
func seed(f *testing.F) {
	f.Helper()
	for _, pattern := range []string{"../../examples/*/unit.toml", "../../templates/*/settings.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	for _, text := range []string{
		"a = 1\n[b]\nc = \"甲\"\n[[d]]\ne = [1, 2]\n[[d]]\nf = { g = 1.5, h.i = true }\n",
		"a.b = 1\n[a.c]\n[x.y]\n[x]\n", "x = 0x1F\ny = 1e5\nz = inf\nd = 2025-09-10T01:02:03Z\n",
		"s = \"\"\"\na\\\n  b\"\"\"\nt = '''c'''\nu = \"\\u00e9\\\\\"\n", "\ufeffa = 1\r\nb = 2\r\n", "a = [[[]]]\n[[a]]\n",
		"a = 1\na = 2\n", "\"\" = 1\n'' = 2\n", "x = 0b\n", "x = 12:00\n", "[a]\n[a.b]\n[[a.b]]\n",
	} {
		f.Add([]byte(text))
	}
}

// inside reports whether a place is one of the text.
func inside(data []byte, p finding.Place) bool {
	lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	return p.Line >= 1 && p.Line <= len(lines) && p.Column >= 1 && p.Column <= utf8.RuneCountInString(lines[p.Line-1])+1
}

func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		root, findings := Parse(data)
		if (root == nil) != (len(findings) > 0) {
			t.Fatalf("节点 %v，问题 %v", root, findings)
		}
		for _, x := range findings {
			if len(data) <= MaxBytes && !inside(data, x.Place) {
				t.Errorf("%v 不在文本里：%s", x.Place, x.Message)
			}
			wantChinese(t, x)
		}
		if root != nil {
			checkPlaces(t, data, root)
		}
	})
}

// checkPlaces finds a node below the root that stands nowhere.
func checkPlaces(t *testing.T, data []byte, n *Node) {
	t.Helper()
	if n.Kind == Table && len(n.Keys) != len(n.Table) {
		t.Errorf("%d 个键，%d 个值", len(n.Keys), len(n.Table))
	}
	for _, c := range n.Items {
		checkNode(t, data, c)
	}
	for _, c := range n.Table {
		checkNode(t, data, c)
	}
}

func checkNode(t *testing.T, data []byte, n *Node) {
	t.Helper()
	if !inside(data, n.Place) || !inside(data, n.Value) {
		t.Errorf("%v、%v 不在文本里", n.Place, n.Value)
	}
	checkPlaces(t, data, n)
}

func FuzzDecode(f *testing.F) {
	seed(f)
	f.Add([]byte("name = \"甲\"\nyear = 2024\nclosed = true\nday = 2025-09-10\ncolour = \"绿\"\nupper = \"a\"\nwords = [\"一\"]\n" +
		"amounts = { a = 1 }\ninner = { code = \"x\" }\npointer.code = \"p\"\n[[list]]\ncode = \"1\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		root, findings := Parse(data)
		if len(findings) > 0 {
			return
		}
		var s sample
		for _, x := range Decode(root, &s) {
			if x.Place != (finding.Place{}) && !inside(data, x.Place) {
				t.Errorf("%v 不在文本里：%s", x.Place, x.Message)
			}
			if x.Message == "" || x.Remedy == "" || x.Path == "" && x.Rule != RuleKey {
				t.Errorf("问题没有说全：%+v", x)
			}
		}
	})
}
