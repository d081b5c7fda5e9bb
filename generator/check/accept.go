package check

import (
	"slices"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// acceptances looks at the reasons for which the file lets warnings stay: each
// names a rule that warns, and a warning is accepted only where the command
// asks for it and the file gives the reason. It is the last rule of all, for it
// marks what the others found.
func acceptances(r *reporter) {
	for i, a := range r.u.Accept {
		path := source.Index("accept", i)
		if !slices.ContainsFunc(r.rules, func(rule Rule) bool { return rule.ID == a.Rule && rule.Accepted() }) {
			r.report(path+".rule", "写警告的编号，例如 \"N-31\"；错误要改正，提示不用接受", "%q 不是会提出警告的规则", source.Clip(a.Rule, 20))
			continue
		}
		r.acceptOne(path, a)
	}
	r.unexplained()
}

// acceptOne marks the one warning that an entry of the file speaks of.
func (r *reporter) acceptOne(path string, a unit.Acceptance) {
	of := r.warnings(func(f finding.Finding) bool {
		return f.Rule == a.Rule && (a.Key == "" || f.Path == a.Key)
	})
	switch {
	case len(of) == 0 && a.Key != "" && len(r.ofRule(a.Rule)) > 0:
		r.warn(path+".key", "写成 key = \""+r.found[r.ofRule(a.Rule)[0]].Path+"\"", "%s 的警告不在 %s", a.Rule, source.Clip(a.Key, 60))
	case len(of) == 0 && r.File.Whole:
		r.note(path+".rule", "删去这一组 [[accept]]", "没有 %s 这个警告，这条理由没有用到", a.Rule)
	case len(of) > 1 && a.Key == "":
		r.warn(path+".rule", "写上 key = 警告所指的键，例如 key = \""+r.found[of[0]].Path+"\"，每处写一组",
			"%s 有 %d 处警告，没有写明接受哪一处", a.Rule, len(of))
	case slices.Contains(r.Accept, a.Rule):
		for _, i := range of {
			r.found[i].Accepted = a.Reason
		}
	}
}

// warnings are the indices of the warnings that are wanted.
func (r *reporter) warnings(wanted func(finding.Finding) bool) []int {
	var of []int
	for i, f := range r.found {
		if f.Severity == finding.Warning && wanted(f) {
			of = append(of, i)
		}
	}
	return of
}

func (r *reporter) ofRule(id string) []int {
	return r.warnings(func(f finding.Finding) bool { return f.Rule == id })
}

// unexplained finds warnings that the command accepts without a reason in the
// file: they stay.
func (r *reporter) unexplained() {
	for _, id := range r.Accept {
		given := slices.ContainsFunc(r.u.Accept, func(a unit.Acceptance) bool { return a.Rule == id })
		open := r.warnings(func(f finding.Finding) bool { return f.Rule == id && f.Accepted == "" })
		if !given && len(open) > 0 {
			path := r.found[open[0]].Path
			r.warn(path, "在文件里写一组 [[accept]]：rule = \""+id+"\" 和 reason = 可以保留的理由",
				"命令要求接受 %s 的警告，文件里没有写理由", id)
		}
	}
}
