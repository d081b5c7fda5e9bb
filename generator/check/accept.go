package check

// accept marks the warnings that the command accepts and the file gives a
// reason for.
func (r *reporter) accept() {}
