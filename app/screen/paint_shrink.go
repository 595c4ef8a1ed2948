package screen

import (
	"encoding/binary"
	"image"
	"slices"
)

// shrinker makes pictures smaller, into one buffer that it keeps.
type shrinker struct {
	out      *image.RGBA
	from     image.Point
	mirrored bool
	columns  []int // for each of out's, the first byte of the two it is made of
}

// shrink gives the picture at a size that is no larger than its own, left and
// right changed if mirrored. Each pixel is the mean of the four about its
// place: enough against the worst of aliasing up to a third, at a millisecond
// for a preview. The result holds until the next call. The picture is whole,
// opaque, and at least two pixels wide and high.
func (s *shrinker) shrink(m *image.RGBA, to image.Point, mirrored bool) *image.RGBA {
	from := m.Rect.Size()
	if s.out == nil || s.out.Rect.Size() != to || s.from != from || s.mirrored != mirrored {
		s.plan(from, to, mirrored)
	}
	for y := range to.Y {
		top := pairAt(y, from.Y, to.Y)
		s.row(s.out.Pix[y*s.out.Stride:][:s.out.Stride], m.Pix[top*m.Stride:][:m.Stride], m.Pix[(top+1)*m.Stride:][:m.Stride])
	}
	return s.out
}

// plan makes the buffer, and the columns, of which a mirror changes the order.
func (s *shrinker) plan(from, to image.Point, mirrored bool) {
	s.from, s.mirrored = from, mirrored
	s.out = image.NewRGBA(image.Rectangle{Max: to})
	s.columns = make([]int, to.X)
	for x := range s.columns {
		s.columns[x] = 4 * pairAt(x, from.X, to.X)
	}
	if mirrored {
		slices.Reverse(s.columns)
	}
}

// pairAt gives the first of the two places, of from, whose middle is that of
// place i, of to.
func pairAt(i, from, to int) int {
	return max(0, min(((2*i+1)*from-to)/(2*to), from-2))
}

// row makes one row of two. The bytes of two pixels side by side are added as
// eight numbers in two words.
func (s *shrinker) row(out, top, bottom []byte) {
	const lanes, half = 0x00ff00ff00ff00ff, 0x00020002
	for i, x := range s.columns {
		a, b := binary.LittleEndian.Uint64(top[x:]), binary.LittleEndian.Uint64(bottom[x:])
		even, odd := a&lanes+b&lanes, a>>8&lanes+b>>8&lanes
		e := (uint32(even) + uint32(even>>32) + half) >> 2 & 0x00ff00ff
		o := (uint32(odd) + uint32(odd>>32) + half) >> 2 & 0x00ff00ff
		binary.LittleEndian.PutUint32(out[4*i:], e|o<<8)
	}
}
