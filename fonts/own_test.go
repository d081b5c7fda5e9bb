package fonts_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/discgen/discgen/fonts"
)

func ownFont(t *testing.T) *fonts.Font {
	t.Helper()
	data, err := os.ReadFile("testdata/own/own.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := fonts.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := fonts.Open(bytes.Clone(data)); again != f {
		t.Errorf("the same file is opened twice: %v", err)
	}
	return f
}

func TestOpenedFontSaysWhatItIs(t *testing.T) {
	f := ownFont(t)
	if f.Name != "DiscgenTest-Regular" || f.Family != "Discgen Test" {
		t.Errorf("%s, %s", f.Name, f.Family)
	}
	sans := new(fonts.Set).Chain(fonts.Heading)[0]
	for _, r := range "部1Wé，" {
		if f.Advance(r) != sans.Advance(r) && r != 'é' || f.Advance(r) == 0 {
			t.Errorf("%c is %g wide, as drawn in 1000 units %g", r, f.Advance(r), sans.Advance(r))
		}
	}
}

func TestTooLargeFilesAreRefused(t *testing.T) {
	var fault *fonts.Fault
	if _, err := fonts.Open(make([]byte, fonts.MaxBytes+1)); !errors.As(err, &fault) {
		t.Errorf("the error is %v", err)
	}
}

// One's own font is first in its role, and gives letters and digits where its
// role does; the program's are behind it.
func TestPickOfASet(t *testing.T) {
	f := ownFont(t)
	body := fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Body: f})
	table := fonts.NewSet(map[fonts.Role]*fonts.Font{fonts.Table: f})
	for _, c := range []struct {
		name string
		set  *fonts.Set
		role fonts.Role
		r    rune
		want string
	}{
		{"Han of its role", body, fonts.Body, '部', f.Name},
		{"Han that it lacks", body, fonts.Body, '银', "FandolFang-Regular"},
		{"rare Han", body, fonts.Body, '㛃', "NotoSerifSC-Regular"},
		{"digit", body, fonts.Body, '7', "NotoSerifSC-Regular"},
		{"Han of another role", body, fonts.Heading, '部', "NotoSansSC-Regular"},
		{"digit of the table's font", table, fonts.Body, '7', f.Name},
		{"digit of a heading", table, fonts.Heading, '7', "NotoSansSC-Regular"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.set.Pick(c.role, c.r); got == nil || got.Name != c.want {
				t.Errorf("another font than %s", c.want)
			}
		})
	}
}

// The hash tells sets apart, by the fonts and by their roles.
func TestHashOfASet(t *testing.T) {
	f := ownFont(t)
	var none *fonts.Set
	if none.Hash() != fonts.Hash() || new(fonts.Set).Hash() != fonts.Hash() {
		t.Error("a set of no own fonts is another than the program's")
	}
	hashes := map[string]bool{fonts.Hash(): true}
	for _, own := range []map[fonts.Role]*fonts.Font{
		{fonts.Body: f}, {fonts.Table: f}, {fonts.Body: f, fonts.Table: f}, {fonts.Body: fonts.All()[1]},
	} {
		h := fonts.NewSet(own).Hash()
		if hashes[h] || h != fonts.NewSet(own).Hash() {
			t.Errorf("%v has the hash of another", own)
		}
		hashes[h] = true
	}
}

// What is warmed is what a document begins with: not what one's own replaces.
func TestNeededFonts(t *testing.T) {
	f := ownFont(t)
	all := map[fonts.Role]*fonts.Font{}
	for _, role := range roles {
		all[role] = f
	}
	for _, c := range []struct {
		own  map[fonts.Role]*fonts.Font
		want int
	}{{nil, 5}, {map[fonts.Role]*fonts.Font{fonts.Body: f}, 5}, {all, 1}} {
		needed := fonts.Needed(fonts.NewSet(c.own))
		for _, n := range needed {
			if n == fonts.All()[0] && c.own != nil {
				t.Error("FandolFang is warmed")
			}
		}
		if len(needed) != c.want {
			t.Errorf("%d fonts for %d own, want %d", len(needed), len(c.own), c.want)
		}
	}
}
