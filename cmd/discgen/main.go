// Command discgen makes the package of documents with which a government unit
// publishes its final accounts (部门决算公开).
package main

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	statusDone    = 0
	statusInput   = 1 // the input has errors; nothing was written
	statusUsage   = 2 // the command line is wrong
	statusMachine = 3 // the machine failed, or the program
)

func main() {
	// What Windows shows who double-clicks the program.
	cobra.MousetrapHelpText = "discgen 要在命令行窗口里使用：打开“命令提示符”，输入 discgen --help 查看用法。\n"
	cobra.MousetrapDisplayDuration = 20 * time.Second
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
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
	root.SetArgs(args)
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
