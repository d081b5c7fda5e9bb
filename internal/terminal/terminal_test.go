package terminal

import (
	"image"
	"testing"
)

// inked is what part of a picture is not ground, in cells.
func inked(p *image.Paletted) (columns, rows [2]int) {
	columns, rows = [2]int{1 << 20, -1}, [2]int{1 << 20, -1}
	for y := range p.Rect.Dy() {
		for x := range p.Rect.Dx() {
			if p.ColorIndexAt(x, y) != 0 {
				columns = [2]int{min(columns[0], (x-margin)/cell), max(columns[1], (x-margin)/cell)}
				rows = [2]int{min(rows[0], (y-margin)/line), max(rows[1], (y-margin)/line)}
			}
		}
	}
	return columns, rows
}

// Characters stand in their cells, Han characters in two, and a line that is
// too long goes on in the next row.
func TestPlaces(t *testing.T) {
	for text, want := range map[string][2][2]int{
		"a":                        {{0, 0}, {0, 0}},
		"  汉":                      {{2, 3}, {0, 0}},
		"一二三四五":                    {{0, 9}, {0, 0}},
		"一二三四五六":                   {{0, 9}, {0, 1}},
		"\n\n\x1b[1;31m字\x1b[0m\n": {{0, 1}, {2, 2}},
	} {
		p, err := Draw(text, 10)
		if err != nil {
			t.Fatal(err)
		}
		if columns, rows := inked(p); columns != want[0] || rows != want[1] {
			t.Errorf("%q has ink in columns %v and rows %v, want %v", text, columns, rows, want)
		}
	}
}

// What follows the sequence of a colour has it, up to the next one.
func TestColours(t *testing.T) {
	for text, reddish := range map[string]bool{"\x1b[1;31m字\x1b[0m": true, "\x1b[1;31m\x1b[0m字": false, "字": false} {
		p, err := Draw(text, 4)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, i := range p.Pix {
			r, g, _, _ := p.Palette[i].RGBA()
			found = found || r > g+0x1000
		}
		if found != reddish {
			t.Errorf("%q is red: %t", text, found)
		}
	}
	if _, err := Draw("\x1b[44mx", 4); err == nil {
		t.Error("a sequence that is not known was taken")
	}
}
