package batch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
)

// Manifest is what there is after a run: manifest.json, described in
// docs/batch.md. The same files give the same bytes, however many units were
// built at a time, and whether at once or over several runs.
type Manifest struct {
	Version int    `json:"version"`
	Shard   string `json:"shard,omitempty"` // i/n
	Basis   `json:"made_with"`
	Units   []Record `json:"units"` // by path

	// Files of packages whose unit file is gone or now makes a package of another
	// name. They are not deleted; whoever publishes the folder should know.
	LeftBehind []Left `json:"left_behind,omitempty"`
}

// Left is a file that no unit file makes any more.
type Left struct {
	Unit string `json:"unit"` // that made it
	Path string `json:"path"` // below the folder of outputs, with /
}

func byPath(a, b Left) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Unit, b.Unit))
}

// A change that could break a reader raises it.
const manifestVersion = 1

// Basis is everything but the unit's own file that its package follows from.
type Basis struct {
	Tool      Tool              `json:"tool"`
	Templates map[string]string `json:"templates"` // SHA-256 of every template set by its name
	Fonts     map[string]string `json:"fonts"`     // SHA-256 of every font, as generator.FontSums names them
	Options   Settings          `json:"options"`
}

// Tool is the program.
type Tool struct {
	Version string `json:"version"`
	SHA256  string `json:"sha256"` // of the executable file
}

// Settings are the options that change what is made.
type Settings struct {
	Strict          bool     `json:"strict"`
	Accept          []string `json:"accept"`
	StatementsInPDF bool     `json:"statements_in_pdf"`
	Charts          bool     `json:"charts"`
	SourceDateEpoch *int64   `json:"source_date_epoch,omitempty"`
}

// Status is what there is of a unit.
type Status string

// The statuses.
const (
	StatusBuilt  Status = "built"  // 已生成
	StatusErrors Status = "errors" // 有错误: its file has errors
	StatusFailed Status = "failed" // 系统错误: it could not be read or written
)

// Record is what the manifest says of one unit.
type Record struct {
	Unit     string                 `json:"unit"`   // path of the file below the folders, with /
	SHA256   string                 `json:"sha256"` // of the unit file; empty where it cannot be read
	Status   Status                 `json:"status"`
	Name     string                 `json:"name"`
	Code     string                 `json:"code"`
	Year     int                    `json:"year"`
	Scope    string                 `json:"scope"`                     // 单位 or 部门
	Failure  string                 `json:"failure,omitempty"`         // why it could not be read or written
	Figures  *generator.MainFigures `json:"figures,omitempty"`         // 万元, where its file has no errors
	Inputs   []Input                `json:"inputs,omitempty"`          // what was read beside its file: last year's, say
	Outputs  []Output               `json:"outputs"`                   // none where it was not built
	Earlier  []string               `json:"earlier_outputs,omitempty"` // where it was not built: what an earlier run made, and is still there
	Findings []Finding              `json:"findings"`
}

// Finding is a finding as JSON has it.
type Finding = finding.Record

// Input is a file that was read beside the unit file.
type Input struct {
	Name   string `json:"name"` // from the folder of the unit file, with /
	SHA256 string `json:"sha256"`
}

// Output is a file that was made.
type Output struct {
	Path   string `json:"path"` // below the folder of outputs, with /
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (r *Record) take(result generator.Result) {
	d := result.Digest
	r.Name, r.Code, r.Year, r.Scope, r.Figures = d.Name, d.Code, d.Year, string(d.Scope), d.Figures
	for _, in := range result.Inputs {
		r.Inputs = append(r.Inputs, Input(in))
	}
	for _, f := range result.Findings {
		record := f.Record()
		record.Title = titles()[f.Rule]
		r.Findings = append(r.Findings, record)
	}
}

// titles are the names of the rules by their ids.
var titles = sync.OnceValue(func() map[string]string {
	titles := map[string]string{}
	for _, r := range generator.Rules() {
		titles[r.ID] = r.Title
	}
	return titles
})

// Count is the number of findings of a severity, without the accepted ones.
func (r Record) Count(s finding.Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s.Code() && f.Accepted == "" {
			n++
		}
	}
	return n
}

func newBasis(o Options) (Basis, error) {
	b := Basis{
		Tool: Tool{Version: o.Version}, Fonts: generator.FontSums(o.Build.Fonts),
		Options: Settings{
			Strict: o.Build.Strict, Accept: slices.Compact(slices.Sorted(slices.Values(o.Build.Accept))),
			StatementsInPDF: o.Build.StatementsInPDF, Charts: o.Build.Charts,
		},
	}
	if b.Options.Accept == nil {
		b.Options.Accept = []string{}
	}
	if date := o.Build.Date; !date.IsZero() {
		seconds := date.Unix()
		b.Options.SourceDateEpoch = &seconds
	}
	var err error
	if b.Tool.SHA256, err = toolSum(); err != nil {
		return b, err
	}
	b.Templates, err = generator.TemplateSums(o.Build.Templates)
	return b, err
}

func (b Basis) equal(other Basis) Why {
	switch {
	case b.Tool != other.Tool:
		return WhyTool
	case !maps.Equal(b.Templates, other.Templates):
		return WhyTemplates
	case !maps.Equal(b.Fonts, other.Fonts):
		return WhyFonts
	case !b.Options.equal(other.Options):
		return WhyOptions
	}
	return ""
}

func (s Settings) equal(other Settings) bool {
	date, others := s.SourceDateEpoch, other.SourceDateEpoch
	return s.Strict == other.Strict && slices.Equal(s.Accept, other.Accept) &&
		s.StatementsInPDF == other.StatementsInPDF && s.Charts == other.Charts &&
		(date == nil) == (others == nil) && (date == nil || *date == *others)
}

// toolSum is the hash of the running program: two builds of one version may
// differ.
var toolSum = sync.OnceValues(func() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	return fileSum(name)
})

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

func fileSum(name string) (text string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// ReadManifest reads a manifest. It fails where the file is none of this
// version.
func ReadManifest(name string) (Manifest, error) {
	var m Manifest
	if isOdd(name) {
		return m, &os.PathError{Op: "read", Path: name, Err: os.ErrInvalid}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("batch: %s is no manifest: %w", name, err)
	}
	if m.Version != manifestVersion {
		return m, fmt.Errorf("batch: %s has version %d", name, m.Version)
	}
	if !m.sound() {
		return m, fmt.Errorf("batch: %s says what no run says", name)
	}
	return m, nil
}

// sound reports whether a manifest says what a run may say: every path leads to
// a place below its folder, every word is one that is known.
func (m Manifest) sound() bool {
	return !slices.ContainsFunc(m.Units, func(r Record) bool { return !r.sound() }) &&
		!slices.ContainsFunc(m.LeftBehind, func(l Left) bool { return !isBelow(l.Unit) || !isBelow(l.Path) })
}

func (r Record) sound() bool {
	return isBelow(r.Unit) && statusWords[r.Status] != "" && (r.Status == StatusBuilt) == (len(r.Outputs) > 0) &&
		!slices.ContainsFunc(r.Outputs, func(o Output) bool { return !isBelow(o.Path) || path.Dir(o.Path) == "." }) &&
		!slices.ContainsFunc(r.Earlier, func(p string) bool { return !isBelow(p) }) &&
		(r.Figures == nil || !slices.ContainsFunc(amounts, func(a amount) bool { return !isAmount(a.of(*r.Figures)) }))
}

// isAmount reports whether a figure can be one in 万元: a few letters may stand
// for more digits than there is room for.
func isAmount(d decimal.Decimal) bool { return d.Exponent() >= -2 && d.Exponent() <= 20 }
