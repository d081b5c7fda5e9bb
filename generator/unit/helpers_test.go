package unit

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// minimal is the least that a unit file must say.
const minimal = `amount_unit = "元"
year = 2024
[unit]
name = "某县财政局"
kind = "行政单位"
[overview]
duties = "管理财政。"
[overview.staff]
in_service = { current = 1 }
[overall]
[appropriation]
[general_budget]
[operating_expenses]
`

func mustLoad(t *testing.T, text string) *File {
	t.Helper()
	f, findings := Load([]byte(text))
	if len(findings) > 0 {
		t.Fatalf("不应有问题：%v", findings)
	}
	return f
}

func oneFinding(t *testing.T, text string) finding.Finding {
	t.Helper()
	_, findings := Load([]byte(text))
	if len(findings) != 1 {
		t.Fatalf("想要一个问题，得到 %v", findings)
	}
	return findings[0]
}

// lineOf is the line of the only occurrence of a piece.
func lineOf(t *testing.T, text, piece string) int {
	t.Helper()
	if strings.Count(text, piece) != 1 {
		t.Fatalf("%q 出现 %d 次，应为 1 次", piece, strings.Count(text, piece))
	}
	return strings.Count(text[:strings.Index(text, piece)], "\n") + 1
}
