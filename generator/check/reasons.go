package check

import (
	"strings"

	"github.com/discgen/discgen/generator/figures"
)

// comparison is one compared sentence of the explanation with the key of its
// reason.
type comparison struct {
	path, name, reason string
	changed            bool
	against            string // what the outturn is compared with
	from, to           figures.Figure
}

func (r *reporter) needReasons(all []comparison) {
	for _, c := range all {
		if c.changed && isBlank(c.reason) {
			r.report(c.path, "补上原因", "%s：%s为%s，本年决算数为%s，没有写原因", c.name, c.against, wan(c.from), wan(c.to))
		}
	}
}

func changed(path, name string, c figures.Change, reason string) comparison {
	return comparison{path, name, reason, c.Sign() != 0, "上年数", c.LastYear, c.Current}
}

func deviated(path, name string, d figures.Deviation, reason string) comparison {
	budget := "年初预算数"
	if strings.HasPrefix(path, "three_public") {
		budget = "全年预算数"
	}
	return comparison{path, name, reason, !d.Equal(), budget, d.Budget, d.Outturn}
}

func changeReasons(r *reporter) {
	u, b, t := r.u, r.Book, r.u.ThreePublic
	generalChange, _ := b.GeneralReasons(u)
	all := []comparison{
		changed("overall.change_reason", "收入支出总计", b.Overall.Change, u.Overall.ChangeReason),
		changed("appropriation.change_reason", "财政拨款收入支出总计", b.Appropriation.Change, u.Appropriation.ChangeReason),
		changed("general_budget.change_reason", "一般公共预算财政拨款支出", b.General.Change, generalChange),
		changed("government_fund.change_reason", "政府性基金预算财政拨款收入支出总计", b.Fund.Change, u.Fund.ChangeReason),
		changed("state_capital.change_reason", "国有资本经营预算财政拨款收入支出总计", b.Capital.Change, u.Capital.ChangeReason),
		changed("three_public.change_reason", "“三公”经费", b.ThreePublic.Total.Change, t.ChangeReason),
		changed("three_public.abroad.change_reason", "因公出国（境）费", b.ThreePublic.Abroad.Change, t.Abroad.ChangeReason),
		changed("three_public.vehicles.change_reason", "公务用车购置及运行维护费", b.ThreePublic.Vehicles.Change, t.Vehicles.ChangeReason),
		changed("three_public.reception.change_reason", "公务接待费", b.ThreePublic.Reception.Change, t.Reception.ChangeReason),
		changed("operating_expenses.change_reason", "机关运行经费（公用经费）", b.Operating, u.Operating.ChangeReason),
	}
	for _, items := range [][]figures.Item{b.General.Items, b.Fund.Items, b.Capital.Items} {
		for _, i := range items {
			all = append(all, changed(subjectPath(i.Index, "change_reason"), "科目 "+r.subjectName(i.Code), i.Change, u.Subjects[i.Index].ChangeReason))
		}
	}
	r.needReasons(all)
}

func deviationReasons(r *reporter) {
	u, b, t := r.u, r.Book, r.u.ThreePublic
	_, generalDeviation := b.GeneralReasons(u)
	p := b.ThreePublic
	r.needReasons([]comparison{
		deviated("appropriation.deviation_reason", "财政拨款收入支出总计", b.Appropriation.Deviation, u.Appropriation.DeviationReason),
		deviated("general_budget.deviation_reason", "一般公共预算财政拨款支出", b.General.Deviation, generalDeviation),
		deviated("government_fund.deviation_reason", "政府性基金预算财政拨款收入支出总计", b.Fund.Deviation, u.Fund.DeviationReason),
		deviated("state_capital.deviation_reason", "国有资本经营预算财政拨款收入支出总计", b.Capital.Deviation, u.Capital.DeviationReason),
		deviated("three_public.deviation_reason", "“三公”经费", p.Total.Deviation, t.DeviationReason),
		deviated("three_public.abroad.cost.deviation_reason", "因公出国（境）费", p.Abroad.Deviation, t.Abroad.Cost.DeviationReason),
		deviated("three_public.vehicles.purchase.deviation_reason", "公务用车购置费", p.Purchase.Deviation, t.Vehicles.Purchase.DeviationReason),
		deviated("three_public.vehicles.operation.deviation_reason", "公务用车运行维护费", p.Operation.Deviation, t.Vehicles.Operation.DeviationReason),
		deviated("three_public.reception.cost.deviation_reason", "公务接待费", p.Reception.Deviation, t.Reception.Cost.DeviationReason),
	})
}
