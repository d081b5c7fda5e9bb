package doc

import "strings"

var digits = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// Numeral is n, from 1 to 9999, in Chinese numerals as headings count: 一, 十,
// 十一, 二十, 一百零三. Other numbers give an empty string.
func Numeral(n int) string {
	if n < 1 || n > 9999 {
		return ""
	}
	var b strings.Builder
	gap := false
	for _, place := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / place.value % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString("零")
		}
		gap = false
		if place.value != 10 || d != 1 || b.Len() > 0 {
			b.WriteString(digits[d])
		}
		b.WriteString(place.name)
	}
	return b.String()
}
