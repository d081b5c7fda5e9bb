package generator_test

import (
	"bytes"
	"testing"

	"github.com/discgen/discgen/generator/unit"
	"github.com/discgen/discgen/generator/unitfile"
)

// A unit file that was written anew makes the same documents.
func TestWrittenUnitFilesBuildTheSame(t *testing.T) {
	eachUnit(t, 10, func(t *testing.T, data []byte) {
		file, findings := unit.Load(data)
		if file == nil || len(findings) > 0 {
			t.Fatal(findings)
		}
		want := build(t, data)
		got := build(t, unitfile.Write(unitfile.Content{Unit: file.Unit}))
		for i := range want {
			if got[i].Name != want[i].Name || !bytes.Equal(got[i].Data, want[i].Data) {
				t.Errorf("%s is another file", want[i].Name)
			}
		}
	})
}
