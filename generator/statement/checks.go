package statement

import (
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

// The words of the table of checks.
const (
	agrees    = "相符"
	disagrees = "不符"
	allAgree  = "全部相符"

	someDisagree = "行不符" // behind their number
)

var checkNotes = []string{
	"注：本表的合计数、各项之和与差额由公式取自前面各表；前面各表的数字改动后，结果随之变化。",
	"一行有多条关系的，合计数、各项之和是各条的总和，差额是各条中最大的一个，每一条都要在允许尾差以内。",
	"允许尾差：各项金额分别四舍五入到万元后两位小数，n 项之和与合计最多相差 0.005×(n+1)，取到分；金额为零的项不计（单位文件以控制数写明公开数的除外），只有一项的必须相等。",
}

// checkHeads are the columns of the table of checks.
var checkHeads = [...]struct {
	text  string
	width int
}{
	{"编号", 7}, {"报表", 20}, {"勾稽关系", 64}, {"条数", 5}, {"合计数", 13}, {"各项之和", 13}, {"差额", 9}, {"允许尾差", 9}, {"结果", 8},
}

// Checks is the table in which a reader of the workbook sees that the
// statements agree (勾稽关系校验): each identity with its figures, worked out
// of the cells of the statements.
func Checks(b *figures.Book, statements []Statement, style Style) (*doc.Table, error) {
	placed, err := placedCells(statements)
	if err != nil {
		return nil, err
	}
	lines := placed.lines(placed.blocks(Identities(b)))
	slices.SortStableFunc(lines, func(a, b *checkLine) int { return strings.Compare(a.rule(), b.rule()) })
	t := &doc.Table{
		Title: "报表勾稽关系校验表", Preparer: style.Preparer, UnitLine: style.UnitLine,
		Header: []doc.Row{row(across(heading("校验结果"), 2), across(verdict(lines), len(checkHeads)-2)), {}},
		Notes:  checkNotes, Landscape: true,
	}
	for _, h := range checkHeads {
		t.Columns = append(t.Columns, doc.Column{Width: h.width})
		t.Header[1].Cells = append(t.Header[1].Cells, heading(h.text))
	}
	for i, l := range lines {
		t.Body = append(t.Body, l.row(i))
	}
	return t, nil
}

// position is where a cell stands in the tables of the statements.
type position struct{ table, row, col int }

// grid is where the named cells of the statements stand.
type grid struct {
	cells map[string]position
	forms map[Kind]string // form numbers
}

func placedCells(statements []Statement) (grid, error) {
	g := grid{map[string]position{}, map[Kind]string{}}
	for i, s := range statements {
		cells, err := s.Table.Layout()
		if err != nil {
			return grid{}, err
		}
		for _, c := range cells {
			if c.Name != "" {
				g.cells[c.Name] = position{i, c.Row, c.Col}
			}
		}
		g.forms[s.Form.Kind] = s.Table.FormNumber
	}
	return g, nil
}

func (g grid) at(t Term) (position, bool) {
	p, ok := g.cells[t.At.name()]
	return p, ok
}

// identities are those that can be read off the statements. A row that a form
// leaves out because it has no amount is a part of nothing.
func (g grid) shown(all []Identity) []Identity {
	var shown []Identity
	for _, i := range all {
		printed := func(t Term) bool { _, ok := g.at(t); return ok }
		i.Parts = slices.DeleteFunc(slices.Clone(i.Parts), func(t Term) bool { return !printed(t) && t.IsZero() })
		if printed(i.Total) && !slices.ContainsFunc(i.Parts, func(t Term) bool { return !printed(t) }) {
			shown = append(shown, i)
		}
	}
	return shown
}
