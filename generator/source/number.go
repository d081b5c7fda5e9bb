package source

import (
	"regexp"
	"strings"
	"unicode"
)

// TypedNumber is a number as a person typed it.
type TypedNumber struct {
	Plain  string   // in half-width digits, with a point; empty where it is not certain which number is meant
	Unit   string   // what was typed behind it: 元, 人, %
	Faults []string // what must not be in it, the unit aside
	Doubt  string   // why it is not certain; may be empty where it is not
}

var (
	plainNumber = regexp.MustCompile(`^[0-9]{1,18}(\.[0-9]{1,18})?$`)
	longNumber  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	exponential = regexp.MustCompile(`^[-+]?[0-9.,_]*[0-9.][eE][-+]?[0-9]+$`)
	otherBase   = regexp.MustCompile(`^[-+]?0[xXoObB][0-9a-fA-F_]*$`)
	noNumber    = regexp.MustCompile(`^[-+]?([iI]nf|[nN]a[nN])$`)
	inGroups    = regexp.MustCompile(`^[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]*)?$`)
	inBrackets  = regexp.MustCompile(`^\([0-9.,]+\)$`)
)

// longestNumber is the length in bytes above which a text is no number.
const longestNumber = 200

// ReadNumber reads a number with whatever people put into one: full-width
// digits, thousands commas, blanks, signs, a unit. What is certain all the
// same is taken.
func ReadNumber(text string) TypedNumber {
	var n TypedNumber
	if len(text) > longestNumber {
		n.Doubt = "太长"
		return n
	}
	s := n.strip(text, "空格", strings.TrimSpace)
	s = n.strip(s, "全角字符", halfWidth)
	s = n.strip(s, "空格", strings.TrimSpace)
	if n.Doubt = doubt(s); n.Doubt != "" {
		return n
	}
	s = n.strip(s, "货币符号", func(s string) string { return strings.TrimLeft(s, "¥￥$") })
	digits := strings.TrimRightFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789., _", r) })
	n.Unit = s[len(digits):]
	n.separators(n.strip(digits, "空格", strings.TrimSpace))
	return n
}

// strip makes one thing right, and notes the fault where it was wrong.
func (n *TypedNumber) strip(s, fault string, right func(string) string) string {
	stripped := right(s)
	if stripped != s && (len(n.Faults) == 0 || n.Faults[len(n.Faults)-1] != fault) {
		n.Faults = append(n.Faults, fault)
	}
	return stripped
}

// doubt is why a text in half-width letters is no number that can be taken,
// though it looks like one.
func doubt(s string) string {
	switch {
	case s == "":
		return "没有填写"
	case exponential.MatchString(s):
		return "用了指数（科学计数法）"
	case otherBase.MatchString(s):
		return "不是十进制数"
	case noNumber.MatchString(s):
		return "不是确定的数"
	case inBrackets.MatchString(s):
		return "用了括号，负数要写负号"
	}
	return ""
}

func (n *TypedNumber) separators(s string) {
	sign := ""
	s = n.strip(s, "正号", func(s string) string { return strings.TrimPrefix(s, "+") })
	if rest, minus := strings.CutPrefix(s, "-"); minus {
		sign, s = "-", rest
	}
	if inGroups.MatchString(s) {
		s = n.strip(s, "千分位逗号", func(s string) string { return strings.ReplaceAll(s, ",", "") })
		s = n.strip(s, "空格", func(s string) string { return strings.ReplaceAll(s, " ", "") })
	} else if strings.ContainsAny(s, ", ") {
		n.Doubt = "里面的逗号或空格不是每三位一个"
		return
	}
	s = n.strip(s, "下划线", func(s string) string { return strings.ReplaceAll(s, "_", "") })
	s = n.strip(s, "不完整的小数点", wholePoint)
	s = n.strip(s, "开头多余的 0", noLeadingZeros)
	switch {
	case plainNumber.MatchString(s):
		n.Plain = sign + s
	case longNumber.MatchString(s):
		n.Doubt = "整数或小数部分超过 18 位"
	}
}

// wholePoint puts digits on both sides of a point, or takes the point away.
func wholePoint(s string) string {
	if strings.HasPrefix(s, ".") && len(s) > 1 {
		s = "0" + s
	}
	if strings.HasSuffix(s, ".") && len(s) > 1 {
		s = s[:len(s)-1]
	}
	return s
}

func noLeadingZeros(s string) string {
	for len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9' {
		s = s[1:]
	}
	return s
}

// halfWidth is a text with the letters, digits and marks of western width that
// stand for those of Chinese width, and the minus sign for the dashes.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - ('！' - '!')
		case strings.ContainsRune("−–—", r):
			return '-'
		case r == '￥':
			return '¥'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}
