package source

import (
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

const texts = `one = "甲乙丙乙"
many = """
第一行
第二行：甲
  第三行："引号"和乙
第四行 \
   接上
第五行\t丁"""
first = """起头
末尾"""
raw = '''
C:\新
反斜杠\n在此'''
single = 'D:\乙'
escaped = "\u7532乙\"丙\\丁\U0001F600戊\x41己"
list = ["子", "丑",
   "寅卯", # 注
 "辰"]
rows = [ { a = "午", b = "未" },
   { a = "申", b = "酉" } ]
[["键 x".'y.z']]
"点.号" = "戌"
`

func TestPlacesInsideTexts(t *testing.T) {
	for _, c := range []struct {
		name, path, piece string
		place             finding.Place
	}{
		{"单行", "one", "丙", pos(1, 10)},
		{"第一次出现", "one", "乙", pos(1, 9)},
		{"全文", "one", "甲乙丙乙", pos(1, 8)},
		{"没有的字", "one", "丁", pos(1, 7)},
		{"空的字", "one", "", pos(1, 7)},
		{"多行的首行", "many", "一", pos(3, 2)},
		{"多行的中间", "many", "甲", pos(4, 5)},
		{"多行里的引号", "many", "\"引号\"和", pos(5, 7)},
		{"跨行的字", "many", "甲\n  第三", pos(4, 5)},
		{"行末反斜杠之后", "many", "接上", pos(7, 4)},
		{"跨过行末反斜杠", "many", "四行 接", pos(2, 8)},
		{"转义之后", "many", "丁", pos(8, 6)},
		{"转义本身", "many", "\t", pos(2, 8)},
		{"不换行的多行", "first", "起", pos(9, 12)},
		{"不换行的多行的次行", "first", "尾", pos(10, 2)},
		{"单引号多行", "raw", "新", pos(12, 4)},
		{"单引号里的反斜杠", "raw", `\n在`, pos(13, 4)},
		{"单引号", "single", "乙", pos(14, 14)},
		{"转义的字本身", "escaped", "甲", pos(15, 11)},
		{"四位转义之后", "escaped", "乙", pos(15, 18)},
		{"引号之后", "escaped", "丙", pos(15, 21)},
		{"反斜杠之后", "escaped", "丁", pos(15, 24)},
		{"八位转义之后", "escaped", "戊", pos(15, 35)},
		{"两位转义之后", "escaped", "己", pos(15, 40)},
		{"列表的项", "list[2]", "丑", pos(16, 15)},
		{"次行的项", "list[3]", "卯", pos(17, 6)},
		{"行内表的值", "rows[2].b", "酉", pos(20, 20)},
		{"带点的键", "键 x.y.z[1].点.号", "戌", pos(22, 10)},
		{"表", "rows[2]", "酉", pos(20, 4)},
		{"没有的键", "rows[2].c", "酉", pos(20, 4)},
	} {
		for kind, made := range map[string]string{
			"LF": texts, "CRLF": strings.ReplaceAll(texts, "\n", "\r\n"), "BOM": "\ufeff" + texts,
		} {
			t.Run(c.name+" "+kind, func(t *testing.T) {
				piece := c.piece
				if kind == "CRLF" {
					piece = strings.ReplaceAll(piece, "\n", "\r\n")
				}
				if got := mustParse(t, made).AtText(c.path, piece); got != c.place {
					t.Errorf("在 %v，应为 %v", got, c.place)
				}
			})
		}
	}
}

func TestPlacesOfElements(t *testing.T) {
	root := mustParse(t, texts)
	for path, want := range map[string]finding.Place{
		"list": pos(16, 1), "list[1]": pos(16, 9), "list[2]": pos(16, 14), "list[3]": pos(17, 4), "list[4]": pos(18, 2),
		"list[5]": pos(16, 1), "list[0]": pos(16, 1), "list[-1]": pos(16, 1), "list[": pos(16, 1), "list[1": pos(16, 9),
		"rows[1].a": pos(19, 12), "rows[2].a": pos(20, 6), "rows[2].b": pos(20, 15),
		"键 x.y.z": pos(21, 9), "键 x.y.z[1].点.号": pos(22, 1),
	} {
		t.Run(path, func(t *testing.T) {
			if got := root.At(path); got != want {
				t.Errorf("在 %v，应为 %v", got, want)
			}
		})
	}
}

// Places on a long line are as exact as on a short one.
func TestPlacesOnALongLine(t *testing.T) {
	const n = 3000
	text := "list = [" + strings.Repeat(`"汉字𠮷", `, n) + `"末"]`
	root := mustParse(t, text)
	for i := range n {
		if got, want := root.Table["list"].Items[i].Value, pos(1, 9+i*7); got != want {
			t.Fatalf("第 %d 项在 %v，应为 %v", i+1, got, want)
		}
	}
	if got, want := root.AtText("list[3001]", "末"), pos(1, 9+n*7+1); got != want {
		t.Errorf("在 %v，应为 %v", got, want)
	}
}
