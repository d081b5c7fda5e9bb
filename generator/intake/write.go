package intake

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

//go:embed unit.toml.tmpl
var unitFile string

var unitTemplate = template.Must(template.New("unit.toml").Funcs(template.FuncMap{"text": unitfile.Quote, "money": unitfile.Number}).Parse(unitFile))

// Text is the unit file of the facts: every figure in its place, and a line
// 待填, which is a comment, for each text and figure that statements do not
// have.
func (f *Facts) Text() ([]byte, error) {
	var b strings.Builder
	if err := unitTemplate.Execute(&b, f); err != nil {
		return nil, err
	}
	return []byte(unitfile.Even(b.String())), nil
}

// carried are the keys of [carry_over]. Those that most units do not have are
// left out where they are zero.
var carried = []struct {
	key, name string
	always    bool
	of        func(unit.CarryOver) unit.Amount
}{
	{"opening_general", "年初一般公共预算财政拨款结转和结余", true, func(c unit.CarryOver) unit.Amount { return c.OpeningGeneral }},
	{"opening_other", "年初非财政拨款结转和结余", true, func(c unit.CarryOver) unit.Amount { return c.OpeningOther }},
	{"surplus_used", "使用非财政拨款结余（含专用结余）", false, func(c unit.CarryOver) unit.Amount { return c.SurplusUsed }},
	{"distributed", "结余分配", false, func(c unit.CarryOver) unit.Amount { return c.Distributed }},
}

// Carried are the lines of [carry_over].
func (f *Facts) Carried() []Item {
	var items []Item
	for _, c := range carried {
		if a := c.of(f.CarryOver); c.always || !a.IsZero() {
			items = append(items, Item{Key: c.key, Name: c.name, Amount: a.Decimal})
		}
	}
	return items
}

// account is the table of a fund that the unit has.
type account struct{ Key, Title string }

// Accounts are the tables of the two other funds, where a subject has one.
func (f *Facts) Accounts() []account {
	var all []account
	for _, a := range []struct {
		fund unit.Fund
		account
	}{
		{unit.GovernmentFund, account{"government_fund", "七、政府性基金预算财政拨款"}},
		{unit.StateCapital, account{"state_capital", "八、国有资本经营预算财政拨款"}},
	} {
		for _, s := range f.Subjects {
			if s.Fund == a.fund {
				all = append(all, a.account)
				break
			}
		}
	}
	return all
}

// row is a subject as the file writes it. What is empty is left out.
type row struct {
	Code, Label, Name, GroupName string
	WantName, WantGroup          bool // neither the catalogue nor a statement has the name
	Fund                         unit.Fund
	Opening                      string
	Tables                       []string
}

// Rows are the subjects. The name of a 款 is written once.
func (f *Facts) Rows() []row {
	var rows []row
	named := map[string]bool{}
	for _, s := range f.Subjects {
		r := row{Code: s.Code, Label: unitfile.SubjectName(s.Code), Name: s.Name, WantName: f.UnknownNames[s.Code]}
		if group := s.Code[:5]; !named[group] {
			r.GroupName, r.WantGroup, named[group] = s.GroupName, f.UnknownNames[group], true
		}
		if s.Fund != unit.GeneralFund {
			r.Fund = s.Fund
		}
		if !s.Opening.IsZero() {
			r.Opening = unitfile.Number(s.Opening.Decimal)
		}
		for _, t := range subjectTables {
			if line := inline(t.key, t.of(s)); line != "" {
				r.Tables = append(r.Tables, line)
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// keyed is an amount under its key in an inline table.
type keyed struct {
	key    string
	amount unit.Amount
}

// subjectTables are the inline tables of a subject.
var subjectTables = []struct {
	key string
	of  func(unit.Subject) []keyed
}{
	{"income", func(s unit.Subject) []keyed {
		i := s.Income
		return []keyed{
			{"appropriation", i.Appropriation}, {"superior", i.Superior}, {"operating", i.Operating},
			{"business", i.Business}, {"subordinate", i.Subordinate}, {"other", i.Other},
		}
	}},
	{"spending", func(s unit.Subject) []keyed {
		o := s.Spending
		return []keyed{
			{"basic", o.Basic}, {"project", o.Project}, {"to_superior", o.ToSuperior},
			{"business", o.Business}, {"to_subordinate", o.ToSubordinate},
		}
	}},
	{"appropriation", func(s unit.Subject) []keyed {
		return []keyed{{"basic", s.Appropriation.Basic}, {"project", s.Appropriation.Project}}
	}},
}

// inline is an inline table of the amounts that are not zero, or nothing.
func inline(key string, amounts []keyed) string {
	var parts []string
	for _, a := range amounts {
		if !a.amount.IsZero() {
			parts = append(parts, a.key+" = "+unitfile.Number(a.amount.Decimal))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return key + " = { " + strings.Join(parts, ", ") + " }"
}

// publicKeys are the items of 三公经费 in the order of the file.
var publicKeys = []struct {
	table, key, name string
	of               func(*unit.ThreePublic) unit.PublicItem
}{
	{"three_public.abroad", "cost", "", func(t *unit.ThreePublic) unit.PublicItem { return t.Abroad.Cost }},
	{"three_public.vehicles", "purchase", "购置费", func(t *unit.ThreePublic) unit.PublicItem { return t.Vehicles.Purchase }},
	{"three_public.vehicles", "operation", "运行维护费", func(t *unit.ThreePublic) unit.PublicItem { return t.Vehicles.Operation }},
	{"three_public.reception", "cost", "", func(t *unit.ThreePublic) unit.PublicItem { return t.Reception.Cost }},
}

// PublicItem is the line of one item of 三公经费.
func (f *Facts) PublicItem(i int) string {
	k := publicKeys[i]
	line := fmt.Sprintf("# %s = { outturn = 待填, budget = 待填, last_year = 待填 }", k.key)
	if f.Public != nil {
		item := k.of(f.Public)
		line = fmt.Sprintf("%s = { outturn = %s, budget = %s }", k.key, unitfile.Number(item.Outturn.Decimal), unitfile.Number(item.Budget.Decimal))
	}
	if k.name != "" {
		line += " # " + k.name
	}
	return line
}
