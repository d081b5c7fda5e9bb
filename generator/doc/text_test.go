package doc_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

func TestTextIsInReadingOrder(t *testing.T) {
	blocks := []doc.Block{
		doc.Cover{Title: "部门决算公开说明", Lines: []string{"某局", "", "2025年8月"}},
		doc.Contents{Title: "目录", Depth: 2},
		doc.Heading{Level: 1, Text: "第一部分 单位概况"},
		doc.Paragraph{Text: "某局是行政单位。"},
		doc.PageBreak{},
		&doc.Table{
			Title:      "收入决算表",
			Subtitle:   "（2024年度）",
			FormNumber: "公开02表",
			Preparer:   "编制单位：某局",
			UnitLine:   "金额单位：万元",
			Columns:    make([]doc.Column, 2),
			Header:     []doc.Row{row(text("项目"), text("决算数"))},
			Body: []doc.Row{row(text("合计"), doc.Cell{Number: doc.Amount(decimal.RequireFromString("-1234.5"))}),
				row(text(""), text("—"))},
			Notes: []string{"注：本表反映收入。", "说明。"},
		},
	}
	want := "部门决算公开说明\n某局\n2025年8月\n目录\n第一部分 单位概况\n某局是行政单位。\n" +
		"收入决算表\n（2024年度）\n公开02表\n编制单位：某局\n金额单位：万元\n" +
		"项目\n决算数\n合计\n-1,234.50\n—\n注：本表反映收入。\n说明。\n"
	if got := doc.Text(blocks); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextOfNothing(t *testing.T) {
	if got := doc.Text([]doc.Block{doc.PageBreak{}, doc.Paragraph{}, &doc.Table{}}); got != "" {
		t.Errorf("%q", got)
	}
}
