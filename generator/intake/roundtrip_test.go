package intake_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/intake"
)

func TestX(t *testing.T) {
	for _, n := range []string{"bureau-2024", "changji-gsl-2024", "institution-2024", "tiny-2024"} {
		data, err := os.ReadFile("../../examples/" + n + "/unit.toml")
		if err != nil {
			t.Fatal(err)
		}
		r, err := generator.Build(data, generator.Options{})
		if err != nil {
			t.Fatal(err)
		}
		facts, lists := intake.Read([]intake.Workbook{{Name: "x", Data: r.Files[1].Data}})
		for _, f := range lists[0] {
			fmt.Println(f.Severity, f.Rule, f.Path, f.Message)
		}
		text, err := facts.Text()
		fmt.Println(string(text), err)
		l, _ := generator.Check(text, generator.Options{})
		for _, f := range l {
			fmt.Println(f.Severity, f.Rule, f.Place, f.Path, f.Message)
		}
	}
}
