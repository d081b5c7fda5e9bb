package check

import "github.com/discgen/discgen/generator/unit"

// Limits say what is still plausible; beyond them a warning asks to look
// again. A template set's settings give them, amounts in 万元. One that is not
// given is none.
type Limits struct {
	VehicleOperation unit.Quantity `toml:"vehicle_operation"` // 运行维护费, a vehicle
	ReceptionPerson  unit.Quantity `toml:"reception_person"`  // 公务接待费, a guest
	AbroadPerson     unit.Quantity `toml:"abroad_person"`     // 因公出国（境）费, a person
	PersonnelLow     unit.Quantity `toml:"personnel_low"`     // 人员经费, a person in service: at least
	PersonnelHigh    unit.Quantity `toml:"personnel_high"`    // and at most

	ChangeRate   unit.Quantity `toml:"change_rate"`   // percent: a greater change against last year is a large one
	ChangeAmount unit.Quantity `toml:"change_amount"` // 万元: if it is also greater than this
	ChangeListed unit.Quantity `toml:"change_listed"` // percent: a greater change is always listed
	ReasonLength int           `toml:"reason_length"` // characters that the reason of a large change has at least
	BudgetRate   unit.Quantity `toml:"budget_rate"`   // percent: a greater deviation from the initial budget is a large one

	DisclosureDays      int  `toml:"disclosure_days"`       // days from 批复 to 公开 at most
	OverallAsStatements bool `toml:"overall_as_statements"` // 整体支出绩效自评表 states the totals of 公开01表
}
