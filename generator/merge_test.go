package generator_test

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/department"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/templates"
)

// parts are unit files by names of their own, and what opens them.
func parts(texts [][]byte) ([]generator.Part, func(string) ([]byte, error)) {
	var all []generator.Part
	files := map[string][]byte{}
	for i, text := range texts {
		name := fmt.Sprintf("u%d/unit.toml", i+1)
		all = append(all, generator.Part{Name: name, Data: text})
		files[name] = text
	}
	return all, opener(files)
}

func opener(files map[string][]byte) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if data, ok := files[name]; ok {
			return data, nil
		}
		return nil, fs.ErrNotExist
	}
}

// merged is a department's file of random units.
func merged(t *testing.T, texts [][]byte, kind string) (generator.Merged, generator.Options) {
	t.Helper()
	all, open := parts(texts)
	m, err := generator.Merge(all, generator.MergeOptions{Name: "奇台县文化局", Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	if m.Unit == nil {
		t.Fatalf("no file: %v", m.Findings)
	}
	return m, generator.Options{Open: open}
}

var blank = regexp.MustCompile(`"待填[^"]*"`)

// filled is a department's file with every blank filled in.
func filled(text []byte) []byte {
	for key, value := range map[string]string{
		"approval_date": "2040-08-20", "secrecy_reviewed": "true", "weight": "90", "target": `"完成"`, "actual": `"完成"`,
	} {
		text = regexp.MustCompile(`(?m)^`+key+` = "待填[^"]*"`).ReplaceAll(text, []byte(key+" = "+value))
	}
	n := 0
	return blank.ReplaceAllFunc(text, func([]byte) []byte {
		n++
		return fmt.Appendf(nil, `"第%d处按照各单位上报的情况汇总填写"`, n)
	})
}

// ofRule are the findings of one rule.
func ofRule(list finding.List, rule string) finding.List {
	var of finding.List
	for _, f := range list {
		if f.Rule == rule {
			of = append(of, f)
		}
	}
	return of
}

// loaded is a unit file with its figures.
func loaded(t *testing.T, text []byte) department.Member {
	t.Helper()
	f, found := unit.Load(text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return department.Member{Unit: f.Unit, Book: figures.Compute(f.Unit, figures.ScoringRules{})}
}

// A department that is made of random units agrees with them, whatever its
// blanks are filled in with, and its totals are the sums of theirs without what
// was eliminated: the same on the side of income and on that of spending.
func TestDepartmentIsTheSumOfItsUnits(t *testing.T) {
	for seed := range uint64(4) {
		for _, wan := range []bool{false, true} {
			for _, loose := range []bool{false, true} {
				t.Run(fmt.Sprint(seed, wan, loose), func(t *testing.T) {
					texts := sample.Department(seed, 5, wan, loose)
					m, o := merged(t, texts, "行政单位")
					found, err := generator.Check(filled(m.Unit), o)
					if err != nil {
						t.Fatal(err)
					}
					for _, f := range found {
						if f.Rule == "X-19" && (!loose || f.Severity != finding.Note) || f.Severity == finding.Error {
							t.Errorf("%v", f)
						}
					}
					if got := len(m.Eliminated); got < 7 {
						t.Errorf("%d amounts were eliminated", got)
					}
					totals(t, loaded(t, filled(m.Unit)), texts, m.Eliminated)
				})
			}
		}
	}
}

// totals compares the totals of a department with those of its units.
func totals(t *testing.T, d department.Member, texts [][]byte, eliminated []generator.Elimination) {
	t.Helper()
	out := map[bool]decimal.Decimal{}
	for _, e := range eliminated {
		amount, shift := strings.TrimSuffix(e.Amount, "元"), int32(0)
		if plain, ok := strings.CutSuffix(amount, "万"); ok {
			amount, shift = plain, 4
		}
		income := strings.HasSuffix(e.Item, "收入")
		out[income] = out[income].Add(decimal.RequireFromString(amount).Shift(shift))
	}
	if !out[true].Equal(out[false]) || out[true].IsZero() {
		t.Errorf("eliminated are %s of income and %s of spending", out[true], out[false])
	}
	for _, c := range []struct {
		name string
		of   func(*figures.Book) figures.Figure
		less decimal.Decimal
	}{
		{"total", func(b *figures.Book) figures.Figure { return b.Overall.Total }, out[true]},
		{"income", func(b *figures.Book) figures.Figure { return b.Overall.CurrentIncome }, out[true]},
		{"spending", func(b *figures.Book) figures.Figure { return b.Overall.CurrentSpending }, out[true]},
		{"closing", func(b *figures.Book) figures.Figure { return b.Overall.Closing }, decimal.Zero},
		{"appropriations", func(b *figures.Book) figures.Figure { return b.Appropriation.Total.Total }, decimal.Zero},
		{"outlay", func(b *figures.Book) figures.Figure { return b.Appropriation.Spending.Total }, decimal.Zero},
		{"last year", func(b *figures.Book) figures.Figure { return b.General.Change.LastYear }, decimal.Zero},
		{"public expenditure", func(b *figures.Book) figures.Figure { return b.Basic.Public }, decimal.Zero},
		{"three public", func(b *figures.Book) figures.Figure { return b.ThreePublic.Total.Outturn() }, decimal.Zero},
		{"procurement", func(b *figures.Book) figures.Figure { return b.Procurement.Total }, decimal.Zero},
	} {
		want := c.less.Neg()
		for _, text := range texts {
			want = want.Add(c.of(loaded(t, text).Book).Yuan)
		}
		if got := c.of(d.Book).Yuan; !got.Equal(want) {
			t.Errorf("%s: %s, the units have %s", c.name, got, want)
		}
	}
}

// A department that is filled in is built, and what it was compared with is
// among what was read.
func TestDepartmentIsBuilt(t *testing.T) {
	m, o := merged(t, sample.Department(3, 5, false, false), "事业单位")
	made, err := generator.Build(filled(m.Unit), o)
	if err != nil || len(made.Files) != 2 {
		t.Fatal(err, made.Findings)
	}
	var names []string
	for _, in := range made.Inputs {
		names = append(names, in.Name)
		if len(in.SHA256) != 64 {
			t.Errorf("%s has the sum %q", in.Name, in.SHA256)
		}
	}
	if want := []string{"u1/unit.toml", "u2/unit.toml", "u3/unit.toml", "u4/unit.toml", "u5/unit.toml"}; !slices.Equal(names, want) {
		t.Errorf("read were %q", names)
	}
}

// The file has the units' own reasons above those that are to be written, and
// what was eliminated above its subject.
func TestDepartmentSaysWhatItIsMadeOf(t *testing.T) {
	texts := sample.Department(0, 5, false, false)
	m, _ := merged(t, texts, "")
	text := string(m.Unit)
	for _, text := range texts {
		u := loaded(t, text).Unit
		if reason := u.Appropriation.ChangeReason; reason != "" && !strings.Contains(string(m.Unit), "# "+u.Identity.Name+"："+reason+"\n") {
			t.Errorf("the reason of %s is not there", u.Identity.Name)
		}
	}
	for _, e := range m.Eliminated {
		if !strings.Contains(text, "# 已抵销 "+e.Unit+" 的"+e.Item+" "+e.Amount+"\n") || !strings.Contains(text, e.Unit+"  科目 "+e.Code+"（"+e.Fund+"）  "+e.Item+"  "+e.Amount+"\n") {
			t.Errorf("%v is not listed", e)
		}
	}
	for _, want := range []string{"kind = \"待填", "scope = \"部门\"", "duties = \"待填", "上年各单位之间的补助和上缴", "未计事业单位："} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	u, _ := unit.Load(m.Unit)
	if got := len(u.Unit.Overview.SubordinateUnits); got != 4 || len(u.Unit.Units) != 5 {
		t.Errorf("%d subordinate units of %q", got, u.Unit.Units)
	}
}

// A unit that is changed behind its department's back is found, by the figure.
func TestChangedUnitIsFound(t *testing.T) {
	texts := sample.Department(0, 5, false, false)
	m, _ := merged(t, texts, "事业单位")
	for _, c := range []struct{ name, pattern, text, path string }{
		{"房屋面积", `house_area = \d+`, "house_area = 99999", "assets.house_area"},
		{"房屋价值", `house_value = "?[\d.]+"?`, "house_value = 12.34", "assets.house_value"},
		{"设备", `equipment = \d+`, "equipment = 77", "assets.equipment"},
		{"退休人员", `\nretired = \{ current = \d+`, "\nretired = { current = 99", "overview.staff.retired.current"},
		{"中小企业", `small_micro = "?[\d.]+"?`, "small_micro = 0.01", "procurement.small_micro"},
		{"上年总计", `(\[overall\]\nlast_year_total = )"?[\d.]+"?`, "${1}99999999999.00", "overall.last_year_total"},
		{"上年机关运行经费", `(\[operating_expenses\]\nlast_year = )"?[\d.]+"?`, "${1}123.00", "operating_expenses.last_year"},
		{"科目收入", `income = \{ appropriation = "?[\d.]+"?`, "income = { appropriation = 99999999999.00", ".income.appropriation"},
		{"其他收入", `, other = "?[\d.]+"?`, ", other = 99999999999.00", ".income.other"},
		{"三公人次", `persons = \d+`, "persons = 999999", ".persons"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := slices.Clone(texts)
			at := regexp.MustCompile(c.pattern)
			var where []int
			for i, text := range texts {
				if spot := at.FindIndex(text); spot != nil && where == nil {
					where = []int{i}
					once := at.ReplaceAll(text[spot[0]:spot[1]], []byte(c.text))
					changed[i] = slices.Concat(text[:spot[0]], once, text[spot[1]:])
				}
			}
			if where == nil {
				t.Fatal("no unit has it")
			}
			_, open := parts(changed)
			found, err := generator.Check(filled(m.Unit), generator.Options{Open: open})
			if err != nil {
				t.Fatal(err)
			}
			of := ofRule(found, "X-19")
			if !slices.ContainsFunc(of, func(f finding.Finding) bool {
				return strings.HasSuffix(f.Path, c.path) && f.Compared.Figure != "" && f.Place.Line > 0
			}) || len(of) != 1 {
				t.Errorf("%v", of)
			}
		})
	}
}

func TestUnequalTransfersWarn(t *testing.T) {
	texts := sample.Department(0, 3, false, false)
	head := regexp.MustCompile(`to_subordinate = "?([\d.]+)"?`)
	paid := head.FindSubmatch(texts[0])
	texts[0] = []byte(strings.Replace(string(texts[0]), string(paid[0]), "to_subordinate = 1000.00", 1))
	m, o := merged(t, texts, "行政单位")
	var warned finding.List
	for i, list := range m.Findings {
		for _, f := range list {
			if f.Severity == finding.Warning {
				if warned = append(warned, f); i == 0 || f.Place.Line == 0 || !strings.HasSuffix(f.Path, ".income.superior") {
					t.Errorf("of unit %d: %v", i, f)
				}
			}
		}
	}
	if len(warned) == 0 || !strings.Contains(warned[0].Message, string(paid[1])+"元") || !strings.Contains(warned[0].Message, "1000.00元") {
		t.Errorf("received are %s, paid 1000.00: %v", paid[1], warned)
	}
	found, err := generator.Check(filled(m.Unit), o)
	if of := ofRule(found, "X-19"); err != nil || len(of) != 1 || of[0].Severity != finding.Note {
		t.Errorf("%v %v", err, of)
	}
}

// What keeps units from being added up is said at the unit, and nothing is
// made.
func TestUnitsThatCannotBeAdded(t *testing.T) {
	texts := sample.Department(0, 3, false, false)
	with := func(old, text string) [][]byte {
		all := slices.Clone(texts)
		if !strings.Contains(string(all[1]), old) {
			t.Fatalf("no %q", old)
		}
		all[1] = []byte(strings.Replace(string(all[1]), old, text, 1))
		return all
	}
	for _, c := range []struct {
		name  string
		texts [][]byte
		rule  string
		want  string
	}{
		{"other year", [][]byte{texts[0], sample.Department(1, 3, false, false)[1]}, "X-19", "2020 年度"},
		{"twice", [][]byte{texts[0], texts[0]}, "X-19", "相同"},
		{"same name", [][]byte{texts[0], again(texts[0], "")}, "X-19", "单位名称"},
		{"same code", [][]byte{coded(texts[0]), coded(texts[1])}, "X-19", "单位代码（101001）"},
		{"errors", with("kind = ", "knid = "), "U-03", "knid"},
		{"no TOML", [][]byte{texts[0], []byte("甲")}, "U-02", ""},
		{"empty", [][]byte{texts[0], nil}, "U-05", ""},
		{"no such template set", with("year = ", "template_set = \"b\"\nyear = "), "U-10", "模板"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, _ := parts(c.texts)
			m, err := generator.Merge(all, generator.MergeOptions{})
			if err != nil || m.Unit != nil || len(m.Eliminated) > 0 || len(m.Findings[0]) > 0 {
				t.Fatalf("%v %v", err, m.Findings)
			}
			if of := ofRule(m.Findings[1], c.rule); len(of) == 0 || !strings.Contains(of[0].Message, c.want) {
				t.Errorf("%v", m.Findings[1])
			}
		})
	}
}

// again is the file of the same unit in other bytes, which may have a scope.
func again(text []byte, scope string) []byte {
	head := "# 另存\n"
	if scope == "" {
		return append([]byte(head), text...)
	}
	return append([]byte(head), regexp.MustCompile(`(?m)^\[unit\]$`).ReplaceAll(text, []byte("[unit]\nscope = \""+scope+"\""))...)
}

func coded(text []byte) []byte {
	return regexp.MustCompile(`(?m)^\[unit\]$`).ReplaceAll(text, []byte("[unit]\ncode = \" 101001\""))
}

// A unit is counted once: neither beside another file of itself nor beside a
// department that adds it up, whether the department is merged or checked.
func TestUnitsCountOnce(t *testing.T) {
	texts := sample.Department(0, 3, false, false)
	m, _ := merged(t, texts, "行政单位")
	inner := filled(m.Unit) // names u1/unit.toml and so on, from where it stands
	alone := regexp.MustCompile(`(?m)^units = .*$`).ReplaceAll(inner, nil)
	for _, c := range []struct {
		name  string
		files map[string][]byte // what is read
		names []string
		where int
		fault finding.Severity
		want  string
	}{
		{"same unit", map[string][]byte{"a": texts[0], "b": again(texts[0], "")}, []string{"a", "b"}, 1, finding.Error, "是同一个单位"},
		{"same code", map[string][]byte{"a": coded(texts[0]), "b": coded(texts[1])}, []string{"a", "b"}, 1, finding.Error, "单位代码（101001）"},
		{"by path", map[string][]byte{"d": inner, "u1/unit.toml": texts[0], "u2/unit.toml": texts[1], "u3/unit.toml": texts[2]},
			[]string{"d", "u2/unit.toml"}, 1, finding.Error, "已经汇总在"},
		{"before it", map[string][]byte{"d": inner, "u1/unit.toml": texts[0], "u2/unit.toml": texts[1], "u3/unit.toml": texts[2]},
			[]string{"u2/unit.toml", "d"}, 0, finding.Error, "已经汇总在"},
		{"by text", map[string][]byte{"d": inner, "u1/unit.toml": texts[0], "u2/unit.toml": texts[1], "u3/unit.toml": texts[2], "copy": texts[1]},
			[]string{"d", "copy"}, 1, finding.Error, "已经汇总在"},
		{"a department", map[string][]byte{"d": alone}, []string{"d"}, 0, finding.Warning, "部门"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all []generator.Part
			for _, name := range c.names {
				all = append(all, generator.Part{Name: name, Data: c.files[name], Open: opener(c.files)})
			}
			made, err := generator.Merge(all, generator.MergeOptions{})
			if err != nil || (made.Unit == nil) != (c.fault == finding.Error) {
				t.Fatal(err, made.Findings)
			}
			said := func(list finding.List) bool {
				return slices.ContainsFunc(ofRule(list, "X-19"), func(f finding.Finding) bool {
					return f.Severity == c.fault && strings.Contains(f.Message, c.want)
				})
			}
			if !said(made.Findings[c.where]) {
				t.Errorf("merged: %v", made.Findings)
			}
			own := slices.Concat(fmt.Appendf(nil, "# 部门\nunits = [%s]\n", `"`+strings.Join(c.names, `", "`)+`"`), alone)
			found, err := generator.Check(own, generator.Options{Open: opener(c.files)})
			if err != nil {
				t.Fatal(err)
			}
			if !said(slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Path != fmt.Sprintf("units[%d]", c.where+1) })) {
				t.Errorf("checked: %v", found)
			}
		})
	}
	// A head office may be called as its department is.
	all, _ := parts([][]byte{texts[0], again(texts[0], "部门")})
	made, err := generator.Merge(all, generator.MergeOptions{})
	if err != nil || slices.ContainsFunc(made.Findings[1], func(f finding.Finding) bool { return strings.Contains(f.Message, "同一个单位") }) {
		t.Error(err, made.Findings)
	}
}

// Units that are still to be filled in are asked for, not looked for.
func TestUnitsToBeFilledIn(t *testing.T) {
	m, o := merged(t, sample.Department(0, 3, false, false), "行政单位")
	text := regexp.MustCompile(`(?m)^units = .*$`).ReplaceAll(filled(m.Unit), []byte(`units = ["待填：各单位的文件"]`))
	found, err := generator.Check(text, o)
	if err != nil || len(ofRule(found, "X-19")) > 0 || len(ofRule(found, "N-22")) != 1 {
		t.Error(err, found)
	}
}

// Units that use two template sets are not added up.
func TestUnitsOfTwoTemplateSets(t *testing.T) {
	texts := sample.Department(0, 2, false, false)
	texts[1] = append([]byte("template_set = \"other\"\n"), texts[1]...)
	set, err := fs.Sub(templates.FS, "xinjiang")
	if err != nil {
		t.Fatal(err)
	}
	sets := fstest.MapFS{}
	err = fs.WalkDir(set, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var data []byte
			data, err = fs.ReadFile(set, path)
			sets["xinjiang/"+path], sets["other/"+path] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: data}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, _ := parts(texts)
	m, err := generator.Merge(all, generator.MergeOptions{Options: generator.Options{Templates: sets}})
	if err != nil || m.Unit != nil || len(m.Findings[1]) != 1 || m.Findings[1][0].Path != "template_set" {
		t.Errorf("%v %v", err, m.Findings)
	}
}

// library is a unit in 万元, exact or rounded, whose 基本支出 by economic item is
// apart from that by subject.
const library = `amount_unit = "万元"
year = 2024
[unit]
name = "某县图书馆"
kind = "事业单位"
[overview]
duties = "借阅。"
[overview.staff]
in_service = { current = 10, last_year = 10 }
[overall]
last_year_total = 100.00
[appropriation]
last_year_total = 100.00
[general_budget]
initial_budget = 100.00
[[subjects]]
code = "2070104"
income = { appropriation = 100.00 }
spending = { basic = 100.00 }
appropriation = { basic = 100.00 }
last_year = 100.00
[basic_expenditure]
30101 = 90.00
30201 = 10.00
[operating_expenses]
last_year = 10.00
[review]
secrecy_reviewed = true
approved_by = "馆长"
`

func TestUnitsInYuanAndWan(t *testing.T) {
	yuan := string(read(t, "../examples/changji-gsl-2024/unit.toml"))
	exact := string(read(t, "../examples/tiny-2024/unit.toml"))
	apart := strings.Replace(library, "30101 = 90.00", "30101 = 90.01", 1)
	for _, c := range []struct {
		name, other string
		amountUnit  unit.AmountUnit // empty: refused
		said        string
	}{
		{"exact", exact, unit.Yuan, ""},
		{"rounded", library, unit.Yuan, "只精确到百元"},
		{"rounded, apart by rounding", apart, "", "不平"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, open := parts([][]byte{[]byte(yuan), []byte(c.other)})
			m, err := generator.Merge(all, generator.MergeOptions{Name: "一县文化局", Kind: "行政单位"})
			if err != nil || (m.Unit == nil) != (c.amountUnit == "") {
				t.Fatal(err, m.Findings)
			}
			if got := fmt.Sprint(m.Findings[1]); c.said == "" && len(m.Findings[1]) > 0 || !strings.Contains(got, c.said) {
				t.Error(got)
			}
			if m.Unit == nil {
				return
			}
			if u := loaded(t, filled(m.Unit)).Unit; u.AmountUnit != c.amountUnit {
				t.Errorf("in %s", u.AmountUnit)
			}
			found, err := generator.Check(filled(m.Unit), generator.Options{Open: open})
			if of := ofRule(found, "X-19"); err != nil || len(of) > 0 {
				t.Error(err, of)
			}
		})
	}
	all, _ := parts([][]byte{[]byte(library), []byte(strings.Replace(library, "某县图书馆", "某县博物馆", 1))})
	m, err := generator.Merge(all, generator.MergeOptions{Name: "一县文化局"})
	if err != nil || !strings.Contains(string(m.Unit), "amount_unit = \"万元\"") || !strings.Contains(string(m.Unit), "appropriation = 200.00 ") {
		t.Errorf("%v %v\n%s", err, m.Findings, m.Unit)
	}
}

// A department in 万元 may be apart from its units by the rounding of each; more
// is an error.
func TestRoundedDepartment(t *testing.T) {
	files := map[string][]byte{"a.toml": []byte(library), "b.toml": []byte(strings.Replace(library, "某县图书馆", "某县博物馆", 1))}
	for house, severity := range map[string]finding.Severity{"200.01": finding.Note, "200.02": finding.Error} {
		text := strings.NewReplacer(
			"amount_unit", "units = [\"a.toml\", \"b.toml\"]\namount_unit", "某县图书馆", "一县文化局",
			"kind =", "scope = \"部门\"\nkind =", "current = 10, last_year = 10", "current = 20, last_year = 20",
			"last_year_total = 100.00", "last_year_total = "+house, "initial_budget = 100.00", "initial_budget = "+house,
			"= 100.00", "= "+house, "30101 = 90.00", "30101 = 180.00", "30201 = 10.00", "30201 = 20.00", "last_year = 10.00", "last_year = 20.00",
		).Replace(library)
		found, err := generator.Check([]byte(text), generator.Options{Open: opener(files)})
		of := ofRule(found, "X-19")
		if err != nil || len(of) == 0 {
			t.Fatal(err, found)
		}
		for _, f := range of {
			if f.Severity != severity {
				t.Errorf("%s: %v", house, f)
			}
		}
		if severity == finding.Note && len(of) != 1 {
			t.Errorf("%v", of)
		}
	}
}

// What a file names as its units may be anything.
func TestHostileUnits(t *testing.T) {
	texts := sample.Department(0, 3, false, false)
	m, _ := merged(t, texts, "行政单位")
	d := filled(m.Unit)
	_, good := parts(texts)
	instead := func(name string, data []byte, err error) func(string) ([]byte, error) {
		return func(asked string) ([]byte, error) {
			if asked == name {
				return data, err
			}
			return good(asked)
		}
	}
	for _, c := range []struct {
		name  string
		units string
		open  func(string) ([]byte, error)
		want  string
	}{
		{"nothing to open with", "", nil, "不能读取其他文件"},
		{"missing", "", instead("u2/unit.toml", nil, fs.ErrNotExist), "找不到单位文件 u2/unit.toml"},
		{"folder", "", instead("u2/unit.toml", nil, syscall.EISDIR), "是文件夹"},
		{"forbidden", "", instead("u2/unit.toml", nil, fs.ErrPermission), "没有权限"},
		{"errors", "", instead("u2/unit.toml", []byte("甲"), nil), "有 1 个错误，第一个在第 1 行"},
		{"itself", "", instead("u2/unit.toml", d, nil), "就是本文件"},
		{"another twice", "", instead("u2/unit.toml", texts[0], nil), "与第 1 项"},
		{"other year", "", instead("u2/unit.toml", sample.Department(1, 3, false, false)[1], nil), "2020 年度"},
		{"one missing in the list", `units = ["u1/unit.toml", "u2/unit.toml"]`, good, "前者"},
		{"one more in the list", `units = ["u1/unit.toml", "u2/unit.toml", "u3/unit.toml", "u1/../u1/unit.toml"]`, good, "与第 1 项"},
		{"no text", `units = [1]`, good, ""},
		{"blank", `units = [""]`, good, "没有写文件名"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := d
			if c.units != "" {
				text = regexp.MustCompile(`units = \[.*\]`).ReplaceAll(d, []byte(c.units))
			}
			made, err := generator.Build(text, generator.Options{Open: c.open})
			if err != nil || len(made.Files) > 0 || !made.Findings.HasErrors() {
				t.Fatalf("%v %d files %v", err, len(made.Files), made.Findings)
			}
			if of := ofRule(made.Findings, "X-19"); c.want != "" && (len(of) == 0 || !strings.Contains(fmt.Sprint(of), c.want)) {
				t.Errorf("%v", made.Findings)
			}
		})
	}
}

// A unit that names its department as one of its own units does not lead
// around in a circle: what a unit names is looked at where it is checked itself,
// but for whether it is counted twice.
func TestCircleOfUnits(t *testing.T) {
	texts := sample.Department(0, 3, false, false)
	texts[1] = []byte(strings.Replace(string(texts[1]), "kind = ", "scope = \"部门\"\nkind = ", 1))
	m, _ := merged(t, texts, "行政单位")
	d := filled(m.Unit)
	circle := []byte("units = [\"../department.toml\", \"../u3/unit.toml\"]\n" + string(texts[1]))
	asked := map[string]int{}
	files := map[string][]byte{
		"u1/unit.toml": texts[0], "u2/unit.toml": circle, "u3/unit.toml": texts[2],
		"../department.toml": d, "../u3/unit.toml": texts[2],
	}
	open := func(name string) ([]byte, error) {
		asked[name]++
		return opener(files)(name)
	}
	found, err := generator.Check(d, generator.Options{Open: open})
	of := ofRule(found, "X-19")
	if err != nil || len(of) != 2 || of[0].Severity != finding.Warning || !strings.Contains(of[1].Message, "已经汇总在") {
		t.Errorf("%v %v", err, of)
	}
	if want := map[string]int{"u1/unit.toml": 1, "u2/unit.toml": 1, "u3/unit.toml": 2, "department.toml": 1}; !maps.Equal(asked, want) {
		t.Errorf("%v", asked)
	}
	if found, err = generator.Check(circle, generator.Options{Open: open}); err != nil || len(ofRule(found, "X-19")) == 0 {
		t.Errorf("%v %v", err, found)
	}
}

// What a unit leaves to last year's file is in its department's: also a subject
// that this year has nothing of.
func TestUnitsThatNameLastYears(t *testing.T) {
	before := strings.NewReplacer("year = 2024", "year = 2023",
		"[basic_expenditure]", "[[subjects]]\ncode = \"2080502\"\nincome = { appropriation = 7.00 }\nspending = { project = 7.00 }\nappropriation = { project = 7.00 }\nlast_year = 7.00\n[basic_expenditure]",
		"initial_budget = 100.00", "initial_budget = 107.00", "last_year_total = 100.00", "last_year_total = 107.00",
	).Replace(library)
	lines := strings.NewReplacer("last_year_total = 100.00\n", "", "last_year = 100.00\n", "", "last_year = 10.00\n", "",
		"year = 2024", "year = 2024\nlast_year = \"../before/unit.toml\"",
		"[overall]\n", "[overall]\nchange_reason = \"专项补助上年已经结束，本年没有安排。\"\n",
		"[appropriation]\n", "[appropriation]\nchange_reason = \"上年一次性的离退休补助不再安排。\"\n").Replace(library)
	part := generator.Part{Name: "now/unit.toml", Data: []byte(lines), Open: opener(map[string][]byte{"../before/unit.toml": []byte(before)})}
	m, err := generator.Merge([]generator.Part{part}, generator.MergeOptions{Name: "一县文化局", Kind: "事业单位"})
	if err != nil || m.Unit == nil {
		t.Fatal(err, m.Findings)
	}
	d := loaded(t, filled(m.Unit)).Unit
	gone := d.Subjects[len(d.Subjects)-1]
	if gone.Code != "2080502" || !gone.LastYear.Equal(decimal.NewFromInt(70000)) || !d.Overall.LastYearTotal.Equal(decimal.NewFromInt(1070000)) {
		t.Errorf("%+v", d.Subjects)
	}
	open := opener(map[string][]byte{"now/unit.toml": []byte(lines), "before/unit.toml": []byte(before)})
	made, err := generator.Build(filled(m.Unit), generator.Options{Open: open})
	if err != nil || len(made.Files) != 2 || len(ofRule(made.Findings, "X-19")) > 0 {
		t.Errorf("%v %v", err, made.Findings)
	}
	if len(made.Inputs) != 2 || made.Inputs[1].Name != "before/unit.toml" {
		t.Errorf("%+v", made.Inputs)
	}
}
