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
	sums          []uint32 // of blocks; none until asked for
}

// resize makes room for a picture; what was in the plane is lost.
func (p *plane) resize(width, height int) {
	p.width, p.height = width, height
	p.sums = p.sums[:0]
	p.stride, p.rows = (width+7)&^7, (height+7)&^7
	p.pix = resized(p.pix, p.stride*p.rows)
}

func (p *plane) row(y int) []byte { return p.pix[y*p.stride:][:p.width] }

func (p *plane) forget() {
	clear(p.pix[:cap(p.pix)])
	clear(p.sums[:cap(p.sums)])
	p.sums = p.sums[:0]
}

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

// halve writes the picture at half size, each pixel the mean of four: four
// pixels a step, each sum in a lane of 16 bits.
func (p *plane) halve(to *plane) {
	const half, pairs = 2 * addLanes, 0x0000ffff0000ffff
	to.resize(p.width/2, p.height/2)
	for y := 0; y < to.height; y++ {
		a, b := p.pix[2*y*p.stride:][:p.stride], p.pix[(2*y+1)*p.stride:][:p.stride]
		line := to.pix[y*to.stride:][:to.stride]
		for x := 0; x < to.width; x += 4 {
			v, w := binary.LittleEndian.Uint64(a[2*x:]), binary.LittleEndian.Uint64(b[2*x:])
			mean := (v&even + v>>8&even + w&even + w>>8&even + half) >> 2 & even
			mean = (mean | mean>>8) & pairs
			binary.LittleEndian.PutUint32(line[x:], uint32(mean|mean>>16))
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
	for y := range to.height {
		doubleRow(to.row(y), line(y/2), line(y/2-1+y&1*2))
	}
	to.padEdges()
}

// doubleRow writes twice as many pixels as there are in the row they lie in,
// own, and in the one near it: eight of these a step, the even ones and the
// odd ones in lanes of 16 bits, each blended of both rows first.
func doubleRow(to, own, near []byte) {
	const half = 8 * addLanes
	blend := func(x int) uint64 { return 3*uint64(own[x]) + uint64(near[x]) }
	before, x := blend(0), 0
	for ; x+8 < len(own); x += 8 {
		v, w := binary.LittleEndian.Uint64(own[x:]), binary.LittleEndian.Uint64(near[x:])
		e, o := 3*(v&even)+w&even, 3*(v>>8&even)+w>>8&even
		evens := (3*e+(o<<16|before)+half)>>4&even | (3*e+o+half)>>4&even<<8
		odds := (3*o+e+half)>>4&even | (3*o+(e>>16|blend(x+8)<<48)+half)>>4&even<<8
		binary.LittleEndian.PutUint64(to[2*x:], alternate(evens, odds))
		binary.LittleEndian.PutUint64(to[2*x+8:], alternate(evens>>32, odds>>32))
		before = o >> 48
	}
	for ; x < len(own); x++ {
		this, after := blend(x), blend(min(x+1, len(own)-1))
		to[2*x] = byte((3*this + before + 8) >> 4)
		to[2*x+1] = byte((3*this + after + 8) >> 4)
		before = this
	}
}

// alternate takes the lower two lanes of both in turn.
func alternate(evens, odds uint64) uint64 {
	const first, second = 0xffff, 0xffff0000
	return evens&first | evens&second<<16 | odds&first<<16 | odds&second<<32
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
