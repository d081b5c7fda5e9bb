package check

import "strings"

// A ruleCase is the published example, or the text in base, with some pieces
// replaced. Where at is not empty, the rule must fire there once, and the
// message must hold each of holds; otherwise it must not fire.
type ruleCase struct {
	rule, name string
	base       string
	edits      []string
	at         string
	holds      []string
}

const (
	unitName   = `name = "昌吉回族自治州工商业联合会"`
	lastCode   = `code = "2299999"`
	vehicleRow = `operation = { outturn = 21500.00, budget = 21500.00, last_year = 21500.00 }`
)

// fundSubject is a subject of 政府性基金, spent and received as given.
func fundSubject(income, spent string) string {
	return "[[subjects]]\ncode = \"2120803\"\nname = \"城市建设支出\"\ngroup_name = \"国有土地使用权出让收入安排的支出\"\nfund = \"政府性基金预算\"\n" +
		"income = { appropriation = " + income + " }\nspending = { project = " + spent + " }\nappropriation = { project = " + spent + " } # 基金\n" +
		"last_year = 0\nchange_reason = \"本年新增城市建设项目。\"\n[basic_expenditure]"
}

// newUnit is small without last year.
var newUnit = strings.NewReplacer("year = 2024", "year = 2024\nnew_unit = true", "last_year_total = 100.00", "",
	"last_year = 100.00", "", "last_year = 10.00", "", ", last_year = 1", "").Replace(small)

func long(n int) string { return `name = "` + strings.Repeat("长", n) + `"` }

var ruleCases = []ruleCase{
	{rule: "U-06", name: "太早", edits: []string{"\nyear = 2024", "\nyear = 1999"}, at: "\nyear = 1999", holds: []string{"1999"}},
	{rule: "U-06", name: "太晚", edits: []string{"\nyear = 2024", "\nyear = 2101"}, at: "\nyear = 2101", holds: []string{"2101"}},
	{rule: "U-06", name: "两千年", edits: []string{"\nyear = 2024", "\nyear = 2000"}},

	{rule: "N-22", name: "不印出的文字还没有填写", edits: []string{`approved_by = "单位主要负责人"`, `approved_by = "待填：审签的负责人"`}, at: "待填：审签", holds: []string{"待填"}},
	{rule: "N-22", name: "科目编码还没有填写", edits: []string{lastCode, `code = "待填：编码"`}, at: "待填：编码", holds: []string{"待填"}},
	{rule: "T02-4", name: "还没有填写", edits: []string{lastCode, `code = "待填：编码"`}},
	{rule: "N-16", name: "还没有填写", edits: []string{`offices = ["工商联办公室"`, `offices = ["待填：名称，依次列举"`}},

	{rule: "U-07", name: "斜线", edits: []string{unitName, `name = "文化局/旅游局"`}, at: `name = "文化局/旅游局"`, holds: []string{"'/'"}},
	{rule: "U-07", name: "换行", edits: []string{unitName, `name = "文化局\n旅游局"`}, at: `name = "文化局\n旅游局"`, holds: []string{"文件名"}},
	{rule: "U-07", name: "太长", edits: []string{unitName, long(61)}, at: long(61), holds: []string{"61", "60"}},
	{rule: "U-07", name: "后面有空格", edits: []string{unitName, `name = "文化局 "`}, at: `name = "文化局 "`, holds: []string{"空格"}},
	{rule: "U-07", name: "以点开头", edits: []string{unitName, `name = "..文化局"`}, at: `name = "..文化局"`, holds: []string{"点"}},
	{rule: "U-07", name: "设备名", edits: []string{unitName, `name = "con"`}, at: `name = "con"`, holds: []string{"con"}},
	{rule: "U-07", name: "刚好六十个字", edits: []string{unitName, long(60)}},
	{rule: "U-07", name: "全角括号和空格在中间", edits: []string{unitName, `name = "文化局（旅游 局）"`}},

	{rule: "U-08", name: "不可见的字符", edits: []string{`office_term = "科室"`, `office_term = "科\u200b室"`}, at: "office_term", holds: []string{"第 2 个字符", "U+200B"}},
	{rule: "U-08", name: "制表符", edits: []string{`office_term = "科室"`, `office_term = "科\t室"`}, at: "office_term", holds: []string{"U+0009"}},
	{rule: "U-08", name: "分行符", edits: []string{`office_term = "科室"`, `office_term = "科\u2028室"`}, at: "office_term", holds: []string{"U+2028"}},
	{rule: "U-08", name: "字体没有的字", edits: []string{`other_use = "一般公务用车"`, `other_use = "𠮷用车"`}, at: "other_use", holds: []string{"第 1 个字符", "𠮷", "U+20BB7"}},
	{rule: "U-08", name: "分段", edits: []string{`office_term = "科室"`, `office_term = "科\n室\r\n"`}},

	{rule: "T02-4", name: "六位", edits: []string{`code = "2013299"`, `code = "201329"`}, at: `code = "201329"`, holds: []string{"201329", "项级"}},
	{rule: "T02-4", name: "款级", edits: []string{`code = "2013299"`, `code = "20132"`}, at: `code = "20132"`, holds: []string{"20132"}},
	{rule: "T02-4", name: "有汉字", edits: []string{`code = "2013299"`, `code = "201329九"`}, at: `code = "201329九"`, holds: []string{"201329九"}},
	{rule: "T02-4", name: "重复", edits: []string{`code = "2012802"`, `code = "2012850"`, "code = \"2012850\"                          # 民主党派及工商联事务 事业运行", "code = \"2012850\" # 又"}, at: `code = "2012850" # 又`, holds: []string{"2012850", "第 2 个科目"}},
	{rule: "T02-4", name: "没有的类", edits: []string{lastCode, `code = "2990101"`}, at: `code = "2990101"`, holds: []string{"没有 299 这一类"}},
	{rule: "T02-4", name: "收入科目", edits: []string{lastCode, `code = "1030101"`}, at: `code = "1030101"`, holds: []string{"1030101"}},
	{rule: "T02-4", name: "没有名称", edits: []string{lastCode, "code = \"2012877\""}, at: `code = "2012877"`, holds: []string{"2012877", "名称"}},
	{rule: "T02-4", name: "自己写名称", edits: []string{lastCode, "code = \"2012877\"\nname = \"新的科目\""}},
	{rule: "T02-4", name: "两种资金的同一编码", edits: []string{"[basic_expenditure]", fundSubject("1.00", "1.00"), `code = "2012899"`, `code = "2120803"` + "\nname = \"城市建设支出\"\ngroup_name = \"国有土地使用权出让收入安排的支出\""}},

	{rule: "V-07", name: "另一个名称", edits: []string{lastCode, lastCode + "\nname = \"别的支出\""}, at: `name = "别的支出"`, holds: []string{"2299999", "别的支出", "其他支出"}},
	{rule: "V-07", name: "同一个名称", edits: []string{lastCode, lastCode + "\nname = \"其他支出\""}},

	{rule: "T06-4", name: "类级", edits: []string{"30299 = 7254.00", "302 = 7254.00"}, at: "302 = 7254.00", holds: []string{"302", "款级"}},
	{rule: "T06-4", name: "没有的款", edits: []string{"30299 = 7254.00", "30298 = 7254.00"}, at: "30298 = 7254.00", holds: []string{"30298"}},
	{rule: "T06-4", name: "功能分类编码", edits: []string{"30299 = 7254.00", "2012801 = 7254.00"}, at: "2012801 = 7254.00", holds: []string{"2012801"}},
	{rule: "T06-5", name: "不属于基本支出", edits: []string{"30299 = 7254.00", "30901 = 7254.00"}, at: "30901 = 7254.00", holds: []string{"30901", "309", "资本性支出（基本建设）", "不属于基本支出"}},
	{rule: "T06-4", name: "零的款", edits: []string{"30299 = 7254.00", "30299 = 7254.00\n39999 = 0.00"}},

	{rule: "X-11", name: "财政拨款多一分", edits: []string{"spending = { basic = 490147.64 }", "spending = { basic = 490147.63 }"}, at: "appropriation = { basic = 490147.64 }\nlast_year", holds: []string{"2012850", "490147.64", "490147.63", "0.01"}},
	{rule: "U-14", name: "一般公共预算的年初数", edits: []string{lastCode, lastCode + "\nopening = 5.00"}, at: "opening = 5.00", holds: []string{"年初结转和结余"}},
	{rule: "X-11", name: "总支出多一分", edits: []string{"spending = { basic = 490147.64 }", "spending = { basic = 490147.65 }"}},

	{rule: "U-13", name: "上年数也没有写", edits: []string{"last_year = 60000.00", ""}, at: `code = "2013299"`, holds: []string{"2013299 其他组织事务支出", "没有任何金额"}},
	{rule: "U-13", name: "只有编码", edits: []string{"[basic_expenditure]", "[[subjects]]\ncode = \"2080801\"\n[basic_expenditure]"}, at: `code = "2080801"`, holds: []string{"2080801"}},
	{rule: "U-13", name: "只有上年数"},

	{rule: "U-14", name: "没有写资金性质", edits: []string{"[basic_expenditure]", strings.Replace(fundSubject("1.00", "1.00"), "fund = \"政府性基金预算\"\n", "", 1)}, at: `code = "2120803"`, holds: []string{"2120803", "属于政府性基金预算", "一般公共预算"}},
	{rule: "U-14", name: "写了资金性质", edits: []string{"[basic_expenditure]", fundSubject("1.00", "1.00")}},

	{rule: "V-02", name: "货物", edits: []string{"goods = 29900.00", "goods = -0.01"}, at: "goods = -0.01", holds: []string{"-0.01元"}},
	{rule: "V-02", name: "科目的收入", edits: []string{"other = 1210.00", "other = -1210.00"}, at: "other = -1210.00", holds: []string{"-1210.00元"}},
	{rule: "V-02", name: "零", edits: []string{"goods = 29900.00", "goods = -0.00"}},

	{rule: "T01-7", name: "一般公共预算少一分", edits: []string{"income = { appropriation = 490147.64 }", "income = { appropriation = 490147.63 }"}, at: "[carry_over]", holds: []string{"-0.01元"}},
	{rule: "T01-7", name: "政府性基金少一分", edits: []string{"[basic_expenditure]", fundSubject("1.00", "1.01")}, at: "appropriation = { project = 1.01 } # 基金", holds: []string{"2120803", "-0.01元"}},
	{rule: "T01-7", name: "刚好用完", edits: []string{"[basic_expenditure]", fundSubject("1.01", "1.01")}},

	{rule: "X-10", name: "多一分", edits: []string{"30299 = 7254.00", "30299 = 7254.01"}, at: "[basic_expenditure]", holds: []string{"2512320.01元", "2512320.00元", "多0.01元"}},
	{rule: "X-10", name: "少一分", edits: []string{"30299 = 7254.00", "30299 = 7253.99"}, at: "[basic_expenditure]", holds: []string{"2512319.99元", "2512320.00元", "少0.01元"}},
	{rule: "X-10", name: "两款之间移动", edits: []string{"30299 = 7254.00", "30299 = 7254.01", "30201 = 18650.20", "30201 = 18650.19"}},
	{rule: "X-10", name: "有不认识的科目时不比较", edits: []string{"30299 = 7254.00", "30298 = 7255.00"}},
	{rule: "X-10", name: "没有四舍五入的万元", base: strings.NewReplacer("30101 = 90.00", "30101 = 90.0001", "30201 = 10.00", "30201 = 10.0001", "basic = 100.00", "basic = 100.0001", "appropriation = 100.00", "appropriation = 100.0001").Replace(small), at: "[basic_expenditure]", holds: []string{"100.0002万元", "多0.0001万元"}},
	{rule: "X-10", name: "超过尾数", base: edited(small, "30201 = 10.00", "30201 = 10.03"), at: "[basic_expenditure]", holds: []string{"100.03万元", "100.00万元", "多0.03万元"}},

	{rule: "X-12", name: "少一分", edits: []string{"opening_other = 490280.00", "opening_other = 34769.99"}, at: "[carry_over]", holds: []string{"多0.01元"}},
	{rule: "X-12", name: "刚好用完", edits: []string{"opening_other = 490280.00", "opening_other = 34770.00"}},

	{rule: "N-04", name: "收支总计", edits: []string{"last_year_total = 4428310.00", ""}, at: "\n[overall]", holds: []string{"上年收入支出总计"}},
	{rule: "N-04", name: "财政拨款总计", edits: []string{"last_year_total = 3164791.00", ""}, at: "\n[appropriation]", holds: []string{"上年财政拨款收入支出总计"}},
	{rule: "N-04", name: "机关运行经费", edits: []string{"last_year = 225180.00", ""}, at: "[operating_expenses]", holds: []string{"机关运行经费"}},
	{rule: "N-04", name: "科目", edits: []string{"last_year = 442815.00\n", "# 没有上年数\n"}, at: "[[subjects]]\ncode = \"2012850\"", holds: []string{"上年财政拨款支出决算数"}},
	{rule: "N-04", name: "公务接待费", edits: []string{", last_year = 600.00", ""}, at: "cost = { outturn = 1285.00", holds: []string{"上年决算数"}},
	{rule: "N-04", name: "没有支出的购置费", edits: []string{"purchase = { outturn = 0.00, budget = 0.00, last_year = 0.00 }", "purchase = { outturn = 0.00 }"}},
	{rule: "N-04", name: "新成立的单位", base: newUnit},
	{rule: "N-04", name: "新成立的单位有上年数", base: edited(newUnit, "[appropriation]", "[appropriation]\nlast_year_total = 1.00"), at: "last_year_total = 1.00", holds: []string{"1.00万元"}},
	{rule: "N-04", name: "上年人数", edits: []string{"current = 4, last_year = 5", "current = 4"}, at: "retired = { current = 4", holds: []string{"退休人员"}},

	{rule: "U-11", name: "一般公共预算", edits: []string{"initial_budget = 2866123.00", ""}, at: "[general_budget]", holds: []string{"一般公共预算财政拨款年初预算数"}},
	{rule: "U-11", name: "公务接待费", edits: []string{"budget = 1285.00, ", ""}, at: "cost = { outturn = 1285.00", holds: []string{"公务接待费全年预算数"}},
	{rule: "U-11", name: "政府性基金", edits: []string{"[basic_expenditure]", fundSubject("1.00", "1.00"), "[procurement]", "[government_fund]\nlast_year_total = 0\n[procurement]"}, at: "[government_fund]", holds: []string{"政府性基金预算财政拨款年初预算数"}},
	{rule: "U-11", name: "自评表的全年预算", edits: []string{"own = { initial = 2807600.00, full_year = 2919000.00,", "own = { initial = 2807600.00,"}, at: "own = { initial = 2807600.00,", holds: []string{"本级资金全年预算数"}},
	{rule: "U-11", name: "小微企业", edits: []string{"small_micro = 198900.00 ", "# "}, at: "[procurement]", holds: []string{"小微企业"}},
	{rule: "U-11", name: "没有支出的购置费", edits: []string{"purchase = { outturn = 0.00, budget = 0.00, last_year = 0.00 }", "purchase = { outturn = 0.00 }"}},

	{rule: "C-01", name: "差一分", edits: []string{"[procurement]", "[control]\ntotal = 3409280.01\n[procurement]"}, at: "total = 3409280.01", holds: []string{"收入支出总计", "3409280.01元", "3409280.00元", "多0.01元"}},
	{rule: "C-01", name: "人员经费", edits: []string{"[procurement]", "[control]\nbasic_personnel = 1\n[procurement]"}, at: "basic_personnel = 1", holds: []string{"人员经费合计", "1.00"}},
	{rule: "C-01", name: "没有的控制数", edits: []string{"[procurement]", "[control]\ntotals = 1\n[procurement]"}, at: "totals = 1", holds: []string{"totals"}},
	{rule: "C-01", name: "没有写的科目", edits: []string{"[procurement]", "[control]\nspending_2080599 = 0.00\n[procurement]"}, at: "spending_2080599 = 0.00", holds: []string{"没有", "2080599"}},
	{rule: "C-01", name: "相同", edits: []string{"[procurement]", "[control]\ntotal = 3409280\n[procurement]"}},

	{rule: "N-05", name: "只有空格", edits: []string{`change_reason = "本年减少为民办实事经费。"`, `change_reason = "  "`}, at: `change_reason = "  "`, holds: []string{"2013299", "6.00万元", "0.00万元"}},
	{rule: "N-05", name: "没有写", edits: []string{"change_reason = \"本年减少为民办实事经费。\"\n", "# 没有原因\n"}, at: "[[subjects]]\ncode = \"2013299\"", holds: []string{"6.00万元", "0.00万元"}},
	{rule: "N-05", name: "机关运行经费", edits: []string{`change_reason = "严格控制`, `change_reason = "" # "严格控制`}, at: `change_reason = "" #`, holds: []string{"22.52万元", "14.98万元"}},
	{rule: "N-05", name: "没有变动", edits: []string{`change_reason = "本单位公务用车运行维护费与上年一致无变化。"`, `change_reason = ""`}},
	{rule: "N-05", name: "公开数没有变动", edits: []string{"last_year = 60000.00", "last_year = 49.99", `change_reason = "本年减少为民办实事经费。"`, `change_reason = ""`, "[general_budget]", "[general_budget]\nchange_reason = \"人员经费比上年减少。\""}},

	{rule: "N-06", name: "一般公共预算", edits: []string{"opening_general = 0.00", "opening_general = 100000.00"}, at: "[general_budget]", holds: []string{"286.61万元", "291.78万元"}},
	{rule: "N-06", name: "公务接待费", edits: []string{"budget = 1285.00", "budget = 2000.00", "[three_public]", "[three_public]\ndeviation_reason = \"厉行节约，减少接待。\""}, at: "cost = { outturn = 1285.00", holds: []string{"0.20万元", "0.13万元"}},
	{rule: "N-06", name: "预算与决算相同", edits: []string{"initial_budget = 2866123.00", "initial_budget = 2917790.00", `deviation_reason = "年中追加`, `deviation_reason = "" # "年中追加`}},

	{rule: "S-02", name: "没有团组", edits: []string{"groups = 1 ", "groups = 0 "}, at: "groups = 0 ", holds: []string{"团组", "0"}},
	{rule: "S-02", name: "有团组没有钱", edits: []string{"cost = { outturn = 16480.00,", "cost = { outturn = 0.00,", "persons = 1 ", "persons = 0 ", "groups = 1 ", "groups = 0 "}},
	{rule: "U-17", name: "出国没有开支内容", edits: []string{`content = "本年因业务需求，参加格鲁吉亚`, `content = " " # "本年因业务需求，参加格鲁吉亚`}, at: `content = " " #`, holds: []string{"开支内容"}},
	{rule: "S-02", name: "一个团组两人", edits: []string{"persons = 1 ", "persons = 2 "}},

	{rule: "S-03", name: "有车没有钱", edits: []string{"purchased = 0 ", "purchased = 1 "}, at: "purchased = 1 ", holds: []string{"没有支出", "1"}},
	{rule: "S-03", name: "有钱没有车", edits: []string{"purchase = { outturn = 0.00", "purchase = { outturn = 0.01"}, at: "purchased = 0 ", holds: []string{"有支出", "0"}},
	{rule: "S-03", name: "都有", edits: []string{"purchase = { outturn = 0.00", "purchase = { outturn = 0.01", "purchased = 0 ", "purchased = 1 "}},

	{rule: "S-04", name: "没有车", edits: []string{"owned = 1 ", "owned = 0 "}, at: "owned = 0 ", holds: []string{"0"}},
	{rule: "S-04", name: "购置多于保有", edits: []string{"purchased = 0 ", "purchased = 2 "}, at: "owned = 1 ", holds: []string{"2", "1"}},
	{rule: "U-17", name: "车辆没有开支内容", edits: []string{`content = "车辆燃料费、修理费、保险费、过路费等支出。"`, `content = ""`}, at: "content = \"\"\n", holds: []string{"开支内容"}},
	{rule: "S-04", name: "没有运行费", edits: []string{"owned = 1 ", "owned = 0 ", vehicleRow, "operation = { outturn = 0 }"}},

	{rule: "S-05", name: "批次多于人次", edits: []string{"batches = 2 ", "batches = 11 "}, at: "persons = 10", holds: []string{"11", "10"}},
	{rule: "S-05", name: "没有批次", edits: []string{"batches = 2 ", "batches = 0 "}, at: "batches = 0 ", holds: []string{"0"}},
	{rule: "S-05", name: "外宾批次", edits: []string{"batches = 2 ", "foreign_batches = 3\nforeign_persons = 4\nbatches = 2 "}, at: "foreign_batches = 3", holds: []string{"3", "2"}},
	{rule: "S-05", name: "外宾人次", edits: []string{"batches = 2 ", "foreign_batches = 1\nforeign_persons = 11\nbatches = 2 "}, at: "foreign_persons = 11", holds: []string{"11", "10"}},
	{rule: "S-05", name: "外宾没有批次", edits: []string{"batches = 2 ", "foreign_persons = 5\nbatches = 2 "}, at: "[three_public.reception]", holds: []string{"5 人次"}},
	{rule: "S-05", name: "每批一人", edits: []string{"batches = 2 ", "batches = 10 "}},

	{rule: "U-17", name: "没有支出", base: small},

	{rule: "S-11", name: "多一辆", edits: []string{"owned = 1 ", "owned = 2 "}, at: "[three_public.vehicles]", holds: []string{"2 辆", "1 辆"}},
	{rule: "S-11", name: "原因是空的", edits: []string{"owned = 1 ", "difference_reason = \" \"\nowned = 2 "}, at: `difference_reason = " "`, holds: []string{"2 辆", "1 辆"}},
	{rule: "S-11", name: "写了原因", edits: []string{"owned = 1 ", "difference_reason = \"租赁一辆。\"\nowned = 2 "}},

	{rule: "V-02", name: "人数", edits: []string{"current = 4, last_year = 5", "current = -4, last_year = 5"}, at: "current = -4", holds: []string{"-4"}},
	{rule: "V-02", name: "设备", edits: []string{"equipment = 0 ", "equipment = -1 "}, at: "equipment = -1 ", holds: []string{"-1"}},
	{rule: "V-02", name: "零", edits: []string{"current = 4, last_year = 5", "current = 0, last_year = 0"}},

	{rule: "N-16", name: "几个名称写成一项", edits: []string{`"工商联办公室", "工商联会员部"`, `"工商联办公室、工商联会员部"`}, at: "offices", holds: []string{"工商联办公室、工商联会员部"}},
	{rule: "N-16", name: "无", edits: []string{"subordinate_units = []", `subordinate_units = ["无"]`}, at: "subordinate_units", holds: []string{"无"}},
	{rule: "N-16", name: "重复", edits: []string{`"工商联办公室", "工商联会员部"`, `"工商联办公室", "工商联办公室 "`}, at: "offices", holds: []string{"工商联办公室"}},
	{rule: "N-16", name: "三个科室"},

	{rule: "N-17", name: "中小企业多一分", edits: []string{"small_medium = 198900.00", "small_medium = 198900.01"}, at: "small_medium = 198900.01", holds: []string{"198900.01", "198900.00"}},
	{rule: "N-17", name: "小微企业多一分", edits: []string{"small_micro = 198900.00", "small_micro = 198900.01"}, at: "small_micro = 198900.01", holds: []string{"198900.01", "198900.00"}},
	{rule: "N-17", name: "一部分", edits: []string{"small_micro = 198900.00", "small_micro = 0.00"}},

	{rule: "N-18", name: "有车没有价值", edits: []string{"vehicle_value = 174200.00", "vehicle_value = 0.00"}, at: "vehicle_value = 0.00", holds: []string{"0.00元", "1 辆"}},
	{rule: "N-18", name: "有价值没有车", edits: []string{"other = 1\n", "other = 0\n"}, at: "vehicle_value = 174200.00", holds: []string{"174200.00元", "0 辆"}},
	{rule: "N-18", name: "没有用途", edits: []string{`other_use = "一般公务用车"`, `other_use = " "`}, at: `other_use = " "`, holds: []string{"1 辆"}},
	{rule: "N-18", name: "没有车也没有价值", edits: []string{"other = 1\n", "other = 0\n", "vehicle_value = 174200.00", "vehicle_value = 0.00"}},

	{rule: "X-16", name: "单位多一分", edits: []string{"[operating_expenses]", "[operating_expenses]\noutturn = 149830.01"}, at: "outturn = 149830.01", holds: []string{"149830.01", "149830.00"}},
	{rule: "X-16", name: "单位少一分", edits: []string{"[operating_expenses]", "[operating_expenses]\noutturn = 149829.99"}, at: "outturn = 149829.99", holds: []string{"149829.99", "149830.00"}},
	{rule: "X-16", name: "单位相同", edits: []string{"[operating_expenses]", "[operating_expenses]\noutturn = 149830"}},
	{rule: "X-16", name: "部门少", edits: []string{"[operating_expenses]", "[operating_expenses]\noutturn = 149829.99", unitName, unitName + "\nscope = \"部门\""}},
	{rule: "X-16", name: "部门多", edits: []string{"[operating_expenses]", "[operating_expenses]\noutturn = 149830.01", unitName, unitName + "\nscope = \"部门\""}, at: "outturn = 149830.01", holds: []string{"149830.01", "149830.00"}},

	{rule: "P-01", name: "多一分", edits: []string{"weight = 8\ntarget = \"=100%\"", "weight = 9\ntarget = \"=100%\""}, at: "[[self_evaluation.projects.indicators]]\nlevel1 = \"产出指标\"\nlevel2 = \"数量指标\"\nlevel3 = \"基层补助企业数量\"", holds: []string{"昌吉州基层组织建设补助经费", "101", "100"}},
	{rule: "P-01", name: "少半分", edits: []string{"weight = 12\n", "weight = 11.5\n"}, at: "[[self_evaluation.projects.indicators]]\nlevel1 = \"产出指标\"\nlevel2 = \"数量指标\"\nlevel3 = \"基层补助企业数量\"", holds: []string{"99.5", "100"}},
	{rule: "P-01", name: "两项之间移动", edits: []string{"weight = 12\n", "weight = 11.5\n", "weight = 8\ntarget = \"=100%\"", "weight = 8.5\ntarget = \"=100%\""}},

	{rule: "U-18", name: "算不出", edits: []string{"completion = 100\n", "\n"}, at: `actual = "100"`, holds: []string{">=90%", "100"}},
	{rule: "U-18", name: "逾期", edits: []string{`actual = "=2024年12月10日"`, `actual = "=2024年12月11日"`}, at: `actual = "=2024年12月11日"`, holds: []string{"2024年12月10日", "2024年12月11日"}},
	{rule: "U-18", name: "负的", edits: []string{"completion = 100\n", "completion = -1\n"}, at: "completion = -1", holds: []string{"-1%"}},
	{rule: "P-05", name: "逾期而写了完成率", edits: []string{`actual = "=2024年12月10日"`, "actual = \"=2024年12月11日\"\ncompletion = 90\ndeviation = \"逾期一天。\""}},

	{rule: "P-06", name: "高于权重", edits: []string{"weight = 12\n", "weight = 12\nscore = 12.01\n"}, at: "score = 12.01", holds: []string{"12.01", "12"}},
	{rule: "P-06", name: "负的", edits: []string{"weight = 12\n", "weight = 12\nscore = -0.01\n"}, at: "score = -0.01", holds: []string{"-0.01", "12"}},
	{rule: "P-06", name: "权重为零", edits: []string{"weight = 12\n", "weight = 0\n"}, at: "weight = 0\n", holds: []string{"0"}},
	{rule: "P-06", name: "等于权重", edits: []string{"weight = 12\n", "weight = 12\nscore = 12.00\n"}},

	{rule: "P-08", name: "超额完成", edits: []string{`deviation = "因年初设置`, `deviation = " " # "因年初设置`}, at: `deviation = " " #`, holds: []string{"培训活动完成率", "111%", "8.9"}},
	{rule: "P-08", name: "没有得满分", edits: []string{"weight = 12\n", "weight = 12\nscore = 11\n"}, at: "[[self_evaluation.projects.indicators]]\nlevel1 = \"产出指标\"\nlevel2 = \"时效指标\"\nlevel3 = \"项目完成时间\"", holds: []string{"100%", "11"}},
	{rule: "P-08", name: "整体自评表没有这一栏", edits: []string{"completion = 100\n", "completion = 90\n"}},

	{rule: "P-19", name: "没有成效", edits: []string{`achievements = "一是本单位`, `achievements = "" # "一是本单位`}, at: "achievements", holds: []string{"成效"}},
	{rule: "P-19", name: "问题只有空格", edits: []string{`problems = "一是在推动`, `problems = "  " # "一是在推动`}, at: "problems", holds: []string{"问题"}},
	{rule: "P-19", name: "没有写措施", edits: []string{`measures = "一是提高`, `# measures = "一是提高`}, at: "[self_evaluation]", holds: []string{"措施"}},
	{rule: "P-19", name: "没有自评表", base: small},

	{rule: "U-12", name: "没有自评表", base: small + "[self_evaluation]\nproblems = \"执行偏慢。\"\n", at: "problems", holds: []string{"没有绩效自评表"}},
	{rule: "U-12", name: "没有三公", base: small + "[three_public]\nchange_reason = \"减少接待。\"\n", at: "change_reason", holds: []string{"三公"}},
	{rule: "U-12", name: "没有基金", base: small + "[government_fund]\nchange_reason = \"减少。\"\n", at: "change_reason", holds: []string{"政府性基金"}},
	{rule: "U-12", name: "没有其他用车", edits: []string{"other = 1\n", "emergency = 1\n"}, at: "other_use", holds: []string{"没有其他用车"}},
	{rule: "U-12", name: "整体自评表没有这一栏", edits: []string{"completion = 100\n", "completion = 100\nevidence = \"台账\"\n"}, at: "evidence = \"台账\"", holds: []string{"没有这一栏"}},
	{rule: "U-12", name: "没有支出的开支内容", base: small + "[three_public.abroad]\ncontent = \"参加展会。\"\n", at: "content", holds: []string{"没有这项支出"}},
	{rule: "U-12", name: "保有量与资产相同", edits: []string{"owned = 1 ", "difference_reason = \"教练车。\"\nowned = 1 "}, at: "difference_reason", holds: []string{"相同"}},
	{rule: "U-12", name: "没有财政拨款支出的科目", base: small + "[[subjects]]\ncode = \"2299999\"\nincome = { other = 1.00 }\nchange_reason = \"收回款项。\"\n", at: "change_reason", holds: []string{"没有财政拨款支出"}},
	{rule: "U-12", name: "没有自评表的评价报告", base: small + "[self_evaluation]\nevaluation_report = true\n", at: "evaluation_report", holds: []string{"没有绩效自评表"}},
	{rule: "U-12", name: "都有"},

	{rule: "U-15", name: "总计小于财政拨款", edits: []string{"last_year_total = 4428310.00", "last_year_total = 442831.00"}, at: "last_year_total = 442831.00", holds: []string{"442831.00元", "3164791.00元"}},
	{rule: "U-15", name: "财政拨款小于各科目", edits: []string{"last_year_total = 3164791.00", "last_year_total = 3164790.99"}, at: "last_year_total = 3164790.99", holds: []string{"3164790.99元", "3164791.00元"}},
	{rule: "U-15", name: "刚好相等"},

	{rule: "U-16", name: "写了两次", base: small + "[[glossary]]\nterm = \"基本支出\"\nmeaning = \"甲\"\n[[glossary]]\nterm = \"基本支出\"\nmeaning = \"乙\"\n", at: "term = \"基本支出\"\nmeaning = \"乙\"", holds: []string{"基本支出"}},
	{rule: "U-16", name: "替换内置的解释", base: small + "[[glossary]]\nterm = \"基本支出\"\nmeaning = \"甲\"\n"},
}

// edited is edit for a text that is known to have the piece.
func edited(text, old, piece string) string { return strings.Replace(text, old, piece, 1) }
