package check

import (
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
)

var unusedRules = []Rule{
	{"U-12", "不会印出的文字", finding.Error, unusedTexts},
	{"U-16", "名词重复", finding.Error, repeatedTerms},
}

// unused is a text for which the explanation has no place.
type unused struct{ path, text, why string }

// unusedTexts finds texts that no sentence would print, so that nothing that
// was written is lost without a word.
func unusedTexts(r *reporter) {
	for _, t := range r.unused() {
		if !isBlank(t.text) {
			r.report(t.path, "删去这段文字，或补上它所说明的内容", "%s，这段文字不会印出", t.why)
		}
	}
}

func (r *reporter) unused() []unused {
	var all []unused
	u := r.u
	if s := u.SelfEvaluation; s.Overall == nil && len(s.Projects) == 0 {
		for _, t := range threeTexts(s) {
			all = append(all, unused{"self_evaluation." + t.key, t.text, "没有绩效自评表"})
		}
	}
	if o := u.SelfEvaluation.Overall; o != nil {
		const why = "整体支出绩效自评表没有这一栏"
		for i, x := range o.Indicators {
			path := source.Index("self_evaluation.overall.indicators", i)
			all = append(all, unused{path + ".scoring", x.Scoring, why}, unused{path + ".evidence", x.Evidence, why},
				unused{path + ".last_year", x.LastYear, why}, unused{path + ".deviation", x.Deviation, why})
		}
	}
	if r.Book.ThreePublic.IsAbsent() {
		all = append(all, r.unusedPublic()...)
	}
	if r.Book.Fund.IsAbsent() {
		const why = "没有政府性基金预算财政拨款"
		all = append(all, unused{"government_fund.change_reason", u.Fund.ChangeReason, why},
			unused{"government_fund.deviation_reason", u.Fund.DeviationReason, why})
	}
	if r.Book.Capital.IsAbsent() {
		const why = "没有国有资本经营预算财政拨款"
		all = append(all, unused{"state_capital.change_reason", u.Capital.ChangeReason, why},
			unused{"state_capital.deviation_reason", u.Capital.DeviationReason, why})
	}
	if u.Assets.Vehicles.Other == 0 {
		all = append(all, unused{"assets.vehicles.other_use", u.Assets.Vehicles.OtherUse, "没有其他用车"})
	}
	return all
}

// unusedPublic are the texts on 三公经费 of a unit that has none.
func (r *reporter) unusedPublic() []unused {
	t := r.u.ThreePublic
	const why = "本年和上年都没有“三公”经费"
	all := []unused{
		{"three_public.change_reason", t.ChangeReason, why},
		{"three_public.deviation_reason", t.DeviationReason, why},
		{"three_public.abroad.change_reason", t.Abroad.ChangeReason, why},
		{"three_public.abroad.content", t.Abroad.Content, why},
		{"three_public.vehicles.change_reason", t.Vehicles.ChangeReason, why},
		{"three_public.vehicles.content", t.Vehicles.Content, why},
		{"three_public.vehicles.difference_reason", t.Vehicles.DifferenceReason, why},
		{"three_public.reception.change_reason", t.Reception.ChangeReason, why},
		{"three_public.reception.content", t.Reception.Content, why},
	}
	for _, c := range publicCosts(t) {
		all = append(all, unused{c.path + ".deviation_reason", c.DeviationReason, why})
	}
	return all
}

// repeatedTerms finds a term that is explained twice.
func repeatedTerms(r *reporter) {
	seen := map[string]bool{}
	for i, t := range r.u.Glossary {
		if seen[t.Term] {
			r.report(source.Index("glossary", i)+".term", "每个名词只写一次", "名词“%s”前面已经解释过", t.Term)
		}
		seen[t.Term] = true
	}
}
