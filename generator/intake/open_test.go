package intake_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
)

// part is one part of a workbook that is put together by hand.
type part struct{ name, text string }

func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store}) // nothing is gained by packing small parts
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// byHand is a workbook with one sheet of this XML, and with other parts.
func byHand(t testing.TB, sheet string, others ...part) []byte {
	t.Helper()
	const (
		types  = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
		top    = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		book   = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="收入决算表" sheetId="1" r:id="rId1"/></sheets></workbook>`
		sheets = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	)
	return zipped(t, append([]part{{"[Content_Types].xml", types}, {"_rels/.rels", top}, {"xl/workbook.xml", book},
		{"xl/_rels/workbook.xml.rels", sheets}, {"xl/worksheets/sheet1.xml", sheet}}, others...)...)
}

const (
	sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetTail = `</sheetData></worksheet>`
)

func inlineCell(at, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, text)
}

// header is the top of an 收入决算表.
var header = `<row r="1">` + inlineCell("A1", "收入决算表") + inlineCell("C1", "金额单位：万元") + `</row><row r="2">` +
	inlineCell("A2", "科目编码") + inlineCell("B2", "科目名称") + inlineCell("C2", "本年收入合计") + inlineCell("D2", "财政拨款收入") +
	inlineCell("E2", "上级补助收入") + inlineCell("F2", "事业收入") + inlineCell("G2", "经营收入") + inlineCell("H2", "附属单位上缴收入") + inlineCell("I2", "其他收入") + `</row>`

// sheetOf is the XML of an 收入决算表 with these rows.
func sheetOf(rows string) string { return sheetHead + header + rows + sheetTail }

// million are a million rows with an amount.
func million() string {
	var b strings.Builder
	for i := 3; i < 1_000_000; i++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="C%d"><v>1</v></c></row>`, i, i)
	}
	return b.String()
}

// protected is a workbook with a password.
func protected(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "1"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is no workbook that can be read is refused in words that say what to
// do, in bounded time and memory.
func TestRefusals(t *testing.T) {
	good := workbook(t, examples(t)["tiny-2024"]).Data
	for _, c := range []struct {
		name, rule, message, remedy string
		data                        []byte
	}{
		{"nothing", "I-01", "文件是空的（0 字节）", "重新取得文件", nil},
		{"old format", "I-01", "旧格式的文件（.xls）", "类型选“Excel 工作簿（*.xlsx）”", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600))},
		{"password", "I-01", "设有密码", "去掉打开密码", protected(t)},
		{"PDF", "I-01", "这是 PDF 文件", "转换成 .xlsx", []byte("%PDF-1.7\n")},
		{"CSV", "I-01", "CSV", "另存为", []byte("科目编码,科目名称\r\n205,教育支出\r\n")},
		{"CSV with a byte-order mark", "I-01", "CSV", "另存为", []byte("\ufeff科目编码,科目名称\r\n")},
		{"web page", "I-01", "网页", "另存为", []byte("\ufeff<html><table></table></html>")},
		{"document", "I-01", "Word", "Excel 格式", zipped(t, part{"[Content_Types].xml", "<Types/>"}, part{"word/document.xml", "<a/>"})},
		{"ODF", "I-01", "（.ods）", "另存为", zipped(t, part{"mimetype", "x"}, part{"content.xml", "<a/>"})},
		{"binary workbook", "I-01", "（.xlsb）", "另存为", zipped(t, part{"xl/workbook.bin", "x"})},
		{"archive", "I-01", "压缩文件", "解压", zipped(t, part{"公开表.xlsx", "x"})},
		{"cut short", "I-01", "不完整或者已经损坏", "重新取得", good[:len(good)/2]},
		{"damaged", "I-01", "不完整或者已经损坏", "重新取得", damaged(good)},
		{"sheet cut short", "I-01", "不完整或者已经损坏", "重新取得", byHand(t, sheetHead+header+"<row")},
		{"sheet that does not close", "I-01", "不完整或者已经损坏", "重新取得", byHand(t, sheetHead+header)},
		{"bomb", "I-01", "文件太大", "只留下九张公开表", zipped(t, part{"xl/workbook.xml", strings.Repeat(" ", 200<<20)})},
		{"bomb of many parts", "I-01", "文件太大", "只留下九张公开表", bombs(t)},
		{"large file", "I-01", "文件太大", "只留下九张公开表", make([]byte, intake.MaxBytes+1)},
		{"a million rows", "I-01", "文件太大", "只留下九张公开表", byHand(t, sheetOf(million()))},
		{"too many rows", "I-02", "超过 5000 行", "删去表格以外的内容", byHand(t, sheetOf(`<row r="900000"><c r="C900000"><v>1</v></c></row>`))},
		{"a million short rows", "I-02", "超过 5000 行", "删去表格以外的内容", byHand(t, sheetOf(strings.Repeat("<row><c><v>1</v></c></row>", 1_000_000)))},
		{"wide rows", "I-01", "文件太大", "只留下九张公开表", byHand(t, sheetOf(wide()))},
		{"row beyond all", "I-01", "不完整或者已经损坏", "重新取得", byHand(t, sheetOf(`<row r="99999999"><c r="C99999999"><v>1</v></c></row>`))},
		{"formula without a result", "I-04", "公式还没有计算出结果", "保存一次", byHand(t, sheetOf(`<row r="3">`+inlineCell("A3", "2050205")+`<c r="C3"><f>1+1</f></c><c r="D3"><v>1</v></c></row>`))},
		{"error of a formula", "I-04", `“#DIV/0!”不是一个可用的金额：公式出错`, "只写数字", byHand(t, sheetOf(`<row r="3">`+inlineCell("A3", "2050205")+`<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`))},
		{"no statement", "I-02", "没有找到任何一张决算公开表", "官方的表名", emptyBook(t)},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin, before := time.Now(), allocated()
			_, lists := intake.Read([]intake.Workbook{{Data: c.data}})
			i := slices.IndexFunc(lists[0], func(f finding.Finding) bool {
				return f.Severity == finding.Error && f.Rule == c.rule && strings.Contains(f.Message, c.message) && strings.Contains(f.Remedy, c.remedy)
			})
			if i < 0 {
				t.Errorf("%v", lists[0])
			}
			if d := time.Since(begin); d > 20*time.Second {
				t.Errorf("it took %s", d)
			}
			if grown := allocated() - before; grown > 4<<30 {
				t.Errorf("it took %d bytes", grown)
			}
		})
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// damaged has other bytes in its middle.
func damaged(data []byte) []byte {
	data = slices.Clone(data)
	for i := range 400 {
		data[len(data)/2+i] ^= 0x5a
	}
	return data
}

func bombs(t testing.TB) []byte {
	var parts []part
	for i := range 10 {
		parts = append(parts, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i), strings.Repeat(" ", 8<<20)})
	}
	return zipped(t, parts...)
}

// wide are rows whose only cell is the last that a row can have.
func wide() string {
	var b strings.Builder
	for i := 3; i < 2000; i++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i, i)
	}
	return b.String()
}

func emptyBook(t testing.TB) []byte {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A sheet that is blank down to its last row, as a formatted one is, reads as
// what it holds.
func TestBlankRowsFarDown(t *testing.T) {
	rows := `<row r="3">` + inlineCell("A3", "2050205") + `<c r="C3"><v>1</v></c><c r="D3"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>`
	_, lists := intake.Read([]intake.Workbook{{Name: "2024年度.xlsx", Data: byHand(t, sheetOf(rows))}})
	for _, f := range lists[0] {
		if f.Rule != "F-02" && f.Rule != "T02-4" {
			t.Errorf("%s %s %s", f.Rule, f.Path, f.Message)
		}
	}
}

// Sheets without a statement are named and nothing else.
func TestUnusedSheets(t *testing.T) {
	sheets := append(lay(t, examples(t)["tiny-2024"]), &sheet{name: "项目支出决算表", rows: [][]cell{{{text: "项目支出决算表"}}, {{text: "项目名称"}, {text: "金额"}}}})
	_, lists := imported(t, drawn(t, sheets))
	found := lists[0].Of(finding.Note)
	if !slices.ContainsFunc(found, func(f finding.Finding) bool {
		return f.Rule == "I-10" && f.Message == "没有用到这些工作表：项目支出决算表"
	}) {
		t.Errorf("%v", found)
	}
}

// Statements may come in several workbooks; one that is there twice is not
// chosen between.
func TestSeveralWorkbooks(t *testing.T) {
	data := examples(t)["bureau-2024"]
	whole, _ := imported(t, drawn(t, lay(t, data)))
	sheets := lay(t, data)
	first, second := drawn(t, sheets[:4]), drawn(t, sheets[4:])
	if got, _ := imported(t, first, second); !bytes.Equal(got, whole) {
		t.Error(firstDifference(string(whole), string(got)))
	}
	_, lists := intake.Read([]intake.Workbook{first, second, drawn(t, sheets[1:2])})
	if want := "I-02 公开02表 收入决算表有两张，另一张在文件“公开表.xlsx”的工作表“公开02表”"; !slices.Contains(lines(lists[2]), want) {
		t.Errorf("no %q in %q", want, lines(lists[2]))
	}
	_, lists = intake.Read([]intake.Workbook{first, {Data: []byte("%PDF")}, second})
	if len(lists[0].Of(finding.Error)) != 0 || len(lists[1]) != 1 {
		t.Errorf("%v", lists)
	}
}

// No file makes the reading stumble, whatever its bytes are.
func FuzzFile(f *testing.F) {
	f.Add(byHand(f, sheetHead+sheetTail))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("%PDF"))
	f.Fuzz(wantReasons)
}

// wantReasons wants that a file of which nothing is read is refused in words.
func wantReasons(t *testing.T, data []byte) {
	facts, lists := intake.Read([]intake.Workbook{{Name: "模糊", Data: data}})
	if facts == nil && !intake.HasErrors(lists) {
		t.Error("nothing was read, and nobody says why")
	}
}

// Nor do the parts of a workbook that is whole as a ZIP file: the changed bytes
// of a ZIP file are refused for its checksums before anything is read.
func FuzzParts(f *testing.F) {
	row := `<row r="3">` + inlineCell("A3", "2050205") + `<c r="C3"><v>1</v></c></row>`
	f.Add(sheetOf(row), `<sst><si><t>收入决算表</t></si></sst>`)
	f.Add(sheetOf(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3"><f>D3</f></c><c r="D3" t="str"><f>1</f><v>2</v></c></row>`), `<sst><si><r><t>2050205</t></r></si></sst>`)
	f.Add(sheetHead+`<row><c t="b"><v>1</v></c><c r="XFD1048576" t="e"><v>#REF!</v></c></row>`+sheetTail, "")
	f.Add(sheetOf(row)+`<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`, "")
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		wantReasons(t, byHand(t, sheet, part{"xl/sharedStrings.xml", texts}))
	})
}

// A workbook that was given another name still tells its year, in its
// properties; one that tells it nowhere says so.
func TestYearOfARenamedWorkbook(t *testing.T) {
	data := workbook(t, examples(t)["tiny-2024"]).Data
	if facts := factsOf(t, intake.Workbook{Name: "公开表.xlsx", Data: data}); facts.Year != 2024 {
		t.Errorf("year %d", facts.Year)
	}
	sheets := each(func(c *cell) { c.text = strings.ReplaceAll(c.text, "（2024年度）", "") })(lay(t, examples(t)["tiny-2024"]))
	facts, lists := intake.Read([]intake.Workbook{drawn(t, sheets)})
	if facts.Year != 0 || !slices.ContainsFunc(lists[0], func(f finding.Finding) bool { return f.Rule == intake.RuleHead }) {
		t.Errorf("year %d, %v", facts.Year, lists[0])
	}
}
