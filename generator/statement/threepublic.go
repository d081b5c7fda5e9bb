package statement

import (
	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/figures"
)

func threePublic(b *figures.Book, style Style) (*doc.Table, bool) {
	t := &doc.Table{Landscape: true, Header: make([]doc.Row, 3)}
	var amounts []figures.Figure
	for _, half := range []struct {
		name string
		of   func(figures.PublicItem) figures.Figure
	}{{"预算数", figures.PublicItem.Budget}, {"决算数", figures.PublicItem.Outturn}} {
		t.Columns = append(t.Columns, doc.Widths(11, 11, 11, 11, 11, 11)...)
		add := func(r int, cells ...doc.Cell) { t.Header[r].Cells = append(t.Header[r].Cells, cells...) }
		add(0, across(heading(half.name), 6))
		add(1, down(heading("合计"), 2), down(heading("因公出国（境）费"), 2),
			across(heading("公务用车购置及运行维护费"), 3), down(heading("公务接待费"), 2))
		add(2, heading("小计"), heading("公务用车购置费"), heading("公务用车运行维护费"))
		for _, item := range b.ThreePublic.Items() {
			amounts = append(amounts, half.of(item))
		}
	}
	if style.ColumnNumbers {
		t.Header = append(t.Header, row(numbers(1, len(t.Columns))...))
	}
	t.Body = []doc.Row{row(cells(ThreePublic, rowThreePublic, amounts)...)}
	return t, b.ThreePublic.IsEmpty()
}
