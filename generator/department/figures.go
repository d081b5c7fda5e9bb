package department

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
)

// Figure is one figure of a unit file that a department has the sum of: not of
// a subject and not by economic item, which have rows of their own.
type Figure struct {
	Path, Name string
	Measure    string               // 人, 辆 and the like; empty for money
	of         func(*unit.Unit) any // *unit.Amount, *unit.Quantity, *int or **int
}

// isLastYear reports whether a new unit does not have the figure.
func (f Figure) isLastYear() bool {
	return strings.HasSuffix(f.Path, "last_year") || strings.HasSuffix(f.Path, "last_year_total")
}

// Figures are all of them, in the order of the unit file.
func Figures() []Figure { return singles }

var singles = []Figure{
	{"overview.staff.in_service.current", "在职人员年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.InService.Current }},
	{"overview.staff.in_service.last_year", "在职人员上年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.InService.LastYear }},
	{"overview.staff.special_retired.current", "离休人员年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.SpecialRetired.Current }},
	{"overview.staff.special_retired.last_year", "离休人员上年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.SpecialRetired.LastYear }},
	{"overview.staff.retired.current", "退休人员年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.Retired.Current }},
	{"overview.staff.retired.last_year", "退休人员上年末数", "人", func(u *unit.Unit) any { return &u.Overview.Staff.Retired.LastYear }},
	{"overall.last_year_total", "上年收入支出总计", "", func(u *unit.Unit) any { return &u.Overall.LastYearTotal }},
	{"carry_over.opening_general", "年初一般公共预算财政拨款结转和结余", "", func(u *unit.Unit) any { return &u.CarryOver.OpeningGeneral }},
	{"carry_over.opening_other", "年初非财政拨款结转和结余", "", func(u *unit.Unit) any { return &u.CarryOver.OpeningOther }},
	{"carry_over.surplus_used", "使用非财政拨款结余（含专用结余）", "", func(u *unit.Unit) any { return &u.CarryOver.SurplusUsed }},
	{"carry_over.distributed", "结余分配", "", func(u *unit.Unit) any { return &u.CarryOver.Distributed }},
	{"appropriation.last_year_total", "上年财政拨款收入支出总计", "", func(u *unit.Unit) any { return &u.Appropriation.LastYearTotal }},
	{"general_budget.initial_budget", "一般公共预算财政拨款年初预算数", "", func(u *unit.Unit) any { return &u.General.InitialBudget }},
	{"government_fund.initial_budget", "政府性基金预算财政拨款年初预算数", "", func(u *unit.Unit) any { return &u.Fund.InitialBudget }},
	{"government_fund.last_year_total", "上年政府性基金预算财政拨款收入支出总计", "", func(u *unit.Unit) any { return &u.Fund.LastYearTotal }},
	{"state_capital.initial_budget", "国有资本经营预算财政拨款年初预算数", "", func(u *unit.Unit) any { return &u.Capital.InitialBudget }},
	{"state_capital.last_year_total", "上年国有资本经营预算财政拨款收入支出总计", "", func(u *unit.Unit) any { return &u.Capital.LastYearTotal }},
	{"three_public.abroad.cost.outturn", "因公出国（境）费决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Abroad.Cost.Outturn }},
	{"three_public.abroad.cost.budget", "因公出国（境）费全年预算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Abroad.Cost.Budget }},
	{"three_public.abroad.cost.last_year", "因公出国（境）费上年决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Abroad.Cost.LastYear }},
	{"three_public.vehicles.purchase.outturn", "公务用车购置费决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Purchase.Outturn }},
	{"three_public.vehicles.purchase.budget", "公务用车购置费全年预算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Purchase.Budget }},
	{"three_public.vehicles.purchase.last_year", "公务用车购置费上年决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Purchase.LastYear }},
	{"three_public.vehicles.operation.outturn", "公务用车运行维护费决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Operation.Outturn }},
	{"three_public.vehicles.operation.budget", "公务用车运行维护费全年预算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Operation.Budget }},
	{"three_public.vehicles.operation.last_year", "公务用车运行维护费上年决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Operation.LastYear }},
	{"three_public.reception.cost.outturn", "公务接待费决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Reception.Cost.Outturn }},
	{"three_public.reception.cost.budget", "公务接待费全年预算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Reception.Cost.Budget }},
	{"three_public.reception.cost.last_year", "公务接待费上年决算数", "", func(u *unit.Unit) any { return &u.ThreePublic.Reception.Cost.LastYear }},
	{"three_public.abroad.groups", "因公出国（境）团组", "个", func(u *unit.Unit) any { return &u.ThreePublic.Abroad.Groups }},
	{"three_public.abroad.persons", "因公出国（境）人次", "人次", func(u *unit.Unit) any { return &u.ThreePublic.Abroad.Persons }},
	{"three_public.vehicles.purchased", "公务用车购置数", "辆", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Purchased }},
	{"three_public.vehicles.disposed", "公务用车处置数", "辆", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Disposed }},
	{"three_public.vehicles.owned", "公务用车保有量", "辆", func(u *unit.Unit) any { return &u.ThreePublic.Vehicles.Owned }},
	{"three_public.reception.batches", "国内公务接待批次", "批次", func(u *unit.Unit) any { return &u.ThreePublic.Reception.Batches }},
	{"three_public.reception.persons", "国内公务接待人次", "人次", func(u *unit.Unit) any { return &u.ThreePublic.Reception.Persons }},
	{"three_public.reception.foreign_batches", "外宾接待批次", "批次", func(u *unit.Unit) any { return &u.ThreePublic.Reception.ForeignBatches }},
	{"three_public.reception.foreign_persons", "外宾接待人次", "人次", func(u *unit.Unit) any { return &u.ThreePublic.Reception.ForeignPersons }},
	{"procurement.goods", "政府采购货物支出", "", func(u *unit.Unit) any { return &u.Procurement.Goods }},
	{"procurement.works", "政府采购工程支出", "", func(u *unit.Unit) any { return &u.Procurement.Works }},
	{"procurement.services", "政府采购服务支出", "", func(u *unit.Unit) any { return &u.Procurement.Services }},
	{"procurement.small_medium", "授予中小企业合同金额", "", func(u *unit.Unit) any { return &u.Procurement.SmallMedium }},
	{"procurement.small_micro", "授予小微企业合同金额", "", func(u *unit.Unit) any { return &u.Procurement.SmallMicro }},
	{"assets.house_area", "房屋面积", "平方米", func(u *unit.Unit) any { return &u.Assets.HouseArea }},
	{"assets.house_value", "房屋价值", "", func(u *unit.Unit) any { return &u.Assets.HouseValue }},
	{"assets.vehicle_value", "车辆价值", "", func(u *unit.Unit) any { return &u.Assets.VehicleValue }},
	{"assets.vehicles.minister", "副部（省）级及以上领导用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Minister }},
	{"assets.vehicles.principal", "主要负责人用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Principal }},
	{"assets.vehicles.confidential", "机要通信用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Confidential }},
	{"assets.vehicles.emergency", "应急保障用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Emergency }},
	{"assets.vehicles.law_enforcement", "执法执勤用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.LawEnforcement }},
	{"assets.vehicles.special", "特种专业技术用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Special }},
	{"assets.vehicles.retired", "离退休干部服务用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Retired }},
	{"assets.vehicles.other", "其他用车", "辆", func(u *unit.Unit) any { return &u.Assets.Vehicles.Other }},
	{"assets.equipment", "单价100万元（含）以上设备", "台（套）", func(u *unit.Unit) any { return &u.Assets.Equipment }},
}

// add puts a figure to a sum. The sum is given where any part is.
func add(sum, part any, given bool) {
	switch p := part.(type) {
	case *unit.Amount:
		s := sum.(*unit.Amount)
		*s = unit.Amount{Decimal: s.Add(p.Decimal), Given: s.Given || p.Given || given}
	case *unit.Quantity:
		s := sum.(*unit.Quantity)
		*s = unit.Quantity{Decimal: s.Add(p.Decimal), Given: s.Given || p.Given}
	case *int:
		*sum.(*int) += *p
	case **int:
		s := sum.(**int)
		if *p == nil && !given {
			return
		}
		n := number(p).Add(number(s)).IntPart()
		value := int(n)
		*s = &value
	}
}

// number is what a figure says: 0 where it is not given.
func number(figure any) decimal.Decimal {
	switch f := figure.(type) {
	case *unit.Amount:
		return f.Decimal
	case *unit.Quantity:
		return f.Decimal
	case *int:
		return decimal.NewFromInt(int64(*f))
	case **int:
		if *f != nil {
			return decimal.NewFromInt(int64(**f))
		}
	}
	return decimal.Zero
}

// column is an amount of a subject's row.
type column struct {
	key, name string // below subjects[n]
	of        func(*unit.Subject) *unit.Amount
}

var columns = []column{
	{"opening", "年初结转和结余", func(s *unit.Subject) *unit.Amount { return &s.Opening }},
	{"income.appropriation", "财政拨款收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Appropriation }},
	{"income.superior", "上级补助收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Superior }},
	{"income.operating", "事业收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Operating }},
	{"income.business", "经营收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Business }},
	{"income.subordinate", "附属单位上缴收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Subordinate }},
	{"income.other", "其他收入", func(s *unit.Subject) *unit.Amount { return &s.Income.Other }},
	{"spending.basic", "基本支出", func(s *unit.Subject) *unit.Amount { return &s.Spending.Basic }},
	{"spending.project", "项目支出", func(s *unit.Subject) *unit.Amount { return &s.Spending.Project }},
	{"spending.to_superior", "上缴上级支出", func(s *unit.Subject) *unit.Amount { return &s.Spending.ToSuperior }},
	{"spending.business", "经营支出", func(s *unit.Subject) *unit.Amount { return &s.Spending.Business }},
	{"spending.to_subordinate", "对附属单位补助支出", func(s *unit.Subject) *unit.Amount { return &s.Spending.ToSubordinate }},
	{"appropriation.basic", "财政拨款基本支出", func(s *unit.Subject) *unit.Amount { return &s.Appropriation.Basic }},
	{"appropriation.project", "财政拨款项目支出", func(s *unit.Subject) *unit.Amount { return &s.Appropriation.Project }},
	{"last_year", "上年财政拨款支出", func(s *unit.Subject) *unit.Amount { return &s.LastYear }},
}

// columnOf is the column with a key.
func columnOf(key string) column {
	return columns[slices.IndexFunc(columns, func(c column) bool { return c.key == key })]
}
