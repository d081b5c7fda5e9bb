package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/unit"
)

// titles are the official names of the statements, folded, and others that are
// in use. A longer one stands before those that it ends with.
var titles = []struct {
	kind  statement.Kind
	title string
}{
	{statement.Appropriation, "财政拨款收入支出决算总表"},
	{statement.Overall, "收入支出决算总表"},
	{statement.Basic, "一般公共预算财政拨款基本支出决算表"},
	{statement.Basic, "一般公共预算财政拨款基本支出决算明细表"},
	{statement.General, "一般公共预算财政拨款支出决算表"},
	{statement.Fund, "政府性基金预算财政拨款收入支出决算表"},
	{statement.Fund, "政府性基金预算收入支出决算表"},
	{statement.Fund, "政府性基金预算财政拨款支出决算表"},
	{statement.Capital, "国有资本经营预算财政拨款收入支出决算表"},
	{statement.Capital, "国有资本经营预算收入支出决算表"},
	{statement.Capital, "国有资本经营预算财政拨款支出决算表"},
	{statement.ThreePublic, "三公经费支出决算表"},
	{statement.ThreePublic, "三公经费决算表"},
	{statement.Income, "收入决算表"},
	{statement.Spending, "支出决算表"},
}

// statements are the nine in the order of the ministry's form, with the name
// by which messages call each.
var statements = []struct {
	kind statement.Kind
	name string
}{
	{statement.Overall, "收入支出决算总表"},
	{statement.Income, "收入决算表"},
	{statement.Spending, "支出决算表"},
	{statement.Appropriation, "财政拨款收入支出决算总表"},
	{statement.General, "一般公共预算财政拨款支出决算表"},
	{statement.Basic, "一般公共预算财政拨款基本支出决算表"},
	{statement.Fund, "政府性基金预算财政拨款收入支出决算表"},
	{statement.Capital, "国有资本经营预算财政拨款收入支出决算表"},
	{statement.ThreePublic, "财政拨款“三公”经费支出决算表"},
}

func statementName(k statement.Kind) string {
	for _, s := range statements {
		if s.kind == k {
			return s.name
		}
	}
	return string(k)
}

// others are what a title ends with that is one of another table, though it
// ends as one of the nine does: 项目支出决算表.
var others = []string{"项目", "基本", "经营", "财政拨款", "预算", "经费", "成本", "资本性", "自评", "补助"}

var (
	// aside is what may stand behind a title: （2024年度）, （公开01表）.
	aside = regexp.MustCompile(`(\([^()]*\)|20[0-9]{2}年度?|公开[0-9]*表)+$`)
	note  = regexp.MustCompile(`^(注|说明|备注)[0-9]*[:.、]`)
)

// titleOf is the statement that a cell is the title of.
func titleOf(cell string) (statement.Kind, bool) {
	s := fold(cell)
	if len(s) > 300 || !strings.Contains(s, "表") || note.MatchString(s) || strings.ContainsAny(s, "。,;") {
		return "", false
	}
	s = aside.ReplaceAllString(s, "")
	for _, t := range titles {
		before, found := strings.CutSuffix(s, fold(t.title))
		if !found {
			continue
		}
		short := t.kind == statement.Income || t.kind == statement.Spending
		if short && slices.ContainsFunc(others, func(o string) bool { return strings.HasSuffix(before, o) }) {
			return "", false
		}
		return t.kind, true
	}
	return "", false
}

// found is a statement's part of a sheet: from the row of its title to the row
// before the next one's, or to the end.
type found struct {
	*grid
	kind     statement.Kind
	from, to int
	head
}

// head is what stands above a statement's table.
type head struct {
	unitName   string
	nameAt     place
	year       int // 0 where it is not there
	amountUnit unit.AmountUnit
	unitAt     place // of the unit of the amounts
}

// where is the statement as a whole, for messages.
func (f *found) where() place { return place{book: f.book, sheet: f.sheet} }

// find are the statements of a sheet, by their titles. A sheet whose cells
// hold none may say it by its own name. Lost are titles of tables whose header
// is not known.
func find(g *grid) (all []*found, lost map[statement.Kind]place) {
	for row := 1; row <= len(g.rows); row++ {
		for col := 1; col <= g.width(row); col++ {
			if kind, is := titleOf(g.at(row, col)); is {
				if n := len(all); n > 0 {
					all[n-1].to = row - 1
				}
				all = append(all, &found{grid: g, kind: kind, from: row, to: len(g.rows)})
				break
			}
		}
	}
	if kind, is := titleOf(g.sheet); is && len(all) == 0 && len(g.rows) > 0 {
		all = append(all, &found{grid: g, kind: kind, from: 1, to: len(g.rows)})
	}
	lost = map[statement.Kind]place{}
	all = slices.DeleteFunc(all, func(f *found) bool {
		none := f.anchor() == 0
		if none && f.hasNumbers() {
			lost[f.kind] = f.place(f.from, f.titleColumn())
		}
		return none
	})
	for i, f := range all {
		f.readHead(i == 0)
	}
	return all, lost
}

// hasNumbers reports whether there is something like a table below the title.
func (f *found) hasNumbers() bool {
	n := 0
	for row := f.from + 1; row <= f.to; row++ {
		for col := 1; col <= f.width(row); col++ {
			if isNumber(f.at(row, col)) {
				n++
			}
		}
	}
	return n > 3
}

// titleColumn is the column of the title, the first where the sheet's name is
// the title.
func (f *found) titleColumn() int {
	for col := 1; col <= f.width(f.from); col++ {
		if _, is := titleOf(f.at(f.from, col)); is {
			return col
		}
	}
	return 1
}

// anchors begin the header of a table. A list of contents, or a sentence that
// ends like a title, has none below it.
var anchors = regexp.MustCompile(`^项目|^(支出)?(功能分类)?科目$|科目编码|科目名称|^预算数$|^决算数$|^财政拨款三公经费$|因公出国`)

// anchor is the first row of the header, 0 where there is none.
func (f *found) anchor() int {
	for row := f.from; row <= min(f.to, f.from+20); row++ {
		for col := 1; col <= f.width(row); col++ {
			if anchors.MatchString(fold(f.at(row, col))) && (row > f.from || f.isHeader(row)) {
				return row
			}
		}
	}
	return 0
}

// isHeader reports whether a row has two cells of a header: a title has one.
func (f *found) isHeader(row int) bool {
	n := 0
	for col := 1; col <= f.width(row); col++ {
		if anchors.MatchString(fold(f.at(row, col))) {
			n++
		}
	}
	return n > 1
}

var (
	yearText   = regexp.MustCompile(`(20[0-9]{2})年`)
	unitText   = regexp.MustCompile(`单位:(万元|元)`)
	preparerOf = regexp.MustCompile(`(?:编制单位|编制部门|编报单位|填报单位|填报部门|公开单位|公开部门|单位名称|部门名称|部门|单位)\s*:(.*)`)
	unitBehind = regexp.MustCompile(`\s*(?:金额)?单位\s*:\s*(?:万元|元).*$`)
)

// readHead reads the lines between title and header and, on top of a sheet, two
// above the title, where some forms put the number and the unit of the amounts.
func (f *found) readHead(onTop bool) {
	first, last := f.from, max(f.anchor()-1, f.from)
	if onTop {
		first = max(f.from-2, 1)
	}
	for row := first; row <= last; row++ {
		for col := 1; col <= f.width(row); col++ {
			f.readHeadCell(row, col)
		}
	}
	if f.year == 0 {
		f.year = yearOf(fold(f.sheet))
	}
}

func (f *found) readHeadCell(row, col int) {
	text := fold(f.at(row, col))
	if f.year == 0 {
		f.year = yearOf(text)
	}
	if strings.HasSuffix(text, "单位:") { // what it names stands in the next cell
		text += fold(f.next(row, col))
	}
	if m := unitText.FindStringSubmatch(text); m != nil {
		f.amountUnit, f.unitAt = unit.AmountUnit(m[1]), f.place(row, col)
	}
	plain := unitBehind.ReplaceAllString(width.Fold.String(f.at(row, col)), "")
	m := preparerOf.FindStringSubmatch(plain)
	if m == nil || f.unitName != "" {
		return
	}
	f.unitName, f.nameAt = name(m[1]), f.place(row, col)
	if next := f.next(row, col); f.unitName == "" && unitText.FindString(fold(next)) == "" {
		if !strings.HasPrefix(fold(next), "万元") && fold(next) != "元" {
			f.unitName = name(next)
		}
	}
}

// next is the next filled cell of a row.
func (f *found) next(row, col int) string {
	for col++; col <= f.width(row); col++ {
		if text := f.at(row, col); strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

// yearOf is the year that a folded text names, 0 where it names none.
func yearOf(text string) int {
	m := yearText.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1])
	return year
}
