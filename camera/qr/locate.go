package qr

import "math"

const (
	firstWithVersionBlocks = 7
	versionBits            = 18
)

// versionWord is the version information of a version: 6 bits and 12 of a
// BCH code (ISO/IEC 18004, 7.10 and Annex D).
func versionWord(number int) int { return withBCH(number, 12, 0x1f25) }

// withBCH appends the check bits of a BCH code with a generator polynomial.
func withBCH(data, checkBits, generator int) int {
	rest := data
	for range checkBits {
		rest = rest<<1 ^ (rest>>(checkBits-1))*generator
	}
	return data<<checkBits | rest&(1<<checkBits-1)
}

// position is a symbol found: its version and a first mapping, as exact as
// the finder patterns make it.
type position struct {
	version  *version
	inverted bool
	module   float64 // pixels
	corners  *corners
	ties     []tie
	mapping  *homography
}

// locate finds the size of a symbol. Version blocks are asked first, then
// the timing patterns; the quotient of lengths only bounds the answer, for
// on slanted or blurred pictures it errs by several versions.
func (p *plane) locate(t *triple, c *corners, versions *versionTable, time *allowance) (position, bool) {
	size, ok := p.sizeFromVersionBlocks(t, c)
	if !ok {
		size, ok = p.sizeFromTiming(t, c)
	}
	if !ok {
		size, ok = p.sizeFromPerspective(t, time)
	}
	v := versions.bySize(size)
	if !ok || v == nil {
		return position{}, false
	}
	if v.number < firstWithVersionBlocks { // few alignment patterns, or none, put things right later
		c = p.sharpened(*c, t.module)
	}
	return positionAt(position{version: v, inverted: t.inverted, module: t.module, corners: c})
}

// positionAt completes a position whose corners are known.
func positionAt(pos position) (position, bool) {
	size := pos.version.size
	pos.ties = pos.corners.ties(size)
	h, ok := fitHomography(pos.ties, size)
	pos.mapping = h
	return pos, ok
}

// sizeFromVersionBlocks matches both blocks with all version words, each
// module weighed by its contrast.
func (p *plane) sizeFromVersionBlocks(t *triple, c *corners) (int, bool) {
	var soft [versionBits]float64
	p.readBlock(&c.topRight, &soft, func(i int) (u, v float64) { return float64(i%3 - 7), float64(i/3 - 3) })
	p.readBlock(&c.bottomLeft, &soft, func(i int) (u, v float64) { return float64(i/3 - 3), float64(i%3 - 7) })
	most := 1e-9
	for _, s := range soft {
		most += math.Abs(s)
	}
	first, second, number := -1., -1., 0
	for n := firstWithVersionBlocks; n <= maxVersion; n++ {
		match := agreement(soft[:], versionWord(n)) / most
		if match > first {
			first, second, number = match, first, n
		} else if match > second {
			second = match
		}
	}
	size := float64(17 + 4*number)
	plausible := size > t.modules*.72 && size < t.modules*1.38
	return int(size), first > .6 && first-second > .15 && plausible
}

// agreement adds soft bits, positive for dark, with the signs of a word.
func agreement(soft []float64, word int) float64 {
	sum := 0.
	for i, s := range soft {
		if word>>i&1 == 0 {
			s = -s
		}
		sum += s
	}
	return sum
}

// readBlock adds one version block to soft, seen through the frame of the
// finder pattern next to it.
func (p *plane) readBlock(f *localFrame, soft *[versionBits]float64, place func(int) (u, v float64)) {
	const limit = 1.5 // a highlight must not outvote the rest
	middle, swing := p.levels(f)
	for i := range soft {
		at := f.at(place(i))
		soft[i] += clamp((middle-p.at(at.X, at.Y))/swing, limit)
	}
}

// levels gives the grey between dark and light at a finder pattern, and how
// far both are from it, at least 4.
func (p *plane) levels(f *localFrame) (middle, swing float64) {
	var dark, light float64
	for _, d := range [4]Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		inner, ring := f.at(d.X*.5, d.Y*.5), f.at(d.X*2, d.Y*2)
		dark += p.at(inner.X, inner.Y) / 4
		light += p.at(ring.X, ring.Y) / 4
	}
	return (dark + light) / 2, max(4, (light-dark)/2)
}

func clamp(x, limit float64) float64 { return max(-limit, min(limit, x)) }

// sizeFromTiming tries all sizes near the estimate and keeps the one whose
// two timing patterns alternate best.
func (p *plane) sizeFromTiming(t *triple, c *corners) (int, bool) {
	const least = 1.1 // of 2
	size, most := 0, least
	for n := 21; n <= 177; n += 4 {
		if float64(n) < t.modules*.8-2 || float64(n) > t.modules*1.25+2 {
			continue
		}
		h, ok := fitHomography(c.ties(n), n)
		if !ok {
			continue
		}
		estimate := math.Abs(math.Log(float64(n) / t.modules))
		if match := p.timing(h, n, false) + p.timing(h, n, true) - estimate; match > most {
			size, most = n, match
		}
	}
	return size, size > 0
}

// timing says how well the modules between two finders alternate along a
// timing pattern (ISO/IEC 18004, 6.3.5): 1 perfectly, 0 not at all.
func (p *plane) timing(m mapping, size int, column bool) float64 {
	var grey [177]float64
	for i := 7; i < size-7; i++ {
		u, v := float64(i)+.5, 6.5
		if column {
			u, v = v, u
		}
		at := m.at(u, v)
		grey[i] = p.at(at.X, at.Y)
	}
	sum, most := 0., 1e-9
	for i := 8; i < size-8; i++ {
		darker := (grey[i-1]+grey[i+1])/2 - grey[i]
		most += math.Abs(darker)
		if i&1 == 1 {
			darker = -darker
		}
		sum += darker
	}
	return sum / max(1, most)
}

// sizeFromPerspective is for finders too small or blurred to show the slant
// of the paper: it tries perspective weights as well as sizes.
func (p *plane) sizeFromPerspective(t *triple, time *allowance) (int, bool) {
	const leastOne, leastBoth = .25, .7
	size, most := 0, leastBoth
	for n := 21; n <= 177 && !time.over(); n += 4 {
		if float64(n) < t.modules*.84-1 || float64(n) > t.modules*1.2+2 {
			continue
		}
		row, weightRight := p.bestWeight(n, false, func(w float64) mapping { return t.throughCentres(n, w, 1) })
		if row < leastOne {
			continue
		}
		column, _ := p.bestWeight(n, true, func(w float64) mapping { return t.throughCentres(n, weightRight, w) })
		if column >= leastOne && row+column > most {
			size, most = n, row+column
		}
	}
	return size, size > 0
}

// bestWeight scans the perspective weights of one side: first in steps that
// move the middle of the side by half a module, then between those about the
// best.
func (p *plane) bestWeight(size int, column bool, with func(weight float64) mapping) (match, weight float64) {
	const farthest, perModule = .36, 4. // logarithms
	match, best := -2., 0.
	try := func(e float64) {
		if m := p.timing(with(math.Exp(e)), size, column); m > match {
			match, best = m, e
		}
	}
	step := perModule / 2 / float64(size)
	for e := -farthest; e <= farthest; e += step {
		try(e)
	}
	for coarse, d := best, -.75; d <= .75; d += .25 {
		try(coarse + d*step)
	}
	return match, math.Exp(best)
}
