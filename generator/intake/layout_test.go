package intake_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/intake"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/unit"
)

// sheet is one statement as a person lays it out: texts, and figures as the
// stored text of a number.
type sheet struct {
	name  string
	table *doc.Table
	rows  [][]cell
}

type cell struct {
	text   string
	number bool // stored as a number
	cover  int  // columns that a merged cell covers beyond its own
}

// lay lays out the statements of a unit in rows and columns, merged cells as
// the form has them.
func lay(t *testing.T, data []byte) []*sheet {
	t.Helper()
	u, b := book(t, data)
	var forms []statement.Form
	for _, f := range forms09 {
		forms = append(forms, statement.Form{Kind: f.kind, Title: f.title, Note: "注：本表反映单位本年度的情况，共 1 页。"})
	}
	all, err := statement.Build(b, forms, statement.Style{
		Preparer: "编制单位：" + u.Identity.Name, UnitLine: "金额单位：万元", LineNumbers: true, ColumnNumbers: true,
	})
	ok(t, err)
	var sheets []*sheet
	for _, s := range all {
		one := &sheet{name: s.Table.FormNumber, table: s.Table}
		one.rows = append(one.rows, []cell{{text: s.Table.Title}}, []cell{{text: "（2024年度）"}},
			[]cell{{text: s.Table.Preparer}, {}, {text: s.Table.UnitLine}})
		one.rows = append(one.rows, gridOf(t, s.Table)...)
		for _, n := range s.Table.Notes {
			one.rows = append(one.rows, []cell{{text: n}})
		}
		sheets = append(sheets, one)
	}
	return sheets
}

// forms09 are the nine statements by their official names.
var forms09 = []struct {
	kind  statement.Kind
	title string
}{
	{statement.Overall, "收入支出决算总表"}, {statement.Income, "收入决算表"}, {statement.Spending, "支出决算表"},
	{statement.Appropriation, "财政拨款收入支出决算总表"}, {statement.General, "一般公共预算财政拨款支出决算表"},
	{statement.Basic, "一般公共预算财政拨款基本支出决算表"}, {statement.Fund, "政府性基金预算财政拨款收入支出决算表"},
	{statement.Capital, "国有资本经营预算财政拨款收入支出决算表"}, {statement.ThreePublic, "财政拨款“三公”经费支出决算表"},
}

func gridOf(t *testing.T, table *doc.Table) [][]cell {
	t.Helper()
	placed, err := table.Layout()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]cell, len(table.Header)+len(table.Body))
	for i := range rows {
		rows[i] = make([]cell, len(table.Columns))
	}
	for _, p := range placed {
		c := cell{text: p.Text, cover: p.Cols() - 1}
		if p.Number != nil {
			c = cell{text: p.Number.Value.String(), number: true}
		}
		rows[p.Row][p.Col] = c
	}
	return rows
}

// each changes every cell.
func each(change func(c *cell)) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		for _, s := range sheets {
			for _, r := range s.rows {
				for i := range r {
					change(&r[i])
				}
			}
		}
		return sheets
	}
}

// eachSheet changes every sheet's rows.
func eachSheet(change func(s *sheet)) func([]*sheet) []*sheet {
	return func(sheets []*sheet) []*sheet {
		for _, s := range sheets {
			change(s)
		}
		return sheets
	}
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > ' ' && r < 0x7f:
			return r - '!' + '！'
		case r == ' ':
			return '　'
		}
		return r
	}, s)
}

func grouped(c *cell) {
	if c.number {
		v := decimal.RequireFromString(c.text)
		*c = cell{text: " " + doc.Amount(v).String()}
	}
}

// noisy is a number as a spreadsheet program stores it after reckoning.
func noisy(c *cell) {
	if !c.number {
		return
	}
	v, err := strconv.ParseFloat(c.text, 64)
	if err == nil && v != 0 {
		c.text = strconv.FormatFloat(math.Nextafter(v, 0), 'f', -1, 64)
	}
}

// splitCodes puts each code of a function into three columns, and a number for
// what a person types as one.
func splitCodes(full, numbers bool) func(*sheet) {
	return func(s *sheet) {
		if !slices.Contains([]string{"公开02表", "公开03表", "公开05表", "公开07表", "公开08表"}, s.name) {
			return
		}
		for i, r := range s.rows[3:] {
			code := r[0].text
			parts := []cell{r[0], {}, {}}
			if len(code) >= 3 && strings.Trim(code, "0123456789") == "" {
				parts = []cell{{text: code[:3]}, {}, {}}
				if len(code) >= 5 {
					parts[1].text = code[3:5]
				}
				if len(code) >= 7 {
					parts[2].text = code[5:7]
				}
				if full && len(code) > 3 {
					parts = []cell{{}, {}, {}}
					parts[len(code)/2-1].text = code[3:][len(code)-5:]
				}
				for k := range parts {
					parts[k].number = numbers && parts[k].text != ""
					if numbers {
						parts[k].text = strings.TrimPrefix(parts[k].text, "0")
					}
				}
			}
			if strings.HasPrefix(r[0].text, "注") || strings.HasPrefix(r[0].text, "说明") || strings.HasPrefix(r[0].text, "本表") {
				continue
			}
			s.rows[3+i] = append(parts, r[1:]...)
		}
		for i, r := range s.rows {
			if strings.HasPrefix(r[0].text, "栏次") {
				s.rows[i][0].text, s.rows[i][1].text, s.rows[i][2].text, s.rows[i][3].text = "类", "款", "项", "栏次"
			}
		}
	}
}

// withoutOrdinals takes the rows 栏次 and the columns 行次 away.
func withoutOrdinals(s *sheet) {
	s.rows = slices.DeleteFunc(s.rows, func(r []cell) bool {
		return slices.ContainsFunc(r, func(c cell) bool { return c.text == "栏次" }) || len(r) == 12 && r[11].text == "12" && !r[11].number
	})
	for col := len(s.rows[4]) - 1; col > 0; col-- {
		if s.rows[4][col].text != "行次" {
			continue
		}
		for i, r := range s.rows {
			if i >= 3 && len(r) > col {
				s.rows[i] = slices.Delete(r, col, col+1)
			}
		}
	}
}

// withoutDebt takes the classes away that some forms do not have.
func withoutDebt(s *sheet) {
	for _, r := range s.rows {
		for i := range r {
			if strings.Contains(r[i].text, "债务还本支出") || strings.Contains(r[i].text, "债务付息支出") && i > 0 {
				for k := i; k < len(r); k++ {
					r[k] = cell{}
				}
				break
			}
		}
	}
}

// pairs lays 三公 out with 预算数 and 决算数 below each item.
func pairs(s *sheet) {
	if s.name != "公开09表" {
		return
	}
	last := s.rows[len(s.rows)-1-len(s.table.Notes)]
	header := [][]cell{make([]cell, 12), make([]cell, 12), make([]cell, 12), make([]cell, 12)}
	header[0][0] = cell{text: "财政拨款“三公”经费", cover: 11}
	var body []cell
	for i, name := range []string{"合计", "因公出国\n（境）费", "小计", "公务用车\n购置费", "公务用车\n运行维护费", "公务接待费"} {
		header[2][2*i] = cell{text: name, cover: 1}
		header[3][2*i], header[3][2*i+1] = cell{text: "预算数"}, cell{text: "决算数"}
		body = append(body, last[i], last[i+6])
	}
	header[1][4] = cell{text: "公务用车购置及运行维护费", cover: 5}
	notes := s.rows[len(s.rows)-len(s.table.Notes):]
	s.rows = append(append(append(slices.Clone(s.rows[:3]), header...), body), notes...)
}

// publicDown lays 三公 out with an item in each row, as the ministry's table of
// the unit's information does.
func publicDown(s *sheet) {
	if s.name != "公开09表" {
		return
	}
	notes := s.rows[len(s.rows)-len(s.table.Notes):]
	last := s.rows[len(s.rows)-1-len(s.table.Notes)]
	rows := append(slices.Clone(s.rows[:3]),
		[]cell{{text: "项　目"}, {text: "行次"}, {text: "预算数"}, {text: "决算数"}},
		[]cell{{text: "栏　次"}, {}, {text: "1"}, {text: "2"}})
	for i, name := range []string{
		"“三公”经费支出合计", "1．因公出国（境）费", "2．公务用车购置及运行维护费", "（1）公务用车购置费", "（2）公务用车运行维护费", "3．公务接待费",
	} {
		rows = append(rows, []cell{{text: name}, {text: fmt.Sprint(i + 1)}, last[i], last[i+6]})
	}
	rows = append(rows, []cell{{text: "（1）国内接待费"}, {text: "7"}, last[5], last[11]}, []cell{{text: "其中：外事接待费"}, {text: "8"}, {}, {}})
	s.rows = append(rows, notes...)
}

// inOneCell puts the code and the name of a subject into one cell.
func inOneCell(s *sheet) {
	if !slices.Contains([]string{"公开02表", "公开03表", "公开05表", "公开07表", "公开08表"}, s.name) {
		return
	}
	for i, r := range s.rows[3:] {
		switch {
		case len(r) < 4:
			continue
		case r[0].text == "项目" && r[0].cover == 1:
			s.rows[3+i] = append([]cell{{text: "项目"}}, r[2:]...)
		case r[1].text == "科目名称":
			s.rows[3+i] = append([]cell{{text: "功能分类科目"}}, r[2:]...)
		case r[0].cover == 1: // 栏次 and 合计
			s.rows[3+i] = append([]cell{{text: r[0].text}}, r[2:]...)
		default:
			s.rows[3+i] = append([]cell{{text: strings.TrimSpace(r[0].text + " " + r[1].text)}}, r[2:]...)
		}
	}
}

// economicInOneCell does so with the economic subjects of 公开06表, three
// groups side by side.
func economicInOneCell(s *sheet) {
	if s.name != "公开06表" {
		return
	}
	for i, r := range s.rows[3:] {
		var joined []cell
		for k := 0; k < len(r); k++ {
			code := strings.Trim(r[k].text, "0123456789") == "" && len(r[k].text) >= 3 && !r[k].number
			switch {
			case strings.HasSuffix(r[k].text, "编码") && k+1 < len(r):
				joined = append(joined, cell{text: "经济分类科目"}, cell{})
				k++
			case code && k+1 < len(r):
				joined = append(joined, cell{text: r[k].text + " " + r[k+1].text}, cell{})
				k++
			default:
				joined = append(joined, r[k])
			}
		}
		s.rows[3+i] = joined
	}
}

// totalLast moves 合计 behind the last subject.
func totalLast(s *sheet) {
	if s.name != "公开05表" {
		return
	}
	i := slices.IndexFunc(s.rows, func(r []cell) bool { return r[0].text == "合计" })
	total := s.rows[i]
	s.rows = slices.Delete(s.rows, i, i+1)
	at := len(s.rows) - len(s.table.Notes)
	s.rows = slices.Insert(s.rows, at, total)
}

// spaced puts blank rows and columns between those of the form.
func spaced(s *sheet) {
	var rows [][]cell
	for i, r := range s.rows {
		wide := []cell{{}}
		for _, c := range r {
			wide = append(wide, c, cell{})
		}
		for k := range wide {
			wide[k].cover *= 2
		}
		rows = append(rows, wide)
		if i%3 == 0 {
			rows = append(rows, nil)
		}
	}
	s.rows = append([][]cell{nil, nil}, rows...)
}

// repeated writes the text of a merged header into each cell that it covered.
func repeated(s *sheet) {
	for i, r := range s.rows {
		for k := range r {
			c := r[k]
			if i < 4 || i > 3+len(s.table.Header) || c.cover == 0 || c.number || c.text == "合计" {
				continue
			}
			for n := range c.cover {
				s.rows[i][k+1+n] = cell{text: c.text}
			}
			s.rows[i][k].cover = 0
		}
	}
}

// named gives each sheet another name, in another order, among others.
func named(sheets []*sheet) []*sheet {
	slices.Reverse(sheets)
	for i, s := range sheets {
		s.name = fmt.Sprintf("Sheet%d", i+1)
	}
	return append([]*sheet{{name: "目录", rows: [][]cell{{{text: "目录"}}, {{text: "一、收入支出决算总表"}}, {{text: "二、收入决算表"}}}}}, sheets...)
}

// onOne puts all statements on one sheet, one below the other.
func onOne(sheets []*sheet) []*sheet {
	all := &sheet{name: "全部"}
	for _, s := range sheets {
		all.rows = append(append(all.rows, s.rows...), nil, nil)
	}
	return []*sheet{all}
}

// drawn is a workbook of sheets.
func drawn(t *testing.T, sheets []*sheet) intake.Workbook {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for i, s := range sheets {
		if i == 0 {
			ok(t, f.SetSheetName("Sheet1", s.name))
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for r, row := range s.rows {
			for c, x := range row {
				put(t, f, s.name, r+1, c+1, x)
			}
		}
	}
	var b bytes.Buffer
	ok(t, f.Write(&b))
	return intake.Workbook{Name: "公开表.xlsx", Data: b.Bytes()}
}

func put(t *testing.T, f *excelize.File, name string, row, col int, x cell) {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(col, row)
	ok(t, err)
	switch {
	case x.number:
		ok(t, f.SetCellDefault(name, at, x.text))
	case x.text != "":
		ok(t, f.SetCellStr(name, at, x.text))
	}
	if x.cover > 0 {
		to, err := excelize.CoordinatesToCellName(col+x.cover, row)
		ok(t, err)
		ok(t, f.MergeCell(name, at, to))
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// layouts are ways to lay out one and the same statements.
var layouts = []struct {
	name   string
	change []func([]*sheet) []*sheet
}{
	{name: "as the program does"},
	{name: "other names and order", change: []func([]*sheet) []*sheet{named}},
	{name: "numbers as text with commas", change: []func([]*sheet) []*sheet{each(grouped)}},
	{name: "numbers as text in full width", change: []func([]*sheet) []*sheet{each(grouped), each(func(c *cell) { c.text = fullWidth(c.text) })}},
	{name: "numbers with binary noise", change: []func([]*sheet) []*sheet{each(noisy)}},
	{name: "full-width codes and marks", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		if !c.number {
			c.text = fullWidth(c.text)
		}
	})}},
	{name: "half-width marks", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		c.text = strings.NewReplacer("（", "(", "）", ")", "：", ":", "“", `"`, "”", `"`).Replace(c.text)
	})}},
	{name: "codes split into digits", change: []func([]*sheet) []*sheet{eachSheet(splitCodes(false, false))}},
	{name: "codes split into numbers", change: []func([]*sheet) []*sheet{eachSheet(splitCodes(false, true))}},
	{name: "codes split, parents left blank", change: []func([]*sheet) []*sheet{eachSheet(splitCodes(true, false))}},
	{name: "codes as numbers", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		if len(c.text) >= 3 && strings.Trim(c.text, "0123456789") == "" {
			c.number = true
		}
	})}},
	{name: "code and name in one cell", change: []func([]*sheet) []*sheet{eachSheet(inOneCell), eachSheet(economicInOneCell)}},
	{name: "code and name in one cell, no ordinals", change: []func([]*sheet) []*sheet{eachSheet(withoutOrdinals), eachSheet(inOneCell), each(func(c *cell) { c.text = fullWidth(c.text) })}},
	{name: "三公 by rows", change: []func([]*sheet) []*sheet{eachSheet(publicDown)}},
	{name: "三公 by rows, spaced", change: []func([]*sheet) []*sheet{eachSheet(publicDown), eachSheet(spaced), each(grouped)}},
	{name: "names indented by spaces", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		if !c.number && strings.HasSuffix(c.text, "支出") {
			c.text = "　 " + c.text + " "
		}
	})}},
	{name: "blank rows and columns", change: []func([]*sheet) []*sheet{eachSheet(spaced)}},
	{name: "unmerged headers", change: []func([]*sheet) []*sheet{each(func(c *cell) { c.cover = 0 })}},
	{name: "unmerged headers, repeated", change: []func([]*sheet) []*sheet{eachSheet(repeated)}},
	{name: "without 行次 and 栏次", change: []func([]*sheet) []*sheet{eachSheet(withoutOrdinals)}},
	{name: "another province's form", change: []func([]*sheet) []*sheet{eachSheet(withoutOrdinals), eachSheet(withoutDebt), eachSheet(pairs), eachSheet(totalLast)}},
	{name: "三公 as the seventh", change: []func([]*sheet) []*sheet{func(s []*sheet) []*sheet {
		return slices.Concat(s[:6], s[8:], s[6:8])
	}}},
	{name: "all on one sheet", change: []func([]*sheet) []*sheet{onOne}},
	{name: "zeros left blank", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		if c.number && c.text == "0" {
			*c = cell{}
		}
	})}},
	{name: "dashes for zeros", change: []func([]*sheet) []*sheet{each(func(c *cell) {
		if c.number && c.text == "0" {
			*c = cell{text: "—"}
		}
	})}},
	{name: "all at once", change: []func([]*sheet) []*sheet{
		eachSheet(withoutOrdinals), eachSheet(pairs), eachSheet(totalLast), eachSheet(splitCodes(false, true)),
		each(grouped), eachSheet(spaced), named, each(func(c *cell) { c.text = fullWidth(c.text) }),
	}},
}

// Every layout of one unit's statements imports to the same file.
func TestLayouts(t *testing.T) {
	for name, data := range examples(t) {
		want, _ := imported(t, drawn(t, lay(t, data)))
		for _, l := range layouts {
			t.Run(name+"/"+l.name, func(t *testing.T) {
				sheets := lay(t, data)
				for _, change := range l.change {
					sheets = change(sheets)
				}
				got, _ := imported(t, drawn(t, sheets))
				if !bytes.Equal(got, want) {
					t.Errorf("another file:\n%s", firstDifference(string(want), string(got)))
				}
			})
		}
	}
}

// Statements in 元 are exact, and so is what comes back from them: taken for
// amounts in 万元, those of a file in 元 print as they are.
func TestStatementsInYuan(t *testing.T) {
	for name, data := range examples(t) {
		larger := bytes.Replace(data, []byte(`amount_unit = "元"`), []byte(`amount_unit = "万元"`), 1)
		if bytes.Equal(larger, data) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			sheets := each(func(c *cell) { c.text = strings.ReplaceAll(c.text, "金额单位：万元", "单位：元") })(lay(t, larger))
			got, lists := imported(t, drawn(t, sheets))
			u, _ := book(t, got)
			if u.AmountUnit != unit.Yuan || len(lists[0]) != 0 {
				t.Errorf("in %s; %v", u.AmountUnit, lists)
			}
			u, want := book(t, data)
			_, have := book(t, got)
			compareBooks(t, want, have)
			figuresAgree(t, got)
			if len(u.Subjects) == 0 {
				t.Error("nothing to compare")
			}
		})
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d: want %s\nhave %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(w), len(g))
}
