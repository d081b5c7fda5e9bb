package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/finding"
)

// statementsOf is the workbook that the program makes of a unit file, in a
// folder of its own.
func statementsOf(t *testing.T, path string) string {
	t.Helper()
	folder := t.TempDir()
	if got := discgen("build", path, "-o", folder); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	books, err := filepath.Glob(filepath.Join(folder, "*.xlsx"))
	if err != nil || len(books) != 1 {
		t.Fatal(err, books)
	}
	return books[0]
}

func TestImport(t *testing.T) {
	book := statementsOf(t, example)
	output := filepath.Join(t.TempDir(), "deep", "单位.toml")
	got := discgen("import", book, "-o", output)
	if got.status != statusDone || got.stdout != "已生成 "+output+"\n" || !strings.Contains(got.stderr, "discgen check "+output) {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	text := read(t, output)
	for _, want := range []string{
		"year = 2024 ", `name = "昌吉回族自治州工商业联合会"`, `code = "2012801" `,
		"30101 = 68.54 ", "\n[control]\n", "\n# duties = \"\"\"\n# 待填：",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if checked := discgen("check", output); checked.status != statusInput || !strings.Contains(checked.stdout, "[U-05") {
		t.Errorf("status %d: %s", checked.status, checked.stdout)
	}
	if files := names(t, filepath.Dir(output)); len(files) != 1 {
		t.Errorf("the folder holds %q", files)
	}
}

// Without -o the file stands beside the workbook.
func TestImportBesideTheWorkbook(t *testing.T) {
	book := statementsOf(t, example)
	if got := discgen("import", book); got.status != statusDone {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	if files := names(t, filepath.Dir(book)); !slices.Contains(files, "unit.toml") {
		t.Errorf("the folder holds %q", files)
	}
}

// What is there already is not replaced unasked, and with errors nothing is
// written.
func TestImportLeavesWhatIsThere(t *testing.T) {
	book, there := statementsOf(t, example), unitFile(t, "# 原有的文件\n")
	other := filepath.Join(t.TempDir(), "旧.xls")
	if err := os.WriteFile(other, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"file that is there", []string{book, "-o", there}, statusUsage, "已经存在，没有改动"},
		{"file that is there, forced", []string{book, "-o", there, "--force"}, statusUsage, "整个覆盖用 --overwrite"},
		{"overwrite and merge", []string{book, "-o", there, "--merge", "--overwrite"}, statusUsage, "只能写一个"},
		{"no workbook", []string{"-o", there}, statusUsage, "请写明工作簿"},
		{"workbook that is not there", []string{"none.xlsx", "-o", there, "--overwrite"}, statusUsage, "找不到文件 none.xlsx"},
		{"one of two that is not there", []string{book, "none.xlsx", "-o", there, "--overwrite"}, statusUsage, "找不到文件 none.xlsx"},
		{"folder", []string{t.TempDir(), "-o", there, "--overwrite"}, statusUsage, "是文件夹，请写明工作簿"},
		{"output that is the input", []string{there, "-o", there, "--force"}, statusUsage, "就是要导入的工作簿"},
		{"output of another kind", []string{book, "-o", there + ".xlsx"}, statusUsage, "要以 .toml 结尾"},
		{"merge into nothing", []string{book, "-o", "none.toml", "--merge"}, statusUsage, "找不到文件 none.toml"},
		{"old format", []string{other, "-o", there, "--overwrite"}, statusInput, "另存为"},
		{"merge into another's", []string{book, "-o", "../../examples/tiny-2024/unit.toml", "--merge"}, statusInput, "请确认导入的是同一个单位的公开表"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"import"}, c.args...)...)
			if got.status != c.status || !strings.Contains(got.stderr, c.want) || got.stdout != "" {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
			if read(t, there) != "# 原有的文件\n" {
				t.Error("the file was changed")
			}
		})
	}
	got := discgen("import", book, "-o", there, "--overwrite")
	if got.status != statusDone || got.stdout != "已覆盖 "+there+"\n" || read(t, there) == "# 原有的文件\n" {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}

// --force is offered where it would write something, and nowhere else.
func TestImportOffersForce(t *testing.T) {
	book, there := statementsOf(t, example), filepath.Join(t.TempDir(), "unit.toml")
	broken := filepath.Join(t.TempDir(), "坏.xlsx")
	if err := os.WriteFile(broken, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := "../../examples/tiny-2024/unit.toml"
	for _, c := range []struct {
		name  string
		args  []string
		offer bool
		wrote bool
	}{
		{"statements twice", []string{book, book, "-o", there}, true, false},
		{"statements twice, forced", []string{book, book, "-o", there, "--force"}, false, true},
		{"damaged", []string{broken, "-o", there + "2.toml"}, false, false},
		{"another's", []string{book, "-o", other, "--merge"}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"import"}, c.args...)...)
			if got.status != statusInput || strings.Contains(got.stderr, "--force") != c.offer || (got.stdout != "") != c.wrote {
				t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
			}
		})
	}
}

// A file that is not written has no changes, and one without changes is not
// written.
func TestImportThatChangesNothing(t *testing.T) {
	path := edited(t)
	if got := discgen("import", statementsOf(t, example), "-o", path, "--merge"); got.status != statusDone || got.stdout != "没有改动 "+path+"\n" {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	later := statementsOf(t, edited(t, "30101 = 685420.00 ", "30101 = 695420.00 ", "30102 = 512630.00 ", "30102 = 502630.00 "))
	got := discgen("import", later, later, "-o", path, "--merge")
	if got.status != statusInput || got.stdout != "" || strings.Contains(got.stderr, "改为") {
		t.Errorf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
}

// The figures of a workbook go into the file it was made of without a trace,
// and those of a later one change what they change.
func TestImportMerges(t *testing.T) {
	path := edited(t)
	before := read(t, path)
	if got := discgen("import", statementsOf(t, example), "-o", path, "--merge"); got.status != statusDone || read(t, path) != before {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
	later := statementsOf(t, edited(t, "30101 = 685420.00 ", "30101 = 695420.00 ", "30102 = 512630.00 ", "30102 = 502630.00 "))
	got := discgen("import", later, "-o", path, "--merge")
	if got.status != statusDone || !inOrder(got.stderr, "basic_expenditure.30101 由 685420.00 改为 695400.00", "basic_expenditure.30102 由 512630.00 改为 502600.00") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
	want := strings.NewReplacer("30101 = 685420.00 ", "30101 = 695400.00 ", "30102 = 512630.00 ", "30102 = 502600.00 ").Replace(before)
	if read(t, path) != want {
		t.Error("something else was changed")
	}
}

// Every workbook has its entry in the report; the first has the output.
func TestImportForPrograms(t *testing.T) {
	book := statementsOf(t, example)
	output := filepath.Join(t.TempDir(), "unit.toml")
	got := discgen("import", book, book, "-o", output, "--json")
	r := parsed(t, got.stdout)
	if got.status != statusInput || r.Command != "import" || len(r.Files) != 2 || len(r.Files[0].Outputs) != 0 {
		t.Errorf("status %d: %s", got.status, got.stdout)
	}
	if f := r.Files[1].Findings; !slices.ContainsFunc(f, func(f finding.Record) bool { return f.Rule == "I-02" && f.Path == "公开01表" && f.Line == 0 }) {
		t.Errorf("%+v", f)
	}
	got = discgen("import", book, "-o", output, "--json")
	r = parsed(t, got.stdout)
	if got.status != statusDone || !slices.Equal(r.Files[0].Outputs, []string{output}) || r.Files[0].File != book {
		t.Errorf("status %d: %s", got.status, got.stdout)
	}
}

// The commands of the page for accountants have the options that they show.
func TestOptionsOfTheImportPage(t *testing.T) {
	page, help := read(t, "../../docs/import.md"), discgen("import", "--help").stdout
	for _, option := range []string{"-o", "--merge", "--overwrite", "--force", "--json"} {
		if !strings.Contains(page, option) || !strings.Contains(help, option) {
			t.Errorf("%s is not in the page and the help", option)
		}
	}
}
