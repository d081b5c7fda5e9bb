package narrative

import "slices"

// Kind is what a field is, for those who write templates.
type Kind int

// The kinds of fields.
const (
	Text   Kind = iota // 文字
	Count              // 整数
	Figure             // 金额 or another number, as it is published
	Rate               // 百分比
	Flag               // 是/否
	Place              // where a table or chart stands
	Group              // fields below a name
	Texts              // a list of texts
	Places             // a list of places
	Rows               // a list of groups
)

// String is the kind in Chinese.
func (k Kind) String() string {
	return [...]string{"文字", "整数", "数字", "百分比", "是/否", "位置", "一组字段", "文字的列表", "位置的列表", "列表"}[k]
}

// Field is one field that templates may use, or a group or list of them.
type Field struct {
	Name     string
	Kind     Kind
	Meaning  string  // in Chinese
	Fields   []Field // of a Group, or of each element of Rows
	Optional bool    // of a figure or rate: it may be absent, so that a template asks with if or with
}

// Below is the field of a name below this one.
func (f Field) Below(name string) (Field, bool) {
	i := slices.IndexFunc(f.Fields, func(b Field) bool { return b.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return f.Fields[i], true
}

// Walk visits every field below this one with its path, in order: 总体.变动.上年,
// and with [] behind a list of groups, 名词[].词.
func (f Field) Walk(path string, visit func(path string, f Field)) {
	for _, below := range f.Fields {
		at := below.Name
		if path != "" {
			at = path + "." + at
		}
		visit(at, below)
		if below.Kind == Rows {
			at += "[]"
		}
		below.Walk(at, visit)
	}
}

// Described are the fields that Fields gives: what the texts of the settings
// may use.
func Described() Field { return Field{Kind: Group, Fields: slices.Clone(described)} }

// DescribedForText are the fields of the explanation: those of Described and
// what Inserts.Mark adds, with the places of the charts of a set.
func DescribedForText(charts []string) Field {
	places := group("图", "各张图的位置，名称见 settings.toml 的 charts；不印图时是空的")
	for _, name := range charts {
		places.Fields = append(places.Fields, Field{Name: name, Kind: Place, Meaning: "图“" + name + "”的位置，独占一行"})
	}
	all := Described()
	all.Fields = append(all.Fields,
		Field{Name: "报表", Kind: Texts, Meaning: "各张报表的名称，依次排列"},
		Field{Name: "附表", Kind: Places, Meaning: "各张报表的位置，独占一行；报表不印在公开说明里时是空的"},
		Field{Name: "自评表", Kind: Places, Meaning: "各张绩效自评表的位置，独占一行"},
		places,
	)
	return all
}

// DescribedForChart are the fields of a chart's alternative; its title has only
// 图号 beside those of the explanation.
func DescribedForChart(charts []string) Field {
	all := DescribedForText(charts)
	all.Fields = append(all.Fields,
		count("图号", "图的编号，按印出的次序"),
		text("图题", "印出的图题；只用于图的文字说明"),
		rows("柱", "图的各个项目；只用于图的文字说明",
			text("名称", "项目的名称"),
			rows("数", "项目的各个数，每个系列一个",
				text("系列", "系列的名称；只有一组数时是空的"),
				figure("金额", "数额"),
				optional(rate("占比", "占比；没有时是空的")),
			),
		),
	)
	return all
}

func text(name, meaning string) Field   { return Field{Name: name, Kind: Text, Meaning: meaning} }
func count(name, meaning string) Field  { return Field{Name: name, Kind: Count, Meaning: meaning} }
func figure(name, meaning string) Field { return Field{Name: name, Kind: Figure, Meaning: meaning} }
func rate(name, meaning string) Field   { return Field{Name: name, Kind: Rate, Meaning: meaning} }
func flag(name, meaning string) Field   { return Field{Name: name, Kind: Flag, Meaning: meaning} }
func texts(name, meaning string) Field  { return Field{Name: name, Kind: Texts, Meaning: meaning} }

func group(name, meaning string, below ...Field) Field {
	return Field{Name: name, Kind: Group, Meaning: meaning, Fields: below}
}

func rows(name, meaning string, below ...Field) Field {
	return Field{Name: name, Kind: Rows, Meaning: meaning, Fields: below}
}

func optional(f Field) Field {
	f.Optional = true
	return f
}

// comparison describes what change gives.
func comparison(name, meaning string) Field { return group(name, meaning, compared()...) }

func compared() []Field {
	return []Field{
		figure("本年", "本年数，万元"), figure("上年", "上年数，万元"),
		figure("增减额", "本年比上年增减的数额，万元，不带正负号"), rate("增减率", "增减的百分比，不带正负号"),
		flag("上升", "本年比上年多"), flag("下降", "本年比上年少"), flag("持平", "本年与上年相同"),
		flag("均为零", "本年、上年都是零"),
		text("原因", "单位写的增减原因；没有写时是空的"),
	}
}

// deviated describes what deviation gives.
func deviated(meaning string) Field {
	return group("差异", meaning,
		figure("预算数", "预算数，万元"), figure("决算数", "决算数，万元"),
		rate("差异率", "预决算差异率，决算少于预算时是负的"),
		flag("无差异", "预算数与决算数相同"), flag("均为零", "预算数、决算数都是零"),
		text("原因", "单位写的差异原因；没有写时是空的"),
	)
}

// shared describes what part gives.
func shared(name, of, whole string) Field {
	return group(name, of, figure("金额", "金额，万元"), rate("占比", "占"+whole+"的百分比"))
}

func sharesOf(name, meaning, whole string, parts ...string) Field {
	g := group(name, meaning, figure("合计", whole+"，万元"))
	for _, p := range parts {
		g.Fields = append(g.Fields, shared(p, p, whole))
	}
	return g
}

func staff(name string) Field {
	return group(name, name, count("人数", "年末人数"), count("增减", "比上年增减的人数，不带正负号"), flag("减少", "比上年减少"))
}

// eachItem describes what items gives.
func eachItem(meaning string) Field {
	return rows("项", meaning, append(compared(), text("类", "类级科目的名称"), text("款", "款级科目的名称"), text("项", "项级科目的名称"))...)
}

func fundAccount(name, of string) Field {
	return group(name, of,
		flag("空表", "报表是空表"), flag("从无", "本年、上年和预算都没有数"),
		figure("总计", "收入（支出）总计，万元"),
		figure("年初结转和结余", "年初结转和结余，万元"), figure("本年收入", "本年收入，万元"), figure("本年支出", "本年支出，万元"), figure("年末结转和结余", "年末结转和结余，万元"),
		comparison("变动", "收支总体与上年相比"), deviated("收支总体与年初预算相比"),
		eachItem("各项级科目的支出"),
	)
}

// publicItem describes one item of 三公, with what it has beside the others.
func publicItem(name, meaning string, more ...Field) Field {
	return group(name, meaning, append([]Field{
		text("名称", "这一项的名称"), text("单位", "“本单位”或“本部门”"),
		figure("支出", "决算数，万元"), rate("占比", "占“三公”经费合计的百分比"),
		comparison("变动", "与上年相比"), deviated("与全年预算相比"),
	}, more...)...)
}

var described = []Field{
	text("单位名称", "单位的全称"),
	text("单位性质", "行政单位、事业单位等"),
	flag("是事业单位", "单位性质是事业单位"),
	text("称谓", "“单位”或“部门”"),
	text("本单位", "“本单位”或“本部门”"),
	count("年度", "决算年度"),
	text("公开日期", "公开的日期；没有写时是空的"),
	group("概况", "第一部分的概况",
		text("主要职能", "主要职能，可能有几段"),
		texts("下属单位", "下属预算单位的名称"), count("下属单位数", "下属预算单位有几个"),
		texts("内设机构", "内设机构的名称"), count("内设机构数", "内设机构有几个"), text("内设机构名称", "内设机构的叫法，例如科室、处室"),
		count("实有人数", "在职、离休、退休人员合计"),
		staff("在职人员"), staff("离休人员"), staff("退休人员"),
	),
	group("总体", "收入支出决算总体情况",
		figure("总计", "收入（支出）总计，万元"), figure("本年收入", "本年收入合计，万元"),
		figure("使用非财政拨款结余", "使用非财政拨款结余（含专用结余），万元"), figure("年初结转和结余", "年初结转和结余，万元"),
		figure("本年支出", "本年支出合计，万元"), figure("结余分配", "结余分配，万元"), figure("年末结转和结余", "年末结转和结余，万元"),
		comparison("变动", "收支总计与上年相比"),
	),
	sharesOf("收入", "收入决算情况", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
	sharesOf("支出", "支出决算情况", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
	group("财政拨款", "财政拨款收入支出决算总体情况",
		figure("总计", "财政拨款收入（支出）总计，万元"), figure("年初", "年初财政拨款结转和结余，万元"), figure("本年收入", "本年财政拨款收入，万元"),
		figure("年末", "年末财政拨款结转和结余，万元"), figure("本年支出", "本年财政拨款支出，万元"),
		comparison("变动", "收支总体与上年相比"), deviated("收支总体与年初预算相比"),
	),
	group("一般公共预算", "一般公共预算财政拨款支出决算情况",
		shared("支出", "一般公共预算财政拨款支出", "本年支出合计"),
		comparison("变动", "支出与上年相比"), deviated("支出与年初预算相比"),
		rows("类", "各类级科目的支出", figure("金额", "金额，万元"), rate("占比", "占一般公共预算财政拨款支出的百分比"), text("名称", "类级科目的名称")),
		eachItem("各项级科目的支出，本年或上年有数的"),
	),
	group("基本支出", "一般公共预算财政拨款基本支出决算情况",
		figure("合计", "合计，万元"),
		group("人员经费", "人员经费", figure("金额", "金额，万元"), texts("科目", "有支出的经济分类科目")),
		group("公用经费", "公用经费", figure("金额", "金额，万元"), texts("科目", "有支出的经济分类科目")),
	),
	fundAccount("政府性基金", "政府性基金预算财政拨款收入支出决算情况"),
	fundAccount("国有资本经营", "国有资本经营预算财政拨款收入支出决算情况"),
	group("三公", "财政拨款“三公”经费支出决算情况",
		flag("空表", "报表是空表"), flag("从无", "本年、上年和预算都没有数"), flag("有占比", "合计不是零，可以算占比"),
		publicItem("合计", "“三公”经费合计"),
		publicItem("出国", "因公出国（境）费", text("开支内容", "没有支出时是空的"), count("团组", "团组数"), count("人次", "人次数")),
		publicItem("公车", "公务用车购置及运行维护费",
			text("运行开支内容", "没有支出时是空的"), count("购置数", "购置的车辆数"), count("保有量", "年末公务用车保有量"),
			count("资产车辆", "固定资产里的车辆数"), text("差异原因", "保有量与固定资产车辆不同的原因；没有写时是空的")),
		publicItem("接待", "公务接待费", text("开支内容", "没有支出时是空的"), count("批次", "国内接待批次"), count("人次", "国内接待人次"),
			count("外宾批次", "外宾接待批次"), count("外宾人次", "外宾接待人次")),
		publicItem("购置", "公务用车购置费"),
		publicItem("运行", "公务用车运行维护费"),
	),
	optional(figure("所属事业单位公用经费", "部门所属事业单位的公用经费，万元；没有时是空的")),
	comparison("运行经费", "机关运行经费（事业单位为公用经费）与上年相比"),
	group("政府采购", "政府采购支出情况",
		figure("总额", "总额，万元"), figure("货物", "货物，万元"), figure("工程", "工程，万元"), figure("服务", "服务，万元"),
		shared("中小企业", "授予中小企业的合同", "政府采购支出总额"), shared("小微企业", "授予小微企业的合同", "政府采购支出总额"),
	),
	group("资产", "国有资产占用情况",
		figure("房屋面积", "平方米"), figure("房屋价值", "房屋价值，万元"), count("车辆数", "各类车辆合计"), figure("车辆价值", "车辆价值，万元"),
		count("副部级", "副部（省）级及以上领导用车，辆"), count("主要负责人", "主要负责人用车，辆"), count("机要通信", "机要通信用车，辆"),
		count("应急保障", "应急保障用车，辆"), count("执法执勤", "执法执勤用车，辆"), count("特种专业技术", "特种专业技术用车，辆"),
		count("离退休干部", "离退休干部服务用车，辆"), count("其他用车", "其他用车，辆"),
		text("其他用途", "其他用车的用途；没有写时是空的"), count("大型设备", "单价在限额以上的设备，台（套）"),
	),
	group("绩效", "预算绩效情况",
		flag("有整体自评", "有整体支出绩效自评表"), count("项目数", "项目支出绩效自评表有几张"),
		figure("项目全年预算", "各项目全年预算数合计，万元"), figure("项目全年执行", "各项目全年执行数合计，万元"),
		text("成效", "预算绩效管理取得的成效"), text("问题", "发现的问题及原因"), text("措施", "下一步改进措施"),
		flag("有评价报告", "附有评价报告"),
		figure("整体全年预算", "整体支出全年预算数，万元"), figure("整体全年执行", "整体支出全年执行数，万元"),
		rate("整体执行率", "整体支出的预算执行率"), flag("整体有预算", "整体支出有全年预算，可以算执行率"),
	),
	text("其他事项", "其他需说明的事项，可能有几段；没有写时是空的"),
	rows("名词", "名词解释的各条", text("词", "名词"), text("解释", "解释")),
}
