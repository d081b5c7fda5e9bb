package department

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// Draft is a department's file as it is first written: the figures, with the
// texts to be filled in.
type Draft struct {
	Sum
	Name    string // of the department; empty where it is to be filled in
	Files   []string
	Members []Member
	Needed  []string // paths of texts that the figures ask for
}

// Content is what the file says. The first of the units is the head office.
func (d Draft) Content() unitfile.Content {
	u := *d.Unit
	u.Units, u.Identity.Name = d.Files, d.Name
	for _, m := range d.Members[1:] {
		u.Overview.SubordinateUnits = append(u.Overview.SubordinateUnits, m.Unit.Identity.Name)
	}
	u.SelfEvaluation = d.evaluation()
	d.Unit, d.Needed = &u, append(slices.Clone(d.Needed), d.written()...)
	return unitfile.Content{Heading: d.heading(), Unit: &u, Way: d.way, Note: d.note}
}

func (d Draft) heading() []string {
	lines := []string{
		fmt.Sprintf("部门 %d 年度决算：由 %d 个单位的单位文件汇总（discgen merge），第一个是本级。", d.Unit.Year, len(d.Members)),
		"金额和人数、车辆等数字是各单位之和，已减去下面列出的内部往来；文字请填写在“待填”处，填写时把“待填”和后面的说明整个换掉。",
		"数字与各单位之和是否相符，discgen check 和 build 会核对；单位的文件改过的，重新汇总。",
		"",
	}
	if len(d.Eliminated) == 0 {
		return append(lines, "各单位之间没有需要抵销的补助和上缴。")
	}
	lines = append(lines, "已抵销的内部往来（收入和支出减去同样的金额，年末结转和结余不变）：")
	for _, e := range d.Eliminated {
		lines = append(lines, fmt.Sprintf("  %s  科目 %s（%s）  %s  %s", d.Members[e.Member].Unit.Identity.Name, e.Code, e.Fund, e.Name, d.Money(e.Amount)))
	}
	for _, b := range d.Balances {
		if !b.Equal() {
			lines = append(lines, "待核对："+b.Says(d.Money)+"，其余留在合计里。")
		}
	}
	return lines
}

// Money is an amount for people, in the unit of the file.
func (s Sum) Money(yuan decimal.Decimal) string {
	if s.Unit.AmountUnit != unit.TenThousand {
		return yuan.StringFixed(2) + "元"
	}
	wan := yuan.Shift(-4)
	if wan.Equal(wan.Round(2)) {
		return wan.StringFixed(2) + "万元"
	}
	return wan.String() + "万元"
}

// asked are the texts that any department has.
var asked = map[string]bool{"unit.name": true, "unit.kind": true, "overview.duties": true, "overview.offices": true}

// reviewed is what is done anew before each publication.
var reviewed = map[string]bool{"review": true, "review.secrecy_reviewed": true, "review.approved_by": true}

// someApproved reports whether any of the units names the day of its approval
// (批复), so that the department has one.
func (d Draft) someApproved() bool {
	return slices.ContainsFunc(d.Members, func(m Member) bool { return !m.Unit.Review.ApprovalDate.IsZero() })
}

// offered begins the paths of what a department may say beside its figures.
var offered = regexp.MustCompile(`^(?:unit\.disclosure_date|review|self_evaluation|other_matters|control)(?:$|[.])`)

func (d Draft) way(path string) unitfile.Way {
	text, _ := textAt(d.Unit, path)
	switch {
	case slices.Contains(d.Needed, path), reviewed[path]:
		return unitfile.Blank
	case d.isCarried(path):
		return unitfile.Omit
	case path == "review.approval_date" && d.someApproved():
		return unitfile.Blank
	case asked[path] && text == "":
		return unitfile.Blank
	case offered.MatchString(path):
		return unitfile.Hint
	}
	return unitfile.Omit
}

// note is what to know of a key: what was left out of it, or what the units say
// there.
func (d Draft) note(path string) string {
	var lines []string
	switch path {
	case "overview.subordinate_units":
		lines = append(lines, "第一个文件是本级，不算下属单位；没有单独的本级的，补上它的名称")
	case "overall.last_year_total":
		lines = append(lines, "各单位上年总计之和，其中含有上年各单位之间的补助和上缴（单位文件里没有）：有的，减去这些金额")
	case "operating_expenses":
		if len(d.Apart) > 0 {
			lines = append(lines, "只计行政单位和参公事业单位；未计事业单位："+strings.Join(d.Apart, "、"))
		}
	}
	lines = append(lines, d.evaluationNote(path)...)
	if i := d.subjectAt(path); i >= 0 && path == fmt.Sprintf("subjects[%d]", i+1) {
		s := d.Unit.Subjects[i]
		for _, e := range d.Eliminated {
			if e.account() == accountOf(s) {
				lines = append(lines, fmt.Sprintf("已抵销 %s 的%s %s", d.Members[e.Member].Unit.Identity.Name, e.Name, d.Money(e.Amount)))
			}
		}
	}
	for _, needed := range d.Needed {
		if needed == path || strings.HasPrefix(needed, path+".") && publicCost.MatchString(path) {
			lines = append(lines, d.words(needed)...)
		}
	}
	return strings.Join(lines, "\n")
}

// publicCost is a table in one line that has a reason.
var publicCost = regexp.MustCompile(`^three_public\.[a-z]+\.(?:cost|purchase|operation)$`)

// words are what the units say where the department has something to say.
func (d Draft) words(path string) []string {
	var lines []string
	for _, m := range d.Members {
		if strings.HasPrefix(path, "operating_expenses.") && slices.Contains(d.Apart, m.Unit.Identity.Name) {
			continue // not of what the figure counts
		}
		at := path
		if i := d.subjectAt(path); i >= 0 {
			at = subjectOf(m.Unit, accountOf(d.Unit.Subjects[i])) + path[strings.IndexByte(path, ']')+1:]
		}
		if text, ok := textAt(m.Unit, at); ok && strings.TrimSpace(text) != "" {
			lines = append(lines, m.Unit.Identity.Name+"："+strings.Join(strings.Fields(text), " "))
		}
	}
	return lines
}

var subjectPath = regexp.MustCompile(`^subjects\[(\d+)\]`)

// subjectAt is the index of the subject that a path is of, or −1.
func (d Draft) subjectAt(path string) int {
	m := subjectPath.FindStringSubmatch(path)
	if m == nil {
		return -1
	}
	i, _ := strconv.Atoi(m[1])
	return i - 1
}

// subjectOf is the path of a subject in a unit, or of none.
func subjectOf(u *unit.Unit, a account) string {
	for i, s := range u.Subjects {
		if accountOf(s) == a {
			return fmt.Sprintf("subjects[%d]", i+1)
		}
	}
	return "subjects[0]"
}

// textAt is the text at a path, and whether the path is that of one.
func textAt(u *unit.Unit, path string) (string, bool) {
	v := reflect.ValueOf(*u)
	for _, key := range strings.Split(path, ".") {
		key, index, indexed := strings.Cut(strings.TrimSuffix(key, "]"), "[")
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v = fieldOf(v, key); !v.IsValid() {
			return "", false
		}
		if i, _ := strconv.Atoi(index); indexed {
			if v.Kind() != reflect.Slice || i < 1 || i > v.Len() {
				return "", false
			}
			v = v.Index(i - 1)
		}
	}
	if v.Kind() != reflect.String {
		return "", false
	}
	return v.String(), true
}

// fieldOf is the field of a struct by its key, not valid where it has none.
func fieldOf(v reflect.Value, key string) reflect.Value {
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("toml") == key {
				return v.Field(i)
			}
		}
	}
	return reflect.Value{}
}

// IsWithout reports whether the path is that of a text which the sum does not
// have.
func (s Sum) IsWithout(path string) bool {
	text, ok := textAt(s.Unit, path)
	return ok && strings.TrimSpace(text) == ""
}
