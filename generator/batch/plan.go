package batch

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/discgen/discgen/generator"
)

// Why says why a unit is built and not left as it is, in Chinese. It is empty
// where nothing changed.
type Why string

// The reasons.
const (
	WhyNew       Why = "没有上次的记录"
	WhyForced    Why = "--force"
	WhyUnit      Why = "单位文件有改动"
	WhyInput     Why = "单位文件所引用的文件有改动"
	WhyTool      Why = "程序不是原来的版本"
	WhyTemplates Why = "模板有改动"
	WhyFonts     Why = "字体有改动"
	WhyOptions   Why = "选项与上次不同"
	WhyFailed    Why = "上次没有生成"
	WhyMissing   Why = "成果文件不在"
	WhyTouched   Why = "成果文件有改动"
	WhyUnread    Why = "单位文件不能读取"
)

// planned is a unit file and whether it has to be built.
type planned struct {
	source
	why  Why
	kept Record // where why is empty
}

func (p planned) unit() Unit {
	if p.why != "" {
		return Unit{Record: Record{Unit: p.id}, Why: p.why}
	}
	return Unit{Record: p.kept, Outcome: Unchanged}
}

// plan looks at the units of every share: what each was made of last time, and
// whether that is still so.
func (r *run) plan(ctx context.Context) ([]planned, error) {
	plans := make([]planned, len(r.all))
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(max(r.options.Workers, 1))
	for i, s := range r.all {
		workers.Go(func() error {
			plans[i] = planned{source: s, why: WhyForced}
			if r.options.Shard.has(s.id) && !r.options.Force {
				plans[i].why, plans[i].kept = r.changed(s)
			}
			return ctx.Err()
		})
	}
	return plans, workers.Wait()
}

// changed is why a unit has to be built, or what is known of it where it has
// not.
func (r *run) changed(s source) (Why, Record) {
	data, err := s.read()
	if err != nil {
		return WhyUnread, Record{}
	}
	why, now := WhyNew, sum(data)
	for _, known := range r.store.known[s.id] {
		if why = r.differs(s, known, now); why == "" {
			return "", known.Record
		}
	}
	return why, Record{}
}

func (r *run) differs(s source, known memory, now string) Why {
	switch {
	case known.SHA256 == "": // its file could not be read
		return WhyFailed
	case known.SHA256 != now:
		return WhyUnit
	case known.Status != StatusBuilt || len(known.Outputs) == 0:
		return WhyFailed
	}
	if why := r.basis.equal(*known.basis); why != "" {
		return why
	}
	if readOtherwise(s, known.Inputs) {
		return WhyInput
	}
	return r.store.differs(known.Outputs)
}

// readOtherwise reports whether a file beside a unit file is not what it was.
func readOtherwise(s source, inputs []Input) bool {
	settings := ""
	if found := generator.FindSettings(s.path); found != nil {
		settings = found.Name
	}
	// settings that apply now may be others than those that were read, or new
	applied := slices.IndexFunc(inputs, func(in Input) bool { return path.Base(in.Name) == generator.SettingsFile })
	if applied < 0 != (settings == "") || applied >= 0 && inputs[applied].Name != settings {
		return true
	}
	open := generator.Beside(s.path)
	return slices.ContainsFunc(inputs, func(in Input) bool {
		data, err := open(in.Name)
		return err != nil || sum(data) != in.SHA256
	})
}

// differs is what became of files since they were made.
func (s *store) differs(made []Output) Why {
	for _, out := range made {
		switch now, err := fileSum(s.at(out.Path)); {
		case errors.Is(err, fs.ErrNotExist):
			return WhyMissing
		case err != nil || now != out.SHA256:
			return WhyTouched
		}
	}
	return ""
}
