package generator

import (
	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

// Digest is what a list of units says of one: who it is and, where its file has
// no errors, its main figures as published.
type Digest struct {
	Name    string // 单位全称
	Code    string // 单位代码, empty where the file has none
	Year    int
	Scope   unit.Scope
	Figures *MainFigures // nil where the file has errors
}

// MainFigures are published figures, in 万元.
type MainFigures struct {
	Income              decimal.Decimal `json:"income"`               // 收入总计
	Spending            decimal.Decimal `json:"spending"`             // 支出总计
	AppropriationIncome decimal.Decimal `json:"appropriation_income"` // 财政拨款收入
	AppropriationOutlay decimal.Decimal `json:"appropriation_outlay"` // 财政拨款支出
	ThreePublic         decimal.Decimal `json:"three_public"`         // “三公”经费, 决算数
	OperatingExpenses   decimal.Decimal `json:"operating_expenses"`   // 机关运行经费, 公用经费 of a 事业单位
}

func (c checked) digest() Digest {
	if c.file == nil {
		return Digest{}
	}
	d := Digest{Name: c.file.Unit.Identity.Name, Code: c.file.Unit.Identity.Code, Year: c.file.Unit.Year, Scope: c.file.Unit.Identity.Scope}
	if c.findings.HasErrors() {
		return d
	}
	b := c.book
	d.Figures = &MainFigures{
		Income: b.Overall.Total.Wan, Spending: b.Overall.Total.Wan, // the form balances
		AppropriationIncome: b.Appropriation.Income.Total.Wan, AppropriationOutlay: b.Appropriation.Spending.Total.Wan,
		ThreePublic:       b.ThreePublic.Total.Change.Current.Wan,
		OperatingExpenses: b.Operating.Current.Wan,
	}
	return d
}
