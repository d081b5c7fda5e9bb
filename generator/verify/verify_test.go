package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// failed are the ids of the checks that failed.
func failed(r Report) []string {
	var ids []string
	for _, f := range r.Failures() {
		ids = append(ids, f.Check.ID)
	}
	return ids
}

func foundBy(r Report, id string) string {
	for _, one := range r.Results {
		if one.Check.ID == id {
			return one.Found
		}
	}
	return ""
}

func TestSamplePasses(t *testing.T) {
	data := file(sample, sampleTrailer)
	r, err := Run(data)
	if err != nil || len(failed(r)) > 0 || len(r.Results) != len(checks) {
		t.Fatalf("%v: %+v", err, r)
	}
	if r.Pages != 1 || r.Bytes != len(data) || r.SHA256 != fmt.Sprintf("%x", sha256.Sum256(data)) {
		t.Errorf("%+v", r)
	}
}

// Each check trips alone, and says what is wrong and where.
func TestEachCheckTripsAlone(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		more           []string
		id, want       string
	}{
		{name: "font file missing", old: "/FontFile2 7 0 R", id: "D-03", want: "“ABCDEF+Song Ti”（首见于第 1 页）"},
		{name: "font file of another object", old: "/FontFile2 7 0 R", new: "/FontFile2 6 0 R", id: "D-03", want: "没有嵌入"},
		{name: "font without a descriptor", old: "/FontDescriptor 6 0 R", id: "D-03", want: "1 种字体里有 1 种没有嵌入"},
		{name: "font inside a form on the page", old: "/Contents 4 0 R", new: "/Contents 4 0 R /Resources <</Font <</F1 5 0 R>> /XObject <</X 13 0 R>>>>",
			more: []string{streamOf("/Type /XObject /Subtype /Form /Resources <</Font <</F2 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>", "q Q")},
			id:   "D-03", want: "2 种字体里有 1 种没有嵌入：“Helvetica”（首见于第 1 页）"},
		{name: "no ToUnicode", old: "/ToUnicode 12 0 R", id: "D-04", want: "ToUnicode）：“ABCDEF+Song Ti”（首见于第 1 页）"},
		{name: "empty ToUnicode", old: "1 beginbfchar <41> <0041> endbfchar", id: "D-04", want: "没有到 Unicode 的对应"},
		{name: "glyph names that say nothing", old: "/ToUnicode 12 0 R", new: "/Encoding <</BaseEncoding /WinAnsiEncoding /Differences [65 /g12]>>", id: "D-04", want: "没有到 Unicode 的对应"},
		{name: "no font at all", old: "/F1 5 0 R", id: "D-04", want: "扫描件"},
		{name: "not marked", old: "/Marked true", new: "/Marked false", id: "D-05", want: "Marked"},
		{name: "no structure", old: "/StructTreeRoot 9 0 R", id: "D-05", want: "没有结构树"},
		{name: "empty structure", old: "/K 10 0 R", new: "/K []", id: "D-05", want: "是空的"},
		{name: "no PDF/A part", old: `pdfaid:part="2"`, id: "D-06", want: "没有 PDF/A 的标识"},
		{name: "conformance that is none", old: `pdfaid:conformance="A"`, new: `pdfaid:conformance="X"`, id: "D-06", want: `级别 "X"`},
		{name: "no PDF/UA part", old: "<pdfuaid:part>1</pdfuaid:part>", id: "D-07", want: "没有 PDF/UA 的标识"},
		{name: "PDF/UA part that is none", old: "<pdfuaid:part>1<", new: "<pdfuaid:part>9<", id: "D-07", want: `部分 "9"`},
		{name: "no ID", old: "/ID [<0123> <0123>]", id: "D-08", want: "没有文件标识"},
		{name: "empty ID", old: "/ID [<0123> <0123>]", new: "/ID [<> <>]", id: "D-08", want: "没有文件标识"},
		{name: "no title in the information", old: "/Title (Report)", id: "D-09", want: "文档属性里没有标题，元数据里是“Report”"},
		{name: "no title in the metadata", old: ">Report<", new: "><", id: "D-09", want: "“Rapport”"},
		{name: "titles that disagree", old: "/Title (Report)", new: "/Title <FEFF62A5544A>", id: "D-09", want: "文档属性里是“报告”，元数据里是“Report”"},
		{name: "title not shown", old: "/DisplayDocTitle true", id: "D-10", want: "DisplayDocTitle"},
		{name: "no language", old: "/Lang (zh-CN)", id: "D-11", want: "没有写明语言"},
		{name: "language that is none", old: "/Lang (zh-CN)", new: "/Lang (中文)", id: "D-11", want: "写法不对"},
		{name: "script of the document", old: "/MarkInfo", new: "/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>> /MarkInfo", id: "D-12", want: "有 1 处脚本：文档的动作"},
		{name: "named script", old: "/MarkInfo", new: "/Names <</JavaScript <</Names [(a) 13 0 R]>>>> /MarkInfo",
			more: []string{"<</S /JavaScript /JS (1)>>"}, id: "D-12", want: "文档的动作"},
		{name: "script of a page", old: "/Contents 4 0 R", new: "/Contents 4 0 R /AA <</O <</S /JavaScript /JS (1)>>>>", id: "D-12", want: "第 1 页的动作"},
		{name: "attachment", old: "/MarkInfo", new: "/Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (a.txt) /EF <</F 13 0 R>>>>]>>>> /MarkInfo",
			more: []string{streamOf("/Type /EmbeddedFile", "text")}, id: "D-13", want: "有 1 个附件：文档的附件“a.txt”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Run(changed(t, c.old, c.new, c.more...))
			if err != nil {
				t.Fatal(err)
			}
			if got := failed(r); !slices.Equal(got, []string{c.id}) {
				t.Errorf("failed %q, want %s: %+v", got, c.id, r.Failures())
			}
			if found := foundBy(r, c.id); !strings.Contains(found, c.want) {
				t.Errorf("no %q in %s", c.want, found)
			}
		})
	}
}

// Metadata that cannot be read is three faults in one.
func TestNoMetadata(t *testing.T) {
	for _, c := range []struct{ name, old, new string }{
		{"none", "/Metadata 8 0 R", ""},
		{"not well-formed", "</x:xmpmeta>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Run(changed(t, c.old, c.new))
			if got := failed(r); err != nil || !slices.Equal(got, []string{"D-06", "D-07", "D-09"}) {
				t.Errorf("%v: failed %q", err, got)
			}
		})
	}
}

// What other programs write differently is as good.
func TestOtherWays(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes []string
	}{
		{"predefined encoding of a font", []string{"/ToUnicode 12 0 R", "/Encoding /WinAnsiEncoding", "/Subtype /TrueType", "/Subtype /Type1"}},
		{"names of glyphs", []string{"/ToUnicode 12 0 R", "/Encoding <</Differences [65 /A /uni4E2D /fi.alt]>>", "/Subtype /TrueType", "/Subtype /Type1"}},
		{"known collection of characters", []string{"/Subtype /TrueType", "/Subtype /Type0 /Encoding /UniGB-UCS2-H",
			"/FontDescriptor 6 0 R /ToUnicode 12 0 R", "/DescendantFonts [<</Subtype /CIDFontType2 /FontDescriptor 6 0 R /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 4>>>>]"}},
		{"PDF/A-4 without a conformance", []string{`pdfaid:part="2" pdfaid:conformance="A"`, `pdfaid:part="4"`}},
		{"ID as literal strings", []string{"/ID [<0123> <0123>]", "/ID [(ab) (cd)]"}},
		{"children of the structure in an array", []string{"/K 10 0 R", "/K [10 0 R]"}},
		{"link", []string{"/Contents 4 0 R", "/Contents 4 0 R /Annots [<</Subtype /Link /P 3 0 R /A <</S /URI /URI (http://x)>>>>]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDraft()
			for i := 0; i < len(c.changes); i += 2 {
				d.replace(t, c.changes[i], c.changes[i+1])
			}
			if r, err := Run(file(d.objects, d.trailer)); err != nil || len(failed(r)) > 0 {
				t.Errorf("%v: %+v", err, r.Failures())
			}
		})
	}
}

// Metadata may be in UTF-16, either end first.
func TestMetadataInUTF16(t *testing.T) {
	_, text, _ := strings.Cut(strings.TrimSuffix(sample[7], "\nendstream"), "\nstream\n")
	for name, order := range map[string]binary.AppendByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian} {
		var data []byte
		for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
			data = order.AppendUint16(data, unit)
		}
		d := newDraft()
		d.objects[7] = packed("/Type /Metadata /Subtype /XML", data)
		if r, err := Run(file(d.objects, d.trailer)); err != nil || len(failed(r)) > 0 {
			t.Errorf("%s: %v: %+v", name, err, r.Failures())
		}
	}
}

// A file that was cut off or added to is not complete, though it can be read.
func TestComplete(t *testing.T) {
	whole := file(sample, sampleTrailer)
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"without its end", bytes.TrimSuffix(whole, []byte("%%EOF\n"))},
		{"with a page of another kind after it", append(slices.Clone(whole), "<html>"...)},
		{"with a wrong place of the table", regexp.MustCompile(`startxref\n[0-9]+`).ReplaceAll(whole, []byte("startxref\n20"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Run(c.data)
			if got := failed(r); err != nil || !slices.Equal(got, []string{"D-01"}) {
				t.Errorf("%v: failed %q", err, got)
			}
		})
	}
	if r, err := Run(append(whole, "\r\n"...)); err != nil || len(failed(r)) > 0 {
		t.Errorf("an empty line more: %v %q", err, failed(r))
	}
}

func TestEncrypted(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain.pdf")
	if err := os.WriteFile(plain, file(sample, sampleTrailer), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		args    []string
		skipped int
	}{
		{"with a password", []string{"secret", "owner", "256"}, len(checks) - 2},
		{"with a password, the old way", []string{"secret", "owner", "128", "--use-aes=y"}, len(checks) - 2},
		{"with permissions alone", []string{"", "owner", "256", "--print=none"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(folder, c.name+".pdf")
			args := append(append([]string{"--encrypt"}, c.args...), "--", plain, path)
			if out, err := exec.Command("qpdf", args...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			assertLocked(t, data, c.skipped)
		})
	}
}

func assertLocked(t *testing.T, data []byte, skipped int) {
	t.Helper()
	r, err := Run(data)
	if got := failed(r); err != nil || !slices.Equal(got, []string{"D-02"}) {
		t.Errorf("%v: failed %q", err, got)
	}
	n := 0
	for _, one := range r.Results {
		if one.Status == Skipped {
			n++
		}
	}
	if n != skipped || (r.Pages == 0) != (skipped > 0) {
		t.Errorf("%d skipped, %d pages", n, r.Pages)
	}
}

// A kind of encryption that nobody knows is encryption all the same.
func TestUnknownEncryption(t *testing.T) {
	assertLocked(t, changed(t, "/Root 1 0 R", "/Root 1 0 R /Encrypt 13 0 R", "<</Filter /Unheard /V 9>>"), len(checks)-2)
	assertLocked(t, changed(t, "/Root 1 0 R", "/Root 1 0 R /Encrypt <</Filter /Standard /V 1 /R 2 /O (a) /U (b) /P -1>>"), 0)
}

// Every check has its words.
func TestChecksAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Checks() {
		if seen[c.ID] || c.Title == "" || c.Asked == "" || c.Remedy == "" || c.look == nil {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
	}
}

// A file says the same every time, though dictionaries have no order.
func TestSameReportEveryTime(t *testing.T) {
	data := changed(t, "/F1 5 0 R", "/F1 5 0 R /F2 <</Subtype /Type1 /BaseFont /B>> /F3 <</Subtype /Type1 /BaseFont /C>> /F4 <</Subtype /Type1 /BaseFont /A>>")
	first, err := Run(data)
	if err != nil || !strings.Contains(foundBy(first, "D-03"), "“B”（首见于第 1 页）、“C”（首见于第 1 页）、“A”") {
		t.Fatal(err, foundBy(first, "D-03"))
	}
	for range 20 {
		if again, _ := Run(data); fmt.Sprint(again.Failures()[0].Found) != fmt.Sprint(first.Failures()[0].Found) {
			t.Fatalf("%+v, then %+v", first, again)
		}
	}
}
