package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// kind is what stands at a path, as far as it can be dropped onto the program.
type kind int

const (
	nothing kind = iota
	unitPath
	folderPath
	otherPath
)

// kindOnDisk looks at the disk.
func kindOnDisk(path string) kind {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nothing
	case info.IsDir():
		return folderPath
	case strings.EqualFold(filepath.Ext(path), ".toml"):
		return unitPath
	}
	return otherPath
}

// occasion is how the program was started.
type occasion struct {
	args     []string
	explorer bool // by the Windows Explorer: double-clicked, or with files dropped onto it
	kindOf   func(path string) kind
}

// plan is what is done then, in this order.
type plan struct {
	say  string     // for people
	runs [][]string // command lines
	no   []string   // paths with which nothing can be done
	wait bool       // for a key, before the window closes
}

// plan decides by the facts alone, with the names of the commands that there
// are. Whatever else the Explorer starts (a shortcut with options, say) is an
// ordinary command line, but for the window, which would close at once.
func (o occasion) plan(commands []string) plan {
	batch := slices.Contains(commands, "batch")
	p := plan{wait: o.explorer}
	switch {
	case !o.explorer:
		p.runs = [][]string{o.args}
	case len(o.args) == 0:
		p.say = greeting(batch)
	case slices.Contains(commands, o.args[0]) || o.kindOf(o.args[0]) == nothing:
		p.runs = [][]string{o.args}
	default:
		for _, path := range o.args {
			switch k := o.kindOf(path); {
			case k == unitPath:
				p.runs = append(p.runs, []string{"build", "--", path})
			case k == folderPath && batch:
				p.runs = append(p.runs, []string{"batch", "--", path})
			default:
				p.no = append(p.no, path)
			}
		}
	}
	return p
}

// droppable is what can be dropped onto the program.
func droppable(batch bool) string {
	if batch {
		return "单位文件（.toml）或放单位文件的文件夹"
	}
	return "单位文件（.toml）"
}

func greeting(batch bool) string {
	return `discgen 由单位文件（.toml）生成部门决算公开说明（PDF）和公开表（Excel）。

用法：把` + droppable(batch) + `拖到 discgen.exe 的图标上，可以一次拖几个。
生成的文件在单位文件所在的文件夹里；单位文件有错误时列出全部错误。

其他功能在命令行窗口里使用：打开 discgen.exe 所在的文件夹，在地址栏输入 cmd，按回车，
再输入 discgen --help 查看全部命令。
`
}

// start does what the occasion asks for and gives the gravest status.
func start(o occasion, stdout, stderr io.Writer, waitForKey func()) int {
	var commands []string
	for _, c := range newRoot(stdout, stderr).Commands() {
		commands = append(commands, c.Name())
	}
	p, problems := o.plan(commands), newScreen(stderr)
	status := statusDone
	if p.say != "" {
		_, _ = io.WriteString(stdout, p.say)
	}
	for _, args := range p.runs {
		status = max(status, run(args, stdout, stderr))
	}
	for _, path := range p.no {
		problems.say("discgen：%s 不能处理，请拖入"+droppable(slices.Contains(commands, "batch"))+"\n", path)
		status = max(status, statusUsage)
	}
	if p.wait {
		problems.say("\n按任意键关闭窗口。")
		waitForKey()
	}
	return status
}
