package batch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/xlsx"
)

// reports are 汇总.xlsx and manifest.json.
func reports(m Manifest, shard Shard) ([]generator.File, error) {
	var manifest, summary bytes.Buffer
	e := json.NewEncoder(&manifest)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	meta := doc.Meta{Title: "部门决算公开汇总", Subject: "部门决算公开", Language: "zh-CN"}
	if err := xlsx.Render(&summary, meta, sheets(m)); err != nil {
		return nil, fmt.Errorf("%s.xlsx：%w", summaryName, err)
	}
	return []generator.File{
		{Name: summaryName + shard.suffix() + ".xlsx", Data: summary.Bytes()},
		{Name: manifestName + shard.suffix() + ".json", Data: manifest.Bytes()},
	}, nil
}

func sheets(m Manifest) []doc.Sheet {
	return []doc.Sheet{
		{Name: "汇总", Table: unitTable(m.Units), BodyName: "汇总_数据"},
		{Name: "检查结果", Table: findingTable(m.Units), BodyName: "检查结果_数据"},
	}
}

// statusWords are the statuses as the summary has them.
var statusWords = map[Status]string{StatusBuilt: "已生成", StatusErrors: "有错误，未生成", StatusFailed: "系统错误，未生成"}

// amount is a figure of the summary.
type amount struct {
	title string
	of    func(generator.MainFigures) decimal.Decimal
}

// amounts are in the order of the columns.
var amounts = []amount{
	{"收入总计", func(f generator.MainFigures) decimal.Decimal { return f.Income }},
	{"支出总计", func(f generator.MainFigures) decimal.Decimal { return f.Spending }},
	{"财政拨款收入", func(f generator.MainFigures) decimal.Decimal { return f.AppropriationIncome }},
	{"财政拨款支出", func(f generator.MainFigures) decimal.Decimal { return f.AppropriationOutlay }},
	{"“三公”经费", func(f generator.MainFigures) decimal.Decimal { return f.ThreePublic }},
	{"机关运行经费", func(f generator.MainFigures) decimal.Decimal { return f.OperatingExpenses }},
}

var unitColumns = []string{"序号", "单位文件", "单位名称", "单位代码", "年度", "口径", "结果", "错误", "警告", "提示"}

// unitTable has a row a unit, and the sums of the amounts.
func unitTable(units []Record) *doc.Table {
	t := &doc.Table{
		Title: "部门决算公开汇总", UnitLine: "金额单位：万元", Landscape: true,
		Columns: doc.Widths(6, 30, 36, 14, 7, 7, 16, 6, 6, 6, 14, 14, 14, 14, 12, 14),
		Notes: []string{
			"注：金额是公开的决算数；没有生成的不列金额，不计入合计。各年度、各口径分别合计：部门的数字里已有所属单位的，两者不相加。",
			"合计是公开数的合计，没有抵销单位之间的往来。",
			"“机关运行经费”一栏，事业单位是公用经费。",
		},
	}
	header := doc.Row{}
	for _, title := range unitColumns {
		header.Cells = append(header.Cells, doc.Cell{Text: title})
	}
	for _, a := range amounts {
		header.Cells = append(header.Cells, doc.Cell{Text: a.title})
	}
	t.Header = []doc.Row{header}
	for i, u := range units {
		t.Body = append(t.Body, unitRow(i, u))
	}
	all := groups(units)
	for _, g := range all {
		t.Body = append(t.Body, g.row(units, len(all) == 1))
	}
	return t
}

func unitRow(i int, u Record) doc.Row {
	row := doc.Row{Cells: []doc.Cell{
		{Text: strconv.Itoa(i + 1), Align: doc.AlignCenter},
		{Text: printable(u.Unit)}, {Text: printable(u.Name)}, {Text: printable(u.Code)},
		year(u.Year, cellName("year", i)),
		{Text: printable(u.Scope), Align: doc.AlignCenter, Name: cellName("scope", i)}, {Text: statusWords[u.Status]},
		count(u.Count(finding.Error)), count(u.Count(finding.Warning)), count(u.Count(finding.Note)),
	}}
	for _, a := range amounts {
		cell := doc.Cell{Name: cellName(a.title, i)}
		if u.counts() {
			cell.Number = doc.Amount(a.of(*u.Figures))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// counts reports whether a unit has figures that are published.
func (r Record) counts() bool { return r.Status == StatusBuilt && r.Figures != nil }

// group is units of which the figures are added up: those of one year that speak
// for as much. A department's figures have its units' in them.
type group struct {
	year  int
	scope string
	count int
}

// groups are those of the units that count, by year and scope.
func groups(units []Record) []group {
	count := map[group]int{}
	for _, u := range units {
		if u.counts() {
			count[group{year: u.Year, scope: u.Scope}]++
		}
	}
	var all []group
	for g, n := range count {
		g.count = n
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b group) int { return cmp.Or(a.year-b.year, strings.Compare(a.scope, b.scope)) })
	if len(all) == 0 {
		all = []group{{}}
	}
	return all
}

// row is the sums of a group, which are worked out of the rows above.
func (g group) row(units []Record, only bool) doc.Row {
	title := "合计"
	if !only {
		title = fmt.Sprintf("合计（%d年度，%s %d 个）", g.year, g.scope, g.count)
	}
	row := doc.Row{Cells: []doc.Cell{{Text: title, ColSpan: len(unitColumns), Heading: true}}}
	for _, a := range amounts {
		total := decimal.Zero
		for _, u := range units {
			if u.counts() && u.Year == g.year && u.Scope == g.scope {
				total = total.Add(a.of(*u.Figures))
			}
		}
		cell := doc.Cell{Number: doc.Amount(total)}
		if g.count > 0 {
			last := len(units) - 1
			column := func(name string) string { return doc.Range(cellName(name, 0), cellName(name, last)) }
			cell.Formula = doc.Formula(fmt.Sprintf(`ROUND(SUMIFS(%s,%s,%d,%s,"%s"),2)`,
				column(a.title), column("year"), g.year, column("scope"), printable(g.scope)))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func cellName(column string, row int) string { return fmt.Sprintf("%s_%d", column, row) }

func count(n int) doc.Cell {
	return doc.Cell{Number: &doc.Number{Value: decimal.NewFromInt(int64(n))}}
}

func year(n int, name string) doc.Cell {
	cell := doc.Cell{Align: doc.AlignCenter, Name: name}
	if n != 0 {
		cell.Number = &doc.Number{Value: decimal.NewFromInt(int64(n))}
	}
	return cell
}

// findingTable has a row a finding, and one for each unit that the system
// refused.
func findingTable(units []Record) *doc.Table {
	t := &doc.Table{
		Title: "检查结果", Landscape: true, Columns: doc.Widths(30, 36, 8, 10, 24, 70, 50),
		Header: []doc.Row{texts("单位文件", "单位名称", "行", "程度", "规则", "问题", "办法")},
	}
	for _, u := range units {
		if u.Failure != "" {
			t.Body = append(t.Body, texts(u.Unit, u.Name, "", "系统错误", "", u.Failure, ""))
		}
		for _, f := range u.Findings {
			row := texts(u.Unit, u.Name, line(f), severity(f),
				strings.TrimSpace(f.Rule+" "+f.Title), f.Message, cmp.Or(f.Accepted, f.Remedy))
			row.Cells[2].Align, row.Cells[3].Align = doc.AlignCenter, doc.AlignCenter
			t.Body = append(t.Body, row)
		}
	}
	if len(t.Body) == 0 {
		t.Body = []doc.Row{{Cells: []doc.Cell{{Text: "没有错误，也没有警告和提示。", ColSpan: len(t.Columns)}}}}
	}
	return t
}

func line(f Finding) string {
	if f.Line == 0 {
		return ""
	}
	return strconv.Itoa(f.Line)
}

func severity(f Finding) string {
	if f.Accepted != "" {
		return "已接受"
	}
	known, err := f.Finding()
	if err != nil {
		return f.Severity
	}
	return known.Severity.String()
}

func texts(all ...string) doc.Row {
	row := doc.Row{}
	for _, text := range all {
		row.Cells = append(row.Cells, doc.Cell{Text: printable(text)})
	}
	return row
}

// mostOfText is how much of a text a cell shows: a message may repeat what the
// file says, however long that is.
const mostOfText = 500

// printable is a text that a cell can hold: what a file says may be the very
// thing that is wrong with it.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if !strconv.IsGraphic(r) {
			return '□'
		}
		return r
	}, strings.ToValidUTF8(text, "□"))
	if runes := []rune(text); len(runes) > mostOfText {
		return string(runes[:mostOfText]) + "……"
	}
	return text
}
