package intake

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

var byteOrderMark = []byte("\ufeff")

// Merge puts the figures into an existing unit file. Its texts, comments and
// order stay as they are, and so does an amount that prints as the statement
// prints it: the file may well know it more exactly. Subjects that the file
// lacks are added behind its last one; those that the statements lack are
// reported and stay.
func (f *Facts) Merge(data []byte) ([]byte, finding.List) {
	m := &merger{facts: f}
	file, faults := unit.Load(data)
	if file == nil || slices.ContainsFunc(faults, isFault) {
		m.say(finding.Error, "先用 discgen check 检查这个单位文件，改正错误后再更新", "单位文件有读不懂的地方，不能更新")
		return nil, m.found
	}
	text, hasMark := bytes.CutPrefix(data, byteOrderMark)
	root, _ := source.Parse(text)
	m.unit, m.editor = file.Unit, newEditor(text, root)
	if !m.agree() {
		return nil, m.found
	}
	m.convert()
	m.merge()
	merged := m.withTotals(m.editor.result())
	m.otherTotals(merged)
	if hasMark {
		merged = append(slices.Clone(byteOrderMark), merged...)
	}
	m.sum()
	return merged, m.found
}

// isFault reports whether a finding of the reading is more than something that
// is still to be filled in.
func isFault(f finding.Finding) bool { return f.Rule != source.RuleMissing }

// merger compares the facts with a unit file and edits the file.
type merger struct {
	facts  *Facts
	unit   *unit.Unit
	editor *editor
	found  finding.List

	places  int32 // decimals, in the file's unit, of what a statement prints
	coarse  int   // amounts that the file had more exactly and the statements changed
	changed int
	held    map[string]decimal.Decimal // the file's amounts in its own unit, by path
}

func (m *merger) say(severity finding.Severity, remedy, format string, args ...any) {
	m.found = append(m.found, finding.Finding{
		Rule: RuleMerge, Severity: severity, Message: fmt.Sprintf(format, args...), Remedy: remedy,
	})
}

// agree reports whether the file is of the same unit and year.
func (m *merger) agree() bool {
	u, f := m.unit, m.facts
	names := append([]string{u.Identity.Name}, u.Identity.Aliases...)
	known := slices.ContainsFunc(names, func(n string) bool { return fold(n) == fold(f.Name) })
	if f.Name != "" && u.Identity.Name != "" && !known {
		m.say(finding.Error, "请确认导入的是同一个单位的公开表", "公开表的编制单位是“%s”，单位文件是“%s”", cited(f.Name), cited(u.Identity.Name))
	}
	if f.Year != 0 && u.Year != 0 && f.Year != u.Year {
		m.say(finding.Error, "请确认导入的是同一年度的公开表", "公开表是 %d 年度的，单位文件是 %d 年度的", f.Year, u.Year)
	}
	if f.AmountUnit == "" || !slices.Contains(u.AmountUnit.Choices(), string(u.AmountUnit)) {
		m.say(finding.Error, "在公开表和单位文件里写明金额单位", "公开表或者单位文件没有金额单位，不能更新")
	}
	if len(f.Doubts) > 0 {
		m.say(finding.Error, "把各张表改成同一个金额单位", "各张表的金额单位不同，不能更新")
	}
	return !m.found.HasErrors()
}

// convert puts the facts into the file's unit, and the file's amounts, which
// were read into 元, back into it.
func (m *merger) convert() {
	shift := int32(0)
	switch {
	case m.facts.AmountUnit == m.unit.AmountUnit:
		m.places = 2
	case m.unit.AmountUnit == unit.Yuan:
		shift, m.places = 4, -2
	default:
		shift, m.places = -4, 6
	}
	m.facts = m.facts.shifted(shift)
	m.held = map[string]decimal.Decimal{}
	m.unit.EachAmount(func(path string, a unit.Amount) {
		if !a.Given {
			return
		}
		m.held[path] = a.Decimal
		if m.unit.AmountUnit == unit.TenThousand {
			m.held[path] = a.Shift(-4)
		}
	})
}

// shifted are the facts with the point of every amount moved.
func (f *Facts) shifted(by int32) *Facts {
	g := *f
	move := func(a *unit.Amount) { a.Decimal = a.Shift(by) }
	for _, a := range []*unit.Amount{&g.CarryOver.OpeningGeneral, &g.CarryOver.OpeningOther, &g.CarryOver.SurplusUsed, &g.CarryOver.Distributed} {
		move(a)
	}
	g.opening = g.opening.Shift(by)
	g.Subjects = slices.Clone(f.Subjects)
	for i := range g.Subjects {
		s := &g.Subjects[i]
		for _, a := range slices.Concat(incomeOf(s), spendingOf(s), []*unit.Amount{&s.Opening, &s.Appropriation.Basic, &s.Appropriation.Project}) {
			move(a)
		}
	}
	for _, items := range []*[]Item{&g.Basic, &g.Control} {
		*items = slices.Clone(*items)
		for i := range *items {
			(*items)[i].Amount = (*items)[i].Amount.Shift(by)
		}
	}
	g.printed = maps.Clone(f.printed)
	for key, item := range g.printed {
		item.Amount = item.Amount.Shift(by)
		g.printed[key] = item
	}
	if f.Public != nil {
		p := *f.Public
		for _, i := range []*unit.PublicItem{&p.Abroad.Cost, &p.Vehicles.Purchase, &p.Vehicles.Operation, &p.Reception.Cost} {
			move(&i.Outturn)
			move(&i.Budget)
		}
		g.Public = &p
	}
	return &g
}

func (m *merger) merge() {
	m.carryOver()
	m.subjects()
	m.basic()
	m.public()
	m.control()
}

// control sets the control figures that the file states. One in 元 must be
// exact, which a statement in 万元 is not.
func (m *merger) control() {
	if m.places < 0 {
		return
	}
	var items []Item
	for key := range m.unit.Control {
		if printed, ok := m.facts.printed[key]; ok {
			items = append(items, printed)
		}
	}
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.Key, b.Key) })
	m.table("control", items)
}

// withTotals adds to a merged file in 万元 the totals of the statements that
// its amounts do not add up to by rounding alone, and the rows whose amounts
// are all rounded to nothing, so that they are printed again as they were.
func (m *merger) withTotals(merged []byte) []byte {
	file, _ := unit.Load(merged)
	if file == nil || m.unit.AmountUnit != unit.TenThousand || m.facts.AmountUnit != unit.TenThousand {
		return merged
	}
	u := *file.Unit
	u.Control = map[string]unit.Amount{}
	for key, item := range m.facts.printed {
		u.Control[key] = given(item.Amount.Shift(4))
	}
	var missing []entry
	printed := figures.Compute(file.Unit, figures.ScoringRules{}).Controls
	for _, key := range m.facts.rows {
		if !slices.ContainsFunc(printed, func(c figures.Control) bool { return c.Key == key }) {
			missing = append(missing, entry{key, unitfile.Number(decimal.Zero)})
		}
	}
	for _, c := range figures.Compute(&u, figures.ScoringRules{}).Controls {
		if _, stated := file.Unit.Control[c.Key]; c.Printed && !stated {
			missing = append(missing, entry{c.Key, unitfile.Number(m.facts.printed[c.Key].Amount)})
		}
	}
	if len(missing) == 0 {
		return merged
	}
	m.changed++
	m.say(finding.Note, "", "增加 %d 个控制数，按公开表印出：合计与各项之和相差最后一位的，和金额都是 0.00 的行", len(missing))
	root, _ := source.Parse(merged)
	m.editor = newEditor(merged, root)
	m.addTable("control", missing)
	return m.editor.result()
}

// otherTotals names the totals that a file in 元 gives otherwise than the
// statements in 万元 that were merged into it: it adds up amounts of which some
// were rounded, and states no totals that are not exact.
func (m *merger) otherTotals(merged []byte) {
	file, _ := unit.Load(merged)
	if file == nil || m.places >= 0 || m.changed == 0 {
		return
	}
	var cells []string
	for _, c := range figures.Compute(file.Unit, figures.ScoringRules{}).Controls {
		printed, ok := m.facts.printed[c.Key]
		if ok && !figures.Publish(c.Computed).Wan.Equal(printed.Amount.Shift(-4)) {
			cells = append(cells, printed.at.String())
		}
	}
	if len(cells) > 0 {
		m.say(finding.Warning, "填上到分的准确金额以后再核对；要与公开表完全相同的，从公开表重新生成以万元为单位的单位文件",
			"公开表以万元为单位，单位文件以元为单位：有 %d 个合计按单位文件计算，与公开表不同：%s", len(cells), strings.Join(cells, "、"))
	}
}

// same reports whether the file's amount prints as the statement's.
func (m *merger) same(held, printed decimal.Decimal) bool { return held.Round(m.places).Equal(printed) }

// set compares one amount and edits it where the file has it; where it has
// not, it returns the entry to add.
func (m *merger) set(table *source.Node, path, key string, v decimal.Decimal) []entry {
	held, has := m.held[source.Join(path, key)]
	if m.same(held, v) {
		return nil
	}
	if !held.Equal(held.Round(m.places)) {
		m.coarse++
	}
	m.changed++
	m.say(finding.Note, "", "%s 由 %s 改为 %s", m.called(path, key), unitfile.Number(held), unitfile.Number(v))
	if has {
		m.editor.replace(table.Table[key], unitfile.Number(v))
		return nil
	}
	return []entry{{key, unitfile.Number(v)}}
}

// called is what a message calls an amount: its key, with the code of its
// subject.
func (m *merger) called(path, key string) string {
	name := source.Join(path, key)
	for i, s := range m.unit.Subjects {
		if at := source.Index("subjects", i); strings.HasPrefix(name, at+".") {
			return "科目 " + s.Code + " 的 " + name[len(at)+1:]
		}
	}
	return name
}

// table sets the amounts of a table at the top of the file. What the file has
// beyond them is 0 in the statements.
func (m *merger) table(name string, items []Item) {
	t := m.editor.root.Table[name]
	var missing []entry
	for _, i := range items {
		missing = append(missing, m.set(t, name, i.Key, i.Amount)...)
	}
	m.addTable(name, missing)
}

// addTable adds entries to a table at the top of the file, which may not be
// there yet.
func (m *merger) addTable(name string, missing []entry) {
	switch {
	case len(missing) == 0:
	case m.editor.root.Table[name] != nil:
		m.editor.add(m.editor.root, name, missing)
	default:
		lines := []string{"", "[" + name + "]"}
		for _, x := range missing {
			lines = append(lines, x.line())
		}
		m.editor.append(lines)
	}
}

func (m *merger) carryOver() {
	var items []Item
	for _, c := range carried {
		of := c.of(m.facts.CarryOver)
		derived := c.key == "opening_other"
		if of.Given && (!derived || !m.sameOpening()) {
			items = append(items, Item{Key: c.key, Amount: of.Decimal})
		}
	}
	m.table("carry_over", items)
}

// sameOpening reports whether the opening balance of all money is the same.
// The part that is not appropriated was derived as a difference of rounded
// figures, whose last digit says nothing.
func (m *merger) sameOpening() bool {
	held := decimal.Sum(m.held["carry_over.opening_general"], m.held["carry_over.opening_other"])
	for i := range m.unit.Subjects {
		held = held.Add(m.held[source.Index("subjects", i)+".opening"])
	}
	return m.same(held, m.facts.opening)
}

func (m *merger) basic() {
	items := slices.Clone(m.facts.Basic)
	for code := range m.unit.Basic {
		if !slices.ContainsFunc(items, func(i Item) bool { return i.Key == code }) {
			items = append(items, Item{Key: code})
		}
	}
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.Key, b.Key) })
	m.table("basic_expenditure", items)
}

func (m *merger) public() {
	if m.facts.Public == nil {
		return
	}
	fresh := map[string][]string{} // lines of the tables that the file lacks
	for _, k := range publicKeys {
		item, parent := k.of(m.facts.Public), m.node(k.table)
		var t *source.Node
		if parent != nil {
			t = parent.Table[k.key]
		}
		path := source.Join(k.table, k.key)
		missing := append(m.set(t, path, "outturn", item.Outturn.Decimal), m.set(t, path, "budget", item.Budget.Decimal)...)
		switch {
		case parent != nil:
			m.editor.add(parent, k.key, missing)
		case len(missing) > 0:
			fresh[k.table] = append(fresh[k.table], k.key+" = { "+joinEntries(missing)+" }")
		}
	}
	for _, table := range slices.Sorted(maps.Keys(fresh)) {
		m.editor.append(append([]string{"", "[" + table + "]"}, fresh[table]...))
	}
}

// node is the table at a path of plain keys, nil where there is none.
func (m *merger) node(path string) *source.Node {
	n := m.editor.root
	for key := range strings.SplitSeq(path, ".") {
		if n = n.Table[key]; n == nil {
			return nil
		}
	}
	return n
}

func (m *merger) subjects() {
	seen := map[int]bool{}
	var added []unit.Subject
	for _, s := range m.facts.Subjects {
		i := slices.IndexFunc(m.unit.Subjects, func(o unit.Subject) bool { return o.Code == s.Code && o.Fund == s.Fund })
		if i < 0 {
			added = append(added, s)
			continue
		}
		seen[i] = true
		m.subject(i, s)
	}
	for i, s := range m.unit.Subjects {
		if !seen[i] && m.hasFigures(i) {
			m.say(finding.Warning, "本年没有这个科目的，把它的收入和支出改为 0 或者删去；上年有的要留下上年数和原因",
				"公开表里没有单位文件里的科目 %s（%s）", s.Code, s.Fund)
		}
	}
	m.addSubjects(added)
}

// hasFigures reports whether a subject has an amount of this year that a
// statement prints.
func (m *merger) hasFigures(i int) bool {
	at := source.Index("subjects", i)
	for path, held := range m.held {
		if strings.HasPrefix(path, at+".") && path != at+".last_year" && !held.Round(m.places).IsZero() {
			return true
		}
	}
	return false
}

func (m *merger) subject(i int, s unit.Subject) {
	at, n := source.Index("subjects", i), m.editor.root.Table["subjects"].Items[i]
	whole := m.sameWhole(s)
	for _, t := range subjectTables {
		var missing []entry
		for _, a := range t.of(s) {
			if derived := t.key != "appropriation" && whole; !derived {
				missing = append(missing, m.set(n.Table[t.key], at+"."+t.key, a.key, a.amount.Decimal)...)
			}
		}
		m.editor.add(n, t.key, missing)
	}
	for _, x := range m.set(n, at, "opening", s.Opening.Decimal) {
		m.editor.addLines(n, []string{x.line()})
	}
}

// sameWhole reports whether a code that the statements split by fund has the
// same income and spending in all. What the general budget has of it was
// derived as a difference of rounded figures, whose last digit says nothing;
// what the other funds have is in their own statements.
func (m *merger) sameWhole(s unit.Subject) bool {
	split := slices.ContainsFunc(m.facts.Subjects, func(o unit.Subject) bool { return o.Code == s.Code && o.Fund != s.Fund })
	if !split || s.Fund != unit.GeneralFund {
		return false
	}
	for _, t := range subjectTables[:2] {
		for k, a := range t.of(s) {
			printed, held := decimal.Zero, decimal.Zero
			for _, o := range m.facts.Subjects {
				if o.Code == s.Code {
					printed = printed.Add(t.of(o)[k].amount.Decimal)
				}
			}
			for i, o := range m.unit.Subjects {
				if o.Code == s.Code {
					held = held.Add(m.held[source.Index("subjects", i)+"."+t.key+"."+a.key])
				}
			}
			if !m.same(held, printed) {
				return false
			}
		}
	}
	return true
}

// addSubjects puts new subjects behind the last one of the file.
func (m *merger) addSubjects(added []unit.Subject) {
	if len(added) == 0 {
		return
	}
	f := *m.facts
	f.Subjects = added
	var lines []string
	for _, r := range f.Rows() {
		var b strings.Builder
		if err := unitTemplate.ExecuteTemplate(&b, "subject", r); err != nil {
			panic(err) // the template is part of the program
		}
		lines = append(append(lines, ""), strings.Split(strings.TrimSuffix(unitfile.Even(b.String()), "\n"), "\n")...)
		m.changed++
		m.say(finding.Note, "补上上年数和变动原因", "增加科目 %s %s", r.Code, r.Label)
	}
	list := m.editor.root.Table["subjects"]
	switch {
	case list == nil:
		m.editor.append(lines)
	case !m.editor.inHeader(list):
		m.say(finding.Error, "把每个科目改写成一组 [[subjects]]", "单位文件的 subjects 不是分组写的，不能增加科目")
	default:
		m.editor.insertBehind(m.editor.end(list), lines)
	}
}

// sum says what was done in all.
func (m *merger) sum() {
	if m.changed == 0 {
		m.say(finding.Note, "", "单位文件的金额与公开表相同，没有改动")
	}
	if m.coarse > 0 {
		m.say(finding.Warning, "要保留到分的，请在单位文件里填上准确的金额",
			"有 %d 个金额改成了公开表的数，只精确到公开表的最后一位", m.coarse)
	}
}
