// Package verify looks at a finished PDF, of whatever program, for the handful
// of things that the staff of a government's portal asks for. It knows PDF
// files and nothing of accounts, and it does not replace a validator of PDF/A
// or PDF/UA: it never looks at what a page draws.
package verify

import (
	"crypto/sha256"
	"fmt"
)

// MaxBytes is the size of the largest file that is looked at.
const MaxBytes = 200 << 20

// Unreadable is why a file cannot be looked at, in Chinese.
type Unreadable string

// Error is the reason.
func (u Unreadable) Error() string { return string(u) }

// The reasons.
const (
	Empty   Unreadable = "文件是空的（0 字节），请重新生成或重新下载"
	TooBig  Unreadable = "文件超过 200 MB，没有检查；请缩小图片后重新生成"
	NoPDF   Unreadable = "不是 PDF 文件（文件开头没有 %PDF 标记），请写明 PDF 文件"
	Damaged Unreadable = "PDF 文件已损坏或不完整，不能读取；请重新生成或重新下载"
	TooMuch Unreadable = "PDF 文件的结构异常，读取时用去的时间或内存过多，没有检查；请用原来的程序重新生成"
)

// Status is what came of a check.
type Status int

// What may come of a check.
const (
	Passed  Status = iota // 通过
	Failed                // 不通过
	Skipped               // 未检查: the file cannot be opened without its password
)

// String is the status in Chinese.
func (s Status) String() string { return [...]string{"通过", "不通过", "未检查"}[s] }

// Code is the status for programs.
func (s Status) Code() string { return [...]string{"passed", "failed", "skipped"}[s] }

// Check is one thing that is asked of a file. The texts are Chinese.
type Check struct {
	ID, Title string
	Asked     string // what is asked
	Remedy    string // what to do where it fails

	locked bool // is seen in a file that nobody opened, too
	look   func(*document) (found string, good bool)
}

// Result is what a check found.
type Result struct {
	Check  Check
	Status Status
	Found  string
}

// Report is everything that there is to say of a file.
type Report struct {
	Pages   int // 0 where the file cannot be opened without its password
	Bytes   int
	SHA256  string // in lower-case hex
	Results []Result
}

// Failures are the results that did not pass, without the skipped ones.
func (r Report) Failures() []Result {
	var failures []Result
	for _, one := range r.Results {
		if one.Status == Failed {
			failures = append(failures, one)
		}
	}
	return failures
}

// Run makes every check of a file. The error is an Unreadable.
func Run(data []byte) (Report, error) { return run(data, usual) }

func run(data []byte, l limits) (Report, error) {
	return within(l.time+grace, func() (Report, error) { return examine(data, l) })
}

func examine(data []byte, l limits) (report Report, err error) {
	d, err := read(data, l)
	if err != nil {
		return Report{}, err
	}
	defer func() {
		if recover() != nil { // the library met what it did not expect
			report, err = Report{}, Damaged
		}
	}()
	report = Report{Pages: len(d.pages), Bytes: len(data), SHA256: fmt.Sprintf("%x", sha256.Sum256(data))}
	for _, c := range checks {
		report.Results = append(report.Results, c.on(d))
	}
	return report, nil
}

func (c Check) on(d *document) Result {
	if d.locked && !c.locked {
		return Result{c, Skipped, "文件要用密码打开，没有检查"}
	}
	found, good := c.look(d)
	if good {
		return Result{c, Passed, found}
	}
	return Result{c, Failed, found}
}
