package intake_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/intake"
	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/statement"
	"github.com/discgen/discgen/generator/unit"
)

var (
	units  = flag.Int("units", fromEnvironment(60), "how many random units are built and imported")
	update = flag.Bool("update", false, "write the golden files anew")
)

func fromEnvironment(n int) int {
	if v, err := strconv.Atoi(os.Getenv("DISCGEN_UNITS")); err == nil {
		return min(v, n)
	}
	return n
}

// examples are the unit files of the examples by their folders.
func examples(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no examples", err)
	}
	all := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(filepath.Dir(path))] = data
	}
	return all
}

// workbook is the workbook that a unit publishes.
func workbook(t *testing.T, data []byte) intake.Workbook {
	t.Helper()
	made, err := generator.Build(data, generator.Options{})
	if err != nil || made.Findings.HasErrors() {
		t.Fatal(err, made.Findings)
	}
	return intake.Workbook{Name: made.Files[1].Name, Data: made.Files[1].Data}
}

// imported is the unit file of workbooks that have no errors.
func imported(t *testing.T, books ...intake.Workbook) ([]byte, []finding.List) {
	t.Helper()
	facts, lists := intake.Read(books)
	for _, l := range lists {
		for _, f := range l.Of(finding.Error) {
			t.Errorf("%s %s: %s", f.Rule, f.Path, f.Message)
		}
	}
	if facts == nil {
		t.Fatal("nothing was read")
	}
	text, err := facts.Text()
	if err != nil {
		t.Fatal(err)
	}
	return text, lists
}

// book is the figures of a unit file, whether it is complete or not.
func book(t *testing.T, data []byte) (*unit.Unit, *figures.Book) {
	t.Helper()
	file, findings := unit.Load(data)
	if file == nil {
		t.Fatal(findings)
	}
	return file.Unit, figures.Compute(file.Unit, figures.ScoringRules{})
}

// statements are the nine tables of a book.
func statements(t *testing.T, b *figures.Book) map[statement.Kind]*doc.Table {
	t.Helper()
	var forms []statement.Form
	for _, f := range forms09 {
		forms = append(forms, statement.Form{Kind: f.kind})
	}
	all, err := statement.Build(b, forms, statement.Style{})
	if err != nil {
		t.Fatal(err)
	}
	tables := map[statement.Kind]*doc.Table{}
	for _, s := range all {
		tables[s.Form.Kind] = s.Table
	}
	return tables
}

// exact are the amount columns of a 项 that the statement itself states; the
// others are sums.
var exact = map[statement.Kind][]int{
	statement.Income:   {1, 2, 3, 4, 5, 6},
	statement.Spending: {1, 2, 3, 4, 5},
	statement.General:  {1, 2},
	statement.Fund:     {0, 1, 3, 4},
	statement.Capital:  {0, 1, 3, 4},
}

// amountsOf are the printed amounts of each row of a statement by its labels
// in order.
func amountsOf(table *doc.Table) map[string][]decimal.Decimal {
	rows, seen := map[string][]decimal.Decimal{}, map[string]int{}
	for _, r := range table.Body {
		label, key := "", ""
		for _, c := range r.Cells {
			if c.Number == nil {
				label += c.Text
				continue
			}
			if label != "" {
				seen[label]++
				key, label = label+strings.Repeat("'", seen[label]-1), ""
			}
			rows[key] = append(rows[key], c.Number.Value)
		}
	}
	return rows
}

// wantSame compares the statements of an imported file with the original's: an
// amount of a 项 or of an economic 款 exactly, a total as far as the rounding of
// its parts explains.
func wantSame(t *testing.T, original, back []byte) {
	t.Helper()
	u, want := book(t, original)
	_, got := book(t, back)
	parts := 2
	u.EachAmount(func(_ string, a unit.Amount) {
		if !a.IsZero() {
			parts++
		}
	})
	limit := decimal.New(5, -3).Mul(decimal.NewFromInt(int64(parts)))
	compareBooks(t, want, got, limit)
}

func compareBooks(t *testing.T, want, got *figures.Book, limit decimal.Decimal) {
	t.Helper()
	wanted, found := statements(t, want), statements(t, got)
	for kind, table := range wanted {
		rows := amountsOf(found[kind])
		for label, amounts := range amountsOf(table) {
			compareRow(t, kind, label, amounts, rows[label], limit)
		}
	}
	for i, item := range want.ThreePublic.Items() {
		other := got.ThreePublic.Items()[i]
		if isLeaf := i != 0 && i != 2; isLeaf && (!item.Outturn().Wan.Equal(other.Outturn().Wan) || !item.Budget().Wan.Equal(other.Budget().Wan)) {
			t.Errorf("三公 %d: %v, want %v", i, other, item)
		}
	}
}

func compareRow(t *testing.T, kind statement.Kind, label string, want, got []decimal.Decimal, limit decimal.Decimal) {
	t.Helper()
	isExact := map[int]bool{}
	if len(label) >= 7 && strings.Trim(label[:7], "0123456789") == "" {
		for _, c := range exact[kind] {
			isExact[c] = true
		}
	}
	for i, w := range want {
		g := decimal.Zero // a row of nothing but 0.00 is left out
		if i < len(got) {
			g = got[i]
		}
		gap := g.Sub(w).Abs()
		if gap.GreaterThan(limit) || isExact[i] && !gap.IsZero() {
			t.Errorf("%s %q column %d: %s, want %s", kind, label, i, g, w)
		}
	}
}

// filled is an imported file with what no statement has, as far as the program
// needs it to look at all figures.
func filled(data []byte) []byte {
	return []byte(strings.NewReplacer(
		"# kind = ", "kind = \"事业单位\" # ", "# duties = \"\"\"\n# 待填：主要职能，一行是一段\n# \"\"\"", "duties = \"承担有关工作\"",
		"# in_service = { current = 待填, last_year = 待填 }", "in_service = { current = 0, last_year = 0 }",
	).Replace(string(data)))
}

// isRounding reports whether a balance that was nothing is now below zero by
// the rounding of the amounts that it is computed from.
func isRounding(f finding.Finding) bool {
	return slices.Contains([]string{"T01-7", "X-12", "X-13"}, f.Rule) && lastCents.MatchString(f.Message)
}

var lastCents = regexp.MustCompile(`-?0\.0[0-9]?万元$`)

// figuresAgree wants that the checks of an imported file find nothing but what
// is missing.
func figuresAgree(t *testing.T, back []byte) {
	t.Helper()
	findings, err := generator.Check(filled(back), generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings.Of(finding.Error) {
		if isRounding(f) {
			continue
		}
		if strings.Contains("T X C V", f.Rule[:1]) || strings.HasPrefix(f.Rule, "U-0") {
			t.Errorf("%s %s %s: %s", f.Rule, f.Place, f.Path, f.Message)
		}
	}
}

func TestRoundTripOfTheExamples(t *testing.T) {
	for name, data := range examples(t) {
		t.Run(name, func(t *testing.T) {
			back, _ := imported(t, workbook(t, data))
			wantSame(t, data, back)
			figuresAgree(t, back)
			golden(t, name, back)
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".toml")
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(got) {
		t.Errorf("%s is not what was imported; -update writes it anew", path)
	}
}

func TestRoundTripOfRandomUnits(t *testing.T) {
	for seed := range uint64(*units) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			data := sample.Unit(seed)
			back, _ := imported(t, workbook(t, data))
			wantSame(t, data, back)
			figuresAgree(t, back)
		})
	}
}
