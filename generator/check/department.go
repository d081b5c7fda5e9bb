package check

import (
	"fmt"
	"strings"

	"github.com/discgen/discgen/generator/department"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// Member is one of the files that a department's file names as its units'
// (所属单位), as it was read.
type Member struct {
	department.Member        // nothing where there is a fault
	Fault, Remedy     string // why it cannot be added up, in Chinese; empty where it can
}

// sumOfUnits compares a department with the sum of its units, where its file
// names theirs.
func sumOfUnits(r *reporter) {
	if len(r.Members) == 0 {
		return
	}
	if r.u.Identity.Scope != unit.Department {
		r.report("units", "部门的文件在 [unit] 里写 scope = \"部门\"；单位的文件不写 units", "写了所属单位，口径却是“单位”")
		return
	}
	var members []department.Member
	for i, m := range r.Members {
		path := source.Index("units", i)
		switch {
		case m.Fault != "":
			r.report(path, m.Remedy, "%s", m.Fault)
		case m.Unit.Year != r.u.Year:
			r.report(path, "换成同一年度的单位文件", "%s是 %d 年度的，本文件是 %d 年度的", m.Unit.Identity.Name, m.Unit.Year, r.u.Year)
		default:
			if m.Unit.Identity.Scope == unit.Department {
				r.warn(path, "写各单位的文件，不写部门的；确实没有把同一个单位计两次的，在 [[accept]] 里写明",
					"%s的文件口径是“部门”，里面可能已经有其他各项的数字", m.Unit.Identity.Name)
			}
			members = append(members, m.Member)
		}
	}
	if len(members) < len(r.Members) || !r.File.Whole {
		return
	}
	c := department.Compare(department.Member{Unit: r.u, Book: r.Book}, members)
	r.differences(c.Differences)
	for _, t := range c.Transfers {
		r.transfers(t)
	}
}

// differences reports the figures that are not the sums of the units', and
// notes all that are near to them together.
func (r *reporter) differences(all []department.Difference) {
	var near []string
	for _, d := range all {
		switch {
		case d.LastYear:
			r.compared(r.note(d.Path, "减去的应当正好是上年各单位之间的补助和上缴，请核对",
				"%s，各所属单位合计%s，前者%s", d.Name+r.exact(d.Stated), r.exact(d.Expected), r.gap(d.Stated, d.Expected)), d.Stated, d.Expected)
		case d.Within:
			near = append(near, fmt.Sprintf("%s%s，各单位合计%s", d.Name, r.exact(d.Stated), r.exact(d.Expected)))
		case d.Measure != "":
			r.differs(d)
		default:
			r.compared(r.report(d.Path, checkUnits, "%s%s，各所属单位合计%s，前者%s", d.Name, r.exact(d.Stated), r.exact(d.Expected), r.gap(d.Stated, d.Expected)), d.Stated, d.Expected)
		}
	}
	if len(near) > 0 {
		r.note("units", "在尾差以内，可以不改", "%d 个数字与各所属单位合计在四舍五入的尾差以内相差：%s", len(near), strings.Join(near, "；"))
	}
}

const checkUnits = "请核对本文件和各所属单位的文件；单位的文件改过的，用 discgen merge 重新汇总"

// differs reports a number that is no money.
func (r *reporter) differs(d department.Difference) {
	gap := d.Stated.Sub(d.Expected)
	by := "多" + gap.String() + d.Measure
	if gap.IsNegative() {
		by = "少" + gap.Abs().String() + d.Measure
	}
	stated, expected := d.Stated.String()+d.Measure, d.Expected.String()+d.Measure
	f := r.report(d.Path, checkUnits, "%s %s，各所属单位合计 %s，前者%s", d.Name, stated, expected, by)
	f.Compared = finding.Comparison{Figure: stated, Against: expected, Difference: by}
}

// transfers looks at what a department left out of the money that its units
// paid each other: as much on both sides, and as much as there is on both.
func (r *reporter) transfers(t department.Transfers) {
	const remedy = "抵销的是所属单位之间的补助、上缴，两边减去同样的金额；请核对，或用 discgen merge 重新汇总"
	most := t.Eliminated
	switch {
	case t.OfIncome.Sub(t.OfSpent).Abs().GreaterThan(t.Tolerance):
		r.compared(r.report(t.Path, remedy, "%s比各所属单位合计少%s，%s比各所属单位合计少%s，内部往来两边抵销的金额应当相同；按各所属单位的文件可以抵销%s",
			t.Income, r.exact(t.OfIncome), t.Spending, r.exact(t.OfSpent), r.exact(most)), t.OfIncome, t.OfSpent)
	case t.OfIncome.Sub(most).GreaterThan(t.Tolerance):
		r.compared(r.report(t.Path, remedy, "%s和%s各抵销了%s，所属单位之间的只有%s", t.Income, t.Spending, r.exact(t.OfIncome), r.exact(most)), t.OfIncome, most)
	case most.Sub(t.OfIncome).GreaterThan(t.Tolerance):
		r.compared(r.warn(t.Path, remedy+"；这些款项确实来自或付给部门以外的，在 [[accept]] 里写明",
			"%s和%s各抵销了%s，按各所属单位的文件可以抵销%s", t.Income, t.Spending, r.exact(t.OfIncome), r.exact(most)), t.OfIncome, most)
	case !t.Equal():
		r.note(t.Path, "没有抵销的应当是来自或付给部门以外的，请核对", "%s", t.Says(r.exact))
	}
}
