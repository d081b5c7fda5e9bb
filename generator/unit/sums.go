package unit

import "slices"

// Incomes are the amounts of income of all subjects, 元.
func (u *Unit) Incomes() []Amount {
	var all []Amount
	for _, s := range u.Subjects {
		all = append(all, s.Income.Appropriation, s.Income.Superior, s.Income.Operating,
			s.Income.Business, s.Income.Subordinate, s.Income.Other)
	}
	return all
}

// Spendings are the amounts of spending of all subjects, 元.
func (u *Unit) Spendings() []Amount {
	var all []Amount
	for _, s := range u.Subjects {
		all = append(all, s.Spending.Basic, s.Spending.Project, s.Spending.ToSuperior,
			s.Spending.Business, s.Spending.ToSubordinate)
	}
	return all
}

// Outlays are the amounts that subjects of the funds, or of all where none is
// named, spent from their budgets (财政拨款支出), 元.
func (u *Unit) Outlays(funds ...Fund) []Amount {
	var all []Amount
	for _, s := range u.Subjects {
		if len(funds) == 0 || slices.Contains(funds, s.Fund) {
			all = append(all, s.Appropriation.Basic, s.Appropriation.Project)
		}
	}
	return all
}

// Openings are the opening balances and what was used of surpluses
// (年初结转和结余, 使用非财政拨款结余), 元.
func (u *Unit) Openings() []Amount {
	all := []Amount{u.CarryOver.OpeningGeneral, u.CarryOver.OpeningOther, u.CarryOver.SurplusUsed}
	for _, s := range u.Subjects {
		all = append(all, s.Opening)
	}
	return all
}
