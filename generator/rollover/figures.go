package rollover

import (
	"reflect"

	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/generator/unit"
)

// eachFigure marks every figure of a table: those that were not zero must be
// filled in. Texts are left alone.
func (n *next) eachFigure(path string, table any) {
	v := reflect.ValueOf(table)
	n.blankIf(!v.IsZero(), path)
	for i := range v.NumField() {
		at := source.Join(path, v.Type().Field(i).Tag.Get("toml"))
		switch x := v.Field(i).Interface().(type) {
		case unit.Amount:
			n.blankIf(!x.IsZero(), at)
		case unit.Quantity:
			n.blankIf(!x.IsZero(), at)
		case int:
			n.blankIf(x != 0, at)
		case unit.AssetVehicles:
			n.eachFigure(at, x)
		}
	}
}
