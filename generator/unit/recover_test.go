package unit

import (
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// Every fault is found in one run, at its place, with nothing that follows
// from another, and the figures can be compared all the same.
func TestOneRunFindsAllAndRecovers(t *testing.T) {
	text := `amount_unt = "万元"
year = "2024年"
year = 2023
[unit]
name = "某县财政局"
kind = "行政"
[overvew]
duties = "管理财政。"
offices = "办公室"
[overvew.staff]
in_servce = { current = 1 }
[overall]
last_year_total = "1,234.56"
[appropriation]
goods = 3
[genral_budget]
[operating_expenses]
[[subjects]]
code = 2012801
incom = { aprpopriation = 1, other = "2万元" }
[[subject]]
code = "2012802"
last_yaer = 12.3456789
`
	f, findings := Load([]byte(text))
	var got []string
	for _, x := range findings {
		got = append(got, x.Rule+" "+x.Place.String()+" "+x.Path)
	}
	want := []string{
		"U-03 1:1 amount_unt", "U-04 2:8 year", "U-02 3:1 ", "U-04 6:8 unit.kind", "U-03 7:2 overvew",
		"U-04 9:11 overview.offices", "U-03 11:1 overview.staff.in_servce", "U-04 13:19 overall.last_year_total",
		"U-03 15:1 appropriation.goods", "U-03 16:2 genral_budget", "U-04 19:8 subjects[1].code", "U-03 20:1 subjects[1].incom",
		"U-03 20:11 subjects[1].income.aprpopriation", "U-04 20:38 subjects[1].income.other", "U-03 21:3 subject",
		"U-03 23:1 subjects[2].last_yaer", "V-05 23:1 subjects[2].last_year",
	}
	if !slices.Equal(got, want) {
		t.Errorf("得到 %s\n应为 %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	u := f.Unit
	for name, pair := range map[string][2]string{
		"单位":  {string(u.AmountUnit), "万元"},
		"性质":  {string(u.Identity.Kind), "行政单位"},
		"机构":  {strings.Join(u.Overview.Offices, " "), "办公室"},
		"上年":  {u.Overall.LastYearTotal.String(), "12345600"},
		"货物":  {u.Procurement.Goods.String(), "30000"},
		"科目":  {u.Subjects[0].Code, "2012801"},
		"拨款":  {u.Subjects[0].Income.Appropriation.String(), "10000"},
		"其他":  {u.Subjects[0].Income.Other.String(), "20000"},
		"上年数": {u.Subjects[1].LastYear.String(), "123456.79"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s读成 %s，应为 %s", name, pair[0], pair[1])
		}
	}
	if !f.Whole || u.Year != 2024 || u.Overview.Staff.InService.Current != 1 {
		t.Errorf("数字齐全：%v，年度 %d", f.Whole, u.Year)
	}
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		whole          bool
	}{
		{"没有问题", "", "", true},
		{"缺文字", "duties = \"管理财政。\"\n", "", true},
		{"缺年度", "year = 2024\n", "", true},
		{"缺必填的表", "[overall]\n", "", false},
		{"缺金额单位", "amount_unit = \"元\"\n", "", false},
		{"没有的金额单位", `"元"`, `"千元"`, false},
		{"金额单位带空格", `"元"`, `" 元"`, true},
		{"写错的键", "duties", "dutes", true},
		{"写错的表名", "[overall]", "[overal]", true},
		{"不认得的键", "[overall]", "[overall]\ntelephone = 1", false},
		{"不认得的表", "[overall]", "[telephone]\na = 1\n[overall]", false},
		{"别的表的键", "[overall]", "[overall]\ngoods = 1", true},
		{"重复的键", "year = 2024", "year = 2024\nyear = 2024", true},
		{"重复的表", "[overall]", "[overall]\n[overall]", true},
		{"有千分位逗号的金额", "[overall]", "[overall]\nlast_year_total = \"1,000\"", true},
		{"读不出的金额", "[overall]", "[overall]\nlast_year_total = \"一千\"", false},
		{"没有填的金额", "[overall]", "[overall]\nlast_year_total = \"\"", false},
		{"读不出的人数", "current = 1", "current = \"一\"", false},
		{"没有的单位性质", "行政单位", "企业", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, findings := Load([]byte(strings.Replace(minimal, c.old, c.new, 1)))
			if f.Whole != c.whole || len(findings) > 1 {
				t.Errorf("得到 %v，%v", f.Whole, findings)
			}
		})
	}
}

func TestFileIsNilOnlyWhereNothingCanBeRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		read       bool
	}{
		{"空文件", "", true},
		{"什么都不认得", "a = 1\n[b]\nc = 2\n", true},
		{"重复的键", minimal + "[overall]\n[overall]\n", true},
		{"不是 TOML", minimal + "a = 1,000\n", false},
		{"GBK", "# \xb5\xa5\n", false},
		{"xlsx", "PK\x03\x04", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, findings := Load([]byte(c.text))
			if (f != nil) != c.read || !findings.HasErrors() {
				t.Errorf("得到 %v，%v", f, findings)
			}
		})
	}
}

func TestPlacesInsideTheFilesTexts(t *testing.T) {
	text := strings.Replace(minimal, `duties = "管理财政。"`, "duties = \"\"\"\n一\n二\n三\n四\n五\n六\n七\n八\n九\n十、负责绩效。\n\"\"\"\noffices = [\"办公室\", \"预算科\",\n  \"国库科\"]", 1)
	f := mustLoad(t, text)
	for _, c := range []struct {
		name, path, piece string
		place             finding.Place
	}{
		{"第十行", "overview.duties", "绩效", finding.Place{Line: 17, Column: 5}},
		{"列表的项", "overview.offices[2]", "算", finding.Place{Line: 19, Column: 21}},
		{"次行的项", "overview.offices[3]", "国库科", finding.Place{Line: 20, Column: 4}},
		{"没有的字", "overview.offices[3]", "人事", finding.Place{Line: 20, Column: 3}},
		{"不是文字", "overview.staff", "人", finding.Place{Line: 21, Column: 11}},
		{"没有的路径", "overview.subordinate_units[1]", "人", finding.Place{Line: 6, Column: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := f.AtText(c.path, c.piece); got != c.place {
				t.Errorf("在 %v，应为 %v", got, c.place)
			}
		})
	}
	if got, want := f.At("overview.offices[2]"), (finding.Place{Line: 19, Column: 19}); got != want {
		t.Errorf("在 %v，应为 %v", got, want)
	}
}
