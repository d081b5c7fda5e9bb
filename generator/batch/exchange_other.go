//go:build !linux && !darwin

package batch

import "errors"

// exchange lets two folders take each other's place in one step, which this
// system cannot.
func exchange(string, string) error { return errors.ErrUnsupported }
