package narrative

import (
	"fmt"
	"maps"
	"strings"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/templateset"
)

// Chart is a chart with what the template set says of it.
type Chart struct {
	drawn *doc.Chart // nil where there is nothing to draw
	form  templateset.Chart
	path  string // of the form in the settings
}

// Charts makes the charts of a set from the fields that its sentences use, so
// that no figure of a chart can differ from the text. Where every figure of a
// chart is zero, or charts are not wanted, it has a place and is not drawn.
func Charts(data map[string]any, forms []templateset.Chart, wanted bool) ([]Chart, error) {
	var charts []Chart
	for i, form := range forms {
		drawn, err := chartOf(data, form)
		if err != nil {
			return nil, err
		}
		if !wanted || drawn.IsZero() {
			drawn = nil
		}
		charts = append(charts, Chart{drawn, form, source.Index("charts", i)})
	}
	return charts, nil
}

func chartOf(data map[string]any, form templateset.Chart) (*doc.Chart, error) {
	c := &doc.Chart{UnitLine: form.UnitLine, Series: form.Series}
	for _, b := range form.Bars {
		group := doc.BarGroup{Label: b.Label}
		for _, name := range b.Values {
			value, err := numberAt(data, name)
			if err != nil {
				return nil, err
			}
			group.Bars = append(group.Bars, doc.Bar{Value: *value})
		}
		if b.Share != "" {
			share, err := numberAt(data, b.Share)
			if err != nil {
				return nil, err
			}
			group.Bars[0].Share = share
		}
		c.Groups = append(c.Groups, group)
	}
	return c, nil
}

// numberAt is the figure of a field, by its name with dots: 总体.变动.上年.
func numberAt(data map[string]any, name string) (*doc.Number, error) {
	var at any = data
	for key := range strings.SplitSeq(name, ".") {
		group, _ := at.(fields)
		at = group[key]
	}
	switch f := at.(type) {
	case figures.Figure:
		return f.Number(), nil
	case figures.Rate:
		return f.Number(), nil
	case *doc.Number:
		return f, nil
	}
	return nil, fmt.Errorf("模板设置 %s 的图里的 %q 不是一个数字字段", templateset.SettingsFile, name)
}

// number gives the charts of an explanation their titles and alternatives, by
// the order in which they have come to stand.
func number(blocks []doc.Block, charts []Chart, set *templateset.Set, data map[string]any) error {
	n := 0
	for _, b := range blocks {
		for _, c := range charts {
			if c.drawn == nil || b != doc.Block(c.drawn) {
				continue
			}
			if c.drawn.Title != "" {
				return fmt.Errorf("模板里图“%s”放了两次", c.form.Name)
			}
			n++
			if err := c.name(n, set, data); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Chart) name(n int, set *templateset.Set, data map[string]any) (err error) {
	all := maps.Clone(data)
	all["图号"] = n
	if c.drawn.Title, err = set.Fill(source.Join(c.path, "title"), all); err != nil {
		return err
	}
	all["图题"], all["柱"] = c.drawn.Title, c.bars()
	c.drawn.Alternative, err = set.Fill(source.Join(c.path, "alternative"), all)
	return err
}

// bars are the fields by which an alternative says the figures: for each label
// its name and its figures, each with its series, empty where there is one, and
// its share, nil where it has none.
func (c Chart) bars() []fields {
	var all []fields
	for _, g := range c.drawn.Groups {
		var said []fields
		for i, b := range g.Bars {
			f := fields{"系列": "", "金额": b.Value, "占比": b.Share}
			if c.drawn.HasLegend() {
				f["系列"] = c.drawn.Series[i]
			}
			said = append(said, f)
		}
		all = append(all, fields{"名称": g.Label, "数": said})
	}
	return all
}
