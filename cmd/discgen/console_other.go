//go:build !windows

package main

// The consoles of other systems show UTF-8, and their desktops give no program
// a window of its own.

func speakUTF8() (restore func()) { return func() {} }

func startedByExplorer() bool { return false }

func waitForKey() {}
