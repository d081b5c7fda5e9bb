package sample

import (
	"fmt"
	"strings"
)

// ownTasks is how many of the tasks a large unit has: so many that its
// explanation has about as many different characters as the published one, which
// the size of a PDF hangs on more than on the length of its texts.
const ownTasks = 22

// tasks are what units do, in the words in which they write it.
var tasks = []string{
	"核查基层统计台账与原始凭证", "编制草原生态保护补助奖励实施细则", "组织冬春季森林草原防火巡护", "修缮乡镇图书流动站书架和照明线路",
	"采购盲文读物与儿童绘本", "推广冷配改良和优质牧草种植", "开展口蹄疫、布鲁氏菌病春秋两季免疫", "储备抗旱浇灌机具和应急帐篷",
	"普及心肺复苏与止血包扎等救护知识", "招募造血干细胞捐献志愿者", "遴选中青年骨干教师赴外省跟岗研修", "升级数控车床、焊接和汽修实训车间",
	"对接纺织服装企业订单式培养", "落实家庭经济困难学生资助政策", "监测胡杨、梭梭等荒漠植被长势", "清理河湖岸线乱占乱堆",
	"调处农牧民草场边界纠纷", "规范粮食购销领域台秤和水分仪检定", "抽检蔬菜水果农药残留", "宣讲宪法、民法典和安全生产法",
	"排查老旧小区燃气管道隐患", "改造供热换热站循环泵和阀门", "养护农村公路桥涵与护栏标线", "疏浚渠系并更换启闭闸门",
	"引导合作社发展棉花、番茄、葡萄精深加工", "扶持刺绣、花帽、桑皮纸等非遗工坊", "举办群众文化艺术节和社火展演", "征集地方志、族谱、碑拓等珍贵史料",
	"整理民国档案并扫描著录", "维护政务外网防火墙和机房空调", "推进电子印章与一窗通办", "督办信访积案和热线投诉",
	"慰问困难党员、老兵与孤寡老人", "选派驻村第一书记和工作队", "健全村级集体资产登记簿", "帮助脱贫户申领小额信贷贴息",
	"发放残疾人辅助器具和轮椅", "救助流浪乞讨人员", "建设日间照料中心与老年食堂", "完善婴幼儿托育备案管理",
	"落实妇女两癌筛查", "培训村医识别高血压、糖尿病并发症", "改善乡镇卫生院检验影像条件", "储运疫苗并校准冷链温度",
	"打击非法采砂和盗猎", "评估矿山地质环境恢复治理成效", "测绘宗地界址并颁发不动产权证书", "编绘国土空间规划图册",
	"开展秸秆、残膜回收利用", "试验高标准滴灌和水肥一体化", "繁育细毛羊、褐牛核心群", "检疫调运种苗与木材",
	"防治蝗虫、鼠害和松材线虫", "抢修风雪损毁棚圈", "发布寒潮、沙尘暴预警信息", "校验雨量筒与自动气象站传感器",
	"搭建招商引资项目库", "承办葡萄酒、番茄酱产销推介", "协调口岸通关与中欧班列集结", "培育跨境电商和直播带货队伍",
	"梳理权责清单并动态调整", "审计专项资金拨付使用", "约谈履职不力的责任人", "编印廉政警示教育读本",
	"推荐劳动模范与工匠人选", "调解欠薪、工伤争议", "举办砌筑、护理、烹饪技能竞赛", "举荐党外知识分子建言献策",
	"联谊归侨侨眷和台胞亲属", "铸牢中华民族共同体意识", "推广普及国家通用语言文字", "保护坎儿井、烽燧和石窟遗址",
	"修复馆藏青铜器与丝绸残片", "开放青少年科技馆和天文台", "评选书香家庭与绿色学校", "筹备中小学生足球、摔跤联赛",
	"管护体育公园健身步道", "疏导交通拥堵路口", "查处超限运输和酒后驾驶", "演练地震、洪涝、危化品泄漏应急处置",
	"配备防毒面具、破拆剪等救援装备", "统筹住房公积金归集与提取", "摸排农村危房并抗震加固", "新建污水管网和垃圾中转站",
	"核定特困供养标准", "追缴违规领取的津贴", "公布行政处罚裁量基准", "受理复议与应诉案件",
	"聘请法律顾问审查合同", "分析宏观运行态势并撰写专报", "跟踪固定资产投资入库纳统", "普查个体经营户与产业活动单位",
	"抽样访问城乡居民收支账本", "轮换储备小麦和食用油", "监管民办培训机构预收费", "指导商会制定章程、换届选举",
	"搜集企业用工、融资诉求", "走访慰问一线护边员", "修订保密、值班、公章管理制度", "盘点闲置资产并调剂共享",
}

// shortfalls and remedies are what goes badly and what is done about it.
var (
	shortfalls = []string{
		"部分指标设置偏粗，难以衡量服务对象的真实感受，原因是前期调研不够深入，缺少可比的历史数据",
		"预算执行前松后紧，个别合同集中在年末结算，原因是招标文件反复修改，供应商履约验收滞后",
		"业务科室与财务人员沟通不畅，佐证材料归集零散，原因是职责分工不明晰，岗位轮换频繁",
		"边远乡镇服务覆盖不均衡，原因是路途遥远、车辆老化，冬季大雪封山影响外勤作业",
		"绩效评价结果运用偏弱，尚未与下年度安排紧密挂钩，原因是激励约束机制仍在探索",
		"专业技术力量薄弱，高层次人才引进困难，原因是编制空缺未及时补充，待遇吸引力有限",
		"信息化平台重复录入，统计口径偶有冲突，原因是各系统由不同厂商承建，接口标准尚未统一",
		"宣传形式单一，群众知晓率有待提升，原因是双语宣讲员不足，新媒体运营经验欠缺",
	}
	remedies = []string{
		"细化量化目标，邀请专家论证指标体系，参照同类地区先进做法建立共性指标库",
		"倒排支付计划，按季通报进度，对连续滞后的科室主任进行提醒并压减次年额度",
		"开设绩效实务课堂，编发操作指南与典型案例，使经办人熟练掌握申报、监控、自评各环节",
		"充实基层网格力量，配置越野巡查车和卫星电话，确保偏远牧区也能享受同质服务",
		"强化结果应用，把评价等次作为评优树先、资金分配的重要参考，形成闭环管理",
		"拓宽招聘渠道，与高等院校共建实习基地，柔性引进紧缺专家，健全传帮带制度",
		"打通数据壁垒，推动一次采集、多方共享，由专人负责校核比对，杜绝错漏",
		"丰富宣传载体，制作短视频、漫画折页和广播节目，走进巴扎、校园、厂矿面对面答疑",
	}
)

// gains are what a goal is for.
var gains = []string{
	"持续增强群众获得感、幸福感、安全感", "切实提高公共服务供给质量与效率", "有力促进区域经济平稳健康发展", "进一步夯实基层治理根基",
	"充分保障机关日常运转和职工合法权益", "稳步推动行业转型升级与绿色低碳", "显著改善农牧区生产生活面貌", "逐步缩小城乡之间的差距",
}

// indicator is the place of an indicator in the form, and its weight.
type indicator struct {
	level1, level2 string
	weight         int
}

// forms have the indicators of a project (true) and those of the unit as a whole.
var forms = map[bool][]indicator{
	true: {
		{"产出指标", "数量指标", 10}, {"产出指标", "数量指标", 10}, {"产出指标", "质量指标", 10}, {"产出指标", "时效指标", 10},
		{"成本指标", "经济成本指标", 20}, {"效益指标", "社会效益指标", 10}, {"效益指标", "生态效益指标", 10}, {"满意度指标", "满意度指标", 10},
	},
	false: {
		{"履职效能", "数量指标", 20}, {"履职效能", "数量指标", 20}, {"履职效能", "数量指标", 20}, {"履职效能", "质量指标", 15},
		{"社会效益", "社会效益指标", 15},
	},
}

// some are n different ones of the words, in any order.
func (g *generator) some(n int, words []string) []string {
	var picked []string
	for _, i := range g.Perm(len(words))[:n] {
		picked = append(picked, words[i])
	}
	return picked
}

// numbered is the Chinese number of an article, up to ten.
func numbered(n int) string { return string([]rune("一二三四五六七八九十")[n-1]) }

// longDuties are duties of as many articles and paragraphs as real ones.
func (g *generator) longDuties() string {
	var b strings.Builder
	fmt.Fprintf(&b, "贯彻执行有关法律法规和方针政策，承办第%d号职责清单所列的各项工作，主要职责是：\n", g.seed)
	for article := range 7 {
		fmt.Fprintf(&b, "第%s条，%s。\n", numbered(article+1), strings.Join(g.some(2, g.tasks), "，"))
		for paragraph := range 1 + g.IntN(4) {
			fmt.Fprintf(&b, "（%s）%s。\n", numbered(paragraph+1), strings.Join(g.some(6+g.IntN(5), g.tasks), "，"))
		}
	}
	return b.String()
}

// listed is a text of several points: 一是…。二是…。
func (g *generator) listed(points []string) string {
	var b strings.Builder
	for i, p := range points {
		fmt.Fprintf(&b, "%s是%s。", numbered(i+1), p)
	}
	return b.String()
}

// achievements, like problems and measures, closes the section on performance.
func (g *generator) achievements() string {
	if !g.large {
		return g.reason()
	}
	var points []string
	for range 3 {
		points = append(points, strings.Join(append(g.some(3, g.tasks), g.some(1, gains)...), "，"))
	}
	return g.listed(points)
}

func (g *generator) problems() string {
	if !g.large {
		return g.reason()
	}
	return g.listed(g.some(4, shortfalls))
}

func (g *generator) measures() string {
	if !g.large {
		return g.reason()
	}
	return g.listed(g.some(5, remedies))
}

// goal is what a self-evaluation was for or what came of it.
func (g *generator) goal(opening string) string {
	if !g.large {
		return g.reason()
	}
	return opening + strings.Join(append(g.some(8+g.IntN(3), g.tasks), g.some(1, gains)...), "，") + "。"
}

// largeIndicators writes as many indicators as a real form has. Most targets
// are met to the point; what is not says why.
func (g *generator) largeIndicators(path string, project bool) {
	names := g.some(len(forms[project]), g.tasks)
	for i, f := range forms[project] {
		g.line("[[%s]]\nlevel1 = %q\nlevel2 = %q\nlevel3 = %q\nweight = %d", path, f.level1, f.level2, names[i], f.weight)
		met, of := true, "%" // a cost in money would have to be that of the project
		if f.level1 != "成本指标" {
			met, of = g.chance(85), g.some(1, counted)[0]
		}
		if met {
			g.line("target = \"=%d%s\"\nactual = \"=%[1]d%[2]s\"", 1+g.IntN(99), of)
		} else {
			g.result()
		}
		if !project {
			g.line("basis = \"《%s工作要点》\"", g.some(1, g.tasks)[0])
			continue
		}
		g.line("basis = \"计划标准\"\nscoring = \"按照完成比例赋分\"\nevidence = \"工作资料\"\nlast_year = \"%d\"", g.IntN(90))
		if !met {
			g.line("deviation = %q", g.reason())
		}
	}
}

// counted are the units of targets.
var counted = []string{"个", "次", "场", "户", "项", "%", "公里", "份", "家"}
