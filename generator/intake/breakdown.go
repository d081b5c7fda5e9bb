package intake

import (
	"regexp"
	"strings"

	"github.com/discgen/discgen/generator/subject"
)

// breakdown is a statement broken down by functional subject.
type breakdown struct {
	*found
	total []value // nil where the statement has no row 合计
	lines []line
}

// line is one row of a breakdown.
type line struct {
	code, name string
	at         place // of the code
	cells      []value
}

// zeroTotal is the row 合计 of a statement without one or of one that is not
// there.
func zeroTotal(columns int) []value { return make([]value, columns) }

// below are the lines directly below a code; below "" the 类.
func (b *breakdown) below(code string) []line {
	var lines []line
	for _, l := range b.lines {
		if subject.ParentCode(l.code) == code && (code != "" || subject.LevelOf(l.code) == subject.LevelClass) {
			lines = append(lines, l)
		}
	}
	return lines
}

// items are the lines of the 项.
func (b *breakdown) items() []line {
	var lines []line
	if b != nil {
		for _, l := range b.lines {
			if subject.LevelOf(l.code) == subject.LevelItem {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// find is the line of a code, with cells that are not known where there is
// none.
func (b *breakdown) find(code string) (line, bool) {
	if b != nil {
		for _, l := range b.lines {
			if l.code == code {
				return l, true
			}
		}
	}
	return line{code: code, cells: zeroTotal(12)}, false
}

// body is where the rows of a breakdown stand.
type body struct {
	codes   []int // columns of the codes: one, or three for 类, 款 and 项
	name    int
	amounts []int
	first   int // row
}

func (r *reader) breakdown(f *found) *breakdown {
	b, columns := &breakdown{found: f}, breakdownColumns[f.kind]
	head, name := f.nameColumn()
	if name == 0 {
		r.missing(f, []string{"科目名称"})
		return nil
	}
	o := body{name: name, first: f.firstRow(head, name)}
	headers := f.headers(head, o.first-1)
	var missing []string
	if o.amounts, missing = columnsOf(columns, headers, name, maxColumns+1); len(missing) > 0 {
		r.missing(f, missing)
		return nil
	}
	o.codes = f.codeColumns(o, headers)
	r.rows(b, o, head)
	return b
}

// codeColumns are the columns left of the names that hold digits, apart from
// one that counts the rows.
func (f *found) codeColumns(o body, headers map[int]string) []int {
	var columns []int
	for col := 1; col < o.name; col++ {
		if containsAny(headers[col], []string{"序号", "行次"}) {
			continue
		}
		for row := o.first; row <= f.to; row++ {
			if wholeNumber.MatchString(fold(f.at(row, col))) {
				columns = append(columns, col)
				break
			}
		}
	}
	switch {
	case len(columns) > 0:
	case o.name == 1 || f.isJoint(o.first, o.name):
		columns = []int{o.name}
	default:
		columns = []int{o.name - 1}
	}
	return columns
}

// nameColumn is the first row of the header and the column of the names.
func (f *found) nameColumn() (row, col int) {
	row = f.anchor()
	for r := row; r <= min(row+8, f.to); r++ {
		for col := 1; col <= f.width(r); col++ {
			if strings.HasSuffix(fold(f.at(r, col)), "科目名称") {
				return row, col
			}
		}
	}
	return row, f.jointColumn(row)
}

// joint is a code with the name behind it in one cell: 2012901 行政运行.
var joint = regexp.MustCompile(`^(2[0-9]{2}(?:[0-9]{2}){0,2})[-_:、.]*([^-_:、.0-9].*)$`)

// jointColumn is the first column of a form that has codes and names in one
// cell or, where there is no code at all, the first with a word for them. It is
// 0 where there are codes in cells of their own.
func (f *found) jointColumn(head int) int {
	hasCode, label := false, 0
	for row := head; row <= f.to; row++ {
		for col := 1; col <= f.width(row); col++ {
			text := fold(f.at(row, col))
			switch {
			case joint.MatchString(text):
				return col
			case label == 0 && containsAny(text, []string{"科目", "项目"}):
				label = col
			}
			hasCode = hasCode || anyCode.MatchString(text)
		}
	}
	if hasCode {
		return f.behindCodes(head)
	}
	return label
}

// behindCodes is the column of the names behind the last column of codes, where
// the header has another word for them than 科目名称; 0 where no text stands
// there.
func (f *found) behindCodes(head int) int {
	last := 0
	for row := head; row <= f.to; row++ {
		for col := last + 1; col <= f.width(row); col++ {
			next := f.at(row, col+1)
			if anyCode.MatchString(fold(f.at(row, col))) && !isNothing(next) && !isNumber(next) {
				last = col
			}
		}
	}
	if last == 0 {
		return 0
	}
	return last + 1
}

// isJoint reports whether a column has codes and names in one cell.
func (f *found) isJoint(first, col int) bool {
	for row := first; row <= f.to; row++ {
		if joint.MatchString(fold(f.at(row, col))) {
			return true
		}
	}
	return false
}

var anyCode = regexp.MustCompile(`^2[0-9]{2}([0-9]{2}){0,2}$`)

// firstRow is the first row below the header: the first with a code, or one
// behind the last with words of the header where there is no code.
func (f *found) firstRow(head, name int) int {
	last := head
	for row := head; row <= f.to; row++ {
		for col := 1; col <= f.width(row); col++ {
			switch text := fold(f.at(row, col)); {
			case col < name && anyCode.MatchString(text), col == name && joint.MatchString(text):
				return f.totalAbove(head, row, name)
			case row < head+12 && containsAny(text, []string{"科目编码", "科目名称", "栏次", "基本支出", "收入合计", "支出合计"}) && !note.MatchString(text):
				last = row
			}
		}
	}
	return last + 1
}

// totalAbove is the row 合计 that stands above the first code, or that code's.
func (f *found) totalAbove(head, first, name int) int {
	for row := first - 1; row > head; row-- {
		if f.isTotal(row, name) {
			return row
		}
	}
	return first
}

// isTotal reports whether a row is 合计. One in which texts stand further right
// is part of the header, where forms put the words of the sum too.
func (f *found) isTotal(row, name int) bool {
	is := false
	for col := 1; col <= f.width(row); col++ {
		text := fold(f.at(row, col))
		switch {
		case col <= name && (text == "合计" || text == "总计"):
			is = true
		case col > name && !isNothing(text) && !isNumber(text) && !strings.HasPrefix(text, "#"):
			return false
		}
	}
	return is
}

// rows reads the rows below the header.
func (r *reader) rows(b *breakdown, o body, head int) {
	parents, seen := [3]string{}, map[string]bool{}
	for row := o.first; row <= b.to; row++ {
		switch {
		case b.isOrdinals(row) || row > head && b.isHeader(row):
		case b.isTotal(row, o.name):
			r.totalRow(b, row, o)
		default:
			r.row(b, row, o, &parents, seen)
		}
	}
}

func (r *reader) totalRow(b *breakdown, row int, o body) {
	if b.total != nil {
		if b.hasAmount(row, o.amounts) {
			r.warn(b.place(row, o.amounts[0]), RuleRow, "请核对，只留一行合计", "第 %d 行是又一行合计，没有用到", row)
		}
		return
	}
	b.total = r.cells(b.found, row, o.amounts)
}

func (r *reader) cells(f *found, row int, columns []int) []value {
	cells := make([]value, len(columns))
	for i, col := range columns {
		cells[i] = r.amount(f, row, col)
	}
	return cells
}

// row reads the row of a subject. A row without amounts and without a code is
// a note, or blank.
func (r *reader) row(b *breakdown, row int, o body, parents *[3]string, seen map[string]bool) {
	code, col := b.code(row, o, parents)
	at := b.place(row, col)
	switch {
	case code == "" && (!b.hasAmount(row, o.amounts) || b.isRemark(row)):
		return
	case code == "" || subject.LevelOf(code) == subject.LevelNone:
		if b.hasAmount(row, o.amounts) {
			r.report(at, RuleCode, "写上 3 位（类）、5 位（款）或者 7 位（项）的功能分类科目编码",
				"这一行有金额，科目编码%s", unclear(b.codeText(row, o)))
		}
		return
	case seen[code]:
		r.report(at, "T02-4", "同一个科目只列一行", "科目编码 %s 重复", code)
		return
	}
	seen[code] = true
	b.lines = append(b.lines, line{code, b.name(row, o), at, r.cells(b.found, row, o.amounts)})
}

// name is the name in a row, without the code that stands before it in the
// same cell.
func (b *breakdown) name(row int, o body) string {
	whole := name(b.at(row, o.name))
	if joint.MatchString(fold(whole)) {
		return strings.TrimLeft(whole, "0123456789-_：、. ")
	}
	return whole
}

// isRemark reports whether the row is a note below the table, which may hold
// a number.
func (f *found) isRemark(row int) bool {
	for col := 1; col <= f.width(row); col++ {
		if text := fold(f.at(row, col)); text != "" {
			return note.MatchString(text)
		}
	}
	return false
}

func unclear(text string) string {
	if text == "" {
		return "空着"
	}
	return "“" + clip(text) + "”看不明白"
}

// codeText is what a row has in the columns of the codes.
func (b *breakdown) codeText(row int, o body) string {
	var parts []string
	for _, col := range o.codes {
		if text := fold(b.at(row, col)); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

var wholeNumber = regexp.MustCompile(`^([0-9]+)(\.0+)?$`)

// code is the code of a row and the column it ends in. In one column it is
// whole. Split over 类, 款 and 项 it is whole too in some forms, and in others
// each column has its own two or three digits, below those of the rows above
// or beside them. It is what stands there where that is no code.
func (b *breakdown) code(row int, o body, parents *[3]string) (string, int) {
	code, last := "", o.name
	for i, col := range o.codes {
		text := fold(b.at(row, col))
		if m := joint.FindStringSubmatch(text); m != nil && col == o.name {
			text = m[1]
		}
		if text == "" {
			continue
		}
		m := wholeNumber.FindStringSubmatch(text)
		if m == nil {
			return text, col
		}
		last, code = col, joined(code, m[1], b.level(i, o), parents)
	}
	if level := subject.LevelOf(code); level != subject.LevelNone {
		parents[level-1] = code
		for l := level; l < subject.LevelItem; l++ {
			parents[l] = ""
		}
	}
	return code, last
}

// level is the level of the i-th code column among those of 类, 款 and 项, 0
// where there is one column for all.
func (b *breakdown) level(i int, o body) int {
	if len(o.codes) == 1 {
		return 0
	}
	return i + 1
}

// joined puts the digits of one column behind the code so far. A cell that is
// a number has lost the zero in front. Where the code so far is not that of the
// level above, the whole is no code.
func joined(code, digits string, level int, parents *[3]string) string {
	if level <= 1 || len(digits) >= 3 {
		return digits
	}
	if code == "" && level <= len(parents) {
		code = parents[level-2]
	}
	if len(digits) == 1 {
		digits = "0" + digits
	}
	if len(code) != 2*level-1 {
		return code + " " + digits
	}
	return code + digits
}
