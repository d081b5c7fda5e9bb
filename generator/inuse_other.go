//go:build !windows

package generator

// isInUse is for Windows alone: elsewhere a file that is open can be replaced.
func isInUse(error) bool { return false }
