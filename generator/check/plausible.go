package check

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// above reports whether a value is above a limit; without a limit it never is.
func above(v decimal.Decimal, limit unit.Quantity) bool {
	return limit.Given && v.GreaterThan(limit.Decimal)
}

var hundredPercent = decimal.NewFromInt(100)

// rates finds rates of execution and shares outside 0 to 100 percent.
func rates(r *reporter) {
	outside := func(x figures.Rate) bool { return x.Percent.IsNegative() || x.Percent.GreaterThan(hundredPercent) }
	for _, f := range fundings(r.u.SelfEvaluation) {
		if f.Outturn.GreaterThan(f.FullYear.Decimal) {
			r.compared(r.report(f.path+".outturn", "请核对全年预算数和全年执行数；年中追加的预算要计入全年预算数",
				"%s：全年执行数%s大于全年预算数%s", f.name, r.exact(f.Outturn.Decimal), r.exact(f.FullYear.Decimal)),
				f.Outturn.Decimal, f.FullYear.Decimal)
		}
	}
	for _, shares := range []struct {
		name  string
		cells []figures.Figure
	}{
		{"收入", r.Book.Income.Total}, {"支出", r.Book.Spending.Total}, {"一般公共预算财政拨款支出", classTotals(r.Book.General)},
	} {
		for _, c := range shares.cells[1:] {
			if share := figures.Share(c, shares.cells[0]); outside(share) {
				r.report("subjects", "请核对是否有负数的金额", "%s的一项占比为 %s，不在 0 和 100%% 之间", shares.name, share)
				return
			}
		}
	}
}

// classTotals are the total of the general budget's outlay and then its 类.
func classTotals(g figures.General) []figures.Figure {
	all := []figures.Figure{g.Total[figures.OutlayTotal]}
	for _, c := range g.Below("") {
		all = append(all, c.Cells[figures.OutlayTotal])
	}
	return all
}

// largeChanges finds large changes against last year whose reasons are short or
// name no fact, and lists the very large ones. Where a figure came from nothing
// or went to nothing, its rate is a convention and says nothing of its size.
func largeChanges(r *reporter) {
	l := r.Limits
	for _, c := range r.changes() {
		if isBlank(c.reason) || c.shared || !above(c.difference(), l.ChangeAmount) || c.figure != "" && c.tenThousandfold() {
			continue // V-04 speaks of the last
		}
		short := length(c.reason) < l.ReasonLength || length(facts(c.reason, c.name)) < 4
		switch between := !c.from.IsZero() && !c.to.IsZero(); {
		case between && short && above(c.rate.Percent, l.ChangeRate):
			r.comparedReason(r.report(c.path, fmt.Sprintf("写明发生了什么事，不少于 %d 个字", l.ReasonLength), "%s，变动 %s，原因太笼统：“%s”", c, c.rate, strings.TrimSpace(c.reason)), c)
		case above(c.rate.Percent, l.ChangeListed):
			r.comparedReason(r.note(c.path, "变动很大，请再核对一次本年数和上年数", "%s，变动 %s", c, c.rate), c)
		}
	}
}

// largeDeviations finds outturns far from the initial budget. Where there was
// none, the rate is a convention.
func largeDeviations(r *reporter) {
	for _, c := range r.budgetDeviations() {
		if !c.from.IsZero() && above(c.rate.Percent, r.Limits.BudgetRate) {
			r.comparedReason(r.report(c.path, "请核对年初预算数（不含结转和年中追加）；属实的，在 [[accept]] 里写明", "%s，预决算差异率超过 %s%%", c, r.Limits.BudgetRate.Decimal), c)
		}
	}
}

// tooLarge is the amount, in 元, above which one in a file in 万元 looks like 元:
// 10⁷ 万元.
var tooLarge = decimal.New(1, 11)

// magnitudes finds amounts of a file in 万元 that look like 元: very large ones,
// and those that are another one of the file ten thousand times over.
func magnitudes(r *reporter) {
	for _, c := range append(r.changes(), r.budgetDeviations()...) {
		if c.figure != "" && c.tenThousandfold() {
			r.comparedReason(r.warn(c.figure, "请核对这两个数的单位：文件的金额单位是"+string(r.u.AmountUnit), "%s，差约一万倍，像是单位写错了", c), c)
		}
	}
	if r.u.AmountUnit != unit.TenThousand {
		return
	}
	first := map[string]string{}
	r.u.EachAmount(func(path string, a unit.Amount) {
		if first[a.String()] == "" {
			first[a.String()] = path
		}
	})
	r.u.EachAmount(func(path string, a unit.Amount) {
		small := a.Shift(-4)
		other := first[small.String()]
		switch {
		case a.Abs().GreaterThan(tooLarge):
			r.report(path, "文件以万元填写；请核对这个数是不是元", "金额%s大得不像以万元填写", r.exact(a.Decimal))
		case other != "" && significant(small) >= 4:
			r.report(path, "文件以万元填写；请核对这个数是不是元", "金额%s正好是 %s 的一万倍", r.exact(a.Decimal), other)
		}
	})
}

// A pair of figures of which one is between these many times the other looks
// like one amount in 元 and in 万元.
var (
	leastFold = decimal.NewFromInt(6_000)
	mostFold  = decimal.NewFromInt(15_000)
)

// tenThousandfold reports whether one of the figures is about ten thousand
// times the other.
func (c comparison) tenThousandfold() bool {
	small, large := c.from.Yuan.Abs(), c.to.Yuan.Abs()
	if small.GreaterThan(large) {
		small, large = large, small
	}
	return !small.IsZero() && large.GreaterThan(small.Mul(leastFold)) && large.LessThan(small.Mul(mostFold))
}

// significant is the number of significant digits of a number.
func significant(d decimal.Decimal) int {
	return len(strings.Trim(strings.Replace(d.Abs().String(), ".", "", 1), "0"))
}

// personnel finds 人员经费 that is too much or too little for the people in
// service, and texts on performance that count others than the first part.
func personnel(r *reporter) {
	staff, cost := r.u.Overview.Staff, r.Book.Basic.Personnel
	if n := staff.InService.Current; n > 0 && cost.Yuan.IsPositive() {
		each := figures.Publish(cost.Yuan.DivRound(decimal.NewFromInt(int64(n)), 2))
		low := r.Limits.PersonnelLow
		if above(each.Wan, r.Limits.PersonnelHigh) || low.Given && each.Wan.LessThan(low.Decimal) {
			r.report("overview.staff.in_service", "请核对在职人数、人员经费和金额单位",
				"人员经费%s，在职 %d 人，人均%s，不在 %s 至 %s万元之间", wan(cost), n, wan(each), low.Decimal, r.Limits.PersonnelHigh.Decimal)
		}
	}
	r.headcounts()
}

// publicCostsEach finds costs of 三公经费 that are too much for each vehicle,
// guest or traveller.
func publicCostsEach(r *reporter) {
	t := r.u.ThreePublic
	for _, c := range []struct {
		path, cost, of string
		outturn        unit.Amount
		n              int
		limit          unit.Quantity
	}{
		{"three_public.vehicles.operation.outturn", "公务用车运行维护费", "辆车", t.Vehicles.Operation.Outturn, t.Vehicles.Owned, r.Limits.VehicleOperation},
		{"three_public.reception.cost.outturn", "公务接待费", "人次", t.Reception.Cost.Outturn, t.Reception.Persons, r.Limits.ReceptionPerson},
		{"three_public.abroad.cost.outturn", "因公出国（境）费", "人次", t.Abroad.Cost.Outturn, t.Abroad.Persons, r.Limits.AbroadPerson},
	} {
		if c.n < 1 {
			continue
		}
		if each := c.outturn.DivRound(decimal.NewFromInt(int64(c.n)), 2); above(each.Shift(-4), c.limit) {
			r.report(c.path, "请核对金额、金额单位和数量；属实的，在 [[accept]] 里写明",
				"%s%s，%d %s，平均%s，超过 %s万元", c.cost, r.exact(c.outturn.Decimal), c.n, c.of, r.exact(each), c.limit.Decimal)
		}
	}
}

// disclosedInTime compares the date of disclosure with that of the approval.
func disclosedInTime(r *reporter) {
	approved, disclosed := r.u.Review.ApprovalDate, r.u.Identity.DisclosureDate
	if !disclosed.IsZero() && disclosed.Year() <= r.u.Year {
		r.report("unit.disclosure_date", "请核对公开日期和决算年度", "公开日期%s在%d年度结束以前", disclosed.Format("2006年1月2日"), r.u.Year)
		return
	}
	if approved.IsZero() || disclosed.IsZero() || r.Limits.DisclosureDays == 0 {
		return
	}
	days := int(disclosed.Sub(approved).Hours() / 24)
	if days < 0 {
		r.report("unit.disclosure_date", "请核对公开日期和 [review] 的 approval_date", "公开日期早于批复日期")
	} else if days > r.Limits.DisclosureDays {
		r.report("unit.disclosure_date", fmt.Sprintf("批复后 %d 日内公开；请核对公开日期和 [review] 的 approval_date", r.Limits.DisclosureDays),
			"公开日期是批复后第 %d 日", days)
	}
}

// reviewed asks for the review for secrets and the signature before anything is
// published.
func reviewed(r *reporter) {
	if !r.u.Review.SecrecyReviewed {
		r.report("review.secrecy_reviewed", "保密审查以后，在 [review] 里写 secrecy_reviewed = true", "没有写明已经做过保密审查")
	}
	if isBlank(r.u.Review.ApprovedBy) {
		r.report("review.approved_by", "负责人审签以后，在 [review] 里写 approved_by = \"姓名或职务\"", "没有写明审签的负责人")
	}
}

// basicWithinPublic compares the 款 of basic expenditure that hold 三公经费 with
// 公开09表. The rest of 三公经费 is in project spending; without any, the two are
// the same.
func basicWithinPublic(r *reporter) {
	outlays := r.u.Outlays()
	noProject := true
	for i := 1; i < len(outlays); i += 2 {
		noProject = noProject && outlays[i].IsZero()
	}
	for _, p := range publicCosts(r.u.ThreePublic) {
		basic, all := r.u.Basic[p.code], p.Outturn
		path := source.Join("basic_expenditure", p.code)
		if !basic.Given {
			path = p.path + ".outturn"
		}
		more := basic.GreaterThan(all.Decimal)
		if more || noProject && !basic.Equal(all.Decimal) {
			message := fmt.Sprintf("基本支出里的 %s %s%s，“三公”经费里的%s%s", p.code, p.name, r.exact(basic.Decimal), p.name, r.exact(all.Decimal))
			if !more {
				message += "；没有项目支出，两者应当相同"
			}
			r.compared(r.report(path, "请核对 [basic_expenditure] 和 [three_public]", "%s", message), basic.Decimal, all.Decimal)
		}
	}
}

// overBudgetCosts finds 三公经费 above the budget of the full year.
func overBudgetCosts(r *reporter) {
	for _, c := range r.publicDeviations() {
		if c.sign() > 0 {
			path := strings.TrimSuffix(c.path, ".deviation_reason")
			r.comparedReason(r.report(path, "请核对决算数和全年预算数；“三公”经费不得超预算", "%s：决算数%s超过全年预算数%s", c.name, wan(c.to), wan(c.from)), c)
		}
	}
}
