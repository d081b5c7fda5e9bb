package intake

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/statement"
)

// value is an amount with its cell. It is not known where the form has no such
// cell.
type value struct {
	amount decimal.Decimal
	at     place
	known  bool
	doubt  bool // the cell holds something that is no amount, which is a finding of its own
}

// isZero reports whether there is no amount.
func (v value) isZero() bool { return v.amount.IsZero() }

// reader reads the statements that were found.
type reader struct {
	*collector
	finer map[*found]int // amounts with more than two decimals, by statement
}

// amount reads a cell of a statement. A column of 0 is one that the form does
// not have.
func (r *reader) amount(f *found, row, col int) value {
	if col == 0 {
		return value{at: f.where()}
	}
	at, text := f.place(row, col), f.at(row, col)
	if f.uncached[[2]int{row, col}] {
		r.report(at, RuleNumber, "用 Excel 或 WPS 打开工作簿，保存一次，再导入", "公式还没有计算出结果")
		return value{at: at, known: true, doubt: true}
	}
	exact, doubt := number(text)
	if doubt != "" {
		r.report(at, RuleNumber, "请在这一格只写数字；没有金额的写 0 或者空着", "“%s”不是一个可用的金额：%s", cited(text), doubt)
		return value{at: at, known: true, doubt: true}
	}
	v := published(exact)
	if !v.Equal(exact) {
		r.finer[f]++
	}
	return value{amount: v, at: at, known: true}
}

// hasAmount reports whether one of the cells holds an amount other than zero,
// or something that is none and must be reported.
func (f *found) hasAmount(row int, columns []int) bool {
	for _, col := range columns {
		if col == 0 || isNothing(f.at(row, col)) && !f.uncached[[2]int{row, col}] {
			continue
		}
		if v, doubt := number(f.at(row, col)); doubt != "" || !v.IsZero() {
			return true
		}
	}
	return false
}

// hasText reports whether one of the cells holds a text that is no number.
func (f *found) hasText(row int, columns []int) bool {
	for _, col := range columns {
		if col != 0 && !isNothing(f.at(row, col)) && !isNumber(f.at(row, col)) {
			return true
		}
	}
	return false
}

// isOrdinals reports whether the row numbers the lines or columns (行次, 栏次).
func (f *found) isOrdinals(row int) bool {
	for col := 1; col <= f.width(row); col++ {
		if text := fold(f.at(row, col)); text == "栏次" || text == "行次" {
			return true
		}
	}
	return false
}

// missing reports what a statement's form lacks.
func (r *reader) missing(f *found, names []string) {
	r.report(f.where(), RuleHeader, "请对照官方表样核对这张表的表头；一张工作表里有几张表的，表与表之间要有各自的标题",
		"%s的表头里找不到“%s”", statementName(f.kind), strings.Join(names, "”“"))
}

// tables are the nine statements as they were read; nil where there is none.
type tables struct {
	overall       *twoSided
	income        *breakdown
	spending      *breakdown
	appropriation *twoSided
	general       *breakdown
	basic         *economic
	fund          *breakdown
	capital       *breakdown
	threePublic   *threePublic
}

// readers put each kind of statement into its table.
var readers = map[statement.Kind]func(*reader, *tables, *found){
	statement.Overall:       func(r *reader, t *tables, f *found) { t.overall = r.twoSided(f) },
	statement.Income:        func(r *reader, t *tables, f *found) { t.income = r.breakdown(f) },
	statement.Spending:      func(r *reader, t *tables, f *found) { t.spending = r.breakdown(f) },
	statement.Appropriation: func(r *reader, t *tables, f *found) { t.appropriation = r.twoSided(f) },
	statement.General:       func(r *reader, t *tables, f *found) { t.general = r.breakdown(f) },
	statement.Basic:         func(r *reader, t *tables, f *found) { t.basic = r.economic(f) },
	statement.Fund:          func(r *reader, t *tables, f *found) { t.fund = r.breakdown(f) },
	statement.Capital:       func(r *reader, t *tables, f *found) { t.capital = r.breakdown(f) },
	statement.ThreePublic:   func(r *reader, t *tables, f *found) { t.threePublic = r.threePublic(f) },
}

// read reads all statements. Of those that are there twice the first counts.
func (r *reader) read(all []*found) *tables {
	t, seen := &tables{}, map[statement.Kind]*found{}
	for _, f := range all {
		if first := seen[f.kind]; first != nil {
			r.report(f.where(), RuleStatement, "每张表只留一张，再导入",
				"%s有两张，另一张在%s工作表“%s”", statementName(f.kind), r.otherBook(f, first), first.sheet)
			continue
		}
		seen[f.kind] = f
		if f.tooLong {
			r.report(f.where(), RuleStatement, "删去表格以外的内容，再导入", "%s所在的工作表超过 %d 行", statementName(f.kind), maxRows)
			continue
		}
		readers[f.kind](r, t, f)
		if n := r.finer[f]; n > 0 {
			r.note(f.where(), RuleNumber, "有 %d 个金额不止两位小数，按四舍五入后的两位小数导入，与印出来的相同", n)
		}
	}
	return t
}

// otherBook names the workbook of a statement, where it is not that of another.
func (c *collector) otherBook(f, of *found) string {
	if f.book == of.book {
		return ""
	}
	return "文件“" + cited(c.names[of.book]) + "”的"
}

// words is a message's list of names.
func words(names []string) string { return fmt.Sprintf("“%s”", strings.Join(names, "”“")) }
