package generator

import "github.com/discgen/discgen/generator/verify"

// Verify looks at a finished PDF, of whatever program, for what a portal's
// staff asks for. The error is a verify.Unreadable.
func Verify(data []byte) (verify.Report, error) { return verify.Run(data) }

// ReadPDF reads a PDF from the disk, and of a file that is larger than any, or
// that never ends, only as much as Verify needs to refuse it. A folder is the
// error syscall.EISDIR on every system.
func ReadPDF(path string) ([]byte, error) { return readFile(path, verify.MaxBytes+1) }
