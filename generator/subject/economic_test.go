package subject_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/subject"
)

func codesAndNames(list []subject.Economic) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Code+e.Name)
	}
	return out
}

func TestEconomicClasses(t *testing.T) {
	want := strings.Fields(`301工资福利支出 302商品和服务支出 303对个人和家庭的补助
		307债务利息及费用支出 310资本性支出 312对企业补助 399其他支出`)
	if got := codesAndNames(subject.EconomicClasses()); !slices.Equal(got, want) {
		t.Errorf("EconomicClasses() = %v\nwant %v", got, want)
	}
}

func TestEconomicItems(t *testing.T) {
	tests := []struct{ class, items string }{
		{"301", `30101基本工资 30102津贴补贴 30103奖金 30106伙食补助费 30107绩效工资
			30108机关事业单位基本养老保险缴费 30109职业年金缴费 30110职工基本医疗保险缴费
			30111公务员医疗补助缴费 30112其他社会保障缴费 30113住房公积金 30114医疗费
			30199其他工资福利支出`},
		{"302", `30201办公费 30202印刷费 30203咨询费 30204手续费 30205水费 30206电费
			30207邮电费 30208取暖费 30209物业管理费 30211差旅费 30212因公出国（境）费用
			30213维修（护）费 30214租赁费 30215会议费 30216培训费 30217公务接待费
			30218专用材料费 30224被装购置费 30225专用燃料费 30226劳务费 30227委托业务费
			30228工会经费 30229福利费 30231公务用车运行维护费 30239其他交通费用
			30240税金及附加费用 30299其他商品和服务支出`},
		{"303", `30301离休费 30302退休费 30303退职（役）费 30304抚恤金 30305生活补助
			30306救济费 30307医疗费补助 30308助学金 30309奖励金 30310个人农业生产补贴
			30311代缴社会保险费 30399其他对个人和家庭的补助`},
		{"307", `30701国内债务付息 30702国外债务付息 30703国内债务发行费用 30704国外债务发行费用`},
		{"310", `31001房屋建筑物购建 31002办公设备购置 31003专用设备购置 31005基础设施建设
			31006大型修缮 31007信息网络及软件购置更新 31008物资储备 31009土地补偿
			31010安置补助 31011地上附着物和青苗补偿 31012拆迁补偿 31013公务用车购置
			31019其他交通工具购置 31021文物和陈列品购置 31022无形资产购置 31099其他资本性支出`},
		{"312", `31201资本金注入 31203政府投资基金股权投资 31204费用补贴 31205利息补贴 31299其他对企业补助`},
		{"399", `39907国家赔偿费用支出 39908对民间非营利组织和群众性自治组织补贴
			39909经常性赠与 39910资本性赠与 39999其他支出`},
		{"309", ""},
		{"311", ""},
		{"313", ""},
		{"201", ""},
		{"", ""},
	}
	for _, tt := range tests {
		t.Run("class "+tt.class, func(t *testing.T) {
			got := codesAndNames(subject.EconomicItems(tt.class))
			if !slices.Equal(got, strings.Fields(tt.items)) {
				t.Errorf("EconomicItems(%q) = %v\nwant %v", tt.class, got, strings.Fields(tt.items))
			}
		})
	}
}

func TestEveryEconomicOfTheFile(t *testing.T) {
	for _, f := range dataLines(t, "economic.tsv") {
		code := f[0]
		got, ok := subject.LookupEconomic(code)
		want := subject.Economic{Code: code, Name: f[1], Kind: subject.KindOf(code), Verified: f[2] != "settled"}
		if !ok || got != want || got.Kind == subject.KindNone {
			t.Errorf("LookupEconomic(%s) = %+v, %v; want %+v of some kind", code, got, ok, want)
		}
		if _, ok := subject.LookupEconomic(code[:3]); !ok {
			t.Errorf("%s: its class is missing", code)
		}
	}
}

func TestLookupEconomicUnknown(t *testing.T) {
	for _, code := range []string{"", "30", "30104", "30210", "201", "3010101", "３０１"} {
		t.Run("code "+code, func(t *testing.T) {
			if got, ok := subject.LookupEconomic(code); ok {
				t.Errorf("found %+v", got)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	tests := []struct {
		name  string
		kind  subject.Kind
		codes string
	}{
		{"personnel", subject.KindPersonnel, "301 303 30101 30399"},
		{"public", subject.KindPublic, "302 307 310 312 399 30201 31099 39999"},
		{"project", subject.KindProject, "309 311 313 30901 31199"},
		{"none", subject.KindNone, "304 201 30 3010 3010101 abc ３０１"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, code := range strings.Fields(tt.codes) {
				if got := subject.KindOf(code); got != tt.kind {
					t.Errorf("KindOf(%q) = %d, want %d", code, got, tt.kind)
				}
			}
		})
	}
}
