package main

import (
	"os"

	"github.com/inconshreveable/mousetrap"
	"github.com/mattn/go-isatty"
	"golang.org/x/sys/windows"
)

const codePageUTF8 = 65001

// speakUTF8 sets the console's code page, so that Chinese is shown as it is
// written. The returned function gives the console back as it was, for other
// programs in the same window.
func speakUTF8() (restore func()) {
	if !isatty.IsTerminal(os.Stdout.Fd()) && !isatty.IsTerminal(os.Stderr.Fd()) {
		return func() {}
	}
	former, err := windows.GetConsoleOutputCP()
	if err != nil || former == codePageUTF8 || windows.SetConsoleOutputCP(codePageUTF8) != nil {
		return func() {}
	}
	return func() { _ = windows.SetConsoleOutputCP(former) }
}

func startedByExplorer() bool { return mousetrap.StartedByExplorer() }

// waitForKey waits for a key that is pressed from now on.
func waitForKey() {
	keyboard := windows.Handle(os.Stdin.Fd())
	var mode uint32
	if windows.GetConsoleMode(keyboard, &mode) != nil {
		return // there is none
	}
	_ = windows.FlushConsoleInputBuffer(keyboard)
	_ = windows.SetConsoleMode(keyboard, mode&^(windows.ENABLE_LINE_INPUT|windows.ENABLE_ECHO_INPUT))
	_, _ = os.Stdin.Read(make([]byte, 1))
	_ = windows.SetConsoleMode(keyboard, mode)
}
