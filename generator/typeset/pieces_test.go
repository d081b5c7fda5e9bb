package typeset

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestPiecesCountTheLinesThatAreSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		text := body.Set(strings.TrimSpace(randomText(rng, 1+rng.IntN(80))))
		pieces := text.Pieces()
		width := pieces.Least() + rng.Float64()*text.Width()
		if got, want := pieces.Lines(width), len(text.Ragged(width)); got != want {
			t.Errorf("%q in %.2f points: %d lines, %d are set", text, width, got, want)
		}
	}
}

func TestAScaledLineIsTheLineInTheOtherSize(t *testing.T) {
	const by = 0.75
	small := Style{Role: body.Role, Size: body.Size * by}
	for _, text := range []string{"预算，“三公”经费2024年", "（一）GB/T 9704——"} {
		got, want := body.Set(text).Single().Scaled(by).Runs(), small.Set(text).Single().Runs()
		if len(got) != len(want) {
			t.Fatalf("%q: %d runs, want %d", text, len(got), len(want))
		}
		for i := range got {
			if got[i].Text != want[i].Text || got[i].Size != want[i].Size || math.Abs(got[i].X-want[i].X) > 1e-6 || math.Abs(got[i].Space-want[i].Space) > 1e-6 {
				t.Errorf("%q: %+v, want %+v", text, got[i], want[i])
			}
		}
	}
}
