package unit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/discgen/discgen/generator/finding"
)

// typedKey is a key of a file: a part of a header or of a dotted key included.
type typedKey struct {
	name   string
	offset int
}

// keysIn are the keys of a text that hold letters, in order.
func keysIn(t *testing.T, text []byte) []typedKey {
	t.Helper()
	var keys []typedKey
	var tokens unstable.Parser
	var walk func(n *unstable.Node)
	take := func(it unstable.Iterator) {
		for it.Next() {
			if k := it.Node(); strings.IndexFunc(string(k.Data), unicode.IsLetter) >= 0 {
				keys = append(keys, typedKey{string(k.Data), int(k.Raw.Offset)})
			}
		}
	}
	walk = func(n *unstable.Node) {
		switch n.Kind {
		case unstable.Table, unstable.ArrayTable:
			take(n.Key())
		case unstable.KeyValue:
			take(n.Key())
			walk(n.Value())
		case unstable.InlineTable, unstable.Array:
			for it := n.Children(); it.Next(); {
				walk(it.Node())
			}
		}
	}
	for tokens.Reset(text); tokens.NextExpression(); {
		walk(tokens.Expression())
	}
	if err := tokens.Error(); err != nil {
		t.Fatal(err)
	}
	return keys
}

// slipsOfHand are the ways in which a key is mistyped. Each gives the key as it
// was where it cannot be made.
var slipsOfHand = []struct {
	name string
	make func(r *rand.Rand, key string) string
}{
	{"少一个字母", func(r *rand.Rand, k string) string {
		i := r.IntN(len(k))
		return k[:i] + k[i+1:]
	}},
	{"重一个字母", func(r *rand.Rand, k string) string {
		i := r.IntN(len(k))
		return k[:i+1] + k[i:]
	}},
	{"换位", func(r *rand.Rand, k string) string {
		i := r.IntN(len(k) - 1)
		return k[:i] + k[i+1:i+2] + k[i:i+1] + k[i+2:]
	}},
	{"大小写", func(r *rand.Rand, k string) string {
		i := r.IntN(len(k))
		return k[:i] + strings.ToUpper(k[i:i+1]) + k[i+1:]
	}},
}

// tally is how a mistyped key was dealt with, over many.
type tally struct{ made, placed, named, alone, whole int }

func (c *tally) add(t *testing.T, text []byte, k typedKey, slip, typo string) {
	t.Helper()
	f, findings := Load([]byte(string(text[:k.offset]) + typo + string(text[k.offset+len(k.name):])))
	before := string(text[:k.offset])
	at := finding.Place{
		Line:   strings.Count(before, "\n") + 1,
		Column: len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1,
	}
	placed, named := false, false
	for _, x := range findings {
		if x.Place == at {
			placed = true
			named = named || regexp.MustCompile(`\b`+k.name+`\b`).MatchString(x.Remedy)
		}
	}
	c.made++
	c.placed += count(placed)
	c.named += count(named)
	c.alone += count(len(findings) == 1)
	c.whole += count(f != nil && f.Whole)
	if !placed || !named || len(findings) != 1 {
		t.Logf("%s %s 写成 %s（%s）：%v", at, k.name, typo, slip, describe(findings))
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// describe is a list of findings, cut short.
func describe(findings finding.List) string {
	var all []string
	for _, f := range findings[:min(len(findings), 3)] {
		all = append(all, fmt.Sprintf("%s %s %s %s %s", f.Place, f.Rule, f.Path, f.Message, f.Remedy))
	}
	return fmt.Sprintf("%d 个问题：%s", len(findings), strings.Join(all, "；"))
}

// Every key of the examples is mistyped in every way: the finding stands at the
// key, names the right one, and is the only one.
func TestMistypedKeysOfTheExamples(t *testing.T) {
	names, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("没有示例：%v", err)
	}
	random := rand.New(rand.NewPCG(7, 11))
	var all tally
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range keysIn(t, text) {
			for _, slip := range slipsOfHand {
				typo := slip.make(random, k.name)
				for range 20 {
					if typo != k.name {
						break
					}
					typo = slip.make(random, k.name)
				}
				if typo != k.name {
					all.add(t, text, k, slip.name, typo)
				}
			}
		}
	}
	t.Logf("%d 处：位置对 %d，键名对 %d，只有一个问题 %d，数字齐全 %d", all.made, all.placed, all.named, all.alone, all.whole)
	for _, want := range []struct {
		name       string
		n, atLeast int // per cent
	}{{"位置对", all.placed, 98}, {"键名对", all.named, 90}, {"只有一个问题", all.alone, 95}, {"数字齐全", all.whole, 95}} {
		if want.n*100 < all.made*want.atLeast {
			t.Errorf("%s的有 %d 处，共 %d 处，应有 %d%%", want.name, want.n, all.made, want.atLeast)
		}
	}
}
