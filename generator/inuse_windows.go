package generator

import (
	"errors"
	"syscall"
)

// The library does not count these among missing permissions.
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
)

// isInUse reports whether another program, mostly Excel, holds the file.
func isInUse(err error) bool {
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}
