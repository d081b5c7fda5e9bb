package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/batch"
)

type batchOptions struct {
	packageOptions
	folder  string
	workers int
	shard   string
	force   bool
	why     bool
}

// The sections on exit statuses of the commands for many units.
const (
	batchStatus = `0 全部生成（可能有警告），1 几个单位要写到同一个位置，
或者自己的模板、字体有错误（什么都不生成），2 命令写法有错误、没有单位文件，
或者输出文件夹里有别人的同名文件，3 磁盘、权限等系统错误，
5 有的单位文件有错误、没有生成，130 被中断（Ctrl-C）；几种都有时取 130、3、5 中靠前的。`
	mergeStatus = `0 全部生成，1 各份不齐或者不是在同样的条件下做的（不写汇总），
2 命令写法有错误、找不到文件夹，或者里面有别人的同名文件，
3 磁盘、权限等系统错误，或者有的单位因此没有生成，
5 有的单位文件有错误、没有生成；几种都有时取 3、5 中靠前的。`
)

func newBatch(stdout, stderr io.Writer) *cobra.Command {
	var o batchOptions
	c := &cobra.Command{
		Use:   "batch 文件夹… [-o 文件夹] [-j 个数]",
		Short: "生成文件夹里全部单位的公开说明和公开表",
		Long: `找出文件夹（包括下级文件夹）里全部单位文件（*.toml），几个单位同时生成。
有的单位有错误时其余照样生成。每个单位的两个文件放在一个文件夹里，要么都有，要么都没有；
下级文件夹的结构不变。再次运行只生成有变动的单位；中途停下的，再次运行会接着做完。
最后写出 汇总.xlsx（每个单位一行）和 manifest.json（全部文件的 SHA-256）。`,
		Example: `  discgen batch 各单位
  discgen batch 各单位 -o 公开 -j 4
  discgen batch 各单位 -o 公开 --why`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return failure{statusUsage, "请写明单位文件所在的文件夹，例如：discgen batch 各单位 -o 公开"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return runBatch(args, o, stdout, stderr)
		},
		Annotations: map[string]string{"status": batchStatus},
	}
	c.Flags().StringVarP(&o.folder, "output", "o", "", "输出`文件夹`（默认在单位文件旁边）")
	c.Flags().IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "同时生成的单位`个数`（默认为可用处理器的个数）")
	c.Flags().Lookup("jobs").DefValue = "0" // which the help then does not show, in English and another on each machine
	c.Flags().StringVar(&o.shard, "shard", "", "只做`第几份/共几份`，例如 1/3；几台机器分着做时用")
	c.Flags().BoolVar(&o.force, "force", false, "没有变动的单位也重新生成")
	c.Flags().BoolVar(&o.why, "why", false, "说明每个单位为什么要生成")
	o.register(c)
	return c
}

func (o batchOptions) batch() (batch.Options, error) {
	build, err := o.library()
	if err != nil {
		return batch.Options{}, err
	}
	if o.workers < 1 {
		return batch.Options{}, failure{statusUsage, fmt.Sprintf("选项 -j 是同时生成的单位个数，至少是 1，现在是 %d", o.workers)}
	}
	b := batch.Options{Out: o.folder, Workers: o.workers, Force: o.force, Version: version, Build: build}
	if o.shard != "" {
		if b.Shard, err = batch.ParseShard(o.shard); err != nil {
			return b, failure{statusUsage, fmt.Sprintf("选项 --shard 写成“第几份/共几份”，例如 1/3，现在是 %q", o.shard)}
		}
	}
	return b, nil
}

// spareCollections lets the heap of a run of many units grow to several times
// what one needs, within a limit: that saves a sixth of the time. Who has set
// either in the environment knows better.
func spareCollections() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(256 << 20)
	}
}

func runBatch(folders []string, o batchOptions, stdout, stderr io.Writer) error {
	spareCollections()
	options, err := o.batch()
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { // a second Ctrl-C ends the program at once
		<-ctx.Done()
		stop()
	}()
	begun := time.Now() //nolint:forbidigo // how long it took is said, and written nowhere
	progress := newProgress(stderr)
	if !o.json {
		options.Progress = progress.unit
	}
	report, err := batch.Run(ctx, folders, options)
	progress.end()
	took := time.Since(begun)
	var collision *batch.CollisionError
	if errors.As(err, &collision) {
		newScreen(stderr).printCollisions(collision)
		return failure{statusInput, ""}
	}
	if err != nil && report == nil {
		return batchFailure(err)
	}
	if err := o.print(stdout, report, took); err != nil {
		return err
	}
	if err != nil {
		return batchFailure(err)
	}
	return batchResult(report)
}

// print writes what a run did, be it all or a part.
func (o batchOptions) print(w io.Writer, report *batch.Report, took time.Duration) error {
	if o.json {
		return printReport(w, newBatchReport("batch", report))
	}
	s := newScreen(w)
	if o.why {
		s.printWhy(report)
	}
	s.printBatch(report, took)
	return noOutput(s.err)
}

// batchResult is the status of a run that came to its end.
func batchResult(r *batch.Report) error {
	status := statusDone
	for _, u := range r.Of(batch.Failed) {
		if u.Status == batch.StatusFailed {
			return failure{statusMachine, ""}
		}
		status = statusSome
	}
	if status == statusDone {
		return nil
	}
	return failure{status, ""}
}

// batchFailure says why a run did not come to its end.
func batchFailure(err error) error {
	var folder *batch.FolderError
	var merge *batch.MergeError
	var reports *batch.ReportError
	switch {
	case errors.Is(err, context.Canceled):
		return failure{statusInterrupted, "已中断；做完的单位都是完整的，再次运行会接着做，汇总和清单还没有更新"}
	case errors.Is(err, batch.ErrNothing):
		return failure{statusUsage, "文件夹里没有单位文件（*.toml）"}
	case errors.Is(err, batch.ErrNoOut):
		return failure{statusUsage, "有几个文件夹时，请用 -o 写明输出文件夹"}
	case errors.As(err, &folder):
		return folderFailure(folder)
	case errors.As(err, &reports):
		return failure{statusMachine, fmt.Sprintf("不能把汇总和清单写到 %s：%s；排除以后请再运行一次", reports.Out, generator.SystemFault(reports.Err))}
	case errors.As(err, &merge):
		return failure{statusInput, merge.Message}
	}
	return failure{statusMachine, oneLine(err.Error())}
}

func folderFailure(e *batch.FolderError) failure {
	switch {
	case errors.Is(e, batch.ErrSameName):
		return failure{statusUsage, fmt.Sprintf("有两个文件夹的名字都是 %s，请把其中一个改名，或者分别运行", filepath.Base(e.Path))}
	case errors.Is(e, batch.ErrLocked):
		return failure{statusMachine, fmt.Sprintf("另一个 discgen 正在写 %s，请等它结束", e.Path)}
	case errors.Is(e, batch.ErrNoFolder):
		return failure{statusUsage, fmt.Sprintf("%s 不是文件夹；生成一个单位用 discgen build", e.Path)}
	case errors.Is(e, batch.ErrNotOurs):
		return failure{statusUsage, fmt.Sprintf("%s 里的 %s 不是 discgen 写的（没有与它相配的清单），没有改动它，什么都没有生成；请移走、改名，或者用另一个输出文件夹", e.Path, e.InTheWay())}
	case errors.Is(e, batch.ErrStateFolder):
		return failure{statusUsage, fmt.Sprintf("%s 里的 %s 不是文件夹，或者是指向别处的链接，什么都没有生成；请移走，或者用另一个输出文件夹", e.Path, e.InTheWay())}
	case errors.Is(e, os.ErrNotExist):
		return failure{statusUsage, fmt.Sprintf("找不到文件夹 %s", e.Path)}
	}
	return failure{statusMachine, fmt.Sprintf("不能使用文件夹 %s：%s", e.Path, generator.SystemFault(e.Err))}
}

func newMergeReports(stdout io.Writer) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "merge-reports 文件夹",
		Short: "把分几份做的汇总和清单合并成一份",
		Long: `几台机器用 discgen batch --shard 分着做，都做完以后，把输出文件夹里各份的清单合并，
写出 汇总.xlsx 和 manifest.json，与一次做完全部单位时的相同。`,
		Example: `  discgen merge-reports 公开`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return failure{statusUsage, "请写明输出文件夹，例如：discgen merge-reports 公开"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return mergeReports(args[0], asJSON, stdout)
		},
		Annotations: map[string]string{"status": mergeStatus},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "以 JSON 格式输出结果，供其他程序读取")
	return c
}

func mergeReports(out string, asJSON bool, stdout io.Writer) error {
	report, err := batch.MergeReports(out)
	if err != nil {
		return batchFailure(err)
	}
	if asJSON {
		err = printReport(stdout, newBatchReport("merge-reports", report))
	} else {
		s := newScreen(stdout)
		s.printMerged(report)
		err = noOutput(s.err)
	}
	if err != nil {
		return err
	}
	return batchResult(report)
}
