package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/discgen/discgen/fonts"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/pdffile"
	"github.com/discgen/discgen/generator/unit"
)

// ruleFonts is the rule that finds fonts of one's own, or settings that name
// them, which cannot be used.
const ruleFonts = "U-21"

// fontRole is what people call one of the roles of fonts.
type fontRole struct {
	role      fonts.Role
	key       string // in [fonts], and of a file in a folder of fonts
	name, use string
	in        func(*unit.Fonts) *string
}

var fontRoles = []fontRole{
	{fonts.Body, "body", "仿宋", "正文", func(f *unit.Fonts) *string { return &f.Body }},
	{fonts.Title, "title", "小标宋", "标题", func(f *unit.Fonts) *string { return &f.Title }},
	{fonts.Heading, "heading", "黑体", "一级标题", func(f *unit.Fonts) *string { return &f.Heading }},
	{fonts.Subheading, "subheading", "楷体", "二级标题", func(f *unit.Fonts) *string { return &f.Subheading }},
	{fonts.Table, "table", "宋体", "表格", func(f *unit.Fonts) *string { return &f.Table }},
}

// FontSet is the fonts that a document is set in.
type FontSet = fonts.Set

// FontFault is why a font file cannot be used.
type FontFault = fonts.Fault

// openFont is a font that a PDF can hold, or a *FontFault.
func openFont(data []byte) (*fonts.Font, error) {
	font, err := fonts.Open(data)
	if err != nil {
		return nil, err
	}
	if err := pdffile.Usable(font); err != nil {
		return nil, &FontFault{Message: fmt.Sprintf("字体文件已损坏（%s）", err), Remedy: "换用完整的 TrueType 字体（.ttf）"}
	}
	return font, nil
}

// setIn chooses the fonts that a file is set in, and tells which characters
// they show. Only those of the first file have to be there: the others are not
// printed, and where the fonts show all that they say, theirs are not read.
func (y *years) setIn(file *unit.File, name string) (shows func(rune) bool, wrong finding.List) {
	own := file.Unit.Fonts
	if name == "" {
		y.fonts, wrong = y.fontsOf(file)
		if y.needs != nil {
			y.needs(y.fonts)
		}
		return y.fonts.Shows, wrong
	}
	var opened *fonts.Set
	return func(r rune) bool {
		if y.fonts.Shows(r) || own == (unit.Fonts{}) {
			return y.fonts.Shows(r)
		}
		if opened == nil {
			t := fontTable{years: y, own: map[fonts.Role]*fonts.Font{}}
			t.take(own, name, func(string, string, string) {})
			opened = fonts.NewSet(t.own)
		}
		return opened.Shows(r)
	}, nil
}

// fontsOf is the fonts of the first file: of each role the caller's, the file's
// own, that of the settings, or the program's.
func (y *years) fontsOf(file *unit.File) (*fonts.Set, finding.List) {
	var wrong finding.List
	t := fontTable{years: y, own: y.Fonts.Own()}
	t.take(file.Unit.Fonts, "", func(key, message, remedy string) {
		path := "fonts." + key
		wrong = append(wrong, finding.Finding{Rule: ruleFonts, Place: file.At(path), Path: path, Message: message, Remedy: remedy})
	})
	if s := y.Settings; s != nil {
		named, at, faults := s.read()
		wrong = append(wrong, faults...)
		if s.Err == nil {
			y.note(s.Name, s.Data)
		}
		t.take(named, s.Name, func(key, message, remedy string) {
			wrong = append(wrong, s.fault(at("fonts."+key), message, remedy))
		})
	}
	return fonts.NewSet(t.own), wrong
}

// fontTable is the fonts of one's own that were chosen so far. A font that
// cannot be used is nil.
type fontTable struct {
	*years
	own map[fonts.Role]*fonts.Font
}

// take reads the fonts that a file names for roles that have none.
func (t fontTable) take(named unit.Fonts, from string, wrong func(key, message, remedy string)) {
	for _, r := range fontRoles {
		path := *r.in(&named)
		if _, chosen := t.own[r.role]; chosen || strings.TrimSpace(path) == "" {
			continue
		}
		font, message, remedy := t.openAt(path, from)
		if font == nil {
			wrong(r.key, r.use+"的字体"+message, remedy)
		}
		t.own[r.role] = font
	}
}

// openAt is the font at a path, or what is to be said of it behind 字体, and what
// to do.
func (t fontTable) openAt(path, from string) (font *fonts.Font, message, remedy string) {
	if t.Open == nil {
		return nil, " " + path + " 用不上：这里不能读取其他文件", "删去这一行，用程序自带的字体"
	}
	name := beside(from, path)
	data, err := t.Open(name)
	if err != nil {
		return nil, "：" + unopened("字体文件", path, err), "写字体文件的位置，从写它的文件所在的文件夹写起，例如 \"../字体/仿宋.ttf\""
	}
	t.note(name, data)
	font, err = openFont(data)
	var fault *FontFault
	if errors.As(err, &fault) {
		return nil, " " + path + " 不能用：" + fault.Message, fault.Remedy
	}
	return font, "", ""
}

// FontFolderFault is that the files of a folder of fonts do not say what each
// is for.
type FontFolderFault struct{ Message, Remedy string }

func (f *FontFolderFault) Error() string { return f.Message + "；" + f.Remedy }

// FontsIn is the fonts of one's own in a folder, each in a file that is named
// after what it is for. An error is a *FontFolderFault, a *FontFault behind the
// path of the file, or one of the system.
func FontsIn(folder string) (*fonts.Set, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	own, files := map[fonts.Role]*fonts.Font{}, map[fonts.Role]string{}
	for _, e := range entries {
		r, ok := roleOf(e.Name())
		if !ok || e.IsDir() {
			continue
		}
		if other := files[r.role]; other != "" {
			return nil, &FontFolderFault{fmt.Sprintf("%s 里 %s 和 %s 都是%s的字体", folder, other, e.Name(), r.use), "只留一个"}
		}
		files[r.role] = e.Name()
		if own[r.role], err = fontAt(filepath.Join(folder, e.Name())); err != nil {
			return nil, err
		}
	}
	if len(own) == 0 {
		return nil, &FontFolderFault{folder + " 里没有认得的字体文件", "文件名写成 " + fontNames()}
	}
	return fonts.NewSet(own), nil
}

func fontAt(path string) (*fonts.Font, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrInvalid}
	}
	data, err := readFile(path, fonts.MaxBytes+1)
	if err != nil {
		return nil, err
	}
	font, err := openFont(data)
	if err != nil {
		return nil, fmt.Errorf("字体 %s 不能用：%w", path, err)
	}
	return font, nil
}

// fontEndings are those of files that are fonts, though few but the first can be
// used: what is wrong with the others is worth saying.
var fontEndings = map[string]bool{".ttf": true, ".ttc": true, ".otf": true, ".otc": true, ".woff": true, ".woff2": true}

// roleOf is the role that a font file is named after.
func roleOf(file string) (fontRole, bool) {
	ending := filepath.Ext(file)
	stem := strings.TrimSuffix(file, ending)
	for _, r := range fontRoles {
		if fontEndings[strings.ToLower(ending)] && (strings.EqualFold(stem, r.key) || stem == r.name) {
			return r, true
		}
	}
	return fontRole{}, false
}

// fontNames are the names that files of a folder of fonts may have.
func fontNames() string {
	var all []string
	for _, r := range fontRoles {
		all = append(all, fmt.Sprintf("%s.ttf（或 %s.ttf）", r.name, r.key))
	}
	return strings.Join(all, "、")
}
