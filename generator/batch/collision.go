package batch

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"github.com/discgen/discgen/generator"
)

// CollisionError is returned where several units would write to one place.
type CollisionError struct{ Collisions []Collision }

// Collision is a folder, below the folder of outputs, that would be the package
// of several units, or the package of one with that of another inside.
type Collision struct {
	Folder string
	Units  []string
}

func (e *CollisionError) Error() string {
	return fmt.Sprintf("batch: %d packages with several unit files", len(e.Collisions))
}

// collisions finds units that would write to one place, of whatever share.
func (r *run) collisions(ctx context.Context, plans []planned) error {
	names, err := r.folders(ctx, plans)
	if err != nil {
		return err
	}
	at := map[string]*Collision{}
	var all []*Collision
	for i, p := range plans {
		if names[i] == "" {
			continue
		}
		folder := path.Join(p.out, names[i])
		if at[alike(folder)] == nil {
			at[alike(folder)] = &Collision{Folder: folder}
			all = append(all, at[alike(folder)])
		}
		at[alike(folder)].Units = append(at[alike(folder)].Units, p.id)
	}
	for _, p := range plans {
		for _, folder := range upwards(p.out) {
			if around := at[alike(folder)]; around != nil {
				around.Units = append(around.Units, p.id)
			}
		}
	}
	var found []Collision
	for _, c := range all {
		if len(c.Units) > 1 {
			found = append(found, *c)
		}
	}
	if len(found) > 0 {
		return &CollisionError{found}
	}
	return nil
}

// alike is a path as those systems see it that take names for the same that
// differ in case, or in how a letter and its accent are put together.
func alike(p string) string { return norm.NFC.String(strings.ToLower(p)) }

// upwards are a folder and those that it is in.
func upwards(p string) []string {
	var all []string
	for ; p != "."; p = path.Dir(p) {
		all = append(all, p)
	}
	return append(all, p)
}

// folders are the names of the folders of those units that can collide: that
// share the folder above with others, or have others below it.
func (r *run) folders(ctx context.Context, plans []planned) ([]string, error) {
	count := map[string]int{}
	for _, p := range plans {
		for _, folder := range upwards(p.out) {
			count[alike(folder)]++
		}
	}
	names := make([]string, len(plans))
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(max(r.options.Workers, 1))
	for i, p := range plans {
		if count[alike(p.out)] < 2 {
			continue
		}
		if p.why == "" {
			names[i] = folderOf(p.kept)
			continue
		}
		workers.Go(func() error {
			names[i] = r.folder(p)
			return ctx.Err()
		})
	}
	return names, workers.Wait()
}

// folder is the name of a unit's folder, as far as its file says. What is wrong
// with the file comes out when it is built.
func (r *run) folder(p planned) string {
	data, err := p.read()
	if err != nil {
		return ""
	}
	now := sum(data)
	known := r.store.known[p.id]
	if i := slices.IndexFunc(known, func(m memory) bool { return r.names(m, now) }); i >= 0 {
		return folderOf(known[i].Record)
	}
	names, err := generator.NamesOf(data, r.options.Build.At(p.path))
	if err != nil {
		return ""
	}
	return names.Folder
}

// names reports whether what is known of a unit still tells its names.
func (r *run) names(known memory, now string) bool {
	return known.SHA256 == now && known.Status == StatusBuilt && r.basis.equal(*known.basis) == ""
}

// folderOf is the name of the folder that holds a package.
func folderOf(built Record) string { return path.Base(path.Dir(built.Outputs[0].Path)) }
