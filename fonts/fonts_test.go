package fonts_test

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/discgen/discgen/fonts"
)

var roles = map[string]fonts.Role{
	"body": fonts.Body, "title": fonts.Title, "heading": fonts.Heading,
	"subheading": fonts.Subheading, "table": fonts.Table,
}

// gbk is every character of GBK with two bytes but those of private use
// (U+E000 to U+F8FF), which no font may claim.
func gbk() []rune {
	var all []rune
	decoder := simplifiedchinese.GBK.NewDecoder()
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			s, err := decoder.String(string([]byte{byte(lead), byte(trail)}))
			r, size := utf8.DecodeRuneInString(s)
			private := r >= 0xE000 && r <= 0xF8FF
			if err == nil && size == len(s) && r != utf8.RuneError && !private {
				all = append(all, r)
			}
		}
	}
	return all
}

// standard is 通用规范汉字表.
func standard(t *testing.T) []rune {
	t.Helper()
	file, err := os.Open("testdata/general-standard-8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var all []rune
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '#' {
			r, _ := utf8.DecodeRuneInString(line)
			all = append(all, r)
		}
	}
	return all
}

func TestEveryRoleCoversGBK(t *testing.T) {
	all := gbk()
	if len(all) < 21000 {
		t.Fatalf("GBK has %d characters here, want at least 21,000", len(all))
	}
	wantCovered(t, all)
}

func TestEveryRoleCoversTheGeneralStandard(t *testing.T) {
	all := standard(t)
	if len(all) != 8105 {
		t.Fatalf("the table has %d characters, want 8105", len(all))
	}
	wantCovered(t, all)
}

func wantCovered(t *testing.T, all []rune) {
	t.Helper()
	for name, role := range roles {
		for _, r := range all {
			if f := new(fonts.Set).Pick(role, r); f == nil || !f.Shows(r) {
				t.Errorf("%s: no font shows %q (%U)", name, r, r)
			}
		}
	}
}

func TestEveryChainCoversWhatAnyFontCovers(t *testing.T) {
	for r := rune(0); r < 0x33000; r++ {
		if r == 0x11000 {
			r = 0x20000 // the Han characters beyond U+FFFF; between them the fonts have next to nothing
		}
		if r > 0x20000 {
			r += 6 // every seventh
		}
		for name, role := range roles {
			if got := new(fonts.Set).Pick(role, r) != nil; got != new(fonts.Set).Shows(r) {
				t.Fatalf("%s: %U: the chain shows it: %v, the fonts: %v", name, r, got, new(fonts.Set).Shows(r))
			}
		}
	}
}

func TestPick(t *testing.T) {
	tests := []struct {
		name string
		role fonts.Role
		r    rune
		want string
	}{
		{"Han in the body", fonts.Body, '财', "FandolFang-Regular"},
		{"digit in the body", fonts.Body, '7', "NotoSerifSC-Regular"},
		{"letter in the body", fonts.Body, 'k', "NotoSerifSC-Regular"},
		{"rare Han in the body", fonts.Body, '㛃', "NotoSerifSC-Regular"},
		{"digit in 楷体", fonts.Subheading, '7', "NotoSerifSC-Regular"},
		{"Han in 楷体", fonts.Subheading, '财', "LXGWWenKai-Regular"},
		{"quote in 楷体", fonts.Subheading, '“', "FandolFang-Regular"},
		{"digit in a heading", fonts.Heading, '7', "NotoSansSC-Regular"},
		{"digit in a title", fonts.Title, '7', "NotoSerifSC-Bold"},
		{"comma in a table", fonts.Table, '，', "NotoSerifSC-Regular"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := new(fonts.Set).Pick(test.role, test.r); got == nil || got.Name != test.want {
				t.Errorf("Pick gives %v, want %s", got, test.want)
			}
		})
	}
}

func TestMarksOfChineseTextAreOneEmWide(t *testing.T) {
	for name, role := range roles {
		for _, r := range "“”‘’—…·、，；：。！？（）《》〈〉【】〔〕　％" {
			if got := new(fonts.Set).Pick(role, r).Advance(r); got != 1 {
				t.Errorf("%s: %q is %g em wide", name, r, got)
			}
		}
	}
}

func TestShowsNoControlCharacter(t *testing.T) {
	for _, r := range []rune{-1, 0, '\n', '\t', 0x7F, 0x85, 0xFFFD, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x110000} {
		if new(fonts.Set).Shows(r) {
			t.Errorf("%U is said to be shown", r)
		}
	}
}

func TestShowsFromManyGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if !new(fonts.Set).Shows('部') {
				t.Error("部 is not shown")
			}
		})
	}
	group.Wait()
}

// TestFilesMatchTheirChecksums keeps the checksums of the program and those of
// the README true.
func TestFilesMatchTheirChecksums(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fonts.All() {
		if sum := fmt.Sprintf("%x", sha256.Sum256(f.Data())); sum != f.SHA256 {
			t.Errorf("%s: the SHA-256 is %s, want %s", f.Name, sum, f.SHA256)
		}
		row := regexp.MustCompile("(?m)^\\| `" + regexp.QuoteMeta(f.Name) + "\\.ttf` .* `" + f.SHA256 + "` \\|$")
		if !row.Match(readme) {
			t.Errorf("%s: the README has no row with its name and SHA-256 %s", f.Name, f.SHA256)
		}
	}
}

func TestHashIsThatOfNamesAndFiles(t *testing.T) {
	var all strings.Builder
	names := map[string]bool{}
	for _, f := range fonts.All() {
		names[f.Name] = true
		fmt.Fprintf(&all, "%s %x\n", f.Name, sha256.Sum256(f.Data()))
	}
	if got, want := fonts.Hash(), fmt.Sprintf("%x", sha256.Sum256([]byte(all.String()))); got != want {
		t.Errorf("the hash is %s, want %s", got, want)
	}
	if packed, err := filepath.Glob("*.ttf.zst"); err != nil || len(packed) != len(names) {
		t.Errorf("%d fonts are hashed, the folder holds %q", len(names), packed)
	}
}

// TestUnpackedWhenAsked sees to it that a font costs nothing before one of its
// characters is asked for.
func TestUnpackedWhenAsked(t *testing.T) {
	for _, f := range fonts.All() {
		fresh := fonts.Packed(f)
		if fresh.Shows('\n') || !fonts.IsPacked(fresh) {
			t.Errorf("%s: it is unpacked for what is no character", f.Name)
		}
		if !fresh.Shows('部') || fonts.IsPacked(fresh) {
			t.Errorf("%s: it is not unpacked for a character", f.Name)
		}
		if first, second := fresh.Data(), fresh.Data(); &first[0] != &second[0] {
			t.Errorf("%s: it is unpacked twice", f.Name)
		}
	}
}

func TestWarmUnpacks(t *testing.T) {
	var fresh []*fonts.Font
	for _, f := range fonts.All() {
		fresh = append(fresh, fonts.Packed(f))
	}
	fonts.WarmAndWait(fresh)
	for _, f := range fresh {
		if fonts.IsPacked(f) {
			t.Errorf("%s is still packed", f.Name)
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	for _, f := range fonts.All() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if data := fonts.Packed(f).Data(); data == nil {
					b.Fatal("the file cannot be unpacked")
				}
			}
		})
	}
}

// TestFontsMayBeEmbedded looks at OS/2 fsType: bit 1 alone forbids embedding,
// bit 8 forbids subsets, bit 9 allows bitmaps only.
func TestFontsMayBeEmbedded(t *testing.T) {
	for _, f := range fonts.All() {
		fsType := binary.BigEndian.Uint16(table(t, f, "OS/2")[8:])
		if fsType&0xF == 2 || fsType&0x300 != 0 {
			t.Errorf("%s: fsType %#x forbids embedding a subset", f.Name, fsType)
		}
	}
}

func table(t *testing.T, f *fonts.Font, tag string) []byte {
	t.Helper()
	data := f.Data()
	count := int(binary.BigEndian.Uint16(data[4:]))
	for i := range count {
		entry := data[12+16*i:]
		if string(entry[:4]) == tag {
			return data[binary.BigEndian.Uint32(entry[8:]):]
		}
	}
	t.Fatalf("%s has no table %s", f.Name, tag)
	return nil
}
