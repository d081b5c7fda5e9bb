package check

import (
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
)

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
	for _, of := range []func() []unused{r.unusedEvaluation, r.unusedPublic, r.unusedFunds, r.unusedReasons} {
		all = append(all, of()...)
	}
	return all
}

func (r *reporter) unusedEvaluation() []unused {
	var all []unused
	s := r.u.SelfEvaluation
	if s.Overall == nil && len(s.Projects) == 0 {
		const why = "没有绩效自评表"
		for _, t := range threeTexts(s) {
			all = append(all, unused{"self_evaluation." + t.key, t.text, why})
		}
		if s.EvaluationReport {
			all = append(all, unused{"self_evaluation.evaluation_report", "true", why})
		}
	}
	if s.Overall == nil {
		return all
	}
	const why = "整体支出绩效自评表没有这一栏"
	for i, x := range s.Overall.Indicators {
		path := source.Index("self_evaluation.overall.indicators", i)
		all = append(all, unused{path + ".scoring", x.Scoring, why}, unused{path + ".evidence", x.Evidence, why},
			unused{path + ".last_year", x.LastYear, why}, unused{path + ".deviation", x.Deviation, why})
	}
	return all
}

// unusedPublic are the texts on 三公经费 that have nothing to speak of.
func (r *reporter) unusedPublic() []unused {
	var all []unused
	t, b := r.u.ThreePublic, r.Book.ThreePublic
	add := func(when bool, path, text, why string) {
		if when {
			all = append(all, unused{"three_public." + path, text, why})
		}
	}
	const absent, empty, unspent = "本年和上年都没有“三公”经费", "本年没有“三公”经费", "本年没有这项支出"
	add(b.IsAbsent(), "change_reason", t.ChangeReason, absent)
	add(b.IsAbsent(), "abroad.change_reason", t.Abroad.ChangeReason, absent)
	add(b.IsAbsent(), "vehicles.change_reason", t.Vehicles.ChangeReason, absent)
	add(b.IsAbsent(), "reception.change_reason", t.Reception.ChangeReason, absent)
	add(b.IsEmpty(), "deviation_reason", t.DeviationReason, empty)
	for _, c := range publicCosts(t) {
		add(b.IsEmpty(), strings.TrimPrefix(c.path, "three_public.")+".deviation_reason", c.DeviationReason, empty)
	}
	add(t.Abroad.Cost.Outturn.IsZero(), "abroad.content", t.Abroad.Content, unspent)
	add(t.Vehicles.Operation.Outturn.IsZero(), "vehicles.content", t.Vehicles.Content, unspent)
	add(t.Reception.Cost.Outturn.IsZero(), "reception.content", t.Reception.Content, unspent)
	add(b.IsEmpty() && t.Vehicles.Owned == 0, "vehicles.difference_reason", t.Vehicles.DifferenceReason, "本年没有“三公”经费，也没有公务用车")
	add(t.Vehicles.Owned == r.u.Assets.Vehicles.Count(), "vehicles.difference_reason", t.Vehicles.DifferenceReason, "公务用车保有量与固定资产车辆相同")
	if r.u.Assets.Vehicles.Other == 0 {
		all = append(all, unused{"assets.vehicles.other_use", r.u.Assets.Vehicles.OtherUse, "没有其他用车"})
	}
	return all
}

func (r *reporter) unusedFunds() []unused {
	var all []unused
	for _, f := range r.fundAccounts() {
		if f.account.IsAbsent() {
			why := "没有" + f.name
			all = append(all, unused{f.key + ".change_reason", f.said.ChangeReason, why},
				unused{f.key + ".deviation_reason", f.said.DeviationReason, why})
		}
	}
	return all
}

// unusedReasons are those of subjects that no appropriation was spent on, this
// year or last: only the others have a sentence.
func (r *reporter) unusedReasons() []unused {
	said := map[int]bool{}
	for _, items := range [][]figures.Item{r.Book.General.Items, r.Book.Fund.Items, r.Book.Capital.Items} {
		for _, i := range items {
			said[i.Index] = true
		}
	}
	var all []unused
	for i, s := range r.u.Subjects {
		if !said[i] {
			all = append(all, unused{subjectPath(i, "change_reason"), s.ChangeReason, "这个科目本年和上年都没有财政拨款支出"})
		}
	}
	return all
}

// repeatedTerms finds a term that is explained twice.
func repeatedTerms(r *reporter) {
	seen := map[string]bool{}
	for i, t := range r.u.Glossary {
		term := strings.TrimSpace(t.Term)
		if seen[term] {
			r.report(source.Index("glossary", i)+".term", "每个名词只写一次", "名词“%s”前面已经解释过", t.Term)
		}
		seen[term] = true
	}
}
