// Command discgen makes the package of documents with which a government unit
// publishes its final accounts (部门决算公开).
package main

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	statusDone    = 0
	statusInput   = 1 // the input has errors; nothing was written
	statusUsage   = 2 // the command line is wrong
	statusMachine = 3 // the machine failed, or the program
	statusSome    = 5 // a batch could not build some of its units, because of their files

	statusInterrupted = 130 // Ctrl-C, as shells have it
)

func main() {
	cobra.MousetrapHelpText = "" // the program greets who double-clicks it itself
	restore := speakUTF8()
	status := start(occasion{
		args: os.Args[1:], explorer: startedByExplorer(), kindOf: kindOnDisk,
	}, os.Stdout, os.Stderr, waitForKey)
	restore()
	os.Exit(status)
}

// failure is an error that carries its exit status. Its message is for people.
type failure struct {
	status  int
	message string
}

func (f failure) Error() string { return f.message }

// run is the whole program but for the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	root := newRoot(stdout, stderr)
	root.SetArgs(append([]string{}, args...)) // for nil, the library takes those of the process
	command, err := root.ExecuteC()
	if err == nil {
		return statusDone
	}
	var f failure
	var bad badTemplates
	switch {
	case errors.As(err, &bad):
		f = bad.print(command.Name(), stdout, stderr)
	case !errors.As(err, &f):
		f = usageFailure(err)
	}
	if f.message != "" {
		newScreen(stderr).say("discgen：%s\n", f.message)
	}
	return f.status
}
