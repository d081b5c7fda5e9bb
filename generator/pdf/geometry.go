package pdf

// Lengths are in points; y grows downwards from the page's upper edge.
const mm = 72 / 25.4

// frame is a page and the type area (版心) on it.
type frame struct {
	pageWidth, pageHeight    float64
	left, top, width, height float64
}

func (f frame) right() float64  { return f.left + f.width }
func (f frame) bottom() float64 { return f.top + f.height }

// The pages of GB/T 9704. The landscape page (A4 横排) is the portrait one
// turned to the right: a table's head stands at the sheet's left edge, which is
// the binding edge of odd pages.
var (
	portrait  = frame{210 * mm, 297 * mm, 28 * mm, 37 * mm, 156 * mm, 225 * mm}
	landscape = frame{297 * mm, 210 * mm, 35 * mm, 28 * mm, 225 * mm, 156 * mm}
)

// The grid of GB/T 9704: 22 lines of 28 characters.
const (
	linePitch = 225 * mm / 22
	charPitch = 156 * mm / 28
)

// Type sizes (字号).
const (
	size1  = 26.0 // 一号
	size2  = 22.0 // 二号
	size3  = 16.0 // 三号
	size4  = 14.0 // 四号
	size5  = 10.5 // 五号
	lowest = 7.0  // below this nobody reads a table

	sizeSmall5 = 9.0 // 小五
)

// ascent is how far the em box of a Chinese font stands above its baseline,
// in em. All fonts of the program share it.
const ascent = 0.88

// slack is what lengths may be wrong by through rounding.
const slack = 0.01

// baseline is where a line of the given size stands in the middle of a strip
// of the given height, from the strip's top.
func baseline(height, size float64) float64 {
	return (height-size)/2 + ascent*size
}
