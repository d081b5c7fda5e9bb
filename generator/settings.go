package generator

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// SettingsFile is the name of a file of settings for all unit files in its
// folder and below.
const SettingsFile = "discgen.toml"

// Settings is the file of settings that applies to a unit file.
type Settings struct {
	Name string // as Options.Open would be asked for it
	Data []byte
	Err  error // why it cannot be read; nil where it can
}

// FindSettings looks for the settings of the unit file at a path: in its folder,
// then in each above. It is nil where there are none.
func FindSettings(path string) *Settings {
	whole, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	above := ""
	for folder := filepath.Dir(whole); ; folder = filepath.Dir(folder) {
		at := filepath.Join(folder, SettingsFile)
		if info, err := os.Stat(at); err == nil && !info.IsDir() {
			s := &Settings{Name: above + SettingsFile, Err: fs.ErrInvalid}
			if info.Mode().IsRegular() {
				s.Data, s.Err = readFile(at, source.MaxBytes+1)
			}
			return s
		}
		if folder == filepath.Dir(folder) {
			return nil
		}
		above += "../"
	}
}

// read takes the fonts that the settings name, with the places of their keys.
// What is wrong with the file is no finding with a place of the unit file, so
// that its message says where it is.
func (s *Settings) read() (named unit.Fonts, at func(path string) finding.Place, wrong finding.List) {
	if s.Err != nil {
		message := unopened("设置文件", s.Name, s.Err)
		return unit.Fonts{}, nil, finding.List{{Rule: ruleFonts, Message: message, Remedy: "请检查这个文件；不用的，删去或改名"}}
	}
	var table struct {
		Fonts unit.Fonts `toml:"fonts"`
	}
	root, found := source.Read(s.Data, &table)
	for _, f := range found {
		if f.Place.Line == 0 {
			f.Remedy = "请确认这是文本文件，里面只有 [fonts]" // else it speaks of unit files
		}
		wrong = append(wrong, s.fault(f.Place, f.Message, f.Remedy))
	}
	if root == nil {
		return unit.Fonts{}, nil, wrong
	}
	return table.Fonts, root.At, wrong
}

func (s *Settings) fault(at finding.Place, message, remedy string) finding.Finding {
	where := s.Name
	if at.Line > 0 {
		where += fmt.Sprintf(" 第 %d 行第 %d 列", at.Line, at.Column)
	}
	return finding.Finding{Rule: ruleFonts, Message: strings.TrimSpace(where) + "：" + message, Remedy: remedy}
}
