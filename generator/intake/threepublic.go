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
	if rows, halves := f.publicRows(); rows != nil {
		return r.publicByRows(f, rows, halves)
	}
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

// publicByRows reads a form that has an item in each row and the two halves
// beside each other.
func (r *reader) publicByRows(f *found, rows map[int]int, halves map[string]int) *threePublic {
	t := &threePublic{found: f}
	var missing []string
	for i, item := range publicItems {
		if rows[i] == 0 {
			missing = append(missing, item.name)
			continue
		}
		for _, half := range publicHalves {
			half.of(t)[i] = r.amount(f, rows[i], halves[half.word])
		}
	}
	if len(missing) > 0 {
		r.missing(f, missing)
		return nil
	}
	return t
}

// publicRows are the rows of the items and the columns of the halves, nil where
// the form has the items in columns. Of two rows of one item the first counts:
// what follows is a part of it.
func (f *found) publicRows() (rows map[int]int, halves map[string]int) {
	head := f.anchor()
	for row := head; row <= min(f.to, head+8); row++ {
		halves = map[string]int{}
		for col := f.width(row); col > 0; col-- {
			if text := fold(f.at(row, col)); text == "预算数" || text == "决算数" {
				halves[text] = col
			}
		}
		if len(halves) == len(publicHalves) {
			rows = f.publicRowsBelow(row, min(halves["预算数"], halves["决算数"]))
			break
		}
	}
	if len(rows) < len(publicItems)/2 {
		return nil, nil
	}
	return rows, halves
}

// publicRowsBelow are the items whose labels stand below a row and left of a
// column.
func (f *found) publicRowsBelow(head, before int) map[int]int {
	rows := map[int]int{}
	for row := head + 1; row <= f.to; row++ {
		for col := 1; col < before; col++ {
			label := fold(f.at(row, col))
			if label == "" || note.MatchString(label) {
				continue
			}
			if i := publicLabel(label); i >= 0 && rows[i] == 0 {
				rows[i] = row
			}
		}
	}
	return rows
}

// publicLabel is the item that a row's label names, −1 for none.
func publicLabel(label string) int {
	switch {
	case isBothVehicles(label):
		return publicVehicles
	case strings.Contains(label, "三公经费") && !strings.Contains(label, "其中"):
		return publicTotal
	}
	return publicItemOf(label)
}

// isBothVehicles reports whether a text names both costs of vehicles.
func isBothVehicles(text string) bool {
	return strings.Contains(text, "购置及运行") || strings.Contains(text, "购置和运行")
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
	if isBothVehicles(text) {
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
