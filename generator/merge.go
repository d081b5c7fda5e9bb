package generator

import (
	"bytes"
	"fmt"
	"path"

	"github.com/discgen/discgen/generator/department"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// Part is the unit file of one of the units of a department.
type Part struct {
	Name string // as the department's file is to name it: a path with slashes from its folder
	Data []byte
	Open func(name string) ([]byte, error) // as Options.Open, from the folder of the part

	Settings *Settings // as Options.Settings
}

// MergeOptions are what Merge may be told beside the files. Of Options, Open,
// Settings, Strict and Accept mean nothing to it.
type MergeOptions struct {
	Options
	Name string // of the department; empty: to be filled in
	Kind string // its nature (单位性质); empty: to be filled in
}

// Merged is what Merge makes of the units of a department.
type Merged struct {
	Findings   []finding.List // of each part, in its order
	Unit       []byte         // the department's unit file; nil where a part has errors
	Eliminated []Elimination
}

// Elimination is an amount that one unit of a department paid another, or had
// from it, and that the department leaves out (抵销).
type Elimination struct {
	Part       int    // counted from 0
	Unit       string // its name
	Code, Fund string // of the subject
	Item       string // 上级补助收入 and the like
	Amount     string // with its unit
}

// Kinds are the natures that a unit may have (单位性质).
func Kinds() []string { return unit.Kind("").Choices() }

// ruleSum is the rule that a department is the sum of its units.
const ruleSum = "X-19"

// Merge adds up the unit files of a department's units, of which the first is
// the head office, to a unit file of the department: its figures, without what
// the units paid each other, and its texts to be filled in. Problems of the
// input are findings; an error is a fault of a template set.
func Merge(parts []Part, o MergeOptions) (Merged, error) {
	m := merging{MergeOptions: o, parts: parts, Merged: Merged{Findings: make([]finding.List, len(parts))}}
	if err := m.read(); err != nil || m.refused() {
		return m.Merged, err
	}
	sum := department.Add(m.members, unit.Kind(o.Kind))
	needed, faults, err := m.needed(sum)
	if err != nil {
		return m.Merged, err
	}
	if m.roundedAmongExact(faults); m.refused() {
		return m.Merged, nil
	}
	m.remark(sum)
	m.Unit = unitfile.Write(m.draft(sum, needed).Content())
	for _, e := range sum.Eliminated {
		m.Eliminated = append(m.Eliminated, Elimination{
			e.Member, m.members[e.Member].Unit.Identity.Name, e.Code, string(e.Fund), e.Name, sum.Money(e.Amount),
		})
	}
	return m.Merged, nil
}

// merging is the files that are added up, as they are read.
type merging struct {
	MergeOptions
	Merged
	parts   []Part
	files   []*unit.File
	members []department.Member
}

func (m *merging) refused() bool {
	for _, l := range m.Findings {
		if l.HasErrors() {
			return true
		}
	}
	return false
}

func (m *merging) report(part int, severity finding.Severity, path, remedy, format string, args ...any) {
	m.Findings[part] = append(m.Findings[part], finding.Finding{
		Rule: ruleSum, Severity: severity, Place: m.files[part].At(path), Path: path,
		Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
}

// read looks at every file. Only its errors matter here: all else was for the
// unit itself to look at.
func (m *merging) read() error {
	for i, p := range m.parts {
		o := m.Options
		o.Open, o.Settings, o.Strict, o.Accept = p.Open, p.Settings, false, nil
		c, err := inspect(p.Data, o)
		if err != nil {
			return err
		}
		m.Findings[i], m.files = c.findings.Of(finding.Error), append(m.files, c.file)
		if c.findings.HasErrors() {
			m.members = append(m.members, department.Member{})
			continue
		}
		m.members = append(m.members, c.member())
		m.fits(i)
	}
	m.nested()
	return nil
}

// nested finds files of departments among the parts, and parts that such a one
// adds up already.
func (m *merging) nested() {
	for i, p := range m.parts {
		department := m.members[i].Unit
		if department == nil || department.Identity.Scope != unit.Department {
			continue
		}
		m.report(i, finding.Warning, "unit.scope", "汇总各单位的文件，不写部门的；请核对没有把同一个单位计两次",
			"这是部门的文件，里面可能已经有其他文件的数字")
		byName := (&years{}).among(department, p.Name)
		byText := (&years{Options: Options{Open: p.Open}}).among(department, "")
		for k, other := range m.parts {
			if k != i && m.members[k].Unit != nil && (byName(path.Clean(other.Name), other.Data) || byText("", other.Data)) {
				m.report(k, finding.Error, "", "同一个单位只计一次：不写这个文件，或者不写 "+p.Name+"，改写它的各单位",
					"已经汇总在 %s 里", p.Name)
			}
		}
	}
}

// fits finds what keeps a file from being added to those before it.
func (m *merging) fits(i int) {
	first := -1
	for k, other := range m.parts[:i] {
		if bytes.Equal(other.Data, m.parts[i].Data) {
			m.report(i, finding.Error, "", "每个单位的文件只写一次", "与 %s 是同一个文件，或者内容相同", other.Name)
			return
		}
		if m.members[k].Unit == nil {
			continue
		}
		if by := sameIdentity(m.members[i].Unit, m.members[k].Unit); by != "" {
			m.report(i, finding.Error, "unit", onlyOnce, "与 %s 的%s相同，是同一个单位", other.Name, by)
			return
		}
		if first < 0 {
			first = k
		}
	}
	if first < 0 {
		return
	}
	u, of := m.members[i].Unit, m.members[first].Unit
	if u.Year != of.Year {
		m.report(i, finding.Error, "year", "换成同一年度的单位文件", "是 %d 年度的，%s 是 %d 年度的", u.Year, m.parts[first].Name, of.Year)
	}
	if u.TemplateSet != of.TemplateSet {
		m.report(i, finding.Error, "template_set", "各单位用同一套模板", "模板是 %s，%s 的是 %s", u.TemplateSet, m.parts[first].Name, of.TemplateSet)
	}
}

func (m *merging) draft(sum department.Sum, needed []string) department.Draft {
	d := department.Draft{Sum: sum, Name: m.Name, Members: m.members, Needed: needed}
	for _, p := range m.parts {
		d.Files = append(d.Files, p.Name)
	}
	return d
}

// needed asks the checks what a file of the figures alone lacks: the texts that
// the figures ask for. The other faults are given too.
func (m *merging) needed(sum department.Sum) ([]string, finding.List, error) {
	u := *sum.Unit
	u.Identity.Name, u.Overview.Duties = "部门", "职责。"
	if u.Identity.Kind == "" {
		u.Identity.Kind = unit.Administrative
	}
	text := unitfile.Write(unitfile.Content{Unit: &u, Way: func(string) unitfile.Way { return unitfile.Omit }})
	o := m.Options
	o.Open, o.Settings, o.Strict, o.Accept = nil, nil, false, nil
	c, err := inspect(text, o)
	if err != nil {
		return nil, nil, err
	}
	var paths []string
	var faults finding.List
	for _, f := range c.findings.Of(finding.Error) {
		if sum.IsWithout(f.Path) {
			paths = append(paths, f.Path)
		} else {
			faults = append(faults, f)
		}
	}
	return paths, faults, nil
}

// roundedAmongExact looks at amounts in 万元 that were rounded, among others
// that were not. Their sum is exact in what is compared, so that the rounded
// ones have to agree with each other exactly.
func (m *merging) roundedAmongExact(faults finding.List) {
	var rounded []int
	for i, member := range m.members {
		if department.IsRounded(member.Unit) {
			rounded = append(rounded, i)
		}
	}
	if len(rounded) == len(m.members) {
		return
	}
	for _, i := range rounded {
		if len(faults) > 0 {
			m.report(i, finding.Error, "amount_unit", "请把这个单位的文件改为以元填写（精确到分）；拿不到的，把各单位的文件都改为以万元填写",
				"金额以万元填写，是四舍五入过的，与其他单位的精确金额相加以后不平：%s", faults[0].Message)
			continue
		}
		m.report(i, finding.Note, "amount_unit", "可以不改；有精确金额的，改为以元填写再汇总",
			"金额以万元填写，是四舍五入过的，合计里这一部分只精确到百元")
	}
}

// remark says what is to be looked at by hand.
func (m *merging) remark(sum department.Sum) {
	for _, b := range sum.Balances {
		for _, l := range b.Left {
			path := source.Index("subjects", l.Subject) + "." + l.Key
			m.report(l.Member, finding.Warning, path, "来自或付给本部门以外的，不用改；是本部门内部的，补上另一方的文件，或改正金额以后重新汇总",
				"%s；这里的%s有%s没有抵销，待核对", b.Says(sum.Money), l.Name, sum.Money(l.Amount))
		}
	}
	if !sum.Unit.NewUnit {
		m.report(0, finding.Note, "overall.last_year_total", "上年各单位之间有补助、上缴的，在部门的文件里减去",
			"部门的上年收入支出总计是各单位之和%s，其中的上年内部往来单位文件里没有，没有抵销", sum.Money(sum.Unit.Overall.LastYearTotal.Decimal))
	}
}
