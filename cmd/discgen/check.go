package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
)

func newCheck(stdout, stderr io.Writer) *cobra.Command {
	var o checkOptions
	var rules bool
	c := &cobra.Command{
		Use:   "check 单位.toml…",
		Short: "检查单位文件，列出全部错误、警告和提示",
		Long: `检查一个或几个单位文件，列出全部错误、警告和提示，不生成文件。
“错误”要改正后才能生成；“警告”和“提示”不影响生成，请逐条核对。`,
		Example: `  discgen check 单位.toml
  discgen check --strict *.toml
  discgen check --accept S-04 单位.toml
  discgen check --rules`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case rules && len(args) > 0:
				return failure{statusUsage, "--rules 列出全部检查，后面不写单位文件"}
			case !rules && len(args) == 0:
				return failure{statusUsage, "请写明单位文件，例如：discgen check 单位.toml"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if rules {
				return printRules(stdout, o.json)
			}
			return checkFiles(args, o, stdout, stderr)
		},
	}
	o.register(c)
	c.Flags().BoolVar(&rules, "rules", false, "列出全部检查，不检查文件")
	return c
}

// checkFiles looks at every file, whatever is wrong with those before it, and
// ends with the gravest status.
func checkFiles(paths []string, o checkOptions, stdout, stderr io.Writer) error {
	options, err := o.library()
	if err != nil {
		return err
	}
	out, problems := newScreen(stdout), newScreen(stderr)
	paths = expand(paths)
	var all []result
	for _, path := range paths {
		r, data := checkFile(path, options)
		all = append(all, r)
		if r.failure.status != statusDone {
			problems.say("discgen：%s\n", r.failure.message)
		} else if !o.json {
			out.printChecked(r, data, len(paths) > 1)
		}
	}
	if len(all) > 1 && !o.json {
		out.printTotal(all)
	}
	err = noOutput(out.err)
	if o.json {
		err = printResults(stdout, "check", all...)
	}
	if err != nil {
		return err
	}
	return gravest(all)
}

// gravest is a failure with the highest status of several files, or nil. What
// it would say has been said.
func gravest(all []result) error {
	status := statusDone
	for _, r := range all {
		status = max(status, r.status())
	}
	if status == statusDone {
		return nil
	}
	return failure{status: status}
}

// printChecked writes the findings of a file, apart from those of the next.
func (s *screen) printChecked(r result, data []byte, oneOfSeveral bool) {
	s.printFindings(r, data)
	if oneOfSeveral && len(r.findings) > 0 {
		s.say("\n")
	}
}

// checkFile checks one file; it also returns the file's text, for excerpts.
func checkFile(path string, options generator.Options) (result, []byte) {
	r := result{file: path}
	var data []byte
	if data, r.failure = readUnit(path); r.failure.status != statusDone {
		return r, nil
	}
	options = options.At(path)
	var err error
	if r.findings, err = generator.Check(data, options); err != nil {
		r.failure = templateFailure(err, options.Templates != nil)
	}
	return r, data
}
