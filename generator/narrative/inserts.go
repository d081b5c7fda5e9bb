package narrative

import (
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/templateset"
)

// Inserts are the blocks that are made beside the templates, and that the
// templates put at places of their own.
type Inserts struct {
	Evaluations []*doc.Table // 绩效自评表
	Statements  []*doc.Table // 决算报表; empty where they are published in the workbook only
	Charts      []Chart      // 图
}

// Mark adds to the fields the titles of the statements and the places of the
// inserts: the tables in their order, the charts by their names. The place of
// a chart that is not drawn is empty.
func (in Inserts) Mark(data map[string]any, statementTitles []string) {
	data["报表"] = statementTitles
	data["自评表"] = places(0, len(in.Evaluations))
	data["附表"] = places(len(in.Evaluations), len(in.Statements))
	next := len(in.Evaluations) + len(in.Statements)
	charts := fields{}
	for _, c := range in.Charts {
		charts[c.form.Name] = ""
		if c.drawn != nil {
			charts[c.form.Name] = templateset.Place(next)
			next++
		}
	}
	data["图"] = charts
}

// places are n places, counted from first.
func places(first, n int) []string {
	var all []string
	for i := range n {
		all = append(all, templateset.Place(first+i))
	}
	return all
}

// blocks are the inserts in the order of their places.
func (in Inserts) blocks() []doc.Block {
	var all []doc.Block
	for _, tables := range [][]*doc.Table{in.Evaluations, in.Statements} {
		for _, t := range tables {
			all = append(all, t)
		}
	}
	for _, c := range in.Charts {
		if c.drawn != nil {
			all = append(all, c.drawn)
		}
	}
	return all
}
