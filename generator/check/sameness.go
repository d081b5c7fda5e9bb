package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// repeatedReasons finds reasons that are the same, or nearly, for three items
// and more, and reasons that only say again what they should explain.
func repeatedReasons(r *reporter) {
	items := slices.DeleteFunc(spoken(r.itemChanges()), func(c comparison) bool { return c.sign() == 0 })
	for _, group := range alike(items) {
		r.sameReason(group)
	}
	for _, c := range spoken(r.changes()) {
		if c.sign() != 0 && length(c.reason) >= shortest && length(facts(c.reason, c.name)) < 2 {
			r.report(c.path, "写明发生了什么事", "%s，原因“%s”只是重复了变动本身", c, strings.TrimSpace(c.reason))
		}
	}
}

// mostCompared is how many items are compared with each other: their pairs
// grow with the square. A department has some hundred.
const mostCompared = 1000

// alike are the groups of three and more items whose reasons are nearly the
// same as that of the first.
func alike(items []comparison) [][]comparison {
	items = items[:min(len(items), mostCompared)]
	bags, taken := make([][]rune, len(items)), make([]bool, len(items))
	for i, c := range items {
		bags[i] = letters(c.reason)
	}
	var groups [][]comparison
	for i := range items {
		if taken[i] {
			continue
		}
		var group []comparison
		for j := i; j < len(items); j++ {
			if !taken[j] && nearlySame(bags[i], bags[j]) {
				taken[j] = true
				group = append(group, items[j])
			}
		}
		if len(group) >= 3 {
			groups = append(groups, group)
		}
	}
	return groups
}

// sameReason reports items with one reason. Where each names its own item, one
// cause may well have changed them all, so that it is only noted.
func (r *reporter) sameReason(group []comparison) {
	var names []string
	own := true
	for _, c := range group {
		if len(names) < 10 {
			names = append(names, strings.TrimPrefix(c.name, "科目 "))
		}
		own = own && namesItself(c)
	}
	message := fmt.Sprintf("%d 个科目的原因相同或几乎相同：%s", len(group), strings.Join(names, "、"))
	if len(names) < len(group) {
		message += "等"
	}
	const remedy = "分别写明各科目的具体原因"
	if own {
		r.note(group[0].path, remedy, "%s，只换了科目名称", message)
		return
	}
	r.report(group[0].path, remedy, "%s", message)
}

// namesItself reports whether a reason has four characters in a row of the
// name of what it explains.
func namesItself(c comparison) bool {
	name := []rune(c.name[strings.LastIndexByte(c.name, ' ')+1:])
	for i := 0; i+4 <= len(name); i++ {
		if strings.Contains(c.reason, string(name[i:i+4])) {
			return true
		}
	}
	return false
}

// letters are the letters and digits of a text, sorted.
func letters(s string) []rune {
	var all []rune
	for _, x := range s {
		if unicode.IsLetter(x) || unicode.IsDigit(x) {
			all = append(all, x)
		}
	}
	slices.Sort(all)
	return all
}

// nearlySame reports whether more than four fifths of the longer of two texts'
// letters stand in the other, too.
func nearlySame(x, y []rune) bool {
	if len(x) < len(y) {
		x, y = y, x
	}
	return len(x) > 0 && 5*len(y) > 4*len(x) && 5*shared(x, y) > 4*len(x)
}

// shared is how many letters two sorted texts have in common.
func shared(x, y []rune) int {
	n := 0
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] < y[0]:
			x = x[1:]
		case x[0] > y[0]:
			y = y[1:]
		default:
			n, x, y = n+1, x[1:], y[1:]
		}
	}
	return n
}
