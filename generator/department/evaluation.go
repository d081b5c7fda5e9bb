package department

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/unit"
)

// evaluation is what the department has of its units' self-evaluations: the
// tables of their projects as they are, and the table of the whole with its
// money alone, where any unit has one.
func (d Draft) evaluation() unit.SelfEvaluation {
	var s unit.SelfEvaluation
	for _, m := range d.Members {
		of, name := m.Unit.SelfEvaluation, m.Unit.Identity.Name
		for _, p := range of.Projects {
			for _, text := range []*string{&p.Department, &p.Implementer} {
				if strings.TrimSpace(*text) == "" {
					*text = name
				}
			}
			s.Projects = append(s.Projects, p)
		}
		if of.Overall == nil {
			continue
		}
		if s.Overall == nil {
			s.Overall = &unit.OverallEvaluation{}
		}
		parts := fundings(of.Overall)
		for i, f := range fundings(s.Overall) {
			add(&f.Initial, &parts[i].Initial, false)
			add(&f.FullYear, &parts[i].FullYear, false)
			add(&f.Outturn, &parts[i].Outturn, false)
		}
	}
	if s.Overall != nil {
		d.eliminate(&s.Overall.Other)
	}
	return s
}

func fundings(o *unit.OverallEvaluation) [3]*unit.Funding {
	return [3]*unit.Funding{&o.Superior, &o.Own, &o.Other}
}

// eliminate takes what the units paid each other out of the money beside the
// appropriations, as the statements leave it out: as much of what there was to
// spend as of what was spent. A unit without a table has brought nothing in.
func (d Draft) eliminate(other *unit.Funding) {
	for _, e := range d.Eliminated {
		if d.Members[e.Member].Unit.SelfEvaluation.Overall == nil {
			continue
		}
		a := &other.Outturn
		if strings.HasPrefix(e.Key, "income.") {
			a = &other.FullYear
		}
		if left := a.Sub(e.Amount); !left.IsNegative() {
			a.Decimal = left
		}
	}
}

// written are the paths of texts that a department writes anew where any of its
// units has them.
func (d Draft) written() []string {
	var paths []string
	has := func(is func(*unit.Unit) bool) bool {
		return slices.ContainsFunc(d.Members, func(m Member) bool { return is(m.Unit) })
	}
	if has(func(u *unit.Unit) bool { return isEvaluated(u.SelfEvaluation) }) {
		paths = append(paths, "self_evaluation.achievements", "self_evaluation.problems", "self_evaluation.measures")
	}
	if has(func(u *unit.Unit) bool { return u.SelfEvaluation.Overall != nil }) {
		paths = append(paths, "self_evaluation.overall.goal", "self_evaluation.overall.achieved")
	}
	if has(func(u *unit.Unit) bool { return strings.TrimSpace(u.OtherMatters.Text) != "" }) {
		paths = append(paths, "other_matters.text")
	}
	return paths
}

func isEvaluated(s unit.SelfEvaluation) bool {
	return s.Overall != nil || len(s.Projects) > 0 || strings.TrimSpace(s.Achievements+s.Problems+s.Measures) != ""
}

// carried begins the paths in a self-evaluation table that the department has.
var carried = regexp.MustCompile(`^self_evaluation\.(projects\[\d+\]|overall)\.`)

// isCarried reports whether a path is that of a key in such a table. What has no
// value there is left out.
func (d Draft) isCarried(path string) bool {
	m := carried.FindStringSubmatch(path)
	s := d.Unit.SelfEvaluation
	return m != nil && (m[1] == "overall" && s.Overall != nil || m[1] != "overall" && len(s.Projects) > 0)
}

// evaluationNote is what to know of the table of the whole.
func (d Draft) evaluationNote(path string) []string {
	if d.Unit.SelfEvaluation.Overall == nil {
		return nil
	}
	var lines []string
	switch path {
	case "self_evaluation.overall":
		var without []string
		for _, m := range d.Members {
			if m.Unit.SelfEvaluation.Overall == nil {
				without = append(without, m.Unit.Identity.Name)
			}
		}
		lines = append(lines, "各项资金是各单位整体支出绩效自评表之和，其他资金已减去抵销的内部往来，请核对")
		if len(without) > 0 {
			lines = append(lines, "没有这张表、没有计入的单位，请补上它的资金："+strings.Join(without, "、"))
		}
	case "self_evaluation.overall.indicators[1]":
		for _, m := range d.Members {
			if o := m.Unit.SelfEvaluation.Overall; o != nil {
				for _, i := range o.Indicators {
					lines = append(lines, m.Unit.Identity.Name+"："+strings.Join(strings.Fields(fmt.Sprintf("%s %s %s，目标值 %s，业绩值 %s，权重 %s",
						i.Level1, i.Level2, i.Level3, i.Target, i.Actual, i.Weight)), " "))
				}
			}
		}
	}
	return lines
}
