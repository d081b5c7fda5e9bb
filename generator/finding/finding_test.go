package finding

import "testing"

// Every finding is in one group: those of its severity, or the accepted ones.
func TestGroups(t *testing.T) {
	list := List{
		{Rule: "a", Severity: Warning},
		{Rule: "b", Severity: Error},
		{Rule: "c", Severity: Warning, Accepted: "reason"},
		{Rule: "d", Severity: Note},
		{Rule: "e", Severity: Error},
	}
	for _, c := range []struct {
		name  string
		got   List
		rules string
	}{
		{"errors", list.Of(Error), "be"},
		{"warnings", list.Of(Warning), "a"},
		{"notes", list.Of(Note), "d"},
		{"accepted", list.Accepted(), "c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rules := ""
			for _, f := range c.got {
				rules += f.Rule
			}
			if rules != c.rules {
				t.Errorf("%s, want %s", rules, c.rules)
			}
		})
	}
	if n := list.Count(Error); n != 2 {
		t.Errorf("%d errors", n)
	}
}

func TestStrictLeavesWhatIsAccepted(t *testing.T) {
	list := List{{Severity: Warning}, {Severity: Warning, Accepted: "reason"}, {Severity: Note}}
	list.Strict()
	if list.Count(Error) != 1 || list.Count(Note) != 1 || len(list.Accepted()) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestCodes(t *testing.T) {
	for s, want := range map[Severity]string{Error: "error", Warning: "warning", Note: "note"} {
		if s.Code() != want {
			t.Errorf("%s is %q", s, s.Code())
		}
	}
}
