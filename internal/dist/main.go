// Command dist makes the archives that are handed out: for every system one
// static binary with the examples, the guide and the licences, and SHA256SUMS
// of them all. The same commit and the same release of Go give the same bytes,
// on every machine. It is run from the root of the module.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// target is a system that gets an archive.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

var targets = []target{
	{"windows", "amd64"}, {"windows", "arm64"},
	{"linux", "amd64"}, {"linux", "arm64"},
	{"darwin", "arm64"},
}

// program is the name of the binary.
func (t target) program() string {
	if t.os == "windows" {
		return "discgen.exe"
	}
	return "discgen"
}

// extension is what people on the system can open without another program.
func (t target) extension() string {
	if t.os == "linux" {
		return ".tar.gz"
	}
	return ".zip"
}

func main() {
	out := flag.String("o", "dist", "`folder` of the archives")
	version := flag.String("version", "", "version that the binaries give (default: as git describes the commit)")
	only := flag.String("only", "", "some `targets` alone, such as windows/amd64,linux/arm64")
	flag.Parse()
	if err := run(*out, *version, *only); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

func run(out, version, only string) error {
	r := release{root: ".", said: os.Stdout, build: build, licences: licences}
	var err error
	if r.targets, err = chosen(only); err != nil {
		return err
	}
	if r.version, err = versionOf(r.root, version); err != nil {
		return err
	}
	if r.date, err = dateOf(r.root, os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	return r.write(out)
}

func chosen(only string) ([]target, error) {
	if only == "" {
		return targets, nil
	}
	var some []target
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(targets, func(t target) bool { return t.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no target %q; the targets are %v", name, targets)
		}
		some = append(some, targets[i])
	}
	return some, nil
}

// A version becomes part of file names and of the linker's options.
var usable = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+_-]*$`)

func versionOf(root, asked string) (string, error) {
	version := asked
	if version == "" {
		text, err := git(root, "describe", "--tags", "--always", "--dirty", "--abbrev=12")
		if err != nil {
			return "", fmt.Errorf("no commit to name the version after, give -version: %w", err)
		}
		version = strings.TrimSpace(text)
	}
	if !usable.MatchString(version) {
		return "", fmt.Errorf("%q cannot be a version", version)
	}
	return version, nil
}

// dateOf is the time of every file in the archives: SOURCE_DATE_EPOCH, or the
// commit's.
func dateOf(root, epoch string) (time.Time, error) {
	if epoch == "" {
		text, err := git(root, "log", "-1", "--format=%ct")
		if err != nil {
			return time.Time{}, fmt.Errorf("no commit to take the date from, set SOURCE_DATE_EPOCH: %w", err)
		}
		epoch = strings.TrimSpace(text)
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 0 {
		return time.Time{}, fmt.Errorf("%q is no number of seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// release is what the archives are made of.
type release struct {
	root     string
	version  string
	date     time.Time
	targets  []target
	said     io.Writer // gets the size of every archive
	build    func(root, version string, t target) ([]byte, error)
	licences func(root string, t target) ([]byte, error) // of what others wrote
}

// write makes the archive of every target, and their sums.
func (r release) write(out string) error {
	shared, err := r.shared()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, t := range r.targets {
		binary, data, err := r.archive(t, shared)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		name := r.name(t) + t.extension()
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return err
		}
		_, _ = fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
		_, _ = fmt.Fprintf(r.said, "%s: %d bytes, the binary %d\n", name, len(data), binary)
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), sums.Bytes(), 0o644)
}

// name is the archive's name without extension, and the folder inside it.
func (r release) name(t target) string {
	return "discgen-" + r.version + "-" + t.os + "-" + t.arch
}

// archive also gives the size of the binary in it.
func (r release) archive(t target, shared []entry) (binary int, data []byte, err error) {
	program, err := r.build(r.root, r.version, t)
	if err != nil {
		return 0, nil, err
	}
	texts, err := r.licences(r.root, t)
	if err != nil {
		return 0, nil, err
	}
	entries := append(slices.Clone(shared),
		entry{name: t.program(), data: program, executable: true},
		entry{name: othersLicences, data: texts})
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	pack := packZip
	if t.extension() == ".tar.gz" {
		pack = packTar
	}
	var packed bytes.Buffer
	err = pack(&packed, r.name(t), entries, r.date)
	return len(program), packed.Bytes(), err
}

// build compiles the program without anything of the machine that does it:
// neither its folders nor what its copy of the repository is like.
func build(root, version string, t target) ([]byte, error) {
	folder, err := os.MkdirTemp("", "dist")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	path := filepath.Join(folder, t.program())
	_, err = output(root, t.environment(), "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags=-s -w -buildid= -X main.version="+version, "-o", path, "./cmd/discgen")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// environment is this process's own, with all that the compiler's output
// depends on.
func (t target) environment() []string {
	return append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch,
		"GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOWORK=off")
}

func git(root string, args ...string) (string, error) {
	return output(root, os.Environ(), "git", args...)
}

// output is what a program writes; what it complains of is in the error.
func output(folder string, environment []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir, c.Env = folder, environment
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, args[0], err, strings.TrimSpace(stderr.String()))
	}
	return stdout.String(), nil
}
