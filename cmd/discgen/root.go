package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = "dev"

const usageTemplate = `{{if .HasExample}}例：
{{.Example}}

{{end}}用法：
  {{if .HasAvailableSubCommands}}{{.CommandPath}} 命令 [选项]{{else}}{{.UseLine}}{{end}}
{{if .HasAvailableSubCommands}}
命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}
选项：
{{even .LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{if .HasAvailableSubCommands}}
“{{.CommandPath}} 命令 --help” 查看一条命令的说明。{{else}}
退出状态：{{with index .Annotations "status"}}{{.}}{{else}}0 没有错误（可能有警告），1 单位文件有错误（不生成文件），
2 命令写法有错误或找不到文件，3 磁盘、权限等系统错误；几种都有时取最大的。{{end}}{{end}}
`

// evenColumns puts the explanations of options below each other: the library
// counts a Han character as three cells.
func evenColumns(usages string) string {
	options := optionLine.FindAllStringSubmatch(usages, -1)
	width := 0
	for _, o := range options {
		width = max(width, uniseg.StringWidth(o[1]))
	}
	var b strings.Builder
	for _, o := range options {
		b.WriteString(o[1] + strings.Repeat(" ", width-uniseg.StringWidth(o[1])+2) + o[2] + "\n")
	}
	return b.String()
}

var optionLine = regexp.MustCompile(`(?m)^( *-.*?) {2,}(.*)$`)

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "discgen",
		Short: "由单位文件生成部门决算公开说明（PDF）和公开表（Excel）",
		Long: `discgen 由一个单位文件生成部门决算公开的全部文件：公开说明（PDF）和公开表（Excel）。
单位文件写明一个单位一个年度的决算数据，每个数字只填一次；
合计、占比、增减和差异率都由程序计算，文字与报表的数字始终一致。`,
		Example: `  discgen check 单位.toml
  discgen build 单位.toml -o 输出文件夹`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version,
		Args:          cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 && args[0] != "help" {
				return failure{statusUsage, fmt.Sprintf("没有 %q 这条命令；“discgen --help” 列出全部命令", args[0])}
			}
			return c.Help()
		},
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	cobra.AddTemplateFunc("even", evenColumns)
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{.}}\n\n{{end}}{{.UsageString}}")
	root.SetVersionTemplate("discgen {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageFailure(err) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	root.AddCommand(newInit(stdout, stderr), newSchema(stdout))
	root.AddCommand(newBuild(stdout, stderr), newCheck(stdout, stderr))
	root.AddCommand(newImport(stdout, stderr), newRollover(stdout, stderr), newTodo(stdout, stderr))
	root.AddCommand(newMerge(stdout, stderr), newVerify(stdout, stderr), newTemplates(stdout))
	for _, c := range allCommands(root) {
		c.Flags().BoolP("help", "h", false, "显示这份说明")
		c.DisableFlagsInUseLine = true
	}
	root.Flags().BoolP("version", "v", false, "显示版本")
	return root
}

// allCommands are a command and all below it.
func allCommands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, below := range c.Commands() {
		all = append(all, allCommands(below)...)
	}
	return all
}

// usageWords turns the command-line library's English messages into Chinese.
var usageWords = []struct {
	english *regexp.Regexp
	chinese string
}{
	{regexp.MustCompile(`unknown (?:shorthand )?flag: '?(.+?)'?(?: in .*)?$`), "没有 $1 这个选项"},
	{regexp.MustCompile(`flag needs an argument: (?:'.' in )?(.+)$`), "选项 $1 后面要写值"},
	{regexp.MustCompile(`invalid argument "(.*?)" for "(.*?)" flag.*$`), "选项 $2 不能是 $1"},
	{regexp.MustCompile(`bad flag syntax: (.+)$`), "选项写法不对：$1"},
}

func usageFailure(err error) failure {
	message := err.Error()
	for _, w := range usageWords {
		if w.english.MatchString(message) {
			message = w.english.ReplaceAllString(message, w.chinese)
			break
		}
	}
	return failure{statusUsage, message + "；“discgen --help” 查看用法"}
}
