package department

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

func load(t *testing.T, text []byte) Member {
	t.Helper()
	f, found := unit.Load(text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return of(f.Unit)
}

func of(u *unit.Unit) Member {
	return Member{u, figures.Compute(u, figures.ScoringRules{})}
}

func members(t *testing.T, texts [][]byte) []Member {
	t.Helper()
	var all []Member
	for _, text := range texts {
		all = append(all, load(t, text))
	}
	return all
}

// figure is an amount, a count or an area of a unit with its path.
type figure struct {
	path  string
	value reflect.Value
}

// everyFigure are all that a unit file may hold, found by the types of the keys
// and not by the tables of this package.
func everyFigure(path string, v reflect.Value) []figure {
	switch v.Type() {
	case reflect.TypeFor[unit.Amount](), reflect.TypeFor[unit.Quantity](), reflect.TypeFor[int](), reflect.TypeFor[*int]():
		return []figure{{path, v}}
	}
	var all []figure
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
				all = append(all, everyFigure(source.Join(path, key), v.Field(i))...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, everyFigure(source.Index(path, i), v.Index(i))...)
		}
	}
	return all
}

// more adds one to a figure.
func (f figure) more() {
	switch p := f.value.Addr().Interface().(type) {
	case *unit.Amount:
		*p = unit.Amount{Decimal: p.Add(decimal.NewFromInt(1)), Given: true}
	case *unit.Quantity:
		*p = unit.Quantity{Decimal: p.Add(decimal.NewFromInt(1)), Given: true}
	case *int:
		*p++
	case **int:
		n := 1
		if *p != nil {
			n += **p
		}
		*p = &n
	}
}

// notSummed are the figures that a department has of its own.
var notSummed = regexp.MustCompile(`^year$|^self_evaluation|^operating_expenses\.outturn$`)

// Every figure of a unit file is added up and compared: a department in which
// any is one more than it should be differs from its units by that figure.
func TestEveryFigureIsCompared(t *testing.T) {
	all := members(t, sample.Department(2, 3, false, false))
	clean := Add(all, unit.Administrative).Unit
	if c := Compare(of(clean), all); len(c.Differences) > 0 {
		t.Fatal(c.Differences)
	}
	n := 0
	for i, f := range everyFigure("", reflect.ValueOf(clean).Elem()) {
		if notSummed.MatchString(f.path) {
			continue
		}
		d := Add(all, unit.Administrative).Unit
		everyFigure("", reflect.ValueOf(d).Elem())[i].more()
		c := Compare(of(d), all)
		if n++; len(c.Differences) != 1 || c.Differences[0].Path != f.path || c.Differences[0].Name == "" {
			transfers := c.Transfers[0].OfIncome.Equal(c.Transfers[0].OfSpent) && c.Transfers[1].OfIncome.Equal(c.Transfers[1].OfSpent)
			if !isTransfer(f.path[strings.IndexByte(f.path, '.')+1:]) || transfers {
				t.Errorf("%s: %v %v", f.path, c.Differences, c.Transfers)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d figures", n)
	}
	for code := range clean.Basic {
		d := Add(all, unit.Administrative).Unit
		d.Basic[code] = unit.Amount{Decimal: d.Basic[code].Add(decimal.NewFromInt(1)), Given: true}
		if c := Compare(of(d), all); len(c.Differences) != 1 || c.Differences[0].Path != "basic_expenditure."+code || !strings.Contains(c.Differences[0].Name, code) {
			t.Errorf("%s: %v", code, c.Differences)
		}
	}
}

// paying is a subject with transfers: superior, subordinate, to_superior, to_subordinate.
func paying(code string, amounts ...int64) unit.Subject {
	s := unit.Subject{Code: code, Fund: unit.GeneralFund}
	for i, a := range []*unit.Amount{&s.Income.Superior, &s.Income.Subordinate, &s.Spending.ToSuperior, &s.Spending.ToSubordinate} {
		if i < len(amounts) {
			*a = unit.Amount{Decimal: decimal.NewFromInt(amounts[i]), Given: amounts[i] != 0}
		}
	}
	return s
}

func TestTransfers(t *testing.T) {
	const a, b = "2010101", "2020101"
	for _, c := range []struct {
		name  string
		units [][]unit.Subject
		out   string // unit, subject, column and amount of each
		left  string
	}{
		{"equal", [][]unit.Subject{{paying(a, 0, 0, 0, 100)}, {paying(a, 60)}, {paying(b, 40)}},
			"1 2010101 superior 60, 2 2020101 superior 40, 0 2010101 to_subordinate 100", ""},
		{"both kinds", [][]unit.Subject{{paying(a, 0, 30, 0, 100)}, {paying(a, 100, 0, 30)}},
			"1 2010101 superior 100, 0 2010101 to_subordinate 100, 0 2010101 subordinate 30, 1 2010101 to_superior 30", ""},
		{"more is received", [][]unit.Subject{{paying(a, 0, 0, 0, 100)}, {paying(b, 90)}, {paying(a, 30)}},
			"1 2020101 superior 70, 2 2010101 superior 30, 0 2010101 to_subordinate 100", "1 2020101 superior 20"},
		{"the subject of the other side first", [][]unit.Subject{{paying(b, 0, 0, 0, 50)}, {paying(a, 50), paying(b, 50)}},
			"1 2020101 superior 50, 0 2020101 to_subordinate 50", "1 2010101 superior 50"},
		{"the head office has it from outside", [][]unit.Subject{{paying(a, 100, 0, 0, 80)}, {paying(b, 80)}},
			"1 2020101 superior 80, 0 2010101 to_subordinate 80", "0 2010101 superior 100"},
		{"a unit pays nothing to itself", [][]unit.Subject{{paying(a, 100, 0, 0, 100)}, {paying(b)}}, "", "0 2010101 superior 100, 0 2010101 to_subordinate 100"},
		{"itself and another", [][]unit.Subject{{paying(a, 100, 0, 0, 100)}, {paying(b, 30)}},
			"1 2020101 superior 30, 0 2010101 to_subordinate 30", "0 2010101 superior 100, 0 2010101 to_subordinate 70"},
		{"three levels", [][]unit.Subject{{paying(a, 0, 0, 0, 100)}, {paying(a, 100, 0, 0, 40)}, {paying(a, 40)}},
			"1 2010101 superior 100, 2 2010101 superior 40, 0 2010101 to_subordinate 100, 1 2010101 to_subordinate 40", ""},
		{"one side", [][]unit.Subject{{paying(a, 0, 0, 0, 100)}, {paying(b)}}, "", "0 2010101 to_subordinate 100"},
		{"one came back", [][]unit.Subject{{paying(a, 0, 0, 0, 80)}, {paying(a, 100), paying(b, -20)}},
			"1 2010101 superior 100, 1 2020101 superior -20, 0 2010101 to_subordinate 80", ""},
		{"below nothing", [][]unit.Subject{{paying(a, 0, 0, 0, -80)}, {paying(a, -80)}}, "", "1 2010101 superior -80, 0 2010101 to_subordinate -80"},
		{"none", [][]unit.Subject{{paying(a)}, {paying(b)}}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []Member
			for _, subjects := range c.units {
				all = append(all, of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: subjects}))
			}
			balances, out := transfersOf(all)
			var left []Elimination
			for _, b := range balances {
				left = append(left, b.Left...)
				if b.Equal() != (len(b.Left) == 0) {
					t.Errorf("%+v", b)
				}
			}
			if got := listed(out); got != c.out {
				t.Errorf("eliminated are %s", got)
			}
			if got := listed(left); got != c.left {
				t.Errorf("left are %s", got)
			}
		})
	}
}

func listed(all []Elimination) string {
	var parts []string
	for _, e := range all {
		parts = append(parts, fmt.Sprintf("%d %s %s %s", e.Member, e.Code, e.Key[strings.IndexByte(e.Key, '.')+1:], e.Amount))
	}
	return strings.Join(parts, ", ")
}

// A subject of which nothing is left is none of the department's.
func TestSubjectOfTransfersAlone(t *testing.T) {
	sum := Add([]Member{
		of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: []unit.Subject{paying("2010101", 0, 0, 0, 100)}}),
		of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: []unit.Subject{paying("2020101", 100)}}),
	}, "")
	if len(sum.Unit.Subjects) != 0 || len(sum.Eliminated) != 2 {
		t.Errorf("%+v", sum)
	}
}

// A department may leave out less than there is, or of other subjects, as long
// as it leaves out as much on both sides.
func TestTransfersOfADepartment(t *testing.T) {
	all := []Member{
		of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: []unit.Subject{paying("2010101", 0, 0, 0, 100)}}),
		of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: []unit.Subject{paying("2020101", 90), paying("2030101", 60)}}),
	}
	for _, c := range []struct {
		name              string
		subjects          []unit.Subject
		differences       int
		ofIncome, ofSpent int64
	}{
		{"as it was added up", []unit.Subject{paying("2030101", 50)}, 0, 100, 100},
		{"of another subject", []unit.Subject{paying("2020101", 50)}, 0, 100, 100},
		{"less", []unit.Subject{paying("2010101", 0, 0, 0, 100), paying("2020101", 90), paying("2030101", 60)}, 0, 0, 0},
		{"one side", []unit.Subject{paying("2010101", 0, 0, 0, 100), paying("2030101", 50)}, 0, 100, 0},
		{"more than the units have", []unit.Subject{paying("2020101", 95)}, 1, 60, 100},
		{"below nothing", []unit.Subject{paying("2020101", -5), paying("2030101", 60)}, 1, 0, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := Compare(of(&unit.Unit{AmountUnit: unit.Yuan, Subjects: c.subjects}), all)
			got := found.Transfers[0]
			if len(found.Differences) != c.differences || !got.OfIncome.Equal(decimal.NewFromInt(c.ofIncome)) || !got.OfSpent.Equal(decimal.NewFromInt(c.ofSpent)) {
				t.Errorf("%+v", found)
			}
		})
	}
}

// 机关运行经费 of a department leaves out its 事业单位, unless it is one itself or
// has nothing else.
func TestOperatingOfADepartment(t *testing.T) {
	with := func(kind unit.Kind, office, last int64) Member {
		return of(&unit.Unit{
			AmountUnit: unit.Yuan, Identity: unit.Identity{Name: string(kind), Kind: kind},
			Basic:     map[string]unit.Amount{"30201": {Decimal: decimal.NewFromInt(office), Given: true}},
			Operating: unit.Operating{LastYear: unit.Amount{Decimal: decimal.NewFromInt(last), Given: true}},
		})
	}
	office, civil, school := with(unit.Administrative, 10, 11), with(unit.CivilService, 20, 22), with(unit.Institution, 40, 44)
	for _, c := range []struct {
		name          string
		units         []Member
		kind          unit.Kind
		outturn, last int64 // −1: not written
		apart         int
	}{
		{"mixed", []Member{office, civil, school}, unit.Administrative, 30, 33, 1},
		{"mixed, kind not known", []Member{office, school}, "", 10, 11, 1},
		{"without 事业单位", []Member{office, civil}, unit.Administrative, -1, 33, 0},
		{"only 事业单位", []Member{school, school}, "", -1, 88, 0},
		{"事业单位 itself", []Member{school, office}, unit.Institution, -1, 55, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Add(c.units, c.kind)
			o := s.Unit.Operating
			if o.Outturn.Given != (c.outturn >= 0) || o.Outturn.Given && o.Outturn.IntPart() != c.outturn || o.LastYear.IntPart() != c.last || len(s.Apart) != c.apart {
				t.Errorf("%+v %q", o, s.Apart)
			}
			if found := Compare(of(s.Unit), c.units); len(found.Differences) > 0 {
				t.Errorf("%+v", found.Differences)
			}
		})
	}
}

// A new unit has no last year; its department has.
func TestNewUnitInADepartment(t *testing.T) {
	three := 3
	old := &unit.Unit{AmountUnit: unit.Yuan, Subjects: []unit.Subject{paying("2010101", 1)}}
	old.Overview.Staff.InService = unit.Headcount{Current: 3, LastYear: &three}
	fresh := &unit.Unit{AmountUnit: unit.Yuan, NewUnit: true, Subjects: []unit.Subject{paying("2020101", 1)}}
	fresh.Overview.Staff.Retired.Current = 2
	u := Add([]Member{of(old), of(fresh)}, "").Unit
	if u.NewUnit || !u.Overall.LastYearTotal.Given || !u.Subjects[1].LastYear.Given ||
		u.Overview.Staff.Retired.LastYear == nil || *u.Overview.Staff.InService.LastYear != 3 {
		t.Errorf("%+v", u)
	}
	if u := Add([]Member{of(fresh), of(fresh)}, "").Unit; !u.NewUnit || u.Overall.LastYearTotal.Given || u.Overview.Staff.Retired.LastYear != nil {
		t.Errorf("%+v", u)
	}
}

// Totals that rounded files print as they state them are compared too.
func TestStatedTotals(t *testing.T) {
	wan := func(hundredths int64) unit.Amount {
		return unit.Amount{Decimal: decimal.New(hundredths*100, 0), Given: true}
	}
	with := func(income, stated int64) Member {
		return of(&unit.Unit{
			AmountUnit: unit.TenThousand, Control: map[string]unit.Amount{"income": wan(stated)},
			Subjects: []unit.Subject{
				{Code: "2010101", Fund: unit.GeneralFund, Income: unit.Income{Other: wan(income)}},
				{Code: "2010102", Fund: unit.GeneralFund, Income: unit.Income{Other: wan(income)}},
				{Code: "2010103", Fund: unit.GeneralFund, Income: unit.Income{Other: wan(income)}},
			},
		})
	}
	units := []Member{with(1000, 3001), with(500, 1501)}
	for stated, want := range map[int64]string{4502: "", 4501: "within", 4503: "within", 4499: "beyond"} {
		found := Compare(with(1500, stated), units)
		got := ""
		for _, d := range found.Differences {
			got += map[bool]string{true: "within", false: "beyond"}[d.Within]
			if d.Path != "control.income" || !d.Expected.Equal(wan(4502).Decimal) {
				t.Errorf("%+v", d)
			}
		}
		if got != want {
			t.Errorf("%d: %q", stated, got)
		}
	}
}
