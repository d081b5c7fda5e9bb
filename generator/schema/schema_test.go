package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/discgen/discgen/generator/internal/sample"
	"github.com/discgen/discgen/generator/schema"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("unit.schema.json", value); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("unit.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valueOf is a file as the values of JSON, dates as texts, as editors have it.
func valueOf(t *testing.T, data []byte) (any, error) {
	t.Helper()
	var file map[string]any
	if _, err := toml.Decode(string(data), &file); err != nil {
		return nil, err
	}
	text, err := json.Marshal(plain(file))
	if err != nil {
		t.Fatal(err)
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

func plain(v any) any {
	switch x := v.(type) {
	case time.Time:
		return x.Format(time.DateOnly)
	case map[string]any:
		for k := range x {
			x[k] = plain(x[k])
		}
	case []any:
		for i := range x {
			x[i] = plain(x[i])
		}
	case []map[string]any:
		for i := range x {
			plain(x[i])
		}
	}
	return v
}

func examples(t *testing.T) map[string][]byte {
	t.Helper()
	found, err := filepath.Glob("../../examples/*/unit.toml")
	if err != nil || len(found) == 0 {
		t.Fatal("no examples", err)
	}
	all := map[string][]byte{}
	for _, path := range found {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(filepath.Dir(path))] = data
	}
	return all
}

func TestValidFilesAreTaken(t *testing.T) {
	s := compiled(t)
	all := examples(t)
	for seed := range uint64(100) {
		all[fmt.Sprint("seed ", seed)] = sample.Unit(seed)
	}
	for name, data := range all {
		value, err := valueOf(t, data)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// judged says whether the schema, and whether the decoder, finds fault with the
// keys and values of a file.
func judged(t *testing.T, s *jsonschema.Schema, data []byte) (refused, wrong bool, why string) {
	t.Helper()
	value, err := valueOf(t, data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	err = s.Validate(value)
	_, findings := unit.Load(data)
	for _, f := range findings {
		if f.Rule == source.RuleKey || f.Rule == source.RuleType || f.Rule == source.RuleMissing {
			return err != nil, true, f.Message
		}
	}
	return err != nil, false, fmt.Sprint(err)
}

var keyLine = regexp.MustCompile(`(?m)^([a-z0-9_]+) = (.*)$`)

// wrongValues are none of what a value of each kind may be.
func wrongValues(value string) []string {
	switch {
	case strings.HasPrefix(value, "{"):
		return []string{"7", `"甲"`, "true"}
	case strings.HasPrefix(value, "["):
		return []string{"7", "[7]", "true", `[""]`}
	case strings.HasPrefix(value, `"`):
		return []string{"7.5", "true", "[7]", "{ x = 1 }"}
	case value == "true", value == "false":
		return []string{"7", `"是"`, "[true]"}
	}
	return []string{`"甲"`, "true", "[1]", "{ x = 1 }", `"1,000.00"`, `"１"`, `""`}
}

// One slip in a file that is right is found by the schema where the decoder
// finds it: every key misspelt, every value of other kinds.
func TestSchemaAndDecoderAgree(t *testing.T) {
	s := compiled(t)
	for _, name := range []string{"tiny-2024", "institution-2024"} {
		data := examples(t)[name]
		tried := 0
		seen := map[string]bool{}
		for _, m := range keyLine.FindAllSubmatchIndex(data, -1) {
			key, value := string(data[m[2]:m[3]]), strings.TrimSpace(string(data[m[4]:m[5]]))
			if strings.HasPrefix(value, `"""`) {
				continue // a text over several lines
			}
			if i := strings.Index(value, " #"); i > 0 && !strings.HasPrefix(value, `"`) {
				value = strings.TrimSpace(value[:i])
			}
			header := lastHeader(data[:m[0]])
			if seen[header+key] {
				continue // another element of a list
			}
			seen[header+key] = true
			var lines []string
			for _, wrong := range wrongValues(value) {
				lines = append(lines, key+" = "+wrong)
			}
			if header != "[basic_expenditure]" { // any code is a key there
				lines = append(lines, key+"x = "+string(data[m[4]:m[5]]))
			}
			for _, l := range lines {
				broken := slices.Concat(data[:m[0]], []byte(l), data[m[1]:])
				refused, wrong, why := judged(t, s, broken)
				if tried++; refused != wrong {
					t.Errorf("%s, %s %s: the schema refuses is %t, the decoder %t (%s)", name, header, l, refused, wrong, why)
				}
			}
		}
		if tried < 100 {
			t.Errorf("%s: only %d slips", name, tried)
		}
	}
}

var headerLine = regexp.MustCompile(`(?m)^\[.*?\]+`)

func lastHeader(data []byte) string {
	all := headerLine.FindAll(data, -1)
	if len(all) == 0 {
		return ""
	}
	return string(all[len(all)-1])
}

// Tables and keys in the wrong place, and what is missing.
func TestSlipsOfTables(t *testing.T) {
	s := compiled(t)
	tiny := string(examples(t)["tiny-2024"])
	for _, c := range []struct{ name, old, new string }{
		{"table misspelt", "[carry_over]", "[carryover]"},
		{"list as a table", "[[subjects]]\ncode = \"2210201\"", "[subject]\ncode = \"2210201\""},
		{"no unit of amounts", "amount_unit", "# amount_unit"},
		{"no name", "name = \"临沙县红十字会\"", "# name"},
		{"blank name", "name = \"临沙县红十字会\"", "name = \" \" #"},
		{"other choice", "kind = \"参公事业单位\"", "kind = \"企业\" #"},
		{"key of another table", "[overall]", "[overall]\ninitial_budget = 1"},
		{"key of a table in one line", "{ appropriation = 24.6318 }", "{ appropriations = 24.6318 }"},
		{"no number of people", "{ current = 2, last_year = 2 }", "{ last_year = 2 }"},
		{"table with no header", "[operating_expenses]\nlast_year = 2.388", "operating_expense = 2.388"},
		{"indicator without weight", "[operating_expenses]", indicator("") + "[operating_expenses]"},
		{"weight with a unit", "[operating_expenses]", indicator("weight = \"10分\"\n") + "[operating_expenses]"},
		{"quoted weight", "[operating_expenses]", indicator("weight = \"10\"\n") + "[operating_expenses]"},
		{"rate with its sign", "[operating_expenses]", indicator("weight = 10\ncompletion = \"80%\"\n") + "[operating_expenses]"},
		{"quoted amount", "30201 = 0.62", `30201 = "0.62"`},
		{"unknown code", "30201 = 0.62", `39999 = 0.62`},
		{"leading zeros", "30201 = 0.62", `30201 = "00.62"`},
		{"amount with its unit", "30201 = 0.62", `30201 = "0.62万元"`},
		{"date", "[unit]", "[unit]\ndisclosure_date = 2025-09-10"},
		{"no date", "[unit]", "[unit]\ndisclosure_date = \"下月\""},
		{"glossary", "[operating_expenses]", "[[glossary]]\nterm = \"甲\"\nmeaning = \"乙\"\n[operating_expenses]"},
		{"term without meaning", "[operating_expenses]", "[[glossary]]\nterm = \"甲\"\n[operating_expenses]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(tiny, c.old) && c.name != "table misspelt" && c.name != "list as a table" {
				t.Fatalf("no %q", c.old)
			}
			text := strings.Replace(tiny, c.old, c.new, 1)
			refused, wrong, why := judged(t, s, []byte(text))
			if refused != wrong {
				t.Errorf("the schema refuses is %t, the decoder %t (%s)", refused, wrong, why)
			}
		})
	}
}

func indicator(weight string) string {
	return "[[self_evaluation.projects]]\nname = \"甲\"\ngoal = \"乙\"\nachieved = \"丙\"\n" +
		"[[self_evaluation.projects.indicators]]\nlevel1 = \"甲\"\nlevel2 = \"乙\"\nlevel3 = \"丙\"\ntarget = \"=1个\"\nactual = \"=1个\"\n" + weight
}

// What the schema cannot see, the decoder does: the package comment says so.
func TestWhatTheSchemaDoesNotSee(t *testing.T) {
	s := compiled(t)
	tiny := string(examples(t)["tiny-2024"])
	for _, c := range []struct{ name, old, new string }{
		{"date in quotes", "[unit]", "[unit]\ndisclosure_date = \"2025-09-10\""},
		{"date for a text", "name = \"临沙县红十字会\"", "name = 2025-09-10 #"},
		{"exponent", "30201 = 0.62", "30201 = 62e-2"},
		{"hexadecimal digits", "30201 = 0.62", "30201 = 0x10"},
		{"weight of three decimals", "[operating_expenses]", indicator("weight = 10.123\n") + "[operating_expenses]"},
		{"whole number with a point", "{ current = 2, last_year = 2 }", "{ current = 2.0, last_year = 2 }"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(tiny, c.old, c.new, 1)
			if refused, wrong, why := judged(t, s, []byte(text)); text == tiny || refused || !wrong {
				t.Errorf("the schema refuses is %t, the decoder %t (%s)", refused, wrong, why)
			}
		})
	}
}

// Every key is described, and its examples are what it may be.
func TestDescriptionsAndExamples(t *testing.T) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	var walk func(path string, v map[string]any)
	walk = func(path string, v map[string]any) {
		properties, _ := v["properties"].(map[string]any)
		for key, p := range properties {
			p := p.(map[string]any)
			keys++
			if text, _ := p["description"].(string); text == "" && !strings.HasSuffix(key, "indicators") {
				t.Errorf("%s.%s is not described", path, key)
			}
			if given, is := p["examples"].([]any); is {
				c := jsonschema.NewCompiler()
				c.AssertFormat()
				if err := c.AddResource("key.json", p); err != nil {
					t.Fatal(err)
				}
				s, err := c.Compile("key.json")
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range given {
					if err := s.Validate(e); err != nil {
						t.Errorf("%s.%s: %v", path, key, err)
					}
				}
			}
			walk(path+"."+key, p)
			if items, is := p["items"].(map[string]any); is {
				walk(path+"."+key+"[]", items)
			}
		}
	}
	walk("", value.(map[string]any))
	if keys < 250 {
		t.Errorf("only %d keys", keys)
	}
}
