package statement

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator/doc"
)

// block is identities that say the same of neighbouring rows or columns, so
// that a formula can take each of their terms as one range.
type block struct {
	identities []Identity
	step       position // from the terms of one to those of the next
}

// steps lead to the neighbour below and to the one at the right.
var steps = []position{{row: 1}, {col: 1}}

// blocks joins the identities that can be read off the statements.
func (g grid) blocks(all []Identity) []*block {
	var blocks []*block
	for _, i := range g.shown(all) {
		if n := len(blocks); n == 0 || !g.extends(blocks[n-1], &i) {
			blocks = append(blocks, &block{})
		}
		b := blocks[len(blocks)-1]
		b.identities = append(b.identities, i)
	}
	return blocks
}

// extends reports whether an identity continues a block, whose direction the
// second one settles.
func (g grid) extends(b *block, i *Identity) bool {
	last := &b.identities[len(b.identities)-1]
	if last.Rule != i.Rule || last.Title != i.Title || len(last.Parts) != len(i.Parts) {
		return false
	}
	for _, step := range steps {
		if (len(b.identities) == 1 || step == b.step) && g.apart(last, i, step) {
			b.step = step
			return true
		}
	}
	return false
}

// apart reports whether every term of b stands a step behind that of a.
func (g grid) apart(a, b *Identity, step position) bool {
	for n := range a.terms() {
		from, to := a.term(n), b.term(n)
		if from.TakenOff != to.TakenOff || !g.follows(from, to, step) {
			return false
		}
	}
	return true
}

func (g grid) follows(a, b *Term, step position) bool {
	p, q := g.cells[a.At.name()], g.cells[b.At.name()]
	return q == position{p.table, p.row + step.row, p.col + step.col}
}

// terms is how many terms there are: the total and the parts.
func (i *Identity) terms() int { return 1 + len(i.Parts) }

// term is one of them, 0 being the total.
func (i *Identity) term(n int) *Term {
	if n == 0 {
		return &i.Total
	}
	return &i.Parts[n-1]
}

func (b *block) tolerance() decimal.Decimal {
	most := decimal.Zero
	for _, i := range b.identities {
		most = decimal.Max(most, i.Tolerance())
	}
	return most
}

// term is the range of one term of all identities, 0 being the total.
func (b *block) term(n int) string {
	first, last := &b.identities[0], &b.identities[len(b.identities)-1]
	return doc.Range(first.term(n).At.name(), last.term(n).At.name())
}

// gap is the formula of the differences, of one cell or of a range of them.
func (b *block) gap() string {
	var f strings.Builder
	f.WriteString(b.term(0))
	for i, p := range b.identities[0].Parts {
		f.WriteString(sign[!p.TakenOff] + b.term(i+1))
	}
	return "ROUND(" + f.String() + ",2)"
}

// sign is what stands before a term, by whether it is taken off.
var sign = map[bool]string{false: "+", true: "-"}

// largestGap is the formula of the largest difference without its sign.
func (b *block) largestGap() string {
	if len(b.identities) == 1 {
		return "ABS(" + b.gap() + ")"
	}
	return "SUMPRODUCT(MAX(ABS(" + b.gap() + ")))"
}

// checkLine is one line of the table of checks: blocks that say the same and
// allow the same difference.
type checkLine struct {
	grid       grid
	blocks     []*block
	identities []Identity // of all blocks
}

// maxTerms is how many ranges one line may have: a function of a spreadsheet
// takes 255 arguments, a formula 8192 characters.
const maxTerms = 120

func (g grid) lines(blocks []*block) []*checkLine {
	var lines []*checkLine
	open := map[string]*checkLine{}
	for _, b := range blocks {
		i := &b.identities[0]
		key := i.Rule + i.Title + b.tolerance().String()
		l := open[key]
		if l == nil || l.terms()+i.terms() > maxTerms {
			l = &checkLine{grid: g}
			open[key] = l
			lines = append(lines, l)
		}
		l.blocks = append(l.blocks, b)
		l.identities = append(l.identities, b.identities...)
	}
	return lines
}

func (l *checkLine) terms() int {
	n := 0
	for _, b := range l.blocks {
		n += b.identities[0].terms()
	}
	return n
}

func (l *checkLine) rule() string { return l.identities[0].Rule }

// row is the line as cells, whose names carry its number.
func (l *checkLine) row(n int) doc.Row {
	count := doc.Number{Value: decimal.NewFromInt(int64(len(l.identities)))}
	total, sum, gap, tolerance := l.sums()
	at := func(what string) string { return fmt.Sprintf("check %d %s", n, what) }
	figure := func(what string, v decimal.Decimal, f string) doc.Cell {
		return doc.Cell{Number: doc.Amount(v), Name: at(what), Formula: doc.Formula(f)}
	}
	gapFormula := "ROUND(" + doc.Ref(at("total")) + "-" + doc.Ref(at("sum")) + ",2)"
	if len(l.identities) > 1 {
		gapFormula = l.largestGap()
	}
	return row(label(l.rule()), label(l.forms()), label(l.identities[0].Title), doc.Cell{Number: &count, Align: doc.AlignCenter},
		figure("total", total, l.totalFormula()), figure("sum", sum, l.sumFormula()), figure("gap", gap, gapFormula),
		figure("tolerance", tolerance, ""),
		doc.Cell{
			Text: resultWord[gap.Abs().LessThanOrEqual(tolerance)], Align: doc.AlignCenter, Name: at("result"),
			Formula: doc.Formula(fmt.Sprintf(`IF(ABS(%s)<=%s,"%s","%s")`, doc.Ref(at("gap")), doc.Ref(at("tolerance")), agrees, disagrees)),
		})
}

var resultWord = map[bool]string{true: agrees, false: disagrees}

// sums are the figures of the line: the gap is that of its one identity, or
// the largest of several.
func (l *checkLine) sums() (total, sum, gap, tolerance decimal.Decimal) {
	for _, i := range l.identities {
		total = total.Add(i.Total.Wan)
		sum = sum.Add(i.Sum())
		gap = decimal.Max(gap, i.printedGap().Abs())
	}
	if len(l.identities) == 1 {
		gap = l.identities[0].printedGap()
	}
	return total, sum, gap, l.blocks[0].tolerance()
}

func (l *checkLine) totalFormula() string {
	var totals []string
	for _, b := range l.blocks {
		totals = append(totals, b.term(0))
	}
	if len(l.identities) == 1 {
		return totals[0]
	}
	return "ROUND(SUM(" + strings.Join(totals, ",") + "),2)"
}

// sumFormula adds up the parts of all identities.
func (l *checkLine) sumFormula() string {
	sums := map[bool][]string{}
	for _, b := range l.blocks {
		for _, takenOff := range []bool{false, true} {
			sums[takenOff] = append(sums[takenOff], l.grid.parts(b, takenOff)...)
		}
	}
	if len(l.identities) == 1 && len(l.identities[0].Parts) == 1 {
		return sums[false][0]
	}
	if len(sums[false])+len(sums[true]) == 0 {
		return "0"
	}
	formula := "SUM(" + strings.Join(sums[false], ",") + ")"
	if len(sums[true]) > 0 {
		formula += "-SUM(" + strings.Join(sums[true], ",") + ")"
	}
	return "ROUND(" + formula + ",2)"
}

// parts are the ranges of the parts of a block that are added or taken off.
// Neighbours are taken together.
func (g grid) parts(b *block, takenOff bool) []string {
	of := func(i Identity) []Term {
		return slices.DeleteFunc(slices.Clone(i.Parts), func(t Term) bool { return t.TakenOff != takenOff })
	}
	first, last := of(b.identities[0]), of(b.identities[len(b.identities)-1])
	var ranges []string
	for len(first) > 0 {
		n := 1
		for _, step := range steps {
			if step != b.step {
				n = max(n, g.run(first, step))
			}
		}
		ranges = append(ranges, doc.Range(first[0].At.name(), last[n-1].At.name()))
		first, last = first[n:], last[n:]
	}
	return ranges
}

// run is how many terms, from the first on, follow each other by a step.
func (g grid) run(parts []Term, step position) int {
	n := 1
	for n < len(parts) && g.follows(&parts[n-1], &parts[n], step) {
		n++
	}
	return n
}

func (l *checkLine) largestGap() string {
	var gaps []string
	for _, b := range l.blocks {
		gaps = append(gaps, b.largestGap())
	}
	if len(gaps) == 1 {
		return gaps[0]
	}
	return "MAX(" + strings.Join(gaps, ",") + ")"
}

// forms are the numbers of the statements that the line refers to.
func (l *checkLine) forms() string {
	var forms []string
	for _, i := range l.identities {
		for n := range i.terms() {
			if f := l.grid.forms[i.term(n).At.Statement]; !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
	}
	slices.Sort(forms)
	return strings.Join(forms, "、")
}

// verdict is the cell that says whether all lines agree.
func verdict(lines []*checkLine) doc.Cell {
	at := func(n int) string { return fmt.Sprintf("check %d result", n) }
	results := doc.Range(at(0), at(len(lines)-1))
	bad := 0
	for _, l := range lines {
		if _, _, gap, tolerance := l.sums(); gap.Abs().GreaterThan(tolerance) {
			bad++
		}
	}
	c := doc.Cell{Name: "checks agree", Text: allAgree, Formula: doc.Formula(fmt.Sprintf(`IF(COUNTIF(%s,"%s")=ROWS(%s),"%s",ROWS(%s)-COUNTIF(%s,"%s")&"%s")`,
		results, agrees, results, allAgree, results, results, agrees, someDisagree))}
	if bad > 0 {
		c.Text = fmt.Sprint(bad, someDisagree)
	}
	return c
}
