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
	taken := make([]bool, len(items))
	for i := range items {
		if taken[i] {
			continue
		}
		alike := []int{}
		for j := i; j < len(items); j++ {
			if !taken[j] && nearlySame(items[i].reason, items[j].reason) {
				alike = append(alike, j)
			}
		}
		if len(alike) < 3 {
			continue
		}
		var group []comparison
		for _, j := range alike {
			taken[j] = true
			group = append(group, items[j])
		}
		r.alike(group)
	}
	for _, c := range spoken(r.changes()) {
		if c.sign() != 0 && length(facts(c.reason, c.name)) < 2 {
			r.report(c.path, "写明发生了什么事", "%s，原因“%s”只是重复了变动本身", c, strings.TrimSpace(c.reason))
		}
	}
}

// alike reports items with one reason. Where each names its own item, one cause
// may well have changed them all, so that it is only noted.
func (r *reporter) alike(group []comparison) {
	var names []string
	own := true
	for _, c := range group {
		names = append(names, strings.TrimPrefix(c.name, "科目 "))
		own = own && namesItself(c)
	}
	message := fmt.Sprintf("%d 个科目的原因相同或几乎相同：%s", len(group), strings.Join(names, "、"))
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

// nearlySame reports whether two texts are equal or more than four fifths of
// the longer one's letters stand in the other, in the same order.
func nearlySame(a, b string) bool {
	x, y := letters(a), letters(b)
	if len(x) < len(y) {
		x, y = y, x
	}
	return slices.Equal(x, y) || 5*len(y) > 4*len(x) && 5*common(x, y) > 4*len(x)
}

func letters(s string) []rune {
	var all []rune
	for _, x := range s {
		if unicode.IsLetter(x) || unicode.IsDigit(x) {
			all = append(all, x)
		}
	}
	return all
}

// common is the length of the longest common subsequence.
func common(x, y []rune) int {
	row := make([]int, len(y)+1)
	for _, a := range x {
		diagonal := 0
		for j, b := range y {
			above := row[j+1]
			if a == b {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(y)]
}
