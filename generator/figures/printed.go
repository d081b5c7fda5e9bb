package figures

import (
	"reflect"

	"github.com/shopspring/decimal"
)

// Printed are all amounts and rates of the book, so that a figure which a
// person typed into a text can be looked for among them. A change counts with
// its difference.
func (b *Book) Printed() (amounts []Figure, rates []Rate) {
	p := printed{}
	p.gather(reflect.ValueOf(*b))
	return p.amounts, p.rates
}

type printed struct {
	amounts []Figure
	rates   []Rate
}

func (p *printed) gather(v reflect.Value) {
	switch x := v.Interface().(type) {
	case Figure:
		p.amounts = append(p.amounts, x)
		return
	case Rate:
		p.rates = append(p.rates, x)
		return
	case decimal.Decimal:
		return
	case Change:
		p.amounts = append(p.amounts, Figure{Yuan: x.Current.Yuan.Sub(x.LastYear.Yuan), Wan: x.Difference})
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			p.gather(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			p.gather(v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			p.gather(v.Index(i))
		}
	}
}
