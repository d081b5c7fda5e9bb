package unit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/finding"
)

// withTotal is a file of two amounts, in the given unit.
func withTotal(unit, amount string) string {
	text := strings.Replace(minimal, `amount_unit = "元"`, fmt.Sprintf("amount_unit = %q", unit), 1)
	return strings.Replace(text, "[overall]", "[overall]\nlast_year_total = "+amount, 1)
}

func TestAmountsAreExact(t *testing.T) {
	for _, c := range []struct{ unit, typed, yuan string }{
		{"元", "9999999999999.99", "9999999999999.99"},
		{"元", "123456789012.34", "123456789012.34"},
		{"元", "0.01", "0.01"},
		{"元", "0", "0"},
		{"元", "5", "5"},
		{"元", "1.10", "1.1"},
		{"元", "1.100000", "1.1"},
		{"元", "-0.05", "-0.05"},
		{"元", "-9999999999999.99", "-9999999999999.99"},
		{"万元", "0.000001", "0.01"},
		{"万元", "999999999.999999", "9999999999999.99"},
		{"万元", "340.93", "3409300"},
		{"万元", "12", "120000"},
	} {
		for _, typed := range []string{c.typed, `"` + c.typed + `"`} {
			t.Run(c.unit+" "+typed, func(t *testing.T) {
				a := mustLoad(t, withTotal(c.unit, typed)).Unit.Overall.LastYearTotal
				if !a.Given || !a.Equal(decimal.RequireFromString(c.yuan)) {
					t.Errorf("读成 %s，应为 %s", a.Decimal, c.yuan)
				}
			})
		}
	}
}

func TestAmountsOnlyUnquoted(t *testing.T) {
	for typed, want := range map[string]string{"1_000": "1000", "+5": "5", "1_234_567.89": "1234567.89"} {
		t.Run(typed, func(t *testing.T) {
			if a := mustLoad(t, withTotal("元", typed)).Unit.Overall.LastYearTotal; a.String() != want {
				t.Errorf("读成 %s，应为 %s", a.Decimal, want)
			}
		})
	}
}

func TestAmountsRefused(t *testing.T) {
	for _, c := range []struct{ name, unit, typed, rule, message string }{
		{"三位小数", "元", "0.001", "V-05", "0.001"},
		{"末位藏着一点", "元", "0.1234567890123456789", "U-04", "不是一个可用的数字"},
		{"十八位小数", "元", "0.100000000000000001", "V-05", "1 分以下"},
		{"万元七位小数", "万元", "0.0000001", "V-05", "6 位小数"},
		{"十万亿", "元", "10000000000000", "V-05", "10 万亿"},
		{"负的十万亿", "元", "-10000000000000.00", "V-05", "10 万亿"},
		{"十万亿万元", "万元", "1000000000", "V-05", "10 万亿"},
		{"十九位整数", "元", "1000000000000000000", "U-04", "不是一个可用的数字"},
		{"指数", "元", "1e5", "U-04", "1e5"},
		{"大写指数", "元", "1E5", "U-04", "1E5"},
		{"负指数", "元", "1.5e-3", "U-04", "1.5e-3"},
		{"无穷", "元", "inf", "U-04", "inf"},
		{"负无穷", "元", "-inf", "U-04", "inf"},
		{"非数", "元", "nan", "U-04", "nan"},
		{"十六进制", "元", "0x10", "U-04", "0x10"},
		{"八进制", "元", "0o17", "U-04", "0o17"},
		{"是否", "元", "true", "U-04", "应当是数字"},
		{"日期", "元", "2024-01-01", "U-04", "应当是数字"},
		{"数组", "元", "[1]", "U-04", "应当是数字"},
		{"表", "元", "{ a = 1 }", "U-04", "应当是数字"},
		{"逗号不在千分位", "元", `"1,00"`, "U-04", "逗号或空格不是每三位一个"},
		{"括号作负数", "元", `"(12.00)"`, "U-04", "括号"},
		{"空的", "元", `""`, "U-04", "没有填写"},
		{"只有短横", "元", `"—"`, "U-04", "不是一个可用的数字"},
		{"引号里的指数", "元", `"1e5"`, "U-04", "指数"},
		{"电子表格的指数", "元", `"1.23E+07"`, "U-04", "指数"},
		{"引号里很大的指数", "元", `"-1e9999"`, "U-04", "指数"},
		{"引号里的十六进制", "元", `"0x10"`, "U-04", "不是十进制数"},
		{"百分号", "元", `"12%"`, "U-04", "12%"},
		{"不是钱的单位", "元", `"12人"`, "U-04", "12人"},
		{"两个负号", "元", `"--5"`, "U-04", "--5"},
		{"汉字", "元", `"一百"`, "U-04", "一百"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := withTotal(c.unit, c.typed)
			f := oneFinding(t, text)
			if f.Rule != c.rule || f.Path != "overall.last_year_total" || f.Place.Line != lineOf(t, text, "last_year_total") {
				t.Errorf("得到 %s %s 在 %v", f.Rule, f.Path, f.Place)
			}
			if !strings.Contains(f.Message, c.message) || f.Remedy == "" {
				t.Errorf("提示 %q 应含 %q", f.Message, c.message)
			}
		})
	}
}

// An amount with what must not be in it is found, with what to write, and
// taken, so that sums over it can be compared.
func TestUntidyAmountsAreTaken(t *testing.T) {
	for _, c := range []struct{ name, unit, typed, faults, write, yuan string }{
		{"千分位逗号", "元", "430,836.00", "千分位逗号", "写成 430836.00", "430836"},
		{"万元里的千分位逗号", "万元", "1,234.5678", "千分位逗号", "写成 1234.5678", "12345678"},
		{"全角逗号", "元", "1，000", "全角字符、千分位逗号", "写成 1000", "1000"},
		{"全角数字", "元", "１２３．４５", "全角字符", "写成 123.45", "123.45"},
		{"前面的空格", "元", " 12", "空格", "写成 12", "12"},
		{"后面的空格", "元", "12 ", "空格", "写成 12", "12"},
		{"后面有换行", "元", `5\n`, "空格", "写成 5", "5"},
		{"每三位一个空格", "元", "1 234 567.89", "空格", "写成 1234567.89", "1234567.89"},
		{"正号", "元", "+5", "正号", "写成 5", "5"},
		{"下划线", "元", "1_000", "下划线", "写成 1000", "1000"},
		{"没有整数部分", "元", ".5", "不完整的小数点", "写成 0.5", "0.5"},
		{"没有小数部分", "元", "5.", "不完整的小数点", "写成 5", "5"},
		{"开头的 0", "元", "00012", "开头多余的 0", "写成 12", "12"},
		{"全角负号", "元", "－5", "全角字符", "写成 -5", "-5"},
		{"货币符号", "元", "¥5.00", "货币符号", "写成 5.00", "5"},
		{"文件的单位", "元", "12.50元", "单位", "文件以元为单位时写 12.5，", "12.5"},
		{"文件的单位是万元", "万元", "12.5万元", "单位", "以万元为单位时写 12.5", "125000"},
		{"另一个单位", "元", "12万元", "单位", "文件以元为单位时写 120000，", "120000"},
		{"另一个单位，文件是万元", "万元", "340930.25元", "单位", "以万元为单位时写 34.093025", "340930.25"},
		{"亿元", "万元", "1.5亿元", "单位", "以万元为单位时写 15000", "150000000"},
		{"逗号和单位", "元", "1,200 万元", "空格、千分位逗号、单位", "文件以元为单位时写 12000000，", "12000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, findings := Load([]byte(withTotal(c.unit, `"`+c.typed+`"`)))
			if len(findings) != 1 || findings[0].Rule != "U-04" || findings[0].Path != "overall.last_year_total" {
				t.Fatalf("得到 %v", findings)
			}
			f := findings[0]
			if !strings.HasSuffix(f.Message, "里有"+c.faults) || !strings.Contains(f.Remedy, c.write) || f.Place.Column != len("last_year_total = ")+1 {
				t.Errorf("得到 %v %s %s", f.Place, f.Message, f.Remedy)
			}
			if a := file.Unit.Overall.LastYearTotal; !a.Given || a.String() != c.yuan || !file.Whole {
				t.Errorf("读成 %s，应为 %s；数字齐全：%v", a.Decimal, c.yuan, file.Whole)
			}
		})
	}
}

// What is finer than a 分 is rounded for the sums over it; what is too large for
// any unit cannot be compared.
func TestAmountsOutOfBounds(t *testing.T) {
	for _, c := range []struct {
		name, unit, typed, yuan string
		whole                   bool
	}{
		{"三位小数", "元", "225180.005", "225180.01", true},
		{"万元七位小数", "万元", "1.2345678", "12345.68", true},
		{"带单位的三位小数", "元", `"1.0000004万元"`, "10000", true},
		{"十万亿", "元", "10000000000000", "10000000000000", false},
		{"进位到十万亿", "元", "9999999999999.999", "10000000000000", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, findings := Load([]byte(withTotal(c.unit, c.typed)))
			if !slices.ContainsFunc(findings, func(f finding.Finding) bool { return f.Rule == "V-05" }) {
				t.Errorf("得到 %v", findings)
			}
			if a := file.Unit.Overall.LastYearTotal; a.String() != c.yuan || file.Whole != c.whole {
				t.Errorf("读成 %s，应为 %s；数字齐全：%v", a.Decimal, c.yuan, file.Whole)
			}
		})
	}
}

func TestNumberTooLargeForTOML(t *testing.T) {
	for _, typed := range []string{"1e9999", "-1e9999", "99999999999999999999"} {
		f := oneFinding(t, withTotal("元", typed))
		if f.Rule != "U-02" || !strings.Contains(f.Message, "太大") {
			t.Errorf("得到 %+v", f)
		}
	}
	_, findings := Load([]byte(withTotal("元", "1e999999999") + "[overall]\n"))
	if len(findings) != 1 || findings[0].Rule != "U-02" {
		t.Errorf("得到 %v", findings)
	}
}

// Behind a duplicate a number may come that no other file lets through.
func TestNumberTooLargeBehindADuplicate(t *testing.T) {
	text := strings.Replace(withTotal("元", "1e999999999"), "year = 2024", "year = 2024\nyear = 2025", 1)
	file, findings := Load([]byte(text))
	if len(findings) != 2 || !strings.Contains(findings[1].Message, "指数") || file.Whole {
		t.Errorf("得到 %v", findings)
	}
}

// Whatever amount is typed, quoted or not, is the amount that is read.
func TestAmountsRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		cents := random.Int64N([]int64{100, 1e6, 1e10, 1e15}[random.IntN(4)])
		if random.IntN(4) == 0 {
			cents = -cents
		}
		want := decimal.New(cents, -2)
		for unit, typed := range map[string]string{"元": want.StringFixed(2), "万元": want.Shift(-4).StringFixed(6)} {
			for _, typed := range []string{typed, `"` + typed + `"`} {
				a := mustLoad(t, withTotal(unit, typed)).Unit.Overall.LastYearTotal
				if !a.Equal(want) || a.StringFixed(2) != want.StringFixed(2) {
					t.Fatalf("%s %s 读成 %s", typed, unit, a.Decimal)
				}
			}
		}
	}
}

func TestQuantities(t *testing.T) {
	load := func(typed string) (Quantity, finding.List) {
		f, findings := Load([]byte(minimal + "[assets]\nhouse_area = " + typed + "\n"))
		return f.Unit.Assets.HouseArea, findings
	}
	for typed, want := range map[string]string{
		"1234.56": "1234.56", `"1234.56"`: "1234.56", "3": "3", "1.2300": "1.23", `"111%"`: "111", "-1": "-1",
	} {
		t.Run(typed, func(t *testing.T) {
			q, findings := load(typed)
			if len(findings) > 0 || !q.Given || !q.Equal(decimal.RequireFromString(want)) {
				t.Errorf("读成 %s，%v", q.Decimal, findings)
			}
		})
	}
	for _, typed := range []string{"1.234", `"1.234"`, "1e2", "inf", `"%"`, `"1%%"`, `"一"`, "true", "[1]", "2024-01-01"} {
		t.Run("拒绝 "+typed, func(t *testing.T) {
			_, findings := load(typed)
			if len(findings) != 1 || findings[0].Rule != "U-04" || findings[0].Path != "assets.house_area" || findings[0].Message == "" {
				t.Errorf("得到 %v", findings)
			}
		})
	}
	for typed, want := range map[string]string{`"1,234.5"`: "1234.5", `"20分"`: "20", `"３"`: "3", "1.234": "1.234"} {
		t.Run("照样读 "+typed, func(t *testing.T) {
			q, findings := load(typed)
			if len(findings) != 1 || findings[0].Rule != "U-04" || q.String() != want {
				t.Errorf("读成 %s，%v", q.Decimal, findings)
			}
		})
	}
}

// An amount is in the file's unit, a quantity is not.
func TestUnitOfQuantities(t *testing.T) {
	text := strings.Replace(minimal, `"元"`, `"万元"`, 1) + "[assets]\nhouse_area = 3.5\nhouse_value = 3.5\n"
	a := mustLoad(t, text).Unit.Assets
	if a.HouseArea.String() != "3.5" || a.HouseValue.String() != "35000" {
		t.Errorf("面积 %s，价值 %s", a.HouseArea.Decimal, a.HouseValue.Decimal)
	}
}
