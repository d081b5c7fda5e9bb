package templateset

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/templates"
)

const settings = `name = "试"
[document]
title = "{{.单位名称}}{{.年度}}年度说明"
cover_lines = ["{{.公开日期}}", "定稿"]
contents_title = "目录"
contents_depth = 3
pdf_name = "{{.单位名称}}.pdf"
xlsx_name = "表.xlsx"
[statement_style]
preparer = "编制单位：{{.单位名称}}"
[[statements]]
kind = "overall"
title = "总表"
note = "注：{{.称谓}}"
[[statements]]
kind = "income"
title = "收入决算表"
empty_note = "{{.称谓}}没有"
[self_evaluation]
overall_title = "整体"
project_title = "项目"
[scoring]
execution_weight = 10
overall = "full"
projects = "deduct"
[[charts]]
name = "收支"
title = "图{{.图号}}"
unit_line = "{{.单位名称}}，万元"
series = ["{{.年度}}年", "上年"]
alternative = "{{.图题}}"
bars = [{ label = "{{.称谓}}收入", values = ["甲", "乙"] }]
`

var data = map[string]any{"单位名称": "财政局", "年度": 2024, "公开日期": "", "称谓": "单位", "事项": "", "数组": []string{"甲", "乙"}, "甲表": Place(0), "乙表": Place(1)}

// load reads a set of the settings and the given files.
func load(t *testing.T, files map[string]string) (*Set, error) {
	t.Helper()
	folder := fstest.MapFS{SettingsFile: {Data: []byte(settings)}}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(folder)
}

func mustLoad(t *testing.T, files map[string]string) *Set {
	t.Helper()
	s, err := load(t, files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// with is the data with a text of the unit.
func with(text string) map[string]any {
	d := map[string]any{}
	for k, v := range data {
		d[k] = v
	}
	d["事项"] = text
	return d
}

// show is the blocks, one a line.
func show(blocks []doc.Block) string {
	var lines []string
	for _, b := range blocks {
		switch x := b.(type) {
		case doc.Heading:
			lines = append(lines, fmt.Sprintf("标题%d %s", x.Level, x.Text))
		case doc.Paragraph:
			lines = append(lines, "段 "+x.Text)
		case doc.PageBreak:
			lines = append(lines, "换页")
		case *doc.Table:
			lines = append(lines, "表 "+x.Title)
		}
	}
	return strings.Join(lines, "\n")
}

func TestBlocks(t *testing.T) {
	inserts := []doc.Block{&doc.Table{Title: "甲表"}, &doc.Table{Title: "乙表"}}
	for _, c := range []struct{ name, template, text, want string }{
		{"段落", "一\n二\n", "", "段 一\n段 二"},
		{"空行", "\n一\n\n　 \n二", "", "段 一\n段 二"},
		{"部分", "# 第一部分\n正文\n", "", "换页\n标题1 第一部分\n段 正文"},
		{"各级标题", "# 一\n## 二\n### 三\n#### 四\n", "", "换页\n标题1 一\n标题2 二\n标题3 三\n标题4 四"},
		{"没有第五级", "##### 五\n", "", "段 ##### 五"},
		{"没有空格的井号", "#一\n", "", "段 #一"},
		{"行中的井号", "甲 # 乙\n", "", "段 甲 # 乙"},
		{"回车换行", "# 一\r\n二\r\n", "", "换页\n标题1 一\n段 二"},
		{"标题里的字段", "## {{.单位名称}}概况\n", "", "标题2 财政局概况"},
		{"文字里的井号仍是文字", "{{.事项}}\n", "# 第一\n## 第二", "段 # 第一\n段 ## 第二"},
		{"文字里的井号接在标题后", "## {{.事项}}\n", "# 第一", "标题2 # 第一"},
		{"文字里的花括号仍是文字", "{{.事项}}\n", "{{.单位名称}} {{template \"甲\"}} }}", "段 {{.单位名称}} {{template \"甲\"}} }}"},
		{"文字里的标记仍是文字", "{{.事项}}\n", "<b>甲</b> & \"乙\" %d =1+1", "段 <b>甲</b> & \"乙\" %d =1+1"},
		{"文字里的段落", "{{.事项}}\n", "甲\n\n乙\r\n丙", "段 甲\n段 乙\n段 丙"},
		{"表的位置", "前\n{{.乙表}}\n{{.甲表}}\n后\n", "", "段 前\n表 乙表\n表 甲表\n段 后"},
		{"换页", "前\n{{换页}}\n## 后\n", "", "段 前\n换页\n标题2 后"},
		{"缩进的表", "  {{.甲表}}  \n", "", "表 甲表"},
		{"顿号", "{{顿号 .数组}}\n", "", "段 甲、乙"},
		{"加一", "{{加一 .年度}}\n", "", "段 2025"},
		{"中文数字", "第{{中文数字 12}}部分\n", "", "段 第十二部分"},
		{"引用", "{{define \"句式\"}}{{.}}年{{end}}{{template \"句式\" .年度}}\n", "", "段 2024年"},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, err := mustLoad(t, map[string]string{"a.tmpl": c.template}).Blocks(with(c.text), inserts)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(blocks); got != c.want {
				t.Errorf("得到\n%s\n应为\n%s", got, c.want)
			}
		})
	}
}

func TestFilesInTheOrderOfTheirNames(t *testing.T) {
	s := mustLoad(t, map[string]string{"b.tmpl": "二 {{template \"三\"}}", "a.tmpl": "一", "c.tmpl": "{{define \"三\"}}三{{end}}", "read.txt": "不读 {{"})
	blocks, err := s.Blocks(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := show(blocks); got != "段 一\n段 二 三" {
		t.Errorf("得到\n%s", got)
	}
}

func TestTemplateFaults(t *testing.T) {
	for _, c := range []struct{ name, template, holds string }{
		{"没有的字段", "{{.单位名}}", "单位名"},
		{"没有的子字段", "{{.单位名称.全称}}", "全称"},
		{"没有的函数", "{{大写 .年度}}", "大写"},
		{"没有的句式", "{{template \"没有\"}}", "没有"},
		{"没有写完", "{{.单位名称", "a.tmpl"},
		{"缺 end", "{{if .事项}}甲", "a.tmpl"},
		{"参数不对", "{{顿号 .年度}}", "年度"},
		{"表与文字同行", "见{{.甲表}}", "独占一行"},
		{"表作标题", "## {{.甲表}}", "独占一行"},
		{"没有的表", "{{.乙表}}", "独占一行"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := load(t, map[string]string{"a.tmpl": c.template})
			if err == nil {
				_, err = s.Blocks(data, []doc.Block{&doc.Table{}})
			}
			if err == nil || !strings.Contains(err.Error(), "a.tmpl") || !strings.Contains(err.Error(), c.holds) {
				t.Errorf("得到 %v", err)
			}
		})
	}
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"甲": "甲。", "甲。": "甲。", "甲！": "甲！", "甲？": "甲？", "甲……": "甲……",
		"甲；": "甲。", "甲;": "甲。", "甲，": "甲。", "甲、": "甲。", "甲。；": "甲。", "甲；；": "甲。",
		"甲 ": "甲。", "甲。 ": "甲。", "甲。　": "甲。", "甲。\t": "甲。", "甲。\n": "甲。", "甲； 　": "甲。",
		"“甲。”": "“甲。”", "“甲”": "“甲”。", "（甲。）": "（甲。）", "（甲）": "（甲）。", "《甲》": "《甲》。",
		"甲。乙": "甲。乙。", "3.5%": "3.5%。",
	} {
		t.Run(text, func(t *testing.T) {
			blocks, err := mustLoad(t, map[string]string{"a.tmpl": "{{句 .事项}}"}).Blocks(with(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(blocks); got != "段 "+want {
				t.Errorf("得到 %q，应为 %q", got, "段 "+want)
			}
		})
	}
}

func TestExpand(t *testing.T) {
	s := mustLoad(t, nil)
	x, err := s.Expand(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]string{
		"题名": {x.Document.Title, "财政局2024年度说明"}, "文件名": {x.Document.PDFName, "财政局.pdf"}, "没有字段": {x.Document.XLSXName, "表.xlsx"},
		"编制单位": {x.Style.Preparer, "编制单位：财政局"}, "注": {x.Forms[0].Note, "注：单位"}, "空表说明": {x.Forms[1].EmptyNote, "单位没有"},
		"图":  {strings.Join(append(x.Charts[0].Series, x.Charts[0].UnitLine, x.Charts[0].Bars[0].Label, x.Charts[0].Title), "|"), "2024年|上年|财政局，万元|单位收入|图{{.图号}}"},
		"封面": {strings.Join(x.Document.CoverLines, "|"), "定稿"},
	} {
		t.Run(name, func(t *testing.T) {
			if pair[0] != pair[1] {
				t.Errorf("得到 %q，应为 %q", pair[0], pair[1])
			}
		})
	}
}

// A set serves a thousand units: what one fills in must not stay.
func TestExpandLeavesTheSetUnchanged(t *testing.T) {
	s, untouched := mustLoad(t, nil), mustLoad(t, nil)
	for _, name := range []string{"财政局", "文化局"} {
		d := with("")
		d["单位名称"] = name
		x, err := s.Expand(d)
		if err != nil || !strings.HasPrefix(x.Document.Title, name) {
			t.Errorf("得到 %q，%v", x.Document.Title, err)
		}
	}
	if !reflect.DeepEqual(s.Settings, untouched.Settings) {
		t.Errorf("设置变成 %+v", s.Settings)
	}
}

// The name of a unit is text, whatever it looks like.
func TestExpandDoesNotExecuteTexts(t *testing.T) {
	d := with("")
	d["单位名称"] = "{{.年度}}局"
	x, err := mustLoad(t, nil).Expand(d)
	if err != nil || x.Document.Title != "{{.年度}}局2024年度说明" {
		t.Errorf("得到 %q，%v", x.Document.Title, err)
	}
}

func TestExpandFaults(t *testing.T) {
	for name, title := range map[string]string{"没有的字段": "{{.单位全称}}", "没有写完": "{{.单位名称", "没有的函数": "{{大写 .年度}}"} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(settings, "{{.单位名称}}{{.年度}}年度说明", title, 1)
			s, err := Load(fstest.MapFS{SettingsFile: {Data: []byte(text)}})
			if err == nil {
				_, err = s.Expand(data)
			}
			if err == nil || !strings.Contains(err.Error(), SettingsFile+":3:") || !strings.Contains(err.Error(), "document.title") {
				t.Errorf("得到 %v", err)
			}
		})
	}
}

func TestSettingsFaults(t *testing.T) {
	for _, c := range []struct{ name, old, new, holds string }{
		{"没有的报表", `kind = "income"`, `kind = "incomes"`, `statements[2].kind`},
		{"没有的键", `[scoring]`, "[scoring]\nproject = 1", "scoring.project"},
		{"类型不对", `execution_weight = 10`, `execution_weight = "10"`, "scoring.execution_weight"},
		{"评分办法", `projects = "deduct"`, `projects = "deducts"`, "scoring.projects"},
		{"没有评分办法", "overall = \"full\"\n", "", "scoring.overall"},
		{"没有文件名", "xlsx_name = \"表.xlsx\"\n", "", "document.xlsx_name"},
		{"目录级数太多", `contents_depth = 3`, `contents_depth = 5`, "document.contents_depth"},
		{"目录级数为零", `contents_depth = 3`, `contents_depth = 0`, "document.contents_depth"},
		{"小数位数", `execution_weight = 10`, "execution_weight = 10\ncompletion_decimals = 3", "scoring.completion_decimals"},
		{"图的名称重复", "[[charts]]\n", "[[charts]]\nname = \"收支\"\ntitle = \"图\"\nalternative = \"图\"\nbars = [{ label = \"甲\", values = [\"甲\"] }]\n[[charts]]\n", "charts[2].name"},
		{"图的数太多", `"上年"]`, `"上年", "前年"]`, "charts[1].series"},
		{"图的字段太少", `values = ["甲", "乙"]`, `values = ["甲"]`, "charts[1].bars[1].values"},
		{"图没有说明", "alternative = \"{{.图题}}\"\n", "", "charts[1].alternative"},
		{"写法", `name = "试"`, `name = 试`, "1:8"},
		{"重复", `contents_depth = 3`, "contents_depth = 3\ncontents_depth = 3", "7:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(settings, c.old, c.new, 1)
			if text == settings {
				t.Fatalf("没有 %q", c.old)
			}
			_, err := Load(fstest.MapFS{SettingsFile: {Data: []byte(text)}})
			if err == nil || !strings.Contains(err.Error(), c.holds) || !placed(err.Error()) {
				t.Errorf("得到 %v", err)
			}
		})
	}
}

// placed reports whether a message has settings.toml:line:column.
func placed(message string) bool {
	_, rest, ok := strings.Cut(message, SettingsFile+":")
	var line, column int
	n, _ := fmt.Sscanf(rest, "%d:%d", &line, &column)
	return ok && n == 2 && line > 0 && column > 0
}

func TestFolderWithoutSettings(t *testing.T) {
	if _, err := Load(fstest.MapFS{"a.tmpl": {Data: []byte("一")}}); err == nil || !strings.Contains(err.Error(), SettingsFile) {
		t.Errorf("得到 %v", err)
	}
}

func TestBuiltInSetsLoad(t *testing.T) {
	names, err := fs.Glob(templates.FS, "*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			folder, err := fs.Sub(templates.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Load(folder)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Settings.Forms) != 9 {
				t.Errorf("有 %d 张报表，应为 9 张", len(s.Settings.Forms))
			}
		})
	}
}
