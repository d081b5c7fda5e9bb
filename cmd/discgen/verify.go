package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/verify"
)

const verifyStatuses = `0 全部通过，1 有检查不通过，2 命令写法有错误或找不到文件，
3 文件不能读取（不是 PDF、已损坏、没有权限等）；几种都有时取最大的。`

func newVerify(stdout, stderr io.Writer) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "verify 文件.pdf…",
		Short: "检查做好的 PDF：字体、文字、标签、标识、标题、加密等",
		Long: `检查一个或几个做好的 PDF 文件（不论用什么程序做的）是否符合网站公开的一般要求：
字体嵌入、文字可以提取、标签、PDF/A 和 PDF/UA 标识、标题、语言、没有加密、脚本和附件，
并列出页数和 SHA-256。文件不改动，不需要联网。
` + verifyLimit,
		Example: `  discgen verify 公开说明.pdf
  discgen verify --json *.pdf`,
		Annotations: map[string]string{"status": verifyStatuses},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明 PDF 文件，例如：discgen verify 公开说明.pdf"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return verifyFiles(expand(args), asJSON, stdout, stderr)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

// verifyLimit is what nobody may take the command for.
const verifyLimit = "这些检查不能代替 PDF/A、PDF/UA 的完整验证；需要时请再用 veraPDF 等专门的程序。"

// verifyFiles looks at every file, whatever is wrong with those before it, and
// ends with the gravest status.
func verifyFiles(paths []string, asJSON bool, stdout, stderr io.Writer) error {
	out, problems := newScreen(stdout), newScreen(stderr)
	var all []result
	for _, path := range paths {
		r := verifyFile(path)
		all = append(all, r)
		if r.failure.status != statusDone {
			problems.say("discgen：%s\n", r.failure.message)
		} else if !asJSON {
			out.printVerified(r)
		}
	}
	if !asJSON && slices.ContainsFunc(all, func(r result) bool { return r.pdf != nil }) {
		out.say("%s\n", verifyLimit)
	}
	err := noOutput(out.err)
	if asJSON {
		err = printResults(stdout, "verify", all...)
	}
	if err != nil {
		return err
	}
	return gravest(all)
}

func verifyFile(path string) result {
	r := result{file: path}
	data, err := generator.ReadPDF(path)
	if err != nil {
		r.failure = inputFailure(path, err)
		r.failure.message = strings.Replace(r.failure.message, "请写明单位文件", "请写明 PDF 文件", 1)
		return r
	}
	report, err := generator.Verify(data)
	var why verify.Unreadable
	switch {
	case errors.As(err, &why):
		r.failure = failure{statusMachine, fmt.Sprintf("不能检查 %s：%s", path, why)}
		return r
	case err != nil:
		r.failure = failure{statusMachine, err.Error()}
		return r
	}
	r.pdf = &report
	for _, f := range report.Failures() {
		r.findings = append(r.findings, finding.Finding{
			Rule: f.Check.ID, Severity: finding.Error, Message: f.Found, Remedy: f.Check.Remedy,
		})
	}
	return r
}

// marks are how each status begins its line; they say it without colour too.
var marks = map[verify.Status]struct {
	mark   string
	colour colour
}{
	verify.Passed:  {"✓", green},
	verify.Failed:  {"✗", red},
	verify.Skipped: {"–", yellow},
}

// printVerified writes what was found in a file, check by check.
func (s *screen) printVerified(r result) {
	pages := fmt.Sprintf("%d 页", r.pdf.Pages)
	if r.pdf.Pages == 0 {
		pages = "页数不明"
	}
	s.say("%s：%s，%d 字节\n  SHA-256：%s\n", r.file, pages, r.pdf.Bytes, r.pdf.SHA256)
	count := map[verify.Status]int{}
	for _, one := range r.pdf.Results {
		count[one.Status]++
		s.printCheck(one)
	}
	s.say("%s：共 %d 项检查，通过 %d 项，不通过 %d 项", r.file, len(r.pdf.Results), count[verify.Passed], count[verify.Failed])
	if n := count[verify.Skipped]; n > 0 {
		s.say("，未检查 %d 项", n)
	}
	s.say("。\n\n")
}

func (s *screen) printCheck(one verify.Result) {
	m := marks[one.Status]
	s.say("  ")
	s.sayIn(m.colour, "%s", m.mark)
	s.say(" %s：%s\n", one.Check.Title, clip(one.Found, mostOfMessage))
	if one.Status == verify.Failed {
		s.say("      要求：%s\n      办法：%s\n", one.Check.Asked, one.Check.Remedy)
	}
}
