package qr

import (
	"cmp"
	"math"
	"slices"
)

// Where blur, motion or noise leave no clean runs, the three rings of a
// finder pattern are still darker and lighter than each other in the mean.
// ringSearch correlates square rings with the picture (the template of
// correlate, from sums over rectangles) at every second pixel.
type ringSearch struct {
	stride int
	sums   []uint64 // of all pixels above and left, and from squareBit on of their squares
	found  []ringMatch
}

// ringMatch is a place and how well the rings match it, negative for light
// on dark.
type ringMatch struct {
	x, y   int // pixel
	module float64
	match  float64
}

// ringSizes are half the sides, in pixels, of the centre, the rings and the
// separator about them, for modules of about 1.4, 2 and 3 pixels. Other
// sizes are those of the halved pictures.
var ringSizes = [...]ringSize{{[4]int{2, 3, 5, 6}, 1.45}, {[4]int{3, 5, 7, 9}, 2.05}, {[4]int{4, 7, 10, 13}, 2.9}}

type ringSize struct {
	half   [4]int
	module float64
}

func (r *ringSearch) forget() {
	clear(r.sums[:cap(r.sums)])
	clear(r.found[:cap(r.found)])
}

// sizesAt leaves to each level what the others do not see better.
func sizesAt(halvings int) []ringSize {
	switch halvings {
	case 0:
		return ringSizes[:]
	case 1:
		return ringSizes[:2]
	}
	return ringSizes[1:]
}

// search appends the places that look most like finder patterns.
func (r *ringSearch) search(p *plane, sizes []ringSize, found []finder, time *allowance) []finder {
	const most = 24
	r.integrate(p)
	r.found = r.found[:0]
	for i := range sizes {
		if time.over() {
			break
		}
		r.scan(p, &sizes[i])
	}
	slices.SortFunc(r.found, func(a, b ringMatch) int { return cmp.Compare(math.Abs(b.match), math.Abs(a.match)) })
	for _, m := range r.found {
		if len(found) >= most {
			break
		}
		if f := m.finder(); !slices.ContainsFunc(found, f.overlaps) {
			found = append(found, f)
		}
	}
	return found
}

// finder gives a match the hits that a finder of its size and clearness
// would have.
func (m ringMatch) finder() finder {
	return finder{
		centre:   Point{float64(m.x) + .5, float64(m.y) + .5},
		width:    m.module,
		height:   m.module,
		hits:     2 + int(3*m.module*math.Abs(m.match)),
		inverted: m.match < 0,
	}
}

func (f *finder) overlaps(g finder) bool {
	const apart = 4 // modules
	return f.centre.distance2(g.centre) < apart*apart*max(f.width, g.width)*max(f.width, g.width)
}

// squareBit is where in a word the sum of squares begins. Sums may wrap around,
// and carry into those of squares: over a square of a finder's size both are
// right again.
const squareBit = 32

func (r *ringSearch) integrate(p *plane) {
	r.stride = p.width + 1
	r.sums = resized(r.sums, r.stride*(p.height+1))
	clear(r.sums[:r.stride])
	for y := range p.height {
		line := p.row(y)
		above, here := r.sums[y*r.stride:][:r.stride], r.sums[(y+1)*r.stride:][:r.stride]
		here[0] = 0
		above, here = above[1:][:len(line)], here[1:][:len(line)]
		var sum uint64
		for x, v := range line {
			sum += uint64(v) + uint64(v)*uint64(v)<<squareBit
			here[x] = above[x] + sum
		}
	}
}

// scan keeps the places that match rings of one size and match them better
// than the places beside them in the row.
func (r *ringSearch) scan(p *plane, size *ringSize) {
	const step, crowded = 2, 10_000
	reach := size.half[3]
	corners := newRingCorners(size, r.stride)
	for y := reach; y+reach < p.height; y += step {
		var before ringMatch
		for x := reach; x+reach < p.width; x += step {
			m := r.correlate(y*r.stride+x, &corners)
			if math.Abs(m) < math.Abs(before.match) || math.Abs(m) < leastRings {
				if math.Abs(before.match) >= leastRings && len(r.found) < crowded {
					r.found = append(r.found, before)
				}
				before = ringMatch{}
				continue
			}
			before = ringMatch{x, y, size.module, m}
		}
	}
}

// ringCorners are the offsets of the corners of four squares.
type ringCorners struct {
	lower, upper [4]int // upper left corner; rows to the lower one
	side         [4]int
	stride       int
	part         float64 // of the square that one pixel is
	share        float64 // of the light rings
	spread       float64
	leastPower   float64 // of the rings, for a variance of 1
}

// leastRings is the correlation from which rings count as seen.
const leastRings = .34

func newRingCorners(size *ringSize, stride int) ringCorners {
	c := ringCorners{stride: stride}
	var area [4]float64
	for i, h := range size.half {
		c.upper[i] = -h*stride - h
		c.lower[i] = (h+1)*stride - h
		c.side[i] = 2*h + 1
		area[i] = float64(c.side[i] * c.side[i])
	}
	c.part = 1 / area[3]
	c.share = (area[3] - area[2] + area[1] - area[0]) * c.part
	c.spread = math.Sqrt(c.share * (1 - c.share))
	const rounding = .999
	c.leastPower = rounding * leastRings * leastRings * c.spread * c.spread
	return c
}

// correlate gives the normalised correlation of the rings about a pixel, 0
// also for one below leastRings: most are, and need no root.
func (r *ringSearch) correlate(at int, c *ringCorners) float64 {
	const flat = 36 // variance of plain paper
	outer := box(r.sums, at+c.upper[3], at+c.lower[3], c.side[3])
	all := uint32(outer)
	mean := float64(all) * c.part
	variance := float64(outer>>squareBit)*c.part - mean*mean
	if variance < flat {
		return 0
	}
	light := all - uint32(box(r.sums, at+c.upper[2], at+c.lower[2], c.side[2])-
		box(r.sums, at+c.upper[1], at+c.lower[1], c.side[1])+
		box(r.sums, at+c.upper[0], at+c.lower[0], c.side[0]))
	excess := float64(light)*c.part - mean*c.share
	if excess*excess < c.leastPower*variance {
		return 0
	}
	return excess / (math.Sqrt(variance) * c.spread)
}

// box is the sum over a square between two rows of sums.
func box(sums []uint64, upper, lower, side int) uint64 {
	return sums[lower+side] - sums[lower] - sums[upper+side] + sums[upper]
}
