package generator_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/doc"
	"github.com/discgen/discgen/generator/internal/readback"
	"github.com/discgen/discgen/generator/pdf"
)

// A page is drawn finely and then made small, so that little is left of how
// edges were smoothed when it is compared.
const (
	pictureDPI = 48
	reduction  = 6
	dotsAPoint = pictureDPI * reduction / 72
)

const pictureFolder = "testdata/pictures"

// drawPage draws a page in greys, as much finer than its picture as that will
// be reduced.
func drawPage(t *testing.T, path string, page int, flags ...string) *image.Gray {
	t.Helper()
	n := fmt.Sprint(page + 1)
	args := append([]string{"-gray", "-r", fmt.Sprint(pictureDPI * reduction), "-f", n, "-l", n, "-singlefile"}, flags...)
	out, err := exec.Command("pdftoppm", append(args, path)...).Output()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skipf("%v; install poppler-utils", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var w, h, most int
	if n, err := fmt.Sscanf(string(out[:min(30, len(out))]), "P5\n%d %d\n%d\n", &w, &h, &most); n != 3 || len(out) < w*h {
		t.Fatalf("pdftoppm draws no grey picture: %v", err)
	}
	return &image.Gray{Pix: out[len(out)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

func readPicture(t *testing.T, path string) *image.Paletted {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(read(t, path)))
	p, ok := decoded.(*image.Paletted)
	if err != nil || !ok {
		t.Fatalf("%s is no picture of a page: %v", path, err)
	}
	return p
}

func writePicture(t *testing.T, path string, p image.Image) {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// small is the picture made small, in sixteen greys.
func small(p *image.Gray) *image.Paletted {
	var greys color.Palette
	for i := range 16 {
		greys = append(greys, color.Gray{Y: uint8(17 * i)})
	}
	out := image.NewPaletted(image.Rect(0, 0, p.Rect.Dx()/reduction, p.Rect.Dy()/reduction), greys)
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for dy := range reduction {
				for _, v := range p.Pix[p.PixOffset(x*reduction, y*reduction+dy):][:reduction] {
					sum += int(v)
				}
			}
			out.Pix[y*out.Stride+x] = uint8((sum/(reduction*reduction) + 8) / 17)
		}
	}
	return out
}

// greyAt is the grey of a dot, or of the nearest one where there is none.
func greyAt(p *image.Paletted, x, y int) uint8 {
	i := p.Pix[p.PixOffset(min(max(x, 0), p.Rect.Dx()-1), min(max(y, 0), p.Rect.Dy()-1))]
	return color.GrayModel.Convert(p.Palette[i]).(color.Gray).Y
}

// blurred are the greys of a picture, each the mean of those around it.
func blurred(p *image.Paletted) [][]float64 {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	rows := make([][]float64, h+2) // sums of three side by side
	for y := range rows {
		rows[y] = make([]float64, w)
		for x := range w {
			rows[y][x] = float64(greyAt(p, x-1, y-1)) + float64(greyAt(p, x, y-1)) + float64(greyAt(p, x+1, y-1))
		}
	}
	greys := make([][]float64, h)
	for y := range greys {
		greys[y] = make([]float64, w)
		for x := range w {
			greys[y][x] = (rows[y][x] + rows[y+1][x] + rows[y+2][x]) / 9
		}
	}
	return greys
}

// What two pictures of one page may differ by, in any square of them.
const (
	square       = 16   // dots: a third of an inch
	empty        = 20   // variance of greys below which there is nothing to see
	mostUnlike   = 0.05 // one minus the correlation of the greys
	mostDarkness = 6    // of the mean grey
)

// difference names the square in which two pictures of a page are most unlike,
// or is empty where they show the same.
func difference(got, want *image.Paletted) string {
	if got.Rect != want.Rect {
		return fmt.Sprintf("the page is %v dots, was %v", got.Rect.Size(), want.Rect.Size())
	}
	a, b := blurred(got), blurred(want)
	worst, fault := 1.0, ""
	for y := 0; y < len(a); y += square / 2 {
		for x := 0; x < len(a[0]); x += square / 2 {
			unlike, darkness := compare(a, b, x, y)
			if d := max(unlike/mostUnlike, darkness/mostDarkness); d > worst {
				worst = d
				fault = fmt.Sprintf("%.0f mm from the left and %.0f mm from the top: unlikeness %.3f, darkness off by %.1f",
					float64(x)*25.4/pictureDPI, float64(y)*25.4/pictureDPI, unlike, darkness)
			}
		}
	}
	return fault
}

// compare compares the squares of two pictures at x and y.
func compare(a, b [][]float64, x, y int) (unlike, darkness float64) {
	var n, sa, sb, saa, sbb, sab float64
	for j := y; j < min(y+square, len(a)); j++ {
		for i := x; i < min(x+square, len(a[j])); i++ {
			p, q := a[j][i], b[j][i]
			n, sa, sb, saa, sbb, sab = n+1, sa+p, sb+q, saa+p*p, sbb+q*q, sab+p*q
		}
	}
	va, vb := saa/n-sa*sa/n/n, sbb/n-sb*sb/n/n
	darkness = math.Abs(sa-sb) / n
	switch {
	case va < empty && vb < empty:
		return 0, darkness
	case va <= 0 || vb <= 0:
		return 1, darkness
	}
	return 1 - (sab/n-sa*sb/n/n)/math.Sqrt(va*vb), darkness
}

// both shows in one picture what only the wanted one has (red) and what only
// the new one has (blue).
func both(got, want *image.Paletted) image.Image {
	out := image.NewRGBA(got.Rect.Union(want.Rect))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			g, w := greyAt(got, x, y), greyAt(want, x, y)
			out.Set(x, y, color.RGBA{g, min(g, w), w, 255})
		}
	}
	return out
}

// pictured are the pages of a document that a picture is kept of, by what they
// show.
func (s *shown) pictured() map[string]int {
	pages := map[string]int{}
	note := func(what string, page int) {
		if _, known := pages[what]; !known {
			pages[what] = page
		}
	}
	lines := make([]int, len(s.Pages))
	for _, p := range s.pieces {
		switch page := p.lines[0].page; p.kind {
		case coverText:
			note("cover", page)
		case contentsTitle:
			note("contents", page)
		case paragraphText, headingText:
			if p.level == 3 {
				note("headings", page)
			}
			for _, l := range p.lines {
				if lines[l.page]++; lines[l.page] == 20 {
					note("text", l.page)
				}
			}
		}
	}
	for _, table := range s.tables {
		what := "table"
		if table.Landscape {
			what = "wide-table"
		}
		if table.FormNumber != "" {
			what = "statement"
		}
		note(what, table.cells[0].page)
	}
	return pages
}

// Some pages of every example look as they did when their pictures were kept:
// `go test ./generator -run Pictures -update` keeps them anew.
func TestPicturesAreAsBefore(t *testing.T) {
	if testing.Short() {
		t.Skip("the run over all tests draws them")
	}
	kept := map[string]bool{}
	names := examples(t)
	eachShown(t, func(t *testing.T, s *shown) {
		name := strings.TrimSuffix(filepath.Base(s.path), ".pdf")
		if names[name] == nil {
			return // a random unit
		}
		pages := s.pictured()
		for _, what := range slices.Sorted(maps.Keys(pages)) {
			path := filepath.Join(pictureFolder, name+"-"+what+".png")
			kept[path] = true
			got := small(drawPage(t, s.path, pages[what]))
			if *update {
				writePicture(t, path, got)
				continue
			}
			want := readPicture(t, path)
			if fault := difference(got, want); fault != "" {
				t.Errorf("page %d (%s) looks different, most %s; see %s and %s beside it", pages[what]+1, what, fault,
					keepDifference(t, name+"-"+what, got, want), "difference.png")
			}
		}
	})
	if t.Failed() || t.Skipped() {
		return
	}
	files, err := filepath.Glob(pictureFolder + "/*.png")
	if err != nil || len(kept) < 15 {
		t.Fatalf("%d pictures: %v", len(kept), err)
	}
	for _, f := range files {
		if !kept[filepath.ToSlash(f)] {
			t.Errorf("%s is the picture of no page", f)
		}
	}
}

// keepDifference writes the new picture and the difference to a folder that
// stays, and returns the path of the new one.
func keepDifference(t *testing.T, name string, got, want *image.Paletted) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "discgen-"+name+"-")
	if err != nil {
		t.Fatal(err)
	}
	writePicture(t, filepath.Join(dir, "difference.png"), both(got, want))
	path := filepath.Join(dir, "new.png")
	writePicture(t, path, got)
	return path
}

// moved is the picture with a band of it moved, all in dots.
func moved(p *image.Gray, top, bottom, dx, dy int) *image.Gray {
	out := &image.Gray{Pix: slices.Clone(p.Pix), Stride: p.Stride, Rect: p.Rect}
	band := image.Rect(0, top, p.Rect.Dx(), bottom)
	draw.Draw(out, band, image.White, image.Point{}, draw.Src)
	draw.Draw(out, band.Add(image.Pt(dx, dy)), p, band.Min, draw.Src)
	return out
}

// softened is the picture with its edges spread over three dots.
func softened(p *image.Gray) *image.Gray {
	out := &image.Gray{Pix: slices.Clone(p.Pix), Stride: p.Stride, Rect: p.Rect}
	for y := 1; y < p.Rect.Dy()-1; y++ {
		for x := 1; x < p.Rect.Dx()-1; x++ {
			at := p.PixOffset(x, y)
			out.Pix[at] = uint8((int(p.Pix[at-1]) + int(p.Pix[at+1]) + int(p.Pix[at-p.Stride]) + int(p.Pix[at+p.Stride])) / 4)
		}
	}
	return out
}

// without is the picture with a box, in points, wiped out.
func without(p *image.Gray, b readback.Box) *image.Gray {
	out := &image.Gray{Pix: slices.Clone(p.Pix), Stride: p.Stride, Rect: p.Rect}
	dots := func(points float64) int { return int(math.Round(points * dotsAPoint)) }
	draw.Draw(out, image.Rect(dots(b.Left), dots(b.Top), dots(b.Right)+1, dots(b.Bottom)+1), image.White, image.Point{}, draw.Src)
	return out
}

// The comparison lets through what another way of smoothing makes of the same
// page, and nothing that a reader could see.
func TestPicturesTolerance(t *testing.T) {
	if testing.Short() {
		t.Skip("the run over all tests draws them")
	}
	s := show(t, filepath.Base(filepath.Dir(publishedExample)), read(t, publishedExample))
	if s.err != nil {
		t.Fatal(s.err)
	}
	pages := s.pictured()
	for _, what := range slices.Sorted(maps.Keys(pages)) {
		page := pages[what]
		drawn := drawPage(t, s.path, page)
		want := small(drawn)
		t.Run(what+" smoothed otherwise", func(t *testing.T) {
			other := map[string]*image.Paletted{
				"not smoothed": small(drawPage(t, s.path, page, "-aa", "no", "-aaVector", "no")),
				"thin rules":   small(drawPage(t, s.path, page, "-thinlinemode", "shape")),
				"soft":         small(softened(drawn)),
			}
			for name, p := range other {
				if fault := difference(p, want); fault != "" {
					t.Errorf("%s: %s", name, fault)
				}
			}
		})
		t.Run(what+" with a line moved", func(t *testing.T) { wantLinesNoticed(t, s, page, drawn, want) })
		t.Run(what+" without a rule", func(t *testing.T) {
			for i, r := range s.Pages[page].Rules {
				if i%3 == 0 && difference(small(without(drawn, r.Box())), want) == "" {
					t.Errorf("nobody notices that the rule %.1f is missing", r)
				}
			}
		})
	}
}

// wantLinesNoticed moves one line of text by a point, to the side or down.
func wantLinesNoticed(t *testing.T, s *shown, page int, drawn *image.Gray, want *image.Paletted) {
	for i, g := range s.Pages[page].Glyphs {
		if i%150 != 0 {
			continue
		}
		top, bottom := int((g.Y-0.95*g.Size)*dotsAPoint), int((g.Y+0.2*g.Size)*dotsAPoint)
		for name, by := range map[string]image.Point{"to the side": {X: dotsAPoint}, "down": {Y: dotsAPoint}} {
			if difference(small(moved(drawn, top, bottom, by.X, by.Y)), want) == "" {
				t.Errorf("nobody notices that the line with %c at %.1f moved by a point %s", g.Char, g.Y, name)
			}
		}
	}
}

func TestPicturesNoticeAFont(t *testing.T) {
	if testing.Short() {
		t.Skip("the run over all tests draws them")
	}
	s := show(t, filepath.Base(filepath.Dir(publishedExample)), read(t, publishedExample))
	if s.err != nil {
		t.Fatal(s.err)
	}
	changed := slices.Clone(s.blocks)
	for i, b := range changed {
		if h, ok := b.(doc.Heading); ok && h.Level == 3 { // 楷体 becomes 仿宋
			changed[i] = doc.Heading{Level: 4, Text: h.Text}
		}
	}
	var out bytes.Buffer
	if err := pdf.Render(&out, nil, doc.Meta{}, changed); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "font.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, h := range s.headings() {
		if h.level != 3 {
			continue
		}
		page := h.lines[0].page
		if difference(small(drawPage(t, path, page)), small(drawPage(t, s.path, page))) == "" {
			t.Errorf("nobody notices the other font of %q", h.text)
		}
		return
	}
	t.Error("no heading is in 楷体")
}
