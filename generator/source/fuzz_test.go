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
		if root == nil && len(findings) == 0 {
			t.Fatal("没有节点，也没有问题")
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
	f.Add([]byte("nmae = 1\nYear = \"２０２４年\"\n[lisst]\ncode = 1\n[[iner]]\nconut = \"1,000\"\n[amounts]\n\"a.b\" = .5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sample
		root, findings := Read(data, &s)
		for _, x := range findings {
			if x.Place != (finding.Place{}) && !inside(data, x.Place) {
				t.Errorf("%v 不在文本里：%s", x.Place, x.Message)
			}
			if x.Message == "" || x.Remedy == "" || x.Path == "" && x.Rule != RuleKey && root != nil && x.Rule != RuleSyntax {
				t.Errorf("问题没有说全：%+v", x)
			}
			if len(x.Message)+len(x.Remedy) > 4000 {
				t.Errorf("问题太长：%d 字节", len(x.Message)+len(x.Remedy))
			}
		}
		if root == nil {
			return
		}
		checkPlaces(t, data, root)
		root.EachText("", func(path, text string) { checkAtText(t, data, root, path, text) })
	})
}

// checkAtText finds a piece of a text that is said to stand where it does not.
func checkAtText(t *testing.T, data []byte, root *Node, path, text string) {
	t.Helper()
	n, found := root.find(path)
	if !found || n.Kind != String || n.Text != text {
		return // a path that can be read in two ways
	}
	runes := []rune(text)
	for _, i := range []int{0, len(runes) / 2, len(runes) - 1} {
		if i < 0 || i >= len(runes) {
			continue
		}
		piece := string(runes[i:])
		at := root.AtText(path, piece)
		if !inside(data, at) {
			t.Fatalf("%s 的 %q 在 %v，不在文本里", path, piece, at)
		}
		if at != n.Value && !strings.HasPrefix(textFrom(data, at), piece) {
			t.Errorf("%s 的 %q 不在 %v", path, piece, at)
		}
	}
}

// textFrom is the rest of a text from a place on.
func textFrom(data []byte, at finding.Place) string {
	lines := strings.SplitAfter(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	rest := strings.Join(lines[at.Line-1:], "")
	return string([]rune(rest)[at.Column-1:])
}
