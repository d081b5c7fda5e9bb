package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/subject"
)

// twoSided is a statement with income at the left and spending at the right.
// Rows are known by what their labels mean.
type twoSided struct {
	*found
	left  map[string]value   // 决算数
	right map[string][]value // 决算数 or, in 公开04表, the sum and its parts
}

// of is a figure of the left side.
func (t *twoSided) of(key string) value { return t.left[key] }

// cell is a figure of the right side.
func (t *twoSided) cell(key string, column int) value {
	if cells := t.right[key]; column < len(cells) {
		return cells[column]
	}
	return value{}
}

// The rows of the two statements, by what they mean. Classes of spending are
// known by their codes, the sources of income by their numbers.
const (
	rowIncome      = "本年收入合计"
	rowSurplus     = "使用非财政拨款结余"
	rowOpening     = "年初结转和结余"
	rowTotal       = "总计"
	rowSpending    = "本年支出合计"
	rowDistributed = "结余分配"
	rowClosing     = "年末结转和结余"
	rowOpenings    = "年初：" // and the number of the fund: the parts of rowOpening in 公开04表
)

// labelOf says which row a label names.
type labelOf struct {
	key   string
	words []string
}

var sourceLabels = []labelOf{
	{"1", []string{"一般公共预算"}}, {"2", []string{"政府性基金"}}, {"3", []string{"国有资本经营"}},
	{"4", []string{"上级补助"}}, {"5", []string{"事业收入"}}, {"6", []string{"经营收入"}},
	{"7", []string{"附属单位"}}, {"8", []string{"其他收入"}},
}

var leftLabels = append([]labelOf{
	{rowIncome, []string{"本年收入合计"}},
	{rowSurplus, []string{"使用非财政拨款结余", "用事业基金弥补"}},
	{rowOpening, []string{"年初结转", "年初财政拨款结转"}},
	{rowTotal, []string{"总计"}},
}, sourceLabels...)

var rightLabels = []labelOf{
	{rowSpending, []string{"本年支出合计"}},
	{rowDistributed, []string{"结余分配"}},
	{rowClosing, []string{"年末结转", "年末财政拨款结转"}},
	{rowTotal, []string{"总计"}},
}

// sideColumns are the amount columns of the right side.
var sideColumns = map[statement.Kind][]column{
	statement.Overall: {amountColumn},
	statement.Appropriation: {
		{name: "合计", words: []string{"合计", "小计"}},
		{name: "一般公共预算财政拨款", words: []string{"一般公共"}},
		{name: "政府性基金预算财政拨款", words: []string{"政府性基金"}},
		{name: "国有资本经营预算财政拨款", words: []string{"国有资本"}},
	},
}

var amountColumn = column{name: "决算数", words: []string{"决算", "金额"}}

// sides is where the two sides of a statement stand.
type sides struct {
	leftLabel, leftAmount int
	rightLabel            int
	rightAmounts          []int
	first                 int // row
}

func (r *reader) twoSided(f *found) *twoSided {
	t := &twoSided{found: f, left: map[string]value{}, right: map[string][]value{}}
	head, labels := f.labelColumns()
	if len(labels) < 2 {
		r.missing(f, []string{"项目"})
		return nil
	}
	s := sides{leftLabel: labels[0], rightLabel: labels[1]}
	s.first = f.firstSource(head, s.leftLabel)
	headers := f.headers(head, s.first-1)
	left, missing := columnsOf([]column{amountColumn}, headers, s.leftLabel, s.rightLabel)
	right, missingRight := columnsOf(sideColumns[f.kind], headers, s.rightLabel, maxColumns+1)
	if missing = append(missing, missingRight...); len(missing) > 0 {
		r.missing(f, missing)
		return nil
	}
	s.leftAmount, s.rightAmounts = left[0], right
	for row := s.first; row <= f.to; row++ {
		if f.isOrdinals(row) || f.isHeader(row) {
			continue
		}
		r.leftRow(t, row, s)
		r.rightRow(t, row, s)
	}
	r.haveRows(t)
	return t
}

// labelColumns is the row of the header in which both sides have 项目, and the
// columns of the two.
func (f *found) labelColumns() (row int, columns []int) {
	for row = f.from; row <= min(f.to, f.from+20); row++ {
		columns = nil
		for col := 1; col <= f.width(row); col++ {
			if text := fold(f.at(row, col)); strings.HasPrefix(text, "项目") || strings.HasSuffix(text, "科目") {
				columns = append(columns, col)
			}
		}
		if len(columns) >= 2 {
			return row, columns
		}
	}
	return 0, nil
}

// firstSource is the first row below the header: that of the first source of
// income.
func (f *found) firstSource(head, label int) int {
	for row := head + 1; row <= f.to; row++ {
		if key := keyOf(fold(f.at(row, label)), leftLabels); key != "" {
			return row
		}
	}
	return f.to + 1
}

var (
	ordinal = regexp.MustCompile(`^([一二三四五六七八九十]+|[0-9]+|\([一二三四五六七八九十0-9]+\))[、.]?`)
	within  = regexp.MustCompile(`^(其中|其他支出结转)`)
)

// keyOf is the row that a folded label names, empty where it is none of them.
func keyOf(label string, labels []labelOf) string {
	label = ordinal.ReplaceAllString(label, "")
	if within.MatchString(label) || note.MatchString(label) {
		return ""
	}
	for _, l := range labels {
		if containsAny(label, l.words) {
			return l.key
		}
	}
	return ""
}

// leftRow reads the income side of a row. In 公开04表 the three budgets come
// again behind the opening balance, as its parts.
func (r *reader) leftRow(t *twoSided, row int, s sides) {
	label := fold(t.at(row, s.leftLabel))
	key := keyOf(label, leftLabels)
	if _, again := t.left[rowOpening]; again && slices.Contains([]string{"1", "2", "3"}, key) {
		key = rowOpenings + key
	}
	if r.unknownRow(t, key, label, row, s.leftLabel, []int{s.leftAmount}) {
		return
	}
	if _, twice := t.left[key]; twice {
		r.twice(t, row, s.leftLabel, label)
		return
	}
	t.left[key] = r.amount(t.found, row, s.leftAmount)
}

func (r *reader) rightRow(t *twoSided, row int, s sides) {
	label := fold(t.at(row, s.rightLabel))
	key := classOf(label)
	if key == "" {
		key = keyOf(label, rightLabels)
	}
	if r.unknownRow(t, key, label, row, s.rightLabel, s.rightAmounts) {
		return
	}
	if _, twice := t.right[key]; twice {
		r.twice(t, row, s.rightLabel, label)
		return
	}
	t.right[key] = r.cells(t.found, row, s.rightAmounts)
}

// classOf is the code of the class that a folded label names.
func classOf(label string) string {
	label = ordinal.ReplaceAllString(label, "")
	for _, c := range subject.Classes() {
		if fold(c.Name) == label {
			return c.Code
		}
	}
	return ""
}

// unknownRow reports whether a row is none that is looked for. It is a finding
// where it has an amount.
func (r *reader) unknownRow(t *twoSided, key, label string, row, col int, amounts []int) bool {
	if key != "" {
		return false
	}
	if !within.MatchString(label) && !note.MatchString(label) && t.hasAmount(row, amounts) && !t.hasText(row, amounts) {
		r.warn(t.place(row, col), RuleRow, "请核对这一行的名称与官方表样是否相同", "“%s”这一行有金额，没有用到", cited(label))
	}
	return true
}

func (r *reader) twice(t *twoSided, row, col int, label string) {
	r.report(t.place(row, col), RuleRow, "每一行只留一行", "“%s”有两行", cited(label))
}

// haveRows reports the rows without which a statement says nothing.
func (r *reader) haveRows(t *twoSided) {
	var missing []string
	for _, key := range []string{rowIncome, rowOpening, rowTotal} {
		if _, ok := t.left[key]; !ok {
			missing = append(missing, key)
		}
	}
	for _, key := range []string{rowSpending, rowClosing, rowTotal} {
		if _, ok := t.right[key]; !ok {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		r.report(t.where(), RuleHeader, "请对照官方表样核对这张表的行", "%s里找不到%s这些行", statementName(t.kind), words(missing))
	}
}
