package figures

import (
	"cmp"

	"github.com/discgen/discgen/generator/subject"
	"github.com/discgen/discgen/generator/unit"
)

// Names gives the name of every functional subject of a unit: the catalogue's,
// where it is read off a published source, or the file's. A name is empty
// where neither has it: an unread name of the catalogue is a suggestion and is
// never printed.
func Names(u *unit.Unit) func(code string) string {
	own := map[string]string{}
	for _, s := range u.Subjects {
		if len(s.Code) != 7 {
			continue
		}
		own[s.Code] = cmp.Or(own[s.Code], s.Name)
		own[s.Code[:5]] = cmp.Or(own[s.Code[:5]], s.GroupName)
	}
	return func(code string) string {
		if f, ok := subject.LookupFunction(code); ok && f.Verified {
			return f.Name
		}
		return own[code]
	}
}

func nameLines(u *unit.Unit, b *Book) {
	name := Names(u)
	for _, lines := range [][]Line{
		b.Income.Lines, b.Spending.Lines, b.General.Lines, b.Fund.Lines, b.Capital.Lines,
	} {
		for i := range lines {
			lines[i].Name = name(lines[i].Code)
		}
	}
}
