package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/verify"
)

// shells are those for which there is a script.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func newCompletion(stdout io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "输出命令行自动补全的脚本",
		Long: `输出命令行自动补全的脚本。装好并重新打开命令行窗口后，输入开头几个字母，按 Tab 键
补全命令、选项、单位文件、文件夹和规则编号。安装：

bash（要装有 bash-completion）：
  mkdir -p ~/.local/share/bash-completion/completions
  discgen completion bash > ~/.local/share/bash-completion/completions/discgen
zsh：
  discgen completion zsh > "${fpath[1]}/_discgen"
fish：
  discgen completion fish > ~/.config/fish/completions/discgen.fish
PowerShell：用 notepad $PROFILE 打开配置文件，加上一行
  discgen completion powershell | Out-String | Invoke-Expression

Windows 的“命令提示符”没有这项功能，只能补全文件名。`,
		Example: `  discgen completion bash
  discgen completion powershell`,
		Annotations: map[string]string{"status": "0 已输出，2 命令写法有错误，3 不能输出。"},
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return failure{statusUsage, "请写明一种命令行，例如：discgen completion bash"}
			case !slices.Contains(shells, args[0]):
				return failure{statusUsage, fmt.Sprintf("没有 %q 的脚本，可以写 %s", args[0], strings.Join(shells, "、"))}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return noOutput(writeScript(c.Root(), args[0], stdout))
		},
	}
}

// writeScript writes the script of a shell. That of PowerShell shows no
// explanations: it reads them in the console's code page, which is seldom
// UTF-8.
func writeScript(root *cobra.Command, shell string, w io.Writer) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(w, true)
	case "zsh":
		return root.GenZshCompletion(w)
	case "fish":
		return root.GenFishCompletion(w, true)
	}
	return root.GenPowerShellCompletion(w)
}

// words are what stands behind each command, by its name and those above it.
var words = map[string]cobra.CompletionFunc{
	"build":            first(filesOf("toml")),
	"check":            filesOf("toml"),
	"init":             first(filesOf("toml")),
	"schema":           cobra.NoFileCompletions,
	"rollover":         first(filesOf("toml")),
	"todo":             filesOf("toml"),
	"merge":            filesOf("toml"),
	"batch":            folders,
	"merge-reports":    first(folders),
	"import":           filesOf("xlsx", "xlsm"),
	"verify":           filesOf("pdf"),
	"explain":          explainedIDs,
	"templates export": first(folders),
	"templates check":  first(folders),
	"templates fields": cobra.NoFileCompletions,
	"completion":       first(cobra.FixedCompletions(shells, cobra.ShellCompDirectiveNoFileComp)),
}

// outputs are what stands behind --output; a folder for commands that are not
// here.
var outputs = map[string]cobra.CompletionFunc{
	"import": filesOf("toml"), "rollover": filesOf("toml"), "merge": filesOf("toml"),
}

// complete tells the library how the words and options of each command are
// completed.
func complete(root *cobra.Command) {
	for _, c := range allCommands(root) {
		if f, ok := words[strings.TrimPrefix(c.CommandPath(), root.Name()+" ")]; ok {
			c.ValidArgsFunction = f
		}
		output, ok := outputs[c.Name()]
		if !ok {
			output = folders
		}
		for name, f := range map[string]cobra.CompletionFunc{"output": output, "accept": acceptedIDs, "templates": folders} {
			if c.Flags().Lookup(name) != nil {
				_ = c.RegisterFlagCompletionFunc(name, f) // which fails for options that are not there alone
			}
		}
	}
}

func filesOf(extensions ...string) cobra.CompletionFunc {
	return cobra.FixedCompletions(extensions, cobra.ShellCompDirectiveFilterFileExt)
}

func folders(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// first completes the first word alone.
func first(f cobra.CompletionFunc) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return f(c, args, begun)
	}
}

func explainedIDs(_ *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	add := func(id, title string) {
		if strings.HasPrefix(id, begun) && !slices.Contains(args, id) {
			all = append(all, cobra.CompletionWithDesc(id, title))
		}
	}
	for _, r := range generator.Rules() {
		add(r.ID, r.Title)
	}
	for _, c := range verify.Checks() {
		add(c.ID, c.Title)
	}
	for _, r := range generator.TemplateRules() {
		add(r.ID, r.Title)
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// acceptedIDs completes the last of the rules that stand there, separated by
// commas.
func acceptedIDs(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	var all []cobra.Completion
	for _, r := range generator.Rules() {
		id := before + r.ID
		if r.Accepted() && strings.HasPrefix(id, begun) && !slices.Contains(strings.Split(before, ","), r.ID) {
			all = append(all, cobra.CompletionWithDesc(id, r.Title))
		}
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}
