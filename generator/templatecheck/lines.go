package templatecheck

import (
	"strings"
	"text/template/parse"

	"github.com/discgen/discgen/generator/templateset"
)

// line is what may stand on the line of output that a template is writing.
type line struct {
	written bool // something but blanks
	places  []spot
}

// spot is an action that prints a place.
type spot struct {
	at     where
	offset parse.Pos
}

// setter follows what templates write, through every branch, line by line.
type setter struct {
	*checker
	phrases map[string]phrase
	work    int
}

// lines finds places of tables and charts that share their line.
func (c *checker) lines() {
	all := c.all()
	for _, f := range c.read.Files {
		if f.Trees != nil {
			s := &setter{checker: c, phrases: all}
			s.call(f.Name, line{}, 0)
		}
	}
}

// mostCalls is how deep phrases are followed.
const mostCalls = 20

func (s *setter) call(name string, l line, depth int) line {
	p, there := s.phrases[name]
	if !there || depth > mostCalls {
		return l
	}
	return s.list(p.at, p.tree.Root, l, depth)
}

func (s *setter) list(at where, nodes *parse.ListNode, l line, depth int) line {
	if nodes == nil {
		return l
	}
	for _, n := range nodes.Nodes {
		if s.work++; s.work > mostWork {
			return l
		}
		switch n := n.(type) {
		case *parse.TextNode:
			l = s.text(string(n.Text), l)
		case *parse.ActionNode:
			switch {
			case s.places[n]:
				l = s.place(spot{at, n.Pipe.Pos}, l)
			case len(n.Pipe.Decl) == 0:
				l = s.write(l)
			}
		case *parse.IfNode:
			l = s.list(at, n.List, l, depth).or(s.list(at, n.ElseList, l, depth))
		case *parse.WithNode:
			l = s.list(at, n.List, l, depth).or(s.list(at, n.ElseList, l, depth))
		case *parse.RangeNode:
			once := s.list(at, n.List, l, depth)
			l = s.list(at, n.List, l.or(once), depth).or(s.list(at, n.ElseList, l, depth))
		case *parse.TemplateNode:
			l = s.call(n.Name, l, depth+1)
		}
	}
	return l
}

// or is the line where either may be.
func (l line) or(m line) line {
	return line{l.written || m.written, append(l.places[:len(l.places):len(l.places)], m.places...)}
}

func (s *setter) text(text string, l line) line {
	for i, part := range strings.Split(text, "\n") {
		if i > 0 {
			l = line{}
		}
		if strings.TrimSpace(part) != "" {
			l = s.write(l)
		}
	}
	return l
}

func (s *setter) write(l line) line {
	for _, p := range l.places {
		s.shares(p)
	}
	return line{written: true}
}

func (s *setter) place(p spot, l line) line {
	if l.written || len(l.places) > 0 {
		s.shares(p)
	}
	l.places = append(l.places[:len(l.places):len(l.places)], p)
	return l
}

func (s *setter) shares(p spot) {
	s.reportAt(p.at, p.offset, templateset.RulePlace, "表、图和换页的位置要独占一行", "前后换行；位置的前后不写别的文字，也不写 {{- 或 -}} 把它与别的行连起来")
}
