package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
)

const schemaFile = "../../docs/findings.schema.json"

// parsed is a report that agrees with the schema.
func parsed(t *testing.T, text string) report {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if err := schema.Validate(value); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	var r report
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		t.Fatal(err)
	}
	return r
}

// severities are how many findings of each severity a report lists.
func severities(f fileReport) (n counts) {
	for _, x := range f.Findings {
		switch {
		case x.Accepted != "":
			n.accepted++
		case x.Severity == "error":
			n.errors++
		case x.Severity == "warning":
			n.warnings++
		default:
			n.notes++
		}
	}
	return n
}

// What the commands print agrees with the schema, and the counts with what is
// listed.
func TestJSON(t *testing.T) {
	folder := t.TempDir()
	wrong, warned := edited(t, "groups = 1 ", "groups = 0 "), withWarnings(t)
	accepted := unitFile(t, read(t, warned)+"\n[[accept]]\nrule = \"S-04\"\nreason = \"租用车辆\"\n")
	for _, c := range []struct {
		name     string
		args     []string
		status   int
		files    []string
		outputs  int
		failures int
		rules    []string // among those found
	}{
		{"build", []string{"build", example, "-o", folder}, statusDone, []string{example}, 2, 0, nil},
		{"build with warnings", []string{"build", warned, "-o", folder}, statusDone, []string{warned}, 2, 0, []string{"V-07", "S-04"}},
		{"build with errors", []string{"build", wrong}, statusInput, []string{wrong}, 0, 0, []string{"S-02"}},
		{"build of nothing", []string{"build", "none.toml"}, statusUsage, []string{"none.toml"}, 0, 1, nil},
		{"build to nowhere", []string{"build", warned, "-o", wrong}, statusMachine, []string{warned}, 0, 1, []string{"V-07", "S-04"}},
		{"check", []string{"check", example}, statusDone, []string{example}, 0, 0, nil},
		{"check of what is no TOML", []string{"check", unitFile(t, "甲\n")}, statusInput, nil, 0, 0, []string{"U-02"}},
		{"check with --strict", []string{"check", warned, "--strict"}, statusInput, []string{warned}, 0, 0, []string{"V-07", "S-04"}},
		{"check with --accept", []string{"check", accepted, "--accept", "S-04"}, statusDone, []string{accepted}, 0, 0, []string{"V-07", "S-04"}},
		{"check of several", []string{"check", wrong, "none.toml", unreadable(t), warned}, statusMachine,
			[]string{wrong, "none.toml", unreadable(t), warned}, 0, 2, []string{"S-02", "V-07", "S-04"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append(c.args, "--json")...)
			r := parsed(t, got.stdout)
			if got.status != c.status || r.Version != 1 || r.Command != c.args[0] {
				t.Errorf("status %d, version %d, command %s", got.status, r.Version, r.Command)
			}
			var files, rules []string
			outputs, failures := 0, 0
			for _, f := range r.Files {
				files = append(files, f.File)
				outputs += len(f.Outputs)
				if f.Failure != "" {
					failures++
				}
				for _, x := range f.Findings {
					rules = append(rules, x.Rule)
				}
				if stated := (counts{f.Errors, f.Warnings, f.Notes, f.Accepted}); stated != severities(f) {
					t.Errorf("the counts are %+v, listed are %+v", stated, severities(f))
				}
			}
			if c.files != nil && !slices.Equal(files, c.files) || outputs != c.outputs || failures != c.failures {
				t.Errorf("files %q, %d outputs, %d failures", files, outputs, failures)
			}
			for _, rule := range c.rules {
				if !slices.Contains(rules, rule) {
					t.Errorf("no %s among %q", rule, rules)
				}
			}
			if (got.stderr == "") != (c.failures == 0) {
				t.Errorf("errors: %s", got.stderr)
			}
		})
	}
}

func TestJSONOfEveryField(t *testing.T) {
	all := []result{
		{file: "甲.toml", outputs: []string{"甲.pdf"}, findings: finding.List{
			{Rule: "X-10", Severity: finding.Error, Place: finding.Place{Line: 1, Column: 2}, Path: "a", Message: "一", Remedy: "二",
				Compared: finding.Comparison{Figure: "1.00元", Against: "2.00元", Difference: "少1.00元"}},
			{Rule: "S-04", Severity: finding.Warning, Message: "三", Accepted: "四"},
			{Rule: "Z-99", Severity: finding.Note, Message: "<&>\u009b\u202e\U000E0001"},
		}},
		{file: "乙.toml", failure: failure{statusMachine, "不能读取"}},
	}
	var b bytes.Buffer
	if err := printResults(&b, "check", all...); err != nil {
		t.Fatal(err)
	}
	want := report{Version: 1, Command: "check", Files: []fileReport{
		{File: "甲.toml", Errors: 1, Notes: 1, Accepted: 1, Outputs: []string{"甲.pdf"}, Findings: []findingReport{
			{Rule: "X-10", Title: "基本支出", Severity: "error", Line: 1, Column: 2, Path: "a", Message: "一", Remedy: "二",
				Compared: &comparedReport{"1.00元", "2.00元", "少1.00元"}},
			{Rule: "S-04", Title: "运行费与保有量", Severity: "warning", Message: "三", Accepted: "四"},
			{Rule: "Z-99", Severity: "note", Message: "<&>\u009b\u202e\U000E0001"},
		}},
		{File: "乙.toml", Failure: "不能读取", Outputs: []string{}, Findings: []findingReport{}},
	}}
	if got := parsed(t, b.String()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if !strings.Contains(b.String(), `<&>\u009b\u202e\udb40\udc01`) {
		t.Errorf("what cannot be seen is not written out: %s", b.String())
	}
}

func TestJSONOfTheRules(t *testing.T) {
	got := discgen("check", "--rules", "--json")
	r := parsed(t, got.stdout)
	if got.status != statusDone || r.Files != nil || len(r.Rules) != len(generator.Rules())+len(generator.TemplateRules()) {
		t.Errorf("status %d, %d rules", got.status, len(r.Rules))
	}
	for _, x := range r.Rules {
		if (x.Severity == "") != (x.Way == "program") || (x.Why == "") != (x.Way != "elsewhere") {
			t.Errorf("%+v", x)
		}
	}
}

// The schema and the page know every field that there is, and no other.
func TestSchemaKnowsEveryField(t *testing.T) {
	type object struct {
		Properties map[string]any
		Required   []string
		Closed     *bool `json:"additionalProperties"`
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(read(t, schemaFile)), &schema); err != nil {
		t.Fatal(err)
	}
	page := read(t, "../../docs/json.md")
	for _, c := range []struct {
		name   string
		schema object
		fields any
	}{
		{"top", schema.object, report{}},
		{"file", schema.Defs["file"], fileReport{}},
		{"finding", schema.Defs["finding"], findingReport{}},
		{"compared", schema.Defs["compared"], comparedReport{}},
		{"rule", schema.Defs["rule"], ruleReport{}},
		{"task", schema.Defs["task"], taskReport{}},
		{"pdf", schema.Defs["pdf"], pdfReport{}},
		{"elimination", schema.Defs["elimination"], eliminationReport{}},
		{"check of a PDF", schema.Defs["pdfCheck"], pdfCheckReport{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.schema.Closed == nil || *c.schema.Closed {
				t.Error("the schema takes what it does not know")
			}
			fields := reflect.TypeOf(c.fields)
			for i := range fields.NumField() {
				name, options, _ := strings.Cut(fields.Field(i).Tag.Get("json"), ",")
				if _, known := c.schema.Properties[name]; !known {
					t.Errorf("the schema does not know %s", name)
				}
				if required := slices.Contains(c.schema.Required, name); required != (options == "") {
					t.Errorf("%s: required is %t", name, required)
				}
				if !strings.Contains(page, "`"+name+"`") {
					t.Errorf("the page does not tell of %s", name)
				}
			}
			if len(c.schema.Properties) != fields.NumField() {
				t.Errorf("the schema has %d fields, the program %d", len(c.schema.Properties), fields.NumField())
			}
		})
	}
}

// The example on the page is one that the schema takes.
func TestJSONPage(t *testing.T) {
	_, block, _ := strings.Cut(read(t, "../../docs/json.md"), "```json\n")
	block, _, _ = strings.Cut(block, "```")
	if r := parsed(t, block); len(r.Files) != 1 || len(r.Files[0].Findings) != 2 {
		t.Errorf("%+v", r)
	}
}
