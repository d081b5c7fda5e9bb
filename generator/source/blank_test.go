package source

import (
	"slices"
	"testing"
)

// A blank in place of a value of any kind is found once, as what is missing,
// and is no text of the file; one that is a text is taken as it is.
func TestBlanks(t *testing.T) {
	const text = `
name = "待填：名称"
year = "待填"
closed = "待填"
day = "待填：日期"
colour = "待填"
upper = "待填"
words = ["待填：词"]
amounts = { a = "待填" }
inner = { code = "待填：编码", count = "待填" }
pointer = "待填"
list = "待填"
`
	root := mustParse(t, text)
	var s sample
	var found []string
	for _, f := range Decode(root, &s) {
		if f.Rule != RuleMissing || f.Place.Line == 0 {
			t.Errorf("%+v", f)
		}
		wantChinese(t, f)
		found = append(found, f.Path)
	}
	if want := []string{"year", "closed", "day", "colour", "upper", "amounts.a", "inner.count", "pointer", "list"}; !slices.Equal(found, want) {
		t.Errorf("found are %q", found)
	}
	if !root.Lost() {
		t.Error("nothing is missing")
	}
	var texts []string
	root.EachText("", func(path, _ string) { texts = append(texts, path) })
	if want := []string{"name", "words[1]", "inner.code"}; !slices.Equal(texts, want) {
		t.Errorf("texts are %q", texts)
	}
	if s.Name != "待填：名称" || s.Inner.Code != "待填：编码" || !IsBlank(s.Words[0]) || s.Year != 0 {
		t.Errorf("%+v", s)
	}
}
