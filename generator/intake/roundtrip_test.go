package intake_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

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
		forms = append(forms, statement.Form{Kind: f.kind, Title: f.title, EmptyNote: "本表为空表。"})
	}
	all, err := statement.Build(b, forms, statement.Style{RoundingNote: "存在尾数误差。"})
	if err != nil {
		t.Fatal(err)
	}
	tables := map[statement.Kind]*doc.Table{}
	for _, s := range all {
		tables[s.Form.Kind] = s.Table
	}
	return tables
}

// wantSame wants that the statements of an imported file are the original's,
// cell by cell, and that they hold within themselves.
func wantSame(t *testing.T, original, back []byte) {
	t.Helper()
	_, want := book(t, original)
	_, got := book(t, back)
	compareBooks(t, want, got)
	for _, i := range statement.Contradicted(got) {
		t.Errorf("%s %s: %s is %s, its parts %s", i.Rule, i.Title, i.Total.At.Row, i.Total.Wan, i.Sum())
	}
}

func compareBooks(t *testing.T, want, got *figures.Book) {
	t.Helper()
	wanted, found := statements(t, want), statements(t, got)
	for kind, table := range wanted {
		if w, g := table.Text(), found[kind].Text(); w != g {
			t.Errorf("%s is another: %s", kind, firstDifference(w, g))
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

// figuresAgree wants that the checks of an imported file find nothing but what
// is missing.
func figuresAgree(t *testing.T, back []byte) {
	t.Helper()
	findings, err := generator.Check(filled(back), generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings.Of(finding.Error) {
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
			golden(t, name+".toml", back)
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
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

// A code under two budgets: what the general budget has of it is the
// difference of two rounded figures.
func TestRoundTripOfOneCodeUnderTwoBudgets(t *testing.T) {
	for _, a := range []string{"0.004", "0.0149", "1.005", "2.0051"} {
		for _, b := range []string{"0.0049", "0.011", "1.0051", "3.0149"} {
			t.Run(a+" and "+b, func(t *testing.T) {
				var text strings.Builder
				text.WriteString(small)
				for _, x := range []struct{ fund, amount string }{{"一般公共预算", a}, {"政府性基金预算", b}} {
					fmt.Fprintf(&text, "[[subjects]]\ncode = \"2120801\"\nname = \"征地\"\ngroup_name = \"土地出让\"\nfund = %q\nincome = { appropriation = %[2]s }\nspending = { project = %[2]s }\nappropriation = { project = %[2]s }\n", x.fund, x.amount)
				}
				data := []byte(text.String())
				back, _ := imported(t, drawn(t, lay(t, data)))
				wantSame(t, data, back)
				figuresAgree(t, back)
			})
		}
	}
}
