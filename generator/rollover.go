package generator

import (
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/lastyear"
	"github.com/discgen/discgen/generator/rollover"
)

// Rollover makes next year's unit file of a closed year's (结转), which stands
// at the name from there; so its fonts are named from there too. The file is nil where the closed year's has errors.
func Rollover(data []byte, name string, o Options) ([]byte, finding.List, error) {
	c, err := inspect(data, o)
	if err != nil || c.findings.HasErrors() {
		return nil, c.findings, err
	}
	for _, r := range fontRoles {
		if path := r.in(&c.file.Unit.Fonts); *path != "" {
			*path = beside(name, *path)
		}
	}
	return rollover.Next(&lastyear.Year{File: c.file, Book: c.book}, name), c.findings, nil
}
