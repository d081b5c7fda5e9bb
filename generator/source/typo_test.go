package source

import (
	"strings"
	"testing"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       int
	}{
		{"相同", "goods", "goods", 0},
		{"少一个", "gods", "goods", 1},
		{"多一个", "gooods", "goods", 1},
		{"换一个", "goads", "goods", 1},
		{"换位", "ogods", "goods", 1},
		{"末尾换位", "goosd", "goods", 1},
		{"两次换位", "ogosd", "goods", 2},
		{"换位又改", "oga", "goa", 1},
		{"同一处只算一次换位", "ca", "abc", 3},
		{"空的", "", "own", 3},
		{"不相干", "works", "goods", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, back := Distance(c.a, c.b), Distance(c.b, c.a); got != c.want || back != c.want {
				t.Errorf("得到 %d 和 %d，应为 %d", got, back, c.want)
			}
		})
	}
}

type funding struct {
	Own  int `toml:"own"`
	Goal int `toml:"goal"`
	Term int `toml:"term"`
}

type level struct {
	Level1 string   `toml:"level1"`
	Level2 string   `toml:"level2"`
	Level3 string   `toml:"level3"`
	Lists  []string `toml:"lists"`
	List   string   `toml:"list"`
}

type shop struct {
	Goods int `toml:"goods"`
	Works int `toml:"works"`
	Sold  sub `toml:"sold"`
}

type sub struct {
	Amount int   `toml:"amount"`
	Level  level `toml:"level"`
}

type book struct {
	Year     int              `toml:"year"`
	Funding  funding          `toml:"funding"`
	Shop     shop             `toml:"shop"`
	Levels   []level          `toml:"levels"`
	Projects []project        `toml:"projects"`
	Overview overview         `toml:"overview"`
	Codes    map[string]int   `toml:"codes"`
	Other    *funding         `toml:"other"`
	More     map[string]level `toml:"more"`
}

type project struct {
	Name       string  `toml:"name"`
	Indicators []level `toml:"indicators"`
	Paid       funding `toml:"paid"`
}

type overview struct {
	Duties string  `toml:"duties"`
	Staff  funding `toml:"staff"`
}

// Each case is a text with one unknown key, and what is made of it.
func TestUnknownKeys(t *testing.T) {
	for _, c := range []struct {
		name, text    string
		place, remedy string
		lost          bool
		values        map[string]string // of paths, after the decoding
	}{
		{"短键少一个字母", "[funding]\non = 5", "2:1", "是否想写 own？", false, map[string]string{"funding.own": "5"}},
		{"短键换位", "[funding]\nonw = 5", "2:1", "是否想写 own？", false, map[string]string{"funding.own": "5"}},
		{"短键重一个字母", "[funding]\ntterm = 5", "2:1", "是否想写 term？", false, map[string]string{"funding.term": "5"}},
		{"短键大小写", "[funding]\nGoal = 5", "2:1", "是否想写 goal？", false, map[string]string{"funding.goal": "5"}},
		{"表名大小写", "[Funding]\ngoal = 5", "1:2", "是否想写 funding？", false, map[string]string{"funding.goal": "5"}},
		{"一样近的几个，取没有写过的", "[[levels]]\nlevel1 = \"一\"\nlevel3 = \"三\"\nlevle = \"二\"", "4:1", "是否想写 level2？", false, map[string]string{"levels[1].level2": "二"}},
		{"一样近的几个，取前面的", "[[levels]]\nlevel = \"一\"", "2:1", "是否想写 level1？", false, map[string]string{"levels[1].level1": "一"}},
		{"值是列表，取列表的键", "[[levels]]\nlistt = [\"一\"]", "2:1", "是否想写 lists？", false, map[string]string{"levels[1].lists[1]": "一"}},
		{"想写的键已经写过", "year = 1\nyeer = 2", "2:1", "是否想写 year？这里已经写过 year", true, map[string]string{"year": "1"}},
		{"属于别的表", "year = 2024\n[funding]\ngoods = 3", "3:1", "goods 属于 [shop]，请移到那里", false, map[string]string{"shop.goods": "3"}},
		{"属于最外层", "[funding]\nyear = 3", "2:1", "year 属于 文件最外层，请移到那里", false, map[string]string{"year": "3"}},
		{"那里已经写过", "[shop]\ngoods = 1\n[funding]\ngoods = 3", "4:1", "goods 属于 [shop]", true, map[string]string{"shop.goods": "1"}},
		{"属于成组的表", "[shop]\nname = 1", "2:1", "name 属于 [[projects]]，请移到那里", true, nil},
		{"属于几个表，近的在前", "[[projects]]\nown = 1", "2:1", "own 属于 [[projects]] 的 paid、[funding]、[overview.staff] 等表", true, nil},
		{"正好是别的表的键，胜过这里不太像的", "[overview]\nlevels = []", "2:1", "levels 属于 文件最外层", false, nil},
		{"别的表里有像的", "[shop]\ndutie = \"一\"", "2:1", "是否想写 duties？duties 属于 [overview]", true, nil},
		{"不相干", "telephone = 1", "1:1", "请核对键名", true, nil},
		{"很长的键", strings.Repeat("k", 200) + " = 1", "1:1", "请核对键名", true, nil},
		{"带点的键", "[overview]\nstaf.own = 1\nstaff.goal = 2", "2:1", "是否想写 staff？", false, map[string]string{"overview.staff.own": "1", "overview.staff.goal": "2"}},
		{"带点的键的后一段", "funding.onw = 1", "1:9", "是否想写 own？", false, map[string]string{"funding.own": "1"}},
		{"行内表的键", "funding = { own = 1, gaol = 2 }", "1:22", "是否想写 goal？", false, map[string]string{"funding.goal": "2"}},
		{"指针下的键", "[other]\nonw = 1", "2:1", "是否想写 own？", false, map[string]string{"other.own": "1"}},
		{"表名的前一段", "[overvew.staff]\nown = 1\n[overview]\nduties = \"一\"", "1:2", "是否想写 overview？", false, map[string]string{"overview.staff.own": "1", "overview.duties": "一"}},
		{"表名的后一段", "[overview.staf]\nown = 1", "1:11", "是否想写 staff？", false, map[string]string{"overview.staff.own": "1"}},
		{"表名", "[fundnig]\nown = 1", "1:2", "是否想写 funding？", false, map[string]string{"funding.own": "1"}},
		{"表名已经写过", "[funding]\nown = 1\n[fundng]\ngoal = 2", "3:2", "是否想写 funding？这里已经写过", true, map[string]string{"funding.own": "1"}},
		{"成组的表，夹在中间", "[[levels]]\nlevel1 = \"一\"\n[[level]]\nlevel1 = \"二\"\n[[levels]]\nlevel1 = \"三\"", "3:3", "是否想写 levels？", false,
			map[string]string{"levels[1].level1": "一", "levels[2].level1": "二", "levels[3].level1": "三"}},
		{"成组的表下面的表", "[[projects]]\nname = \"一\"\n[[projects.indicator]]\nlevel1 = \"甲\"\n[[projects]]\nname = \"二\"\n[[projects.indicators]]\nlevel1 = \"乙\"", "3:12", "是否想写 indicators？", false,
			map[string]string{"projects[1].indicators[1].level1": "甲", "projects[2].indicators[1].level1": "乙"}},
		{"成组的表的前一段", "[[projects]]\n[[projects.indicators]]\nlevel1 = \"甲\"\n[[project.indicators]]\nlevel1 = \"乙\"\n[[projects]]\n[[projects.indicators]]\nlevel1 = \"丙\"", "4:3", "是否想写 projects？", false,
			map[string]string{"projects[1].indicators[2].level1": "乙", "projects[2].indicators[1].level1": "丙"}},
		{"第一组的表名", "[[projets]]\nname = \"一\"\n[[projects.indicators]]\nlevel1 = \"甲\"\n[[projects]]\nname = \"二\"", "1:3", "是否想写 projects？", false,
			map[string]string{"projects[1].name": "一", "projects[1].indicators[1].level1": "甲", "projects[2].name": "二"}},
		{"表名少了前一段", "[staff]\nown = 1", "1:2", "staff 属于 [overview]，请移到那里", false, map[string]string{"overview.staff.own": "1"}},
		{"不相干的表名", "[telephone]\nown = 1", "1:2", "请核对键名", true, nil},
		{"对照表的值里", "[more.a]\nlevle1 = \"一\"", "2:1", "是否想写 level1？", false, map[string]string{"more.a.level1": "一"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b book
			root, findings := Read([]byte(c.text), &b)
			if len(findings) != 1 {
				t.Fatalf("想要一个问题，得到 %v", findings)
			}
			f := findings[0]
			if f.Rule != RuleKey || f.Place.String() != c.place || !strings.HasPrefix(f.Remedy, c.remedy) {
				t.Errorf("得到 %s 在 %s：%s", f.Rule, f.Place, f.Remedy)
			}
			if root.Lost() != c.lost {
				t.Errorf("有没有读出的：%v", root.Lost())
			}
			for path, want := range c.values {
				if n, found := root.find(path); !found || n.Text != want {
					t.Errorf("%s 应为 %s", path, want)
				}
			}
		})
	}
}

// A header that is there many times is misspelt once.
func TestRepeatedHeadersAreToldOnce(t *testing.T) {
	for _, c := range []struct {
		name, text, message string
		rows                int
	}{
		{"写错的成组的表", strings.Repeat("[[level]]\nlevel1 = \"一\"\n", 3), "没有 \"level\" 这个表（共 3 处）", 3},
		{"少了一层方括号", strings.Repeat("[levels]\nlevel1 = \"一\"\n", 3), "应当是列表，写的是表（共 3 处）", 3},
		{"两样都有", strings.Repeat("[level]\nlevel1 = \"一\"\n", 1) + "[[levels]]\n", "没有 \"level\" 这个表", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b book
			root, findings := Read([]byte(c.text), &b)
			if len(b.Levels) != c.rows || root.Lost() {
				t.Errorf("有 %d 组，应有 %d 组", len(b.Levels), c.rows)
			}
			told := 0
			for _, f := range findings {
				if strings.HasSuffix(f.Message, c.message) {
					told++
				}
			}
			if told != 1 || len(findings) > 2 {
				t.Errorf("得到 %v", findings)
			}
		})
	}
}

func TestReadFindsEverythingInOrder(t *testing.T) {
	var b book
	root, findings := Read([]byte("yaer = \"2024年\"\n[[level]]\nlevel1 = 1\nlevel1 = 2\n[fundin]\nown = 1.5\non = 3\n[shop]\ngods = [1]\n"), &b)
	var got []string
	for _, f := range findings {
		got = append(got, f.Rule+" "+f.Place.String()+" "+f.Path)
	}
	want := "U-03 1:1 yaer, U-04 1:8 year, U-03 2:3 level, U-04 3:10 levels[1].level1, U-02 4:1 , U-03 5:2 fundin, " +
		"U-04 6:7 funding.own, U-03 7:1 funding.on, U-03 9:1 shop.gods, U-04 9:1 shop.goods"
	if strings.Join(got, ", ") != want {
		t.Errorf("得到 %s\n应为 %s", strings.Join(got, ", "), want)
	}
	if b.Year != 2024 || len(b.Levels) != 1 || b.Levels[0].Level1 != "1" || !root.Lost() {
		t.Errorf("读成 %+v", b)
	}
}
