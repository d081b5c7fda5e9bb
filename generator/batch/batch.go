// Package batch builds every unit of a folder: it finds the unit files, builds
// those that changed, several at a time, puts each package in its place whole
// or not at all, and says in two reports what there is.
//
//	find → plan (what changed) → collisions → build, commit → reports
//
// It remembers in the manifest, and in a journal while it works, what it has
// made of what; what it remembers is believed only where the files still have
// the hashes that it says.
package batch

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/discgen/discgen/generator"
)

// Options are what a batch may be told.
type Options struct {
	Out     string // the folder of the packages and reports; empty: the one folder of unit files itself
	Workers int    // how many units are built at a time, at least 1
	Shard   Shard  // the share of the units that is this run's; the zero Shard is all
	Force   bool   // build what did not change, too
	Version string // of the program, for the manifest
	Build   generator.Options

	// Progress is told of every unit as soon as it is done, one call at a time;
	// done of all includes the unit. It may be nil.
	Progress func(u Unit, done, all int)
}

// Outcome is what a run did about a unit.
type Outcome string

// The outcomes.
const (
	Built     Outcome = "built"     // 已生成
	Unchanged Outcome = "unchanged" // 未变动
	Failed    Outcome = "failed"    // 未生成: its file has errors, or the system refused
)

// Unit is a unit of a run.
type Unit struct {
	Record
	Outcome Outcome
	Why     Why // it was not left as it was
}

// Report is what a run did.
type Report struct {
	Out        string   // the folder of outputs
	Units      []Unit   // by path
	Files      []string // the reports
	LeftBehind []Left   // by path
}

// Of are the units of an outcome.
func (r *Report) Of(o Outcome) []Unit {
	return slices.DeleteFunc(slices.Clone(r.Units), func(u Unit) bool { return u.Outcome != o })
}

// ErrNothing is returned where the folders have no unit file.
var ErrNothing = errors.New("batch: no unit file")

// Run builds the units below the folders. Where the context ends first, it
// returns its error, with what was done so far; the next run goes on from there.
// Other errors are a *CollisionError and a *FolderError, before anything is
// built, and a *ReportError. That a unit could not be built is no error.
func Run(ctx context.Context, folders []string, o Options) (*Report, error) {
	out, err := outFolder(folders, o)
	if err != nil {
		return nil, err
	}
	sources, err := find(folders, o)
	if err != nil {
		return nil, err
	}
	basis, err := newBasis(o)
	if err != nil {
		return nil, err
	}
	s, err := openStore(out, o.Shard)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := &run{options: o, basis: basis, store: s, all: sources}
	return r.do(ctx)
}

// run is a run under way.
type run struct {
	options Options
	basis   Basis
	store   *store
	all     []source // of every shard
	units   []Unit   // of this shard, by path
	own     []source // likewise

	mutex sync.Mutex
	done  int
}

func (r *run) do(ctx context.Context) (*Report, error) {
	plans, err := r.plan(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.collisions(ctx, plans); err != nil {
		return nil, err
	}
	for i, s := range r.all {
		if r.options.Shard.has(s.id) {
			r.own = append(r.own, s)
			r.units = append(r.units, plans[i].unit())
		}
	}
	if err := r.build(ctx); err != nil {
		return r.report(), err
	}
	m := r.manifest()
	files, err := r.store.finish(m)
	report := r.report()
	report.Files, report.LeftBehind = files, m.LeftBehind
	return report, err
}

func (r *run) report() *Report {
	done := slices.DeleteFunc(slices.Clone(r.units), func(u Unit) bool { return u.Outcome == "" })
	return &Report{Out: r.store.out, Units: done}
}

func (r *run) manifest() Manifest {
	m := Manifest{Version: manifestVersion, Shard: r.options.Shard.String(), Basis: r.basis, Units: []Record{}}
	m.LeftBehind = r.leftBehind()
	for _, u := range r.units {
		m.Units = append(m.Units, u.Record)
	}
	return m
}

// build builds what is not as it should be.
func (r *run) build(ctx context.Context) error {
	var todo []int
	for i, u := range r.units {
		if u.Outcome == "" {
			todo = append(todo, i)
		} else {
			r.tell(u)
		}
	}
	if len(todo) == 0 {
		return ctx.Err()
	}
	if err := r.store.begin(r.basis); err != nil {
		return err
	}
	var workers errgroup.Group
	workers.SetLimit(max(r.options.Workers, 1))
	for _, i := range todo {
		workers.Go(func() error {
			if ctx.Err() == nil {
				r.one(i)
			}
			return nil
		})
	}
	return errors.Join(workers.Wait(), ctx.Err())
}

// one builds unit i.
func (r *run) one(i int) {
	u := &r.units[i]
	u.Record, u.Outcome = r.make(i)
	r.store.remember(u.Record)
	r.tell(*u)
}

func (r *run) tell(u Unit) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.done++
	if r.options.Progress != nil {
		r.options.Progress(u, r.done, len(r.units))
	}
}

// make builds and commits a unit.
func (r *run) make(i int) (Record, Outcome) {
	s := r.own[i]
	record := Record{Unit: s.id, Status: StatusFailed, Outputs: []Output{}, Findings: []Finding{}}
	data, err := s.read()
	if err != nil {
		record.Failure = "不能读取单位文件：" + generator.SystemFault(err)
		return record, Failed
	}
	record.SHA256 = sum(data)
	result, err := generator.Build(data, r.options.Build.At(s.path))
	record.take(result)
	switch {
	case err != nil:
		record.Failure = oneLine(err.Error())
		return record, Failed
	case result.Findings.HasErrors():
		record.Status = StatusErrors
		return record, Failed
	}
	target := path.Join(s.out, result.Names.Folder)
	if err := r.store.commit(i, target, result.Files); err != nil {
		record.Failure = fmt.Sprintf("不能写入 %s：%s", target, generator.SystemFault(err))
		return record, Failed
	}
	record.Status = StatusBuilt
	for _, f := range result.Files {
		record.Outputs = append(record.Outputs, Output{Path: path.Join(target, f.Name), Bytes: len(f.Data), SHA256: sum(f.Data)})
	}
	return record, Built
}

// leftBehind finds what earlier runs made of the units of this share and no unit
// makes any more. What a unit that failed has is noted with it.
func (r *run) leftBehind() []Left {
	made, failed := r.made(), map[string]*Unit{}
	for i, u := range r.units {
		if u.Outcome == Failed {
			failed[u.Unit] = &r.units[i]
		}
	}
	var left []Left
	for id, all := range r.store.paths {
		if !r.options.Shard.has(id) {
			continue
		}
		for _, p := range slices.Compact(slices.Sorted(slices.Values(all))) {
			switch u := failed[id]; {
			case made[p] || !exists(r.store.at(p)):
			case u != nil:
				u.Earlier = append(u.Earlier, p)
			default:
				left = append(left, Left{id, p})
			}
		}
	}
	slices.SortFunc(left, byPath)
	return left
}

// made are the files that units make; of units of other shares, those that are
// known.
func (r *run) made() map[string]bool {
	var all []Record
	for _, u := range r.units {
		all = append(all, u.Record)
	}
	for _, s := range r.all {
		if r.options.Shard.has(s.id) {
			continue
		}
		if known := r.store.known[s.id]; len(known) > 0 {
			all = append(all, known[len(known)-1].Record)
		}
	}
	return outputsOf(all)
}

func outputsOf(all []Record) map[string]bool {
	made := map[string]bool{}
	for _, record := range all {
		for _, out := range record.Outputs {
			made[out.Path] = true
		}
	}
	return made
}

// oneLine is the text without line ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
