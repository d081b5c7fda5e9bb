package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-colorable"
	"github.com/rivo/uniseg"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/discgen/discgen/generator/batch"
	"github.com/discgen/discgen/generator/finding"
)

// progress says how far a batch is: with a bar on a terminal, with a line now
// and then elsewhere. What failed is named as soon as it did.
type progress struct {
	bars   *mpb.Progress // nil where there is no terminal
	bar    *mpb.Bar
	lines  *screen
	failed int
	last   int // of the twentieths that were told
}

func newProgress(w io.Writer) *progress {
	p := &progress{lines: newScreen(w)}
	if f, isFile := w.(*os.File); isFile && isTerminal(f) && os.Getenv("TERM") != "dumb" {
		p.bars = mpb.New(mpb.WithOutput(colorable.NewColorable(f)), mpb.WithWidth(40))
		p.lines = &screen{w: p.bars, colours: p.lines.colours}
	}
	return p
}

// steps is how many lines a whole batch gets where there is no bar.
const steps = 20

func (p *progress) unit(u batch.Unit, done, all int) {
	if u.Outcome == batch.Failed {
		p.failed++
		p.tell(u)
	}
	if p.bars == nil {
		if step := done * steps / all; step > p.last {
			p.last = step
			p.lines.say("%d / %d%s\n", done, all, p.failures())
		}
		return
	}
	if p.bar == nil {
		p.bar = p.bars.AddBar(int64(all),
			mpb.PrependDecorators(decor.CountersNoUnit("%d / %d")),
			mpb.AppendDecorators(
				decor.Percentage(decor.WC{W: 5}),
				decor.Name("，剩余 "),
				decor.AverageETA(decor.ET_STYLE_HHMMSS),
				decor.Any(func(decor.Statistics) string { return p.failures() }),
			))
	}
	p.bar.SetCurrent(int64(done))
}

// tell names a unit that failed, in one piece: a bar is drawn below whatever is
// written.
func (p *progress) tell(u batch.Unit) {
	var line strings.Builder
	s := screen{w: &line, colours: p.lines.colours}
	s.sayIn(red, "未生成")
	s.say(" %s：%s\n", u.Unit, shortReason(u))
	_, _ = io.WriteString(p.lines.w, line.String()) // who cannot see it finds it in the table
}

func (p *progress) failures() string {
	if p.failed == 0 {
		return ""
	}
	return fmt.Sprintf("，未生成 %d", p.failed)
}

// end takes the bar away where the work did not reach its end.
func (p *progress) end() {
	if p.bar != nil && !p.bar.Completed() {
		p.bar.Abort(false)
	}
	if p.bars != nil {
		p.bars.Wait()
	}
}

func shortReason(u batch.Unit) string {
	if u.Failure != "" {
		return u.Failure
	}
	return fmt.Sprintf("%d 个错误", u.Count(finding.Error))
}

// mostCollisions is how many are listed.
const mostCollisions = 20

func (s *screen) printCollisions(e *batch.CollisionError) {
	s.say("discgen：几个单位文件要生成到同一个位置，什么都没有生成；请改正单位名称或年度，或者把单位文件放到不同的文件夹：\n")
	for i, c := range e.Collisions {
		if i == mostCollisions {
			s.say("    还有 %d 处\n", len(e.Collisions)-i)
			break
		}
		s.say("    %s：%s\n", c.Folder, strings.Join(c.Units, "、"))
	}
}

// printWhy says why each unit was built.
func (s *screen) printWhy(r *batch.Report) {
	for _, u := range r.Units {
		if u.Outcome != batch.Unchanged {
			s.say("%s：%s\n", u.Unit, string(u.Why))
		}
	}
}

// mostErrors is how many findings of a unit are shown; the summary has all.
const mostErrors = 5

// printFailed lists what was not built, and why.
func (s *screen) printFailed(r *batch.Report) {
	for _, u := range r.Of(batch.Failed) {
		s.sayIn(red, "未生成")
		s.say(" %s：%s\n", strings.TrimSpace(u.Unit+" "+clip(u.Name, mostOfPath)), shortReason(u))
		shown := 0
		for _, f := range u.Findings {
			if f.Severity != finding.Error.Code() {
				continue
			}
			if shown++; shown > mostErrors {
				s.say("    其余见 汇总.xlsx，或者运行 discgen check\n")
				break
			}
			s.say("    %s [%s] %s\n", fmt.Sprintf("%d:%d", f.Line, f.Column), strings.TrimSpace(f.Rule+" "+f.Title), clip(f.Message, mostOfMessage))
		}
		if len(u.Earlier) > 0 {
			s.say("    原有的文件没有改动：%s\n", path.Dir(u.Earlier[0]))
		}
	}
}

func (s *screen) printLeft(r *batch.Report) {
	if len(r.LeftBehind) == 0 {
		return
	}
	s.sayIn(yellow, "多余的文件（%d 个）", len(r.LeftBehind))
	s.say("：现在没有单位文件生成它们，请核对后删去\n")
	for _, left := range r.LeftBehind {
		s.say("    %s\n", left.Path)
	}
}

// printBatch writes the failures and the table of a run.
func (s *screen) printBatch(r *batch.Report, took time.Duration) {
	s.printFailed(r)
	s.printLeft(r)
	s.printRows(append(totals(r),
		[2]string{"用时", fmt.Sprintf("%.1f 秒", took.Seconds())},
		[2]string{"速度", perSecond(len(r.Units), took) + " 个/秒"},
	))
	s.printReports(r)
}

// perSecond is a rate with one decimal.
func perSecond(n int, took time.Duration) string {
	tenths := int64(n) * int64(10*time.Second) / int64(max(took, time.Millisecond))
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

func (s *screen) printMerged(r *batch.Report) {
	s.printFailed(r)
	s.printLeft(r)
	s.printRows(totals(r))
	s.printReports(r)
}

func (s *screen) printReports(r *batch.Report) {
	for _, name := range r.Files {
		s.say("报告 %s\n", name)
	}
}

// totals are the rows of the table at the end.
func totals(r *batch.Report) [][2]string {
	warnings, refused := 0, 0
	for _, u := range r.Units {
		warnings += u.Count(finding.Warning)
		if u.Status == batch.StatusFailed {
			refused++
		}
	}
	failed := fmt.Sprintf("%d 个", len(r.Of(batch.Failed)))
	if refused > 0 {
		failed += fmt.Sprintf("（其中系统错误 %d 个）", refused)
	}
	return [][2]string{
		{"已生成", fmt.Sprintf("%d 个", len(r.Of(batch.Built)))},
		{"未变动", fmt.Sprintf("%d 个", len(r.Of(batch.Unchanged)))},
		{"未生成", failed},
		{"警告", told(warnings)},
	}
}

func (s *screen) printRows(rows [][2]string) {
	for _, row := range rows {
		s.say("%s%s%s\n", row[0], strings.Repeat(" ", 10-uniseg.StringWidth(row[0])), row[1])
	}
}

// newBatchReport is the result of a batch for programs.
func newBatchReport(command string, r *batch.Report) report {
	b := &batchReport{Reports: append([]string{}, r.Files...), LeftBehind: []string{}}
	for _, left := range r.LeftBehind {
		b.LeftBehind = append(b.LeftBehind, left.Path)
	}
	b.Built, b.Unchanged, b.Failed = len(r.Of(batch.Built)), len(r.Of(batch.Unchanged)), len(r.Of(batch.Failed))
	all := report{Command: command, Batch: b, Files: []fileReport{}}
	for _, u := range r.Units {
		all.Files = append(all.Files, newUnitReport(u, r.Out))
	}
	return all
}

func newUnitReport(u batch.Unit, out string) fileReport {
	f := fileReport{
		File: u.Unit, Failure: u.Failure, Outcome: string(u.Outcome), Why: string(u.Why),
		Errors: u.Count(finding.Error), Warnings: u.Count(finding.Warning), Notes: u.Count(finding.Note),
		Outputs: []string{}, Findings: []finding.Record{},
	}
	for _, o := range u.Outputs {
		f.Outputs = append(f.Outputs, filepath.Join(out, filepath.FromSlash(o.Path)))
	}
	for _, one := range u.Findings {
		if one.Accepted != "" {
			f.Accepted++
		}
		f.Findings = append(f.Findings, one)
	}
	return f
}

// told is how many warnings there are, and where.
func told(warnings int) string {
	if warnings == 0 {
		return "0 条"
	}
	return fmt.Sprintf("%d 条，见汇总.xlsx 的“检查结果”", warnings)
}
