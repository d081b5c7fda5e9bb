package source

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// allowed is how many slips of the hand a key may have to be taken for another.
func allowed(typed, key string) int {
	switch n := max(utf8.RuneCountInString(typed), utf8.RuneCountInString(key)); {
	case n <= 4:
		return 1
	case n <= 8:
		return 2
	}
	return 3
}

// fold is a key without what people do not look at: capitals, and whether its
// words are joined by a line, a dash or a space.
var fold = strings.NewReplacer("-", "_", " ", "_")

func folded(key string) string { return fold.Replace(strings.ToLower(key)) }

// slips is how many slips lead from one key to another, or more than may be
// where it is not to be taken for it. Capitals and dashes are no slips.
func slips(typed, key string) int {
	most := allowed(typed, key)
	if longer := utf8.RuneCountInString(typed) - utf8.RuneCountInString(key); longer > most || -longer > most {
		return most + 1
	}
	return Distance(folded(typed), folded(key))
}

// Distance is how many letters must be dropped, added, changed or swapped with
// their neighbour to make one key of another, no letter twice (the optimal
// string alignment), in characters.
func Distance(typed, key string) int {
	a, b := []rune(typed), []rune(key)
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			change := last[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

// Nearest is the word that is nearest to one that is not among them, or nothing
// where none is near: with no character in common, none is.
func Nearest(typed string, words []string) string {
	best, found := "", 0
	for _, w := range words {
		if n := slips(typed, w); n <= allowed(typed, w) && n < max(utf8.RuneCountInString(w), utf8.RuneCountInString(typed)) && (best == "" || n < found) {
			best, found = w, n
		}
	}
	return best
}

// candidate is a key that another may have been meant for.
type candidate struct {
	field
	slips  int
	taken  int // 1 where the file has the key already
	misfit int // 1 where the value typed is of a kind that the key does not take
	common int // letters that both begin with
}

// candidates are the fields that a key may have been meant for, the likeliest
// first. A key that the file has already is as unlikely as one more slip.
func candidates(typed string, kind Kind, fields []field, taken func(field) bool) []candidate {
	var all []candidate
	for _, f := range fields {
		if n := slips(typed, f.key); n <= allowed(typed, f.key) {
			all = append(all, candidate{f, n, count(taken(f)), count(!fits(f.kind, kind)), commonPrefix(folded(typed), f.key)})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.cost(), b.cost()),
			cmp.Compare(a.slips, b.slips),
			cmp.Compare(a.misfit, b.misfit),
			cmp.Compare(b.common, a.common),
		)
	})
	return all
}

func (c candidate) cost() int { return c.slips + c.taken }

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// near are the tables that take the key nearest to a typed one that no table
// takes. It must be nearer than in the key's own table, for there are many
// more keys.
func (h homes) near(typed string) []home {
	best, found := "", 0
	for key := range h {
		n := slips(typed, key)
		if n >= allowed(typed, key) && n > 0 {
			continue
		}
		if best == "" || n < found || n == found && key < best {
			best, found = key, n
		}
	}
	return h[best]
}
