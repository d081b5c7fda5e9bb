package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

func subjectPath(i int, key string) string {
	return source.Join(source.Index("subjects", i), key)
}

// subjectCodes looks at every code: seven digits, a 类 that the statements
// have a row for, a name for each level, and each code once in each budget.
func subjectCodes(r *reporter) {
	first, unnamed := map[string]int{}, map[string]bool{}
	for i, s := range r.u.Subjects {
		path := subjectPath(i, "code")
		if source.IsBlank(s.Code) {
			continue
		}
		if subject.LevelOf(s.Code) != subject.LevelItem {
			r.report(path, "填写项级科目的 7 位编码，例如 \"2012801\"", "%q 不是项级功能分类科目编码", s.Code)
			continue
		}
		key := string(s.Fund) + s.Code
		if before, ok := first[key]; ok {
			r.report(path, "把两处合并为一处", "科目 %s（%s）在第 %d 个科目里已经有了", s.Code, s.Fund, before+1)
		} else {
			first[key] = i
		}
		group := subject.ParentCode(s.Code)
		class := subject.ParentCode(group)
		if !slices.ContainsFunc(subject.Classes(), func(c subject.Function) bool { return c.Code == class }) {
			r.report(path, "请核对科目编码", "报表里没有 %s 这一类功能分类科目", class)
			continue
		}
		if !unnamed[group] {
			unnamed[group] = r.needName(path, group, "group_name", "（同一个款写一次即可）")
		}
		r.needName(path, s.Code, "name", "")
	}
}

// needName finds a code that has no name, and gives the catalogue's unread one
// as a help. It reports whether it found fault.
func (r *reporter) needName(path, code, key, hint string) bool {
	if r.name(code) != "" {
		return false
	}
	remedy := fmt.Sprintf("请先核对编码；编码没有错的，在这个科目里写上 %s = \"科目名称\"", key)
	if f, ok := subject.LookupFunction(code); ok {
		remedy = fmt.Sprintf("请对照本年度科目目录核实；如确为“%s”，写上 %s = %q", f.Name, key, f.Name)
	}
	r.report(path, remedy+hint, "科目 %s 的名称不在内置目录中", code)
	return true
}

// subjectNames warns of names that are not the catalogue's.
func subjectNames(r *reporter) {
	for i, s := range r.u.Subjects {
		for _, given := range []struct{ key, code, name string }{
			{"name", s.Code, s.Name}, {"group_name", subject.ParentCode(s.Code), s.GroupName},
		} {
			if known := r.name(given.code); given.name != "" && known != "" && known != given.name {
				r.warn(subjectPath(i, given.key), "按目录名称印出；请删去这一行或改成目录名称",
					"科目 %s 的名称写作“%s”，目录里是“%s”", given.code, given.name, known)
			}
		}
	}
}

// isBasicItem reports whether a code is a 款 of the statement of basic
// expenditure.
func isBasicItem(code string) bool {
	_, known := subject.LookupEconomic(code)
	return known && len(code) == 5 && subject.KindOf(code) != subject.KindProject
}

func economicCodes(r *reporter) {
	for code := range r.u.Basic {
		if !isBasicItem(code) && !isProjectItem(code) {
			r.report(source.Join("basic_expenditure", code), "填写款级科目的 5 位编码，例如 30101",
				"%q 不是部门预算支出经济分类的款级科目编码", source.Clip(code, 20))
		}
	}
}

// isProjectItem reports whether a code is a 款 of a 类 that basic expenditure
// never has (309, 311, 313).
func isProjectItem(code string) bool {
	return len(code) == 5 && subject.KindOf(code) == subject.KindProject
}

func projectItems(r *reporter) {
	for code := range r.u.Basic {
		if isProjectItem(code) {
			class, _ := subject.LookupEconomic(code[:3])
			r.report(source.Join("basic_expenditure", code), "基本支出里没有这一类；请核对科目编码",
				"科目 %s 属于 %s %s，不属于基本支出", code, class.Code, class.Name)
		}
	}
}

// outlayWithinSpending finds subjects that spent more of their budget than of
// all money.
func outlayWithinSpending(r *reporter) {
	for i, s := range r.u.Subjects {
		for _, kind := range []struct {
			key, name        string
			outlay, spending unit.Amount
		}{
			{"basic", "基本支出", s.Appropriation.Basic, s.Spending.Basic},
			{"project", "项目支出", s.Appropriation.Project, s.Spending.Project},
		} {
			if kind.outlay.GreaterThan(kind.spending.Decimal) {
				r.compared(r.report(subjectPath(i, "appropriation."+kind.key), "请核对支出决算表和财政拨款支出决算表",
					"科目 %s：财政拨款%s%s，全部%s%s，财政拨款%s", r.subjectName(s.Code),
					kind.name, r.exact(kind.outlay.Decimal), kind.name, r.exact(kind.spending.Decimal),
					r.gap(kind.outlay.Decimal, kind.spending.Decimal)), kind.outlay.Decimal, kind.spending.Decimal)
			}
		}
	}
}

// hasRow reports whether a statement has a row of a code. The file may state
// the row of a subject whose amounts are all rounded to nothing.
func (r *reporter) hasRow(code string) bool {
	return slices.ContainsFunc([]figures.Breakdown{
		r.Book.Income, r.Book.Spending, r.Book.General.Breakdown, r.Book.Fund.Breakdown, r.Book.Capital.Breakdown,
	}, func(b figures.Breakdown) bool {
		_, ok := b.Find(code)
		return ok
	})
}

// emptySubjects finds subjects without any amount, this year or last. They
// would come out nowhere, and with them the name and reason that were written.
func emptySubjects(r *reporter) {
	for i, s := range r.u.Subjects {
		amounts := []unit.Amount{
			s.Opening, s.LastYear, s.Appropriation.Basic, s.Appropriation.Project,
			s.Income.Appropriation, s.Income.Superior, s.Income.Operating, s.Income.Business, s.Income.Subordinate, s.Income.Other,
			s.Spending.Basic, s.Spending.Project, s.Spending.ToSuperior, s.Spending.Business, s.Spending.ToSubordinate,
		}
		if !slices.ContainsFunc(amounts, func(a unit.Amount) bool { return !a.IsZero() }) && !r.hasRow(s.Code) {
			r.report(subjectPath(i, "code"), "补上金额（上年有、本年没有的科目填写 last_year），或删去这个科目",
				"科目 %s 没有任何金额，不会印出", r.subjectName(s.Code))
		}
	}
}

// fundGroups are 款, or whole 类, that belong to one of the other two budgets
// alone (政府收支分类科目: 政府性基金预算支出, 国有资本经营预算支出).
var fundGroups = map[string]unit.Fund{
	"20707": unit.GovernmentFund, // 国家电影事业发展专项资金安排的支出
	"20709": unit.GovernmentFund, // 旅游发展基金支出
	"20822": unit.GovernmentFund, // 大中型水库移民后期扶持基金支出
	"21208": unit.GovernmentFund, // 国有土地使用权出让收入安排的支出
	"21210": unit.GovernmentFund, // 国有土地收益基金安排的支出
	"21211": unit.GovernmentFund, // 农业土地开发资金安排的支出
	"21213": unit.GovernmentFund, // 城市基础设施配套费安排的支出
	"21214": unit.GovernmentFund, // 污水处理费安排的支出
	"22904": unit.GovernmentFund, // 其他政府性基金及对应专项债务收入安排的支出
	"22908": unit.GovernmentFund, // 彩票发行销售机构业务费安排的支出
	"22960": unit.GovernmentFund, // 彩票公益金安排的支出
	"234":   unit.GovernmentFund, // 抗疫特别国债安排的支出
	"223":   unit.StateCapital,
}

// FundOf is the budget that a functional subject belongs to, where it is
// another than the general one.
func FundOf(code string) (unit.Fund, bool) {
	group := subject.ParentCode(code)
	if fund, known := fundGroups[group]; known {
		return fund, true
	}
	fund, known := fundGroups[subject.ParentCode(group)]
	return fund, known
}

// fundsOfCodes finds subjects that say the wrong budget, most often by saying
// none, which is the general one.
func fundsOfCodes(r *reporter) {
	for i, s := range r.u.Subjects {
		fund, known := FundOf(s.Code)
		switch {
		case known && s.Fund != fund:
			r.report(subjectPath(i, "code"), fmt.Sprintf("在这个科目里写 fund = %q", fund),
				"科目 %s 属于%s，写的是%s", r.subjectName(s.Code), fund, s.Fund)
		case s.Fund == unit.GeneralFund && !s.Opening.IsZero():
			r.report(subjectPath(i, "opening"), "写在 [carry_over] 的 opening_general 里；如果是政府性基金或国有资本经营预算的科目，补上 fund",
				"一般公共预算财政拨款的年初结转和结余不按科目填写")
		case !known && s.Fund != unit.GeneralFund && !otherFunds.MatchString(s.Code) && subject.LevelOf(s.Code) == subject.LevelItem:
			r.warn(subjectPath(i, "fund"), "是一般公共预算的科目，删去 fund；确是"+string(s.Fund)+"的，在 [[accept]] 里写明",
				"科目 %s 通常属于一般公共预算，写的是%s", r.subjectName(s.Code), s.Fund)
		}
	}
}

// otherFunds are codes that money of a government fund may be spent under and
// that are not in fundGroups, because the general budget has them, too, or
// because few units do: funds of energy, water, traffic and debt.
var otherFunds = regexp.MustCompile(`^(20610|2121[5-9]|21298|2136|2146|21562|22909|231|232|233|2080451)`)

// retired are 款 that the catalogue had and has no more, with what stands in
// their place (2019年政府收支分类科目, after the reform of the bodies in 2018).
var retired = map[string]string{
	"20115": "20138 市场监督管理事务",
	"20117": "20138 市场监督管理事务",
	"20124": "20134 统战事务",
	"20704": "20706 新闻出版电影、20708 广播电视",
	"21506": "22401 应急管理事务",
}

// Retired says what stands in the place of a code that the catalogue of a year
// no longer has.
func Retired(code string, year int) (now string, gone bool) {
	if year < 2019 || subject.LevelOf(code) != subject.LevelItem {
		return "", false
	}
	now, gone = retired[subject.ParentCode(code)]
	return now, gone
}

// retiredCodes finds codes that the year's catalogue no longer has.
func retiredCodes(r *reporter) {
	for i, s := range r.u.Subjects {
		if now, gone := Retired(s.Code, r.u.Year); gone {
			r.report(subjectPath(i, "code"), "改用现行的科目："+now, "科目 %s 自2019年起停用", r.subjectName(s.Code))
		}
	}
	unknownCodes(r)
	subjectNames(r)
}

// unknownCodes warns of items that the built-in catalogue does not have, or has
// under nearly the name that the file gives: a digit is easily mistyped, and
// with a name of its own any code would pass.
func unknownCodes(r *reporter) {
	for i, s := range r.u.Subjects {
		f, known := subject.LookupFunction(s.Code)
		switch {
		case s.Name == "" || subject.LevelOf(s.Code) != subject.LevelItem || retired[subject.ParentCode(s.Code)] != "":
		case !known:
			remedy := "请对照本年度科目目录核对编码；没有错的，在 [[accept]] 里写明"
			if code := subject.CodeOf(subject.ParentCode(s.Code), s.Name); code != "" {
				remedy = "叫“" + s.Name + "”的是 " + code + "；" + remedy
			}
			r.warn(subjectPath(i, "code"), remedy, "内置目录里没有 %s 这个科目", s.Code)
		case !f.Verified && s.Name != f.Name && source.Distance(s.Name, f.Name) == 1:
			r.warn(subjectPath(i, "name"), "请对照本年度科目目录核对名称", "科目 %s 的名称写作“%s”，内置目录里是“%s”", s.Code, s.Name, f.Name)
		}
	}
}

// printedAsZero notes subjects all of whose cells in a statement are printed
// as 0.00, so small are their amounts.
func printedAsZero(r *reporter) {
	if r.Book.Overall.Total.Wan.IsZero() {
		return // V-06 says so of all
	}
	in := map[string][]string{}
	for _, s := range []struct {
		name  string
		lines []figures.Line
	}{
		{"收入决算表", r.Book.Income.Lines}, {"支出决算表", r.Book.Spending.Lines},
		{"一般公共预算财政拨款支出决算表", r.Book.General.Lines},
	} {
		for _, l := range s.lines {
			if l.Level() == int(subject.LevelItem) && !slices.ContainsFunc(l.Cells, func(f figures.Figure) bool { return !f.Wan.IsZero() }) {
				in[l.Code] = append(in[l.Code], s.name)
			}
		}
	}
	for i, s := range r.u.Subjects {
		if tables := in[s.Code]; len(tables) > 0 {
			delete(in, s.Code)
			r.note(subjectPath(i, "code"), "金额不到50元；请核对金额和 amount_unit", "科目 %s 在%s里各栏都印出 0.00",
				r.subjectName(s.Code), strings.Join(tables, "、"))
		}
	}
}

// incomeWithoutBalance finds subjects of the general budget whose income and
// outlay differ although there is no balance, at the beginning or the end of
// the year, that could explain it: most often one was entered on the line of
// another.
func incomeWithoutBalance(r *reporter) {
	a := r.Book.Appropriation
	if !a.Opening.Parts[0].IsZero() || !a.Closing.Parts[0].IsZero() {
		return
	}
	for i, s := range r.u.Subjects {
		income, outlay := s.Income.Appropriation.Decimal, s.Outlay()
		if s.Fund == unit.GeneralFund && !income.Equal(outlay) {
			r.compared(r.report(subjectPath(i, "income"), "请核对这个科目的 income.appropriation 和 appropriation，两者应在同一个科目",
				"科目 %s：财政拨款收入%s，财政拨款支出%s，前者%s，而年初、年末都没有财政拨款结转和结余",
				r.subjectName(s.Code), r.exact(income), r.exact(outlay), r.gap(income, outlay)), income, outlay)
		}
	}
}
