package qr

import (
	"encoding/binary"
	"image"
)

// plane is a grey picture, 0 dark to 255 light. Its rows and columns are
// padded to multiples of 8 by repeating the edge, so that the threshold can
// take 8 pixels a step without looking where the picture ends.
type plane struct {
	width, height int
	stride, rows  int // padded
	pix           []byte
}

// resize makes room for a picture; what was in the plane is lost.
func (p *plane) resize(width, height int) {
	p.width, p.height = width, height
	p.stride, p.rows = (width+7)&^7, (height+7)&^7
	if size := p.stride * p.rows; cap(p.pix) < size {
		p.pix = make([]byte, size)
	} else {
		p.pix = p.pix[:size]
	}
}

func (p *plane) row(y int) []byte { return p.pix[y*p.stride:][:p.width] }

// padEdges repeats the last column and row into the padding.
func (p *plane) padEdges() {
	for y := 0; y < p.height; y++ {
		line := p.pix[y*p.stride:][:p.stride]
		for x := p.width; x < p.stride; x++ {
			line[x] = line[p.width-1]
		}
	}
	last := p.pix[(p.height-1)*p.stride:][:p.stride]
	for y := p.height; y < p.rows; y++ {
		copy(p.pix[y*p.stride:], last)
	}
}

// at gives the grey value between pixels, bilinearly. Outside the picture
// the nearest edge counts; not-a-number counts as the upper left corner.
func (p *plane) at(x, y float64) float64 {
	x, y = within(x-.5, p.stride-2), within(y-.5, p.rows-2)
	left, top := int(x), int(y)
	fx, fy := x-float64(left), y-float64(top)
	o := top*p.stride + left
	upper, lower := p.pix[o:o+2:o+2], p.pix[o+p.stride:o+p.stride+2]
	a, b := float64(upper[0]), float64(upper[1])
	c, d := float64(lower[0]), float64(lower[1])
	a += (b - a) * fx
	c += (d - c) * fx
	return a + (c-a)*fy
}

// within clamps to what at can interpolate: just below last+1.
func within(x float64, last int) float64 {
	if !(x > 0) {
		return 0
	}
	if limit := float64(last) + .999; x > limit {
		return limit
	}
	return x
}

func (p *plane) contains(q Point) bool {
	return q.X >= 0 && q.Y >= 0 && q.X <= float64(p.width) && q.Y <= float64(p.height)
}

// halve writes the picture at half size, each pixel the mean of four.
func (p *plane) halve(to *plane) {
	to.resize(p.width/2, p.height/2)
	for y := 0; y < to.height; y++ {
		a, b := p.row(2*y), p.row(2*y+1)
		line := to.row(y)
		for x := range line {
			sum := int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1])
			line[x] = byte((sum + 2) >> 2)
		}
	}
	to.padEdges()
}

// cut writes a part of the picture.
func (p *plane) cut(part image.Rectangle, to *plane) {
	to.resize(part.Dx(), part.Dy())
	for y := range to.height {
		copy(to.row(y), p.row(part.Min.Y + y)[part.Min.X:])
	}
	to.padEdges()
}

// double writes a part of the picture at twice the size, bilinearly: every
// new pixel is 9/16 its own, 3/16 each near neighbour, 1/16 the diagonal one.
func (p *plane) double(part image.Rectangle, to *plane) {
	width, height := part.Dx(), part.Dy()
	to.resize(width*2, height*2)
	line := func(y int) []byte {
		y = max(0, min(height-1, y)) + part.Min.Y
		return p.pix[y*p.stride+part.Min.X:][:width]
	}
	blend := make([]uint16, width+2) // 3 own + 1 near, with a margin
	for y := range to.height {
		a, b := line(y/2), line(y/2-1+y&1*2)
		for x, v := range a {
			blend[x+1] = uint16(v)*3 + uint16(b[x])
		}
		blend[0], blend[width+1] = blend[1], blend[width]
		row := to.row(y)
		for x := range a {
			own := blend[x+1]*3 + 8
			row[2*x] = byte((own + blend[x]) >> 4)
			row[2*x+1] = byte((own + blend[x+2]) >> 4)
		}
	}
	to.padEdges()
}

// negate writes the negative of the picture.
func (p *plane) negate(to *plane) {
	to.resize(p.width, p.height)
	for i := 0; i < len(p.pix); i += 8 {
		v := binary.LittleEndian.Uint64(p.pix[i:])
		binary.LittleEndian.PutUint64(to.pix[i:], ^v)
	}
}

// noise estimates the standard deviation of the pixel noise, from the median
// difference between a pixel and the mean of four near it, on a sparse
// lattice (Immerkaer 1996, with the median against edges).
func (p *plane) noise() float64 {
	const (
		perSigma = 4.47  // deviation of 4a-b-c-d-e for unit noise
		median   = .6745 // of the absolute value of a unit normal
	)
	var count [256]int
	total := 0
	for y := 5; y < p.height-5; y += 13 {
		for x := 5; x < p.width-5; x += 17 {
			o := y*p.stride + x
			around := int(p.pix[o-2*p.stride]) + int(p.pix[o+2*p.stride]) +
				int(p.pix[o-2]) + int(p.pix[o+2])
			count[min(255, abs(4*int(p.pix[o])-around))]++
			total++
		}
	}
	seen := 0
	for difference, n := range count {
		if seen += n; total > 0 && 2*seen >= total {
			return float64(difference) / perSigma / median
		}
	}
	return 0
}

func abs(a int) int {
	if a < 0 {
		return -a
	}
	return a
}
