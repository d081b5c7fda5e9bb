package source

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/discgen/discgen/generator/finding"
)

func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		data  []byte
		place finding.Place
	}{
		// name = "昌吉" in GBK
		"GBK":        {[]byte("# ok\nname = \"\xb2\xfd\xbc\xaa\"\n"), pos(2, 9)},
		"GBK 注释":     {[]byte("# \xb5\xa5\xce\xbb\n"), pos(1, 3)},
		"半个汉字":       {[]byte("x = \"昌\xe5\x90"), pos(1, 7)},
		"零字节":        {[]byte("a = 1\nb = \"汉\x00\"\n"), pos(2, 7)},
		"UTF-16 小端":  {[]byte("\xff\xfea\x00 \x00=\x00 \x001\x00"), pos(1, 1)},
		"UTF-16 无标记": {[]byte("a\x00=\x001\x00"), pos(1, 2)},
	} {
		t.Run(name, func(t *testing.T) {
			f := refused(t, c.data)
			if f.Rule != RuleEncoding || f.Place != c.place {
				t.Errorf("%s 在 %v，应为 %s 在 %v", f.Rule, f.Place, RuleEncoding, c.place)
			}
			if !strings.Contains(f.Remedy, "UTF-8") {
				t.Errorf("没有说怎样另存：%s", f.Remedy)
			}
			wantChinese(t, f)
		})
	}
}

func TestByteOrderMark(t *testing.T) {
	root := mustParse(t, "\ufeffyear = 2024\n")
	if got := root.At("year"); got != pos(1, 1) {
		t.Errorf("在 %v", got)
	}
	wantChinese(t, refused(t, []byte("\ufeff\ufeffyear = 2024\n")))
}

func TestSizeLimit(t *testing.T) {
	comment := func(size int) []byte { return append([]byte("a = 1\n#"), bytes.Repeat([]byte("x"), size-7)...) }
	mustParse(t, string(comment(MaxBytes)))
	if f := refused(t, comment(MaxBytes+1)); f.Rule != RuleEncoding || f.Place != (finding.Place{}) {
		t.Errorf("得到 %+v", f)
	}
}

// A stack that overflows cannot be recovered from: these would end the run of
// a whole batch.
func TestDeepNestingIsRefusedAtOnce(t *testing.T) {
	const n = 1_000_000
	for name, text := range map[string]string{
		"数组":      "a = " + strings.Repeat("[", n),
		"成对的数组":   "a = " + strings.Repeat("[", n) + strings.Repeat("]", n),
		"行内表":     "a = " + strings.Repeat("{a=", n),
		"数组和行内表":  "a = " + strings.Repeat("[{a=", n),
		"带点的键":    strings.Repeat("a.", n) + "a = 1",
		"带点的引号键":  strings.Repeat("'a' . ", n) + "a = 1",
		"表名":      "[" + strings.Repeat("a.", n) + "a]",
		"跨行":      "a = " + strings.Repeat("[\n", n),
		"括号藏在文字里": "a = " + strings.Repeat("[']',\"]\",", n/2),
		"多行文字之后":  "a = [\"\"\"]\"\"\"\", " + strings.Repeat("[", n) + "\"",
		"注释之后":    "a = [ # ]\"'\n" + strings.Repeat("[", n),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			f := refused(t, []byte(text))
			if f.Rule != RuleSyntax || f.Place.Line == 0 || !strings.Contains(f.Message, "超过") {
				t.Errorf("得到 %+v", f)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("用了 %v", took)
			}
			wantChinese(t, f)
		})
	}
}

func TestDepthCountsOnlyNesting(t *testing.T) {
	many := strings.Repeat
	for name, text := range map[string]string{
		"许多表":     many("[[a]]\nb = [1.5, 2.5]\n", 1000),
		"许多小数":    "a = [" + many("1.25, ", 1000) + "]\n",
		"文字里的括号":  "a = \"" + many("[{", 1000) + "\"\n",
		"多行文字的括号": "a = \"\"\"\n" + many("[1.2.\n", 1000) + "\"\"\"\n",
		"单引号里的括号": "a = '" + many("[", 1000) + "'\n",
		"注释里的括号":  many("# [[[ 1.2.3.4\n", 1000),
		"注释里的引号":  many("# it's \"\"\" [\n", 1000) + "a = 1\n",
		"转义的引号":   "a = \"" + many("\\\"[", 1000) + "\"\n",
		"三层":      "a = " + many("[", 20) + many("]", 20) + "\n",
		"许多句点":    "a = '" + many(".", 1000) + "'\n",
		"省略号":     "a = \"" + many("...", 1000) + "\" # " + many(".", 1000) + "\n",
	} {
		t.Run(name, func(t *testing.T) { mustParse(t, text) })
	}
}
