package verify

import (
	"bytes"
	"context"
	"io"
	"runtime/metrics"
	"time"
)

// How much the reading of one file may take. A file is read from memory, so
// that an honest one of MaxBytes stays far below both.
const (
	mostTime   = 30 * time.Second
	mostMemory = 1 << 30
	mostStream = 64 << 20 // of one stream, decoded
)

// guard is the file as the library reads it. It ends the reading of a file
// that was made to take all time or memory: small streams that unpack to
// gigabytes, or one stream that is an object a thousand times over.
type guard struct {
	file   *bytes.Reader
	ctx    context.Context
	stop   context.CancelFunc
	before uint64 // memory in use when the reading began
	spent  int    // bytes since the last look at the memory
}

func newGuard(data []byte) *guard {
	ctx, stop := context.WithTimeout(context.Background(), mostTime)
	return &guard{file: bytes.NewReader(data), ctx: ctx, stop: stop, before: memory()}
}

// Read is refused when too much was taken.
func (g *guard) Read(p []byte) (int, error) {
	if err := g.spend(len(p)); err != nil {
		return 0, err
	}
	return g.file.Read(p)
}

// Seek is that of the file.
func (g *guard) Seek(offset int64, whence int) (int64, error) { return g.file.Seek(offset, whence) }

var _ io.ReadSeeker = (*guard)(nil)

// perLook is how many bytes pass between two looks at the memory, and perObject
// what any object counts for, however short: a few bytes may unpack to all that
// a stream may have.
const perLook, perObject = 32 << 10, 4 << 10

func (g *guard) spend(n int) error {
	if g.spent += n + perObject; g.spent >= perLook {
		g.spent = 0
		if memory() > g.before+mostMemory {
			g.stop()
		}
	}
	return g.ctx.Err()
}

// memory is what the program's objects take.
func memory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
