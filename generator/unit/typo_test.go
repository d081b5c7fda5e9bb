package unit

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/discgen/discgen/generator/finding"
)

var everyKey = flag.Bool("every-key", false, "mistype every key of the examples, not one in four")

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

// mistyped is a text with one key mistyped.
type mistyped struct {
	text []byte
	key  typedKey
	slip string
	typo string
}

// outcome is how a mistyped key was dealt with.
type outcome struct {
	placed, named, alone, whole bool
	miss                        string // what is to be read of it where it is not as it should be
}

func (m mistyped) load() outcome {
	before := string(m.text[:m.key.offset])
	f, findings := Load([]byte(before + m.typo + string(m.text[m.key.offset+len(m.key.name):])))
	at := finding.Place{
		Line:   strings.Count(before, "\n") + 1,
		Column: len([]rune(before[strings.LastIndex(before, "\n")+1:])) + 1,
	}
	right := regexp.MustCompile(`\b` + m.key.name + `\b`)
	o := outcome{alone: len(findings) == 1, whole: f != nil && f.Whole}
	for _, x := range findings {
		if x.Place == at {
			o.placed = true
			o.named = o.named || right.MatchString(x.Remedy)
		}
	}
	if !o.placed || !o.named || !o.alone {
		o.miss = fmt.Sprintf("%s %s 写成 %s（%s）：%s", at, m.key.name, m.typo, m.slip, describe(findings))
	}
	return o
}

// mistypedExamples are the examples with every key mistyped in every way.
func mistypedExamples(t *testing.T) []mistyped {
	t.Helper()
	names, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("没有示例：%v", err)
	}
	random := rand.New(rand.NewPCG(7, 11))
	var all []mistyped
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range keysIn(t, text) {
			for _, slip := range slipsOfHand {
				for range 20 {
					if typo := slip.make(random, k.name); typo != k.name {
						all = append(all, mistyped{text, k, slip.name, typo})
						break
					}
				}
			}
		}
	}
	return all
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
// key, names the right one, and is the only one, and no figure is lost. What is
// missed is another key's name, or a control figure's, which the check knows.
func TestMistypedKeysOfTheExamples(t *testing.T) {
	cases := mistypedExamples(t)
	one := 4
	if testing.Short() {
		one = 20
	}
	if !*everyKey {
		cases = slices.DeleteFunc(cases, func(m mistyped) bool { return m.key.offset%one > 0 })
	}
	outcomes := make([]outcome, len(cases))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(cases); i += workers {
				outcomes[i] = cases[i].load()
			}
		})
	}
	group.Wait()
	var placed, named, alone, whole int
	for _, o := range outcomes {
		placed += count(o.placed)
		named += count(o.named)
		alone += count(o.alone)
		whole += count(o.whole)
		if o.miss != "" {
			t.Log(o.miss)
		}
	}
	t.Logf("%d 处：位置对 %d，键名对 %d，只有一个问题 %d，数字齐全 %d", len(cases), placed, named, alone, whole)
	for _, want := range []struct {
		name       string
		n, percent int
	}{{"位置对", placed, 99}, {"键名对", named, 98}, {"只有一个问题", alone, 98}, {"数字齐全", whole, 98}} {
		if want.n*100 < len(cases)*want.percent {
			t.Errorf("%s的有 %d 处，共 %d 处，应有 %d%%", want.name, want.n, len(cases), want.percent)
		}
	}
}
