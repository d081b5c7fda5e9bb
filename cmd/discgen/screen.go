package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-colorable"
	"github.com/mattn/go-isatty"
)

// colour is an escape sequence that begins a colour on a terminal.
type colour string

const (
	red    colour = "\x1b[1;31m"
	yellow colour = "\x1b[1;33m"
	cyan   colour = "\x1b[1;36m"
	green  colour = "\x1b[1;32m"
	reset         = "\x1b[0m"
)

// screen is where people read: a terminal, or a file that takes its place.
type screen struct {
	w       io.Writer
	colours bool
	err     error // of the first write that failed
}

// newScreen decides for one writer: standard output may be a file while the
// errors still go to a terminal.
func newScreen(w io.Writer) *screen {
	f, isFile := w.(*os.File)
	if !isFile || !isTerminal(f) || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return &screen{w: w}
	}
	return &screen{w: colorable.NewColorable(f), colours: true}
}

func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// say writes a message. The texts in it may come from the unit file or the
// command line, so they are written out as visible says.
func (s *screen) say(format string, args ...any) {
	for i, a := range args {
		if text, is := a.(string); is {
			args[i] = visible(text)
		}
	}
	if _, err := fmt.Fprintf(s.w, format, args...); s.err == nil {
		s.err = err
	}
}

// sayIn is say in a colour.
func (s *screen) sayIn(c colour, format string, args ...any) {
	if s.colours {
		format = string(c) + format + reset
	}
	s.say(format, args...)
}

// visible is a text in one line that does nothing to a terminal: control
// characters, escape sequences, line ends and marks that cannot be seen are
// written out.
func visible(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, isHidden) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if isHidden(r) || r == utf8.RuneError && size == 1 {
			quoted := strconv.QuoteToGraphic(text[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

func isHidden(r rune) bool { return !strconv.IsGraphic(r) }

// clip is a text without its middle where it is long.
func clip(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	half := most / 2
	return string(r[:half]) + "……" + string(r[len(r)-half:])
}

// oneLine is the text without line ends, for messages.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
