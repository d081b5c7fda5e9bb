// Package xlsx draws the sheets of a doc.Package as a workbook (公开表) in the
// look of an official form: a title, thin black rules, figures that are
// numbers, ready to print on A4. It must never know what a final account is,
// nor where the tables come from.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/discgen/discgen/generator/doc"
)

// Render writes the workbook of the sheets to w. The same input gives the same
// bytes. It fails rather than lose anything: a text that is too long for a
// cell, a figure that a cell cannot hold exactly, a character that the file
// format cannot carry. Before an error nothing is written to w.
func Render(w io.Writer, meta doc.Meta, sheets []doc.Sheet) error {
	if err := errors.Join(checkMeta(meta), checkNames(sheets)); err != nil {
		return err
	}
	plans, err := planAll(sheets)
	if err != nil {
		return err
	}
	parts, err := draw(meta, plans)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	packed, err := pack(parts, fileDate(meta.Date))
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	_, err = w.Write(packed)
	return err
}

func planAll(sheets []doc.Sheet) ([]*plan, error) {
	plans := make([]*plan, len(sheets))
	errs := make([]error, len(sheets))
	for i, s := range sheets {
		p, err := newPlan(s)
		if err != nil {
			errs[i] = fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		plans[i] = p
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return plans, placeFormulas(plans)
}

// draw makes the parts of the file.
func draw(meta doc.Meta, plans []*plan) (made []*part, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := setDefaultFont(f); err != nil {
		return nil, err
	}
	if err := setProperties(f, meta); err != nil {
		return nil, err
	}
	styles := newStyles(f)
	for i, p := range plans {
		if err := addSheet(f, i, p.name); err != nil {
			return nil, err
		}
		if err := drawSheet(f, styles, p); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", p.name, err)
		}
	}
	f.SetActiveSheet(0)
	// Not every program that changes a figure works out the formulas again.
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: new(true)}); err != nil {
		return nil, err
	}
	return partsOf(f)
}

// addSheet takes over the sheet that a new file begins with for the first one.
func addSheet(f *excelize.File, index int, name string) error {
	if index == 0 {
		return f.SetSheetName(f.GetSheetName(0), name)
	}
	_, err := f.NewSheet(name)
	return err
}

// setProperties sets every property that the library would fill in itself.
func setProperties(f *excelize.File, meta doc.Meta) error {
	date := fileDate(meta.Date).Format(time.RFC3339)
	err := f.SetDocProps(&excelize.DocProperties{
		Title:          meta.Title,
		Subject:        meta.Subject,
		Creator:        meta.Author,
		LastModifiedBy: meta.Author,
		Language:       meta.Language,
		Created:        date,
		Modified:       date,
	})
	if err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "discgen", Company: meta.Author})
}
