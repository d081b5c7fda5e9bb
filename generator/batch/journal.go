package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

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

// sound reports whether the two lead to a place below the folder of outputs.
func (r replace) sound() bool {
	return isBelow(r.Target) && isBelow(r.Number) && r.Number == path.Base(r.Number)
}

// memory is a record and what it was made with.
type memory struct {
	Record
	basis *Basis
}

// recall reads the manifests of all shares and the journals of runs that were
// cut off. A file that is none is as good as missing: all that it could save is
// work.
func (s *store) recall() error {
	names, err := fs.Glob(os.DirFS(s.out), manifestName+"*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		m, err := ReadManifest(filepath.Join(s.out, name))
		if err != nil {
			continue
		}
		for _, r := range m.Units {
			s.know(memory{r, &m.Basis})
		}
		for _, left := range m.LeftBehind {
			s.paths[left.Unit] = append(s.paths[left.Unit], left.Path)
		}
	}
	states, err := s.states()
	for _, state := range states {
		entries, err := readJournal(filepath.Join(state, journalName))
		if err != nil {
			return err
		}
		var basis *Basis
		for _, e := range entries {
			switch {
			case e.Basis != nil:
				basis = e.Basis
			case e.Record != nil && basis != nil:
				s.know(memory{*e.Record, basis})
			}
		}
	}
	return err
}

func (s *store) know(m memory) {
	s.known[m.Unit] = append(s.known[m.Unit], m)
	for _, out := range m.Outputs {
		s.paths[m.Unit] = append(s.paths[m.Unit], out.Path)
	}
	s.paths[m.Unit] = append(s.paths[m.Unit], m.Earlier...)
}

// readJournal reads the lines that were written whole.
func readJournal(name string) ([]entry, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []entry
	for line := range bytes.Lines(data) {
		var e entry
		if json.Unmarshal(line, &e) == nil && (e.Record == nil || e.Record.sound()) && (e.Replace == nil || e.Replace.sound()) {
			all = append(all, e)
		}
	}
	return all, nil
}

// begin opens the journal for records that are made with a basis. It goes on
// from one that is there.
func (s *store) begin(b Basis) (err error) {
	if err := os.MkdirAll(s.state(), 0o755); err != nil {
		return &FolderError{s.out, err}
	}
	s.journal, err = os.OpenFile(s.journalPath(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
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
