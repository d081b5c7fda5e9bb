package intake

import (
	"testing"

	"github.com/discgen/discgen/generator/statement"
)

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		text string
		want statement.Kind
	}{
		{"收入支出决算总表", statement.Overall},
		{"  收 入 支 出 决 算 总 表\n", statement.Overall},
		{"2024年度收入支出决算总表（公开01表）", statement.Overall},
		{"附表1：某某局2024年度收入决算表", statement.Income},
		{"支出决算表（2024年度）", statement.Spending},
		{"财政拨款收入支出决算总表", statement.Appropriation},
		{"一般公共预算财政拨款支出决算表", statement.General},
		{"一般公共预算财政拨款基本支出决算明细表", statement.Basic},
		{"政府性基金预算财政拨款收入支出决算表", statement.Fund},
		{"国有资本经营预算财政拨款支出决算表", statement.Capital},
		{"一般公共预算财政拨款“三公”经费支出决算表", statement.ThreePublic},
		{"财政拨款\"三公\"经费支出决算表", statement.ThreePublic},
		{"项目支出决算表", ""},
		{"基本支出决算表", ""},
		{"项目支出绩效自评表", ""},
		{"注：本表是收入决算表", ""},
		{"说明：本单位没有政府性基金预算财政拨款收入支出，政府性基金预算财政拨款收入支出决算表。", ""},
		{"收入支出决算总表的说明", ""},
		{"表", ""},
		{"", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			if got, is := titleOf(c.text); got != c.want || is != (c.want != "") {
				t.Errorf("%q, %v; want %q", got, is, c.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want, doubt string }{
		{"1234.56", "1234.56", ""},
		{"1234.5599999999999", "1234.56", ""},
		{"0.30000000000000004", "0.3", ""},
		{"1.0049999999999999", "1.01", ""}, // as a spreadsheet program shows it
		{"1.005", "1.01", ""},
		{"-1.005", "-1.01", ""},
		{"1.2E-3", "0", ""},
		{"1.5E+2", "150", ""},
		{"999999999999.99", "999999999999.99", ""},
		{"1,234.56", "1234.56", ""},
		{"１，２３４．５６", "1234.56", ""},
		{"　1 234.56 ", "1234.56", ""},
		{"-12", "-12", ""},
		{"－12", "-12", ""},
		{"", "0", ""},
		{"　", "0", ""},
		{"—", "0", ""},
		{"--", "0", ""},
		{"1,23", "0", "里面的逗号或空格不是每三位一个"},
		{"12元", "0", "数字后面有其他内容"},
		{"12%", "0", "数字后面有其他内容"},
		{"(12.00)", "0", "用了括号，负数要写负号"},
		{"#REF!", "0", "公式出错"},
		{"#DIV/0!", "0", "公式出错"},
		{"无", "0", "不是数字"},
		{"1.2.3", "0", "不是数字"},
	} {
		t.Run(c.text, func(t *testing.T) {
			v, doubt := number(c.text)
			if got := published(v).String(); got != c.want || doubt != c.doubt {
				t.Errorf("%s, %q; want %s, %q", got, doubt, c.want, c.doubt)
			}
		})
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"　　行政运行 ", "行政运行"},
		{"其他文化旅游\n体育与传媒支出", "其他文化旅游体育与传媒支出"},
		{"因公出国(境)费用", "因公出国（境）费用"},
		{"行　政　运　行", "行政运行"},
		{"ＡＢＣ　ｄｅｆ公司", "ABC def公司"},
		{"甲\u200b乙\x00", "甲乙"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if got := name(c.text); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestColumnNames(t *testing.T) {
	for col, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 703: "AAA"} {
		t.Run(want, func(t *testing.T) {
			if got := columnName(col); got != want {
				t.Errorf("%s", got)
			}
		})
	}
}

// Where a code's columns contradict each other the code is not guessed.
func TestJoinedCodes(t *testing.T) {
	for _, c := range []struct {
		name    string
		columns []string // of 类, 款 and 项
		parents [3]string
		want    string
	}{
		{"class", []string{"205", "", ""}, [3]string{}, "205"},
		{"all three", []string{"205", "02", "05"}, [3]string{}, "2050205"},
		{"numbers", []string{"205", "2", "5"}, [3]string{}, "2050205"},
		{"item below the rows above", []string{"", "", "05"}, [3]string{"205", "20502", ""}, "2050205"},
		{"group below the row above", []string{"", "02", ""}, [3]string{"205", "", ""}, "20502"},
		{"whole codes", []string{"", "", "2050205"}, [3]string{}, "2050205"},
		{"item without a group", []string{"205", "", "05"}, [3]string{"205", "", ""}, "205 05"},
		{"item without anything above", []string{"", "", "05"}, [3]string{}, " 05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &breakdown{found: &found{grid: &grid{rows: [][]string{c.columns}}}}
			if got, _ := b.code(1, body{codes: []int{1, 2, 3}, name: 4}, &c.parents); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
