package typeset

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// divisions end the name of a place or an office (行政区划、机构), behind which a
// title may be broken well.
var divisions = []string{"自治区", "自治州", "自治县", "自治旗", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "街道", "兵团", "局"}

// titleWords are words that names of units and titles of documents are made
// of, which no line may end in.
var titleWords = []string{
	"人民政府", "党委", "人民代表大会", "政治协商会议", "常务委员会", "委员会", "办公室", "办公厅", "办事处", "联合会", "工商业", "服务中心", "中心",
	"管理局", "监督管理", "市场监督", "综合执法", "行政执法", "行政审批", "公共资源", "人力资源", "社会保障", "医疗保障", "住房和城乡建设", "自然资源",
	"生态环境", "交通运输", "农业农村", "水利", "商务", "文化", "旅游", "广播电视", "体育", "卫生健康", "退役军人", "事务", "应急管理", "审计", "统计",
	"财政", "税务", "教育", "科学技术", "工业", "信息化", "民族", "宗教", "公安", "司法", "民政", "法院", "检察院", "纪律检查", "监察", "组织部", "宣传部",
	"统一战线", "统战部", "政法", "机构编制委员会", "机构编制", "工作委员会", "直属机关", "机关", "党校", "档案", "总工会", "工会", "共青团", "妇女", "残疾人", "红十字会", "协会", "学会", "中学", "小学",
	"幼儿园", "医院", "图书馆", "博物馆", "研究院", "研究所", "基金", "回族", "蒙古", "维吾尔", "哈萨克", "藏族", "壮族", "苗族", "彝族", "土家族",
	"部门", "单位", "年度", "决算", "预算", "公开", "说明", "情况", "收入", "支出", "财政拨款", "一般公共预算", "政府性基金", "国有资本经营", "基本支出", "三公", "经费", "项目",
	"整体", "绩效", "自评", "自评表", "决算表", "总表", "报表", "名词", "解释", "概况", "职能", "机构", "设置", "金额", "万元", "采购", "资产", "管理",
	"满意度", "满意", "指标", "效益", "数量", "质量", "时效", "成本", "可持续", "影响", "社会", "经济", "生态", "产出", "履职", "效能", "总体", "目标", "完成", "偏差",
	"原因", "分析", "改进", "措施", "评分", "权重", "执行率", "得分", "业绩值", "目标值", "设定", "依据", "规则", "佐证", "资料", "上年", "实施", "主管", "名称",
	"一般", "公共", "政府", "政府性", "基金", "国有", "资本", "经营", "财政", "拨款", "结转", "结余", "年初", "年末", "调查", "问卷", "监测", "数据", "计量", "支付", "汇总", "在线", "报告", "记录",
}

// endPrices is what it costs to end a line of a title before each glyph.
func (t *Text) endPrices() []float64 {
	text := []rune(t.String())
	prices := make([]float64, len(text)+1)
	for i := 1; i < len(text); i++ {
		if !t.wordEnds(text, i) {
			prices[i] = looseEnd
		}
	}
	for i := 0; i < len(text); {
		n := wordAt(text[i:], titleWords)
		for k := i + 1; k < i+n; k++ {
			prices[k] = math.Max(prices[k], torn(text[i:i+n], k-i))
		}
		for _, k := range []int{i, i + n} {
			if n > 0 && k < len(text) {
				prices[k] = math.Min(prices[k], wordEnd)
			}
		}
		i += max(1, n)
	}
	return prices
}

// torn is the price of a line end inside a word, at k: lower where the word is
// made of two others.
func torn(word []rune, k int) float64 {
	if wordAt(word[k:], titleWords) > 0 && slices.ContainsFunc(titleWords, func(w string) bool { return strings.HasSuffix(string(word[:k]), w) }) {
		return parted
	}
	return tornWord
}

// wordEnds tells whether a word surely ends before glyph i: at a blank, at a
// mark, where a number begins, behind a year (年度) or the name of a place.
func (t *Text) wordEnds(text []rune, i int) bool {
	a, b := t.glyphs[i-1], t.glyphs[i]
	switch {
	case a.class == blank, a.class == closing, a.class == pause, a.class == stop, b.class == opening:
		return true
	case a.class == han && b.class == latin:
		return true
	}
	before := string(text[:i])
	return strings.HasSuffix(before, "年度") || i > 2 && endsPlace(before) && !goesOn(text[i:])
}

// goesOn tells whether a text belongs to the place that ends before it: 州市,
// 县委.
func goesOn(text []rune) bool {
	return wordAt(text, divisions) > 0 || text[0] == '委' && wordAt(text, titleWords) == 0
}

// endsPlace tells whether the text may end in the name of a place.
func endsPlace(text string) bool {
	return slices.ContainsFunc(divisions, func(d string) bool { return strings.HasSuffix(text, d) })
}

// wordAt is the length of the longest of the words that the text begins with.
func wordAt(text []rune, words []string) int {
	longest, rest := "", string(text)
	for _, w := range words {
		if len(w) > len(longest) && strings.HasPrefix(rest, w) {
			longest = w
		}
	}
	return utf8.RuneCountInString(longest)
}
