package intake

import "strings"

// threePublic is 财政拨款“三公”经费支出决算表: 预算数 and 决算数 of six items.
type threePublic struct {
	*found
	budget, outturn [6]value
}

// The items of the statement, in its order.
const (
	publicTotal = iota
	publicAbroad
	publicVehicles
	publicPurchase
	publicOperation
	publicReception
)

// publicItems are the words of each item's header, and those of the items
// that have one of them too.
var publicItems = [...]column{
	publicTotal:     {name: "合计", words: []string{"合计"}},
	publicAbroad:    {name: "因公出国（境）费", words: []string{"出国"}},
	publicVehicles:  {name: "公务用车购置及运行维护费小计", words: []string{"小计"}},
	publicPurchase:  {name: "公务用车购置费", words: []string{"购置费"}},
	publicOperation: {name: "公务用车运行维护费", words: []string{"用车运行"}},
	publicReception: {name: "公务接待费", words: []string{"接待"}},
}

// publicHalves are the two halves, each with its figures.
var publicHalves = [...]struct {
	name, word string
	of         func(*threePublic) *[6]value
}{
	{"预算数", "预算数", func(t *threePublic) *[6]value { return &t.budget }},
	{"决算数", "决算数", func(t *threePublic) *[6]value { return &t.outturn }},
}

func (r *reader) threePublic(f *found) *threePublic {
	t := &threePublic{found: f}
	head := f.anchor()
	last := f.lastHeader(head)
	items, halves := f.publicColumns(head, last)
	row := f.publicRow(last+1, items)
	var missing []string
	for _, half := range publicHalves {
		for i, item := range publicItems {
			col := 0
			for c := range items {
				if items[c] == i && halves[c] == half.word && (col == 0 || c < col) {
					col = c
				}
			}
			if col == 0 {
				missing = append(missing, half.name+"的"+item.name)
				continue
			}
			half.of(t)[i] = value{at: f.where(), known: true} // of an empty statement
			if row > 0 {
				half.of(t)[i] = r.amount(f, row, col)
			}
		}
	}
	if len(missing) > 0 {
		r.missing(f, missing)
		return nil
	}
	return t
}

// lastHeader is the last row with words of the header.
func (f *found) lastHeader(head int) int {
	last := head
	for row := head; row <= min(f.to, head+8); row++ {
		for col := 1; col <= f.width(row); col++ {
			text := fold(f.at(row, col))
			if len([]rune(text)) > 20 || note.MatchString(text) {
				continue
			}
			if text == "预算数" || text == "决算数" || publicItemOf(text) >= 0 || text == "栏次" {
				last = row
			}
		}
	}
	return last
}

// publicItemOf is the item that a header's text names, −1 for none. The text
// of both costs of vehicles names neither.
func publicItemOf(text string) int {
	if strings.Contains(text, "购置及运行") || strings.Contains(text, "购置和运行") {
		return -1
	}
	for i, item := range publicItems {
		if item.fits(text) {
			return i
		}
	}
	return -1
}

// publicColumns say which item and which half each column is. Forms differ in
// which of the two stands above: a cell of either covers the columns to the
// right of it, up to the next.
func (f *found) publicColumns(head, last int) (items map[int]int, halves map[int]string) {
	items, halves = map[int]int{}, map[int]string{}
	width := 0
	for row := head; row <= last; row++ {
		width = max(width, f.width(row))
	}
	for row := head; row <= last; row++ {
		for col := 1; col <= width; col++ {
			text := fold(f.at(row, col))
			if i := publicItemOf(text); i >= 0 {
				items[col] = i
			}
			if text == "预算数" || text == "决算数" {
				halves[col] = text
			}
		}
	}
	f.split(head, last, width, items)
	spread(items, width)
	spread(halves, width)
	return items, halves
}

// split joins the header of an item that stands in two cells, one below the
// other: 公务用车 and 购置费.
func (f *found) split(head, last, width int, items map[int]int) {
	headers := f.headers(head, last)
	for col := 1; col <= width; col++ {
		if _, known := items[col]; known {
			continue
		}
		text := strings.NewReplacer("预算数", "", "决算数", "").Replace(headers[col])
		if i := publicItemOf(text); i >= 0 {
			items[col] = i
		}
	}
}

// spread gives each column what the nearest one to the left of it has.
func spread[T any](of map[int]T, width int) {
	for col := 2; col <= width; col++ {
		if _, ok := of[col]; ok {
			continue
		}
		if left, ok := of[col-1]; ok {
			of[col] = left
		}
	}
}

// publicRow is the row of the figures: the first below the header with a
// number, apart from the row that numbers the columns. It is 0 where the
// statement is an empty one.
func (f *found) publicRow(from int, items map[int]int) int {
	for row := from; row <= f.to; row++ {
		if f.isRemark(row) || f.isOrdinals(row) || f.isSequence(row) {
			continue
		}
		for col := range items {
			if !isNothing(f.at(row, col)) {
				return row
			}
		}
	}
	return 0
}

// isSequence reports whether a row is 1, 2, 3, …: no row of amounts is, for a
// total is as large as its parts.
func (f *found) isSequence(row int) bool {
	n := 0
	for col := 1; col <= f.width(row); col++ {
		text := fold(f.at(row, col))
		if text == "" {
			continue
		}
		if n++; positive(text) != n {
			return false
		}
	}
	return n >= 3
}
