package check

import (
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// institutions looks at the lists whose lengths the text prints: each entry is
// one name, once.
func institutions(r *reporter) {
	for _, list := range []struct {
		path  string
		names []string
	}{{"overview.offices", r.u.Overview.Offices}, {"overview.subordinate_units", r.u.Overview.SubordinateUnits}} {
		seen := map[string]bool{}
		for i, name := range list.names {
			path, name := source.Index(list.path, i), strings.TrimSpace(name)
			switch {
			case source.IsBlank(name):
				continue
			case strings.ContainsAny(name, "、，；,;"):
				r.report(path, "一个名称一项，例如 [\"办公室\", \"财务科\"]", "%q 里像是有几个名称", name)
			case name == "无" || name == "没有":
				r.report(path, "没有的写 []，中间不写文字", "%q 不是名称", name)
			case seen[name]:
				r.report(path, "删去重复的一项", "%q 前面已经写过", name)
			}
			seen[name] = true
		}
	}
}

func procurement(r *reporter) {
	p := r.Book.Procurement
	for _, pair := range []struct {
		path, partName, wholeName string
		part, whole               figures.Figure
	}{
		{"procurement.small_medium", "授予中小企业合同金额", "政府采购支出总额", p.SmallMedium, p.Total},
		{"procurement.small_micro", "授予小微企业合同金额", "授予中小企业合同金额", p.SmallMicro, p.SmallMedium},
	} {
		if pair.part.Yuan.GreaterThan(pair.whole.Yuan) {
			r.compared(r.report(pair.path, "请核对金额", "%s%s大于%s%s", pair.partName, r.exact(pair.part.Yuan), pair.wholeName, r.exact(pair.whole.Yuan)),
				pair.part.Yuan, pair.whole.Yuan)
		}
	}
}

// procurementWithinSpending finds more purchases than the unit spent.
func procurementWithinSpending(r *reporter) {
	bought, spent := r.Book.Procurement.Total.Yuan, r.Book.Overall.CurrentSpending.Yuan
	if bought.GreaterThan(spent) {
		r.compared(r.report("procurement", "请核对政府采购的金额和金额单位；按合同金额填写、跨年支付的，在 [[accept]] 里写明",
			"政府采购支出总额%s，本年支出合计%s，前者%s", r.exact(bought), r.exact(spent), r.gap(bought, spent)), bought, spent)
	}
}

// houses finds a value of houses without an area.
func houses(r *reporter) {
	a := r.u.Assets
	if a.HouseValue.IsPositive() && a.HouseArea.IsZero() {
		r.report("assets.house_area", "补上房屋面积（平方米）", "房屋价值%s，房屋面积为 0", r.exact(a.HouseValue.Decimal))
	}
}

func vehicles(r *reporter) {
	a := r.u.Assets
	if a.VehicleValue.IsPositive() != (a.Vehicles.Count() > 0) {
		r.report("assets.vehicle_value", "请核对车辆价值和 [assets.vehicles] 的车辆数",
			"车辆价值%s，车辆 %d 辆", r.exact(a.VehicleValue.Decimal), a.Vehicles.Count())
	}
	if a.Vehicles.Other > 0 && isBlank(a.Vehicles.OtherUse) {
		r.report("assets.vehicles.other_use", "写明用途，例如 \"一般公务用车\"", "其他用车 %d 辆，没有写用途", a.Vehicles.Other)
	}
}

// institutionsApart notes a department with spending of 事业单位 that does not
// say which part of its 公用经费 is 机关运行经费.
func (r *reporter) institutionsApart() {
	if r.u.Identity.Scope != unit.Department || r.u.Identity.Kind == unit.Institution || r.Book.Basic.Public.IsZero() {
		return
	}
	for _, s := range r.u.Subjects {
		if name := r.name(s.Code); strings.HasPrefix(name, "事业") && !s.Outlay().IsZero() {
			r.note("operating_expenses", "部门里有事业单位的，写上 outturn = 行政单位和参公事业单位的公用经费",
				"有“%s”的支出，机关运行经费按全部公用经费%s印出", name, wan(r.Book.Basic.Public))
			return
		}
	}
}

// operating compares 机关运行经费 with 公用经费. Only a department, which may
// hold 事业单位, has one below the other.
func operating(r *reporter) {
	given, public := r.u.Operating.Outturn, r.Book.Basic.Public
	if !given.Given {
		r.institutionsApart()
		return
	}
	alone := r.u.Identity.Scope != unit.Department || r.u.Identity.Kind == unit.Institution
	message := "机关运行经费" + r.exact(given.Decimal) + "，公用经费合计" + r.exact(public.Yuan) + "，前者" + r.gap(given.Decimal, public.Yuan)
	switch {
	case alone && !given.Equal(public.Yuan):
		r.compared(r.report("operating_expenses.outturn", "删去这一行，由公用经费合计得出", "%s", message), given.Decimal, public.Yuan)
	case !alone && given.GreaterThan(public.Yuan):
		r.compared(r.warn("operating_expenses.outturn", "请核对金额；部门的机关运行经费不大于公用经费合计", "%s", message), given.Decimal, public.Yuan)
	}
}
