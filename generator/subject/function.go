package subject

import (
	_ "embed"
	"slices"
	"sync"
)

// Function is one subject of the functional classification of spending
// (支出功能分类科目) of the ministry's 2024 catalogue (2024年政府收支分类科目).
type Function struct {
	Code     string // 3 digits for a 类, 5 for a 款, 7 for a 项
	Name     string // the ministry's name, without its parents'
	Verified bool   // the name was read off a form or a document; see the package comment
}

// Level is the depth of a functional code (科目级次).
type Level int

// The three levels of the ministry's functional classification, and what a
// malformed code has.
const (
	LevelNone  Level = iota // not a functional code
	LevelClass              // 类, 3 digits
	LevelGroup              // 款, 5 digits
	LevelItem               // 项, 7 digits
)

//go:embed function.tsv
var functionData string

// classCodes are the 类 of 公开01表 in the form's order. The catalogue has more
// classes than the form (233 债务发行费用支出, which only a treasury books), so
// the order cannot be had from the data.
var classCodes = [...]string{
	"201", "202", "203", "204", "205", "206", "207", "208", "210", "211",
	"212", "213", "214", "215", "216", "217", "219", "220", "221", "222",
	"223", "224", "229", "231", "232", "234",
}

var functions = sync.OnceValue(func() map[string]Function {
	byCode := map[string]Function{}
	for _, r := range rows(functionData) {
		byCode[r.code] = Function{Code: r.code, Name: r.name, Verified: r.source != settled}
	}
	return byCode
})

var classes = sync.OnceValue(func() []Function {
	list := make([]Function, len(classCodes))
	for i, code := range classCodes {
		list[i] = functions()[code]
	}
	return list
})

// LookupFunction finds a subject of the functional classification
// (2024年政府收支分类科目, 支出功能分类科目) by its code. False means that the
// catalogue lacks the code, not that the ministry does.
func LookupFunction(code string) (Function, bool) {
	f, ok := functions()[code]
	return f, ok
}

// CodeOf is the code of the 项 of a 款 that has a name, or nothing; the lowest
// where several have it.
func CodeOf(group, name string) string {
	found := ""
	for code, f := range functions() {
		if f.Name == name && ParentCode(code) == group && (found == "" || code < found) {
			found = code
		}
	}
	return found
}

// Classes returns the 26 functional classes (类) of 收入支出决算总表, 公开01表, in
// the form's order. The slice is the caller's own. A class outside these 26
// has no row in statements 01 and 04.
func Classes() []Function {
	return slices.Clone(classes())
}

// LevelOf tells a 类 from a 款 from a 项 by the shape of the code alone: 3, 5 or
// 7 digits that begin with 2, as every code of 支出功能分类科目 does. It does not
// say that the catalogue has the code.
func LevelOf(code string) Level {
	if !digits(code) || code[0] != '2' {
		return LevelNone
	}
	switch len(code) {
	case 3:
		return LevelClass
	case 5:
		return LevelGroup
	case 7:
		return LevelItem
	}
	return LevelNone
}

// ParentCode returns the 款 of a 项 and the 类 of a 款 in 支出功能分类科目. A 类
// and a malformed code have none.
func ParentCode(code string) string {
	if LevelOf(code) <= LevelClass {
		return ""
	}
	return code[:len(code)-2]
}

// digits reports whether s is one or more ASCII digits; a code typed in
// full-width digits is another string to every table that it meets.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
