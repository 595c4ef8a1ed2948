package screen

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2/canvas"
)

// plate is a rounded rectangle that is painted once, into a texture of its
// pixels, and then only copied. Whatever changes, Fyne (2.8.1) paints the
// whole window anew: without a graphics card a pixel of its own rounded
// rectangles costs 63 ns each time, one of a texture 9 ns.
type plate struct {
	*canvas.Raster
	look plateLook
}

// plateLook is how a plate looks. Lengths are in Fyne's units.
type plateLook struct {
	fill, edge   color.Color // nil for none; the edge is inside
	stroke       float32     // how wide the edge is
	upper, lower float32     // radii of the corners
	part         platePart
}

// platePart tells how a plate goes on where it has neither corners nor edge.
type platePart uint8

const (
	whole platePart = iota
	head            // goes on below
	foot            // goes on above
	body            // goes on above and below: all its rows are the same
)

func newPlate() *plate {
	p := &plate{}
	p.Raster = &canvas.Raster{Generator: p.paint, ScaleMode: canvas.ImageScalePixels}
	return p
}

// set changes how it looks, and paints it anew only if it differs.
func (p *plate) set(look plateLook) {
	if p.look != look {
		p.look = look
		p.Refresh()
	}
}

// paint makes the texture.
func (p *plate) paint(width, height int) image.Image {
	size := p.Size()
	if width < 1 || height < 1 || size.Width <= 0 || p.look.fill == nil && p.look.edge == nil {
		return image.Transparent
	}
	if p.look.part == body {
		height = 1
	}
	scale := float64(width) / float64(size.Width)
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	s := shape{
		width: float64(width), height: float64(height), part: p.look.part,
		upper: float64(p.look.upper) * scale, lower: float64(p.look.lower) * scale,
		stroke: math.Round(float64(p.look.stroke) * scale), fill: channels(p.look.fill), edge: channels(p.look.edge),
	}
	if p.look.edge == nil {
		s.stroke = 0
	}
	top := min(height, int(math.Ceil(max(s.upper, s.stroke)))+1)
	bottom := max(top, height-int(math.Ceil(max(s.lower, s.stroke)))-1)
	for y := range height {
		row := m.Pix[y*m.Stride:][:m.Stride]
		if y > top && y < bottom {
			copy(row, m.Pix[(y-1)*m.Stride:][:m.Stride])
		} else {
			s.row(row, float64(y)+0.5)
		}
	}
	return m
}

// shape is a plate in pixels; its colours are alpha-premultiplied, 0 to 255.
type shape struct {
	width, height        float64
	part                 platePart
	upper, lower, stroke float64
	fill, edge           [4]float64
}

func channels(c color.Color) (all [4]float64) {
	if c == nil {
		return all
	}
	r, g, b, a := c.RGBA()
	return [4]float64{float64(r) / 257, float64(g) / 257, float64(b) / 257, float64(a) / 257}
}

// row paints the pixels whose middles are y below the top. All between the
// corners are the same.
func (s *shape) row(pix []byte, y float64) {
	n := len(pix) / 4
	side := min((n+1)/2, int(math.Ceil(max(s.upper, s.lower, s.stroke)))+1)
	for x := range side {
		c := s.at(float64(x)+0.5, y)
		copy(pix[4*x:], c[:])
		copy(pix[4*(n-1-x):], c[:])
	}
	for x := side; x < n-side; x++ {
		copy(pix[4*x:4*x+4], pix[4*side-4:4*side])
	}
}

// at gives the colour of a pixel by its middle: how much of it lies within the
// plate, and within its edge, follows from the distance to where that ends
// (the signed distance of a rounded box).
func (s *shape) at(x, y float64) (c [4]byte) {
	radius, above, below := s.upper, -y, y-s.height
	if s.part == head || s.part == body {
		below = math.Inf(-1)
	}
	if s.part == foot || s.part == body {
		above = math.Inf(-1)
	}
	if below > above {
		radius = s.lower
	}
	dx, dy := max(-x, x-s.width)+radius, max(above, below)+radius
	distance := math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
	all, inner := coverage(distance), coverage(distance+s.stroke)
	for i := range c {
		c[i] = uint8(math.Round(inner*s.fill[i] + (all-inner)*s.edge[i]))
	}
	return c
}

// coverage is how much of a pixel lies within what ends at a distance from its
// middle.
func coverage(distance float64) float64 { return min(1, max(0, 0.5-distance)) }
