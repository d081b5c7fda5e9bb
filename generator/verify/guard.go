package verify

import (
	"bytes"
	"context"
	"io"
	"runtime/metrics"
	"time"
)

// limits are how much the reading of one file may take.
type limits struct {
	time   time.Duration
	memory uint64 // beside the file itself
	stream int64  // of one stream, decoded
}

// usual is far more than an honest file of MaxBytes takes.
var usual = limits{time: 30 * time.Second, memory: 1 << 30, stream: 64 << 20}

// grace is the time in which a reading that is out of time has to notice it.
const grace = 10 * time.Second

// within gives up a reading that does not end though it was told to: the
// library looks at the clock between objects, not within one.
func within(most time.Duration, look func() (Report, error)) (Report, error) {
	type outcome struct {
		report Report
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		report, err := look()
		done <- outcome{report, err}
	}()
	select {
	case o := <-done:
		return o.report, o.err
	case <-time.After(most):
		return Report{}, TooMuch
	}
}

// guard is the file as the library reads it. It ends the reading of a file
// that was made to take all time or memory: small streams that unpack to
// gigabytes, or one stream that is an object a thousand times over.
type guard struct {
	file *bytes.Reader
	ctx  context.Context
	stop context.CancelFunc
	most uint64 // memory in use
}

func newGuard(data []byte, l limits) *guard {
	ctx, stop := context.WithTimeout(context.Background(), l.time)
	return &guard{file: bytes.NewReader(data), ctx: ctx, stop: stop, most: memory() + l.memory}
}

// Read is refused when too much was taken.
func (g *guard) Read(p []byte) (int, error) {
	if err := g.check(); err != nil {
		return 0, err
	}
	return g.file.Read(p)
}

// Seek is that of the file.
func (g *guard) Seek(offset int64, whence int) (int64, error) { return g.file.Seek(offset, whence) }

var _ io.ReadSeeker = (*guard)(nil)

// check looks at the memory before every object and every read, however short:
// a few bytes may unpack to all that a stream may have.
func (g *guard) check() error {
	if memory() > g.most {
		g.stop()
	}
	return g.ctx.Err()
}

// memory is what the program's objects take.
func memory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
