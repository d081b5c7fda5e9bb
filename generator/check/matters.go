package check

import (
	"reflect"
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// counts finds negative counts of people and things.
func counts(r *reporter) {
	eachCount("", reflect.ValueOf(*r.u), func(path string, n int) {
		if n < 0 {
			r.report(path, "请核对数字", "数目是负数：%d", n)
		}
	})
}

func eachCount(path string, v reflect.Value, visit func(string, int)) {
	switch v.Kind() {
	case reflect.Int:
		visit(path, int(v.Int()))
	case reflect.Pointer:
		if !v.IsNil() {
			eachCount(path, v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
				eachCount(source.Join(path, key), v.Field(i), visit)
			}
		}
	}
}

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
			r.report(pair.path, "请核对金额", "%s%s大于%s%s", pair.partName, r.exact(pair.part.Yuan), pair.wholeName, r.exact(pair.whole.Yuan))
		}
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

// operating compares 机关运行经费 with 公用经费. Only a department, which may
// hold 事业单位, has one below the other.
func operating(r *reporter) {
	given, public := r.u.Operating.Outturn, r.Book.Basic.Public
	switch {
	case !given.Given:
	case (r.u.Identity.Scope != unit.Department || r.u.Identity.Kind == unit.Institution) && !given.Equal(public.Yuan):
		r.report("operating_expenses.outturn", "删去这一行，由公用经费合计得出", "机关运行经费%s与公用经费合计%s不同",
			r.exact(given.Decimal), r.exact(public.Yuan))
	case given.GreaterThan(public.Yuan):
		r.report("operating_expenses.outturn", "请核对金额", "机关运行经费%s大于公用经费合计%s", r.exact(given.Decimal), r.exact(public.Yuan))
	}
}
