package verify

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// narrow are limits under which the hostile files below are quickly refused.
var narrow = limits{time: 10 * time.Second, memory: 100 << 20, stream: 16 << 20}

// A file that is none, or none any more, ends in a reason for people.
func TestUnreadable(t *testing.T) {
	random := make([]byte, 100_000)
	for i := range random {
		random[i] = byte(rand.New(rand.NewPCG(1, uint64(i))).Uint32())
	}
	whole := file(sample, sampleTrailer)
	for _, c := range []struct {
		name string
		data []byte
		want Unreadable
	}{
		{"nothing", nil, Empty},
		{"random bytes", random, NoPDF},
		{"random bytes after a header", append([]byte("%PDF-1.7\n"), random...), Damaged},
		{"text", []byte("年度部门决算公开说明"), NoPDF},
		{"header alone", []byte("%PDF-1.7\n"), Damaged},
		{"first half", whole[:len(whole)/2], Damaged},
		{"too large", make([]byte, MaxBytes+1), TooBig},
		{"no catalog", changed(t, "/Root 1 0 R", "/Root 99 0 R"), Damaged},
		{"no pages", changed(t, "/Kids [3 0 R]", "/Kids []"), Damaged},
		{"pages in a circle", changed(t, "/Kids [3 0 R]", "/Kids [2 0 R]"), Damaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Run(c.data)
			var why Unreadable
			if !errors.As(err, &why) || why != c.want || len(r.Results) > 0 {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// However much of a file is left, it is refused or not called complete.
func TestTruncated(t *testing.T) {
	whole := file(sample, sampleTrailer)
	for n := 1; n < len(whole)-1; n += 7 {
		r, err := Run(whole[:n])
		var why Unreadable
		if err == nil && foundBy(r, "D-01") == "完整" || err != nil && !errors.As(err, &why) {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
}

// manyTimes is a file in which one long stream is thousands of objects.
func manyTimes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(sample))
	for i, o := range sample {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	for n := range 5000 {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n<</Length 1000000>>\nstream\n", len(sample)+1+n)
	}
	b.Write(bytes.Repeat([]byte("x"), 1_000_000))
	b.WriteString("\nendstream\nendobj\n")
	return finish(&b, offsets, sampleTrailer)
}

// bundled is a file with object streams that each unpack to 15 MB, packed
// twice, so that a few hundred bytes are gigabytes.
func bundled() []byte {
	var inside strings.Builder
	for i := range 200 {
		fmt.Fprintf(&inside, "%d 0 R ", 1+len(sample)+200+i)
	}
	objects := append([]string{strings.Replace(sample[0], "/MarkInfo", "/Inside ["+inside.String()+"] /MarkInfo", 1)}, sample[1:]...)
	bomb := deflated(deflated(append([]byte("213 0 <<>>"), bytes.Repeat([]byte{' '}, 15<<20)...)))
	for range 200 {
		objects = append(objects, streamOf("/Type /ObjStm /N 1 /First 6 /Filter [/FlateDecode /FlateDecode]", string(bomb)))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	rows := []byte{0, 0, 0, 0, 0}
	row := func(kind byte, where int) {
		rows = append(rows, kind, byte(where>>16), byte(where>>8), byte(where), 0)
	}
	for i, o := range objects {
		row(1, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	for i := range 200 {
		row(2, len(sample)+1+i)
	}
	start := b.Len()
	fmt.Fprintf(&b, "9999 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n",
		packed(fmt.Sprintf("/Type /XRef /Size %d /W [1 3 1] "+sampleTrailer, len(rows)/5), rows), start)
	return b.Bytes()
}

// A file made to take all memory or time is refused, or has the fault that it
// can be told of.
func TestHostile(t *testing.T) {
	deep := strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	chain := make([]string, 0, 5000)
	for i := range 5000 {
		chain = append(chain, fmt.Sprintf("<</Next %d 0 R>>", 14+i))
	}
	for _, c := range []struct {
		name string
		data []byte
		want string // the reason, or the ids of what failed
	}{
		{"one stream many times", manyTimes(), string(TooMuch)},
		{"object streams that unpack to gigabytes", bundled(), string(TooMuch)},
		{"map that unpacks to a gigabyte", changed(t, "/ToUnicode 12 0 R", "/ToUnicode 13 0 R", streamOf("/Filter [/FlateDecode /FlateDecode]", string(deflated(deflated(make([]byte, 200<<20)))))), "D-04"},
		{"metadata that unpacks to a gigabyte", changed(t, "/Metadata 8 0 R", "/Metadata 13 0 R", packed("/Type /Metadata", bytes.Repeat([]byte("<a>"), 60<<20))), "D-06 D-07 D-09"},
		{"deep metadata", changed(t, "/Metadata 8 0 R", "/Metadata 13 0 R", packed("/Type /Metadata", bytes.Repeat([]byte("<a>"), 1<<20))), "D-06 D-07 D-09"},
		{"long chain", changed(t, "/MarkInfo", "/Chain 13 0 R /MarkInfo", chain...), ""},
		{"reference in a circle", changed(t, "/Lang (zh-CN)", "/Lang 13 0 R", "14 0 R", "13 0 R"), "D-11"},
		{"structure that is its own child", changed(t, "/S /Document", "/S /Document /K 10 0 R"), ""},
		{"deep array", changed(t, "/MarkInfo", "/Deep 13 0 R /MarkInfo", deep), ""},
		{"length beyond the file", changed(t, "/MarkInfo", "/X 13 0 R /MarkInfo", "<</Length 99999999999>>\nstream\nx\nendstream"), string(Damaged)},
	} {
		t.Run(c.name, func(t *testing.T) {
			begin, before := time.Now(), memory()
			r, err := run(c.data, narrow)
			got := strings.Join(failed(r), " ")
			if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if took := time.Since(begin); took > narrow.time+5*time.Second {
				t.Errorf("took %v", took)
			}
			if now := memory(); now > before && now-before > 3*narrow.memory {
				t.Errorf("took %d MB", (now-before)>>20)
			}
		})
	}
}

// A reading without end is ended.
func TestTimeIsUp(t *testing.T) {
	l := usual
	l.time = 0
	if _, err := run(file(sample, sampleTrailer), l); !errors.Is(err, TooMuch) {
		t.Error(err)
	}
	endless := make(chan struct{})
	defer close(endless)
	if _, err := within(time.Millisecond, func() (Report, error) { <-endless; return Report{}, nil }); !errors.Is(err, TooMuch) {
		t.Error(err)
	}
}

// The library leaves the user's settings alone and prints nothing.
func TestLibraryKeepsQuiet(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, folder)
	}
	captured, err := os.Create(filepath.Join(t.TempDir(), "printed"))
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = captured, captured
	_, _ = Run(file(sample, sampleTrailer))
	_, _ = Run(bytes.Replace(file(sample, sampleTrailer), []byte("/Size 13"), []byte("/Size 99"), 1))
	os.Stdout, os.Stderr = stdout, stderr
	if info, err := captured.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("%v: %d bytes were printed", err, info.Size())
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("%v: the folder holds %v", err, entries)
	}
}

// Whatever the bytes, there is a report or a reason, the same both times.
func FuzzRun(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"))
	f.Add(file(sample, sampleTrailer))
	f.Add(changed(f, "/Root 1 0 R", "/Root 1 0 R /Encrypt 13 0 R", "<</Filter /Standard /V 5 /R 6 /Length 256>>"))
	f.Add(changed(f, "/FontDescriptor 6 0 R", "/FontDescriptor [6 0 R 6 0 R] /DescendantFonts 5 0 R"))
	f.Add(changed(f, "/Kids [3 0 R]", "/Kids [3 0 R 2 0 R 3 0 R 99 0 R null]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := run(data, narrow)
		var why Unreadable
		if err != nil && !errors.As(err, &why) {
			t.Fatal(err)
		}
		if err == nil && len(r.Results) != len(checks) {
			t.Fatalf("%+v", r)
		}
		for _, one := range r.Results {
			if one.Found == "" {
				t.Fatalf("%+v", one)
			}
		}
	})
}
