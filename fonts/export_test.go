package fonts

// Packed is the font as it is before anything is asked of it.
func Packed(f *Font) *Font { return &Font{Name: f.Name, packed: f.packed} }

// IsPacked tells whether nothing has been asked of the font's file.
func IsPacked(f *Font) bool { return f.unpacked == nil }

// WarmAndWait is Warm for some fonts, and waits until it is done.
func WarmAndWait(all []*Font) { warm(all).Wait() }

// Needed are the fonts that Warm unpacks.
func Needed(s *Set) []*Font { return s.needed() }
