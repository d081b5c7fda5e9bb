package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/verify"
)

// explanation is the PDF that the program makes of the example.
func explanation(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if got := discgen("build", example, "-o", folder); got.status != statusDone {
		t.Fatal(got.stderr)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatal(err, files)
	}
	return files[0]
}

// pdfOf is a file of a name of its own with the data.
func pdfOf(t *testing.T, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "文件.pdf")
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// poor is a file that can be read and has next to nothing that is asked for.
const poor = "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n" +
	"3 0 obj\n<</Type /Page /Parent 2 0 R /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /\x1b[31m#1b[31mSong>>>>>>>>\nendobj\ntrailer\n<</Root 1 0 R /Size 4>>\n"

func TestVerify(t *testing.T) {
	path := explanation(t)
	got := discgen("verify", path)
	if got.status != statusDone || got.stderr != "" {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if !inOrder(got.stdout, path+"：", " 页，", "SHA-256：", "✓ 字体嵌入", "✓ 没有附件", "通过 13 项，不通过 0 项", verifyLimit) || strings.Contains(got.stdout, "✗") {
		t.Error(got.stdout)
	}
}

func TestVerifyOfAPoorFile(t *testing.T) {
	got := discgen("verify", pdfOf(t, poor))
	if got.status != statusInput || got.stderr != "" {
		t.Fatalf("status %d: %s%s", got.status, got.stdout, got.stderr)
	}
	if !inOrder(got.stdout, "1 页", "✗ 文件完整", "✓ 没有加密", "✗ 字体嵌入：1 种字体里有 1 种没有嵌入", "要求：", "办法：", "✗ 标签", "✓ 没有脚本") {
		t.Error(got.stdout)
	}
	assertTame(t, got.stdout)
	if words := english.FindAllString(got.stdout, -1); words != nil {
		t.Errorf("English words %q in\n%s", words, got.stdout)
	}
}

// One file that cannot be read leaves the others their report, and the gravest
// status counts.
func TestVerifyStatuses(t *testing.T) {
	good := explanation(t)
	broken := pdfOf(t, "%PDF-1.7\nx")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"no file", nil, statusUsage, "请写明 PDF 文件"},
		{"file that is not there", []string{good, "none.pdf"}, statusUsage, "找不到文件 none.pdf"},
		{"folder", []string{t.TempDir()}, statusUsage, "是文件夹，请写明 PDF 文件"},
		{"no PDF", []string{example}, statusMachine, "不是 PDF 文件"},
		{"empty", []string{pdfOf(t, "")}, statusMachine, "文件是空的"},
		{"broken", []string{broken}, statusMachine, "已损坏或不完整"},
		{"good, poor and broken", []string{good, pdfOf(t, poor), broken}, statusMachine, "不能检查 " + broken},
		{"good and poor", []string{good, pdfOf(t, poor)}, statusInput, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := discgen(append([]string{"verify"}, c.args...)...)
			if got.status != c.status || !strings.Contains(got.stderr, c.want) || (c.want == "") != (got.stderr == "") {
				t.Errorf("status %d: %s", got.status, got.stderr)
			}
			if slices.Contains(c.args, good) && !strings.Contains(got.stdout, good+"：共 13 项检查，通过 13 项") {
				t.Errorf("no report of the good file: %s", got.stdout)
			}
		})
	}
}

func TestVerifyForPrograms(t *testing.T) {
	good, bad, broken := explanation(t), pdfOf(t, poor), pdfOf(t, "%PDF-1.7\nx")
	got := discgen("verify", "--json", good, bad, broken)
	r := parsed(t, got.stdout)
	if got.status != statusMachine || r.Command != "verify" || len(r.Files) != 3 {
		t.Fatalf("status %d: %+v", got.status, r)
	}
	if f := r.Files[0]; f.Errors != 0 || f.PDF == nil || len(f.PDF.SHA256) != 64 || f.PDF.Pages < 10 || len(f.PDF.Checks) != len(verify.Checks()) {
		t.Errorf("%+v", f)
	}
	wrong := 0
	for _, c := range r.Files[1].PDF.Checks {
		if c.Status == "failed" {
			wrong++
		}
	}
	if f := r.Files[1]; f.PDF.Pages != 1 || wrong == 0 || f.Errors != wrong || len(f.Findings) != wrong || f.Findings[0].Rule != "D-01" || f.Findings[0].Title != "文件完整" || f.Findings[0].Remedy == "" {
		t.Errorf("%+v", f)
	}
	if f := r.Files[2]; f.Failure == "" || f.PDF != nil || f.Errors != 0 {
		t.Errorf("%+v", f)
	}
}

// The help tells of the statuses of this command, not of those of the others.
func TestHelpOfVerify(t *testing.T) {
	if got := discgen("verify", "--help"); !strings.Contains(got.stdout, "1 有检查不通过") || strings.Contains(got.stdout, "单位文件有错误") {
		t.Error(got.stdout)
	}
	if got := discgen("check", "--help"); !strings.Contains(got.stdout, "1 单位文件有错误") {
		t.Error(got.stdout)
	}
}

// The list of checks in the guide is the program's.
func TestVerifyOfItsPage(t *testing.T) {
	page := read(t, "../../docs/guide-verify.md")
	for _, c := range verify.Checks() {
		if !strings.Contains(page, "| "+c.Title+" | "+c.Asked+" |\n") {
			t.Errorf("the page does not list %s: %s", c.Title, c.Asked)
		}
	}
}
