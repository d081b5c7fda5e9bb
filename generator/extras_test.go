package generator_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/internal/sample"
)

// buildWith builds the files of a unit with options.
func buildWith(t testing.TB, data []byte, o generator.Options) []generator.File {
	t.Helper()
	result, err := generator.Build(data, o)
	if err != nil || len(result.Files) != 2 {
		t.Fatal(err, result.Findings)
	}
	return result.Files
}

// asked is a unit file with the given lines at its head.
func asked(data []byte, lines string) []byte { return slices.Concat([]byte(lines), data) }

var statementNumber = regexp.MustCompile(`^公开0[1-9]表$`)

var printedAmount = regexp.MustCompile(`-?[0-9][0-9,]*\.[0-9]{2}`)

// On request the nine statements stand in the explanation, each under its own
// heading and from a page of its own on, cell for cell what the workbook holds.
func TestStatementsInTheExplanation(t *testing.T) {
	eachUnit(t, min(*units/50, 100), func(t *testing.T, data []byte) {
		files := buildWith(t, data, generator.Options{StatementsInPDF: true})
		sheets := workbook(t, files[1].Data)
		_, part, _ := strings.Cut(pdfText(t, files[0].Data), "\n第四部分 部门决算报表\n")
		for i, s := range statementSheets(assemble(t, data)) {
			head := fmt.Sprintf("\n%s、《%s》\n%s\n", doc.Numeral(i+1), s.Table.Title, s.Table.Title)
			_, text, found := strings.Cut(part, head)
			if !found {
				t.Fatalf("no heading %q with its table", head)
			}
			text, _, _ = strings.Cut(text, fmt.Sprintf("\n%s、《", doc.Numeral(i+2)))
			wantCells(t, s, text)
			if got, want := printedAmount.FindAllString(text, -1), amountsOf(sheets[s.Name]); !slices.Equal(got, want) {
				t.Errorf("%s: the explanation has the amounts %v, the workbook %v", s.Name, got, want)
			}
		}
	})
}

// wantCells asserts that a text has every cell of a table, in its order.
func wantCells(t *testing.T, s doc.Sheet, text string) {
	t.Helper()
	text = fold(text)
	for _, r := range slices.Concat(s.Table.Header, s.Table.Body) {
		for _, c := range r.Cells {
			_, rest, found := strings.Cut(text, fold(c.String()))
			if !found {
				t.Fatalf("%s: %q is not in the explanation, or not in its place", s.Name, c.String())
			}
			text = rest
		}
	}
	for _, note := range s.Table.Notes {
		if !strings.Contains(text, fold(note)) {
			t.Errorf("%s: the note %q is missing", s.Name, note)
		}
	}
}

// amountsOf are the amounts of a sheet, row after row.
func amountsOf(rows [][]string) []string {
	var all []string
	for _, row := range rows {
		for _, c := range row {
			if printedAmount.FindString(c) == c && c != "" {
				all = append(all, c)
			}
		}
	}
	return all
}

func statementSheets(p *generator.Package) []doc.Sheet {
	return slices.DeleteFunc(slices.Clone(p.Sheets), func(s doc.Sheet) bool { return !statementNumber.MatchString(s.Name) })
}

// The tables of the explanation are the workbook's own, and the part's heading
// says where the statements are.
func TestStatementsAreOneTableInBothFiles(t *testing.T) {
	eachUnit(t, min(*units, 20), func(t *testing.T, data []byte) {
		p, _, err := generator.Assemble(data, generator.Options{StatementsInPDF: true})
		if err != nil {
			t.Fatal(err)
		}
		blocks := p.Explanation
		part := slices.IndexFunc(blocks, func(b doc.Block) bool {
			return b == doc.Block(doc.Heading{Level: 1, Text: "第四部分 部门决算报表"})
		})
		if part < 0 {
			t.Fatal("no part four without 见附表")
		}
		for i, s := range statementSheets(p) {
			at := slices.Index(blocks, doc.Block(s.Table))
			want := doc.Heading{Level: 2, Text: fmt.Sprintf("%s、《%s》", doc.Numeral(i+1), s.Table.Title)}
			if at < part || blocks[at-1] != doc.Block(want) || blocks[at-2] != doc.Block(doc.PageBreak{}) {
				t.Errorf("%s does not stand on a page of its own, below %q", s.Name, want.Text)
			}
		}
	})
}

// Without a request there is no statement and no chart, and the list of the
// statements says that they are published beside.
func TestNothingMoreThanAskedFor(t *testing.T) {
	eachUnit(t, min(*units, 20), func(t *testing.T, data []byte) {
		if u, _, _ := load(t, data); u.Charts || u.StatementsInPDF {
			t.Skip("the unit asks for more")
		}
		p := assemble(t, data)
		statements := statementSheets(p)
		for _, b := range p.Explanation {
			if _, ok := b.(*doc.Chart); ok {
				t.Error("there is a chart")
			}
			if slices.ContainsFunc(statements, func(s doc.Sheet) bool { return b == doc.Block(s.Table) }) {
				t.Error("there is a statement")
			}
		}
		if !strings.Contains(doc.Text(p.Explanation), "\n第四部分 部门决算报表（见附表）\n一、《收入支出决算总表》\n") {
			t.Error("part four does not list the statements")
		}
	})
}

// The keys of the unit file and the options of a caller are one request, and
// the same request gives the same bytes.
func TestKeysAreTheOptions(t *testing.T) {
	data := sample.Unit(3)
	for _, c := range []struct {
		lines   string
		options generator.Options
	}{
		{"statements_in_pdf = true\n", generator.Options{StatementsInPDF: true}},
		{"charts = true\n", generator.Options{Charts: true}},
		{"charts = true\nstatements_in_pdf = true\n", generator.Options{Charts: true, StatementsInPDF: true}},
	} {
		t.Run(c.lines, func(t *testing.T) {
			byKey, plain := build(t, asked(data, c.lines)), build(t, data)
			byOption := buildWith(t, data, c.options)
			if !bytes.Equal(byKey[0].Data, byOption[0].Data) {
				t.Error("the key and the option give different explanations")
			}
			if !bytes.Equal(byKey[1].Data, plain[1].Data) || !bytes.Equal(byOption[1].Data, plain[1].Data) {
				t.Error("the workbook changes with what the explanation holds")
			}
			if bytes.Equal(byKey[0].Data, plain[0].Data) {
				t.Error("the request changes nothing")
			}
		})
	}
}

// charted is a chart of an explanation with the text of its section.
type charted struct {
	*doc.Chart
	section string
}

func charts(p *generator.Package) []charted {
	var all []charted
	section := ""
	for _, b := range p.Explanation {
		switch x := b.(type) {
		case doc.Heading:
			section = ""
		case doc.Paragraph:
			section += x.Text
		case *doc.Chart:
			all = append(all, charted{x, section})
		}
	}
	return all
}

// Every figure of a chart is one of the section that it stands in, and is in
// the file's text and in the chart's alternative.
func TestChartsSayWhatTheTextSays(t *testing.T) {
	eachUnit(t, min(*units/20, 200), func(t *testing.T, data []byte) {
		p, _, err := generator.Assemble(data, generator.Options{Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		file := buildWith(t, data, generator.Options{Charts: true})[0].Data
		text, alternatives := fold(pdfText(t, file)), alternativesIn(t, file)
		all := charts(p)
		if len(all) != len(alternatives) {
			t.Fatalf("%d charts, %d alternatives", len(all), len(alternatives))
		}
		for i, c := range all {
			if !strings.HasPrefix(c.Title, fmt.Sprintf("图%d　", i+1)) || alternatives[i] != c.Alternative {
				t.Errorf("chart %d is %q with the alternative %q", i+1, c.Title, alternatives[i])
			}
			if !strings.Contains(text, fold(c.Text())) {
				t.Errorf("%s is not in the text of the file", c.Title)
			}
			wantFigures(t, c)
		}
	})
}

func wantFigures(t *testing.T, c charted) {
	t.Helper()
	for _, g := range c.Groups {
		for i, b := range g.Bars {
			said := g.Label + "："
			if i == 0 && !c.HasLegend() {
				said += b.Value.String() + "万元，占" + b.Share.String()
			}
			if !strings.Contains(c.Alternative, said) || !strings.Contains(c.Alternative, b.Value.String()+"万元") {
				t.Errorf("%s: the alternative lacks %s: %s", c.Title, b, c.Alternative)
			}
			if sentence := g.Label + b.Value.String() + "万元"; (i == 0) && !strings.Contains(c.section, sentence) {
				t.Errorf("%s: the section does not say %s", c.Title, sentence)
			}
			if b.Share != nil && !strings.Contains(c.section, g.Label+b.Value.String()+"万元，占"+b.Share.String()) {
				t.Errorf("%s: the section has another share of %s", c.Title, g.Label)
			}
		}
	}
}

// alternativesIn are the alternatives of the figures in a PDF.
func alternativesIn(t *testing.T, pdf []byte) []string {
	t.Helper()
	var all []string
	for _, e := range structure(t, pdf) {
		if e.kind == "Figure" {
			all = append(all, e.text)
		}
	}
	return all
}

// Last year's figure of the comparison is the one that the change is worked
// out from.
func TestTheFirstChartComparesWithLastYear(t *testing.T) {
	eachUnit(t, min(*units, 40), func(t *testing.T, data []byte) {
		_, book, _ := load(t, data)
		p, _, err := generator.Assemble(data, generator.Options{Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		change := book.Overall.Change
		for _, c := range charts(p) {
			if !c.HasLegend() {
				continue
			}
			for _, g := range c.Groups {
				if g.Bars[0].String() != change.Current.String() || g.Bars[1].String() != change.LastYear.String() {
					t.Errorf("%s: %s and %s, the change is from %s to %s", g.Label, g.Bars[0], g.Bars[1], change.LastYear, change.Current)
				}
			}
		}
	})
}

// A chart of nothing but zeros is not printed, and the next one has its number.
func TestChartsOfZerosAreLeftOut(t *testing.T) {
	zeros := 0
	for seed := range uint64(150) { // so many that some have one
		u, book, set := load(t, sample.Unit(seed))
		p, err := generator.Compose(u, book, set, generator.Options{Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		want := 3
		for _, zero := range []bool{
			book.Overall.Change.Current.Wan.IsZero() && book.Overall.Change.LastYear.Wan.IsZero(),
			allZero(book.Income.Total), allZero(book.Spending.Total),
		} {
			if zero {
				want--
				zeros++
			}
		}
		if got := len(charts(p)); got != want {
			t.Errorf("seed %d: %d charts, want %d", seed, got, want)
		}
	}
	if zeros == 0 {
		t.Error("no random unit has a chart of zeros")
	}
}

func allZero(row []figures.Figure) bool {
	return !slices.ContainsFunc(row, func(f figures.Figure) bool { return !f.Wan.IsZero() })
}
