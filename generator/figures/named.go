package figures

// Name names an amount of the book that a template set's settings may speak of.
type Name string

// The amounts that have names.
const (
	SurplusUsed Name = "surplus_used" // 使用非财政拨款结余（含专用结余）
	Distributed Name = "distributed"  // 结余分配
	ToSuperior  Name = "to_superior"  // 上缴上级支出
)

// Choices are the names, and none.
func (Name) Choices() []string {
	return []string{"", string(SurplusUsed), string(Distributed), string(ToSuperior)}
}

// Has reports whether the amount of a name is there. Without a name it is.
func (b *Book) Has(n Name) bool {
	switch n {
	case SurplusUsed:
		return !b.Overall.SurplusUsed.IsZero()
	case Distributed:
		return !b.Overall.Distributed.IsZero()
	case ToSuperior:
		return !b.Spending.Total[SpendingToSuperior].IsZero()
	}
	return true
}
