package reel

import (
	"encoding/binary"
	"image"
	"math"
)

// sprite is a thing and its hand, ready to be drawn: premultiplied pixels,
// four bytes each in the order of an RGBA picture. Its outermost pixels are
// transparent.
type sprite struct {
	pixels []uint32
	size   image.Point
	middle point // of the thing, in pixels
	unit   float64
}

type point struct{ x, y float64 }

// freeze makes a sprite of a canvas.
func (c *canvas) freeze() *sprite {
	size := c.img.Rect.Size()
	s := &sprite{
		pixels: make([]uint32, size.X*size.Y), size: size, unit: c.unit,
		middle: point{-c.box.x0 * c.unit, -c.box.y0 * c.unit},
	}
	for y := 1; y < size.Y-1; y++ {
		for x := 1; x < size.X-1; x++ {
			s.pixels[y*size.X+x] = binary.LittleEndian.Uint32(c.img.Pix[c.img.PixOffset(x, y):])
		}
	}
	return s
}

// homography maps the plane of a sprite to the picture, or back (Hartley and
// Zisserman, Multiple View Geometry, 2.3).
type homography [9]float64

func (h *homography) at(x, y float64) point {
	w := h[6]*x + h[7]*y + h[8]
	return point{(h[0]*x + h[1]*y + h[2]) / w, (h[3]*x + h[4]*y + h[5]) / w}
}

// inverse is the adjugate: the scale of a homography does not matter.
func (h *homography) inverse() homography {
	return homography{
		h[4]*h[8] - h[5]*h[7], h[2]*h[7] - h[1]*h[8], h[1]*h[5] - h[2]*h[4],
		h[5]*h[6] - h[3]*h[8], h[0]*h[8] - h[2]*h[6], h[2]*h[3] - h[0]*h[5],
		h[3]*h[7] - h[4]*h[6], h[1]*h[6] - h[0]*h[7], h[0]*h[4] - h[1]*h[3],
	}
}

// target is the picture that is drawn on.
type target struct {
	colour *image.RGBA
	luma   *image.Gray
}

// draw puts the sprite into the picture where h maps it.
func (s *sprite) draw(on target, h homography) {
	right, bottom := float64(s.size.X), float64(s.size.Y)
	corners := [4]point{h.at(0, 0), h.at(right, 0), h.at(right, bottom), h.at(0, bottom)}
	top, low := math.Inf(1), math.Inf(-1)
	for _, c := range corners {
		top, low = min(top, c.y), max(low, c.y)
	}
	back := h.inverse()
	r := on.colour.Rect
	for y := max(int(top), 0); y < min(int(low)+1, r.Dy()); y++ {
		x0, x1 := crossing(corners, float64(y)+0.5)
		from, to := max(int(math.Ceil(x0-0.5)), 0), min(int(math.Ceil(x1-0.5)), r.Dx())
		for x := from; x < to; x += span {
			s.drawSpan(on, &back, image.Pt(x, y), min(span, to-x))
		}
	}
}

// crossing gives the stretch of a line across a convex quadrilateral.
func crossing(corners [4]point, y float64) (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for i, a := range corners {
		b := corners[(i+1)%4]
		if (a.y > y) == (b.y > y) {
			continue
		}
		x := a.x + (b.x-a.x)*(y-a.y)/(b.y-a.y)
		from, to = min(from, x), max(to, x)
	}
	return from, to
}

// span is how many pixels of a row are drawn as if there were no perspective
// among them; the error stays below a hundredth of a pixel.
const span = 32

// drawSpan draws n pixels of a row, each interpolated among four of the
// sprite. Places in the sprite are 16.16 fixed point numbers.
func (s *sprite) drawSpan(on target, back *homography, at image.Point, n int) {
	y := float64(at.Y) + 0.5
	u, v := s.fixed(back.at(float64(at.X)+0.5, y))
	u1, v1 := s.fixed(back.at(float64(at.X+n)+0.5, y))
	du, dv := (u1-u)/n, (v1-v)/n
	width := s.size.X
	grey := on.luma.Pix[on.luma.PixOffset(at.X, at.Y):][:n]
	row := on.colour.Pix[on.colour.PixOffset(at.X, at.Y):][:4*n]
	for i := range grey {
		place := v>>16*width + u>>16
		upper, lower := s.pixels[place:place+2:place+2], s.pixels[place+width:place+width+2:place+width+2]
		c := upper[0]
		if c != upper[1] || c != lower[0] || c != lower[1] {
			fx, fy := uint32(u>>8&255), uint32(v>>8&255)
			c = between(between(upper[0], upper[1], fx), between(lower[0], lower[1], fx), fy)
		}
		u, v = u+du, v+dv
		if c == 0 {
			continue
		}
		if c < 0xFF000000 {
			c += fade(binary.LittleEndian.Uint32(row[4*i:]), 255-c>>24)
		}
		binary.LittleEndian.PutUint32(row[4*i:], c|0xFF000000)
		grey[i] = byte((19595*(c&255) + 38470*(c>>8&255) + 7471*(c>>16&255) + 1<<15) >> 16)
	}
}

// fixed turns a place in the sprite into numbers of which the whole part
// names the upper left of four pixels that all lie within.
func (s *sprite) fixed(p point) (u, v int) {
	x := min(max(p.x-0.5, 0), float64(s.size.X)-1.001)
	y := min(max(p.y-0.5, 0), float64(s.size.Y)-1.001)
	return int(x * 65536), int(y * 65536)
}

// between mixes two pixels, all four bytes at once, by t of 256.
func between(a, b, t uint32) uint32 {
	const odd = 0x00FF00FF
	even := (a&odd*(256-t) + b&odd*t) >> 8 & odd
	return even | (a>>8&odd*(256-t)+b>>8&odd*t)&^odd
}

// fade leaves a part of 255 of a pixel.
func fade(p, part uint32) uint32 {
	const odd = 0x00FF00FF
	part += part >> 7 // 255 leaves all
	return p&odd*part>>8&odd | p>>8&odd*part&^odd
}
