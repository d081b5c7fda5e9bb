package pdf_test

import "testing"

func TestSample(t *testing.T) {
	path := saved(t, sample()...)
	run(t, "qpdf", "--check", path)
}
