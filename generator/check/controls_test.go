package check

import (
	"strings"
	"testing"
)

// Control figures that are printed though the parts add up to others are told
// with both amounts, and those that have but one part each by itself.
func TestNotesOfPrintedControls(t *testing.T) {
	text := strings.NewReplacer(
		"[operating_expenses]", "[control]\ntotal = 100.01\nbasic_301 = 90.01\nbasic_302 = 10.01\n[operating_expenses]",
		"30101 = 90.00", "30101 = 80.00\n30102 = 10.00", "30201 = 10.00", "30201 = 5.00\n30202 = 5.00",
	).Replace(small)
	var got []string
	for _, f := range of(check(t, text), "C-01") {
		got = append(got, f.Path+" "+f.Message)
	}
	want := []string{
		"control 2 个控制数与按各项计算的相差最后一位，在四舍五入的尾差以内：basic_301（第 29 行）90.01万元，计算90.00万元；basic_302（第 30 行）10.01万元，计算10.00万元",
		"control.total 控制数“收入支出总计”100.01万元，按各项计算100.00万元，前者多0.01万元，在四舍五入的尾差以内",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A control figure of a subject that the file does not have is no wrong key.
func TestControlOfAMissingSubject(t *testing.T) {
	for key, want := range map[string]string{
		"spending_2080599": "文件里没有科目 2080599：补上", "income_208_other": "文件里没有科目 208：补上", "totals": "是否想写 total？",
		"appropriation_209": "文件里没有科目 209：补上",
	} {
		findings := of(check(t, strings.Replace(small, "[operating_expenses]", "[control]\n"+key+" = 1.00\n[operating_expenses]", 1)), "C-01")
		if len(findings) != 1 || !strings.HasPrefix(findings[0].Remedy, want) {
			t.Errorf("%s: %v", key, findings)
		}
	}
}
