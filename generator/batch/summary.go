package batch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
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

var unitColumns = []string{"序号", "单位文件", "单位名称", "单位代码", "年度", "结果", "错误", "警告", "提示"}

// unitTable has a row a unit, and the sums of the amounts.
func unitTable(units []Record) *doc.Table {
	t := &doc.Table{
		Title: "部门决算公开汇总", UnitLine: "金额单位：万元", Landscape: true,
		Columns: doc.Widths(6, 30, 36, 14, 7, 16, 6, 6, 6, 14, 14, 14, 14, 12, 14),
		Notes: []string{
			"注：金额是各单位公开的决算数；没有生成的单位不列金额，不计入合计。合计是各单位公开数的合计，没有抵销单位之间的往来。",
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
	totals := make([]decimal.Decimal, len(amounts))
	for i, u := range units {
		t.Body = append(t.Body, unitRow(i, u, totals))
	}
	t.Body = append(t.Body, totalRow(len(units), totals))
	return t
}

func unitRow(i int, u Record, totals []decimal.Decimal) doc.Row {
	row := doc.Row{Cells: []doc.Cell{
		{Text: strconv.Itoa(i + 1), Align: doc.AlignCenter},
		{Text: printable(u.Unit)}, {Text: printable(u.Name)}, {Text: printable(u.Code)},
		{Text: year(u.Year), Align: doc.AlignCenter}, {Text: statusWords[u.Status]},
		count(u.Count(finding.Error)), count(u.Count(finding.Warning)), count(u.Count(finding.Note)),
	}}
	for k, a := range amounts {
		cell := doc.Cell{Name: amountName(i, k)}
		if u.Status == StatusBuilt && u.Figures != nil {
			v := a.of(*u.Figures)
			totals[k] = totals[k].Add(v)
			cell.Number = doc.Amount(v)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func totalRow(units int, totals []decimal.Decimal) doc.Row {
	row := doc.Row{Cells: []doc.Cell{{Text: "合计", ColSpan: len(unitColumns), Heading: true}}}
	for k, total := range totals {
		cell := doc.Cell{Number: doc.Amount(total)}
		if units > 0 {
			cell.Formula = doc.Formula("ROUND(SUM(" + doc.Range(amountName(0, k), amountName(units-1, k)) + "),2)")
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func amountName(row, column int) string { return fmt.Sprintf("amount_%d_%d", row, column) }

func count(n int) doc.Cell {
	return doc.Cell{Number: &doc.Number{Value: decimal.NewFromInt(int64(n))}}
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
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
