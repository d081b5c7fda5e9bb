package check

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// reversal are the words with which a reason says that an amount is negative
// because money of an earlier year came back (冲减).
var reversal = regexp.MustCompile(`冲减|冲销|冲回|退回|收回|红字`)

// ownSigns are the paths whose signs other rules look at.
var ownSigns = regexp.MustCompile(`^carry_over\.opening_|^subjects\[\d+\]\.opening$|^three_public\.`)

// negatives looks at every amount, area and count that the file gives. An
// amount of a subject may be negative where its reason says why.
func negatives(r *reporter) {
	r.u.EachAmount(func(path string, a unit.Amount) {
		switch {
		case !a.IsNegative() || ownSigns.MatchString(path):
		case r.isReversal(path):
			r.warn(path, "请核对金额；原因里已经说明是冲减", "金额是负数：%s", r.exact(a.Decimal))
		default:
			remedy := "请核对金额"
			if subjectIndex.MatchString(path) || strings.HasPrefix(path, "basic_expenditure") {
				remedy += "；冲减以前年度支出的，在科目的 change_reason 里写明"
			}
			r.report(path, remedy, "金额是负数：%s", r.exact(a.Decimal))
		}
	})
	if area := r.u.Assets.HouseArea; area.IsNegative() {
		r.report("assets.house_area", "请核对面积", "房屋面积是负数：%s平方米", area.Decimal)
	}
	eachCount("", reflect.ValueOf(*r.u), func(path string, n int) {
		if n < 0 && !strings.HasPrefix(path, "three_public") {
			r.report(path, "请核对数字", "数目是负数：%d", n)
		}
	})
}

var subjectIndex = regexp.MustCompile(`^subjects\[(\d+)\]\.(income|spending|appropriation)`)

// isReversal reports whether a path is an amount of a subject whose reason
// says that money came back.
func (r *reporter) isReversal(path string) bool {
	m := subjectIndex.FindStringSubmatch(path)
	if m == nil {
		return strings.HasPrefix(path, "basic_expenditure") &&
			slices.ContainsFunc(r.u.Subjects, func(s unit.Subject) bool { return reversal.MatchString(s.ChangeReason) })
	}
	i, err := strconv.Atoi(m[1])
	return err == nil && i <= len(r.u.Subjects) && reversal.MatchString(r.u.Subjects[i-1].ChangeReason)
}

// publicSigns looks at the cells of 公开09表 and at what the section on them counts.
func publicSigns(r *reporter) {
	for _, c := range publicCosts(r.u.ThreePublic) {
		for _, of := range []struct {
			key string
			unit.Amount
		}{{"outturn", c.Outturn}, {"budget", c.Budget}, {"last_year", c.LastYear}} {
			if of.IsNegative() {
				r.report(c.path+"."+of.key, "请核对金额", "%s是负数：%s", c.name, r.exact(of.Decimal))
			}
		}
	}
	eachCount("three_public", reflect.ValueOf(r.u.ThreePublic), func(path string, n int) {
		if n < 0 {
			r.report(path, "请核对数字", "数目是负数：%d", n)
		}
	})
}

// eachCount visits every whole number below a value.
func eachCount(path string, v reflect.Value, visit func(string, int)) {
	switch v.Kind() {
	case reflect.Int:
		visit(path, int(v.Int()))
	case reflect.Pointer:
		if !v.IsNil() {
			eachCount(path, v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
				eachCount(source.Join(path, key), v.Field(i), visit)
			}
		}
	}
}
