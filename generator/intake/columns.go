package intake

import (
	"strings"

	"github.com/discgen/discgen/generator/statement"
)

// column is an amount column of a form: the words of which its header has one,
// and those of which it has none.
type column struct {
	name     string
	words    []string
	never    []string
	optional bool // some forms of the statement do not have it
}

// breakdownColumns are the amount columns of the statements that are broken
// down by functional subject, in the order of the figures' constants.
var breakdownColumns = map[statement.Kind][]column{
	statement.Income: {
		{name: "本年收入合计", words: []string{"收入合计", "合计"}},
		{name: "财政拨款收入", words: []string{"财政拨款"}},
		{name: "上级补助收入", words: []string{"上级补助"}},
		{name: "事业收入", words: []string{"事业收入"}},
		{name: "经营收入", words: []string{"经营收入"}},
		{name: "附属单位上缴收入", words: []string{"附属单位"}},
		{name: "其他收入", words: []string{"其他收入"}},
	},
	statement.Spending: {
		{name: "本年支出合计", words: []string{"支出合计", "合计"}},
		{name: "基本支出", words: []string{"基本支出"}},
		{name: "项目支出", words: []string{"项目支出"}},
		{name: "上缴上级支出", words: []string{"上缴上级"}},
		{name: "经营支出", words: []string{"经营支出"}},
		{name: "对附属单位补助支出", words: []string{"附属单位"}},
	},
	statement.General: outlayColumns,
	statement.Fund:    accountColumns,
	statement.Capital: optionalBalances(accountColumns),
}

var outlayColumns = []column{
	{name: "小计", words: []string{"小计", "合计", "本年支出"}, never: []string{"基本支出", "项目支出"}},
	{name: "基本支出", words: []string{"基本支出"}},
	{name: "项目支出", words: []string{"项目支出"}},
}

var accountColumns = []column{
	{name: "年初结转和结余", words: []string{"年初"}},
	{name: "本年收入", words: []string{"本年收入"}},
	outlayColumns[0], outlayColumns[1], outlayColumns[2],
	{name: "年末结转和结余", words: []string{"年末"}},
}

// optionalBalances are the columns of a form that may show spending only, as
// the ministry's of 国有资本经营预算 does.
func optionalBalances(columns []column) []column {
	var all []column
	for _, c := range columns {
		c.optional = strings.HasPrefix(c.name, "年") || c.name == "本年收入"
		all = append(all, c)
	}
	return all
}

// fits reports whether a header's text is this column's.
func (c column) fits(header string) bool {
	return containsAny(header, c.words) && !containsAny(header, c.never)
}

// headers are the texts of each column's header cells, one below the other, so
// that a header that is merged, unmerged or split over two cells reads the
// same.
func (f *found) headers(from, to int) map[int]string {
	texts := map[int]string{}
	for row := from; row <= to; row++ {
		for col := 1; col <= f.width(row); col++ {
			if cell := f.at(row, col); !isNumber(cell) {
				texts[col] += fold(cell)
			}
		}
	}
	return texts
}

// columnsOf finds the columns of a form among those between two others. Of one
// that is missing it is 0, and the missing ones are named; a header that fits
// twice is the first, unless it is the column's very name.
func columnsOf(columns []column, headers map[int]string, after, before int) (at []int, missing []string) {
	at = make([]int, len(columns))
	for i, c := range columns {
		for col := after + 1; col < before; col++ {
			text := headers[col]
			if c.fits(text) && (at[i] == 0 || text == c.name && headers[at[i]] != c.name) {
				at[i] = col
			}
		}
		if at[i] == 0 && !c.optional {
			missing = append(missing, c.name)
		}
	}
	return at, missing
}

// column finds the first column in whose header a word stands, 0 for none.
func firstColumn(headers map[int]string, after, before int, words ...string) int {
	for col := after + 1; col < before; col++ {
		if containsAny(headers[col], words) {
			return col
		}
	}
	return 0
}
