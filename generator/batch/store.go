package batch

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"github.com/discgen/discgen/generator"
)

// The files of a folder of outputs beside the packages. A share has its own,
// with i and n in their names.
const (
	manifestName = "manifest"
	summaryName  = "汇总"
	stateFolder  = ".discgen" // while a run is under way, or after one that was cut off
	stateName    = "run"
	journalName  = "journal"
)

// store is the folder of outputs: what is remembered of it, and the one way in
// which a package comes into it.
type store struct {
	out   string
	made  bool // the folder was not there before
	shard Shard
	locks []*flock.Flock
	known map[string][]memory // by unit, what earlier runs say, the latest last
	paths map[string][]string // by unit, all that earlier runs ever made of it, as far as they say

	mutex   sync.Mutex
	journal *os.File
	torn    bool // its last line was not written whole
}

// openStore takes the folder for this run, tidies up after one that was cut
// off, and reads what is known.
func openStore(out string, shard Shard) (*store, error) {
	s := &store{
		out: out, made: !exists(out), shard: shard,
		known: map[string][]memory{}, paths: map[string][]string{},
	}
	if err := s.take(); err != nil {
		s.release()
		return nil, &FolderError{out, err}
	}
	err := s.recall()
	if err == nil {
		err = s.owns()
	}
	if err == nil {
		err = s.tidy()
	}
	if err != nil {
		s.close()
		return nil, &FolderError{out, err}
	}
	return s, nil
}

// take locks the folder: shares run beside each other, though none twice, and
// a run of all units is alone.
func (s *store) take() error {
	for _, folder := range []string{filepath.Join(s.out, stateFolder), s.state()} {
		if info, err := os.Lstat(folder); err == nil && !info.IsDir() {
			return &strange{ErrStateFolder, filepath.Base(folder)}
		}
	}
	wanted := []string{""}
	if s.shard != (Shard{}) {
		wanted = append(wanted, s.shard.suffix())
	}
	for i, suffix := range wanted {
		l, err := take(filepath.Join(s.out, stateFolder, "lock"+suffix), i < len(wanted)-1)
		if err != nil {
			return err
		}
		s.locks = append(s.locks, l)
	}
	return nil
}

// What a folder of outputs may hold that is not a run's to write to.
var (
	ErrNotOurs     = errors.New("batch: a file of that name that no run wrote")
	ErrStateFolder = errors.New("batch: no folder, or a link to one")
)

// strange says which name in a folder of outputs is in the way.
type strange struct {
	error
	name string
}

func (e *strange) Error() string { return e.name + ": " + e.error.Error() }
func (e *strange) Unwrap() error { return e.error }

// InTheWay is the name of the file, in the folder of outputs, that is not a
// run's to write to; it is empty where the error is another.
func (e *FolderError) InTheWay() string {
	var s *strange
	if errors.As(e.Err, &s) {
		return s.name
	}
	return ""
}

// owns refuses a folder with a file in the place of a report that no run wrote.
// A run says what it wrote in the manifest, or, where it was cut off, in the
// journal.
func (s *store) owns() error {
	manifest := manifestName + s.shard.suffix() + ".json"
	m, err := ReadManifest(filepath.Join(s.out, manifest))
	if err == nil && m.Tool.SHA256 != "" && m.Shard == s.shard.String() {
		return nil
	}
	entries, err := readJournal(s.journalPath())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(entries, func(e entry) bool { return e.Basis != nil }) {
		return nil
	}
	for _, name := range []string{manifest, summaryName + s.shard.suffix() + ".xlsx"} {
		// a folder cannot be lost: no file takes its place
		if info, err := os.Lstat(filepath.Join(s.out, name)); err == nil && !info.IsDir() {
			return &strange{ErrNotOurs, name}
		}
	}
	return nil
}

// state is the folder of what is under way.
func (s *store) state() string {
	return filepath.Join(s.out, stateFolder, stateName+s.shard.suffix())
}

func (s *store) fresh(n string) string { return filepath.Join(s.state(), "new", n) }
func (s *store) journalPath() string   { return filepath.Join(s.state(), journalName) }

// asideIn is the place of what was put aside, in a state folder.
func asideIn(state, n string) string { return filepath.Join(state, "old", n) }

var stateForm = regexp.MustCompile(`^` + stateName + `(-\d+of\d+)?$`)

// states are the state folders that there are, of whatever share. Anything else
// there is somebody else's, a link too: what is removed may not be elsewhere.
func (s *store) states() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(s.out, stateFolder))
	var all []string
	for _, e := range entries {
		if e.IsDir() && stateForm.MatchString(e.Name()) {
			all = append(all, filepath.Join(s.out, stateFolder, e.Name()))
		}
	}
	return all, err
}

// mine are the state folders that this run may touch: nobody else is at work
// where all units are its.
func (s *store) mine() ([]string, error) {
	if s.shard != (Shard{}) {
		return []string{s.state()}, nil
	}
	return s.states()
}

// unfinished are the shares that were cut off and not run again, as their
// folders have them: -1of3.
func (s *store) unfinished() ([]string, error) {
	states, err := s.states()
	var all []string
	for _, state := range states {
		suffix := strings.TrimPrefix(filepath.Base(state), stateName)
		if suffix != "" && exists(filepath.Join(state, journalName)) {
			all = append(all, suffix)
		}
	}
	return all, err
}

// close lets go of the folder. What is under way stays for the next run; where
// nothing is, nothing stays.
func (s *store) close() {
	if s.journal != nil {
		_ = s.journal.Close() // what it says was written
	}
	if !exists(s.journalPath()) {
		_ = os.RemoveAll(s.state())
	}
	s.release()
}

// release gives up the locks, and what then holds nothing.
func (s *store) release() {
	for _, l := range slices.Backward(s.locks) {
		drop(l)
	}
	_ = os.Remove(filepath.Join(s.out, stateFolder)) // stays where something is in it
	if s.made {
		_ = os.Remove(s.out) // likewise
	}
}

// tidy undoes what a run that was cut off left half done: packages that were
// not put in place go, those that were put aside for nothing come back.
func (s *store) tidy() error {
	states, err := s.mine()
	if err != nil {
		return err
	}
	for _, state := range states {
		if err := s.putAllBack(state); err != nil {
			return err
		}
		for _, scratch := range []string{"new", "old", "reports"} {
			if err := os.RemoveAll(filepath.Join(state, scratch)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *store) putAllBack(state string) error {
	entries, err := readJournal(filepath.Join(state, journalName))
	for _, e := range entries {
		if e.Replace != nil {
			err = errors.Join(err, s.putBack(state, *e.Replace))
		}
	}
	return err
}

func (s *store) putBack(state string, r replace) error {
	target, aside := s.at(r.Target), asideIn(state, r.Number)
	if exists(target) || !exists(aside) {
		return nil
	}
	return os.Rename(aside, target)
}

// at is the place of a path below the folder of outputs.
func (s *store) at(below string) string { return filepath.Join(s.out, filepath.FromSlash(below)) }

// isBelow reports whether a path with / stays below the folder that it starts
// from.
func isBelow(p string) bool {
	local := filepath.FromSlash(p)
	return filepath.IsLocal(local) && filepath.Clean(local) != "."
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// finish writes the reports and ends the journal.
func (s *store) finish(m Manifest) ([]string, error) {
	files, err := reports(m, s.shard)
	if err != nil {
		return nil, err
	}
	paths, err := s.publish(files)
	if err != nil {
		return nil, &ReportError{s.out, err}
	}
	if s.journal != nil {
		err = s.journal.Close()
		s.journal = nil
	}
	states, otherwise := s.mine()
	for _, state := range states {
		err = errors.Join(err, os.RemoveAll(state))
	}
	return paths, errors.Join(err, otherwise)
}

// ReportError says that the reports could not be written. The next run tries
// again.
type ReportError struct {
	Out string
	Err error
}

func (e *ReportError) Error() string { return "batch: reports in " + e.Out + ": " + e.Err.Error() }

// Unwrap is what the system says.
func (e *ReportError) Unwrap() error { return e.Err }

// publish puts the reports in their places, where they are not there already.
// Each takes its name when it is whole.
func (s *store) publish(files []generator.File) ([]string, error) {
	aside := filepath.Join(s.state(), "reports")
	if s.stale(files) {
		if _, err := generator.Write(aside, files); err != nil {
			return nil, err
		}
	}
	var paths []string
	// The manifest is the last of the files and the first in its place: where a
	// run is cut off in between, it tells whose the others are.
	for _, f := range slices.Backward(files) {
		written, place := filepath.Join(aside, f.Name), filepath.Join(s.out, f.Name)
		if exists(written) {
			if err := os.Rename(written, place); err != nil {
				return nil, err
			}
		}
		paths = append(paths, place)
	}
	slices.Reverse(paths)
	return paths, syncFolder(s.out)
}

// stale reports whether a report on disk is not what it should be.
func (s *store) stale(files []generator.File) bool {
	return slices.ContainsFunc(files, func(f generator.File) bool {
		data, err := os.ReadFile(filepath.Join(s.out, f.Name))
		return err != nil || !bytes.Equal(data, f.Data)
	})
}
