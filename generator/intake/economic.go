package intake

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/discgen/discgen/generator/subject"
)

// economic is 一般公共预算财政拨款基本支出决算表.
type economic struct {
	*found
	lines             []line // 类 and 款, one cell each
	personnel, public value  // 人员经费合计 and 公用经费合计
}

// find is the line of a code.
func (e *economic) find(code string) (value, bool) {
	for _, l := range e.lines {
		if l.code == code {
			return l.cells[0], true
		}
	}
	return value{at: e.where()}, false
}

// group is one of the form's groups of columns side by side.
type group struct{ code, name, amount int }

func (r *reader) economic(f *found) *economic {
	e := &economic{found: f}
	head := f.anchor()
	first := f.firstEconomic(head)
	groups := groupsOf(f.headers(head, first-1))
	if len(groups) == 0 {
		r.missing(f, []string{"科目编码", "决算数"})
		return nil
	}
	seen := map[string]bool{}
	for row := first; row <= f.to; row++ {
		if f.isOrdinals(row) || f.isHeader(row) || r.economicTotals(e, row, groups) {
			continue
		}
		for _, g := range groups {
			r.economicRow(e, row, g, seen)
		}
	}
	return e
}

// firstEconomic is the first row with an economic code.
func (f *found) firstEconomic(head int) int {
	for row := head; row <= f.to; row++ {
		for col := 1; col <= f.width(row); col++ {
			if code, _ := economicCode(fold(f.at(row, col))); subject.KindOf(code) != subject.KindNone {
				return row
			}
		}
	}
	return min(head+2, f.to+1)
}

var jointEconomic = regexp.MustCompile(`^(3[0-9]{2}(?:[0-9]{2})?)[-_:、.]*([^-_:、.0-9].*)$`)

// economicCode is the code of a folded cell and, where the cell has it too, the
// name behind it: 30101 基本工资.
func economicCode(text string) (code, name string) {
	if m := jointEconomic.FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	if m := wholeNumber.FindStringSubmatch(text); m != nil {
		return m[1], ""
	}
	return text, ""
}

// groupsOf are the groups of columns: each begins with the codes, or with codes
// and names in one cell, and goes on to the next one's.
func groupsOf(headers map[int]string) []group {
	first := "编码"
	if firstColumn(headers, 0, maxColumns, first) == 0 {
		first = "科目"
	}
	var groups []group
	for code := firstColumn(headers, 0, maxColumns, first); code != 0; {
		next := firstColumn(headers, code, maxColumns, first)
		end := next
		if end == 0 {
			end = maxColumns
		}
		amount := firstColumn(headers, code, end, "决算", "金额")
		if amount == 0 {
			amount = firstColumn(headers, code, end, "合计", "小计")
		}
		if amount != 0 {
			groups = append(groups, group{code, firstColumn(headers, code, amount, "名称"), amount})
		}
		code = next
	}
	return groups
}

// economicTotals reads the last row of the form, and reports whether the row
// is one of totals.
func (r *reader) economicTotals(e *economic, row int, groups []group) bool {
	is := false
	for col := 1; col <= e.width(row); col++ {
		switch fold(e.at(row, col)) {
		case "人员经费合计":
			e.personnel, is = r.amount(e.found, row, amountBehind(groups, col)), true
		case "公用经费合计":
			e.public, is = r.amount(e.found, row, e.lastAmount(row, groups, col)), true
		case "合计", "总计":
			is = true
		}
	}
	return is
}

// amountBehind is the amount column of the group in which a label stands.
func amountBehind(groups []group, col int) int {
	for _, g := range groups {
		if g.amount > col {
			return g.amount
		}
	}
	return 0
}

// lastAmount is the amount column behind a label that has an amount in the
// row: the label may cover several groups.
func (e *economic) lastAmount(row int, groups []group, col int) int {
	for _, g := range groups {
		if g.amount > col && !isNothing(e.at(row, g.amount)) {
			return g.amount
		}
	}
	return groups[len(groups)-1].amount
}

func (r *reader) economicRow(e *economic, row int, g group, seen map[string]bool) {
	code, named := economicCode(fold(e.at(row, g.code)))
	at, has := e.place(row, g.code), e.hasAmount(row, []int{g.amount})
	switch {
	case code == "" && !has, note.MatchString(code), e.isRemark(row):
		return
	case subject.KindOf(code) == subject.KindNone:
		if has {
			r.report(at, "T06-4", "写上 3 位（类）或者 5 位（款）的部门预算支出经济分类科目编码", "这一行有金额，科目编码%s", unclear(code))
		}
		return
	case seen[code]:
		r.report(at, "T06-4", "同一个科目只列一行", "科目编码 %s 重复", code)
		return
	}
	seen[code] = true
	l := line{code: code, name: cmp.Or(strings.TrimSpace(e.at(row, g.name)), named), at: at, cells: []value{r.amount(e.found, row, g.amount)}}
	e.lines = append(e.lines, l)
}
