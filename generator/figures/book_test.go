package figures

import (
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/unit"
)

// lines are the lines of a breakdown with one of their columns.
func lines(b Breakdown, column int) string {
	var all []string
	for _, l := range b.Lines {
		all = append(all, l.Code+"="+l.Cells[column].String())
	}
	return strings.Join(all, " ")
}

func compute(u unit.Unit) *Book { return Compute(&u, rules) }

func TestBreakdownAddsExactly(t *testing.T) {
	b := compute(unit.Unit{Subjects: []unit.Subject{
		{Code: "2080505", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("40"), Project: yuan("30")}},
		{Code: "2012801", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("40")}},
		{Code: "2012802", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("40")}},
		{Code: "2013299", Fund: unit.GeneralFund, Spending: unit.Spending{ToSuperior: yuan("40")}},
		{Code: "2299999", Fund: unit.GeneralFund},
	}})
	want := "201=0.01 20128=0.01 2012801=0.00 2012802=0.00 20132=0.00 2013299=0.00 208=0.01 20805=0.01 2080505=0.01"
	if got := lines(b.Spending, SpendingTotal); got != want {
		t.Errorf("得到 %s\n应为 %s", got, want)
	}
	if got := b.Spending.Total[SpendingTotal]; got.Yuan.String() != "190" || got.String() != "0.02" {
		t.Errorf("合计 %s，%s 元", got, got.Yuan)
	}
	if l, ok := b.Spending.Find("2013299"); !ok || l.Cells[SpendingToSuperior].Yuan.String() != "40" || !l.Cells[SpendingBasic].IsZero() {
		t.Errorf("上缴上级支出 %+v", l)
	}
	var below []string
	for _, l := range b.Spending.Below("201") {
		below = append(below, l.Code)
	}
	if !slices.Equal(below, []string{"20128", "20132"}) {
		t.Errorf("201 类下面是 %v", below)
	}
}

// One code under two budgets is one line of all spending and two of the
// budgets.
func TestOneCodeUnderTwoBudgets(t *testing.T) {
	outlay := func(fund unit.Fund, amount string) unit.Subject {
		return unit.Subject{
			Code: "2120801", Fund: fund, Spending: unit.Spending{Project: yuan(amount)},
			Income: unit.Income{Appropriation: yuan(amount)}, Appropriation: unit.AppropriationOutlay{Project: yuan(amount)},
		}
	}
	b := compute(unit.Unit{Subjects: []unit.Subject{outlay(unit.GeneralFund, "10000"), outlay(unit.GovernmentFund, "20000"), outlay(unit.StateCapital, "30000")}})
	for name, pair := range map[string][2]string{
		"支出":     {lines(b.Spending, SpendingTotal), "212=6.00 21208=6.00 2120801=6.00"},
		"一般公共预算": {lines(b.General.Breakdown, OutlayTotal), "212=1.00 21208=1.00 2120801=1.00"},
		"政府性基金":  {lines(b.Fund.Breakdown, AccountTotal), "212=2.00 21208=2.00 2120801=2.00"},
		"国有资本经营": {lines(b.Capital.Breakdown, AccountTotal), "212=3.00 21208=3.00 2120801=3.00"},
	} {
		t.Run(name, func(t *testing.T) {
			if pair[0] != pair[1] {
				t.Errorf("得到 %s，应为 %s", pair[0], pair[1])
			}
		})
	}
	i := slices.IndexFunc(b.Appropriation.Classes, func(c AppropriationClass) bool { return c.Subject.Code == "212" })
	if c := b.Appropriation.Classes[i].Amount; c.Total.String() != "6.00" || c.Parts[1].String() != "2.00" {
		t.Errorf("城乡社区支出 %+v", c)
	}
}

// What the general statement balances: opening, income, spending and closing,
// of appropriations and of other money.
func TestBalances(t *testing.T) {
	b := compute(unit.Unit{
		CarryOver: unit.CarryOver{OpeningGeneral: yuan("1000"), OpeningOther: yuan("2000"), SurplusUsed: yuan("300"), Distributed: yuan("40")},
		Subjects: []unit.Subject{
			{
				Code: "2012801", Fund: unit.GeneralFund,
				Income:   unit.Income{Appropriation: yuan("5000"), Superior: yuan("1"), Operating: yuan("2"), Business: yuan("3"), Subordinate: yuan("4"), Other: yuan("5")},
				Spending: unit.Spending{Basic: yuan("5500"), Business: yuan("600"), ToSubordinate: yuan("7")}, Appropriation: unit.AppropriationOutlay{Basic: yuan("5400")},
			},
			{
				Code: "2120801", Fund: unit.GovernmentFund, Opening: yuan("70000"), Income: unit.Income{Appropriation: yuan("8000")},
				Spending: unit.Spending{Project: yuan("9000")}, Appropriation: unit.AppropriationOutlay{Project: yuan("9000")},
			},
		},
	})
	o, a := b.Overall, b.Appropriation
	for name, pair := range map[string][2]Figure{
		"本年收入":       {o.CurrentIncome, Publish(number("13015"))},
		"年初结转和结余":    {o.Opening, Publish(number("73000"))},
		"总计":         {o.Total, Publish(number("86315"))},
		"本年支出":       {o.CurrentSpending, Publish(number("15107"))},
		"年末结转和结余":    {o.Closing, Publish(number("71168"))},
		"上级补助收入":     {o.Sources[3], Publish(number("1"))},
		"其他收入":       {o.Sources[7], Publish(number("5"))},
		"基金收入":       {o.Sources[1], Publish(number("8000"))},
		"财政拨款总计":     {a.Total.Total, Publish(number("84000"))},
		"财政拨款年末":     {a.Closing.Total, Publish(number("69600"))},
		"一般公共预算年末":   {a.Closing.Parts[0], Publish(number("600"))},
		"基金年末":       {a.Closing.Parts[1], Publish(number("69000"))},
		"基金表年末":      {b.Fund.Total[AccountClosing], Publish(number("69000"))},
		"基金表收入总计":    {b.Fund.InTotal, Publish(number("78000"))},
		"国有资本经营收入总计": {b.Capital.InTotal, Figure{}},
	} {
		t.Run(name, func(t *testing.T) {
			if !pair[0].Yuan.Equal(pair[1].Yuan) || !pair[0].Wan.Equal(pair[1].Wan) {
				t.Errorf("得到 %s 元，应为 %s 元", pair[0].Yuan, pair[1].Yuan)
			}
		})
	}
	if b.Fund.IsEmpty() || !b.Capital.IsEmpty() || !b.Capital.IsAbsent() {
		t.Error("空表判断不对")
	}
}

// An account that has only last year's figure is an empty table that the text
// still speaks of.
func TestEmptyButNotAbsent(t *testing.T) {
	for name, u := range map[string]unit.Unit{
		"上年总计": {Fund: unit.FundBudget{LastYearTotal: yuan("1")}},
		"年初预算": {Fund: unit.FundBudget{InitialBudget: yuan("1")}},
		"上年支出": {Subjects: []unit.Subject{{Code: "2120801", Fund: unit.GovernmentFund, LastYear: yuan("1")}}},
	} {
		t.Run(name, func(t *testing.T) {
			if f := compute(u).Fund; !f.IsEmpty() || f.IsAbsent() {
				t.Errorf("空表 %v，从无 %v", f.IsEmpty(), f.IsAbsent())
			}
		})
	}
}

func TestItemsOfTheGeneralBudget(t *testing.T) {
	b := compute(unit.Unit{
		General: unit.GeneralBudget{InitialBudget: yuan("40000")},
		Subjects: []unit.Subject{
			{Code: "2299999", Fund: unit.GeneralFund, LastYear: yuan("20000")},
			{Code: "2012801", Fund: unit.GeneralFund, Appropriation: unit.AppropriationOutlay{Basic: yuan("30000"), Project: yuan("20000")}},
			{Code: "2012802", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("5")}},
		},
	})
	var got []string
	for _, i := range b.General.Items {
		got = append(got, i.Code+" "+i.Change.Amount()+" "+i.Change.Rate.String())
	}
	if want := []string{"2012801 5.00 100.00%", "2299999 2.00 100.00%"}; !slices.Equal(got, want) {
		t.Errorf("得到 %v", got)
	}
	if g := b.General; g.Items[1].Index != 0 || g.Change.LastYear.String() != "2.00" || g.Deviation.Rate.String() != "25.00%" {
		t.Errorf("得到 %+v", g.Change)
	}
}

func TestBasicFollowsTheForm(t *testing.T) {
	b := compute(unit.Unit{Basic: map[string]unit.Amount{
		"30201": yuan("60"), "30101": yuan("60"), "30302": yuan("60"), "31002": yuan("60"), "30102": yuan("0"), "30103": yuan("40"),
	}}).Basic
	if got := strings.Join(b.Spent(true), "、"); got != "基本工资、退休费" {
		t.Errorf("人员经费：%s", got)
	}
	if got := strings.Join(b.Spent(false), "、"); got != "办公费、办公设备购置" {
		t.Errorf("公用经费：%s", got)
	}
	if b.Personnel.Yuan.String() != "160" || b.Public.Yuan.String() != "120" || b.Total().String() != "0.03" {
		t.Errorf("人员 %s，公用 %s，合计 %s", b.Personnel.Yuan, b.Public.Yuan, b.Total())
	}
}

func TestThreePublic(t *testing.T) {
	item := func(outturn, budget, last string) unit.PublicItem {
		return unit.PublicItem{Outturn: yuan(outturn), Budget: yuan(budget), LastYear: yuan(last)}
	}
	p := compute(unit.Unit{ThreePublic: unit.ThreePublic{
		Abroad:    unit.Abroad{Cost: item("10000", "20000", "0")},
		Vehicles:  unit.Vehicles{Purchase: item("40", "0", "40"), Operation: item("40", "0", "40")},
		Reception: unit.Reception{Cost: item("0", "0", "10000")},
	}}).ThreePublic
	var got []string
	for _, i := range p.Items() {
		got = append(got, i.Outturn().String()+"/"+i.Budget().String()+"/"+i.Change.LastYear.String()+" "+i.Share.String())
	}
	want := []string{
		"1.01/2.00/1.01 100.00%", "1.00/2.00/0.00 99.01%", "0.01/0.00/0.01 0.99%",
		"0.00/0.00/0.00 0.00%", "0.00/0.00/0.00 0.00%", "0.00/0.00/1.00 0.00%",
	}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %v\n应为 %v", got, want)
	}
	for name, c := range map[string]struct {
		item          unit.PublicItem
		empty, absent bool
	}{
		"没有":   {item("0", "0", "0"), true, true},
		"只有上年": {item("0", "0", "1"), true, false},
		"只有预算": {item("0", "100", "0"), false, false},
		"一分钱":  {item("0.01", "0", "0"), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := compute(unit.Unit{ThreePublic: unit.ThreePublic{Reception: unit.Reception{Cost: c.item}}}).ThreePublic
			if p.IsEmpty() != c.empty || p.IsAbsent() != c.absent {
				t.Errorf("空表 %v，从无 %v", p.IsEmpty(), p.IsAbsent())
			}
		})
	}
}

func TestOperatingExpenses(t *testing.T) {
	u := unit.Unit{Basic: map[string]unit.Amount{"30201": yuan("30000")}, Operating: unit.Operating{LastYear: yuan("20000")}}
	if c := compute(u).Operating; c.Current.String() != "3.00" || c.Rate.String() != "50.00%" {
		t.Errorf("公用经费 %s %s", c.Current, c.Rate)
	}
	u.Operating.Outturn = yuan("0")
	if c := compute(u).Operating; !c.Current.IsZero() || c.Rate.String() != "100.00%" {
		t.Errorf("写明为零：%s %s", c.Current, c.Rate)
	}
}

func TestNames(t *testing.T) {
	u := &unit.Unit{Subjects: []unit.Subject{
		{Code: "2012801", Name: "别的名称"}, {Code: "2010103"}, {Code: "2010199", Name: "自己的项"}, {Code: "2019999", Name: "自己的项", GroupName: "自己的款"}, {Code: "20"},
	}}
	name := Names(u)
	for code, want := range map[string]string{
		"2012801": "行政运行", "201": "一般公共服务支出", "7777777": "", "77777": "",
		// 目录里没有核实的名称不印：2010103 没有名称，2010199 用文件里的
		"2010103": "", "2010199": "自己的项",
	} {
		t.Run(code, func(t *testing.T) {
			if got := name(code); got != want {
				t.Errorf("名称 %q，应为 %q", got, want)
			}
		})
	}
}

// Compute takes any unit, also one with codes of no length at all.
func TestComputeTakesAnything(t *testing.T) {
	b := compute(unit.Unit{Subjects: []unit.Subject{
		{Code: "", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("1")}},
		{Code: "20", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("2")}},
		{Code: "汉字汉字", Fund: "别的", Spending: unit.Spending{Basic: yuan("4")}},
		{Code: "20128011", Fund: unit.GeneralFund, Spending: unit.Spending{Basic: yuan("8")}},
	}})
	if got := b.Spending.Total[SpendingTotal].Yuan.String(); got != "15" {
		t.Errorf("合计 %s", got)
	}
}
