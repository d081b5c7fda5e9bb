package finding

import "fmt"

// Record is a finding as JSON has it, for the command's reports and for the
// manifest of a batch (docs/findings.schema.json).
type Record struct {
	Rule     string            `json:"rule"`
	Title    string            `json:"title"`    // of the rule, where the caller adds it
	Severity string            `json:"severity"` // error, warning or note
	Line     int               `json:"line"`     // from 1; 0: the file as a whole
	Column   int               `json:"column"`   // from 1, in characters
	Path     string            `json:"path"`
	Message  string            `json:"message"`
	Remedy   string            `json:"remedy"`
	Compared *ComparisonRecord `json:"compared,omitempty"`
	Accepted string            `json:"accepted,omitempty"`
}

// ComparisonRecord is a Comparison as JSON has it.
type ComparisonRecord struct {
	Figure     string `json:"figure"`
	Against    string `json:"against"`
	Difference string `json:"difference"`
}

// Record is the finding for JSON, without a title.
func (f Finding) Record() Record {
	r := Record{
		Rule: f.Rule, Severity: f.Severity.Code(), Line: f.Place.Line, Column: f.Place.Column, Path: f.Path,
		Message: f.Message, Remedy: f.Remedy, Accepted: f.Accepted,
	}
	if f.Compared != (Comparison{}) {
		r.Compared = &ComparisonRecord{f.Compared.Figure, f.Compared.Against, f.Compared.Difference}
	}
	return r
}

// Finding is the finding that the record was made of. It fails where the
// severity is none.
func (r Record) Finding() (Finding, error) {
	f := Finding{
		Rule: r.Rule, Place: Place{r.Line, r.Column}, Path: r.Path,
		Message: r.Message, Remedy: r.Remedy, Accepted: r.Accepted,
	}
	if r.Compared != nil {
		f.Compared = Comparison{r.Compared.Figure, r.Compared.Against, r.Compared.Difference}
	}
	for _, s := range []Severity{Error, Warning, Note} {
		if s.Code() == r.Severity {
			f.Severity = s
			return f, nil
		}
	}
	return f, fmt.Errorf("finding: %q is no severity", r.Severity)
}
