package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// Contradiction is an identity of the statements (勾稽关系) that the figures
// break as they would be printed, by more than rounding explains.
type Contradiction struct {
	Rule, Title string          // of the identity
	Row         string          // a subject's code; anything else where it is of no subject
	Total, Sum  decimal.Decimal // 万元, as printed
}

// unknownControl is what to do about a control figure that there is not.
func unknownControl(key string, all []figures.Control) string {
	if code := codeOf(key); code != "" && !hasCode(all, code) {
		return "文件里没有科目 " + code + "：补上这个科目的 [[subjects]]（金额都是 0.00 的也要写一组），或者删去这一行"
	}
	keys := figures.MainControls()
	for _, c := range all {
		keys = append(keys, c.Key)
	}
	if near := source.Nearest(key, keys); near != "" {
		return "是否想写 " + near + "？"
	}
	return "删去这一行；可以写的控制数有 " + strings.Join(figures.MainControls(), "、") + " 等"
}

// codes are what stands for a subject in the key of a control figure.
var codes = regexp.MustCompile(`_(2[0-9]{2}(?:[0-9]{2}){0,2})(?:_|$)`)

// codeOf is the subject's code in a key, empty where there is none.
func codeOf(key string) string {
	if m := codes.FindStringSubmatch(key); m != nil {
		return m[1]
	}
	return ""
}

// hasCode reports whether there is a control figure of a subject.
func hasCode(all []figures.Control, code string) bool {
	return slices.ContainsFunc(all, func(c figures.Control) bool {
		return codeOf(c.Key) == code && !strings.HasPrefix(c.Key, "appropriation_") // which has every 类
	})
}

// controls compares the official totals that the file states with the computed
// ones. Those that differ by rounding alone are what the statements print,
// which is said of one that is by itself, of those that have but one part, and
// else of all together, with both amounts of each.
func controls(r *reporter) {
	for key := range r.u.Control {
		if !slices.ContainsFunc(r.Book.Controls, func(c figures.Control) bool { return c.Key == key }) {
			r.report(source.Join("control", key), unknownControl(key, r.Book.Controls), "没有 %q 这个控制数", source.Clip(key, 40))
		}
	}
	var printed []figures.Control
	for _, c := range r.Book.Controls {
		switch {
		case c.Printed:
			printed = append(printed, c)
		case c.Given && c.Stated.Sub(c.Computed).Abs().GreaterThan(c.Tolerance):
			r.compared(r.report(source.Join("control", c.Key), "请核对各项金额和控制数；没有正式合计的，删去控制数", "%s", r.apart(c)), c.Stated, c.Computed)
		}
	}
	if len(r.Contradictions) == 0 { // else C-02 says what is not to be printed
		r.printedControls(printed)
	}
}

func (r *reporter) printedControls(printed []figures.Control) {
	var several []figures.Control
	for _, c := range printed {
		if c.Single {
			r.printedControl(c, "它的各项里只有一项不是 0.00，两个数应当相同，请核对；其余各项确是四舍五入成 0.00 的，可以不改，按控制数印出")
			continue
		}
		several = append(several, c)
	}
	switch len(several) {
	case 0:
	case 1:
		r.printedControl(several[0], asStated)
	default:
		r.note("control", asStated, "%d 个控制数与按各项计算的相差最后一位，在四舍五入的尾差以内：%s", len(several), r.listed(several))
	}
}

func (r *reporter) printedControl(c figures.Control, remedy string) {
	r.compared(r.note(source.Join("control", c.Key), remedy, "%s，在四舍五入的尾差以内", r.apart(c)), c.Stated, c.Computed)
}

const asStated = "可以不改：按控制数印出"

// apart says how far a control figure is from the computed one.
func (r *reporter) apart(c figures.Control) string {
	return fmt.Sprintf("控制数“%s”%s，按各项计算%s，前者%s", c.Name, r.exact(c.Stated), r.exact(c.Computed), r.gap(c.Stated, c.Computed))
}

// listed names control figures by their keys, with the line and both amounts
// of each.
func (r *reporter) listed(all []figures.Control) string {
	var parts []string
	for _, c := range all {
		line := r.File.At(source.Join("control", c.Key)).Line
		parts = append(parts, fmt.Sprintf("%s（第 %d 行）%s，计算%s", c.Key, line, r.exact(c.Stated), r.exact(c.Computed)))
	}
	return strings.Join(parts, "；")
}

// controlsTogether finds control figures that are near to what was computed,
// each by itself, and cannot stand in one statement.
func controlsTogether(r *reporter) {
	if !slices.ContainsFunc(r.Book.Controls, func(c figures.Control) bool { return c.Printed }) {
		return
	}
	for _, c := range r.Contradictions {
		of := ""
		if strings.Trim(c.Row, "0123456789") == "" {
			of = "科目 " + c.Row + " 的"
		}
		total, sum := c.Total.Shift(4), c.Sum.Shift(4)
		r.compared(r.report("control", "请核对控制数；有关的合计也与各项之和不同的，同样写成控制数，没有正式合计的删去",
			"按控制数印出时，%s%s（%s）不成立：合计%s，各项之和%s，前者%s",
			of, c.Title, c.Rule, r.exact(total), r.exact(sum), r.gap(total, sum)), total, sum)
	}
}

// otherMoneyTolerance is how far the published figures of the money that is not
// appropriated may be from the exact ones together: four totals, what was used
// and distributed of surpluses, and an opening balance that may be the
// difference of two.
func (r *reporter) otherMoneyTolerance() decimal.Decimal {
	of := slices.Concat(r.u.Incomes(), r.u.Openings(), r.u.Spendings(), r.u.Outlays(), []unit.Amount{r.u.CarryOver.Distributed})
	if r.u.AmountUnit == unit.Yuan || !figures.RoundedAll(of) {
		return decimal.Zero
	}
	return decimal.Max(roundedBy(of), figures.Rounding(8))
}
