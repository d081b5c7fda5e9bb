package figures

import (
	"strings"

	"github.com/discgen/discgen/generator/unit"
)

// GeneralReasons are the reasons in the sentence on the general budget as a
// whole: its own or, where it has none and the sentence on the appropriations
// as a whole prints the very same figures, those of that sentence. A unit
// without other budgets and balances need not say the same twice.
func (b *Book) GeneralReasons(u *unit.Unit) (change, deviation string) {
	a, g := b.Appropriation, b.General
	change = ownOr(u.General.ChangeReason, u.Appropriation.ChangeReason,
		same(a.Change.Current, g.Change.Current) && same(a.Change.LastYear, g.Change.LastYear))
	deviation = ownOr(u.General.DeviationReason, u.Appropriation.DeviationReason,
		same(a.Deviation.Budget, g.Deviation.Budget) && same(a.Deviation.Outturn, g.Deviation.Outturn))
	return change, deviation
}

// ownOr is the own reason or, where there is none, the other one if it may
// stand in; else nothing.
func ownOr(own, other string, may bool) string {
	switch {
	case strings.TrimSpace(own) != "":
		return own
	case may:
		return other
	}
	return ""
}

// same reports whether two figures are printed alike.
func same(a, b Figure) bool { return a.Wan.Equal(b.Wan) }
