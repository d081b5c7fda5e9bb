package source

import (
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// mustParse reads a text that has no fault.
func mustParse(t *testing.T, text string) *Node {
	t.Helper()
	root, findings := Parse([]byte(text))
	if len(findings) > 0 {
		t.Fatalf("不应有问题：%v\n%s", findings, text)
	}
	return root
}

// refused reads a text that has one fault and gives that fault.
func refused(t *testing.T, data []byte) finding.Finding {
	t.Helper()
	root, findings := Parse(data)
	if len(findings) != 1 || root != nil {
		t.Fatalf("想要一个问题且没有节点，得到 %v", findings)
	}
	return findings[0]
}

var (
	quotedPart = regexp.MustCompile(`（键 [^）]*）|键 \S+ 重复|UTF-8|Excel|Word|WPS|PDF|单位\.toml|GBK/ANSI|TOML|true|false|U\+[0-9A-F]{4}`)
	latinWord  = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// wantChinese finds English words in what a person reads. Keys of the file and
// the names of formats are no words.
func wantChinese(t *testing.T, f finding.Finding) {
	t.Helper()
	for _, text := range []string{f.Message, f.Remedy} {
		if w := latinWord.FindString(quotedPart.ReplaceAllString(text, "")); w != "" {
			t.Errorf("提示里有外文 %q：%s", w, text)
		}
	}
	if f.Message == "" || f.Remedy == "" {
		t.Errorf("没有说明或没有办法：%+v", f)
	}
}

// placeOf is the place of the only occurrence of a piece in a text.
func placeOf(t *testing.T, text, piece string) finding.Place {
	t.Helper()
	if strings.Count(text, piece) != 1 {
		t.Fatalf("%q 在文本里出现 %d 次，应为 1 次", piece, strings.Count(text, piece))
	}
	before := strings.Split(text[:strings.Index(text, piece)], "\n")
	return finding.Place{Line: len(before), Column: len([]rune(before[len(before)-1])) + 1}
}

func pos(line, column int) finding.Place { return finding.Place{Line: line, Column: column} }
