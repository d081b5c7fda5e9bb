package generator_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/unit"
)

// ownFile is a font of one's own with a few characters of Noto Sans SC, drawn in
// 2048 units per em.
const ownFile = "../fonts/testdata/own/own.ttf"

func ownFont(t testing.TB) *fonts.Font {
	t.Helper()
	f, err := fonts.Open(read(t, ownFile))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var allRoles = []fonts.Role{fonts.Body, fonts.Title, fonts.Heading, fonts.Subheading, fonts.Table}

func ownEverywhere(t testing.TB) map[fonts.Role]*fonts.Font {
	own := map[fonts.Role]*fonts.Font{}
	for _, r := range allRoles {
		own[r] = ownFont(t)
	}
	return own
}

// other is the font with another name, so that the two are told apart.
func other(t testing.TB) []byte {
	t.Helper()
	utf16 := func(s string) []byte {
		var b []byte
		for _, c := range s {
			b = append(b, 0, byte(c))
		}
		return b
	}
	data := bytes.Replace(read(t, ownFile), utf16("DiscgenTest-Regular"), utf16("DiscgenElse-Regular"), 1)
	if bytes.Equal(data, read(t, ownFile)) {
		t.Fatal("the font has no such name")
	}
	return data
}

const tinyExample = "../examples/tiny-2024/unit.toml"

// withFonts is a unit file with a table of fonts at its end.
func withFonts(data []byte, lines ...string) []byte {
	return append(slices.Clone(data), "\n[fonts]\n"+strings.Join(lines, "\n")+"\n"...)
}

// namesIn are the fonts of a PDF, as poppler lists them, without the tags.
func namesIn(t *testing.T, pdf []byte) []string {
	t.Helper()
	path := t.TempDir() + "/x.pdf"
	write(t, path, pdf)
	out, err := exec.Command("pdffonts", path).Output()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(out)) {
		if _, name, ok := strings.Cut(strings.Fields(line)[0], "+"); ok {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// Of each role the caller's font counts first, then that of the unit file, then
// that of the settings, then the program's. What is read is an input.
func TestWhoseFontCounts(t *testing.T) {
	tiny, own, elsewhere := read(t, tinyExample), read(t, ownFile), other(t)
	caller, err := fonts.Open(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	settings := func(lines ...string) *generator.Settings {
		return &generator.Settings{Name: "../discgen.toml", Data: withFonts(nil, lines...)}
	}
	const ownName, otherName = "DiscgenTest-Regular", "DiscgenElse-Regular"
	for _, c := range []struct {
		name     string
		data     []byte
		settings *generator.Settings
		caller   *fonts.Set
		want     map[fonts.Role]string
		inputs   []string
	}{
		{name: "none", data: tiny},
		{"unit file", withFonts(tiny, `body = "fonts/a.ttf"`, `table = '..\b.ttf'`), nil, nil,
			map[fonts.Role]string{fonts.Body: ownName, fonts.Table: otherName}, []string{"fonts/a.ttf", "../b.ttf"}},
		{"settings", tiny, settings(`title = "a.ttf"`, `heading = "/b.ttf"`), nil,
			map[fonts.Role]string{fonts.Title: ownName, fonts.Heading: otherName}, []string{"../discgen.toml", "../a.ttf", "/b.ttf"}},
		{"unit file before settings", withFonts(tiny, `body = "fonts/a.ttf"`), settings(`body = "b.ttf"`, `subheading = "b.ttf"`), nil,
			map[fonts.Role]string{fonts.Body: ownName, fonts.Subheading: otherName}, []string{"fonts/a.ttf", "../discgen.toml", "../b.ttf"}},
		{"caller before both", withFonts(tiny, `body = "none.ttf"`, `title = "fonts/a.ttf"`), settings(`body = "none.ttf"`),
			fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Body: caller}),
			map[fonts.Role]string{fonts.Body: otherName, fonts.Title: ownName}, []string{"fonts/a.ttf", "../discgen.toml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string][]byte{"fonts/a.ttf": own, "../a.ttf": own, "../b.ttf": elsewhere, "/b.ttf": elsewhere}
			pkg, r, err := generator.Assemble(c.data, generator.Options{Open: opener(files), Settings: c.settings, Fonts: c.caller})
			if err != nil || pkg == nil {
				t.Fatal(err, r.Findings)
			}
			for role, f := range pkg.Fonts.Own() {
				if f.Name != c.want[role] {
					t.Errorf("role %d has %s, want %s", role, f.Name, c.want[role])
				}
			}
			if n := len(pkg.Fonts.Own()); n != len(c.want) {
				t.Errorf("%d fonts, want %d", n, len(c.want))
			}
			if c.settings != nil {
				files[c.settings.Name] = c.settings.Data
			}
			var inputs []generator.Input
			for _, name := range c.inputs {
				sum := sha256.Sum256(files[name])
				inputs = append(inputs, generator.Input{Name: name, SHA256: hex.EncodeToString(sum[:])})
			}
			if !slices.Equal(r.Inputs, inputs) {
				t.Errorf("the inputs are %v, want %v", r.Inputs, inputs)
			}
		})
	}
}

// A font that a PDF may not or cannot hold stops the build, with the reason;
// where the settings name it, so does their place.
func TestFontsThatCannotBeUsed(t *testing.T) {
	own := read(t, ownFile)
	changed := func(change func(data []byte)) []byte {
		data := slices.Clone(own)
		change(data)
		return data
	}
	kind := func(tag string) []byte { return changed(func(data []byte) { copy(data, tag) }) }
	permits := func(fsType byte, high byte) []byte {
		return changed(func(data []byte) {
			at := tableAt(t, data, "OS/2")
			data[at+8], data[at+9] = high, fsType
		})
	}
	for _, c := range []struct {
		name    string
		data    []byte
		message string
	}{
		{"collection", kind("ttcf"), "这是字体集合（.ttc），里面有几个字体"},
		{"CFF", kind("OTTO"), "这个字体是 CFF 轮廓（OpenType/PostScript）"},
		{"of the web", kind("wOF2"), "这是网页字体（.woff2）"},
		{"not to be embedded", permits(2, 0), "字体的许可不允许嵌入文件（fsType 2）"},
		{"only whole", permits(0, 1), "字体的许可不允许只嵌入用到的字（fsType 256）"},
		{"only bitmaps", permits(0, 2), "字体的许可只允许嵌入点阵（fsType 512）"},
		{"cut off", own[:len(own)/2], "字体文件已损坏，或者不是字体文件"},
		{"empty", nil, "字体文件已损坏，或者不是字体文件"},
		{"without Chinese", remapped(t, '部', '都'), "字体里没有“部”字，不是完整的中文字体"},
		{"no units per em", changed(func(data []byte) {
			at := tableAt(t, data, "head")
			copy(data[at+18:], []byte{0, 1})
		}), "字体文件已损坏（pdffile: the font file is damaged: table head）"},
		{"too large", make([]byte, fonts.MaxBytes+1), "字体文件超过上限 64 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := opener(map[string][]byte{"a.ttf": c.data, "../a.ttf": c.data})
			r, err := generator.Build(withFonts(read(t, tinyExample), `table = "a.ttf"`), generator.Options{Open: open})
			if err != nil || len(r.Files) > 0 || len(of(r.Findings, "U-21")) != 1 {
				t.Fatalf("%v, %d files, %v", err, len(r.Files), r.Findings)
			}
			f := of(r.Findings, "U-21")[0]
			if f.Message != "表格的字体 a.ttf 不能用："+c.message || f.Remedy == "" || f.Path != "fonts.table" || f.Place.Line == 0 {
				t.Errorf("%+v", f)
			}
			s := &generator.Settings{Name: "../discgen.toml", Data: []byte("[fonts]\ntable = \"a.ttf\"\n")}
			found, err := generator.Check(read(t, tinyExample), generator.Options{Open: open, Settings: s})
			if err != nil || len(of(found, "U-21")) != 1 {
				t.Fatal(err, found)
			}
			f = of(found, "U-21")[0]
			if f.Message != "../discgen.toml 第 2 行第 1 列：表格的字体 a.ttf 不能用："+c.message || f.Place != (finding.Place{}) {
				t.Errorf("%+v", f)
			}
		})
	}
}

// tableAt is where a table of a font begins.
func tableAt(t *testing.T, data []byte, tag string) int {
	t.Helper()
	for at := 12; at+16 <= len(data); at += 16 {
		if string(data[at:at+4]) == tag {
			return int(data[at+9])<<16 | int(data[at+10])<<8 | int(data[at+11])
		}
	}
	t.Fatalf("no table %s", tag)
	return 0
}

func TestSettingsWithFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		err        error
		want       string
	}{
		{"misspelt", "[fonts]\nbodi = \"a.ttf\"\n", nil, "discgen.toml 第 2 行第 1 列："},
		{"unknown", "[fonts]\n\n[colours]\n", nil, "discgen.toml 第 3 行第 2 列："},
		{"no text", "[fonts]\nbody = 1\n", nil, "discgen.toml 第 2 行第 8 列："},
		{"no TOML", "[fonts\n", nil, "discgen.toml 第 1 行第 7 列："},
		{"not UTF-8", "# \xff\n", nil, "discgen.toml 第 1 行第 3 列："},
		{"not there", "[fonts]\nbody = \"none.ttf\"\n", nil, "discgen.toml 第 2 行第 1 列：正文的字体：找不到字体文件 none.ttf"},
		{"unreadable", "", os.ErrPermission, "没有权限读取设置文件 discgen.toml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &generator.Settings{Name: "discgen.toml", Data: []byte(c.text), Err: c.err}
			found, err := generator.Check(read(t, tinyExample), generator.Options{Open: opener(map[string][]byte{"a.ttf": read(t, ownFile), "1": read(t, ownFile)}), Settings: s})
			if err != nil || len(found.Of(finding.Error)) != 1 {
				t.Fatal(err, found)
			}
			f := found.Of(finding.Error)[0]
			if f.Rule != "U-21" || !strings.HasPrefix(f.Message, c.want) || f.Remedy == "" || f.Place != (finding.Place{}) {
				t.Errorf("%+v", f)
			}
		})
	}
}

// With no way to read other files, a font is an error and not left out.
func TestFontsNeedAReader(t *testing.T) {
	found, err := generator.Check(withFonts(read(t, tinyExample), `body = "a.ttf"`), generator.Options{})
	if err != nil || len(of(found, "U-21")) != 1 || !strings.Contains(found[len(found)-1].Message, "不能读取其他文件") {
		t.Error(err, found)
	}
}

// showOwn reads the tiny example back, set in the font of the tests.
func showOwn(t *testing.T, name string, o generator.Options) *shown {
	t.Helper()
	s, err := readBack(name, read(t, tinyExample), o, ownFont(t))
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err == nil {
		err = s.err
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A PDF in fonts of one's own shows them in their roles, as wide and as dark as
// the font that they were made of, and the program's for characters that they
// lack; its text comes out as it was written.
func TestOwnFontsInThePDF(t *testing.T) {
	set := fonts.NewSet(ownEverywhere(t))
	s := showOwn(t, "own fonts", generator.Options{Fonts: set})
	sans := new(fonts.Set).Chain(fonts.Heading)[0]
	own, standIn := 0, map[string]bool{}
	for i, p := range s.Pages {
		for _, g := range p.Glyphs {
			if g.Font != ownFont(t) {
				standIn[g.Font.Name] = true
				if ownFont(t).Shows(g.Char) && (unicode.Is(unicode.Han, g.Char) || g.Char < 0x80) {
					t.Fatalf("page %d: %c is set in %s", i+1, g.Char, g.Font.Name)
				}
				continue
			}
			own++
			if want := sans.Advance(g.Char) * g.Size; math.Abs(g.Advance-want) > 0.002*g.Size {
				t.Errorf("page %d: %c is %.3f wide, want %.3f", i+1, g.Char, g.Advance, want)
			}
			left, right := sans.Ink(g.Char)
			if ink := g.Ink(); !ink.IsEmpty() && (math.Abs(ink.Left-g.X-left*g.Size) > inkSlack || math.Abs(ink.Right-g.X-right*g.Size) > inkSlack) {
				t.Errorf("page %d: %c is drawn from %.3f to %.3f", i+1, g.Char, ink.Left-g.X, ink.Right-g.X)
			}
		}
	}
	if own < 1000 || !standIn["FandolFang-Regular"] || !standIn["NotoSerifSC-Regular"] {
		t.Errorf("%d characters are in the font, others in %v", own, standIn)
	}
	wantLineByLine(t, s)
	wantBehindEachOther(t, s)
}

// wantBehindEachOther asserts that what stands on a line stands one behind the other:
// the program and the reader of the file agree on how wide each character is.
func wantBehindEachOther(t *testing.T, s *shown) {
	t.Helper()
	for _, p := range s.pieces {
		for _, l := range p.lines {
			for i := 1; i < len(l.glyphs); i++ {
				before, g := l.glyphs[i-1], l.glyphs[i]
				if before.Font.Advance(before.Char) == 1 {
					continue // marks may be narrowed
				}
				if g.X < before.X+before.Advance-0.01*g.Size {
					t.Errorf("page %d: %c begins before %c ends", l.page+1, g.Char, before.Char)
				}
			}
		}
	}
}

// Figures and Latin letters of the running text come from the table's font, as
// in the house style, and those of titles from theirs.
func TestFiguresComeFromTheTablesFont(t *testing.T) {
	set := fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Table: ownFont(t)})
	s := showOwn(t, "own table font", generator.Options{Fonts: set, StatementsInPDF: true})
	seen := map[bool]int{}
	for _, p := range s.pieces {
		if p.kind != paragraphText && p.kind != coverText {
			continue
		}
		for _, l := range p.lines {
			for _, g := range l.glyphs {
				if unicode.IsDigit(g.Char) {
					body := p.kind == paragraphText
					seen[body]++
					if (g.Font == ownFont(t)) != body {
						t.Fatalf("%c of %q is in %s", g.Char, l.text, g.Font.Name)
					}
				} else if unicode.Is(unicode.Han, g.Char) && g.Font == ownFont(t) {
					t.Fatalf("%c of %q is in the table's font", g.Char, l.text)
				}
			}
		}
	}
	cells := 0
	for _, table := range s.tables {
		for _, c := range table.cells {
			for _, g := range c.frame.Glyphs {
				if g.Font == ownFont(t) {
					cells++
				}
			}
		}
	}
	if seen[true] < 100 || seen[false] == 0 || cells < 100 {
		t.Errorf("%v digits, %d characters in cells", seen, cells)
	}
}

// Each role is one font of the file, and what the program has for it is not in
// the file where nothing needs it.
func TestFontsOfTheFile(t *testing.T) {
	tiny := read(t, tinyExample)
	build := func(o generator.Options) []byte {
		r, err := generator.Build(tiny, o)
		if err != nil || len(r.Files) != 2 {
			t.Fatal(err, r.Findings)
		}
		return r.Files[0].Data
	}
	plain := namesIn(t, build(generator.Options{}))
	if slices.Contains(plain, "DiscgenTest-Regular") || len(plain) != 5 {
		t.Errorf("the program's own: %q", plain)
	}
	full := fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Title: whole(t)})
	got := namesIn(t, build(generator.Options{Fonts: full}))
	if want := []string{"FandolFang-Regular", "LXGWWenKai-Regular", "LXGWWenKai-Regular", "NotoSansSC-Regular", "NotoSerifSC-Regular"}; !slices.Equal(got, want) {
		t.Errorf("titles in 楷体: %q", got)
	}
	mixed := namesIn(t, build(generator.Options{Fonts: fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Title: ownFont(t)})}))
	if !slices.Contains(mixed, "DiscgenTest-Regular") || !slices.Contains(mixed, "NotoSerifSC-Bold") {
		t.Errorf("titles in a font with few characters: %q", mixed)
	}
}

// whole is a font of one's own that has every character.
func whole(t *testing.T) *fonts.Font {
	t.Helper()
	f, err := fonts.Open(new(fonts.Set).Chain(fonts.Subheading)[0].Data())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Without fonts of one's own nothing is another, whether or not something says
// that there are none.
func TestNoOwnFontsChangeNothing(t *testing.T) {
	tiny := read(t, tinyExample)
	want, err := generator.Build(tiny, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]func() (generator.Result, error){
		"an empty table": func() (generator.Result, error) { return generator.Build(withFonts(tiny), generator.Options{}) },
		"an empty set": func() (generator.Result, error) {
			return generator.Build(tiny, generator.Options{Fonts: new(fonts.Set)})
		},
		"settings of none": func() (generator.Result, error) {
			return generator.Build(tiny, generator.Options{Settings: &generator.Settings{Name: "discgen.toml"}})
		},
	} {
		r, err := got()
		if err != nil || len(r.Files) != 2 || !bytes.Equal(r.Files[0].Data, want.Files[0].Data) || !bytes.Equal(r.Files[1].Data, want.Files[1].Data) {
			t.Errorf("%s: other files: %v", name, err)
		}
	}
}

// A character that only a font of one's own shows may be printed, also where it
// stands in last year's file, which may have had a font of its own.
func TestOwnFontsMayShowMore(t *testing.T) {
	const rare = "ሀ"
	if new(fonts.Set).Shows([]rune(rare)[0]) {
		t.Fatal("the program shows it")
	}
	closed, next := yearFile(t, "closed.toml"), yearFile(t, "next.toml")
	replace := func(text string) []byte {
		changed := strings.Replace(text, "duties = \"", "duties = \""+rare, 1)
		if changed == text {
			changed = strings.Replace(text, "duties = \"\"\"\n", "duties = \"\"\"\n"+rare, 1)
		}
		if changed == text {
			t.Fatal("no duties")
		}
		return []byte(changed)
	}
	files := map[string][]byte{"closed.toml": withFonts(replace(closed), `body = "rare.ttf"`), "rare.ttf": remapped(t, 'é', []rune(rare)[0])}
	found, err := generator.Check([]byte(next), generator.Options{Open: opener(files)})
	if err != nil || found.HasErrors() {
		t.Errorf("last year's own font: %v %v", err, found)
	}
	files["closed.toml"] = replace(closed)
	found, err = generator.Check([]byte(next), generator.Options{Open: opener(files)})
	if err != nil || len(of(found, "U-20")) != 1 {
		t.Errorf("no font that shows it: %v %v", err, found)
	}
	found, err = generator.Check(withFonts(replace(next), `title = "rare.ttf"`), generator.Options{Open: opener(files)})
	if err != nil || found.HasErrors() {
		t.Errorf("the file's own font: %v %v", err, found)
	}
}

// remapped is the font with another character in the place of one that has no
// neighbours (OpenType, table cmap, format 4).
func remapped(t *testing.T, from, to rune) []byte {
	t.Helper()
	data := slices.Clone(read(t, ownFile))
	u16 := binary.BigEndian.Uint16
	at := tableAt(t, data, "cmap")
	at += int(binary.BigEndian.Uint32(data[at+8:]))
	segments := int(u16(data[at+6:]))
	ends := at + 14
	starts, deltas := ends+segments+2, ends+2*segments+2
	for i := 0; i < segments; i += 2 {
		if rune(u16(data[ends+i:])) == from && rune(u16(data[starts+i:])) == from {
			for _, where := range []int{ends, starts} {
				binary.BigEndian.PutUint16(data[where+i:], uint16(to))
			}
			binary.BigEndian.PutUint16(data[deltas+i:], u16(data[deltas+i:])+uint16(from)-uint16(to))
			return data
		}
	}
	t.Fatalf("%c has neighbours", from)
	return nil
}

// Rolling over keeps the fonts, named from where next year's file stands; a
// department's file does not take them from its units.
func TestFontsAreKeptByRollover(t *testing.T) {
	closed := withFonts([]byte(yearFile(t, "closed.toml")), `body = "../a.ttf"`, `table = 'C:\Windows\Fonts\b.ttf'`)
	open := opener(map[string][]byte{"../a.ttf": read(t, ownFile), "C:/Windows/Fonts/b.ttf": read(t, ownFile)})
	next, found, err := generator.Rollover(closed, "../2024/closed.toml", generator.Options{Open: open})
	if err != nil || next == nil {
		t.Fatal(err, found)
	}
	file, _ := unit.Load(next)
	if want := (unit.Fonts{Body: "../a.ttf", Table: "C:/Windows/Fonts/b.ttf"}); file.Unit.Fonts != want {
		t.Errorf("%+v, want %+v", file.Unit.Fonts, want)
	}
	next, _, err = generator.Rollover(closed, "x/closed.toml", generator.Options{Open: open})
	if file, _ = unit.Load(next); err != nil || file.Unit.Fonts.Body != "a.ttf" {
		t.Errorf("from above: %+v, %v", file.Unit.Fonts, err)
	}
	made, err := generator.Merge([]generator.Part{{Name: "a.toml", Data: closed, Open: open}}, generator.MergeOptions{})
	if err != nil || made.Unit == nil || strings.Contains(string(made.Unit), "fonts") {
		t.Errorf("merged: %v, %v", err, made.Findings)
	}
}
