package fonts

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// Set is the fonts that a document is set in: for every role its own font, and
// those that stand in where it lacks a character. The zero Set and nil are the
// fonts of the program.
type Set struct{ own [roles]*Font }

// chains has, for every role, its own font and then those that stand in for
// it. Noto Serif SC and LXGW WenKai are in each: together they cover what any
// of the fonts covers. FandolFang is in each for its full-width dash.
var chains = [roles][]*Font{
	Body:       {fang, serif, kai, sans},
	Title:      {bold, serif, fang, kai, sans},
	Heading:    {sans, serif, fang, kai},
	Subheading: {kai, fang, serif, sans},
	Table:      {serif, fang, kai, sans},
}

// latin has the role whose font a role takes letters and digits from. The brush
// fonts (仿宋, 楷体) have poor ones; the house style asks for those of 宋体.
var latin = [roles]Role{Body: Table, Title: Title, Heading: Heading, Subheading: Table, Table: Table}

// NewSet is the fonts of the program, with one's own in some roles.
func NewSet(own map[Role]*Font) *Set {
	s := &Set{}
	for role, font := range own {
		s.own[role] = font
	}
	return s
}

// Own are the fonts that are not the program's, by role.
func (s *Set) Own() map[Role]*Font {
	own := map[Role]*Font{}
	if s == nil {
		return own
	}
	for role, font := range s.own {
		if font != nil {
			own[Role(role)] = font
		}
	}
	return own
}

// All is every font of the set, in a fixed order.
func (s *Set) All() []*Font {
	if s == nil {
		return All()
	}
	var all []*Font
	for _, f := range append(s.own[:], All()...) {
		if f != nil && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// Hash stands for all that the fonts of the set may do to a document, as the
// package's Hash does for those of the program.
func (s *Set) Hash() string {
	if len(s.Own()) == 0 {
		return Hash()
	}
	h := sha256.New()
	_, _ = fmt.Fprintln(h, Hash())
	for role, font := range s.own {
		if font != nil {
			_, _ = fmt.Fprintf(h, "%d %s\n", role, font.SHA256)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// Warm begins to unpack the fonts that every document of the set needs, beside
// what the caller does meanwhile: not those that only stand in for one's own.
func (s *Set) Warm() { warm(s.needed()) }

func (s *Set) needed() []*Font {
	var needed []*Font
	for role := range roles {
		if f := s.first(role); !slices.Contains(needed, f) {
			needed = append(needed, f)
		}
	}
	return needed
}

// first is the role's own font.
func (s *Set) first(role Role) *Font {
	if s != nil && s.own[role] != nil {
		return s.own[role]
	}
	return chains[role][0]
}

// Chain is the role's own font, followed by the fonts that stand in for it
// where it lacks a character.
func (s *Set) Chain(role Role) []*Font {
	if first := s.first(role); first != chains[role][0] {
		return append([]*Font{first}, chains[role]...)
	}
	return chains[role]
}

// Pick is the font that shows r in the role, or nil if none does.
//
// Latin letters and digits come from the role's Latin font. Marks that are a
// full em wide in Chinese text come from the first font of the chain that has
// them so wide. Everything else comes from the first font that has it.
func (s *Set) Pick(role Role, r rune) *Font {
	if isLatin(r) {
		if f := s.first(latin[role]); f.Shows(r) {
			return f
		}
	}
	chain := s.Chain(role)
	if isWideMark(r) {
		for _, f := range chain {
			if f.Advance(r) == 1 {
				return f
			}
		}
	}
	for _, f := range chain {
		if f.Shows(r) {
			return f
		}
	}
	return nil
}

// Shows tells whether some font of the set has a glyph for r.
func (s *Set) Shows(r rune) bool {
	shows := func(f *Font) bool { return f != nil && f.Shows(r) }
	return s != nil && slices.ContainsFunc(s.own[:], shows) || slices.ContainsFunc(program[:], shows)
}
