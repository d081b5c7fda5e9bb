package subject

import (
	_ "embed"
	"slices"
	"sync"
)

// Economic is one subject of the economic classification of a unit's spending
// (部门预算支出经济分类科目) of the ministry's 2024 catalogue
// (2024年政府收支分类科目).
type Economic struct {
	Code     string // 3 digits for a 类, 5 for a 款
	Name     string // the ministry's name
	Kind     Kind   // the column group of statement 06 that it stands in
	Verified bool   // the name was read off a form or a document; see the package comment
}

// Kind divides the economic classes as 公开06表
// (一般公共预算财政拨款基本支出决算表) does.
type Kind int

// The kinds of economic classes.
const (
	KindNone      Kind = iota // not an economic code
	KindPersonnel             // 人员经费: 301, 303
	KindPublic                // 公用经费: 302, 307, 310, 312, 399
	KindProject               // never basic spending (基本支出): 309, 311, 313 carry no amount in statement 06
)

//go:embed economic.tsv
var economicData string

var classKinds = map[string]Kind{
	"301": KindPersonnel, "303": KindPersonnel,
	"302": KindPublic, "307": KindPublic, "310": KindPublic, "312": KindPublic, "399": KindPublic,
	"309": KindProject, "311": KindProject, "313": KindProject,
}

// economicCatalogue keeps the order of the file beside the map: the form's
// order is that of the codes.
type economicCatalogue struct {
	byCode  map[string]Economic
	classes []Economic
	items   map[string][]Economic
}

var economics = sync.OnceValue(func() economicCatalogue {
	c := economicCatalogue{byCode: map[string]Economic{}, items: map[string][]Economic{}}
	for _, r := range rows(economicData) {
		c.add(Economic{Code: r.code, Name: r.name, Kind: KindOf(r.code), Verified: r.source != settled})
	}
	return c
})

func (c *economicCatalogue) add(e Economic) {
	c.byCode[e.Code] = e
	switch {
	case len(e.Code) == 5:
		c.items[e.Code[:3]] = append(c.items[e.Code[:3]], e)
	case e.Kind != KindProject:
		c.classes = append(c.classes, e)
	}
}

// LookupEconomic finds a 类 or a 款 of 部门预算支出经济分类科目
// (2024年政府收支分类科目) by its code. Of the classes without an amount in
// statement 06 (309, 311, 313) only the 类 are known.
func LookupEconomic(code string) (Economic, bool) {
	e, ok := economics().byCode[code]
	return e, ok
}

// EconomicClasses returns the 类 of 公开06表 in the form's order: 301, 302, 303,
// 307, 310, 312, 399. The slice is the caller's own.
func EconomicClasses() []Economic {
	return slices.Clone(economics().classes)
}

// EconomicItems returns every 款 of a class of 公开06表 in the form's order, and
// nothing for a class that has no amount there. The slice is the caller's own.
func EconomicItems(class string) []Economic {
	return slices.Clone(economics().items[class])
}

// KindOf says by the 类 of an economic code (部门预算支出经济分类科目) which column
// group of 公开06表 it belongs to. It does not say that the catalogue has the
// code, so that a wrong 款 of a known 类 can still be told where it would stand.
func KindOf(code string) Kind {
	if !digits(code) || (len(code) != 3 && len(code) != 5) {
		return KindNone
	}
	return classKinds[code[:3]]
}
