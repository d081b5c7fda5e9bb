package lastyear

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// fillResults gives the indicators of projects last year's results
// (上年完成情况), where last year's project of that name had the indicator.
func (y *Year) fillResults(u *unit.Unit) {
	for i := range u.SelfEvaluation.Projects {
		p := &u.SelfEvaluation.Projects[i]
		k := y.project(p.Name)
		if k < 0 {
			continue
		}
		before := y.File.Unit.SelfEvaluation.Projects[k].Indicators
		for j := range p.Indicators {
			x := &p.Indicators[j]
			if m := sameIndicator(before, *x); m >= 0 && strings.TrimSpace(x.LastYear) == "" {
				x.LastYear = strings.TrimLeft(before[m].Actual, "= ")
			}
		}
	}
}

// project is the index of last year's project of a name, or −1.
func (y *Year) project(name string) int {
	return slices.IndexFunc(y.File.Unit.SelfEvaluation.Projects, func(p unit.Project) bool { return p.Name == name })
}

func sameIndicator(in []unit.Indicator, x unit.Indicator) int {
	return slices.IndexFunc(in, func(b unit.Indicator) bool {
		return b.Level1 == x.Level1 && b.Level2 == x.Level2 && b.Level3 == x.Level3
	})
}

// element is a path that begins in an element of a list.
var element = regexp.MustCompile(`^(subjects|self_evaluation\.projects|self_evaluation\.overall\.indicators|indicators)\[([1-9]\d*)\](?:\.(.*))?$`)

// Wording is last year's text at a path of a unit: of the same key or, in a
// list, of the same subject, project or indicator. It is empty where there is
// none.
func (y *Year) Wording(u *unit.Unit, path string) string {
	if path = y.translate(u, path); path == "" {
		return ""
	}
	text := ""
	y.File.EachText(func(at, t string) {
		if at == path {
			text = t
		}
	})
	if source.IsBlank(text) {
		return ""
	}
	return strings.TrimSpace(text)
}

// translate is the path in last year's file, or nothing.
func (y *Year) translate(u *unit.Unit, path string) string {
	m := element.FindStringSubmatch(path)
	if m == nil {
		if strings.Contains(path, "[") {
			return ""
		}
		return path
	}
	i, err := strconv.Atoi(m[2])
	if err != nil {
		return ""
	}
	now, before := u.SelfEvaluation, y.File.Unit.SelfEvaluation
	switch i--; m[1] {
	case "subjects":
		if i < len(u.Subjects) {
			return below(m[1], y.subject(u.Subjects[i]), m[3])
		}
	case "self_evaluation.overall.indicators":
		if now.Overall != nil && before.Overall != nil && i < len(now.Overall.Indicators) {
			return below(m[1], sameIndicator(before.Overall.Indicators, now.Overall.Indicators[i]), m[3])
		}
	case "self_evaluation.projects":
		if i < len(now.Projects) {
			return y.inProject(now.Projects[i], m[1], m[3])
		}
	}
	return ""
}

// inProject is the path of a key below a project of this year in last year's
// file.
func (y *Year) inProject(p unit.Project, list, rest string) string {
	k := y.project(p.Name)
	if m := element.FindStringSubmatch(rest); m != nil && k >= 0 {
		i, err := strconv.Atoi(m[2])
		if err != nil || i > len(p.Indicators) {
			return ""
		}
		rest = below(m[1], sameIndicator(y.File.Unit.SelfEvaluation.Projects[k].Indicators, p.Indicators[i-1]), m[3])
		if rest == "" {
			return ""
		}
	}
	return below(list, k, rest)
}

// below is the path of a key in an element, nothing where there is no element.
func below(list string, index int, key string) string {
	if index < 0 {
		return ""
	}
	return source.Join(source.Index(list, index), key)
}

// subject is the index of last year's subject, or of the first that it goes on
// from, or −1.
func (y *Year) subject(s unit.Subject) int {
	for _, code := range append([]string{s.Code}, s.Formerly...) {
		if i := slices.IndexFunc(y.File.Unit.Subjects, func(b unit.Subject) bool { return b.Code == code && b.Fund == s.Fund }); i >= 0 {
			return i
		}
	}
	return -1
}
