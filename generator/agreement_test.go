package generator_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/unit"
)

// workbook is the cells of each sheet as a reader of the workbook sees them.
func workbook(t *testing.T, data []byte) map[string][][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	sheets := map[string][][]string{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		sheets[name] = rows
	}
	return sheets
}

// The cells of the workbook, read back, are the cells of the tables, in order.
func TestWorkbookHoldsTheTables(t *testing.T) {
	eachUnit(t, min(*units, 40), wantWorkbook)
}

func wantWorkbook(t *testing.T, data []byte) {
	t.Helper()
	p := assemble(t, data)
	sheets := workbook(t, build(t, data)[1].Data)
	for _, s := range p.Sheets {
		var got []string
		for _, row := range sheets[s.Name] {
			got = append(got, slices.DeleteFunc(row, func(c string) bool { return c == "" })...)
		}
		text := fold(strings.Join(got, ""))
		for _, r := range slices.Concat(s.Table.Header, s.Table.Body) {
			for _, c := range r.Cells {
				_, rest, found := strings.Cut(text, fold(c.String()))
				if !found {
					t.Fatalf("%s: %q is not in the sheet, or not in its place", s.Name, c.String())
				}
				text = rest
			}
		}
	}
}

// cell finds the cell of a sheet that stands n columns to the right of a label
// in its row, empty cells of merged ranges not counted.
func cellBeside(t *testing.T, rows [][]string, label string, n int) string {
	t.Helper()
	for _, row := range rows {
		row = slices.DeleteFunc(slices.Clone(row), func(c string) bool { return c == "" })
		if i := slices.Index(row, label); i >= 0 && i+n < len(row) {
			return row[i+n]
		}
	}
	t.Fatalf("no row %q", label)
	return ""
}

const amount = `([0-9][0-9,]*\.[0-9]{2})万元`

// agreements are figures of the sentences with the cells that they must equal:
// the sheet, the label in the row and how far right of it the cell stands.
var agreements = []struct {
	sentence string
	sheet    string
	label    string
	right    int
}{
	{`年度收入总计` + amount, "公开01表", "总计", 2},
	{`年度支出总计` + amount, "公开01表", "总计", 5},
	{`年度收入总计.*?本年收入合计` + amount, "公开01表", "本年收入合计", 2},
	{`使用非财政拨款结余\(含专用结余\)` + amount, "公开01表", "使用非财政拨款结余（含专用结余）", 2},
	{`专用结余\).*?年初结转和结余` + amount, "公开01表", "年初结转和结余", 2},
	{`年度支出总计.*?本年支出合计` + amount, "公开01表", "本年支出合计", 2},
	{`结余分配` + amount, "公开01表", "结余分配", 2},
	{`结余分配.*?年末结转和结余` + amount, "公开01表", "年末结转和结余", 2},
	{`本年收入[0-9,.]+万元,其中:财政拨款收入` + amount, "公开02表", "合计", 2},
	{`上级补助收入` + amount, "公开02表", "合计", 3},
	{`;事业收入` + amount, "公开02表", "合计", 4},
	{`;经营收入` + amount, "公开02表", "合计", 5},
	{`附属单位上缴收入` + amount, "公开02表", "合计", 6},
	{`其他收入` + amount, "公开02表", "合计", 7},
	{`本年支出[0-9,.]+万元,其中:基本支出` + amount, "公开03表", "合计", 2},
	{`;项目支出` + amount, "公开03表", "合计", 3},
	{`上缴上级支出` + amount, "公开03表", "合计", 4},
	{`;经营支出` + amount, "公开03表", "合计", 5},
	{`对附属单位补助支出` + amount, "公开03表", "合计", 6},
	{`财政拨款收入总计` + amount, "公开04表", "总计", 2},
	{`年初财政拨款结转和结余` + amount, "公开04表", "年初财政拨款结转和结余", 2},
	{`本年财政拨款收入` + amount, "公开04表", "本年收入合计", 2},
	{`财政拨款支出总计` + amount, "公开04表", "总计", 5},
	{`年末财政拨款结转和结余` + amount, "公开04表", "年末财政拨款结转和结余", 2},
	{`本年财政拨款支出` + amount, "公开04表", "本年支出合计", 2},
	{`年度一般公共预算财政拨款支出` + amount, "公开05表", "合计", 1},
	{`年度一般公共预算财政拨款支出` + amount, "公开04表", "本年支出合计", 3},
	{`一般公共预算财政拨款基本支出` + amount, "公开05表", "合计", 2},
	{`人员经费` + amount, "公开06表", "人员经费合计", 1},
	{`公用经费` + amount, "公开06表", "公用经费合计", 1},
}

func TestSentencesEqualTheWorkbook(t *testing.T) {
	eachUnit(t, min(*units, 25), func(t *testing.T, data []byte) {
		files := build(t, data)
		text, sheets := fold(pdfText(t, files[0].Data)), workbook(t, files[1].Data)
		_, text, _ = strings.Cut(text, "机构设置及人员情况"+fold(unitName(t, data)))
		for _, a := range agreements {
			found := regexp.MustCompile(a.sentence).FindStringSubmatch(text)
			if found == nil {
				t.Errorf("no sentence %s", a.sentence)
				continue
			}
			if want := cellBeside(t, sheets[a.sheet], a.label, a.right); found[1] != want {
				t.Errorf("%s: the sentence says %s, %s says %s", a.sentence, found[1], a.sheet, want)
			}
		}
		wantThreePublic(t, text, sheets["公开09表"])
		wantItems(t, text, sheets["公开05表"])
	})
}

func unitName(t *testing.T, data []byte) string {
	t.Helper()
	u, _, _ := load(t, data)
	return u.Identity.Name
}

// wantThreePublic compares the section on 三公经费 with its statement, twelve
// figures in the order of the form.
func wantThreePublic(t *testing.T, text string, rows [][]string) {
	t.Helper()
	var cells []string
	for i, row := range rows {
		if strings.Join(row, " ") == "1 2 3 4 5 6 7 8 9 10 11 12" {
			cells = rows[i+1]
		}
	}
	if len(cells) != 12 {
		t.Fatalf("公开09表 has %d figures", len(cells))
	}
	for i, sentence := range map[int]string{
		6: `年度财政拨款“三公”经费支出` + amount, 7: `其中:因公出国\(境\)费支出` + amount,
		8: `公务用车购置及运行维护费支出` + amount, 9: `其中:公务用车购置费` + amount,
		10: `,公务用车运行维护费` + amount, 11: `公务接待费支出` + amount,
		0: `财政拨款“三公”经费支出全年预算数` + amount, 1: `因公出国\(境\)费全年预算数` + amount,
		3: `公务用车购置费全年预算数` + amount, 4: `公务用车运行维护费全年预算数` + amount, 5: `公务接待费全年预算数` + amount,
	} {
		found := regexp.MustCompile(sentence).FindStringSubmatch(text)
		if found == nil {
			if strings.Join(cells, "") != strings.Repeat("0.00", 12) {
				t.Errorf("no sentence %s", sentence)
			}
			continue
		}
		if found[1] != cells[i] {
			t.Errorf("%s: the sentence says %s, 公开09表 says %s", sentence, found[1], cells[i])
		}
	}
}

// wantItems compares each 项 of the section on the general budget with its row.
func wantItems(t *testing.T, text string, rows [][]string) {
	t.Helper()
	_, text, _ = strings.Cut(text, "具体情况")
	text, _, _ = strings.Cut(text, "六、一般公共预算财政拨款基本支出")
	names := map[string]string{}
	spent := 0
	for _, row := range rows {
		if len(row) < 3 || !regexp.MustCompile(`^2[0-9]+$`).MatchString(row[0]) {
			continue
		}
		names[row[0]] = row[1]
		if len(row[0]) != 7 {
			continue
		}
		spent++
		line := fold(names[row[0][:3]] + "（类）" + names[row[0][:5]] + "（款）" + row[1] + "（项）：支出决算数为" + row[2] + "万元")
		if !strings.Contains(text, line) {
			t.Errorf("the section has no %s", line)
		}
	}
	if said := strings.Count(text, "(项):支出决算数为") - strings.Count(text, "(项):支出决算数为0.00万元"); said > spent {
		t.Errorf("%d items have an amount, the statement has %d", said, spent)
	}
}

// A department speaks of itself as one, a unit as one, never mixed.
func TestScopeIsNeverMixed(t *testing.T) {
	eachUnit(t, min(*units, 60), func(t *testing.T, data []byte) {
		u, _, _ := load(t, data)
		other := map[unit.Scope]string{unit.SingleUnit: "本部门", unit.Department: "本单位"}[u.Identity.Scope]
		p := assemble(t, data)
		if strings.Contains(string(data), other) {
			t.Skip("the unit's own texts have the other word")
		}
		if strings.Contains(doc.Text(p.Explanation), other) {
			t.Errorf("a %s says %s", u.Identity.Scope, other)
		}
	})
}
