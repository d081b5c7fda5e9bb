package generator_test

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/finding"
)

func checkText(t *testing.T, text string, o generator.Options) finding.List {
	t.Helper()
	found, err := generator.Check([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rulesOf are the rules of the findings of a severity, in the order of the file.
func rulesOf(found finding.List, s finding.Severity) []string {
	var rules []string
	for _, f := range found.Of(s) {
		rules = append(rules, f.Rule)
	}
	return rules
}

// The published example has five inconsistencies. Each is one warning, there
// is no other, and it builds.
func TestPublishedExampleHasItsFiveWarnings(t *testing.T) {
	result, err := generator.Build(read(t, publishedExample), generator.Options{})
	if err != nil || result.Findings.HasErrors() || len(result.Files) != 2 {
		t.Fatalf("%v: %d files, %v", err, len(result.Files), result.Findings)
	}
	want := []string{"N-31", "P-12", "P-09", "V-08", "P-16"}
	if got := rulesOf(result.Findings, finding.Warning); !slices.Equal(got, want) {
		t.Errorf("warnings %v, want %v", got, want)
	}
}

// Whatever an example is told is kept as text.
func TestFindingsOfTheExamples(t *testing.T) {
	for name, data := range examples(t) {
		t.Run(name, func(t *testing.T) {
			found := checkText(t, string(data), ruleCase{example: name}.options())
			golden(t, filepath.Join("testdata/findings", name+".golden"), strings.Join(lines(found), "\n")+"\n")
		})
	}
}

// Every line is an error that was found in a published document: a unit file
// that would lead to it is refused or warned of, or the text cannot contain it.
func TestErrorsThatReallyGotPublished(t *testing.T) {
	const wages = `change_reason = "本年度减少在职人员津贴补贴，聘用人员减少1人，相关人员经费减少。"`
	for _, c := range []struct {
		name  string
		edits []edit
		rule  string // which must find it; or
		holds string // the invariant that keeps it out
	}{
		{name: "a total of the text that is not the statement's", holds: "T04-5"},
		{name: "no change, and a reason for a decrease", edits: []edit{{"last_year_total = 3164791.00", "last_year_total = 2917790.00"}}, rule: "N-07"},
		{name: "shares that are not the parts'", holds: "N-02"},
		{name: "shares that do not make 100", holds: "N-03"},
		{name: "an item of no amount among those listed", edits: []edit{{"30299 = 7254.00", "30299 = 7254.00\n39999 = 0.00"}}, holds: "N-14"},
		{name: "a class with two figures in 01 and 03", holds: "X-04"},
		{name: "a class with two figures in 04 and 05", holds: "X-07"},
		{name: "basic spending of all funds where that of the budget belongs", edits: []edit{{"30101 = 685420.00", "30101 = 814320.00"}}, rule: "X-10"},
		{name: "another name of a subject", edits: []edit{{`code = "2210201"`, "name = \"公积金支出\"\ncode = \"2210201\""}}, rule: "V-07"},
		{name: "names of items that are not those of 05", holds: "N-12"},
		{name: "the unit's name in another spelling", edits: []edit{{"推动政策落实和提升服务效率", "昌吉回族自治州工商联合会提升服务效率"}}, rule: "N-27"},
		{name: "the form's alternative left in", edits: []edit{{wages, `change_reason = "聘用人员减少1人，人员经费下降（增长）。"`}}, rule: "N-23"},
		{name: "the form's instruction left in", edits: []edit{{"[unit]", "[other_matters]\ntext = \"无政府性基金的，仍保留该表格。\"\n[unit]"}}, rule: "N-23"},
		{name: "a rate without its sign", edits: []edit{{wages, `change_reason = "聘用人员减少1人，津贴补贴支出下降27.78。"`}}, rule: "N-25"},
		{name: "an amount without its unit", edits: []edit{{wages, `change_reason = "聘用人员减少1人，津贴补贴减少8.68万，其余不变。"`}}, rule: "N-25"},
		{name: "a housing fund that pays for medical care", edits: []edit{{"本年在职人员工资基数调增，公积金缴费基数上涨，相应支出增加。", "主要用于事业单位医疗保险支出。"}}, rule: "N-28"},
		{name: "purchases from small firms above all purchases", edits: []edit{{"small_medium = 198900.00", "small_medium = 596700.00"}}, rule: "N-17"},
		{name: "a split that the right total hides", rule: "P-12"},
		{name: "a project's other money above the unit's", rule: "P-16"},
		{name: "a target in percent met by a bare number", rule: "P-09"},
		{name: "another number of staff in the texts on performance", rule: "V-08"},
		{name: "a report that is announced and not attached", rule: "N-31"},
		{name: "one and the same reason for four items", rule: "N-11"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := edited(t, c.edits)
			if c.holds != "" {
				invariants[c.holds](t, makeUnit(t, data))
				return
			}
			found := checkText(t, string(data), generator.Options{})
			if !slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Rule == c.rule }) {
				t.Errorf("no %s in %v", c.rule, lines(found))
			}
		})
	}
}

// Typing errors, disagreeing sums and faults of texts are told in one run, in
// the order of the file.
func TestFaultsOfAllKindsComeInOneRun(t *testing.T) {
	data := edited(t, []edit{
		{"amount_unit = ", "Amount_unit = "},
		{"工商联会员部", "XX会员部"},
		{"last_year_total = 4428310.00", `last_year_total = "4,428,310.00"`},
		{"[carry_over] ", "[cary_over] "},
		{"30101 = 685420.00", "30101 = 685420.01"},
		{"small_medium = 198900.00", "small_medium = 198900.01"},
		{"other = 1\n", "other = 1\nother = 1\n"},
	})
	found := checkText(t, string(data), generator.Options{})
	want := []string{"U-03", "N-22", "U-04", "U-03", "X-10", "N-17", "U-02"}
	if got := rulesOf(found, finding.Error); !slices.Equal(got, want) {
		t.Errorf("errors %v, want %v: %v", got, want, lines(found))
	}
}

func TestAccepting(t *testing.T) {
	accept := func(lines string) []edit { return []edit{{"[review]", "[[accept]]\n" + lines + "\n[review]"}} }
	const reason = "reason = \"已经核实，另行上传\""
	for _, c := range []struct {
		name     string
		edits    []edit
		options  generator.Options
		warnings []string
		accepted []string
		errors   []string
	}{
		{name: "not asked for", edits: accept("rule = \"N-31\"\n" + reason), warnings: []string{"N-31", "P-12", "P-09", "V-08", "P-16"}},
		{name: "asked for, with a reason", edits: accept("rule = \"N-31\"\n" + reason), options: generator.Options{Accept: []string{"N-31"}},
			warnings: []string{"P-12", "P-09", "V-08", "P-16"}, accepted: []string{"N-31"}},
		{name: "asked for, with the key", edits: accept("rule = \"N-31\"\nkey = \"self_evaluation.evaluation_report\"\n" + reason), options: generator.Options{Accept: []string{"N-31"}},
			warnings: []string{"P-12", "P-09", "V-08", "P-16"}, accepted: []string{"N-31"}},
		{name: "another key", edits: accept("rule = \"N-31\"\nkey = \"self_evaluation\"\n" + reason), options: generator.Options{Accept: []string{"N-31"}},
			warnings: []string{"U-19", "N-31", "P-12", "P-09", "V-08", "P-16"}},
		{name: "no reason in the file", options: generator.Options{Accept: []string{"N-31"}},
			warnings: []string{"N-31", "U-19", "P-12", "P-09", "V-08", "P-16"}},
		{name: "strict", edits: accept("rule = \"N-31\"\n" + reason), options: generator.Options{Accept: []string{"N-31"}, Strict: true},
			accepted: []string{"N-31"}, errors: []string{"P-12", "P-09", "V-08", "P-16"}},
		{name: "an error", edits: accept("rule = \"X-10\"\n" + reason), warnings: []string{"N-31", "P-12", "P-09", "V-08", "P-16"}, errors: []string{"U-19"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := checkText(t, string(edited(t, c.edits)), c.options)
			var accepted []string
			for _, f := range found.Accepted() {
				accepted = append(accepted, f.Rule)
				if f.Accepted != "已经核实，另行上传" {
					t.Errorf("%+v", f)
				}
			}
			warnings, errors := rulesOf(found, finding.Warning), rulesOf(found, finding.Error)
			if !slices.Equal(warnings, c.warnings) || !slices.Equal(accepted, c.accepted) || !slices.Equal(errors, c.errors) {
				t.Errorf("warnings %v, accepted %v, errors %v", warnings, accepted, errors)
			}
		})
	}
}

// A rule that warns in several places asks which of them is meant.
func TestAcceptingOneOfSeveral(t *testing.T) {
	reasonless := edit{"[review]", "[[accept]]\nrule = \"F-04\"\nreason = \"已经核实，另行办理\"\n[review]"}
	data := edited(t, []edit{reasonless, {"secrecy_reviewed = true", "secrecy_reviewed = false"}, {`approved_by = "单位主要负责人"`, `approved_by = ""`}})
	found := checkText(t, string(data), generator.Options{Accept: []string{"F-04"}})
	if len(found.Accepted()) != 0 || !slices.Contains(rulesOf(found, finding.Warning), "U-19") {
		t.Errorf("%v", lines(found))
	}
	data = bytes.Replace(data, []byte("rule = \"F-04\""), []byte("rule = \"F-04\"\nkey = \"review.approved_by\""), 1)
	found = checkText(t, string(data), generator.Options{Accept: []string{"F-04"}})
	if a := found.Accepted(); len(a) != 1 || a[0].Path != "review.approved_by" {
		t.Errorf("%v", lines(found))
	}
}

// Template syntax in a unit's text is refused as a placeholder, and would not
// be filled in if it were not.
func TestTemplateSyntaxIsNotFilledIn(t *testing.T) {
	data := edited(t, []edit{{"[unit]", "[other_matters]\ntext = \"{{.单位名称}}{{template \\\"变动\\\"}}\"\n[unit]"}})
	if found := checkText(t, string(data), generator.Options{}); !slices.Contains(rulesOf(found, finding.Error), "N-22") {
		t.Errorf("%v", lines(found))
	}
	u, book, set := load(t, data)
	p, err := generator.Compose(u, book, set, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text := doc.Text(p.Explanation); !strings.Contains(text, `{{.单位名称}}{{template "变动"}}`) {
		t.Error("the text was filled in")
	}
}

// Text that begins as a formula does stays text in the workbook.
func TestFormulasStayText(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1+2", "@SUM(A1)", "=HYPERLINK('file')"}
	edits := []edit{
		{`level3 = "打造区、州级党建示范点"`, `level3 = "` + texts[0] + `"`},
		{`level3 = "组织非公有制经济人士培训次数"`, `level3 = "` + texts[1] + `"`},
		{`level3 = "创建州级“五个好”党支部"`, `level3 = "` + texts[2] + `"`},
		{`level3 = "继续推进非公企业党的组织和工作全覆盖"`, `level3 = "` + texts[3] + `"`},
		{`level3 = "提升商会服务会员企业、服务高质量发展大局的能力和水平。"`, `level3 = "` + texts[4] + `"`},
	}
	f, err := excelize.OpenReader(bytes.NewReader(build(t, edited(t, edits))[1].Data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, text := range texts {
		cells, err := f.SearchSheet("整体支出绩效自评表", "^"+regexp.QuoteMeta(text)+"$", true)
		if err != nil || len(cells) != 1 {
			t.Fatalf("%q stands in %v: %v", text, cells, err)
		}
		kind, err := f.GetCellType("整体支出绩效自评表", cells[0])
		formula, err2 := f.GetCellFormula("整体支出绩效自评表", cells[0])
		if err != nil || err2 != nil || formula != "" || kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
			t.Errorf("%q is of type %v, formula %q", text, kind, formula)
		}
	}
}
