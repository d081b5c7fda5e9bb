package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// openings compares the opening balances with what last year's file closed with.
func openings(r *reporter) {
	r.asPublished(true)
	for _, g := range r.gone() {
		if !g.Closing.IsZero() {
			r.report("subjects", fmt.Sprintf("补写这个科目：[[subjects]]、code = %q、fund = %q；年初结转和结余由上年的单位文件取数", g.Code, g.Fund),
				"科目 %s 上年末有结转和结余%s，本年没有这个科目", r.goneName(g), r.exact(g.Closing.Yuan))
		}
	}
}

// lastYearsFigures compares last year's figures with those that were published.
func lastYearsFigures(r *reporter) { r.asPublished(false) }

func (r *reporter) gone() []lastyear.Gone {
	if r.Before == nil {
		return nil
	}
	return r.Before.GoneFrom(r.u)
}

// goneName is the code of a subject that only last year's file has, with the
// name it had there.
func (r *reporter) goneName(g lastyear.Gone) string {
	return strings.TrimSpace(g.Code + " " + figures.Names(r.Before.File.Unit)(g.Code))
}

// asPublished reports figures that are not those of last year's file and that
// the file does not correct.
func (r *reporter) asPublished(opening bool) {
	remedy := "改成上年公开的数，或删去这一项（由上年的单位文件取数）；更正上年数的，写一组 [[corrections]]，写 key 和 reason（原因）"
	if opening {
		remedy = "改成上年年末数，或删去这一项（由上年的单位文件取数）；调整以前年度的，写一组 [[corrections]]，写 key 和 reason（原因）"
	}
	for _, f := range r.differing() {
		if f.Opening == opening && r.correction(f.Path) < 0 {
			f.report(r, r.report, f.Path, strings.Replace(remedy, "key 和", fmt.Sprintf("key = %q 和", f.Path), 1), "")
		}
	}
}

// differing are the figures that are not as last year's file publishes them.
func (r *reporter) differing() []publishedFigure {
	var all []publishedFigure
	if r.Before == nil {
		return nil
	}
	for _, f := range r.Before.Figures(r.u) {
		if !r.Before.Agrees(r.u, f) {
			all = append(all, publishedFigure{f})
		}
	}
	return all
}

type publishedFigure struct{ lastyear.Figure }

// report says a figure and the published one.
func (f publishedFigure) report(r *reporter, say func(path, remedy, format string, args ...any) *finding.Finding, path, remedy, behind string) {
	source := "上年公开的是"
	if f.Opening {
		source = "上年年末是"
	}
	here, there := f.Amount.Decimal, f.Published.Yuan
	r.compared(say(path, remedy, "%s%s，%s%s，前者%s%s", f.Name, r.exact(here), source, r.exact(there), r.gap(here, there), behind), here, there)
}

// correction is the index of the file's correction of a figure, or −1.
func (r *reporter) correction(path string) int {
	return slices.IndexFunc(r.u.Corrections, func(c unit.Correction) bool { return c.Key == path })
}

// subjectsGone finds subjects that spent something last year and that nothing
// is said of this year, and codes that two subjects go on from.
func subjectsGone(r *reporter) {
	for _, g := range r.gone() {
		if !g.Outlay.IsZero() {
			r.report("subjects", fmt.Sprintf("补写一组 [[subjects]]：code = %q%s 和 change_reason（本年没有支出的原因）；改用其他科目的，在那个科目里写 formerly = [%q]", g.Code, fundLine(g.Fund), g.Code),
				"科目 %s 上年有财政拨款支出%s，本年没有这个科目", r.goneName(g), r.exact(g.Outlay.Yuan))
		}
	}
	if r.Before != nil {
		r.formerCodes()
	}
}

// fundLine is the key of a budget where it has to be written.
func fundLine(fund unit.Fund) string {
	if fund == unit.GeneralFund {
		return ""
	}
	return fmt.Sprintf("、fund = %q", fund)
}

// formerCodes finds former codes that last year's file does not have, or that
// stand for the spending of another subject too.
func (r *reporter) formerCodes() {
	type key struct {
		fund unit.Fund
		code string
	}
	had, taken := map[key]bool{}, map[key]bool{}
	for _, s := range r.Before.File.Unit.Subjects {
		had[key{s.Fund, s.Code}] = true
	}
	for _, s := range r.u.Subjects {
		taken[key{s.Fund, s.Code}] = true
	}
	for i, s := range r.u.Subjects {
		for j, code := range s.Formerly {
			k, path := key{s.Fund, code}, source.Index(subjectPath(i, "formerly"), j)
			if taken[k] {
				r.report(path, "一个原科目只写一处；本年仍有的科目不写", "原科目 %s 在别处已经有了，上年数会重复", source.Clip(code, 20))
			} else if !had[k] {
				r.report(path, "请核对编码；写上年单位文件里的项级科目", "上年的单位文件里没有科目 %s（%s）", source.Clip(code, 20), s.Fund)
			}
			taken[k] = true
		}
	}
}

// stocks compares what is counted at the end of the year with last year's
// count and what came and went.
func stocks(r *reporter) {
	if r.Before == nil {
		return
	}
	for _, h := range r.Before.Headcounts(r.u) {
		if n := h.Of.Before(); n != h.Published {
			r.report(h.Path, "请核对；改成上年的人数，或删去这一项（由上年的单位文件取数）", "上年末%s写的是 %d 人，上年公开的是 %d 人", h.Name, n, h.Published)
		}
	}
	v, before := r.u.ThreePublic.Vehicles, r.Before.File.Unit
	counts := [][2]int{{before.ThreePublic.Vehicles.Owned, v.Owned}, {before.Assets.Vehicles.Count(), r.u.Assets.Vehicles.Count()}}
	for i, c := range counts {
		if i > 0 && c == counts[0] || c[1] == c[0]+v.Purchased-v.Disposed {
			continue // what is wrong with both is said once
		}
		r.report([]string{"three_public.vehicles.owned", "assets.vehicles"}[i],
			"请核对车辆数；报废、调出的写在 [three_public.vehicles] 的 disposed（处置数）；调入等情况在 [[accept]] 里写明",
			"%s %d 辆，上年 %d 辆，本年购置 %d 辆、处置 %d 辆，应为 %d 辆", []string{"公务用车保有量", "固定资产车辆"}[i],
			c[1], c[0], v.Purchased, v.Disposed, c[0]+v.Purchased-v.Disposed)
	}
}

// corrections looks at the reasons for which figures are other than last year
// published them. Both values are said, so that they are kept.
func corrections(r *reporter) {
	differing := r.differing()
	for i, c := range r.u.Corrections {
		path := source.Index("corrections", i)
		k := slices.IndexFunc(differing, func(f publishedFigure) bool { return f.Path == c.Key })
		switch {
		case r.u.LastYear == "":
			r.report(path, "写上 last_year = 上年的单位文件，或删去这一组 [[corrections]]", "没有写上年的单位文件，不知道更正了什么")
		case r.correction(c.Key) != i:
			r.report(path+".key", "同一个键只写一组", "%s 前面已经更正过", source.Clip(c.Key, 60))
		case length(c.Reason) < shortest || saysNothing(c.Reason):
			r.report(path+".reason", "写明更正的原因，不少于 8 个字", "更正 %s 的原因“%s”太短", source.Clip(c.Key, 60), source.Clip(c.Reason, 20))
		case k >= 0:
			differing[k].report(r, r.note, path+".key", "请核对；两个数和原因都记在检查结果里", "，更正原因："+c.Reason)
		default:
			r.uncorrected(path, c)
		}
	}
}

// uncorrected reports a correction of what is no figure of last year, and notes
// one of a figure that is as it was published.
func (r *reporter) uncorrected(path string, c unit.Correction) {
	if r.Before == nil {
		return // U-20 says why last year's file cannot be used
	}
	if slices.ContainsFunc(r.Before.Figures(r.u), func(f lastyear.Figure) bool { return f.Path == c.Key }) {
		r.note(path, "删去这一组 [[corrections]]", "%s 与上年公开的相同，这条更正没有用到", c.Key)
		return
	}
	r.report(path+".key", "写上年数或年初结转的键，例如 \"overall.last_year_total\"、\"subjects[3].last_year\"", "%q 不是可以更正的上年数", source.Clip(c.Key, 60))
}
