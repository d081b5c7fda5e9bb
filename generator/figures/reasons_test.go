package figures

import (
	"testing"

	"github.com/discgen/discgen/generator/unit"
)

// The sentence on the general budget takes the reasons of the appropriations
// as a whole only where both print the very same figures.
func TestGeneralReasons(t *testing.T) {
	same := unit.Unit{
		Appropriation: unit.Compared{LastYearTotal: yuan("300"), ChangeReason: "变动", DeviationReason: "差异"},
		General:       unit.GeneralBudget{InitialBudget: yuan("400")},
		Subjects: []unit.Subject{{
			Code: "2012801", Fund: unit.GeneralFund, LastYear: yuan("300"),
			Income:        unit.Income{Appropriation: yuan("500")},
			Appropriation: unit.AppropriationOutlay{Basic: yuan("500")},
		}},
	}
	for _, c := range []struct {
		name              string
		edit              func(*unit.Unit)
		change, deviation string
	}{
		{"数字都相同", func(*unit.Unit) {}, "变动", "差异"},
		{"自己写了一条", func(u *unit.Unit) { u.General.ChangeReason = "自己的" }, "自己的", "差异"},
		{"自己写的是空格", func(u *unit.Unit) { u.General.ChangeReason = " " }, "变动", "差异"},
		{"有年初结转", func(u *unit.Unit) { u.CarryOver.OpeningGeneral = yuan("1000") }, "", ""},
		{"上年总计不同", func(u *unit.Unit) { u.Appropriation.LastYearTotal = yuan("1000") }, "", "差异"},
		{"印出的数字相同", func(u *unit.Unit) { u.Appropriation.LastYearTotal = yuan("310") }, "变动", "差异"},
		{"另有基金", func(u *unit.Unit) {
			u.Subjects = append(u.Subjects, unit.Subject{Code: "2296002", Fund: unit.GovernmentFund, Opening: yuan("1000")})
		}, "", ""},
		{"另有基金预算", func(u *unit.Unit) { u.Fund.InitialBudget = yuan("1000") }, "变动", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := same
			c.edit(&u)
			change, deviation := compute(u).GeneralReasons(&u)
			if change != c.change || deviation != c.deviation {
				t.Errorf("得到 %q、%q，应为 %q、%q", change, deviation, c.change, c.deviation)
			}
		})
	}
}
