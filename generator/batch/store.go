package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
)

// store is the folder of outputs: what is remembered of it, and the one way in
// which a package comes into it.
type store struct {
	out   string
	shard Shard
	lock  *flock.Flock
	known map[string][]memory // by unit, what earlier runs say, the latest last

	mutex   sync.Mutex
	journal *os.File
	torn    bool // its last line was not written whole
}

// memory is a record and what it was made with.
type memory struct {
	Record
	basis *Basis
}

// ErrLocked is in a *FolderError where another run writes to the folder.
var ErrLocked = errors.New("another run writes to this folder")

// openStore takes the folder for this run, tidies up after one that was cut
// off, and reads what is known.
func openStore(out string, shard Shard) (*store, error) {
	s := &store{out: out, shard: shard, known: map[string][]memory{}}
	if err := os.MkdirAll(s.state(), 0o755); err != nil {
		return nil, &FolderError{out, err}
	}
	s.lock = flock.New(filepath.Join(out, stateFolder, "lock"+shard.suffix()))
	switch locked, err := s.lock.TryLock(); {
	case err != nil:
		return nil, &FolderError{out, err}
	case !locked:
		return nil, &FolderError{out, ErrLocked}
	}
	err := s.recall()
	if err == nil {
		err = s.tidy()
	}
	if err != nil {
		s.close()
		return nil, &FolderError{out, err}
	}
	return s, nil
}

// state is the folder of what is under way.
func (s *store) state() string { return filepath.Join(s.out, stateFolder, "run"+s.shard.suffix()) }

func (s *store) fresh(n string) string { return filepath.Join(s.state(), "new", n) }
func (s *store) aside(n string) string { return filepath.Join(s.state(), "old", n) }
func (s *store) journalPath() string   { return filepath.Join(s.state(), "journal") }

// close lets go of the folder. What is under way stays for the next run; where
// nothing is, nothing stays.
func (s *store) close() {
	if s.journal != nil {
		_ = s.journal.Close() // what it says was written
	}
	if _, err := os.Stat(s.journalPath()); errors.Is(err, fs.ErrNotExist) {
		_ = os.RemoveAll(s.state())
	}
	_ = s.lock.Unlock()
	_ = os.Remove(s.lock.Path())
	_ = os.Remove(filepath.Join(s.out, stateFolder)) // stays where another share is at work
}

// entry is a line of the journal: one of its fields.
type entry struct {
	Basis   *Basis   `json:"made_with,omitempty"` // of the records below
	Record  *Record  `json:"unit,omitempty"`
	Replace *replace `json:"replace,omitempty"`
}

// replace says that the package at a place is about to be put aside for its
// successor.
type replace struct {
	Target string `json:"target"` // below the folder of outputs, with /
	Number string `json:"number"` // its name while aside
}

// recall reads the manifests of all shares and the journals of runs that were
// cut off. A file that is none is as good as missing: all that it could save is
// work.
func (s *store) recall() error {
	manifests, err := filepath.Glob(filepath.Join(globEscape(s.out), manifestName+"*.json"))
	if err != nil {
		return err
	}
	for _, name := range manifests {
		m, err := ReadManifest(name)
		if err != nil {
			continue
		}
		for _, r := range m.Units {
			s.known[r.Unit] = append(s.known[r.Unit], memory{r, &m.Basis})
		}
		for _, left := range m.LeftBehind {
			s.known[left.Unit] = append(s.known[left.Unit], memory{Record{Unit: left.Unit, Earlier: []string{left.Path}}, &m.Basis})
		}
	}
	journals, err := filepath.Glob(filepath.Join(globEscape(s.out), stateFolder, "*", "journal"))
	if err != nil {
		return err
	}
	for _, name := range journals {
		entries, err := readJournal(name)
		if err != nil {
			return err
		}
		var basis *Basis
		for _, e := range entries {
			switch {
			case e.Basis != nil:
				basis = e.Basis
			case e.Record != nil && basis != nil:
				s.known[e.Record.Unit] = append(s.known[e.Record.Unit], memory{*e.Record, basis})
			}
		}
	}
	return nil
}

// remaining are the outputs of some memories that are still there, in order.
func (s *store) remaining(all []memory) []string {
	paths := map[string]bool{}
	for _, m := range all {
		for _, out := range m.Outputs {
			paths[out.Path] = true
		}
		for _, p := range m.Earlier {
			paths[p] = true
		}
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(paths)), func(p string) bool {
		local := filepath.FromSlash(p)
		return !filepath.IsLocal(local) || !exists(filepath.Join(s.out, local))
	})
}

// globEscape is a path as a pattern that fits it alone.
func globEscape(path string) string {
	var b bytes.Buffer
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' && filepath.Separator != '\\' {
			b.WriteString("[" + string(r) + "]")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// readJournal reads the lines that were written whole: the last may have been
// cut off.
func readJournal(name string) ([]entry, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []entry
	lines := bufio.NewReader(bytes.NewReader(data))
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return all, nil
		}
		var e entry
		if json.Unmarshal(line, &e) == nil {
			all = append(all, e)
		}
	}
}

// tidy undoes what a run that was cut off left half done: packages that were
// not put in place go, those that were put aside for nothing come back.
func (s *store) tidy() error {
	entries, err := readJournal(s.journalPath())
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Replace != nil {
			if err := s.putBack(*e.Replace); err != nil {
				return err
			}
		}
	}
	return errors.Join(os.RemoveAll(s.fresh("")), os.RemoveAll(s.aside("")))
}

func (s *store) putBack(r replace) error {
	local := filepath.FromSlash(r.Target)
	if !filepath.IsLocal(local) || !filepath.IsLocal(r.Number) {
		return nil
	}
	target, aside := filepath.Join(s.out, local), s.aside(r.Number)
	if exists(target) || !exists(aside) {
		return nil
	}
	return os.Rename(aside, target)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// begin opens the journal for records that are made with a basis. It goes on
// from one that is there.
func (s *store) begin(b Basis) (err error) {
	if err := os.MkdirAll(s.state(), 0o755); err != nil {
		return &FolderError{s.out, err}
	}
	s.journal, err = os.OpenFile(s.journalPath(), os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o644)
	if err != nil {
		return &FolderError{s.out, err}
	}
	s.torn = true // perhaps, by the run before
	if err := s.write(entry{Basis: &b}); err != nil {
		return &FolderError{s.out, err}
	}
	return nil
}

// remember writes down what was made of a unit. What cannot be written down (on
// a full disk, say) is built once more next time, and no more is lost.
func (s *store) remember(r Record) { _ = s.write(entry{Record: &r}) }

func (s *store) write(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.torn {
		line = append([]byte("\n"), line...)
	}
	_, err = s.journal.Write(append(line, '\n'))
	s.torn = err != nil
	return err
}

// finish writes the reports and ends the journal.
func (s *store) finish(m Manifest) ([]string, error) {
	files, err := reports(m, s.shard)
	if err != nil {
		return nil, err
	}
	var paths []string
	if s.stale(files) {
		if paths, err = generator.Write(s.out, files); err != nil {
			return nil, &FolderError{s.out, err}
		}
	} else {
		for _, f := range files {
			paths = append(paths, filepath.Join(s.out, f.Name))
		}
	}
	if s.journal != nil {
		err = s.journal.Close()
		s.journal = nil
	}
	return paths, errors.Join(err, os.RemoveAll(s.state()))
}

// stale reports whether a report on disk is not what it should be.
func (s *store) stale(files []generator.File) bool {
	return slices.ContainsFunc(files, func(f generator.File) bool {
		data, err := os.ReadFile(filepath.Join(s.out, f.Name))
		return err != nil || !bytes.Equal(data, f.Data)
	})
}
